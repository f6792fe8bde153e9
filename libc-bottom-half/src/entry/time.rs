//! Clocks, sleeping, waiting.

use crate::abi::futex::FUTEX_NAMED;
use crate::abi::poll::Pollfd;
use crate::abi::time::{Timespec, Timex};
use crate::errno::Errno;
use crate::sys::{futex, poll, time};
use crate::user::{In, InOut, Out, path as string};

super::syscalls! {
    clock_gettime64(clock: i32, ts: *mut Timespec) => {
        // SAFETY: the caller's promise.
        time::clock_gettime64(clock, unsafe { Out::new(ts) })
    };
    clock_getres_time64(clock: i32, res: *mut Timespec) => {
        // SAFETY: the caller's promise.
        time::clock_getres_time64(clock, unsafe { Out::new(res) })
    };
    clock_adjtime64(clock: i32, tx: *mut Timex) => {
        // SAFETY: the caller's promise; the modes come first.
        let (modes, tx) = unsafe { (In::new(tx.cast()), Out::new(tx)) };
        time::clock_adjtime64(clock, modes, tx)
    };
    clock_nanosleep_time64(
        clock: i32, flags: i32, request: *const Timespec, _remain: *mut Timespec,
    ) => {
        // SAFETY: the caller's promise.
        time::clock_nanosleep_time64(clock, flags, unsafe { In::new(request) })
    };
    ppoll_time64(
        fds: *mut Pollfd, count: usize, timeout: *const Timespec, _mask: usize, _masksize: usize,
    ) => {
        poll::countable(count)?;
        if fds.is_null() && count > 0 {
            return Err(Errno::FAULT);
        }
        // SAFETY: the caller's promise.
        let (fds, timeout) = unsafe { (InOut::new(fds, count), In::new(timeout)) };
        poll::ppoll_time64(fds, timeout)
    };
    futex_time64(
        addr: *mut i32, op: i32, value: i32, timeout: *const Timespec, addr2: *const u8, _value3: i32,
    ) => {
        // SAFETY: the caller's promise; not every operation passes a timeout.
        let (word, out, timeout) = unsafe { (In::new(addr), Out::new(addr), In::new(timeout)) };
        let name = match op & FUTEX_NAMED {
            0 => &b"futex"[..],
            // SAFETY: the top half's promise.
            _ => unsafe { string(addr2) }?,
        };
        futex::futex_time64(word, out, op, value, timeout, name)
    };
}
