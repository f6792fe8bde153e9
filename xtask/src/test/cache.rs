//! Compiled test programs by the hash of everything that they were made of.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use walkdir::WalkDir;

/// The time that an unused entry is kept.
const KEPT: Duration = Duration::from_secs(3 * 24 * 3600);

/// The prefix of temporary directories; an interrupted run leaves some.
const SCRATCH: &str = ".new-";

/// A hash under construction. Every part is preceded by its length, so that
/// two different lists of parts never hash alike.
#[derive(Clone, Default)]
pub struct Key(Sha256);

impl Key {
    pub fn new(what: &str) -> Self {
        Self::default().with(what)
    }

    pub fn with(mut self, part: impl AsRef<[u8]>) -> Self {
        let part = part.as_ref();
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    pub fn with_all(self, parts: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Self {
        parts.into_iter().fold(self, Self::with)
    }

    pub fn with_file(self, path: &Path) -> Result<Self> {
        let content = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        Ok(self.with(content))
    }

    /// Every file below `folder`: names and contents.
    pub fn with_tree(mut self, folder: &Path) -> Result<Self> {
        for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
            let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
            if entry.file_type().is_file() {
                let name = entry.path().strip_prefix(folder)?;
                self = self
                    .with(name.as_os_str().as_encoded_bytes())
                    .with_file(entry.path())?;
            }
        }
        Ok(self)
    }

    pub fn hex(self) -> String {
        self.0
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// Opens the cache and drops what has not been used for days.
    pub fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        let now = SystemTime::now();
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            // Another run may have dropped it already; then there is nothing to do.
            let Ok(modified) = entry.metadata().and_then(|data| data.modified()) else {
                continue;
            };
            if now.duration_since(modified).is_ok_and(|age| age <= KEPT) {
                continue;
            }
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(SCRATCH) {
                let _ = fs::remove_dir_all(entry.path());
            } else if name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(Self { folder })
    }

    /// The file of `key`, made by `build` (into the path that it is given) unless it
    /// already exists. A failure leaves nothing.
    pub fn get<E>(&self, key: Key, build: impl FnOnce(&Path) -> Result<(), E>) -> Result<PathBuf, E>
    where
        E: From<anyhow::Error>,
    {
        let path = self.folder.join(key.hex());
        if let Ok(file) = File::open(&path) {
            // Only the clean-up above reads the time; without it the file is
            // made anew one day.
            let _ = file.set_modified(SystemTime::now());
            return Ok(path);
        }
        let scratch = tempfile::Builder::new()
            .prefix(SCRATCH)
            .tempdir_in(&self.folder)
            .context("making a scratch directory")?;
        let made = scratch.path().join("made");
        build(&made)?;
        fs::rename(&made, &path).with_context(|| format!("storing {}", path.display()))?;
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(
            Key::new("ab").with("c").hex(),
            Key::new("a").with("bc").hex()
        );
        assert_eq!(
            Key::new("ab").with("c").hex(),
            Key::new("ab").with("c").hex()
        );
    }

    #[test]
    fn only_what_is_old_and_ours_is_dropped() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let old = SystemTime::now() - 2 * KEPT;
        let ours = Key::new("x").hex();
        for name in ["notes.txt", &ours] {
            let file = File::create(folder.path().join(name))?;
            file.set_modified(old)?;
        }
        for name in ["mine", ".new-abc"] {
            fs::create_dir(folder.path().join(name))?;
            File::open(folder.path().join(name))?.set_modified(old)?;
        }
        Cache::open(folder.path().to_owned())?;
        let mut left: Vec<_> = fs::read_dir(folder.path())?
            .map(|entry| Ok(entry?.file_name()))
            .collect::<Result<_>>()?;
        left.sort();
        assert_eq!(left, ["mine", "notes.txt"]);
        Ok(())
    }

    #[test]
    fn builds_once_and_forgets_failures() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let cache = Cache::open(folder.path().to_owned())?;
        let key = || Key::new("x");
        assert!(cache.get(key(), |_| -> Result<()> { bail!("no") }).is_err());
        let path = cache.get(key(), |path| -> Result<()> { Ok(fs::write(path, "made")?) })?;
        assert_eq!(fs::read_to_string(path)?, "made");
        cache.get(key(), |_| -> Result<()> { bail!("built twice") })?;
        Ok(())
    }
}
