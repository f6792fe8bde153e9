//! Files by their paths, folders, and what is known of them.

use crate::abi::stat::{Stat, Statfs, Statx};
use crate::abi::time::Timespec;
use crate::sys::{dir, fs};
use crate::user::{BytesMut, In, Out, path as string};
use crate::wasi::Fd;

super::syscalls! {
    openat(dirfd: i32, path: *const u8, flags: i32, _mode: u32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        fs::openat(Fd(dirfd), path, flags)
    };
    newfstatat(dirfd: i32, path: *const u8, buf: *mut Stat, flags: i32) => {
        // SAFETY: the caller's promise.
        let (path, buf) = unsafe { (string(path)?, Out::new(buf)) };
        fs::newfstatat(Fd(dirfd), path, buf, flags)
    };
    fstat(fd: i32, buf: *mut Stat) => {
        // SAFETY: the caller's promise.
        let buf = unsafe { Out::new(buf) };
        fs::fstat(Fd(fd), buf)
    };
    statx(dirfd: i32, path: *const u8, flags: i32, _mask: u32, buf: *mut Statx) => {
        // SAFETY: the caller's promise.
        let (path, buf) = unsafe { (string(path)?, Out::new(buf)) };
        fs::statx(Fd(dirfd), path, flags, buf)
    };
    faccessat(dirfd: i32, path: *const u8, mode: i32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        fs::faccessat(Fd(dirfd), path, mode)
    };
    faccessat2(dirfd: i32, path: *const u8, mode: i32, flags: i32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        fs::faccessat2(Fd(dirfd), path, mode, flags)
    };
    fchownat(dirfd: i32, path: *const u8, uid: u32, gid: u32, flags: i32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        fs::fchownat(Fd(dirfd), path, uid, gid, flags)
    };
    fchown(fd: i32, uid: u32, gid: u32) => fs::fchown(Fd(fd), uid, gid);
    mkdirat(dirfd: i32, path: *const u8, _mode: u32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        dir::mkdirat(Fd(dirfd), path)
    };
    unlinkat(dirfd: i32, path: *const u8, flags: i32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        fs::unlinkat(Fd(dirfd), path, flags)
    };
    renameat2(olddirfd: i32, oldpath: *const u8, newdirfd: i32, newpath: *const u8, flags: u32) => {
        // SAFETY: the caller's promise.
        let (old, new) = unsafe { (string(oldpath)?, string(newpath)?) };
        fs::renameat2((Fd(olddirfd), old), (Fd(newdirfd), new), flags)
    };
    linkat(olddirfd: i32, oldpath: *const u8, newdirfd: i32, newpath: *const u8, flags: i32) => {
        // SAFETY: the caller's promise.
        let (old, new) = unsafe { (string(oldpath)?, string(newpath)?) };
        fs::linkat((Fd(olddirfd), old), (Fd(newdirfd), new), flags)
    };
    symlinkat(target: *const u8, dirfd: i32, path: *const u8) => {
        // SAFETY: the caller's promise.
        let (target, path) = unsafe { (string(target)?, string(path)?) };
        fs::symlinkat(target, Fd(dirfd), path)
    };
    readlinkat(dirfd: i32, path: *const u8, buf: *mut u8, size: usize) => {
        // SAFETY: the caller's promise.
        let (path, buf) = unsafe { (string(path)?, BytesMut::new(buf, size)) };
        fs::readlinkat(Fd(dirfd), path, buf)
    };
    utimensat_time64(dirfd: i32, path: *const u8, times: *const [Timespec; 2], flags: i32) => {
        // SAFETY: the caller's promise; a null path means the descriptor.
        let path = if path.is_null() { None } else { Some(unsafe { string(path) }?) };
        // SAFETY: the caller's promise.
        let times = unsafe { In::new(times) };
        fs::utimensat_time64(Fd(dirfd), path, times.read(), flags)
    };
    truncate64(path: *const u8, length: i64) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        fs::truncate64(path, length)
    };
    ftruncate64(fd: i32, length: i64) => fs::ftruncate64(Fd(fd), length);
    fallocate(fd: i32, mode: i32, offset: i64, length: i64) => fs::fallocate(Fd(fd), mode, offset, length);
    fadvise64_64(fd: i32, offset: i64, length: i64, advice: i32) => {
        fs::fadvise64_64(Fd(fd), offset, length, advice)
    };
    readahead(fd: i32, offset: i64, count: usize) => fs::readahead(Fd(fd), offset, count);
    statfs64(path: *const u8, size: usize, buf: *mut Statfs) => {
        // SAFETY: the caller's promise.
        let (path, buf) = unsafe { (string(path)?, Out::new(buf)) };
        fs::statfs64(path, size, buf)
    };
    fstatfs64(fd: i32, size: usize, buf: *mut Statfs) => {
        // SAFETY: the caller's promise.
        let buf = unsafe { Out::new(buf) };
        fs::fstatfs64(Fd(fd), size, buf)
    };
    sync() => {
        fs::sync();
        Ok(())
    };
    syncfs(fd: i32) => fs::syncfs(Fd(fd));
    sync_file_range(fd: i32, offset: i64, length: i64, flags: u32) => {
        fs::sync_file_range(Fd(fd), offset, length, flags)
    };
    fsync(fd: i32) => fs::fsync(Fd(fd));
    fdatasync(fd: i32) => fs::fdatasync(Fd(fd));
    getdents64(fd: i32, buf: *mut u8, size: usize) => {
        // SAFETY: the caller's promise.
        let buf = unsafe { BytesMut::new(buf, size) };
        dir::getdents64(Fd(fd), buf)
    };
    chdir(path: *const u8) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        dir::chdir(path)
    };
    fchdir(fd: i32) => dir::fchdir(Fd(fd));
    getcwd(buf: *mut u8, size: usize) => {
        // SAFETY: the caller's promise.
        let buf = unsafe { BytesMut::new(buf, size) };
        dir::getcwd(buf)
    };
}
