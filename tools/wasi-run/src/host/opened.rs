//! The machine's files and directories behind the program's numbers.
//!
//! wasmtime-wasi does not say which file a number refers to. This module finds the file
//! when the number is assigned, and so can check the file itself after it was opened. A
//! rename by another process in the meantime makes no difference.
//!
//! A program cannot open the memory of processes and of the machine. With access to `/`, it
//! would find it under `/proc` and `/dev`, and could change the machine code that runs it
//! or learn the key of the cache. It cannot write to `/proc` either: such writes go to
//! processes and to the kernel, not to a file. Nor can it write to the code of compiled
//! programs in the cache, even as the superuser, who needs no permission: programs run from
//! these files. No option turns this off, because the cache depends on it.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::sync::Arc;

use anyhow::{Context, Result};
use preview1::{Errno, Id};
use rustix::fs::{
    FileType, Mode, OFlags, PROC_SUPER_MAGIC, fcntl_getfl, fstat, fstatfs, major, minor, readlink,
};
use wasmtime_wasi::WasiView;
use wasmtime_wasi::filesystem::Descriptor;
use wasmtime_wasi::p1::WasiP1Ctx;

use super::guest::{Guest, address};
use super::wasi::dispatch;
use super::{FIRST, Stop, renumber};
use crate::cache;

/// The file behind a number.
#[derive(Debug)]
pub struct Opened {
    pub file: Arc<File>,
    /// Whether the file, or the content of the directory, may be changed.
    pub is_writable: bool,
}

/// All open files of wasmtime-wasi.
#[derive(Debug, Default)]
pub struct Table {
    /// The standard streams, whatever they are.
    standard: BTreeMap<u32, Arc<File>>,
    /// All others.
    opened: BTreeMap<u32, Opened>,
    /// The addresses of known files in memory: any other address is a new file.
    known: HashSet<usize>,
    /// One more than the last number of the directories.
    end: u32,
}

impl Table {
    /// The files at the start: the standard streams, and the directories.
    pub fn new(wasi: &mut WasiP1Ctx) -> Result<Self> {
        // Any call makes wasmtime-wasi number the directories.
        let _ = dispatch(
            wasi,
            Id::fd_prestat_get,
            &[FIRST.into(), 0],
            &mut Guest::Alone(&mut [0; 8]),
        )?;
        let mut table = Self {
            end: FIRST,
            ..Self::default()
        };
        let (input, output, error) = (io::stdin(), io::stdout(), io::stderr());
        for (number, fd) in (0..).zip([input.as_fd(), output.as_fd(), error.as_fd()]) {
            let file = fd
                .try_clone_to_owned()
                .context("cannot look at the standard streams")?;
            table.standard.insert(number, Arc::new(file.into()));
        }
        for (number, opened) in (FIRST..).zip(table.new_ones(wasi)) {
            table.insert(number, opened);
            table.end = number + 1;
        }
        Ok(table)
    }

    /// The standard streams, by the program's numbers.
    pub fn standard(&self) -> &BTreeMap<u32, Arc<File>> {
        &self.standard
    }

    /// One more than the last number of the directories that the program has at the start.
    pub fn end(&self) -> u32 {
        self.end
    }

    pub fn get(&self, number: u32) -> Option<&Opened> {
        self.opened.get(&number)
    }

    /// Leaves a directory out: it only keeps its number in use.
    pub fn forget(&mut self, number: u32) {
        self.opened.remove(&number);
    }

    /// Records the file that a call has opened. Closes it again if the program may not have
    /// it.
    fn add(&mut self, wasi: &mut WasiP1Ctx, number: u32) -> Result<Errno, Stop> {
        let mut new = self.new_ones(wasi);
        match (new.pop(), new.pop()) {
            // With two new files, it would be unknown which of them was checked.
            (Some(opened), None) if !is_forbidden(&opened.file) => self.insert(number, opened),
            _ => {
                dispatch(wasi, Id::fd_close, &[number.into()], &mut Guest::none())?;
                return Ok(Errno::ACCES);
            }
        }
        Ok(Errno::SUCCESS)
    }

    fn insert(&mut self, number: u32, opened: Opened) {
        self.known.insert(place(&opened.file));
        self.opened.insert(number, opened);
    }

    /// Files that are not known yet.
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

    /// Called after a successful call. If a file that it opened must be closed again, this
    /// is the error of the call.
    pub fn follow(
        &mut self,
        wasi: &mut WasiP1Ctx,
        id: Id,
        args: &[u64],
        memory: &Guest<'_>,
    ) -> Result<Errno, Stop> {
        match id {
            Id::path_open => match memory.u32_at(address(args[8])) {
                Some(number) => self.add(wasi, number),
                // The call has just written it there.
                None => Ok(Errno::BADF),
            },
            // Renumbering to the same number: nothing changes.
            Id::fd_renumber if address(args[0]) == address(args[1]) => Ok(Errno::SUCCESS),
            Id::fd_close | Id::fd_renumber => {
                // The call closes the previous file of the second number.
                if let Some(closed) = args.last().and_then(|fd| self.get(address(*fd))) {
                    self.known.remove(&place(&closed.file));
                }
                renumber(&mut self.opened, id, args);
                renumber(&mut self.standard, id, args);
                Ok(Errno::SUCCESS)
            }
            _ => Ok(Errno::SUCCESS),
        }
    }
}

/// The address of a file in this process's memory.
fn place(file: &Arc<File>) -> usize {
    Arc::as_ptr(file).addr()
}

/// Whether a file is the memory of a process or of the machine, or open for writing and
/// compiled code or in `/proc`. A file that cannot be checked counts as such.
fn is_forbidden(file: &File) -> bool {
    is_forbidden_or_unknown(file).unwrap_or(true)
}

fn is_forbidden_or_unknown(file: &File) -> rustix::io::Result<bool> {
    use std::os::fd::AsRawFd;

    let stat = fstat(file)?;
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::CharacterDevice => {
            // mem, kmem and port.
            const MEMORY: u32 = 1;
            Ok(major(stat.st_rdev) == MEMORY && matches!(minor(stat.st_rdev), 1 | 2 | 4))
        }
        // The kernel lets only the superuser write to a file of this mode.
        FileType::RegularFile
            if Mode::from_raw_mode(stat.st_mode) == Mode::RUSR
                && is_writable(file)?
                && cache::is_sealed(file) =>
        {
            Ok(true)
        }
        // Files of /proc with content report a size of 0 or, as kcore, no blocks on a disk.
        // For other files, no further check is needed.
        FileType::RegularFile if stat.st_blocks == 0 => {
            if fstatfs(file)?.f_type != PROC_SUPER_MAGIC {
                return Ok(false);
            }
            if is_writable(file)? {
                return Ok(true);
            }
            let name = readlink(format!("/proc/self/fd/{}", file.as_raw_fd()), Vec::new())?;
            let name = name.as_bytes();
            Ok(name.ends_with(b"/mem") || name.ends_with(b"/kcore"))
        }
        _ => Ok(false),
    }
}

fn is_writable(file: &File) -> rustix::io::Result<bool> {
    Ok(fcntl_getfl(file)? & OFlags::RWMODE != OFlags::RDONLY)
}
