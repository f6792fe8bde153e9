//! What is known and told of files, for a program that has a table of descriptors.

use super::{folder, status_inside};
use crate::abi::fcntl as c;
use crate::abi::stat::{S_IFIFO, S_IFMT, S_IFREG, Statfs};
use crate::abi::time::Timespec;
use crate::errno::{Errno, Result};
use crate::sys;
use crate::table::{What, host, what};
use crate::user::Out;
use crate::wasi::Fd;

pub fn fchownat(dirfd: Fd, path: &[u8], uid: u32, gid: u32, flags: i32) -> Result {
    match status_inside(dirfd, path, flags)? {
        Some(_) => sys::identity::setresuid([uid, gid]),
        None => sys::fs::fchownat(folder(dirfd, path)?, path, uid, gid, flags),
    }
}

pub fn fchown(fd: Fd, uid: u32, gid: u32) -> Result {
    match what(fd)?.0 {
        What::Host(fd) => sys::fs::fchown(fd, uid, gid),
        What::Inside(..) => sys::identity::setresuid([uid, gid]),
    }
}

pub fn fstatfs64(fd: Fd, size: usize, buf: Out<'_, Statfs>) -> Result {
    match what(fd)?.0 {
        What::Host(fd) => sys::fs::fstatfs64(fd, size, buf),
        What::Inside(..) if size != size_of::<Statfs>() => Err(Errno::INVAL),
        What::Inside(..) => buf.write(sys::fs::statfs(0)),
    }
}

pub fn syncfs(fd: Fd) -> Result {
    match what(fd)?.0 {
        What::Host(fd) => sys::fs::syncfs(fd),
        What::Inside(..) => {
            sys::fs::sync();
            Ok(())
        }
    }
}

pub fn fallocate(fd: Fd, mode: i32, offset: i64, size: i64) -> Result {
    let (kind, object, flags) = match what(fd)? {
        (What::Host(fd), _) => return sys::fs::fallocate(fd, mode, offset, size),
        (What::Inside(kind, object), flags) => (kind, object, flags),
    };
    let end = sys::fs::room(mode, offset, size)?.end as i64;
    let status = kind.status(object);
    match status.st_mode & S_IFMT {
        _ if flags & c::O_WRONLY == 0 => Err(Errno::BADF),
        S_IFIFO => Err(Errno::SPIPE),
        S_IFREG if status.st_size >= end => Ok(()),
        S_IFREG => kind.truncate(object, end),
        _ => Err(Errno::NODEV),
    }
}

/// A file in memory has nothing to be written to.
pub fn sync(fd: Fd, of_host: impl FnOnce(Fd) -> Result) -> Result {
    match what(fd)?.0 {
        What::Host(fd) => of_host(fd),
        What::Inside(kind, object) => match kind.status(object).st_mode & S_IFMT {
            S_IFREG => Ok(()),
            _ => Err(Errno::INVAL),
        },
    }
}

/// What is inside the process has no times to set.
pub fn utimensat_time64(
    dirfd: Fd,
    path: Option<&[u8]>,
    times: Option<[Timespec; 2]>,
    flags: i32,
) -> Result {
    let is_descriptor = match path {
        None => true,
        Some(path) => path.is_empty() && flags & c::AT_EMPTY_PATH != 0,
    };
    let folder = if is_descriptor && dirfd.0 != c::AT_FDCWD {
        host(dirfd, Errno::NOTSUP)?
    } else {
        folder(dirfd, path.unwrap_or(b""))?
    };
    sys::fs::utimensat_time64(folder, path, times, flags)
}
