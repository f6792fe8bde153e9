//! To a program, a file outside its directories does not exist:
//! `No such file or directory`. After a failure, this module tells the two cases apart.
//!
//! The libc handles such a path inside the module, and the host does not see it. The host
//! sees only the arguments, and whether the program looked for files at all.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use crate::host::{Looked, Settings};

/// The files that the program could look for.
pub struct Missing {
    /// The first argument that names an existing file in none of the directories.
    argument: Option<PathBuf>,
    has_directories: bool,
    /// The program got a `--dir`, and wasi-run none.
    dir_is_argument: bool,
}

impl Missing {
    pub fn new(settings: &Settings) -> Self {
        let places: Vec<_> = settings
            .preopens
            .iter()
            .map(|preopen| Path::new(&preopen.guest))
            .collect();
        Self {
            argument: settings
                .args
                .iter()
                .skip(1)
                .flat_map(paths)
                .find(|path| is_there(path) && !places.iter().any(|place| has(place, path)))
                .map(Path::to_owned),
            has_directories: !places.is_empty(),
            dir_is_argument: places.is_empty() && settings.args.iter().skip(1).any(is_dir_option),
        }
    }

    /// The note about a program that failed.
    pub fn note(&self, looked: &Looked) -> Option<String> {
        if self.dir_is_argument {
            return Some(
                "note: the program got --dir as an argument of its own; options of wasi-run go \
                 before the module"
                    .to_owned(),
            );
        }
        match (&self.argument, looked) {
            (_, Looked::Not) => None,
            (Some(path), _) => Some(format!(
                "note: the program has no access to {}; --dir {} gives it access",
                path.display(),
                directory(path).display()
            )),
            (None, Looked::AndComplained) if !self.has_directories => Some(
                "note: the program looked for files, but has access to no directory; --dir DIR \
                 gives it access to one"
                    .to_owned(),
            ),
            (None, _) => None,
        }
    }
}

fn is_dir_option(argument: &OsString) -> bool {
    let name = argument.as_bytes().split(|byte| *byte == b'=').next();
    matches!(name, Some(b"--dir" | b"--dir-ro"))
}

/// The possible paths in an argument: the whole of it, or the part after `=`.
fn paths(argument: &OsString) -> Vec<&Path> {
    let bytes = argument.as_bytes();
    let value = bytes.splitn(2, |byte| *byte == b'=').nth(1);
    [Some(bytes), value]
        .into_iter()
        .flatten()
        .filter(|path| !path.is_empty() && !path.starts_with(b"-"))
        .map(|path| Path::new(OsStr::from_bytes(path)))
        .collect()
}

/// Whether the file, or its directory, exists.
fn is_there(path: &Path) -> bool {
    // The directory of a bare name, and of one in `/`, always exists.
    let has_parent = || {
        let parent = path.parent().filter(|parent| parent.file_name().is_some());
        parent.is_some_and(Path::is_dir)
    };
    path.symlink_metadata().is_ok() || has_parent()
}

/// Whether a directory of that name has the path.
fn has(place: &Path, path: &Path) -> bool {
    let root = Path::new("/");
    match (path.is_absolute(), place.is_absolute()) {
        (true, true) => plain(root, path).starts_with(plain(root, place)),
        // Programs start in `/`.
        (false, true) => plain(root, place) == root,
        (true, false) => false,
        (false, false) => {
            let (place, path) = (plain(Path::new(""), place), plain(Path::new(""), path));
            path.starts_with(&place) && (place.starts_with("..") || !path.starts_with(".."))
        }
    }
}

/// Without `.`, and without the `..` that lead back.
fn plain(start: &Path, path: &Path) -> PathBuf {
    let mut plain = start.to_owned();
    for component in path.components() {
        match component {
            Component::Normal(name) => plain.push(name),
            Component::ParentDir => {
                if plain.file_name().is_some() {
                    plain.pop();
                } else if !plain.is_absolute() {
                    plain.push("..");
                }
            }
            Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
        }
    }
    plain
}

/// The directory that would contain it.
fn directory(path: &Path) -> &Path {
    if path.is_dir() {
        return path;
    }
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_lies_under_a_directory_or_not() {
        let has = |place: &str, path: &str| has(Path::new(place), Path::new(path));
        for (place, path) in [
            ("/", "/a/b"),
            ("/", "a"),
            ("/a", "/a"),
            ("/a", "/b/../a/c"),
            (".", "a"),
            ("./a", "a/b"),
            ("a", "./a"),
            ("a/..", "b"),
        ] {
            assert!(has(place, path), "{place} {path}");
        }
        for (place, path) in [
            ("/a", "/ab"),
            ("/a", "/a/../b"),
            ("/a", "b"),
            (".", "/a"),
            (".", "../a"),
            ("a", "b"),
            ("a", "a/../b"),
        ] {
            assert!(!has(place, path), "{place} {path}");
        }
    }

    #[test]
    fn options_behind_the_module_are_found() {
        for argument in ["--dir", "--dir=.", "--dir-ro", "--dir-ro=/etc::/"] {
            assert!(is_dir_option(&argument.into()), "{argument}");
        }
        for argument in ["", "-d", "--directory", "dir", "x--dir", "a=--dir"] {
            assert!(!is_dir_option(&argument.into()), "{argument}");
        }
    }

    #[test]
    fn arguments_name_paths() {
        let of = |argument: &str| {
            let argument = OsString::from(argument);
            let paths = paths(&argument).into_iter().map(Path::to_owned);
            paths.collect::<Vec<_>>()
        };
        assert_eq!(of("a"), [Path::new("a")]);
        assert_eq!(of("--in=a"), [Path::new("a")]);
        assert_eq!(of("if=a"), [Path::new("if=a"), Path::new("a")]);
        assert!(of("-v").is_empty() && of("").is_empty() && of("-x=").is_empty());
    }
}
