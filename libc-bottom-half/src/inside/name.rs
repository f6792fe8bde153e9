//! Names of shared memory and of message queues, which exist only in this process.

use core::cell::Cell;

use crate::errno::{Errno, Result};

/// How many names there can be of a kind.
const LIMIT: usize = 128;

/// `NAME_MAX`.
const LONGEST: usize = 255;

struct Name {
    /// 0 when it is not in use.
    len: Cell<u8>,
    bytes: [Cell<u8>; LONGEST],
    object: Cell<usize>,
}

impl Name {
    fn is(&self, name: &[u8]) -> bool {
        let len = usize::from(self.len.get());
        let bytes = self.bytes.iter().take(len).map(Cell::get);
        len > 0 && len == name.len() && bytes.eq(name.iter().copied())
    }
}

pub struct Names([Name; LIMIT]);

impl Names {
    pub const fn new() -> Self {
        Self(
            [const {
                Name {
                    len: Cell::new(0),
                    bytes: [const { Cell::new(0) }; LONGEST],
                    object: Cell::new(0),
                }
            }; LIMIT],
        )
    }

    /// The object of this name.
    pub fn find(&self, name: &[u8]) -> Option<usize> {
        let named = self.0.iter().find(|known| known.is(name))?;
        Some(named.object.get())
    }

    /// Names the object that `make` creates.
    pub fn add(&self, name: &[u8], make: impl FnOnce() -> Result<usize>) -> Result<usize> {
        let len = u8::try_from(name.len()).map_err(|_| Errno::NAMETOOLONG)?;
        if len == 0 {
            return Err(Errno::NOENT);
        }
        let free = self.0.iter().find(|name| name.len.get() == 0);
        let free = free.ok_or(Errno::NOSPC)?;
        let object = make()?;
        free.object.set(object);
        for (to, &byte) in free.bytes.iter().zip(name) {
            to.set(byte);
        }
        free.len.set(len);
        Ok(object)
    }

    /// Removes a name; returns its object.
    pub fn remove(&self, name: &[u8]) -> Result<usize> {
        let named = self.0.iter().find(|known| known.is(name));
        let named = named.ok_or(match name.len() {
            ..=LONGEST => Errno::NOENT,
            _ => Errno::NAMETOOLONG,
        })?;
        named.len.set(0);
        Ok(named.object.get())
    }
}
