//! `abi/files`: every header of wasi-libc can be included, and every archive is there, by
//! the names of `tests/abi/files.txt` and, where Debian's package is installed, by its own.

use super::facts;
use crate::test::Setup;
use crate::test::probe;
use crate::test::report::{Leg, Outcome, Test};
use crate::test::toolchain::Sysroot;
use anyhow::Result;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use walkdir::WalkDir;

/// Where Debian puts them.
const INSTALLED: [(&str, &str); 2] = [
    ("/usr/include/wasm32-wasi", ".h"),
    ("/usr/lib/wasm32-wasi", ".a"),
];

/// Files from other packages.
const FOREIGN: [&str; 4] = ["c++/", "noeh/", "eh/", "libc++"];

pub fn test(setup: &Arc<Setup>) -> Test {
    let setup = setup.clone();
    Test::new("abi/files", Leg::Wasi, move || {
        let mut names: BTreeSet<String> = facts(&setup, "files.txt")?
            .lines()
            .map(str::to_owned)
            .collect();
        for (folder, suffix) in INSTALLED {
            names.extend(installed(Path::new(folder), suffix));
        }
        let complaints = missing(&setup, setup.sysroot()?, &names)?;
        Ok(match complaints.is_empty() {
            true => Outcome::Passed,
            false => Outcome::Failed(complaints),
        })
    })
}

fn installed(folder: &Path, suffix: &str) -> Vec<String> {
    WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.path().strip_prefix(folder).ok()?.to_str()?.to_owned()))
        .filter(|name| name.ends_with(suffix))
        .filter(|name| !FOREIGN.iter().any(|start| name.starts_with(start)))
        .collect()
}

fn missing(setup: &Setup, sysroot: &Sysroot, names: &BTreeSet<String>) -> Result<String> {
    let mut complaints = String::new();
    let mut lines = Vec::new();
    let (headers, archives): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| name.ends_with(".h"));
    for archive in archives {
        if !sysroot.lib().join(archive).is_file() {
            complaints += &format!("{archive}: missing\n");
        }
    }
    // Headers in bits/ are parts of others, and have no guards.
    let (parts, headers): (Vec<&String>, Vec<&String>) =
        headers.iter().partition(|name| name.starts_with("bits/"));
    for part in parts {
        if !sysroot.include().join(part).is_file() {
            complaints += &format!("{part}: missing\n");
        }
    }
    for header in &headers {
        lines.push(format!("#include <{header}>"));
    }
    let folder = tempfile::tempdir()?;
    let object = folder.path().join("files.o");
    for (line, message) in probe::compile(setup, sysroot, &[], &lines, &object)? {
        complaints += &format!("{}: {message}\n", headers[line]);
    }
    Ok(complaints)
}
