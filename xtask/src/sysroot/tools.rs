//! The tools in the sysroot's `bin/`, built for this machine.

use crate::crates::Metadata;
use crate::hash::Memo;
use crate::layout::Layout;
use crate::licences;
use crate::progress::Progress;
use crate::sysroot::compile::shown;
use crate::sysroot::stamp::Stamp;
use crate::tree;
use anyhow::{Context, Result, ensure};
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The files for the sysroot.
#[derive(Default)]
pub struct Tools {
    /// Programs, as name in `bin/` and file.
    pub programs: Vec<(String, PathBuf)>,
    /// Links, as path and target.
    pub links: Vec<(String, String)>,
    /// The notices of the crates in them.
    pub notices: Option<PathBuf>,
}

/// `wasi-cc` is `wasi-ld` too, under that name.
const PROGRAMS: [&str; 2] = ["wasi-cc", "wasi-run"];

/// Builds `wasi-cc` and `wasi-run`, that with its second engine if `wasmi`.
pub fn build(
    layout: &Layout,
    wasmi: bool,
    memo: &mut Memo,
    progress: &mut Progress,
) -> Result<Tools> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // Always the same directory, wherever the caller's own builds go.
    let folder = layout.root().join("target");
    let mut command = Command::new(cargo);
    command.current_dir(layout.root()).stdin(Stdio::null());
    command
        .args(["build", "--release", "--target-dir"])
        .arg(&folder);
    command.args(PROGRAMS.map(|name| format!("--package={name}")));
    if wasmi {
        command.arg("--features=wasi-run/wasmi");
    }

    let toolchain = env::var_os("RUSTUP_TOOLCHAIN").unwrap_or_default();
    let how = [shown(&command).into_bytes(), toolchain.into_encoded_bytes()];
    let stamp = Stamp::of(layout, "tools", &["tools", "preview1"], &how, memo)?;
    let programs = match stamp.outputs(memo) {
        Some(programs) => programs,
        None => {
            progress.say("building wasi-cc and wasi-run, of which wasmtime takes most of the time");
            let start = Instant::now();
            let status = command.status().context("cannot run cargo")?;
            ensure!(
                status.success(),
                "cannot build the tools ({status})\n  {}",
                shown(&command)
            );
            let seconds = start.elapsed().as_secs();
            progress.say(&format!("built wasi-cc and wasi-run in {seconds} s"));
            let programs = PROGRAMS
                .map(|name| folder.join("release").join(name))
                .to_vec();
            stamp.write(&programs, memo)?;
            programs
        }
    };
    let links = links(&programs[0])?;
    let names = PROGRAMS.map(str::to_owned);
    Ok(Tools {
        programs: names.into_iter().zip(programs).collect(),
        links,
        notices: Some(notices(layout, memo)?),
    })
}

/// A file with the notices of all crates that the programs contain.
fn notices(layout: &Layout, memo: &mut Memo) -> Result<PathBuf> {
    // The code that writes the file is part of this program.
    let how = [memo.hash(&env::current_exe()?)?.bytes().to_vec()];
    let stamp = Stamp::of(layout, "notices", &["tools", "preview1"], &how, memo)?;
    if let Some([file]) = stamp.outputs(memo).as_deref() {
        return Ok(file.clone());
    }
    let file = layout.work().join("notices.txt");
    let text = licences::notices(layout, &Metadata::read(layout)?, &PROGRAMS)?;
    tree::put(&file, text)?;
    stamp.write(std::slice::from_ref(&file), memo)?;
    Ok(file)
}

/// The other names of wasi-cc, from wasi-cc itself, and the name by which clang finds its
/// linker.
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
