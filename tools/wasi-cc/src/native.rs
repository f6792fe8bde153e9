//! The native programs, which come after some of ours on PATH.

use crate::names;
use std::env;
use std::path::{Path, PathBuf};
use wasi_ld::sysroot::Sysroot;

/// Searches PATH for these names in order, and returns the first program that is not ours,
/// of this sysroot or another.
pub fn find(programs: &[&str], sysroot: &Sysroot) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path)
        .filter(|folder| folder.is_absolute() && *folder != sysroot.plain())
        .collect();
    programs.iter().find_map(|name| {
        let candidates = folders.iter().map(|folder| folder.join(name));
        candidates
            .into_iter()
            .find(|program| program.is_file() && !is_ours(program))
    })
}

/// Whether a program is one of ours, of this sysroot or another.
pub fn is_ours(program: &Path) -> bool {
    let real = program.canonicalize().unwrap_or_default();
    names::base_name(real.as_os_str()) == "wasi-cc"
}
