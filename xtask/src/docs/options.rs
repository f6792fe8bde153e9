//! The options of `wasi-run`: its page lists those that its help does. (wasi-cc's own tests
//! compare its page with its help.)

use super::markdown;
use anyhow::{Context, Result, ensure};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The page.
pub const PAGE: &str = "docs/wasi-run.md";

/// How the page, whose text this is, and what the program prints disagree.
pub fn differences(bin: &Path, text: &str) -> Result<Vec<String>> {
    let output = Command::new(bin.join("wasi-run"))
        .arg("--help")
        .output()
        .context("cannot run wasi-run")?;
    ensure!(output.status.success(), "wasi-run --help fails");
    let help = helped(&String::from_utf8(output.stdout)?);
    ensure!(!help.is_empty(), "wasi-run --help lists no options");
    let page = listed(text);
    let missing = help
        .difference(&page)
        .map(|name| format!("{PAGE} does not list {name}, which `wasi-run --help` does"));
    let unknown = page
        .difference(&help)
        .map(|name| format!("{PAGE} lists {name}, which `wasi-run --help` does not"));
    Ok(missing.chain(unknown).collect())
}

/// The options that a page lists: at the beginning of a row of a table, as the term of a
/// definition, or as a heading.
fn listed(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut is_term = false;
    let mut cell = 0;
    for (event, _) in markdown::events(text) {
        match event {
            Event::Start(Tag::TableRow) => cell = 0,
            Event::Start(Tag::TableCell) => {
                is_term = cell == 0;
                cell += 1;
            }
            Event::Start(Tag::DefinitionListTitle | Tag::Heading { .. }) => is_term = true,
            Event::End(TagEnd::TableCell | TagEnd::DefinitionListTitle | TagEnd::Heading(_)) => {
                is_term = false
            }
            Event::Code(code) if is_term => names.extend(code.split(", ").filter_map(name)),
            _ => {}
        }
    }
    names
}

/// The options that a help lists: at the beginning of a line, before what they do.
fn helped(text: &str) -> BTreeSet<String> {
    let lines = text.lines().map(str::trim_start);
    lines
        .filter(|line| line.starts_with('-'))
        .filter_map(|line| line.split("  ").next())
        .flat_map(|terms| terms.split(", ").filter_map(name))
        .collect()
}

/// The name of an option that is written with its value; none of one letter.
fn name(term: &str) -> Option<String> {
    let end = term.find(['=', '[', ' ', '<']).unwrap_or(term.len());
    let name = &term[..end];
    (name.starts_with('-') && name.len() > 2).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(set: &BTreeSet<String>) -> Vec<&str> {
        set.iter().map(String::as_str).collect()
    }

    #[test]
    fn options_of_a_page_are_terms() {
        let text = "# x\n\n`--no` is none.\n\n| Option | |\n|---|---|\n| `--dir HOST[::GUEST]` | \
                    not `--other` |\n| `-h`, `--help` | |\n\n`--trace[=FILE]`, `--x=Y`\n: Not `--y`.\n\n\
                    ### `-fwasi-z`\n";
        assert_eq!(
            names(&listed(text)),
            ["--dir", "--help", "--trace", "--x", "-fwasi-z"]
        );
    }

    #[test]
    fn options_of_a_help_begin_a_line() {
        let help = "Usage: x [OPTIONS] --no\n\nOptions:\n      --dir <HOST>\n          Not --this\n\n  \
                    --trace[=<FILE>]  Print --it\n  -h, --help  Print\n";
        assert_eq!(names(&helped(help)), ["--dir", "--help", "--trace"]);
    }
}
