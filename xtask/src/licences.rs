//! Licences of crates: the meaning of their expressions, and the notices to distribute
//! with programs that contain them.

use crate::crates::{Metadata, Package};
use crate::layout::Layout;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Whether the allowed licences are enough for a crate with this SPDX expression:
/// `A OR (B AND C WITH D)`, or the `A/B` of old manifests.
pub fn suffice(expression: &str, allowed: &dyn Fn(&str) -> bool) -> Result<bool> {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = &words[..];
    let is_allowed = any_of(&mut rest, allowed);
    match is_allowed {
        Some(is_allowed) if rest.is_empty() => Ok(is_allowed),
        _ => bail!("'{expression}' is not a licence expression"),
    }
}

fn any_of(rest: &mut &[&str], allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut is_allowed = all_of(rest, allowed)?;
    while let Some(("OR", after)) = split(rest) {
        *rest = after;
        is_allowed |= all_of(rest, allowed)?;
    }
    Some(is_allowed)
}

fn all_of(rest: &mut &[&str], allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut is_allowed = one(rest, allowed)?;
    while let Some(("AND", after)) = split(rest) {
        *rest = after;
        is_allowed &= one(rest, allowed)?;
    }
    Some(is_allowed)
}

fn one(rest: &mut &[&str], allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let (word, after) = split(rest)?;
    *rest = after;
    match word {
        "(" => {
            let is_allowed = any_of(rest, allowed)?;
            let (word, after) = split(rest)?;
            *rest = after;
            (word == ")").then_some(is_allowed)
        }
        ")" | "AND" | "OR" | "WITH" => None,
        _ => match split(rest) {
            Some(("WITH", after)) => {
                let (exception, after) = split(after)?;
                *rest = after;
                Some(allowed(&format!("{word} WITH {exception}")))
            }
            _ => Some(allowed(word)),
        },
    }
}

fn split<'a, 'b>(words: &'b [&'a str]) -> Option<(&'a str, &'b [&'a str])> {
    let (first, rest) = words.split_first()?;
    Some((first, rest))
}

/// The notices of all crates in these programs, as one text: each licence once, with the
/// crates under it.
pub fn notices(layout: &Layout, metadata: &Metadata, programs: &[&str]) -> Result<String> {
    let packages = metadata.inside(programs);
    let own = fs::read_to_string(layout.root().join("LICENSE-APACHE"))
        .context("cannot read LICENSE-APACHE")?;
    let mut known: BTreeMap<&str, String> = BTreeMap::from([("Apache-2.0", own)]);
    let mut read = Vec::new();
    for package in &packages {
        let texts = texts(package)?;
        // A crate under one licence, in one file, has the text of that licence.
        if let ([text], Some(license)) = (&texts[..], &package.license) {
            known.entry(license).or_insert_with(|| text.clone());
        }
        read.push((package, texts));
    }

    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut list = String::new();
    let mut bodies = String::new();
    for (package, mut texts) in read {
        let license = package.license.as_deref().unwrap_or("see its notice");
        if texts.is_empty() {
            texts.push(standard(package, &known)?.to_owned());
        }
        let mut cited = Vec::new();
        for text in texts {
            let next = numbers.len() + 1;
            let number = *numbers.entry(text.clone()).or_insert_with(|| {
                bodies += &format!("\n{RULE}\n[{next}]\n\n{}\n", text.trim_matches('\n'));
                next
            });
            cited.push(format!("[{number}]"));
        }
        list += &format!("{}: {license} {}\n", package.title(), cited.join(" "));
        if let Some(repository) = &package.repository {
            list += &format!("    {repository}\n");
        }
    }
    Ok(format!(
        "{} in bin/ contain the code of these crates. Each is followed by its licence and\n\
         the numbers of the notices below that go with it.\n\n{list}{bodies}",
        programs.join(" and ")
    ))
}

const RULE: &str = "----------------------------------------------------------------------";

/// The notices in the source of a crate.
fn texts(package: &Package) -> Result<Vec<String>> {
    const NAMES: [&str; 6] = [
        "LICENSE",
        "LICENCE",
        "COPYING",
        "COPYRIGHT",
        "NOTICE",
        "UNLICENSE",
    ];
    let folder = package.folder();
    let mut files: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .flatten()
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().to_uppercase();
            NAMES.iter().any(|start| name.starts_with(start))
        })
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    files.extend(package.license_file());
    files.sort();
    files.dedup();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(String::from_utf8_lossy(&bytes).replace('\r', ""))
    };
    files.into_iter().map(read).collect()
}

/// The text of an allowed licence, for a crate that has none in its source.
fn standard<'a>(package: &Package, known: &'a BTreeMap<&str, String>) -> Result<&'a str> {
    let license = package.license.as_deref().unwrap_or_default();
    for (name, text) in known {
        if suffice(license, &|one| one == *name)? {
            return Ok(text);
        }
    }
    bail!(
        "{} has no licence in its source, and no other crate the text of '{license}'",
        package.title()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read() {
        let allowed = |name: &str| ["MIT", "Apache-2.0 WITH LLVM-exception"].contains(&name);
        for (expression, wanted) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("GPL-3.0 OR MIT", true),
            ("MIT/GPL-3.0", true),
            ("MIT AND GPL-3.0", false),
            ("(MIT OR GPL-3.0) AND Zlib", false),
            ("Zlib AND GPL-3.0 OR MIT", true),
            ("Zlib AND (GPL-3.0 OR MIT)", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("Apache-2.0", false),
        ] {
            assert_eq!(
                suffice(expression, &allowed).unwrap(),
                wanted,
                "{expression}"
            );
        }
        for expression in ["", "MIT OR", "(MIT", "MIT MIT", "WITH x", "MIT )"] {
            assert!(suffice(expression, &allowed).is_err(), "{expression}");
        }
    }

    #[test]
    fn every_crate_that_goes_out_has_a_notice() {
        let layout = Layout::find();
        let metadata = Metadata::read(&layout).unwrap();
        let notices = notices(&layout, &metadata, &["wasi-cc", "wasi-run"]).unwrap();
        for name in ["anyhow ", "wasmtime ", "wasmi ", "cranelift-codegen "] {
            assert!(notices.contains(&format!("\n{name}")), "{name}");
        }
        // Macros and test dependencies are left out.
        assert!(!notices.contains("\nsyn "));
        assert!(!notices.contains("\nproptest "));
        assert!(notices.contains("Permission is hereby granted"));
    }
}
