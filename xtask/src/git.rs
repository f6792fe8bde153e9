//! Queries to git about a checkout.

use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;

/// The output of a git command.
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
    String::from_utf8(output.stdout).context("the output of git is not UTF-8")
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

/// The commit that is checked out, if git knows it and no file differs from it.
pub fn commit(root: &Path) -> Option<String> {
    let changed = output(root, &["status", "--porcelain", "--untracked-files=no"]).ok()?;
    let commit = output(root, &["rev-parse", "--short=12", "HEAD"]).ok()?;
    changed.is_empty().then(|| commit.trim().to_owned())
}

/// When the commit that is checked out was made, in seconds.
pub fn time(root: &Path) -> Option<u64> {
    let time = output(root, &["log", "-1", "--format=%ct"]).ok()?;
    time.trim().parse().ok()
}

/// The commit that a run measures.
pub struct Commit {
    pub name: String,
    pub date: String,
}

impl Commit {
    /// The commit that is checked out; an error if files differ from it, except `but`,
    /// which recording writes.
    pub fn clean(root: &Path, but: &[&str]) -> Result<Self> {
        let mut args: Vec<String> = ["status", "--porcelain", "--untracked-files=no", "--", "."]
            .map(String::from)
            .into();
        args.extend(but.iter().map(|path| format!(":!{path}")));
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let changed = output(root, &args)?;
        ensure!(
            changed.is_empty(),
            "--record is for what is committed; these files differ:\n{changed}"
        );
        let line = output(root, &["log", "-1", "--format=%h %cs"])?;
        let (name, date) = line
            .trim()
            .split_once(' ')
            .context("git log gave no commit")?;
        Ok(Self {
            name: name.to_owned(),
            date: date.to_owned(),
        })
    }
}
