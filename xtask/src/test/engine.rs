//! The engines other than `wasi-run` that conformance programs can run on. Each has its
//! adapter in a separate file.

mod debian;
mod failures;
mod node;
mod page;
mod results;
mod wasi_run;

use crate::layout::Layout;
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

pub use failures::{Failures, Known};
pub use page::page;
pub use results::{Results, Row};

/// One run of a program.
pub struct Run<'a> {
    pub program: &'a Path,
    pub args: &'a [String],
    pub env: &'a BTreeMap<String, String>,
    /// Directories, as the program's name for it and ours.
    pub preopens: Vec<(String, PathBuf)>,
    /// Options of wasi-run, on an engine that takes them.
    pub options: &'a [String],
    /// The layers of wasi-run that the run has, on an engine that can leave them out.
    pub layers: &'a [String],
}

impl Run<'_> {
    /// For adapters that are programs themselves.
    fn json(&self) -> String {
        serde_json::json!({
            "args": self.args,
            "env": self.env,
            "preopens": self.preopens,
        })
        .to_string()
    }
}

/// An engine that is installed.
pub trait Engine: Send + Sync {
    fn version(&self) -> Result<String>;

    fn command(&self, run: &Run<'_>) -> Command;

    /// Whether it takes the options of wasi-run that a program needs.
    fn takes_options(&self) -> bool {
        false
    }

    /// The layers that a run can have, none on most engines.
    fn layers(&self) -> Result<Vec<String>> {
        Ok(Vec::new())
    }
}

type Find = fn(&Layout, &Path) -> Result<Box<dyn Engine>>;

/// By name; the sysroot's `wasi-run` is not among them, except for its second engine and
/// its host alone.
const ENGINES: [(&str, Find); 5] = [
    ("node", node::find),
    ("strict", wasi_run::strict),
    ("wasmedge", debian::wasmedge),
    ("wasmi", wasi_run::wasmi),
    ("wazero", debian::wazero),
];

pub fn names() -> impl Iterator<Item = &'static str> {
    ENGINES.iter().map(|(name, _)| *name)
}

/// The engine to test on.
pub struct Chosen {
    pub name: &'static str,
    pub engine: Box<dyn Engine>,
    pub failures: Failures,
}

impl Chosen {
    pub fn find(layout: &Layout, sysroot: &Path, wanted: &str) -> Result<Self> {
        let found = ENGINES.iter().find(|(name, _)| *name == wanted);
        let (name, find) = found.with_context(|| format!("there is no engine '{wanted}'"))?;
        Ok(Self {
            name,
            engine: find(layout, sysroot).with_context(|| format!("--engine {name}"))?,
            failures: Failures::read(layout, name)?,
        })
    }
}

/// Where `scripts/engines` puts an engine.
fn installed(layout: &Layout, name: &str) -> PathBuf {
    layout.work().join("engines").join(name)
}

/// The error of an adapter whose engine is not installed.
fn missing<T>(what: &str, name: &str) -> Result<T> {
    bail!("{what} is not installed; 'scripts/engines {name}' puts it below target/wasi")
}

/// The first line that a program prints when it is asked for its version.
fn says(program: &Path, args: &[impl AsRef<OsStr>]) -> Result<String> {
    let output = Command::new(program)
        .args(args)
        .output()
        .with_context(|| format!("cannot run {}", program.display()))?;
    ensure!(
        output.status.success(),
        "{} does not run here: {}",
        program.display(),
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.lines().next().unwrap_or_default().trim().to_owned())
}
