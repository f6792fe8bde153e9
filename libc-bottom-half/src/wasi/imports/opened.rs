//! Remembering the directories that a program opens, in a program that needs them.

use crate::wasi::Fd;

unsafe extern "C" {
    /// `entry/opened.rs`, or the C library's, which does nothing.
    fn __remember_folder(opened: Fd, dirfd: Fd, path: *const u8, len: usize, is_folder: bool);

    /// Links the former.
    safe fn __remembers_folders();
}

/// Calls `_remember`, in a program that links [`remembers_folders`].
#[inline]
pub fn remember_folder(
    opened: Fd,
    dirfd: Fd,
    path: &[u8],
    is_folder: bool,
    _remember: impl FnOnce(Fd, Fd, &[u8], bool),
) {
    // SAFETY: it reads as many bytes as there are.
    unsafe { __remember_folder(opened, dirfd, path.as_ptr(), path.len(), is_folder) }
}

#[inline(always)]
pub fn remembers_folders() {
    __remembers_folders();
}
