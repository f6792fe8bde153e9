//! Timers that send signals.

use crate::abi::signal::{SIGEV_NONE, SIGEV_SIGNAL, SIGEV_THREAD_ID, Sigevent};
use crate::abi::time::{ITIMERS, Itimerspec, Itimerval, TIMER_ABSTIME, Timespec};
use crate::clock::now;
use crate::conv::time::{SECOND, from_timespec};
use crate::errno::{Errno, Result};
use crate::interrupt::{before, with_timers};
use crate::outside;
use crate::signal::Signal;
use crate::sys::time::sleepable;
use crate::tasks;
use crate::timer::{self, Setting};
use crate::user::{In, Out};
use crate::wasi::{Clockid, Timestamp};

const MICROSECOND: u64 = 1000;

/// One of `ITIMER_*`.
fn which(which: i32) -> Result<usize> {
    match usize::try_from(which) {
        Ok(which) if which < ITIMERS => Ok(which),
        _ => Err(Errno::INVAL),
    }
}

fn from_microseconds(seconds: i32, micros: i32) -> Result<Timespec> {
    if !(0..1_000_000).contains(&micros) {
        return Err(Errno::INVAL);
    }
    Ok(Timespec {
        tv_sec: i64::from(seconds),
        tv_nsec: micros * MICROSECOND as i32,
        pad: 0,
    })
}

/// Rounded up: a running timer has some time left.
fn to_microseconds(time: Timestamp) -> [i32; 2] {
    let micros = time.div_ceil(MICROSECOND);
    let second = SECOND / MICROSECOND;
    let seconds = i32::try_from(micros / second).unwrap_or(i32::MAX);
    [seconds, (micros % second) as i32]
}

/// The value and the interval of a timer, in microseconds.
fn itimerval([value, interval]: [u64; 2]) -> Itimerval {
    let [sec, usec] = to_microseconds(value.saturating_mul(MICROSECOND));
    let [interval_sec, interval_usec] = to_microseconds(interval.saturating_mul(MICROSECOND));
    [interval_sec, interval_usec, sec, usec]
}

/// `getitimer(which, value)` — returns the time when a timer expires next.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9699919799/functions/getitimer.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getitimer.2.html).
/// Differs: As `setitimer`.
pub fn getitimer(number: i32, value: Out<'_, Itimerval>) -> Result {
    before();
    let which = which(number)?;
    if outside::begin() {
        return value.write(itimerval(outside::timer(which)?));
    }
    let setting = timer::setting(which);
    let left = match setting.expiry {
        0 => 0,
        _ => setting.left(now()?),
    };
    let [sec, usec] = to_microseconds(left);
    let [interval_sec, interval_usec] = to_microseconds(setting.interval);
    value.write([interval_sec, interval_usec, sec, usec])
}

/// `setitimer(which, value, old)` — makes a timer send a signal after a time, and then
/// repeatedly if it has an interval. `old` may be null; a null `value` stops the timer.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9699919799/functions/setitimer.html),
/// [Linux](https://man7.org/linux/man-pages/man2/setitimer.2.html).
/// Differs: A timer cannot interrupt a computation. Its signal arrives at the next call
/// that waits, reads, writes, or asks for the time or for signals. A call that waits then
/// fails with `EINTR`, or continues under `SA_RESTART`. `ITIMER_VIRTUAL` and `ITIMER_PROF`
/// count the time of the monotonic clock. On a host that offers signals, the timers are the
/// kernel's, and interrupt a computation if the host can do that.
pub fn setitimer(number: i32, value: In<'_, Itimerval>, old: Out<'_, Itimerval>) -> Result {
    let which = which(number)?;
    let [interval_sec, interval_usec, sec, usec] = value.read().unwrap_or_default();
    let spec = Itimerspec {
        it_interval: from_microseconds(interval_sec, interval_usec)?,
        it_value: from_microseconds(sec, usec)?,
    };
    before();
    if outside::begin() {
        let micros = |time| from_timespec(time).map(|time| time / MICROSECOND);
        let was = outside::set_timer(which, micros(spec.it_value)?, micros(spec.it_interval)?)?;
        return match old.is_null() {
            true => Ok(()),
            false => old.write(itimerval(was)),
        };
    }
    with_timers();
    let new = Setting::from_c(spec, false, Clockid::MONOTONIC)?;
    if !old.is_null() {
        getitimer(number, old)?;
    }
    timer::set(which, new);
    Ok(())
}

/// `timer_create(clock, event, timer)` — makes a timer, which sends a signal, or none with
/// `SIGEV_NONE`. A null `event` means `SIGALRM`.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/timer_create.html),
/// [Linux](https://man7.org/linux/man-pages/man2/timer_create.2.html).
/// Differs: As `setitimer`. `SIGEV_THREAD` fails with `EAGAIN`, as `pthread_create` does.
/// At most 128 timers. Changing the host's clock has no effect on timers of
/// `CLOCK_REALTIME`.
pub fn timer_create(clock: i32, event: In<'_, Sigevent>, id: Out<'_, i32>) -> Result {
    let clock = sleepable(clock)?;
    let event = event.read();
    if let Some(event) = event {
        match event.notify {
            SIGEV_NONE => {}
            SIGEV_THREAD_ID if !tasks::exists(event.tid) => return Err(Errno::INVAL),
            SIGEV_SIGNAL | SIGEV_THREAD_ID => drop(Signal::new(event.signo)?),
            _ => return Err(Errno::INVAL),
        }
    }
    if id.is_null() {
        return Err(Errno::FAULT);
    }
    id.write(timer::create(clock, event)?)
}

/// `timer_settime64(timer, flags, value, old)` — arms a timer, or disarms it; `old` may be
/// null.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/timer_settime.html),
/// [Linux](https://man7.org/linux/man-pages/man2/timer_settime.2.html).
/// Differs: As `timer_create`.
pub fn timer_settime64(
    id: i32,
    flags: i32,
    value: In<'_, Itimerspec>,
    old: Out<'_, Itimerspec>,
) -> Result {
    let value = value.read().ok_or(Errno::INVAL)?;
    let index = timer::place(id)?;
    with_timers();
    before();
    let new = Setting::from_c(value, flags & TIMER_ABSTIME != 0, timer::clock(index))?;
    if !old.is_null() {
        old.write(timer::setting(index).to_c()?)?;
    }
    timer::set(index, new);
    Ok(())
}

/// `timer_gettime64(timer, value)` — returns the time when a timer expires next.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/timer_gettime.html),
/// [Linux](https://man7.org/linux/man-pages/man2/timer_gettime.2.html).
/// Differs: nothing.
pub fn timer_gettime64(id: i32, value: Out<'_, Itimerspec>) -> Result {
    let index = timer::place(id)?;
    before();
    value.write(timer::setting(index).to_c()?)
}

/// `timer_getoverrun(timer)` — returns the overruns of a timer since its last signal was
/// sent.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/timer_getoverrun.html),
/// [Linux](https://man7.org/linux/man-pages/man2/timer_getoverrun.2.html).
/// Differs: nothing.
pub fn timer_getoverrun(id: i32) -> Result<i32> {
    timer::place(id).map(timer::overrun)
}

/// `timer_delete(timer)` — ends a timer.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/timer_delete.html),
/// [Linux](https://man7.org/linux/man-pages/man2/timer_delete.2.html).
/// Differs: nothing.
pub fn timer_delete(id: i32) -> Result {
    timer::place(id).map(timer::delete)
}
