//! `linker = "wasi-cc"`, or another name of ours, for rustc: Rust programs with this libc.
//!
//! rustc takes a linker that it does not know for lld, and begins the line with
//! `-flavor wasm`. It brings the start-up objects and the libc of wasi-libc along, in a
//! directory called `self-contained`: ours stand in for them. Without those
//! (`-C link-self-contained=no`) it leaves start and libc to the linker.

use crate::Args;
use crate::option::after;
use crate::sysroot::Sysroot;
use std::ffi::{OsStr, OsString};
use std::path::Path;

const FLAVOR: [&str; 2] = ["-flavor", "wasm"];

/// Where rustc keeps the libc of a target.
const SELF_CONTAINED: &str = "self-contained";

/// The line of a linker, if it is that of a linker that rustc does not know.
pub fn take_flavor(args: &[OsString]) -> Option<Args> {
    let rest = args.strip_prefix(FLAVOR.map(OsString::from).as_slice())?;
    Some(rest.to_vec())
}

/// The linker's line with our libc, if it is one of rustc's; others stay.
pub fn settle(args: Args, flavored: bool, sysroot: &Sysroot) -> Args {
    if !flavored && !args.iter().any(|arg| extension_is(arg, "rlib")) {
        return args;
    }
    let lib = sysroot.lib();
    let mut settled = Args::new();
    let mut args = args.into_iter().peekable();
    while let Some(arg) = args.next() {
        if let Some(name) = start_of(&arg) {
            settled.push(lib.join(name).into());
        } else if arg == "-L" && is_self_contained(args.peek()) {
            args.next();
        } else if !is_left_out(&arg) {
            settled.push(arg);
        }
    }
    let has = |is: &dyn Fn(&str) -> bool| {
        let mut texts = settled.iter().filter_map(|arg| arg.to_str());
        texts.any(is)
    };
    let starts_itself = has(&|arg| arg.contains("crt1") && arg.ends_with(".o"));
    if !starts_itself && !has(&|arg| ["--no-entry", "--relocatable", "-r"].contains(&arg)) {
        settled.insert(0, lib.join("crt1-command.o").into());
    }
    settled.extend([
        "-L".into(),
        lib.into(),
        "-lc".into(),
        sysroot.builtins().into(),
    ]);
    settled
}

/// The name of a start-up object of rustc's, which has no directory where rustc has none.
fn start_of(arg: &OsStr) -> Option<&OsStr> {
    let path = Path::new(arg);
    let name = path.file_name()?;
    let is_start = name == "crt1-command.o" || name == "crt1-reactor.o";
    let is_theirs = is_self_contained(path.parent()) || name == arg && !path.exists();
    (is_start && is_theirs).then_some(name)
}

fn is_left_out(arg: &OsStr) -> bool {
    // The libraries of old versions hold a file that is no object, of which wasm-ld warns.
    arg == "--fatal-warnings" || is_self_contained(after(arg, "-L"))
}

fn is_self_contained(directory: Option<impl AsRef<Path>>) -> bool {
    directory.is_some_and(|directory| directory.as_ref().ends_with(SELF_CONTAINED))
}

fn extension_is(arg: &OsStr, extension: &str) -> bool {
    Path::new(arg).extension() == Some(extension.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_flavor_is_taken_off() {
        assert_eq!(take_flavor(&args("-flavor wasm a.o")), Some(args("a.o")));
        assert_eq!(take_flavor(&args("a.o -flavor wasm")), None);
    }
}
