//! Files by their paths, folders, and what is known of them.

use crate::abi::stat::{Stat, Statfs, Statx};
use crate::abi::time::Timespec;
use crate::sys::{dir, fs};
use crate::user::{BytesMut, In, Out, Path};
use crate::wasi::Fd;

super::syscalls! {
    openat(dirfd: Fd, path: Path, flags: i32, mode: u32) => |dirfd, path, flags, _| {
        fs::openat(dirfd, path, flags)
    };
    newfstatat(dirfd: Fd, path: Path, buf: Out<Stat>, flags: i32) => fs::newfstatat;
    fstat(fd: Fd, buf: Out<Stat>) => fs::fstat;
    statx(dirfd: Fd, path: Path, flags: i32, mask: u32, buf: Out<Statx>) => |dirfd, path, flags, _, buf| {
        fs::statx(dirfd, path, flags, buf)
    };
    faccessat(dirfd: Fd, path: Path, mode: i32) => fs::faccessat;
    faccessat2(dirfd: Fd, path: Path, mode: i32, flags: i32) => fs::faccessat2;
    fchownat(dirfd: Fd, path: Path, uid: u32, gid: u32, flags: i32) => fs::fchownat;
    fchown(fd: Fd, uid: u32, gid: u32) => fs::fchown;
    mkdirat(dirfd: Fd, path: Path, mode: u32) => |dirfd, path, _| dir::mkdirat(dirfd, path);
    unlinkat(dirfd: Fd, path: Path, flags: i32) => fs::unlinkat;
    renameat2(olddirfd: Fd, oldpath: Path, newdirfd: Fd, newpath: Path, flags: u32) => |olddirfd, oldpath, newdirfd, newpath, flags| {
        fs::renameat2((olddirfd, oldpath), (newdirfd, newpath), flags)
    };
    linkat(olddirfd: Fd, oldpath: Path, newdirfd: Fd, newpath: Path, flags: i32) => |olddirfd, oldpath, newdirfd, newpath, flags| {
        fs::linkat((olddirfd, oldpath), (newdirfd, newpath), flags)
    };
    symlinkat(target: Path, dirfd: Fd, path: Path) => fs::symlinkat;
    readlinkat(dirfd: Fd, path: Path, buf: BytesMut[size: usize]) => fs::readlinkat;
    utimensat_time64(dirfd: Fd, path: Option<Path>, times: In<[Timespec; 2]>, flags: i32) => |dirfd, path, times: In<'_, [Timespec; 2]>, flags| {
        fs::utimensat_time64(dirfd, path, times.read(), flags)
    };
    truncate64(path: Path, length: i64) => fs::truncate64;
    ftruncate64(fd: Fd, length: i64) => fs::ftruncate64;
    fallocate(fd: Fd, mode: i32, offset: i64, length: i64) => fs::fallocate;
    fadvise64_64(fd: Fd, offset: i64, length: i64, advice: i32) => fs::fadvise64_64;
    readahead(fd: Fd, offset: i64, count: usize) => fs::readahead;
    statfs64(path: Path, size: usize, buf: Out<Statfs>) => fs::statfs64;
    fstatfs64(fd: Fd, size: usize, buf: Out<Statfs>) => fs::fstatfs64;
    sync() => fs::sync;
    syncfs(fd: Fd) => fs::syncfs;
    sync_file_range(fd: Fd, offset: i64, length: i64, flags: u32) => fs::sync_file_range;
    fsync(fd: Fd) => fs::fsync;
    fdatasync(fd: Fd) => fs::fdatasync;
    getdents64(fd: Fd, buf: BytesMut[size: usize]) => dir::getdents64;
    chdir(path: Path) => dir::chdir;
    fchdir(fd: Fd) => dir::fchdir;
    getcwd(buf: BytesMut[size: usize]) => dir::getcwd;
}
