//! Signals end waits early: those of timers, and those from outside.
//!
//! Only a program that can set timers or have handlers links this. Its calls check for timers
//! that are due, and wait at most until the next one. A handler of a signal from outside runs
//! during a call of the host ([`crate::outside`]).

use core::cell::Cell;

use crate::abi::signal::SA_RESTART;
use crate::clock::{now, sleep, sleep_once};
use crate::errno::{Errno, Result};
use crate::outside;
use crate::signal::{self, Set};
use crate::state::system;
use crate::tasks;
use crate::timer;
use crate::wasi::{self, Clockid, Subclockflags, Timestamp};

/// The functions of timers, which only a program that sets one links.
struct Timers {
    soonest: fn() -> Option<Timestamp>,
    fire: fn(Timestamp),
}

system! {
    static TIMERS: Cell<Option<&'static Timers>> = Cell::new(None);
}

/// From now on, there may be timers.
pub fn with_timers() {
    const ALL: Timers = Timers {
        soonest: timer::soonest,
        fire: timer::fire,
    };
    TIMERS.with(|slot| slot.set(Some(&ALL)));
}

/// When the first timer expires.
pub fn soonest() -> Option<Timestamp> {
    (TIMERS.with(Cell::get)?.soonest)()
}

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

    /// Before the first use of a disposition or of the mask.
    #[inline(always)]
    fn begin() {
        if Self::CAN_HAPPEN {
            outside::begin();
        }
    }

    /// Changes the blocked signals.
    #[inline(always)]
    fn set_mask(mask: Set) {
        signal::set_mask(mask);
        if Self::CAN_HAPPEN {
            outside::tell_mask();
        }
    }

    /// Sends this process a signal through the host; returns whether the host does that.
    #[inline(always)]
    fn send(number: i32) -> Result<bool> {
        match Self::CAN_HAPPEN {
            true => outside::send(number),
            false => Ok(false),
        }
    }
}

/// In a program without timers and handlers, no signal arrives during a wait.
pub enum Never {}

impl Interruption for Never {
    // Another thread can end a wait.
    const CAN_HAPPEN: bool = cfg!(target_feature = "atomics");
}

pub enum BySignals {}

impl Interruption for BySignals {
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
    if !signal::is_due(blocked) {
        return None;
    }
    // The first handler decides, says Linux.
    let next = signal::next_handled(blocked);
    let restart = next.is_some_and(|action| action.flags & SA_RESTART != 0);
    signal::deliver(blocked).then_some(Handled { restart })
}

/// Fires due timers.
pub fn notice() {
    if let Some(timers) = TIMERS.with(Cell::get)
        && let Some(soonest) = (timers.soonest)()
        && let Ok(now) = now()
        && soonest <= now
    {
        (timers.fire)(now);
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

/// Sleeps until a time, the next timer, or a handler, whichever comes first; `DEADLK` if
/// there is neither a time nor a timer.
pub fn doze(until: Option<Timestamp>) -> Result {
    let ends = [until, soonest()];
    let end = ends.into_iter().flatten().min();
    if tasks::are_several() {
        return tasks::await_change(end);
    }
    let end = end.ok_or(Errno::DEADLK)?;
    let handled = signal::handled();
    match end.saturating_sub(now()?) {
        0 => Ok(()),
        left if sleep_once(Clockid::MONOTONIC, left, Subclockflags::NONE) => Ok(()),
        _ if signal::handled() != handled => Ok(()),
        left => sleep(Clockid::MONOTONIC, left, Subclockflags::NONE),
    }
}
