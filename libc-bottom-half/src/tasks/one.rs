//! One thread.

use crate::errno::{Errno, Result};
use crate::process;
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

/// Sends signals to another thread: the bits of a set.
#[inline(always)]
pub fn post(_: i32, _: u64) {}

/// Takes the signals that others have sent to this thread.
#[inline(always)]
pub fn mail() -> u64 {
    0
}

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
