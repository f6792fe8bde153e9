//! The command line of a link, read once; all other code uses this value.

use crate::Args;
use crate::option::{Valued, valued};
use crate::own_options::OwnOptions;
use crate::{launcher, probe, response, rules};
use anyhow::Result;
use std::ffi::{OsStr, OsString};
use std::iter::Peekable;
use std::path::{Path, PathBuf};
use std::vec::IntoIter;

/// A command line.
pub struct Line {
    /// The arguments for wasm-ld, in order.
    pub arguments: Vec<Argument>,
    /// Whether part of it came from a response file.
    pub expanded: bool,
    /// Whether rustc wrote it for a linker that it considers lld.
    pub flavored: bool,
    /// The last `-o`, or `a.out`.
    pub output: PathBuf,
    /// Whether to remove the names at the end; the passes need them.
    pub strip: bool,
    pub options: OwnOptions,
}

/// An argument, with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    pub what: What,
    /// As wasm-ld gets it.
    pub written: Args,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A file to link.
    Input(PathBuf),
    /// `-l`
    Library(OsString),
    /// `-L`
    Folder(PathBuf),
    Flag(Flag),
    /// Another option of wasm-ld's.
    Other,
}

/// The options that affect more than wasm-ld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    Relocatable,
    Shared,
    /// wasm-ld's options for libraries that are loaded at run time.
    Pic,
    Strip,
    NoEntry,
    FatalWarnings,
    /// The memory of threads.
    SharedMemory,
}

const FLAGS: &[(&str, Flag)] = &[
    ("-r", Flag::Relocatable),
    ("--relocatable", Flag::Relocatable),
    ("-shared", Flag::Shared),
    ("--shared", Flag::Shared),
    ("-Bshareable", Flag::Shared),
    ("--experimental-pic", Flag::Pic),
    ("-s", Flag::Strip),
    ("--strip-all", Flag::Strip),
    ("--no-entry", Flag::NoEntry),
    ("--fatal-warnings", Flag::FatalWarnings),
    ("--shared-memory", Flag::SharedMemory),
];

const FLAVOR: [&str; 2] = ["-flavor", "wasm"];

const OUTPUT: &[&str] = &["-o", "--output"];
const LIBRARY: &[&str] = &["-l", "--library"];
const FOLDER: &[&str] = &["-L", "--library-path"];

/// Options, of wasm-ld and of the linkers that Makefiles know, whose value is the next
/// argument.
const TAKE_A_VALUE: &[&str] = &[
    "-z",
    "-m",
    "-mllvm",
    "--mllvm",
    "-e",
    "--entry",
    "-u",
    "--undefined",
    "-h",
    "-soname",
    "--soname",
    "-T",
    "--script",
    "-Map",
    "--Map",
    "--export",
    "--export-if-defined",
    "--keep-section",
    "--wrap",
    "-y",
    "-I",
];

impl Line {
    pub fn read(args: Args) -> Result<Line> {
        let flavored = take_flavor(&args);
        let is_flavored = flavored.is_some();
        let (args, expanded) = response::expand(flavored.unwrap_or(args))?;
        let mut line = Line {
            arguments: Vec::with_capacity(args.len()),
            expanded,
            flavored: is_flavored,
            output: PathBuf::from("a.out"),
            strip: false,
            options: OwnOptions::from_env()?,
        };
        let mut args = args.into_iter().peekable();
        while let Some(arg) = args.next() {
            if line.options.take(&arg)? {
                continue;
            }
            match rules::of(rules::LINK, &arg, args.peek()) {
                Some(rule) => {
                    let written = rule.apply(arg, &mut args);
                    line.push(What::Other, written);
                }
                None => line.take(arg, &mut args),
            }
        }
        line.take_strip();
        Ok(line)
    }

    fn take(&mut self, arg: OsString, rest: &mut Peekable<IntoIter<OsString>>) {
        if let Some(Valued { value, written }) = valued(&arg, OUTPUT, rest) {
            match value {
                Some(path) => self.output = path.into(),
                // wasm-ld reports the missing value.
                None => self.push(What::Other, written),
            }
        } else if let Some(Valued { value, written }) = valued(&arg, LIBRARY, rest) {
            self.push(value.map_or(What::Other, What::Library), written);
        } else if let Some(Valued { value, written }) = valued(&arg, FOLDER, rest) {
            let folder = value.map(PathBuf::from);
            self.push(folder.map_or(What::Other, What::Folder), written);
        } else if let Some((_, flag)) = FLAGS.iter().find(|(name, _)| arg == *name) {
            self.push(What::Flag(*flag), vec![arg]);
        } else if TAKE_A_VALUE.iter().any(|option| arg == *option) {
            let value = rest.next();
            self.push(What::Other, [arg].into_iter().chain(value).collect());
        } else if arg.as_encoded_bytes().starts_with(b"-") {
            self.push(What::Other, vec![arg]);
        } else {
            self.arguments.push(Argument::input(arg.into()));
        }
    }

    fn push(&mut self, what: What, written: Args) {
        if !written.is_empty() {
            self.arguments.push(Argument { what, written });
        }
    }

    /// Takes out `-s`, unless the linker must strip because it alone knows what to keep: with
    /// `--keep-section`, and for objects.
    fn take_strip(&mut self) {
        let mut written = self.arguments.iter().flat_map(|each| &each.written);
        let keeps = written.any(|arg| arg.to_string_lossy().contains("keep-section"));
        if keeps || self.is_relocatable() {
            return;
        }
        self.strip = self.has(Flag::Strip);
        self.arguments
            .retain(|each| each.what != What::Flag(Flag::Strip));
    }

    pub fn has(&self, flag: Flag) -> bool {
        let wanted = What::Flag(flag);
        self.arguments.iter().any(|each| each.what == wanted)
    }

    /// Whether it makes an object, for another link.
    pub fn is_relocatable(&self) -> bool {
        self.has(Flag::Relocatable)
    }

    /// Whether a build system links only to see whether that works.
    pub fn is_probe(&self) -> bool {
        probe::is_probe(&self.output)
    }

    /// Whether it makes a program: a command, which is what crt1-command.o begins.
    pub fn makes_command(&self) -> bool {
        self.inputs().any(|input| {
            let name = input.file_name().and_then(OsStr::to_str);
            matches!(name, Some("crt1-command.o" | "crt1.o"))
        })
    }

    /// Whether it makes a launcher.
    pub fn makes_launcher(&self) -> bool {
        self.options.launcher
            && self.makes_command()
            && !self.is_relocatable()
            && launcher::is_wanted(&self.output)
    }

    /// Whether the launcher has its module beside it. A probe is run once and thrown away: it
    /// needs none.
    pub fn has_module_beside(&self) -> bool {
        self.makes_launcher() && !self.is_probe()
    }

    /// The files that it names.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.arguments.iter().filter_map(|each| match &each.what {
            What::Input(path) => Some(path.as_path()),
            _ => None,
        })
    }

    /// Those that are objects, as wasm-ld prints them.
    pub fn objects(&self) -> Vec<String> {
        let names = self.inputs().filter_map(Path::to_str);
        names
            .filter(|name| name.ends_with(".o"))
            .map(str::to_owned)
            .collect()
    }

    /// Where libraries are looked for.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.arguments.iter().filter_map(|each| match &each.what {
            What::Folder(path) => Some(path.as_path()),
            _ => None,
        })
    }

    /// Whether `-l` names this library.
    pub fn links(&self, library: &str) -> bool {
        let is_it = |each: &Argument| matches!(&each.what, What::Library(name) if name == library);
        self.arguments.iter().any(is_it)
    }

    /// Moves `-lc` to the end. If it came before the objects, the linker would take the
    /// start-up code from the library before it knows which main there is.
    pub fn put_libc_last(&mut self) {
        let is_libc = |each: &Argument| matches!(&each.what, What::Library(name) if name == "c");
        if self.arguments.iter().filter(|each| is_libc(each)).count() < 2 {
            return;
        }
        let libc: Vec<Argument> = self
            .arguments
            .extract_if(.., |each| is_libc(each))
            .collect();
        self.arguments.extend(libc.into_iter().take(1));
    }

    /// The place of the C library.
    pub fn libc(&self) -> Option<usize> {
        self.arguments.iter().position(|each| match &each.what {
            What::Library(name) => name == "c",
            What::Input(path) => path.file_name() == Some("libc.a".as_ref()),
            _ => false,
        })
    }

    /// The arguments for wasm-ld, with an archive in front of the C library.
    pub fn written(&self, before_libc: Option<&Path>) -> Args {
        let all = |each: &[Argument]| -> Args {
            let all = each.iter().flat_map(|each| &each.written);
            all.cloned().collect()
        };
        let place = self.libc().unwrap_or(self.arguments.len());
        let (before, after) = self.arguments.split_at(place);
        let archive = before_libc.map(|archive| archive.into());
        let line = all(before).into_iter().chain(archive);
        line.chain(all(after)).collect()
    }
}

impl Argument {
    pub fn input(path: PathBuf) -> Argument {
        Argument {
            written: vec![path.clone().into()],
            what: What::Input(path),
        }
    }

    pub fn library(name: &str) -> Argument {
        Argument {
            written: vec![format!("-l{name}").into()],
            what: What::Library(name.into()),
        }
    }

    pub fn folder(path: PathBuf) -> Argument {
        Argument {
            written: vec!["-L".into(), path.clone().into()],
            what: What::Folder(path),
        }
    }

    pub fn other(option: &str) -> Argument {
        Argument {
            written: vec![option.into()],
            what: What::Other,
        }
    }
}

/// The line without the options that rustc adds for a linker that it does not know and so
/// considers lld.
pub fn take_flavor(args: &[OsString]) -> Option<Args> {
    let rest = args.strip_prefix(FLAVOR.map(OsString::from).as_slice())?;
    Some(rest.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::own_options::Level;

    fn args(text: &str) -> Args {
        text.split(' ').map(OsString::from).collect()
    }

    fn line(text: &str) -> Line {
        Line::read(args(text)).expect("a line")
    }

    fn written(line: &Line) -> String {
        line.written(None)
            .join(OsStr::new(" "))
            .display()
            .to_string()
    }

    #[test]
    fn the_last_output_counts_however_it_is_written() {
        let taken = |text: &str| {
            let line = line(text);
            format!("{}: {}", line.output.display(), written(&line))
        };
        assert_eq!(taken("a.o"), "a.out: a.o");
        assert_eq!(taken("a.o -o x -ofoo.wasm -L."), "foo.wasm: a.o -L.");
        assert_eq!(taken("--output=x a.o --output y"), "y: a.o");
        assert_eq!(taken("a.o -o"), "a.out: a.o -o");
        assert_eq!(taken("-o -d a.o"), "-d: a.o");
    }

    #[test]
    fn libraries_and_folders_are_known_however_they_are_written() {
        let line = line("-la -l b --library=c --library d -Lw -L x --library-path=y -L");
        let names: Vec<_> = line
            .arguments
            .iter()
            .filter_map(|each| match &each.what {
                What::Library(name) => name.to_str(),
                _ => None,
            })
            .collect();
        assert_eq!(names, ["a", "b", "c", "d"]);
        let folders: Vec<_> = line.folders().collect();
        assert_eq!(folders, ["w", "x", "y"].map(Path::new));
        assert!(written(&line).ends_with("--library d -Lw -L x --library-path=y -L"));
    }

    #[test]
    fn inputs_are_no_values_of_options() {
        let line = line("-m wasm32 -shared -soname x.o -L. -L lib a.o -lm -o libx.so b.a");
        let inputs: Vec<_> = line.inputs().collect();
        assert_eq!(inputs, [Path::new("a.o"), Path::new("b.a")]);
        assert_eq!(line.objects(), ["a.o"]);
        assert!(line.has(Flag::Shared) && !line.is_relocatable());
    }

    #[test]
    fn only_commands_become_launchers() {
        let launched = |text: &str| line(&format!("-fwasi-launcher {text}")).makes_launcher();
        assert!(launched("/s/crt1-command.o a.o -o nowhere/a"));
        assert!(!launched("/s/crt1-command.o a.o -o nowhere/a.wasm"));
        assert!(!launched("/s/crt1-reactor.o a.o -o nowhere/a"));
        assert!(!line("/s/crt1-command.o a.o").makes_launcher());
    }

    #[test]
    fn options_of_ours_are_taken_out_and_the_last_one_counts() {
        let line = line(
            "-fwasi-launcher -fno-wasi-launcher -fwasi-function-casts -Wwasi-refused=none a.o \
             --wasi-clang=/c --wasi-sysroot=/s --wasi-source=a,b.c --wasi-source=c.c \
             --wasi-common=/d --wasi-null-writes -Wwasi-refused=error",
        );
        assert_eq!(written(&line), "a.o");
        let options = &line.options;
        assert!(!options.launcher && options.function_casts);
        assert_eq!(options.refused, Level::Error);
        assert_eq!(options.null_writes, Some(true));
        assert_eq!(options.clang.as_deref(), Some("/c".as_ref()));
        assert_eq!(options.sysroot.as_deref(), Some("/s".as_ref()));
        assert_eq!(options.common.as_deref(), Some("/d".as_ref()));
        assert_eq!(options.sources, ["a,b.c", "c.c"].map(PathBuf::from));
        assert!(Line::read(vec!["-Wwasi-refused=maybe".into()]).is_err());
    }

    #[test]
    fn names_stay_until_the_module_is_done() {
        let stripped = |text: &str| {
            let line = line(text);
            (line.strip, written(&line))
        };
        assert_eq!(stripped("-s a.o"), (true, "a.o".into()));
        assert_eq!(stripped("--strip-all a.o"), (true, "a.o".into()));
        for text in ["-s -r a.o", "-s --keep-section=x a.o", "-S a.o"] {
            assert_eq!(stripped(text), (false, text.into()));
        }
    }

    #[test]
    fn the_flavor_is_taken_off() {
        assert_eq!(take_flavor(&args("-flavor wasm a.o")), Some(args("a.o")));
        assert_eq!(take_flavor(&args("a.o -flavor wasm")), None);
    }

    #[test]
    fn libc_comes_last_and_once() {
        let settled = |text: &str| {
            let mut line = line(text);
            line.put_libc_last();
            written(&line)
        };
        assert_eq!(settled("-lc a.o -lm -lc b.a"), "a.o -lm b.a -lc");
        assert_eq!(settled("-lc a.o"), "-lc a.o");
    }
}
