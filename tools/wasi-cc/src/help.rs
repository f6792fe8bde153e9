//! `--wasi-help` and `--wasi-version`: what clang's own `--help` and `--version` cannot say.

use llvm::{BIN_VARIABLE, CLANG_VARIABLE};
use std::fmt::Write;
use std::fs;
use wasi_ld::sysroot::Sysroot;

/// Prints [`help`].
pub const HELP: &str = "--wasi-help";

/// Prints [`version`].
pub const VERSION: &str = "--wasi-version";

/// Prints every name that this program answers to, one a line.
pub const PRINT_NAMES: &str = "--wasi-print-names";

/// Prints the names of [`crate::names::PLAIN`], one a line.
pub const PRINT_PLAIN_NAMES: &str = "--wasi-print-plain-names";

/// A name as the command line or the environment has it, and what it does.
pub struct Entry {
    pub name: &'static str,
    pub does: &'static str,
}

const fn entry(name: &'static str, does: &'static str) -> Entry {
    Entry { name, does }
}

/// A test compares these with the sources of the parsers, and with `docs/wasi-cc.md`.
pub const OPTIONS: &[Entry] = &[
    entry(
        "-Wwasi-refused=probes|note|error|none",
        "report system calls that always fail on WASI, when linking",
    ),
    entry(
        "-f[no-]wasi-launcher",
        "link a file that this machine starts, with the module beside it",
    ),
    entry(
        "-f[no-]wasi-function-casts",
        "make calls of functions by another type work, when linking",
    ),
    entry(
        "-f[no-]wasi-spill-pointers",
        "keep pointers in memory for a garbage collector, when linking",
    ),
    entry(
        "-f[no-]wasi-processes",
        "link a program for wasi-run --processes: fork and exec count as working",
    ),
    entry(
        "-f[no-]wasi-threads",
        "make a program that starts threads: --target=wasm32-wasip1-threads",
    ),
    entry(
        "-f[no-]wasi-network",
        "make a component that opens connections: --target=wasm32-wasip2",
    ),
    entry(
        "-f[no-]wasi-opt",
        "optimise the module with Binaryen's wasm-opt, when linking",
    ),
    entry(
        "-f[no-]wasi-linux",
        "define __linux__ and __linux, when compiling",
    ),
    entry(
        "-fwasi-eh=legacy|standard",
        "choose the encoding of setjmp and longjmp",
    ),
    entry(HELP, "print this list"),
    entry(VERSION, "print the versions of wasi-cc and of its sysroot"),
    entry(
        PRINT_NAMES,
        "print the other names of this program, one a line",
    ),
    entry(
        PRINT_PLAIN_NAMES,
        "print the names that it has on PATH under wasi-make",
    ),
];

pub const VARIABLES: &[Entry] = &[
    entry(CLANG_VARIABLE, "the clang to use, a path or a name on PATH"),
    entry(BIN_VARIABLE, "the directory of clang and the LLVM tools"),
    entry(
        "WASI_SYSROOT",
        "the sysroot to use instead of the one around wasi-cc",
    ),
    entry(
        "WASI_REFUSED",
        "the value of -Wwasi-refused for links that do not say",
    ),
    entry(
        "WASI_LAUNCHER",
        "1: -fwasi-launcher for links that do not say",
    ),
    entry(
        "WASI_FUNCTION_CASTS",
        "1: -fwasi-function-casts for links that do not say",
    ),
    entry(
        "WASI_SPILL_POINTERS",
        "1: -fwasi-spill-pointers for links that do not say",
    ),
    entry(
        "WASI_PROCESSES",
        "1: -fwasi-processes for links that do not say",
    ),
    entry(
        "WASI_THREADS",
        "1: -fwasi-threads for commands that do not say",
    ),
    entry(
        "WASI_NETWORK",
        "1: -fwasi-network for commands that do not say",
    ),
    entry("WASI_OPT", "1: -fwasi-opt for links that do not say"),
    entry(
        "WASI_WASM_OPT",
        "the wasm-opt of -fwasi-opt, a path or a name on PATH",
    ),
    entry(
        "WASI_LINUX",
        "1: -fwasi-linux for compilations that do not say",
    ),
    entry(
        "WASI_DEBUG",
        "1 or 0: always or never check for writes through null pointers",
    ),
    entry(
        "WASI_MACHINE",
        "the machine that uname names under wasi-make",
    ),
    entry(
        "WASI_RUN_DIRS",
        "the directories that launchers give their programs, with colons between",
    ),
    entry(
        "WASI_RUN_ENV",
        "the variables that launchers give their programs, with colons between",
    ),
    entry(
        "WASI_RUN_PROCESSES",
        "what launchers let their programs execute: modules, native, native:LIST or none",
    ),
    entry(
        "WASI_RUN_NET",
        "where launchers let components connect: places of --allow-net, or none",
    ),
];

/// How wide the column of names is.
const WIDTH: usize = 38;

pub fn help() -> String {
    let mut text = String::from(
        "wasi-cc takes clang's options (clang --help lists them) and these:\n\nOptions:\n",
    );
    list(&mut text, OPTIONS);
    text += "\nEnvironment variables:\n";
    list(&mut text, VARIABLES);
    text + "\nThe manual page wasi-cc(1) describes each.\n"
}

fn list(text: &mut String, entries: &[Entry]) {
    for Entry { name, does } in entries {
        let _ = writeln!(text, "  {name:WIDTH$} {does}");
    }
}

/// The versions, and the commit, where the sysroot was packed from one.
pub fn version() -> String {
    let mut text = format!("wasi-cc {}", env!("CARGO_PKG_VERSION"));
    let Ok(sysroot) = Sysroot::find() else {
        return text + "\n";
    };
    if let Ok(commit) = fs::read_to_string(sysroot.commit()) {
        let _ = write!(text, " (commit {})", commit.trim_end());
    }
    let _ = write!(text, "\nsysroot {}", sysroot.root().display());
    if let Some(major) = sysroot.clang_major() {
        let _ = write!(text, ", built with clang {major}");
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;
    use wasi_ld::own_options::{CLANG, COMMON, COMPONENT, NULL_WRITES, OPT_LEVEL, SOURCE, SYSROOT};

    /// Arguments from the driver to the linker, which users do not write.
    const HANDED_OVER: [&str; 7] = [
        SYSROOT,
        CLANG,
        SOURCE,
        COMMON,
        COMPONENT,
        NULL_WRITES,
        OPT_LEVEL,
    ];

    /// Each spelling that the list stands for, without values.
    fn listed() -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for Entry { name, .. } in OPTIONS.iter().chain(VARIABLES) {
            let name = name.split('=').next().unwrap();
            match name.strip_prefix("-f[no-]") {
                Some(rest) => names.extend([format!("-f{rest}"), format!("-fno-{rest}")]),
                None => drop(names.insert(name.to_owned())),
            }
        }
        names
    }

    /// The names of ours in a text that stand behind `mark`.
    fn named(text: &str, mark: char) -> BTreeSet<String> {
        let is_ours = |name: &str| {
            ["-fwasi-", "-fno-wasi-", "-Wwasi-", "--wasi-", "WASI_"]
                .iter()
                .any(|start| name.starts_with(start) && name.len() > start.len())
        };
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        text.match_indices(mark)
            .map(|(at, _)| {
                let rest = &text[at + mark.len_utf8()..];
                &rest[..rest.find(|letter| !is_part(letter)).unwrap_or(rest.len())]
            })
            .filter(|name| is_ours(name))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn the_list_has_what_the_tools_read() {
        let tools = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let mut read = BTreeSet::new();
        for folder in [
            "wasi-cc/src",
            "wasi-cc/src/build",
            "wasi-ld/src",
            "llvm/src",
        ] {
            for file in fs::read_dir(tools.join(folder)).unwrap() {
                let file = file.unwrap().path();
                if file.extension().is_some_and(|it| it == "rs") && !file.ends_with("help.rs") {
                    read.extend(named(&fs::read_to_string(&file).unwrap(), '"'));
                }
            }
        }
        for name in HANDED_OVER {
            assert!(read.remove(name.trim_end_matches('=')), "{name}");
        }
        let own = [HELP, VERSION, PRINT_NAMES, PRINT_PLAIN_NAMES].map(str::to_owned);
        read.extend(own);
        assert_eq!(listed(), read);
    }

    #[test]
    fn the_list_and_the_manual_have_the_same() {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/wasi-cc.md");
        let page = fs::read_to_string(page).unwrap();
        let mut told = named(&page, '`');
        // wasi-run's, which is in its --help.
        told.retain(|name| name != "WASI_RUN_CACHE");
        assert_eq!(listed(), told);
    }

    #[test]
    fn each_line_fits_a_terminal() {
        for line in help().lines() {
            assert!(line.len() <= 120, "{line}");
        }
        assert!(version().starts_with("wasi-cc 0."));
    }
}
