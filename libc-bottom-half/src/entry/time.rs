//! Clocks, sleeping, waiting.

use crate::abi::poll::Pollfd;
use crate::abi::signal::Sigset;
use crate::abi::time::{Timespec, Timex};
use crate::errno::Result;
use crate::sys::{futex, poll, time};
use crate::user::{CStr, In, InOut, Out, Parameter};

/// The descriptors to poll.
pub struct Polled<'a>(pub(super) InOut<'a, Pollfd>);

impl Parameter<(usize,)> for Polled<'_> {
    type C = *mut Pollfd;

    #[inline]
    unsafe fn from_c(fds: *mut Pollfd, count: (usize,)) -> Result<Self> {
        poll::countable(count.0)?;
        // SAFETY: the caller's promise.
        unsafe { InOut::from_c(fds, count) }.map(Self)
    }
}

super::syscalls! {
    clock_gettime64(clock: i32, ts: Out<Timespec>) => time::clock_gettime64;
    clock_getres_time64(clock: i32, res: Out<Timespec>) => time::clock_getres_time64;
    clock_adjtime64(clock: i32, tx: (In<Timex>, Out<Timex>)) => time::clock_adjtime64;
    clock_nanosleep_time64(clock: i32, flags: i32, request: In<Timespec>, remain: Out<Timespec>) => |clock, flags, request, _| {
        time::clock_nanosleep_time64(clock, flags, request)
    };
    ppoll_time64(fds: Polled[count: usize], timeout: In<Timespec>, mask: In<Sigset>, masksize: usize) => |Polled(fds), timeout, _, _| {
        poll::ppoll_time64(fds, timeout)
    };
    futex_time64(word: (In<i32>, Out<i32>), op: i32, value: i32, timeout: In<Timespec>, name: CStr, value3: i32) => |word, op, value, timeout, name, _| {
        futex::futex_time64(word, op, value, timeout, name)
    };
}
