//! `wasi-pkg-config`: the machine's pkg-config, which sees only the sysroot's packages, never
//! the machine's own.

use crate::Args;
use crate::native;
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::process::Command;
use wasi_ld::sysroot::Sysroot;

/// Names the directories instead of those that pkg-config was built with.
pub const LIBDIR: &str = "PKG_CONFIG_LIBDIR";

/// The possible names of the program.
const PROGRAMS: [&str; 2] = ["pkgconf", "pkg-config"];

pub fn command(args: Args) -> Result<Command> {
    let sysroot = Sysroot::find()?;
    let Some(program) = native::find(&PROGRAMS, &sysroot) else {
        bail!(
            "there is no pkg-config on PATH; install it with\n  \
             Debian, Ubuntu: sudo apt-get install pkg-config"
        );
    };
    let mut command = Command::new(program);
    command.env(LIBDIR, folders(&sysroot)?);
    // A package's file contains the prefix that it was installed with. That may be wrong: the
    // sysroot may have been moved, and a package staged with DESTDIR is not at its prefix. So
    // the location of the file decides. pkg-config would expect <prefix>/<any>/pkgconfig
    // there, which the target's directory is not.
    if !sysroot.lib().join("pkgconfig").is_dir() {
        command.arg("--define-prefix");
    }
    command.args(args);
    Ok(command)
}

/// Where packages lie that were built for this sysroot.
pub fn folders(sysroot: &Sysroot) -> Result<OsString> {
    let root = sysroot.root();
    let folders = [
        sysroot.lib().join("pkgconfig"),
        root.join("lib/pkgconfig"),
        root.join("share/pkgconfig"),
    ];
    env::join_paths(folders).with_context(|| format!("{}: as a part of a path", root.display()))
}
