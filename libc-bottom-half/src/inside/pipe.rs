//! Pipes: a page of memory each, used as a ring.

use core::cell::Cell;
use core::hint::black_box;

use crate::abi::fcntl::{self as c, PIPE_BUF};
use crate::abi::poll::{POLLERR, POLLHUP, POLLIN, POLLOUT};
use crate::abi::stat::{S_IFIFO, Stat};
use crate::conv;
use crate::errno::{Errno, Result};
use crate::fd::LIMIT;
use crate::file::{FileId, mode};
use crate::machine::PAGE_SIZE;
use crate::mm;
use crate::signal::broken_pipe;
use crate::state::system;
use crate::table::wait::inside;
use crate::table::{self, Inside, What, open, status, stuck};
use crate::user::{Bytes, BytesMut};
use crate::wasi::Fd;

#[derive(Clone, Copy)]
struct Pipe {
    page: usize,
    /// How many bytes were read, and written, so far. The place of a byte in the ring is
    /// its number modulo the size.
    start: usize,
    end: usize,
    /// How many descriptions each end has. A pipe without ends is free.
    readers: u16,
    writers: u16,
    /// The FIFO that it belongs to, if it has a name.
    file: Option<FileId>,
}

impl Pipe {
    const FREE: Self = Self {
        page: 0,
        start: 0,
        end: 0,
        readers: 0,
        writers: 0,
        file: None,
    };

    fn bytes(&self) -> BytesMut<'static> {
        mm::bytes(self.page..self.page + 1)
    }

    const fn len(&self) -> usize {
        self.end.wrapping_sub(self.start)
    }

    const fn is_free(&self) -> bool {
        self.readers == 0 && self.writers == 0
    }

    fn take(&mut self, to: BytesMut<'_>) -> usize {
        let mut done = 0;
        // Twice at most: up to the end of the page, and from its start.
        while done < to.len() && self.len() > 0 {
            let run = self.bytes().from(self.start % PAGE_SIZE).first(self.len());
            let n = run.as_bytes().copy_to(to.from(done));
            if n == 0 {
                break;
            }
            self.start = self.start.wrapping_add(n);
            done += n;
        }
        done
    }

    fn put(&mut self, from: Bytes<'_>) -> usize {
        let mut done = 0;
        while done < from.len() && self.len() < PAGE_SIZE {
            let room = self.bytes().from(self.end % PAGE_SIZE);
            let room = room.first(PAGE_SIZE - self.len());
            let n = from.from(done).copy_to(room);
            if n == 0 {
                break;
            }
            self.end = self.end.wrapping_add(n);
            done += n;
        }
        done
    }
}

system! {
    static PIPES: [Cell<Pipe>; LIMIT] = [const { Cell::new(Pipe::FREE) }; LIMIT];
}

/// Opens the pipe of a FIFO.
type OpenFifo = fn(FileId, i32) -> Result<Fd>;

system! {
    /// Linked by programs that can create a FIFO.
    static OPEN_FIFO: Cell<Option<OpenFifo>> = Cell::new(None);
}

/// From now on there may be FIFOs.
#[inline]
pub fn fifos() {
    // Hides the value from the compiler, which could otherwise link this into programs
    // without FIFOs.
    OPEN_FIFO.with(|open| open.set(Some(black_box(named))));
}

/// How to open a FIFO, if there may be one.
#[inline]
pub fn open_fifo() -> Option<OpenFifo> {
    OPEN_FIFO.with(Cell::get)
}

fn with<R>(object: usize, change: impl FnOnce(&mut Pipe) -> R) -> R {
    PIPES.with(|pipes| {
        let slot = pipes.get(object);
        let mut pipe = slot.map_or(Pipe::FREE, Cell::get);
        let result = change(&mut pipe);
        if let Some(slot) = slot {
            slot.set(pipe);
        }
        result
    })
}

fn named(file: FileId, flags: i32) -> Result<Fd> {
    inside(|| open_named(file, flags))
}

/// As always: a call that would wait for the other end here would block forever.
fn open_named(file: FileId, flags: i32) -> Result<Fd> {
    let access = conv::access(flags)?;
    let known = PIPES.with(|pipes| {
        let mut pipes = pipes.iter().map(Cell::get);
        pipes.position(|pipe| !pipe.is_free() && pipe.file == Some(file))
    });
    let (readers, writers) = match known {
        Some(object) => with(object, |pipe| (pipe.readers, pipe.writers)),
        None => (0, 0),
    };
    if !access.write && writers == 0 && flags & c::O_NONBLOCK == 0 {
        return Err(Errno::DEADLK);
    }
    if !access.read && readers == 0 {
        return Err(match flags & c::O_NONBLOCK {
            0 => Errno::DEADLK,
            _ => Errno::NXIO,
        });
    }
    let status = flags & (c::O_ACCMODE | c::O_NONBLOCK);
    open(status, flags & c::O_CLOEXEC != 0, || {
        let object = match known {
            Some(object) => object,
            None => {
                let object = free()?;
                let page = mm::map(1)?;
                with(object, |pipe| {
                    *pipe = Pipe {
                        page,
                        file: Some(file),
                        ..Pipe::FREE
                    }
                });
                object
            }
        };
        with(object, |pipe| {
            pipe.readers += u16::from(access.read);
            pipe.writers += u16::from(access.write);
        });
        Ok(match (access.read, access.write) {
            (true, true) => What::Inside(&BothEnds, object),
            (false, _) => What::Inside(&WriteEnd, object),
            (true, false) => What::Inside(&ReadEnd, object),
        })
    })
}

/// The file is new, even if its number had another pipe before.
pub fn rename(file: FileId) {
    PIPES.with(|pipes| {
        for slot in pipes {
            let pipe = slot.get();
            if pipe.file == Some(file) {
                slot.set(Pipe { file: None, ..pipe });
            }
        }
    });
}

fn free() -> Result<usize> {
    let free = PIPES.with(|pipes| {
        let mut pipes = pipes.iter().map(Cell::get);
        pipes.position(|pipe| pipe.is_free())
    });
    free.ok_or(Errno::NFILE)
}

/// Makes a pipe: the end to read from, and the end to write to.
pub fn pipe(flags: i32) -> Result<[Fd; 2]> {
    if flags & !(c::O_CLOEXEC | c::O_NONBLOCK) != 0 {
        return Err(Errno::INVAL);
    }
    let object = free()?;
    let page = mm::map(1)?;
    with(object, |pipe| {
        *pipe = Pipe {
            page,
            readers: 1,
            writers: 1,
            ..Pipe::FREE
        }
    });
    let close_on_exec = flags & c::O_CLOEXEC != 0;
    let flags = flags & c::O_NONBLOCK;
    let reader = open(c::O_RDONLY | flags, close_on_exec, || {
        Ok(What::Inside(&ReadEnd, object))
    });
    let reader = match reader {
        Ok(fd) => fd,
        Err(error) => {
            ReadEnd.close(object);
            WriteEnd.close(object);
            return Err(error);
        }
    };
    let writer = open(c::O_WRONLY | flags, close_on_exec, || {
        Ok(What::Inside(&WriteEnd, object))
    });
    match writer {
        Ok(writer) => Ok([reader, writer]),
        Err(error) => {
            // Ends the pipe's other side as well.
            table::close(reader)?;
            WriteEnd.close(object);
            Err(error)
        }
    }
}

fn close_end(object: usize, which: impl FnOnce(&mut Pipe)) {
    let page = with(object, |pipe| {
        which(pipe);
        pipe.is_free().then_some(pipe.page)
    });
    if let Some(page) = page {
        with(object, |pipe| *pipe = Pipe::FREE);
        mm::unmap(page..page + 1);
    }
}

struct ReadEnd;
struct WriteEnd;
/// Of a pipe with a name, opened for reading and writing.
struct BothEnds;

impl Inside for ReadEnd {
    fn read(&self, object: usize, to: &[BytesMut<'_>], flags: i32) -> Result<usize> {
        if to.iter().all(|buffer| buffer.is_empty()) {
            return Ok(0);
        }
        with(object, |pipe| {
            if pipe.len() == 0 && pipe.writers > 0 {
                return Err(stuck(flags));
            }
            Ok(to.iter().map(|&buffer| pipe.take(buffer)).sum())
        })
    }

    fn peek(&self, object: usize, skip: usize, to: BytesMut<'_>, flags: i32) -> Result<usize> {
        with(object, |pipe| {
            if pipe.len() == 0 && pipe.writers > 0 {
                return Err(stuck(flags));
            }
            let mut rest = *pipe;
            rest.start = rest.start.wrapping_add(skip.min(pipe.len()));
            Ok(rest.take(to))
        })
    }

    fn readable(&self, object: usize) -> Result<usize> {
        Ok(with(object, |pipe| pipe.len()))
    }

    fn status(&self, object: usize) -> Stat {
        let status = status(S_IFIFO | 0o600, object, 0);
        match with(object, |pipe| pipe.file) {
            Some(file) => Stat {
                st_dev: file.dev,
                st_ino: file.ino,
                st_mode: mode::of_id(file).unwrap_or(status.st_mode),
                ..status
            },
            None => status,
        }
    }

    fn events(&self, object: usize) -> i16 {
        with(object, |pipe| {
            let data = if pipe.len() > 0 { POLLIN } else { 0 };
            let end = if pipe.writers > 0 { 0 } else { POLLHUP };
            data | end
        })
    }

    fn happened(&self, object: usize) -> u32 {
        with(object, |pipe| pipe.end as u32)
    }

    fn close(&self, object: usize) {
        close_end(object, |pipe| pipe.readers -= 1);
    }
}

impl Inside for WriteEnd {
    fn write(&self, object: usize, from: &[Bytes<'_>], flags: i32) -> Result<usize> {
        let total = from
            .iter()
            .fold(0_usize, |n, data| n.saturating_add(data.len()));
        if total == 0 {
            return Ok(0);
        }
        // The signal's handler may use the pipe.
        if !with(object, |pipe| pipe.readers > 0) {
            return Err(broken_pipe());
        }
        with(object, |pipe| {
            let room = PAGE_SIZE - pipe.len();
            // A short write is atomic: all of it is written, or nothing.
            if room == 0 || total <= PIPE_BUF && room < total {
                return Err(stuck(flags));
            }
            Ok(from.iter().map(|&data| pipe.put(data)).sum())
        })
    }

    fn readable(&self, object: usize) -> Result<usize> {
        ReadEnd.readable(object)
    }

    fn status(&self, object: usize) -> Stat {
        ReadEnd.status(object)
    }

    fn events(&self, object: usize) -> i16 {
        with(object, |pipe| {
            let room = if PAGE_SIZE - pipe.len() >= PIPE_BUF {
                POLLOUT
            } else {
                0
            };
            let end = if pipe.readers > 0 { 0 } else { POLLERR };
            room | end
        })
    }

    fn happened(&self, object: usize) -> u32 {
        with(object, |pipe| pipe.start as u32)
    }

    fn close(&self, object: usize) {
        close_end(object, |pipe| pipe.writers -= 1);
    }
}

impl Inside for BothEnds {
    fn read(&self, object: usize, to: &[BytesMut<'_>], flags: i32) -> Result<usize> {
        ReadEnd.read(object, to, flags)
    }

    fn peek(&self, object: usize, skip: usize, to: BytesMut<'_>, flags: i32) -> Result<usize> {
        ReadEnd.peek(object, skip, to, flags)
    }

    fn write(&self, object: usize, from: &[Bytes<'_>], flags: i32) -> Result<usize> {
        WriteEnd.write(object, from, flags)
    }

    fn readable(&self, object: usize) -> Result<usize> {
        ReadEnd.readable(object)
    }

    fn status(&self, object: usize) -> Stat {
        ReadEnd.status(object)
    }

    fn events(&self, object: usize) -> i16 {
        ReadEnd.events(object) | WriteEnd.events(object)
    }

    fn happened(&self, object: usize) -> u32 {
        with(object, |pipe| pipe.start.wrapping_add(pipe.end) as u32)
    }

    fn close(&self, object: usize) {
        close_end(object, |pipe| {
            pipe.readers -= 1;
            pipe.writers -= 1;
        });
    }
}
