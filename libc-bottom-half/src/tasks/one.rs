//! One thread.

use core::cell::Cell;

use crate::abi::prctl::Name;
use crate::errno::{Errno, Result};
use crate::process::{self, PID};
use crate::state::thread;
use crate::wasi::Timestamp;

/// How long a wait in the host lasts at most before it looks for changes inside; `None` is
/// without end.
pub const SLICE: Option<Timestamp> = None;

/// Whether another thread could end a wait.
#[inline(always)]
pub fn are_several() -> bool {
    false
}

/// Whether another thread may have sent this one something.
#[inline(always)]
pub fn were_several() -> bool {
    false
}

/// Accepts the number of the calling thread.
#[inline(always)]
pub fn own(number: i32) -> Result {
    process::own(number)
}

/// Whether another thread has this number.
#[inline(always)]
pub fn has_other(_: i32) -> bool {
    false
}

/// Whether a thread has this number.
#[inline(always)]
pub fn exists(number: i32) -> bool {
    number == PID
}

/// The name of the calling thread.
#[inline(always)]
pub fn name() -> Name {
    NAME.with(Cell::get)
}

#[inline(always)]
pub fn set_name(name: Name) {
    NAME.with(|slot| slot.set(name));
}

/// Whom a signal is sent to: there is one thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receiver;

thread! {
    static NAME: Cell<Name> = Cell::new([0; _]);

    static PENDING: Cell<u64> = Cell::new(0);
}

impl Receiver {
    pub const PROCESS: Self = Self;
    pub const ALL: Self = Self;

    #[inline(always)]
    pub fn thread(_: i32) -> Self {
        Self
    }

    #[inline(always)]
    pub fn own() -> Self {
        Self
    }

    #[inline(always)]
    pub fn includes(self, _: Self) -> bool {
        true
    }

    /// The bits of the signals that are pending for it.
    #[inline(always)]
    pub fn pending(self) -> u64 {
        PENDING.with(Cell::get)
    }

    #[inline(always)]
    pub fn set_pending(self, signals: u64) {
        PENDING.with(|slot| slot.set(signals));
    }

    /// The bits of the signals that it blocks; `own` are those of the calling thread.
    #[inline(always)]
    pub fn blocked(self, own: u64) -> u64 {
        own
    }

    /// Wakes it: a signal has become pending.
    #[inline(always)]
    pub fn wake(self) {}
}

/// Whose signals the calling thread can take.
#[inline(always)]
pub fn receivers() -> [Receiver; 1] {
    [Receiver]
}

/// The bits of the signals that it can take.
#[inline(always)]
pub fn pending() -> u64 {
    Receiver.pending()
}

/// Others see which signals this thread blocks.
#[inline(always)]
pub fn tell_blocked(_: u64) {}

/// Signals are no longer pending for anybody; returns whether one of them was.
#[inline(always)]
pub fn forget(signals: u64) -> bool {
    let pending = Receiver.pending();
    Receiver.set_pending(pending & !signals);
    pending & signals != 0
}

/// Wakes all that wait, since the time until which they wait has changed.
#[inline(always)]
pub fn wake_all() {}

/// Waits until another thread has changed something, or until a time: nothing can change.
#[inline(always)]
pub fn await_change(_: Option<Timestamp>) -> Result {
    Err(Errno::DEADLK)
}

/// Sleeps until another thread wakes this one: there is none.
#[inline(always)]
pub fn rest(_: Timestamp) -> Result {
    Ok(())
}

/// `INTR` if another thread has cancelled this one.
#[inline(always)]
pub fn check() -> Result {
    Ok(())
}
