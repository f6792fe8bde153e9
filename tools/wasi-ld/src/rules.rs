//! Arguments that clang or wasm-ld would not understand, or that are meant for other
//! targets. Arguments without a rule pass through untouched. The table for wasm-ld is
//! here, and those for clang are in `wasi-cc`.

use crate::Args;
use std::ffi::{OsStr, OsString};

/// How an argument is recognised.
#[derive(Clone, Copy, Debug)]
pub enum Match {
    /// This argument.
    Is(&'static str),
    /// This argument and the one after it.
    Takes(&'static str),
    /// This argument, when the one after it starts so.
    Pair(&'static str, &'static str),
    /// Every argument that starts so.
    Starts(&'static str),
    /// The same, with a value behind `=` or in the next argument.
    Valued(&'static str),
    /// `-m` or `-mno-`, and one of these or what starts so.
    Machine(&'static [&'static str]),
    /// This argument and a number.
    Number(&'static str),
}
use Match::{Is, Machine, Number, Pair, Starts, Takes, Valued};

/// The replacement for an argument.
#[derive(Clone, Copy, Debug)]
pub enum Becomes {
    These(&'static [&'static str]),
    /// Keeps the argument and its value.
    Itself,
    /// Replaces the part that [`Starts`] names; the rest stays.
    Renamed(&'static str),
}
use Becomes::{Itself, Renamed, These};

#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub matches: Match,
    pub becomes: Becomes,
    /// The reason, for readers of the table.
    pub reason: &'static str,
}

pub const fn drop(matches: Match, reason: &'static str) -> Rule {
    Rule {
        matches,
        becomes: These(&[]),
        reason,
    }
}

pub const fn keep(matches: Match, reason: &'static str) -> Rule {
    Rule {
        matches,
        becomes: Itself,
        reason,
    }
}

const ELF: &str = "concerns ELF's dynamic linking or page protection; a module has neither";
const SYMBOLS: &str = "selects and versions the symbols of an ELF shared library; a module exports \
                       the symbols that --export names";
const LAYOUT: &str = "orders or removes ELF sections";
const ARCHIVES: &str = "wasm-ld searches archives again by itself";
const REPORT: &str =
    "a report or an optimisation that wasm-ld does not have; the module is the same";
const WARNING: &str = "a warning about something that a module does not have";

/// For wasm-ld: options that Linux builds pass to every linker and that have no effect
/// here. Arguments that change the behaviour or the addresses of a program (linker
/// scripts, --defsym) are not in the list: they fail, and [`crate::explain`] says why.
pub const LINK: &[Rule] = &[
    drop(Is("--as-needed"), ELF),
    drop(Is("--no-as-needed"), ELF),
    drop(Is("--add-needed"), ELF),
    drop(Is("--no-add-needed"), ELF),
    drop(Is("--enable-new-dtags"), ELF),
    drop(Is("--disable-new-dtags"), ELF),
    drop(Is("--no-copy-dt-needed-entries"), ELF),
    drop(Is("--copy-dt-needed-entries"), ELF),
    drop(Is("--allow-shlib-undefined"), ELF),
    drop(Is("--no-allow-shlib-undefined"), ELF),
    drop(Is("--eh-frame-hdr"), ELF),
    drop(Is("--no-eh-frame-hdr"), ELF),
    drop(Is("--ld-generated-unwind-info"), ELF),
    drop(Is("--no-ld-generated-unwind-info"), ELF),
    drop(Is("-Bsymbolic-functions"), ELF),
    drop(Starts("--hash-style="), ELF),
    drop(Starts("--hash-size="), ELF),
    drop(Starts("--exclude-libs="), ELF),
    drop(Takes("--exclude-libs"), ELF),
    drop(Valued("-rpath"), ELF),
    drop(Valued("--rpath"), ELF),
    drop(Takes("-R"), ELF),
    drop(Starts("-R/"), ELF),
    drop(Starts("-R$"), ELF),
    drop(Valued("-dynamic-linker"), ELF),
    drop(Valued("--dynamic-linker"), ELF),
    drop(Is("--no-dynamic-linker"), ELF),
    drop(Starts("-I/"), "--dynamic-linker=, in short"),
    drop(Takes("-h"), "--soname, in short"),
    drop(Takes("-f"), "--auxiliary, in short"),
    drop(Takes("-F"), "--filter, in short"),
    drop(Starts("--auxiliary="), ELF),
    drop(Starts("--filter="), ELF),
    drop(Takes("-assert"), ELF),
    drop(Takes("-a"), "selects libraries on HP-UX"),
    drop(Takes("-G"), "a size limit for small data"),
    drop(Starts("--pack-dyn-relocs="), ELF),
    drop(Is("--use-android-relr-tags"), ELF),
    drop(Is("--apply-dynamic-relocs"), ELF),
    drop(Starts("--package-metadata="), ELF),
    keep(Pair("-z", "stack-size="), "wasm-ld's"),
    keep(Starts("-zstack-size="), "wasm-ld's"),
    keep(Pair("-z", "muldefs"), "wasm-ld's"),
    drop(Pair("-z", ""), ELF),
    keep(Is("-z"), "its value is missing"),
    drop(Starts("-z"), ELF),
    drop(Is("--no-undefined"), "the default of wasm-ld"),
    drop(Valued("--version-script"), SYMBOLS),
    drop(Valued("-version-script"), SYMBOLS),
    drop(Is("--default-symver"), SYMBOLS),
    drop(Is("--undefined-version"), SYMBOLS),
    drop(Is("--no-undefined-version"), SYMBOLS),
    drop(Is("--dynamic-list-data"), SYMBOLS),
    drop(Is("--dynamic-list-cpp-new"), SYMBOLS),
    drop(Is("--dynamic-list-cpp-typeinfo"), SYMBOLS),
    drop(Valued("--dynamic-list"), SYMBOLS),
    drop(Valued("--retain-symbols-file"), SYMBOLS),
    Rule {
        matches: Starts("--require-defined="),
        becomes: Renamed("--undefined="),
        reason: "wasm-ld requires it anyway",
    },
    drop(Is("-x"), SYMBOLS),
    drop(Is("-X"), SYMBOLS),
    drop(Is("--discard-all"), SYMBOLS),
    drop(Is("--discard-locals"), SYMBOLS),
    drop(Is("-d"), LAYOUT),
    drop(Is("-n"), LAYOUT),
    drop(Is("--nmagic"), LAYOUT),
    drop(Is("-N"), LAYOUT),
    drop(Is("--omagic"), LAYOUT),
    drop(Is("-q"), LAYOUT),
    drop(Is("--no-rosegment"), LAYOUT),
    drop(Is("--rosegment"), LAYOUT),
    drop(Valued("--sort-section"), LAYOUT),
    drop(Starts("--orphan-handling="), LAYOUT),
    drop(Starts("--compress-debug-sections="), LAYOUT),
    drop(Is("--gdb-index"), LAYOUT),
    drop(Pair("-m", "elf"), "another machine"),
    drop(Starts("-melf"), "another machine"),
    drop(Is("-EL"), "as it is"),
    drop(Is("--start-group"), ARCHIVES),
    drop(Is("--end-group"), ARCHIVES),
    drop(Is("-("), ARCHIVES),
    drop(Is("-)"), ARCHIVES),
    drop(Is("--push-state"), "--pop-state undoes what matters"),
    Rule {
        matches: Is("--pop-state"),
        becomes: These(&["--no-whole-archive"]),
        reason: "the only state that means something here, and how it begins",
    },
    drop(Starts("--icf="), REPORT),
    drop(Is("--threads"), REPORT),
    drop(Is("--no-threads"), REPORT),
    drop(Starts("--thread-count="), REPORT),
    drop(Takes("-plugin"), "gcc's way to read bitcode"),
    drop(Starts("-plugin-opt="), "gcc's way to read bitcode"),
    drop(Is("--no-keep-memory"), REPORT),
    drop(Is("--reduce-memory-overheads"), REPORT),
    drop(Is("--no-map-whole-files"), REPORT),
    keep(Is("--warn-unresolved-symbols"), "wasm-ld's"),
    drop(Starts("--warn-"), WARNING),
    drop(Starts("--no-warn-"), WARNING),
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
        match of(rules, &arg, args.peek()) {
            Some(rule) => kept.extend(rule.apply(arg, &mut args)),
            None => kept.push(arg),
        }
    }
    kept
}

/// The rule for an argument, which may depend on the one after it.
pub fn of<'a>(rules: &'a [Rule], arg: &OsStr, next: Option<&OsString>) -> Option<&'a Rule> {
    rules.iter().find(|rule| rule.matches(arg, next))
}

impl Rule {
    /// The replacement of an argument and its value.
    pub fn apply(&self, arg: OsString, rest: &mut impl Iterator<Item = OsString>) -> Args {
        let value = match self.takes_next(&arg) {
            true => rest.next(),
            false => None,
        };
        match (self.becomes, self.matches) {
            (These(others), _) => others.iter().map(OsString::from).collect(),
            (Itself, _) => [arg].into_iter().chain(value).collect(),
            (Renamed(name), Starts(prefix)) => {
                let rest = arg.to_string_lossy();
                vec![format!("{name}{}", &rest[prefix.len()..]).into()]
            }
            (Renamed(name), _) => vec![name.into()],
        }
    }

    fn matches(&self, arg: &OsStr, next: Option<&OsString>) -> bool {
        let starts = |arg: &OsStr, with: &str| arg.as_encoded_bytes().starts_with(with.as_bytes());
        match self.matches {
            Is(name) | Takes(name) => arg == name,
            Pair(name, value) => arg == name && next.is_some_and(|next| starts(next, value)),
            Starts(prefix) | Valued(prefix) => starts(arg, prefix),
            Machine(names) => arg
                .to_str()
                .and_then(|arg| arg.strip_prefix("-m"))
                .is_some_and(|option| {
                    let option = option.strip_prefix("no-").unwrap_or(option);
                    names.iter().any(|name| option.starts_with(name))
                }),
            Number(prefix) => arg
                .to_str()
                .and_then(|arg| arg.strip_prefix(prefix))
                .is_some_and(|number| number.parse::<u32>().is_ok()),
        }
    }

    fn takes_next(&self, arg: &OsStr) -> bool {
        match self.matches {
            Is(_) | Machine(_) | Number(_) | Starts(_) => false,
            Takes(_) | Pair(..) => true,
            Valued(_) => !arg.as_encoded_bytes().contains(&b'='),
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
    fn link_drops_what_is_elfs() {
        for line in [
            "--version-script=v.map",
            "--version-script v.map",
            "-version-script v.map",
            "--dynamic-list list",
            "--dynamic-list-data",
            "--retain-symbols-file=f",
            "--retain-symbols-file f",
            "-dynamic-linker /lib/ld.so",
            "--dynamic-linker=/lib/ld.so",
            "-R /x",
            "-R/x",
            "-h libx.so.1",
            "-z now",
            "-znow",
            "-z max-page-size=4096",
            "-m elf_x86_64",
            "-melf_i386",
            "--sort-section name",
            "--warn-shared-textrel",
            "-plugin p.so -plugin-opt=x",
            "--push-state",
        ] {
            assert_eq!(through(LINK, &format!("{line} a.o")), "a.o", "{line}");
        }
        assert_eq!(through(LINK, "--pop-state"), "--no-whole-archive");
        assert_eq!(through(LINK, "--require-defined=f"), "--undefined=f");
    }

    #[test]
    fn link_keeps_what_would_change_the_program() {
        for line in [
            "-T script.ld",
            "--defsym=a=b",
            "--export=f",
            "-e start",
            "-z stack-size=9",
            "-zstack-size=9",
            "-m wasm32",
            "-mllvm x",
            "--warn-unresolved-symbols",
            "-Map=f",
        ] {
            assert_eq!(through(LINK, line), line);
        }
    }
}
