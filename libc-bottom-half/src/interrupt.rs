//! The signals of timers end waits early.
//!
//! Only a program that can set timers links this. Its calls check for timers that are due,
//! and wait at most until the next one.

use crate::abi::signal::SA_RESTART;
use crate::clock::{now, sleep};
use crate::errno::{Errno, Result};
use crate::signal::{self, Set};
use crate::timer;
use crate::wasi::{self, Clockid, Subclockflags, Timestamp};

/// Whether a signal can end a wait: a type parameter of each call that waits or that
/// delivers due signals.
pub trait Interruption {
    const CAN_HAPPEN: bool;

    /// Delivers signals that became due while the program computed, before its current call.
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

/// In a program without timers, no signal arrives during a wait.
pub enum Never {}

impl Interruption for Never {
    const CAN_HAPPEN: bool = false;
}

pub enum ByTimers {}

impl Interruption for ByTimers {
    const CAN_HAPPEN: bool = true;
}

/// The end of a wait on the monotonic clock, after a time or at a time of `clock`.
pub fn end(time: Timestamp, absolute: bool, clock: Clockid) -> Result<Timestamp> {
    let left = if absolute {
        time.saturating_sub(wasi::clock_time_get(clock, 1)?)
    } else {
        time
    };
    Ok(now()?.saturating_add(left))
}

/// The kind of handler that was called: whether calls continue after it, where Linux allows
/// that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handled {
    pub restart: bool,
}

/// Fires due timers, and delivers the pending signals that are not in `blocked`; returns
/// whether a handler was called.
pub fn arrive(blocked: Set) -> Option<Handled> {
    notice();
    // The first handler decides, says Linux.
    let next = signal::next_handled(blocked);
    let restart = next.is_some_and(|action| action.flags & SA_RESTART != 0);
    signal::deliver(blocked).then_some(Handled { restart })
}

/// Fires due timers.
pub fn notice() {
    if let Some(soonest) = timer::soonest()
        && let Ok(now) = now()
        && soonest <= now
    {
        timer::fire(now);
    }
}

/// Delivers signals that became due while the program computed, before its current call.
pub fn before() {
    arrive(signal::mask());
}

/// Whether a call that waited, and would continue, must end.
pub fn check() -> Result {
    match arrive(signal::mask()) {
        Some(Handled { restart: false }) => Err(Errno::INTR),
        _ => Ok(()),
    }
}

/// Sleeps until a time or the next timer, whichever comes first; `DEADLK` if there is
/// neither.
pub fn doze(until: Option<Timestamp>) -> Result {
    let ends = [until, timer::soonest()];
    let end = ends.into_iter().flatten().min().ok_or(Errno::DEADLK)?;
    match end.saturating_sub(now()?) {
        0 => Ok(()),
        left => sleep(Clockid::MONOTONIC, left, Subclockflags::NONE),
    }
}
