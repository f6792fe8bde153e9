//! Reading, writing, and the position in a file.

use crate::conv;
use crate::errno::{Errno, Result};
use crate::fd;
use crate::preopen;
use crate::user::{Bytes, BytesMut, Out};
use crate::wasi::{self, Fd, Filetype};

/// The host's word for how many bytes it moved: more than there were is a lie.
#[inline]
fn counted(n: usize, of: usize) -> Result<usize> {
    if n <= of { Ok(n) } else { Err(Errno::IO) }
}

/// Hosts with rights say `NOTCAPABLE` where Linux has another word.
#[inline]
fn without_right(error: Errno, linux: Errno) -> Errno {
    if error == Errno::NOTCAPABLE {
        linux
    } else {
        error
    }
}

/// Hosts say `BADF` to who reads a folder.
#[cold]
fn read_error(fd: Fd, error: Errno) -> Errno {
    let error = without_right(error, Errno::BADF);
    match wasi::fd_fdstat_get(fd) {
        Ok(stat) if error == Errno::BADF && stat.filetype == Filetype::DIRECTORY => Errno::ISDIR,
        _ => error,
    }
}

/// An offset of `pread` and its like.
#[inline]
fn offset(offset: i64) -> Result<u64> {
    u64::try_from(offset).map_err(|_| Errno::INVAL)
}

/// `read(fd, buf, count)` — reads bytes at the position of a descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/read.html),
/// [Linux](https://man7.org/linux/man-pages/man2/read.2.html); WASI `fd_read`.
/// Differs: nothing.
#[inline]
pub fn read(fd: Fd, buf: BytesMut<'_>) -> Result<usize> {
    let n = wasi::fd_read(fd, &[buf]).map_err(|error| read_error(fd, error))?;
    counted(n, buf.len())
}

/// `write(fd, buf, count)` — writes bytes at the position of a descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/write.html),
/// [Linux](https://man7.org/linux/man-pages/man2/write.2.html); WASI `fd_write`.
/// Differs: nothing.
#[inline]
pub fn write(fd: Fd, data: Bytes<'_>) -> Result<usize> {
    let n = wasi::fd_write(fd, &[data]).map_err(|error| without_right(error, Errno::BADF))?;
    counted(n, data.len())
}

/// The buffers from the first that is not empty, since some hosts look at one only, and
/// the length of all, which must be a `ssize_t`.
fn trimmed<T: Copy>(iov: &[T], len: impl Fn(T) -> usize) -> Result<(&[T], usize)> {
    let mut total: usize = 0;
    let mut empty = 0;
    for &buffer in iov {
        total = total.checked_add(len(buffer)).ok_or(Errno::INVAL)?;
        if total == 0 {
            empty += 1;
        }
    }
    if total > isize::MAX as usize {
        return Err(Errno::INVAL);
    }
    Ok((iov.get(empty..).unwrap_or(&[]), total))
}

/// `readv(fd, iov, count)` — reads bytes into several buffers.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/readv.html),
/// [Linux](https://man7.org/linux/man-pages/man2/readv.2.html); WASI `fd_read`.
/// Differs: hosts may fill fewer buffers than there are bytes for, even from a file.
#[inline]
pub fn readv(fd: Fd, iov: &[BytesMut<'_>]) -> Result<usize> {
    let (iov, total) = trimmed(iov, BytesMut::len)?;
    let n = wasi::fd_read(fd, iov).map_err(|error| read_error(fd, error))?;
    counted(n, total)
}

/// What is gathered into one buffer rather than left to the host, which may write the
/// first buffer only; it is also what POSIX wants written to a pipe in one piece.
const GATHERED: usize = 4096;

/// `writev(fd, iov, count)` — writes bytes from several buffers.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/writev.html),
/// [Linux](https://man7.org/linux/man-pages/man2/writev.2.html); WASI `fd_write`.
/// Differs: above 4096 bytes hosts may write fewer buffers than there are.
#[inline]
pub fn writev(fd: Fd, iov: &[Bytes<'_>]) -> Result<usize> {
    let (iov, total) = trimmed(iov, Bytes::len)?;
    let n = match iov {
        [_, _, ..] if total <= GATHERED => {
            let mut space = [const { core::mem::MaybeUninit::uninit() }; GATHERED];
            let space = BytesMut::uninit(&mut space);
            let mut rest = space;
            for buffer in iov {
                rest = rest.from(buffer.copy_to(rest));
            }
            wasi::fd_write(fd, &[space.first(total).as_bytes()])
        }
        _ => wasi::fd_write(fd, iov),
    };
    counted(n.map_err(|error| without_right(error, Errno::BADF))?, total)
}

/// `pread64(fd, buf, count, offset)` — reads bytes at a place in a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/pread.html),
/// [Linux](https://man7.org/linux/man-pages/man2/pread.2.html); WASI `fd_pread`.
/// Differs: nothing.
#[inline]
pub fn pread64(fd: Fd, buf: BytesMut<'_>, at: i64) -> Result<usize> {
    preadv(fd, &[buf], at)
}

/// `pwrite64(fd, buf, count, offset)` — writes bytes at a place in a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/pwrite.html),
/// [Linux](https://man7.org/linux/man-pages/man2/pwrite.2.html); WASI `fd_pwrite`.
/// Differs: nothing.
#[inline]
pub fn pwrite64(fd: Fd, data: Bytes<'_>, at: i64) -> Result<usize> {
    pwritev(fd, &[data], at)
}

/// `preadv(fd, iov, count, offset)` — reads bytes at a place into several buffers.
///
/// [Linux](https://man7.org/linux/man-pages/man2/preadv.2.html); WASI `fd_pread`.
/// Differs: hosts may fill fewer buffers than there are bytes for.
#[inline]
pub fn preadv(fd: Fd, iov: &[BytesMut<'_>], at: i64) -> Result<usize> {
    let (iov, total) = trimmed(iov, BytesMut::len)?;
    let n =
        wasi::fd_pread(fd, iov, offset(at)?).map_err(|error| at_error(fd, error, read_error))?;
    counted(n, total)
}

/// `pwritev(fd, iov, count, offset)` — writes bytes at a place from several buffers.
///
/// [Linux](https://man7.org/linux/man-pages/man2/pwritev.2.html); WASI `fd_pwrite`.
/// Differs: hosts may write fewer buffers than there are.
#[inline]
pub fn pwritev(fd: Fd, iov: &[Bytes<'_>], at: i64) -> Result<usize> {
    let (iov, total) = trimmed(iov, Bytes::len)?;
    let n = wasi::fd_pwrite(fd, iov, offset(at)?)
        .map_err(|error| at_error(fd, error, |_, error| without_right(error, Errno::BADF)))?;
    counted(n, total)
}

/// Hosts say `BADF` or `NOTCAPABLE` also of a stream, which has no places.
#[cold]
fn at_error(fd: Fd, error: Errno, otherwise: impl Fn(Fd, Errno) -> Errno) -> Errno {
    match wasi::fd_fdstat_get(fd) {
        Ok(stat) if conv::is_stream(stat.filetype) => Errno::SPIPE,
        _ => otherwise(fd, error),
    }
}

/// `_llseek(fd, high, low, result, whence)` — moves the position of a descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/lseek.html),
/// [Linux](https://man7.org/linux/man-pages/man2/_llseek.2.html); WASI `fd_seek`.
/// Differs: `SEEK_DATA` and `SEEK_HOLE` fail with `EINVAL`; a folder can go to its start,
/// and to a `d_off` that `getdents64` told.
#[inline]
pub fn llseek(fd: Fd, offset: i64, result: Out<'_, i64>, whence: u32) -> Result {
    let whence = conv::whence(whence)?;
    let position = match wasi::fd_seek(fd, offset, whence) {
        Ok(position) => i64::try_from(position).map_err(|_| Errno::OVERFLOW)?,
        Err(error) => seek_error(fd, error, offset, whence)?,
    };
    result.write(position)
}

#[cold]
fn seek_error(fd: Fd, error: Errno, offset: i64, whence: wasi::Whence) -> Result<i64> {
    let stat = wasi::fd_fdstat_get(fd)?;
    if stat.filetype == Filetype::DIRECTORY {
        return fd::seek_directory(fd, offset, whence);
    }
    // A file has places, so the host means the offset.
    Err(match error {
        _ if conv::is_stream(stat.filetype) => Errno::SPIPE,
        Errno::NOTCAPABLE => Errno::SPIPE,
        error => error,
    })
}

/// `close(fd)` — closes a descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/close.html),
/// [Linux](https://man7.org/linux/man-pages/man2/close.2.html); WASI `fd_close`.
/// Differs: the preopened folders are not the program's: `EBADF`, and they stay open, so
/// that who closes every number from 3 on can still open files.
#[inline]
pub fn close(fd: Fd) -> Result {
    if preopen::owns(fd) {
        return Err(Errno::BADF);
    }
    wasi::fd_close(fd)
}
