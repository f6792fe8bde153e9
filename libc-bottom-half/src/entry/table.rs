//! Descriptors that share an open file, what exists in this process only, and what is
//! remembered of files.
//!
//! Here stand the syscalls that make such descriptors, or keep a file open without one, and
//! in the same module, hence in the same archive member, a second version of every syscall that takes a descriptor:
//! `__fdt_read` beside the plain `__sys_read` of [`super::io`]. When libc.a is made, the
//! plain one becomes a weak symbol and this one gets its name. So a program that links
//! `dup` gets these; any other never sees this member, and does not grow.

use super::signal::deliver;
use crate::abi::epoll::EpollEvent;
use crate::abi::fcntl::Flock;
use crate::abi::mman::MAP_ANONYMOUS;
use crate::abi::mqueue::Attr;
use crate::abi::poll::Pollfd;
use crate::abi::signal::Sigset;
use crate::abi::stat::{Stat, Statfs, Statx};
use crate::abi::time::{Itimerspec, Timespec};
use crate::entry::socket::{
    Mmsghdr, Msghdr, address, address_in, option, receive, receive_each, receive_from, send,
    send_each, send_to, some_address,
};
use crate::errno::Errno;
use crate::inside::{mqueue, shm};
use crate::signal::set_deliver;
use crate::sys::socket::{Name, Receive};
use crate::sys::table::{self, copy, file, lock, mode};
use crate::sys::{dir, fs, identity, mm};
use crate::table::{close as close_descriptor, host, renumber, terminal};
use crate::tty;
use crate::user::{Bytes, BytesMut, In, InOut, Out, iovecs, path as string};
use crate::wasi::Fd;

/// Lets timers and signals interrupt the calls of a program that can have them; who calls
/// this has linked the second versions.
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__interruptible"))]
pub extern "C" fn interruptible() {
    set_deliver(deliver);
    crate::table::wait::interrupts();
}

/// Lets reads of a terminal end by its time; who calls this has linked the second versions.
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__timed_terminal"))]
pub extern "C" fn timed_terminal() {
    crate::table::kept::terminal();
}

macro_rules! syscalls {
    ($prefix:literal: $($name:ident($($arg:ident: $t:ty),* $(,)?) => $body:expr;)*) => { $(
        /// # Safety
        ///
        /// Pointers are what the man page says, or null.
        #[cfg_attr(target_arch = "wasm32", unsafe(export_name = concat!($prefix, stringify!($name))))]
        pub unsafe extern "C" fn $name($($arg: $t),*) -> isize {
            let call = || $body;
            $crate::entry::finish(call())
        }
    )* };
}

pub(super) use syscalls as together;

/// Where a call copies from or to, which the caller need not say.
macro_rules! place {
    ($offset:expr) => {{
        let given = usize::from(!$offset.is_null());
        // SAFETY: the caller's promise: null, or a place.
        unsafe { InOut::new($offset, given) }
    }};
}

syscalls! { "__sys_":
    dup(fd: i32) => table::dup(Fd(fd));
    dup3(fd: i32, to: i32, flags: i32) => table::dup3(Fd(fd), Fd(to), flags);
    pipe2(fds: *mut [i32; 2], flags: i32) => {
        set_deliver(deliver);
        // SAFETY: the caller's promise.
        table::pipe2(unsafe { Out::new(fds) }, flags)
    };
    eventfd2(count: u32, flags: i32) => table::eventfd2(count, flags);
    memfd_create(name: *const u8, flags: u32) => {
        // SAFETY: the caller's promise.
        let name = unsafe { string(name) }?;
        table::memfd_create(name, flags)
    };
    flock(fd: i32, operation: i32) => lock::flock(Fd(fd), operation);
    sendfile64(out: i32, from: i32, offset: *mut i64, count: usize) => {
        copy::sendfile64(Fd(out), Fd(from), place!(offset), count)
    };
    copy_file_range(
        from: i32, from_offset: *mut i64, to: i32, to_offset: *mut i64, count: usize, flags: u32,
    ) => {
        let (from, to) = ((Fd(from), place!(from_offset)), (Fd(to), place!(to_offset)));
        copy::copy_file_range(from, to, count, flags)
    };
    splice(
        from: i32, from_offset: *mut i64, to: i32, to_offset: *mut i64, count: usize, flags: u32,
    ) => {
        let (from, to) = ((Fd(from), place!(from_offset)), (Fd(to), place!(to_offset)));
        copy::splice(from, to, count, flags)
    };
    tee(from: i32, to: i32, count: usize, flags: u32) => copy::tee(Fd(from), Fd(to), count, flags);
    vmsplice(fd: i32, iov: *const BytesMut<'static>, count: usize, flags: u32) => {
        let count = i32::try_from(count).map_err(|_| Errno::INVAL)?;
        // SAFETY: the caller's promise; of the two views only the one that suits the pipe's
        // end gets used.
        let (from, to) = unsafe { (iovecs(iov.cast(), count)?, iovecs(iov, count)?) };
        copy::vmsplice(Fd(fd), from, to, flags)
    };
    mknodat(dirfd: i32, path: *const u8, bits: u32, _dev: u64) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        mode::mknodat(Fd(dirfd), path, bits)
    };
    umask(mask: u32) => Ok(identity::umask(mask));
    fchmod(fd: i32, bits: u32) => mode::fchmod(Fd(fd), bits);
    fchmodat(dirfd: i32, path: *const u8, bits: u32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        mode::fchmodat(Fd(dirfd), path, bits)
    };
    fchmodat2(dirfd: i32, path: *const u8, bits: u32, flags: i32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        mode::fchmodat2(Fd(dirfd), path, bits, flags)
    };
    socket(domain: i32, kind: i32, protocol: i32) => {
        set_deliver(deliver);
        table::socket(domain, kind, protocol)
    };
    socketpair(domain: i32, kind: i32, protocol: i32, fds: *mut [i32; 2]) => {
        set_deliver(deliver);
        // SAFETY: the caller's promise.
        table::socketpair(domain, kind, protocol, unsafe { Out::new(fds) })
    };
    bind(fd: i32, addr: *const u8, length: u32) => {
        // SAFETY: the caller's promise.
        table::bind(Fd(fd), unsafe { address_in(addr, length) }?)
    };
    listen(fd: i32, backlog: i32) => table::listen(Fd(fd), backlog);
    connect(fd: i32, addr: *const u8, length: u32) => {
        // SAFETY: the caller's promise.
        table::connect(Fd(fd), unsafe { address_in(addr, length) }?)
    };
    mq_open(name: *const u8, flags: i32, mode: u32, attr: *const Attr) => {
        // SAFETY: the caller's promise.
        let (name, attr) = unsafe { (string(name)?, In::new(attr)) };
        mqueue::mq_open(name, flags, mode, attr)
    };
    mmap(addr: usize, length: usize, prot: u32, flags: u32, fd: i32, offset: i64) => {
        if flags & MAP_ANONYMOUS == 0 {
            before_exit();
        }
        mm::mmap(addr, length, prot, flags, Fd(fd), offset)
    };
    epoll_create1(flags: i32) => table::epoll_create1(flags);
    epoll_ctl(epfd: i32, op: i32, fd: i32, event: *const EpollEvent) => {
        // SAFETY: the caller's promise.
        table::epoll_ctl(Fd(epfd), op, Fd(fd), unsafe { In::new(event) })
    };
    epoll_pwait(
        epfd: i32, events: *mut EpollEvent, count: i32, timeout: i32,
        mask: *const Sigset, masksize: usize,
    ) => {
        let count = usize::try_from(count).map_err(|_| Errno::INVAL)?;
        // `EP_MAX_EVENTS`.
        if count == 0 || count > i32::MAX as usize / size_of::<EpollEvent>() {
            return Err(Errno::INVAL);
        }
        if events.is_null() {
            return Err(Errno::FAULT);
        }
        // SAFETY: the caller's promise.
        let (events, mask) = unsafe { (InOut::new(events, count), In::new(mask)) };
        table::epoll_pwait(Fd(epfd), events, timeout, mask, masksize)
    };
    timerfd_create(clock: i32, flags: i32) => table::timerfd_create(clock, flags);
    timerfd_settime64(
        fd: i32, flags: i32, value: *const Itimerspec, old: *mut Itimerspec,
    ) => {
        // SAFETY: the caller's promise.
        let (value, old) = unsafe { (In::new(value), Out::new(old)) };
        table::timerfd_settime64(Fd(fd), flags, value, old)
    };
    timerfd_gettime64(fd: i32, value: *mut Itimerspec) => {
        // SAFETY: the caller's promise.
        table::timerfd_gettime64(Fd(fd), unsafe { Out::new(value) })
    };
    signalfd4(fd: i32, mask: *const Sigset, masksize: usize, flags: i32) => {
        // SAFETY: the caller's promise.
        table::signalfd4(Fd(fd), unsafe { In::new(mask) }, masksize, flags)
    };
}

extern "C" fn write_maps() {
    crate::map::end();
}

/// Has the C library write back maps of files when the program ends.
fn before_exit() {
    #[cfg(target_arch = "wasm32")]
    unsafe extern "C" {
        safe fn __before_exit(call: extern "C" fn());
    }
    #[cfg(target_arch = "wasm32")]
    __before_exit(write_maps);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = write_maps;
}

// No syscalls, but what stands behind `__wasilibc_fd_renumber`, `shm_open` and `shm_unlink`.
syscalls! { "__":
    fd_renumber(fd: i32, to: i32) => renumber(Fd(fd), Fd(to));
    shm_open(name: *const u8, flags: i32, mode: u32) => {
        // SAFETY: the caller's promise.
        shm::shm_open(unsafe { string(name) }?, flags, mode)
    };
    shm_unlink(name: *const u8) => {
        // SAFETY: the caller's promise.
        shm::shm_unlink(unsafe { string(name) }?)
    };
}

syscalls! { "__fdt_":
    read(fd: i32, buf: *mut u8, count: usize) => {
        // SAFETY: the caller's promise.
        let buf = unsafe { BytesMut::new(buf, count) };
        table::read(Fd(fd), buf)
    };
    write(fd: i32, buf: *const u8, count: usize) => {
        // SAFETY: the caller's promise.
        let data = unsafe { Bytes::new(buf, count) };
        table::write(Fd(fd), data)
    };
    readv(fd: i32, iov: *const BytesMut<'static>, count: i32) => {
        // SAFETY: the caller's promise.
        let iov = unsafe { iovecs(iov, count) }?;
        table::readv(Fd(fd), iov)
    };
    writev(fd: i32, iov: *const Bytes<'static>, count: i32) => {
        // SAFETY: the caller's promise.
        let iov = unsafe { iovecs(iov, count) }?;
        table::writev(Fd(fd), iov)
    };
    pread64(fd: i32, buf: *mut u8, count: usize, offset: i64) => {
        // SAFETY: the caller's promise.
        let buf = unsafe { BytesMut::new(buf, count) };
        table::preadv(Fd(fd), &[buf], offset)
    };
    pwrite64(fd: i32, buf: *const u8, count: usize, offset: i64) => {
        // SAFETY: the caller's promise.
        let data = unsafe { Bytes::new(buf, count) };
        table::pwritev(Fd(fd), &[data], offset)
    };
    preadv(fd: i32, iov: *const BytesMut<'static>, count: i32, low: u32, high: u32) => {
        // SAFETY: the caller's promise.
        let iov = unsafe { iovecs(iov, count) }?;
        table::preadv(Fd(fd), iov, super::join(high, low))
    };
    pwritev(fd: i32, iov: *const Bytes<'static>, count: i32, low: u32, high: u32) => {
        // SAFETY: the caller's promise.
        let iov = unsafe { iovecs(iov, count) }?;
        table::pwritev(Fd(fd), iov, super::join(high, low))
    };
    preadv2(fd: i32, iov: *const BytesMut<'static>, count: i32, low: u32, high: u32, flags: i32) => {
        // SAFETY: the caller's promise.
        let iov = unsafe { iovecs(iov, count) }?;
        table::preadv2(Fd(fd), iov, super::join(high, low), flags)
    };
    pwritev2(fd: i32, iov: *const Bytes<'static>, count: i32, low: u32, high: u32, flags: i32) => {
        // SAFETY: the caller's promise.
        let iov = unsafe { iovecs(iov, count) }?;
        table::pwritev2(Fd(fd), iov, super::join(high, low), flags)
    };
    _llseek(fd: i32, high: u32, low: u32, result: *mut i64, whence: u32) => {
        // SAFETY: the caller's promise.
        let result = unsafe { Out::new(result) };
        table::llseek(Fd(fd), super::join(high, low), result, whence)
    };
    close(fd: i32) => close_descriptor(Fd(fd));
    fcntl64(fd: i32, cmd: i32, arg: usize) => {
        let lock = core::ptr::with_exposed_provenance_mut::<Flock>(arg);
        // SAFETY: the caller's promise, for the commands that use it as a lock.
        let lock = unsafe { (In::new(lock), Out::new(lock)) };
        table::fcntl64(Fd(fd), cmd, arg, lock)
    };
    isatty(fd: i32) => tty::isatty(terminal(Fd(fd))?);
    ioctl(fd: i32, request: i32, arg: *mut u8) => {
        // SAFETY: the caller's promise, for what the request makes of it.
        let argument = unsafe { super::terminal_argument(arg) };
        table::ioctl(Fd(fd), request, &argument)
    };
    fstat(fd: i32, buf: *mut Stat) => {
        // SAFETY: the caller's promise.
        table::fstat(Fd(fd), unsafe { Out::new(buf) })
    };
    ftruncate64(fd: i32, length: i64) => table::ftruncate64(Fd(fd), length);
    fallocate(fd: i32, mode: i32, offset: i64, length: i64) => {
        file::fallocate(Fd(fd), mode, offset, length)
    };
    fadvise64_64(fd: i32, offset: i64, length: i64, advice: i32) => {
        fs::fadvise64_64(host(Fd(fd), Errno::SPIPE)?, offset, length, advice)
    };
    readahead(fd: i32, offset: i64, count: usize) => {
        fs::readahead(host(Fd(fd), Errno::INVAL)?, offset, count)
    };
    fstatfs64(fd: i32, size: usize, buf: *mut Statfs) => {
        // SAFETY: the caller's promise.
        let buf = unsafe { Out::new(buf) };
        file::fstatfs64(Fd(fd), size, buf)
    };
    syncfs(fd: i32) => file::syncfs(Fd(fd));
    sync_file_range(fd: i32, offset: i64, length: i64, flags: u32) => {
        fs::sync_file_range(host(Fd(fd), Errno::SPIPE)?, offset, length, flags)
    };
    fsync(fd: i32) => file::sync(Fd(fd), fs::fsync);
    fdatasync(fd: i32) => file::sync(Fd(fd), fs::fdatasync);
    getdents64(fd: i32, buf: *mut u8, size: usize) => {
        // SAFETY: the caller's promise.
        let buf = unsafe { BytesMut::new(buf, size) };
        dir::getdents64(host(Fd(fd), Errno::NOTDIR)?, buf)
    };
    fchdir(fd: i32) => dir::fchdir(host(Fd(fd), Errno::NOTDIR)?);
    ppoll_time64(
        fds: *mut Pollfd, count: usize, timeout: *const Timespec, mask: *const Sigset,
        masksize: usize,
    ) => {
        crate::sys::poll::countable(count)?;
        if fds.is_null() && count > 0 {
            return Err(Errno::FAULT);
        }
        // SAFETY: the caller's promise.
        let (fds, timeout, mask) =
            unsafe { (InOut::new(fds, count), In::new(timeout), In::new(mask)) };
        table::ppoll_time64(fds, timeout, mask, masksize)
    };
    openat(dirfd: i32, path: *const u8, flags: i32, bits: u32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        mode::openat(Fd(dirfd), path, flags, bits)
    };
    newfstatat(dirfd: i32, path: *const u8, buf: *mut Stat, flags: i32) => {
        // SAFETY: the caller's promise.
        let (path, buf) = unsafe { (string(path)?, Out::new(buf)) };
        table::newfstatat(Fd(dirfd), path, buf, flags)
    };
    statx(dirfd: i32, path: *const u8, flags: i32, _mask: u32, buf: *mut Statx) => {
        // SAFETY: the caller's promise.
        let (path, buf) = unsafe { (string(path)?, Out::new(buf)) };
        table::statx(Fd(dirfd), path, flags, buf)
    };
    faccessat(dirfd: i32, path: *const u8, uses: i32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        mode::faccessat2(Fd(dirfd), path, uses, 0)
    };
    faccessat2(dirfd: i32, path: *const u8, uses: i32, flags: i32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        mode::faccessat2(Fd(dirfd), path, uses, flags)
    };
    mkdirat(dirfd: i32, path: *const u8, bits: u32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        mode::mkdirat(Fd(dirfd), path, bits)
    };
    fchownat(dirfd: i32, path: *const u8, uid: u32, gid: u32, flags: i32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        file::fchownat(Fd(dirfd), path, uid, gid, flags)
    };
    fchown(fd: i32, uid: u32, gid: u32) => file::fchown(Fd(fd), uid, gid);
    unlinkat(dirfd: i32, path: *const u8, flags: i32) => {
        // SAFETY: the caller's promise.
        let path = unsafe { string(path) }?;
        fs::unlinkat(table::folder(Fd(dirfd), path)?, path, flags)
    };
    renameat2(olddirfd: i32, oldpath: *const u8, newdirfd: i32, newpath: *const u8, flags: u32) => {
        // SAFETY: the caller's promise.
        let (old, new) = unsafe { (string(oldpath)?, string(newpath)?) };
        let old = (table::folder(Fd(olddirfd), old)?, old);
        fs::renameat2(old, (table::folder(Fd(newdirfd), new)?, new), flags)
    };
    linkat(olddirfd: i32, oldpath: *const u8, newdirfd: i32, newpath: *const u8, flags: i32) => {
        // SAFETY: the caller's promise.
        let (old, new) = unsafe { (string(oldpath)?, string(newpath)?) };
        let old = (table::folder(Fd(olddirfd), old)?, old);
        fs::linkat(old, (table::folder(Fd(newdirfd), new)?, new), flags)
    };
    symlinkat(target: *const u8, dirfd: i32, path: *const u8) => {
        // SAFETY: the caller's promise.
        let (target, path) = unsafe { (string(target)?, string(path)?) };
        fs::symlinkat(target, table::folder(Fd(dirfd), path)?, path)
    };
    readlinkat(dirfd: i32, path: *const u8, buf: *mut u8, size: usize) => {
        // SAFETY: the caller's promise.
        let (path, buf) = unsafe { (string(path)?, BytesMut::new(buf, size)) };
        fs::readlinkat(table::folder(Fd(dirfd), path)?, path, buf)
    };
    utimensat_time64(dirfd: i32, path: *const u8, times: *const [Timespec; 2], flags: i32) => {
        // SAFETY: the caller's promise; a null path means the descriptor.
        let path = if path.is_null() { None } else { Some(unsafe { string(path) }?) };
        // SAFETY: the caller's promise.
        let times = unsafe { In::new(times) };
        file::utimensat_time64(Fd(dirfd), path, times.read(), flags)
    };
    accept(fd: i32, addr: *mut u8, length: *mut u32) => {
        // SAFETY: the caller's promise.
        table::accept4(Fd(fd), unsafe { address(addr, length) }?, 0)
    };
    accept4(fd: i32, addr: *mut u8, length: *mut u32, flags: i32) => {
        // SAFETY: the caller's promise.
        table::accept4(Fd(fd), unsafe { address(addr, length) }?, flags)
    };
    getsockname(fd: i32, addr: *mut u8, length: *mut u32) => {
        // SAFETY: the caller's promise.
        table::getsockname(Fd(fd), unsafe { some_address(addr, length) }?)
    };
    getpeername(fd: i32, addr: *mut u8, length: *mut u32) => {
        // SAFETY: the caller's promise.
        table::getpeername(Fd(fd), unsafe { some_address(addr, length) }?)
    };
    sendto(fd: i32, buf: *const u8, size: usize, flags: i32, addr: *const u8, length: u32) => {
        // SAFETY: the caller's promise.
        unsafe { send_to((buf, size), flags, (addr, length), |send| table::send(Fd(fd), send)) }
    };
    recvfrom(fd: i32, buf: *mut u8, size: usize, flags: i32, addr: *mut u8, length: *mut u32) => {
        let receive = |receive: &Receive<'_>| table::receive(Fd(fd), receive);
        // SAFETY: the caller's promise.
        unsafe { receive_from((buf, size), flags, (addr, length), receive) }
    };
    setsockopt(fd: i32, level: i32, name: i32, value: *const u8, size: u32) => {
        if size > i32::MAX as u32 {
            return Err(Errno::INVAL);
        }
        if value.is_null() && size > 0 {
            return Err(Errno::FAULT);
        }
        // SAFETY: the caller's promise.
        let value = unsafe { Bytes::new(value, size as usize) };
        table::setsockopt(Fd(fd), Name { level, name }, value)
    };
    getsockopt(fd: i32, level: i32, name: i32, value: *mut u8, size: *mut u32) => {
        // SAFETY: the caller's promise.
        table::getsockopt(Fd(fd), Name { level, name }, unsafe { option(value, size) }?)
    };
    shutdown(fd: i32, how: i32) => table::shutdown(Fd(fd), how);
    sendmsg(fd: i32, msg: *const Msghdr, flags: i32) => {
        // SAFETY: the caller's promise.
        unsafe { send(msg, flags, |send| table::send(Fd(fd), send)) }
    };
    recvmsg(fd: i32, msg: *mut Msghdr, flags: i32) => {
        // SAFETY: the caller's promise.
        unsafe { receive(msg, flags, |receive| table::receive(Fd(fd), receive)) }
    };
    sendmmsg(fd: i32, vec: *mut Mmsghdr, count: u32, flags: u32) => {
        // SAFETY: the caller's promise.
        unsafe { send_each(vec, count, flags as i32, |send| table::send(Fd(fd), send)) }
    };
    recvmmsg_time64(
        fd: i32, vec: *mut Mmsghdr, count: u32, flags: u32, timeout: *const Timespec,
    ) => {
        let one = |receive: &Receive<'_>| table::receive(Fd(fd), receive);
        // SAFETY: the caller's promise.
        unsafe { receive_each(vec, count, flags as i32, timeout, one) }
    };
}
