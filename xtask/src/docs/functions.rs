//! `docs/functions.md`: every public function of C, in a line each.

use crate::docs::{cell, syscalls};
use crate::functions::{self, Function, Outcome};
use crate::layout::Layout;
use crate::table::{Status, Syscall, Table};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// The longest text about a system call that a line repeats.
const SHORT: usize = 260;

/// Calls that many functions make incidentally: they count only for the function of that
/// name.
const ASIDE: [&str; 18] = [
    "_llseek",
    "clock_gettime64",
    "close",
    "dup",
    "fcntl64",
    "fstat",
    "futex_time64",
    "getegid",
    "geteuid",
    "getgid",
    "getpid",
    "gettid",
    "getuid",
    "openat",
    "read",
    "rt_sigprocmask",
    "set_robust_list",
    "write",
];

/// `libc-top-half/functions.toml`: the differences of functions above the system calls.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Notes {
    #[serde(default)]
    note: Vec<Note>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    functions: Vec<String>,
    differs: String,
}

pub fn page(layout: &Layout, table: &Table) -> Result<(PathBuf, String)> {
    let path = layout.top_half().join("functions.toml");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let notes: Notes = toml::from_str(&text).with_context(|| path.display().to_string())?;
    let functions = functions::read(layout)?;
    let text = Index::new(table, &functions, &notes)
        .with_context(|| path.display().to_string())?
        .page();
    Ok((layout.docs().join("functions.md"), text))
}

struct Index<'a> {
    table: &'a Table,
    functions: BTreeMap<&'a str, &'a Function>,
    notes: BTreeMap<&'a str, &'a str>,
}

impl<'a> Index<'a> {
    fn new(table: &'a Table, functions: &'a [Function], notes: &'a Notes) -> Result<Self> {
        let functions: BTreeMap<&str, &Function> = functions
            .iter()
            .map(|function| (function.name.as_str(), function))
            .collect();
        let mut of = BTreeMap::new();
        for note in &notes.note {
            for name in &note.functions {
                ensure!(
                    functions.contains_key(name.as_str()),
                    "no header declares {name}"
                );
                ensure!(
                    of.insert(name.as_str(), note.differs.as_str()).is_none(),
                    "{name} is listed twice"
                );
            }
        }
        Ok(Self {
            table,
            functions,
            notes: of,
        })
    }

    fn page(&self) -> String {
        let mut sections: BTreeMap<&str, Vec<&Function>> = BTreeMap::new();
        for function in self.functions.values() {
            sections.entry(&function.header).or_default().push(function);
        }
        let count = |is: &dyn Fn(&Function) -> bool| {
            let all = self.functions.values();
            all.filter(|function| is(function)).count()
        };
        let differs = |function: &Function| {
            function.outcome == Outcome::Works && self.line(function) != WORKS
        };
        let missing = count(&|function| function.outcome == Outcome::Missing);
        let mut page = format!(
            "<!-- Generated from tests/headers/functions.txt, libc-top-half/functions.toml and \
             libc-bottom-half/syscalls.toml by `cargo xtask tidy --write`. -->\n\n\
             # C functions\n\n\
             Does a function work? Search this page for its name. It has a line for each of the {} \
             functions that the headers declare, under the header that declares it:\n\n\
             - **works** ({}): it has no known difference from Linux.\n\
             - **differs** ({}): it works, with these differences.\n\
             - **fails** ({}): it always fails with this error, or fails if it needs the named \
             system call. `wasi-cc` reports it when it links a program that calls it.\n\
             - **missing** ({missing}): a header declares it, and the library lacks it.\n\n\
             A function differs if its system call does: the line repeats the text, or its first \
             sentence, and links to the entry. Some functions have a separate note. If a function \
             makes a system call of its own name, only that one counts. Otherwise all calls count \
             that it makes directly, or through internal functions of the library. If it makes \
             none and has no note, the calls of the public functions that it calls count. Calls \
             through a pointer do not count: `printf` works, and `write` has the differences of a \
             stream's writes. Many functions make these calls incidentally, so they count only for \
             the function of that name: {}.\n\n\
             [syscalls.md](syscalls.md) explains the words *descriptor table* and *blocking \
             forever*. Macros are not listed.\n",
            self.functions.len(),
            count(&|function| function.outcome == Outcome::Works) - count(&differs),
            count(&differs),
            count(&|function| matches!(function.outcome, Outcome::Fails { .. })),
            ASIDE.map(|name| format!("`{name}`")).join(", "),
        );
        for (header, functions) in sections {
            page += &format!("\n## `<{header}>`\n\n| Function | |\n|---|---|\n");
            for function in functions {
                page += &format!(
                    "| `{}` | {} |\n",
                    function.name,
                    cell(Some(&self.line(function)))
                );
            }
        }
        page
    }

    fn line(&self, function: &Function) -> String {
        let note = self.notes.get(function.name.as_str());
        match &function.outcome {
            Outcome::Missing => "**missing**".to_owned(),
            Outcome::Fails { errno, syscall } => {
                let row = self.row(syscall);
                let link = row.map_or_else(|| syscall.clone(), syscalls::link);
                let instead = row.and_then(|row| row.instead.as_deref());
                let mut line = format!("**fails** with `{errno}` ({link}).");
                if let Some(instead) = instead {
                    line += &format!(" {}", syscalls::advice(instead));
                }
                note.into_iter()
                    .for_each(|note| line += &format!(" {note}"));
                line
            }
            Outcome::Works => {
                let rows = self.differing(function);
                let differs = |row: &'a Syscall| row.differs.as_deref().unwrap_or_default();
                let is_long = rows.iter().map(|row| differs(row).len()).sum::<usize>() > SHORT;
                let mut parts: Vec<String> = note.iter().map(|note| (**note).to_owned()).collect();
                parts.extend(rows.iter().map(|row| {
                    let text = shortened(differs(row), is_long);
                    format!("{text} ({})", syscalls::link(row))
                }));
                match parts.as_slice() {
                    [] => WORKS.to_owned(),
                    parts => format!("**differs**: {}", parts.join(" ")),
                }
            }
        }
    }

    fn row(&self, name: &str) -> Option<&'a Syscall> {
        self.table.syscalls.iter().find(|row| row.name == name)
    }

    /// The calls that count for a function, and that differ.
    fn differing(&self, function: &Function) -> Vec<&'a Syscall> {
        let mut names = counted(function);
        if names.is_empty() && !self.notes.contains_key(function.name.as_str()) {
            let others = function.functions.iter();
            let others = others.filter_map(|name| self.functions.get(name.as_str()));
            names = others.flat_map(|other| counted(other)).collect();
            names.retain(|name| !ASIDE.contains(name));
        }
        let rows = names.into_iter().filter_map(|name| self.row(name));
        let rows = rows
            .filter(|row| row.status != Status::Refused && row.is_of_linux())
            .filter_map(|row| self.telling(row));
        let mut texts = BTreeSet::new();
        rows.filter(|row| texts.insert(&row.differs)).collect()
    }

    /// The row with the differences of `row`: itself, or the row that it refers to.
    fn telling(&self, row: &'a Syscall) -> Option<&'a Syscall> {
        let text = row.differs.as_deref()?;
        let other = text
            .strip_prefix("As `")
            .and_then(|rest| rest.strip_suffix("`."));
        match other.and_then(|name| self.row(name)) {
            Some(other) => self.telling(other),
            None => Some(row),
        }
    }
}

/// The calls that a function itself counts for.
fn counted(function: &Function) -> BTreeSet<&str> {
    let calls = function.syscalls.iter().map(String::as_str);
    match calls
        .clone()
        .find(|call| is_named_after(&function.name, call))
    {
        Some(call) => BTreeSet::from([call]),
        None => calls.filter(|call| !ASIDE.contains(call)).collect(),
    }
}

/// A text, or its first sentence if all of them are too long for a line.
fn shortened(text: &str, is_long: bool) -> String {
    match text.split_once(". ") {
        Some((first, _)) if is_long => format!("{first}. …"),
        _ => text.to_owned(),
    }
}

const WORKS: &str = "works";

/// Whether a system call has the name of a function, apart from prefixes and suffixes.
fn is_named_after(function: &str, syscall: &str) -> bool {
    let name = syscall.strip_prefix("_l").unwrap_or(syscall);
    let rest = name.strip_prefix(function);
    rest.is_some_and(|rest| matches!(rest, "" | "1" | "2" | "64" | "_time64" | "at"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let done = |name: &str, number: u32, differs: &str| {
            format!(
                "[[syscall]]\nname='{name}'\nnumber={number}\narea='io'\nstatus='real'\n\
                 differs='{differs}'\n"
            )
        };
        let rows = done("open", 1, "Short.")
            + &done("openat2", 2, "As `open`.")
            + &done("close", 3, "On the side.")
            + &done("long", 4, &("First. ".to_owned() + &"word ".repeat(99)))
            + "[[syscall]]\nname='clone'\nnumber=5\narea='processes'\nstatus='refused'\n\
               errno='ENOSYS'\nreason='No.'\ninstead='Do it.'\n";
        Table::parse(&rows).unwrap()
    }

    fn function(name: &str, syscalls: &[&str], functions: &[&str]) -> Function {
        let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Function {
            name: name.into(),
            header: "a.h".into(),
            syscalls: list(syscalls),
            functions: list(functions),
            outcome: Outcome::Works,
        }
    }

    #[test]
    fn a_line_says_whether_a_function_works() {
        let mut fork = function("fork", &["clone"], &[]);
        fork.outcome = Outcome::Fails {
            errno: "EAGAIN".into(),
            syscall: "clone".into(),
        };
        let functions = [
            function("abs", &[], &["fopen"]),
            function("close", &["close"], &[]),
            function("creat", &[], &["fopen"]),
            function("fopen", &["close", "openat2"], &[]),
            fork,
            function("map", &["long", "open"], &[]),
            function("pure", &[], &["abs"]),
        ];
        let notes =
            toml::from_str("[[note]]\nfunctions=['abs', 'fork']\ndiffers='Noted.'").unwrap();
        let table = table();
        let index = Index::new(&table, &functions, &notes).unwrap();
        let line = |name: &str| index.line(index.functions[name]);
        let openat2 = "Short. ([open](syscalls/io.md#open))";
        assert_eq!(line("pure"), "works");
        assert_eq!(line("abs"), "**differs**: Noted.");
        assert_eq!(line("fopen"), format!("**differs**: {openat2}"));
        assert_eq!(line("creat"), line("fopen"));
        assert_eq!(
            line("close"),
            "**differs**: On the side. ([close](syscalls/io.md#close))"
        );
        assert_eq!(
            line("map"),
            "**differs**: First. … ([long](syscalls/io.md#long)) Short. \
             ([open](syscalls/io.md#open))"
        );
        assert_eq!(
            line("fork"),
            "**fails** with `EAGAIN` ([clone](syscalls/processes.md#clone)). Instead: Do it. Noted."
        );
    }

    #[test]
    fn a_note_is_about_a_function_that_a_header_declares() {
        let notes = toml::from_str("[[note]]\nfunctions=['nothing']\ndiffers='x'").unwrap();
        assert!(Index::new(&table(), &[], &notes).is_err());
    }
}
