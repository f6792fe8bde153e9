//! `cargo xtask dist`: the sysroot as one archive to hand out.

use crate::fetch;
use crate::layout::Layout;
use crate::sysroot;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

#[derive(clap::Args)]
pub struct Args {
    /// Where the archive goes (default: target/dist)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Leave out bin/: an archive for any machine, without wasi-cc and wasi-run
    #[arg(long)]
    no_tools: bool,
}

pub fn run(args: Args) -> Result<ExitCode> {
    let layout = Layout::find();
    let out = args
        .out
        .unwrap_or_else(|| layout.root().join("target/dist"));
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    let machine = if args.no_tools {
        "any".to_owned()
    } else {
        format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS)
    };
    let name = format!("wasi-sysroot-{}-{machine}", env!("CARGO_PKG_VERSION"));
    let staging = tempfile::Builder::new().prefix(".dist-").tempdir_in(&out)?;
    sysroot::run(sysroot::Args::to(staging.path().join(&name), args.no_tools))?;

    let archive = out.join(format!("{name}.tar.gz"));
    let partial = staging.path().join("partial");
    eprintln!("packing {name}.tar.gz");
    // Names sorted, no times and no owners: the same tree gives the same archive.
    let mut tar = Command::new("tar")
        .args([
            "--create",
            "--format=ustar",
            "--sort=name",
            "--mtime=@0",
            "--owner=0",
            "--group=0",
        ])
        .args(["--numeric-owner", "--mode=go=rX,u+rw", "--directory"])
        .arg(staging.path())
        .arg(&name)
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot run tar")?;
    let packed = Command::new("gzip")
        .args(["--no-name", "-9"])
        .stdin(tar.stdout.take().context("tar has no output")?)
        .stdout(fs::File::create(&partial)?)
        .status()
        .context("cannot run gzip")?;
    let tarred = tar.wait()?;
    ensure!(
        tarred.success() && packed.success(),
        "cannot pack: tar {tarred}, gzip {packed}"
    );
    fs::rename(&partial, &archive)?;
    let line = format!("{}  {name}.tar.gz\n", fetch::sha256(&archive)?);
    fs::write(&partial, &line)?;
    fs::rename(&partial, archive.with_extension("gz.sha256"))?;
    print!("{line}");
    Ok(ExitCode::SUCCESS)
}
