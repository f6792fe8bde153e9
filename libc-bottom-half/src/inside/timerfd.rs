//! Timers that are descriptors: timerfd.

use core::cell::Cell;

use crate::abi::fcntl as c;
use crate::abi::poll::POLLIN;
use crate::abi::stat::Stat;
use crate::abi::time::{Itimerspec, TIMER_ABSTIME, Timespec, clock};
use crate::clock::now;
use crate::conv::time::clockid;
use crate::errno::{Errno, Result};
use crate::fd::LIMIT;
use crate::interrupt::{check, doze};
use crate::state::system;
use crate::table::wait::Waits;
use crate::table::{Inside, Special, What, open, special, status, stuck};
use crate::timer::Setting;
use crate::user::{Bytes, BytesMut, In, Out};
use crate::wasi::{Clockid, Fd};

#[derive(Clone, Copy)]
struct Timer {
    used: bool,
    clock: Clockid,
    setting: Setting,
    /// The setting, which is returned even when it is not armed.
    interval: Timespec,
    /// The number of unread expirations.
    count: u64,
    /// The number of settings, plus first expirations after a setting or a read.
    changes: u32,
}

/// All zero, which takes no room in a module.
const FREE: Timer = Timer {
    used: false,
    clock: Clockid::REALTIME,
    setting: Setting::OFF,
    interval: Timespec {
        tv_sec: 0,
        tv_nsec: 0,
        pad: 0,
    },
    count: 0,
    changes: 0,
};

system! {
    static TIMERS: [Cell<Timer>; LIMIT] = [const { Cell::new(FREE) }; LIMIT];
}

fn put(object: usize, to: Timer) {
    TIMERS.with(|timers| {
        if let Some(timer) = timers.get(object) {
            timer.set(to);
        }
    });
}

/// The timer as it is now. A host without a clock never lets it expire.
fn get(object: usize) -> Timer {
    let timer = TIMERS.with(|timers| timers.get(object).map_or(FREE, Cell::get));
    if timer.setting == Setting::OFF {
        return timer;
    }
    let Ok(now) = now() else {
        return timer;
    };
    let (count, setting) = timer.setting.expired(now);
    if count == 0 {
        return timer;
    }
    let timer = Timer {
        setting,
        count: timer.count.saturating_add(count),
        // Further unread expirations are not a new event.
        changes: timer.changes.wrapping_add(u32::from(timer.count == 0)),
        ..timer
    };
    put(object, timer);
    timer
}

/// Creates a timer that is not armed yet.
pub fn timer(number: i32, flags: i32) -> Result<Fd> {
    if flags & !(c::O_CLOEXEC | c::O_NONBLOCK) != 0 {
        return Err(Errno::INVAL);
    }
    let clock = match number {
        clock::REALTIME
        | clock::MONOTONIC
        | clock::BOOTTIME
        | clock::REALTIME_ALARM
        | clock::BOOTTIME_ALARM => clockid(number)?,
        _ => return Err(Errno::INVAL),
    };
    let status = c::O_RDWR | flags & c::O_NONBLOCK;
    open(status, flags & c::O_CLOEXEC != 0, || {
        let free = TIMERS.with(|timers| timers.iter().position(|timer| !timer.get().used));
        let object = free.ok_or(Errno::NFILE)?;
        put(
            object,
            Timer {
                used: true,
                clock,
                ..FREE
            },
        );
        Ok(What::Inside(&Kind, object))
    })
}

/// Sets a timer, and returns its previous setting.
pub fn set(fd: Fd, flags: i32, spec: In<'_, Itimerspec>, old: Out<'_, Itimerspec>) -> Result {
    if flags & !(TIMER_ABSTIME | c::TFD_TIMER_CANCEL_ON_SET) != 0 {
        return Err(Errno::INVAL);
    }
    let spec = spec.read().ok_or(Errno::FAULT)?;
    let (object, _) = special(fd, Special::Timer, Errno::INVAL)?;
    let timer = get(object);
    let setting = Setting::from_c(spec, flags & TIMER_ABSTIME != 0, timer.clock)?;
    if !old.is_null() {
        old.write(spec_of(timer)?)?;
    }
    put(
        object,
        Timer {
            setting,
            interval: spec.it_interval,
            count: 0,
            changes: timer.changes.wrapping_add(1),
            ..timer
        },
    );
    Ok(())
}

/// Returns the setting of a timer.
pub fn setting_of(fd: Fd, spec: Out<'_, Itimerspec>) -> Result {
    let (object, _) = special(fd, Special::Timer, Errno::INVAL)?;
    spec.write(spec_of(get(object))?)
}

fn spec_of(timer: Timer) -> Result<Itimerspec> {
    Ok(Itimerspec {
        it_interval: timer.interval,
        ..timer.setting.to_c()?
    })
}

struct Kind;

impl Inside for Kind {
    fn read(&self, object: usize, to: &[BytesMut<'_>], flags: i32) -> Result<usize> {
        let to = to.iter().find(|buffer| buffer.len() >= size_of::<u64>());
        let to = to.ok_or(Errno::INVAL)?;
        let timer = loop {
            let timer = get(object);
            if timer.count > 0 {
                break timer;
            }
            if flags & c::O_NONBLOCK != 0 || timer.setting == Setting::OFF {
                return Err(stuck(flags));
            }
            doze(Some(timer.setting.expiry))?;
            check()?;
        };
        to.put(0, timer.count).ok_or(Errno::INVAL)?;
        put(object, Timer { count: 0, ..timer });
        Ok(size_of::<u64>())
    }

    fn write(&self, _object: usize, _from: &[Bytes<'_>], _flags: i32) -> Result<usize> {
        Err(Errno::INVAL)
    }

    fn status(&self, object: usize) -> Stat {
        status(0o600, object, 0)
    }

    fn events(&self, object: usize) -> i16 {
        if get(object).count > 0 { POLLIN } else { 0 }
    }

    fn happened(&self, object: usize) -> u32 {
        get(object).changes
    }

    fn waits(&self, object: usize, waits: &mut Waits) -> Result {
        let setting = get(object).setting;
        if setting != Setting::OFF {
            waits.until(setting.expiry);
        }
        Ok(())
    }

    fn special(&self) -> Special {
        Special::Timer
    }

    fn close(&self, object: usize) {
        put(object, FREE);
    }
}
