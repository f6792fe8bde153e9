//! Timers that send signals, and in the same module a second version of every call without a
//! descriptor that such a signal can end, as in [`super::table`].

use super::table::{interruptible, together};
use crate::abi::futex::FUTEX_NAMED;
use crate::abi::signal::{Sigevent, Siginfo, Sigset};
use crate::abi::time::{Itimerspec, Itimerval, Timespec};
use crate::interrupt::before;
use crate::sys::{interruptible as sys, process, signal, time, timer};
use crate::user::{In, Out, path as string};

together! { "__sys_":
    getitimer(which: i32, value: *mut Itimerval) => {
        // SAFETY: the caller's promise.
        timer::getitimer(which, unsafe { Out::new(value) })
    };
    setitimer(which: i32, value: *const Itimerval, old: *mut Itimerval) => {
        interruptible();
        // SAFETY: the caller's promise.
        let (value, old) = unsafe { (In::new(value), Out::new(old)) };
        timer::setitimer(which, value, old)
    };
    timer_create(clock: i32, event: *const Sigevent, id: *mut i32) => {
        interruptible();
        // SAFETY: the caller's promise.
        let (event, id) = unsafe { (In::new(event), Out::new(id)) };
        timer::timer_create(clock, event, id)
    };
    timer_settime64(id: i32, flags: i32, value: *const Itimerspec, old: *mut Itimerspec) => {
        // SAFETY: the caller's promise.
        let (value, old) = unsafe { (In::new(value), Out::new(old)) };
        timer::timer_settime64(id, flags, value, old)
    };
    timer_gettime64(id: i32, value: *mut Itimerspec) => {
        // SAFETY: the caller's promise.
        timer::timer_gettime64(id, unsafe { Out::new(value) })
    };
    timer_getoverrun(id: i32) => timer::timer_getoverrun(id);
    timer_delete(id: i32) => timer::timer_delete(id);
}

together! { "__fdt_":
    clock_gettime64(clock: i32, ts: *mut Timespec) => {
        before();
        // SAFETY: the caller's promise.
        time::clock_gettime64(clock, unsafe { Out::new(ts) })
    };
    clock_nanosleep_time64(
        clock: i32, flags: i32, request: *const Timespec, remain: *mut Timespec,
    ) => {
        // SAFETY: the caller's promise.
        let (request, remain) = unsafe { (In::new(request), Out::new(remain)) };
        sys::clock_nanosleep_time64(clock, flags, request, remain)
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
        sys::futex_time64(word, out, op, value, timeout, name)
    };
    sched_yield() => {
        before();
        process::sched_yield()
    };
    rt_sigprocmask(how: i32, set: *const Sigset, old: *mut Sigset, size: usize) => {
        before();
        // SAFETY: the caller's promise.
        let (set, old) = unsafe { (In::new(set), Out::new(old)) };
        signal::rt_sigprocmask(how, set, old, size)
    };
    rt_sigpending(set: *mut Sigset, size: usize) => {
        before();
        // SAFETY: the caller's promise.
        signal::rt_sigpending(unsafe { Out::new(set) }, size)
    };
    rt_sigsuspend(mask: *const Sigset, size: usize) => {
        // SAFETY: the caller's promise.
        sys::rt_sigsuspend(unsafe { In::new(mask) }, size)
    };
    rt_sigtimedwait_time64(
        set: *const Sigset, info: *mut Siginfo, timeout: *const Timespec, size: usize,
    ) => {
        // SAFETY: the caller's promise.
        let (set, info, timeout) = unsafe { (In::new(set), Out::new(info), In::new(timeout)) };
        sys::rt_sigtimedwait_time64(set, info, timeout, size)
    };
}
