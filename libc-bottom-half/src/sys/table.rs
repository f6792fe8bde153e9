//! The syscalls that take a descriptor, for a program that has a table of them: those of
//! [`crate::sys`] with the host's number, or what is inside the process.

use crate::abi::epoll::EpollEvent;
use crate::abi::fcntl as c;
use crate::abi::signal::Sigset;
use crate::abi::socket::{MSG_DONTWAIT, MSG_WAITALL, SOCK_CLOEXEC};
use crate::abi::stat::{S_IFMT, S_IFSOCK, Stat};
use crate::abi::time::Itimerspec;
use crate::errno::{Errno, Result};
use crate::fd;
use crate::inside::socket::message::{Address, Name, Receive, Received, Send, Value};
use crate::inside::{self as objects, socket};
use crate::sys::{self, fs, io};
use crate::table::wait::{before, inside, interrupts};
use crate::table::{self, Table, What, what};
use crate::user::{Bytes, BytesMut, In, InOut, Out};
use crate::wasi::{Eventtype, Fd, Whence};

pub mod copy;
pub mod lock;

/// `dup(fd)` — gives an open file another descriptor, the lowest that is free.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/dup.html),
/// [Linux](https://man7.org/linux/man-pages/man2/dup.2.html); WASI `fd_fdstat_get`.
/// Differs: what calls WASI itself sees the host's numbers.
pub fn dup(fd: Fd) -> Result<Fd> {
    table::copy(fd, 0, false)
}

/// `dup3(fd, to, flags)` — gives an open file this descriptor, which is closed before if it
/// was open.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/dup3.html),
/// [Linux](https://man7.org/linux/man-pages/man2/dup3.2.html); WASI `fd_fdstat_get`,
/// `fd_close`, `fd_prestat_get`.
/// Differs: as [`dup`].
pub fn dup3(fd: Fd, to: Fd, flags: i32) -> Result<Fd> {
    if fd == to || flags & !c::O_CLOEXEC != 0 {
        return Err(Errno::INVAL);
    }
    table::copy_to(fd, to, flags & c::O_CLOEXEC != 0)
}

/// `pipe2(fds, flags)` — makes a pipe.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/pipe.html),
/// [Linux](https://man7.org/linux/man-pages/man2/pipe2.2.html); no WASI function but
/// `fd_fdstat_get`.
/// Differs: it is of this process only. It holds 65536 bytes; to wait for more, or for
/// room, would be forever, and fails with `EDEADLK`. `O_DIRECT` fails with `EINVAL`.
pub fn pipe2(fds: Out<'_, [i32; 2]>, flags: i32) -> Result {
    if fds.is_null() {
        return Err(Errno::FAULT);
    }
    let [reader, writer] = objects::pipe::pipe(flags)?;
    fds.write([reader.0, writer.0])
}

/// `eventfd2(count, flags)` — makes a counter that can be waited for.
///
/// [Linux](https://man7.org/linux/man-pages/man2/eventfd.2.html); no WASI function but
/// `fd_fdstat_get`.
/// Differs: as [`pipe2`], to wait would be forever: `EDEADLK`.
pub fn eventfd2(count: u32, flags: i32) -> Result<Fd> {
    objects::eventfd::event(count, flags)
}

/// `memfd_create(name, flags)` — makes a file in memory.
///
/// [Linux](https://man7.org/linux/man-pages/man2/memfd_create.2.html); no WASI function but
/// `fd_fdstat_get`.
/// Differs: no seals and no huge pages. While it is mapped it grows only where it stands:
/// `ENOSPC` when something else is in the way.
pub fn memfd_create(name: &[u8], flags: u32) -> Result<Fd> {
    objects::memfd::file(name, flags)
}

/// `epoll_create1(flags)` — makes a list of descriptors to wait for.
///
/// [Linux](https://man7.org/linux/man-pages/man2/epoll_create.2.html); no WASI function but
/// `fd_fdstat_get`.
/// Differs: there are at most 128 lists, with 1024 items in all.
pub fn epoll_create1(flags: i32) -> Result<Fd> {
    interrupts();
    objects::epoll::epoll(flags)
}

/// `epoll_ctl(epfd, op, fd, event)` — adds a descriptor to a list, removes it, or waits for
/// other events of it.
///
/// [Linux](https://man7.org/linux/man-pages/man2/epoll_ctl.2.html); WASI `fd_fdstat_get`.
/// Differs: no stream of the host tells of new data behind data that nobody read: under
/// `EPOLLET` it is told again once the stream was read or written.
pub fn epoll_ctl(epoll: Fd, op: i32, fd: Fd, event: In<'_, EpollEvent>) -> Result {
    objects::epoll::control(epoll, op, fd, event)
}

/// `epoll_pwait(epfd, events, maxevents, timeout, mask, masksize)` — waits for the
/// descriptors of a list, with other signals blocked if `mask` is not null.
///
/// [Linux](https://man7.org/linux/man-pages/man2/epoll_wait.2.html); WASI `poll_oneoff`.
/// Differs: as `ppoll`, to wait for what nothing will bring about fails with `EDEADLK`.
pub fn epoll_pwait(
    epoll: Fd,
    events: InOut<'_, EpollEvent>,
    timeout: i32,
    mask: In<'_, Sigset>,
    size: usize,
) -> Result<usize> {
    let timeout = u64::try_from(timeout).ok().map(|ms| ms * 1_000_000);
    objects::epoll::wait_for(epoll, events, timeout, mask, size)
}

/// `timerfd_create(clock, flags)` — makes a timer to be read from.
///
/// [Linux](https://man7.org/linux/man-pages/man2/timerfd_create.2.html); no WASI function but
/// `fd_fdstat_get`.
/// Differs: who sets the host's clock does not move it, and `TFD_TIMER_CANCEL_ON_SET` changes
/// nothing. To read one that does not run fails with `EDEADLK`.
pub fn timerfd_create(clock: i32, flags: i32) -> Result<Fd> {
    interrupts();
    objects::timerfd::timer(clock, flags)
}

/// `timerfd_settime64(fd, flags, value, old)` — lets a timer run, or stops it; `old` may be
/// null.
///
/// [Linux](https://man7.org/linux/man-pages/man2/timerfd_create.2.html); WASI `clock_time_get`.
/// Differs: as [`timerfd_create`].
pub fn timerfd_settime64(
    fd: Fd,
    flags: i32,
    value: In<'_, Itimerspec>,
    old: Out<'_, Itimerspec>,
) -> Result {
    objects::timerfd::set(fd, flags, value, old)
}

/// `timerfd_gettime64(fd, value)` — tells when a timer expires next.
///
/// [Linux](https://man7.org/linux/man-pages/man2/timerfd_create.2.html); WASI `clock_time_get`.
/// Differs: nothing.
pub fn timerfd_gettime64(fd: Fd, value: Out<'_, Itimerspec>) -> Result {
    objects::timerfd::setting_of(fd, value)
}

/// `signalfd4(fd, mask, masksize, flags)` — makes a descriptor to read pending signals from,
/// or changes which `fd` takes if that is not -1.
///
/// [Linux](https://man7.org/linux/man-pages/man2/signalfd.2.html); no WASI function but
/// `fd_fdstat_get`.
/// Differs: nobody else sends signals: to read one while none is pending and no timer runs
/// fails with `EDEADLK`.
pub fn signalfd4(fd: Fd, mask: In<'_, Sigset>, size: usize, flags: i32) -> Result<Fd> {
    interrupts();
    objects::signalfd::signals(fd, mask, size, flags)
}

pub(super) fn status(fd: Fd) -> Result<Stat> {
    let mut status = Stat::ZERO;
    fs::fstat::<Table>(fd, Out::from(&mut status))?;
    Ok(status)
}

pub(super) fn seek(fd: Fd, offset: i64, whence: Whence) -> Result<i64> {
    let mut position = 0;
    io::llseek::<Table>(fd, offset, Out::from(&mut position), u32::from(whence.0))?;
    Ok(position)
}

pub(super) fn pread(fd: Fd, to: BytesMut<'_>, at: i64) -> Result<usize> {
    io::pread64::<Table>(fd, to, at)
}

pub(super) fn pwrite(fd: Fd, from: Bytes<'_>, at: i64) -> Result<usize> {
    io::pwrite64::<Table>(fd, from, at)
}

/// `socketpair(domain, type, protocol, fds)` — makes two sockets, connected to each other.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/socketpair.html),
/// [Linux](https://man7.org/linux/man-pages/man2/socketpair.2.html); no WASI function but
/// `fd_fdstat_get`.
/// Differs: `AF_UNIX` only, of this process only; as [`pipe2`], to wait would be forever
/// unless a timeout is set. A stream takes what there is room for. `MSG_TRUNC` is
/// `MSG_PEEK`, as WASI numbers them.
pub fn socketpair(domain: i32, kind: i32, protocol: i32, fds: Out<'_, [i32; 2]>) -> Result {
    if fds.is_null() {
        return Err(Errno::FAULT);
    }
    let [one, other] = socket::pair(domain, kind, protocol)?;
    fds.write([one.0, other.0])
}

/// `socket(domain, type, protocol)` — makes a socket that nobody is connected to.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/socket.html),
/// [Linux](https://man7.org/linux/man-pages/man2/socket.2.html); no WASI function but
/// `fd_fdstat_get`.
/// Differs: as [`socketpair`]. There is no network: `EAFNOSUPPORT`.
pub fn socket(domain: i32, kind: i32, protocol: i32) -> Result<Fd> {
    socket::socket(domain, kind, protocol)
}

/// Where a socket is: inside, with its status flags, or perhaps at the host.
enum Socket {
    Inside(usize, i32),
    Host(Fd),
}

fn find(fd: Fd) -> Result<Socket> {
    match what(fd)? {
        (What::Host(fd), _) => Ok(Socket::Host(fd)),
        (What::Inside(kind, object), flags) => match kind.status(object).st_mode & S_IFMT {
            S_IFSOCK => Ok(Socket::Inside(object, flags)),
            _ => Err(Errno::NOTSOCK),
        },
    }
}

/// `bind(fd, addr, length)` — gives a socket a name.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/bind.html),
/// [Linux](https://man7.org/linux/man-pages/man2/bind.2.html); no WASI function.
/// Differs: no file appears at the path, and two paths are the same if they are written
/// the same. The name is free again when the socket is closed. A socket of the host has
/// its name: `EINVAL`.
pub fn bind(fd: Fd, address: Bytes<'_>) -> Result {
    match find(fd)? {
        Socket::Inside(object, _) => socket::bind(object, address),
        Socket::Host(fd) => sys::socket::refuse(fd, Errno::INVAL),
    }
}

/// `listen(fd, backlog)` — lets others connect to a socket.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/listen.html),
/// [Linux](https://man7.org/linux/man-pages/man2/listen.2.html); no WASI function.
/// Differs: a socket of the host listens already, or never can: `EINVAL`.
pub fn listen(fd: Fd, backlog: i32) -> Result {
    match find(fd)? {
        Socket::Inside(object, _) => socket::listen(object, backlog),
        Socket::Host(fd) => sys::socket::refuse(fd, Errno::INVAL),
    }
}

/// `connect(fd, addr, length)` — connects a socket to the one of that name.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/connect.html),
/// [Linux](https://man7.org/linux/man-pages/man2/connect.2.html); no WASI function.
/// Differs: as [`bind`]. A socket of the host is connected: `EISCONN`.
pub fn connect(fd: Fd, address: Bytes<'_>) -> Result {
    match find(fd)? {
        Socket::Inside(object, flags) => inside(|| socket::connect(object, address, flags)),
        Socket::Host(fd) => sys::socket::refuse(fd, Errno::ISCONN),
    }
}

#[inline]
pub fn accept4(fd: Fd, address: Option<Address<'_>>, flags: i32) -> Result<Fd> {
    before(fd, Eventtype::FD_READ)?;
    let (accepted, peer) = match find(fd)? {
        Socket::Inside(object, status) => {
            let (fd, new) = inside(|| socket::accept(object, flags, status))?;
            (fd, socket::peer_name(new)?)
        }
        Socket::Host(listener) => {
            let close_on_exec = flags & SOCK_CLOEXEC != 0;
            let keep = |fd, nonblock| Ok(fd::fresh(fd, close_on_exec, nonblock));
            let accept = || sys::socket::accept_as(listener, flags, keep).map(What::Host);
            (
                table::open(0, close_on_exec, accept)?,
                socket::Address::UNKNOWN,
            )
        }
    };
    if let Some(address) = address {
        address.tell(peer.all())?;
    }
    Ok(accepted)
}

#[inline]
pub fn send(fd: Fd, send: &Send<'_>) -> Result<usize> {
    before(fd, Eventtype::FD_WRITE)?;
    match find(fd)? {
        Socket::Inside(object, flags) => inside(|| socket::send(object, send, flags)),
        Socket::Host(fd) => sys::socket::send(fd, send),
    }
}

#[inline]
pub fn receive(fd: Fd, receive: &Receive<'_>) -> Result<Received> {
    if receive.flags & MSG_DONTWAIT == 0 {
        before(fd, Eventtype::FD_READ)?;
    }
    match find(fd)? {
        Socket::Inside(object, flags) => {
            match inside(|| socket::receive(object, receive, flags)) {
                // What came before the signal is told.
                Err(Errno::INTR) if receive.flags & MSG_WAITALL != 0 => {
                    let now = socket::receive(object, receive, flags | c::O_NONBLOCK);
                    now.map_err(|_| Errno::INTR)
                }
                result => result,
            }
        }
        Socket::Host(fd) => sys::socket::receive(fd, receive),
    }
}

#[inline]
pub fn shutdown(fd: Fd, how: i32) -> Result {
    match find(fd)? {
        Socket::Inside(object, _) => socket::shutdown(object, how),
        Socket::Host(fd) => sys::socket::shutdown(fd, how),
    }
}

#[inline]
pub fn getsockopt(fd: Fd, option: Name, value: Value<'_>) -> Result {
    match find(fd)? {
        Socket::Inside(object, _) => socket::get_option(object, option, value),
        Socket::Host(fd) => sys::socket::getsockopt(fd, option, value),
    }
}

#[inline]
pub fn setsockopt(fd: Fd, option: Name, value: Bytes<'_>) -> Result {
    match find(fd)? {
        Socket::Inside(object, _) => socket::set_option(object, option, value),
        Socket::Host(fd) => sys::socket::refuse(fd, Errno::NOPROTOOPT),
    }
}

#[inline]
pub fn getsockname(fd: Fd, address: Address<'_>) -> Result {
    match find(fd)? {
        Socket::Inside(object, _) => address.tell(socket::socket_name(object).all()),
        Socket::Host(fd) => sys::socket::refuse(fd, Errno::NOTSUP),
    }
}

#[inline]
pub fn getpeername(fd: Fd, address: Address<'_>) -> Result {
    match find(fd)? {
        Socket::Inside(object, _) => address.tell(socket::peer_name(object)?.all()),
        Socket::Host(fd) => sys::socket::refuse(fd, Errno::NOTSUP),
    }
}
