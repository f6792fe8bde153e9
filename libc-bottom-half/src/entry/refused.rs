//! Refused syscalls that look at their arguments first: rows of the table with `checks`.
//!
//! Files and descriptors are looked at by other syscalls, by their symbols: that way a
//! program gets the version of these that it has anyway ([`super::table`]).

use crate::abi::IOV_MAX;
use crate::abi::fcntl::{AT_EMPTY_PATH, AT_FDCWD, AT_SYMLINK_FOLLOW, AT_SYMLINK_NOFOLLOW};
use crate::abi::stat::{S_IFDIR, S_IFMT, S_IFREG, Stat};
use crate::abi::time::Timespec;
use crate::errno::{Errno, Result};
use crate::sys::refused::{self, only};
use crate::user::{Bytes, BytesMut, In, iovecs, path as string};
use core::mem::MaybeUninit;

#[cfg(target_arch = "wasm32")]
mod calls {
    use super::Stat;
    unsafe extern "C" {
        #[link_name = "__sys_isatty"]
        pub fn isatty(fd: i32) -> isize;
        #[link_name = "__sys_newfstatat"]
        pub fn newfstatat(dirfd: i32, path: *const u8, buf: *mut Stat, flags: i32) -> isize;
    }
}
#[cfg(not(target_arch = "wasm32"))]
mod calls {
    pub use crate::entry::fd::isatty::isatty;
    pub use crate::entry::fs::newfstatat::newfstatat;
}

/// What a syscall returned.
#[inline]
fn result(returned: isize) -> Result {
    match u16::try_from(-returned) {
        Ok(code) if returned < 0 => Errno::from_host(code),
        _ => Ok(()),
    }
}

/// `EBADF`, unless the descriptor is open.
#[inline]
fn open(fd: i32) -> Result {
    // SAFETY: it takes no pointer.
    match result(unsafe { calls::isatty(fd) }) {
        Err(Errno::BADF) => Err(Errno::BADF),
        _ => Ok(()),
    }
}

/// The kind of file that a path names; an error if it names none.
///
/// # Safety
///
/// `path` is a C string or null.
#[inline]
unsafe fn file(dirfd: i32, path: *const u8, flags: i32) -> Result<u32> {
    let mut stat = MaybeUninit::<Stat>::uninit();
    // SAFETY: the caller's promise, and `stat` is writable.
    result(unsafe { calls::newfstatat(dirfd, path, stat.as_mut_ptr(), flags) })?;
    // SAFETY: the call succeeded, and wrote it.
    Ok(unsafe { stat.assume_init() }.st_mode & S_IFMT)
}

/// # Safety
///
/// `name` is a C string or null.
#[inline]
unsafe fn attribute(name: *const u8) -> Result {
    // SAFETY: the caller's promise.
    match unsafe { string(name) } {
        Err(Errno::NAMETOOLONG) => Err(Errno::RANGE),
        name => refused::attribute(name?),
    }
}

/// The two sides of `process_vm_readv`.
///
/// # Safety
///
/// `iov` is what [`iovecs`] says, or null where there are none.
#[inline]
unsafe fn vector<'a, T>(iov: *const T, count: usize) -> Result<&'a [T]> {
    const MOST: usize = IOV_MAX as usize;
    match count {
        // SAFETY: the caller's promise.
        1..=MOST if !iov.is_null() => unsafe { iovecs(iov, count as i32) },
        1..=MOST => Err(Errno::FAULT),
        0 => Ok(&[]),
        _ => Err(Errno::INVAL),
    }
}

super::syscalls! {
    setxattr(path: *const u8, name: *const u8, value: *const u8, size: usize, flags: i32) => {
        refused::value(value.is_null(), size, flags)?;
        // SAFETY: the caller's promise.
        unsafe { attribute(name).and(file(AT_FDCWD, path, 0)) }?;
        Err::<(), _>(Errno::NOTSUP)
    };
    lsetxattr(path: *const u8, name: *const u8, value: *const u8, size: usize, flags: i32) => {
        refused::value(value.is_null(), size, flags)?;
        // SAFETY: the caller's promise.
        unsafe { attribute(name).and(file(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW)) }?;
        Err::<(), _>(Errno::NOTSUP)
    };
    fsetxattr(fd: i32, name: *const u8, value: *const u8, size: usize, flags: i32) => {
        refused::value(value.is_null(), size, flags)?;
        // SAFETY: the caller's promise.
        unsafe { attribute(name) }?;
        open(fd)?;
        Err::<(), _>(Errno::NOTSUP)
    };
    getxattr(path: *const u8, name: *const u8, _value: usize, _size: usize) => {
        // SAFETY: the caller's promise.
        unsafe { attribute(name).and(file(AT_FDCWD, path, 0)) }?;
        Err::<(), _>(Errno::NOTSUP)
    };
    lgetxattr(path: *const u8, name: *const u8, _value: usize, _size: usize) => {
        // SAFETY: the caller's promise.
        unsafe { attribute(name).and(file(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW)) }?;
        Err::<(), _>(Errno::NOTSUP)
    };
    fgetxattr(fd: i32, name: *const u8, _value: usize, _size: usize) => {
        // SAFETY: the caller's promise.
        unsafe { attribute(name) }?;
        open(fd)?;
        Err::<(), _>(Errno::NOTSUP)
    };
    listxattr(path: *const u8, _list: usize, _size: usize) => {
        // SAFETY: the caller's promise.
        unsafe { file(AT_FDCWD, path, 0) }?;
        Err::<(), _>(Errno::NOTSUP)
    };
    llistxattr(path: *const u8, _list: usize, _size: usize) => {
        // SAFETY: the caller's promise.
        unsafe { file(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW) }?;
        Err::<(), _>(Errno::NOTSUP)
    };
    flistxattr(fd: i32, _list: usize, _size: usize) => {
        open(fd)?;
        Err::<(), _>(Errno::NOTSUP)
    };
    removexattr(path: *const u8, name: *const u8) => {
        // SAFETY: the caller's promise.
        unsafe { attribute(name).and(file(AT_FDCWD, path, 0)) }?;
        Err::<(), _>(Errno::NOTSUP)
    };
    lremovexattr(path: *const u8, name: *const u8) => {
        // SAFETY: the caller's promise.
        unsafe { attribute(name).and(file(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW)) }?;
        Err::<(), _>(Errno::NOTSUP)
    };
    fremovexattr(fd: i32, name: *const u8) => {
        // SAFETY: the caller's promise.
        unsafe { attribute(name) }?;
        open(fd)?;
        Err::<(), _>(Errno::NOTSUP)
    };
    inotify_init1(flags: u32) => {
        // `IN_NONBLOCK` and `IN_CLOEXEC`, which are `O_NONBLOCK` and `O_CLOEXEC`.
        const FLAGS: u32 = (crate::abi::fcntl::O_NONBLOCK | crate::abi::fcntl::O_CLOEXEC) as u32;
        only(flags, FLAGS)?;
        Err::<(), _>(Errno::NOSYS)
    };
    // No descriptor is one of inotify's: any that is open is the wrong one.
    inotify_add_watch(fd: i32, _path: *const u8, mask: u32) => {
        if mask == 0 {
            return Err::<(), _>(Errno::INVAL);
        }
        open(fd)?;
        Err::<(), _>(Errno::INVAL)
    };
    inotify_rm_watch(fd: i32, _wd: i32) => {
        open(fd)?;
        Err::<(), _>(Errno::INVAL)
    };
    fanotify_mark(fd: i32, _flags: u32, _mask: u64, _dirfd: i32, _path: *const u8) => {
        open(fd)?;
        Err::<(), _>(Errno::INVAL)
    };
    umount2(target: *const u8, flags: u32) => {
        const UMOUNT_NOFOLLOW: u32 = 8;
        only(flags, 0xf)?;
        let last = if flags & UMOUNT_NOFOLLOW == 0 { 0 } else { AT_SYMLINK_NOFOLLOW };
        // SAFETY: the caller's promise.
        unsafe { file(AT_FDCWD, target, last) }?;
        Err::<(), _>(Errno::PERM)
    };
    mount(_source: usize, target: *const u8, _type: usize, _flags: usize, _data: usize) => {
        // SAFETY: the caller's promise.
        unsafe { file(AT_FDCWD, target, 0) }?;
        Err::<(), _>(Errno::PERM)
    };
    chroot(path: *const u8) => {
        // SAFETY: the caller's promise.
        match unsafe { file(AT_FDCWD, path, 0) }? {
            S_IFDIR => Err::<(), _>(Errno::PERM),
            _ => Err(Errno::NOTDIR),
        }
    };
    swapon(_path: usize, flags: u32) => {
        // A priority, `SWAP_FLAG_PREFER` and `SWAP_FLAG_DISCARD` in its three kinds.
        only(flags, 0x7_ffff)?;
        Err::<(), _>(Errno::PERM)
    };
    // No descriptor is one of a namespace.
    setns(fd: i32, _type: i32) => {
        open(fd)?;
        Err::<(), _>(Errno::INVAL)
    };
    name_to_handle_at(dirfd: i32, path: *const u8, handle: *mut u8, _mount: usize, flags: i32) => {
        only(flags as u32, (AT_SYMLINK_FOLLOW | AT_EMPTY_PATH) as u32)?;
        let follow = if flags & AT_SYMLINK_FOLLOW == 0 { AT_SYMLINK_NOFOLLOW } else { 0 };
        // SAFETY: the caller's promise.
        unsafe { file(dirfd, path, follow | flags & AT_EMPTY_PATH) }?;
        if handle.is_null() {
            return Err::<(), _>(Errno::FAULT);
        }
        Err::<(), _>(Errno::NOTSUP)
    };
    execve(path: *const u8, _argv: usize, _envp: usize) => {
        // SAFETY: the caller's promise.
        match unsafe { file(AT_FDCWD, path, 0) }? {
            S_IFREG => Err::<(), _>(Errno::NOSYS),
            _ => Err(Errno::ACCES),
        }
    };
    execveat(dirfd: i32, path: *const u8, _argv: usize, _envp: usize, flags: i32) => {
        only(flags as u32, (AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) as u32)?;
        // SAFETY: the caller's promise.
        match unsafe { file(dirfd, path, flags) }? {
            S_IFREG => Err::<(), _>(Errno::NOSYS),
            _ => Err(Errno::ACCES),
        }
    };
    remap_file_pages(_addr: usize, size: usize, prot: i32, _page: usize, _flags: i32) => {
        match prot != 0 || size == 0 {
            true => Err::<(), _>(Errno::INVAL),
            false => Err(Errno::NOSYS),
        }
    };
    pty(fd: i32) => {
        open(fd)?;
        Err::<(), _>(Errno::NOTTY)
    };
    clock_settime64(clock: i32, ts: *const Timespec) => {
        // SAFETY: the caller's promise.
        refused::clock_settime64(clock, unsafe { In::new(ts) })
    };
    waitid(kind: i32, id: i32, _info: usize, options: u32, _usage: usize) => {
        refused::waitid(kind, id, options)
    };
    ptrace(request: i32, pid: i32, _addr: usize, _data: usize) => refused::ptrace(request, pid);
    unshare(flags: u32) => refused::unshare(flags);
    process_vm_readv(
        pid: i32, local: *const BytesMut<'static>, nlocal: usize,
        remote: *const Bytes<'static>, nremote: usize, flags: usize,
    ) => {
        // SAFETY: the caller's promise: the other process is this one.
        let (to, from) = unsafe { (vector(local, nlocal)?, vector(remote, nremote)?) };
        refused::process_vm(pid, from, to, flags)
    };
    process_vm_writev(
        pid: i32, local: *const Bytes<'static>, nlocal: usize,
        remote: *const BytesMut<'static>, nremote: usize, flags: usize,
    ) => {
        // SAFETY: as above.
        let (from, to) = unsafe { (vector(local, nlocal)?, vector(remote, nremote)?) };
        refused::process_vm(pid, from, to, flags)
    };
}
