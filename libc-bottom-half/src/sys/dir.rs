//! Directories: making, listing, and the one that relative paths start from.

use crate::abi::fcntl as c;
use crate::abi::stat::{DT_DIR, S_IFDIR};
use crate::conv;
use crate::errno::{Errno, Result};
use crate::fd;
use crate::file::{mode as modes, told};
use crate::path::{self, Last};
use crate::sys::fs;
use crate::table::Descriptors;
use crate::user::{Bytes, BytesMut};
use crate::wasi::{self, Dirent, Fd, Filetype, Lookupflags};

/// `mkdirat(dirfd, path, mode)` — makes a directory.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mkdirat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mkdirat.2.html).
/// Differs: WASI stores no permissions: a program with a descriptor table remembers the
/// mode, or gives it to the directory where the host has the service for modes and the
/// program links `umask`, `chown` or the like; any other ignores it. If a symbolic link
/// leads to the name of another preopened directory, the host creates the new directory,
/// and the preopened one hides it.
#[inline]
pub fn mkdirat<D: Descriptors>(dirfd: Fd, path: &[u8], mode: u32) -> Result {
    let dirfd = D::directory(dirfd, path)?;
    if !D::IS_TABLE {
        return make(dirfd, path);
    }
    // Linux respects only the sticky bit.
    let mode = modes::asked(S_IFDIR, mode & 0o1777);
    let is_plain = mode == conv::mode(Filetype::DIRECTORY);
    if !is_plain {
        modes::reserve()?;
    }
    make(dirfd, path)?;
    match told::set_mode((dirfd, path, c::AT_SYMLINK_NOFOLLOW), mode) {
        Err(Errno::NOSYS) => {}
        told => return told,
    }
    if is_plain && !modes::any() {
        return Ok(());
    }
    modes::created(&path::status(dirfd, path, c::AT_SYMLINK_NOFOLLOW)?, mode)
}

#[inline]
fn make(dirfd: Fd, path: &[u8]) -> Result {
    fs::check_new(dirfd, path, true)?;
    path::at(dirfd, path, Last::Keep, wasi::path_create_directory)
}

/// `chdir(path)` — makes another directory the working directory.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/chdir.html),
/// [Linux](https://man7.org/linux/man-pages/man2/chdir.2.html).
/// Differs: The working directory is a path, kept in the module. After that directory is
/// renamed, the path no longer leads to it.
#[inline]
pub fn chdir(path: &[u8]) -> Result {
    if path.is_empty() {
        return Err(Errno::NOENT);
    }
    path::change_folder(Fd(c::AT_FDCWD), path)
}

/// `fchdir(fd)` — makes an open directory the working directory.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fchdir.html),
/// [Linux](https://man7.org/linux/man-pages/man2/fchdir.2.html).
/// Differs: The call finds the directory by the path that opened it. It fails with `EACCES`
/// when that path is not known or is longer than 506 bytes, and for descriptors of the host
/// from 128 on.
#[inline]
pub fn fchdir<D: Descriptors>(fd: Fd) -> Result {
    path::opened::needed();
    change_to(D::host(fd, Errno::NOTDIR)?)
}

fn change_to(fd: Fd) -> Result {
    if wasi::fd_fdstat_get(fd)?.filetype != Filetype::DIRECTORY {
        return Err(Errno::NOTDIR);
    }
    path::change_folder(fd, b".")
}

/// `getcwd(buf, size)` — returns the working directory; the length includes the terminator.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getcwd.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getcwd.2.html).
/// Differs: The working directory at start-up is `PWD`, if a preopened directory contains
/// it and the program links its environment; otherwise it is `/`.
#[inline]
pub fn getcwd(buf: BytesMut<'_>) -> Result<usize> {
    path::folder(buf)
}

/// `struct linux_dirent64` before the name: `d_ino`, `d_off`, `d_reclen`, `d_type`.
mod record {
    pub const OFF: usize = 8;
    pub const RECLEN: usize = 16;
    pub const TYPE: usize = 18;
    pub const NAME: usize = 19;
}

/// `getdents64(fd, buf, size)` — lists a directory, as many entries as there is room for.
///
/// [Linux](https://man7.org/linux/man-pages/man2/getdents64.2.html).
/// Differs: `d_off` is the host's cookie. The call adds what a host leaves out: `d_ino`,
/// `.` and `..`. If a directory changes while it is read with several host calls, entries
/// may be missing (one call of `readdir` reads about 2,000 entries).
///
/// The entries are converted in the caller's buffer, so that a large one needs few host
/// calls. WASI's entries take 24 bytes and the name, Linux's 20 and the name, rounded up to
/// 8. So an entry grows by at most 3 bytes, from at least 29, which is why 3 parts in 32
/// stay free in front.
#[inline]
pub fn getdents64<D: Descriptors>(fd: Fd, buf: BytesMut<'_>) -> Result<usize> {
    list(D::host(fd, Errno::NOTDIR)?, buf)
}

fn list(fd: Fd, buf: BytesMut<'_>) -> Result<usize> {
    let cookie = fd::cookie(fd);
    if cookie & fd::END != 0 {
        return Ok(0);
    }
    let (len, cookie) = entries(fd, buf, cookie)?;
    fd::set_cookie(fd, cookie);
    Ok(len)
}

/// [`getdents64`] from a position that the caller keeps; returns the next one.
fn entries(fd: Fd, buf: BytesMut<'_>, mut cookie: u64) -> Result<(usize, u64)> {
    let host = buf.from(buf.len().div_ceil(32) * 3 + 8);
    if host.len() < Dirent::SIZE {
        return Err(Errno::INVAL);
    }
    let mut dots = cookie & fd::DOTS;
    cookie &= !fd::DOTS;
    let filled = wasi::fd_readdir(fd, host, cookie).map_err(|error| not_a_folder(fd, error))?;
    if filled > host.len() {
        return Err(Errno::IO);
    }
    let shift = buf.len() - host.len();
    let mut from = 0;
    let mut to = 0;
    while let Some(mut entry) = header(host.first(filled), from) {
        let name = from + Dirent::SIZE;
        let len = entry.namlen as usize;
        // The last entry is cut off where the buffer ends.
        let Some(end) = name.checked_add(len).filter(|&end| end <= filled) else {
            break;
        };
        if len == 1 && host.get(name) == Some(b'.') {
            dots = fd::DOTS;
        }
        if entry.ino == 0 {
            entry.ino = number(fd, host.from(name).first(len).as_bytes());
        }
        let reclen = (record::NAME + len + 1).next_multiple_of(8);
        let Ok(reclen16) = u16::try_from(reclen) else {
            return Err(Errno::NAMETOOLONG);
        };
        let moved = (buf.shift(shift + name, to + record::NAME, len))
            .and_then(|()| {
                let tail = buf.from(to + record::NAME + len);
                tail.first(reclen - record::NAME - len).fill(0);
                buf.put(to, entry.ino)
            })
            .and_then(|()| buf.put(to + record::OFF, entry.next))
            .and_then(|()| buf.put(to + record::RECLEN, reclen16))
            .and_then(|()| buf.put(to + record::TYPE, conv::d_type(entry.filetype)));
        if moved.is_none() {
            return Err(Errno::IO);
        }
        to += reclen;
        cookie = entry.next;
        from = end;
    }
    if filled < host.len() {
        if dots == 0 && buf.len() - to >= DOTS {
            add_dots(fd, buf.from(to), cookie)?;
            to += DOTS;
            dots = fd::DOTS;
        }
        if dots != 0 {
            dots |= fd::END;
        }
    } else if to == 0 {
        // Not even one fits.
        return Err(Errno::INVAL);
    }
    Ok((to, cookie | dots))
}

/// The size that [`add_dots`] adds.
const DOTS: usize = 48;

/// Adds `.` and `..`, for a host that returns neither: Node's.
#[cold]
fn add_dots(fd: Fd, buf: BytesMut<'_>, next: u64) -> Result {
    let ino = number(fd, Bytes::of(b"."));
    for (at, name) in [(0, *b".\0\0\0\0"), (DOTS / 2, *b"..\0\0\0")] {
        let [a, b, c, d, e] = name;
        let rest = u64::from_le_bytes([DOTS as u8 / 2, 0, DT_DIR, a, b, c, d, e]);
        buf.put(at, [ino, next, rest]).ok_or(Errno::IO)?;
    }
    Ok(())
}

/// The number of a file, for a host that returns none with its name: Node's. It does not
/// report the parent of a directory at all.
#[cold]
fn number(fd: Fd, name: Bytes<'_>) -> u64 {
    let mut space = [0; 255];
    let n = name.copy_to(BytesMut::of(&mut space));
    let name = space.get(..n).unwrap_or_default();
    let status = wasi::path_filestat_get(fd, Lookupflags::NONE, name);
    let status = status.or_else(|_| wasi::fd_filestat_get(fd));
    status.map_or(0, |status| status.ino)
}

fn header(entries: BytesMut<'_>, at: usize) -> Option<Dirent> {
    Some(Dirent {
        next: entries.get(at)?,
        ino: entries.get(at + 8)?,
        namlen: entries.get(at + 16)?,
        filetype: Filetype(entries.get(at + 20)?),
    })
}

#[cold]
fn not_a_folder(fd: Fd, error: Errno) -> Errno {
    match (error, wasi::fd_fdstat_get(fd)) {
        (Errno::BADF | Errno::NOTCAPABLE, Ok(stat)) if stat.filetype != Filetype::DIRECTORY => {
            Errno::NOTDIR
        }
        (Errno::NOTCAPABLE, _) => Errno::BADF,
        _ => error,
    }
}

#[cfg(test)]
mod tests;
