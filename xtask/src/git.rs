//! What git knows of a checkout.

use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;

/// What a git command prints.
pub fn output(root: &Path, args: &[&str]) -> Result<String> {
    let output = Command::new("git")
        .current_dir(root)
        .args(args)
        .output()
        .context("cannot run git")?;
    ensure!(
        output.status.success(),
        "git {} failed: {}",
        args[0],
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    String::from_utf8(output.stdout).context("git gave no UTF-8")
}

/// The files that are checked in, or would be.
pub fn files(root: &Path) -> Result<Vec<String>> {
    let list = output(
        root,
        &[
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ],
    )?;
    let names = list.split_terminator('\0');
    Ok(names
        .filter(|name| root.join(name).is_file())
        .map(str::to_owned)
        .collect())
}
