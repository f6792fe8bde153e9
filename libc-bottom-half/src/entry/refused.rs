//! Refused syscalls that check their arguments first: rows of the table with `checks`.
//!
//! Other syscalls, called by their symbols, check files and descriptors. So a program
//! uses the version of these that it links anyway ([`super::table`]).

use crate::abi::fcntl::{AT_EMPTY_PATH, AT_FDCWD, AT_SYMLINK_FOLLOW, AT_SYMLINK_NOFOLLOW};
use crate::abi::stat::{S_IFDIR, S_IFMT, Stat};
use crate::abi::time::Timespec;
use crate::errno::{Errno, Result};
use crate::sys::refused::{self, only};
use crate::user::{Bytes, BytesMut, CStr, In, Out};
use calls::{isatty, newfstatat};
use core::mem::MaybeUninit;

#[cfg(target_arch = "wasm32")]
mod calls {
    use crate::abi::stat::Stat;
    use crate::user::{CStr, Out};

    unsafe extern "C" {
        #[link_name = "__sys_isatty"]
        pub safe fn isatty(fd: i32) -> isize;
        #[link_name = "__sys_newfstatat"]
        pub safe fn newfstatat(dirfd: i32, path: CStr<'_>, buf: Out<'_, Stat>, flags: i32)
        -> isize;
    }
}
#[cfg(not(target_arch = "wasm32"))]
mod calls {
    use crate::abi::stat::Stat;
    use crate::entry::{fd, fs};
    use crate::user::{CStr, Out};

    pub fn isatty(fd: i32) -> isize {
        // SAFETY: it takes no pointer.
        unsafe { fd::isatty::isatty(fd) }
    }

    pub fn newfstatat(dirfd: i32, path: CStr<'_>, buf: Out<'_, Stat>, flags: i32) -> isize {
        // SAFETY: the views promise what the call requires.
        unsafe { fs::newfstatat::newfstatat(dirfd, path.ptr(), buf.ptr(), flags) }
    }
}

/// The result of a syscall.
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
    match result(isatty(fd)) {
        Err(Errno::BADF) => Err(Errno::BADF),
        _ => Ok(()),
    }
}

/// The type of the file at a path; an error if there is none.
#[inline]
pub(super) fn file(dirfd: i32, path: CStr<'_>, flags: i32) -> Result<u32> {
    let mut stat = MaybeUninit::<Stat>::uninit();
    result(newfstatat(dirfd, path, Out::uninit(&mut stat), flags))?;
    // SAFETY: the call succeeded, and wrote it.
    Ok(unsafe { stat.assume_init() }.st_mode & S_IFMT)
}

#[inline]
fn attribute(name: CStr<'_>) -> Result {
    match name.bytes() {
        Err(Errno::NAMETOOLONG) => Err(Errno::RANGE),
        name => refused::attribute(name?),
    }
}

/// Fails for the name of a file, which cannot have attributes.
#[inline]
fn no_attribute(name: CStr<'_>, path: CStr<'_>, flags: i32) -> Result {
    attribute(name).and(file(AT_FDCWD, path, flags))?;
    Err(Errno::NOTSUP)
}

/// The same for an open file.
#[inline]
fn no_attribute_of(name: CStr<'_>, fd: i32) -> Result {
    attribute(name)?;
    open(fd)?;
    Err(Errno::NOTSUP)
}

super::syscalls! {
    setxattr(path: CStr, name: CStr, value: Bytes[size: usize], flags: i32) => |path, name, value, flags| {
        refused::value(value, flags)?;
        no_attribute(name, path, 0)
    };
    lsetxattr(path: CStr, name: CStr, value: Bytes[size: usize], flags: i32) => |path, name, value, flags| {
        refused::value(value, flags)?;
        no_attribute(name, path, AT_SYMLINK_NOFOLLOW)
    };
    fsetxattr(fd: i32, name: CStr, value: Bytes[size: usize], flags: i32) => |fd, name, value, flags| {
        refused::value(value, flags)?;
        no_attribute_of(name, fd)
    };
    getxattr(path: CStr, name: CStr, value: usize, size: usize) => |path, name, _, _| {
        no_attribute(name, path, 0)
    };
    lgetxattr(path: CStr, name: CStr, value: usize, size: usize) => |path, name, _, _| {
        no_attribute(name, path, AT_SYMLINK_NOFOLLOW)
    };
    fgetxattr(fd: i32, name: CStr, value: usize, size: usize) => |fd, name, _, _| {
        no_attribute_of(name, fd)
    };
    listxattr(path: CStr, list: usize, size: usize) => |path, _, _| {
        file(AT_FDCWD, path, 0)?;
        Err::<(), _>(Errno::NOTSUP)
    };
    llistxattr(path: CStr, list: usize, size: usize) => |path, _, _| {
        file(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW)?;
        Err::<(), _>(Errno::NOTSUP)
    };
    flistxattr(fd: i32, list: usize, size: usize) => |fd, _, _| {
        open(fd)?;
        Err::<(), _>(Errno::NOTSUP)
    };
    removexattr(path: CStr, name: CStr) => |path, name| no_attribute(name, path, 0);
    lremovexattr(path: CStr, name: CStr) => |path, name| no_attribute(name, path, AT_SYMLINK_NOFOLLOW);
    fremovexattr(fd: i32, name: CStr) => |fd, name| no_attribute_of(name, fd);
    inotify_init1(flags: u32) => |flags| {
        // `IN_NONBLOCK` and `IN_CLOEXEC`, which are `O_NONBLOCK` and `O_CLOEXEC`.
        const FLAGS: u32 = (crate::abi::fcntl::O_NONBLOCK | crate::abi::fcntl::O_CLOEXEC) as u32;
        only(flags, FLAGS)?;
        Err::<(), _>(Errno::NOSYS)
    };
    // No descriptor is an inotify instance, so any open one is of the wrong kind.
    inotify_add_watch(fd: i32, path: CStr, mask: u32) => |fd, _, mask| {
        if mask == 0 {
            return Err::<(), _>(Errno::INVAL);
        }
        open(fd)?;
        Err(Errno::INVAL)
    };
    inotify_rm_watch(fd: i32, wd: i32) => |fd, _| {
        open(fd)?;
        Err::<(), _>(Errno::INVAL)
    };
    fanotify_mark(fd: i32, flags: u32, mask: u64, dirfd: i32, path: CStr) => |fd, _, _, _, _| {
        open(fd)?;
        Err::<(), _>(Errno::INVAL)
    };
    umount2(target: CStr, flags: u32) => |target, flags| {
        const UMOUNT_NOFOLLOW: u32 = 8;
        only(flags, 0xf)?;
        let last = if flags & UMOUNT_NOFOLLOW == 0 { 0 } else { AT_SYMLINK_NOFOLLOW };
        file(AT_FDCWD, target, last)?;
        Err::<(), _>(Errno::PERM)
    };
    mount(source: usize, target: CStr, kind: usize, flags: usize, data: usize) => |_, target, _, _, _| {
        file(AT_FDCWD, target, 0)?;
        Err::<(), _>(Errno::PERM)
    };
    chroot(path: CStr) => |path| match file(AT_FDCWD, path, 0)? {
        S_IFDIR => Err::<(), _>(Errno::PERM),
        _ => Err(Errno::NOTDIR),
    };
    swapon(path: usize, flags: u32) => |_, flags| {
        // A priority, `SWAP_FLAG_PREFER` and `SWAP_FLAG_DISCARD` in its three kinds.
        only(flags, 0x7_ffff)?;
        Err::<(), _>(Errno::PERM)
    };
    // No descriptor is one of a namespace.
    setns(fd: i32, kind: i32) => |fd, _| {
        open(fd)?;
        Err::<(), _>(Errno::INVAL)
    };
    name_to_handle_at(dirfd: i32, path: CStr, handle: Out<u32>, mount: usize, flags: i32) => |dirfd, path, handle: Out<'_, u32>, _, flags| {
        only(flags as u32, (AT_SYMLINK_FOLLOW | AT_EMPTY_PATH) as u32)?;
        let follow = if flags & AT_SYMLINK_FOLLOW == 0 { AT_SYMLINK_NOFOLLOW } else { 0 };
        file(dirfd, path, follow | flags & AT_EMPTY_PATH)?;
        if handle.is_null() {
            return Err::<(), _>(Errno::FAULT);
        }
        Err(Errno::NOTSUP)
    };
    remap_file_pages(addr: usize, size: usize, prot: i32, page: usize, flags: i32) => |_, size, prot, _, _| {
        match prot != 0 || size == 0 {
            true => Err::<(), _>(Errno::INVAL),
            false => Err(Errno::NOSYS),
        }
    };
    clock_settime64(clock: i32, ts: In<Timespec>) => refused::clock_settime64;
    ptrace(request: i32, pid: i32, addr: usize, data: usize) => |request, pid, _, _| refused::ptrace(request, pid);
    unshare(flags: u32) => refused::unshare;
    // The other process is this one.
    process_vm_readv(pid: i32, local: &[BytesMut] [nlocal: usize], remote: &[Bytes] [nremote: usize], flags: usize) => |pid, to, from, flags| {
        refused::process_vm(pid, from, to, flags)
    };
    process_vm_writev(pid: i32, local: &[Bytes] [nlocal: usize], remote: &[BytesMut] [nremote: usize], flags: usize) => |pid, from, to, flags| {
        refused::process_vm(pid, from, to, flags)
    };
}
