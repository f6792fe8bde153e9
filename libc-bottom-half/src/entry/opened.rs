//! Remembers the directories that a program opens. Not a syscall: the C library has a weak
//! function of the same name, which does nothing.

use crate::path::opened::remember;
use crate::wasi::Fd;

/// Links this member. It is called where a descriptor of a directory may stand before a path.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__remembers_folders"))]
pub extern "C" fn remembers_folders() {}

/// Not inlined, so that the weak one may stand in for it.
///
/// # Safety
///
/// `len` bytes at `path` are readable.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__remember_folder"))]
pub unsafe extern "C" fn remember_folder(
    opened: Fd,
    dirfd: Fd,
    path: *const u8,
    len: usize,
    is_folder: bool,
) {
    // SAFETY: the caller's promise.
    let path = unsafe { core::slice::from_raw_parts(path, len) };
    remember(opened, dirfd, path, is_folder);
}
