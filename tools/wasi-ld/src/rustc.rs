//! `linker = "wasi-cc"`, or another name of ours, for rustc: Rust programs with this libc.
//!
//! rustc treats a linker that it does not know as lld, and begins the line with
//! `-flavor wasm`. It adds the start-up objects and the libc of wasi-libc, from a directory
//! called `self-contained`: ours replace them. Without those (`-C link-self-contained=no`), it
//! leaves start-up and libc to the linker.

use crate::line::{Argument, Flag, Line, What};
use crate::sysroot::Sysroot;
use std::ffi::OsStr;
use std::path::Path;

/// The directory where rustc keeps the libc of a target.
const SELF_CONTAINED: &str = "self-contained";

/// Puts our libc into the line if rustc wrote it; other lines stay unchanged.
pub fn settle(line: &mut Line, sysroot: &Sysroot) {
    let is_rust = |input: &Path| input.extension() == Some("rlib".as_ref());
    if !line.flavored && !line.inputs().any(is_rust) {
        return;
    }
    let lib = sysroot.lib();
    line.arguments.retain(|each| match &each.what {
        What::Folder(folder) => !folder.ends_with(SELF_CONTAINED),
        // The libraries of old versions contain a file that is not an object; wasm-ld warns
        // about it.
        What::Flag(flag) => *flag != Flag::FatalWarnings,
        _ => true,
    });
    for each in &mut line.arguments {
        if let What::Input(path) = &each.what
            && let Some(name) = start_of(path)
        {
            *each = Argument::input(lib.join(name));
        }
    }
    let starts_itself = line.inputs().any(|input| {
        let name = input.to_str().unwrap_or_default();
        name.contains("crt1") && name.ends_with(".o")
    });
    if !starts_itself && !line.has(Flag::NoEntry) && !line.is_relocatable() {
        let start = Argument::input(lib.join("crt1-command.o"));
        line.arguments.insert(0, start);
    }
    line.arguments.extend([
        Argument::folder(lib),
        Argument::library("c"),
        Argument::input(sysroot.builtins()),
    ]);
}

/// The name of rustc's start-up object. It has no directory if rustc has none.
fn start_of(path: &Path) -> Option<&OsStr> {
    let name = path.file_name()?;
    let is_start = name == "crt1-command.o" || name == "crt1-reactor.o";
    let in_theirs = path
        .parent()
        .is_some_and(|parent| parent.ends_with(SELF_CONTAINED));
    let is_theirs = in_theirs || path.as_os_str() == name && !path.exists();
    (is_start && is_theirs).then_some(name)
}
