//! Reading, writing, and the position in a file.

use crate::abi::fcntl as c;
use crate::conv;
use crate::conv::{counted, without_right};
use crate::errno::{Errno, Result};
use crate::fd;
use crate::table::{Descriptors, What};
use crate::user::{Bytes, BytesMut, Out};
use crate::wasi::{self, Eventtype, Fd, Filetype, Whence};

/// Hosts fail with `BADF` for a read of a directory.
#[cold]
fn read_error(fd: Fd, error: Errno) -> Errno {
    let error = without_right(error);
    match wasi::fd_fdstat_get(fd) {
        Ok(stat) if error == Errno::BADF && stat.filetype == Filetype::DIRECTORY => Errno::ISDIR,
        _ => error,
    }
}

/// wasmtime fails with `INTR` for an empty read of a stream.
#[cold]
fn read_failed(fd: Fd, wanted: usize, error: Errno) -> Result<usize> {
    match (wanted, error) {
        (0, Errno::INTR) => Ok(0),
        _ => Err(read_error(fd, error)),
    }
}

/// An offset of `pread` and similar calls.
#[inline]
fn offset(offset: i64) -> Result<u64> {
    u64::try_from(offset).map_err(|_| Errno::INVAL)
}

/// `read(fd, buf, count)` — reads bytes at the position of a descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/read.html),
/// [Linux](https://man7.org/linux/man-pages/man2/read.2.html).
/// Differs: nothing.
#[inline]
pub fn read<D: Descriptors>(fd: Fd, buf: BytesMut<'_>) -> Result<usize> {
    D::before(fd, Eventtype::FD_READ)?;
    D::inside(|| read_now::<D>(fd, buf))
}

/// Without waiting for inside objects, like the other functions of this kind.
#[inline]
pub fn read_now<D: Descriptors>(fd: Fd, buf: BytesMut<'_>) -> Result<usize> {
    match D::what(fd)? {
        (What::Host(fd), _) => {
            D::watched(fd, None, false, || buf.len(), || read_from_host(fd, buf))
        }
        (What::Inside(kind, object), flags) => kind.into().read(object, &[buf], flags),
    }
}

#[inline]
pub fn read_from_host(fd: Fd, buf: BytesMut<'_>) -> Result<usize> {
    let n = wasi::fd_read(fd, &[buf]).or_else(|error| read_failed(fd, buf.len(), error))?;
    counted(n, buf.len())
}

/// `write(fd, buf, count)` — writes bytes at the position of a descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/write.html),
/// [Linux](https://man7.org/linux/man-pages/man2/write.2.html).
/// Differs: Writing to a pipe of the host that has no reader fails with `EPIPE`, and raises
/// `SIGPIPE` only in a program that links timers, epoll or a wait with a signal mask, or if
/// the host offers signals. Pipes of this process always raise it.
#[inline]
pub fn write<D: Descriptors>(fd: Fd, data: Bytes<'_>) -> Result<usize> {
    D::before(fd, Eventtype::FD_WRITE)?;
    D::inside(|| write_now::<D>(fd, data))
}

#[inline]
pub fn write_now<D: Descriptors>(fd: Fd, data: Bytes<'_>) -> Result<usize> {
    match D::what(fd)? {
        (What::Host(fd), _) => {
            let write = || write_to_host(fd, data);
            D::watched(fd, None, true, || data.len(), write).inspect_err(D::failed)
        }
        (What::Inside(kind, object), flags) => kind.into().write(object, &[data], flags),
    }
}

#[inline]
pub fn write_to_host(fd: Fd, data: Bytes<'_>) -> Result<usize> {
    let n = wasi::fd_write(fd, &[data]).map_err(without_right)?;
    counted(n, data.len())
}

/// The length of all buffers, which must be a `ssize_t`.
fn total<T: Copy>(iov: &[T], len: impl Fn(T) -> usize) -> Result<usize> {
    let mut total = 0_usize;
    for &buffer in iov {
        total = total.checked_add(len(buffer)).ok_or(Errno::INVAL)?;
    }
    if isize::try_from(total).is_err() {
        return Err(Errno::INVAL);
    }
    Ok(total)
}

/// Passes buffers to a host, which may use only the first. While it returns exactly that one,
/// and `go_on` allows it, it gets the rest. `call` gets the number of bytes that are done.
#[inline]
fn each<T: Copy>(
    iov: &[T],
    len: impl Fn(T) -> usize,
    call: impl Fn(&[T], usize) -> Result<usize>,
    go_on: impl Fn() -> bool,
) -> Result<usize> {
    let total = total(iov, &len)?;
    let mut rest = iov;
    let mut done = 0;
    loop {
        while let [first, others @ ..] = rest
            && len(*first) == 0
        {
            rest = others;
        }
        let n = match call(rest, done) {
            Err(_) if done > 0 => return Ok(done),
            n => counted(n?, total - done)?,
        };
        done += n;
        match rest {
            [first, others @ ..] if done < total && n == len(*first) && go_on() => rest = others,
            _ => return Ok(done),
        }
    }
}

/// The size up to which one buffer replaces several host calls. POSIX requires writes of this
/// size to a pipe to be atomic.
const GATHERED: usize = 4096;

type Space = [core::mem::MaybeUninit<u8>; GATHERED];
const SPACE: Space = [const { core::mem::MaybeUninit::uninit() }; GATHERED];

/// `readv(fd, iov, count)` — reads bytes into several buffers.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/readv.html),
/// [Linux](https://man7.org/linux/man-pages/man2/readv.2.html).
/// Differs: Above 4,096 bytes, hosts may fill only the first buffer, except when they read
/// a regular file.
#[inline]
pub fn readv<D: Descriptors>(fd: Fd, iov: &[BytesMut<'_>]) -> Result<usize> {
    D::before(fd, Eventtype::FD_READ)?;
    D::inside(|| readv_now::<D>(fd, iov))
}

#[inline]
pub fn readv_now<D: Descriptors>(fd: Fd, iov: &[BytesMut<'_>]) -> Result<usize> {
    match D::what(fd)? {
        (What::Host(fd), _) => {
            D::watched(fd, None, false, || room(iov), || readv_from_host(fd, iov))
        }
        (What::Inside(kind, object), flags) => kind.into().read(object, iov, flags),
    }
}

/// The total number of bytes, as far as it can be computed.
fn room(iov: &[BytesMut<'_>]) -> usize {
    iov.iter()
        .fold(0, |n, buffer| n.saturating_add(buffer.len()))
}

fn size(iov: &[Bytes<'_>]) -> usize {
    iov.iter().fold(0, |n, data| n.saturating_add(data.len()))
}

#[inline]
fn readv_from_host(fd: Fd, iov: &[BytesMut<'_>]) -> Result<usize> {
    let total = total(iov, BytesMut::len)?;
    let read = |iov: &[BytesMut<'_>]| {
        wasi::fd_read(fd, iov).or_else(|error| read_failed(fd, total, error))
    };
    if iov.len() > 1 && total <= GATHERED {
        let mut space = SPACE;
        let space = BytesMut::uninit(&mut space).first(total);
        let n = counted(read(&[space])?, total)?;
        let mut rest = space.first(n);
        for &buffer in iov {
            rest = rest.from(rest.as_bytes().copy_to(buffer));
        }
        return Ok(n);
    }
    let is_file =
        || wasi::fd_fdstat_get(fd).is_ok_and(|stat| stat.filetype == Filetype::REGULAR_FILE);
    each(iov, BytesMut::len, |iov, _| read(iov), is_file)
}

/// `writev(fd, iov, count)` — writes bytes from several buffers.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/writev.html),
/// [Linux](https://man7.org/linux/man-pages/man2/writev.2.html).
/// Differs: Above 4,096 bytes, the write may take several host calls, and other processes
/// may write in between.
#[inline]
pub fn writev<D: Descriptors>(fd: Fd, iov: &[Bytes<'_>]) -> Result<usize> {
    D::before(fd, Eventtype::FD_WRITE)?;
    D::inside(|| writev_now::<D>(fd, iov))
}

#[inline]
pub fn writev_now<D: Descriptors>(fd: Fd, iov: &[Bytes<'_>]) -> Result<usize> {
    match D::what(fd)? {
        (What::Host(fd), _) => {
            let write = || writev_to_host(fd, iov);
            D::watched(fd, None, true, || size(iov), write).inspect_err(D::failed)
        }
        (What::Inside(kind, object), flags) => kind.into().write(object, iov, flags),
    }
}

#[inline]
fn writev_to_host(fd: Fd, iov: &[Bytes<'_>]) -> Result<usize> {
    let write = |iov: &[Bytes<'_>]| wasi::fd_write(fd, iov).map_err(without_right);
    let total = total(iov, Bytes::len)?;
    if iov.len() > 1 && total <= GATHERED {
        let mut space = SPACE;
        let space = BytesMut::uninit(&mut space).first(total);
        let mut rest = space;
        for buffer in iov {
            rest = rest.from(buffer.copy_to(rest));
        }
        return counted(write(&[space.as_bytes()])?, total);
    }
    each(iov, Bytes::len, |iov, _| write(iov), || true)
}

/// `pread64(fd, buf, count, offset)` — reads bytes at a place in a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/pread.html),
/// [Linux](https://man7.org/linux/man-pages/man2/pread.2.html).
/// Differs: nothing.
#[inline]
pub fn pread64<D: Descriptors>(fd: Fd, buf: BytesMut<'_>, at: i64) -> Result<usize> {
    let place = offset(at)?;
    match D::what(fd)?.0 {
        What::Host(fd) => {
            let read = || preadv_from_host(fd, &[buf], place);
            D::watched(fd, Some(at), false, || buf.len(), read)
        }
        What::Inside(kind, object) => kind.into().read_at(object, &[buf], at),
    }
}

/// `pwrite64(fd, buf, count, offset)` — writes bytes at a place in a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/pwrite.html),
/// [Linux](https://man7.org/linux/man-pages/man2/pwrite.2.html).
/// Differs: nothing.
#[inline]
pub fn pwrite64<D: Descriptors>(fd: Fd, data: Bytes<'_>, at: i64) -> Result<usize> {
    let place = offset(at)?;
    match D::what(fd)?.0 {
        What::Host(fd) => {
            let write = || pwritev_to_host(fd, &[data], place);
            D::watched(fd, Some(at), true, || data.len(), write)
        }
        What::Inside(kind, object) => kind.into().write_at(object, &[data], at),
    }
}

/// `preadv(fd, iov, count, offset)` — reads bytes at a place into several buffers.
///
/// [Linux](https://man7.org/linux/man-pages/man2/preadv.2.html).
/// Differs: nothing.
#[inline]
pub fn preadv<D: Descriptors>(fd: Fd, iov: &[BytesMut<'_>], at: i64) -> Result<usize> {
    let place = offset(at)?;
    match D::what(fd)?.0 {
        What::Host(fd) => {
            let read = || preadv_from_host(fd, iov, place);
            D::watched(fd, Some(at), false, || room(iov), read)
        }
        What::Inside(kind, object) => kind.into().read_at(object, iov, at),
    }
}

#[inline]
fn preadv_from_host(fd: Fd, iov: &[BytesMut<'_>], at: u64) -> Result<usize> {
    let read = |iov: &[BytesMut<'_>], done: usize| {
        wasi::fd_pread(fd, iov, at + done as u64).map_err(|error| at_error(fd, error, read_error))
    };
    each(iov, BytesMut::len, read, || true)
}

/// `pwritev(fd, iov, count, offset)` — writes bytes at a place from several buffers.
///
/// [Linux](https://man7.org/linux/man-pages/man2/pwritev.2.html).
/// Differs: Under `O_APPEND`, some hosts write at the offset, where Linux appends.
#[inline]
pub fn pwritev<D: Descriptors>(fd: Fd, iov: &[Bytes<'_>], at: i64) -> Result<usize> {
    let place = offset(at)?;
    match D::what(fd)?.0 {
        What::Host(fd) => {
            let write = || pwritev_to_host(fd, iov, place);
            D::watched(fd, Some(at), true, || size(iov), write)
        }
        What::Inside(kind, object) => kind.into().write_at(object, iov, at),
    }
}

#[inline]
fn pwritev_to_host(fd: Fd, iov: &[Bytes<'_>], at: u64) -> Result<usize> {
    let write = |iov: &[Bytes<'_>], done: usize| {
        wasi::fd_pwrite(fd, iov, at + done as u64)
            .map_err(|error| at_error(fd, error, |_, error| without_right(error)))
    };
    each(iov, Bytes::len, write, || true)
}

/// `pwritev2(fd, iov, count, offset, flags)` — writes bytes at an offset, or for the offset -1
/// at the position; with `RWF_NOAPPEND`, also under `O_APPEND` at that offset.
///
/// [Linux](https://man7.org/linux/man-pages/man2/pwritev2.2.html).
/// Differs: `RWF_NOAPPEND` is the only flag; others fail with `EOPNOTSUPP`.
#[inline]
pub fn pwritev2<D: Descriptors>(fd: Fd, iov: &[Bytes<'_>], at: i64, flags: i32) -> Result<usize> {
    match (flags, at) {
        (0, -1) => writev::<D>(fd, iov),
        (0, _) => pwritev::<D>(fd, iov, at),
        (c::RWF_NOAPPEND, ..=-2) => D::host(fd, Errno::INVAL).and(Err(Errno::INVAL)),
        (c::RWF_NOAPPEND, 0..) => {
            let fd = D::host(fd, Errno::NOTSUP)?;
            let write = || write_to_host_without_append(fd, iov, at as u64);
            D::watched(fd, Some(at), true, || size(iov), write)
        }
        _ => D::host(fd, Errno::NOTSUP).and(Err(Errno::NOTSUP)),
    }
}

/// Writes at an offset, also under `O_APPEND`.
#[inline]
pub fn write_to_host_without_append(fd: Fd, iov: &[Bytes<'_>], at: u64) -> Result<usize> {
    fd::not_appending(fd, || pwritev_to_host(fd, iov, at))
}

/// `preadv2(fd, iov, count, offset, flags)` — reads bytes at a place, or for the offset -1
/// at the position.
///
/// [Linux](https://man7.org/linux/man-pages/man2/preadv2.2.html).
/// Differs: No flag is supported (`EOPNOTSUPP`).
#[inline]
pub fn preadv2<D: Descriptors>(fd: Fd, iov: &[BytesMut<'_>], at: i64, flags: i32) -> Result<usize> {
    match (flags, at) {
        (0, -1) => readv::<D>(fd, iov),
        (0, _) => preadv::<D>(fd, iov, at),
        _ => D::host(fd, Errno::NOTSUP).and(Err(Errno::NOTSUP)),
    }
}

/// Hosts fail with `BADF` or `NOTCAPABLE` also for a stream, which has no offsets.
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
/// [Linux](https://man7.org/linux/man-pages/man2/_llseek.2.html).
/// Differs: WASI does not report holes: for `SEEK_DATA` and `SEEK_HOLE`, every file is data
/// up to its end. In a directory, the call seeks only to the start and to a `d_off` of
/// `getdents64`.
#[inline]
pub fn llseek<D: Descriptors>(fd: Fd, offset: i64, result: Out<'_, i64>, whence: u32) -> Result {
    let position = match conv::whence(whence) {
        Ok(whence) => lseek::<D>(fd, offset, whence)?,
        Err(unknown) => seek_data::<D>(fd, offset, whence, unknown)?,
    };
    result.write(position)
}

/// `fseek(fd, high, low, result, whence)` — as [`llseek`], for the positions that a stream
/// uses. Differs: Not a system call of Linux: the streams of stdio use it, to avoid linking the
/// parts of lseek(2) that they do not need, such as `SEEK_DATA`.
/// Differs: Not a system call of Linux: the streams of stdio use it, to avoid linking the
/// parts of lseek(2) that they do not need, such as `SEEK_DATA`.
#[inline]
pub fn fseek<D: Descriptors>(fd: Fd, offset: i64, result: Out<'_, i64>, whence: u32) -> Result {
    result.write(seek::<D>(fd, offset, conv::whence(whence)?)?)
}

#[inline]
fn seek<D: Descriptors>(fd: Fd, offset: i64, whence: Whence) -> Result<i64> {
    match D::what(fd)?.0 {
        What::Host(fd) => match wasi::fd_seek(fd, offset, whence) {
            Ok(position) => {
                // Some hosts move the position of a directory too, but list from the given
                // cookie.
                if whence == Whence::SET {
                    fd::go_to(fd, position);
                }
                i64::try_from(position).map_err(|_| Errno::OVERFLOW)
            }
            Err(error) => seek_error(fd, error, offset, whence),
        },
        What::Inside(kind, object) => kind.into().seek(object, offset, whence),
    }
}

/// One shared function for all the calls below.
#[inline(never)]
fn lseek<D: Descriptors>(fd: Fd, offset: i64, whence: Whence) -> Result<i64> {
    seek::<D>(fd, offset, whence)
}

const SEEK_DATA: u32 = 3;
const SEEK_HOLE: u32 = 4;

/// As on a Linux file system without holes: a file is data up to its end, and a hole after
/// that. Moving the position to the end and back finds the end, with less code than a query of
/// the file's status.
#[cold]
fn seek_data<D: Descriptors>(fd: Fd, offset: i64, whence: u32, unknown: Errno) -> Result<i64> {
    if !matches!(whence, SEEK_DATA | SEEK_HOLE) {
        return Err(unknown);
    }
    let here = lseek::<D>(fd, 0, Whence::CUR)?;
    let end = lseek::<D>(fd, 0, Whence::END)?;
    let is_inside = (0..end).contains(&offset);
    let place = match whence {
        _ if !is_inside => here,
        SEEK_DATA => offset,
        _ => end,
    };
    let place = lseek::<D>(fd, place, Whence::SET)?;
    is_inside.then_some(place).ok_or(Errno::NXIO)
}

#[cold]
fn seek_error(fd: Fd, error: Errno, offset: i64, whence: Whence) -> Result<i64> {
    let stat = wasi::fd_fdstat_get(fd)?;
    if stat.filetype == Filetype::DIRECTORY {
        return fd::seek_directory(fd, offset, whence);
    }
    // A file has positions, so the error is about the offset.
    Err(match error {
        _ if conv::is_stream(stat.filetype) => Errno::SPIPE,
        Errno::NOTCAPABLE => Errno::SPIPE,
        error => error,
    })
}

/// `close(fd)` — closes a descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/close.html),
/// [Linux](https://man7.org/linux/man-pages/man2/close.2.html).
/// Differs: Closing a preopened directory fails with `EBADF`, and it stays open. So a
/// program that closes every descriptor from 3 on can still open files. Closing a socket of
/// the network (`wasm32-wasip2`) waits until the host has sent what was written.
#[inline]
pub fn close<D: Descriptors>(fd: Fd) -> Result {
    D::close(fd)
}

#[cfg(test)]
mod tests;
