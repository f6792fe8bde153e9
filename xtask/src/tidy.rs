//! `cargo xtask tidy`: the project's own rules, which no compiler checks.

mod bodies;
mod deny;
mod rooms;
mod words;

use crate::docs;
use crate::git;
use crate::layout::Layout;
use crate::sysroot::{self, ledger::Ledger};
use crate::table::Table;
use crate::tree;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::iter;
use std::path::Path;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Write the generated pages instead of only comparing them
    #[arg(long)]
    write: bool,
}

pub fn run(args: Args) -> Result<ExitCode> {
    let layout = Layout::find();
    let mut broken = generated_pages(&layout, args.write)?;
    let mut texts = BTreeMap::new();
    let files: BTreeSet<String> = git::files(layout.root())?.into_iter().collect();
    for file in &files {
        let bytes =
            fs::read(layout.root().join(file)).with_context(|| format!("cannot read {file}"))?;
        broken.extend(no_artefact(file, &bytes));
        if let Ok(text) = String::from_utf8(bytes) {
            broken.extend(plain_text(file, &text));
            broken.extend(unsafe_in_rims(file, &text));
            broken.extend(rooms::stateful(file, &text));
            texts.insert(file.clone(), text);
        }
    }
    broken.extend(rooms::broken(&texts));
    broken.extend(words::broken(&texts));
    let table = Table::load(&layout.syscall_table())?;
    let syscalls = table.syscalls.into_iter().map(|syscall| syscall.name);
    broken.extend(bodies::broken(&texts, &syscalls.collect()));
    broken.extend(dependencies_of_the_library(&layout)?);
    broken.extend(docs::comments::broken(&layout)?);
    broken.extend(deny::broken(&layout)?);
    broken.extend(sysroot::overlay_is_ours(&layout)?);
    broken.extend(overlay_is_recorded(&layout)?);
    for law in &broken {
        eprintln!("tidy: {law}");
    }
    if broken.is_empty() {
        println!("tidy: {} files keep the project's laws", files.len());
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("tidy: {} broken", broken.len());
    Ok(ExitCode::FAILURE)
}

/// Checks the generated pages and the words of all pages, for `cargo xtask docs`.
pub fn pages(layout: &Layout) -> Result<Vec<String>> {
    let mut broken = generated_pages(layout, false)?;
    let mut texts = BTreeMap::new();
    for file in git::files(layout.root())? {
        if file.ends_with(".md") {
            let path = layout.root().join(&file);
            let text = fs::read_to_string(path).with_context(|| format!("cannot read {file}"))?;
            texts.insert(file, text);
        }
    }
    broken.extend(words::broken(&texts));
    Ok(broken)
}

/// The ledger lists every file of musl that is not compiled as published.
fn overlay_is_recorded(layout: &Layout) -> Result<Option<String>> {
    for target in sysroot::target::ALL {
        let ledger = Ledger::load(&layout.top_half(), &target)?;
        if let Err(error) = ledger.check(&sysroot::survey(layout, &target)?) {
            return Ok(Some(format!("{}: {error:#}", target.name)));
        }
    }
    Ok(None)
}

/// Generated pages, and generated parts of others, match their sources.
fn generated_pages(layout: &Layout, write: bool) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for (path, text) in docs::generated(layout)? {
        let name = path
            .strip_prefix(layout.root())
            .unwrap_or(&path)
            .display()
            .to_string();
        if fs::read_to_string(&path).ok().as_deref() == Some(&*text) {
            continue;
        }
        if write {
            tree::put(&path, text)?;
            println!("tidy: wrote {name}");
        } else {
            broken.push(format!(
                "{name} is stale; `cargo xtask tidy --write` refreshes it"
            ));
        }
    }
    Ok(broken)
}

/// No build product, archive or other bulk is checked in.
fn no_artefact(file: &str, bytes: &[u8]) -> Option<String> {
    const MAGICS: [&[u8]; 6] = [
        b"\0asm",
        b"\x7fELF",
        b"!<arch>",
        b"\x1f\x8b",
        b"\xfd7zXZ",
        b"PK\x03\x04",
    ];
    const MOST: usize = 1 << 20;
    if MAGICS.iter().any(|magic| bytes.starts_with(magic)) {
        return Some(format!("{file} is a build product or an archive"));
    }
    (bytes.len() > MOST).then(|| format!("{file} is larger than 1 MiB"))
}

/// Text ends with one newline, and has neither carriage returns nor blanks at the
/// end of a line.
fn plain_text(file: &str, text: &str) -> Option<String> {
    const CHECKED: [&str; 10] = [
        "rs", "toml", "md", "c", "h", "in", "cfg", "ini", "cmake", "sh",
    ];
    let extension = Path::new(file).extension()?.to_str()?;
    if !CHECKED.contains(&extension) || text.is_empty() {
        return None;
    }
    for (number, line) in text.split('\n').enumerate() {
        if line.ends_with([' ', '\t', '\r']) {
            return Some(format!(
                "{file}:{}: blanks at the end of the line",
                number + 1
            ));
        }
    }
    let ends_well = text.ends_with('\n') && !text.ends_with("\n\n");
    (!ends_well).then(|| format!("{file} does not end with exactly one newline"))
}

/// In the bottom half, `unsafe` occurs only in the three rims.
fn unsafe_in_rims(file: &str, text: &str) -> Vec<String> {
    const RIMS: [&str; 3] = ["wasi/imports", "user", "entry"];
    let Some(path) = file.strip_prefix("libc-bottom-half/src/") else {
        return Vec::new();
    };
    let is_in = |rim: &str| {
        let rest = path.strip_prefix(rim);
        rest.is_some_and(|rest| rest.starts_with(['.', '/']))
    };
    if RIMS.iter().any(|rim| is_in(rim)) {
        return Vec::new();
    }
    let mut broken = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        let words = code.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        if words.clone().any(|word| word == "unsafe") {
            broken.push(format!("{file}:{}: unsafe outside the rims", number + 1));
        }
        // The module list allows it exactly for the rims.
        let lifts = code.contains("expect(unsafe_code") || code.contains("allow(unsafe_code");
        if lifts && !code.contains("\"a rim: ") {
            broken.push(format!(
                "{file}:{}: unsafe_code is allowed outside a rim",
                number + 1
            ));
        }
    }
    broken
}

/// The bottom half is linked into every program: it depends on the numbers of preview1, which
/// depend on nothing.
fn dependencies_of_the_library(layout: &Layout) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for (package, allowed) in [("libc-bottom-half", &["preview1"][..]), ("preview1", &[])] {
        let path = layout.root().join(package).join("Cargo.toml");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for name in dependencies(&toml::from_str(&text)?) {
            if !allowed.contains(&name.as_str()) {
                broken.push(format!("{package} depends on {name}"));
            }
        }
    }
    Ok(broken)
}

/// The dependencies of a package, for all targets.
fn dependencies(manifest: &toml::Table) -> Vec<String> {
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let targets = targets.into_iter().flat_map(toml::Table::values);
    let tables = iter::once(manifest).chain(targets.filter_map(toml::Value::as_table));
    let of = |table: &toml::Table, name: &str| -> Vec<String> {
        let named = table.get(name).and_then(toml::Value::as_table);
        named.map_or_else(Vec::new, |named| named.keys().cloned().collect())
    };
    tables
        .flat_map(|table| [of(table, "dependencies"), of(table, "build-dependencies")])
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsafe_is_found_outside_the_rims_only() {
        let code = "fn f() { unsafe { g() } } // unsafe\n// unsafe\n";
        assert_eq!(
            unsafe_in_rims("libc-bottom-half/src/entry/io.rs", code),
            [""; 0]
        );
        assert_eq!(
            unsafe_in_rims("libc-bottom-half/src/user.rs", code),
            [""; 0]
        );
        assert_eq!(unsafe_in_rims("xtask/src/main.rs", code), [""; 0]);
        let found = unsafe_in_rims("libc-bottom-half/src/users.rs", code);
        assert_eq!(
            found,
            ["libc-bottom-half/src/users.rs:1: unsafe outside the rims"]
        );
        let lifted = "#[allow(unsafe_code, reason = \"handy\")]\nmod handy;\n";
        assert_eq!(
            unsafe_in_rims("libc-bottom-half/src/lib.rs", lifted).len(),
            1
        );
    }

    #[test]
    fn every_kind_of_dependency_is_found() {
        let manifest = "dependencies.a = \"1\"\n\
             build-dependencies.b = \"1\"\n\
             dev-dependencies.c = \"1\"\n\
             target.'cfg(unix)'.dependencies.d = \"1\"\n";
        assert_eq!(
            dependencies(&toml::from_str(manifest).unwrap()),
            ["a", "b", "d"]
        );
        assert_eq!(dependencies(&toml::Table::new()), [""; 0]);
    }

    #[test]
    fn blanks_and_missing_newlines_are_found() {
        assert_eq!(plain_text("a.c", "int a;\n"), None);
        assert!(
            plain_text("a.c", "int a; \n")
                .unwrap()
                .contains("a.c:1: blanks")
        );
        assert!(plain_text("a.c", "int a;\r\n").is_some());
        assert!(plain_text("a.c", "int a;").is_some());
        assert!(plain_text("a.c", "int a;\n\n").is_some());
        assert_eq!(plain_text("a.bin", "x "), None);
    }

    #[test]
    fn build_products_are_found() {
        assert!(no_artefact("a", b"\0asm\x01").is_some());
        assert!(no_artefact("a", b"!<arch>\n").is_some());
        assert!(no_artefact("a", &vec![0; (1 << 20) + 1]).is_some());
        assert_eq!(no_artefact("a.c", b"int a;\n"), None);
    }
}
