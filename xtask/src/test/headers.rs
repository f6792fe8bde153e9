//! The suite `headers`: everything that our headers declare exists, and each header works
//! alone.
//!
//! - `headers/alone/<header>`: the header, included twice, and nothing else
//!   compiles as C99, C23 and C++17, each with and without `_GNU_SOURCE`, without a
//!   warning at `-Wall -Wextra -pedantic -Wsystem-headers`. A program's own
//!   compilation does not have the last one and shows none of these. Warnings in
//!   musl's unchanged text are listed in `tests/headers/exceptions.toml`.
//! - `headers/musl/<header>`: it declares all functions and variables that
//!   musl's does, and they link.
//! - `headers/defined`: every symbol of the library with a name that programs may use is
//!   declared. Otherwise a configure script would find the function, and the program would call
//!   it with the wrong type.
//! - `headers/constants`: each constant for a call is accepted by that call, or refused as
//!   `tests/headers/constants.toml` says.
//! - `headers/bottom-half`: the bottom half's C constants have the values of the headers; those
//!   that are in no header are listed in `tests/headers/bottom-half.toml`.
//! - `headers/macros`: each usable macro compiles under every standard of C and C++ with
//!   `-pedantic`.
//! - `headers/functions`: `tests/headers/functions.txt` lists the calls of each declared
//!   function, and whether it works; `docs/functions.md` is made from it.
//! - `headers/declared`: every declaration of a public header links, and so do all of musl's
//!   names together; and `wasi-cc` reports each function that always fails, with advice.

mod alone;
mod bottom_half;
mod constants;
mod exceptions;
mod index;
mod link;
mod macros;

use super::Setup;
use super::archive;
use super::report::{Leg, Outcome, Test};
use super::toolchain::Sysroot;
use crate::table::Table;
use anyhow::{Context, Result};
use exceptions::Exceptions;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;
use walkdir::WalkDir;

pub fn tests(setup: &Arc<Setup>) -> Result<Vec<Test>> {
    let folder = setup.layout.tests().join("headers");
    let exceptions = Arc::new(Exceptions::read(&folder.join("exceptions.toml"))?);
    let mut tests = Vec::new();

    let Some(sysroot) = &setup.sysroot else {
        return Ok(tests);
    };
    let public = public(sysroot)?;
    for header in &public {
        let (setup, exceptions, header) = (setup.clone(), exceptions.clone(), header.clone());
        tests.push(Test::new(
            format!("headers/alone/{header}"),
            Leg::Wasi,
            move || {
                outcome(&alone::complaints(
                    &setup,
                    setup.sysroot()?,
                    &exceptions,
                    &header,
                )?)
            },
        ));
    }
    let musl = musl_names(setup)?;
    for (header, names) in musl.clone() {
        let (setup, exceptions) = (setup.clone(), exceptions.clone());
        tests.push(Test::new(
            format!("headers/musl/{header}"),
            Leg::Wasi,
            move || {
                let headers = [header.clone()];
                let linked = link::link(&setup, setup.sysroot()?, &headers, &names)?;
                outcome(&exceptions.unforgiven(&linked.missing))
            },
        ));
    }
    {
        let (setup, exceptions, public) = (setup.clone(), exceptions.clone(), public.clone());
        tests.push(Test::new("headers/defined", Leg::Wasi, move || {
            let sysroot = setup.sysroot()?;
            let declared = link::declared(&setup, sysroot, &public)?;
            let library = archive::read(&sysroot.lib().join("libc.a"))?;
            let undeclared: BTreeSet<String> = library
                .into_keys()
                .filter(|name| is_a_programs(name) && !declared.contains(name))
                .collect();
            outcome(&exceptions.undeclared(&undeclared))
        }));
    }
    {
        let (setup, public) = (setup.clone(), public.clone());
        tests.push(Test::new("headers/constants", Leg::Wasi, move || {
            outcome(&constants::complaints(&setup, setup.sysroot()?, &public)?)
        }));
    }
    {
        let setup = setup.clone();
        tests.push(Test::new("headers/bottom-half", Leg::Wasi, move || {
            outcome(&bottom_half::complaints(&setup, setup.sysroot()?)?)
        }));
    }
    {
        let (setup, exceptions, public) = (setup.clone(), exceptions.clone(), public.clone());
        tests.push(Test::new("headers/macros", Leg::Wasi, move || {
            outcome(&macros::complaints(
                &setup,
                setup.sysroot()?,
                &exceptions,
                &public,
            )?)
        }));
    }
    {
        let (setup, public) = (setup.clone(), public.clone());
        tests.push(Test::new("headers/functions", Leg::Wasi, move || {
            outcome(&index::complaints(&setup, &public)?)
        }));
    }
    let setup = setup.clone();
    tests.push(Test::new("headers/declared", Leg::Wasi, move || {
        let sysroot = setup.sysroot()?;
        let mut names = link::declared(&setup, sysroot, &public)?;
        names.extend(musl.values().flatten().cloned());
        let linked = link::link(&setup, sysroot, &public, &names)?;
        let complaints =
            exceptions.unforgiven(&linked.missing) + &exceptions.unused(&linked.missing);
        // If names are missing, there is no linked program to report about.
        let silent = match complaints.is_empty() {
            true => {
                let table = Table::load(&setup.layout.syscall_table())?;
                linked.without_advice()? + &linked.silent(&table, &names)
            }
            false => String::new(),
        };
        outcome(&(complaints + &silent))
    }));
    Ok(tests)
}

/// Whether a program may use the name for something of its own: an identifier that is
/// not reserved.
fn is_a_programs(name: &str) -> bool {
    let in_c = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.starts_with('_') && name.chars().all(in_c)
}

fn outcome(complaints: &str) -> Result<Outcome> {
    Ok(if complaints.is_empty() {
        Outcome::Passed
    } else {
        Outcome::Failed(complaints.to_owned())
    })
}

/// The headers that a program may include, without those that only others include.
pub fn public(sysroot: &Sysroot) -> Result<Vec<String>> {
    let folder = sysroot.include();
    let mut headers = Vec::new();
    for entry in WalkDir::new(&folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
        let inner = entry.path().strip_prefix(&folder)?;
        let Some(name) = inner.to_str().filter(|name| name.ends_with(".h")) else {
            continue;
        };
        let private = |part: &str| part.starts_with("__") || part == "bits";
        if entry.file_type().is_file() && !name.split('/').any(private) {
            headers.push(name.to_owned());
        }
    }
    Ok(headers)
}

/// musl's declarations: names by header.
fn musl_names(setup: &Setup) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for list in ["musl-functions.txt", "musl-variables.txt"] {
        let path = setup.layout.tests().join("abi").join(list);
        let text =
            fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        for line in text.lines() {
            let (name, headers) = line
                .split_once(' ')
                .with_context(|| format!("{list}: '{line}'"))?;
            for header in headers.split(',') {
                names
                    .entry(header.to_owned())
                    .or_default()
                    .insert(name.to_owned());
            }
        }
    }
    Ok(names)
}
