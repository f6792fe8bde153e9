//! Sockets: those inside the module, those that the host opened before the program started, and
//! those accepted from them. preview1 creates no sockets and has no addresses.

use core::cell::Cell;

use crate::abi::fcntl::O_NONBLOCK;
use crate::abi::socket as s;
use crate::abi::stat::{S_IFMT, S_IFSOCK};
use crate::abi::time::Timespec;
use crate::conv::time::from_timespec;
use crate::errno::{Errno, Result};
use crate::fd;
#[cfg(any(network, test))]
use crate::inside::network::{self, Calls};
use crate::inside::socket;
use crate::inside::socket::message::{Address, Name, Receive, Received, Send, UNKNOWN, Value};
#[cfg(any(network, test))]
use crate::table::Special;
use crate::table::{self, Descriptors, Table, What};
use crate::user::{Bytes, Out};
use crate::wasi::{
    self, Clockid, Event, Eventtype, Fd, Fdflags, Fdstat, Filetype, Riflags, Rights, Roflags,
    Sdflags, Subclockflags, Subscription, Timestamp,
};

fn stat(fd: Fd) -> Result<Fdstat> {
    let stat = wasi::fd_fdstat_get(fd)?;
    match stat.filetype {
        Filetype::SOCKET_DGRAM | Filetype::SOCKET_STREAM => Ok(stat),
        _ => Err(Errno::NOTSOCK),
    }
}

/// Hosts with rights fail with `NOTCAPABLE` if the file is not a socket, or is the wrong kind
/// of one.
#[cold]
fn error(fd: Fd, error: Errno, linux: Errno) -> Errno {
    match error {
        Errno::NOTCAPABLE => stat(fd).err().unwrap_or(linux),
        _ => error,
    }
}

/// `AGAIN` if the host would block on the socket.
fn is_ready(fd: Fd, kind: Eventtype) -> Result {
    let waits = [
        wasi::subscription(0, kind, fd),
        Subscription::clock(1, Clockid::MONOTONIC, 0, Subclockflags::NONE),
    ];
    let events = [const { Cell::new(Event::EMPTY) }; 2];
    let happened = wasi::poll_oneoff(&waits.map(Cell::new), &events)?;
    let mut events = events.iter().take(happened);
    if events.any(|event| event.get().userdata == 0) {
        Ok(())
    } else {
        Err(Errno::AGAIN)
    }
}

/// The place of a socket: inside, with its status flags, or perhaps at the host.
enum Socket {
    Inside(usize, i32),
    Host(Fd),
    #[cfg(any(network, test))]
    Network(&'static Calls, usize, i32),
}

#[inline(always)]
fn find<D: Descriptors>(fd: Fd) -> Result<Socket> {
    match D::what(fd)? {
        (What::Host(fd), _) => {
            // The adapter of a component has no sockets, and its calls for them end the program.
            #[cfg(network)]
            stat(fd)?;
            Ok(Socket::Host(fd))
        }
        (What::Inside(kind, object), flags) => {
            let kind = kind.into();
            #[cfg(any(network, test))]
            if kind.special() == Special::Network {
                return Ok(Socket::Network(network::calls()?, object, flags));
            }
            match kind.status(object).st_mode & S_IFMT {
                S_IFSOCK => Ok(Socket::Inside(object, flags)),
                _ => Err(Errno::NOTSOCK),
            }
        }
    }
}

/// `socketpair(domain, type, protocol, fds)` — makes two sockets, connected to each other.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/socketpair.html),
/// [Linux](https://man7.org/linux/man-pages/man2/socketpair.2.html).
/// Differs: Only `AF_UNIX` is supported, between parts of this program. Fails with
/// `EDEADLK` instead of blocking forever. A blocking write to a stream writes only as much
/// as there is room for. To a receiver, `MSG_TRUNC` means `MSG_PEEK`: WASI gives both the
/// same number. A socket that is sent over itself is never freed.
pub fn socketpair(domain: i32, kind: i32, protocol: i32, fds: Out<'_, [i32; 2]>) -> Result {
    if fds.is_null() {
        return Err(Errno::FAULT);
    }
    #[cfg(any(network, test))]
    if socket::is_inet(domain) {
        return network::socketpair(kind, protocol);
    }
    let [one, other] = socket::pair(domain, kind, protocol)?;
    fds.write([one.0, other.0])
}

/// `socket(domain, type, protocol)` — creates an unconnected socket.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/socket.html),
/// [Linux](https://man7.org/linux/man-pages/man2/socket.2.html).
/// Differs: Without a network, a program reaches only itself: over `AF_UNIX`, and over TCP
/// and UDP by the addresses of the loopback interface, 127.0.0.0/8 and `::1`. Other
/// families fail with `EAFNOSUPPORT`: WASI preview1 cannot create sockets; the host opens
/// them before the program starts. Fails with `EDEADLK` instead of blocking forever. With a
/// network (`wasm32-wasip2`), TCP and UDP are the host's, which decides which addresses a
/// program may use: any other fails with `EACCES`. A socket of IPv6 of the host has no
/// addresses of IPv4.
pub fn socket(domain: i32, kind: i32, protocol: i32) -> Result<Fd> {
    #[cfg(any(network, test))]
    if socket::is_inet(domain) {
        return network::socket(domain, kind, protocol);
    }
    socket::socket(domain, kind, protocol)
}

/// `bind(fd, addr, length)` — gives a socket a name.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/bind.html),
/// [Linux](https://man7.org/linux/man-pages/man2/bind.2.html).
/// Differs: As `socket`. No file appears at the path. Two paths are the same only if they
/// are spelled alike, and closing the socket frees its name. A socket of the host already
/// has a name, so the call fails with `EINVAL`. An address of the network that was in use a
/// moment ago is free, as with `SO_REUSEADDR`.
pub fn bind(fd: Fd, address: Bytes<'_>) -> Result {
    match find::<Table>(fd)? {
        Socket::Inside(object, _) => socket::bind(object, address),
        #[cfg(any(network, test))]
        Socket::Network(calls, object, _) => (calls.bind)(object, address),
        Socket::Host(fd) => refuse(fd, Errno::INVAL),
    }
}

/// `listen(fd, backlog)` — lets others connect to a socket.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/listen.html),
/// [Linux](https://man7.org/linux/man-pages/man2/listen.2.html).
/// Differs: As `socket`. A socket of the host fails with `EINVAL`: it already listens, or
/// cannot. Without a network, `backlog` does not limit the connections to an address of the
/// loopback interface.
pub fn listen(fd: Fd, backlog: i32) -> Result {
    match find::<Table>(fd)? {
        Socket::Inside(object, _) => socket::listen(object, backlog),
        #[cfg(any(network, test))]
        Socket::Network(calls, object, _) => (calls.listen)(object, backlog),
        Socket::Host(fd) => refuse(fd, Errno::INVAL),
    }
}

/// `connect(fd, addr, length)` — connects a socket to the one of that name.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/connect.html),
/// [Linux](https://man7.org/linux/man-pages/man2/connect.2.html).
/// Differs: As `bind`. A socket of the host fails with `EISCONN`: it is already connected.
/// An address of the network that no machine can have fails with `ENETUNREACH`, and all
/// others that cannot be reached with `EHOSTUNREACH`. Without a network, any address but
/// the program's own fails with `ENETUNREACH`, no connection takes time, so none is
/// `EINPROGRESS`, and a stream cannot be disconnected by `AF_UNSPEC` (`EOPNOTSUPP`).
pub fn connect(fd: Fd, address: Bytes<'_>) -> Result {
    match find::<Table>(fd)? {
        Socket::Inside(object, flags) => Table::inside(|| socket::connect(object, address, flags)),
        #[cfg(any(network, test))]
        Socket::Network(calls, object, flags) => (calls.connect)(object, address, flags),
        Socket::Host(fd) => refuse(fd, Errno::ISCONN),
    }
}

/// `accept(fd, addr, length)`, `accept4(fd, addr, length, flags)` — takes the next connection of a listening socket.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/accept.html),
/// [Linux](https://man7.org/linux/man-pages/man2/accept4.2.html).
/// Differs: WASI does not report the peer's address: the call returns one of the family
/// `AF_UNSPEC`. Of a connection of the network, it is there.
#[inline]
pub fn accept4<D: Descriptors>(fd: Fd, address: Option<Address<'_>>, flags: i32) -> Result<Fd> {
    D::before(fd, Eventtype::FD_READ)?;
    let listener = match find::<D>(fd)? {
        Socket::Host(listener) => listener,
        #[cfg(any(network, test))]
        Socket::Network(calls, object, status) => {
            let (accepted, peer) = (calls.accept)(object, flags, status)?;
            if let Some(address) = address {
                address.tell(peer.all())?;
            }
            return Ok(accepted);
        }
        Socket::Inside(object, status) => {
            let (accepted, new) = D::inside(|| socket::accept(object, flags, status))?;
            let peer = socket::peer_name(new)?;
            if let Some(address) = address {
                address.tell(peer.all())?;
            }
            return Ok(accepted);
        }
    };
    let close_on_exec = flags & s::SOCK_CLOEXEC != 0;
    let accepted = if D::IS_TABLE {
        let keep = |fd, nonblock| Ok(fd::fresh(fd, close_on_exec, nonblock));
        let accept = || accept_as(listener, flags, keep).map(What::Host);
        table::open(0, close_on_exec, accept)?
    } else {
        accept_as(listener, flags, |accepted, nonblock| {
            fd::opened(accepted, close_on_exec, nonblock)
        })?
    };
    if let Some(address) = address {
        address.tell(&UNKNOWN)?;
    }
    Ok(accepted)
}

/// [`accept4`], where `keep` records the new descriptor, with its status flags.
#[inline]
fn accept_as(fd: Fd, flags: i32, keep: impl FnOnce(Fd, Fdflags) -> Result<Fd>) -> Result<Fd> {
    if flags & !(s::SOCK_CLOEXEC | s::SOCK_NONBLOCK) != 0 {
        return Err(Errno::INVAL);
    }
    let nonblock = if flags & s::SOCK_NONBLOCK != 0 {
        Fdflags::NONBLOCK
    } else {
        Fdflags::NONE
    };
    let accepted = wasi::sock_accept(fd, nonblock);
    let accepted = accepted.map_err(|code| error(fd, code, Errno::INVAL))?;
    keep(accepted, nonblock)
}

/// `sendto(fd, buf, size, flags, addr, length)`, `sendmsg(fd, msg, flags)` — sends.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sendmsg.html),
/// [Linux](https://man7.org/linux/man-pages/man2/sendmsg.2.html).
/// Differs: A socket of the host cannot send to another address (`EISCONN`) or send control
/// messages (`EINVAL`). With `MSG_DONTWAIT`, the call first asks the host whether the
/// socket is ready. A datagram of a connected socket goes to its peer: another address
/// fails with `EISCONN`. Where the peer ended a connection of the network, the error is
/// `EPIPE` or `ECONNRESET`. Without a network, sending to a peer that closed fails at once
/// with `EPIPE`, and urgent data (`MSG_OOB`) with `EOPNOTSUPP`.
#[inline]
pub fn send<D: Descriptors>(fd: Fd, send: &Send<'_>) -> Result<usize> {
    D::before(fd, Eventtype::FD_WRITE)?;
    match find::<D>(fd)? {
        Socket::Inside(object, flags) => D::inside(|| socket::send(object, send, flags)),
        #[cfg(any(network, test))]
        Socket::Network(calls, object, flags) => (calls.send)(object, send, flags),
        Socket::Host(fd) => send_by_host(fd, send),
    }
}

fn send_by_host(fd: Fd, send: &Send<'_>) -> Result<usize> {
    if !send.to.is_empty() {
        return Err(stat(fd).err().unwrap_or(Errno::ISCONN));
    }
    if !send.control.is_empty() {
        return Err(stat(fd).err().unwrap_or(Errno::INVAL));
    }
    if send.flags & s::MSG_OOB != 0 {
        return Err(stat(fd).err().unwrap_or(Errno::NOTSUP));
    }
    if send.flags & s::MSG_DONTWAIT != 0 {
        stat(fd)?;
        is_ready(fd, Eventtype::FD_WRITE)?;
    }
    let n = wasi::sock_send(fd, send.data).map_err(|code| error(fd, code, Errno::NOTCONN))?;
    counted(n, send.data.iter().map(|data| data.len()))
}

/// `recvfrom(fd, buf, size, flags, addr, length)`, `recvmsg(fd, msg, flags)` — receives.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/recvmsg.html),
/// [Linux](https://man7.org/linux/man-pages/man2/recvmsg.2.html).
/// Differs: WASI does not report the sender: the address has length 0. `MSG_TRUNC` means
/// `MSG_PEEK`: WASI gives both the same number. `MSG_DONTWAIT` works as in `sendto`. Every
/// other failure of a connection of the network is `ECONNRESET`: the host does not say
/// more.
#[inline]
pub fn receive<D: Descriptors>(fd: Fd, receive: &Receive<'_>) -> Result<Received> {
    if receive.flags & s::MSG_DONTWAIT == 0 {
        D::before(fd, Eventtype::FD_READ)?;
    }
    match find::<D>(fd)? {
        Socket::Inside(object, flags) => {
            match D::inside(|| socket::receive(object, receive, flags)) {
                // The messages before the signal are returned.
                Err(Errno::INTR) if receive.flags & s::MSG_WAITALL != 0 => {
                    let now = socket::receive(object, receive, flags | O_NONBLOCK);
                    now.map_err(|_| Errno::INTR)
                }
                result => result,
            }
        }
        #[cfg(any(network, test))]
        Socket::Network(calls, object, flags) => (calls.receive)(object, receive, flags),
        Socket::Host(fd) => receive_by_host(fd, receive),
    }
}

fn receive_by_host(fd: Fd, receive: &Receive<'_>) -> Result<Received> {
    if receive.flags & (s::MSG_OOB | s::MSG_ERRQUEUE) != 0 {
        return Err(stat(fd).err().unwrap_or(Errno::NOTSUP));
    }
    if receive.flags & s::MSG_DONTWAIT != 0 {
        stat(fd)?;
        is_ready(fd, Eventtype::FD_READ)?;
    }
    let flags = Riflags((receive.flags & (s::MSG_PEEK | s::MSG_WAITALL)) as u16);
    let received = wasi::sock_recv(fd, receive.into, flags);
    let (n, roflags) = received.map_err(|code| error(fd, code, Errno::NOTCONN))?;
    let truncated = if roflags.has(Roflags::RECV_DATA_TRUNCATED) {
        s::MSG_TRUNC
    } else {
        0
    };
    Ok(Received {
        len: counted(n, receive.into.iter().map(|buffer| buffer.len()))?,
        flags: truncated,
        ..Received::default()
    })
}

/// The number of bytes that the host reports: more than requested is an error of the host.
fn counted(n: usize, mut lengths: impl Iterator<Item = usize>) -> Result<usize> {
    match lengths.try_fold(0_usize, usize::checked_add) {
        Some(total) if n > total => Err(Errno::IO),
        _ => Ok(n),
    }
}

/// `shutdown(fd, how)` — ends one direction of a socket, or both.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/shutdown.html),
/// [Linux](https://man7.org/linux/man-pages/man2/shutdown.2.html).
/// Differs: nothing.
#[inline]
pub fn shutdown<D: Descriptors>(fd: Fd, how: i32) -> Result {
    match find::<D>(fd)? {
        Socket::Inside(object, _) => socket::shutdown(object, how),
        #[cfg(any(network, test))]
        Socket::Network(calls, object, _) => (calls.shutdown)(object, how),
        Socket::Host(fd) => shut_down_by_host(fd, how),
    }
}

fn shut_down_by_host(fd: Fd, how: i32) -> Result {
    let how = match how {
        s::SHUT_RD..=s::SHUT_RDWR => Sdflags(how as u8),
        _ => return Err(stat(fd).err().unwrap_or(Errno::INVAL)),
    };
    wasi::sock_shutdown(fd, how).map_err(|code| error(fd, code, Errno::NOTCONN))
}

/// Fails with `error` for sockets of the host, which cannot do this, and with `NOTSOCK` for
/// other files.
fn refuse(fd: Fd, error: Errno) -> Result {
    stat(fd)?;
    Err(error)
}

/// `getsockname(fd, addr, length)` — returns the name of a socket.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getsockname.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getsockname.2.html).
/// Differs: Only sockets of this program have an address. A socket of the host fails with
/// `EOPNOTSUPP`: WASI does not report its address. A socket of the network has one, even if
/// that is all zeros.
#[inline]
pub fn getsockname<D: Descriptors>(fd: Fd, address: Address<'_>) -> Result {
    match find::<D>(fd)? {
        Socket::Inside(object, _) => address.tell(socket::socket_name(object).all()),
        #[cfg(any(network, test))]
        Socket::Network(calls, object, _) => address.tell((calls.socket_name)(object)?.all()),
        Socket::Host(fd) => refuse(fd, Errno::NOTSUP),
    }
}

/// `getpeername(fd, addr, length)` — returns the name of the peer.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getpeername.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getpeername.2.html).
/// Differs: As `getsockname`.
#[inline]
pub fn getpeername<D: Descriptors>(fd: Fd, address: Address<'_>) -> Result {
    match find::<D>(fd)? {
        Socket::Inside(object, _) => address.tell(socket::peer_name(object)?.all()),
        #[cfg(any(network, test))]
        Socket::Network(calls, object, _) => address.tell((calls.peer_name)(object)?.all()),
        Socket::Host(fd) => refuse(fd, Errno::NOTSUP),
    }
}

/// `setsockopt(fd, level, name, value, size)` — changes an option.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/setsockopt.html),
/// [Linux](https://man7.org/linux/man-pages/man2/setsockopt.2.html).
/// Differs: On sockets of this program, `SO_SNDBUF`, `SO_RCVTIMEO`, `SO_SNDTIMEO` and
/// `SO_PASSCRED` take effect, and with an address of the network `SO_RCVBUF`, `SO_LINGER`
/// (only of 0 seconds), `SO_REUSEADDR`, `SO_REUSEPORT`, `SO_BROADCAST` and `IPV6_V6ONLY`;
/// other options are only remembered. A socket of the host fails with `ENOPROTOOPT`. For a
/// socket of the network, the host does `SO_KEEPALIVE`, `TCP_KEEPIDLE`, `TCP_KEEPINTVL`,
/// `TCP_KEEPCNT`, `SO_SNDBUF`, `SO_RCVBUF`, `IP_TTL` and `IPV6_UNICAST_HOPS`; `SO_RCVTIMEO`
/// and `SO_SNDTIMEO` take effect; `SO_REUSEADDR`, `SO_BROADCAST`, `SO_LINGER`,
/// `SO_DONTROUTE`, `SO_OOBINLINE` and `TCP_NODELAY` are only remembered. `IPV6_V6ONLY` is
/// always on: turning it off fails with `EOPNOTSUPP`. Any other fails with `ENOPROTOOPT`.
#[inline]
pub fn setsockopt<'a, D: Descriptors>(
    fd: Fd,
    option: Name,
    value: impl FnOnce() -> Result<Bytes<'a>>,
) -> Result {
    match find::<D>(fd)? {
        Socket::Inside(object, _) => socket::set_option(object, option, value()?),
        #[cfg(any(network, test))]
        Socket::Network(calls, object, _) => (calls.set_option)(object, option, value()?),
        Socket::Host(fd) => refuse(fd, Errno::NOPROTOOPT),
    }
}

/// `getsockopt(fd, level, name, value, size)` — returns an option.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getsockopt.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getsockopt.2.html).
/// Differs: A socket of the host has `SO_TYPE`, `SO_ERROR` (always 0, because every call
/// returns its own error), and `SO_ACCEPTCONN`, where its rights show it. Any other option
/// fails with `ENOPROTOOPT`. A socket of the network has the options that `setsockopt`
/// lists, `SO_DOMAIN` and `SO_PROTOCOL`. The sizes of buffers are those that were set,
/// where Linux doubles them.
#[inline]
pub fn getsockopt<D: Descriptors>(fd: Fd, option: Name, value: Value<'_>) -> Result {
    match find::<D>(fd)? {
        Socket::Inside(object, _) => socket::get_option(object, option, value),
        #[cfg(any(network, test))]
        Socket::Network(calls, object, _) => (calls.get_option)(object, option, value),
        Socket::Host(fd) => option_of_host(fd, option, value),
    }
}

fn option_of_host(fd: Fd, option: Name, value: Value<'_>) -> Result {
    let stat = stat(fd)?;
    if option.level != s::SOL_SOCKET {
        return Err(Errno::NOPROTOOPT);
    }
    let rights = stat.rights_base;
    let told = match option.name {
        s::SO_TYPE => i32::from(stat.filetype.0),
        s::SO_ERROR => 0,
        s::SO_ACCEPTCONN if !rights.has(Rights::SOCK_ACCEPT) => 0,
        s::SO_ACCEPTCONN if !rights.has(Rights::FD_READ) => 1,
        _ => return Err(Errno::NOPROTOOPT),
    };
    value.tell(&told.to_ne_bytes())
}

/// `sendmmsg(fd, vec, count, flags)` and `recvmmsg_time64(fd, vec, count, flags, timeout)`
/// — send and receive messages one after the other, until one fails.
///
/// [Linux](https://man7.org/linux/man-pages/man2/sendmmsg.2.html).
/// Differs: `sendmmsg`: As `sendto`. If a later message fails, that error is not reported
/// by the next call. `recvmmsg_time64`: As `recvfrom`. If a later message fails, that error
/// is not reported by the next call.
#[inline]
pub fn each(count: u32, mut one: impl FnMut(usize) -> Result<bool>) -> Result<usize> {
    let count = count.min(crate::abi::IOV_MAX as u32) as usize;
    for done in 0..count {
        match one(done) {
            Ok(true) => {}
            Ok(false) => return Ok(done + 1),
            Err(error) if done == 0 => return Err(error),
            Err(_) => return Ok(done),
        }
    }
    Ok(count)
}

/// The deadline of `recvmmsg`, if there is one.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Option<Timestamp>);

impl Deadline {
    pub fn new(timeout: Option<Timespec>) -> Result<Self> {
        let Some(timeout) = timeout else {
            return Ok(Self(None));
        };
        let timeout = from_timespec(timeout)?;
        let now = wasi::clock_time_get(Clockid::MONOTONIC, 1)?;
        Ok(Self(Some(now.saturating_add(timeout))))
    }

    pub fn is_ahead(self) -> Result<bool> {
        match self.0 {
            Some(end) => Ok(wasi::clock_time_get(Clockid::MONOTONIC, 1)? < end),
            None => Ok(true),
        }
    }
}

/// The flags for one of the messages of `recvmmsg`.
pub const fn flags_of(flags: i32, index: usize) -> i32 {
    if flags & s::MSG_WAITFORONE != 0 && index > 0 {
        flags | s::MSG_DONTWAIT
    } else {
        flags
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;
    use crate::table::Host;
    use crate::user::{Bytes, BytesMut, In, Out};
    use crate::wasi::fake::{self, Fault, Socket};

    fn set_up(socket: Socket) -> Fd {
        let mut fd = Fd(-1);
        fake::set_up(|host| fd = host.socket(socket));
        fd
    }

    fn stream(incoming: &[&[u8]]) -> Socket {
        Socket {
            incoming: incoming.iter().map(|piece| piece.to_vec()).collect(),
            ..Socket::new(Filetype::SOCKET_STREAM)
        }
    }

    fn get(fd: Fd, n: usize, flags: i32) -> Result<(Vec<u8>, i32)> {
        let mut buffer = vec![0; n];
        let received = receive::<Host>(
            fd,
            &Receive {
                into: &[BytesMut::of(&mut buffer)],
                from: BytesMut::of(&mut []),
                control: BytesMut::of(&mut []),
                flags,
            },
        )?;
        assert_eq!((received.from, received.control), (0, 0));
        buffer.truncate(received.len);
        Ok((buffer, received.flags))
    }

    fn put_to(fd: Fd, data: &[u8], to: &[u8], control: &[u8], flags: i32) -> Result<usize> {
        send::<Host>(
            fd,
            &Send {
                data: &[Bytes::of(data)],
                to: Bytes::of(to),
                control: Bytes::of(control),
                flags,
            },
        )
    }

    fn put(fd: Fd, data: &[u8], flags: i32) -> Result<usize> {
        put_to(fd, data, &[], &[], flags)
    }

    fn option(fd: Fd, level: i32, name: i32) -> Result<i32> {
        let (mut value, mut size) = ([0xff; 8], 77);
        getsockopt::<Host>(
            fd,
            Name { level, name },
            Value {
                to: BytesMut::of(&mut value),
                size: Out::from(&mut size),
            },
        )?;
        assert_eq!(size, 4);
        assert_eq!(value[4..], [0xff; 4]);
        Ok(i32::from_ne_bytes(value[..4].try_into().unwrap()))
    }

    #[test]
    fn streams_carry_bytes() {
        let fd = set_up(stream(&[b"hello", b"world"]));
        assert_eq!(get(fd, 3, s::MSG_PEEK), Ok((b"hel".to_vec(), 0)));
        assert_eq!(get(fd, 3, 0), Ok((b"hel".to_vec(), 0)));
        assert_eq!(get(fd, 9, s::MSG_DONTWAIT), Ok((b"lo".to_vec(), 0)));
        assert_eq!(get(fd, 9, 0), Ok((b"world".to_vec(), 0)));
        assert_eq!(get(fd, 9, s::MSG_DONTWAIT), Err(Errno::AGAIN));
        fake::host(|host| host.sockets[0].ended = true);
        assert_eq!(get(fd, 9, s::MSG_DONTWAIT), Ok((Vec::new(), 0)));
        assert_eq!(put(fd, b"one", 0), Ok(3));
        assert_eq!(put(fd, b"two", s::MSG_DONTWAIT | s::MSG_NOSIGNAL), Ok(3));
        fake::host(|host| assert_eq!(host.sockets[0].sent, [b"one", b"two"]));
        // It is also a descriptor like others.
        assert_eq!(crate::sys::io::write::<Host>(fd, Bytes::of(b"x")), Ok(1));
        assert_eq!(crate::sys::io::close::<Host>(fd), Ok(()));
        assert_eq!(put(fd, b"x", 0), Err(Errno::BADF));
    }

    #[test]
    fn messages_are_cut_off() {
        let fd = set_up(Socket {
            filetype: Filetype::SOCKET_DGRAM,
            ..stream(&[b"hello", b"world"])
        });
        assert_eq!(get(fd, 3, 0), Ok((b"hel".to_vec(), s::MSG_TRUNC)));
        assert_eq!(get(fd, 9, 0), Ok((b"world".to_vec(), 0)));
        assert_eq!(option(fd, s::SOL_SOCKET, s::SO_TYPE), Ok(s::SOCK_DGRAM));
    }

    #[test]
    fn connections_are_accepted() {
        let fd = set_up(Socket {
            connections: Some(VecDeque::from([stream(&[b"a"]), stream(&[]), stream(&[])])),
            ..stream(&[])
        });
        assert_eq!(option(fd, s::SOL_SOCKET, s::SO_ACCEPTCONN), Ok(1));
        let accepted = accept4::<Host>(fd, None, s::SOCK_CLOEXEC).unwrap();
        assert!(fd::close_on_exec(accepted));
        assert_eq!(option(accepted, s::SOL_SOCKET, s::SO_ACCEPTCONN), Ok(0));
        assert_eq!(get(accepted, 9, 0), Ok((b"a".to_vec(), 0)));
        let other = accept4::<Host>(fd, None, s::SOCK_NONBLOCK).unwrap();
        assert!(!fd::close_on_exec(other));
        assert_eq!(wasi::fd_fdstat_get(other).unwrap().flags, Fdflags::NONBLOCK);
        assert_eq!(accept4::<Host>(fd, None, 1), Err(Errno::INVAL));
        assert_eq!(accept4::<Host>(accepted, None, 0), Err(Errno::INVAL));
        // A descriptor beyond the limit is closed.
        let open = fake::host(|host| host.open_count());
        crate::process::set_limit(
            crate::abi::resource::rlimit::NOFILE,
            crate::abi::resource::Rlimit {
                rlim_cur: 3,
                rlim_max: 3,
            },
        );
        assert_eq!(accept4::<Host>(fd, None, 0), Err(Errno::MFILE));
        assert_eq!(fake::host(|host| host.open_count()), open);
        assert_eq!(accept4::<Host>(fd, None, 0), Err(Errno::AGAIN));
    }

    #[test]
    fn what_is_no_socket() {
        fake::set_up(|_| {});
        for (fd, code) in [(Fd(1), Errno::NOTSOCK), (Fd(77), Errno::BADF)] {
            for flags in [0, s::MSG_DONTWAIT, s::MSG_OOB] {
                assert_eq!(put(fd, b"x", flags), Err(code));
                assert_eq!(get(fd, 1, flags), Err(code));
            }
            assert_eq!(put_to(fd, b"x", b"someone", b"", 0), Err(code));
            assert_eq!(put_to(fd, b"x", b"", b"control", 0), Err(code));
            assert_eq!(accept4::<Host>(fd, None, 0), Err(code));
            assert_eq!(shutdown::<Host>(fd, s::SHUT_RD), Err(code));
            assert_eq!(shutdown::<Host>(fd, 77), Err(code));
            assert_eq!(refuse(fd, Errno::NOTSUP), Err(code));
            assert_eq!(option(fd, s::SOL_SOCKET, s::SO_TYPE), Err(code));
        }
    }

    #[test]
    fn what_sockets_cannot_do() {
        let fd = set_up(stream(&[]));
        assert_eq!(put(fd, b"x", s::MSG_OOB), Err(Errno::NOTSUP));
        assert_eq!(get(fd, 1, s::MSG_OOB), Err(Errno::NOTSUP));
        assert_eq!(put_to(fd, b"x", b"someone", b"", 0), Err(Errno::ISCONN));
        assert_eq!(put_to(fd, b"x", b"", b"control", 0), Err(Errno::INVAL));
        assert_eq!(refuse(fd, Errno::NOTSUP), Err(Errno::NOTSUP));
        assert_eq!(option(fd, s::SOL_SOCKET, s::SO_ERROR), Ok(0));
        assert_eq!(
            option(fd, s::SOL_SOCKET, s::SO_SNDBUF),
            Err(Errno::NOPROTOOPT)
        );
        assert_eq!(option(fd, 6, 1), Err(Errno::NOPROTOOPT));
        assert_eq!(shutdown::<Host>(fd, 0), Err(Errno::INVAL));
        assert_eq!(shutdown::<Host>(fd, s::SHUT_WR), Ok(()));
        assert_eq!(put(fd, b"x", 0), Err(Errno::PIPE));
    }

    #[test]
    fn a_host_may_say_anything() {
        let fd = set_up(stream(&[b"hello"]));
        fake::host(|host| {
            host.fault("sock_send", 0, Fault::Claim(100));
            host.fault("sock_send", 1, Fault::Code(76));
            host.fault("sock_send", 2, Fault::Code(9999));
            host.fault("sock_recv", 0, Fault::Claim(100));
            host.fault("sock_recv", 1, Fault::Code(15));
            host.fault("sock_shutdown", 0, Fault::Code(76));
            host.fault("poll_oneoff", 0, Fault::Claim(1000));
            host.fault("poll_oneoff", 1, Fault::Code(58));
        });
        assert_eq!(put(fd, b"x", 0), Err(Errno::IO));
        assert_eq!(put(fd, b"x", 0), Err(Errno::NOTCONN));
        assert_eq!(put(fd, b"x", 0), Err(Errno::IO));
        assert_eq!(get(fd, 5, 0), Err(Errno::IO));
        assert_eq!(get(fd, 5, 0), Err(Errno::CONNRESET));
        assert_eq!(shutdown::<Host>(fd, s::SHUT_RD), Err(Errno::NOTCONN));
        assert_eq!(get(fd, 5, s::MSG_DONTWAIT), Err(Errno::AGAIN));
        assert_eq!(get(fd, 5, s::MSG_DONTWAIT), Err(Errno::NOTSUP));
    }

    #[test]
    fn several_at_a_time() {
        let more = Ok(true);
        let all = |results: &[Result<bool>]| each(3, |index| results[index]);
        assert_eq!(all(&[more, more, more]), Ok(3));
        assert_eq!(all(&[more, Err(Errno::IO)]), Ok(1));
        assert_eq!(all(&[Err(Errno::IO)]), Err(Errno::IO));
        assert_eq!(all(&[more, Ok(false)]), Ok(2));
        assert_eq!(each(u32::MAX, |_| more), Ok(1024));
        assert_eq!(flags_of(s::MSG_WAITFORONE, 0) & s::MSG_DONTWAIT, 0);
        assert_ne!(flags_of(s::MSG_WAITFORONE, 1) & s::MSG_DONTWAIT, 0);
    }

    #[test]
    fn deadlines() {
        fake::set_up(|_| {});
        let time = |tv_sec, tv_nsec| {
            let time = Timespec {
                tv_sec,
                tv_nsec,
                pad: 0,
            };
            Deadline::new(In::from(&time).read())
        };
        assert_eq!(Deadline::new(None).unwrap().is_ahead(), Ok(true));
        assert_eq!(time(0, 0).unwrap().is_ahead(), Ok(false));
        assert_eq!(time(1, 0).unwrap().is_ahead(), Ok(true));
        assert!(time(0, -1).is_err());
    }
}
