//! PATH, without the entries that depend on the current directory.
//!
//! An empty entry means the current directory, which may be an untrusted source tree: a
//! program in it must not run because of its name.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The directories of PATH that are named by an absolute path.
pub fn folders() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    absolute(&path)
}

fn absolute(path: &OsStr) -> Vec<PathBuf> {
    env::split_paths(path)
        .filter(|folder| folder.is_absolute())
        .collect()
}

/// The program of this name on PATH.
pub fn find(name: impl AsRef<Path>) -> Option<PathBuf> {
    find_in(&folders(), name)
}

/// The program of this name in the first of `folders` that has it.
pub fn find_in(folders: &[PathBuf], name: impl AsRef<Path>) -> Option<PathBuf> {
    folders
        .iter()
        .map(|folder| folder.join(&name))
        .find(|file| is_program(file))
}

/// Takes the other entries out of this process's PATH, so that this process and its
/// children start programs by name only from absolute directories.
///
/// # Safety
///
/// No other thread runs: call it first in `main`.
pub unsafe fn keep_absolute() {
    let Some(path) = env::var_os("PATH") else {
        return;
    };
    if let Ok(kept) = env::join_paths(absolute(&path))
        && kept != path
    {
        // SAFETY: the caller promises that no other thread reads the environment.
        unsafe { env::set_var("PATH", kept) };
    }
}

/// Whether this is a file that may be run.
pub fn is_program(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        path.metadata()
            .is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_and_relative_entries_do_not_count() {
        let kept = absolute(OsStr::new(":/usr/bin:.:bin::../bin:/bin:"));
        assert_eq!(kept, ["/usr/bin", "/bin"].map(PathBuf::from));
        assert!(absolute(OsStr::new("")).is_empty());
    }
}
