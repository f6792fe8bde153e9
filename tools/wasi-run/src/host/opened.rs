//! The machine's own files and directories behind the program's numbers.
//!
//! wasmtime-wasi does not say what stands behind a number; here it is found when the
//! number is given out. So what was opened can be looked at itself, after it was opened:
//! whatever others rename in the meantime, it is this file that the program gets.
//!
//! It does not get the memory of processes and of the machine. A program that is given
//! `/` would find it under `/proc` and `/dev`, and change the machine code that runs it
//! or learn the key of the cache. Nor does it write to `/proc`: what is written there goes
//! to processes and to the kernel, and into no file. No option turns this off: the cache of
//! compiled programs rests on it.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::sync::Arc;

use anyhow::{Context, Result};
use preview1::{Errno, Id};
use rustix::fs::{
    FileType, OFlags, PROC_SUPER_MAGIC, fcntl_getfl, fstat, fstatfs, major, minor, readlink,
};
use wasmtime_wasi::WasiView;
use wasmtime_wasi::filesystem::Descriptor;
use wasmtime_wasi::p1::WasiP1Ctx;

use super::guest::{address, u32_at};
use super::wasi::dispatch;
use super::{FIRST, Stop, renumber};

/// What stands behind a number.
#[derive(Debug)]
pub struct Opened {
    pub file: Arc<File>,
    /// Whether it may be changed, or what is in the directory.
    pub is_writable: bool,
}

/// All that wasmtime-wasi has open.
#[derive(Debug, Default)]
pub struct Table {
    /// The standard streams, whatever they are.
    standard: BTreeMap<u32, Arc<File>>,
    /// All others.
    opened: BTreeMap<u32, Opened>,
    /// Where their files lie in memory: what lies elsewhere is new.
    known: HashSet<usize>,
}

impl Table {
    /// What the program begins with: the standard streams, and its directories.
    pub fn new(wasi: &mut WasiP1Ctx) -> Result<Self> {
        // With any call, wasmtime-wasi gives the directories their numbers.
        let _ = dispatch(wasi, Id::fd_prestat_get, &[FIRST.into(), 0], &mut [0; 8])?;
        let mut table = Self::default();
        let (input, output, error) = (io::stdin(), io::stdout(), io::stderr());
        for (number, fd) in (0..).zip([input.as_fd(), output.as_fd(), error.as_fd()]) {
            let file = fd
                .try_clone_to_owned()
                .context("cannot look at the standard streams")?;
            table.standard.insert(number, Arc::new(file.into()));
        }
        for (number, opened) in (FIRST..).zip(table.new_ones(wasi)) {
            table.insert(number, opened);
        }
        Ok(table)
    }

    /// The standard streams, by the program's numbers.
    pub fn standard(&self) -> &BTreeMap<u32, Arc<File>> {
        &self.standard
    }

    pub fn get(&self, number: u32) -> Option<&Opened> {
        self.opened.get(&number)
    }

    /// Notes what a call has opened. Closes it again if it is nothing for a program.
    fn add(&mut self, wasi: &mut WasiP1Ctx, number: u32) -> Result<Errno, Stop> {
        let mut new = self.new_ones(wasi);
        match (new.pop(), new.pop()) {
            // With two, it would be unknown which of them was looked at.
            (Some(opened), None) if !is_memory(&opened.file) => self.insert(number, opened),
            _ => {
                dispatch(wasi, Id::fd_close, &[number.into()], &mut [])?;
                return Ok(Errno::ACCES);
            }
        }
        Ok(Errno::SUCCESS)
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

    /// Follows a call that was answered with success. What it opened may have to be
    /// closed again: then this is the error of the call.
    pub fn follow(
        &mut self,
        wasi: &mut WasiP1Ctx,
        id: Id,
        args: &[u64],
        memory: &[u8],
    ) -> Result<Errno, Stop> {
        match id {
            Id::path_open => match u32_at(memory, address(args[8])) {
                Some(number) => self.add(wasi, number),
                // The call has just written it there.
                None => Ok(Errno::BADF),
            },
            // To the number that it has: nothing changes.
            Id::fd_renumber if address(args[0]) == address(args[1]) => Ok(Errno::SUCCESS),
            Id::fd_close | Id::fd_renumber => {
                // What stands behind the last number is closed by it.
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
