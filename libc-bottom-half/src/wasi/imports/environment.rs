//! The C library's functions for the environment, in a program that has one.

unsafe extern "C" {
    /// Calls `chdir` with `PWD`, if that is an absolute path.
    safe fn __start_folder();

    /// Whether a file of this name lies in a directory that `PATH` names.
    fn __on_path(name: *const u8, len: usize) -> i32;
}

/// Changes to the start directory that the environment names. The C library calls
/// `_chdir`, which implements `chdir`: a program without an environment does not link it
/// (700 bytes).
#[inline]
pub fn start_folder(_chdir: impl FnOnce(&[u8])) {
    __start_folder();
}

/// Whether a file of this name lies in a directory that `PATH` names.
#[inline]
pub fn is_on_path(name: &[u8]) -> bool {
    // SAFETY: it reads as many bytes as there are.
    unsafe { __on_path(name.as_ptr(), name.len()) != 0 }
}
