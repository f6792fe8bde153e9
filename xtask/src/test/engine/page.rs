//! `docs/engines.md`.

use super::{Failures, Results, names};
use crate::docs::cell;
use crate::layout::Layout;
use anyhow::Result;

const HEAD: &str = "\
<!-- Generated from tests/engines/ by `cargo xtask tidy --write`. -->

# Engines

The conformance programs of `tests/c` run on `wasi-run` in every test. They also run on
these engines, by `cargo xtask test --engine NAME`; `scripts/engines` installs the engines
below `target/`. A program that fails on one is listed in `tests/engines/` with the reason:
any other failure fails the test, and so does a listed program that passes.

| Engine | Version | Programs that pass | Fail | Not run | Recorded |
|---|---|---:|---:|---:|---|
";

const NOT_RUN: &str = "\n\
                       Programs are not run if they need an option of `wasi-run` or a socket from \
                       it. On engines without exceptions, programs that call `setjmp` are not run \
                       either.\n";

/// The page, from the recorded results and the known failures.
pub fn page(layout: &Layout) -> Result<String> {
    let results = Results::read(layout)?;
    let mut page = HEAD.to_owned();
    for name in names() {
        match results.get(name) {
            Some(row) => {
                page += &format!(
                    "| [{name}](#{name}) | {} | {} | {} | {} | {}, {} |\n",
                    cell(Some(&row.version)),
                    row.passed,
                    row.failed,
                    row.skipped,
                    row.date,
                    row.commit
                );
            }
            None => page += &format!("| [{name}](#{name}) | not recorded | | | | |\n"),
        }
    }
    page += NOT_RUN;
    for name in names() {
        let failures = Failures::read(layout, name)?;
        page += &format!("\n## {name}\n\n{}\n", words(&failures.about));
        if let Some(reason) = &failures.exceptions {
            page += &format!(
                "\nPrograms that call `setjmp` are not run: {}.\n",
                words(reason)
            );
        }
        if failures.kinds.is_empty() {
            continue;
        }
        let has_layers = failures.kinds.iter().any(|kind| !kind.layers.is_empty());
        page += match has_layers {
            true => {
                "\n| What fails | Programs | Why | Passes with the layer |\n|---|---:|---|---|\n"
            }
            false => "\n| What fails | Programs | Why |\n|---|---:|---|\n",
        };
        for kind in &failures.kinds {
            let not_run = if kind.skip { ", not run" } else { "" };
            page += &format!(
                "| {} | {}{not_run} | {} |",
                cell(Some(&kind.what)),
                kind.tests.len(),
                cell(Some(&kind.reason))
            );
            if has_layers {
                page += &format!(" {} |", kind.layers.join(", "));
            }
            page.push('\n');
        }
    }
    Ok(page)
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
