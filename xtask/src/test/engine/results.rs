//! `tests/engines/results.toml`: the results of the last recorded run on every engine.

use crate::record::{self, Record};
use serde::{Deserialize, Serialize};

pub type Results = Record<Row>;

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The engine's.
    pub version: String,
    /// The commit of the sysroot, and its date.
    pub commit: String,
    pub date: String,
    pub passed: usize,
    pub failed: usize,
    /// Not run: they need features that only wasi-run has, or the engine cannot load
    /// them.
    pub skipped: usize,
}

impl record::Row for Row {
    const WRITTEN: [&'static str; 2] = ["tests/engines/results.toml", "docs/engines.md"];
    const COMMAND: &'static str = "cargo xtask test --engine NAME --record";
}
