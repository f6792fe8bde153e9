//! The owner of a program's descriptors: the host, or the table.
//!
//! A syscall that takes a descriptor has one body, with the owner as its type parameter.
//! [`Host`] is for programs that cannot copy a descriptor, nor make anything inside the
//! module: a number is the host's own, and what else a body does for [`Table`] is not even
//! compiled. [`crate::entry`] makes both versions from one row.

use core::convert::Infallible;

use super::{Inside, What, what};
use super::{kept, wait};
use crate::abi::fcntl::AT_FDCWD;
use crate::errno::{Errno, Result};
use crate::fd;
use crate::path::opened;
use crate::preopen;
use crate::wasi::{self, Eventtype, Fd, Fdflags};

/// A syscall's view of the owner of descriptors.
pub trait Descriptors {
    /// Whether there is anything that only a table can have.
    const IS_TABLE: bool;

    /// The kinds of things inside the module that a number may stand for.
    type Kind: Into<&'static dyn Inside>;

    /// The object of a descriptor, and the flags of an inside object.
    fn what(fd: Fd) -> Result<(What<Self::Kind>, i32)>;

    /// The host's number for a descriptor, or else an error.
    #[inline(always)]
    fn host(fd: Fd, otherwise: Errno) -> Result<Fd> {
        match Self::what(fd)?.0 {
            What::Host(fd) => Ok(fd),
            What::Inside(..) => Err(otherwise),
        }
    }

    /// The host's number for the directory that a path counts from; of an absolute path it
    /// does not matter.
    #[inline(always)]
    fn directory(dirfd: Fd, path: &[u8]) -> Result<Fd> {
        opened::needed();
        if !Self::IS_TABLE {
            return Ok(dirfd);
        }
        if dirfd.0 == AT_FDCWD || path.first() == Some(&b'/') {
            return Ok(Fd(AT_FDCWD));
        }
        Self::host(dirfd, Errno::NOTDIR)
    }

    fn close_on_exec(fd: Fd) -> Result<bool>;

    /// The host's descriptor that another program gets under this number; perhaps one that is
    /// not open.
    fn inherited(fd: Fd) -> Option<Fd>;

    fn set_close_on_exec(fd: Fd, on: bool) -> Result;

    /// Changes the status flags of a host's descriptor that `which` selects.
    fn change_flags(fd: Fd, which: Fdflags, to: Fdflags) -> Result;

    /// Before a read or write: the effect of a signal on it.
    fn before(fd: Fd, kind: Eventtype) -> Result;

    /// Calls something that may be inside, again and again while it would block and a signal
    /// may help.
    fn inside<T>(act: impl Fn() -> Result<T>) -> Result<T>;

    /// Reads or writes at a place, or at the position; notifies watchers of files.
    fn watched(
        fd: Fd,
        at: Option<i64>,
        writes: bool,
        length: impl Fn() -> usize,
        call: impl FnOnce() -> Result<usize>,
    ) -> Result<usize>;

    /// Gives a host's file another size; notifies watchers of files.
    fn resized(fd: Fd, size: i64, call: impl FnOnce() -> Result) -> Result;

    /// After a failed write to the host.
    fn failed(error: &Errno);

    /// Frees a number. A preopened directory does not belong to the program.
    fn close(fd: Fd) -> Result;
}

pub enum Host {}

impl Descriptors for Host {
    const IS_TABLE: bool = false;

    type Kind = Infallible;

    #[inline(always)]
    fn what(fd: Fd) -> Result<(What<Infallible>, i32)> {
        Ok((What::Host(fd), 0))
    }

    #[inline(always)]
    fn close_on_exec(fd: Fd) -> Result<bool> {
        wasi::fd_fdstat_get(fd)?;
        Ok(fd::close_on_exec(fd))
    }

    #[inline(always)]
    fn inherited(fd: Fd) -> Option<Fd> {
        (!fd::close_on_exec(fd)).then_some(fd)
    }

    #[inline(always)]
    fn set_close_on_exec(fd: Fd, on: bool) -> Result {
        wasi::fd_fdstat_get(fd)?;
        fd::set_close_on_exec(fd, on);
        Ok(())
    }

    #[inline(always)]
    fn change_flags(fd: Fd, which: Fdflags, to: Fdflags) -> Result {
        fd::change_flags(fd, which, to)
    }

    #[inline(always)]
    fn before(_fd: Fd, _kind: Eventtype) -> Result {
        Ok(())
    }

    #[inline(always)]
    fn inside<T>(act: impl Fn() -> Result<T>) -> Result<T> {
        act()
    }

    #[inline(always)]
    fn watched(
        _fd: Fd,
        _at: Option<i64>,
        _writes: bool,
        _length: impl Fn() -> usize,
        call: impl FnOnce() -> Result<usize>,
    ) -> Result<usize> {
        call()
    }

    #[inline(always)]
    fn resized(_fd: Fd, _size: i64, call: impl FnOnce() -> Result) -> Result {
        call()
    }

    #[inline(always)]
    fn failed(_error: &Errno) {}

    #[inline(always)]
    fn close(fd: Fd) -> Result {
        if preopen::owns(fd) {
            return Err(Errno::BADF);
        }
        wasi::fd_close(fd)
    }
}

/// The host's numbers stand for nothing inside.
impl From<Infallible> for &'static dyn Inside {
    fn from(kind: Infallible) -> Self {
        match kind {}
    }
}

pub enum Table {}

impl Descriptors for Table {
    const IS_TABLE: bool = true;

    type Kind = &'static dyn Inside;

    #[inline(always)]
    fn what(fd: Fd) -> Result<(What, i32)> {
        what(fd)
    }

    #[inline(always)]
    fn close_on_exec(fd: Fd) -> Result<bool> {
        super::close_on_exec(fd)
    }

    #[inline(always)]
    fn inherited(fd: Fd) -> Option<Fd> {
        super::inherited(fd)
    }

    #[inline(always)]
    fn set_close_on_exec(fd: Fd, on: bool) -> Result {
        super::set_close_on_exec(fd, on)
    }

    #[inline(always)]
    fn change_flags(fd: Fd, which: Fdflags, to: Fdflags) -> Result {
        kept::change_flags(fd, which, to)
    }

    #[inline(always)]
    fn before(fd: Fd, kind: Eventtype) -> Result {
        wait::before(fd, kind)
    }

    #[inline(always)]
    fn inside<T>(act: impl Fn() -> Result<T>) -> Result<T> {
        wait::inside(act)
    }

    #[inline(always)]
    fn watched(
        fd: Fd,
        at: Option<i64>,
        writes: bool,
        length: impl Fn() -> usize,
        call: impl FnOnce() -> Result<usize>,
    ) -> Result<usize> {
        super::watched(fd, at, writes, length, call)
    }

    #[inline(always)]
    fn resized(fd: Fd, size: i64, call: impl FnOnce() -> Result) -> Result {
        super::resized(fd, size, call)
    }

    #[inline(always)]
    fn failed(error: &Errno) {
        wait::failed(error);
    }

    #[inline(always)]
    fn close(fd: Fd) -> Result {
        super::close(fd)
    }
}
