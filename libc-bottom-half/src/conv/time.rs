//! Clocks and times.

use crate::abi::time::{Timespec, clock};
use crate::errno::{Errno, Result};
use crate::wasi::{Clockid, Timestamp};

/// In nanoseconds, which WASI counts without a sign; a point in time counts from 1970.
pub const SECOND: u64 = 1_000_000_000;

/// The clock of the host for one of Linux's.
#[inline]
pub fn clockid(clock: i32) -> Result<Clockid> {
    match clock {
        clock::REALTIME | clock::REALTIME_COARSE | clock::REALTIME_ALARM | clock::TAI => {
            Ok(Clockid::REALTIME)
        }
        clock::MONOTONIC
        | clock::PROCESS_CPUTIME_ID
        | clock::THREAD_CPUTIME_ID
        | clock::MONOTONIC_RAW
        | clock::MONOTONIC_COARSE
        | clock::BOOTTIME
        | clock::BOOTTIME_ALARM => Ok(Clockid::MONOTONIC),
        _ => Err(Errno::INVAL),
    }
}

#[inline]
pub const fn timespec(time: Timestamp) -> Timespec {
    Timespec {
        tv_sec: (time / SECOND) as i64,
        tv_nsec: (time % SECOND) as i32,
        pad: 0,
    }
}

/// A time or a duration; `INVAL` when it is negative or not normalised. A value that does
/// not fit is more than 500 years ahead and becomes the latest time.
#[inline]
pub fn from_timespec(ts: Timespec) -> Result<Timestamp> {
    let sec = u64::try_from(ts.tv_sec).map_err(|_| Errno::INVAL)?;
    let nsec = u64::try_from(ts.tv_nsec).map_err(|_| Errno::INVAL)?;
    if nsec >= SECOND {
        return Err(Errno::INVAL);
    }
    if sec > u64::MAX / SECOND {
        return Ok(u64::MAX);
    }
    Ok((sec * SECOND).saturating_add(nsec))
}

const MICROSECOND: Timestamp = 1000;

/// The timeout of a socket as C has it: a `struct timeval`.
pub const fn timeval(timeout: Timestamp) -> [u64; 2] {
    [timeout / SECOND, timeout % SECOND / MICROSECOND]
}

/// The timeout of a socket; 0 is none.
pub fn from_timeval([seconds, microseconds]: [i64; 2]) -> Result<Timestamp> {
    let Ok(micro @ 0..1_000_000) = u64::try_from(microseconds) else {
        return Err(Errno::DOM);
    };
    // On Linux, a negative timeout has already passed, and the call does not wait. The shortest
    // wait is equivalent.
    Ok(match u64::try_from(seconds) {
        Ok(seconds) => seconds
            .saturating_mul(SECOND)
            .saturating_add(micro * MICROSECOND),
        Err(_) => 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for time in [
            0,
            1,
            SECOND - 1,
            SECOND,
            u64::from(u32::MAX) * SECOND + 3,
            u64::MAX,
        ] {
            assert_eq!(from_timespec(timespec(time)), Ok(time));
        }
        let far = Timespec {
            tv_sec: i64::MAX,
            tv_nsec: 0,
            pad: -1,
        };
        assert_eq!(from_timespec(far), Ok(u64::MAX));
    }
}
