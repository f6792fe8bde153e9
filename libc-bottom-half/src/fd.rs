//! The module's own data about the host's descriptors.

use core::cell::Cell;

use crate::errno::{Errno, Result};
use crate::process;
use crate::state::{process, system};
use crate::wasi::{self, Fd, Fdflags, Whence};

pub use crate::wasi::number::LIMIT;

const WORD: usize = u32::BITS as usize;

/// One bit for each descriptor.
struct Set([Cell<u32>; LIMIT / WORD]);

impl Set {
    const fn new() -> Self {
        Self([const { Cell::new(0) }; LIMIT / WORD])
    }

    fn has(&self, fd: Fd) -> bool {
        let word = index(fd).and_then(|fd| self.0.get(fd / WORD));
        word.is_some_and(|word| word.get() >> (fd.0 as usize % WORD) & 1 == 1)
    }

    fn put(&self, fd: Fd, on: bool) {
        if let Some(word) = index(fd).and_then(|fd| self.0.get(fd / WORD)) {
            let bit = 1 << (fd.0 as usize % WORD);
            word.set(if on {
                word.get() | bit
            } else {
                word.get() & !bit
            });
        }
    }
}

process! {
    /// `FD_CLOEXEC`, which has no effect without exec, but is remembered.
    static CLOSE_ON_EXEC: Set = Set::new();
}

system! {
    /// The status flags of files that were opened here, with [`KNOWN`]: Node returns Linux's
    /// bits instead of WASI's.
    static FLAGS: [Cell<u8>; LIMIT] = [const { Cell::new(0) }; LIMIT];

    /// The position of `getdents64` in a directory: WASI has no position there. With [`END`]
    /// and [`DOTS`].
    static COOKIES: [Cell<u64>; LIMIT] = [const { Cell::new(0) }; LIMIT];
}

const KNOWN: u8 = 1 << 7;

#[inline]
fn index(fd: Fd) -> Option<usize> {
    usize::try_from(fd.0).ok().filter(|&fd| fd < LIMIT)
}

/// Accepts a descriptor that the host has just opened, if its number is within the limit.
pub fn opened(fd: Fd, close_on_exec: bool, flags: Fdflags) -> Result<Fd> {
    if !index(fd).is_some_and(process::allows_descriptor) {
        // An error of this call is of no use to the caller.
        let _ = wasi::fd_close(fd);
        return Err(Errno::MFILE);
    }
    Ok(fresh(fd, close_on_exec, flags))
}

/// Forget everything about the previous descriptor of this number.
#[inline]
pub fn fresh(fd: Fd, close_on_exec: bool, flags: Fdflags) -> Fd {
    set_close_on_exec(fd, close_on_exec);
    set_flags(fd, flags);
    set_cookie(fd, 0);
    fd
}

pub fn close_on_exec(fd: Fd) -> bool {
    CLOSE_ON_EXEC.with(|set| set.has(fd))
}

pub fn set_close_on_exec(fd: Fd, on: bool) {
    CLOSE_ON_EXEC.with(|set| set.put(fd, on));
}

/// The status flags, if it was opened here or got flags later.
pub fn flags(fd: Fd) -> Option<Fdflags> {
    let flags = FLAGS.with(|flags| index(fd).and_then(|fd| flags.get(fd).map(Cell::get)))?;
    (flags & KNOWN != 0).then_some(Fdflags(u16::from(flags & !KNOWN)))
}

pub fn set_flags(fd: Fd, flags: Fdflags) {
    FLAGS.with(|all| {
        if let Some(slot) = index(fd).and_then(|fd| all.get(fd)) {
            slot.set(flags.0 as u8 | KNOWN);
        }
    });
}

/// Changes the status flags that `which` selects.
pub fn change_flags(fd: Fd, which: Fdflags, to: Fdflags) -> Result {
    let told = wasi::fd_fdstat_get(fd)?.flags;
    let old = flags(fd).unwrap_or(told);
    let new = Fdflags(old.0 & !which.0 | to.0 & which.0);
    if new != old {
        wasi::fd_fdstat_set_flags(fd, new)?;
        set_flags(fd, new);
    }
    Ok(())
}

/// Whether it is known to append.
pub fn appends(fd: Fd) -> bool {
    flags(fd).is_some_and(|flags| flags.has(Fdflags::APPEND))
}

/// Writes at an offset, with `O_APPEND` off if it is known to be on: otherwise hosts treat
/// the offset differently.
pub fn not_appending<T>(fd: Fd, write: impl FnOnce() -> Result<T>) -> Result<T> {
    match flags(fd) {
        Some(flags) if flags.has(Fdflags::APPEND) => {
            wasi::fd_fdstat_set_flags(fd, Fdflags(flags.0 & !Fdflags::APPEND.0))?;
            let result = write();
            wasi::fd_fdstat_set_flags(fd, flags)?;
            result
        }
        _ => write(),
    }
}

/// Bits of a cookie that no host uses: the host has returned all entries, and `.` and `..`
/// were returned.
pub const END: u64 = 1 << 63;
pub const DOTS: u64 = 1 << 62;

/// The position in a directory.
pub fn cookie(fd: Fd) -> u64 {
    index(fd).map_or(0, |fd| {
        COOKIES.with(|cookies| cookies.get(fd).map_or(0, Cell::get))
    })
}

pub fn set_cookie(fd: Fd, cookie: u64) {
    if let Some(fd) = index(fd) {
        COOKIES.with(|cookies| {
            if let Some(slot) = cookies.get(fd) {
                slot.set(cookie);
            }
        });
    }
}

/// Reads a directory from this place on.
pub fn go_to(fd: Fd, place: u64) {
    set_cookie(fd, if place == 0 { 0 } else { place | DOTS });
}

/// `lseek` on a directory: only to a position that was returned before.
pub fn seek_directory(fd: Fd, offset: i64, whence: Whence) -> Result<i64> {
    match (whence, offset) {
        (Whence::SET, 0..) => go_to(fd, offset as u64),
        (Whence::CUR, 0) => {}
        _ => return Err(Errno::INVAL),
    }
    Ok((cookie(fd) & !(END | DOTS)) as i64)
}
