//! The pages that `mlock` keeps in memory, which `msync` must not read again.
//!
//! Only a program that locks pages links the set; in other programs there is no
//! [`Locks`].

use core::cell::Cell;

use crate::state::{process, system};
use core::ops::Range;

use crate::mm::{self, MOST, pages};

pages! { process:
    static LOCKED;
}

/// The interface for the calls for maps.
struct Locks {
    has: fn(Range<usize>) -> bool,
    appeared: fn(Range<usize>),
}

system! {
    /// Linked by programs that can lock pages.
    static LOCKS: Cell<Option<&'static Locks>> = Cell::new(None);
}

process! {
    /// Whether pages are locked as soon as they are mapped: `MCL_FUTURE`.
    static FUTURE: Cell<bool> = Cell::new(false);
}

/// Whether one of the pages is locked.
#[inline]
pub fn has(pages: Range<usize>) -> bool {
    LOCKS
        .with(Cell::get)
        .is_some_and(|locks| (locks.has)(pages))
}

/// Pages have been mapped, and are not the ones that were locked before.
#[inline]
pub fn appeared(pages: Range<usize>) {
    if let Some(locks) = LOCKS.with(Cell::get) {
        (locks.appeared)(pages);
    }
}

/// Locks pages, or unlocks them.
pub fn set(pages: Range<usize>, on: bool) {
    LOCKED.with(|set| mm::change(set, pages, on));
    if on {
        LOCKS.with(|slot| {
            slot.set(Some(&Locks {
                has: |pages| LOCKED.with(|set| !mm::is_out(set, pages)),
                appeared: |pages| set(pages, FUTURE.with(Cell::get)),
            }));
        });
    }
}

/// Locks or unlocks all existing pages, and all future ones.
pub fn set_all(current: bool, future: bool) {
    FUTURE.with(|slot| slot.set(future));
    if current {
        set(0..MOST, true);
    } else if future {
        // From now on, code that maps pages must report it.
        set(0..0, true);
    }
}

/// Unlocks all.
pub fn clear() {
    FUTURE.with(|slot| slot.set(false));
    set(0..MOST, false);
}
