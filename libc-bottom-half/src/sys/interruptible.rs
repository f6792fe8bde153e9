//! Calls that wait, in a program that can set timers: a timer's signal ends the wait, or
//! lets it go on.

use crate::abi::futex::{
    FUTEX_CLOCK_REALTIME, FUTEX_NAMED, FUTEX_PRIVATE, FUTEX_WAIT, FUTEX_WAIT_BITSET,
};
use crate::abi::signal::{Siginfo, Sigset};
use crate::abi::time::{TIMER_ABSTIME, Timespec};
use crate::clock::now;
use crate::conv::time::{from_timespec, timespec};
use crate::errno::{Errno, Result};
use crate::interrupt::{Handled, arrive, before, doze};
use crate::signal::{self, Set, known_size, read_set};
use crate::sys;
use crate::sys::signal::siginfo;
use crate::timer;
use crate::user::{CStr, In, Out};
use crate::wasi::{self, Clockid, Timestamp};

/// When a wait ends by the monotonic clock that lasts for a time, or until one of `clock`'s.
fn end(time: Timestamp, absolute: bool, clock: Clockid) -> Result<Timestamp> {
    let left = if absolute {
        time.saturating_sub(wasi::clock_time_get(clock, 1)?)
    } else {
        time
    };
    Ok(now()?.saturating_add(left))
}

/// As [`sys::time::clock_nanosleep_time64`]; no handler lets it go on.
pub fn clock_nanosleep_time64(
    number: i32,
    flags: i32,
    request: In<'_, Timespec>,
    remain: Out<'_, Timespec>,
) -> Result {
    let (clock, time) = sys::time::request_of(number, request)?;
    let absolute = flags & TIMER_ABSTIME != 0;
    before();
    let end = end(time, absolute, clock)?;
    while now()? < end {
        doze(Some(end))?;
        if arrive(signal::mask()).is_some() {
            if !absolute && !remain.is_null() {
                remain.write(timespec(end.saturating_sub(now()?)))?;
            }
            return Err(Errno::INTR);
        }
    }
    Ok(())
}

/// As [`sys::futex::futex_time64`]; with a timeout, no handler lets a wait go on.
pub fn futex_time64(
    place: (In<'_, i32>, Out<'_, i32>),
    op: i32,
    value: i32,
    timeout: In<'_, Timespec>,
    name: CStr<'_>,
) -> Result<usize> {
    let word = place.0;
    before();
    let kind = op & !(FUTEX_PRIVATE | FUTEX_CLOCK_REALTIME | FUTEX_NAMED);
    let time = match kind {
        FUTEX_WAIT | FUTEX_WAIT_BITSET => timeout.read(),
        _ => return sys::futex::futex_time64(place, op, value, timeout, name),
    };
    let clock = match op & FUTEX_CLOCK_REALTIME {
        0 => Clockid::MONOTONIC,
        _ => Clockid::REALTIME,
    };
    let end = match time {
        None => None,
        Some(time) => Some(end(from_timespec(time)?, kind == FUTEX_WAIT_BITSET, clock)?),
    };
    loop {
        if word.read().ok_or(Errno::FAULT)? != value {
            return Err(Errno::AGAIN);
        }
        match end {
            Some(end) if now()? >= end => return Err(Errno::TIMEDOUT),
            None if timer::soonest().is_none() => {
                // Ends the program with a message.
                return sys::futex::futex_time64(place, op, value, timeout, name);
            }
            _ => doze(end)?,
        }
        match arrive(signal::mask()) {
            Some(Handled { restart }) if !restart || end.is_some() => return Err(Errno::INTR),
            _ => {}
        }
    }
}

/// As [`sys::signal::rt_sigsuspend`].
pub fn rt_sigsuspend(mask: In<'_, Sigset>, size: usize) -> Result {
    known_size(size)?;
    let blocked = read_set(mask)?.without(Set::FORCED);
    loop {
        if arrive(blocked).is_some() {
            return Err(Errno::INTR);
        }
        if timer::soonest().is_none() {
            // Ends the program with a message.
            return sys::signal::rt_sigsuspend(mask, size);
        }
        doze(None)?;
    }
}

/// As [`sys::signal::rt_sigtimedwait_time64`]; no handler lets it go on.
pub fn rt_sigtimedwait_time64(
    set: In<'_, Sigset>,
    info: Out<'_, Siginfo>,
    timeout: In<'_, Timespec>,
    size: usize,
) -> Result<i32> {
    known_size(size)?;
    let wanted = read_set(set)?.without(Set::FORCED);
    let time = timeout.read().map(from_timespec).transpose()?;
    let end = match time {
        None => None,
        Some(time) => Some(now()?.saturating_add(time)),
    };
    loop {
        crate::interrupt::notice();
        if let Some((signal, about)) = signal::take(wanted) {
            if !info.is_null() {
                info.write(siginfo(about))?;
            }
            return Ok(signal.number());
        }
        if arrive(signal::mask()).is_some() {
            return Err(Errno::INTR);
        }
        match end {
            Some(end) if now()? >= end => return Err(Errno::AGAIN),
            None if timer::soonest().is_none() => {
                // Ends the program with a message.
                return sys::signal::rt_sigtimedwait_time64(set, info, timeout, size);
            }
            _ => doze(end)?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::signal::{SA_RESTART, SIGALRM, SIGUSR1, Sigaction};
    use crate::sys::signal::{Frame, rt_sigaction, rt_sigprocmask};
    use crate::sys::timer::{getitimer, setitimer};
    use crate::wasi::fake::{self, Fault};
    use core::cell::Cell;

    std::thread_local! {
        static CALLED: Cell<usize> = const { Cell::new(0) };
    }

    fn call(_: &mut Frame) {
        CALLED.with(|called| called.set(called.get() + 1));
    }

    fn deliver(blocked: Set) -> bool {
        sys::signal::deliver(blocked, call)
    }

    fn called() -> usize {
        CALLED.with(Cell::get)
    }

    fn set_up(flags: u32) {
        fake::set_up(|_| {});
        CALLED.with(|called| called.set(0));
        signal::set_deliver(deliver);
        let action = Sigaction {
            handler: 77,
            flags,
            mask: [0; 2],
            unused: 0,
        };
        rt_sigaction(SIGALRM, In::from(&action), Out::none(), 8, 1).unwrap();
    }

    fn alarm(every: i32, seconds: i32) {
        let value = [every, 0, seconds, 0];
        setitimer(0, In::from(&value), Out::none()).unwrap();
    }

    const fn seconds(seconds: i64) -> Timespec {
        Timespec {
            tv_sec: seconds,
            tv_nsec: 0,
            pad: 0,
        }
    }

    #[test]
    fn a_sleep_tells_what_remains() {
        for flags in [0, SA_RESTART] {
            set_up(flags);
            alarm(0, 3);
            let mut remain = Timespec::ZERO;
            let (ten, five) = (seconds(10), seconds(5));
            let slept = clock_nanosleep_time64(0, 0, In::from(&ten), Out::from(&mut remain));
            assert_eq!((slept, called()), (Err(Errno::INTR), 1));
            assert_eq!((remain.tv_sec, remain.tv_nsec), (7, 0));
            let slept = clock_nanosleep_time64(1, 0, In::from(&five), Out::none());
            assert_eq!((slept, called()), (Ok(()), 1));
        }
    }

    #[test]
    fn a_late_timer_counts_once() {
        set_up(0);
        alarm(1, 1);
        fake::host(|host| host.monotonic += 10_500_000_000);
        let mut value = [0; 4];
        getitimer(0, Out::from(&mut value)).unwrap();
        assert_eq!((value, called()), ([1, 0, 0, 500_000], 1));
    }

    #[test]
    fn a_blocked_signal_ends_no_wait() {
        set_up(0);
        let set = Set::only(signal::Signal::new(SIGALRM).unwrap()).to_c();
        rt_sigprocmask(0, In::from(&set), Out::none(), 8).unwrap();
        alarm(0, 3);
        let ten = seconds(10);
        let slept = clock_nanosleep_time64(0, 0, In::from(&ten), Out::none());
        assert_eq!((slept, called()), (Ok(()), 0));
        // But may be taken.
        let taken = rt_sigtimedwait_time64(In::from(&set), Out::none(), In::none(), 8);
        assert_eq!(taken, Ok(SIGALRM));
        alarm(0, 3);
        let taken = rt_sigtimedwait_time64(In::from(&set), Out::none(), In::none(), 8);
        assert_eq!(taken, Ok(SIGALRM));
        let one = seconds(1);
        let taken = rt_sigtimedwait_time64(In::from(&set), Out::none(), In::from(&one), 8);
        assert_eq!((taken, called()), (Err(Errno::AGAIN), 0));
        let other = Set::only(signal::Signal::new(SIGUSR1).unwrap()).to_c();
        let mask = Set::EMPTY.to_c();
        alarm(0, 3);
        rt_sigprocmask(2, In::from(&mask), Out::none(), 8).unwrap();
        let taken = rt_sigtimedwait_time64(In::from(&other), Out::none(), In::none(), 8);
        assert_eq!((taken, called()), (Err(Errno::INTR), 1));
        alarm(0, 3);
        assert_eq!(rt_sigsuspend(In::from(&mask), 8), Err(Errno::INTR));
        assert_eq!(called(), 2);
    }

    #[test]
    fn a_lock_is_waited_for_again() {
        let wait = |timeout: Option<&Timespec>| {
            let mut word = 5;
            let before = word;
            let timeout = timeout.map_or(In::none(), In::from);
            let place = (In::from(&before), Out::from(&mut word));
            futex_time64(place, FUTEX_WAIT, 5, timeout, CStr::from(c"test"))
        };
        set_up(0);
        alarm(0, 3);
        assert_eq!(wait(None), Err(Errno::INTR));
        set_up(SA_RESTART);
        alarm(0, 3);
        // One with a timeout is not, as on Linux.
        assert_eq!(wait(Some(&seconds(10))), Err(Errno::INTR));
        assert_eq!(wait(Some(&seconds(10))), Err(Errno::TIMEDOUT));
        alarm(0, 3);
        let deadlock = || wait(None);
        assert!(std::panic::catch_unwind(deadlock).is_err());
        assert_eq!(called(), 2);
    }

    #[test]
    fn a_host_may_interrupt() {
        set_up(0);
        alarm(0, 100);
        fake::host(|host| host.fault("poll_oneoff", 0, Fault::Code(27)));
        let slept = clock_nanosleep_time64(0, 0, In::from(&seconds(10)), Out::none());
        assert_eq!((slept, called()), (Ok(()), 0));
        fake::host(|host| host.fault("clock_time_get", 0, Fault::Code(29)));
        let slept = clock_nanosleep_time64(0, 0, In::from(&seconds(1)), Out::none());
        assert!(slept.is_ok() || slept == Err(Errno::IO));
    }
}
