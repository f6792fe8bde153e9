//! The sysroot's C++ library, which is built with exceptions, without, and for threads.

use std::ffi::OsString;
use std::process::Command;
use wasi_ld::option::joined;
use wasi_ld::sysroot::Sysroot;

/// The message for a missing library.
pub const ADVICE: &str = "this sysroot was built without a C++ library (--no-cxx)";

/// The library without exceptions, below the directory of the other one. clang looks only in
/// that one.
const WITHOUT_EXCEPTIONS: &str = "noeh";

/// Options for and against exceptions. The last one counts.
const EXCEPTIONS: &[(&str, bool)] = &[
    ("-fexceptions", true),
    ("-fcxx-exceptions", true),
    ("-fwasm-exceptions", true),
    ("-fno-exceptions", false),
    ("-fno-cxx-exceptions", false),
];

/// Whether the sysroot has the library.
pub fn is_in(sysroot: &Sysroot) -> bool {
    sysroot.root().join("include/c++/v1/__config").is_file()
}

/// Whether a command line has exceptions on, as it is by default.
pub fn throws(args: &[OsString]) -> bool {
    let switched = |arg: &OsString| {
        let known = EXCEPTIONS.iter().find(|(option, _)| arg == option);
        known.map(|(_, on)| *on)
    };
    args.iter().rev().find_map(switched).unwrap_or(true)
}

/// Makes clang link the library without exceptions for a command line without them. It comes
/// after the line, whose own directories are searched first.
pub fn choose(clang: &mut Command, args: &[OsString], sysroot: &Sysroot) {
    // With threads there is only the one with exceptions.
    if !throws(args) && !sysroot.has_threads() {
        let folder = sysroot.lib().join(WITHOUT_EXCEPTIONS);
        clang.arg("--start-no-unused-arguments");
        clang.arg(joined("-L", folder));
        clang.arg("--end-no-unused-arguments");
    }
}

/// The error for exceptions in the encoding of older engines. Programs of C are compiled in it
/// for setjmp, which needs no library.
pub fn encoding_error(args: &[OsString]) -> Option<&'static str> {
    let encoding = args
        .iter()
        .rfind(|arg| arg.as_encoded_bytes().starts_with(b"-wasm-use-legacy-eh="));
    let is_legacy = encoding.is_some_and(|arg| arg == "-wasm-use-legacy-eh=true");
    (is_legacy && throws(args)).then_some(
        "-fwasi-eh=legacy: the C++ library has exceptions in the encoding of the standard alone; \
         add -fno-exceptions",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn the_last_option_counts() {
        for line in ["", "-O2 a.cc", "-fno-exceptions -fexceptions", "-fno-rtti"] {
            assert!(throws(&args(line)), "{line}");
        }
        for line in ["-fno-exceptions", "-fexceptions -O2 -fno-exceptions a.cc"] {
            assert!(!throws(&args(line)), "{line}");
        }
    }

    #[test]
    fn the_old_encoding_is_for_programs_without_exceptions() {
        let legacy = "-mllvm -wasm-use-legacy-eh=true";
        assert!(encoding_error(&args(legacy)).is_some());
        for line in ["", "-fno-exceptions", "-mllvm -wasm-use-legacy-eh=false"] {
            let line = format!("{legacy} {line}");
            let is_error = line.trim_end() == legacy;
            assert_eq!(encoding_error(&args(&line)).is_some(), is_error, "{line}");
        }
        assert!(encoding_error(&args("a.cc")).is_none());
    }
}
