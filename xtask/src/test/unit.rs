//! The suite `unit`: the Rust crates' own tests, one test for each crate.

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
    Ok(metadata
        .packages
        .into_iter()
        // The suite `examples` builds and runs those.
        .filter(|package| {
            let examples = setup.layout.root().join("examples");
            !package.manifest_path.starts_with(examples)
        })
        .map(
            |Package {
                 name,
                 manifest_path,
             }| {
                let setup = setup.clone();
                // As the sysroot builds them, so that the engines are not built twice; with
                // all their features.
                let tool = manifest_path.starts_with(setup.layout.root().join("tools"));
                Test::new(format!("unit/{name}"), Leg::Native, move || {
                    let mut command = cargo(&setup);
                    command.args(["test", "--quiet", "--package", &name]);
                    if tool {
                        command.args(["--release", "--all-features"]);
                    }
                    programs::build_within(&mut command, TIMEOUT)?;
                    Ok(Outcome::Passed)
                })
            },
        )
        .collect())
}

fn cargo(setup: &Setup) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(setup.layout.root());
    command
}
