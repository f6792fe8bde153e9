//! Clocks and sleeping.

use crate::abi::time::{STA_UNSYNC, TIME_ERROR, TIMER_ABSTIME, Timespec, Timex, clock};
use crate::clock::{now, sleep};
use crate::conv::time::{clockid, from_timespec, timespec};
use crate::errno::{Errno, Result};
use crate::interrupt::{Interruption, doze, end, soonest};
use crate::signal;
use crate::tasks;
use crate::user::{In, Out};
use crate::wasi::{self, Clockid, Subclockflags, Timestamp};

/// `clock_gettime64(clock, ts)` — returns the time of a clock.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/clock_gettime.html),
/// [Linux](https://man7.org/linux/man-pages/man2/clock_gettime.2.html).
/// Differs: WASI has two clocks. The clocks of CPU time and `CLOCK_BOOTTIME` are its
/// monotonic clock, `CLOCK_TAI` is its realtime clock.
#[inline]
pub fn clock_gettime64<I: Interruption>(clock: i32, ts: Out<'_, Timespec>) -> Result {
    I::before();
    ts.write(timespec(wasi::clock_time_get(clockid(clock)?, 1)?))
}

/// `clock_getres_time64(clock, res)` — returns the resolution of a clock; `res` may be null.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/clock_getres.html),
/// [Linux](https://man7.org/linux/man-pages/man2/clock_getres.2.html).
/// Differs: As `clock_gettime64`.
pub fn clock_getres_time64(clock: i32, res: Out<'_, Timespec>) -> Result {
    let resolution = wasi::clock_res_get(clockid(clock)?)?;
    if res.is_null() {
        return Ok(());
    }
    res.write(timespec(resolution))
}

/// `clock_adjtime64(clock, tx)` — returns the state of a clock.
///
/// [Linux](https://man7.org/linux/man-pages/man2/adjtimex.2.html).
/// Differs: Any change fails with `EPERM`. The clock counts as unsynchronized
/// (`STA_UNSYNC`).
pub fn clock_adjtime64(clock: i32, (modes, tx): (In<'_, Timex>, Out<'_, Timex>)) -> Result<i32> {
    /// Linux's initial value, in microseconds.
    const WORST: i64 = 16_000_000;
    if clock != clock::REALTIME {
        clockid(clock)?;
        return Err(Errno::NOTSUP);
    }
    if modes.read().ok_or(Errno::FAULT)?.modes != 0 {
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
/// [Linux](https://man7.org/linux/man-pages/man2/clock_nanosleep.2.html).
/// Differs: The clock of the process's CPU time advances during the sleep. Where the host
/// cannot wait, the call reads the clock in a loop until the time is over.
#[inline]
pub fn clock_nanosleep_time64<I: Interruption>(
    clock: i32,
    flags: i32,
    request: In<'_, Timespec>,
    remain: Out<'_, Timespec>,
) -> Result {
    let (id, time) = request_of(clock, request)?;
    let is_absolute = flags & TIMER_ABSTIME != 0;
    if !I::CAN_HAPPEN {
        let flags = match is_absolute {
            false => Subclockflags::NONE,
            true => Subclockflags::ABSTIME,
        };
        return sleep(id, time, flags);
    }
    I::before();
    let end = end(time, is_absolute, id)?;
    let handled = signal::handled();
    while now()? < end {
        match tasks::are_several() {
            true => tasks::rest(soonest().map_or(end, |soonest| soonest.min(end)))?,
            false => doze(Some(end))?,
        }
        // It does not continue after a handler.
        if I::arrive(signal::mask()) || signal::handled() != handled {
            if !is_absolute && !remain.is_null() {
                remain.write(timespec(end.saturating_sub(now()?)))?;
            }
            return Err(Errno::INTR);
        }
    }
    Ok(())
}

/// The request of a sleep: a usable clock, and a time.
#[inline]
pub fn request_of(clock: i32, request: In<'_, Timespec>) -> Result<(Clockid, Timestamp)> {
    let id = match clock {
        clock::THREAD_CPUTIME_ID => return Err(Errno::INVAL),
        _ => sleepable(clock)?,
    };
    let time = from_timespec(request.read().ok_or(Errno::FAULT)?)?;
    Ok((id, time))
}

/// The clock of the host, if a timer can use this clock: coarse and raw clocks are not
/// possible.
#[inline]
pub fn sleepable(clock: i32) -> Result<Clockid> {
    let id = clockid(clock)?;
    match clock {
        clock::MONOTONIC_RAW | clock::REALTIME_COARSE | clock::MONOTONIC_COARSE => {
            Err(Errno::NOTSUP)
        }
        _ => Ok(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interrupt::Never;
    use crate::wasi::fake::{self, Fault};

    fn now(clock: i32) -> Result<Timespec> {
        let mut ts = Timespec::ZERO;
        clock_gettime64::<Never>(clock, Out::from(&mut ts)).map(|()| ts)
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
        clock_nanosleep_time64::<Never>(0, 0, In::from(&request), Out::none()).unwrap();
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
            let result = clock_nanosleep_time64::<Never>(0, 0, In::from(&request), Out::none());
            assert_eq!(result, Err(Errno::INVAL));
        }
        let result = clock_nanosleep_time64::<Never>(3, 0, In::from(&request), Out::none());
        assert_eq!(result, Err(Errno::INVAL));
    }

    #[test]
    fn coarse_clocks_are_not_slept_by() {
        fake::set_up(|_| {});
        let request = Timespec::ZERO;
        for clock in [
            clock::MONOTONIC_RAW,
            clock::REALTIME_COARSE,
            clock::MONOTONIC_COARSE,
        ] {
            let result = clock_nanosleep_time64::<Never>(clock, 0, In::from(&request), Out::none());
            assert_eq!(result, Err(Errno::NOTSUP));
        }
    }

    #[test]
    fn a_host_that_comes_back_early_is_told_again() {
        let request = Timespec {
            tv_sec: 2,
            ..Timespec::ZERO
        };
        for fault in [Fault::Code(27), Fault::Code(52), Fault::Claim(0)] {
            for flags in [0, TIMER_ABSTIME] {
                fake::set_up(|host| host.fault("poll_oneoff", 0, fault));
                let before = fake::host(|host| host.monotonic);
                let absolute = Timespec {
                    tv_sec: 2,
                    ..timespec(before)
                };
                let request = if flags == 0 { request } else { absolute };
                assert_eq!(
                    clock_nanosleep_time64::<Never>(1, flags, In::from(&request), Out::none()),
                    Ok(())
                );
                let after = fake::host(|host| host.monotonic);
                assert!(after - before >= 2_000_000_000 || flags != 0 && after >= 2_000_000_000);
            }
        }
    }
}
