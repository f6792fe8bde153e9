//! Counters that can be waited for: eventfd.

use core::cell::Cell;

use crate::abi::fcntl as c;
use crate::abi::poll::{POLLIN, POLLOUT};
use crate::abi::stat::Stat;
use crate::errno::{Errno, Result};
use crate::fd::LIMIT;
use crate::state::system;
use crate::table::{Inside, What, open, status, stuck};
use crate::user::{Bytes, BytesMut};
use crate::wasi::Fd;

#[derive(Clone, Copy)]
struct Event {
    used: bool,
    /// Whether a read takes one, not all.
    semaphore: bool,
    count: u64,
    /// The number of writes and reads.
    changes: u32,
}

const FREE: Event = Event {
    used: false,
    semaphore: false,
    count: 0,
    changes: 0,
};

/// The most that there can be.
const MOST: u64 = u64::MAX - 1;

system! {
    static EVENTS: [Cell<Event>; LIMIT] = [const { Cell::new(FREE) }; LIMIT];
}

fn get(object: usize) -> Event {
    EVENTS.with(|events| events.get(object).map_or(FREE, Cell::get))
}

fn set(object: usize, to: Event) {
    EVENTS.with(|events| {
        if let Some(event) = events.get(object) {
            event.set(to);
        }
    });
}

/// Makes a counter.
pub fn event(count: u32, flags: i32) -> Result<Fd> {
    if flags & !(c::EFD_SEMAPHORE | c::O_CLOEXEC | c::O_NONBLOCK) != 0 {
        return Err(Errno::INVAL);
    }
    let status = c::O_RDWR | flags & c::O_NONBLOCK;
    open(status, flags & c::O_CLOEXEC != 0, || {
        let free = (0..LIMIT).find(|&object| !get(object).used);
        let object = free.ok_or(Errno::NFILE)?;
        set(
            object,
            Event {
                used: true,
                semaphore: flags & c::EFD_SEMAPHORE != 0,
                count: u64::from(count),
                changes: 0,
            },
        );
        Ok(What::Inside(&Kind, object))
    })
}

struct Kind;

impl Inside for Kind {
    fn read(&self, object: usize, to: &[BytesMut<'_>], flags: i32) -> Result<usize> {
        let to = to.iter().find(|buffer| buffer.len() >= size_of::<u64>());
        let to = to.ok_or(Errno::INVAL)?;
        let event = get(object);
        let taken = match event.count {
            0 => return Err(stuck(flags)),
            _ if event.semaphore => 1,
            count => count,
        };
        to.put(0, taken).ok_or(Errno::INVAL)?;
        set(
            object,
            Event {
                count: event.count - taken,
                changes: event.changes.wrapping_add(1),
                ..event
            },
        );
        Ok(size_of::<u64>())
    }

    fn write(&self, object: usize, from: &[Bytes<'_>], flags: i32) -> Result<usize> {
        let from = from.iter().find(|data| data.len() >= size_of::<u64>());
        let added: u64 = from.and_then(|data| data.get(0)).ok_or(Errno::INVAL)?;
        if added > MOST {
            return Err(Errno::INVAL);
        }
        let event = get(object);
        if added > MOST - event.count {
            return Err(stuck(flags));
        }
        set(
            object,
            Event {
                count: event.count + added,
                changes: event.changes.wrapping_add(1),
                ..event
            },
        );
        Ok(size_of::<u64>())
    }

    fn status(&self, object: usize) -> Stat {
        status(0o600, object, 0)
    }

    fn events(&self, object: usize) -> i16 {
        let count = get(object).count;
        let some = if count > 0 { POLLIN } else { 0 };
        let room = if count < MOST { POLLOUT } else { 0 };
        some | room
    }

    fn happened(&self, object: usize) -> u32 {
        get(object).changes
    }

    fn close(&self, object: usize) {
        set(object, FREE);
    }
}
