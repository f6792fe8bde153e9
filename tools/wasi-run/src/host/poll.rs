//! The records of `poll_oneoff` in the program's memory.

use super::guest::{array, bytes, u16_at, u32_at, u64_at};

/// The size of a subscription.
pub const SUBSCRIPTION: u32 = 48;
/// The size of an event.
pub const EVENT: u32 = 32;

/// What a program waits for.
#[derive(Clone, Copy, Debug)]
pub struct Subscription {
    pub userdata: [u8; 8],
    pub event: Event,
}

#[derive(Clone, Copy, Debug)]
pub enum Event {
    Clock {
        clock: u32,
        timeout: u64,
        absolute: bool,
    },
    /// A descriptor becomes readable or writable; `tag` is the event's type.
    Descriptor { tag: u8, fd: u32 },
}

impl Subscription {
    /// Element `index` of the array at `start`, `None` outside of the memory.
    pub fn read(memory: &[u8], start: u32, index: u32) -> Option<Self> {
        let at = index.checked_mul(SUBSCRIPTION)?.checked_add(start)?;
        bytes(memory, at, SUBSCRIPTION)?;
        let field = |offset: u32| at.wrapping_add(offset);
        let event = match bytes(memory, field(8), 1)?[0] {
            0 => Event::Clock {
                clock: u32_at(memory, field(16))?,
                timeout: u64_at(memory, field(24))?,
                absolute: u16_at(memory, field(40))? & 1 != 0,
            },
            tag => Event::Descriptor {
                tag,
                fd: u32_at(memory, field(16))?,
            },
        };
        Some(Self {
            userdata: array(memory, at)?,
            event,
        })
    }
}
