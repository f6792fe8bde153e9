//! `--listen`: sockets, which wasmtime-wasi's preview 1 lacks.
//!
//! A socket has a number in wasmtime-wasi's table, which an empty, deleted directory
//! reserves. This layer answers every call about that number.

use std::collections::BTreeMap;
use std::fmt;
use std::io::IoSlice;
use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use preview1::{Errno, FUNCTIONS, Fdflags, Fdstat, Filestat, Filetype, Id, Kind, Riflags, Rights};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno as Os;
use rustix::net::{self, RecvFlags, SendAncillaryBuffer, SendFlags, Shutdown};

use super::errno::errno;
use super::file::reserve;
use super::guest::{Guest, address};
use super::layer::{Below, Later, Layer, Then};
use super::service::signal;
use super::wasi::Wasi;
use super::{FIRST, Settings, Stop, renumber};

/// Where to listen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listen {
    Tcp(String),
    Unix(PathBuf),
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => f.write_str(address),
            Self::Unix(path) => write!(f, "{}", path.display()),
        }
    }
}

impl Listen {
    fn open(&self) -> Result<Socket> {
        let fd = match self {
            Self::Tcp(address) => TcpListener::bind(address).map(OwnedFd::from),
            Self::Unix(path) => UnixListener::bind(path).map(OwnedFd::from),
        };
        let fd = fd.with_context(|| format!("cannot listen on {self}"))?;
        Ok(Socket {
            fd: Arc::new(fd),
            listens: true,
            nonblock: false,
        })
    }
}

/// Makes a directory to reserve numbers, which is gone when `use_it` returns.
pub fn with_placeholder<R>(use_it: impl FnOnce(&Path) -> Result<R>) -> Result<R> {
    let directory = tempfile::Builder::new()
        .prefix("wasi-run-")
        .tempdir()
        .with_context(|| {
            let parent = std::env::temp_dir();
            format!("cannot make a directory in {}", parent.display())
        })?;
    let result = use_it(directory.path());
    directory
        .close()
        .context("cannot remove a directory for temporary files")?;
    result
}

/// A socket of the program.
#[derive(Clone, Debug)]
pub struct Socket {
    fd: Arc<OwnedFd>,
    listens: bool,
    nonblock: bool,
}

/// The sockets, by the program's numbers.
#[derive(Debug, Default)]
pub struct Sockets(BTreeMap<u32, Socket>);

/// The result of a call: done, or an error of WASI.
type Answer = Result<Result<(), Errno>, Stop>;

impl Layer for Sockets {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        let mut fds = FUNCTIONS[id as usize].params.iter().zip(args);
        let socket = fds.find_map(|(kind, arg)| {
            let number = address(*arg);
            (*kind == Kind::Fd && self.0.contains_key(&number)).then_some(number)
        });
        match socket {
            Some(number) => {
                let answer = self.answer(id, number, args, memory, below)?;
                Ok(answer.err().unwrap_or(Errno::SUCCESS))
            }
            None => below.call(id, args, memory),
        }
    }

    fn sockets(&mut self) -> Option<&mut Sockets> {
        Some(self)
    }

    fn socket(&self, number: u32) -> Option<Arc<OwnedFd>> {
        let socket = self.0.get(&number)?;
        Some(socket.fd.clone())
    }
}

impl Sockets {
    /// Listens, at the numbers after those of the directories, which [`with_placeholder`]
    /// keeps free.
    pub fn new(settings: &Settings) -> Result<Self> {
        let numbers = FIRST + settings.preopens.len() as u32..;
        let sockets = numbers
            .zip(&settings.listen)
            .map(|(number, listen)| Ok((number, listen.open()?)));
        Ok(Self(sockets.collect::<Result<_>>()?))
    }

    /// Answers a call about the socket behind a number.
    fn answer(
        &mut self,
        id: Id,
        number: u32,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Answer {
        let pointer = |index: usize| address(args[index]);
        match id {
            Id::fd_close => {
                self.0.remove(&number);
                return pass(below, id, args, memory);
            }
            Id::fd_renumber => {
                if let Err(error) = pass(below, id, args, memory)? {
                    return Ok(Err(error));
                }
                renumber(&mut self.0, id, args);
                return Ok(Ok(()));
            }
            Id::sock_accept => return self.accept(number, args, memory, below),
            _ => {}
        }
        let Some(socket) = self.0.get_mut(&number) else {
            return Ok(Err(Errno::BADF));
        };
        match id {
            Id::fd_read | Id::sock_recv | Id::fd_write | Id::sock_send => {
                if memory.is_shared() {
                    let (socket, args) = (socket.clone(), args.to_vec());
                    return Err(Later::stop(move |memory| {
                        let answer = socket.transfer(id, &args, memory)?;
                        Ok(answer.err().unwrap_or(Errno::SUCCESS))
                    }));
                }
                socket.transfer(id, args, memory)
            }
            Id::sock_shutdown => {
                let how = match args[1] {
                    1 => Shutdown::Read,
                    2 => Shutdown::Write,
                    3 => Shutdown::Both,
                    _ => return Ok(Err(Errno::INVAL)),
                };
                Ok(net::shutdown(&socket.fd, how).map_err(errno))
            }
            Id::fd_fdstat_get => {
                memory.put(pointer(1), &socket.fdstat().to_bytes())?;
                Ok(Ok(()))
            }
            Id::fd_fdstat_set_flags => {
                socket.nonblock = Fdflags(args[1] as u16).has(Fdflags::NONBLOCK);
                Ok(Ok(()))
            }
            Id::fd_filestat_get => {
                let stat = Filestat {
                    filetype: Filetype::SOCKET_STREAM,
                    nlink: 1,
                    ..Filestat::NONE
                };
                memory.put(pointer(1), &stat.to_bytes())?;
                Ok(Ok(()))
            }
            Id::fd_prestat_get | Id::fd_prestat_dir_name => Ok(Err(Errno::BADF)),
            Id::fd_seek | Id::fd_tell | Id::fd_pread | Id::fd_pwrite => Ok(Err(Errno::SPIPE)),
            Id::fd_readdir => Ok(Err(Errno::NOTDIR)),
            _ if function_takes_path(id) => Ok(Err(Errno::NOTDIR)),
            _ => Ok(Err(Errno::INVAL)),
        }
    }

    fn accept(
        &mut self,
        number: u32,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Answer {
        let Some(listener) = self.0.get(&number) else {
            return Ok(Err(Errno::BADF));
        };
        if !listener.listens {
            return Ok(Err(Errno::INVAL));
        }
        let nonblock = Fdflags(args[1] as u16).has(Fdflags::NONBLOCK);
        let to = address(args[2]);
        if memory.is_shared() {
            let listener = listener.clone();
            return Err(Later::stop(move |_| match listener.accept(nonblock) {
                Ok(accepted) => Err(Then::stop(move |memory, below| {
                    let (sockets, wasi) = below.sockets_and_wasi();
                    // The layer is there: its call has waited.
                    let Some(sockets) = sockets else {
                        return Ok(Errno::BADF);
                    };
                    let answer = sockets.add(accepted, number, to, memory, wasi)?;
                    Ok(answer.err().unwrap_or(Errno::SUCCESS))
                })),
                Err(error) => Ok(errno(error)),
            }));
        }
        match listener.accept(nonblock) {
            Ok(accepted) => self.add(accepted, number, to, memory, below.wasi),
            Err(error) => Ok(Err(errno(error))),
        }
    }

    /// Gives an accepted socket a number, which a second directory reserves: `.` of the one
    /// that reserves the listener's.
    fn add(
        &mut self,
        accepted: Socket,
        listener: u32,
        to: u32,
        memory: &mut Guest<'_>,
        wasi: &mut Wasi,
    ) -> Answer {
        let number = match reserve(wasi, listener)? {
            Ok(number) => number,
            Err(error) => return Ok(Err(error)),
        };
        self.0.insert(number, accepted);
        memory.put(to, &number.to_le_bytes())?;
        Ok(Ok(()))
    }
}

/// Passes the call to wasmtime-wasi, with the number's directory.
fn pass(below: &mut Below<'_>, id: Id, args: &[u64], memory: &mut Guest<'_>) -> Answer {
    match below.call(id, args, memory)? {
        Errno::SUCCESS => Ok(Ok(())),
        error => Ok(Err(error)),
    }
}

const NOW: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 0,
};

fn function_takes_path(id: Id) -> bool {
    FUNCTIONS[id as usize].params.contains(&Kind::Text)
}

impl Socket {
    /// Reads or writes.
    fn transfer(&self, id: Id, args: &[u64], memory: &mut Guest<'_>) -> Answer {
        let pointer = |index: usize| address(args[index]);
        match id {
            Id::fd_read => self.receive(args, RecvFlags::empty(), pointer(3), memory),
            Id::sock_recv => {
                let mut flags = RecvFlags::empty();
                let wanted = Riflags(args[3] as u16);
                flags.set(RecvFlags::PEEK, wanted.has(Riflags::RECV_PEEK));
                flags.set(RecvFlags::WAITALL, wanted.has(Riflags::RECV_WAITALL));
                memory.put(pointer(5), &[0; 2])?;
                self.receive(args, flags, pointer(4), memory)
            }
            Id::fd_write => self.send(args, pointer(3), memory),
            _ => self.send(args, pointer(4), memory),
        }
    }

    /// Accepts a connection.
    fn accept(&self, nonblock: bool) -> rustix::io::Result<Self> {
        self.ready()?;
        Ok(Self {
            fd: Arc::new(net::accept(&self.fd)?),
            listens: false,
            nonblock,
        })
    }

    /// Waits for a connection, unless it must not.
    fn ready(&self) -> rustix::io::Result<()> {
        let mut fds = [PollFd::new(&self.fd, PollFlags::IN)];
        let timeout = self.nonblock.then_some(&NOW);
        match retry(|| poll(&mut fds, timeout))? {
            0 => Err(Os::AGAIN),
            _ => Ok(()),
        }
    }

    /// Not every kernel reports it at once.
    fn connected(&self) -> rustix::io::Result<()> {
        if self.listens {
            return Err(Os::NOTCONN);
        }
        Ok(())
    }

    /// Reads into the first buffer that is not empty, as wasmtime-wasi does with files.
    fn receive(
        &self,
        args: &[u64],
        flags: RecvFlags,
        count: u32,
        memory: &mut Guest<'_>,
    ) -> Answer {
        let vectors = memory.vectors(address(args[1]), address(args[2]))?;
        let first = vectors.iter().copied().find(|&(_, length)| length > 0);
        let (start, length) = first.unwrap_or((0, 0));
        let mut flags = flags;
        flags.set(RecvFlags::DONTWAIT, self.nonblock);
        let received = memory.fill(start, length, |buffer| {
            self.connected()?;
            let (n, _) = retry(|| net::recv(&self.fd, &mut *buffer, flags))?;
            Ok(n)
        })?;
        match received {
            Ok(n) => {
                memory.put(count, &(n as u32).to_le_bytes())?;
                Ok(Ok(()))
            }
            Err(error) => Ok(Err(errno(error))),
        }
    }

    fn send(&self, args: &[u64], count: u32, memory: &mut Guest<'_>) -> Answer {
        let parts = memory.parts(address(args[1]), address(args[2]))?;
        let parts: Vec<_> = parts.iter().map(|part| IoSlice::new(part)).collect();
        let mut flags = SendFlags::NOSIGNAL;
        flags.set(SendFlags::DONTWAIT, self.nonblock);
        match self.connected().and_then(|()| {
            retry(|| {
                let mut control = SendAncillaryBuffer::default();
                net::sendmsg(&self.fd, &parts, &mut control, flags)
            })
        }) {
            Ok(n) => {
                memory.put(count, &(n as u32).to_le_bytes())?;
                Ok(Ok(()))
            }
            Err(error) => Ok(Err(errno(error))),
        }
    }

    fn fdstat(&self) -> Fdstat {
        let common = Rights::FD_FDSTAT_SET_FLAGS
            .or(Rights::FD_FILESTAT_GET)
            .or(Rights::POLL_FD_READWRITE);
        let own = if self.listens {
            Rights::SOCK_ACCEPT
        } else {
            Rights::FD_READ
                .or(Rights::FD_WRITE)
                .or(Rights::SOCK_SHUTDOWN)
        };
        Fdstat {
            filetype: Filetype::SOCKET_STREAM,
            flags: if self.nonblock {
                Fdflags::NONBLOCK
            } else {
                Fdflags::NONE
            },
            rights_base: common.or(own),
            rights_inheriting: Rights::NONE,
        }
    }
}

/// Again, if only a signal ended it that the program has no handler for.
pub fn retry<T>(mut call: impl FnMut() -> rustix::io::Result<T>) -> rustix::io::Result<T> {
    loop {
        match call() {
            Err(Os::INTR) if !signal::is_noted() => {}
            result => return result,
        }
    }
}
