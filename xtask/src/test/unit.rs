//! The suite `unit`: the Rust crates' own tests, one test for each crate, and one for all tools.

use super::Setup;
use super::programs;
use super::report::{Leg, Outcome, Test};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// The first run of a crate compiles it with all that it depends on.
const TIMEOUT: Duration = Duration::from_secs(3600);

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
}

pub fn tests(setup: &Arc<Setup>) -> Result<Vec<Test>> {
    let output = cargo(setup)
        .args(["metadata", "--no-deps", "--format-version=1"])
        .output()
        .context("starting cargo")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    let (root, mut tools, mut tests) = (setup.layout.root(), Vec::new(), Vec::new());
    for Package {
        name,
        manifest_path,
    } in metadata.packages
    {
        if manifest_path.starts_with(root.join("tools")) {
            tools.push(name);
        } else if !manifest_path.starts_with(root.join("examples")) {
            // The suite `examples` builds and runs those.
            tests.push(test(setup, name.clone(), vec![name], &[]));
        }
    }
    // In one command, and as the sysroot builds them: with the features of all of them, a crate
    // that two of them share, wasmtime above all, is compiled once.
    let flags = &["--release", "--all-features"];
    tests.push(test(setup, "tools".into(), tools, flags));
    Ok(tests)
}

fn test(
    setup: &Arc<Setup>,
    name: String,
    packages: Vec<String>,
    flags: &'static [&'static str],
) -> Test {
    let setup = setup.clone();
    Test::new(format!("unit/{name}"), Leg::Native, move || {
        let mut command = cargo(&setup);
        command.args(["test", "--quiet"]).args(flags);
        command.args(packages.iter().map(|name| format!("--package={name}")));
        programs::build_within(&mut command, TIMEOUT)?;
        Ok(Outcome::Passed)
    })
}

fn cargo(setup: &Setup) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(setup.layout.root());
    command
}
