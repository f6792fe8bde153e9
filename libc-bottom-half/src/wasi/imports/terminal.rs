//! The controlling terminal, in a program that links the service for terminals.

use crate::errno::{Errno, Result};
use crate::wasi::Fd;

unsafe extern "C" {
    /// `entry/terminal.rs`, or the C library's, which fails with `NXIO`.
    safe fn __open_terminal(close_on_exec: bool) -> isize;
}

/// Calls `_open`, in a program that links `entry/terminal.rs`.
#[inline]
pub fn open_terminal(close_on_exec: bool, _open: impl FnOnce(bool) -> Result<Fd>) -> Result<Fd> {
    match __open_terminal(close_on_exec) {
        error @ ..0 => Err(Errno::from_own(-error as u16).err().unwrap_or(Errno::IO)),
        fd => Ok(Fd(fd as i32)),
    }
}
