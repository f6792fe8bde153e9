//! Timers that send signals, and in the same module a second version of every call without a
//! descriptor that such a signal can end, as in [`super::table`].

use super::table::interruptible;
use crate::abi::signal::{Sigevent, Siginfo, Sigset};
use crate::abi::time::{Itimerspec, Itimerval, Timespec};
use crate::interrupt::before;
use crate::sys::{interruptible as sys, process, signal, time, timer};
use crate::user::{CStr, In, Out};

super::together! { "__sys_":
    getitimer(which: i32, value: Out<Itimerval>) => timer::getitimer;
    setitimer(which: i32, value: In<Itimerval>, old: Out<Itimerval>) => |which, value, old| {
        interruptible();
        timer::setitimer(which, value, old)
    };
    timer_create(clock: i32, event: In<Sigevent>, id: Out<i32>) => |clock, event, id| {
        interruptible();
        timer::timer_create(clock, event, id)
    };
    timer_settime64(id: i32, flags: i32, value: In<Itimerspec>, old: Out<Itimerspec>) => timer::timer_settime64;
    timer_gettime64(id: i32, value: Out<Itimerspec>) => timer::timer_gettime64;
    timer_getoverrun(id: i32) => timer::timer_getoverrun;
    timer_delete(id: i32) => timer::timer_delete;
}

super::together! { "__fdt_":
    clock_gettime64(clock: i32, ts: Out<Timespec>) => |clock, ts| {
        before();
        time::clock_gettime64(clock, ts)
    };
    clock_nanosleep_time64(clock: i32, flags: i32, request: In<Timespec>, remain: Out<Timespec>) => sys::clock_nanosleep_time64;
    futex_time64(word: (In<i32>, Out<i32>), op: i32, value: i32, timeout: In<Timespec>, name: CStr, value3: i32) => |word, op, value, timeout, name, _| {
        sys::futex_time64(word, op, value, timeout, name)
    };
    sched_yield() => || {
        before();
        process::sched_yield()
    };
    rt_sigprocmask(how: i32, set: In<Sigset>, old: Out<Sigset>, size: usize) => |how, set, old, size| {
        before();
        signal::rt_sigprocmask(how, set, old, size)
    };
    rt_sigpending(set: Out<Sigset>, size: usize) => |set, size| {
        before();
        signal::rt_sigpending(set, size)
    };
    rt_sigsuspend(mask: In<Sigset>, size: usize) => sys::rt_sigsuspend;
    rt_sigtimedwait_time64(set: In<Sigset>, info: Out<Siginfo>, timeout: In<Timespec>, size: usize) => sys::rt_sigtimedwait_time64;
}
