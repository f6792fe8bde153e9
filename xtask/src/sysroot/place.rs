//! Installs the finished tree, and touches nothing else there.
//!
//! A manifest in the sysroot lists what was put there, with its contents. Only listed
//! files that are unchanged are replaced or removed. Other files in that directory, such
//! as a library that `make install` put there, belong to the user.

use crate::hash::Memo;
use crate::tree::Tree;
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

/// The manifest's name in the sysroot.
const MANIFEST: &str = "sysroot.manifest";

/// Its first line, by which it is known.
const TITLE: &str =
    "# What `cargo xtask sysroot` put here. It replaces and removes these files only.";

/// Unfinished files, in the sysroot until they are renamed.
const STAGING: &str = ".sysroot-partial";

/// New sysroots before they are renamed, beside their place.
const BESIDE: &str = ".sysroot-new-";

/// The files that every sysroot has, to recognise those made before there was a manifest.
const MARKS: [&str; 2] = [
    "share/wasi-cc/wasm32-wasip1.cfg",
    "lib/wasm32-wasip1/libc.a",
];

/// The number of files that a message names.
const NAMED: usize = 10;

/// The state of the place before the tree is installed.
enum Before {
    /// Nothing, or an empty directory.
    Nothing,
    Sysroot(Manifest),
    /// A sysroot without a manifest: files with the tree's names are its own.
    Older,
}

impl Before {
    fn read(out: &Path) -> Result<Self> {
        let mut entries = match fs::read_dir(out) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                ensure!(
                    out.symlink_metadata().is_err(),
                    "{} is a dangling link",
                    out.display()
                );
                return Ok(Self::Nothing);
            }
            other => other.with_context(|| format!("cannot read {}", out.display()))?,
        };
        if let Some(manifest) = Manifest::read(out)? {
            return Ok(Self::Sysroot(manifest));
        }
        if entries.next().is_none() {
            return Ok(Self::Nothing);
        }
        ensure!(
            MARKS.iter().all(|mark| out.join(mark).is_file()),
            "{} contains files and is not a sysroot; name a new or an empty directory",
            out.display()
        );
        Ok(Self::Older)
    }

    /// Whether a file that is in the way may be replaced or removed.
    fn owns(&self, path: &str, found: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Sysroot(manifest) => manifest.lists(path, found),
            Self::Older => true,
        }
    }
}

/// Fails if [`put`] could not install a sysroot there, before everything is compiled.
pub fn check(out: &Path) -> Result<()> {
    Before::read(out).map(drop)
}

/// Makes `out` contain the tree; false if it already did.
pub fn put(tree: &Tree, out: &Path, memo: &mut Memo) -> Result<bool> {
    let wanted = Manifest::of(tree);
    let before = Before::read(out)?;
    if let Before::Nothing = before {
        write_beside(tree, &wanted, out)?;
        return Ok(true);
    }
    let mut changed = Vec::new();
    let mut foreign = Vec::new();
    for path in tree.paths() {
        let file = out.join(path);
        if tree.is_file_at(path, &file, memo) {
            continue;
        }
        match found_at(&file, memo)? {
            Found::Nothing => changed.push(path),
            Found::File(contents) if before.owns(path, &contents) => changed.push(path),
            Found::File(_) | Found::Other => foreign.push(path.to_owned()),
        }
    }
    if !foreign.is_empty() {
        bail!("{}", in_the_way(out, &foreign));
    }
    let mut stale = Vec::new();
    if let Before::Sysroot(manifest) = &before {
        for path in manifest.paths().filter(|path| !tree.contains(path)) {
            match found_at(&out.join(path), memo)? {
                Found::Nothing => {}
                Found::File(contents) if manifest.lists(path, &contents) => stale.push(path),
                Found::File(_) | Found::Other => eprintln!(
                    "{} was changed, so it is kept, although it is no longer part of the sysroot",
                    out.join(path).display()
                ),
            }
        }
        if changed.is_empty() && stale.is_empty() && *manifest == wanted {
            return Ok(false);
        }
    }
    let staging = Staging::new(out)?;
    // List both states while files change, so that an interrupted run leaves no unlisted
    // file.
    let mut both = wanted.clone();
    if let Before::Sysroot(manifest) = &before {
        both.add(manifest);
    }
    staging.replace(MANIFEST, |file| Ok(fs::write(file, both.text())?))?;
    for path in changed {
        staging.replace(path, |file| tree.write_file(path, file))?;
    }
    for path in stale {
        let file = out.join(path);
        fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
        remove_empty(out, &file);
    }
    staging.replace(MANIFEST, |file| Ok(fs::write(file, wanted.text())?))?;
    Ok(true)
}

/// A new sysroot: written beside its place, then renamed.
fn write_beside(tree: &Tree, manifest: &Manifest, out: &Path) -> Result<()> {
    // An empty directory may be a link: its target is the place.
    let out = out.canonicalize().unwrap_or_else(|_| out.to_path_buf());
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    sweep(parent);
    let new = tempfile::Builder::new().prefix(BESIDE).tempdir_in(parent)?;
    fs::set_permissions(new.path(), fs::Permissions::from_mode(0o755))?;
    tree.write(new.path())?;
    fs::write(new.path().join(MANIFEST), manifest.text())?;
    fs::rename(new.path(), &out).with_context(|| format!("cannot write {}", out.display()))?;
    let _ = new.keep();
    Ok(())
}

/// Removes what interrupted runs left beside a sysroot, once it is a day old.
fn sweep(parent: &Path) {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(BESIDE);
        let age = entry.metadata().and_then(|data| data.modified());
        let age = age.ok().and_then(|time| time.elapsed().ok());
        if is_ours && age.is_some_and(|age| age > DAY) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn in_the_way(out: &Path, foreign: &[String]) -> String {
    let mut text = String::from("these files are not as the sysroot's build left them:\n");
    for path in foreign.iter().take(NAMED) {
        text += &format!("  {}\n", out.join(path).display());
    }
    if foreign.len() > NAMED {
        text += &format!("  and {} more\n", foreign.len() - NAMED);
    }
    text + "nothing was changed; remove them or move them away, then run this again"
}

/// Removes directories that lost their last file, below `out`.
fn remove_empty(out: &Path, file: &Path) {
    for folder in file.ancestors().skip(1).take_while(|folder| *folder != out) {
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

enum Found {
    Nothing,
    /// A file or a link, as in a manifest.
    File(String),
    Other,
}

fn found_at(file: &Path, memo: &mut Memo) -> Result<Found> {
    let data = match file.symlink_metadata() {
        Ok(data) => data,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        // A file is where one of our directories must be.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok(Found::Other),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", file.display())),
    };
    Ok(if data.is_file() {
        Found::File(memo.hash(file)?.to_string())
    } else if data.is_symlink() {
        Found::File(link(&fs::read_link(file)?))
    } else {
        Found::Other
    })
}

/// What a manifest says of a link.
fn link(target: &Path) -> String {
    format!("->{}", target.display())
}

/// The files in a sysroot: paths and contents. After an interrupted run, some have two
/// possible contents.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
struct Manifest(BTreeMap<String, BTreeSet<String>>);

impl Manifest {
    fn of(tree: &Tree) -> Self {
        let contents = |path: &str| match tree.link_target(path) {
            Some(target) => link(target),
            None => tree
                .hash(path)
                .map_or_else(String::new, |hash| hash.to_string()),
        };
        let entry = |path: &str| (path.to_owned(), BTreeSet::from([contents(path)]));
        Self(tree.paths().map(entry).collect())
    }

    /// The manifest of a sysroot, if there is one.
    fn read(out: &Path) -> Result<Option<Self>> {
        let path = out.join(MANIFEST);
        match fs::read_to_string(&path) {
            Ok(text) => {
                let manifest = Self::parse(&text);
                Ok(Some(manifest.with_context(|| path.display().to_string())?))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    fn parse(text: &str) -> Result<Self> {
        let mut lines = text.lines();
        ensure!(
            lines.next() == Some(TITLE),
            "this is not the manifest of a sysroot: its first line differs"
        );
        let mut manifest = Self::default();
        for line in lines {
            let entry = line.split_once(' ');
            let Some((contents, path)) = entry.filter(|(_, path)| stays_inside(path)) else {
                bail!("'{line}' is not a line of a manifest");
            };
            let known = manifest.0.entry(path.to_owned()).or_default();
            known.insert(contents.to_owned());
        }
        Ok(manifest)
    }

    fn text(&self) -> String {
        let mut text = format!("{TITLE}\n");
        for (path, known) in &self.0 {
            for contents in known {
                text += &format!("{contents} {path}\n");
            }
        }
        text
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    fn lists(&self, path: &str, contents: &str) -> bool {
        self.0
            .get(path)
            .is_some_and(|known| known.contains(contents))
    }

    fn add(&mut self, other: &Self) {
        for (path, known) in &other.0 {
            let all = self.0.entry(path.clone()).or_default();
            all.extend(known.iter().cloned());
        }
    }
}

fn stays_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// Where files are written before they are renamed into the sysroot.
struct Staging<'a> {
    out: &'a Path,
    folder: PathBuf,
}

impl<'a> Staging<'a> {
    fn new(out: &'a Path) -> Result<Self> {
        let folder = out.join(STAGING);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self { out, folder })
    }

    /// Lets `write` make a file, which then replaces `path`.
    fn replace(&self, path: &str, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        let (file, place) = (self.unfinished(), self.out.join(path));
        // A file from an interrupted run.
        let _ = fs::remove_file(&file);
        write(&file)?;
        let put = || {
            fs::create_dir_all(place.parent().unwrap_or(self.out))?;
            fs::rename(&file, &place)
        };
        put().with_context(|| format!("cannot write {}", place.display()))
    }

    fn unfinished(&self) -> PathBuf {
        self.folder.join(OsStr::new("file"))
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.unfinished());
        let _ = fs::remove_dir(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    struct Place {
        folder: TempDir,
        memo: Memo,
    }

    impl Place {
        fn new() -> Self {
            let folder = TempDir::new().unwrap();
            let memo = Memo::load(&folder.path().join("memo"));
            Self { folder, memo }
        }

        fn out(&self) -> PathBuf {
            self.folder.path().join("out")
        }

        fn put(&mut self, files: &[(&str, &str)]) -> Result<bool> {
            let mut tree = Tree::default();
            for (path, text) in files {
                match text.strip_prefix("->") {
                    Some(target) => tree.link(*path, target),
                    None => tree.bytes(*path, *text),
                }
            }
            put(&tree, &self.out(), &mut self.memo)
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.out().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        /// Everything except the manifest.
        fn files(&self) -> Vec<(String, String)> {
            let mut found = Vec::new();
            let walk = walkdir::WalkDir::new(self.out()).min_depth(1);
            for entry in walk.sort_by_file_name() {
                let entry = entry.unwrap();
                let path = entry.path().strip_prefix(self.out()).unwrap();
                let text = if entry.file_type().is_file() {
                    fs::read_to_string(entry.path()).unwrap()
                } else if entry.path_is_symlink() {
                    link(&fs::read_link(entry.path()).unwrap())
                } else {
                    continue;
                };
                found.push((path.display().to_string(), text));
            }
            found.retain(|(path, _)| path != MANIFEST);
            found
        }

        fn assert_holds(&self, files: &[(&str, &str)]) {
            let files: Vec<_> = files
                .iter()
                .map(|(path, text)| (path.to_string(), text.to_string()))
                .collect();
            assert_eq!(self.files(), files);
        }
    }

    #[test]
    fn a_new_place_an_empty_one_and_a_link_to_one_are_filled() {
        let files = [("a/b", "1"), ("c", "->a")];
        for kind in ["new", "empty", "link"] {
            let mut place = Place::new();
            match kind {
                "empty" => fs::create_dir(place.out()).unwrap(),
                "link" => {
                    fs::create_dir(place.folder.path().join("real")).unwrap();
                    std::os::unix::fs::symlink("real", place.out()).unwrap();
                }
                _ => {}
            }
            assert!(place.put(&files).unwrap());
            place.assert_holds(&files);
            assert!(!place.put(&files).unwrap(), "done twice in {kind}");
        }
    }

    #[test]
    fn a_place_with_other_files_is_refused_and_left_alone() {
        let mut place = Place::new();
        place.write("a.txt", "x");
        let error = place.put(&[("b", "1")]).unwrap_err().to_string();
        assert!(error.contains("is not a sysroot"), "{error}");
        place.assert_holds(&[("a.txt", "x")]);
        // Another program's manifest is not one of ours either.
        place.write(MANIFEST, "Manifest-Version: 1.0\n");
        assert!(place.put(&[("b", "1")]).is_err());
        place.assert_holds(&[("a.txt", "x")]);
    }

    #[test]
    fn what_others_put_there_stays_through_every_build() {
        let mut place = Place::new();
        place
            .put(&[("lib/libc.a", "1"), ("include/old.h", "o")])
            .unwrap();
        place.write("lib/libz.a", "theirs");
        place.write("include/zlib.h", "theirs");
        std::os::unix::fs::symlink("libz.a", place.out().join("lib/libzz.a")).unwrap();
        let theirs = [
            ("include/zlib.h", "theirs"),
            ("lib/libc.a", "1"),
            ("lib/libz.a", "theirs"),
            ("lib/libzz.a", "->libz.a"),
        ];
        assert!(place.put(&[("lib/libc.a", "1")]).unwrap());
        place.assert_holds(&theirs);
        assert!(!place.put(&[("lib/libc.a", "1")]).unwrap());
        place.assert_holds(&theirs);
        assert!(place.put(&[("lib/libc.a", "2"), ("x/y", "2")]).unwrap());
        assert!(place.put(&[("lib/libc.a", "1")]).unwrap());
        place.assert_holds(&theirs);
        assert!(!place.out().join("x").exists());
    }

    #[test]
    fn a_file_of_somebody_else_s_in_the_way_is_an_error_that_names_it() {
        let first = [("a", "1"), ("b", "1"), ("l", "->a")];
        for (path, text) in [
            ("a", "changed"),
            ("l", "a file"),
            ("new", "mine"),
            ("d", "mine"),
        ] {
            let mut place = Place::new();
            place.put(&first).unwrap();
            let _ = fs::remove_file(place.out().join(path));
            place.write(path, text);
            let before = place.files();
            let next = [
                ("a", "2"),
                ("b", "2"),
                ("d/e", "2"),
                ("l", "->b"),
                ("new", "2"),
            ];
            let error = place.put(&next).unwrap_err().to_string();
            assert!(error.contains(&format!("out/{path}")), "{error}");
            assert_eq!(place.files(), before);
            fs::remove_file(place.out().join(path)).unwrap();
            assert!(place.put(&next).unwrap());
            place.assert_holds(&next);
        }
    }

    #[test]
    fn a_directory_in_the_way_is_an_error_too() {
        let mut place = Place::new();
        place.put(&[("a", "1")]).unwrap();
        place.write("b/mine", "x");
        assert!(place.put(&[("a", "1"), ("b", "2")]).is_err());
        place.assert_holds(&[("a", "1"), ("b/mine", "x")]);
    }

    #[test]
    fn a_file_that_was_changed_is_kept_when_the_sysroot_drops_it() {
        let mut place = Place::new();
        place.put(&[("a", "1"), ("b", "1")]).unwrap();
        place.write("b", "changed");
        assert!(place.put(&[("a", "1")]).unwrap());
        place.assert_holds(&[("a", "1"), ("b", "changed")]);
        assert!(!place.put(&[("a", "1")]).unwrap());
    }

    #[test]
    fn a_lost_file_is_written_again() {
        let mut place = Place::new();
        place.put(&[("a", "1"), ("b", "1")]).unwrap();
        fs::remove_file(place.out().join("a")).unwrap();
        assert!(place.put(&[("a", "1"), ("b", "1")]).unwrap());
        place.assert_holds(&[("a", "1"), ("b", "1")]);
    }

    #[test]
    fn an_interrupted_update_is_finished_by_the_next() {
        let mut place = Place::new();
        place.put(&[("a", "1"), ("b", "1"), ("old", "1")]).unwrap();
        // The state that a run leaves if it is killed between two files.
        let mut both = Manifest::read(&place.out()).unwrap().unwrap();
        let mut tree = Tree::default();
        tree.bytes("a", "2");
        tree.bytes("b", "2");
        both.add(&Manifest::of(&tree));
        place.write(MANIFEST, &both.text());
        place.write("a", "2");
        place.write(&format!("{STAGING}/file"), "half");

        assert!(place.put(&[("a", "3"), ("b", "3")]).unwrap());
        place.assert_holds(&[("a", "3"), ("b", "3")]);
        assert!(!place.out().join(STAGING).exists());
    }

    #[test]
    fn a_sysroot_from_before_manifests_is_updated() {
        let mut place = Place::new();
        for mark in MARKS {
            place.write(mark, "old");
        }
        place.write("lib/libz.a", "theirs");
        let files = [(MARKS[1], "new"), (MARKS[0], "new")];
        assert!(place.put(&files).unwrap());
        place.assert_holds(&[
            ("lib/libz.a", "theirs"),
            (MARKS[1], "new"),
            (MARKS[0], "new"),
        ]);
        assert!(!place.put(&files).unwrap());
    }

    #[test]
    fn a_manifest_cannot_name_what_lies_elsewhere() {
        for line in ["x ../up", "x /etc/passwd", "x", "x "] {
            assert!(
                Manifest::parse(&format!("{TITLE}\n{line}\n")).is_err(),
                "{line}"
            );
        }
        let text = format!("{TITLE}\n->a b\n1 c d\n2 c d\n");
        assert_eq!(Manifest::parse(&text).unwrap().text(), text);
    }
}
