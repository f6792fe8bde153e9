//! Files that live as long as one link.

use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A new file in the folder for temporary files; removed when dropped.
pub struct Scratch {
    path: PathBuf,
}

impl Scratch {
    pub fn new(kind: &str) -> Result<Scratch> {
        let process = std::process::id();
        loop {
            // Two machines can share the folder, and then process numbers too.
            let time = SystemTime::now()
                .duration_since(SystemTime::UNIX_EPOCH)
                .map_or(0, |time| time.as_nanos());
            let path = std::env::temp_dir().join(format!("wasi-ld-{process}-{time:x}.{kind}"));
            match File::create_new(&path) {
                Ok(_) => return Ok(Scratch { path }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error).with_context(|| path.display().to_string()),
            }
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A file left in the folder for temporary files fails no link.
        let _ = fs::remove_file(&self.path);
    }
}
