//! `wasi-cc` passes the linker's settings as arguments, which clang hands on. So `-v` and
//! `-###` show everything that a link depends on, and the printed command repeats the link.
//!
//! Variables that users set ([`wasi_ld::own_options`]) are not handed over: the linker reads
//! them itself, as it does when no driver has started it.

use crate::{Args, native};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use wasi_ld::option::after;

/// Options that end before the link.
const NO_LINK: &[&str] = &["-c", "-S", "-E", "-M", "-MM", "-fsyntax-only"];

/// Options whose value is the next argument and is no file to link.
const TAKE_A_VALUE: &[&str] = &[
    "-o",
    "-x",
    "-I",
    "-L",
    "-D",
    "-U",
    "-B",
    "-T",
    "-u",
    "-z",
    "-e",
    "-MF",
    "-MT",
    "-MQ",
    "-include",
    "-imacros",
    "-isystem",
    "-iquote",
    "-idirafter",
    "-isysroot",
    "--sysroot",
    "-target",
    "--param",
    "-mllvm",
    "-Xclang",
    "-Xpreprocessor",
    "-Xassembler",
];

/// The inputs that clang precompiles as headers.
const HEADERS: &[&str] = &["h", "H", "hh", "hp", "hpp", "hxx", "h++"];

/// Options that name another linker than the config file does.
const LINKERS: &[&str] = &["-fuse-ld=", "--ld-path="];

/// The arguments that make clang pass `told` to the linker, if this command line links with
/// ours.
pub fn arguments(args: &[OsString], told: Args) -> Args {
    if !links(args) || !named_linker(args).is_none_or(|linker| native::is_ours(&linker)) {
        return Args::new();
    }
    let mut arguments: Args = vec!["--start-no-unused-arguments".into()];
    // -Wl, would divide a path at its commas.
    arguments.extend(told.into_iter().flat_map(|arg| ["-Xlinker".into(), arg]));
    arguments.push("--end-no-unused-arguments".into());
    arguments
}

/// Whether clang links: no option ends it earlier, and there is a file to link. clang counts
/// an argument for the linker as a file to link, so an argument would make `wasi-cc -v`
/// link, and also a command that precompiles a header.
fn links(args: &[OsString]) -> bool {
    let mut found = false;
    let mut before = OsStr::new("");
    for arg in args {
        let text = arg.to_str().unwrap_or_default();
        let makes_header = (before == "-x" || text.starts_with("-x")) && text.ends_with("-header");
        if NO_LINK.contains(&text) || makes_header {
            return false;
        }
        let is_value = TAKE_A_VALUE.iter().any(|option| before == *option);
        let is_for_linker =
            text.starts_with("-l") || text.starts_with("-Wl,") || before == "-Xlinker";
        let is_file = text == "-" || !arg.as_encoded_bytes().starts_with(b"-");
        found |= is_for_linker || is_file && !is_value && !is_header(Path::new(arg));
        before = arg;
    }
    found
}

/// The linker that a command line names itself.
fn named_linker(args: &[OsString]) -> Option<PathBuf> {
    let named = |arg: &OsString| LINKERS.iter().find_map(|option| after(arg, option));
    args.iter().rev().find_map(named).map(PathBuf::from)
}

fn is_header(file: &Path) -> bool {
    let extension = file.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| HEADERS.contains(&extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn only_what_links_is_handed_over() {
        for line in [
            "a.c",
            "a.o -o a",
            "-o a -",
            "program",
            "-I x -L y a.c z.h",
            "-lm",
            "-Wl,-v",
            "-Xlinker -v",
        ] {
            assert!(links(&args(line)), "{line}");
        }
        for line in [
            "",
            "-v",
            "--version",
            "-o a",
            "-c a.c",
            "-E -",
            "a.c -S -o a.s",
            "a.h",
            "-x c-header a",
            "-xc++-header a",
            "-I x -include y",
        ] {
            assert!(!links(&args(line)), "{line}");
        }
    }

    #[test]
    fn each_argument_goes_to_the_linker_whole() {
        assert_eq!(
            arguments(&args("a.c"), args("--x=a,b -y")),
            args(
                "--start-no-unused-arguments -Xlinker --x=a,b -Xlinker -y \
                 --end-no-unused-arguments"
            )
        );
        for line in ["-c a.c", "-fuse-ld=/x/ld a.c", "a.c --ld-path=/x/wasm-ld"] {
            assert_eq!(arguments(&args(line), args("-y")), args(""));
        }
    }
}
