//! `cargo xtask bench build`.

use super::plan::Target;
use super::report::{Figure, Report, Row};
use super::side::Side;
use crate::git;
use crate::layout::Layout;
use anyhow::{Context, Result};
use llvm::Llvm;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Builds from scratch in a copy of the checkout that contains only the downloads. The
/// tools are left out, since the peer has none.
pub fn measure(layout: &Layout, llvm: &Llvm, sides: &[Side], target: &Target) -> Result<Report> {
    fs::create_dir_all(layout.scratch())?;
    let folder = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(layout.scratch())?;
    let checkout = Layout::at(folder.path());
    copy_checkout(layout.root(), folder.path())?;
    fs::create_dir_all(checkout.work())?;
    if layout.downloads().is_dir() {
        std::os::unix::fs::symlink(layout.downloads(), checkout.downloads())?;
    }
    let mut report = Report::new("CPU seconds of a clean build", sides, 1);
    let mut seconds = vec![cpu_seconds(&checkout, llvm)?];
    for _ in &sides[1..] {
        seconds.push(Err(String::from(
            "not measured: it comes built, and this tool does not build it",
        )));
    }
    report.push(Row::new("sysroot", seconds, target));
    Ok(report)
}

/// Runs `xtask sysroot` there, and returns the user and system time of it and its
/// children.
fn cpu_seconds(checkout: &Layout, llvm: &Llvm) -> Result<Figure> {
    let output = Command::new("sh")
        .args(["-c", "\"$@\" >&2 || exit; times", "sh"])
        .arg(env::current_exe()?)
        .args([
            "sysroot",
            "--no-tools",
            "--no-cxx",
            "--no-threads",
            "--clang",
        ])
        .arg(llvm.clang())
        .env("CARGO_MANIFEST_DIR", checkout.root().join("xtask"))
        .current_dir(checkout.root())
        .output()
        .context("cannot run sh")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let reason = said.lines().skip_while(|line| !line.starts_with("xtask: "));
        return Ok(Err(reason.collect::<Vec<_>>().join("\n")));
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    let seconds = children(&printed).with_context(|| format!("times printed '{printed}'"))?;
    Ok(Ok(seconds))
}

/// User and system time of the children: the second line of what `times` prints,
/// such as `1m2.50s 0m3.25s`.
fn children(printed: &str) -> Option<f64> {
    let seconds = |text: &str| -> Option<f64> {
        let (minutes, seconds) = text.strip_suffix('s')?.split_once('m')?;
        Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
    };
    let mut words = printed.lines().nth(1)?.split_whitespace();
    Some(seconds(words.next()?)? + seconds(words.next()?)?)
}

/// Copies what git knows of, and what it does not ignore.
fn copy_checkout(from: &Path, to: &Path) -> Result<()> {
    for name in git::files(from)? {
        let (source, copy) = (from.join(&name), to.join(&name));
        if let Some(parent) = copy.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(&source, &copy).with_context(|| format!("cannot copy {name}"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_is_read() {
        assert_eq!(children("0m0.00s 0m0.00s\n1m2.50s 0m3.25s\n"), Some(65.75));
        assert_eq!(
            children("0m0.00s 0m0.00s\n0m0.510000s 0m0.250000s\n"),
            Some(0.76)
        );
        assert_eq!(children(""), None);
    }
}
