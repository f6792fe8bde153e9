//! Files without a name, in pages of memory: memfd.

use core::cell::Cell;

use super::{Inside, What, open, status};
use crate::abi::fcntl as c;
use crate::abi::poll::{POLLIN, POLLOUT};
use crate::abi::stat::{S_IFREG, Stat};
use crate::errno::{Errno, Result};
use crate::fd::LIMIT;
use crate::mm;
use crate::user::{Bytes, BytesMut};
use crate::wasi::{Fd, PAGE_SIZE, Whence, local};

#[derive(Clone, Copy)]
struct File {
    used: bool,
    /// Where its pages are. What lies behind the size is zero.
    page: usize,
    pages: usize,
    size: usize,
    position: usize,
}

const FREE: File = File {
    used: false,
    page: 0,
    pages: 0,
    size: 0,
    position: 0,
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
            // Twice as much, that appending byte by byte does not copy all every time.
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

local! {
    static FILES: [Cell<File>; LIMIT] = [const { Cell::new(FREE) }; LIMIT];
}

fn with<R>(object: usize, change: impl FnOnce(&mut File) -> R) -> R {
    FILES.with(|files| {
        let slot = files.get(object);
        let mut file = slot.map_or(FREE, Cell::get);
        let result = change(&mut file);
        if let Some(slot) = slot {
            slot.set(file);
        }
        result
    })
}

/// Makes an empty file.
pub fn file(name: &[u8], flags: u32) -> Result<Fd> {
    // Linux keeps 6 of the 255 bytes of a name.
    if flags & !(c::MFD_CLOEXEC | c::MFD_ALLOW_SEALING) != 0 || name.len() > 249 {
        return Err(Errno::INVAL);
    }
    open(c::O_RDWR, flags & c::MFD_CLOEXEC != 0, || {
        let free = FILES.with(|files| files.iter().position(|file| !file.get().used));
        let object = free.ok_or(Errno::NFILE)?;
        with(object, |file| *file = File { used: true, ..FREE });
        Ok(What::Inside(&Kind, object))
    })
}

fn place(at: i64) -> Result<usize> {
    if at < 0 {
        return Err(Errno::INVAL);
    }
    // Beyond the end of any file is as good as anywhere beyond.
    Ok(usize::try_from(at).unwrap_or(usize::MAX))
}

struct Kind;

impl Inside for Kind {
    fn read(&self, object: usize, to: &[BytesMut<'_>], _flags: i32) -> Result<usize> {
        with(object, |file| {
            let n = file.read(to, file.position);
            file.position += n;
            Ok(n)
        })
    }

    fn write(&self, object: usize, from: &[Bytes<'_>], flags: i32) -> Result<usize> {
        with(object, |file| {
            let append = flags & c::O_APPEND != 0;
            let at = if append { file.size } else { file.position };
            let n = file.write(from, at)?;
            file.position = at + n;
            Ok(n)
        })
    }

    fn read_at(&self, object: usize, to: &[BytesMut<'_>], at: i64) -> Result<usize> {
        let at = place(at)?;
        Ok(with(object, |file| file.read(to, at)))
    }

    fn write_at(&self, object: usize, from: &[Bytes<'_>], at: i64) -> Result<usize> {
        let at = place(at)?;
        with(object, |file| file.write(from, at))
    }

    fn seek(&self, object: usize, offset: i64, whence: Whence) -> Result<i64> {
        with(object, |file| {
            let start = match whence {
                Whence::SET => 0,
                Whence::CUR => file.position,
                Whence::END => file.size,
                _ => return Err(Errno::INVAL),
            };
            let to = offset.checked_add(start as i64).ok_or(Errno::OVERFLOW)?;
            if to < 0 {
                return Err(Errno::INVAL);
            }
            // No file is larger, and what no position can say must not be cut off.
            file.position = usize::try_from(to).map_err(|_| Errno::OVERFLOW)?;
            Ok(to)
        })
    }

    fn truncate(&self, object: usize, size: i64) -> Result {
        let size = place(size)?;
        with(object, |file| file.resize(size))
    }

    fn readable(&self, object: usize) -> Result<usize> {
        Ok(with(object, |file| file.size.saturating_sub(file.position)))
    }

    fn status(&self, object: usize) -> Stat {
        with(object, |file| status(S_IFREG | 0o777, object, file.size))
    }

    fn events(&self, _object: usize) -> i16 {
        POLLIN | POLLOUT
    }

    fn close(&self, object: usize) {
        with(object, |file| {
            mm::unmap(file.page..file.page + file.pages);
            *file = FREE;
        });
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn forget() {
    FILES.with(|files| files.iter().for_each(|file| file.set(FREE)));
}
