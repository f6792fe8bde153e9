//! The primitive below locks.

#[cfg(not(target_feature = "atomics"))]
mod one;
#[cfg(target_feature = "atomics")]
mod several;

#[cfg(not(target_feature = "atomics"))]
use one::futex;
#[cfg(target_feature = "atomics")]
use several::futex;

use crate::abi::futex::{FUTEX_CLOCK_REALTIME, FUTEX_NAMED, FUTEX_PRIVATE};
use crate::abi::time::Timespec;
use crate::errno::{Errno, Result};
use crate::interrupt::Interruption;
use crate::machine;
use crate::user::{Bytes, CStr, In, Out};
use crate::wasi::{self, Clockid, Fd};

/// The word that a call is about.
type Word<'a> = (In<'a, i32>, Out<'a, i32>);

/// `futex_time64(addr, op, value, timeout, addr2, value3)` — waits while a word has a
/// value, or wakes waiters.
///
/// [Linux](https://man7.org/linux/man-pages/man2/futex.2.html).
/// Differs: There is one thread. A wait ends by its timeout or by the signal of a timer;
/// when nothing can end it, the program traps with a message. Operations other than wait,
/// wake, requeue and the locks with priority inheritance fail with `ENOSYS`.
#[inline]
pub fn futex_time64<I: Interruption>(
    word: Word<'_>,
    op: i32,
    value: i32,
    timeout: In<'_, Timespec>,
    name: CStr<'_>,
    bits: i32,
) -> Result<usize> {
    I::before();
    let name = waiter(op, name)?;
    let clock = match op & FUTEX_CLOCK_REALTIME {
        0 => Clockid::MONOTONIC,
        _ => Clockid::REALTIME,
    };
    let op = op & !(FUTEX_PRIVATE | FUTEX_CLOCK_REALTIME | FUTEX_NAMED);
    futex::<I>(word, op, (value, bits), (timeout, clock), name)
}

/// The name of the waiting function, if the top half gives it.
#[inline]
pub fn waiter<'a>(op: i32, name: CStr<'a>) -> Result<&'a [u8]> {
    match op & FUTEX_NAMED {
        0 => Ok(b"futex"),
        _ => name.bytes(),
    }
}

const BEFORE: &[u8] = b"wasi-sysroot: deadlock: ";
const AFTER: &[u8] = b": the only thread waits for something that only another could do\n";

/// Ends the program: a caller would repeat the wait forever (`docs/undefined.md`).
#[cold]
fn deadlock(name: &[u8]) -> Errno {
    // One by one: a host may take only the first of several. If it accepts no message,
    // the program still traps.
    for part in [BEFORE, name, AFTER] {
        let _ = wasi::fd_write(Fd(2), &[Bytes::of(part)]);
    }
    machine::trap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::futex::{
        FUTEX_LOCK_PI, FUTEX_TRYLOCK_PI, FUTEX_UNLOCK_PI, FUTEX_WAIT, FUTEX_WAKE,
    };
    use crate::interrupt::Never;
    use crate::wasi::fake;

    fn futex(word: &mut i32, op: i32, value: i32, timeout: In<'_, Timespec>) -> Result<usize> {
        let before = *word;
        let word = (In::from(&before), Out::from(word));
        futex_time64::<Never>(word, op, value, timeout, CStr::from(c"somebody"), 0)
    }

    #[test]
    fn waits_end_by_their_timeout() {
        fake::set_up(|_| {});
        let second = Timespec {
            tv_sec: 1,
            tv_nsec: 0,
            pad: 0,
        };
        let before = fake::host(|host| host.monotonic);
        let wait = |value| futex(&mut 5, FUTEX_WAIT | FUTEX_NAMED, value, In::from(&second));
        assert_eq!(wait(6), Err(Errno::AGAIN));
        assert_eq!(wait(5), Err(Errno::TIMEDOUT));
        assert_eq!(fake::host(|host| host.monotonic) - before, 1_000_000_000);
        assert_eq!(
            futex(&mut 5, FUTEX_WAKE | FUTEX_PRIVATE, 1, In::none()),
            Ok(0)
        );
        assert_eq!(futex(&mut 5, 5, 1, In::none()), Err(Errno::NOSYS));
    }

    #[test]
    fn a_deadlock_is_told() {
        fake::set_up(|_| {});
        let wait = || futex(&mut 5, FUTEX_WAIT | FUTEX_NAMED, 5, In::none());
        assert!(std::panic::catch_unwind(wait).is_err());
        let told = fake::host(|host| host.stderr.clone());
        assert_eq!(told, [BEFORE, b"somebody", AFTER].concat());
    }

    #[test]
    fn locks_that_inherit_priority_belong_to_the_thread() {
        let mut word = 0;
        let mut lock = |op| futex(&mut word, op | FUTEX_PRIVATE, 0, In::none());
        assert_eq!(lock(FUTEX_UNLOCK_PI), Err(Errno::PERM));
        assert_eq!(lock(FUTEX_LOCK_PI), Ok(0));
        assert_eq!(lock(FUTEX_TRYLOCK_PI), Err(Errno::DEADLK));
        assert_eq!(lock(FUTEX_UNLOCK_PI), Ok(0));
        assert_eq!(word, 0);
        assert_eq!(
            futex(&mut 7, FUTEX_LOCK_PI, 0, In::none()),
            Err(Errno::SRCH)
        );
    }
}
