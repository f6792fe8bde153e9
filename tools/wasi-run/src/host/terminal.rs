//! Terminals that a program opens by a path, as pagers open `/dev/tty`.
//!
//! wasmtime-wasi reads and writes every opened file at a position that it keeps itself,
//! and a terminal has no position. It keeps the number; this layer reads and writes.

use std::collections::BTreeMap;
use std::fs::File;
use std::sync::Arc;

use preview1::{Errno, Fdflags, Id, Rights};
use rustix::fs::{FileType, OFlags, fcntl_getfl, fcntl_setfl, fstat, tell};
use rustix::io::{Errno as Os, read, write};

use super::errno::errno;
use super::guest::{Guest, address, bytes, out_of_bounds, u32_at, u64_at, vectors};
use super::layer::{Below, Layer};
use super::opened::Table;
use super::socket::retry;
use super::{Stop, renumber};

/// The terminals, by the program's numbers.
#[derive(Debug, Default)]
pub struct Terminals(BTreeMap<u32, Arc<File>>);

impl Layer for Terminals {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut [u8],
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        if let Some(answer) = self.answer(id, args, memory)? {
            return Ok(answer);
        }
        let answer = below.call(id, args, memory)?;
        if answer == Errno::SUCCESS {
            self.follow(&below.wasi.opened, id, args, memory)?;
        }
        Ok(answer)
    }
}

impl Terminals {
    /// Answers a call about one of the terminals, `None` if wasmtime-wasi does.
    fn answer(&self, id: Id, args: &[u64], memory: &mut [u8]) -> Result<Option<Errno>, Stop> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let Some(fd) = args.first().and_then(|fd| self.0.get(&address(*fd))) else {
            return Ok(None);
        };
        let done = match id {
            Id::fd_read => receive(fd, args, memory)?,
            Id::fd_write => send(fd, args, memory)?,
            Id::fd_seek | Id::fd_tell | Id::fd_pread | Id::fd_pwrite => {
                return Ok(Some(Errno::SPIPE));
            }
            // wasmtime-wasi remembers it as well.
            Id::fd_fdstat_set_flags => {
                return Ok(set_flags(fd, Fdflags(args[1] as u16)).err().map(errno));
            }
            _ => return Ok(None),
        };
        match done {
            Ok(count) => {
                Guest(memory).put(address(args[3]), &(count as u32).to_le_bytes())?;
                Ok(Some(Errno::SUCCESS))
            }
            Err(error) => Ok(Some(errno(error))),
        }
    }

    /// Called after a successful call.
    fn follow(
        &mut self,
        opened: &Table,
        id: Id,
        args: &[u64],
        memory: &mut [u8],
    ) -> Result<(), Stop> {
        match id {
            Id::path_open => {
                if let Some(number) = u32_at(memory, address(args[8]))
                    && let Some(opened) = opened.get(number)
                    && is_terminal(&opened.file)
                {
                    if Fdflags(args[7] as u16).has(Fdflags::NONBLOCK) {
                        // It waits instead, if the device cannot be nonblocking.
                        let _ = set_flags(&opened.file, Fdflags::NONBLOCK);
                    }
                    self.0.insert(number, Arc::clone(&opened.file));
                }
            }
            Id::fd_fdstat_get if self.0.contains_key(&address(args[0])) => {
                let rights = address(args[1]).wrapping_add(8);
                if let Some(said) = u64_at(memory, rights) {
                    let left = said & !Rights::FD_SEEK.or(Rights::FD_TELL).0;
                    Guest(memory).put(rights, &left.to_le_bytes())?;
                }
            }
            _ => renumber(&mut self.0, id, args),
        }
        Ok(())
    }
}

/// Whether it is a device without a position.
fn is_terminal(file: &File) -> bool {
    let is_device = fstat(file)
        .is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::CharacterDevice);
    is_device && tell(file) == Err(Os::SPIPE)
}

/// Reads into the first buffer that is not empty: reading more from a terminal could
/// block.
fn receive(fd: &File, args: &[u64], memory: &mut [u8]) -> Result<Result<usize, Os>, Stop> {
    for (start, length) in buffers(args, memory)? {
        let buffer = memory
            .get_mut(start as usize..)
            .and_then(|rest| rest.get_mut(..length as usize))
            .ok_or_else(|| out_of_bounds(start, length as usize))?;
        if !buffer.is_empty() {
            return Ok(retry(|| read(fd, &mut *buffer)));
        }
    }
    Ok(Ok(0))
}

/// Writes the first buffer that is not empty; the program calls again for the rest.
fn send(fd: &File, args: &[u64], memory: &[u8]) -> Result<Result<usize, Os>, Stop> {
    for (start, length) in buffers(args, memory)? {
        let buffer =
            bytes(memory, start, length).ok_or_else(|| out_of_bounds(start, length as usize))?;
        if !buffer.is_empty() {
            return Ok(retry(|| write(fd, buffer)));
        }
    }
    Ok(Ok(0))
}

fn buffers(args: &[u64], memory: &[u8]) -> Result<Vec<(u32, u32)>, Stop> {
    let (start, number) = (address(args[1]), address(args[2]));
    vectors(memory, start, number).ok_or_else(|| out_of_bounds(start, number as usize * 8))
}

fn set_flags(fd: &File, flags: Fdflags) -> rustix::io::Result<()> {
    let mut open = fcntl_getfl(fd)?;
    open.set(OFlags::NONBLOCK, flags.has(Fdflags::NONBLOCK));
    fcntl_setfl(fd, open)
}
