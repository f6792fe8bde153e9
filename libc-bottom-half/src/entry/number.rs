//! The numbers of descriptors, in a program that can open something.
//!
//! Both functions stand in one archive member. The C library has a weak `__host_number` that
//! returns what it gets: a program that opens nothing never sees this member.

use crate::errno::Result;
use crate::wasi::{Fd, number};

/// The host's number of a descriptor. Not inlined, so that the weak one may stand in for it.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__host_number"))]
pub extern "C" fn host_number(fd: i32) -> i32 {
    number::host(Fd(fd))
}

/// As [`number::opened`].
#[inline(never)]
pub fn opened(host: i32) -> Result<Fd> {
    number::opened(host)
}
