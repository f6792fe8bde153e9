//! Our own options: their names, and their values from a command line or the environment.

use crate::Args;
use crate::option::{Switch, after};
use anyhow::{Result, bail};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// Makes launchers ([`crate::launcher`]).
pub const LAUNCHER: Switch = Switch {
    on: "-fwasi-launcher",
    off: "-fno-wasi-launcher",
    variable: "WASI_LAUNCHER",
};

/// Makes calls of functions with another type work ([`crate::passes::function_casts`]).
pub const FUNCTION_CASTS: Switch = Switch {
    on: "-fwasi-function-casts",
    off: "-fno-wasi-function-casts",
    variable: "WASI_FUNCTION_CASTS",
};

/// Writes pointers to the stack ([`crate::passes::spill_pointers`]).
pub const SPILL_POINTERS: Switch = Switch {
    on: "-fwasi-spill-pointers",
    off: "-fno-wasi-spill-pointers",
    variable: "WASI_SPILL_POINTERS",
};

/// Makes a program for hosts that offer processes, as `wasi-run --processes` does: what needs them
/// counts as working ([`crate::refused`]), and a launcher asks for them ([`crate::launcher`]).
pub const PROCESSES: Switch = Switch {
    on: "-fwasi-processes",
    off: "-fno-wasi-processes",
    variable: "WASI_PROCESSES",
};

/// Runs Binaryen's optimiser ([`crate::passes::wasm_opt`]).
pub const OPT: Switch = Switch {
    on: "-fwasi-opt",
    off: "-fno-wasi-opt",
    variable: "WASI_OPT",
};

/// Names the optimiser to run.
pub const WASM_OPT: &str = "WASI_WASM_OPT";

/// The level of `-O` in the command that links, for the optimiser.
pub const OPT_LEVEL: &str = "--wasi-opt-level=";

/// How `wasi-cc` names its sysroot and its clang, so that the linker uses the same.
pub const SYSROOT: &str = "--wasi-sysroot=";
pub const CLANG: &str = "--wasi-clang=";

/// A source of the command that links. clang makes a temporary object of it.
pub const SOURCE: &str = "--wasi-source=";

/// The directory where clang makes the objects for this link, with -fcommon. It has no
/// other files.
pub const COMMON: &str = "--wasi-common=";

/// Makes a component of the module ([`crate::component`]). The config file of that target says so.
pub const COMPONENT: &str = "--wasi-component";

/// A command for debugging ([`crate::null_writes`]).
pub const NULL_WRITES: &str = "--wasi-null-writes";

/// The variable with which a build system sets it for all links that do not say.
const REFUSED: &str = "WASI_REFUSED";

const REFUSED_OPTION: &str = "-Wwasi-refused=";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    None,
    Note,
    /// The link fails.
    Error,
    /// The default: as `Note`, but the link of a configure probe fails, unless the table
    /// says that probes find the call.
    Probes,
}

impl Level {
    const ALL: [Level; 4] = [Level::None, Level::Note, Level::Error, Level::Probes];

    fn name(self) -> &'static str {
        match self {
            Level::None => "none",
            Level::Note => "note",
            Level::Error => "error",
            Level::Probes => "probes",
        }
    }

    /// The argument for this value.
    pub fn argument(self) -> String {
        format!("{REFUSED_OPTION}{}", self.name())
    }

    pub fn from_env() -> Result<Level> {
        match std::env::var(REFUSED) {
            Ok(name) if !name.is_empty() => Level::parse(&name, REFUSED),
            _ => Ok(Level::Probes),
        }
    }

    fn parse(name: &str, from: &str) -> Result<Level> {
        match Level::ALL.into_iter().find(|level| level.name() == name) {
            Some(level) => Ok(level),
            None => bail!("{from}: `{name}` is none of none, note, error, probes"),
        }
    }
}

/// The level that an argument sets, if it is `-Wwasi-refused=…`.
pub fn level(arg: &OsStr) -> Result<Option<Level>> {
    let name = arg
        .to_str()
        .and_then(|arg| arg.strip_prefix(REFUSED_OPTION));
    name.map(|name| Level::parse(name, REFUSED_OPTION.trim_end_matches('=')))
        .transpose()
}

/// Takes `-Wwasi-refused=…` out of `args`; the last one counts.
pub fn take_level(args: Args) -> Result<(Option<Level>, Args)> {
    let mut last = None;
    let mut kept = Args::with_capacity(args.len());
    for arg in args {
        match level(&arg)? {
            Some(level) => last = Some(level),
            None => kept.push(arg),
        }
    }
    Ok((last, kept))
}

/// Fails on `-fwasi-processes=…`, which users of `wasi-run --processes=…` may write.
pub fn no_kind(arg: &OsStr) -> Result<()> {
    match after(arg, &format!("{}=", PROCESSES.on)) {
        Some(kind) => bail!(
            "{} has no value; wasi-run --processes={} has, or WASI_RUN_PROCESSES={1} for a launcher",
            PROCESSES.on,
            kind.display()
        ),
        None => Ok(()),
    }
}

/// `1` adds it to all links, `0` to none.
const DEBUG: &str = "WASI_DEBUG";

/// The options of ours.
pub struct OwnOptions {
    pub refused: Level,
    pub launcher: bool,
    pub function_casts: bool,
    pub spill_pointers: bool,
    pub processes: bool,
    pub opt: bool,
    pub opt_level: Option<String>,
    /// `None`: decided by whether the objects have debug information.
    pub null_writes: Option<bool>,
    pub sysroot: Option<PathBuf>,
    pub clang: Option<OsString>,
    pub sources: Vec<PathBuf>,
    pub common: Option<PathBuf>,
    pub component: bool,
}

impl OwnOptions {
    /// The value from the environment, for all links that do not say.
    pub fn from_env() -> Result<OwnOptions> {
        Ok(OwnOptions {
            refused: Level::from_env()?,
            launcher: LAUNCHER.from_env()?,
            function_casts: FUNCTION_CASTS.from_env()?,
            spill_pointers: SPILL_POINTERS.from_env()?,
            processes: PROCESSES.from_env()?,
            opt: OPT.from_env()?,
            opt_level: None,
            null_writes: null_writes(),
            sysroot: None,
            clang: None,
            sources: Vec::new(),
            common: None,
            component: false,
        })
    }

    /// Whether an argument is one of ours.
    pub fn take(&mut self, arg: &OsStr) -> Result<bool> {
        let switches: [(&Switch, &mut bool); 5] = [
            (&LAUNCHER, &mut self.launcher),
            (&FUNCTION_CASTS, &mut self.function_casts),
            (&SPILL_POINTERS, &mut self.spill_pointers),
            (&PROCESSES, &mut self.processes),
            (&OPT, &mut self.opt),
        ];
        for (switch, wanted) in switches {
            if let Some(says) = switch.read(arg) {
                *wanted = says;
                return Ok(true);
            }
        }
        no_kind(arg)?;
        if let Some(level) = level(arg)? {
            self.refused = level;
        } else if arg == NULL_WRITES {
            // The environment has priority over what the compiler found out.
            self.null_writes.get_or_insert(true);
        } else if let Some(level) = after(arg, OPT_LEVEL) {
            self.opt_level = Some(level.to_string_lossy().into_owned());
        } else if let Some(root) = after(arg, SYSROOT) {
            self.sysroot = Some(root.into());
        } else if let Some(clang) = after(arg, CLANG) {
            self.clang = Some(clang);
        } else if let Some(source) = after(arg, SOURCE) {
            self.sources.push(source.into());
        } else if let Some(directory) = after(arg, COMMON) {
            self.common = Some(directory.into());
        } else if arg == COMPONENT {
            self.component = true;
        } else {
            return Ok(false);
        }
        Ok(true)
    }
}

/// The value of `WASI_DEBUG`.
fn null_writes() -> Option<bool> {
    match std::env::var_os(DEBUG)? {
        value if value == "1" => Some(true),
        value if value == "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_level_counts_and_a_wrong_one_is_an_error() {
        let args = ["-Wwasi-refused=none", "a.c", "-Wwasi-refused=error"].map(OsString::from);
        let (level, kept) = take_level(args.to_vec()).expect("levels");
        assert_eq!(level, Some(Level::Error));
        assert_eq!(kept, ["a.c"]);
        assert!(take_level(vec!["-Wwasi-refused=maybe".into()]).is_err());
    }
}
