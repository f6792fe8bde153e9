//! The devices that programs expect on every system, for hosts that do not show them:
//! `/dev/null` and similar ones, and the terminal.
//!
//! `wasi-ld` looks for [`NAMES`] in a module, to see whether they are linked.

use preview1::service::Operation;

use crate::abi::fcntl as c;
use crate::abi::poll::{POLLIN, POLLOUT};
use crate::abi::stat::{S_IFCHR, Stat};
use crate::conv;
use crate::errno::{Errno, Result};
use crate::fd;
use crate::path;
use crate::service::numbers;
use crate::table::{Inside, What, open as open_new, status as status_of};
use crate::tty;
use crate::user::{Bytes, BytesMut};
use crate::wasi::{self, Fd, Fdflags, Whence};

/// In the order of the numbers below.
const NAMES: &[u8] = b"null\0zero\0full\0random\0urandom\0tty";

const NULL: usize = 0;
const FULL: usize = 2;
const RANDOM: usize = 3;
const URANDOM: usize = 4;
const TTY: usize = 5;

/// Major and minor number, as `st_rdev` has them.
const NUMBERS: [u16; 6] = [0x103, 0x105, 0x107, 0x108, 0x109, 0x500];

/// An object is a device with its access mode.
const READ: usize = 1 << 3;
const WRITE: usize = 1 << 4;
const DEVICE: usize = READ - 1;

/// The device that a path names, unless the host has one there.
#[inline(never)]
pub fn find(path: &[u8]) -> Result<Option<usize>> {
    let Some(path_below) = path.strip_prefix(b"/dev/") else {
        return Ok(None);
    };
    let mut names = path_below.splitn(2, |&byte| byte == b'/');
    let name = names.next().unwrap_or_default();
    let mut known = NAMES.split(|&byte| byte == 0);
    let device = known.position(|known| known == name);
    if device.is_none() || path::status(Fd(c::AT_FDCWD), path, 0) != Err(Errno::NOENT) {
        return Ok(None);
    }
    // A slash at the end asks for a directory, too.
    match names.next() {
        None => Ok(device),
        Some(_) => Err(Errno::NOTDIR),
    }
}

/// The `stat` of a device.
pub fn status(device: usize) -> Stat {
    Stat {
        st_rdev: NUMBERS.get(device).copied().unwrap_or(0).into(),
        ..status_of(S_IFCHR | 0o666, device, 0)
    }
}

/// Opens a device.
pub fn open(device: usize, flags: i32) -> Result<Fd> {
    let access = conv::access(flags)?;
    if flags & (c::O_CREAT | c::O_EXCL) == c::O_CREAT | c::O_EXCL {
        return Err(Errno::EXIST);
    }
    if flags & c::O_DIRECTORY != 0 {
        return Err(Errno::NOTDIR);
    }
    let close_on_exec = flags & c::O_CLOEXEC != 0;
    if device == TTY && stream(READ).is_none() {
        return wasi::open_terminal(close_on_exec, controlling);
    }
    let read = if access.read { READ } else { 0 };
    let write = if access.write { WRITE } else { 0 };
    let kept = c::O_ACCMODE | c::O_APPEND | c::O_NONBLOCK;
    open_new(flags & kept, close_on_exec, || {
        Ok(What::Inside(&Device, device | read | write))
    })
}

/// Opens the terminal that is none of the streams, where the host has a service for it.
pub fn controlling(close_on_exec: bool) -> Result<Fd> {
    open_new(0, close_on_exec, || {
        let opened = numbers(Operation::OPEN_TERMINAL, []);
        let [number] = opened.map_err(|error| match error {
            Errno::NOSYS => Errno::NXIO,
            error => error,
        })?;
        let fd = fd::fresh(Fd(number), close_on_exec, Fdflags::NONE);
        Ok(What::Host(fd))
    })
}

/// The stream of the host's that is the terminal, for reading or for writing: hosts may
/// not allow writing to standard input.
#[inline(never)]
fn stream(access: usize) -> Option<Fd> {
    let streams = if access & READ != 0 {
        [0, 1, 2]
    } else {
        [1, 2, 0]
    };
    streams
        .map(Fd)
        .into_iter()
        .find(|&fd| tty::isatty(fd).is_ok())
}

fn allow(object: usize, access: usize) -> Result<usize> {
    if object & access == 0 {
        return Err(Errno::BADF);
    }
    Ok(object & DEVICE)
}

fn read(fd: Fd, to: BytesMut<'_>) -> Result<usize> {
    let n = wasi::fd_read(fd, &[to]).map_err(conv::without_right)?;
    conv::counted(n, to.len())
}

fn write(fd: Fd, from: Bytes<'_>) -> Result<usize> {
    let n = wasi::fd_write(fd, &[from]).map_err(conv::without_right)?;
    conv::counted(n, from.len())
}

struct Device;

impl Inside for Device {
    fn read(&self, object: usize, to: &[BytesMut<'_>], _flags: i32) -> Result<usize> {
        let device = allow(object, READ)?;
        let mut n = 0;
        for buffer in to {
            match device {
                NULL => return Ok(0),
                TTY if buffer.is_empty() => {}
                // It may return less than there is room for.
                TTY => return read(stream(READ).ok_or(Errno::IO)?, *buffer),
                RANDOM | URANDOM => wasi::random_get(*buffer)?,
                _ => buffer.fill(0),
            }
            n += buffer.len();
        }
        Ok(n)
    }

    fn write(&self, object: usize, from: &[Bytes<'_>], _flags: i32) -> Result<usize> {
        let device = allow(object, WRITE)?;
        let mut n = 0;
        for data in from {
            n += match device {
                FULL => return Err(Errno::NOSPC),
                TTY if data.is_empty() => 0,
                TTY => match write(stream(WRITE).ok_or(Errno::IO)?, *data) {
                    Ok(written) if written == data.len() => written,
                    Ok(written) => return Ok(n + written),
                    Err(_) if n > 0 => return Ok(n),
                    Err(error) => return Err(error),
                },
                _ => data.len(),
            };
        }
        Ok(n)
    }

    fn read_at(&self, object: usize, to: &[BytesMut<'_>], at: i64) -> Result<usize> {
        check_place(object, at)?;
        self.read(object, to, 0)
    }

    fn write_at(&self, object: usize, from: &[Bytes<'_>], at: i64) -> Result<usize> {
        check_place(object, at)?;
        self.write(object, from, 0)
    }

    fn seek(&self, object: usize, _offset: i64, _whence: Whence) -> Result<i64> {
        check_place(object, 0)?;
        Ok(0)
    }

    fn status(&self, object: usize) -> Stat {
        status(object & DEVICE)
    }

    fn events(&self, _object: usize) -> i16 {
        POLLIN | POLLOUT
    }

    fn terminal(&self, object: usize) -> Option<Fd> {
        match object & DEVICE {
            TTY => stream(object),
            _ => None,
        }
    }

    fn close(&self, _object: usize) {}
}

/// As on Linux, any offset is accepted, except that a terminal has none.
fn check_place(object: usize, at: i64) -> Result {
    match object & DEVICE {
        _ if at < 0 => Err(Errno::INVAL),
        TTY => Err(Errno::SPIPE),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::poll::Pollfd;
    use crate::sys::fs::{faccessat2, fstat, newfstatat, openat};
    use crate::sys::io::{preadv, read, write};
    use crate::sys::poll::ppoll_time64;
    use crate::table::Table;
    use crate::table::{close, copy_to, terminal};
    use crate::user::{In, InOut, Out};
    use crate::wasi::fake;

    const HERE: Fd = Fd(c::AT_FDCWD);

    fn set_up() {
        fake::set_up(|host| {
            host.memory(2, 64);
            host.preopen("/disk", "/");
            host.file("/disk/f", b"");
        });
    }

    fn open_path(path: &[u8], flags: i32) -> Result<Fd> {
        openat::<Table>(HERE, path, flags, 0o666)
    }

    fn stat_path(path: &[u8]) -> Result<Stat> {
        let mut stat = Stat::ZERO;
        newfstatat::<Table>(HERE, path, Out::from(&mut stat), 0)?;
        Ok(stat)
    }

    #[test]
    fn a_device_is_what_a_path_names() {
        set_up();
        assert_eq!(find(b"/dev/null"), Ok(Some(NULL)));
        assert_eq!(find(b"/dev/tty"), Ok(Some(TTY)));
        for path in [
            &b"/dev/null/"[..],
            b"/dev/null/x",
            b"/dev/null/.",
            b"/dev/tty/..",
        ] {
            assert_eq!(find(path), Err(Errno::NOTDIR), "{}", path.escape_ascii());
        }
        for path in [
            &b""[..],
            b"dev/null",
            b"/dev",
            b"/dev/",
            b"/dev/nul",
            b"/dev/nulls",
            b"/f/null",
        ] {
            assert_eq!(find(path), Ok(None), "{}", path.escape_ascii());
        }
        fake::host(|host| host.file("/disk/dev/null", b""));
        assert_eq!(find(b"/dev/null"), Ok(None));
        assert_eq!(find(b"/dev/zero"), Ok(Some(1)));
    }

    #[test]
    fn each_says_what_it_is() {
        set_up();
        for name in NAMES.split(|&byte| byte == 0) {
            let path = [b"/dev/", name].concat();
            let by_name = stat_path(&path).unwrap();
            let fd = open_path(&path, c::O_RDWR | c::O_CREAT | c::O_TRUNC).unwrap();
            let mut by_fd = Stat::ZERO;
            fstat::<Table>(fd, Out::from(&mut by_fd)).unwrap();
            assert_eq!(by_fd, by_name);
            assert_eq!(by_name.st_mode, S_IFCHR | 0o666);
            assert_eq!(faccessat2::<Table>(HERE, &path, 6, 0), Ok(()));
            assert_eq!(faccessat2::<Table>(HERE, &path, 1, 0), Err(Errno::ACCES));
            assert_eq!(close(fd), Ok(()));
        }
        assert_eq!(stat_path(b"/dev/urandom").unwrap().st_rdev, 0x109);
    }

    #[test]
    fn a_file_of_the_hosts_is_not_asked_for_twice() {
        set_up();
        let before = fake::host(|host| host.calls("path_filestat_get"));
        close(open_path(b"/f", c::O_RDONLY).unwrap()).unwrap();
        assert_eq!(fake::host(|host| host.calls("path_filestat_get")), before);
    }

    #[test]
    fn the_terminal_is_that_of_the_streams() {
        set_up();
        fake::host(|host| host.stdin.extend(b"typed"));
        let fd = open_path(b"/dev/tty", c::O_RDWR).unwrap();
        let mut bytes = [0; 5];
        assert_eq!(read::<Table>(fd, BytesMut::of(&mut bytes)), Ok(5));
        assert_eq!(&bytes, b"typed");
        assert_eq!(write::<Table>(fd, Bytes::of(b"shown")), Ok(5));
        assert_eq!(fake::host(|host| host.stdout.clone()), b"shown");
        assert_eq!(
            preadv::<Table>(fd, &[BytesMut::of(&mut bytes)], 0),
            Err(Errno::SPIPE)
        );
        assert_eq!(terminal(fd), Ok(Fd(0)));
        fake::host(|host| host.stdin_ended = false);
        let polled = |timeout| {
            let mut fds = [Pollfd {
                fd: fd.0,
                events: POLLIN,
                revents: 0,
            }];
            let n = ppoll_time64::<Table>(InOut::of(&mut fds), timeout, In::none(), 8);
            (n, fds[0].revents)
        };
        assert_eq!(
            polled(In::from(&crate::abi::time::Timespec::ZERO)),
            (Ok(0), 0)
        );
        fake::host(|host| host.stdin.extend(b"more"));
        assert_eq!(polled(In::none()), (Ok(1), POLLIN));
        // The program's own descriptors of these numbers do not matter.
        let file = open_path(b"/f", c::O_RDWR).unwrap();
        for stream in [0, 1, 2] {
            copy_to(file, Fd(stream), false).unwrap();
        }
        assert_eq!(open_path(b"/dev/tty", c::O_RDWR), Err(Errno::NXIO));
        assert_eq!(write::<Table>(fd, Bytes::of(b"lost")), Err(Errno::IO));
    }
}
