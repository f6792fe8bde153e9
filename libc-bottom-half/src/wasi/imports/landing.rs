//! The place for a list that the host returns.
//!
//! The host calls `cabi_realloc` (`entry/realloc.rs`) for it. While a call waits for a list, the
//! list goes where the caller wants it: bytes, which need no alignment, to one place, and
//! records to another.

use core::cell::Cell;

use crate::state::system;
use crate::user::BytesMut;

/// Two places: their addresses and sizes. A place is used once.
#[derive(Clone, Copy)]
struct Places {
    bytes: [usize; 2],
    records: [usize; 2],
}

const NONE: Places = Places {
    bytes: [0; 2],
    records: [0; 2],
};

system! {
    static PLACES: Cell<Places> = Cell::new(NONE);
}

unsafe extern "C" {
    /// Links `cabi_realloc`.
    safe fn __has_realloc();
}

/// Makes a call whose bytes, and whose records, go to these places.
pub fn landing<R>(bytes: BytesMut<'_>, records: BytesMut<'_>, call: impl FnOnce() -> R) -> R {
    let place = |at: BytesMut<'_>| [at.ptr().addr(), at.len()];
    __has_realloc();
    PLACES.with(|places| {
        places.set(Places {
            bytes: place(bytes),
            records: place(records),
        });
    });
    let result = call();
    PLACES.with(|places| places.set(NONE));
    result
}

/// The place for a list of this size, or `None`.
pub fn place(align: usize, size: usize) -> Option<usize> {
    PLACES.with(|cell| {
        let mut places = cell.get();
        let place = match align {
            1 => &mut places.bytes,
            _ => &mut places.records,
        };
        let [at, room] = core::mem::take(place);
        let fits = at != 0 && size <= room && at.is_multiple_of(align.max(1));
        cell.set(places);
        fits.then_some(at)
    })
}
