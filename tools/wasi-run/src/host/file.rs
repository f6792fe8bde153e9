//! Standard streams that are files, as after `<input` and `>output`: with a movable
//! position, shared with other processes that have the file, a size and times.
//!
//! In a run with processes, these are all open files except directories: child and parent
//! share what the kernel shares, and nothing waits in an asynchronous runtime, whose threads a
//! child has not got.
//!
//! wasmtime-wasi handles standard streams only as streams. It keeps their numbers; this
//! layer passes the calls about such a file to the kernel.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::IoSlice;
use std::sync::Arc;

use anyhow::Context;
use preview1::{Errno, Fdflags, Fdstat, Id, Oflags, Rights, Whence};
use rustix::fs::{
    Advice, FallocateFlags, FileType, OFlags, SeekFrom, Timespec, Timestamps, UTIME_NOW,
    UTIME_OMIT, fadvise, fallocate, fcntl_getfl, fcntl_setfl, fdatasync, fstat, fsync, ftruncate,
    futimens, seek, tell,
};
use rustix::io::{Errno as Os, pread, pwritev, read, writev};

use super::errno::errno;
use super::guest::{Guest, address};
use super::layer::{Below, Layer};
use super::opened::Table;
use super::socket::retry;
use super::wasi::Wasi;
use super::{FIRST, Settings, Stop, filestat, renumber};
use crate::inherited;

/// The files, by the program's numbers.
#[derive(Debug)]
pub struct Files {
    files: BTreeMap<u32, Arc<File>>,
    /// Whether it has all files, as in a run with processes.
    all: bool,
    /// The numbers before this one are the standard streams and the preopened directories. A
    /// file that the program inherits may have the number of a directory too: calls with a
    /// path then mean the directory, and all others the file.
    end: u32,
}

/// `fdflags` beside the kernel's.
const FDFLAGS: [(Fdflags, OFlags); 5] = [
    (Fdflags::APPEND, OFlags::APPEND),
    (Fdflags::DSYNC, OFlags::DSYNC),
    (Fdflags::NONBLOCK, OFlags::NONBLOCK),
    (Fdflags::RSYNC, OFlags::RSYNC),
    (Fdflags::SYNC, OFlags::SYNC),
];

/// The flags that can change while a file is open.
const CHANGEABLE: OFlags = OFlags::APPEND.union(OFlags::NONBLOCK);

/// The result of a call: done, or an error of WASI.
type Answer = Result<Result<(), Errno>, Stop>;

impl Files {
    /// The standard streams that are files, or all files of a run with processes.
    pub fn new(settings: &mut Settings, wasi: &mut Wasi) -> anyhow::Result<Self> {
        let mut all = Self {
            files: BTreeMap::new(),
            all: settings.processes,
            end: FIRST + (settings.preopens.len() + settings.listen.len() + 1) as u32,
        };
        let missing: Vec<u32> = inherited::missing().collect();
        for (number, file) in wasi.opened.standard() {
            let stat = fstat(file).context("cannot look at the standard streams")?;
            let is_file = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
            if is_file || all.all && !missing.contains(number) {
                all.files.insert(*number, file.clone());
            }
        }
        let inherited = std::mem::take(&mut settings.inherited);
        let last = inherited.iter().map(|(number, _)| *number).max();
        // The numbers up to the last one, of which the others become free again.
        let mut free = Vec::new();
        while let Some(last) = last.filter(|last| *last >= all.end) {
            match reserve(wasi, all.end - 1)? {
                Ok(number) => free.push(number),
                Err(error) => anyhow::bail!("cannot keep a number: {error:?}"),
            }
            if free.last().is_none_or(|number| *number >= last) {
                break;
            }
        }
        for (number, file) in inherited {
            free.retain(|other| *other != number);
            all.files.insert(number, file);
        }
        for number in free {
            wasi.call(Id::fd_close, &[number.into()], &mut Guest::none())?;
        }
        Ok(all)
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && !self.all
    }

    pub fn has_all(&self) -> bool {
        self.all
    }

    pub fn get(&self, number: u32) -> Option<Arc<File>> {
        self.files.get(&number).cloned()
    }

    /// Gives the program a new file, under this number.
    pub fn insert(&mut self, number: u32, file: File) {
        self.files.insert(number, Arc::new(file));
    }

    /// Called after `path_open`. An error is one of the flags, which wasmtime-wasi keeps itself.
    fn follow(
        &mut self,
        args: &[u64],
        memory: &Guest<'_>,
        opened: &Table,
    ) -> rustix::io::Result<()> {
        let number = memory.u32_at(address(args[8]));
        let Some((number, opened)) = number.and_then(|number| Some((number, opened.get(number)?)))
        else {
            return Ok(());
        };
        let is_directory = fstat(&opened.file)
            .is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Directory);
        if !is_directory {
            let flags = Fdflags(args[7] as u16 & Fdflags::APPEND.or(Fdflags::NONBLOCK).0);
            set_flags(&opened.file, flags, true)?;
            self.files.insert(number, Arc::clone(&opened.file));
        }
        Ok(())
    }
}

/// Makes wasmtime-wasi keep a number, for a directory that it opens in this one.
pub fn reserve(wasi: &mut Wasi, directory: u32) -> Result<Result<u32, Errno>, Stop> {
    let mut own = *b".\0\0\0\0\0\0\0";
    let oflags = Oflags::DIRECTORY.0.into();
    let open = [directory.into(), 0, 0, 1, oflags, 0, 0, 0, 4];
    Ok(
        match wasi.call(Id::path_open, &open, &mut Guest::Alone(&mut own))? {
            Errno::SUCCESS => Guest::Alone(&mut own).u32_at(4).ok_or(Errno::BADF),
            error => Err(error),
        },
    )
}

impl Layer for Files {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        if is_about_a_file(id)
            && let Some(fd) = self.files.get(&address(args[0]))
        {
            let answer = call(fd, id, args, memory, self.all)?;
            return Ok(answer.err().unwrap_or(Errno::SUCCESS));
        }
        if id == Id::fd_close
            && (FIRST..self.end).contains(&address(args[0]))
            && self.files.remove(&address(args[0])).is_some()
        {
            return Ok(Errno::SUCCESS);
        }
        let answer = below.call(id, args, memory)?;
        if answer == Errno::SUCCESS {
            match id {
                Id::path_open if self.all => {
                    if let Err(error) = self.follow(args, memory, &below.wasi.opened) {
                        let number = memory.u32_at(address(args[8])).unwrap_or_default();
                        below.call(Id::fd_close, &[number.into()], memory)?;
                        return Ok(errno(error));
                    }
                }
                _ => renumber(&mut self.files, id, args),
            }
        }
        Ok(answer)
    }

    fn files(&mut self) -> Option<&mut Files> {
        Some(self)
    }
}

/// Whether this layer answers a call about a file; wasmtime-wasi answers the others as
/// for any stream.
fn is_about_a_file(id: Id) -> bool {
    matches!(
        id,
        Id::fd_advise
            | Id::fd_allocate
            | Id::fd_datasync
            | Id::fd_fdstat_get
            | Id::fd_fdstat_set_flags
            | Id::fd_filestat_get
            | Id::fd_filestat_set_size
            | Id::fd_filestat_set_times
            | Id::fd_pread
            | Id::fd_pwrite
            | Id::fd_read
            | Id::fd_seek
            | Id::fd_sync
            | Id::fd_tell
            | Id::fd_write
    )
}

/// `owns` tells whether the program may change what the caller that opened the file set.
fn call(fd: &File, id: Id, args: &[u64], memory: &mut Guest<'_>, owns: bool) -> Answer {
    let pointer = |index: usize| address(args[index]);
    let done = match id {
        Id::fd_advise => match advice(pointer(3)) {
            Some(advice) => fadvise(fd, args[1], args[2].try_into().ok(), advice),
            None => Err(Os::INVAL),
        },
        Id::fd_allocate => fallocate(fd, FallocateFlags::empty(), args[1], args[2]),
        Id::fd_datasync => fdatasync(fd),
        Id::fd_sync => fsync(fd),
        Id::fd_filestat_set_size => truncate(fd, args[1], owns),
        Id::fd_filestat_set_times => times(args).and_then(|times| futimens(fd, &times)),
        Id::fd_fdstat_set_flags => set_flags(fd, Fdflags(pointer(1) as u16), owns),
        Id::fd_fdstat_get => {
            return put(fdstat(fd).map(|stat| stat.to_bytes()), pointer(1), memory);
        }
        Id::fd_filestat_get => {
            return put(
                fstat(fd).map(|stat| filestat::record(&stat)),
                pointer(1),
                memory,
            );
        }
        Id::fd_tell => return put(tell(fd).map(u64::to_le_bytes), pointer(1), memory),
        Id::fd_seek => {
            let offset = args[1].cast_signed();
            let moved = match Whence(u8::try_from(pointer(2)).unwrap_or(u8::MAX)) {
                Whence::SET => u64::try_from(offset)
                    .map_err(|_| Os::INVAL)
                    .map(SeekFrom::Start),
                Whence::CUR => Ok(SeekFrom::Current(offset)),
                Whence::END => Ok(SeekFrom::End(offset)),
                _ => Err(Os::INVAL),
            };
            let moved = moved.and_then(|to| seek(fd, to));
            return put(moved.map(u64::to_le_bytes), pointer(3), memory);
        }
        Id::fd_read => return receive(fd, args, None, pointer(3), memory),
        Id::fd_pread => return receive(fd, args, Some(args[3]), pointer(4), memory),
        Id::fd_write => return send(fd, args, None, pointer(3), memory),
        Id::fd_pwrite => return send(fd, args, Some(args[3]), pointer(4), memory),
        _ => Err(Os::INVAL),
    };
    Ok(done.map_err(errno))
}

/// Returns the kernel's result.
fn put<const N: usize>(
    said: rustix::io::Result<[u8; N]>,
    at: u32,
    memory: &mut Guest<'_>,
) -> Answer {
    match said {
        Ok(said) => memory.put(at, &said).map(Ok),
        Err(error) => Ok(Err(errno(error))),
    }
}

/// Fills the buffers, at the file's own position or at `offset`.
fn receive(
    fd: &File,
    args: &[u64],
    offset: Option<u64>,
    count: u32,
    memory: &mut Guest<'_>,
) -> Answer {
    let mut total: u32 = 0;
    for (start, length) in memory.vectors(address(args[1]), address(args[2]))? {
        let at = offset.map(|offset| offset.saturating_add(total.into()));
        let n = memory.fill(start, length, |buffer| {
            retry(|| match at {
                Some(at) => pread(fd, &mut *buffer, at),
                None => read(fd, &mut *buffer),
            })
        })?;
        match n {
            // No longer than the buffer.
            Ok(n) => total = total.saturating_add(n as u32),
            Err(error) if total == 0 => return Ok(Err(errno(error))),
            Err(_) => break,
        }
        // Reading more of a stream could block.
        let is_stream = offset.is_none() && tell(fd) == Err(Os::SPIPE);
        if n != Ok(length as usize) || length > 0 && is_stream {
            break;
        }
    }
    put(Ok(total.to_le_bytes()), count, memory)
}

/// Writes the buffers, at the file's own position or at `offset`, with one call.
fn send(
    fd: &File,
    args: &[u64],
    offset: Option<u64>,
    count: u32,
    memory: &mut Guest<'_>,
) -> Answer {
    let parts = memory.parts(address(args[1]), address(args[2]))?;
    let slices: Vec<_> = parts.iter().map(|part| IoSlice::new(part)).collect();
    let written = retry(|| match offset {
        Some(offset) => pwritev(fd, &slices, offset),
        None => writev(fd, &slices),
    });
    // The kernel writes less than 2 GiB at once.
    put(written.map(|n| (n as u32).to_le_bytes()), count, memory)
}

fn advice(advice: u32) -> Option<Advice> {
    Some(match advice {
        0 => Advice::Normal,
        1 => Advice::Sequential,
        2 => Advice::Random,
        3 => Advice::WillNeed,
        4 => Advice::DontNeed,
        5 => Advice::NoReuse,
        _ => return None,
    })
}

fn times(args: &[u64]) -> rustix::io::Result<Timestamps> {
    const NANOSECONDS: u64 = 1_000_000_000;
    let flags = args[3];
    let time = |time: u64, given: u64, now: u64| match (flags & given != 0, flags & now != 0) {
        (true, true) => Err(Os::INVAL),
        (true, false) => Ok(Timespec {
            tv_sec: (time / NANOSECONDS).cast_signed(),
            tv_nsec: (time % NANOSECONDS).cast_signed(),
        }),
        (false, now) => Ok(Timespec {
            tv_sec: 0,
            tv_nsec: if now { UTIME_NOW } else { UTIME_OMIT },
        }),
    };
    Ok(Timestamps {
        last_access: time(args[1], 1 << 0, 1 << 1)?,
        last_modification: time(args[2], 1 << 2, 1 << 3)?,
    })
}

/// The caller that started the program with `>>log` lets it only append to the file.
fn truncate(fd: &File, size: u64, owns: bool) -> rustix::io::Result<()> {
    if !owns && fcntl_getfl(fd)?.contains(OFlags::APPEND) {
        return Err(Os::PERM);
    }
    ftruncate(fd, size)
}

fn set_flags(fd: &File, flags: Fdflags, owns: bool) -> rustix::io::Result<()> {
    let now = fcntl_getfl(fd)?;
    let mut wanted = now;
    for (flag, own) in FDFLAGS {
        // O_SYNC is O_DSYNC and a bit of its own.
        if now.contains(own) != flags.has(flag) {
            wanted.toggle(own);
        }
    }
    if !CHANGEABLE.contains(wanted ^ now) {
        return Err(Os::INVAL);
    }
    // As with an append-only file of chattr(1).
    if !owns && now.contains(OFlags::APPEND) && !wanted.contains(OFlags::APPEND) {
        return Err(Os::PERM);
    }
    fcntl_setfl(fd, wanted)
}

fn fdstat(fd: &File) -> rustix::io::Result<Fdstat> {
    let open = fcntl_getfl(fd)?;
    let kind = FileType::from_raw_mode(fstat(fd)?.st_mode);
    let position = match tell(fd) {
        Err(Os::SPIPE) => Rights::NONE,
        _ => Rights::FD_SEEK.or(Rights::FD_TELL),
    };
    let mut rights = position
        .or(Rights::FD_FDSTAT_SET_FLAGS)
        .or(Rights::FD_ADVISE)
        .or(Rights::FD_FILESTAT_GET)
        .or(Rights::FD_FILESTAT_SET_TIMES)
        .or(Rights::FD_DATASYNC)
        .or(Rights::FD_SYNC)
        .or(Rights::POLL_FD_READWRITE);
    let mode = open & OFlags::RWMODE;
    if mode != OFlags::WRONLY {
        rights = rights.or(Rights::FD_READ);
    }
    if mode != OFlags::RDONLY {
        rights = rights.or(Rights::FD_WRITE);
    }
    if mode != OFlags::RDONLY && kind == FileType::RegularFile {
        rights = rights.or(Rights::FD_ALLOCATE);
        if !open.contains(OFlags::APPEND) {
            rights = rights.or(Rights::FD_FILESTAT_SET_SIZE);
        }
    }
    let flags = FDFLAGS
        .iter()
        .filter(|(_, own)| open.contains(*own))
        .fold(Fdflags::NONE, |flags, (flag, _)| flags.or(*flag));
    Ok(Fdstat {
        filetype: filestat::filetype(kind),
        flags,
        rights_base: rights,
        rights_inheriting: Rights::NONE,
    })
}
