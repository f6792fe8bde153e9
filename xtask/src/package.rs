//! The packages: the sysroot with its manual, licences and completions, and parts of it.

pub mod licences;
mod readme;

use crate::docs;
use crate::git;
use crate::hash::Memo;
use crate::layout::Layout;
use crate::progress::Progress;
use crate::sysroot::{Sysroot, install};
use crate::tree::Tree;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Where each shell looks for completions below a prefix, with the name of the file.
const COMPLETIONS: [(&str, &str); 3] = [
    ("bash", "share/bash-completion/completions/wasi-run"),
    ("zsh", "share/zsh/site-functions/_wasi-run"),
    ("fish", "share/fish/vendor_completions.d/wasi-run.fish"),
];

const MANUAL: &str = "share/doc/wasi-sysroot";
const RUN: &str = "bin/wasi-run";

/// The programs that are no links.
const PROGRAMS: [&str; 2] = ["bin/wasi-cc", RUN];

/// Directories that all programs of a prefix share. All else of ours is in a directory of
/// its own there.
const SHARED: [&str; 5] = [
    "share/bash-completion/",
    "share/doc/",
    "share/fish/",
    "share/man/",
    "share/zsh/",
];

/// Where the sysroot is below a prefix.
pub const BELOW_PREFIX: &str = "lib/wasi-sysroot";

/// The whole sysroot, and the directory that holds files of it that exist nowhere else.
pub struct Package {
    pub tree: Tree,
    _files: TempDir,
}

impl Package {
    /// Adds to a sysroot what people want of it beside. The manual as HTML takes mdBook.
    pub fn new(
        layout: &Layout,
        sysroot: Sysroot,
        html: bool,
        memo: &mut Memo,
        progress: &mut Progress,
    ) -> Result<Self> {
        let files = tempfile::tempdir_in(layout.scratch())?;
        let mut tree = sysroot.tree;
        if let Some(commit) = git::commit(layout.root()) {
            tree.bytes("share/wasi-cc/commit.txt", format!("{commit}\n"));
        }
        progress.say("making the manual");
        let manual = files.path().join("manual");
        match html {
            true => docs::build(layout, &manual)?,
            false => docs::build_man(layout, &manual)?,
        }
        tree.folder("share/man", &manual.join("man"), memo)?;
        if html {
            tree.folder(&format!("{MANUAL}/html"), &manual.join("html"), memo)?;
        }
        let changes = layout.root().join("CHANGELOG.md");
        tree.file(format!("{MANUAL}/CHANGELOG.md"), &changes, memo)?;
        for program in PROGRAMS {
            if tree.contains(program) {
                let file = files.path().join(program.replace('/', "-"));
                strip(&tree, program, &file)?;
                tree.file(program, &file, memo)?;
            }
        }
        if tree.contains(RUN) {
            let run = files.path().join(RUN.replace('/', "-"));
            for (shell, path) in COMPLETIONS {
                tree.bytes(path, completions(&run, shell)?);
            }
            pages_for_all_names(&mut tree);
        }
        licences::add(layout, &mut tree)?;
        Ok(Self {
            tree,
            _files: files,
        })
    }

    /// The whole, to unpack anywhere.
    pub fn whole(&self) -> Result<Tree> {
        with_readme(self.only(|_| true))
    }

    /// The sysroot for another clang, on any machine.
    pub fn without_tools(&self, layout: &Layout) -> Result<Tree> {
        let is_tool = |path: &str| {
            let tools = ["bin/", "libexec/", "share/licenses/tools/", "share/man/"];
            tools.iter().any(|start| path.starts_with(start))
                || COMPLETIONS
                    .iter()
                    .any(|(_, completion)| path == *completion)
        };
        let mut tree = self.only(|path| !is_tool(path));
        if self.tree.contains(RUN) {
            install::link_by_wasm_ld(&mut tree)?;
            licences::add(layout, &mut tree)?;
        }
        with_readme(tree)
    }

    /// `wasi-run` and what belongs to it.
    pub fn wasi_run(&self, layout: &Layout) -> Result<Tree> {
        let mut tree = self.only(|path| {
            path == RUN
                || path == "share/man/man1/wasi-run.1"
                || path.starts_with("share/licenses/libc/")
                || COMPLETIONS
                    .iter()
                    .any(|(_, completion)| path == *completion)
        });
        licences::add_of_wasi_run(layout, &mut tree)?;
        with_readme(tree)
    }

    /// The whole as it is below a prefix that it shares with other programs.
    pub fn below_prefix(&self) -> Result<Tree> {
        let mut tree = Tree::default();
        for path in self.tree.paths() {
            if SHARED.iter().any(|start| path.starts_with(start)) {
                tree.copy(path, &self.tree, path);
                continue;
            }
            tree.copy(format!("{BELOW_PREFIX}/{path}"), &self.tree, path);
            if path.starts_with("bin/") {
                tree.link(path, format!("../{BELOW_PREFIX}/{path}"));
            }
        }
        let text = readme::text(&tree)?;
        tree.bytes(format!("{MANUAL}/{}", readme::NAME), text);
        Ok(tree)
    }

    fn only(&self, is_wanted: impl Fn(&str) -> bool) -> Tree {
        let mut tree = Tree::default();
        for path in self.tree.paths().filter(|path| is_wanted(path)) {
            tree.copy(path, &self.tree, path);
        }
        tree
    }
}

/// The tree with its README in its directory.
fn with_readme(mut tree: Tree) -> Result<Tree> {
    let text = readme::text(&tree)?;
    tree.bytes(readme::NAME, text);
    Ok(tree)
}

/// A program without symbols, which are a third of wasi-run and which nothing reads.
fn strip(tree: &Tree, program: &str, file: &Path) -> Result<()> {
    tree.write_file(program, file)?;
    let output = Command::new("strip")
        .arg(file)
        .output()
        .context("cannot run strip (of the package binutils)")?;
    ensure!(
        output.status.success(),
        "strip {program}: {}",
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok(())
}

fn completions(run: &PathBuf, shell: &str) -> Result<Vec<u8>> {
    let output = Command::new(run)
        .args(["--completions", shell])
        .output()
        .with_context(|| format!("cannot run {}", run.display()))?;
    ensure!(
        output.status.success(),
        "wasi-run --completions {shell}: {}",
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok(output.stdout)
}

/// Links so that `man` finds a page by each name of a command.
fn pages_for_all_names(tree: &mut Tree) {
    const PREFIXES: [&str; 2] = ["wasm32-wasip1-", "wasm32-wasi-"];
    let names: BTreeSet<String> = tree
        .paths()
        .filter_map(|path| path.strip_prefix("bin/"))
        .map(str::to_owned)
        .collect();
    for name in names {
        let page = |name: &str| format!("share/man/man1/{name}.1");
        if tree.contains(&page(&name)) {
            continue;
        }
        let tool = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix));
        let short = format!("wasi-{}", tool.unwrap_or_default());
        let of = match tree.contains(&page(&short)) && tool.is_some() {
            true => short,
            false => "wasi-cc".to_owned(),
        };
        tree.link(page(&name), format!("{of}.1"));
    }
}
