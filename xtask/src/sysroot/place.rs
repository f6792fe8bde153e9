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

/// A kind of place: the name of its manifest, and whether others use the directory too.
pub struct Kind {
    /// The manifest's name at the place.
    pub manifest: &'static str,
    /// Its first line, by which it is known.
    title: &'static str,
    /// Whether the directory has files of others, as `/usr/local` has.
    shared: bool,
}

pub const SYSROOT: Kind = Kind {
    manifest: "sysroot.manifest",
    title: "# What `cargo xtask sysroot` put here. It replaces and removes these files only.",
    shared: false,
};

/// The prefix of an installation.
pub const PREFIX: Kind = Kind {
    manifest: "lib/wasi-sysroot/install.manifest",
    title: "# What scripts/install put here. It replaces and removes these files only.",
    shared: true,
};

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
    fn read(kind: &Kind, out: &Path) -> Result<Self> {
        if kind.shared {
            let manifest = Manifest::read(kind, out)?;
            return Ok(Self::Sysroot(manifest.unwrap_or_default()));
        }
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
        if let Some(manifest) = Manifest::read(kind, out)? {
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

impl Kind {
    /// Fails if [`Kind::put`] could not put any tree there.
    pub fn check(&self, out: &Path) -> Result<()> {
        Before::read(self, out).map(drop)
    }

    /// Makes `out` contain the tree; false if it already did.
    pub fn put(&self, tree: &Tree, out: &Path, memo: &mut Memo) -> Result<bool> {
        let mut wanted = Manifest::of(tree);
        let before = Before::read(self, out)?;
        if let Before::Nothing = before {
            write_beside(self, tree, &wanted, out)?;
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
            if self.shared {
                wanted.directories = directories(out, tree.paths().chain([self.manifest]));
                wanted.directories.extend(manifest.directories.clone());
            }
            for path in manifest.paths().filter(|path| !tree.contains(path)) {
                match found_at(&out.join(path), memo)? {
                    Found::Nothing => {}
                    Found::File(contents) if manifest.lists(path, &contents) => stale.push(path),
                    Found::File(_) | Found::Other => say_kept(&out.join(path)),
                }
            }
            if changed.is_empty() && stale.is_empty() && *manifest == wanted {
                return Ok(false);
            }
        }
        let staging = Staging::new(self, out)?;
        // List both states while files change, so that an interrupted run leaves no unlisted
        // file.
        let mut both = wanted.clone();
        if let Before::Sysroot(manifest) = &before {
            both.add(manifest);
        }
        staging.replace(self.manifest, |file| Ok(fs::write(file, both.text(self))?))?;
        for path in changed {
            staging.replace(path, |file| tree.write_file(path, file))?;
        }
        for path in stale {
            remove(&out.join(path))?;
            self.remove_empty(out, path, &mut wanted);
        }
        staging.replace(self.manifest, |file| {
            Ok(fs::write(file, wanted.text(self))?)
        })?;
        Ok(true)
    }

    /// Removes the listed files that are unchanged, and reports those that it keeps.
    pub fn take_away(&self, out: &Path, memo: &mut Memo) -> Result<()> {
        let mut manifest = Manifest::read(self, out)?.with_context(|| {
            format!(
                "nothing is installed in {}: there is no {}",
                out.display(),
                out.join(self.manifest).display()
            )
        })?;
        let mut ours = Vec::new();
        for path in manifest.paths() {
            match found_at(&out.join(path), memo)? {
                Found::Nothing => {}
                Found::File(contents) if manifest.lists(path, &contents) => {
                    ours.push(path.to_owned());
                }
                Found::File(_) | Found::Other => say_kept(&out.join(path)),
            }
        }
        for path in ours {
            remove(&out.join(&path))?;
            self.remove_empty(out, &path, &mut manifest);
        }
        // Last, so that an interrupted run can be run again.
        remove(&out.join(self.manifest))?;
        self.remove_empty(out, self.manifest, &mut manifest);
        Ok(())
    }

    /// Removes the directories above `path` that are empty now. In a shared place, only those
    /// that the manifest lists.
    fn remove_empty(&self, out: &Path, path: &str, manifest: &mut Manifest) {
        for directory in Path::new(path).ancestors().skip(1) {
            let name = directory.to_string_lossy();
            let is_ours = !self.shared || manifest.directories.contains(&*name);
            if name.is_empty() || !is_ours || fs::remove_dir(out.join(directory)).is_err() {
                return;
            }
            manifest.directories.remove(&*name);
        }
    }
}

fn remove(file: &Path) -> Result<()> {
    fs::remove_file(file).with_context(|| format!("cannot remove {}", file.display()))
}

fn say_kept(file: &Path) {
    eprintln!(
        "{} was changed, so it is kept, although it is no longer part of what is installed",
        file.display()
    );
}

/// The directories above these paths that are missing.
fn directories<'a>(out: &Path, paths: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let mut missing = BTreeSet::new();
    for path in paths {
        for directory in Path::new(path).ancestors().skip(1) {
            let name = directory.to_string_lossy();
            if !name.is_empty() && !out.join(directory).exists() {
                missing.insert(name.into_owned());
            }
        }
    }
    missing
}

/// A new sysroot: written beside its place, then renamed.
fn write_beside(kind: &Kind, tree: &Tree, manifest: &Manifest, out: &Path) -> Result<()> {
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
    fs::write(new.path().join(kind.manifest), manifest.text(kind))?;
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
    let mut text = String::from(
        "these files are in the way: others have put them there, or they were changed:\n",
    );
    for path in foreign.iter().take(NAMED) {
        text += &format!("  {}\n", out.join(path).display());
    }
    if foreign.len() > NAMED {
        text += &format!("  and {} more\n", foreign.len() - NAMED);
    }
    text + "nothing was changed; remove them or move them away, then run this again"
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

/// The entry of a link in a manifest.
fn link(target: &Path) -> String {
    format!("->{}", target.display())
}

/// The files in a sysroot: paths and contents. After an interrupted run, some have two
/// possible contents.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
struct Manifest {
    files: BTreeMap<String, BTreeSet<String>>,
    /// The directories that were made for them, in a shared place.
    directories: BTreeSet<String>,
}

/// The first word of a directory's line in a manifest.
const DIRECTORY: &str = "/";

impl Manifest {
    fn of(tree: &Tree) -> Self {
        let contents = |path: &str| match tree.link_target(path) {
            Some(target) => link(target),
            None => tree
                .hash(path)
                .map_or_else(String::new, |hash| hash.to_string()),
        };
        let entry = |path: &str| (path.to_owned(), BTreeSet::from([contents(path)]));
        Self {
            files: tree.paths().map(entry).collect(),
            directories: BTreeSet::new(),
        }
    }

    /// The manifest of a sysroot, if there is one.
    fn read(kind: &Kind, out: &Path) -> Result<Option<Self>> {
        let path = out.join(kind.manifest);
        match fs::read_to_string(&path) {
            Ok(text) => {
                let manifest = Self::parse(kind, &text);
                Ok(Some(manifest.with_context(|| path.display().to_string())?))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    fn parse(kind: &Kind, text: &str) -> Result<Self> {
        let mut lines = text.lines();
        ensure!(
            lines.next() == Some(kind.title),
            "this is not the manifest of a sysroot: its first line differs"
        );
        let mut manifest = Self::default();
        for line in lines {
            let entry = line.split_once(' ');
            let Some((contents, path)) = entry.filter(|(_, path)| stays_inside(path)) else {
                bail!("'{line}' is not a line of a manifest");
            };
            if contents == DIRECTORY {
                manifest.directories.insert(path.to_owned());
                continue;
            }
            let known = manifest.files.entry(path.to_owned()).or_default();
            known.insert(contents.to_owned());
        }
        Ok(manifest)
    }

    fn text(&self, kind: &Kind) -> String {
        let mut text = format!("{}\n", kind.title);
        for path in &self.directories {
            text += &format!("{DIRECTORY} {path}\n");
        }
        for (path, known) in &self.files {
            for contents in known {
                text += &format!("{contents} {path}\n");
            }
        }
        text
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    fn lists(&self, path: &str, contents: &str) -> bool {
        self.files
            .get(path)
            .is_some_and(|known| known.contains(contents))
    }

    fn add(&mut self, other: &Self) {
        self.directories.extend(other.directories.clone());
        for (path, known) in &other.files {
            let all = self.files.entry(path.clone()).or_default();
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
    fn new(kind: &Kind, out: &'a Path) -> Result<Self> {
        let folder = out.join(kind.manifest).with_file_name(STAGING);
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
        kind: &'static Kind,
        folder: TempDir,
        memo: Memo,
    }

    impl Place {
        fn new() -> Self {
            Self::of(&SYSROOT)
        }

        fn of(kind: &'static Kind) -> Self {
            let folder = TempDir::new().unwrap();
            let memo = Memo::load(&folder.path().join("memo"));
            Self { kind, folder, memo }
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
            self.kind.put(&tree, &self.out(), &mut self.memo)
        }

        fn take_away(&mut self) -> Result<()> {
            self.kind.take_away(&self.out(), &mut self.memo)
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
            found.retain(|(path, _)| path != self.kind.manifest);
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
        place.write(SYSROOT.manifest, "Manifest-Version: 1.0\n");
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
        let mut both = Manifest::read(&SYSROOT, &place.out()).unwrap().unwrap();
        let mut tree = Tree::default();
        tree.bytes("a", "2");
        tree.bytes("b", "2");
        both.add(&Manifest::of(&tree));
        place.write(SYSROOT.manifest, &both.text(&SYSROOT));
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
        let title = SYSROOT.title;
        for line in ["x ../up", "x /etc/passwd", "x", "x "] {
            assert!(
                Manifest::parse(&SYSROOT, &format!("{title}\n{line}\n")).is_err(),
                "{line}"
            );
        }
        let text = format!("{title}\n->a b\n1 c d\n2 c d\n");
        assert_eq!(
            Manifest::parse(&SYSROOT, &text).unwrap().text(&SYSROOT),
            text
        );
    }

    const TOOL: &str = "lib/wasi-sysroot/bin/tool";
    const LINK: &str = "bin/tool";
    const INSTALLED: [(&str, &str); 2] = [(TOOL, "1"), (LINK, "->../lib/wasi-sysroot/bin/tool")];

    #[test]
    fn an_installation_goes_and_leaves_what_others_have() {
        let mut place = Place::of(&PREFIX);
        place.write("bin/theirs", "x");
        fs::create_dir_all(place.out().join("share/man")).unwrap();
        let page = ("share/man/man1/tool.1", "page");
        assert!(place.put(&[INSTALLED[0], INSTALLED[1], page]).unwrap());
        assert!(!place.put(&[INSTALLED[0], INSTALLED[1], page]).unwrap());
        // A page that a later version does not have goes with its directory.
        assert!(place.put(&INSTALLED).unwrap());
        place.assert_holds(&[("bin/theirs", "x"), (LINK, INSTALLED[1].1), (TOOL, "1")]);
        assert!(!place.out().join("share/man/man1").exists());
        place.write("lib/wasi-sysroot/lib/libz.a", "theirs");

        place.take_away().unwrap();
        place.assert_holds(&[
            ("bin/theirs", "x"),
            ("lib/wasi-sysroot/lib/libz.a", "theirs"),
        ]);
        assert!(!place.out().join("lib/wasi-sysroot/bin").exists());
        // Empty, and there before.
        assert!(place.out().join("share/man").exists());
        let error = place.take_away().unwrap_err().to_string();
        assert!(error.contains("nothing is installed in"), "{error}");
    }

    #[test]
    fn nothing_is_left_of_an_installation_into_a_new_directory() {
        let mut place = Place::of(&PREFIX);
        place.put(&INSTALLED).unwrap();
        place.take_away().unwrap();
        assert_eq!(fs::read_dir(place.out()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_of_others_is_named_and_nothing_is_installed() {
        let mut place = Place::of(&PREFIX);
        place.write(LINK, "theirs");
        let error = place.put(&INSTALLED).unwrap_err().to_string();
        assert!(error.contains("out/bin/tool\n"), "{error}");
        place.assert_holds(&[(LINK, "theirs")]);
    }

    #[test]
    fn a_file_that_was_changed_stays_when_the_rest_goes() {
        let mut place = Place::of(&PREFIX);
        place.put(&INSTALLED).unwrap();
        place.write(TOOL, "changed");
        place.take_away().unwrap();
        place.assert_holds(&[(TOOL, "changed")]);
    }

    #[test]
    fn an_interrupted_installation_is_finished_or_taken_away() {
        for finish in [true, false] {
            let mut place = Place::of(&PREFIX);
            place.put(&INSTALLED).unwrap();
            // The manifest was written, and not all of the files.
            fs::remove_file(place.out().join(LINK)).unwrap();
            fs::create_dir(place.out().join("lib/wasi-sysroot").join(STAGING)).unwrap();
            match finish {
                true => {
                    assert!(place.put(&INSTALLED).unwrap());
                    place.assert_holds(&[INSTALLED[1], INSTALLED[0]]);
                }
                false => {
                    place.take_away().unwrap();
                    place.assert_holds(&[]);
                }
            }
        }
    }
}
