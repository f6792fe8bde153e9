//! Reading, writing, and the position in a file.

use crate::errno::{Errno, Result};
use crate::user::Bytes;
use crate::wasi::{self, Fd};

/// What a descriptor call failed with, where hosts with rights say `NOTCAPABLE`.
#[inline]
fn not_capable(as_error: Errno) -> impl Fn(Errno) -> Errno {
    move |error| {
        if error == Errno::NOTCAPABLE {
            as_error
        } else {
            error
        }
    }
}

/// The host's word for how many bytes it moved: more than there were is a lie.
#[inline]
fn counted(n: usize, of: usize) -> Result<usize> {
    if n <= of { Ok(n) } else { Err(Errno::IO) }
}

/// `write(fd, buf, count)` — writes bytes at the position of a descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/write.html),
/// [Linux](https://man7.org/linux/man-pages/man2/write.2.html); WASI `fd_write`.
/// Differs: nothing.
pub fn write(fd: Fd, data: Bytes<'_>) -> Result<usize> {
    let n = wasi::fd_write(fd, &[data]).map_err(not_capable(Errno::BADF))?;
    counted(n, data.len())
}
