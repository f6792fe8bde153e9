//! Other uses of the sysroot's wasi-run: wasmi, its second engine, and wasmtime-wasi
//! without the layers in front of it.

use super::{Engine, Run, says};
use crate::layout::Layout;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

struct Wasmi(PathBuf);

pub fn wasmi(_: &Layout, sysroot: &Path) -> Result<Box<dyn Engine>> {
    let wasi_run = sysroot.join("bin/wasi-run");
    ensure!(
        says(&wasi_run, &["--version"])?.contains("wasmi"),
        "the sysroot's wasi-run was built without wasmi; `cargo xtask sysroot --wasmi` builds \
         one that has it"
    );
    Ok(Box::new(Wasmi(wasi_run)))
}

impl Engine for Wasmi {
    fn version(&self) -> Result<String> {
        says(&self.0, &["--version"])
    }

    fn command(&self, run: &Run<'_>) -> Command {
        command(&self.0, &["--engine", "wasmi"], run)
    }

    fn takes_options(&self) -> bool {
        true
    }
}

struct Strict(PathBuf);

pub fn strict(_: &Layout, sysroot: &Path) -> Result<Box<dyn Engine>> {
    Ok(Box::new(Strict(sysroot.join("bin/wasi-run"))))
}

impl Engine for Strict {
    fn version(&self) -> Result<String> {
        says(&self.0, &["--version"])
    }

    fn command(&self, run: &Run<'_>) -> Command {
        let option = match run.layers {
            [] => "--strict".to_owned(),
            layers => format!("--strict={}", layers.join(",")),
        };
        command(&self.0, &[&option], run)
    }

    fn layers(&self) -> Result<Vec<String>> {
        let output = Command::new(&self.0).arg("--layers").output();
        let output = output.with_context(|| format!("cannot run {}", self.0.display()))?;
        ensure!(output.status.success(), "wasi-run does not list its layers");
        let text = String::from_utf8(output.stdout)?;
        let names = text.lines().filter_map(|line| line.split(' ').next());
        Ok(names.map(str::to_owned).collect())
    }
}

fn command(wasi_run: &Path, options: &[&str], run: &Run<'_>) -> Command {
    let mut command = Command::new(wasi_run);
    command.args(options);
    for (guest, host) in &run.preopens {
        command
            .arg("--dir")
            .arg(format!("{}::{guest}", host.display()));
    }
    for (name, value) in run.env {
        command.arg("--env").arg(format!("{name}={value}"));
    }
    command.args(run.options).arg(run.program).args(run.args);
    command
}
