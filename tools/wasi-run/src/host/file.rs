//! Standard streams that are files, as after `<input` and `>output`: with a movable
//! position, shared with other processes that have the file, a size and times.
//!
//! In a run with processes, these are all open files except directories: child and parent
//! share what the kernel shares, and nothing waits in an asynchronous runtime, whose threads a
//! child has not got. In a program with threads, they are all files that it opens, so that a
//! call that waits needs no more than the file.
//!
//! wasmtime-wasi handles standard streams only as streams. It keeps their numbers; this
//! layer passes the calls about such a file to the kernel.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::IoSlice;
use std::os::fd::{AsRawFd, OwnedFd};
use std::sync::Arc;

use anyhow::Context;
use preview1::{Errno, FUNCTIONS, Fdflags, Fdstat, Id, Kind, Lookupflags, Oflags, Rights, Whence};
use rustix::fs::{
    Advice, FallocateFlags, FileType, Mode, OFlags, SeekFrom, Timespec, Timestamps, UTIME_NOW,
    UTIME_OMIT, fadvise, fallocate, fcntl_getfl, fcntl_setfl, fdatasync, fstat, fsync, ftruncate,
    futimens, open, openat2, seek, tell,
};
use rustix::io::{Errno as Os, pread, pwritev, read, writev};

use super::errno::errno;
use super::guest::{Guest, address};
use super::layer::{Below, Later, Layer, Then};
use super::link::BENEATH;
use super::opened::Table;
use super::socket::retry;
use super::wasi::Wasi;
use super::{FIRST, Settings, Stop, filestat, renumber};
use crate::inherited;

/// The files, by the program's numbers.
#[derive(Debug)]
pub struct Files {
    files: BTreeMap<u32, Kept>,
    /// Whether it has the standard streams, as in a run with processes.
    has_streams: bool,
    /// Whether it has the files that the program opens.
    has_opened: bool,
    /// The numbers before this one are the standard streams and the preopened directories. A
    /// file that the program inherits may have the number of a directory too: calls with a
    /// path then mean the directory, and all others the file.
    end: u32,
}

#[derive(Clone, Debug)]
struct Kept {
    file: Arc<File>,
    /// Whether the program may change what the caller that opened the file set.
    is_own: bool,
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
    /// The standard streams that are files, or more in a run with processes or threads.
    pub fn new(settings: &mut Settings, wasi: &mut Wasi) -> anyhow::Result<Self> {
        let mut all = Self {
            files: BTreeMap::new(),
            has_streams: settings.processes,
            has_opened: settings.processes || settings.threads,
            end: wasi.opened.end(),
        };
        let missing: Vec<u32> = inherited::missing().collect();
        for (number, file) in wasi.opened.standard() {
            let stat = fstat(file).context("cannot look at the standard streams")?;
            let is_file = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
            if is_file || all.has_streams && !missing.contains(number) {
                let is_own = all.has_streams;
                let file = file.clone();
                all.files.insert(*number, Kept { file, is_own });
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
            all.files.insert(number, Kept { file, is_own: true });
        }
        for number in free {
            wasi.call(Id::fd_close, &[number.into()], &mut Guest::none())?;
        }
        Ok(all)
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && !self.has_opened
    }

    pub fn has_opened(&self) -> bool {
        self.has_opened
    }

    pub fn get(&self, number: u32) -> Option<Arc<File>> {
        self.files.get(&number).map(|kept| kept.file.clone())
    }

    /// Gives the program a new file, under this number.
    pub fn insert(&mut self, number: u32, file: File) {
        let file = Arc::new(file);
        self.files.insert(number, Kept { file, is_own: true });
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
            let file = Arc::clone(&opened.file);
            self.files.insert(number, Kept { file, is_own: true });
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
            && let Some(kept) = self.files.get(&address(args[0]))
        {
            if memory.is_shared() {
                let (kept, args) = (kept.clone(), args.to_vec());
                return Err(Later::stop(move |memory| kept.call(id, &args, memory)));
            }
            return kept.call(id, args, memory);
        }
        if id == Id::path_open
            && memory.is_shared()
            && let Some(pipe) = Pipe::of(args, memory, &below.wasi.opened)
        {
            let (directory, to) = (address(args[0]), address(args[8]));
            return Err(Later::stop(move |_| match pipe.open() {
                Ok(pipe) => Err(Then::stop(move |memory, below| {
                    give(pipe, directory, to, memory, below)
                })),
                Err(error) => Ok(errno(error)),
            }));
        }
        // The number of such a pipe is that of a directory.
        if memory.is_shared()
            && FUNCTIONS[id as usize].params.contains(&Kind::Text)
            && FUNCTIONS[id as usize]
                .params
                .iter()
                .zip(args)
                .any(|(kind, arg)| {
                    *kind == Kind::Fd
                        && address(*arg) >= self.end
                        && self.files.contains_key(&address(*arg))
                })
        {
            return Ok(Errno::NOTDIR);
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
                Id::path_open if self.has_opened => {
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

/// A named pipe that a program opens.
struct Pipe {
    /// Only its place: neither to read nor to write.
    place: OwnedFd,
    mode: OFlags,
}

impl Pipe {
    /// The pipe of a `path_open` that waits for the other end. Everything else, and each error,
    /// is for wasmtime-wasi.
    fn of(args: &[u64], memory: &Guest<'_>, opened: &Table) -> Option<Self> {
        let directory = opened.get(address(args[0]))?;
        let rights = Rights(args[5]);
        let mode = match [Rights::FD_READ, Rights::FD_WRITE].map(|right| rights.has(right)) {
            [true, false] => OFlags::RDONLY,
            [false, true] if directory.is_writable => OFlags::WRONLY,
            // With both, it has both ends.
            _ => return None,
        };
        let refuses = Oflags::DIRECTORY.or(Oflags::EXCL);
        if Oflags(args[4] as u16 & refuses.0) != Oflags::NONE
            || Fdflags(args[7] as u16).has(Fdflags::NONBLOCK)
        {
            return None;
        }
        let path = memory.bytes(address(args[2]), address(args[3])).ok()?;
        let mut flags = OFlags::PATH | OFlags::CLOEXEC;
        flags.set(
            OFlags::NOFOLLOW,
            !Lookupflags(address(args[1])).has(Lookupflags::SYMLINK_FOLLOW),
        );
        let place = openat2(&directory.file, &*path, flags, Mode::empty(), BENEATH).ok()?;
        let kind = FileType::from_raw_mode(fstat(&place).ok()?.st_mode);
        (kind == FileType::Fifo).then_some(Self { place, mode })
    }

    /// Waits until it has the other end.
    fn open(&self) -> rustix::io::Result<File> {
        let path = format!("/proc/self/fd/{}", self.place.as_raw_fd());
        let flags = self.mode | OFlags::CLOEXEC;
        Ok(open(path, flags, Mode::empty())?.into())
    }
}

/// Gives a program the pipe that it waited for, a number that `directory` keeps for it.
fn give(
    pipe: File,
    directory: u32,
    to: u32,
    memory: &mut Guest<'_>,
    below: &mut Below<'_>,
) -> Result<Errno, Stop> {
    let number = match reserve(below.wasi, directory)? {
        Ok(number) => number,
        Err(error) => return Ok(error),
    };
    // The layer is there: its call has waited.
    if let Some(files) = below.files() {
        files.insert(number, pipe);
    }
    memory.put(to, &number.to_le_bytes())?;
    Ok(Errno::SUCCESS)
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

impl Kept {
    fn call(&self, id: Id, args: &[u64], memory: &mut Guest<'_>) -> Result<Errno, Stop> {
        let answer = call(&self.file, id, args, memory, self.is_own)?;
        Ok(answer.err().unwrap_or(Errno::SUCCESS))
    }
}

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
