//! What a descriptor is, and what it can be told.

use crate::abi::fcntl::Flock;
use crate::sys::fd;
use crate::tty;
use crate::user::{In, Out};
use crate::wasi::Fd;

super::syscalls! {
    fcntl64(fd: i32, cmd: i32, arg: usize) => {
        let lock = core::ptr::with_exposed_provenance_mut::<Flock>(arg);
        // SAFETY: the caller's promise, for the commands that use it as a lock.
        let lock = unsafe { (In::new(lock), Out::new(lock)) };
        fd::fcntl64(Fd(fd), cmd, arg, lock)
    };
    isatty(fd: i32) => tty::isatty(Fd(fd));
    ioctl(fd: i32, request: i32, arg: *mut u8) => {
        // SAFETY: the caller's promise, for what the request makes of it.
        let argument = unsafe { crate::entry::terminal_argument(arg) };
        fd::ioctl(Fd(fd), request, &argument)
    };
}
