//! One build at a time in one checkout.

use anyhow::{Context, Result};
use rustix::io::{FdFlags, fcntl_setfd};
use std::fs::{self, File, TryLockError};
use std::path::Path;

/// Held while the file is open; the system lets go of it however the process ends.
pub struct Lock(File);

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

    /// Whether programs that are started from now on hold the lock too, as long as
    /// they run: a compiler that outlives an interrupted build must not write into
    /// the next one.
    pub fn share(&self, with_children: bool) -> Result<()> {
        let flags = if with_children {
            FdFlags::empty()
        } else {
            FdFlags::CLOEXEC
        };
        fcntl_setfd(&self.0, flags).context("cannot pass the lock on")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Command, Stdio};
    use std::thread;
    use std::time::{Duration, Instant};

    #[test]
    fn a_child_holds_a_shared_lock_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let is_free = || {
            File::open(folder.path().join("lock"))
                .unwrap()
                .try_lock()
                .is_ok()
        };
        // Children that other tests start hold it too: until they are another program
        // or, while it is shared, until they end.
        let becomes_free = || {
            let deadline = Instant::now() + Duration::from_secs(60);
            while !is_free() {
                assert!(Instant::now() < deadline, "somebody still holds the lock");
                thread::sleep(Duration::from_millis(10));
            }
        };
        for is_shared in [false, true] {
            let lock = Lock::take(folder.path()).unwrap();
            lock.share(is_shared).unwrap();
            let mut child = Command::new("cat")
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            assert!(!is_free());
            drop(lock);
            if is_shared {
                assert!(!is_free());
            } else {
                becomes_free();
            }
            child.kill().unwrap();
            child.wait().unwrap();
            becomes_free();
        }
    }
}
