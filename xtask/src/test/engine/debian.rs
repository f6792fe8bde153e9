//! The commands of wazero and WasmEdge, out of Debian's packages.

use super::{Engine, Run, installed, missing, says};
use crate::layout::Layout;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Wazero(PathBuf);

struct WasmEdge(PathBuf);

pub fn wazero(layout: &Layout, _: &Path) -> Result<Box<dyn Engine>> {
    match find(layout, "wazero") {
        Some(program) => Ok(Box::new(Wazero(program))),
        None => missing("wazero", "wazero"),
    }
}

pub fn wasmedge(layout: &Layout, _: &Path) -> Result<Box<dyn Engine>> {
    match find(layout, "wasmedge") {
        Some(program) => Ok(Box::new(WasmEdge(program))),
        None => missing("WasmEdge", "wasmedge"),
    }
}

fn find(layout: &Layout, name: &str) -> Option<PathBuf> {
    let ours = installed(layout, name).join(name);
    Some(ours)
        .filter(|program| program.is_file())
        .or_else(|| llvm::path::find(name))
}

impl Engine for Wazero {
    fn version(&self) -> Result<String> {
        let said = says(&self.0, &["version"])?;
        if said != "dev" {
            return Ok(said);
        }
        // Debian's is built without its version; the package has it.
        let package = self.0.with_file_name("version");
        Ok(std::fs::read_to_string(package).map_or(said, |text| text.trim().to_owned()))
    }

    fn command(&self, run: &Run<'_>) -> Command {
        let mut command = Command::new(&self.0);
        command.arg("run");
        for (name, value) in run.env {
            command.arg(format!("-env={name}={value}"));
        }
        for (guest, host) in &run.preopens {
            command.arg(format!("-mount={}:{guest}", host.display()));
        }
        command.arg(run.program).args(run.args);
        command
    }
}

impl Engine for WasmEdge {
    fn version(&self) -> Result<String> {
        let said = says(&self.0, &["--version"])?;
        let version = said.rsplit(' ').next().unwrap_or_default();
        Ok(version.to_owned())
    }

    fn command(&self, run: &Run<'_>) -> Command {
        let mut command = Command::new(&self.0);
        for (guest, host) in &run.preopens {
            command
                .arg("--dir")
                .arg(format!("{guest}:{}", host.display()));
        }
        for (name, value) in run.env {
            command.arg("--env").arg(format!("{name}={value}"));
        }
        command.args(["--log-level", "off"]);
        command.arg("--").arg(run.program).args(run.args);
        command
    }
}
