//! `-fcommon`: the objects that a command produces, whose variables become common
//! ([`wasi_ld::fcommon`]).

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use wasi_ld::option;

const ON: &str = "-fcommon";
const OFF: &str = "-fno-common";

/// Takes the option out; the last one counts.
pub fn take(args: Vec<OsString>) -> (bool, Vec<OsString>) {
    let wanted = args
        .iter()
        .rfind(|arg| *arg == ON || *arg == OFF)
        .is_some_and(|arg| arg == ON);
    let mut kept = args;
    kept.retain(|arg| arg != ON);
    (wanted, kept)
}

/// The objects that a compiler command produces.
pub fn outputs(args: &[OsString]) -> Vec<PathBuf> {
    if !args.iter().any(|arg| arg == "-c") {
        return Vec::new();
    }
    if let Some(output) = option::last(args, &["-o"]) {
        return vec![output.into()];
    }
    let sources = args.iter().map(Path::new);
    let sources = sources.filter(|path| path.extension() == Some(OsStr::new("c")));
    sources
        .filter_map(|path| Some(Path::new(path.file_name()?).with_extension("o")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn the_last_one_counts() {
        assert_eq!(take(args("-fcommon a.c -c")), (true, args("a.c -c")));
        assert_eq!(
            take(args("-fcommon -fno-common")),
            (false, args("-fno-common"))
        );
        assert!(take(args("-fno-common -fcommon")).0);
        assert!(!take(args("a.c")).0);
    }

    #[test]
    fn objects_are_where_the_compiler_leaves_them() {
        let outputs = |line| {
            let paths = outputs(&args(line));
            let paths = paths.iter().map(|path| path.display().to_string());
            paths.collect::<Vec<_>>()
        };
        assert_eq!(outputs("-c a.c -o x/b.o"), ["x/b.o"]);
        assert_eq!(outputs("-c a.c -ob.o"), ["b.o"]);
        assert_eq!(outputs("-c x/a.c y/b.c"), ["a.o", "b.o"]);
        assert_eq!(outputs("a.c -o a"), [""; 0]);
    }
}
