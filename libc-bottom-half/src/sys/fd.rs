//! What a descriptor is, and what it can be told: fcntl and ioctl.

use crate::abi::fcntl::{self as c, Flock};
use crate::abi::ioctl as i;
use crate::conv;
use crate::errno::{Errno, Result};
use crate::fd;
use crate::poll;
use crate::tty;
use crate::user::{In, Out};
use crate::wasi::{self, Eventtype, Fd, Fdflags, Filetype};

/// The third argument of `fcntl`: what the command makes of it.
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

/// `fcntl64(fd, cmd, arg)` — asks or tells something about a descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fcntl.html),
/// [Linux](https://man7.org/linux/man-pages/man2/fcntl64.2.html); WASI `fd_fdstat_get`,
/// `fd_fdstat_set_flags`.
/// Differs: `FD_CLOEXEC` is kept, but there is no exec. Who copies descriptors or locks
/// files by it links another version ([`crate::table`]).
#[inline]
pub fn fcntl64(fd: Fd, cmd: i32, arg: Argument<'_>) -> Result<i32> {
    of_host(fd, cmd, arg.value)
}

/// What [`fcntl64`] does to a descriptor of the host.
#[inline]
pub fn of_host(fd: Fd, cmd: i32, arg: usize) -> Result<i32> {
    match cmd {
        c::F_GETFD => {
            wasi::fd_fdstat_get(fd)?;
            Ok(if fd::close_on_exec(fd) {
                c::FD_CLOEXEC
            } else {
                0
            })
        }
        c::F_SETFD => {
            wasi::fd_fdstat_get(fd)?;
            fd::set_close_on_exec(fd, arg as i32 & c::FD_CLOEXEC != 0);
            Ok(0)
        }
        c::F_GETFL => {
            let stat = wasi::fd_fdstat_get(fd)?;
            let flags = fd::flags(fd).unwrap_or(stat.flags);
            Ok(i32::from(flags.0) | conv::access_mode(stat.rights_base))
        }
        c::F_SETFL => {
            let flags = conv::fdflags(arg as i32);
            fd::change_flags(fd, Fdflags::APPEND.or(Fdflags::NONBLOCK), flags)?;
            Ok(0)
        }
        _ => wasi::fd_fdstat_get(fd).and(Err(Errno::INVAL)),
    }
}

/// `ioctl(fd, request, arg)` — asks or tells something about a descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/ioctl.html),
/// [Linux](https://man7.org/linux/man-pages/man2/ioctl.2.html); WASI `fd_fdstat_get`,
/// `fd_fdstat_set_flags`, `fd_filestat_get`, `fd_tell`, `poll_oneoff`.
/// Differs: `FIONREAD`, `FIONBIO`, `FIOCLEX`, `FIONCLEX`, and what [`tty::ioctl`] does for
/// a terminal, nothing else; the size of a terminal is 0 by 0 until it is set, as Linux says
/// when it does not know.
#[inline]
pub fn ioctl(fd: Fd, request: i32, argument: &tty::Argument<'_>) -> Result {
    let stat = wasi::fd_fdstat_get(fd)?;
    match request {
        i::FIONREAD => {
            let n = if stat.filetype == Filetype::REGULAR_FILE {
                wasi::fd_filestat_get(fd)?
                    .size
                    .saturating_sub(wasi::fd_tell(fd)?)
            } else if conv::is_stream(stat.filetype) {
                readable(fd)?
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
            fd::change_flags(fd, Fdflags::NONBLOCK, flags)
        }
        i::FIOCLEX | i::FIONCLEX => {
            fd::set_close_on_exec(fd, request == i::FIOCLEX);
            Ok(())
        }
        _ if tty::is_terminal(&stat) => tty::ioctl(request, argument),
        _ => Err(Errno::NOTTY),
    }
}

/// How many bytes a stream has, at this moment.
fn readable(fd: Fd) -> Result<u64> {
    let wait = wasi::subscription(1, Eventtype::FD_READ, fd);
    // What the host cannot tell is nothing, as long as it can be asked.
    Ok(poll::at_once(wait)?.unwrap_or(0))
}

#[cfg(test)]
mod tests;
