//! One process at a time in a directory that a command works in.

use anyhow::{Context, Result};
use rustix::io::{FdFlags, fcntl_setfd};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

/// Held while the file is open; the system releases it however the process ends.
pub struct Lock(File);

impl Lock {
    /// Waits until no other process holds the directory. `what` names the other activity for
    /// the message: "another build of the sysroot".
    pub fn take(folder: &Path, what: &str) -> Result<Self> {
        Self::get(folder, what, File::try_lock, File::lock)
    }

    /// Waits until no other process holds the directory exclusively; readers share it.
    pub fn take_shared(folder: &Path, what: &str) -> Result<Self> {
        Self::get(folder, what, File::try_lock_shared, File::lock_shared)
    }

    fn get(
        folder: &Path,
        what: &str,
        at_once: impl FnOnce(&File) -> Result<(), TryLockError>,
        waiting: impl FnOnce(&File) -> io::Result<()>,
    ) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let path = folder.join("lock");
        let file =
            File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        match at_once(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                eprintln!("{what} runs in {}; waiting for it", folder.display());
                waiting(&file).with_context(|| format!("cannot lock {}", path.display()))?;
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
        Ok(Self(file))
    }

    /// Whether child processes started from now on hold the lock too, as long as they run: a
    /// compiler that outlives an interrupted build must not write into the next one.
    pub fn share(&self, with_children: bool) -> Result<()> {
        let flags = if with_children {
            FdFlags::empty()
        } else {
            FdFlags::CLOEXEC
        };
        fcntl_setfd(&self.0, flags).context("cannot pass the lock to child processes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Command, Stdio};
    use std::sync::mpsc;
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
                assert!(
                    Instant::now() < deadline,
                    "another process still holds the lock"
                );
                thread::sleep(Duration::from_millis(10));
            }
        };
        for is_shared in [false, true] {
            let lock = Lock::take(folder.path(), "a test").unwrap();
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

    #[test]
    fn readers_share_a_folder_and_a_writer_waits_for_them() {
        let folder = tempfile::tempdir().unwrap();
        let one = Lock::take_shared(folder.path(), "a reader").unwrap();
        let two = Lock::take_shared(folder.path(), "a reader").unwrap();
        let (sender, receiver) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                let lock = Lock::take(folder.path(), "a reader").unwrap();
                sender.send(()).unwrap();
                drop(lock);
            });
            drop(one);
            assert!(receiver.recv_timeout(Duration::from_millis(100)).is_err());
            drop(two);
            receiver.recv_timeout(Duration::from_secs(60)).unwrap();
        });
    }
}
