//! The part of `docs/engines.md` that the tests decide.

use super::{Failures, Results, names};
use crate::docs::{self, cell};
use crate::layout::Layout;
use anyhow::{Context, Result};
use std::fs;

const NAME: &str = "engines.md";

const HEAD: &str = "
| Engine | Version | Programs that pass | Fail | Not run | Recorded |
|---|---|---:|---:|---:|---|
";

const NOT_RUN: &str = "\n\
                       Programs are not run if they need an option of `wasi-run` or a socket from \
                       it. On engines without exceptions, programs that call `setjmp` are not run \
                       either.\n";

/// The page, with its table and lists made of the recorded results and the known failures.
pub fn page(layout: &Layout) -> Result<String> {
    let page = fs::read_to_string(layout.docs().join(NAME)).with_context(|| NAME)?;
    docs::between(&page, "engines", &results(layout)?).with_context(|| NAME)
}

fn results(layout: &Layout) -> Result<String> {
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
        page += &format!("\n### {name}\n\n{}\n", words(&failures.about));
        if let Some(reason) = &failures.exceptions {
            page += &format!(
                "\nPrograms that call `setjmp` are not run: {}.\n",
                words(reason)
            );
        }
        if let Some(reason) = &failures.threads {
            page += &format!(
                "\nPrograms that start threads are not run: {}.\n",
                words(reason)
            );
        }
        if let Some(reason) = &failures.components {
            page += &format!("\nComponents are not run: {}.\n", words(reason));
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
