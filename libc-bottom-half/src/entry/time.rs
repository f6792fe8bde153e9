//! Clocks, sleeping, waiting.

use crate::abi::poll::Pollfd;
use crate::abi::time::Timespec;
use crate::errno::Errno;
use crate::sys::{futex, poll, time};
use crate::user::{In, InOut, Out};

super::syscalls! {
    clock_gettime64(clock: i32, ts: *mut Timespec) => {
        // SAFETY: the caller's promise.
        time::clock_gettime64(clock, unsafe { Out::new(ts) })
    };
    clock_getres_time64(clock: i32, res: *mut Timespec) => {
        // SAFETY: the caller's promise.
        time::clock_getres_time64(clock, unsafe { Out::new(res) })
    };
    clock_nanosleep_time64(
        clock: i32, flags: i32, request: *const Timespec, remain: *mut Timespec,
    ) => {
        // SAFETY: the caller's promise.
        let (request, remain) = unsafe { (In::new(request), Out::new(remain)) };
        time::clock_nanosleep_time64(clock, flags, request, remain)
    };
    ppoll_time64(
        fds: *mut Pollfd, count: usize, timeout: *const Timespec, _mask: usize, _masksize: usize,
    ) => {
        if fds.is_null() && count > 0 {
            return Err(Errno::FAULT);
        }
        // SAFETY: the caller's promise.
        let (fds, timeout) = unsafe { (InOut::new(fds, count), In::new(timeout)) };
        poll::ppoll_time64(fds, timeout)
    };
    futex_time64(
        addr: *const i32, op: i32, value: i32, timeout: *const Timespec, _addr2: usize, _value3: i32,
    ) => {
        // SAFETY: the caller's promise; not every operation passes a timeout.
        let (word, timeout) = unsafe { (In::new(addr), In::new(timeout)) };
        futex::futex_time64(word, op, value, timeout)
    };
}
