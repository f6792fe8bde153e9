//! Properties of a descriptor, and changes to them: fcntl and ioctl.

use crate::abi::fcntl::{self as c, Flock};
use crate::abi::ioctl as i;
use crate::abi::stat::{S_IFIFO, S_IFMT};
use crate::conv;
use crate::errno::{Errno, Result};
use crate::fd;
use crate::machine::PAGE_SIZE;
use crate::poll;
use crate::process;
use crate::sys::lock;
use crate::table::{self, Descriptors, What, kept};
use crate::tty;
use crate::user::{In, Out};
use crate::wasi::{self, Eventtype, Fd, Fdflags, Filetype};

/// `dup(fd)` — gives an open file another descriptor, the lowest that is free.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/dup.html),
/// [Linux](https://man7.org/linux/man-pages/man2/dup.2.html).
/// Differs: Code that calls WASI itself sees the host's numbers.
pub fn dup(fd: Fd) -> Result<Fd> {
    table::copy(fd, 0, false)
}

/// `dup3(fd, to, flags)` — gives an open file this descriptor, which is closed before if it
/// was open.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/dup3.html),
/// [Linux](https://man7.org/linux/man-pages/man2/dup3.2.html).
/// Differs: As `dup`.
pub fn dup3(fd: Fd, to: Fd, flags: i32) -> Result<Fd> {
    if fd == to || flags & !c::O_CLOEXEC != 0 {
        return Err(Errno::INVAL);
    }
    table::copy_to(fd, to, flags & c::O_CLOEXEC != 0)
}

/// The third argument of `fcntl`: its use depends on the command.
#[derive(Clone, Copy, Debug)]
pub struct Argument<'a> {
    pub value: usize,
    pub lock: (In<'a, Flock>, Out<'a, Flock>),
}

/// For commands that take a number.
impl From<usize> for Argument<'_> {
    #[inline]
    fn from(value: usize) -> Self {
        let lock = (In::none(), Out::none());
        Self { value, lock }
    }
}

/// `fcntl64(fd, cmd, arg)` — queries or changes something about a descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fcntl.html),
/// [Linux](https://man7.org/linux/man-pages/man2/fcntl64.2.html).
/// Differs: Only the status flags that WASI knows reach the host. Where the host cannot
/// make a stream `O_NONBLOCK`, the module remembers the flag, and asks the host before each
/// read and write. `FD_CLOEXEC` is remembered, but there is no exec. Record locks exclude
/// no other process, unless the host offers locks: then only the last copy of a descriptor
/// (`dup`) that is closed ends them. The capacity of a pipe is one page. Descriptors have
/// no owners and no leases: `F_GETOWN`, `F_GETSIG` and `F_GETLEASE` report none, and
/// setting one fails with `EINVAL`.
#[inline]
pub fn fcntl64<D: Descriptors>(fd: Fd, cmd: i32, argument: Argument<'_>) -> Result<i32> {
    let arg = argument.value;
    match cmd {
        c::F_DUPFD | c::F_DUPFD_CLOEXEC if D::IS_TABLE => {
            D::what(fd)?;
            if !process::allows_descriptor(arg) || arg >= fd::LIMIT {
                return Err(Errno::INVAL);
            }
            return table::copy(fd, arg, cmd == c::F_DUPFD_CLOEXEC).map(|fd| fd.0);
        }
        c::F_GETFD => {
            return D::close_on_exec(fd).map(|on| if on { c::FD_CLOEXEC } else { 0 });
        }
        c::F_SETFD => {
            D::set_close_on_exec(fd, arg as i32 & c::FD_CLOEXEC != 0)?;
            return Ok(0);
        }
        c::F_GETLK | c::F_SETLK | c::F_SETLKW | c::F_OFD_GETLK..=c::F_OFD_SETLKW if D::IS_TABLE => {
            let (given, told) = argument.lock;
            return lock::record(fd, cmd, given, told).map(|()| 0);
        }
        // It has no notifications and no lease.
        c::F_GETOWN | c::F_GETSIG if D::IS_TABLE => return D::close_on_exec(fd).map(|_| 0),
        c::F_GETLEASE if D::IS_TABLE => {
            return D::close_on_exec(fd).map(|_| i32::from(c::F_UNLCK));
        }
        _ => {}
    }
    match D::what(fd)? {
        (What::Host(fd), _) => match cmd {
            c::F_GETFL => {
                let stat = wasi::fd_fdstat_get(fd)?;
                let flags = fd::flags(fd).unwrap_or(stat.flags);
                let kept = if D::IS_TABLE { kept::flags(fd) } else { 0 };
                Ok(i32::from(flags.0) | conv::access_mode(stat.rights_base) | kept)
            }
            c::F_SETFL => {
                let which = Fdflags::APPEND.or(Fdflags::NONBLOCK);
                D::change_flags(fd, which, conv::fdflags(arg as i32)).map(|()| 0)
            }
            c::F_GETPIPE_SZ | c::F_SETPIPE_SZ if D::IS_TABLE => {
                wasi::fd_fdstat_get(fd).and(Err(Errno::BADF))
            }
            _ => wasi::fd_fdstat_get(fd).and(Err(Errno::INVAL)),
        },
        (What::Inside(kind, object), flags) => match cmd {
            c::F_GETFL => Ok(flags),
            c::F_SETFL => table::set_flags(fd, !0, arg as i32).map(|()| 0),
            c::F_GETPIPE_SZ | c::F_SETPIPE_SZ => {
                if kind.into().status(object).st_mode & S_IFMT != S_IFIFO {
                    return Err(Errno::BADF);
                }
                // A pipe is always a page.
                match cmd {
                    c::F_SETPIPE_SZ if (arg as i32) < 0 => Err(Errno::INVAL),
                    c::F_SETPIPE_SZ if arg > PAGE_SIZE => Err(Errno::PERM),
                    _ => Ok(PAGE_SIZE as i32),
                }
            }
            _ => Err(Errno::INVAL),
        },
    }
}

/// `isatty(fd)` — returns whether a descriptor refers to a terminal. Differs: Not a system
/// call of Linux: isatty(3) uses it, so that a program does not link all of `ioctl`.
/// Differs: Not a system call of Linux: isatty(3) uses it, so that a program does not link
/// all of `ioctl`.
#[inline]
pub fn isatty<D: Descriptors>(fd: Fd) -> Result {
    match D::what(fd)?.0 {
        What::Host(fd) => tty::isatty(fd),
        What::Inside(kind, object) => {
            tty::isatty(kind.into().terminal(object).ok_or(Errno::NOTTY)?)
        }
    }
}

/// `ioctl(fd, request, arg)` — queries or changes something about a descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/ioctl.html),
/// [Linux](https://man7.org/linux/man-pages/man2/ioctl.2.html).
/// Differs: Only `FIONREAD`, `FIONBIO`, `FIOCLEX`, `FIONCLEX`, and the requests that
/// termios consists of. Where the host has no service for terminals, the module remembers
/// the settings of a terminal, but the host's terminal stays as it is; only `VMIN` 0 with
/// `VTIME` takes effect, in reads. The process group and the session of a terminal are this
/// process's own, and `TIOCOUTQ` is 0, unless the host offers processes too and the program
/// links `fork`, `setsid`, or a call for process groups. Input cannot be discarded:
/// `TCIFLUSH` fails with `EINVAL`. The window has the size that the program set, or else 0
/// by 0; `tcgetwinsize` and ioctl(3) then use `COLUMNS` and `LINES`.
#[inline]
pub fn ioctl<D: Descriptors>(fd: Fd, request: i32, argument: &tty::Argument<'_>) -> Result {
    if let i::FIOCLEX | i::FIONCLEX = request {
        return D::set_close_on_exec(fd, request == i::FIOCLEX);
    }
    let host = match D::what(fd)?.0 {
        What::Host(fd) => fd,
        What::Inside(kind, object) => {
            let kind = kind.into();
            match request {
                i::FIONREAD if kind.terminal(object).is_none() => {
                    let n = kind.readable(object)?;
                    return argument
                        .number_out
                        .write(i32::try_from(n).unwrap_or(i32::MAX));
                }
                i::FIONBIO => {
                    let on = argument.number_in.read().ok_or(Errno::FAULT)? != 0;
                    let flags = if on { c::O_NONBLOCK } else { 0 };
                    return table::set_flags(fd, c::O_NONBLOCK, flags);
                }
                _ => kind.terminal(object).ok_or(Errno::NOTTY)?,
            }
        }
    };
    let stat = wasi::fd_fdstat_get(host)?;
    match request {
        i::FIONREAD => {
            let n = if stat.filetype == Filetype::REGULAR_FILE {
                wasi::fd_filestat_get(host)?
                    .size
                    .saturating_sub(wasi::fd_tell(host)?)
            } else if conv::is_stream(stat.filetype) {
                readable(host)?
            } else {
                return Err(Errno::NOTTY);
            };
            argument
                .number_out
                .write(i32::try_from(n).unwrap_or(i32::MAX))
        }
        i::FIONBIO => {
            let on = argument.number_in.read().ok_or(Errno::FAULT)? != 0;
            let flags = if on { Fdflags::NONBLOCK } else { Fdflags::NONE };
            D::change_flags(host, Fdflags::NONBLOCK, flags)
        }
        _ if tty::is_terminal(&stat) => tty::ioctl(host, request, argument),
        _ => Err(Errno::NOTTY),
    }
}

/// The number of bytes in a stream at this moment.
fn readable(fd: Fd) -> Result<u64> {
    let wait = wasi::subscription(1, Eventtype::FD_READ, fd);
    // If the host cannot tell, the number is 0, as long as it can be asked.
    Ok(poll::at_once(wait)?.unwrap_or(0))
}

#[cfg(test)]
mod tests;
