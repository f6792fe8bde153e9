//! `tests/engines/results.toml`: what the last recorded run on every engine gave.

use crate::layout::Layout;
use crate::tree;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

/// What recording writes, below the checkout.
pub const WRITTEN: [&str; 2] = ["tests/engines/results.toml", "docs/engines.md"];

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The engine's.
    pub version: String,
    /// What the sysroot was built from, and the day it was committed.
    pub commit: String,
    pub date: String,
    pub passed: usize,
    pub failed: usize,
    /// Not run: they need what only wasi-run has, or the engine cannot load them.
    pub skipped: usize,
}

#[derive(Debug, Default, PartialEq)]
pub struct Results(BTreeMap<String, Row>);

impl Results {
    pub fn read(layout: &Layout) -> Result<Self> {
        let path = path(layout);
        match fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text).with_context(|| path.display().to_string()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    fn parse(text: &str) -> Result<Self> {
        Ok(Self(toml::from_str(text)?))
    }

    pub fn get(&self, engine: &str) -> Option<&Row> {
        self.0.get(engine)
    }

    pub fn put(&mut self, engine: &str, row: Row) {
        self.0.insert(engine.to_owned(), row);
    }

    pub fn write(&self, layout: &Layout) -> Result<()> {
        tree::put(&path(layout), self.text()?)
    }

    fn text(&self) -> Result<String> {
        let rows = toml::to_string(&self.0)?;
        Ok(format!(
            "# Written by `cargo xtask test --engine NAME --record`; docs/engines.md is made from it.\n\n{rows}"
        ))
    }
}

fn path(layout: &Layout) -> PathBuf {
    layout.root().join(WRITTEN[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut results = Results::default();
        let row = Row {
            version: "v24".to_owned(),
            commit: "abc".to_owned(),
            date: "2026-01-02".to_owned(),
            passed: 3,
            failed: 2,
            skipped: 1,
        };
        results.put("node", row);
        let text = results.text().unwrap();
        assert_eq!(Results::parse(&text).unwrap(), results, "{text}");
    }
}
