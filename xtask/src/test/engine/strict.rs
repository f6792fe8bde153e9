//! wasmtime-wasi alone, without what wasi-run adds to it: the Python package of wasmtime.

use super::{Engine, Run, installed, missing, says};
use crate::layout::Layout;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

struct Strict {
    python: PathBuf,
    packages: PathBuf,
    script: PathBuf,
}

pub fn find(layout: &Layout, _: &Path) -> Result<Box<dyn Engine>> {
    let packages = installed(layout, "strict");
    if !packages.join("wasmtime").is_dir() {
        return missing("Python's package wasmtime", "strict");
    }
    Ok(Box::new(Strict {
        python: llvm::path::find("python3").context("there is no python3 on PATH")?,
        packages,
        script: layout.tests().join("engines/strict.py"),
    }))
}

impl Engine for Strict {
    fn version(&self) -> Result<String> {
        let variable = format!("PYTHONPATH={}", self.packages.display());
        let args = [
            variable.as_ref(),
            self.python.as_os_str(),
            self.script.as_os_str(),
            "--version".as_ref(),
        ];
        says(Path::new("/usr/bin/env"), &args)
    }

    fn command(&self, run: &Run<'_>) -> Command {
        let mut command = Command::new(&self.python);
        command
            .env("PYTHONPATH", &self.packages)
            .arg(&self.script)
            .arg(run.program)
            .arg(run.json());
        command
    }
}
