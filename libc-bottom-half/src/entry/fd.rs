//! What a descriptor is, and what it can be told.

use crate::sys::fd;
use crate::tty;
use crate::wasi::Fd;

super::syscalls! {
    fcntl64(fd: i32, cmd: i32, arg: usize) => fd::fcntl64(Fd(fd), cmd, arg);
    isatty(fd: i32) => tty::isatty(Fd(fd));
    ioctl(fd: i32, request: i32, arg: *mut u8) => {
        // SAFETY: the caller's promise, for what the request makes of it.
        let argument = unsafe { crate::entry::terminal_argument(arg) };
        fd::ioctl(Fd(fd), request, &argument)
    };
}
