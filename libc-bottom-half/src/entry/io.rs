//! Reading, writing, and the position in a file.

use crate::sys::io;
use crate::table::Host;
use crate::user::parameter::join;
use crate::user::{Bytes, BytesMut, Out};
use crate::wasi::Fd;

super::syscalls! {
    read(fd: Fd, buf: BytesMut[count: usize]) => io::read::<Host>;
    write(fd: Fd, buf: Bytes[count: usize]) => io::write::<Host>;
    readv(fd: Fd, iov: &[BytesMut] [count: i32]) => io::readv::<Host>;
    writev(fd: Fd, iov: &[Bytes] [count: i32]) => io::writev::<Host>;
    pread64(fd: Fd, buf: BytesMut[count: usize], offset: i64) => io::pread64::<Host>;
    pwrite64(fd: Fd, buf: Bytes[count: usize], offset: i64) => io::pwrite64::<Host>;
    preadv(fd: Fd, iov: &[BytesMut] [count: i32], low: i64[high: u32]) => io::preadv::<Host>;
    pwritev(fd: Fd, iov: &[Bytes] [count: i32], low: i64[high: u32]) => io::pwritev::<Host>;
    preadv2(fd: Fd, iov: &[BytesMut] [count: i32], low: i64[high: u32], flags: i32) => io::preadv2::<Host>;
    pwritev2(fd: Fd, iov: &[Bytes] [count: i32], low: i64[high: u32], flags: i32) => io::pwritev2::<Host>;
    _llseek(fd: Fd, high: u32, low: u32, result: Out<i64>, whence: u32) => |fd, high, low, result, whence| {
        io::llseek::<Host>(fd, join(high, low), result, whence)
    };
    close(fd: Fd) => io::close::<Host>;
}
