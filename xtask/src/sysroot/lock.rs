//! One build at a time in one checkout.

use anyhow::{Context, Result};
use std::fs::{self, File, TryLockError};
use std::path::Path;

/// Held while the file is open; the system lets go of it however the process ends.
pub struct Lock(#[expect(dead_code, reason = "held, not read")] File);

impl Lock {
    pub fn take(work: &Path) -> Result<Self> {
        fs::create_dir_all(work).with_context(|| format!("cannot make {}", work.display()))?;
        let path = work.join("lock");
        let file =
            File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                eprintln!(
                    "another build of the sysroot runs in {}; waiting for it",
                    work.display()
                );
                file.lock()?;
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).context("cannot lock the work folder");
            }
        }
        Ok(Self(file))
    }
}
