//! Standard input and output, passed through without a buffer of our own.
//!
//! wasmtime-wasi's own streams go through the standard library's, which read
//! ahead and split writes at newlines.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, IoSlice};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{FileType, fstat};
use rustix::io::{Errno, read, writev};
use tokio::io::unix::AsyncFd;
use tokio::io::{AsyncRead, AsyncWrite, Interest};
use wasmtime_wasi::cli::{InputFile, IsTerminal, OutputFile, StdinStream, StdoutStream};
use wasmtime_wasi::p2::{InputStream, OutputStream, Pollable, StreamError, StreamResult};
use wasmtime_wasi::runtime::with_ambient_tokio_runtime;

use super::guest::{self, Guest, address, bytes, out_of_bounds, u16_at, vectors};
use super::socket::retry;
use super::table::Id;
use super::{Stop, renumber};

/// The most that one call reads: the capacity of a Linux pipe.
const MAX_READ: usize = 64 << 10;

/// What a pipe takes at once when it takes anything (PIPE_BUF).
const MAX_WRITE: usize = 4096;

mod flag {
    pub const APPEND: u16 = 1 << 0;
    pub const NONBLOCK: u16 = 1 << 2;
}

/// The standard streams that are no files.
///
/// They are read and written here, as the program asks: a terminal that is set to wait for
/// a time only (VTIME), or that has one end after the other, is for wasmtime-wasi a stream
/// that has ended.
///
/// wasmtime-wasi cannot set their flags. Whoever started this program has the same
/// streams, and a shell whose terminal no longer waits ends: so they stay as they are, and
/// whether one is ready is asked before it is used.
#[derive(Debug)]
pub struct Streams(BTreeMap<u32, Stream>);

#[derive(Debug)]
struct Stream {
    fd: OwnedFd,
    is_input: bool,
    flags: u16,
}

impl Streams {
    pub fn new() -> io::Result<Self> {
        let (input, output, error) = (io::stdin(), io::stdout(), io::stderr());
        let mut streams = BTreeMap::new();
        for (number, fd) in (0..).zip([input.as_fd(), output.as_fd(), error.as_fd()]) {
            if FileType::from_raw_mode(fstat(fd)?.st_mode) != FileType::RegularFile {
                let stream = Stream {
                    fd: fd.try_clone_to_owned()?,
                    is_input: number == 0,
                    flags: 0,
                };
                streams.insert(number, stream);
            }
        }
        Ok(Self(streams))
    }

    /// Answers a call that reads or writes a stream or sets its flags, `None` if it is
    /// another or about no stream.
    pub fn answer(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut [u8],
    ) -> Result<Option<guest::Errno>, Stop> {
        let Some(stream) = args.first().and_then(|fd| self.0.get_mut(&address(*fd))) else {
            return Ok(None);
        };
        let done = match id {
            Id::fd_read if stream.is_input => stream.read(args, memory)?,
            Id::fd_write if !stream.is_input => stream.write(args, memory)?,
            Id::fd_fdstat_set_flags => {
                let flags = u16::try_from(address(args[1])).unwrap_or(u16::MAX);
                if flags & !(flag::APPEND | flag::NONBLOCK) != 0 {
                    return Ok(Some(guest::Errno::INVAL));
                }
                stream.flags = flags;
                return Ok(Some(guest::Errno::SUCCESS));
            }
            _ => return Ok(None),
        };
        match done {
            Ok(count) => {
                // No more than a buffer holds, or than the kernel writes at once.
                Guest(memory).put(address(args[3]), &(count as u32).to_le_bytes())?;
                Ok(Some(guest::Errno::SUCCESS))
            }
            Err(error) => Ok(Some(errno(error))),
        }
    }

    /// Follows a call that was answered with success.
    pub fn follow(&mut self, id: Id, args: &[u64], memory: &mut [u8]) -> Result<(), Stop> {
        if id == Id::fd_fdstat_get
            && let Some(stream) = self.0.get(&address(args[0]))
        {
            let at = address(args[1]).wrapping_add(2);
            let flags = u16_at(memory, at).unwrap_or(0) | stream.flags;
            return Guest(memory).put(at, &flags.to_le_bytes());
        }
        renumber(&mut self.0, id, args);
        Ok(())
    }
}

impl Stream {
    /// Reads into the first buffer that is not empty: what has no more yet lets wait.
    fn read(&self, args: &[u64], memory: &mut [u8]) -> Result<rustix::io::Result<usize>, Stop> {
        for (start, length) in buffers(args, memory)? {
            let buffer = memory
                .get_mut(start as usize..)
                .and_then(|rest| rest.get_mut(..length as usize))
                .ok_or_else(|| out_of_bounds(start, length as usize))?;
            if !buffer.is_empty() {
                return Ok(self.when_ready(PollFlags::IN, || read(&self.fd, &mut *buffer)));
            }
        }
        Ok(Ok(0))
    }

    /// Writes the buffers, or as much of the first as cannot wait.
    fn write(&self, args: &[u64], memory: &[u8]) -> Result<rustix::io::Result<usize>, Stop> {
        let mut parts = Vec::new();
        for (start, length) in buffers(args, memory)? {
            let part = bytes(memory, start, length)
                .ok_or_else(|| out_of_bounds(start, length as usize))?;
            if !part.is_empty() {
                parts.push(part);
            }
        }
        if self.flags & flag::NONBLOCK != 0 {
            parts.truncate(1);
            for part in &mut parts {
                *part = &part[..part.len().min(MAX_WRITE)];
            }
        }
        if parts.is_empty() {
            return Ok(Ok(0));
        }
        let parts: Vec<_> = parts.into_iter().map(IoSlice::new).collect();
        Ok(self.when_ready(PollFlags::OUT, || writev(&self.fd, &parts)))
    }

    /// Reads or writes, without waiting if the program does not want to.
    fn when_ready(
        &self,
        direction: PollFlags,
        mut call: impl FnMut() -> rustix::io::Result<usize>,
    ) -> rustix::io::Result<usize> {
        if self.flags & flag::NONBLOCK != 0 {
            return match is_ready(&self.fd, direction) {
                true => retry(call),
                false => Err(Errno::AGAIN),
            };
        }
        loop {
            match retry(&mut call) {
                // Others have set it not to wait, which the program does not know.
                Err(Errno::AGAIN) => {
                    let mut fds = [PollFd::new(&self.fd, direction)];
                    retry(|| poll(&mut fds, None))?;
                }
                done => return done,
            }
        }
    }
}

fn buffers(args: &[u64], memory: &[u8]) -> Result<Vec<(u32, u32)>, Stop> {
    let (start, count) = (address(args[1]), address(args[2]));
    vectors(memory, start, count).ok_or_else(|| out_of_bounds(start, count as usize * 8))
}

fn errno(error: Errno) -> guest::Errno {
    match error {
        Errno::AGAIN => guest::Errno::AGAIN,
        Errno::BADF => guest::Errno::BADF,
        Errno::CONNRESET => guest::Errno::CONNRESET,
        Errno::INVAL => guest::Errno::INVAL,
        Errno::NOSPC => guest::Errno::NOSPC,
        Errno::PIPE => guest::Errno::PIPE,
        _ => guest::Errno::IO,
    }
}

/// Whether a call would return at once, be it with an end or an error.
fn is_ready(fd: &OwnedFd, direction: PollFlags) -> bool {
    let mut fds = [PollFd::new(fd, direction)];
    // An error is for the call to report.
    poll(&mut fds, Some(&Timespec::default())).map_or(true, |count| count > 0)
}

/// Standard output or standard error.
pub struct Output {
    file: OutputFile,
    terminal: bool,
}

impl Output {
    pub fn stdout() -> io::Result<Self> {
        Self::new(io::stdout().as_fd())
    }

    pub fn stderr() -> io::Result<Self> {
        Self::new(io::stderr().as_fd())
    }

    fn new(fd: BorrowedFd<'_>) -> io::Result<Self> {
        Ok(Self {
            terminal: io::IsTerminal::is_terminal(&fd),
            file: OutputFile::new(File::from(fd.try_clone_to_owned()?)),
        })
    }
}

impl IsTerminal for Output {
    fn is_terminal(&self) -> bool {
        self.terminal
    }
}

impl StdoutStream for Output {
    fn p2_stream(&self) -> Box<dyn OutputStream> {
        self.file.p2_stream()
    }

    fn async_stream(&self) -> Box<dyn AsyncWrite + Send + Sync> {
        self.file.async_stream()
    }
}

/// Standard input.
#[derive(Clone)]
pub struct Input {
    fd: Arc<OwnedFd>,
    file: InputFile,
}

impl Input {
    pub fn new() -> io::Result<Self> {
        let fd = io::stdin().as_fd().try_clone_to_owned()?;
        let file = InputFile::new(File::from(fd.try_clone()?));
        Ok(Self {
            fd: Arc::new(fd),
            file,
        })
    }

    fn is_ready(&self) -> bool {
        is_ready(&self.fd, PollFlags::IN)
    }
}

impl IsTerminal for Input {
    fn is_terminal(&self) -> bool {
        io::IsTerminal::is_terminal(&*self.fd)
    }
}

impl StdinStream for Input {
    fn p2_stream(&self) -> Box<dyn InputStream> {
        Box::new(self.clone())
    }

    fn async_stream(&self) -> Box<dyn AsyncRead + Send + Sync> {
        self.file.async_stream()
    }
}

#[async_trait]
impl Pollable for Input {
    async fn ready(&mut self) {
        while !self.is_ready() {
            let fd = Arc::clone(&self.fd);
            let watch = with_ambient_tokio_runtime(|| {
                // SAFETY: `AsyncFd` wants a descriptor that stays open and the
                // same while it lives. It owns a share of this one, which
                // nothing replaces and which closes with its last owner.
                unsafe { AsyncFd::register_with_interest(fd, Interest::READABLE) }
            });
            // What epoll cannot watch, as a regular file, never blocks for long.
            let Ok(watch) = watch else { return };
            if let Ok(mut guard) = watch.readable().await {
                guard.clear_ready();
            }
        }
    }
}

impl InputStream for Input {
    fn read(&mut self, size: usize) -> StreamResult<Bytes> {
        if size == 0 || !self.is_ready() {
            return Ok(Bytes::new());
        }
        let mut buffer = BytesMut::zeroed(size.min(MAX_READ));
        match rustix::io::read(&self.fd, &mut buffer[..]) {
            Ok(0) => Err(StreamError::Closed),
            Ok(length) => {
                buffer.truncate(length);
                Ok(buffer.freeze())
            }
            Err(Errno::INTR | Errno::AGAIN) => Ok(Bytes::new()),
            Err(error) => Err(StreamError::LastOperationFailed(
                io::Error::from(error).into(),
            )),
        }
    }
}
