//! Standard streams that are files, as after `<input` and `>output`: with a movable
//! position, shared with other processes that have the file, a size and times.
//!
//! wasmtime-wasi handles standard streams only as streams. It keeps their numbers; this
//! layer passes the calls about such a file to the kernel.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::IoSlice;
use std::sync::Arc;

use preview1::{Errno, Fdflags, Fdstat, Filetype, Id, Rights, Whence};
use rustix::fs::{
    Advice, FallocateFlags, FileType, OFlags, SeekFrom, Timespec, Timestamps, UTIME_NOW,
    UTIME_OMIT, fadvise, fallocate, fcntl_getfl, fcntl_setfl, fdatasync, fstat, fsync, ftruncate,
    futimens, seek, tell,
};
use rustix::io::{Errno as Os, pread, pwritev, read, writev};

use super::guest::{Guest, address, bytes, out_of_bounds, vectors};
use super::layer::{Below, Layer};
use super::opened::Table;
use super::socket::retry;
use super::{Stop, filestat, renumber};

/// The files, by the program's numbers.
#[derive(Debug, Default)]
pub struct Files(BTreeMap<u32, Arc<File>>);

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
    /// The standard streams that are files.
    pub fn new(opened: &Table) -> rustix::io::Result<Self> {
        let mut files = BTreeMap::new();
        for (number, file) in opened.standard() {
            if FileType::from_raw_mode(fstat(file)?.st_mode) == FileType::RegularFile {
                files.insert(*number, file.clone());
            }
        }
        Ok(Self(files))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Layer for Files {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut [u8],
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        if is_about_a_file(id)
            && let Some(fd) = self.0.get(&address(args[0]))
        {
            let answer = call(fd, id, args, memory)?;
            return Ok(answer.err().unwrap_or(Errno::SUCCESS));
        }
        let answer = below.call(id, args, memory)?;
        if answer == Errno::SUCCESS {
            renumber(&mut self.0, id, args);
        }
        Ok(answer)
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

fn call(fd: &File, id: Id, args: &[u64], memory: &mut [u8]) -> Answer {
    let pointer = |index: usize| address(args[index]);
    let done = match id {
        Id::fd_advise => match advice(pointer(3)) {
            Some(advice) => fadvise(fd, args[1], args[2].try_into().ok(), advice),
            None => Err(Os::INVAL),
        },
        Id::fd_allocate => fallocate(fd, FallocateFlags::empty(), args[1], args[2]),
        Id::fd_datasync => fdatasync(fd),
        Id::fd_sync => fsync(fd),
        Id::fd_filestat_set_size => truncate(fd, args[1]),
        Id::fd_filestat_set_times => times(args).and_then(|times| futimens(fd, &times)),
        Id::fd_fdstat_set_flags => set_flags(fd, Fdflags(pointer(1) as u16)),
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
fn put<const N: usize>(said: rustix::io::Result<[u8; N]>, at: u32, memory: &mut [u8]) -> Answer {
    match said {
        Ok(said) => Guest(memory).put(at, &said).map(Ok),
        Err(error) => Ok(Err(errno(error))),
    }
}

/// Fills the buffers, at the file's own position or at `offset`.
fn receive(fd: &File, args: &[u64], offset: Option<u64>, count: u32, memory: &mut [u8]) -> Answer {
    let (start, number) = (address(args[1]), address(args[2]));
    let buffers =
        vectors(memory, start, number).ok_or_else(|| out_of_bounds(start, number as usize * 8))?;
    let mut total: u32 = 0;
    for (start, length) in buffers {
        let buffer = memory
            .get_mut(start as usize..)
            .and_then(|rest| rest.get_mut(..length as usize))
            .ok_or_else(|| out_of_bounds(start, length as usize))?;
        let at = offset.map(|offset| offset.saturating_add(total.into()));
        let n = retry(|| match at {
            Some(at) => pread(fd, &mut *buffer, at),
            None => read(fd, &mut *buffer),
        });
        match n {
            // No longer than the buffer.
            Ok(n) => total = total.saturating_add(n as u32),
            Err(error) if total == 0 => return Ok(Err(errno(error))),
            Err(_) => break,
        }
        if n != Ok(length as usize) {
            break;
        }
    }
    put(Ok(total.to_le_bytes()), count, memory)
}

/// Writes the buffers, at the file's own position or at `offset`, with one call.
fn send(fd: &File, args: &[u64], offset: Option<u64>, count: u32, memory: &mut [u8]) -> Answer {
    let (start, number) = (address(args[1]), address(args[2]));
    let buffers =
        vectors(memory, start, number).ok_or_else(|| out_of_bounds(start, number as usize * 8))?;
    let slices = buffers
        .iter()
        .map(|&(start, length)| {
            bytes(memory, start, length)
                .map(IoSlice::new)
                .ok_or_else(|| out_of_bounds(start, length as usize))
        })
        .collect::<Result<Vec<_>, _>>()?;
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
fn truncate(fd: &File, size: u64) -> rustix::io::Result<()> {
    if fcntl_getfl(fd)?.contains(OFlags::APPEND) {
        return Err(Os::PERM);
    }
    ftruncate(fd, size)
}

fn set_flags(fd: &File, flags: Fdflags) -> rustix::io::Result<()> {
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
    if now.contains(OFlags::APPEND) && !wanted.contains(OFlags::APPEND) {
        return Err(Os::PERM);
    }
    fcntl_setfl(fd, wanted)
}

fn fdstat(fd: &File) -> rustix::io::Result<Fdstat> {
    let open = fcntl_getfl(fd)?;
    let mut rights = Rights::FD_SEEK
        .or(Rights::FD_TELL)
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
        rights = rights.or(Rights::FD_WRITE).or(Rights::FD_ALLOCATE);
        if !open.contains(OFlags::APPEND) {
            rights = rights.or(Rights::FD_FILESTAT_SET_SIZE);
        }
    }
    let flags = FDFLAGS
        .iter()
        .filter(|(_, own)| open.contains(*own))
        .fold(Fdflags::NONE, |flags, (flag, _)| flags.or(*flag));
    Ok(Fdstat {
        filetype: Filetype::REGULAR_FILE,
        flags,
        rights_base: rights,
        rights_inheriting: Rights::NONE,
    })
}

fn errno(error: Os) -> Errno {
    match error {
        Os::AGAIN => Errno::AGAIN,
        Os::BADF => Errno::BADF,
        Os::DQUOT => Errno::DQUOT,
        Os::FBIG => Errno::FBIG,
        Os::INVAL => Errno::INVAL,
        Os::NOSPC => Errno::NOSPC,
        Os::OPNOTSUPP => Errno::NOTSUP,
        Os::OVERFLOW => Errno::OVERFLOW,
        Os::PERM => Errno::PERM,
        _ => Errno::IO,
    }
}
