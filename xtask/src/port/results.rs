//! `ports/results.toml`: what the last recorded run of every port gave.

use crate::layout::Layout;
use crate::tree;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub version: String,
    /// What the sysroot was built from, and the day it was committed.
    pub commit: String,
    pub date: String,
    pub built: bool,
    /// Of all the modules together.
    pub bytes: u64,
    /// Checks that passed, of how many.
    pub smoke: [usize; 2],
    pub tests: [usize; 2],
    /// Tests inside the checks that passed, of how many, where these say so.
    pub counted: Option<[usize; 2]>,
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

    pub fn get(&self, name: &str) -> Option<&Row> {
        self.0.get(name)
    }

    pub fn put(&mut self, name: &str, row: Row) {
        self.0.insert(name.to_owned(), row);
    }

    pub fn write(&self, layout: &Layout) -> Result<()> {
        let path = path(layout);
        tree::put(&path, self.text()?)
    }

    fn text(&self) -> Result<String> {
        let rows = toml::to_string(&self.0)?;
        Ok(format!(
            "# Written by `cargo xtask port --record`; docs/ports.md is made from it.\n\n{rows}"
        ))
    }
}

/// What recording writes, below the checkout.
pub const WRITTEN: [&str; 2] = ["ports/results.toml", "docs/ports.md"];

fn path(layout: &Layout) -> PathBuf {
    layout.ports().join("results.toml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::recipe;

    #[test]
    fn every_row_is_of_a_port() {
        let layout = Layout::find();
        let names = recipe::names(&layout).unwrap();
        for name in Results::read(&layout).unwrap().0.keys() {
            assert!(names.contains(name), "there is no port {name}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut results = Results::default();
        for (name, counted) in [("a", None), ("b+", Some([350, 372]))] {
            results.put(
                name,
                Row {
                    version: "1.2".to_owned(),
                    commit: "abc".to_owned(),
                    date: "2026-01-02".to_owned(),
                    built: true,
                    bytes: 3,
                    smoke: [1, 2],
                    tests: [0, 0],
                    counted,
                },
            );
        }
        let text = results.text().unwrap();
        assert_eq!(Results::parse(&text).unwrap(), results, "{text}");
        assert!(Results::parse("[a]\nversion = '1'\n").is_err());
    }
}
