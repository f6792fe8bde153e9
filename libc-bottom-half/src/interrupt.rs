//! What ends a wait before its time: the signals of timers.
//!
//! Only a program that can set timers links this. Its calls look for timers that are due,
//! and wait no longer than until the next one is.

use crate::abi::signal::SA_RESTART;
use crate::clock::{now, sleep};
use crate::errno::{Errno, Result};
use crate::signal::{self, Set};
use crate::timer;
use crate::wasi::{self, Clockid, Subclockflags, Timestamp};

/// Whether a signal can end a wait: the parameter of each call that waits, or that lets
/// arrive what is due.
pub trait Interruption {
    const CAN_HAPPEN: bool;

    /// What arrived while the program computed, before the call that it makes now.
    #[inline(always)]
    fn before() {
        if Self::CAN_HAPPEN {
            before();
        }
    }

    /// Delivers what is pending and not in `blocked`; whether a handler was called.
    #[inline(always)]
    fn arrive(blocked: Set) -> bool {
        if Self::CAN_HAPPEN {
            arrive(blocked).is_some()
        } else {
            signal::deliver(blocked)
        }
    }
}

/// In a program without timers, nobody sends a signal while it waits.
pub enum Never {}

impl Interruption for Never {
    const CAN_HAPPEN: bool = false;
}

pub enum ByTimers {}

impl Interruption for ByTimers {
    const CAN_HAPPEN: bool = true;
}

/// When a wait ends by the monotonic clock that lasts for a time, or until one of `clock`'s.
pub fn end(time: Timestamp, absolute: bool, clock: Clockid) -> Result<Timestamp> {
    let left = if absolute {
        time.saturating_sub(wasi::clock_time_get(clock, 1)?)
    } else {
        time
    };
    Ok(now()?.saturating_add(left))
}

/// How a handler was called: whether calls go on after it, where Linux lets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handled {
    pub restart: bool,
}

/// Lets timers fire that are due, and delivers what is pending and not in `blocked`;
/// whether a handler was called.
pub fn arrive(blocked: Set) -> Option<Handled> {
    notice();
    // The first handler decides, says Linux.
    let next = signal::next_handled(blocked);
    let restart = next.is_some_and(|action| action.flags & SA_RESTART != 0);
    signal::deliver(blocked).then_some(Handled { restart })
}

/// Lets timers fire that are due.
pub fn notice() {
    if let Some(soonest) = timer::soonest()
        && let Ok(now) = now()
        && soonest <= now
    {
        timer::fire(now);
    }
}

/// What arrived while the program computed, before the call that it makes now.
pub fn before() {
    arrive(signal::mask());
}

/// Whether a call that waited, and would go on, has to end.
pub fn check() -> Result {
    match arrive(signal::mask()) {
        Some(Handled { restart: false }) => Err(Errno::INTR),
        _ => Ok(()),
    }
}

/// Sleeps until a time or the next timer, whichever comes first; `DEADLK` when neither will
/// ever be.
pub fn doze(until: Option<Timestamp>) -> Result {
    let ends = [until, timer::soonest()];
    let end = ends.into_iter().flatten().min().ok_or(Errno::DEADLK)?;
    match end.saturating_sub(now()?) {
        0 => Ok(()),
        left => sleep(Clockid::MONOTONIC, left, Subclockflags::NONE),
    }
}
