//! Sockets with a name, by which others find them. A name only looks like a path: there
//! is no file of that name, and two paths are the same if they are spelled alike.

use core::cell::Cell;

use super::message::{UNKNOWN, status_flags};
use super::{Kind, LIMIT, Object, State, get, inet, join, kind, make, opened, wait, with};
use crate::abi::socket as s;
use crate::errno::{Errno, Result};
use crate::state::system;
use crate::table::{Inside, What, open};
use crate::user::{Bytes, BytesMut, Plain};
use crate::wasi::Fd;

/// The maximum number of pending connections.
const BACKLOG: usize = 4096;

/// The family, which comes before the name.
const FAMILY: usize = 2;

/// The longest address. A name that fills its place has no terminator, but one is
/// counted.
const LONGEST: usize = FAMILY + s::SUN_PATH + 1;

system! {
    static NAMES: [Cell<[u8; LONGEST]>; LIMIT] = [const { Cell::new([0; _]) }; LIMIT];
}

/// An address: the family, and a path with its terminator, or any bytes after a zero; or one of
/// the network.
#[derive(Clone, Copy)]
pub struct Address {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Address {
    /// Of a socket without a name.
    const UNNAMED: Self = {
        let mut bytes = [0; _];
        [bytes[0], bytes[1]] = s::AF_UNIX.to_ne_bytes();
        Self { bytes, len: FAMILY }
    };

    /// No address.
    pub const NONE: Self = Self {
        bytes: [0; _],
        len: 0,
    };

    /// Of a peer that only the host knows.
    pub const UNKNOWN: Self = Self {
        bytes: [0; _],
        len: UNKNOWN.len(),
    };

    /// One of the network.
    pub fn new<T: Plain>(address: T) -> Self {
        let mut bytes = [0; _];
        BytesMut::of(&mut bytes).put(0, address);
        let len = size_of::<T>();
        Self { bytes, len }
    }

    /// Reads an address of the program.
    fn read(from: Bytes<'_>) -> Result<Self> {
        let family: u16 = from.get(0).ok_or(Errno::INVAL)?;
        if family != s::AF_UNIX {
            return Err(Errno::INVAL);
        }
        let mut bytes = [0; _];
        let name = from.from(FAMILY);
        // A structure of this size has padding at its end.
        if name.len() > s::SUN_PATH + 2 {
            return Err(Errno::INVAL);
        }
        from.first(FAMILY + s::SUN_PATH)
            .copy_to(BytesMut::of(&mut bytes));
        let len = from.len().min(FAMILY + s::SUN_PATH);
        let path = bytes.get(FAMILY..len).unwrap_or(&[]);
        let len = match path.first() {
            None | Some(0) => len,
            // The terminator counts, even if there was no room for it.
            _ => match path.iter().position(|&byte| byte == 0) {
                Some(end) => FAMILY + end + 1,
                None => len + 1,
            },
        };
        Ok(Self { bytes, len })
    }

    pub fn all(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&[])
    }

    /// Whether it is a name.
    const fn is_named(&self) -> bool {
        self.len > FAMILY
    }

    fn is_path(&self) -> bool {
        self.bytes.get(FAMILY).is_some_and(|&byte| byte != 0)
    }

    /// The socket of this name.
    fn owner(&self) -> Option<usize> {
        (0..LIMIT).find(|&object| get(object).is_bound && of(object).all() == self.all())
    }

    /// The socket of this name, if one of `kind` can communicate with it.
    fn find(&self, kind: i32) -> Result<usize> {
        let nobody = if self.is_path() {
            Errno::NOENT
        } else {
            Errno::CONNREFUSED
        };
        let owner = self.owner().ok_or(nobody)?;
        if get(owner).kind != kind {
            return Err(Errno::PROTOTYPE);
        }
        Ok(owner)
    }
}

/// The address of a socket; empty when it has none.
pub fn of(object: usize) -> Address {
    Address {
        bytes: NAMES.with(|names| names.get(object).map_or([0; _], Cell::get)),
        len: get(object).name,
    }
}

fn set(object: usize, to: Address, is_bound: bool) {
    NAMES.with(|names| {
        if let Some(name) = names.get(object) {
            name.set(to.bytes);
        }
    });
    with(object, |socket| {
        socket.name = to.len;
        socket.is_bound = is_bound;
    });
}

/// Creates an unconnected socket.
pub fn socket(domain: i32, flags: i32, protocol: i32) -> Result<Fd> {
    let kind = kind(domain, flags, protocol)?;
    let object = make(domain as u16, kind)?;
    #[cfg(not(network))]
    if super::is_inet(domain) {
        inet::begin(object);
    }
    opened(object, flags)
}

/// Gives a socket a name; an unused one if none is given.
pub fn bind(object: usize, address: Bytes<'_>) -> Result {
    if let Some(calls) = inet::calls(&get(object)) {
        return (calls.bind)(object, address);
    }
    let mut address = Address::read(address)?;
    if get(object).name > 0 {
        return Err(Errno::INVAL);
    }
    if !address.is_named() {
        address = any(object)?;
    } else if address.owner().is_some() {
        return Err(Errno::ADDRINUSE);
    }
    set(object, address, true);
    Ok(())
}

/// An unused name of five hexadecimal digits.
fn any(object: usize) -> Result<Address> {
    for number in object..object + LIMIT + 1 {
        let mut bytes = [0; _];
        let to = BytesMut::of(&mut bytes);
        to.put(0, s::AF_UNIX);
        for digit in 0..5 {
            let digit_value = (number >> (4 * (4 - digit)) & 0xf) as u8;
            let letter = if digit_value < 10 { b'0' } else { b'a' - 10 };
            to.put(FAMILY + 1 + digit, letter + digit_value);
        }
        let address = Address {
            bytes,
            len: FAMILY + 6,
        };
        if address.owner().is_none() {
            return Ok(address);
        }
    }
    Err(Errno::ADDRINUSE)
}

/// Lets others connect to a socket.
pub fn listen(object: usize, backlog: i32) -> Result {
    let socket = get(object);
    if !socket.has_connections() {
        return Err(Errno::NOTSUP);
    }
    let first = match socket.state {
        State::Alone if socket.is_inet() || socket.is_bound => None,
        State::Listening(first, _) => first,
        _ => return Err(Errno::INVAL),
    };
    if let Some(calls) = inet::calls(&socket) {
        (calls.listen)(object)?;
    }
    let most = (backlog.max(0) as usize).min(BACKLOG);
    with(object, |socket| {
        socket.state = State::Listening(first, most)
    });
    Ok(())
}

/// The pending connections, the oldest first.
fn waiting(first: Option<Object>) -> impl Iterator<Item = usize> {
    core::iter::successors(first.map(usize::from), |&object| {
        get(object).next.map(usize::from)
    })
    .take(LIMIT)
}

/// Connects a socket to the one of that name.
pub fn connect(object: usize, address: Bytes<'_>, status: i32) -> Result {
    let socket = get(object);
    if let Some(calls) = inet::calls(&socket) {
        return (calls.connect)(object, address);
    }
    if address.get(0) == Some(s::AF_UNSPEC) && !socket.has_connections() {
        with(object, |socket| {
            socket.state = State::Alone;
            socket.is_widowed = false;
        });
        return Ok(());
    }
    let address = Address::read(address)?;
    if !address.is_named() {
        return Err(Errno::INVAL);
    }
    if !socket.has_connections() {
        let other = receiver_of(object, &address)?;
        with(object, |socket| {
            socket.state = State::Connected(other as Object);
            socket.is_widowed = false;
        });
        return Ok(());
    }
    let listener = address.find(socket.kind)?;
    let State::Listening(first, most) = get(listener).state else {
        return Err(Errno::CONNREFUSED);
    };
    match socket.state {
        State::Alone => {}
        State::Connected(_) => return Err(Errno::ISCONN),
        _ => return Err(Errno::INVAL),
    }
    // Linux allows one more pending connection than `listen` said.
    if waiting(first).count() > most {
        return Err(wait(socket.timeouts[1], status));
    }
    let new = enqueue(listener, object)?;
    set(new, of(listener), false);
    Ok(())
}

/// Connects a socket to a new one, which waits to be accepted.
pub fn enqueue(listener: usize, object: usize) -> Result<usize> {
    let socket = get(listener);
    let State::Listening(first, most) = socket.state else {
        return Err(Errno::CONNREFUSED);
    };
    let new = make(socket.domain, socket.kind)?;
    join(object, new);
    match waiting(first).last() {
        Some(last) => with(last, |last| last.next = Some(new as Object)),
        None => with(listener, |listener| {
            listener.state = State::Listening(Some(new as Object), most);
        }),
    }
    Ok(new)
}

/// Takes the oldest pending connection.
pub fn accept(object: usize, flags: i32, status: i32) -> Result<(Fd, usize)> {
    if flags & !(s::SOCK_CLOEXEC | s::SOCK_NONBLOCK) != 0 {
        return Err(Errno::INVAL);
    }
    let socket = get(object);
    if !socket.has_connections() {
        return Err(Errno::NOTSUP);
    }
    let State::Listening(first, most) = socket.state else {
        return Err(Errno::INVAL);
    };
    let Some(first) = first.map(usize::from) else {
        return Err(wait(socket.timeouts[0], status));
    };
    let fd = open(status_flags(flags), flags & s::SOCK_CLOEXEC != 0, || {
        let next = with(first, |first| first.next.take());
        with(object, |socket| socket.state = State::Listening(next, most));
        Ok(What::Inside(&Kind, first))
    })?;
    Ok((fd, first))
}

/// The pending connections will not be accepted.
pub fn refuse(first: Option<Object>) {
    let mut next = first;
    while let Some(object) = next.map(usize::from) {
        next = get(object).next;
        // As if it had not read its data.
        if let State::Connected(other) = get(object).state {
            let other = usize::from(other);
            let is_there = !get(object).is_widowed;
            Kind.close(object);
            if is_there {
                with(other, |other| other.error = Some(Errno::CONNRESET));
            }
        }
    }
}

/// The receiver of a message to this address.
pub fn receiver(object: usize, address: Bytes<'_>) -> Result<usize> {
    receiver_of(object, &Address::read(address)?)
}

fn receiver_of(object: usize, address: &Address) -> Result<usize> {
    let other = address.find(s::SOCK_DGRAM)?;
    // A connected socket receives only from its peer.
    match get(other).state {
        State::Connected(its) if usize::from(its) != object => Err(Errno::PERM),
        _ => Ok(other),
    }
}

/// The peers of a datagram socket lose their destination.
pub fn widow(object: usize) {
    for other in 0..LIMIT {
        if get(other).state == State::Connected(object as Object) {
            with(other, |other| other.is_widowed = true);
        }
    }
}

/// The address of a socket, if only its family.
pub fn socket_name(object: usize) -> Address {
    if let Some(calls) = inet::calls(&get(object)) {
        return (calls.socket_name)(object);
    }
    let name = of(object);
    if name.is_named() {
        name
    } else {
        Address::UNNAMED
    }
}

/// The address of the socket that it is connected to.
pub fn peer_name(object: usize) -> Result<Address> {
    let socket = get(object);
    if let Some(calls) = inet::calls(&socket) {
        return (calls.peer_name)(object);
    }
    match socket.state {
        State::Connected(_) if socket.is_widowed => Ok(Address::UNNAMED),
        State::Connected(other) => Ok(socket_name(usize::from(other))),
        _ => Err(Errno::NOTCONN),
    }
}
