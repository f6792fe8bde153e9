//! `--dir`: the directories that a program may use.

use std::ffi::OsStr;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::cli::split_once;

/// A directory of the host and its name for the program.
#[derive(Debug, PartialEq, Eq)]
pub struct Preopen {
    pub host: PathBuf,
    pub guest: String,
}

impl Preopen {
    /// Parses `HOST` or `HOST::GUEST`, and checks that HOST is a directory.
    pub fn parse(argument: &OsStr) -> Result<Self> {
        let (host, guest) = split_once(argument, b"::")
            .unwrap_or_else(|| (argument.to_owned(), argument.to_owned()));
        let host = PathBuf::from(host);
        let shown = argument.display();
        if host.as_os_str().is_empty() || guest.is_empty() {
            bail!("--dir {shown}: a name is missing, it has to be HOST or HOST::GUEST");
        }
        let metadata = host
            .metadata()
            .with_context(|| format!("--dir {shown}: cannot use {}", host.display()))?;
        if !metadata.is_dir() {
            bail!("--dir {shown}: {} is not a directory", host.display());
        }
        let Ok(guest) = guest.into_string() else {
            bail!("--dir {shown}: WASI wants the program's name for a directory in UTF-8");
        };
        Ok(Self { host, guest })
    }
}
