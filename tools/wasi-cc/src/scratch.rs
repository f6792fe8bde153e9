//! Files that live as long as one command.

use anyhow::{Context, Result};
use in_place::Directory;
use std::path::PathBuf;

/// A file in a new directory; removed when dropped.
pub struct Scratch {
    directory: Directory,
    name: &'static str,
}

impl Scratch {
    /// Nothing is there yet.
    pub fn new(name: &'static str) -> Result<Scratch> {
        Ok(Scratch {
            directory: directory()?,
            name,
        })
    }

    pub fn path(&self) -> PathBuf {
        self.directory.path().join(self.name)
    }
}

/// A new directory; removed when dropped.
pub fn directory() -> Result<Directory> {
    let parent = std::env::temp_dir();
    in_place::clear(&parent);
    Directory::within(&parent).with_context(|| parent.display().to_string())
}
