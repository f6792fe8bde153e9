//! zig's libc as a sysroot for our clang.
//!
//! zig ships the sources of its libc, and compiles them when it first links a program. The
//! archives of such a link and zig's headers are all that clang needs.

use super::side::Side;
use crate::layout::Layout;
use crate::lock::Lock;
use crate::tree;
use anyhow::{Context, Result, ensure};
use llvm::Llvm;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How to get it, for messages.
pub const INSTALL: &str = "scripts/setup --peers installs zig, to compare with its libc";

/// The archives that wasi-libc has beside libc.a, and zig has in it.
const IN_LIBC: [&str; 5] = [
    "libm.a",
    "libwasi-emulated-signal.a",
    "libwasi-emulated-process-clocks.a",
    "libwasi-emulated-getpid.a",
    "libwasi-emulated-mman.a",
];

/// zig's side, if scripts/setup has installed zig. The first use compiles its libc.
pub fn side(layout: &Layout, llvm: &Llvm) -> Result<Option<Side>> {
    let package = layout.peers().join("zig/ziglang");
    let zig = package.join("zig");
    if !zig.is_file() {
        return Ok(None);
    }
    let version = output(Command::new(&zig).arg("version"))?.0;
    let version = version.trim();
    let _lock = Lock::take(&layout.work().join("bench"), "another bench")?;
    let sysroot = layout.peers().join(format!("zig-{version}"));
    if !sysroot.is_dir() {
        eprintln!("xtask: zig {version} compiles its libc");
        fs::create_dir_all(layout.scratch())?;
        let folder = tempfile::tempdir_in(layout.scratch())?;
        let made = folder.path().join("sysroot");
        make(&package, llvm, folder.path(), &made)?;
        fs::rename(&made, &sysroot)
            .with_context(|| format!("cannot make {}", sysroot.display()))?;
    }
    Ok(Some(Side::zig(version, sysroot)))
}

fn make(package: &Path, llvm: &Llvm, scratch: &Path, sysroot: &Path) -> Result<()> {
    let include = sysroot.join("include/wasm32-wasip1");
    // Those for wasm replace the generic ones.
    for part in ["generic-musl", "wasm-wasi-musl"] {
        copy(&package.join("lib/libc/include").join(part), &include)?;
    }

    fs::write(scratch.join("empty.c"), "int main(void) { return 0; }\n")?;
    let said = output(
        Command::new(package.join("zig"))
            .args([
                "cc",
                "-target",
                "wasm32-wasi",
                "-O2",
                "-v",
                "empty.c",
                "-o",
                "empty.wasm",
            ])
            .env("ZIG_GLOBAL_CACHE_DIR", scratch.join("cache"))
            .env("ZIG_LOCAL_CACHE_DIR", scratch.join("cache"))
            .current_dir(scratch),
    )?
    .1;
    let (start, archives) = linked(&said)
        .with_context(|| format!("zig names no libc.a and crt1-command.o:\n{said}"))?;

    let lib = sysroot.join("lib/wasm32-wasip1");
    fs::create_dir_all(&lib)?;
    for name in ["crt1.o", "crt1-command.o"] {
        fs::copy(scratch.join(&start), lib.join(name))
            .with_context(|| format!("cannot copy {start}"))?;
    }
    let ar = llvm.tool("llvm-ar", None)?;
    // L: the members of the archives, not the archives.
    output(
        Command::new(&ar)
            .arg("qLcs")
            .arg(lib.join("libc.a"))
            .args(archives)
            .current_dir(scratch),
    )?;
    for name in IN_LIBC {
        output(Command::new(&ar).arg("qcs").arg(lib.join(name)))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for (name, path) in tree::files_below(from)? {
        let copy = to.join(&name);
        fs::create_dir_all(copy.parent().unwrap_or(to))?;
        fs::copy(&path, &copy).with_context(|| format!("cannot copy {name}"))?;
    }
    Ok(())
}

/// The start file and the archives of the link that zig shows.
fn linked(said: &str) -> Option<(String, Vec<PathBuf>)> {
    let link = said.lines().rfind(|line| line.starts_with("wasm-ld "))?;
    let words = || link.split(' ').skip(1);
    let start = words().find(|word| word.ends_with("/crt1-command.o"))?;
    let archives = words()
        .filter(|word| word.ends_with(".a"))
        .map(PathBuf::from);
    let archives: Vec<_> = archives.collect();
    archives
        .iter()
        .any(|path| path.ends_with("libc.a"))
        .then(|| (start.to_owned(), archives))
}

/// Standard output and standard error of a command that succeeds.
fn output(command: &mut Command) -> Result<(String, String)> {
    let program = command.get_program().to_owned();
    let program = Path::new(&program).display();
    let output = command
        .output()
        .with_context(|| format!("cannot run {program}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    ensure!(
        output.status.success(),
        "{program}: {}\n{err}",
        output.status
    );
    Ok((out, err))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_archives_of_a_link_are_found() {
        let said = "ar rcs c/o/1/libc.a c/o/2/open.o\nclang version 22\n\
                    wasm-ld --entry _start -o a c/o/3/crt1-command.o c/o/1/libc.a c/o/4/a.o c/o/5/librt.a\n";
        let (start, archives) = linked(said).unwrap();
        assert_eq!(start, "c/o/3/crt1-command.o");
        assert_eq!(
            archives,
            ["c/o/1/libc.a", "c/o/5/librt.a"].map(PathBuf::from)
        );
        assert_eq!(linked("wasm-ld -o a b.o\n"), None);
        assert_eq!(linked("error: unable to find libc.a\n"), None);
    }
}
