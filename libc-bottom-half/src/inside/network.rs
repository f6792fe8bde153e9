//! Sockets of the network: the host's, by WASI 0.2.
//!
//! A socket of the host is no descriptor of preview1, so it has a number of the table. Its
//! calls wait here, for what the host can wait for, and for timers of the program.
//!
//! To see whether a stream has data, its end, or an error, it is read: one byte ahead, or as
//! much as a page holds where the program wants to look at it. The next call returns that
//! first.

use core::cell::Cell;

use crate::abi::fcntl::O_NONBLOCK;
use crate::abi::poll::{POLLERR, POLLHUP, POLLIN, POLLOUT, POLLRDHUP};
use crate::abi::socket as s;
use crate::abi::stat::{S_IFSOCK, Stat};
use crate::clock::now;
use crate::conv::network::{Sockaddr, address, errno, family};
use crate::errno::{Errno, Result};
use crate::fd::LIMIT;
use crate::inside::socket;
use crate::inside::socket::message::{Name, Receive, Received, Send, Value, status_flags};
use crate::machine::PAGE_SIZE;
use crate::mm;
use crate::signal::broken_pipe;
use crate::state::system;
use crate::table::wait::{Waits, outside, with_network};
use crate::table::{Inside, Special, What, open, status};
use crate::user::{Bytes, BytesMut};
use crate::wasi::sockets::{
    self, ErrorCode, IncomingDatagrams, InputStream, IpAddress, IpSocketAddress, OutgoingDatagrams,
    OutputStream, Pollable, TcpSocket, UdpSocket,
};
use crate::wasi::{Fd, Timestamp};

pub mod names;
mod option;
mod tcp;
mod udp;

/// The calls of these sockets. Only a program that can make one links them.
pub struct Calls {
    pub bind: fn(usize, Bytes<'_>) -> Result,
    pub listen: fn(usize, i32) -> Result,
    pub connect: fn(usize, Bytes<'_>, i32) -> Result,
    pub accept: fn(usize, i32, i32) -> Result<(Fd, Sockaddr)>,
    pub send: fn(usize, &Send<'_>, i32) -> Result<usize>,
    pub receive: fn(usize, &Receive<'_>, i32) -> Result<Received>,
    pub shutdown: fn(usize, i32) -> Result,
    pub socket_name: fn(usize) -> Result<Sockaddr>,
    pub peer_name: fn(usize) -> Result<Sockaddr>,
    pub set_option: fn(usize, Name, Bytes<'_>) -> Result,
    pub get_option: fn(usize, Name, Value<'_>) -> Result,
}

const ALL: Calls = Calls {
    bind,
    listen: tcp::listen,
    connect,
    accept: tcp::accept,
    send,
    receive,
    shutdown,
    socket_name,
    peer_name,
    set_option: option::set_option,
    get_option: option::get_option,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum State {
    Free,
    Alone,
    Connecting,
    Connected,
    Listening,
}

/// Which pollable of a socket.
const OWN: usize = 0;
const INPUT: usize = 1;
const OUTPUT: usize = 2;

/// A socket and its parts, each with the value of a free one.
macro_rules! socket {
    ($($(#[$about:meta])* $part:ident: $t:ty = $free:expr;)*) => {
        /// A socket. Zeros are a free one. Its resources are numbers of the host, or 0.
        struct Socket {
            $($(#[$about])* $part: Cell<$t>,)*
        }

        impl Socket {
            #[expect(
                clippy::declare_interior_mutable_const,
                reason = "each free socket begins with it"
            )]
            const FREE: Self = Self {
                $($part: Cell::new($free),)*
            };

            fn reset(&self) {
                $(self.$part.set($free);)*
            }
        }
    };
}

socket! {
    state: State = State::Free;
    is_stream: bool = false;
    is_v6: bool = false;
    is_bound: bool = false;
    /// The host's socket is of no use any more: a connection failed.
    is_spent: bool = false;
    /// `connect` has not returned the outcome yet.
    is_untold: bool = false;
    /// Settings are to be made when the connection is there.
    is_unset: bool = false;
    /// There is something to receive, as far as is known.
    is_readable: bool = false;
    /// The host was asked for a datagram, and has returned none since.
    is_asked: bool = false;
    /// A write had no room.
    is_full: bool = false;
    host: i32 = 0;
    input: i32 = 0;
    output: i32 = 0;
    pollables: [Pollable; 3] = [Pollable::NONE; 3];
    /// The directions that have ended, as `SHUT_*`.
    ended: i32 = 0;
    /// The error of the next call.
    error: Option<Errno> = None;
    /// The options that are on, a bit each.
    switches: u32 = 0;
    /// The settings that the program made, or 0.
    settings: [u64; 7] = [0; 7];
    /// The timeouts for receiving and for sending, if there are any.
    timeouts: [Timestamp; 2] = [0; 2];
    linger: [i32; 2] = [0; 2];
    /// A byte that was read ahead, if there is one.
    ahead: u8 = 0;
    has_ahead: bool = false;
    /// The page of data that was read to be looked at, and the part of it.
    page: usize = 0;
    start: usize = 0;
    len: usize = 0;
    /// The sender of the datagram there.
    from: Sockaddr = Sockaddr::NONE;
    /// How much the host takes now.
    permit: usize = 0;
    /// The address that the program gave it, and the peer of datagrams.
    local: Sockaddr = Sockaddr::NONE;
    peer: Sockaddr = Sockaddr::NONE;
    /// The number of changes.
    changes: u32 = 0;
}

/// Replaces an element of an array.
fn put<T: Copy, const N: usize>(array: &Cell<[T; N]>, index: usize, value: T) {
    let mut all = array.get();
    if let Some(slot) = all.get_mut(index) {
        *slot = value;
    }
    array.set(all);
}

impl Socket {
    fn has_ended(&self, how: i32) -> bool {
        self.ended.get() & how != 0
    }

    fn end(&self, how: i32) {
        self.ended.set(self.ended.get() | how);
        self.change();
    }

    fn change(&self) {
        self.changes.set(self.changes.get().wrapping_add(1));
    }

    fn tcp(&self) -> TcpSocket {
        TcpSocket(self.host.get())
    }

    fn udp(&self) -> UdpSocket {
        UdpSocket(self.host.get())
    }

    fn take_error(&self) -> Result {
        match self.error.take() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    fn has_streams(&self) -> bool {
        self.input.get() != 0
    }

    /// One of its pollables, which it keeps.
    fn pollable(&self, which: usize) -> Pollable {
        let known = self.pollables.get().get(which).copied();
        if let Some(known) = known
            && known != Pollable::NONE
        {
            return known;
        }
        let new = match (which, self.is_stream.get()) {
            (INPUT, true) => sockets::input_subscribe(InputStream(self.input.get())),
            (INPUT, false) => sockets::incoming_subscribe(IncomingDatagrams(self.input.get())),
            (OUTPUT, true) => sockets::output_subscribe(OutputStream(self.output.get())),
            (OUTPUT, false) => sockets::outgoing_subscribe(OutgoingDatagrams(self.output.get())),
            (_, true) => sockets::tcp_subscribe(self.tcp()),
            (_, false) => sockets::udp_subscribe(self.udp()),
        };
        put(&self.pollables, which, new);
        new
    }

    /// Calls what the host may take time for, until that is over.
    fn settle(&self, finish: impl Fn() -> sockets::Result) -> sockets::Result {
        loop {
            match finish() {
                Err(ErrorCode::WOULD_BLOCK) => {
                    sockets::poll(&[Cell::new(self.pollable(OWN))]);
                }
                result => return result,
            }
        }
    }

    /// Drops a pollable that may be there.
    fn drop_pollable(&self, which: usize) {
        match self.pollables.get().get(which) {
            None | Some(&Pollable::NONE) => {}
            Some(&pollable) => sockets::pollable_drop(pollable),
        }
        put(&self.pollables, which, Pollable::NONE);
    }

    /// Drops its streams. The host wants them to go before the socket.
    fn drop_streams(&self) {
        self.drop_pollable(INPUT);
        self.drop_pollable(OUTPUT);
        let (input, output) = (self.input.replace(0), self.output.replace(0));
        if input != 0 {
            match self.is_stream.get() {
                true => {
                    sockets::input_drop(InputStream(input));
                    sockets::output_drop(OutputStream(output));
                }
                false => {
                    sockets::incoming_drop(IncomingDatagrams(input));
                    sockets::outgoing_drop(OutgoingDatagrams(output));
                }
            }
        }
        self.permit.set(0);
        self.is_readable.set(false);
        self.is_full.set(false);
    }

    /// Drops all that the host has of it.
    fn drop_host(&self) {
        self.drop_streams();
        self.drop_pollable(OWN);
        if self.host.get() != 0 {
            match self.is_stream.get() {
                true => sockets::tcp_drop(self.tcp()),
                false => sockets::udp_drop(self.udp()),
            }
            self.host.set(0);
        }
    }

    /// The page of what was read to be looked at, which is allocated for the first use.
    fn memory(&self) -> Result<BytesMut<'static>> {
        if self.page.get() == 0 {
            self.page.set(mm::map(1)?);
        }
        Ok(page(self.page.get()))
    }

    /// The part that is there.
    fn kept(&self) -> Bytes<'static> {
        match self.page.get() {
            0 => Bytes::of(&[]),
            number => {
                let bytes = page(number).from(self.start.get());
                bytes.first(self.len.get()).as_bytes()
            }
        }
    }

    fn forget(&self, n: usize) {
        self.start.set(self.start.get() + n);
        self.len.set(self.len.get().saturating_sub(n));
        if self.len.get() == 0 {
            self.start.set(0);
        }
    }
}

fn page(number: usize) -> BytesMut<'static> {
    mm::bytes(number..number + 1)
}

system! {
    static SOCKETS: [Socket; LIMIT] = [const { Socket::FREE }; LIMIT];
    static CALLS: Cell<Option<&'static Calls>> = Cell::new(None);
}

/// The calls of the sockets that there are.
pub fn calls() -> Result<&'static Calls> {
    CALLS.with(Cell::get).ok_or(Errno::NOTSOCK)
}

fn with<R>(object: usize, act: impl FnOnce(&Socket) -> Result<R>) -> Result<R> {
    SOCKETS.with(|sockets| act(sockets.get(object).ok_or(Errno::BADF)?))
}

/// Creates a socket of the network.
pub fn socket(domain: i32, flags: i32, protocol: i32) -> Result<Fd> {
    let is_stream = is_stream(flags, protocol)?;
    let is_v6 = domain == i32::from(s::AF_INET6);
    CALLS.with(|calls| calls.set(Some(&ALL)));
    with_network();
    open(status_flags(flags), flags & s::SOCK_CLOEXEC != 0, || {
        let object = free()?;
        let host = match is_stream {
            true => sockets::create_tcp_socket(is_v6).map(|socket| socket.0),
            false => sockets::create_udp_socket(is_v6).map(|socket| socket.0),
        };
        let host = host.map_err(|code| match code {
            ErrorCode::NOT_SUPPORTED => Errno::AFNOSUPPORT,
            code => errno(code),
        })?;
        take(object, host, is_stream, is_v6)
    })
}

/// Linux has no pairs of these, but says first what is wrong besides.
pub fn socketpair(flags: i32, protocol: i32) -> Result {
    is_stream(flags, protocol).and(Err(Errno::NOTSUP))
}

/// Whether it is a stream.
fn is_stream(flags: i32, protocol: i32) -> Result<bool> {
    let kind = flags & !(s::SOCK_CLOEXEC | s::SOCK_NONBLOCK);
    Ok(socket::inet_kind(kind, protocol)? == s::SOCK_STREAM)
}

/// The place of a socket that is not in use.
fn free() -> Result<usize> {
    SOCKETS.with(|sockets| {
        let mut sockets = sockets.iter();
        let free = sockets.position(|socket| socket.state.get() == State::Free);
        free.ok_or(Errno::NFILE)
    })
}

/// Makes a socket of the host's resource.
fn take(object: usize, host: i32, is_stream: bool, is_v6: bool) -> Result<What> {
    with(object, |socket| {
        socket.state.set(State::Alone);
        socket.is_stream.set(is_stream);
        socket.is_v6.set(is_v6);
        socket.host.set(host);
        Ok(())
    })?;
    Ok(What::Inside(&Kind, object))
}

/// How long a call waits.
struct Patience {
    /// The time, or 0.
    timeout: Timestamp,
    never: bool,
    end: Cell<Option<Timestamp>>,
}

impl Patience {
    fn new(timeout: Timestamp, status: i32, flags: i32) -> Self {
        Self {
            timeout,
            never: status & O_NONBLOCK != 0 || flags & s::MSG_DONTWAIT != 0,
            end: Cell::new(None),
        }
    }

    /// Waits until an event may be there. `AGAIN` if the call must not wait any longer.
    fn wait(&self, object: usize, asked: i16) -> Result {
        if self.never {
            return Err(Errno::AGAIN);
        }
        if self.timeout > 0 {
            let now = now()?;
            match self.end.get() {
                None => self.end.set(Some(now.saturating_add(self.timeout))),
                Some(end) if end <= now => return Err(Errno::AGAIN),
                Some(_) => {}
            }
        }
        // With a timeout, says Linux, a call does not continue after a handler.
        outside(self.end.get(), self.timeout == 0, |waits| {
            waits.asked = asked;
            Kind.waits(object, waits)
        })?;
        // A handler may have closed it.
        with(object, |socket| match socket.state.get() {
            State::Free => Err(Errno::BADF),
            _ => Ok(()),
        })
    }
}

/// The error of sending where nobody receives.
fn broken(flags: i32) -> Errno {
    if flags & s::MSG_NOSIGNAL != 0 {
        return Errno::PIPE;
    }
    broken_pipe()
}

/// Gives a socket an address of this machine.
fn bind(object: usize, to: Bytes<'_>) -> Result {
    with(object, |socket| {
        let is_v6 = socket.is_v6.get();
        // Linux takes no family for IPv4, if there is no address either.
        let any = [0; 16];
        let is_any = !is_v6
            && family(to)? == s::AF_UNSPEC
            && to.len() >= any.len()
            && to.from(4).first(4).is(Bytes::of(&any).first(4));
        let local = match is_any {
            true => {
                let port = to.get(2).map_or(0, u16::from_be_bytes);
                IpSocketAddress::new(IpAddress::unspecified(false), port)
            }
            false => address(to, is_v6)?,
        };
        if socket.is_bound.get() || socket.state.get() != State::Alone {
            return Err(Errno::INVAL);
        }
        bind_to(socket, &local)?;
        socket.local.set(Sockaddr::new(&local));
        match socket.is_stream.get() {
            true => Ok(()),
            // From now on, it can receive.
            false => udp::streams(socket),
        }
    })
}

fn bind_to(socket: &Socket, local: &IpSocketAddress) -> Result {
    let bound = match socket.is_stream.get() {
        true => {
            tcp::fresh(socket).map_err(errno)?;
            sockets::tcp_start_bind(socket.tcp(), local)
                .and_then(|()| socket.settle(|| sockets::tcp_finish_bind(socket.tcp())))
        }
        false => sockets::udp_start_bind(socket.udp(), local)
            .and_then(|()| socket.settle(|| sockets::udp_finish_bind(socket.udp()))),
    };
    bound.map_err(|code| match code {
        // The family is right: it is no address of a machine.
        ErrorCode::INVALID_ARGUMENT => Errno::ADDRNOTAVAIL,
        code => errno(code),
    })?;
    socket.is_bound.set(true);
    Ok(())
}

/// Gives a socket any address of this machine, if it has none.
fn bind_anywhere(socket: &Socket) -> Result {
    if socket.is_bound.get() {
        return Ok(());
    }
    let any = IpAddress::unspecified(socket.is_v6.get());
    bind_to(socket, &IpSocketAddress::new(any, 0))
}

/// The address of a peer: where none is given, this machine.
fn remote(to: Bytes<'_>, is_v6: bool) -> Result<IpSocketAddress> {
    let mut remote = address(to, is_v6)?;
    if remote.address.is_unspecified() {
        remote.address = IpAddress::loopback(is_v6);
    }
    Ok(remote)
}

fn connect(object: usize, to: Bytes<'_>, status: i32) -> Result {
    let (is_stream, family) = with(object, |socket| Ok((socket.is_stream.get(), family(to)?)))?;
    match (is_stream, family == s::AF_UNSPEC) {
        (true, false) => tcp::connect(object, to, status),
        (true, true) => with(object, tcp::disconnect),
        (false, false) => with(object, |socket| udp::connect(socket, to)),
        (false, true) => with(object, udp::disconnect),
    }
}

fn send(object: usize, send: &Send<'_>, status: i32) -> Result<usize> {
    if send.flags & s::MSG_OOB != 0 {
        return Err(Errno::NOTSUP);
    }
    if !send.control.is_empty() {
        return Err(Errno::INVAL);
    }
    with(object, |socket| match socket.is_stream.get() {
        true => tcp::send(object, socket, send, status),
        false => udp::send(object, socket, send, status),
    })
}

fn receive(object: usize, receive: &Receive<'_>, status: i32) -> Result<Received> {
    if receive.flags & s::MSG_ERRQUEUE != 0 {
        return Err(Errno::AGAIN);
    }
    if receive.flags & s::MSG_OOB != 0 {
        return Err(Errno::INVAL);
    }
    with(object, |socket| match socket.is_stream.get() {
        true => tcp::receive(object, socket, receive, status),
        false => udp::receive(object, socket, receive, status),
    })
}

fn shutdown(object: usize, how: i32) -> Result {
    if !(s::SHUT_RD..=s::SHUT_RDWR).contains(&how) {
        return Err(Errno::INVAL);
    }
    with(object, |socket| match socket.is_stream.get() {
        true => tcp::shutdown(socket, how),
        false if socket.peer.get() == Sockaddr::NONE => Err(Errno::NOTCONN),
        false => {
            socket.end(how);
            Ok(())
        }
    })
}

fn socket_name(object: usize) -> Result<Sockaddr> {
    with(object, |socket| {
        let local = match (socket.host.get(), socket.is_stream.get()) {
            // A listener that was shut down.
            (0, _) => Err(ErrorCode::INVALID_STATE),
            (_, true) => sockets::tcp_local_address(socket.tcp()),
            (_, false) => sockets::udp_local_address(socket.udp()),
        };
        let any = IpAddress::unspecified(socket.is_v6.get());
        match local {
            Ok(local) if local.address.is_v6() == socket.is_v6.get() => Ok(Sockaddr::new(&local)),
            // The host has it in no other family.
            Ok(_) => Err(Errno::IO),
            // It has none yet, or none any more.
            Err(_) if socket.local.get() != Sockaddr::NONE => Ok(socket.local.get()),
            Err(_) => Ok(Sockaddr::new(&IpSocketAddress::new(any, 0))),
        }
    })
}

fn peer_name(object: usize) -> Result<Sockaddr> {
    with(object, |socket| {
        if !socket.is_stream.get() {
            return match socket.peer.get() {
                Sockaddr::NONE => Err(Errno::NOTCONN),
                peer => Ok(peer),
            };
        }
        tcp::advance(socket);
        if socket.state.get() != State::Connected {
            return Err(Errno::NOTCONN);
        }
        tcp::peer_name(socket)
    })
}

struct Kind;

impl Inside for Kind {
    fn read(&self, object: usize, to: &[BytesMut<'_>], flags: i32) -> Result<usize> {
        let all = Receive {
            into: to,
            from: BytesMut::of(&mut []),
            control: BytesMut::of(&mut []),
            flags: 0,
        };
        if to.iter().all(|buffer| buffer.is_empty()) {
            return Ok(0);
        }
        receive(object, &all, flags).map(|received| received.len)
    }

    fn write(&self, object: usize, from: &[Bytes<'_>], flags: i32) -> Result<usize> {
        let all = Send {
            data: from,
            to: Bytes::of(&[]),
            control: Bytes::of(&[]),
            flags: 0,
        };
        send(object, &all, flags)
    }

    fn readable(&self, object: usize) -> Result<usize> {
        with(object, |socket| match socket.is_stream.get() {
            true => tcp::readable(socket),
            false => udp::readable(socket),
        })
    }

    fn status(&self, object: usize) -> Stat {
        // The numbers behind those of the sockets inside the module.
        status(S_IFSOCK | 0o777, LIMIT + object, 0)
    }

    fn events(&self, object: usize) -> i16 {
        let events = with(object, |socket| {
            let events = match socket.is_stream.get() {
                true => tcp::events(socket),
                false => udp::events(socket),
            };
            let mut more = 0;
            if socket.error.get().is_some() {
                more |= POLLERR | POLLIN;
            }
            if socket.has_ended(s::SHUT_RD) {
                more |= POLLIN | POLLRDHUP;
            }
            if socket.has_ended(s::SHUT_WR) {
                more |= POLLOUT;
            }
            if socket.ended.get() == s::SHUT_RDWR {
                more |= POLLHUP;
            }
            Ok(events | more)
        });
        events.unwrap_or(POLLERR)
    }

    fn happened(&self, object: usize) -> u32 {
        with(object, |socket| Ok(socket.changes.get())).unwrap_or(0)
    }

    fn waits(&self, object: usize, waits: &mut Waits) -> Result {
        with(object, |socket| {
            match socket.state.get() {
                State::Connecting => return waits.pollable(socket.pollable(OWN)),
                State::Listening if !socket.is_readable.get() => {
                    return waits.pollable(socket.pollable(OWN));
                }
                _ if !socket.has_streams() => return Ok(()),
                _ => {}
            }
            // The end and errors come with the input.
            let has_input = socket.is_readable.get()
                || socket.has_ahead.get()
                || socket.len.get() > 0
                || socket.from.get() != Sockaddr::NONE;
            if waits.asked & !POLLOUT != 0 && !has_input && !socket.has_ended(s::SHUT_RD) {
                waits.pollable(socket.pollable(INPUT))?;
            }
            if waits.asked & POLLOUT != 0
                && socket.permit.get() == 0
                && !socket.has_ended(s::SHUT_WR)
            {
                waits.pollable(socket.pollable(OUTPUT))?;
            }
            Ok(())
        })
    }

    fn special(&self) -> Special {
        Special::Network
    }

    fn close(&self, object: usize) {
        let _ = with(object, |socket| {
            socket.drop_host();
            match socket.page.get() {
                0 => {}
                page => mm::unmap(page..page + 1),
            }
            socket.reset();
            Ok(())
        });
    }
}

#[cfg(test)]
mod tests;
