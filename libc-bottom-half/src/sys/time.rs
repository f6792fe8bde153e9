//! Clocks and sleeping.

use core::cell::Cell;

use crate::abi::time::{STA_UNSYNC, TIME_ERROR, TIMER_ABSTIME, Timespec, Timex, clock};
use crate::conv::time::{clockid, from_timespec, timespec};
use crate::errno::{Errno, Result};
use crate::user::{In, Out};
use crate::wasi::{self, Clockid, Event, Subclockflags, Subscription, Timestamp};

/// `clock_gettime64(clock, ts)` — tells the time of a clock.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/clock_gettime.html),
/// [Linux](https://man7.org/linux/man-pages/man2/clock_gettime.2.html); WASI `clock_time_get`.
/// Differs: preview1 has two clocks. The clocks of CPU time and those since the start of
/// the machine are its monotonic clock, `CLOCK_TAI` is the realtime one.
pub fn clock_gettime64(clock: i32, ts: Out<'_, Timespec>) -> Result {
    ts.write(timespec(wasi::clock_time_get(clockid(clock)?, 1)?))
}

/// `clock_getres_time64(clock, res)` — tells the resolution of a clock; `res` may be null.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/clock_getres.html),
/// [Linux](https://man7.org/linux/man-pages/man2/clock_getres.2.html); WASI `clock_res_get`.
/// Differs: as `clock_gettime64`.
pub fn clock_getres_time64(clock: i32, res: Out<'_, Timespec>) -> Result {
    let resolution = wasi::clock_res_get(clockid(clock)?)?;
    if res.is_null() {
        return Ok(());
    }
    res.write(timespec(resolution))
}

/// `clock_adjtime64(clock, tx)` — tells how well a clock is kept.
///
/// [Linux](https://man7.org/linux/man-pages/man2/adjtimex.2.html); WASI `clock_time_get`.
/// Differs: nobody may change anything, and nothing is known: the clock counts as not kept
/// by another.
pub fn clock_adjtime64(clock: i32, modes: In<'_, u32>, tx: Out<'_, Timex>) -> Result<i32> {
    /// What Linux says before anybody has told it more, in microseconds.
    const WORST: i64 = 16_000_000;
    if clock != clock::REALTIME {
        clockid(clock)?;
        return Err(Errno::NOTSUP);
    }
    if modes.read().ok_or(Errno::FAULT)? != 0 {
        return Err(Errno::PERM);
    }
    let now = timespec(wasi::clock_time_get(Clockid::REALTIME, 1)?);
    tx.write(Timex {
        modes: 0,
        pad: 0,
        offset: 0,
        freq: 0,
        maxerror: WORST,
        esterror: WORST,
        status: STA_UNSYNC,
        pad_status: 0,
        constant: 0,
        precision: 1,
        tolerance: 0,
        time: [now.tv_sec, i64::from(now.tv_nsec / 1000)],
        tick: 10_000,
        pulse: [0; 2],
        pulse_shift: [0; 2],
        pulse_counts: [0; 5],
        tai: 0,
        reserved: [0; 11],
    })?;
    Ok(TIME_ERROR)
}

/// `clock_nanosleep_time64(clock, flags, request, remain)` — sleeps for a time, or until a
/// time with `TIMER_ABSTIME`.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/clock_nanosleep.html),
/// [Linux](https://man7.org/linux/man-pages/man2/clock_nanosleep.2.html); WASI `poll_oneoff`.
/// Differs: the clock of a process' CPU time goes on while it sleeps.
pub fn clock_nanosleep_time64(
    clock: i32,
    flags: i32,
    request: In<'_, Timespec>,
    remain: Out<'_, Timespec>,
) -> Result {
    let time = from_timespec(request.read().ok_or(Errno::FAULT)?)?;
    if clock == clock::THREAD_CPUTIME_ID {
        return Err(Errno::INVAL);
    }
    let id = clockid(clock)?;
    if flags & TIMER_ABSTIME != 0 {
        return sleep(id, time, Subclockflags::ABSTIME);
    }
    if remain.is_null() {
        return sleep(id, time, Subclockflags::NONE);
    }
    let start = wasi::clock_time_get(Clockid::MONOTONIC, 1)?;
    match sleep(id, time, Subclockflags::NONE) {
        Err(Errno::INTR) => {
            let slept = wasi::clock_time_get(Clockid::MONOTONIC, 1)?.saturating_sub(start);
            remain.write(timespec(time.saturating_sub(slept)))?;
            Err(Errno::INTR)
        }
        result => result,
    }
}

/// Sleeps in the host, for `time` or until it.
pub fn sleep(id: Clockid, time: Timestamp, flags: Subclockflags) -> Result {
    let wait = [Cell::new(Subscription::clock(0, id, time, flags))];
    let event = Cell::new(Event::EMPTY);
    match wasi::poll_oneoff(&wait, core::slice::from_ref(&event))? {
        // Nothing happened, says the host: as if something had interrupted the sleep.
        0 => Err(Errno::INTR),
        _ => Errno::from_host(event.get().error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wasi::fake::{self, Fault};

    fn now(clock: i32) -> Result<Timespec> {
        let mut ts = Timespec::ZERO;
        clock_gettime64(clock, Out::from(&mut ts)).map(|()| ts)
    }

    #[test]
    fn clocks_tell_seconds_and_nanoseconds() {
        fake::set_up(|host| {
            host.realtime = 1_234_567_890_123_456_789;
            host.monotonic = 5_000_000_007;
        });
        for clock in [clock::REALTIME, clock::REALTIME_COARSE, clock::TAI] {
            let ts = now(clock).unwrap();
            assert_eq!((ts.tv_sec, ts.tv_nsec), (1_234_567_890, 123_456_789));
        }
        for clock in [clock::MONOTONIC, clock::BOOTTIME, clock::PROCESS_CPUTIME_ID] {
            let ts = now(clock).unwrap();
            assert_eq!((ts.tv_sec, ts.tv_nsec), (5, 7));
        }
        for clock in [-1, 10, 12, 99, i32::MIN] {
            assert_eq!(now(clock).err(), Some(Errno::INVAL));
        }
    }

    #[test]
    fn sleeping_moves_the_clock() {
        fake::set_up(|_| {});
        let before = now(clock::MONOTONIC).unwrap();
        let request = Timespec {
            tv_sec: 2,
            tv_nsec: 5,
            ..Timespec::ZERO
        };
        let none = || Out::none();
        clock_nanosleep_time64(0, 0, In::from(&request), none()).unwrap();
        let after = now(clock::MONOTONIC).unwrap();
        assert_eq!(
            (after.tv_sec - before.tv_sec, after.tv_nsec - before.tv_nsec),
            (2, 5)
        );
        for wrong in [(-1, 0), (0, -1), (0, 1_000_000_000)] {
            let request = Timespec {
                tv_sec: wrong.0,
                tv_nsec: wrong.1,
                ..Timespec::ZERO
            };
            let result = clock_nanosleep_time64(0, 0, In::from(&request), none());
            assert_eq!(result, Err(Errno::INVAL));
        }
        let result = clock_nanosleep_time64(3, 0, In::from(&request), none());
        assert_eq!(result, Err(Errno::INVAL));
    }

    #[test]
    fn an_interrupted_sleep_tells_what_remains() {
        fake::set_up(|host| host.fault("poll_oneoff", 0, Fault::Code(27)));
        let request = Timespec {
            tv_sec: 2,
            ..Timespec::ZERO
        };
        let mut remain = Timespec::ZERO;
        let result = clock_nanosleep_time64(1, 0, In::from(&request), Out::from(&mut remain));
        assert_eq!((result, remain.tv_sec), (Err(Errno::INTR), 2));
    }
}
