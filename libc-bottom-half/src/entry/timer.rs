//! Timers that send signals, and in the same module a second version of calls without a
//! descriptor that find them due, as in [`super::table`]: from the same rows, with
//! [`BySignals`](crate::interrupt::BySignals) for their `I`. Others are in [`super::outside`].

use super::outside::interruptible_by_signals;
use super::table::interruptible;
use crate::abi::signal::Sigevent;
use crate::abi::time::{Itimerspec, Itimerval, Timespec};
use crate::interrupt::BySignals as I;
use crate::sys::{futex, process, time, timer};
use crate::user::{CStr, In, Out};

super::together! { "__sys_":
    getitimer(which: i32, value: Out<Itimerval>) => timer::getitimer;
    setitimer(which: i32, value: In<Itimerval>, old: Out<Itimerval>) => |which, value, old| {
        interruptible();
        interruptible_by_signals();
        timer::setitimer(which, value, old)
    };
    timer_create(clock: i32, event: In<Sigevent>, id: Out<i32>) => |clock, event, id| {
        interruptible();
        interruptible_by_signals();
        timer::timer_create(clock, event, id)
    };
    timer_settime64(id: i32, flags: i32, value: In<Itimerspec>, old: Out<Itimerspec>) => timer::timer_settime64;
    timer_gettime64(id: i32, value: Out<Itimerspec>) => timer::timer_gettime64;
    timer_getoverrun(id: i32) => timer::timer_getoverrun;
    timer_delete(id: i32) => timer::timer_delete;
}

super::time::rows! { second }
super::process::rows! { second }
