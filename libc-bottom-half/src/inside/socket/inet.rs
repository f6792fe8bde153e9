//! TCP and UDP between parts of one program, by the addresses of the loopback interface.
//!
//! Where a program has no network, it still has itself: 127.0.0.0/8 and ::1, as a machine with no
//! other interface has them. A connection is one of [`super`]; only its names and some rules
//! differ. A datagram that nobody receives is lost; a connected sender learns of it.

use core::cell::Cell;
use core::mem::offset_of;

use super::message::{Name, Send, Value};
use super::name::{Address, enqueue};
use super::{LIMIT, OVERHEAD, Socket, State, broken, get, option, take_error, transfer, with};
use crate::abi::socket::{self as s, SockaddrIn, SockaddrIn6};
use crate::errno::{Errno, Result};
use crate::state::system;
use crate::user::Bytes;

/// The calls of these sockets. Only a program that can make one links them.
pub struct Calls {
    pub bind: fn(usize, Bytes<'_>) -> Result,
    pub listen: fn(usize) -> Result,
    pub connect: fn(usize, Bytes<'_>) -> Result,
    pub send: fn(usize, &Send<'_>, usize, i32) -> Result<usize>,
    pub shutdown: fn(usize, i32) -> Result,
    pub socket_name: fn(usize) -> Address,
    pub peer_name: fn(usize) -> Result<Address>,
    pub set_option: fn(usize, Name, Bytes<'_>) -> Result,
    pub get_option: fn(usize, Name, Value<'_>) -> Result,
}

#[cfg_attr(network, expect(dead_code, reason = "the network is the host's"))]
const ALL: Calls = Calls {
    bind,
    listen,
    connect,
    send,
    shutdown,
    socket_name,
    peer_name,
    set_option,
    get_option,
};

system! {
    static CALLS: Cell<Option<&'static Calls>> = Cell::new(None);
    static LOCAL: [Cell<End>; LIMIT] = [const { Cell::new(End::NONE) }; LIMIT];
    /// Of a datagram socket, this is the destination. It need not be there.
    static PEER: [Cell<End>; LIMIT] = [const { Cell::new(End::NONE) }; LIMIT];
    static GIVEN_NUMBERS: [Cell<Numbers>; LIMIT] = [const { Cell::new([0; _]) }; LIMIT];
    /// The number of places that ever had an address.
    static USED: Cell<usize> = Cell::new(0);
    /// The number of ports that were given away, up to all of them.
    static GIVEN_PORTS: Cell<u16> = Cell::new(0);
}

/// The calls of a socket, if it is one of these.
pub fn calls(socket: &Socket) -> Option<&'static Calls> {
    match socket.is_inet() {
        true => CALLS.with(Cell::get),
        false => None,
    }
}

/// Makes a new socket one of these, without an address.
#[cfg(not(network))]
pub fn begin(object: usize) {
    CALLS.with(|calls| calls.set(Some(&ALL)));
    set_ends(object, End::NONE, End::NONE);
    set_numbers(object, [0; _]);
}

/// The kind of socket that the program asks for, without the flags.
pub fn kind(kind: i32, protocol: i32) -> Result<i32> {
    match (kind, protocol) {
        (s::SOCK_STREAM, 0 | s::IPPROTO_TCP) | (s::SOCK_DGRAM, 0 | s::IPPROTO_UDP) => Ok(kind),
        (s::SOCK_STREAM | s::SOCK_DGRAM, _) | (s::SOCK_RAW, 0) => Err(Errno::PROTONOSUPPORT),
        (s::SOCK_RAW, _) => Err(Errno::PERM),
        (kind, _) if kind & !0xf != 0 => Err(Errno::INVAL),
        _ => Err(Errno::SOCKTNOSUPPORT),
    }
}

/// The ports for those that ask for none: Linux's.
const PORTS: core::ops::Range<u16> = 32_768..61_000;

/// The longest datagram.
const LONGEST: usize = 65_507;

/// An address, of which those of IPv4 are mapped into IPv6. The first byte is the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ip(u128);

impl Ip {
    const ANY: Self = Self(0);
    const LOOPBACK: Self = Self(1);
    const ANY_4: Self = Self::v4(0);
    const LOOPBACK_4: Self = Self::v4(0x7f00_0001);
    const BROADCAST: Self = Self::v4(u32::MAX);

    const fn v4(ip: u32) -> Self {
        Self(0xffff << 32 | ip as u128)
    }

    const fn is_v4(self) -> bool {
        self.0 >> 32 == 0xffff
    }

    fn is_any(self) -> bool {
        self == Self::ANY || self == Self::ANY_4
    }

    /// Whether it is one of the loopback interface.
    fn is_here(self) -> bool {
        self == Self::LOOPBACK || self.is_v4() && self.0 as u32 >> 24 == 127
    }

    /// The address to which, and from which, data for this one goes.
    const fn loopback(self) -> Self {
        match self.is_v4() {
            true => Self::LOOPBACK_4,
            false => Self::LOOPBACK,
        }
    }
}

/// An address and a port. Port 0 is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct End {
    ip: Ip,
    port: u16,
}

impl End {
    const NONE: Self = Self {
        ip: Ip::ANY,
        port: 0,
    };

    const fn is_none(self) -> bool {
        self.port == 0
    }

    /// Reads an address of the program, for a socket of this family.
    fn read(from: Bytes<'_>, domain: u16) -> Result<Self> {
        let is_v6 = domain == s::AF_INET6;
        let least = match is_v6 {
            true => SockaddrIn6::LEAST,
            false => size_of::<SockaddrIn>(),
        };
        if from.len() < least {
            return Err(Errno::INVAL);
        }
        if from.get(0) != Some(domain) {
            return Err(Errno::AFNOSUPPORT);
        }
        let port = from.get(offset_of!(SockaddrIn, sin_port));
        let ip = match is_v6 {
            true => {
                (from.get(offset_of!(SockaddrIn6, sin6_addr))).map(|ip| Ip(u128::from_be_bytes(ip)))
            }
            false => (from.get(offset_of!(SockaddrIn, sin_addr)))
                .map(|ip| Ip::v4(u32::from_be_bytes(ip))),
        };
        Ok(Self {
            ip: ip.ok_or(Errno::INVAL)?,
            port: u16::from_be_bytes(port.ok_or(Errno::INVAL)?),
        })
    }

    /// As a socket of this family shows it.
    #[inline(never)]
    fn shown(self, domain: u16) -> Address {
        let port = self.port.to_be_bytes();
        match domain {
            s::AF_INET6 => Address::new(SockaddrIn6 {
                sin6_family: domain,
                sin6_port: port,
                sin6_flowinfo: [0; 4],
                sin6_addr: self.ip.0.to_be_bytes(),
                sin6_scope_id: 0,
                pad: 0,
            }),
            _ => Address::new(SockaddrIn {
                sin_family: domain,
                sin_port: port,
                sin_addr: (self.ip.0 as u32).to_be_bytes(),
                sin_zero: [0; 8],
            }),
        }
    }
}

#[inline(never)]
fn local(object: usize) -> End {
    LOCAL.with(|ends| ends.get(object).map_or(End::NONE, Cell::get))
}

#[inline(never)]
fn peer(object: usize) -> End {
    PEER.with(|ends| ends.get(object).map_or(End::NONE, Cell::get))
}

fn set_ends(object: usize, local: End, peer: End) {
    let set = |ends: &[Cell<End>; LIMIT], to| {
        if let Some(end) = ends.get(object) {
            end.set(to);
        }
    };
    LOCAL.with(|ends| set(ends, local));
    PEER.with(|ends| set(ends, peer));
    USED.with(|used| used.set(used.get().max(object + 1)));
}

fn numbers(object: usize) -> Numbers {
    GIVEN_NUMBERS.with(|numbers| numbers.get(object).map_or([0; _], Cell::get))
}

fn set_numbers(object: usize, to: Numbers) {
    GIVEN_NUMBERS.with(|numbers| {
        if let Some(numbers) = numbers.get(object) {
            numbers.set(to);
        }
    });
}

/// Whether what is sent to an address arrives at a socket that is bound to `local`.
fn covers(socket: &Socket, local: Ip, ip: Ip) -> bool {
    local == ip
        || local == Ip::ANY_4 && ip.is_v4()
        || local == Ip::ANY && !(ip.is_v4() && option::is_on(socket, V6ONLY))
}

/// Looks at the sockets that are bound to a port.
fn each_bound(kind: i32, port: u16, look: &mut dyn FnMut(usize, &Socket, Ip)) {
    for object in 0..USED.with(Cell::get) {
        let local = local(object);
        if local.port != port {
            continue;
        }
        let socket = get(object);
        if socket.is_inet() && socket.is_bound && socket.kind == kind {
            look(object, &socket, local.ip);
        }
    }
}

/// Whether a socket can have an address, or listen there, beside those that others have.
fn is_free(object: usize, wanted: End) -> bool {
    let mine = get(object);
    let mut is_free = true;
    each_bound(mine.kind, wanted.port, &mut |at, other, ip| {
        let share = |option| option::is_on(&mine, option) && option::is_on(other, option);
        let is_beside = at == object
            || !covers(other, ip, wanted.ip) && !covers(&mine, wanted.ip, ip)
            || share(s::SO_REUSEPORT)
            || share(s::SO_REUSEADDR) && !matches!(other.state, State::Listening(..));
        is_free &= is_beside;
    });
    is_free
}

/// Binds a socket to an address, and to a port that is not in use, if none is given.
fn take(object: usize, mut wanted: End) -> Result {
    if !wanted.is_none() {
        if !is_free(object, wanted) {
            return Err(Errno::ADDRINUSE);
        }
    } else {
        let all = PORTS.end - PORTS.start;
        let mut given = GIVEN_PORTS.with(Cell::get);
        let is_found = (0..all).any(|_| {
            wanted.port = PORTS.start + given;
            given = (given + 1) % all;
            is_free(object, wanted)
        });
        if !is_found {
            return Err(Errno::ADDRINUSE);
        }
        GIVEN_PORTS.with(|slot| slot.set(given));
    }
    set_ends(object, wanted, peer(object));
    with(object, |socket| socket.is_bound = true);
    Ok(())
}

/// Binds a socket that the program did not bind.
fn bind_any(object: usize) -> Result {
    let socket = get(object);
    if socket.is_bound {
        return Ok(());
    }
    let ip = match socket.domain {
        s::AF_INET6 => Ip::ANY,
        _ => Ip::ANY_4,
    };
    take(object, End { ip, port: 0 })
}

fn bind(object: usize, address: Bytes<'_>) -> Result {
    let socket = get(object);
    let wanted = End::read(address, socket.domain)?;
    if socket.is_bound || socket.state != State::Alone {
        return Err(Errno::INVAL);
    }
    if option::is_on(&socket, V6ONLY) && wanted.ip.is_v4() {
        return Err(Errno::INVAL);
    }
    if !wanted.ip.is_any() && !wanted.ip.is_here() {
        return Err(Errno::ADDRNOTAVAIL);
    }
    take(object, wanted)
}

/// Gives the socket a port, and makes sure that no other one listens there.
fn listen(object: usize) -> Result {
    bind_any(object)?;
    match is_free(object, local(object)) {
        true => Ok(()),
        false => Err(Errno::ADDRINUSE),
    }
}

/// The address that data for `to` goes to.
fn reachable(socket: &Socket, to: End) -> Result<End> {
    if to.ip.is_v4() && option::is_on(socket, V6ONLY) {
        return Err(Errno::NETUNREACH);
    }
    let ip = match to.ip.is_any() {
        true => to.ip.loopback(),
        false => to.ip,
    };
    if ip == Ip::BROADCAST && !option::is_on(socket, s::SO_BROADCAST) {
        return Err(Errno::ACCES);
    }
    if !ip.is_here() {
        return Err(Errno::NETUNREACH);
    }
    Ok(End { ip, ..to })
}

/// The address that data for `to` comes from.
#[inline(never)]
fn source(local: End, to: End) -> End {
    match local.ip.is_any() {
        true => End {
            ip: to.ip.loopback(),
            ..local
        },
        false => local,
    }
}

/// The best receiver for data from one address to another: the one that is connected to the
/// sender, or bound to just this address.
fn find(kind: i32, from: End, to: End) -> Option<usize> {
    let mut best = None;
    each_bound(kind, to.port, &mut |object, socket, ip| {
        let peer = peer(object);
        let is_there = match socket.state {
            State::Listening(..) => true,
            _ => kind == s::SOCK_DGRAM && (peer.is_none() || peer == from),
        };
        if is_there && covers(socket, ip, to.ip) {
            best = best.max(Some((peer == from, ip == to.ip, object)));
        }
    });
    best.map(|(.., object)| object)
}

fn connect(object: usize, address: Bytes<'_>) -> Result {
    let socket = get(object);
    if address.get(0) == Some(s::AF_UNSPEC) {
        if socket.is_stream() {
            return Err(Errno::NOTSUP);
        }
        set_ends(object, local(object), End::NONE);
        return Ok(());
    }
    let to = End::read(address, socket.domain)?;
    if socket.state != State::Alone {
        return Err(Errno::ISCONN);
    }
    let to = reachable(&socket, to)?;
    bind_any(object)?;
    let mine = source(local(object), to);
    if socket.is_stream() {
        let result = enter(object, mine, to);
        if result.is_err() && !socket.is_bound {
            set_ends(object, End::NONE, End::NONE);
            with(object, |socket| socket.is_bound = false);
        }
        result?;
    }
    set_ends(object, mine, to);
    Ok(())
}

/// Connects to the server at an address. The new socket has the settings of the server.
fn enter(object: usize, from: End, to: End) -> Result {
    let server = find(s::SOCK_STREAM, from, to).ok_or(Errno::CONNREFUSED)?;
    let new = enqueue(server, object)?;
    set_ends(new, to, from);
    set_numbers(new, numbers(server));
    let settings = get(server);
    with(new, |new| {
        new.options = settings.options;
        new.buffers = settings.buffers;
        new.linger = settings.linger;
    });
    Ok(())
}

/// Where data goes: the socket, its room, and the address that it comes from.
struct Route {
    to: usize,
    room: usize,
    from: Address,
}

/// Sends: a stream to its peer, and a datagram to its receiver. A datagram without one is lost.
fn send(object: usize, send: &Send<'_>, total: usize, status: i32) -> Result<usize> {
    let route = match get(object).is_stream() {
        true => Some(to_peer(object, send)?),
        false => to_receiver(object, send, total)?,
    };
    match route {
        Some(Route { to, room, from }) => transfer(object, [to, room, total], &from, send, status),
        None => Ok(total),
    }
}

fn to_peer(object: usize, send: &Send<'_>) -> Result<Route> {
    let socket = get(object);
    let State::Connected(to) = socket.state else {
        return Err(broken(&socket, send.flags));
    };
    take_error(object)?;
    if socket.has_ended(s::SHUT_WR) || socket.is_widowed {
        return Err(broken(&socket, send.flags));
    }
    let to = usize::from(to);
    Ok(Route {
        to,
        room: get(to).room(&socket),
        from: Address::NONE,
    })
}

fn to_receiver(object: usize, send: &Send<'_>, total: usize) -> Result<Option<Route>> {
    if total > LONGEST {
        return Err(Errno::MSGSIZE);
    }
    take_error(object)?;
    let socket = get(object);
    if socket.has_ended(s::SHUT_WR) {
        return Err(Errno::PIPE);
    }
    let peer = peer(object);
    let to = match send.to.is_empty() {
        true if peer.is_none() => return Err(Errno::DESTADDRREQ),
        true => peer,
        false => End::read(send.to, socket.domain)?,
    };
    if to.is_none() {
        return Err(Errno::INVAL);
    }
    let to = reachable(&socket, to)?;
    bind_any(object)?;
    let from = source(local(object), to);
    let Some(to) = find(s::SOCK_DGRAM, from, to) else {
        // Only a connected socket hears of it.
        if !peer.is_none() {
            with(object, |socket| socket.error = Some(Errno::CONNREFUSED));
        }
        return Ok(None);
    };
    let receiver = get(to);
    let room = receiver.buffers[1].saturating_sub(receiver.incoming.len() + OVERHEAD);
    let is_lost = room == 0 || room < total || receiver.has_ended(s::SHUT_RD);
    Ok((!is_lost).then(|| Route {
        to,
        room,
        from: from.shown(receiver.domain),
    }))
}

/// Ends one direction of a socket, or both. TCP does not tell the peer that it is not heard.
fn shutdown(object: usize, how: i32) -> Result {
    let socket = get(object);
    match socket.state {
        State::Connected(other) if how & s::SHUT_WR != 0 && !socket.is_widowed => {
            with(usize::from(other), |other| other.ended |= s::SHUT_RD);
        }
        State::Connected(_) => {}
        _ if socket.is_stream() || peer(object).is_none() => return Err(Errno::NOTCONN),
        _ => {}
    }
    with(object, |socket| socket.ended |= how);
    Ok(())
}

fn socket_name(object: usize) -> Address {
    local(object).shown(get(object).domain)
}

fn peer_name(object: usize) -> Result<Address> {
    match peer(object) {
        peer if peer.is_none() => Err(Errno::NOTCONN),
        peer => Ok(peer.shown(get(object).domain)),
    }
}

/// The places of these beside the options of `SOL_SOCKET`.
const NODELAY: i32 = 31;
const V6ONLY: i32 = 30;

/// Numbers that are only remembered: their initial values and the largest ones, of Linux.
const NUMBERS: [(Name, u16, u16); 5] = [
    (name(s::IPPROTO_TCP, s::TCP_KEEPIDLE), 7200, 32_767),
    (name(s::IPPROTO_TCP, s::TCP_KEEPINTVL), 75, 32_767),
    (name(s::IPPROTO_TCP, s::TCP_KEEPCNT), 9, 127),
    (name(s::IPPROTO_IP, s::IP_TTL), 64, 255),
    (name(s::IPPROTO_IPV6, s::IPV6_UNICAST_HOPS), 64, 255),
];

/// Those that the program set, or 0.
type Numbers = [u16; NUMBERS.len()];

const fn name(level: i32, name: i32) -> Name {
    Name { level, name }
}

/// An option that is on or off, or a place in [`NUMBERS`].
enum Which {
    Switch(i32),
    Number(usize),
}

/// The option of this level and name, if a socket of this kind has it.
fn which(socket: &Socket, option: Name) -> Result<Which> {
    match (option.level, option.name) {
        (s::SOL_SOCKET, s::SO_REUSEPORT) => return Ok(Which::Switch(s::SO_REUSEPORT)),
        (s::IPPROTO_TCP, _) if !socket.is_stream() => return Err(Errno::NOPROTOOPT),
        (s::IPPROTO_TCP, s::TCP_NODELAY) => return Ok(Which::Switch(NODELAY)),
        (s::IPPROTO_IPV6, _) if socket.domain != s::AF_INET6 => return Err(Errno::NOPROTOOPT),
        (s::IPPROTO_IPV6, s::IPV6_V6ONLY) => return Ok(Which::Switch(V6ONLY)),
        _ => {}
    }
    let place = NUMBERS.iter().position(|&(name, ..)| name == option);
    place.map(Which::Number).ok_or(Errno::NOPROTOOPT)
}

fn set_option(object: usize, option: Name, value: Bytes<'_>) -> Result {
    let socket = get(object);
    let which = which(&socket, option)?;
    let given: i32 = value.get(0).ok_or(Errno::INVAL)?;
    match which {
        Which::Switch(V6ONLY) if socket.is_bound => Err(Errno::INVAL),
        Which::Switch(name) => {
            with(object, |socket| option::switch(socket, name, given != 0));
            Ok(())
        }
        Which::Number(place) => {
            let mut numbers = numbers(object);
            let known = NUMBERS.get(place).zip(numbers.get_mut(place));
            let (&(_, initial, most), number) = known.ok_or(Errno::NOPROTOOPT)?;
            *number = match given {
                -1 if option.level != s::IPPROTO_TCP => initial,
                given if (1..=i32::from(most)).contains(&given) => given as u16,
                _ => return Err(Errno::INVAL),
            };
            set_numbers(object, numbers);
            Ok(())
        }
    }
}

fn get_option(object: usize, option: Name, value: Value<'_>) -> Result {
    let socket = get(object);
    let number = match which(&socket, option)? {
        Which::Switch(name) => i32::from(option::is_on(&socket, name)),
        Which::Number(place) => {
            let numbers = numbers(object);
            let known = NUMBERS.get(place).zip(numbers.get(place));
            let (&(_, initial, _), &number) = known.ok_or(Errno::NOPROTOOPT)?;
            i32::from(if number == 0 { initial } else { number })
        }
    };
    value.tell(&number.to_ne_bytes())
}
