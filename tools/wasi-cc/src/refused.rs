//! System calls that WASI has no counterpart for: they link, always fail at run time
//! with the errno of the table, and a link that reaches one says so.
//!
//! `share/wasi-cc/refused.txt` is generated from `syscalls.toml`, a line for each call:
//! name, errno, what to use instead. `quiet.txt` beside it names
//! library functions that reach a refused call and do their work without it.
//!
//! The linker's `--why-extract` report says which archive members were taken and on
//! whose behalf: from the member that holds `__sys_fork`, up through the library, to the
//! function that an object of the program asked for.

use crate::scratch::Scratch;
use crate::sysroot::Sysroot;
use crate::{Args, module};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt;
use std::path::Path;

/// How `wasi-cc` tells the linker, and how a build system can set it for all links.
pub const VARIABLE: &str = "WASI_REFUSED";

const OPTION: &str = "-Wwasi-refused=";

/// What wasm-ld calls the trap that it puts in place of a function called with another
/// prototype than it has, as configure probes do (`char fork();`).
const MISMATCH: &str = "signature_mismatch:";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    None,
    Note,
    /// The link fails: what configure probes ask for.
    Error,
}

impl Level {
    const ALL: [Level; 3] = [Level::None, Level::Note, Level::Error];

    pub fn name(self) -> &'static str {
        match self {
            Level::None => "none",
            Level::Note => "note",
            Level::Error => "error",
        }
    }

    pub fn from_env() -> Result<Level> {
        match std::env::var(VARIABLE) {
            Ok(name) if !name.is_empty() => Level::parse(&name, VARIABLE),
            _ => Ok(Level::Note),
        }
    }

    fn parse(name: &str, from: &str) -> Result<Level> {
        match Level::ALL.into_iter().find(|level| level.name() == name) {
            Some(level) => Ok(level),
            None => bail!("{from}: `{name}` is none of none, note, error"),
        }
    }
}

/// Takes `-Wwasi-refused=…` out of `args`; the last one counts.
pub fn take_level(args: Args) -> Result<(Option<Level>, Args)> {
    let mut level = None;
    let mut kept = Args::with_capacity(args.len());
    for arg in args {
        match arg.to_str().and_then(|arg| arg.strip_prefix(OPTION)) {
            Some(name) => level = Some(Level::parse(name, OPTION.trim_end_matches('='))?),
            None => kept.push(arg),
        }
    }
    Ok((level, kept))
}

/// The table of refused calls.
#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    calls: BTreeMap<String, Refusal>,
    quiet: BTreeSet<String>,
}

/// What the table says of a call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Refusal {
    errno: String,
    /// What to use instead.
    advice: String,
}

impl Table {
    fn parse(refused: &str, quiet: &str) -> Result<Table> {
        let mut table = Table::default();
        for (number, line) in lines(refused) {
            let mut words = line.splitn(3, char::is_whitespace);
            let (Some(call), Some(errno)) = (words.next(), words.next()) else {
                bail!("line {number}: `{line}` names no errno");
            };
            let refusal = Refusal {
                errno: errno.to_owned(),
                advice: words.next().unwrap_or_default().trim().to_owned(),
            };
            table.calls.insert(call.to_owned(), refusal);
        }
        let functions = lines(quiet).filter_map(|(_, line)| line.split_whitespace().next());
        table.quiet = functions.map(str::to_owned).collect();
        Ok(table)
    }
}

/// The numbered lines that say something.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

/// One function of the program that always fails.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    function: String,
    object: String,
    call: String,
    refusal: Refusal,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}`, used by {}, fails with {}",
            self.function, self.object, self.refusal.errno
        )?;
        if self.call != self.function {
            write!(f, " where it needs the system call {}", self.call)?;
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
    report: Scratch,
}

impl Watch {
    /// `None` where the sysroot has no table: nothing to say.
    pub fn start(sysroot: &Sysroot) -> Result<Option<Watch>> {
        let path = sysroot.refused();
        if !path.is_file() {
            return Ok(None);
        }
        let refused = read(&path)?;
        let quiet = read(&sysroot.quiet())?;
        let table = Table::parse(&refused, &quiet).with_context(|| path.display().to_string())?;
        Ok(Some(Watch {
            table,
            report: Scratch::new("why")?,
        }))
    }

    pub fn argument(&self) -> OsString {
        let mut argument = OsString::from("--why-extract=");
        argument.push(self.report.path());
        argument
    }

    /// What the module in `output` reaches.
    pub fn findings(&self, output: &Path) -> Result<Vec<Finding>> {
        // It is empty when the user asked for one elsewhere, or for the version only.
        let report = std::fs::read(self.report.path())
            .with_context(|| self.report.path().display().to_string())?;
        let findings = findings(&self.table, &String::from_utf8_lossy(&report));
        if findings.is_empty() {
            return Ok(findings);
        }
        // Taken from the archive is not yet kept in the module.
        let module = std::fs::read(output).with_context(|| output.display().to_string())?;
        let kept = module::function_names(&module);
        Ok(findings
            .into_iter()
            .filter(|finding| match &kept {
                Some(kept) => {
                    kept.contains(format!("__sys_{}", finding.call).as_str())
                        || kept.contains(format!("{MISMATCH}{}", finding.function).as_str())
                }
                None => true,
            })
            .collect())
    }
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// Reads a `--why-extract` report: `reference TAB extracted TAB symbol`, a line for
/// each member, that of its first use.
fn findings(table: &Table, report: &str) -> Vec<Finding> {
    let rows: Vec<[&str; 3]> = report
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some([fields.next()?, fields.next()?, fields.next()?])
        })
        .collect();
    let mut findings: Vec<Finding> = rows
        .iter()
        .filter_map(|[reference, member, symbol]| {
            let call = symbol.strip_prefix("__sys_")?;
            let refusal = table.calls.get(call)?;
            let (object, function) = user_of(table, &rows, reference, member, symbol)?;
            Some(Finding {
                function: function.to_owned(),
                object: object.to_owned(),
                call: call.to_owned(),
                refusal: refusal.clone(),
            })
        })
        .collect();
    findings.sort();
    findings.dedup_by(|a, b| a.function == b.function && a.object == b.object);
    findings
}

/// Follows the report from `member` up to an object outside its archive; `None` when
/// the way leads through a quiet function or starts in the startup object.
fn user_of<'a>(
    table: &Table,
    rows: &[[&'a str; 3]],
    reference: &'a str,
    member: &'a str,
    symbol: &'a str,
) -> Option<(&'a str, &'a str)> {
    let archive = archive_of(member);
    let (mut reference, mut symbol) = (reference, symbol);
    // Each step goes to a member that was taken earlier, so there are no more steps
    // than rows.
    for _ in 0..=rows.len() {
        if table.quiet.contains(symbol) {
            return None;
        }
        if archive.is_none() || archive_of(reference) != archive {
            let startup = file_name(reference).starts_with("crt1");
            return (!startup).then_some((reference, symbol));
        }
        // Where the caller's prototype differs, wasm-ld names the caller as the member
        // taken; the member's file name says which function it holds.
        let up = rows
            .iter()
            .find(|[_, member, _]| *member == reference)
            .or_else(|| {
                let function = stem_of(reference)?;
                rows.iter().find(|[_, _, symbol]| *symbol == function)
            })?;
        (reference, symbol) = (up[0], up[2]);
    }
    None
}

/// `/x/libc.a` of `/x/libc.a(fork.o)`.
fn archive_of(object: &str) -> Option<&str> {
    object
        .strip_suffix(')')?
        .rsplit_once('(')
        .map(|(archive, _)| archive)
}

/// `fork` of `/x/libc.a(fork.o)`.
fn stem_of(object: &str) -> Option<&str> {
    let (_, member) = object.strip_suffix(')')?.rsplit_once('(')?;
    member.split('.').next()
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSED: &str = "\
# generated
clone ENOSYS Use one process.
socket ENOTSUP
tkill ENOSYS Nothing.
";
    const QUIET: &str = "# why\nabort  raises, then traps\n";

    fn found(report: &str) -> Vec<String> {
        let table = Table::parse(REFUSED, QUIET).expect("a table");
        let report = format!("reference\textracted\tsymbol\n{report}");
        findings(&table, &report)
            .iter()
            .map(Finding::to_string)
            .collect()
    }

    #[test]
    fn the_function_that_the_program_calls_is_named() {
        let report = "main.o\t/s/libc.a(popen.o)\tpopen\n\
                      /s/libc.a(popen.o)\t/s/libc.a(posix_spawn.o)\tposix_spawn\n\
                      /s/libc.a(posix_spawn.o)\t/s/libc.a(__sys_clone.o)\t__sys_clone\n";
        assert_eq!(
            found(report),
            [
                "`popen`, used by main.o, fails with ENOSYS where it needs the system call clone: Use one process."
            ]
        );
    }

    #[test]
    fn a_direct_call_is_said_shortly() {
        let report = "net.o\t/s/libc.a(socket.o)\tsocket\n\
                      /s/libc.a(socket.o)\t/s/libc.a(__sys_socket.o)\t__sys_socket\n";
        assert_eq!(
            found(report),
            ["`socket`, used by net.o, fails with ENOTSUP"]
        );
    }

    #[test]
    fn a_caller_with_another_prototype_is_found() {
        let report = "conftest.o\tconftest.o\tsocket\n\
                      /s/libc.a(socket.o)\t/s/libc.a(__sys_socket.o)\t__sys_socket\n";
        assert_eq!(
            found(report),
            ["`socket`, used by conftest.o, fails with ENOTSUP"]
        );
    }

    #[test]
    fn quiet_functions_and_the_startup_object_say_nothing() {
        let quiet = "main.o\t/s/libc.a(abort.o)\tabort\n\
                     /s/libc.a(abort.o)\t/s/libc.a(__sys_tkill.o)\t__sys_tkill\n";
        assert_eq!(found(quiet), [""; 0]);
        let startup = "/s/crt1-command.o\t/s/libc.a(exit.o)\texit\n\
                       /s/libc.a(exit.o)\t/s/libc.a(__sys_tkill.o)\t__sys_tkill\n";
        assert_eq!(found(startup), [""; 0]);
        assert_eq!(
            found("main.o\t/s/libc.a(__sys_read.o)\t__sys_read\n"),
            [""; 0]
        );
    }

    #[test]
    fn a_report_that_leads_in_a_circle_ends() {
        let report = "/s/libc.a(a.o)\t/s/libc.a(b.o)\tb\n\
                      /s/libc.a(b.o)\t/s/libc.a(a.o)\ta\n\
                      /s/libc.a(a.o)\t/s/libc.a(__sys_clone.o)\t__sys_clone\n";
        assert_eq!(found(report), [""; 0]);
    }

    #[test]
    fn the_last_level_counts_and_a_wrong_one_is_an_error() {
        let args = ["-Wwasi-refused=none", "a.c", "-Wwasi-refused=error"].map(OsString::from);
        let (level, kept) = take_level(args.to_vec()).expect("levels");
        assert_eq!(level, Some(Level::Error));
        assert_eq!(kept, ["a.c"]);
        assert!(take_level(vec!["-Wwasi-refused=maybe".into()]).is_err());
        assert!(Table::parse("clone", "").is_err());
    }
}
