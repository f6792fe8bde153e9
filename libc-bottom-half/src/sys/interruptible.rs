//! Calls that wait, in a program that can set timers: a timer's signal ends the wait, or
//! lets it go on.

use crate::abi::futex::{
    FUTEX_CLOCK_REALTIME, FUTEX_NAMED, FUTEX_PRIVATE, FUTEX_WAIT, FUTEX_WAIT_BITSET,
};
use crate::abi::signal::{Siginfo, Sigset};
use crate::abi::time::{TIMER_ABSTIME, Timespec, clock};
use crate::conv::time::{clockid, from_timespec, timespec};
use crate::errno::{Errno, Result};
use crate::interrupt::{Handled, arrive, before, doze, now};
use crate::signal::{self, Set};
use crate::sys;
use crate::sys::signal::{known_size, read_set, siginfo};
use crate::timer;
use crate::user::{In, Out};
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
    let time = from_timespec(request.read().ok_or(Errno::FAULT)?)?;
    if number == clock::THREAD_CPUTIME_ID {
        return Err(Errno::INVAL);
    }
    let absolute = flags & TIMER_ABSTIME != 0;
    before();
    let end = end(time, absolute, clockid(number)?)?;
    while now()? < end {
        let slept = doze(Some(end));
        if arrive(signal::mask()).is_some() || slept == Err(Errno::INTR) {
            if !absolute && !remain.is_null() {
                remain.write(timespec(end.saturating_sub(now()?)))?;
            }
            return Err(Errno::INTR);
        }
        slept?;
    }
    Ok(())
}

/// As [`sys::futex::futex_time64`]; with a timeout, no handler lets a wait go on.
pub fn futex_time64(
    word: In<'_, i32>,
    word_out: Out<'_, i32>,
    op: i32,
    value: i32,
    timeout: In<'_, Timespec>,
    name: &[u8],
) -> Result<usize> {
    before();
    let kind = op & !(FUTEX_PRIVATE | FUTEX_CLOCK_REALTIME | FUTEX_NAMED);
    let time = match kind {
        FUTEX_WAIT | FUTEX_WAIT_BITSET => timeout.read(),
        _ => return sys::futex::futex_time64(word, word_out, op, value, timeout, name),
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
                return sys::futex::futex_time64(word, word_out, op, value, timeout, name);
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
