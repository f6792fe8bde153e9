//! The tarball of LLVM, of which a few directories are unpacked.

use crate::hash::{Hash, Memo};
use crate::layout::Layout;
use crate::sysroot::pin::{Pin, Upstream};
use crate::sysroot::stage;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const LLVM: Upstream = Upstream {
    name: "LLVM",
    file: "llvm-{version}.tar.xz",
    option: "--llvm-tarball",
    variable: "WASI_LLVM_TARBALL",
};

/// The version that is built.
pub fn version(layout: &Layout) -> Result<String> {
    Ok(pin(layout)?.version)
}

fn pin(layout: &Layout) -> Result<Pin> {
    Pin::read(&layout.cxx().join("libcxx.lock"))
}

/// The files of the C++ library as published: unpacked once, and again if a file was changed.
/// The tarball is needed for that alone.
pub fn unpack(layout: &Layout, tarball: Option<&Path>, memo: &mut Memo) -> Result<PathBuf> {
    let pin = pin(layout)?;
    let list = Hash::of_parts(pin.unpack.iter().map(|path| path.as_bytes()));
    let folder = layout.work().join("cxx-upstream");
    let seal = layout.work().join("cxx-upstream.seal");
    let sealed = |memo: &mut Memo| -> Result<String> {
        let files = stage::digest(&folder, memo)?;
        Ok(format!("{} {list} {files}\n", pin.sha256))
    };
    if folder.is_dir() {
        if fs::read_to_string(&seal).unwrap_or_default() == sealed(memo)? {
            return Ok(folder);
        }
        fs::remove_dir_all(&folder)?;
    }
    let tarball = pin.tarball(&LLVM, layout, tarball)?;
    let partial = tempfile::tempdir_in(layout.scratch())?;
    let mut tar = Command::new("tar");
    tar.arg("-xJf").arg(&tarball).arg("-C").arg(partial.path());
    tar.args(["--strip-components=1", "--no-same-owner"]);
    tar.args(["--anchored", "--wildcards", "--no-wildcards-match-slash"]);
    tar.args(pin.unpack.iter().map(|path| format!("*/{path}")));
    // Its blocks are decompressed by all processors.
    tar.env("XZ_OPT", "-T0");
    let output = tar.output().context("cannot run tar")?;
    ensure!(
        output.status.success(),
        "cannot unpack {}: {}",
        tarball.display(),
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    fs::rename(partial.keep(), &folder)?;
    fs::write(&seal, sealed(memo)?)?;
    Ok(folder)
}
