//! The memory of the in-memory host: pages that grow up to a limit, at real addresses.

use super::super::PAGE_SIZE;
use super::{Host, host};

/// Page numbers count from `base`, as wasm's do from 0.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Owned here, used by address only.
    _space: Vec<u8>,
    base: usize,
    pages: usize,
    limit: usize,
}

impl Host {
    /// Gives the host `pages` of memory, the program's own, that can grow to `limit`.
    pub fn memory(&mut self, pages: usize, limit: usize) {
        let mut space = vec![0; (limit + 1) * PAGE_SIZE];
        let start = space.as_mut_ptr().expose_provenance();
        self.memory = Memory {
            base: start.next_multiple_of(PAGE_SIZE),
            _space: space,
            pages,
            limit,
        };
    }
}

pub fn memory_size() -> usize {
    host(|host| host.memory.pages)
}

pub fn memory_end() -> usize {
    host(|host| host.memory.base + host.memory.pages * PAGE_SIZE)
}

pub fn memory_grow(pages: usize) -> Option<usize> {
    host(|host| {
        let before = host.memory.pages;
        let after = before.checked_add(pages)?;
        if after > host.memory.limit {
            return None;
        }
        host.memory.pages = after;
        Some(before)
    })
}

pub fn page_address(page: usize) -> usize {
    host(|host| host.memory.base + page * PAGE_SIZE)
}

pub fn page_of(address: usize) -> usize {
    host(|host| address.saturating_sub(host.memory.base) / PAGE_SIZE)
}

pub fn trap() -> ! {
    panic!("trap")
}
