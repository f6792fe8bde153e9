//! `tests/headers/functions.txt`: every function that a public header declares, and its
//! system calls. The test `headers/functions` determines them; `docs/functions.md` is
//! generated from the file.

use crate::layout::Layout;
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

const HEAD: &str = "\
# Written by `cargo xtask test headers/functions --write`; docs/functions.md is made from it.
# A line for each function that a public header declares: its name, the header, the system
# calls that it makes, other public functions that it calls, and whether it works, fails (with
# this error, for want of this system call), or is missing.
";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub header: String,
    pub syscalls: Vec<String>,
    pub functions: Vec<String>,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Works,
    /// It reaches a refused call, and fails with this error.
    Fails {
        errno: String,
        syscall: String,
    },
    /// A header declares it, and nothing defines it.
    Missing,
}

pub fn path(layout: &Layout) -> PathBuf {
    layout.tests().join("headers/functions.txt")
}

pub fn read(layout: &Layout) -> Result<Vec<Function>> {
    let path = path(layout);
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let all = lines.map(|line| parse(line).with_context(|| format!("{}: {line}", path.display())));
    all.collect()
}

/// The whole file.
pub fn text(functions: &[Function]) -> String {
    let mut text = HEAD.to_owned();
    let list = |names: &[String]| match names {
        [] => "-".to_owned(),
        names => names.join(","),
    };
    for function in functions {
        let outcome = match &function.outcome {
            Outcome::Works => "works".to_owned(),
            Outcome::Fails { errno, syscall } => format!("fails {errno} {syscall}"),
            Outcome::Missing => "missing".to_owned(),
        };
        let (calls, others) = (list(&function.syscalls), list(&function.functions));
        let Function { name, header, .. } = function;
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name} {header} {calls} {others} {outcome}");
    }
    text
}

fn parse(line: &str) -> Result<Function> {
    let list = |names: &str| match names {
        "-" => Vec::new(),
        names => names.split(',').map(str::to_owned).collect(),
    };
    let words: Vec<&str> = line.split(' ').collect();
    let [name, header, syscalls, functions, outcome @ ..] = words.as_slice() else {
        bail!("too few words");
    };
    Ok(Function {
        name: (*name).to_owned(),
        header: (*header).to_owned(),
        syscalls: list(syscalls),
        functions: list(functions),
        outcome: match outcome {
            ["works"] => Outcome::Works,
            ["missing"] => Outcome::Missing,
            ["fails", errno, syscall] => Outcome::Fails {
                errno: (*errno).to_owned(),
                syscall: (*syscall).to_owned(),
            },
            _ => bail!("neither works, fails nor missing"),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let function = |name: &str, syscalls: &[&str], outcome| Function {
            name: name.into(),
            header: "a/b.h".into(),
            syscalls: syscalls.iter().map(|&name| name.to_owned()).collect(),
            functions: Vec::new(),
            outcome,
        };
        let fails = Outcome::Fails {
            errno: "ENOSYS".into(),
            syscall: "clone".into(),
        };
        let functions = [
            function("a", &[], Outcome::Works),
            function("b", &["clone", "pipe2"], fails),
            function("c", &[], Outcome::Missing),
        ];
        let text = text(&functions);
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let read: Vec<Function> = lines.map(|line| parse(line).unwrap()).collect();
        assert_eq!(read, functions);
        assert!(parse("a b.h - -").is_err());
    }
}
