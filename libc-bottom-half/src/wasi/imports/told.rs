//! True modes of files, in a program that links the service for them.

use preview1::service::Operation;

use crate::abi::stat::Stat;
use crate::errno::{Errno, Result};
use crate::wasi::Fd;

unsafe extern "C" {
    /// `entry/modes.rs`, or the C library's, which fails with `NOSYS`.
    fn __told(
        operation: u32,
        fd: Fd,
        path: *const u8,
        len: usize,
        flags: i32,
        numbers: u64,
        stat: Option<&mut Stat>,
    ) -> u16;

    /// Links the table of descriptors.
    safe fn __has_table();
}

/// Calls `_answer`, in a program that links `entry/modes.rs`; fails with `NOSYS` in any other.
#[inline]
pub fn told(
    operation: Operation,
    (fd, path, flags): (Fd, &[u8], i32),
    numbers: u64,
    stat: Option<&mut Stat>,
    _answer: impl FnOnce(Operation, (Fd, &[u8], i32), u64, Option<&mut Stat>) -> Result,
) -> Result {
    let (start, len) = (path.as_ptr(), path.len());
    // SAFETY: it reads as many bytes as there are, and writes the answer.
    Errno::from_own(unsafe { __told(operation.0, fd, start, len, flags, numbers, stat) })
}

#[inline(always)]
pub fn has_table() {
    __has_table();
}
