//! Files that appear under their names only when they are whole.
//!
//! A program that is killed while it writes a file leaves an incomplete one with a new
//! time, which make considers up to date. So this crate writes a file in a new directory
//! beside its place, and one rename puts it there. Readers see the old file or the new one.
//!
//! - A symbolic link stays one; the file that it names is replaced.
//! - A device or a pipe stays one; it gets the bytes.
//! - The directory has a name of ours and is locked as long as it is in use. A killed
//!   process leaves it, and [`clear`] removes it.

#![forbid(unsafe_code)]

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// How the directories' names begin.
const PREFIX: &str = ".wasi-new-";

/// Links that lead to links: more than this is a loop, as Linux counts.
const MOST_LINKS: u32 = 40;

/// A new directory, removed with what is in it when dropped.
pub struct Directory {
    directory: TempDir,
    /// Held until the directory is gone, if the file system can lock directories.
    _lock: Option<File>,
}

impl Directory {
    pub fn within(parent: &Path) -> io::Result<Directory> {
        loop {
            let directory = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?;
            let lock = File::open(directory.path()).ok();
            if let Some(lock) = &lock {
                // A file system without locks leaves the directory unlocked; then [`clear`]
                // never removes it.
                let _ = lock.lock();
            }
            // Another process may have removed it before it was locked.
            if directory.path().exists() {
                return Ok(Directory {
                    directory,
                    _lock: lock,
                });
            }
        }
    }

    pub fn path(&self) -> &Path {
        self.directory.path()
    }
}

/// A file that is being made.
pub struct Beside {
    place: Place,
    name: OsString,
    directory: Directory,
}

/// Where the file goes.
enum Place {
    /// This name, at the end of all links.
    File(PathBuf),
    /// Something other than a regular file, or known by a descriptor: the bytes are written
    /// to it.
    Stream(PathBuf),
}

impl Beside {
    /// Prepares to put a file at `path`, which need not exist.
    pub fn of(path: &Path) -> io::Result<Beside> {
        let place = Place::of(path)?;
        let (name, parent) = match &place {
            Place::File(file) => (file.file_name(), directory_of(file).to_owned()),
            Place::Stream(stream) => (stream.file_name(), std::env::temp_dir()),
        };
        let name = name.unwrap_or("file".as_ref()).to_owned();
        Ok(Beside {
            place,
            name,
            directory: Directory::within(&parent)?,
        })
    }

    /// The path to write to. Nothing is there yet, and no other process uses it, so it may
    /// be written in several steps, and replaced.
    pub fn path(&self) -> PathBuf {
        self.directory.path().join(&self.name)
    }

    /// Puts the file in its place, with the mode that it has.
    pub fn put(self) -> io::Result<()> {
        match &self.place {
            Place::File(place) => fs::rename(self.path(), place),
            Place::Stream(place) => {
                let mut made = File::open(self.path())?;
                // To the end, where a descriptor stands for a file.
                let mut stream = OpenOptions::new().append(true).open(place)?;
                io::copy(&mut made, &mut stream)?;
                stream.flush()
            }
        }
    }
}

impl Place {
    fn of(path: &Path) -> io::Result<Place> {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            Ok(found) if !found.is_file() => return Ok(Place::Stream(path.to_owned())),
            _ => {}
        }
        let mut place = path.to_owned();
        for _ in 0..MOST_LINKS {
            let directory = directory_of(&place).canonicalize()?;
            // /dev/stdout: renaming a file to that name would replace the link, not write
            // to the descriptor.
            if directory.starts_with("/proc") {
                return Ok(Place::Stream(path.to_owned()));
            }
            match fs::symlink_metadata(&place) {
                Ok(found) if found.is_symlink() => {
                    place = directory.join(fs::read_link(&place)?);
                }
                _ => return Ok(Place::File(place)),
            }
        }
        Err(io::Error::other("too many levels of symbolic links"))
    }
}

/// Puts a file with this content at `path`. One that was there keeps its mode.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> io::Result<()> {
    let beside = Beside::of(path)?;
    let made = beside.path();
    fs::write(&made, content)?;
    if let Place::File(place) = &beside.place
        && let Ok(found) = fs::metadata(place)
    {
        fs::set_permissions(&made, found.permissions())?;
    }
    beside.put()
}

/// Removes files that killed processes left in a directory. It leaves files that are in
/// use, that belong to others or that cannot be removed.
pub fn clear(directory: &Path) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for entry in entries.flatten() {
        let is_ours = entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(PREFIX.as_bytes())
            && entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_ours {
            let _ = clear_one(&entry.path());
        }
    }
}

fn clear_one(left: &Path) -> io::Result<()> {
    let lock = File::open(left)?;
    lock.try_lock()?;
    for entry in fs::read_dir(left)? {
        // A subdirectory is not ours, and stops the removal.
        fs::remove_file(entry?.path())?;
    }
    fs::remove_dir(left)
}

/// The directory that a file of this name lies in.
pub fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names in a directory.
    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).expect("a directory");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().display().to_string())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_appears_when_it_is_whole() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("file");
        fs::write(&file, "old").expect("a file");
        let beside = Beside::of(&file).expect("prepared");
        fs::write(beside.path(), "new").expect("written");
        assert_eq!(fs::read(&file).expect("the old one"), b"old");
        // It is in use.
        clear(directory.path());
        beside.put().expect("put");
        assert_eq!(fs::read(&file).expect("the new one"), b"new");
        drop(Beside::of(&file).expect("prepared"));
        assert_eq!(names(directory.path()), ["file"]);
    }

    #[test]
    fn what_a_killed_process_left_is_removed_and_nothing_else() {
        let directory = tempfile::tempdir().expect("a directory");
        let at = |name: &str| directory.path().join(name);
        let left = at(&format!("{PREFIX}x"));
        let odd = at(&format!("{PREFIX}odd"));
        fs::create_dir_all(odd.join("deep")).expect("a directory");
        fs::create_dir(&left).expect("a directory");
        fs::write(left.join("a.out.tmp1"), "").expect("a file");
        fs::write(at(&format!("{PREFIX}file")), "").expect("a file");
        clear(directory.path());
        assert_eq!(names(directory.path()), [".wasi-new-file", ".wasi-new-odd"]);
        clear(Path::new("/nowhere"));
    }

    #[test]
    fn what_is_no_place_for_a_file_is_an_error() {
        let directory = tempfile::tempdir().expect("a directory");
        let error = |path: &Path| write(path, "x").expect_err("no place").kind();
        assert_eq!(error(directory.path()), ErrorKind::IsADirectory);
        assert_eq!(
            error(&directory.path().join("no/file")),
            ErrorKind::NotFound
        );
    }

    #[cfg(unix)]
    mod unix {
        use super::*;
        use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

        #[test]
        fn links_stay_links_and_modes_stay_what_they_are() {
            let directory = tempfile::tempdir().expect("a directory");
            let at = |name: &str| directory.path().join(name);
            fs::create_dir(at("sub")).expect("a directory");
            fs::write(at("sub/file"), "old").expect("a file");
            fs::set_permissions(at("sub/file"), fs::Permissions::from_mode(0o540)).expect("a mode");
            symlink("sub/file", at("link")).expect("a link");
            symlink("link", at("link2")).expect("a link");
            write(&at("link2"), "new").expect("written");
            assert!(at("link").is_symlink() && at("link2").is_symlink());
            assert_eq!(fs::read(at("sub/file")).expect("a file"), b"new");
            let mode = fs::metadata(at("link"))
                .expect("a file")
                .permissions()
                .mode();
            assert_eq!(mode & 0o7777, 0o540);

            symlink("sub/none", at("dangling")).expect("a link");
            write(&at("dangling"), "made").expect("written");
            assert_eq!(fs::read(at("sub/none")).expect("a file"), b"made");
            symlink("loop", at("loop")).expect("a link");
            write(&at("loop"), "x").expect_err("endless");
            assert_eq!(names(&at("sub")), ["file", "none"]);
        }

        #[test]
        fn devices_stay_devices_and_descriptors_get_the_bytes() {
            write(Path::new("/dev/null"), "x").expect("written");
            let null = fs::symlink_metadata("/dev/null").expect("a device");
            assert!(null.file_type().is_char_device());

            if !Path::new("/proc/self/fd").exists() {
                return;
            }
            let directory = tempfile::tempdir().expect("a directory");
            let path = directory.path().join("log");
            fs::write(&path, "before ").expect("a file");
            let log = File::open(&path).expect("a file");
            let number = std::os::fd::AsRawFd::as_raw_fd(&log);
            write(Path::new(&format!("/proc/self/fd/{number}")), "after").expect("written");
            assert_eq!(fs::read(&path).expect("a file"), b"before after");
        }
    }
}
