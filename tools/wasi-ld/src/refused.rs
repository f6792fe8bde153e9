//! `-Wwasi-refused`: system calls that WASI has no counterpart for: they link, always fail at run time
//! with the errno of the table, and a link that reaches one says so.
//!
//! `share/wasi-cc/refused.txt` is generated from `syscalls.toml`, a line for each call:
//! name, errno, what a configure probe is told, what to use instead. `quiet.txt` beside it names
//! library functions that reach a refused call and do their work without it.
//!
//! The linker's `--why-extract` report says which archive members were taken and on
//! whose behalf: from the member that holds `__sys_fork`, up through the library, to the
//! function that an object of the program asked for.

mod report;
mod table;

use crate::line::Line;
use crate::module::Module;
use crate::sysroot::Sysroot;
use crate::{Args, temporary};
use anyhow::{Context, Result, bail};
use report::{Library, Program, Report, SYSCALL, Use};
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use table::{Refusal, Table};

/// How a build system can set it for all links that do not say.
const VARIABLE: &str = "WASI_REFUSED";

const OPTION: &str = "-Wwasi-refused=";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    None,
    Note,
    /// The link fails.
    Error,
    /// The default: as `Note`, but the link of a configure probe fails, for calls that
    /// the table does not have them find.
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

    /// The argument that says so.
    pub fn argument(self) -> String {
        format!("{OPTION}{}", self.name())
    }

    pub fn from_env() -> Result<Level> {
        match std::env::var(VARIABLE) {
            Ok(name) if !name.is_empty() => Level::parse(&name, VARIABLE),
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

/// What an argument says, if it is `-Wwasi-refused=…`.
pub fn level(arg: &OsStr) -> Result<Option<Level>> {
    let name = arg.to_str().and_then(|arg| arg.strip_prefix(OPTION));
    name.map(|name| Level::parse(name, OPTION.trim_end_matches('=')))
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

/// What wasm-ld calls the trap that it puts in place of a function called with another
/// prototype than it has, as configure probes do (`char fork();`).
const MISMATCH: &str = "signature_mismatch:";

/// One function of the program that fails, and the calls that it needs in vain.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    function: String,
    object: String,
    calls: Vec<String>,
    /// Of the first call.
    refusal: Refusal,
    /// Whether a configure probe that finds it has to fail: for one call at least.
    fails_probes: bool,
}

impl Finding {
    pub fn fails_probes(&self) -> bool {
        self.fails_probes
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}`, used by {}, fails with {}",
            self.function, self.object, self.refusal.errno
        )?;
        match self.calls.as_slice() {
            [] => {}
            [call] if *call == self.function => {}
            [call] => write!(f, " where it needs the system call {call}")?,
            [first, others @ ..] => write!(
                f,
                " where it needs the system call {first} and {} more",
                others.len()
            )?,
        }
        if !self.refusal.advice.is_empty() {
            write!(f, ": {}", self.refusal.advice)?;
        }
        Ok(())
    }
}

/// One link under watch.
pub struct Watch {
    table: Table,
    /// Where the linker writes it.
    report: PathBuf,
}

impl Watch {
    /// `None` where the sysroot has no table: nothing to say.
    pub fn start(sysroot: &Sysroot, report: PathBuf) -> Result<Option<Watch>> {
        let path = sysroot.refused();
        if !path.is_file() {
            return Ok(None);
        }
        let refused = read(&path)?;
        let quiet = read(&sysroot.quiet())?;
        let outcomes = read(&sysroot.outcomes())?;
        let table = Table::parse(&refused, &quiet, &outcomes)
            .with_context(|| path.display().to_string())?;
        Ok(Some(Watch { table, report }))
    }

    pub fn argument(&self) -> OsString {
        let mut argument = OsString::from("--why-extract=");
        argument.push(&self.report);
        argument
    }

    /// What a module reaches that was linked by this line.
    pub fn findings(&self, module: &Module, line: &Line) -> Result<Vec<Finding>> {
        // There is none when the user asked for one elsewhere.
        if !self.report.exists() {
            return Ok(Vec::new());
        }
        let report =
            std::fs::read(&self.report).with_context(|| self.report.display().to_string())?;
        let report = Report::parse(&String::from_utf8_lossy(&report));
        let reached = report.reached(&self.table);
        if reached.is_empty() {
            return Ok(Vec::new());
        }
        let library = Library::read(&report, &reached)?;
        let program = Program::read(&report, &reached, &line.objects());
        let uses = report.uses(&self.table, &reached, &library, &program);
        // Taken from the archive is not yet kept in the module.
        let kept = module.function_names();
        let uses = uses.into_iter().filter(|used| match &kept {
            Some(kept) => {
                kept.contains(symbol_of(&used.call).as_str())
                    || kept.contains(format!("{MISMATCH}{}", used.function).as_str())
            }
            None => true,
        });
        let mut findings = merged(&self.table, uses);
        for finding in &mut findings {
            if let Some(source) = temporary::source_of(&finding.object, &line.options.sources) {
                finding.object = source;
            }
        }
        Ok(findings)
    }
}

fn symbol_of(call: &str) -> String {
    format!("{SYSCALL}{call}")
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// One finding for each function and object, in the order of their first uses.
fn merged(table: &Table, uses: impl Iterator<Item = Use>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let uses: Vec<Use> = uses.collect();
    // A function named as a call needs that one; the others are its neighbours' of the same
    // member of the library.
    let own: BTreeSet<String> = uses
        .iter()
        .filter(|used| used.call == used.function)
        .map(|used| used.function.clone())
        .collect();
    let is_neighbours = |used: &Use| own.contains(&used.function) && used.call != used.function;
    for used in uses {
        if is_neighbours(&used) {
            continue;
        }
        let known = findings
            .iter_mut()
            .find(|finding| finding.function == used.function && finding.object == used.object);
        let refusal = &table.calls[&used.call];
        if let Some(finding) = known {
            finding.fails_probes |= !refusal.probe;
            finding.calls.push(used.call);
        } else {
            let mut refusal = refusal.clone();
            if let Some(outcome) = table.outcomes.get(&used.function) {
                refusal.errno.clone_from(outcome);
            }
            findings.push(Finding {
                fails_probes: !refusal.probe,
                refusal,
                function: used.function,
                object: used.object,
                calls: vec![used.call],
            });
        }
    }
    findings
}

#[cfg(test)]
mod tests;
