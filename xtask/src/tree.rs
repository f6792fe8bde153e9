//! A tree of files that is first described and then written.

use crate::hash::{Hash, Memo};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Files and links by their path below the tree's root, with `/` between names.
#[derive(Default)]
pub struct Tree {
    entries: BTreeMap<String, Entry>,
}

#[derive(Clone)]
enum Entry {
    File { from: PathBuf, hash: Hash },
    Bytes { bytes: Vec<u8>, hash: Hash },
    Link(PathBuf),
}

impl Tree {
    /// A file with the contents of another. It replaces a previous file.
    pub fn file(&mut self, path: impl Into<String>, from: &Path, memo: &mut Memo) -> Result<()> {
        let hash = memo.hash(from)?;
        let from = from.to_path_buf();
        self.entries.insert(path.into(), Entry::File { from, hash });
        Ok(())
    }

    pub fn bytes(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        let hash = Hash::of(&bytes);
        self.entries
            .insert(path.into(), Entry::Bytes { bytes, hash });
    }

    pub fn link(&mut self, path: impl Into<String>, target: impl Into<PathBuf>) {
        self.entries.insert(path.into(), Entry::Link(target.into()));
    }

    /// Every file below a directory, under the same names below `at`.
    pub fn folder(&mut self, at: &str, from: &Path, memo: &mut Memo) -> Result<()> {
        for (path, file) in files_below(from)? {
            let path = if at.is_empty() {
                path
            } else {
                format!("{at}/{path}")
            };
            self.file(path, &file, memo)?;
        }
        Ok(())
    }

    /// The entry of another tree at `path`.
    pub fn copy(&mut self, path: impl Into<String>, from: &Tree, at: &str) {
        if let Some(entry) = from.entries.get(at) {
            self.entries.insert(path.into(), entry.clone());
        }
    }

    /// Every entry of another tree.
    pub fn all_of(&mut self, other: &Tree) {
        for (path, entry) in &other.entries {
            self.entries.insert(path.clone(), entry.clone());
        }
    }

    pub fn rename(&mut self, from: &str, to: impl Into<String>) {
        if let Some(entry) = self.entries.remove(from) {
            self.entries.insert(to.into(), entry);
        }
    }

    pub fn remove(&mut self, path: &str) -> bool {
        self.entries.remove(path).is_some()
    }

    pub fn contains(&self, path: &str) -> bool {
        self.entries.contains_key(path)
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The hash of a file's contents.
    pub fn hash(&self, path: &str) -> Option<Hash> {
        match self.entries.get(path)? {
            Entry::File { hash, .. } | Entry::Bytes { hash, .. } => Some(*hash),
            Entry::Link(_) => None,
        }
    }

    pub fn read(&self, path: &str) -> Result<Vec<u8>> {
        match self.entries.get(path) {
            Some(Entry::File { from, .. }) => {
                fs::read(from).with_context(|| format!("cannot read {}", from.display()))
            }
            Some(Entry::Bytes { bytes, .. }) => Ok(bytes.clone()),
            _ => anyhow::bail!("there is no file {path}"),
        }
    }

    pub fn read_text(&self, path: &str) -> Result<String> {
        String::from_utf8(self.read(path)?).with_context(|| format!("{path} is not UTF-8 text"))
    }

    /// The target of a link.
    pub fn link_target(&self, path: &str) -> Option<&Path> {
        match self.entries.get(path)? {
            Entry::Link(target) => Some(target),
            Entry::File { .. } | Entry::Bytes { .. } => None,
        }
    }

    /// Whether `file` equals the tree's file at `path`.
    pub fn is_file_at(&self, path: &str, file: &Path, memo: &mut Memo) -> bool {
        let entry = self.entries.get(path);
        entry.is_some_and(|entry| entry.is_at(file, memo))
    }

    /// Writes the tree's file at `path` to `file`.
    pub fn write_file(&self, path: &str, file: &Path) -> Result<()> {
        let entry = self.entries.get(path);
        let entry = entry.with_context(|| format!("there is no file {path}"))?;
        entry.write(file)
    }

    /// Whether a directory contains exactly this tree.
    #[cfg(test)]
    fn is_at(&self, folder: &Path, memo: &mut Memo) -> Result<bool> {
        let mut seen = 0;
        for entry in WalkDir::new(folder).min_depth(1) {
            let Ok(entry) = entry else { return Ok(false) };
            if entry.file_type().is_dir() {
                continue;
            }
            seen += 1;
            let path = relative(folder, entry.path())?;
            if !self
                .entries
                .get(&path)
                .is_some_and(|wanted| wanted.is_at(entry.path(), memo))
            {
                return Ok(false);
            }
        }
        Ok(seen == self.entries.len())
    }

    /// Makes a directory contain exactly this tree, changing only the differences.
    pub fn sync(&self, folder: &Path, memo: &mut Memo) -> Result<()> {
        fs::create_dir_all(folder)?;
        for (path, file) in entries_below(folder)? {
            if !self.entries.contains_key(&path) {
                fs::remove_file(&file)?;
            }
        }
        for (path, entry) in &self.entries {
            let file = folder.join(path);
            if !entry.is_at(&file, memo) {
                entry.write(&file)?;
            }
        }
        Ok(())
    }

    /// Writes the tree into a new directory.
    pub fn write(&self, folder: &Path) -> Result<()> {
        for (path, entry) in &self.entries {
            entry.write(&folder.join(path))?;
        }
        Ok(())
    }
}

impl Entry {
    fn is_at(&self, path: &Path, memo: &mut Memo) -> bool {
        match self {
            Self::Link(target) => fs::read_link(path).is_ok_and(|found| found == *target),
            Self::File { hash, .. } | Self::Bytes { hash, .. } => {
                let is_file = path.symlink_metadata().is_ok_and(|data| data.is_file());
                is_file && memo.hash(path).is_ok_and(|found| found == *hash)
            }
        }
    }

    fn write(&self, path: &Path) -> Result<()> {
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
            let partial = path.with_extension("partial~");
            let _ = fs::remove_file(&partial);
            match self {
                Self::File { from, .. } => {
                    fs::copy(from, &partial)?;
                    let mode = partial.metadata()?.permissions().mode();
                    let mode = if mode & 0o100 == 0 { 0o644 } else { 0o755 };
                    fs::set_permissions(&partial, Permissions::from_mode(mode))?;
                }
                Self::Bytes { bytes, .. } => fs::write(&partial, bytes)?,
                Self::Link(target) => symlink(target, &partial)?,
            }
            fs::rename(&partial, path)
        };
        write().with_context(|| format!("cannot write {}", path.display()))
    }
}

/// Writes a file beside its place and renames it: no reader sees an incomplete file, and
/// an interrupted run leaves the old one.
pub fn put(path: &Path, contents: impl AsRef<[u8]>) -> Result<()> {
    in_place::write(path, contents).with_context(|| format!("cannot write {}", path.display()))
}

/// The files below a directory, as (relative path, path), sorted; links followed.
pub fn files_below(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    ensure!(
        folder.is_dir(),
        "there is no directory {}",
        folder.display()
    );
    walk(WalkDir::new(folder).follow_links(true), folder)
}

/// The files and links below a directory.
fn entries_below(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    walk(WalkDir::new(folder), folder)
}

fn walk(walk: WalkDir, folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in walk.sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            found.push((relative(folder, entry.path())?, entry.into_path()));
        }
    }
    Ok(found)
}

fn relative(folder: &Path, path: &Path) -> Result<String> {
    let path = path.strip_prefix(folder)?;
    let text = path
        .to_str()
        .with_context(|| format!("{} is not UTF-8", path.display()))?;
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_synced_folder_holds_exactly_the_tree() {
        let folder = tempfile::tempdir().unwrap();
        let (at, other) = (folder.path().join("at"), folder.path().join("other"));
        let mut memo = Memo::load(&folder.path().join("memo"));
        fs::create_dir(&at).unwrap();
        fs::write(at.join("stray"), "x").unwrap();
        fs::write(&other, "from a file").unwrap();

        let mut tree = Tree::default();
        tree.bytes("a/b", "bytes");
        tree.file("a/c", &other, &mut memo).unwrap();
        tree.link("d", "a");
        assert!(!tree.is_at(&at, &mut memo).unwrap());
        tree.sync(&at, &mut memo).unwrap();
        assert!(tree.is_at(&at, &mut memo).unwrap());
        assert!(!at.join("stray").exists());
        assert_eq!(fs::read(at.join("d/c")).unwrap(), b"from a file");

        fs::write(at.join("a/b"), "spoilt").unwrap();
        assert!(!tree.is_at(&at, &mut memo).unwrap());
        tree.sync(&at, &mut memo).unwrap();
        assert!(tree.is_at(&at, &mut memo).unwrap());
    }
}
