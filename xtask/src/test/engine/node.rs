//! Node's own WASI.

use super::{Engine, Run, installed, missing, says};
use crate::layout::Layout;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest version with exceptions in the standard encoding.
const OLDEST: u32 = 24;

struct Node {
    program: PathBuf,
    script: PathBuf,
}

pub fn find(layout: &Layout, _: &Path) -> Result<Box<dyn Engine>> {
    let ours = installed(layout, "node").join("bin/node");
    let candidates = [Some(ours), llvm::path::find("node")];
    let is_good = |program: &PathBuf| {
        let version = says(program, &["--version"]).ok();
        version.is_some_and(|version| major(&version) >= Some(OLDEST))
    };
    match candidates.into_iter().flatten().find(is_good) {
        Some(program) => Ok(Box::new(Node {
            program,
            script: layout.tests().join("engines/node.mjs"),
        })),
        None => missing(&format!("Node {OLDEST} or newer"), "node"),
    }
}

/// `24` of `v24.19.0`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

impl Engine for Node {
    fn version(&self) -> Result<String> {
        says(&self.program, &["--version"])
    }

    fn command(&self, run: &Run<'_>) -> Command {
        let mut command = Command::new(&self.program);
        // Node prints at each start that its WASI is experimental.
        command
            .arg("--no-warnings")
            .arg(&self.script)
            .arg(run.program)
            .arg(run.json());
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(major("v24.19.0"), Some(24));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("24"), None);
    }
}
