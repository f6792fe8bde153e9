//! The tools in the sysroot's `bin/`, built for this machine.

use crate::hash::Memo;
use crate::layout::Layout;
use crate::sysroot::compile::shown;
use crate::sysroot::progress::Progress;
use crate::sysroot::stamp::Stamp;
use anyhow::{Context, Result, ensure};
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Programs as (name in `bin/`, file), and links as (path, target).
type Tools = (Vec<(String, PathBuf)>, Vec<(String, String)>);

/// Builds `wasi-cc` and `wasi-run`.
pub fn build(layout: &Layout, memo: &mut Memo, progress: &mut Progress) -> Result<Tools> {
    let names = ["wasi-cc", "wasi-run"];
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // Always the same folder, wherever the caller's own builds go.
    let folder = layout.root().join("target");
    let mut command = Command::new(cargo);
    command.current_dir(layout.root()).stdin(Stdio::null());
    command
        .args(["build", "--release", "--target-dir"])
        .arg(&folder);
    command.args(names.map(|name| format!("--package={name}")));

    let toolchain = env::var_os("RUSTUP_TOOLCHAIN").unwrap_or_default();
    let how = [shown(&command).into_bytes(), toolchain.into_encoded_bytes()];
    let stamp = Stamp::of(layout, "tools", &["tools"], &how, memo)?;
    let programs = match stamp.outputs(memo) {
        Some(programs) => programs,
        None => {
            progress.say("building wasi-cc and wasi-run");
            let status = command.status().context("cannot run cargo")?;
            ensure!(
                status.success(),
                "cannot build the tools ({status})\n  {}",
                shown(&command)
            );
            let programs = names.map(|name| folder.join("release").join(name)).to_vec();
            stamp.write(&programs, memo)?;
            programs
        }
    };
    let links = links(&programs[0])?;
    Ok((
        names.map(str::to_owned).into_iter().zip(programs).collect(),
        links,
    ))
}

/// The other names of wasi-cc, as it says itself, and the name by which clang finds
/// its linker.
fn links(wasi_cc: &Path) -> Result<Vec<(String, String)>> {
    let mut links = Vec::new();
    for name in printed(wasi_cc, "--wasi-print-names")?.lines() {
        links.push((format!("bin/{name}"), "wasi-cc".to_owned()));
    }
    for name in printed(wasi_cc, "--wasi-print-plain-names")?.lines() {
        links.push((
            format!("libexec/wasi-cc/plain/{name}"),
            "../../../bin/wasi-cc".to_owned(),
        ));
    }
    links.push(("libexec/wasi-cc/wasm-ld".into(), "../../bin/wasi-cc".into()));
    Ok(links)
}

fn printed(wasi_cc: &Path, option: &str) -> Result<String> {
    let output = Command::new(wasi_cc)
        .arg(option)
        .output()
        .with_context(|| format!("cannot run {}", wasi_cc.display()))?;
    ensure!(
        output.status.success(),
        "{} {option} failed",
        wasi_cc.display()
    );
    Ok(String::from_utf8(output.stdout)?)
}
