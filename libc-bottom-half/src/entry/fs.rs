//! Files by their paths, directories, and their metadata.

use crate::abi::stat::{Stat, Statfs, Statx};
use crate::abi::time::Timespec;
use crate::sys::{dir, fs};
use crate::table::Host as D;
use crate::user::{BytesMut, In, Out, Path};
use crate::wasi::Fd;

macro_rules! rows {
    ($emit:ident) => { $crate::entry::$emit! {
        openat(dirfd: Fd, path: Path, flags: i32, mode: u32) => fs::openat::<D>;
        newfstatat(dirfd: Fd, path: Path, buf: Out<Stat>, flags: i32) => fs::newfstatat::<D>;
        fstat(fd: Fd, buf: Out<Stat>) => fs::fstat::<D>;
        statx(dirfd: Fd, path: Path, flags: i32, mask: u32, buf: Out<Statx>) => fs::statx::<D>;
        faccessat(dirfd: Fd, path: Path, mode: i32) => fs::faccessat::<D>;
        mkdirat(dirfd: Fd, path: Path, mode: u32) => dir::mkdirat::<D>;
        unlinkat(dirfd: Fd, path: Path, flags: i32) => fs::unlinkat::<D>;
        renameat2(olddirfd: Fd, oldpath: Path, newdirfd: Fd, newpath: Path, flags: u32) => fs::renameat2::<D>;
        linkat(olddirfd: Fd, oldpath: Path, newdirfd: Fd, newpath: Path, flags: i32) => fs::linkat::<D>;
        symlinkat(target: Path, dirfd: Fd, path: Path) => fs::symlinkat::<D>;
        readlinkat(dirfd: Fd, path: Path, buf: BytesMut[size: usize]) => fs::readlinkat::<D>;
        utimensat_time64(dirfd: Fd, path: Option<Path>, times: In<[Timespec; 2]>, flags: i32) => fs::utimensat_time64::<D>;
        ftruncate64(fd: Fd, length: i64) => fs::ftruncate64::<D>;
        fallocate(fd: Fd, mode: i32, offset: i64, length: i64) => fs::fallocate::<D>;
        fadvise64_64(fd: Fd, offset: i64, length: i64, advice: i32) => fs::fadvise64_64::<D>;
        readahead(fd: Fd, offset: i64, count: usize) => fs::readahead::<D>;
        fstatfs64(fd: Fd, size: usize, buf: Out<Statfs>) => fs::fstatfs64::<D>;
        syncfs(fd: Fd) => fs::syncfs::<D>;
        sync_file_range(fd: Fd, offset: i64, length: i64, flags: u32) => fs::sync_file_range::<D>;
        fsync(fd: Fd) => fs::fsync::<D>;
        fdatasync(fd: Fd) => fs::fdatasync::<D>;
        getdents64(fd: Fd, buf: BytesMut[size: usize]) => dir::getdents64::<D>;
        fchdir(fd: Fd) => dir::fchdir::<D>;
    } };
}
pub(super) use rows;

rows! { syscalls }

super::syscalls! {
    truncate64(path: Path, length: i64) => fs::truncate64;
    statfs64(path: Path, size: usize, buf: Out<Statfs>) => fs::statfs64;
    sync() => fs::sync;
    chdir(path: Path) => dir::chdir;
    getcwd(buf: BytesMut[size: usize]) => dir::getcwd;
}
