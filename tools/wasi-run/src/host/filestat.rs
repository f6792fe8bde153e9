//! The record of WASI about a file, and the calls that ask for it.
//!
//! wasmtime-wasi reports a file's creation time as the time of its last change, and asks
//! the kernel twice.

use std::hash::{DefaultHasher, Hash, Hasher};

use preview1::{Errno, Filestat, Filetype, Id, Lookupflags};
use rustix::fs::{FileType, Mode, OFlags, Stat, fstat, openat2};
use rustix::io::Errno as Os;

use super::Stop;
use super::guest::{Guest, address};
use super::layer::{Below, Layer};
use super::link::BENEATH;
use super::opened::Table;

/// Answers for files that the program has opened.
pub struct Filestats;

impl Layer for Filestats {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        let opened = &below.wasi.opened;
        let (stat, to) = match id {
            Id::fd_filestat_get => (of_number(opened, args), args[1]),
            Id::path_filestat_get => (of_path(opened, args, memory), args[4]),
            _ => return below.call(id, args, memory),
        };
        match stat {
            Some(Ok(stat)) => {
                memory.put(address(to), &record(&stat))?;
                Ok(Errno::SUCCESS)
            }
            Some(Err(Os::NOENT)) => Ok(Errno::NOENT),
            Some(Err(Os::NOTDIR)) => Ok(Errno::NOTDIR),
            // wasmtime-wasi handles other cases and errors.
            Some(Err(_)) | None => below.call(id, args, memory),
        }
    }
}

fn of_number(opened: &Table, args: &[u64]) -> Option<rustix::io::Result<Stat>> {
    let opened = opened.get(address(args[0]))?;
    Some(fstat(&opened.file))
}

fn of_path(opened: &Table, args: &[u64], memory: &Guest<'_>) -> Option<rustix::io::Result<Stat>> {
    let directory = opened.get(address(args[0]))?;
    let path = memory.bytes(address(args[2]), address(args[3])).ok()?;
    let path = std::str::from_utf8(&path).ok()?;
    let mut flags = OFlags::PATH | OFlags::CLOEXEC;
    flags.set(
        OFlags::NOFOLLOW,
        !Lookupflags(address(args[1])).has(Lookupflags::SYMLINK_FOLLOW),
    );
    let file = openat2(&directory.file, path, flags, Mode::empty(), BENEATH);
    Some(file.and_then(fstat))
}

/// The kernel's record of a file.
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

/// The number of a file, as wasmtime-wasi computes it, so that all answers agree.
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
