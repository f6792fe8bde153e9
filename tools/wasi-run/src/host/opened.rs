//! The machine's own files and directories behind the program's numbers.
//!
//! wasmtime-wasi does not say what stands behind a number; here it is found when the
//! number is given out. So what was opened can be looked at itself, after it was opened:
//! whatever others rename in the meantime, it is this file that the program gets.
//!
//! It does not get the memory of processes and of the machine. A program that is given
//! `/` would find it under `/proc` and `/dev`, and change the machine code that runs it
//! or learn the key of the cache. Nor does it write to `/proc`: what is written there goes
//! to processes and to the kernel, and into no file.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::sync::Arc;

use preview1::{Errno, Id, Lookupflags, Oflags, Rights};
use rustix::fs::{
    FileType, Mode, OFlags, PROC_SUPER_MAGIC, fcntl_getfl, fstat, fstatfs, major, minor, openat2,
    readlink,
};
use rustix::io::Errno as Os;
use wasmtime_wasi::WasiView;
use wasmtime_wasi::filesystem::Descriptor;
use wasmtime_wasi::p1::WasiP1Ctx;

use super::guest::{Guest, address, bytes, u32_at};
use super::link::BENEATH;
use super::{FIRST, Stop, dispatch, filestat, renumber};

/// What stands behind a number.
#[derive(Debug)]
pub struct Opened {
    pub file: Arc<File>,
    /// Whether it may be changed, or what is in the directory.
    pub is_writable: bool,
}

/// All that wasmtime-wasi has open, but for the standard streams.
#[derive(Debug, Default)]
pub struct Table {
    opened: BTreeMap<u32, Opened>,
    /// Where their files lie in memory: what lies elsewhere is new.
    known: HashSet<usize>,
}

impl Table {
    /// The directories that the program begins with.
    pub fn new(wasi: &mut WasiP1Ctx) -> Result<Self, Stop> {
        // With any call, wasmtime-wasi gives them their numbers.
        let _ = dispatch(wasi, Id::fd_prestat_get, &[FIRST.into(), 0], &mut [0; 8])?;
        let mut table = Self::default();
        for (number, opened) in (FIRST..).zip(table.new_ones(wasi)) {
            table.insert(number, opened);
        }
        Ok(table)
    }

    pub fn get(&self, number: u32) -> Option<&Opened> {
        self.opened.get(&number)
    }

    /// Notes what a call has opened. Closes it again if it is nothing for a program.
    pub fn add(&mut self, wasi: &mut WasiP1Ctx, number: u32) -> Result<Result<(), Errno>, Stop> {
        let mut new = self.new_ones(wasi);
        match (new.pop(), new.pop()) {
            // With two, it would be unknown which of them was looked at.
            (Some(opened), None) if !is_memory(&opened.file) => self.insert(number, opened),
            _ => {
                dispatch(wasi, Id::fd_close, &[number.into()], &mut [])?;
                return Ok(Err(Errno::ACCES));
            }
        }
        Ok(Ok(()))
    }

    fn insert(&mut self, number: u32, opened: Opened) {
        self.known.insert(place(&opened.file));
        self.opened.insert(number, opened);
    }

    /// Those that are not known yet.
    fn new_ones(&self, wasi: &mut WasiP1Ctx) -> Vec<Opened> {
        let all = wasi.ctx().table.iter_mut();
        let new = all.filter_map(|entry| {
            let (file, is_writable) = match entry.downcast_ref()? {
                Descriptor::File(file) => (&file.file, !file.perms.write_not_permitted()),
                Descriptor::Dir(dir) => (&dir.dir, !dir.perms.write_not_permitted()),
            };
            (!self.known.contains(&place(file))).then(|| Opened {
                file: Arc::clone(file),
                is_writable,
            })
        });
        new.collect()
    }

    /// Answers the calls that ask about a file. wasmtime-wasi takes the time of its
    /// creation for that of its last change, and asks twice.
    pub fn answer(&self, id: Id, args: &[u64], memory: &mut [u8]) -> Result<Option<Errno>, Stop> {
        let (stat, to) = match id {
            Id::fd_filestat_get => match self.get(address(args[0])) {
                Some(opened) => (fstat(&opened.file), args[1]),
                None => return Ok(None),
            },
            Id::path_filestat_get => {
                let directory = self.get(address(args[0]));
                let path = bytes(memory, address(args[2]), address(args[3]))
                    .and_then(|path| std::str::from_utf8(path).ok());
                let (Some(directory), Some(path)) = (directory, path) else {
                    return Ok(None);
                };
                let mut flags = OFlags::PATH | OFlags::CLOEXEC;
                flags.set(
                    OFlags::NOFOLLOW,
                    !Lookupflags(address(args[1])).has(Lookupflags::SYMLINK_FOLLOW),
                );
                let file = openat2(&directory.file, path, flags, Mode::empty(), BENEATH);
                (file.and_then(fstat), args[4])
            }
            _ => return Ok(None),
        };
        match stat {
            Ok(stat) => {
                Guest(memory).put(address(to), &filestat::record(&stat))?;
                Ok(Some(Errno::SUCCESS))
            }
            Err(Os::NOENT) => Ok(Some(Errno::NOENT)),
            Err(Os::NOTDIR) => Ok(Some(Errno::NOTDIR)),
            // wasmtime-wasi knows what else to try, and what to say.
            Err(_) => Ok(None),
        }
    }

    /// Whether a call that was refused would have changed what is only for reading.
    pub fn is_only_for_reading(&self, id: Id, args: &[u64]) -> bool {
        let is_read_only = |index: usize| {
            let opened = self.get(address(args[index]));
            opened.is_some_and(|opened| !opened.is_writable)
        };
        match id {
            Id::path_open => {
                let how = Oflags(args[4] as u16);
                is_read_only(0)
                    && (how.has(Oflags::CREAT)
                        || how.has(Oflags::TRUNC)
                        || Rights(args[5]).has(Rights::FD_WRITE))
            }
            Id::fd_filestat_set_times
            | Id::path_create_directory
            | Id::path_filestat_set_times
            | Id::path_remove_directory
            | Id::path_unlink_file => is_read_only(0),
            Id::path_link => is_read_only(0) || is_read_only(4),
            Id::path_rename => is_read_only(0) || is_read_only(3),
            Id::path_symlink => is_read_only(2),
            _ => false,
        }
    }

    /// Follows a call that was answered with success. What it opened may have to be
    /// closed again: then this is the error of the call.
    pub fn follow(
        &mut self,
        wasi: &mut WasiP1Ctx,
        id: Id,
        args: &[u64],
        memory: &[u8],
    ) -> Result<Result<(), Errno>, Stop> {
        let result = match id {
            Id::path_open => args[8],
            Id::sock_accept => args[2],
            // To the number that it has: nothing changes.
            Id::fd_renumber if address(args[0]) == address(args[1]) => return Ok(Ok(())),
            Id::fd_close | Id::fd_renumber => {
                // What stands behind the last number is closed by it.
                if let Some(closed) = args.last().and_then(|fd| self.get(address(*fd))) {
                    self.known.remove(&place(&closed.file));
                }
                renumber(&mut self.opened, id, args);
                return Ok(Ok(()));
            }
            _ => return Ok(Ok(())),
        };
        match u32_at(memory, address(result)) {
            Some(number) => self.add(wasi, number),
            // The call has just written it there.
            None => Ok(Err(Errno::BADF)),
        }
    }
}

/// Where a file lies in this program's memory.
fn place(file: &Arc<File>) -> usize {
    Arc::as_ptr(file).addr()
}

/// Whether a file stands for the memory of a process or of the machine, or is open to
/// write to what is no file in `/proc`. What cannot be looked at counts as such.
fn is_memory(file: &File) -> bool {
    is_memory_or_unknown(file).unwrap_or(true)
}

fn is_memory_or_unknown(file: &File) -> rustix::io::Result<bool> {
    use std::os::fd::AsRawFd;

    let stat = fstat(file)?;
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::CharacterDevice => {
            // mem, kmem and port.
            const MEMORY: u32 = 1;
            Ok(major(stat.st_rdev) == MEMORY && matches!(minor(stat.st_rdev), 1 | 2 | 4))
        }
        // Files of /proc that hold something say that they are empty, or, as kcore, have
        // no blocks on a disk: others need not be asked where they are.
        FileType::RegularFile if stat.st_blocks == 0 => {
            if fstatfs(file)?.f_type != PROC_SUPER_MAGIC {
                return Ok(false);
            }
            if fcntl_getfl(file)? & OFlags::RWMODE != OFlags::RDONLY {
                return Ok(true);
            }
            let name = readlink(format!("/proc/self/fd/{}", file.as_raw_fd()), Vec::new())?;
            let name = name.as_bytes();
            Ok(name.ends_with(b"/mem") || name.ends_with(b"/kcore"))
        }
        _ => Ok(false),
    }
}
