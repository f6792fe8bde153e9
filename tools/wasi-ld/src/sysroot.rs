//! The sysroot that the program belongs to.

use anyhow::{Context, Result, bail};
use llvm::{Llvm, Search};
use std::path::{Path, PathBuf};

/// Names another sysroot than the one around the program.
pub const VARIABLE: &str = "WASI_SYSROOT";

/// How a sysroot was found that the variable names.
const NAMED: &str = "named by WASI_SYSROOT";

/// The target of programs with one thread, of those with several, and of those with a network.
pub const TARGET: &str = "wasm32-wasip1";
pub const THREADS: &str = "wasm32-wasip1-threads";
pub const NETWORK: &str = "wasm32-wasip2";

#[derive(Clone, Debug)]
pub struct Sysroot {
    root: PathBuf,
    target: &'static str,
}

impl Sysroot {
    /// `WASI_SYSROOT`, or the directory above the one that really contains the program.
    /// So a link to it from elsewhere finds the same sysroot, and the sysroot can be
    /// moved.
    pub fn find() -> Result<Sysroot> {
        let (root, how) = match std::env::var_os(VARIABLE) {
            Some(root) if !root.is_empty() => {
                let root = std::path::absolute(root).context(VARIABLE)?;
                (root, NAMED)
            }
            _ => {
                let program = own_path()?;
                let root = program.ancestors().nth(2).unwrap_or(Path::new("/"));
                (root.to_owned(), "around this program")
            }
        };
        Sysroot::open(root, how)
    }

    /// The sysroot of this root, and how it was found.
    pub fn open(root: PathBuf, how: &str) -> Result<Sysroot> {
        let sysroot = Sysroot {
            root,
            target: TARGET,
        };
        let config = sysroot.config();
        if !config.is_file() {
            let advice = match how {
                // Scripts for wasi-sdk set it, too.
                NAMED => "unset WASI_SYSROOT, and the tool uses the sysroot that it lies in",
                _ => {
                    "`cargo xtask sysroot` builds one; WASI_SYSROOT=/path/to/sysroot names another"
                }
            };
            bail!(
                "{} ({how}) is not a sysroot of wasi-cc: {} is missing\n  {advice}",
                sysroot.root.display(),
                config.display()
            );
        }
        Ok(sysroot)
    }

    /// The part of it for a target; an error where it has none.
    pub fn for_target(self, target: &'static str) -> Result<Sysroot> {
        let sysroot = Sysroot { target, ..self };
        let without = match target {
            THREADS => "threads (--no-threads)",
            NETWORK => "a network (--no-network)",
            _ => return Ok(sysroot),
        };
        if !sysroot.lib().join("libc.a").is_file() {
            bail!(
                "the sysroot {} was built without {without}: it has no {}",
                sysroot.root.display(),
                sysroot.lib().display()
            );
        }
        Ok(sysroot)
    }

    /// Whether this is the part for programs with threads.
    pub fn has_threads(&self) -> bool {
        self.target == THREADS
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn config(&self) -> PathBuf {
        self.share().join(format!("{}.cfg", self.target))
    }

    /// The LLVM to use: of the version that this sysroot was built with, if it is
    /// installed.
    pub fn llvm(&self) -> Result<Llvm> {
        Search::from_env(self.clang_major()).find()
    }

    /// The version of the clang that the library was compiled by.
    pub fn clang_major(&self) -> Option<u32> {
        let text = std::fs::read_to_string(self.share().join("clang-version.txt")).ok()?;
        text.split('.').next()?.trim().parse().ok()
    }

    /// The commit of the checkout that the tree was packed from, where that is known.
    pub fn commit(&self) -> PathBuf {
        self.share().join("commit.txt")
    }

    /// The syscalls that always fail, and the advice for each.
    pub fn refused(&self) -> PathBuf {
        self.share().join("refused.txt")
    }

    /// Library functions that work without the refused calls that they reach.
    pub fn quiet(&self) -> PathBuf {
        self.share().join("quiet.txt")
    }

    /// Library functions whose error differs from that of the refused call that they
    /// reach.
    pub fn outcomes(&self) -> PathBuf {
        self.share().join("outcomes.txt")
    }

    pub fn include(&self) -> PathBuf {
        self.root.join("include").join(self.target)
    }

    pub fn lib(&self) -> PathBuf {
        self.root.join("lib").join(self.target)
    }

    /// Where `make install` of a library puts it with `--prefix=<sysroot>`.
    pub fn installed(&self) -> PathBuf {
        self.root.join("lib")
    }

    /// The sysroot's own copy of clang's runtime functions.
    pub fn builtins(&self) -> PathBuf {
        self.lib().join("libclang_rt.builtins.a")
    }

    /// Our tools under the plain names of a machine's own.
    pub fn plain(&self) -> PathBuf {
        self.root.join("libexec/wasi-cc/plain")
    }

    fn share(&self) -> PathBuf {
        self.root.join("share/wasi-cc")
    }
}

/// The LLVM to use, for tools that need no sysroot.
pub fn llvm() -> Result<Llvm> {
    let major = Sysroot::find().ok().and_then(|tree| tree.clang_major());
    Search::from_env(major).find()
}

/// The real path of this program.
pub fn own_path() -> Result<PathBuf> {
    std::env::current_exe()
        .and_then(|program| program.canonicalize())
        .context("the path of this program")
}
