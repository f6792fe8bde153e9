//! Another program in the place of this one.

use super::refused::file;
use crate::abi::fcntl::{AT_EMPTY_PATH, AT_SYMLINK_NOFOLLOW};
use crate::abi::stat::S_IFREG;
use crate::errno::{Errno, Result};
use crate::sys::exec;
use crate::sys::refused::only;
use crate::table::{Descriptors, Host as D};
use crate::user::CStr;
use crate::user::parameter::Strings;
use crate::wasi::Fd;

/// As on Linux, there must be a regular file.
pub(super) fn execveat<D: Descriptors>(
    dirfd: Fd,
    path: CStr<'_>,
    (argv, envp): (Strings<'_>, Strings<'_>),
    flags: i32,
) -> Result {
    only(flags as u32, (AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) as u32)?;
    match file(dirfd.0, path, flags)? {
        S_IFREG => exec::execveat::<D>(dirfd, path.bytes()?, argv, envp),
        _ => Err(Errno::ACCES),
    }
}

macro_rules! rows {
    ($emit:ident) => { $crate::entry::$emit! {
        execve(path: CStr, argv: Strings, envp: Strings) => |path, argv, envp| {
            $crate::entry::exec::execveat::<D>(Fd($crate::abi::fcntl::AT_FDCWD), path, (argv, envp), 0)
        };
        execveat(dirfd: Fd, path: CStr, argv: Strings, envp: Strings, flags: i32) => |dirfd, path, argv, envp, flags| {
            $crate::entry::exec::execveat::<D>(dirfd, path, (argv, envp), flags)
        };
    } };
}
pub(super) use rows;

rows! { syscalls }
