//! The tools in the sysroot's `bin/`, built for this machine.

use crate::layout::Layout;
use crate::sysroot::compile::shown;
use crate::sysroot::progress::Progress;
use anyhow::{Context, Result, ensure};
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Programs as (name in `bin/`, file), and links as (path, target).
type Tools = (Vec<(String, PathBuf)>, Vec<(String, String)>);

/// Builds `wasi-cc` and `wasi-run`.
pub fn build(layout: &Layout, progress: &mut Progress) -> Result<Tools> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let folder =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| layout.root().join("target"), PathBuf::from);
    let folder = layout.root().join(folder);
    let mut command = Command::new(cargo);
    command.current_dir(layout.root()).stdin(Stdio::null());
    command.args([
        "build",
        "--release",
        "--package",
        "wasi-cc",
        "--package",
        "wasi-run",
        "--target-dir",
    ]);
    command.arg(&folder);
    if progress.verbose {
        progress.say(&shown(&command));
    } else {
        command.arg("--quiet");
    }
    progress.say("building wasi-cc and wasi-run");
    let status = command.status().context("cannot run cargo")?;
    ensure!(
        status.success(),
        "cannot build the tools ({status})\n  {}",
        shown(&command)
    );
    let tools =
        ["wasi-cc", "wasi-run"].map(|name| (name.to_owned(), folder.join("release").join(name)));
    Ok((tools.into(), links(&folder.join("release/wasi-cc"))?))
}

/// The other names of wasi-cc, as it says itself, and the name by which clang finds
/// its linker.
fn links(wasi_cc: &Path) -> Result<Vec<(String, String)>> {
    let output = Command::new(wasi_cc)
        .arg("--wasi-print-names")
        .output()
        .with_context(|| format!("cannot run {}", wasi_cc.display()))?;
    ensure!(
        output.status.success(),
        "{} --wasi-print-names failed",
        wasi_cc.display()
    );
    let names = String::from_utf8(output.stdout)?;
    let link = |name: &str| (format!("bin/{name}"), "wasi-cc".to_owned());
    let mut links: Vec<(String, String)> = names.lines().map(link).collect();
    links.push(("libexec/wasi-cc/wasm-ld".into(), "../../bin/wasi-cc".into()));
    Ok(links)
}
