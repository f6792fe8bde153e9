//! The syscall table, `libc-bottom-half/syscalls.toml`: one row for each Linux syscall.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

/// The most arguments that a Linux syscall takes.
pub const MOST_ARGUMENTS: usize = 6;

#[derive(Debug)]
pub struct Table {
    /// In the order of their numbers.
    pub syscalls: Vec<Syscall>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Syscall {
    pub name: String,
    pub number: u32,
    /// Its page.
    pub area: Area,
    /// The parameters in C, with their names.
    #[serde(default)]
    pub args: Vec<String>,
    pub status: Status,
    /// The error of a refused call.
    #[serde(default)]
    pub errno: Option<String>,
    /// The checks of a refused call before it fails.
    #[serde(default)]
    pub checks: Option<String>,
    /// The effect of a refused call on a host that offers services.
    #[serde(default)]
    pub service: Option<String>,
    /// The WASI imports that it may call.
    #[serde(default)]
    pub wasi: Vec<String>,
    /// The differences from Linux. This is the only place that states them; `docs/` and
    /// the comments of the bottom half repeat the text.
    #[serde(default)]
    pub differs: Option<String>,
    /// The reason for refusing it.
    #[serde(default)]
    pub reason: Option<String>,
    /// The advice for a refused call.
    #[serde(default)]
    pub instead: Option<String>,
    /// The reason why a configure probe finds a refused call.
    #[serde(default)]
    pub probe: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// WASI does it.
    Real,
    /// Done inside the module.
    Emulated,
    /// Always fails, with the right error number.
    Refused,
}

/// The subject of calls: each area has a page.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Area {
    Files,
    Directories,
    Io,
    Descriptors,
    Waiting,
    Time,
    Memory,
    Signals,
    Processes,
    Identity,
    Scheduling,
    Sockets,
    Ipc,
    System,
}

impl Area {
    /// In the order of the pages, each with its page below `docs/syscalls/` and its title.
    pub const ALL: [(Self, &str, &str); 14] = [
        (Self::Files, "files.md", "Files"),
        (Self::Directories, "directories.md", "Directories"),
        (Self::Io, "io.md", "Reading and writing"),
        (Self::Descriptors, "descriptors.md", "Descriptors"),
        (Self::Waiting, "waiting.md", "Waiting for events"),
        (Self::Time, "time.md", "Clocks and timers"),
        (Self::Memory, "memory.md", "Memory"),
        (Self::Signals, "signals.md", "Signals"),
        (Self::Processes, "processes.md", "Processes and threads"),
        (Self::Identity, "identity.md", "Users, groups and sessions"),
        (Self::Scheduling, "scheduling.md", "Scheduling and limits"),
        (Self::Sockets, "sockets.md", "Sockets and the network"),
        (
            Self::Ipc,
            "ipc.md",
            "Messages, semaphores and shared memory",
        ),
        (Self::System, "system.md", "The system"),
    ];

    /// Its page, below `docs/syscalls/`.
    pub fn page(self) -> &'static str {
        let mut areas = Self::ALL.into_iter();
        let found = areas.find(|(area, ..)| *area == self);
        found.map_or("", |(_, page, _)| page)
    }
}

/// The wasm type of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WasmType {
    I32,
    I64,
}

impl fmt::Display for WasmType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::I32 => "i32",
            Self::I64 => "i64",
        })
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Real => "real",
            Self::Emulated => "emulated",
            Self::Refused => "refused",
        })
    }
}

impl Table {
    pub fn load(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("cannot read the syscall table {}", path.display()))?;
        Self::parse(&text).with_context(|| format!("in {}", path.display()))
    }

    pub fn parse(text: &str) -> Result<Self> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            #[serde(default)]
            syscall: Vec<Syscall>,
        }
        let mut syscalls = toml::from_str::<File>(text)?.syscall;
        syscalls.sort_by_key(|syscall| syscall.number);
        let mut names = BTreeSet::new();
        let mut numbers = BTreeSet::new();
        for syscall in &syscalls {
            syscall
                .check()
                .with_context(|| format!("syscall {}", syscall.name))?;
            ensure!(
                names.insert(&syscall.name),
                "{} is listed twice",
                syscall.name
            );
            ensure!(
                numbers.insert(syscall.number),
                "number {} is listed twice, the second time for {}",
                syscall.number,
                syscall.name
            );
        }
        Ok(Self { syscalls })
    }

    pub fn refused(&self) -> impl Iterator<Item = &Syscall> {
        self.syscalls
            .iter()
            .filter(|syscall| syscall.status == Status::Refused)
    }

    /// The calls that the bottom half implements.
    pub fn done(&self) -> impl Iterator<Item = &Syscall> {
        self.syscalls
            .iter()
            .filter(|syscall| syscall.status != Status::Refused)
    }

    /// The calls that have a function in the bottom half.
    pub fn functions(&self) -> impl Iterator<Item = &Syscall> {
        self.syscalls
            .iter()
            .filter(|syscall| !syscall.is_constant())
    }
}

impl Syscall {
    /// The name of the function that implements it.
    pub fn symbol(&self) -> String {
        format!("__sys_{}", self.name)
    }

    /// Whether Linux has it; other calls serve functions of this library.
    pub fn is_of_linux(&self) -> bool {
        const OWN: u32 = 10_000;
        self.number < OWN
    }

    /// Whether it fails with its error, whatever its arguments are.
    pub fn is_constant(&self) -> bool {
        self.status == Status::Refused && self.checks.is_none() && self.service.is_none()
    }

    /// The wasm types of its parameters. The result is always one i32.
    pub fn params(&self) -> Vec<WasmType> {
        self.args.iter().map(|arg| wasm_type(arg)).collect()
    }

    fn check(&self) -> Result<()> {
        let is_identifier = |c: char| c.is_ascii_alphanumeric() || c == '_';
        ensure!(
            !self.name.is_empty() && self.name.chars().all(is_identifier),
            "the name is not a C identifier"
        );
        ensure!(
            self.args.len() <= MOST_ARGUMENTS,
            "more than {MOST_ARGUMENTS} arguments"
        );
        if let Some(arg) = self.args.iter().find(|arg| is_aggregate(arg)) {
            bail!("argument '{arg}' is a structure by value");
        }
        if self.status == Status::Refused {
            ensure!(self.errno.is_some(), "refused, but with no errno");
            ensure!(self.reason.is_some(), "refused, but with no reason");
            let instead = self.instead.as_deref().unwrap_or_default();
            ensure!(
                !matches!(instead.trim(), "" | "Nothing."),
                "refused, but `instead` neither names a replacement nor says why there is none"
            );
            ensure!(
                self.wasi.is_empty() || !self.is_constant(),
                "refused without checks, but it lists WASI calls"
            );
        } else {
            ensure!(self.errno.is_none(), "not refused, so it needs no errno");
            ensure!(
                self.reason.is_none()
                    && self.instead.is_none()
                    && self.probe.is_none()
                    && self.checks.is_none()
                    && self.service.is_none(),
                "not refused, so it needs neither reason nor instead nor probe nor checks nor service (but \
                 perhaps differs)"
            );
        }
        Ok(())
    }
}

/// The words of a C parameter's type, without its name.
fn type_words(arg: &str) -> Vec<&str> {
    let mut words: Vec<&str> = arg
        .split_whitespace()
        .filter(|word| !is_qualifier(word))
        .collect();
    let is_type = |word: &&str| {
        matches!(
            *word,
            "int" | "long" | "char" | "short" | "unsigned" | "signed"
        )
    };
    if words.len() > 1 && !words.last().is_some_and(is_type) {
        words.pop();
    }
    words
}

fn is_qualifier(word: &str) -> bool {
    matches!(word, "const" | "volatile" | "restrict")
}

fn is_pointer(arg: &str) -> bool {
    arg.contains(['*', '[', '('])
}

fn is_aggregate(arg: &str) -> bool {
    !is_pointer(arg)
        && type_words(arg)
            .first()
            .is_some_and(|word| matches!(*word, "struct" | "union"))
}

fn wasm_type(arg: &str) -> WasmType {
    if is_pointer(arg) {
        return WasmType::I32;
    }
    let words = type_words(arg);
    let longs = words.iter().filter(|word| **word == "long").count();
    let wide = [
        "off_t",
        "off64_t",
        "loff_t",
        "int64_t",
        "uint64_t",
        "u64",
        "s64",
        "__u64",
        "__s64",
        "dev_t",
        "ino_t",
        "time_t",
        "rlim_t",
        "blkcnt_t",
        "fsblkcnt_t",
        "fsfilcnt_t",
        "nlink_t",
    ];
    if longs == 2 || words.iter().any(|word| wide.contains(word)) {
        WasmType::I64
    } else {
        WasmType::I32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        format!("{:#}", Table::parse(text).unwrap_err())
    }

    #[test]
    fn arguments_have_the_types_of_the_boundary() {
        for (arg, wanted) in [
            ("int fd", WasmType::I32),
            ("int", WasmType::I32),
            ("const char *path", WasmType::I32),
            ("unsigned long hi", WasmType::I32),
            ("unsigned long", WasmType::I32),
            ("size_t n", WasmType::I32),
            ("mode_t mode", WasmType::I32),
            ("const long long ts[2]", WasmType::I32),
            ("void (*f)(int)", WasmType::I32),
            ("const struct timespec *ts", WasmType::I32),
            ("off_t *result", WasmType::I32),
            ("off_t len", WasmType::I64),
            ("off_t", WasmType::I64),
            ("long long", WasmType::I64),
            ("unsigned long long mask", WasmType::I64),
            ("uint64_t mask", WasmType::I64),
        ] {
            assert_eq!(wasm_type(arg), wanted, "{arg}");
        }
    }

    #[test]
    fn rows_come_in_the_order_of_their_numbers() {
        let table = Table::parse(
            "[[syscall]]\nname='close'\nnumber=57\narea='files'\nargs=['int fd']\nstatus='real'\n\
             [[syscall]]\nname='fork'\nnumber=5\narea='files'\nstatus='refused'\nerrno='ENOSYS'\nreason='no'\ninstead='y'\n",
        )
        .unwrap();
        assert_eq!(table.syscalls[0].symbol(), "__sys_fork");
        assert_eq!(table.refused().count(), 1);
        assert_eq!(table.done().next().unwrap().params(), [WasmType::I32]);
    }

    #[test]
    fn a_row_that_contradicts_itself_is_an_error_that_names_it() {
        let row = "[[syscall]]\nname='x'\nnumber=1\narea='files'\n";
        assert!(
            error(&format!("{row}status='refused'\nreason='no'"))
                .contains("syscall x: refused, but with no errno")
        );
        assert!(
            error(&format!(
                "{row}status='refused'\nerrno='EIO'\nreason='no'\ninstead='Nothing.'"
            ))
            .contains("neither names a replacement")
        );
        assert!(error(&format!("{row}status='real'\nerrno='EIO'")).contains("needs no errno"));
        assert!(
            error(&format!("{row}status='real'\nargs=['struct s v']"))
                .contains("structure by value")
        );
        assert!(error(&format!("{row}status='stub'")).contains("unknown variant"));
        let twice = format!("{row}status='real'\n{row}status='real'");
        assert!(error(&twice).contains("x is listed twice"));
    }
}
