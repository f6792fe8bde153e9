//! wasmi, the second engine inside wasi-run.

use super::{Engine, Run, says};
use crate::layout::Layout;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Wasmi(PathBuf);

pub fn wasmi(_: &Layout, sysroot: &Path) -> Result<Box<dyn Engine>> {
    Ok(Box::new(Wasmi(sysroot.join("bin/wasi-run"))))
}

impl Engine for Wasmi {
    fn version(&self) -> Result<String> {
        says(&self.0, &["--version"])
    }

    fn command(&self, run: &Run<'_>) -> Command {
        let mut command = Command::new(&self.0);
        command.args(["--engine", "wasmi"]);
        for (guest, host) in &run.preopens {
            command
                .arg("--dir")
                .arg(format!("{}::{guest}", host.display()));
        }
        for (name, value) in run.env {
            command.arg("--env").arg(format!("{name}={value}"));
        }
        command.arg(run.program).args(run.args);
        command
    }
}
