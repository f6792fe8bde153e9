//! `--dir` and `--dir-ro`: the directories that a program may use.

use std::ffi::OsStr;
use std::fs::File;
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use crate::cli::split_once;

/// A directory of the host and its name for the program.
#[derive(Debug)]
pub struct Preopen {
    pub host: PathBuf,
    pub guest: String,
    pub read_only: bool,
    /// The directory itself, in a run with processes: the name may mean another one when the
    /// next program starts.
    pub opened: Option<Arc<File>>,
}

impl Preopen {
    /// Parses `HOST` or `HOST::GUEST` of `option`, and checks that HOST is a directory, unless
    /// the program before this one has opened it.
    pub fn parse(
        option: &str,
        argument: &OsStr,
        read_only: bool,
        opened: Option<Arc<File>>,
    ) -> Result<Self> {
        let (host, guest) = split_once(argument, b"::")
            .unwrap_or_else(|| (argument.to_owned(), argument.to_owned()));
        let host = PathBuf::from(host);
        let shown = format!("{option} {}", argument.display());
        if host.as_os_str().is_empty() || guest.is_empty() {
            bail!("{shown}: a name is missing; write HOST or HOST::GUEST");
        }
        if opened.is_none() {
            check(&shown, &host, &guest)?;
        }
        let Ok(guest) = guest.into_string() else {
            bail!("{shown}: the program's name for a directory must be UTF-8");
        };
        Ok(Self {
            host,
            guest,
            read_only,
            opened,
        })
    }

    /// Opens the directory, for this program and for those after it.
    pub fn open(&mut self) -> Result<Arc<File>> {
        let opened = match self.opened.take() {
            Some(opened) => opened,
            None => {
                let file = File::options()
                    .read(true)
                    .custom_flags(libc::O_PATH | libc::O_DIRECTORY)
                    .open(&self.host)
                    .with_context(|| format!("cannot open the directory {}", self.host.display()));
                Arc::new(file?)
            }
        };
        Ok(Arc::clone(self.opened.insert(opened)))
    }

    /// The path to open it by.
    pub fn path(&self) -> PathBuf {
        match &self.opened {
            Some(opened) => format!("/proc/self/fd/{}", opened.as_raw_fd()).into(),
            None => self.host.clone(),
        }
    }
}

/// Checks that HOST of an option is a directory.
fn check(shown: &str, host: &Path, guest: &OsStr) -> Result<()> {
    // Other runtimes and container engines write it so.
    let is_mode = |name: &OsStr| {
        let name = name.as_bytes();
        name.ends_with(b":ro") || name.ends_with(b":rw")
    };
    if is_mode(guest) && (host.as_os_str() != guest || !host.exists()) {
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
    Ok(())
}
