//! `tests/bench/results.toml`: the figures of the last recorded run of each table.

use crate::record::{self, Record};
use serde::{Deserialize, Serialize};

pub type Results = Record<Table>;

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The commit of the sysroot, and its date.
    pub commit: String,
    pub date: String,
    /// wasi-libc, with its version.
    pub peer: String,
    /// zig's libc, with its version, if it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zig: Option<String>,
    pub figures: Vec<Figures>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    pub ours: u64,
    /// wasi-libc's; none where the program does not build or run there.
    pub peer: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zig: Option<u64>,
}

impl record::Row for Table {
    const WRITTEN: [&'static str; 2] = ["tests/bench/results.toml", "docs/performance.md"];
    const COMMAND: &'static str = "cargo xtask bench … --record";
}
