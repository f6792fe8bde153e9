//! The suite `examples`: each directory of `examples/`, built and run as its README says.

use super::Setup;
use super::programs;
use super::report::{Leg, Outcome, Test};
use crate::docs::markdown;
use crate::docs::samples::{self, Place, Step};
use crate::git;
use crate::port;
use crate::sysroot::rust;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// For all commands of a README; the first run of Rust's compiles std.
const TIMEOUT: Duration = Duration::from_secs(600);

/// `tests/examples.toml`: the additional requirements of the tests of some examples.
type Needs = BTreeMap<String, Need>;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Need {
    /// Programs on this machine. Without one the test is skipped.
    #[serde(default)]
    programs: Vec<String>,
    /// Modules of Python, likewise.
    #[serde(default)]
    python: Vec<String>,
    /// Files in the source of a port, in place of the download in the README.
    source: Option<Source>,
    /// A program of this workspace, in place of `cargo install`.
    workspace: Option<String>,
    /// Whether it compiles Rust's std where the toolchain has none for WASI.
    #[serde(default)]
    rust: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    port: String,
    files: Vec<String>,
}

pub fn tests(setup: &Arc<Setup>) -> Result<Vec<Test>> {
    let file = setup.layout.tests().join("examples.toml");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let mut needs: Needs = toml::from_str(&text).with_context(|| file.display().to_string())?;
    let mut tests = Vec::new();
    for folder in folders(&setup.layout.root().join("examples"))? {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let need = needs.remove(&*name).unwrap_or_default();
        let (setup, folder) = (setup.clone(), folder.clone());
        tests.push(Test::new(
            format!("examples/{name}"),
            Leg::Wasi,
            move || run(&setup, &folder, &need),
        ));
    }
    ensure!(
        needs.is_empty(),
        "{} names what is no example: {:?}",
        file.display(),
        needs.keys()
    );
    Ok(tests)
}

fn folders(examples: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(examples).with_context(|| examples.display().to_string())?;
    let mut folders = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    folders.sort();
    Ok(folders)
}

fn run(setup: &Setup, example: &Path, need: &Need) -> Result<Outcome> {
    let root = setup.layout.root();
    let page = fs::read_to_string(example.join("README.md"))
        .with_context(|| format!("{} has no README.md", example.display()))?;
    let steps = match samples::steps(&markdown::read(&page)) {
        Ok(steps) => steps,
        Err(errors) => bail!("README.md:{}", errors.join("\nREADME.md:")),
    };
    ensure!(
        steps.iter().any(|step| matches!(step, Step::Run { .. })),
        "README.md has no commands that build and run the example"
    );

    let mut programs = vec![
        setup.sysroot()?.bin(),
        setup.layout.pypi(),
        setup.layout.work().join("engines/node/bin"),
    ];
    let mut variables = Vec::new();
    if need.rust {
        let with_std = rust::with_std()?;
        programs.extend(with_std.programs);
        variables.extend(with_std.variables);
        // Kept: std takes longest.
        let target = setup.layout.work().join("examples/rust");
        variables.push(("CARGO_TARGET_DIR", target.into()));
    }
    if let Some(reason) = missing(need, &programs)? {
        return Ok(Outcome::Skipped(reason));
    }
    if let Some(program) = &need.workspace {
        programs.push(build(setup, program)?);
    }

    let scratch = tempfile::tempdir()?;
    let folder = scratch.path();
    copy(root, example, folder)?;
    if let Some(source) = &need.source {
        let from = port::unpack(&setup.layout, &source.port)?;
        for file in &source.files {
            let name = Path::new(file).file_name().unwrap_or_default();
            fs::copy(from.join(file), folder.join(name)).with_context(|| file.clone())?;
        }
    }
    let place = Place {
        folder,
        programs,
        variables,
        timeout: TIMEOUT,
    };
    Ok(match samples::run(&steps, &place)? {
        None => Outcome::Passed,
        Some(wrong) => Outcome::Failed(format!("README.md:{wrong}")),
    })
}

/// Why an example cannot be built or run here. `programs` are directories that are looked in
/// before those of PATH.
fn missing(need: &Need, programs: &[PathBuf]) -> Result<Option<String>> {
    let folders = [programs, &llvm::path::folders()].concat();
    let find = |name: &str| llvm::path::find_in(&folders, name);
    for names in &need.programs {
        if !names.split('|').any(|name| find(name).is_some()) {
            let names = names.replace('|', " or ");
            return Ok(Some(format!("{names} is not installed")));
        }
    }
    for module in &need.python {
        let python = find("python3").context("python3 is not installed")?;
        let import = format!("import {module}");
        let found = Command::new(&python).args(["-c", &import]).output()?;
        if !found.status.success() {
            let python = python.display();
            return Ok(Some(format!("{python} has no module {module}")));
        }
    }
    Ok(None)
}

/// The directory of a program of this workspace, which is built beside the tools: so wasmtime
/// has the features that it has for them, and is not built a second time.
fn build(setup: &Setup, program: &str) -> Result<PathBuf> {
    let target = setup.layout.root().join("target");
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(setup.layout.root())
        .args(["build", "--quiet", "--release", "--target-dir"])
        .arg(&target)
        .args(["--all-features", "--package=wasi-cc", "--package=wasi-run"])
        .args(["--package", program, "--bin", program]);
    programs::build_within(&mut command, TIMEOUT)?;
    Ok(target.join("release"))
}

/// Copies what git knows of a directory.
fn copy(root: &Path, from: &Path, to: &Path) -> Result<()> {
    let inside = from.strip_prefix(root)?;
    for name in git::files(root)? {
        let Ok(path) = Path::new(&name).strip_prefix(inside) else {
            continue;
        };
        let file = to.join(path);
        fs::create_dir_all(file.parent().unwrap_or(to))?;
        fs::copy(root.join(&name), file).with_context(|| name)?;
    }
    Ok(())
}
