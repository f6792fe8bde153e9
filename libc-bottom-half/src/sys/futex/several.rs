//! With several threads, another one ends a wait.

use core::sync::atomic::{AtomicI32, Ordering};

use super::{Word, deadlock};
use crate::abi::futex::{
    FUTEX_LOCK_PI, FUTEX_REQUEUE, FUTEX_TRYLOCK_PI, FUTEX_UNLOCK_PI, FUTEX_WAIT, FUTEX_WAIT_BITSET,
    FUTEX_WAKE, FUTEX_WAKE_BITSET,
};
use crate::abi::time::Timespec;
use crate::clock::now;
use crate::conv::time::from_timespec;
use crate::errno::{Errno, Result};
use crate::interrupt::{Handled, Interruption, arrive, end, soonest};
use crate::signal;
use crate::tasks;
use crate::user::In;
use crate::wasi::{Clockid, Timestamp};

const ALL: u32 = u32::MAX;

/// The parts of the word of a lock with priority inheritance, which no header of musl names.
const TID_MASK: i32 = 0x3fff_ffff;
const OWNER_DIED: i32 = 0x4000_0000;
const WAITERS: i32 = 0x8000_0000_u32 as i32;

/// A word, and the address that stands for it.
#[derive(Clone, Copy)]
struct Futex<'a> {
    word: &'a AtomicI32,
    address: usize,
}

/// As [`super::futex_time64`].
pub fn futex<I: Interruption>(
    (word, _): Word<'_>,
    op: i32,
    (value, bits): (i32, i32),
    (timeout, clock): (In<'_, Timespec>, Clockid),
    name: &[u8],
) -> Result<usize> {
    let futex = Futex {
        word: word.word()?,
        address: word.address(),
    };
    let until = |is_absolute| match timeout.read() {
        None => Ok(None),
        Some(time) => Ok(Some(end(from_timespec(time)?, is_absolute, clock)?)),
    };
    match op {
        FUTEX_WAKE => Ok(futex.wake(ALL, value)),
        FUTEX_WAKE_BITSET => Ok(futex.wake(some(bits)?, value)),
        // A waiter that is woken although it should move to the other word looks at its own
        // again, and then waits for that.
        FUTEX_REQUEUE => Ok(futex.wake(ALL, i32::MAX)),
        FUTEX_WAIT => futex.wait(value, ALL, until(false)?, name),
        FUTEX_WAIT_BITSET => futex.wait(value, some(bits)?, until(true)?, name),
        FUTEX_TRYLOCK_PI => futex.lock(true, None),
        // Its time is one of the clock of the day.
        FUTEX_LOCK_PI => {
            let time = timeout.read().map(from_timespec).transpose()?;
            let until = time.map(|time| end(time, true, Clockid::REALTIME));
            futex.lock(false, until.transpose()?)
        }
        FUTEX_UNLOCK_PI => futex.unlock(),
        _ => Err(Errno::NOSYS),
    }
}

fn some(bits: i32) -> Result<u32> {
    match bits as u32 {
        0 => Err(Errno::INVAL),
        bits => Ok(bits),
    }
}

impl Futex<'_> {
    fn wake(self, bits: u32, count: i32) -> usize {
        tasks::wake(self.address, bits, usize::try_from(count).unwrap_or(0))
    }

    fn wait(self, value: i32, bits: u32, until: Option<Timestamp>, name: &[u8]) -> Result<usize> {
        loop {
            if self.word.load(Ordering::SeqCst) != value {
                return Err(Errno::AGAIN);
            }
            if until.is_none() && soonest().is_none() && !tasks::are_several() {
                let own = tasks::name();
                let named = own
                    .split(|&byte| byte == 0)
                    .next()
                    .filter(|own| !own.is_empty());
                return Err(deadlock(named.unwrap_or(name)));
            }
            let ends = [until, soonest()];
            let is_woken =
                tasks::await_futex(self.address, bits, ends.into_iter().flatten().min())?;
            match arrive(signal::mask()) {
                _ if is_woken => return Ok(0),
                Some(Handled { restart }) if !restart || until.is_some() => {
                    return Err(Errno::INTR);
                }
                _ => {}
            }
            tasks::check()?;
            match until {
                Some(until) if now()? >= until => return Err(Errno::TIMEDOUT),
                _ => {}
            }
        }
    }

    fn lock(self, only_try: bool, until: Option<Timestamp>) -> Result<usize> {
        let own = tasks::number();
        loop {
            let now_is = self.word.load(Ordering::SeqCst);
            let owner = now_is & TID_MASK;
            let next = match owner {
                0 => own | now_is & (WAITERS | OWNER_DIED),
                owner if owner == own => return Err(Errno::DEADLK),
                owner if !tasks::exists(owner) => return Err(Errno::SRCH),
                _ if only_try => return Err(Errno::AGAIN),
                _ => now_is | WAITERS,
            };
            let order = Ordering::SeqCst;
            if self
                .word
                .compare_exchange(now_is, next, order, order)
                .is_err()
            {
                continue;
            }
            if owner == 0 {
                return Ok(0);
            }
            match until {
                Some(until) if now()? >= until => return Err(Errno::TIMEDOUT),
                _ => tasks::await_futex(self.address, ALL, until)?,
            };
        }
    }

    fn unlock(self) -> Result<usize> {
        let owner = self.word.load(Ordering::SeqCst) & TID_MASK;
        if owner != tasks::number() {
            return Err(Errno::PERM);
        }
        self.word.store(0, Ordering::SeqCst);
        // It marks the word again if still others wait.
        self.wake(ALL, i32::MAX);
        Ok(0)
    }
}
