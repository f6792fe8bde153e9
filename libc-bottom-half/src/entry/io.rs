//! Reading, writing, and the position in a file.

use crate::sys;
use crate::user::Bytes;
use crate::wasi::Fd;

syscalls! {
    write(fd: i32, buf: *const u8, count: usize) => {
        // SAFETY: the caller's promise.
        let data = unsafe { Bytes::new(buf, count) };
        sys::io::write(Fd(fd), data)
    };
}
