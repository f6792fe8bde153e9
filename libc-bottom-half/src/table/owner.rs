//! Who gives a program its descriptors: the host, or the table.
//!
//! A syscall that takes a descriptor has one body, with the owner as its type parameter.
//! [`Host`] is for programs that cannot copy a descriptor, nor make anything inside the
//! module: a number is the host's own, and what else a body does for [`Table`] is not even
//! compiled. [`crate::entry`] makes both versions from one row.

use core::convert::Infallible;

use super::wait;
use super::{Inside, What, what};
use crate::errno::{Errno, Result};
use crate::preopen;
use crate::wasi::{self, Eventtype, Fd};

/// What a syscall has to know of whoever owns the descriptors.
pub trait Descriptors {
    /// The kinds of things inside the module that a number may stand for.
    type Kind: Into<&'static dyn Inside>;

    /// What a descriptor stands for, and the flags of what is inside.
    fn what(fd: Fd) -> Result<(What<Self::Kind>, i32)>;

    /// The host's number for a descriptor, or else an error.
    #[inline(always)]
    fn host(fd: Fd, otherwise: Errno) -> Result<Fd> {
        match Self::what(fd)?.0 {
            What::Host(fd) => Ok(fd),
            What::Inside(..) => Err(otherwise),
        }
    }

    /// Before something is read or written: what a signal does to it.
    fn before(fd: Fd, kind: Eventtype) -> Result;

    /// Does something that may be inside, again and again while it cannot go on and a signal
    /// may help.
    fn inside<T>(act: impl Fn() -> Result<T>) -> Result<T>;

    /// Reads or writes at a place, or at the position; whoever watches files sees it.
    fn watched(
        fd: Fd,
        at: Option<i64>,
        writes: bool,
        length: impl Fn() -> usize,
        call: impl FnOnce() -> Result<usize>,
    ) -> Result<usize>;

    /// When the host could not write.
    fn failed(error: &Errno);

    /// Lets a number stand for nothing. A preopened folder is not the program's.
    fn close(fd: Fd) -> Result;
}

pub enum Host {}

impl Descriptors for Host {
    type Kind = Infallible;

    #[inline(always)]
    fn what(fd: Fd) -> Result<(What<Infallible>, i32)> {
        Ok((What::Host(fd), 0))
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
    type Kind = &'static dyn Inside;

    #[inline(always)]
    fn what(fd: Fd) -> Result<(What, i32)> {
        what(fd)
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
    fn failed(error: &Errno) {
        wait::failed(error);
    }

    #[inline(always)]
    fn close(fd: Fd) -> Result {
        super::close(fd)
    }
}
