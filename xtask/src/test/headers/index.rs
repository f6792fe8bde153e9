//! The outcome of each function that a public header declares: `tests/headers/functions.txt`.

use super::link;
use crate::functions::{self, Function, Outcome};
use crate::sysroot::reach::{self, Calls};
use crate::table::{Syscall, Table};
use crate::test::Setup;
use crate::test::archive;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;

/// It makes any call that its argument names.
const ANY: &str = "syscall";

/// The errors in the file; with `--write`, it is written again.
pub fn complaints(setup: &Setup, public: &[String]) -> Result<String> {
    let text = functions::text(&find(setup, public)?);
    let path = functions::path(&setup.layout);
    if setup.write {
        fs::write(&path, &text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    if known == text {
        return Ok(String::new());
    }
    let lines = |text: &str| -> BTreeSet<String> { text.lines().map(str::to_owned).collect() };
    let (known, found) = (lines(&known), lines(&text));
    let mut complaints: String = found
        .difference(&known)
        .map(|line| format!("+ {line}\n"))
        .collect();
    complaints.extend(known.difference(&found).map(|line| format!("- {line}\n")));
    Ok(complaints
        + "tests/headers/functions.txt is stale: `cargo xtask test headers/functions --write` and \
           `cargo xtask tidy --write` refresh it and docs/functions.md\n")
}

fn find(setup: &Setup, public: &[String]) -> Result<Vec<Function>> {
    let sysroot = setup.sysroot()?;
    let mut declared = link::declarations(setup, sysroot, public)?;
    declared.retain(|declaration| declaration.is_function);
    let names = declared
        .iter()
        .map(|function| function.name.clone())
        .collect();
    let linked = link::link(setup, sysroot, public, &names)?;
    let library = archive::members(&sysroot.lib().join("libc.a"))?;
    let symbols = declared
        .iter()
        .map(|function| function.symbol.clone())
        .collect();
    let calls = reach::calls(&library, &symbols)?;
    let failures = linked.failures();
    let name_of = |symbol: &String| {
        let mut all = declared.iter();
        all.find(|function| function.symbol == *symbol)
            .map_or_else(|| symbol.clone(), |function| function.name.clone())
    };
    let table = Table::load(&setup.layout.syscall_table())?;
    let function = |declaration: &link::Declared| {
        let name = &declaration.name;
        let outcome = if linked.missing.contains_key(name) {
            Outcome::Missing
        } else if let Some(&told) = failures.get(name.as_str())
            && let Some((errno, syscall)) =
                failure(told, name, &refused(&declaration.symbol, &calls, &table))
        {
            let (errno, syscall) = (errno.to_owned(), syscall.to_owned());
            Outcome::Fails { errno, syscall }
        } else {
            Outcome::Works
        };
        let calls = calls.get(&declaration.symbol).filter(|_| name != ANY);
        Function {
            name: name.clone(),
            header: declaration.header.clone(),
            syscalls: calls.map_or_else(Vec::new, |calls| calls.syscalls.iter().cloned().collect()),
            functions: calls.map_or_else(Vec::new, |calls| {
                calls.functions.iter().map(name_of).collect()
            }),
            outcome,
        }
    };
    Ok(declared.iter().map(function).collect())
}

/// The refused calls that a function reaches, its own first.
fn refused<'a>(
    symbol: &str,
    calls: &'a BTreeMap<String, Calls>,
    table: &'a Table,
) -> Vec<&'a Syscall> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([symbol.to_owned()]);
    let mut queue = VecDeque::from([symbol.to_owned()]);
    while let Some(symbol) = queue.pop_front() {
        let Some(calls) = calls.get(&symbol) else {
            continue;
        };
        found.extend(
            table
                .refused()
                .filter(|row| calls.syscalls.contains(&row.name)),
        );
        let others = calls.functions.iter().cloned();
        queue.extend(others.filter(|other| seen.insert(other.clone())));
    }
    found
}

/// The error of a function and the call that it needs in vain: the report of `wasi-cc` in
/// `told`, if the function itself reaches that call. In a link of all functions, the call may
/// belong to another function of the same object.
fn failure<'a>(
    told: (&'a str, &'a str),
    name: &str,
    refused: &[&'a Syscall],
) -> Option<(&'a str, &'a str)> {
    if name == ANY {
        return None;
    }
    if refused.iter().any(|row| row.name == told.1) {
        return Some(told);
    }
    let first = refused.first()?;
    Some((first.errno.as_deref()?, &first.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_fails_by_a_call_that_it_comes_to() {
        let row = |name: &str, number: u32| {
            format!(
                "[[syscall]]\nname='{name}'\nnumber={number}\narea='system'\nstatus='refused'\n\
                 errno='EPERM'\nreason='No.'\ninstead='x'\n"
            )
        };
        let table = Table::parse(&(row("mount", 1) + &row("umount2", 2))).unwrap();
        let calls = |syscalls: &[&str], functions: &[&str]| Calls {
            syscalls: syscalls.iter().map(|&name| name.to_owned()).collect(),
            functions: functions.iter().map(|&name| name.to_owned()).collect(),
        };
        let calls = BTreeMap::from([
            (
                "umount".to_owned(),
                calls(&["read"], &["umount2", "umount"]),
            ),
            ("umount2".to_owned(), calls(&["umount2"], &[])),
            ("free".to_owned(), calls(&["read"], &[])),
        ]);
        let told = ("ENOSYS", "mount");
        let failure = |name: &str| failure(told, name, &refused(name, &calls, &table));
        assert_eq!(failure("umount"), Some(("EPERM", "umount2")));
        assert_eq!(failure("free"), None);
        assert_eq!(failure("syscall"), None);
    }
}
