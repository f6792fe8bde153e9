//! The record of WASI about a file.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustix::fs::{FileType, Stat};

/// The size of a record.
pub const SIZE: usize = 64;

/// What the kernel says about a file.
pub fn record(file: &Stat) -> [u8; SIZE] {
    let time = |seconds: i64, nanoseconds: u64| {
        let time = i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
        u64::try_from(time).unwrap_or(0)
    };
    let fields = [
        1,
        inode(file.st_dev, file.st_ino),
        filetype(FileType::from_raw_mode(file.st_mode)).into(),
        file.st_nlink,
        u64::try_from(file.st_size).unwrap_or(0),
        time(file.st_atime, file.st_atime_nsec),
        time(file.st_mtime, file.st_mtime_nsec),
        time(file.st_ctime, file.st_ctime_nsec),
    ];
    let mut record = [0; SIZE];
    for (place, field) in record.chunks_exact_mut(8).zip(fields) {
        place.copy_from_slice(&u64::to_le_bytes(field));
    }
    record
}

/// The number of a file: as wasmtime-wasi numbers them, so that they are the same whoever
/// answers.
pub fn inode(device: u64, inode: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (device, inode).hash(&mut hasher);
    hasher.finish()
}

pub fn filetype(file: FileType) -> u8 {
    match file {
        FileType::BlockDevice => 1,
        FileType::CharacterDevice => 2,
        FileType::Directory => 3,
        FileType::RegularFile => 4,
        FileType::Socket => 6,
        FileType::Symlink => 7,
        // WASI has no number for a pipe.
        _ => 0,
    }
}
