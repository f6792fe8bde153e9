//! The suite `builds`: real build systems, compiler caches and other wrappers of a
//! compiler. Each test is a data file, `tests/builds/<name>.toml`.

use super::Setup;
use super::abi::Rust;
use super::process;
use super::report::{Leg, Outcome, Test};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::slice;
use std::sync::Arc;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(600);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Build {
    /// Programs of this machine or of `scripts/setup --tests`; without one the test is skipped.
    #[serde(default)]
    needs: Vec<String>,
    /// Whether it runs a second time, as `<name>-newest`, with the build systems that
    /// `scripts/setup --tests` has from PyPI.
    #[serde(default)]
    newest: bool,
    /// Whether it needs a Rust with std for WASI: `$RUSTC`, and `$RUST_TARGET`.
    #[serde(default)]
    rust: bool,
    /// The source tree.
    files: BTreeMap<String, String>,
    /// A user's commands, for `sh -eu`, in that tree and with the sysroot's bin on PATH.
    /// `$WASI` is the sysroot.
    run: String,
}

pub fn tests(setup: &Arc<Setup>) -> Result<Vec<Test>> {
    let folder = setup.layout.tests().join("builds");
    let mut paths = fs::read_dir(&folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    paths.sort();
    let mut tests = Vec::new();
    for path in paths {
        let Some(stem) = path
            .file_name()
            .and_then(OsStr::to_str)
            .and_then(|name| name.strip_suffix(".toml"))
        else {
            bail!("{} is no test", path.display());
        };
        let name = format!("builds/{stem}");
        let build = match read(&path) {
            Ok(build) => Arc::new(build),
            Err(error) => {
                tests.push(Test::broken(name, Leg::Wasi, &error));
                continue;
            }
        };
        let rust = build.rust.then(|| Rust::find(setup));
        if let Some(None) = rust {
            // Not counted as skipped, as in the suite `abi`.
            eprintln!("note: {name} is left out: {}", Rust::NONE);
            continue;
        }
        let rust = rust.flatten();
        let mut test = |name, first: Option<PathBuf>| {
            let (setup, build, rust) = (setup.clone(), build.clone(), rust.clone());
            tests.push(Test::new(name, Leg::Wasi, move || {
                run(&setup, &build, first.as_deref(), rust.as_ref())
            }));
        };
        if build.newest {
            test(format!("{name}-newest"), Some(setup.layout.pypi()));
        }
        test(name, None);
    }
    Ok(tests)
}

fn read(path: &Path) -> Result<Build> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    toml::from_str(&text).with_context(|| path.display().to_string())
}

/// `first`: a directory of programs that are found before all others.
fn run(setup: &Setup, build: &Build, first: Option<&Path>, rust: Option<&Rust>) -> Result<Outcome> {
    if let Some(folder) = first.filter(|folder| !folder.is_dir()) {
        let missing = format!(
            "there is no {}: scripts/setup --tests makes it",
            folder.display()
        );
        return Ok(Outcome::Skipped(missing));
    }
    let fetched = setup.layout.pypi();
    let mut last = None;
    for tool in &build.needs {
        if llvm::path::find(tool).is_some() {
            continue;
        }
        if llvm::path::find_in(slice::from_ref(&fetched), tool).is_none() {
            return Ok(Outcome::Skipped(format!("{tool} is not installed")));
        }
        last = Some(&fetched);
    }
    let sysroot = setup.sysroot()?;
    let folder = tempfile::tempdir()?;
    for (name, text) in &build.files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
        fs::write(&path, text).with_context(|| name.clone())?;
        if text.starts_with("#!") {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
        }
    }
    let mut path = OsString::from(sysroot.bin());
    path.push(":");
    if let Some(folder) = first {
        path.push(folder);
        path.push(":");
    }
    path.push(env::var_os("PATH").unwrap_or_default());
    if let Some(folder) = last {
        path.push(":");
        path.push(folder);
    }
    let mut command = Command::new("sh");
    command
        .args(["-eux", "-c", &build.run])
        .current_dir(folder.path())
        .env("PATH", path)
        .env("WASI", sysroot.root())
        .env("HOME", folder.path())
        .env("LC_ALL", "C.UTF-8");
    if let Some(rust) = rust {
        command.env("RUSTC", &rust.rustc);
        command.env("RUST_TARGET", rust.target);
    }
    for variable in ["CC", "CXX", "CFLAGS", "LDFLAGS", "MAKEFLAGS", "DESTDIR"] {
        command.env_remove(variable);
    }
    let finished = process::run(&mut command, "", TIMEOUT)?;
    if finished.timed_out {
        return Ok(Outcome::Failed(format!("did not end within {TIMEOUT:?}")));
    }
    if finished.status.success() {
        return Ok(Outcome::Passed);
    }
    Ok(Outcome::Failed(format!(
        "{}\n{}{}",
        finished.status,
        String::from_utf8_lossy(&finished.stdout),
        String::from_utf8_lossy(&finished.stderr)
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Layout;

    #[test]
    fn every_test_reads() {
        let folder = Layout::find().tests().join("builds");
        for entry in fs::read_dir(folder).unwrap() {
            read(&entry.unwrap().path()).unwrap();
        }
    }
}
