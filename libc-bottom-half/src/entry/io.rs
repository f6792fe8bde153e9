//! Reading, writing, and the position in a file.

use crate::sys;
use crate::user::{Bytes, BytesMut, Out, iovecs};
use crate::wasi::Fd;

super::syscalls! {
    read(fd: i32, buf: *mut u8, count: usize) => {
        // SAFETY: the caller's promise.
        let buf = unsafe { BytesMut::new(buf, count) };
        sys::io::read(Fd(fd), buf)
    };
    write(fd: i32, buf: *const u8, count: usize) => {
        // SAFETY: the caller's promise.
        let data = unsafe { Bytes::new(buf, count) };
        sys::io::write(Fd(fd), data)
    };
    readv(fd: i32, iov: *const BytesMut<'static>, count: i32) => {
        // SAFETY: the caller's promise.
        let iov = unsafe { iovecs(iov, count) }?;
        sys::io::readv(Fd(fd), iov)
    };
    writev(fd: i32, iov: *const Bytes<'static>, count: i32) => {
        // SAFETY: the caller's promise.
        let iov = unsafe { iovecs(iov, count) }?;
        sys::io::writev(Fd(fd), iov)
    };
    pread64(fd: i32, buf: *mut u8, count: usize, offset: i64) => {
        // SAFETY: the caller's promise.
        let buf = unsafe { BytesMut::new(buf, count) };
        sys::io::pread64(Fd(fd), buf, offset)
    };
    pwrite64(fd: i32, buf: *const u8, count: usize, offset: i64) => {
        // SAFETY: the caller's promise.
        let data = unsafe { Bytes::new(buf, count) };
        sys::io::pwrite64(Fd(fd), data, offset)
    };
    preadv(fd: i32, iov: *const BytesMut<'static>, count: i32, low: u32, high: u32) => {
        // SAFETY: the caller's promise.
        let iov = unsafe { iovecs(iov, count) }?;
        sys::io::preadv(Fd(fd), iov, crate::entry::join(high, low))
    };
    pwritev(fd: i32, iov: *const Bytes<'static>, count: i32, low: u32, high: u32) => {
        // SAFETY: the caller's promise.
        let iov = unsafe { iovecs(iov, count) }?;
        sys::io::pwritev(Fd(fd), iov, crate::entry::join(high, low))
    };
    preadv2(fd: i32, iov: *const BytesMut<'static>, count: i32, low: u32, high: u32, flags: i32) => {
        // SAFETY: the caller's promise.
        let iov = unsafe { iovecs(iov, count) }?;
        sys::io::preadv2(Fd(fd), iov, crate::entry::join(high, low), flags)
    };
    pwritev2(fd: i32, iov: *const Bytes<'static>, count: i32, low: u32, high: u32, flags: i32) => {
        // SAFETY: the caller's promise.
        let iov = unsafe { iovecs(iov, count) }?;
        sys::io::pwritev2(Fd(fd), iov, crate::entry::join(high, low), flags)
    };
    _llseek(fd: i32, high: u32, low: u32, result: *mut i64, whence: u32) => {
        // SAFETY: the caller's promise.
        let result = unsafe { Out::new(result) };
        sys::io::llseek(Fd(fd), crate::entry::join(high, low), result, whence)
    };
    close(fd: i32) => sys::io::close(Fd(fd));
}
