//! Timers that send signals, and in the same module a second version of every call without a
//! descriptor that such a signal can end, as in [`super::table`]: from the same rows, with
//! [`ByTimers`](crate::interrupt::ByTimers) for their `I`.

use super::table::interruptible;
use crate::abi::signal::{Sigevent, Siginfo, Sigset};
use crate::abi::time::{Itimerspec, Itimerval, Timespec};
use crate::interrupt::ByTimers as I;
use crate::sys::{futex, process, signal, time, timer};
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

super::time::rows! { second }
super::process::rows! { second }
super::signal::rows! { second }
