//! The standard streams that are not files: terminals, pipes, sockets, devices.
//!
//! wasmtime-wasi keeps their numbers; this layer reads and writes them directly.
//! wasmtime-wasi treats a terminal that waits only for a time (VTIME) or that returns
//! end-of-file more than once as ended, and cannot make a stream nonblocking.
//!
//! The process that started this program has the same streams, and a shell ends if its
//! terminal becomes nonblocking. So the streams stay as they are, and this layer asks
//! whether one is ready before it uses it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::IoSlice;
use std::sync::Arc;

use anyhow::Context;
use preview1::{Fdflags, Id};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{FileType, fstat};
use rustix::io::{Errno, read, writev};

use super::errno::errno;
use super::guest::{Guest, address};
use super::layer::{Below, Later, Layer};
use super::opened::Table;
use super::socket::retry;
use super::wasi::Wasi;
use super::{Stop, renumber};
use crate::inherited;

/// The size that a pipe accepts at once if it accepts anything (PIPE_BUF).
const MAX_WRITE: usize = 4096;

/// The flags that a stream keeps.
const KEPT: Fdflags = Fdflags::APPEND.or(Fdflags::NONBLOCK);

/// The streams, by the program's numbers.
#[derive(Debug)]
pub struct Streams(BTreeMap<u32, Stream>);

#[derive(Clone, Debug)]
struct Stream {
    fd: Arc<File>,
    is_input: bool,
    flags: Fdflags,
}

impl Layer for Streams {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<preview1::Errno, Stop> {
        if let Some(answer) = self.answer(id, args, memory)? {
            return Ok(answer);
        }
        let answer = below.call(id, args, memory)?;
        if answer == preview1::Errno::SUCCESS {
            self.follow(id, args, memory)?;
        }
        Ok(answer)
    }
}

impl Streams {
    pub fn new(opened: &Table) -> rustix::io::Result<Self> {
        let mut streams = BTreeMap::new();
        for (number, fd) in opened.standard() {
            if FileType::from_raw_mode(fstat(fd)?.st_mode) != FileType::RegularFile {
                let stream = Stream {
                    fd: fd.clone(),
                    is_input: *number == 0,
                    flags: Fdflags::NONE,
                };
                streams.insert(*number, stream);
            }
        }
        Ok(Self(streams))
    }

    /// Answers a call that reads or writes a stream or sets its flags; `None` for other
    /// calls.
    fn answer(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
    ) -> Result<Option<preview1::Errno>, Stop> {
        let Some(stream) = args.first().and_then(|fd| self.0.get_mut(&address(*fd))) else {
            return Ok(None);
        };
        match id {
            Id::fd_read | Id::fd_write if stream.is_input == (id == Id::fd_read) => {
                if memory.is_shared() {
                    let (stream, args) = (stream.clone(), args.to_vec());
                    return Err(Later::stop(move |memory| stream.transfer(&args, memory)));
                }
                stream.transfer(args, memory).map(Some)
            }
            Id::fd_fdstat_set_flags => {
                let flags = Fdflags(u16::try_from(address(args[1])).unwrap_or(u16::MAX));
                if !KEPT.has(flags) {
                    return Ok(Some(preview1::Errno::INVAL));
                }
                stream.flags = flags;
                Ok(Some(preview1::Errno::SUCCESS))
            }
            _ => Ok(None),
        }
    }

    /// Called after a successful call.
    fn follow(&mut self, id: Id, args: &[u64], memory: &mut Guest<'_>) -> Result<(), Stop> {
        if id == Id::fd_fdstat_get
            && let Some(stream) = self.0.get(&address(args[0]))
        {
            let at = address(args[1]).wrapping_add(2);
            let flags = memory.u16_at(at).unwrap_or(0) | stream.flags.0;
            return memory.put(at, &flags.to_le_bytes());
        }
        renumber(&mut self.0, id, args);
        Ok(())
    }
}

/// Closes the standard streams that this program was started without.
pub fn close_missing(wasi: &mut Wasi) -> anyhow::Result<()> {
    for number in inherited::missing() {
        wasi.call(Id::fd_close, &[number.into()], &mut Guest::none())
            .context("cannot close a standard stream")?;
    }
    Ok(())
}

impl Stream {
    /// Reads or writes.
    fn transfer(&self, args: &[u64], memory: &mut Guest<'_>) -> Result<preview1::Errno, Stop> {
        let done = match self.is_input {
            true => self.read(args, memory)?,
            false => self.write(args, memory)?,
        };
        match done {
            Ok(count) => {
                // No more than a buffer holds, or the kernel writes at once.
                memory.put(address(args[3]), &(count as u32).to_le_bytes())?;
                Ok(preview1::Errno::SUCCESS)
            }
            Err(error) => Ok(errno(error)),
        }
    }

    /// Reads into the first buffer that is not empty: reading more could block.
    fn read(
        &self,
        args: &[u64],
        memory: &mut Guest<'_>,
    ) -> Result<rustix::io::Result<usize>, Stop> {
        for (start, length) in memory.vectors(address(args[1]), address(args[2]))? {
            memory.check(start, length as usize)?;
            if length > 0 {
                return memory.fill(start, length, |buffer| {
                    self.when_ready(PollFlags::IN, || read(&self.fd, &mut *buffer))
                });
            }
        }
        Ok(Ok(0))
    }

    /// Writes the buffers, or as much of the first as cannot block.
    fn write(&self, args: &[u64], memory: &Guest<'_>) -> Result<rustix::io::Result<usize>, Stop> {
        let mut parts = memory.parts(address(args[1]), address(args[2]))?;
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() {
            return Ok(Ok(0));
        }
        let most = match self.flags.has(Fdflags::NONBLOCK) {
            true => {
                parts.truncate(1);
                MAX_WRITE
            }
            false => usize::MAX,
        };
        let parts: Vec<_> = parts
            .iter()
            .map(|part| IoSlice::new(&part[..part.len().min(most)]))
            .collect();
        Ok(self.when_ready(PollFlags::OUT, || writev(&self.fd, &parts)))
    }

    /// Reads or writes, without waiting if the program does not want to.
    fn when_ready(
        &self,
        direction: PollFlags,
        mut call: impl FnMut() -> rustix::io::Result<usize>,
    ) -> rustix::io::Result<usize> {
        if self.flags.has(Fdflags::NONBLOCK) {
            return match is_ready(&self.fd, direction) {
                true => retry(call),
                false => Err(Errno::AGAIN),
            };
        }
        loop {
            match retry(&mut call) {
                // Another process has made it nonblocking, without the program's
                // knowledge.
                Err(Errno::AGAIN) => {
                    let mut fds = [PollFd::new(&self.fd, direction)];
                    retry(|| poll(&mut fds, None))?;
                }
                done => return done,
            }
        }
    }
}

/// Whether a call would return at once, with data, an end or an error.
fn is_ready(fd: &File, direction: PollFlags) -> bool {
    let mut fds = [PollFd::new(fd, direction)];
    // An error is for the call to report.
    poll(&mut fds, Some(&Timespec::default())).map_or(true, |count| count > 0)
}
