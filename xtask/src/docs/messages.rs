//! Messages of our tools that the manual quotes: what a tool no longer says must go.

use crate::layout::Layout;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// The page that explains them.
const PAGE: &str = "docs/troubleshooting.md";

/// Where the messages come from.
const SOURCES: [&str; 4] = [
    "tools/wasi-cc/src",
    "tools/wasi-ld/src",
    "tools/wasi-run/src",
    "libc-bottom-half/src",
];

/// Parts of messages, as the page quotes them. Those of clang, wasm-ld and engines are theirs.
const QUOTED: [&str; 12] = [
    "the sysroot has no library for",
    "would install into",
    "among this machine's own files",
    "not a WebAssembly file",
    "it has imports that this host lacks",
    "in the legacy encoding",
    "indirect call type mismatch",
    "the stack is full",
    "too many nested calls",
    "longjmp to a dead frame",
    "the program called abort",
    "wasi-sysroot: deadlock: ",
];

/// Messages that the page does not quote, and those that nothing prints.
pub fn broken(layout: &Layout) -> Result<Vec<String>> {
    let page = read(&layout.root().join(PAGE))?;
    let mut sources = String::new();
    for directory in SOURCES {
        for entry in WalkDir::new(layout.root().join(directory)) {
            let entry = entry?;
            if entry.path().extension().is_some_and(|name| name == "rs") {
                sources += &unbroken(&read(entry.path())?);
            }
        }
    }
    let quoted = QUOTED.into_iter();
    Ok(quoted
        .filter_map(|message| {
            if !page.contains(message) {
                Some(format!("{PAGE} does not explain '{message}'"))
            } else if !sources.contains(message) {
                Some(format!("{PAGE} explains '{message}', which no tool prints"))
            } else {
                None
            }
        })
        .collect())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Rust's source with each string in one line.
fn unbroken(source: &str) -> String {
    let mut lines = source.split("\\\n");
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| text + line.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_of_several_lines_becomes_one() {
        assert_eq!(unbroken("\"a b \\\n    c\"\nd"), "\"a b c\"\nd");
    }
}
