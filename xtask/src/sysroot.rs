//! `cargo xtask sysroot`: builds the sysroot.

use crate::fetch::{Debian, Source};
use crate::layout::Layout;
use crate::llvm::Llvm;
use crate::table::Table;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// The clang to compile with (default: WASI_CLANG, else the first that will do)
    #[arg(long, value_name = "PATH")]
    clang: Option<PathBuf>,
    /// A musl tarball that is already here (default: WASI_MUSL_TARBALL, else a download)
    #[arg(long, value_name = "FILE")]
    musl_tarball: Option<PathBuf>,
}

pub fn run(args: Args) -> Result<ExitCode> {
    let layout = Layout::find();
    let llvm = Llvm::find(args.clang.as_deref())?;
    let table = Table::load(&layout.syscall_table())?;
    let musl = musl(&layout, args.musl_tarball)?;
    println!(
        "{} {} {}",
        llvm.clang().display(),
        table.syscalls.len(),
        musl.display()
    );
    Ok(ExitCode::SUCCESS)
}

/// The verified musl tarball.
fn musl(layout: &Layout, flag: Option<PathBuf>) -> Result<PathBuf> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Lock {
        version: String,
        sha256: String,
        url: String,
        debian: Debian,
    }
    let path = layout.top_half().join("musl.lock");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let lock: Lock = toml::from_str(&text).with_context(|| format!("in {}", path.display()))?;
    let versioned = |text: &str| text.replace("{version}", &lock.version);
    let source = Source {
        name: "musl".into(),
        file: format!("musl-{}.tar.gz", lock.version),
        sha256: lock.sha256.clone(),
        url: Some(versioned(&lock.url)),
        debian: Some(Debian {
            file: lock.debian.file.as_deref().map(versioned),
            ..lock.debian.clone()
        }),
        krate: None,
        version: lock.version.clone(),
    };
    if let Some(given) = flag {
        return source.given(&given).context("--musl-tarball");
    }
    match env::var_os("WASI_MUSL_TARBALL").filter(|path| !path.is_empty()) {
        Some(given) => source
            .given(&PathBuf::from(given))
            .context("WASI_MUSL_TARBALL"),
        None => source.fetch(layout),
    }
}
