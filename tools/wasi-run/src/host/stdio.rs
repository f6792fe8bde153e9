//! Standard input and output, passed through without a buffer of our own.
//!
//! wasmtime-wasi's own streams go through the standard library's, which read
//! ahead and split writes at newlines.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use tokio::io::unix::AsyncFd;
use tokio::io::{AsyncRead, AsyncWrite, Interest};
use wasmtime_wasi::cli::{InputFile, IsTerminal, OutputFile, StdinStream, StdoutStream};
use wasmtime_wasi::p2::{InputStream, OutputStream, Pollable, StreamError, StreamResult};
use wasmtime_wasi::runtime::with_ambient_tokio_runtime;

/// The most that one call reads: the capacity of a Linux pipe.
const MAX_READ: usize = 64 << 10;

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

    /// Whether a read would return at once, with data, an end or an error.
    fn is_ready(&self) -> bool {
        let mut fds = [PollFd::new(&self.fd, PollFlags::IN)];
        // An error is for the read to report.
        poll(&mut fds, Some(&Timespec::default())).map_or(true, |count| count > 0)
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
