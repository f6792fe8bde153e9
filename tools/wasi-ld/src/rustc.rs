//! `linker = "wasi-cc"`, or another name of ours, for rustc: Rust programs with this libc.
//!
//! rustc takes a linker that it does not know for lld, and begins the line with
//! `-flavor wasm`. It brings the start-up objects and the libc of wasi-libc along, in a
//! directory called `self-contained`: ours stand in for them. Without those
//! (`-C link-self-contained=no`) it leaves start and libc to the linker.

use crate::line::{Argument, Flag, Line, What};
use crate::sysroot::Sysroot;
use std::ffi::OsStr;
use std::path::Path;

/// Where rustc keeps the libc of a target.
const SELF_CONTAINED: &str = "self-contained";

/// Puts our libc into the line, if it is one of rustc's; others stay.
pub fn settle(line: &mut Line, sysroot: &Sysroot) {
    let is_rust = |input: &Path| input.extension() == Some("rlib".as_ref());
    if !line.flavored && !line.inputs().any(is_rust) {
        return;
    }
    let lib = sysroot.lib();
    line.arguments.retain(|each| match &each.what {
        What::Folder(folder) => !folder.ends_with(SELF_CONTAINED),
        // The libraries of old versions hold a file that is no object, of which wasm-ld warns.
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

/// The name of a start-up object of rustc's, which has no directory where rustc has none.
fn start_of(path: &Path) -> Option<&OsStr> {
    let name = path.file_name()?;
    let is_start = name == "crt1-command.o" || name == "crt1-reactor.o";
    let in_theirs = path
        .parent()
        .is_some_and(|parent| parent.ends_with(SELF_CONTAINED));
    let is_theirs = in_theirs || path.as_os_str() == name && !path.exists();
    (is_start && is_theirs).then_some(name)
}
