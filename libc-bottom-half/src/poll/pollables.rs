//! Waiting for the network, and for the host's streams beside it.
//!
//! The host can wait for a list of pollables. The adapter of preview1 keeps those of its
//! streams to itself, so these are asked without waiting, and only the program's input, which
//! can be imported, is waited for.

use core::cell::Cell;
use core::ops::Range;

use super::{MOST, Waits};
use crate::errno::{Errno, Result};
use crate::state::thread;
use crate::wasi::sockets::{self, Pollable};
use crate::wasi::{Event, Fd, Timestamp};

/// Two more are for the program's input, and for a time.
const PLACES: usize = MOST + 1;

thread! {
    static LIST: [Cell<Pollable>; PLACES] = [const { Cell::new(Pollable::NONE) }; PLACES];
    static USED: Cell<usize> = Cell::new(0);
}

/// The pollables of one wait. As with [`Waits`], one that begins while another is prepared ends
/// before that.
pub struct Pollables {
    start: usize,
}

impl Pollables {
    #[inline]
    pub fn begin() -> Self {
        let start = USED.with(Cell::get);
        Self { start }
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        USED.with(Cell::get) == self.start
    }

    pub fn add(&mut self, pollable: Pollable) -> Result {
        self.put(pollable, PLACES - 2)
    }

    fn put(&mut self, pollable: Pollable, most: usize) -> Result {
        let index = USED.with(Cell::get);
        LIST.with(|list| {
            let list = list.get(..most).unwrap_or_default();
            let place = list.get(index).ok_or(Errno::NOMEM)?;
            place.set(pollable);
            Ok(())
        })?;
        USED.with(|used| used.set(index + 1));
        Ok(())
    }

    #[inline]
    fn range(&self) -> Range<usize> {
        self.start..USED.with(Cell::get)
    }

    /// Waits, at most until a time, for one of these or of the streams. Reports the streams
    /// that are ready; the caller looks at the rest again.
    pub fn wait(mut self, streams: Waits, end: Option<Timestamp>, told: &dyn Fn(&Event)) -> Result {
        let input = streams.reads(Fd(0));
        if !streams.is_empty() {
            let is_told = Cell::new(false);
            let waited = streams.wait(Some(0), |event| {
                is_told.set(true);
                told(event);
            });
            match waited {
                // The host has nothing to say, or the streams cannot have such events.
                Ok(()) | Err(Errno::INTR | Errno::DEADLK) => {}
                Err(error) => return Err(error),
            }
            if is_told.get() {
                return Ok(());
            }
        }
        if end == Some(0) {
            return Ok(());
        }
        if input {
            self.put(sockets::stdin(), PLACES)?;
        }
        let clock = end.map(sockets::subscribe_instant);
        if let Some(clock) = clock {
            self.put(clock, PLACES)?;
        }
        LIST.with(|list| sockets::poll(list.get(self.range()).unwrap_or_default()));
        if let Some(clock) = clock {
            sockets::pollable_drop(clock);
        }
        Ok(())
    }
}

impl Drop for Pollables {
    #[inline]
    fn drop(&mut self) {
        USED.with(|used| used.set(self.start));
    }
}
