//! The numbers of descriptors, in a program that can open something.
//!
//! All of it is in one archive member. The C library has a weak `__host_number` that returns
//! its argument, and a weak `__host_numbers_differ` that is 0: a program that opens nothing
//! does not link this member.

use core::cell::Cell;

use crate::errno::Result;
use crate::state::system;
use crate::wasi::{Fd, number};

system! {
    /// Whether any number differs from the host's.
    #[unsafe(export_name = "__host_numbers_differ")]
    static DIFFER: Cell<bool> = Cell::new(false);
}

/// The host's number of a descriptor. Not inlined, so that the weak one may stand in for it.
#[inline(never)]
#[unsafe(export_name = "__host_number")]
pub extern "C" fn host_number(fd: i32) -> i32 {
    number::host(Fd(fd))
}

/// As [`number::opened`].
#[inline(never)]
pub fn opened(host: i32) -> Result<Fd> {
    let fd = number::opened(host)?;
    if fd.0 != host {
        DIFFER.with(|differ| differ.set(true));
    }
    Ok(fd)
}
