//! The clock that timers count on, and sleeping.

use core::cell::Cell;

use crate::errno::{Errno, Result};
use crate::wasi::{self, Clockid, Event, Subclockflags, Subscription, Timestamp};

/// The time on the clock that timers count on.
pub fn now() -> Result<Timestamp> {
    wasi::clock_time_get(Clockid::MONOTONIC, 1)
}

/// Sleeps in the host, for `time` or until it.
pub fn sleep(id: Clockid, time: Timestamp, flags: Subclockflags) -> Result {
    if sleep_once(id, time, flags) {
        return Ok(());
    }
    insist(id, time, flags)
}

/// Whether the host slept as long as it was told.
pub fn sleep_once(id: Clockid, time: Timestamp, flags: Subclockflags) -> bool {
    let wait = [Cell::new(Subscription::clock(0, id, time, flags))];
    let event = Cell::new(Event::EMPTY);
    let told = wasi::poll_oneoff(&wait, core::slice::from_ref(&event));
    told.is_ok_and(|events| events > 0 && event.get().error == 0)
}

/// The host returned too early, or cannot wait at all. No signal of the program is the
/// reason, so the program has to read the clock until the time is over.
#[cold]
fn insist(id: Clockid, time: Timestamp, flags: Subclockflags) -> Result {
    /// How often a clock may return the same time before it counts as stopped.
    const PATIENCE: u32 = 1 << 24;
    let mut now = wasi::clock_time_get(id, 1)?;
    let end = match flags.has(Subclockflags::ABSTIME) {
        true => time,
        false => now.saturating_add(time),
    };
    let mut same = 0;
    while now < end && !sleep_once(id, end - now, Subclockflags::NONE) {
        let before = now;
        now = wasi::clock_time_get(id, 1)?;
        same = if now == before { same + 1 } else { 0 };
        if same == PATIENCE {
            return Err(Errno::NOTSUP);
        }
    }
    Ok(())
}
