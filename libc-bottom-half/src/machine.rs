//! The machine: its memory, in pages, and how a program stops at once.

#[cfg(not(target_arch = "wasm32"))]
pub use fake::*;
#[cfg(target_arch = "wasm32")]
pub use wasm::*;

/// The size of a page of memory: wasm's, and the `PAGE_SIZE` of C.
pub const PAGE_SIZE: usize = 65536;

#[cfg(target_arch = "wasm32")]
mod wasm {
    use super::PAGE_SIZE;

    /// How many pages the memory has.
    #[inline]
    pub fn memory_size() -> usize {
        core::arch::wasm32::memory_size::<0>()
    }

    /// The address behind the last byte of memory; the very last page is never used.
    #[inline]
    pub fn memory_end() -> usize {
        core::arch::wasm32::memory_size::<0>().saturating_mul(PAGE_SIZE)
    }

    /// Makes the memory larger; returns the previous number of pages, or `None` if the host
    /// or the module's maximum forbids it.
    #[inline]
    pub fn memory_grow(pages: usize) -> Option<usize> {
        match core::arch::wasm32::memory_grow::<0>(pages) {
            usize::MAX => None,
            before => Some(before),
        }
    }

    #[inline]
    pub fn page_address(page: usize) -> usize {
        page * PAGE_SIZE
    }

    #[inline]
    pub fn page_of(address: usize) -> usize {
        address / PAGE_SIZE
    }

    /// Ends the program at once with a trap.
    #[cold]
    pub fn trap() -> ! {
        core::arch::wasm32::unreachable()
    }
}

/// The memory of a test: pages that grow up to a limit, at real addresses.
#[cfg(not(target_arch = "wasm32"))]
mod fake {
    use super::PAGE_SIZE;
    use std::cell::RefCell;

    /// Page numbers count from `base`, as wasm's do from 0.
    #[derive(Default)]
    struct Memory {
        /// Owned here, used by address only.
        _space: Vec<u8>,
        base: usize,
        pages: usize,
        limit: usize,
    }

    std::thread_local! {
        static MEMORY: RefCell<Memory> = RefCell::default();
    }

    /// Gives this thread's machine `pages` of memory, the program's own, that can grow to
    /// `limit`.
    pub fn set_up(pages: usize, limit: usize) {
        let mut space = vec![0; (limit + 1) * PAGE_SIZE];
        let start = space.as_mut_ptr().expose_provenance();
        MEMORY.set(Memory {
            base: start.next_multiple_of(PAGE_SIZE),
            _space: space,
            pages,
            limit,
        });
    }

    /// Takes this thread's memory away.
    pub fn reset() {
        MEMORY.take();
    }

    pub fn memory_size() -> usize {
        MEMORY.with_borrow(|memory| memory.pages)
    }

    pub fn memory_end() -> usize {
        MEMORY.with_borrow(|memory| memory.base + memory.pages * PAGE_SIZE)
    }

    pub fn memory_grow(pages: usize) -> Option<usize> {
        MEMORY.with_borrow_mut(|memory| {
            let before = memory.pages;
            let after = before.checked_add(pages)?;
            if after > memory.limit {
                return None;
            }
            memory.pages = after;
            Some(before)
        })
    }

    pub fn page_address(page: usize) -> usize {
        MEMORY.with_borrow(|memory| memory.base + page * PAGE_SIZE)
    }

    pub fn page_of(address: usize) -> usize {
        MEMORY.with_borrow(|memory| address.saturating_sub(memory.base) / PAGE_SIZE)
    }

    pub fn trap() -> ! {
        panic!("trap")
    }
}
