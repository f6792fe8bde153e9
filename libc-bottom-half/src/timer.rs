//! The timers that send signals: three of `setitimer`, and those of `timer_create`.
//!
//! Nothing runs while the program computes. A timer that is due fires at the program's next
//! call that checks timers, or while such a call waits ([`crate::interrupt`]). All count on
//! the monotonic clock.

use core::cell::Cell;

use crate::abi::signal::{
    Info, SI_KERNEL, SI_TIMER, SIGALRM, SIGEV_NONE, SIGEV_THREAD_ID, SIGPROF, SIGVTALRM, Sigevent,
};
use crate::abi::time::{ITIMERS, Itimerspec};
use crate::clock::now;
use crate::conv::time::{from_timespec, timespec};
use crate::errno::{Errno, Result};
use crate::signal::{self, Signal};
use crate::state::process;
use crate::tasks::{self, Receiver};
use crate::wasi::{self, Clockid, Timestamp};

/// How many timers there can be of `timer_create`: as many as signals can be queued.
const MOST: usize = 128;

const TIMERS: usize = ITIMERS + MOST;

/// The signals of `setitimer`'s.
const ITIMER_SIGNALS: [i32; ITIMERS] = [SIGALRM, SIGVTALRM, SIGPROF];

/// The time of expiry, and the interval after that: the setting of a timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// On the monotonic clock; 0 if it is not armed.
    pub expiry: Timestamp,
    /// 0 when it expires only once.
    pub interval: Timestamp,
}

impl Setting {
    pub const OFF: Self = Self {
        expiry: 0,
        interval: 0,
    };

    pub const fn is_due(self, now: Timestamp) -> bool {
        self.expiry != 0 && self.expiry <= now
    }

    /// How often it has expired, and what it is set to after that.
    pub fn expired(self, now: Timestamp) -> (u64, Self) {
        if !self.is_due(now) {
            return (0, self);
        }
        match (now - self.expiry).checked_div(self.interval) {
            None => (1, Self::OFF),
            Some(more) => {
                let count = more.saturating_add(1);
                let expiry = self
                    .expiry
                    .saturating_add(count.saturating_mul(self.interval));
                (count, Self { expiry, ..self })
            }
        }
    }

    /// The time until it expires; 0 if it is not armed.
    pub const fn left(self, now: Timestamp) -> Timestamp {
        match self.expiry {
            0 => 0,
            // Due, but not noticed so far: 0 would mean that it is not armed.
            expiry if expiry <= now => 1,
            expiry => expiry - now,
        }
    }

    /// The setting of a timer that expires after a time, or at a time of `clock`.
    pub fn from_c(spec: Itimerspec, absolute: bool, clock: Clockid) -> Result<Self> {
        let interval = from_timespec(spec.it_interval)?;
        let value = from_timespec(spec.it_value)?;
        if value == 0 {
            return Ok(Self::OFF);
        }
        let left = if absolute {
            value.saturating_sub(wasi::clock_time_get(clock, 1)?)
        } else {
            value
        };
        // A clock may start at 0, which means that the timer is not armed.
        let expiry = now()?.saturating_add(left).max(1);
        Ok(Self { expiry, interval })
    }

    /// The requested setting of a timer.
    pub fn to_c(self) -> Result<Itimerspec> {
        let left = match self.expiry {
            0 => 0,
            _ => self.left(now()?),
        };
        Ok(Itimerspec {
            it_interval: timespec(if left == 0 { 0 } else { self.interval }),
            it_value: timespec(left),
        })
    }
}

#[derive(Clone, Copy)]
struct Timer {
    used: bool,
    /// The clock of its absolute times.
    clock: Clockid,
    setting: Setting,
    /// The signal to send, if any, and the data for its handler.
    signo: i32,
    to: Receiver,
    value: u32,
    /// The overruns since the signal that is pending or was the last.
    overrun: i32,
    /// The same of the signal before that one.
    delivered: i32,
}

impl Timer {
    /// All zero, which takes no room in a module.
    const FREE: Self = Self {
        used: false,
        clock: Clockid::REALTIME,
        setting: Setting::OFF,
        signo: 0,
        to: Receiver::PROCESS,
        value: 0,
        overrun: 0,
        delivered: 0,
    };
}

process! {
    static ALL: [Cell<Timer>; TIMERS] = [const { Cell::new(Timer::FREE) }; TIMERS];
}

fn get(index: usize) -> Timer {
    ALL.with(|all| all.get(index).map_or(Timer::FREE, Cell::get))
}

fn put(index: usize, timer: Timer) {
    ALL.with(|all| {
        if let Some(slot) = all.get(index) {
            slot.set(timer);
        }
    });
}

/// The place of a timer of `timer_create`, by its number.
pub fn place(id: i32) -> Result<usize> {
    let index = usize::try_from(id).map_err(|_| Errno::INVAL)?;
    let index = index.checked_add(ITIMERS).ok_or(Errno::INVAL)?;
    match get(index).used {
        true => Ok(index),
        false => Err(Errno::INVAL),
    }
}

/// Creates a timer that is not armed yet, and returns its number.
pub fn create(clock: Clockid, event: Option<Sigevent>) -> Result<i32> {
    let index = (ITIMERS..TIMERS).find(|&index| !get(index).used);
    let index = index.ok_or(Errno::AGAIN)?;
    let id = (index - ITIMERS) as i32;
    let (signo, value) = match event {
        // POSIX: as if SIGALRM with the timer's number had been asked for.
        None => (SIGALRM, id as u32),
        Some(event) if event.notify == SIGEV_NONE => (0, 0),
        Some(event) => (event.signo, event.value),
    };
    let to = match event {
        Some(event) if event.notify == SIGEV_THREAD_ID => Receiver::thread(event.tid),
        _ => Receiver::PROCESS,
    };
    put(
        index,
        Timer {
            used: true,
            clock,
            signo,
            to,
            value,
            ..Timer::FREE
        },
    );
    Ok(id)
}

/// A new process has no timers.
pub fn begin() {
    ALL.with(|all| {
        for timer in all {
            timer.set(Timer::FREE);
        }
    });
}

/// Ends a timer. Its pending signal no longer refers to a timer.
pub fn delete(index: usize) {
    forget_signal(index);
    put(index, Timer::FREE);
}

pub fn clock(index: usize) -> Clockid {
    get(index).clock
}

pub fn setting(index: usize) -> Setting {
    get(index).setting
}

pub fn set(index: usize, setting: Setting) {
    let timer = get(index);
    put(index, Timer { setting, ..timer });
    tasks::wake_all();
}

/// The overruns of a timer since its last delivered signal was sent.
pub fn overrun(index: usize) -> i32 {
    let timer = get(index);
    match waits(index, |_| {}) {
        true => timer.delivered,
        false => timer.overrun,
    }
}

/// When the first of all expires.
pub fn soonest() -> Option<Timestamp> {
    ALL.with(|all| {
        let expiries = all.iter().map(|timer| timer.get().setting.expiry);
        expiries.filter(|&expiry| expiry != 0).min()
    })
}

/// Sends the signals of all that are due, in the order of their times.
pub fn fire(now: Timestamp) {
    while let Some(index) = first_due(now) {
        let timer = get(index);
        let (count, setting) = timer.setting.expired(now);
        put(index, Timer { setting, ..timer });
        send(index, count);
    }
}

fn first_due(now: Timestamp) -> Option<usize> {
    let due = (0..TIMERS).filter(|&index| get(index).setting.is_due(now));
    due.min_by_key(|&index| get(index).setting.expiry)
}

fn send(index: usize, count: u64) {
    let timer = get(index);
    let Some(id) = index.checked_sub(ITIMERS) else {
        let signo = ITIMER_SIGNALS.get(index).copied().unwrap_or(SIGALRM);
        let info = Info {
            code: SI_KERNEL,
            ..Info::EMPTY
        };
        post(signo, info, Receiver::PROCESS);
        return;
    };
    if timer.signo == 0 {
        return;
    }
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    let overrun = timer.overrun.saturating_add(count);
    if waits(index, |info| info.fields[1] = overrun as u32) {
        put(index, Timer { overrun, ..timer });
        return;
    }
    let overrun = count - 1;
    put(
        index,
        Timer {
            overrun,
            delivered: timer.overrun,
            ..timer
        },
    );
    let info = Info {
        code: SI_TIMER,
        fields: [id as u32, overrun as u32, timer.value, 0, 0, 0, 0, 0],
        ..Info::EMPTY
    };
    post(timer.signo, info, timer.to);
}

/// If too many signals are pending, this one is lost, as on Linux.
fn post(signo: i32, info: Info, to: Receiver) {
    if let Ok(signal) = Signal::new(signo) {
        let _ = signal::send_own(signal, info, to);
    }
}

/// Whether a timer's signal is still pending; changes its data.
fn waits(index: usize, change: impl Fn(&mut Info)) -> bool {
    let timer = get(index);
    signal::amend(|info| {
        let is_it = info.code == SI_TIMER
            && info.signo == timer.signo
            && info.fields[0] as usize + ITIMERS == index;
        if is_it {
            change(info);
        }
        is_it
    })
}

fn forget_signal(index: usize) {
    const NONE: u32 = u32::MAX >> 1;
    waits(index, |info| info.fields[0] = NONE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_counts_what_was_missed() {
        let once = Setting {
            expiry: 10,
            interval: 0,
        };
        assert_eq!(once.expired(9), (0, once));
        assert_eq!(once.expired(10), (1, Setting::OFF));
        let every = Setting {
            expiry: 10,
            interval: 4,
        };
        assert_eq!(
            every.expired(21),
            (
                3,
                Setting {
                    expiry: 22,
                    ..every
                }
            )
        );
        assert_eq!((every.left(4), every.left(10)), (6, 1));
        assert_eq!(Setting::OFF.left(4), 0);
        let often = Setting {
            expiry: 1,
            interval: 1,
        };
        assert_eq!(often.expired(u64::MAX).1.expiry, u64::MAX);
    }
}
