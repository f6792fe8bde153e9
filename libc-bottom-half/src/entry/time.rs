//! Clocks, sleeping, and the primitive of locks.

use crate::abi::time::{Timespec, Timex};
use crate::interrupt::Never as I;
use crate::sys::{futex, time};
use crate::user::{CStr, In, Out};

macro_rules! rows {
    ($emit:ident) => { $crate::entry::$emit! {
        clock_gettime64(clock: i32, ts: Out<Timespec>) => time::clock_gettime64::<I>;
        futex_time64(word: (In<i32>, Out<i32>), op: i32, value: i32, timeout: In<Timespec>, name: CStr, bits: i32) => futex::futex_time64::<I>;
    } };
}
pub(super) use rows;

rows! { syscalls }

macro_rules! sleep {
    ($emit:ident) => { $crate::entry::$emit! {
        clock_nanosleep_time64(clock: i32, flags: i32, request: In<Timespec>, remain: Out<Timespec>) => time::clock_nanosleep_time64::<I>;
    } };
}
pub(super) use sleep;

sleep! { syscalls }

super::syscalls! {
    clock_getres_time64(clock: i32, res: Out<Timespec>) => time::clock_getres_time64;
    clock_adjtime64(clock: i32, tx: (In<Timex>, Out<Timex>)) => time::clock_adjtime64;
}
