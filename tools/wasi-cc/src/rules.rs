//! Arguments that clang or wasm-ld would not understand, or would take for a target
//! that this is not. Everything that no rule names passes through untouched.

use crate::Args;
use std::ffi::{OsStr, OsString};

/// How an argument is recognised.
#[derive(Clone, Copy, Debug)]
enum Match {
    /// This argument.
    Is(&'static str),
    /// This argument and the one after it.
    Takes(&'static str),
    /// This argument, when the one after it is the second.
    Pair(&'static str, &'static str),
    /// Every argument that starts so.
    Starts(&'static str),
}
use Match::{Is, Pair, Starts, Takes};

#[derive(Clone, Copy, Debug)]
pub struct Rule {
    matches: Match,
    becomes: &'static [&'static str],
    /// Why; for the reader.
    #[expect(dead_code, reason = "a rule without its reason cannot be judged later")]
    reason: &'static str,
}

const fn drop(matches: Match, reason: &'static str) -> Rule {
    Rule {
        matches,
        becomes: &[],
        reason,
    }
}

/// For clang.
pub const COMPILE: &[Rule] = &[
    Rule {
        matches: Is("-pthread"),
        becomes: &["-D_REENTRANT"],
        reason: "clang turns on atomics and shared memory, which wasm32-wasip1 does not have; \
                 the pthread functions of this libc need neither",
    },
    drop(
        Is("-rdynamic"),
        "nothing looks symbols up at run time; clang would warn that it is unused",
    ),
    drop(
        Is("-ffat-lto-objects"),
        "machine code beside bitcode; only ELF's objects have room for both",
    ),
    Rule {
        matches: Is("-fwasi-eh=legacy"),
        becomes: &["-mllvm", "-wasm-use-legacy-eh=true"],
        reason: "setjmp in the encoding of engines older than the exception handling standard",
    },
    Rule {
        matches: Is("-fwasi-eh=standard"),
        becomes: &["-mllvm", "-wasm-use-legacy-eh=false"],
        reason: "the default, to undo -fwasi-eh=legacy",
    },
];

const ELF: &str = "about ELF's dynamic linking or page protection; a wasm module has neither";
const ARCHIVES: &str = "wasm-ld searches archives again by itself";
const REPORT: &str =
    "a report or an optimisation that wasm-ld does not have; the module is the same";

/// For wasm-ld: what Linux builds pass to every linker and what means nothing here.
/// Arguments that change what a program does (linker scripts, symbol versions) are
/// not in the list and still fail.
pub const LINK: &[Rule] = &[
    drop(Is("--as-needed"), ELF),
    drop(Is("--no-as-needed"), ELF),
    drop(Is("--enable-new-dtags"), ELF),
    drop(Is("--disable-new-dtags"), ELF),
    drop(Is("--no-copy-dt-needed-entries"), ELF),
    drop(Is("--copy-dt-needed-entries"), ELF),
    drop(Is("--allow-shlib-undefined"), ELF),
    drop(Is("--no-allow-shlib-undefined"), ELF),
    drop(Is("--eh-frame-hdr"), ELF),
    drop(Is("-Bsymbolic-functions"), ELF),
    drop(Starts("--hash-style="), ELF),
    drop(Starts("--exclude-libs="), ELF),
    drop(Takes("--exclude-libs"), ELF),
    drop(Starts("-rpath"), ELF),
    drop(Starts("--rpath"), ELF),
    drop(Pair("-z", "relro"), ELF),
    drop(Pair("-z", "norelro"), ELF),
    drop(Pair("-z", "now"), ELF),
    drop(Pair("-z", "lazy"), ELF),
    drop(Pair("-z", "noexecstack"), ELF),
    drop(Pair("-z", "origin"), ELF),
    drop(Pair("-z", "text"), ELF),
    drop(Pair("-z", "cet-report=error"), ELF),
    drop(Pair("-z", "defs"), "the default of wasm-ld"),
    drop(Is("--no-undefined"), "the default of wasm-ld"),
    drop(Is("--start-group"), ARCHIVES),
    drop(Is("--end-group"), ARCHIVES),
    drop(Is("-("), ARCHIVES),
    drop(Is("-)"), ARCHIVES),
    drop(Is("--warn-common"), REPORT),
    drop(Is("--sort-common"), REPORT),
    drop(Is("--relax"), REPORT),
    drop(Is("--no-relax"), REPORT),
    drop(Is("--stats"), REPORT),
    drop(Is("--cref"), REPORT),
];

/// `args` with `rules` applied.
pub fn apply(rules: &[Rule], args: Args) -> Args {
    let mut kept = Args::with_capacity(args.len());
    let mut args = args.into_iter().peekable();
    while let Some(arg) = args.next() {
        let Some(rule) = rules.iter().find(|rule| rule.matches(&arg, args.peek())) else {
            kept.push(arg);
            continue;
        };
        if rule.takes_next(&arg) {
            args.next();
        }
        kept.extend(rule.becomes.iter().map(OsString::from));
    }
    kept
}

impl Rule {
    fn matches(&self, arg: &OsStr, next: Option<&OsString>) -> bool {
        match self.matches {
            Is(name) | Takes(name) => arg == name,
            Pair(name, value) => arg == name && next.is_some_and(|next| next == value),
            Starts(prefix) => arg.as_encoded_bytes().starts_with(prefix.as_bytes()),
        }
    }

    fn takes_next(&self, arg: &OsStr) -> bool {
        match self.matches {
            Is(_) => false,
            Takes(_) | Pair(..) => true,
            // `-rpath DIR` and `-rpath=DIR`.
            Starts(prefix) => !prefix.ends_with('=') && !arg.as_encoded_bytes().contains(&b'='),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(rules: &[Rule], line: &str) -> String {
        let args = line.split(' ').map(OsString::from).collect();
        let kept = apply(rules, args);
        kept.join(OsStr::new(" ")).into_string().expect("was text")
    }

    #[test]
    fn compile() {
        assert_eq!(through(COMPILE, "-O2 -pthread a.c"), "-O2 -D_REENTRANT a.c");
        assert_eq!(
            through(COMPILE, "-fwasi-eh=legacy -c a.c"),
            "-mllvm -wasm-use-legacy-eh=true -c a.c"
        );
        assert_eq!(
            through(COMPILE, "-fwasi-eh=standard"),
            "-mllvm -wasm-use-legacy-eh=false"
        );
        assert_eq!(through(COMPILE, "-rdynamic a.o"), "a.o");
        assert_eq!(through(COMPILE, "-flto -ffat-lto-objects a.c"), "-flto a.c");
        assert_eq!(through(COMPILE, "-pthreads -z"), "-pthreads -z");
    }

    #[test]
    fn link_drops_what_it_names_and_its_value() {
        assert_eq!(
            through(LINK, "-z relro a.o -z stack-size=9"),
            "a.o -z stack-size=9"
        );
        assert_eq!(through(LINK, "-rpath /x a.o"), "a.o");
        assert_eq!(through(LINK, "-rpath=/x a.o"), "a.o");
        assert_eq!(through(LINK, "-rpath-link /x a.o"), "a.o");
        assert_eq!(through(LINK, "--exclude-libs ALL a.o"), "a.o");
        assert_eq!(through(LINK, "--hash-style=gnu a.o"), "a.o");
        assert_eq!(
            through(LINK, "--start-group a.a b.a --end-group"),
            "a.a b.a"
        );
        assert_eq!(through(LINK, "-Map=a.map --cref a.o"), "-Map=a.map a.o");
        assert_eq!(through(LINK, "a.o -z"), "a.o -z");
    }

    #[test]
    fn link_keeps_what_would_change_the_program() {
        for line in [
            "-T script.ld",
            "--version-script=x",
            "--export=f",
            "-e start",
        ] {
            assert_eq!(through(LINK, line), line);
        }
    }
}
