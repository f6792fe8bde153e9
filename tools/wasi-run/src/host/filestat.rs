//! The record of WASI about a file.

use std::hash::{DefaultHasher, Hash, Hasher};

use preview1::{Filestat, Filetype};
use rustix::fs::{FileType, Stat};

/// What the kernel says about a file.
pub fn record(file: &Stat) -> [u8; Filestat::SIZE] {
    let time = |seconds: i64, nanoseconds: u64| {
        let time = i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
        u64::try_from(time).unwrap_or(0)
    };
    let stat = Filestat {
        dev: 1,
        ino: inode(file.st_dev, file.st_ino),
        filetype: filetype(FileType::from_raw_mode(file.st_mode)),
        nlink: file.st_nlink,
        size: u64::try_from(file.st_size).unwrap_or(0),
        atim: time(file.st_atime, file.st_atime_nsec),
        mtim: time(file.st_mtime, file.st_mtime_nsec),
        ctim: time(file.st_ctime, file.st_ctime_nsec),
    };
    stat.to_bytes()
}

/// The number of a file: as wasmtime-wasi numbers them, so that they are the same whoever
/// answers.
pub fn inode(device: u64, inode: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (device, inode).hash(&mut hasher);
    hasher.finish()
}

pub fn filetype(file: FileType) -> Filetype {
    match file {
        FileType::BlockDevice => Filetype::BLOCK_DEVICE,
        FileType::CharacterDevice => Filetype::CHARACTER_DEVICE,
        FileType::Directory => Filetype::DIRECTORY,
        FileType::RegularFile => Filetype::REGULAR_FILE,
        FileType::Socket => Filetype::SOCKET_STREAM,
        FileType::Symlink => Filetype::SYMBOLIC_LINK,
        // WASI has no number for a pipe.
        _ => Filetype::UNKNOWN,
    }
}
