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

/// The files of the C++ library as published. The tarball is needed only for unpacking them.
pub fn unpack(layout: &Layout, tarball: Option<&Path>, memo: &mut Memo) -> Result<PathBuf> {
    let pin = pin(layout)?;
    unpack_part(layout, tarball, memo, &pin, &pin.unpack, "cxx-upstream")
}

/// The tests of the C++ library as published.
pub fn unpack_tests(layout: &Layout, memo: &mut Memo) -> Result<PathBuf> {
    let pin = pin(layout)?;
    unpack_part(layout, None, memo, &pin, &pin.tests, "cxx-tests")
}

/// Files and directories of the tarball: unpacked once, and again if a file was changed.
fn unpack_part(
    layout: &Layout,
    tarball: Option<&Path>,
    memo: &mut Memo,
    pin: &Pin,
    paths: &[String],
    name: &str,
) -> Result<PathBuf> {
    let list = Hash::of_parts(paths.iter().map(|path| path.as_bytes()));
    let folder = layout.work().join(name);
    let seal = layout.work().join(format!("{name}.seal"));
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
    tar.args(paths.iter().map(|path| format!("*/{path}")));
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
