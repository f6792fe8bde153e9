//! Content hashes, and a memo that spares rereading a file that did not change.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// SHA-256 of some content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash of a list of parts: moving a byte from one part to the next changes it.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    pub fn of_file(path: &Path) -> Result<Self> {
        let read = || {
            let mut hash = Sha256::new();
            io::copy(&mut File::open(path)?, &mut hash)?;
            io::Result::Ok(hash.finalize())
        };
        let hash = read().with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Self(hash.into()))
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn parse(text: &str) -> Option<Self> {
        let mut hash = [0; 32];
        for (byte, digits) in hash.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        }
        (text.len() == 64).then_some(Self(hash))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A stamp that changes with every write to a file, and with its replacement.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    size: u64,
    inode: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    fn of(data: &Metadata) -> Self {
        Self {
            size: data.size(),
            inode: data.ino(),
            modified: (data.mtime(), data.mtime_nsec()),
            changed: (data.ctime(), data.ctime_nsec()),
        }
    }

    /// A file written a moment ago may be written again within the same tick of
    /// the file system's clock: its stamp proves nothing yet.
    fn is_settled(&self) -> bool {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = now.map_or(0, |now| now.as_millis());
        let changed = i128::from(self.changed.0) * 1000 + i128::from(self.changed.1 / 1_000_000);
        changed + 50 < i128::try_from(now).unwrap_or(i128::MAX)
    }
}

/// Hashes of files by their stamps, kept in a file from run to run.
pub struct Memo {
    file: PathBuf,
    known: HashMap<PathBuf, (Stamp, Hash)>,
    changed: bool,
}

impl Memo {
    /// The memo in `file`; empty if there is none, or if it is not readable as one
    /// (it only saves time).
    pub fn load(file: &Path) -> Self {
        let text = fs::read_to_string(file).unwrap_or_default();
        Self {
            file: file.to_path_buf(),
            known: text.lines().filter_map(parse_line).collect(),
            changed: false,
        }
    }

    pub fn hash(&mut self, path: &Path) -> Result<Hash> {
        let data = path
            .metadata()
            .with_context(|| format!("cannot read {}", path.display()))?;
        let stamp = Stamp::of(&data);
        if let Some((known, hash)) = self.known.get(path)
            && *known == stamp
        {
            return Ok(*hash);
        }
        let hash = Hash::of_file(path)?;
        if stamp.is_settled() {
            self.known.insert(path.to_path_buf(), (stamp, hash));
            self.changed = true;
        }
        Ok(hash)
    }

    /// Writes the memo, if it changed.
    pub fn save(&mut self) -> Result<()> {
        if !self.changed {
            return Ok(());
        }
        let mut text = String::new();
        for (path, (stamp, hash)) in &self.known {
            let Some(path) = path.to_str().filter(|path| !path.contains('\n')) else {
                continue;
            };
            let (m, c) = (stamp.modified, stamp.changed);
            writeln!(
                text,
                "{hash} {} {} {} {} {} {} {path}",
                stamp.size, stamp.inode, m.0, m.1, c.0, c.1
            )?;
        }
        let partial = self.file.with_extension("partial");
        fs::write(&partial, text)?;
        fs::rename(&partial, &self.file)?;
        self.changed = false;
        Ok(())
    }
}

fn parse_line(line: &str) -> Option<(PathBuf, (Stamp, Hash))> {
    let mut words = line.splitn(8, ' ');
    let hash = Hash::parse(words.next()?)?;
    let stamp = Stamp {
        size: words.next()?.parse().ok()?,
        inode: words.next()?.parse().ok()?,
        modified: (words.next()?.parse().ok()?, words.next()?.parse().ok()?),
        changed: (words.next()?.parse().ok()?, words.next()?.parse().ok()?),
    };
    Some((PathBuf::from(words.next()?), (stamp, hash)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart() {
        assert_ne!(
            Hash::of_parts([&b"ab"[..], b"c"]),
            Hash::of_parts([&b"a"[..], b"bc"])
        );
    }

    #[test]
    fn a_memo_survives_being_saved_and_sees_every_change() {
        let folder = tempfile::tempdir().unwrap();
        let (file, kept) = (folder.path().join("a b"), folder.path().join("memo"));
        fs::write(&file, "one").unwrap();
        std::thread::sleep(std::time::Duration::from_millis(80));
        let mut memo = Memo::load(&kept);
        assert_eq!(memo.hash(&file).unwrap(), Hash::of(b"one"));
        memo.save().unwrap();

        let mut memo = Memo::load(&kept);
        assert_eq!(memo.known.len(), 1);
        assert_eq!(memo.hash(&file).unwrap(), Hash::of(b"one"));
        // Same size, same name, moments later.
        fs::write(&file, "two").unwrap();
        assert_eq!(memo.hash(&file).unwrap(), Hash::of(b"two"));
    }

    #[test]
    fn a_file_written_a_moment_ago_is_hashed_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        let mut memo = Memo::load(&folder.path().join("memo"));
        for text in ["one", "two", "six"] {
            fs::write(&file, text).unwrap();
            assert_eq!(memo.hash(&file).unwrap(), Hash::of(text.as_bytes()));
        }
    }
}
