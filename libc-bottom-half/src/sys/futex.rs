//! The primitive below locks.

use crate::abi::futex::{
    FUTEX_CLOCK_REALTIME, FUTEX_PRIVATE, FUTEX_REQUEUE, FUTEX_WAIT, FUTEX_WAIT_BITSET, FUTEX_WAKE,
    FUTEX_WAKE_BITSET,
};
use crate::abi::time::Timespec;
use crate::conv::time::from_timespec;
use crate::errno::{Errno, Result};
use crate::sys::time::sleep;
use crate::user::{Bytes, In};
use crate::wasi::{self, Clockid, Fd, Subclockflags};

/// `futex_time64(addr, op, value, timeout, addr2, value3)` — waits while a word has a
/// value, or wakes who does.
///
/// [Linux](https://man7.org/linux/man-pages/man2/futex.2.html); WASI `poll_oneoff`.
/// Differs: there is one thread, so that nobody is ever woken: a wait ends by its timeout,
/// and one without a timeout ends the program with a message, since nothing could end it.
/// Operations other than wait, wake and requeue fail with `ENOSYS`.
pub fn futex_time64(
    word: In<'_, i32>,
    op: i32,
    value: i32,
    timeout: In<'_, Timespec>,
) -> Result<usize> {
    let realtime = op & FUTEX_CLOCK_REALTIME != 0;
    match op & !(FUTEX_PRIVATE | FUTEX_CLOCK_REALTIME) {
        FUTEX_WAKE | FUTEX_WAKE_BITSET | FUTEX_REQUEUE => Ok(0),
        op @ (FUTEX_WAIT | FUTEX_WAIT_BITSET) => {
            if word.read().ok_or(Errno::FAULT)? != value {
                return Err(Errno::AGAIN);
            }
            let Some(time) = timeout.read() else {
                return Err(deadlock());
            };
            let clock = match realtime {
                true => Clockid::REALTIME,
                false => Clockid::MONOTONIC,
            };
            // FUTEX_WAIT counts from now, FUTEX_WAIT_BITSET names a time.
            let flags = match op {
                FUTEX_WAIT => Subclockflags::NONE,
                _ => Subclockflags::ABSTIME,
            };
            sleep(clock, from_timespec(time)?, flags)?;
            Err(Errno::TIMEDOUT)
        }
        _ => Err(Errno::NOSYS),
    }
}

const MESSAGE: &[u8] =
    b"wasi-sysroot: deadlock: the only thread waits for something that only another could do\n";

/// Ends the program: whoever waits here would ask again for ever.
#[cold]
fn deadlock() -> Errno {
    // A host that takes no message still gets the trap.
    let _ = wasi::fd_write(Fd(2), &[Bytes::of(MESSAGE)]);
    wasi::trap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wasi::fake;

    #[test]
    fn waits_end_by_their_timeout() {
        fake::set_up(|_| {});
        let word = 5;
        let second = Timespec {
            tv_sec: 1,
            tv_nsec: 0,
            pad: 0,
        };
        let before = fake::host(|host| host.monotonic);
        let wait = |value| futex_time64(In::from(&word), FUTEX_WAIT, value, In::from(&second));
        assert_eq!(wait(6), Err(Errno::AGAIN));
        assert_eq!(wait(5), Err(Errno::TIMEDOUT));
        assert_eq!(fake::host(|host| host.monotonic) - before, 1_000_000_000);
        assert_eq!(
            futex_time64(In::from(&word), FUTEX_WAKE | FUTEX_PRIVATE, 1, In::none()),
            Ok(0)
        );
        assert_eq!(
            futex_time64(In::from(&word), 6, 1, In::none()),
            Err(Errno::NOSYS)
        );
    }

    #[test]
    fn a_deadlock_is_told() {
        fake::set_up(|_| {});
        let word = 5;
        let wait = || futex_time64(In::from(&word), FUTEX_WAIT, 5, In::none());
        assert!(std::panic::catch_unwind(wait).is_err());
        assert_eq!(fake::host(|host| host.stderr.clone()), MESSAGE);
    }
}
