//! Pipes.

use crate::errno::{Errno, Result};
use crate::inside::pipe;
use crate::user::Out;

/// `pipe2(fds, flags)` — makes a pipe.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/pipe.html),
/// [Linux](https://man7.org/linux/man-pages/man2/pipe2.2.html).
/// Differs: A pipe exists only in this process and holds 65,536 bytes. Reading an empty
/// pipe or writing to a full one fails with `EDEADLK` instead of blocking forever.
/// `O_DIRECT` fails with `EINVAL`.
pub fn pipe2(fds: Out<'_, [i32; 2]>, flags: i32) -> Result {
    if fds.is_null() {
        return Err(Errno::FAULT);
    }
    let [reader, writer] = pipe::pipe(flags)?;
    fds.write([reader.0, writer.0])
}
