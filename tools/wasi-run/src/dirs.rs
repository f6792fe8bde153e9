//! `--dir` and `--dir-ro`: the directories that a program may use.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::cli::split_once;

/// A directory of the host and its name for the program.
#[derive(Debug, PartialEq, Eq)]
pub struct Preopen {
    pub host: PathBuf,
    pub guest: String,
    pub read_only: bool,
}

impl Preopen {
    /// Parses `HOST` or `HOST::GUEST` of `option`, and checks that HOST is a directory.
    pub fn parse(option: &str, argument: &OsStr, read_only: bool) -> Result<Self> {
        let (host, guest) = split_once(argument, b"::")
            .unwrap_or_else(|| (argument.to_owned(), argument.to_owned()));
        let host = PathBuf::from(host);
        let shown = format!("{option} {}", argument.display());
        if host.as_os_str().is_empty() || guest.is_empty() {
            bail!("{shown}: a name is missing; write HOST or HOST::GUEST");
        }
        // Other runtimes and container engines write it so.
        let is_mode = |name: &OsStr| {
            let name = name.as_bytes();
            name.ends_with(b":ro") || name.ends_with(b":rw")
        };
        if is_mode(&guest) && (host.as_os_str() != guest || !host.exists()) {
            bail!(
                "{shown}: for a directory that the program may only read, write --dir-ro HOST or \
                 --dir-ro HOST::GUEST, without `:ro`"
            );
        }
        let metadata = host
            .metadata()
            .with_context(|| format!("{shown}: cannot use {}", host.display()))?;
        if !metadata.is_dir() {
            bail!("{shown}: {} is not a directory", host.display());
        }
        let Ok(guest) = guest.into_string() else {
            bail!("{shown}: the program's name for a directory must be UTF-8");
        };
        Ok(Self {
            host,
            guest,
            read_only,
        })
    }
}
