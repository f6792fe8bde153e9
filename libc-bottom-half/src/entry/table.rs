//! Descriptors that share an open file, objects that exist only in this process, and
//! remembered data about files.
//!
//! This module has the syscalls that make such descriptors, or that keep a file open without
//! one. In the same module, and so in the same archive member, is a second version of every
//! syscall that takes a descriptor: `__fdt_read` beside the plain `__sys_read`, from the
//! same row in [`super::io`], with [`Table`](crate::table::Table) for its `D`. When libc.a
//! is built, the plain one becomes a weak symbol and this one gets its name. So a program
//! that links `dup` gets these versions; other programs do not link this member, and stay
//! small.

use super::poll::Polled;
use super::signal::deliver;
use super::socket::{Message, Messages, PerhapsTo, Setting, To, receive_from, send_to};
use crate::abi::epoll::EpollEvent;
use crate::abi::mman::MAP_ANONYMOUS;
use crate::abi::mqueue::Attr;
use crate::abi::signal::Sigset;
use crate::abi::stat::{Stat, Statfs, Statx};
use crate::abi::time::{Itimerspec, Timespec};
use crate::errno::{Errno, Result};
use crate::inside::socket::message::{Address, Name, Value};
use crate::inside::{mqueue, shm};
use crate::signal::set_deliver;
use crate::sys::{copy, dir, event, fd, fs, io, lock, mm, pipe, poll, socket, terminal};
use crate::table::{Table as D, renumber};
use crate::tty::Argument;
use crate::user::parameter::{CStr, Strings, join};
use crate::user::{Bytes, BytesMut, In, InOut, Out, Parameter, Path};
use crate::wasi::Fd;

/// Lets timers and signals interrupt the calls of a program that can have them. A caller of
/// this has linked the second versions.
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__interruptible"))]
pub extern "C" fn interruptible() {
    set_deliver(deliver);
    crate::table::wait::interrupts();
}

/// Links the second versions.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__has_table"))]
pub extern "C" fn has_table() {}

/// Lets reads of a terminal end after a time. A caller of this has linked the second
/// versions.
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__timed_terminal"))]
pub extern "C" fn timed_terminal() {
    crate::table::kept::terminal();
}

/// The result of `epoll_pwait`.
pub struct Events<'a>(InOut<'a, EpollEvent>);

impl Parameter<(i32,)> for Events<'_> {
    type C = *mut EpollEvent;

    #[inline]
    unsafe fn from_c(events: *mut EpollEvent, (count,): (i32,)) -> Result<Self> {
        let count = usize::try_from(count).map_err(|_| Errno::INVAL)?;
        // `EP_MAX_EVENTS`.
        if count == 0 || count > i32::MAX as usize / size_of::<EpollEvent>() {
            return Err(Errno::INVAL);
        }
        // SAFETY: the caller's promise.
        unsafe { InOut::from_c(events, (count,)) }.map(Self)
    }
}

/// The buffers that `vmsplice` writes from or reads into, depending on the pipe's end: the
/// other view is never used.
pub struct Vector<'a> {
    from: &'a [Bytes<'a>],
    to: &'a [BytesMut<'a>],
}

impl<'a> Parameter<(usize,)> for Vector<'a> {
    type C = *const BytesMut<'a>;

    #[inline]
    unsafe fn from_c(iov: *const BytesMut<'a>, (count,): (usize,)) -> Result<Self> {
        let count = i32::try_from(count).map_err(|_| Errno::INVAL)?;
        // SAFETY: the caller's promise.
        let (from, to) = unsafe {
            (
                Parameter::from_c(iov.cast(), (count,))?,
                Parameter::from_c(iov, (count,))?,
            )
        };
        Ok(Self { from, to })
    }
}

together! { "__sys_":
    dup(fd: Fd) => fd::dup;
    dup3(fd: Fd, to: Fd, flags: i32) => fd::dup3;
    pipe2(fds: Out<[i32; 2]>, flags: i32) => |fds, flags| {
        set_deliver(deliver);
        pipe::pipe2(fds, flags)
    };
    eventfd2(count: u32, flags: i32) => event::eventfd2;
    memfd_create(name: Path, flags: u32) => mm::memfd_create;
    flock(fd: Fd, operation: i32) => lock::flock;
    sendfile64(out: Fd, from: Fd, offset: InOut<i64>, count: usize) => copy::sendfile64;
    copy_file_range(
        from: Fd, from_offset: InOut<i64>, to: Fd, to_offset: InOut<i64>, count: usize, flags: u32,
    ) => |from, from_offset, to, to_offset, count, flags| {
        copy::copy_file_range((from, from_offset), (to, to_offset), count, flags)
    };
    splice(
        from: Fd, from_offset: InOut<i64>, to: Fd, to_offset: InOut<i64>, count: usize, flags: u32,
    ) => |from, from_offset, to, to_offset, count, flags| {
        copy::splice((from, from_offset), (to, to_offset), count, flags)
    };
    tee(from: Fd, to: Fd, count: usize, flags: u32) => copy::tee;
    vmsplice(fd: Fd, iov: Vector[count: usize], flags: u32) => |fd, iov: Vector<'_>, flags| {
        copy::vmsplice(fd, iov.from, iov.to, flags)
    };
    mknodat(dirfd: Fd, path: Path, bits: u32, dev: u64) => fs::mknodat;
    fchmod(fd: Fd, bits: u32) => fs::fchmod;
    fchmodat(dirfd: Fd, path: Path, bits: u32) => fs::fchmodat;
    fchmodat2(dirfd: Fd, path: Path, bits: u32, flags: i32) => fs::fchmodat2;
    socket(domain: i32, kind: i32, protocol: i32) => |domain, kind, protocol| {
        set_deliver(deliver);
        socket::socket(domain, kind, protocol)
    };
    socketpair(domain: i32, kind: i32, protocol: i32, fds: Out<[i32; 2]>) => |domain, kind, protocol, fds| {
        set_deliver(deliver);
        socket::socketpair(domain, kind, protocol, fds)
    };
    bind(fd: Fd, addr: To[length: u32]) => |fd, To(address)| socket::bind(fd, address);
    listen(fd: Fd, backlog: i32) => socket::listen;
    connect(fd: Fd, addr: To[length: u32]) => |fd, To(address)| socket::connect(fd, address);
    mq_open(name: Path, flags: i32, mode: u32, attr: In<Attr>) => mqueue::mq_open;
    mmap(addr: usize, length: usize, prot: u32, flags: u32, fd: Fd, offset: i64) => |addr, length, prot, flags, fd, offset| {
        if flags & MAP_ANONYMOUS == 0 {
            before_exit();
        }
        mm::mmap(addr, length, prot, flags, fd, offset)
    };
    epoll_create1(flags: i32) => event::epoll_create1;
    epoll_ctl(epfd: Fd, op: i32, fd: Fd, event: In<EpollEvent>) => event::epoll_ctl;
    epoll_pwait(
        epfd: Fd, events: Events[count: i32], timeout: i32, mask: In<Sigset>, masksize: usize,
    ) => |epfd, Events(events), timeout, mask, masksize| {
        event::epoll_pwait(epfd, events, timeout, mask, masksize)
    };
    timerfd_create(clock: i32, flags: i32) => event::timerfd_create;
    timerfd_settime64(fd: Fd, flags: i32, value: In<Itimerspec>, old: Out<Itimerspec>) => event::timerfd_settime64;
    timerfd_gettime64(fd: Fd, value: Out<Itimerspec>) => event::timerfd_gettime64;
    signalfd4(fd: Fd, mask: In<Sigset>, masksize: usize, flags: i32) => event::signalfd4;
}

extern "C" fn write_maps() {
    #[cfg(target_feature = "atomics")]
    let _held = super::thread::hold();
    crate::map::end();
}

/// Makes the C library write back maps of files when the program ends.
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

// Not syscalls: the implementations of `__wasilibc_fd_renumber`, `shm_open` and
// `shm_unlink`.
together! { "__":
    fd_renumber(fd: Fd, to: Fd) => renumber;
    shm_open(name: Path, flags: i32, mode: u32) => shm::shm_open;
    shm_unlink(name: Path) => shm::shm_unlink;
}

super::io::rows! { second }
super::exec::rows! { second }
super::fd::rows! { second }
super::fs::rows! { second }
super::poll::rows! { second }
super::socket::rows! { second }
