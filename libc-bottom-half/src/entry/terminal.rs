//! The controlling terminal: not a syscall. The C library has a weak function of the same name,
//! which fails with `NXIO`.

use crate::errno::Errno;
use crate::inside::device::controlling;

/// Links this member: a program that sets a terminal may open `/dev/tty` for it.
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__has_terminal"))]
pub extern "C" fn has_terminal() {}

/// A number of the host's, or a negative error number.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__open_terminal"))]
pub extern "C" fn open_terminal(close_on_exec: bool) -> isize {
    controlling(close_on_exec).map_or_else(Errno::to_syscall, |fd| fd.0 as isize)
}
