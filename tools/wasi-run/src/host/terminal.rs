//! Terminals that a program opens by a path, as pagers open `/dev/tty`, or that a service
//! opens for it.
//!
//! wasmtime-wasi reads and writes every opened file at a position that it keeps itself,
//! and a terminal has no position. It keeps the number; this layer reads and writes. The
//! number of a terminal that a service opened is that of an empty, deleted directory, so the
//! layer answers every call about it.

use std::collections::BTreeMap;
use std::fs::File;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;

use preview1::{Errno, FUNCTIONS, Fdflags, Fdstat, Filetype, Id, Kind, Oflags, Rights};
use rustix::fs::{FileType, OFlags, fcntl_getfl, fcntl_setfl, fstat, tell};
use rustix::io::{Errno as Os, read, write};

use super::errno::errno;
use super::guest::{Guest, address};
use super::layer::{Below, Layer};
use super::opened::Table;
use super::socket::retry;
use super::{Stop, filestat, renumber};

/// The terminals, by the program's numbers.
#[derive(Debug, Default)]
pub struct Terminals {
    /// Those that the program opened by their paths.
    opened: BTreeMap<u32, Arc<File>>,
    /// Those that a service opened.
    adopted: BTreeMap<u32, Arc<OwnedFd>>,
}

/// Gives the program a terminal; returns its number. Each number stands for `directory`
/// itself, opened again.
pub fn adopt(
    terminal: OwnedFd,
    directory: u32,
    below: &mut Below<'_>,
) -> Result<Result<u32, Errno>, Stop> {
    let mut own = *b".\0\0\0\0\0\0\0";
    let oflags = Oflags::DIRECTORY.0.into();
    let open = [directory.into(), 0, 0, 1, oflags, 0, 0, 0, 4];
    match below.call(Id::path_open, &open, &mut Guest::Alone(&mut own))? {
        Errno::SUCCESS => {}
        error => return Ok(Err(error)),
    }
    let number = Guest::Alone(&mut own).u32_at(4).unwrap_or(u32::MAX);
    if let Some(files) = below.files() {
        files.insert(number, terminal.into());
        return Ok(Ok(number));
    }
    let Some(terminals) = below.terminals() else {
        // --strict leaves the layer out.
        let _ = below.call(Id::fd_close, &[number.into()], &mut Guest::none())?;
        return Ok(Err(Errno::NOTSUP));
    };
    terminals.adopted.insert(number, Arc::new(terminal));
    Ok(Ok(number))
}

impl Layer for Terminals {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        let answer = match self.adopted(id, args) {
            Some(fd) => answer_alone(&fd, id, args, memory)?,
            None => self.answer(id, args, memory)?,
        };
        if let Some(answer) = answer {
            return Ok(answer);
        }
        let answer = below.call(id, args, memory)?;
        if answer == Errno::SUCCESS {
            self.follow(&below.wasi.opened, id, args, memory)?;
        }
        Ok(answer)
    }

    fn socket(&self, number: u32) -> Option<Arc<OwnedFd>> {
        self.adopted.get(&number).cloned()
    }

    fn terminals(&mut self) -> Option<&mut Terminals> {
        Some(self)
    }
}

impl Terminals {
    /// The first terminal that a call is about, of those that a service opened.
    fn adopted(&self, id: Id, args: &[u64]) -> Option<Arc<OwnedFd>> {
        if self.adopted.is_empty() {
            return None;
        }
        let mut arguments = FUNCTIONS[id as usize].params.iter().zip(args);
        arguments.find_map(|(kind, arg)| match kind {
            Kind::Fd => self.adopted.get(&address(*arg)).cloned(),
            _ => None,
        })
    }

    /// Answers a call about one of the terminals, `None` if wasmtime-wasi does.
    fn answer(&self, id: Id, args: &[u64], memory: &mut Guest<'_>) -> Result<Option<Errno>, Stop> {
        if self.opened.is_empty() {
            return Ok(None);
        }
        let Some(fd) = args.first().and_then(|fd| self.opened.get(&address(*fd))) else {
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
                memory.put(address(args[3]), &(count as u32).to_le_bytes())?;
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
        memory: &mut Guest<'_>,
    ) -> Result<(), Stop> {
        match id {
            Id::path_open => {
                if let Some(number) = memory.u32_at(address(args[8]))
                    && let Some(opened) = opened.get(number)
                    && is_terminal(&opened.file)
                {
                    if Fdflags(args[7] as u16).has(Fdflags::NONBLOCK) {
                        // It waits instead, if the device cannot be nonblocking.
                        let _ = set_flags(&opened.file, Fdflags::NONBLOCK);
                    }
                    self.opened.insert(number, Arc::clone(&opened.file));
                }
            }
            Id::fd_fdstat_get if self.opened.contains_key(&address(args[0])) => {
                let rights = address(args[1]).wrapping_add(8);
                if let Some(said) = memory.u64_at(rights) {
                    let left = said & !Rights::FD_SEEK.or(Rights::FD_TELL).0;
                    memory.put(rights, &left.to_le_bytes())?;
                }
            }
            _ => {
                renumber(&mut self.opened, id, args);
                renumber(&mut self.adopted, id, args);
            }
        }
        Ok(())
    }
}

/// Answers a call about a terminal that a service opened, `None` if wasmtime-wasi does with
/// the number.
fn answer_alone(
    fd: &OwnedFd,
    id: Id,
    args: &[u64],
    memory: &mut Guest<'_>,
) -> Result<Option<Errno>, Stop> {
    let done = match id {
        Id::fd_close | Id::fd_renumber => return Ok(None),
        Id::fd_read => receive(fd, args, memory)?,
        Id::fd_write => send(fd, args, memory)?,
        Id::fd_fdstat_get => {
            let Ok(open) = fcntl_getfl(fd) else {
                return Ok(Some(Errno::IO));
            };
            let stat = fdstat(open.contains(OFlags::NONBLOCK));
            memory.put(address(args[1]), &stat.to_bytes())?;
            return Ok(Some(Errno::SUCCESS));
        }
        Id::fd_filestat_get => {
            let Ok(stat) = fstat(fd) else {
                return Ok(Some(Errno::IO));
            };
            memory.put(address(args[1]), &filestat::record(&stat))?;
            return Ok(Some(Errno::SUCCESS));
        }
        Id::fd_fdstat_set_flags => {
            let told = set_flags(fd, Fdflags(args[1] as u16));
            return Ok(Some(told.err().map_or(Errno::SUCCESS, errno)));
        }
        Id::fd_seek | Id::fd_tell | Id::fd_pread | Id::fd_pwrite | Id::fd_advise => {
            return Ok(Some(Errno::SPIPE));
        }
        Id::fd_allocate => return Ok(Some(Errno::NODEV)),
        Id::fd_prestat_get | Id::fd_prestat_dir_name => return Ok(Some(Errno::BADF)),
        Id::fd_readdir => return Ok(Some(Errno::NOTDIR)),
        _ if FUNCTIONS[id as usize].params.contains(&Kind::Text) => {
            return Ok(Some(Errno::NOTDIR));
        }
        _ if FUNCTIONS[id as usize].name.starts_with("sock_") => {
            return Ok(Some(Errno::NOTSOCK));
        }
        _ => return Ok(Some(Errno::INVAL)),
    };
    match done {
        Ok(count) => {
            memory.put(address(args[3]), &(count as u32).to_le_bytes())?;
            Ok(Some(Errno::SUCCESS))
        }
        Err(error) => Ok(Some(errno(error))),
    }
}

fn fdstat(is_nonblocking: bool) -> Fdstat {
    Fdstat {
        filetype: Filetype::CHARACTER_DEVICE,
        flags: match is_nonblocking {
            true => Fdflags::NONBLOCK,
            false => Fdflags::NONE,
        },
        rights_base: Rights::FD_READ
            .or(Rights::FD_WRITE)
            .or(Rights::FD_FDSTAT_SET_FLAGS)
            .or(Rights::FD_FILESTAT_GET)
            .or(Rights::POLL_FD_READWRITE),
        rights_inheriting: Rights::NONE,
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
fn receive(fd: impl AsFd, args: &[u64], memory: &mut Guest<'_>) -> Result<Result<usize, Os>, Stop> {
    for (start, length) in buffers(args, memory)? {
        memory.check(start, length as usize)?;
        if length > 0 {
            return memory.fill(start, length, |buffer| retry(|| read(&fd, &mut *buffer)));
        }
    }
    Ok(Ok(0))
}

/// Writes the first buffer that is not empty; the program calls again for the rest.
fn send(fd: impl AsFd, args: &[u64], memory: &Guest<'_>) -> Result<Result<usize, Os>, Stop> {
    for (start, length) in buffers(args, memory)? {
        let buffer = memory.bytes(start, length)?;
        if !buffer.is_empty() {
            return Ok(retry(|| write(&fd, &buffer)));
        }
    }
    Ok(Ok(0))
}

fn buffers(args: &[u64], memory: &Guest<'_>) -> Result<Vec<(u32, u32)>, Stop> {
    memory.vectors(address(args[1]), address(args[2]))
}

fn set_flags(fd: impl AsFd, flags: Fdflags) -> rustix::io::Result<()> {
    let mut open = fcntl_getfl(&fd)?;
    open.set(OFlags::NONBLOCK, flags.has(Fdflags::NONBLOCK));
    fcntl_setfl(&fd, open)
}
