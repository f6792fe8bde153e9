//! Sockets between parts of one program: pairs, those with a name of `AF_UNIX`, and those with an
//! address of the loopback interface (`inet.rs`).

use core::cell::Cell;

use crate::abi::fcntl as c;
use crate::abi::poll::{POLLERR, POLLHUP, POLLIN, POLLOUT, POLLRDHUP};
use crate::abi::socket as s;
use crate::abi::stat::{S_IFSOCK, Stat};
use crate::errno::{Errno, Result};
use crate::fd::LIMIT;
use crate::signal::broken_pipe;
use crate::state::system;
use crate::table::wait::pause;
use crate::table::{self, Inside, What, open, status, stuck};
use crate::user::{Bytes, BytesMut};
use crate::wasi::{Fd, Timestamp};
use message::{Receive, Received, Send, status_flags};

mod control;
mod inet;
pub mod message;
mod name;
mod option;
mod queue;

#[cfg(any(network, test))]
pub use inet::kind as inet_kind;
pub use name::{Address, accept, bind, connect, listen, peer_name, socket, socket_name};
pub use option::{get_option, set_option};

use queue::Queue;

/// The number of bytes that a socket can send before they are received, and the part of
/// that counted per message. Both are Linux's values.
const ROOM: usize = 212_992;
const OVERHEAD: usize = 32;

/// A place in [`SOCKETS`].
type Object = u16;

/// The tag is a separate byte, so that zeros are a free socket.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum State {
    Free,
    Alone,
    /// The peer may already be gone.
    Connected(Object),
    /// The first pending connection, and the maximum number of them.
    Listening(Option<Object>, usize),
}

#[derive(Clone, Copy)]
struct Socket {
    state: State,
    /// One of `SOCK_*`, and one of `AF_*`.
    kind: i32,
    domain: u16,
    incoming: Queue,
    /// The directions that are closed, as `SHUT_*`.
    ended: i32,
    /// Whether the peer is gone.
    is_widowed: bool,
    /// The error of the next call.
    error: Option<Errno>,
    /// The options that are on, a bit each.
    options: u32,
    /// `SO_SNDBUF` and `SO_RCVBUF`.
    buffers: [usize; 2],
    /// The timeouts for receiving and for sending, if there are any.
    timeouts: [Timestamp; 2],
    linger: [i32; 2],
    /// The length of its address, if it has one, and whether others can find it by that.
    name: usize,
    is_bound: bool,
    /// The next pending connection of the same socket.
    next: Option<Object>,
    /// The number of changes.
    changes: u32,
}

impl Socket {
    const FREE: Self = Self {
        state: State::Free,
        kind: 0,
        domain: 0,
        incoming: Queue::EMPTY,
        ended: 0,
        is_widowed: false,
        error: None,
        options: 0,
        buffers: [0; 2],
        timeouts: [0; 2],
        linger: [0; 2],
        name: 0,
        is_bound: false,
        next: None,
        changes: 0,
    };

    const fn is_stream(&self) -> bool {
        self.kind == s::SOCK_STREAM
    }

    /// Whether it is connected to one peer, which notices its end.
    const fn has_connections(&self) -> bool {
        self.kind != s::SOCK_DGRAM
    }

    /// Whether it has an address of the network.
    const fn is_inet(&self) -> bool {
        self.domain != s::AF_UNIX
    }

    const fn has_ended(&self, how: i32) -> bool {
        self.ended & how != 0
    }

    /// The number of further bytes that `sender` can send to it.
    const fn room(&self, sender: &Self) -> usize {
        sender.buffers[0].saturating_sub(self.incoming.len() + OVERHEAD)
    }
}

system! {
    static SOCKETS: [Cell<Socket>; LIMIT] = [const { Cell::new(Socket::FREE) }; LIMIT];
}

fn with<R>(object: usize, change: impl FnOnce(&mut Socket) -> R) -> R {
    SOCKETS.with(|sockets| {
        let slot = sockets.get(object);
        let mut socket = slot.map_or(Socket::FREE, Cell::get);
        let result = change(&mut socket);
        socket.changes = socket.changes.wrapping_add(1);
        if let Some(slot) = slot {
            slot.set(socket);
        }
        result
    })
}

fn get(object: usize) -> Socket {
    SOCKETS.with(|sockets| sockets.get(object).map_or(Socket::FREE, Cell::get))
}

/// A new, unconnected socket.
fn make(domain: u16, kind: i32) -> Result<usize> {
    let free = (0..LIMIT).find(|&object| get(object).state == State::Free);
    let object = free.ok_or(Errno::NFILE)?;
    with(object, |socket| {
        *socket = Socket {
            state: State::Alone,
            kind,
            domain,
            buffers: [ROOM; 2],
            ..Socket::FREE
        }
    });
    Ok(object)
}

/// Whether sockets of this family have an address of the network.
pub fn is_inet(domain: i32) -> bool {
    domain == i32::from(s::AF_INET) || domain == i32::from(s::AF_INET6)
}

/// The kind of socket that `socket` and `socketpair` ask for, without the flags.
fn kind(domain: i32, kind: i32, protocol: i32) -> Result<i32> {
    let kind = kind & !(s::SOCK_CLOEXEC | s::SOCK_NONBLOCK);
    if is_inet(domain) {
        return inet::kind(kind, protocol);
    }
    if domain != i32::from(s::AF_UNIX) {
        return Err(Errno::AFNOSUPPORT);
    }
    if protocol != 0 && protocol != domain {
        return Err(Errno::PROTONOSUPPORT);
    }
    match kind {
        kind @ (s::SOCK_STREAM | s::SOCK_DGRAM | s::SOCK_SEQPACKET) => Ok(kind),
        s::SOCK_RAW => Ok(s::SOCK_DGRAM),
        kind if kind & !0xf != 0 => Err(Errno::INVAL),
        _ => Err(Errno::SOCKTNOSUPPORT),
    }
}

/// Gives a socket a descriptor; ends the socket if there is none.
fn opened(object: usize, flags: i32) -> Result<Fd> {
    let close_on_exec = flags & s::SOCK_CLOEXEC != 0;
    let inside = || -> Result<What> { Ok(What::Inside(&Kind, object)) };
    open(status_flags(flags), close_on_exec, inside).inspect_err(|_| Kind.close(object))
}

/// Makes two sockets that are connected to each other.
pub fn pair(domain: i32, flags: i32, protocol: i32) -> Result<[Fd; 2]> {
    if is_inet(domain) {
        return Err(Errno::NOTSUP);
    }
    let kind = kind(domain, flags, protocol)?;
    let one = make(s::AF_UNIX, kind)?;
    let other = match make(s::AF_UNIX, kind) {
        Ok(other) => other,
        Err(error) => {
            Kind.close(one);
            return Err(error);
        }
    };
    join(one, other);
    let first = match opened(one, flags) {
        Ok(fd) => fd,
        Err(error) => {
            Kind.close(other);
            return Err(error);
        }
    };
    match opened(other, flags) {
        Ok(second) => Ok([first, second]),
        Err(error) => {
            table::close(first)?;
            Err(error)
        }
    }
}

fn join(one: usize, other: usize) {
    with(one, |socket| {
        socket.state = State::Connected(other as Object)
    });
    with(other, |socket| {
        socket.state = State::Connected(one as Object)
    });
}

/// The error of a call that would block, after the time that it may wait.
fn wait(timeout: Timestamp, flags: i32) -> Errno {
    if timeout == 0 || flags & c::O_NONBLOCK != 0 {
        return stuck(flags);
    }
    match pause(timeout) {
        Ok(()) => Errno::AGAIN,
        Err(error) => error,
    }
}

/// The status flags, and `MSG_DONTWAIT` as one of them.
const fn waiting(status: i32, flags: i32) -> i32 {
    if flags & s::MSG_DONTWAIT != 0 {
        status | c::O_NONBLOCK
    } else {
        status
    }
}

/// The error of sending after the peer is closed.
fn broken(socket: &Socket, flags: i32) -> Errno {
    if socket.is_stream() && flags & s::MSG_NOSIGNAL == 0 {
        return broken_pipe();
    }
    Errno::PIPE
}

fn take_error(object: usize) -> Result {
    match with(object, |socket| socket.error.take()) {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// The socket that a message goes to.
fn receiver(object: usize, send: &Send<'_>) -> Result<usize> {
    let socket = get(object);
    let other = match socket.state {
        State::Connected(other) => Some(usize::from(other)),
        _ => None,
    };
    match socket.kind {
        s::SOCK_STREAM if !send.to.is_empty() && other.is_some() => Err(Errno::ISCONN),
        s::SOCK_STREAM if !send.to.is_empty() => Err(Errno::NOTSUP),
        s::SOCK_DGRAM if !send.to.is_empty() => name::receiver(object, send.to),
        s::SOCK_DGRAM if socket.is_widowed => {
            with(object, |socket| {
                socket.state = State::Alone;
                socket.is_widowed = false;
            });
            Err(Errno::CONNREFUSED)
        }
        _ => other.ok_or(Errno::NOTCONN),
    }
}

/// Sends, for `sendmsg` and similar calls.
pub fn send(object: usize, send: &Send<'_>, status: i32) -> Result<usize> {
    let lengths = send.data.iter().map(|data| data.len());
    let total = lengths.fold(0_usize, usize::saturating_add);
    if send.flags & s::MSG_OOB != 0 {
        return Err(Errno::NOTSUP);
    }
    let socket = get(object);
    if let Some(calls) = inet::calls(&socket) {
        return (calls.send)(object, send, total, status);
    }
    let to = receiver(object, send)?;
    let (socket, other) = (get(object), get(to));
    if !socket.is_stream() {
        take_error(object)?;
        if total > socket.buffers[0].saturating_sub(OVERHEAD) {
            return Err(Errno::MSGSIZE);
        }
    }
    if socket.has_ended(s::SHUT_WR) || socket.is_widowed || other.has_ended(s::SHUT_RD) {
        return Err(broken(&socket, send.flags));
    }
    let room = other.room(&socket);
    transfer(object, [to, room, total], &name::of(object), send, status)
}

/// Sends so many bytes to a socket that has room for some, from an address.
// Inlined: as a function of its own, it would make a program with socketpair alone larger.
#[inline(always)]
fn transfer(
    object: usize,
    [to, room, total]: [usize; 3],
    from: &name::Address,
    send: &Send<'_>,
    status: i32,
) -> Result<usize> {
    let socket = get(object);
    if socket.is_stream() && total == 0 {
        return Ok(0);
    }
    if room == 0 || !socket.is_stream() && room < total {
        return Err(wait(socket.timeouts[1], waiting(status, send.flags)));
    }
    let n = total.min(room);
    let rights = match socket.is_inet() {
        true => control::Rights::NONE,
        false => control::Rights::held(send.control)?,
    };
    let push = |other: &mut Socket| other.incoming.push(from.all(), rights.all(), send.data, n);
    match with(to, push) {
        Ok(()) => Ok(n),
        Err(_) => {
            rights.let_go();
            Err(Errno::NOBUFS)
        }
    }
}

/// Receives, for `recvmsg` and similar calls.
pub fn receive(object: usize, receive: &Receive<'_>, status: i32) -> Result<Received> {
    let socket = get(object);
    if receive.flags & s::MSG_OOB != 0 {
        return Err(Errno::NOTSUP);
    }
    match (socket.kind, socket.state) {
        (s::SOCK_DGRAM, _) | (_, State::Connected(_)) => {}
        (s::SOCK_STREAM, _) if !socket.is_inet() => return Err(Errno::INVAL),
        _ => return Err(Errno::NOTCONN),
    }
    let lengths = receive.into.iter().map(|buffer| buffer.len());
    let wanted = lengths.fold(0_usize, usize::saturating_add);
    let flags = waiting(status, receive.flags);
    let is_whole = receive.flags & s::MSG_WAITALL == 0
        || flags & c::O_NONBLOCK != 0
        || socket.has_ended(s::SHUT_RD)
        || !socket.is_stream();
    if socket.incoming.is_empty() || !is_whole && socket.incoming.readable(true) < wanted {
        if socket.has_connections() || !socket.has_ended(s::SHUT_RD) {
            take_error(object)?;
        }
        let is_over = socket.has_connections() || flags & c::O_NONBLOCK == 0;
        if socket.has_ended(s::SHUT_RD) && is_over {
            return Ok(Received::default());
        }
        let error = wait(socket.timeouts[0], flags);
        if socket.incoming.is_empty() || error != Errno::AGAIN {
            return Err(error);
        }
    }
    if socket.is_stream() {
        Ok(receive_stream(object, receive, wanted))
    } else {
        Ok(receive_message(object, receive))
    }
}

fn receive_message(object: usize, receive: &Receive<'_>) -> Received {
    let queue = get(object).incoming;
    let record = queue.record(0).unwrap_or_default();
    let len = queue.scatter(0, record, receive.into, 0);
    let from = sender(&queue, 0, receive.from);
    let mut control = control::Told::new(receive, &get(object));
    control.rights(&queue, 0);
    if receive.flags & s::MSG_PEEK == 0 {
        with(object, |socket| socket.incoming.pop());
        control.let_go();
    }
    let truncated = if len < record.len { s::MSG_TRUNC } else { 0 };
    Received {
        len,
        from,
        control: control.len(),
        flags: truncated | control.flags(),
    }
}

/// In a stream, records have no boundaries, except that a record with descriptors is the
/// last one of a call.
fn receive_stream(object: usize, receive: &Receive<'_>, wanted: usize) -> Received {
    let is_peek = receive.flags & s::MSG_PEEK != 0;
    let mut control = control::Told::new(receive, &get(object));
    let (mut done, mut at, mut from) = (0, 0, 0);
    loop {
        let queue = get(object).incoming;
        let Some(record) = queue.record(at) else {
            break;
        };
        if done == 0 {
            from = sender(&queue, at, receive.from);
        }
        let n = queue.scatter(at, record, receive.into, done);
        control.rights(&queue, at);
        done += n;
        if is_peek {
            at = Queue::behind(at, record);
        } else {
            with(object, |socket| socket.incoming.consume(n));
            control.let_go();
        }
        if record.rights > 0 || done == wanted {
            break;
        }
    }
    Received {
        len: done,
        from,
        control: control.len(),
        flags: control.flags(),
    }
}

/// Returns the sender of the record at `at`.
fn sender(queue: &Queue, at: usize, to: BytesMut<'_>) -> usize {
    let mut address = [0; s::LONGEST];
    let record = queue.record(at).unwrap_or_default();
    let len = queue.from(at, record, &mut address);
    Bytes::of(address.get(..len).unwrap_or(&[])).copy_to(to);
    len
}

/// Ends one direction of a socket, or both.
pub fn shutdown(object: usize, how: i32) -> Result {
    if !(s::SHUT_RD..=s::SHUT_RDWR).contains(&how) {
        return Err(Errno::INVAL);
    }
    let socket = get(object);
    if let Some(calls) = inet::calls(&socket) {
        return (calls.shutdown)(object, how);
    }
    let State::Connected(other) = socket.state else {
        return Err(Errno::NOTCONN);
    };
    with(object, |socket| socket.ended |= how);
    if socket.has_connections() && !socket.is_widowed {
        // If one socket does not send, the other does not receive.
        let swapped = (how & s::SHUT_RD) << 1 | (how & s::SHUT_WR) >> 1;
        with(usize::from(other), |other| other.ended |= swapped);
    }
    Ok(())
}

struct Kind;

impl Inside for Kind {
    fn read(&self, object: usize, to: &[BytesMut<'_>], flags: i32) -> Result<usize> {
        if to.iter().all(|buffer| buffer.is_empty()) {
            return Ok(0);
        }
        let receive = Receive {
            into: to,
            from: BytesMut::of(&mut []),
            control: BytesMut::of(&mut []),
            flags: 0,
        };
        self::receive(object, &receive, flags).map(|received| received.len)
    }

    fn write(&self, object: usize, from: &[Bytes<'_>], flags: i32) -> Result<usize> {
        let send = Send {
            data: from,
            to: Bytes::of(&[]),
            control: Bytes::of(&[]),
            flags: 0,
        };
        self::send(object, &send, flags)
    }

    fn readable(&self, object: usize) -> Result<usize> {
        let socket = get(object);
        match socket.state {
            State::Listening(..) => Err(Errno::INVAL),
            _ => Ok(socket.incoming.readable(socket.has_connections())),
        }
    }

    fn status(&self, object: usize) -> Stat {
        status(S_IFSOCK | 0o777, object, 0)
    }

    fn events(&self, object: usize) -> i16 {
        let socket = get(object);
        let mut events = 0;
        if socket.error.is_some() {
            events |= POLLERR;
        }
        if socket.ended == s::SHUT_RDWR {
            events |= POLLHUP;
        }
        if socket.has_ended(s::SHUT_RD) {
            events |= POLLIN | POLLRDHUP;
        } else if !socket.incoming.is_empty() {
            events |= POLLIN;
        }
        match socket.state {
            State::Listening(first, _) if first.is_some() => events | POLLIN,
            State::Listening(..) => events,
            State::Connected(other) if !socket.is_widowed => {
                // A message of any size that is promised to stay together.
                let room = get(usize::from(other)).room(&socket);
                events | if room >= c::PIPE_BUF { POLLOUT } else { 0 }
            }
            State::Alone if socket.has_connections() => events | POLLOUT | POLLHUP,
            _ => events | POLLOUT,
        }
    }

    fn happened(&self, object: usize) -> u32 {
        let socket = get(object);
        // Data that the peer receives makes room for this socket.
        match socket.state {
            State::Connected(other) if !socket.is_widowed => {
                socket.changes.wrapping_add(get(usize::from(other)).changes)
            }
            _ => socket.changes,
        }
    }

    fn close(&self, object: usize) {
        let socket = get(object);
        with(object, |socket| *socket = Socket::FREE);
        if let State::Listening(first, _) = socket.state {
            name::refuse(first);
        }
        let mut queue = socket.incoming;
        let is_inet = socket.is_inet();
        let is_lost = !queue.is_empty() || is_inet && socket.linger == [1, 0];
        control::drop_all(&mut queue);
        queue.end();
        if !socket.has_connections() {
            if !is_inet {
                name::widow(object);
            }
            return;
        }
        if let State::Connected(other) = socket.state
            && !socket.is_widowed
        {
            with(usize::from(other), |other| {
                other.is_widowed = true;
                // The other end of TCP may send, and learns then that nobody receives it.
                let is_half = is_inet && !is_lost;
                other.ended |= if is_half { s::SHUT_RD } else { s::SHUT_RDWR };
                if is_lost {
                    other.error = Some(Errno::CONNRESET);
                }
            });
        }
    }
}

#[cfg(test)]
mod tests;
