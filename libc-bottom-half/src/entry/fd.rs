//! Properties of a descriptor, and changes to them.

use crate::errno::Result;
use crate::sys::{fd, terminal};
use crate::table::Host as D;
use crate::tty::Argument;
use crate::user::{BytesMut, In, Out, Parameter};
use crate::wasi::Fd;

impl Parameter for Argument<'_> {
    type C = *mut u8;

    #[inline]
    unsafe fn from_c(arg: *mut u8, (): ()) -> Result<Self> {
        // SAFETY: the caller's promise, for the one of these that the request uses.
        Ok(unsafe {
            Self {
                value: arg.addr() as i32,
                number_in: In::new(arg.cast()),
                number_out: Out::new(arg.cast()),
                size_in: In::new(arg.cast()),
                size_out: Out::new(arg.cast()),
                termios_in: In::new(arg.cast()),
                termios_out: Out::new(arg.cast()),
            }
        })
    }
}

impl Parameter for fd::Argument<'_> {
    type C = usize;

    #[inline]
    unsafe fn from_c(value: usize, (): ()) -> Result<Self> {
        let lock = core::ptr::with_exposed_provenance_mut(value);
        // SAFETY: the caller's promise, for the commands that use it as a lock.
        let lock = unsafe { (In::new(lock), Out::new(lock)) };
        Ok(Self { value, lock })
    }
}

macro_rules! rows {
    ($emit:ident) => { $crate::entry::$emit! {
        fcntl64(fd: Fd, cmd: i32, arg: fd::Argument) => fd::fcntl64::<D>;
        isatty(fd: Fd) => fd::isatty::<D>;
        ioctl(fd: Fd, request: i32, arg: Argument) => |fd, request, arg| fd::ioctl::<D>(fd, request, &arg);
        posix_openpt(flags: i32) => terminal::posix_openpt::<D>;
        pty(fd: Fd, unlock: i32) => terminal::pty::<D>;
        ptypeer(fd: Fd, flags: i32) => terminal::ptypeer::<D>;
        ttyname(fd: Fd, name: BytesMut[size: usize]) => terminal::ttyname::<D>;
    } };
}
pub(super) use rows;

rows! { syscalls }
