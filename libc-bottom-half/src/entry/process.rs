//! The process, and randomness.

use crate::abi::signal::Siginfo;
use crate::abi::utsname::Utsname;
use crate::interrupt::Never as I;
use crate::process::Alone as N;
use crate::sys::{process, random};
use crate::user::{BytesMut, Out};

macro_rules! rows {
    ($emit:ident) => {
        $crate::entry::$emit! {
            sched_yield() => process::sched_yield::<I>;
        }
    };
}
pub(super) use rows;

rows! { syscalls }

macro_rules! numbers {
    ($emit:ident) => {
        $crate::entry::$emit! {
            getpid() => process::getpid::<N>;
            getppid() => process::getppid::<N>;
            gettid() => process::getpid::<N>;
        }
    };
}
pub(super) use numbers;

numbers! { syscalls }

super::syscalls! {
    exit(status: i32) => process::exit;
    exit_group(status: i32) => process::exit_group;
    waitid(kind: i32, id: i32, info: Out<Siginfo>, options: u32, usage: Out<process::Usage>) => process::waitid;
    set_tid_address(tidptr: usize) => process::set_tid_address;
    set_robust_list(head: usize, length: usize) => process::set_robust_list;
    get_robust_list(pid: i32, head: Out<usize>, length: Out<usize>) => process::get_robust_list;
    membarrier(command: i32, flags: u32) => process::membarrier;
    uname(buf: Out<Utsname>) => process::uname;
    getrandom(buf: BytesMut[size: usize], flags: u32) => random::getrandom;
}
