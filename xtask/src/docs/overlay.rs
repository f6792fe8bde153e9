//! Pages from the ledger of the overlay: `docs/overlay.md`, and its figures on other
//! pages.

use crate::docs::{between, cell};
use crate::layout::Layout;
use crate::sysroot::{
    self,
    ledger::{self, Change, Class, Entry, Figures, Ledger, Survey},
    target::{NETWORK, PLAIN, THREADS, Target},
};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// The ledger with its hashes filled in, and the pages that are made of it.
pub fn pages(layout: &Layout) -> Result<Vec<(PathBuf, String)>> {
    let survey = sysroot::survey(layout, &PLAIN)?;
    let read = |name: &str| {
        fs::read_to_string(layout.root().join(name)).with_context(|| format!("cannot read {name}"))
    };
    let text = ledger::filled(&read(ledger::FILE)?, &survey.version, &survey.upstream)?;
    let ledger = Ledger::parse(&text)?;
    let figures = Figures::of(&ledger, &survey).to_string();
    let mut pages = vec![
        (layout.root().join(ledger::FILE), text),
        (
            layout.docs().join("overlay.md"),
            page(&ledger, &survey, &figures)
                + &other(layout, &THREADS, "threads", "threads")?
                + &other(layout, &NETWORK, "network", "a network")?,
        ),
    ];
    let name = "ARCHITECTURE.md";
    let text = between(&read(name)?, "overlay", &wrapped(&figures))
        .with_context(|| format!("in {name}"))?;
    pages.push((layout.root().join(name), text));
    Ok(pages)
}

/// Text in lines of its own, of at most 88 characters.
fn wrapped(text: &str) -> String {
    let (mut lines, mut width) = (String::new(), 88);
    for word in text.split_whitespace() {
        let fits = width + word.len() < 88;
        lines.push(if fits { ' ' } else { '\n' });
        lines.push_str(word);
        width = if fits { width + 1 } else { 0 } + word.len();
    }
    lines + "\n"
}

/// `docs/overlay.md`.
fn page(ledger: &Ledger, survey: &Survey, figures: &str) -> String {
    let mut page = format!(
        "<!-- Generated from libc-top-half/overlay.toml by `cargo xtask tidy --write`. -->\n\n\
         # Differences from musl\n\n\
         The C library is musl {}, byte for byte, except for the files on this page. {figures}\n\n\
         A file of ours replaces musl's file of the same path. A file in `src/<area>/wasm32/` \
         replaces the portable file of that name, as in musl's own makefile, and a header in \
         `arch/wasm32/` replaces the one in `arch/generic/`. A file in `src/<area>/simd128/` is \
         compiled with `-msimd128` into `libc-simd128.a`, which `wasi-ld` puts in front of `libc.a` \
         for programs compiled with that option. A header of ours can include musl's, \
         and most do. The build fails if musl's file has changed since its replacement was \
         written; CONTRIBUTING.md describes what to do then.\n",
        ledger.musl,
    );
    for class in Class::ALL {
        let rows: Vec<(Change, &Entry)> = ledger
            .entries()
            .filter(|(_, entry)| entry.class == class)
            .collect();
        let files: usize = rows.iter().map(|(_, entry)| entry.sha256.len()).sum();
        page += &format!(
            "\n## {} ({files})\n\n{}\n\n| Files | | Why |\n|---|---|---|\n",
            class.title(),
            class.meaning()
        );
        for (change, entry) in rows {
            let files: Vec<String> = entry
                .sha256
                .keys()
                .map(|path| format!("`{}`", survey.replaced.get(path).unwrap_or(path)))
                .collect();
            page += &format!(
                "| {} | {} | {} |\n",
                files.join(" "),
                cell(Some(&how(change, entry))),
                cell(Some(&entry.reason))
            );
        }
    }
    page
}

fn how(change: Change, entry: &Entry) -> String {
    match change {
        Change::Replaced => "replaced".to_owned(),
        Change::Defined => format!("compiled with `{}`", entry.macros.join("`, `")),
        Change::Excluded => "left out".to_owned(),
    }
}

/// The part of the page about a target that has an overlay of its own.
fn other(layout: &Layout, target: &Target, overlay: &str, kind: &str) -> Result<String> {
    let mut part = format!(
        "\n## {}\n\nThe target with {kind} has its own files in `libc-top-half/{overlay}/`, and does \
         without some of those above.\n\n| Files | | Why |\n|---|---|---|\n",
        target.name
    );
    let ledger = Ledger::own(&layout.top_half(), target)?.context("no ledger")?;
    let named = |paths: Vec<&String>| {
        let names: Vec<_> = paths.iter().map(|path| format!("`{path}`")).collect();
        names.join(" ")
    };
    let is_changed = |path: &&String| {
        ledger
            .entries()
            .any(|(_, entry)| entry.sha256.contains_key(*path))
    };
    for dropped in ledger.dropped() {
        let files: Vec<_> = (dropped.files.iter())
            .filter(|path| !is_changed(path))
            .collect();
        if files.is_empty() {
            continue;
        }
        part += &format!(
            "| {} | as published | {} |\n",
            named(files),
            cell(Some(&dropped.reason))
        );
    }
    for (change, entry) in ledger.entries() {
        part += &format!(
            "| {} | {} | {} |\n",
            named(entry.sha256.keys().collect()),
            cell(Some(&how(change, entry))),
            cell(Some(&entry.reason))
        );
    }
    Ok(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_page_is_replaced_and_wrapped() {
        let text = "word ".repeat(20);
        let page = between("a <!-- x -->old<!-- /x --> b\n", "x", &wrapped(&text)).unwrap();
        let (line, rest) = ("word ".repeat(17), "word ".repeat(3));
        let expected = format!(
            "a <!-- x -->\n{}\n{}\n<!-- /x --> b\n",
            line.trim_end(),
            rest.trim_end()
        );
        assert_eq!(page, expected);
        assert_eq!(between(&page, "x", &wrapped(&text)).unwrap(), page);
        assert!(between("no mark\n", "x", &text).is_err());
    }
}
