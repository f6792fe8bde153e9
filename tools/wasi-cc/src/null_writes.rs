//! Finds commands that build for debugging. Programs that they link report writes through a
//! null pointer ([`wasi_ld::null_writes`]).

use crate::missing_header;
use std::ffi::OsString;

/// Whether a line of the compiler's is for debugging: `-g`, or a source without `-O`.
pub fn is_wanted(args: &[OsString]) -> bool {
    let text = || args.iter().filter_map(|arg| arg.to_str());
    let debug = text().rfind(|arg| arg.starts_with("-g"));
    let level = text().rfind(|arg| arg.starts_with("-O"));
    let is_debug = debug.is_some_and(|option| option != "-g0" && !option.contains('='));
    let is_plain = missing_header::sources(args).next().is_some()
        && level.is_none_or(|option| option == "-O0");
    is_debug || is_plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_option_counts() {
        let wanted = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            is_wanted(&args)
        };
        assert!(wanted("-g -O2 a.o"));
        assert!(wanted("a.c") && wanted("-O2 -O0 a.c"));
        assert!(!wanted("-O2 a.c") && !wanted("-g -g0 -O1 a.c"));
        assert!(!wanted("a.o -o a"));
    }
}
