//! Files in pages of memory: memfd, and shared memory under a name.

use core::cell::Cell;

use crate::abi::fcntl as c;
use crate::abi::poll::{POLLIN, POLLOUT};
use crate::abi::stat::{S_IFREG, Stat};
use crate::errno::{Errno, Result};
use crate::fd::LIMIT;
use crate::machine::PAGE_SIZE;
use crate::map;
use crate::mm;
use crate::state::system;
use crate::table::{Inside, What, open, status};
use crate::user::{Bytes, BytesMut};
use crate::wasi::{Fd, Whence};

#[derive(Clone, Copy)]
struct File {
    /// The number of descriptions and names that refer to it; 0 if it is free.
    references: usize,
    mode: u32,
    /// The place of its pages. Bytes after the size are zero, unless `mapped`.
    page: usize,
    pages: usize,
    size: usize,
    /// Whether a program could have written after the size.
    mapped: bool,
}

/// A file that was opened.
#[derive(Clone, Copy)]
struct Opened {
    used: bool,
    file: usize,
    position: usize,
    access: i32,
}

const FREE: File = File {
    references: 0,
    mode: 0,
    page: 0,
    pages: 0,
    size: 0,
    mapped: false,
};

const CLOSED: Opened = Opened {
    used: false,
    file: 0,
    position: 0,
    access: 0,
};

/// Sizes fit an `off_t` and a module's memory.
const MOST: usize = i32::MAX as usize;

impl File {
    fn bytes(&self) -> BytesMut<'static> {
        mm::bytes(self.page..self.page + self.pages)
    }

    /// Makes room for so many bytes.
    fn reserve(&mut self, size: usize) -> Result {
        let pages = size.div_ceil(PAGE_SIZE);
        if pages <= self.pages {
            return Ok(());
        }
        let old = self.page..self.page + self.pages;
        if self.pages == 0 || mm::extend(old.clone(), pages).is_err() {
            if self.mapped && map::covers(old.clone()) {
                return Err(Errno::NOSPC);
            }
            // Twice as much, so that appending byte by byte does not copy everything each
            // time.
            let wanted = pages.max(2 * self.pages);
            let (page, pages) = match mm::map(wanted) {
                Ok(page) => (page, wanted),
                Err(_) => (mm::map(pages).map_err(|_| Errno::NOSPC)?, pages),
            };
            let new = mm::bytes(page..page + pages);
            self.bytes().first(self.size).as_bytes().copy_to(new);
            mm::unmap(old);
            self.page = page;
            self.pages = pages;
        } else {
            self.pages = pages;
        }
        Ok(())
    }

    fn resize(&mut self, size: usize) -> Result {
        if size > MOST {
            return Err(Errno::FBIG);
        }
        self.reserve(size)?;
        if size < self.size {
            self.bytes().first(self.size).from(size).fill(0);
        } else if self.mapped {
            self.bytes().first(size).from(self.size).fill(0);
        }
        self.size = size;
        Ok(())
    }

    fn read(&self, to: &[BytesMut<'_>], at: usize) -> usize {
        let mut rest = self.bytes().first(self.size).from(at);
        let mut done = 0;
        for &buffer in to {
            let n = rest.as_bytes().copy_to(buffer);
            rest = rest.from(n);
            done += n;
        }
        done
    }

    fn write(&mut self, from: &[Bytes<'_>], at: usize) -> Result<usize> {
        let total = from
            .iter()
            .fold(0_usize, |n, data| n.saturating_add(data.len()));
        if total == 0 {
            return Ok(0);
        }
        let end = at.saturating_add(total);
        if end > self.size {
            self.resize(end)?;
        }
        let mut rest = self.bytes().from(at);
        for &data in from {
            rest = rest.from(data.copy_to(rest));
        }
        Ok(total)
    }
}

system! {
    static FILES: [Cell<File>; LIMIT] = [const { Cell::new(FREE) }; LIMIT];
    static OPENED: [Cell<Opened>; LIMIT] = [const { Cell::new(CLOSED) }; LIMIT];
}

fn with_file<R>(file: usize, change: impl FnOnce(&mut File) -> R) -> R {
    FILES.with(|files| {
        let slot = files.get(file);
        let mut file = slot.map_or(FREE, Cell::get);
        let result = change(&mut file);
        if let Some(slot) = slot {
            slot.set(file);
        }
        result
    })
}

fn with<R>(object: usize, change: impl FnOnce(&mut Opened, &mut File) -> R) -> R {
    OPENED.with(|all| {
        let slot = all.get(object);
        let mut opened = slot.map_or(CLOSED, Cell::get);
        let result = with_file(opened.file, |file| change(&mut opened, file));
        if let Some(slot) = slot {
            slot.set(opened);
        }
        result
    })
}

/// Creates an empty file without references.
pub fn create(mode: u32) -> Result<usize> {
    let free = FILES.with(|files| files.iter().position(|file| file.get().references == 0));
    let file = free.ok_or(Errno::NFILE)?;
    with_file(file, |file| *file = File { mode, ..FREE });
    Ok(file)
}

/// Refers to a file once more.
pub fn hold(file: usize) {
    with_file(file, |file| file.references += 1);
}

/// Refers to a file once less; the last time it goes.
pub fn let_go(file: usize) {
    with_file(file, |file| {
        file.references = file.references.saturating_sub(1);
        if file.references == 0 {
            mm::unmap(file.page..file.page + file.pages);
            *file = FREE;
        }
    });
}

pub fn mode_of(file: usize) -> u32 {
    with_file(file, |file| file.mode)
}

/// Makes a file empty.
pub fn truncate(file: usize) -> Result {
    with_file(file, |file| file.resize(0))
}

/// Opens a file.
pub fn open_file(file: usize, access: i32) -> Result<What> {
    let free = OPENED.with(|all| all.iter().position(|opened| !opened.get().used));
    let object = free.ok_or(Errno::NFILE)?;
    OPENED.with(|all| {
        if let Some(slot) = all.get(object) {
            slot.set(Opened {
                used: true,
                file,
                position: 0,
                access,
            });
        }
    });
    hold(file);
    Ok(What::Inside(&Kind, object))
}

/// Makes an empty file and opens it.
pub fn file(name: &[u8], flags: u32) -> Result<Fd> {
    // Linux keeps 6 of the 255 bytes of a name.
    if flags & !(c::MFD_CLOEXEC | c::MFD_ALLOW_SEALING) != 0 || name.len() > 249 {
        return Err(Errno::INVAL);
    }
    open(c::O_RDWR, flags & c::MFD_CLOEXEC != 0, || {
        open_file(create(0o777)?, c::O_RDWR)
    })
}

fn place(at: i64) -> Result<usize> {
    if at < 0 {
        return Err(Errno::INVAL);
    }
    // Any offset after the end of every possible file gives the same result.
    Ok(usize::try_from(at).unwrap_or(usize::MAX))
}

/// A file that was not opened for an access does not allow it.
fn allow(opened: &Opened, access: i32, otherwise: Errno) -> Result {
    if opened.access & access == 0 {
        return Err(otherwise);
    }
    Ok(())
}

struct Kind;

impl Inside for Kind {
    fn read(&self, object: usize, to: &[BytesMut<'_>], _flags: i32) -> Result<usize> {
        with(object, |opened, file| {
            allow(opened, c::O_RDONLY, Errno::BADF)?;
            let n = file.read(to, opened.position);
            opened.position += n;
            Ok(n)
        })
    }

    fn write(&self, object: usize, from: &[Bytes<'_>], flags: i32) -> Result<usize> {
        with(object, |opened, file| {
            allow(opened, c::O_WRONLY, Errno::BADF)?;
            let append = flags & c::O_APPEND != 0;
            let at = if append { file.size } else { opened.position };
            let n = file.write(from, at)?;
            opened.position = at + n;
            Ok(n)
        })
    }

    fn read_at(&self, object: usize, to: &[BytesMut<'_>], at: i64) -> Result<usize> {
        let at = place(at)?;
        with(object, |opened, file| {
            allow(opened, c::O_RDONLY, Errno::BADF)?;
            Ok(file.read(to, at))
        })
    }

    fn write_at(&self, object: usize, from: &[Bytes<'_>], at: i64) -> Result<usize> {
        let at = place(at)?;
        with(object, |opened, file| {
            allow(opened, c::O_WRONLY, Errno::BADF)?;
            file.write(from, at)
        })
    }

    fn seek(&self, object: usize, offset: i64, whence: Whence) -> Result<i64> {
        with(object, |opened, file| {
            let start = match whence {
                Whence::SET => 0,
                Whence::CUR => opened.position,
                Whence::END => file.size,
                _ => return Err(Errno::INVAL),
            };
            let to = offset.checked_add(start as i64).ok_or(Errno::OVERFLOW)?;
            if to < 0 {
                return Err(Errno::INVAL);
            }
            // No file is larger, and an offset beyond the range must not be truncated.
            opened.position = usize::try_from(to).map_err(|_| Errno::OVERFLOW)?;
            Ok(to)
        })
    }

    fn truncate(&self, object: usize, size: i64) -> Result {
        let size = place(size)?;
        with(object, |opened, file| {
            allow(opened, c::O_WRONLY, Errno::INVAL)?;
            file.resize(size)
        })
    }

    fn pages(&self, object: usize, offset: u64, length: usize) -> Result<usize> {
        let start = usize::try_from(offset).map_err(|_| Errno::NOMEM)?;
        let end = start.checked_add(length).ok_or(Errno::NOMEM)?;
        with(object, |_, file| {
            file.reserve(end).map_err(|_| Errno::NOMEM)?;
            file.mapped = true;
            Ok(file.page + start / PAGE_SIZE)
        })
    }

    fn readable(&self, object: usize) -> Result<usize> {
        Ok(with(object, |opened, file| {
            file.size.saturating_sub(opened.position)
        }))
    }

    fn status(&self, object: usize) -> Stat {
        with(object, |opened, file| {
            status(S_IFREG | file.mode, opened.file, file.size)
        })
    }

    fn events(&self, _object: usize) -> i16 {
        POLLIN | POLLOUT
    }

    fn close(&self, object: usize) {
        let file = with(object, |opened, _| core::mem::replace(opened, CLOSED).file);
        let_go(file);
    }
}
