//! Reading, writing, and the position in a file.

use crate::sys::io;
use crate::table::Host as D;
use crate::user::parameter::join;
use crate::user::{Bytes, BytesMut, Out};
use crate::wasi::Fd;

macro_rules! rows {
    ($emit:ident) => { $crate::entry::$emit! {
        read(fd: Fd, buf: BytesMut[count: usize]) => io::read::<D>;
        write(fd: Fd, buf: Bytes[count: usize]) => io::write::<D>;
        readv(fd: Fd, iov: &[BytesMut] [count: i32]) => io::readv::<D>;
        writev(fd: Fd, iov: &[Bytes] [count: i32]) => io::writev::<D>;
        pread64(fd: Fd, buf: BytesMut[count: usize], offset: i64) => io::pread64::<D>;
        pwrite64(fd: Fd, buf: Bytes[count: usize], offset: i64) => io::pwrite64::<D>;
        preadv(fd: Fd, iov: &[BytesMut] [count: i32], low: i64[high: u32]) => io::preadv::<D>;
        pwritev(fd: Fd, iov: &[Bytes] [count: i32], low: i64[high: u32]) => io::pwritev::<D>;
        preadv2(fd: Fd, iov: &[BytesMut] [count: i32], low: i64[high: u32], flags: i32) => io::preadv2::<D>;
        pwritev2(fd: Fd, iov: &[Bytes] [count: i32], low: i64[high: u32], flags: i32) => io::pwritev2::<D>;
        _llseek(fd: Fd, high: u32, low: u32, result: Out<i64>, whence: u32) => |fd, high, low, result, whence| {
            io::llseek::<D>(fd, join(high, low), result, whence)
        };
        fseek(fd: Fd, high: u32, low: u32, result: Out<i64>, whence: u32) => |fd, high, low, result, whence| {
            io::fseek::<D>(fd, join(high, low), result, whence)
        };
        close(fd: Fd) => io::close::<D>;
    } };
}
pub(super) use rows;

rows! { syscalls }
