//! `-Wwasi-refused`: system calls without a counterpart in WASI. They link, always fail at run
//! time with the errno of the table, and a link that reaches one reports it.
//!
//! `share/wasi-cc/refused.txt` is generated from `syscalls.toml`, with a line for each call:
//! name, errno, whether a configure probe finds it, whether it works on a host that offers
//! processes, and the advice. `quiet.txt` beside it names
//! library functions that reach a refused call and work without it.
//!
//! The linker's `--why-extract` report lists the archive members that were linked, and who
//! needed each. It leads from the member with `__sys_fork`, up through the library, to the
//! function that an object of the program uses.

mod report;
mod table;

use crate::line::Line;
use crate::module::Module;
use crate::own_options::PROCESSES;
use crate::sysroot::Sysroot;
use crate::temporary;
use anyhow::{Context, Result};
use report::{Library, Program, Report, SYSCALL, Use};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use table::{Refusal, Table};

/// The prefix of wasm-ld's names for traps in place of functions that are called with the wrong
/// prototype, as configure probes do (`char fork();`).
const MISMATCH: &str = "signature_mismatch:";

/// A function used by the program that fails, and the refused calls that it needs.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    function: String,
    object: String,
    calls: Vec<String>,
    /// Of the first call.
    refusal: Refusal,
    /// Whether a configure probe that finds it must fail: for at least one call.
    fails_probes: bool,
    /// Whether it works on a host that offers processes.
    with_processes: bool,
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
            // The advice covers all of them.
            _ if self.with_processes => {}
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
        if self.with_processes {
            write!(
                f,
                " It works under wasi-run --processes; {} is for programs that need that.",
                PROCESSES.on
            )?;
        }
        Ok(())
    }
}

/// The refused calls of one link.
pub struct Watch {
    table: Table,
    /// Where the linker writes it.
    report: PathBuf,
}

impl Watch {
    /// `None` if the sysroot has no table: there is nothing to report.
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

    /// The refused calls that a module linked by this line reaches, on the hosts that it is for.
    pub fn findings(&self, module: &Module, line: &Line) -> Result<Vec<Finding>> {
        // There is no report if the user asked for one elsewhere.
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
        // A member taken from the archive need not remain in the module.
        let kept = module.function_names();
        let uses = uses.into_iter().filter(|used| match &kept {
            Some(kept) => {
                kept.contains(symbol_of(&used.call).as_str())
                    || kept.contains(format!("{MISMATCH}{}", used.function).as_str())
            }
            None => true,
        });
        let uses = uses.filter(|used| !(line.options.processes && used.with_processes));
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
    // A function named like a call needs that call; other calls belong to its neighbours in the
    // same library member.
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
            finding.with_processes &= used.with_processes;
            finding.calls.push(used.call);
        } else {
            let mut refusal = refusal.clone();
            if let Some(outcome) = table.outcomes.get(&used.function) {
                refusal.errno.clone_from(outcome);
            }
            findings.push(Finding {
                fails_probes: !refusal.probe,
                with_processes: used.with_processes,
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
