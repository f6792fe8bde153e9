//! With one thread, nobody wakes a waiter.

use super::{Word, deadlock};
use crate::abi::futex::{
    FUTEX_LOCK_PI, FUTEX_REQUEUE, FUTEX_TRYLOCK_PI, FUTEX_UNLOCK_PI, FUTEX_WAIT, FUTEX_WAIT_BITSET,
    FUTEX_WAKE, FUTEX_WAKE_BITSET,
};
use crate::abi::time::Timespec;
use crate::clock::{now, sleep};
use crate::conv::time::from_timespec;
use crate::errno::{Errno, Result};
use crate::interrupt::{Handled, Interruption, arrive, doze, end, soonest};
use crate::process::PID;
use crate::signal;
use crate::user::In;
use crate::wasi::{Clockid, Subclockflags};

/// As [`super::futex_time64`].
#[inline]
pub fn futex<I: Interruption>(
    (word, word_out): Word<'_>,
    op: i32,
    (value, _bits): (i32, i32),
    (timeout, clock): (In<'_, Timespec>, Clockid),
    name: &[u8],
) -> Result<usize> {
    match op {
        FUTEX_WAKE | FUTEX_WAKE_BITSET | FUTEX_REQUEUE => Ok(0),
        FUTEX_WAIT | FUTEX_WAIT_BITSET => {
            // FUTEX_WAIT counts from now, FUTEX_WAIT_BITSET names a time.
            let is_absolute = op == FUTEX_WAIT_BITSET;
            if I::CAN_HAPPEN {
                return wait(word, value, timeout, (clock, is_absolute), name);
            }
            if word.read().ok_or(Errno::FAULT)? != value {
                return Err(Errno::AGAIN);
            }
            let Some(time) = timeout.read() else {
                return Err(deadlock(name));
            };
            let flags = match is_absolute {
                false => Subclockflags::NONE,
                true => Subclockflags::ABSTIME,
            };
            sleep(clock, from_timespec(time)?, flags)?;
            Err(Errno::TIMEDOUT)
        }
        op @ (FUTEX_LOCK_PI | FUTEX_TRYLOCK_PI | FUTEX_UNLOCK_PI) => {
            let owner = word.read().ok_or(Errno::FAULT)?;
            let to = match (op, owner) {
                (FUTEX_UNLOCK_PI, PID) => 0,
                (FUTEX_UNLOCK_PI, _) => return Err(Errno::PERM),
                (_, 0) => PID,
                (_, PID) => return Err(Errno::DEADLK),
                _ => return Err(Errno::SRCH),
            };
            word_out.write(to)?;
            Ok(0)
        }
        _ => Err(Errno::NOSYS),
    }
}

/// Waits if a timer's signal may arrive; with a timeout, it does not continue after a
/// handler.
fn wait(
    word: In<'_, i32>,
    value: i32,
    timeout: In<'_, Timespec>,
    (clock, is_absolute): (Clockid, bool),
    name: &[u8],
) -> Result<usize> {
    let end = match timeout.read() {
        None => None,
        Some(time) => Some(end(from_timespec(time)?, is_absolute, clock)?),
    };
    loop {
        if word.read().ok_or(Errno::FAULT)? != value {
            return Err(Errno::AGAIN);
        }
        match end {
            Some(end) if now()? >= end => return Err(Errno::TIMEDOUT),
            None if soonest().is_none() => return Err(deadlock(name)),
            _ => doze(end)?,
        }
        match arrive(signal::mask()) {
            Some(Handled { restart }) if !restart || end.is_some() => return Err(Errno::INTR),
            _ => {}
        }
    }
}
