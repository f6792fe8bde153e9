//! The options of `SOL_SOCKET`.

use super::inet::{self, Calls};
use super::message::{Name, Value};
use super::{ROOM, Socket, State, get, with};
use crate::abi::socket as s;
use crate::conv::time::{from_timeval, timeval};
use crate::errno::{Errno, Result};
use crate::user::{Bytes, BytesMut};

/// Those that are on or off. Of these only `SO_PASSCRED` changes anything here, as on Linux.
const SWITCHES: [i32; 6] = [
    s::SO_REUSEADDR,
    s::SO_DONTROUTE,
    s::SO_BROADCAST,
    s::SO_KEEPALIVE,
    s::SO_OOBINLINE,
    s::SO_PASSCRED,
];

pub fn is_on(socket: &Socket, option: i32) -> bool {
    socket.options >> option & 1 == 1
}

pub fn switch(socket: &mut Socket, option: i32, on: bool) {
    let bit = 1 << option;
    socket.options = if on {
        socket.options | bit
    } else {
        socket.options & !bit
    };
}

/// The calls for an option that only sockets with an address of the network have.
fn elsewhere(socket: &Socket, option: Name) -> Result<Option<&'static Calls>> {
    match inet::calls(socket) {
        Some(calls) if option.level != s::SOL_SOCKET || option.name == s::SO_REUSEPORT => {
            Ok(Some(calls))
        }
        None if option.level != s::SOL_SOCKET => Err(Errno::NOTSUP),
        _ => Ok(None),
    }
}

/// One of two.
const fn place(option: i32) -> usize {
    matches!(option, s::SO_RCVBUF | s::SO_SNDTIMEO) as usize
}

/// Returns an option.
pub fn get_option(object: usize, option: Name, value: Value<'_>) -> Result {
    let socket = get(object);
    if let Some(calls) = elsewhere(&socket, option)? {
        return (calls.get_option)(object, option, value);
    }
    let number = match option.name {
        s::SO_TYPE => socket.kind,
        s::SO_DOMAIN => i32::from(socket.domain),
        s::SO_PROTOCOL if socket.is_inet() => match socket.is_stream() {
            true => s::IPPROTO_TCP,
            false => s::IPPROTO_UDP,
        },
        s::SO_PROTOCOL | s::SO_DEBUG => 0,
        s::SO_ERROR => {
            let error = with(object, |socket| socket.error.take());
            -error.map_or(0, Errno::to_syscall) as i32
        }
        s::SO_ACCEPTCONN => i32::from(matches!(socket.state, State::Listening(..))),
        name @ (s::SO_SNDBUF | s::SO_RCVBUF) => {
            socket.buffers.get(place(name)).copied().unwrap_or(0) as i32
        }
        s::SO_LINGER => {
            let mut bytes = [0; 8];
            let to = BytesMut::of(&mut bytes);
            to.put(0, socket.linger);
            return value.tell(&bytes);
        }
        name @ (s::SO_RCVTIMEO | s::SO_SNDTIMEO) => {
            let time = socket.timeouts.get(place(name)).copied().unwrap_or(0);
            let mut bytes = [0; 16];
            let to = BytesMut::of(&mut bytes);
            to.put(0, timeval(time));
            return value.tell(&bytes);
        }
        s::SO_PEERCRED => {
            let known = super::control::SELF;
            let is_known = matches!(socket.state, State::Connected(_))
                && socket.has_connections()
                && !socket.is_inet();
            let told = if is_known {
                [known.pid as u32, known.uid, known.gid]
            } else {
                [0, u32::MAX, u32::MAX]
            };
            let mut bytes = [0; 12];
            BytesMut::of(&mut bytes).put(0, told);
            return value.tell(&bytes);
        }
        name if SWITCHES.contains(&name) => i32::from(is_on(&socket, name)),
        _ => return Err(Errno::NOPROTOOPT),
    };
    value.tell(&number.to_ne_bytes())
}

/// Sets an option.
pub fn set_option(object: usize, option: Name, value: Bytes<'_>) -> Result {
    if let Some(calls) = elsewhere(&get(object), option)? {
        return (calls.set_option)(object, option, value);
    }
    let number: i32 = value.get(0).ok_or(Errno::INVAL)?;
    match option.name {
        name if SWITCHES.contains(&name) => with(object, |socket| {
            switch(socket, name, number != 0);
        }),
        name @ (s::SO_SNDBUF | s::SO_RCVBUF) => {
            // Linux doubles the value, within limits.
            let size = (number.max(0) as usize).min(ROOM) * 2;
            let least = if name == s::SO_SNDBUF { 4608 } else { 2304 };
            with(object, |socket| {
                if let Some(buffer) = socket.buffers.get_mut(place(name)) {
                    *buffer = size.max(least);
                }
            });
        }
        s::SO_LINGER => {
            let linger = value.get(0).ok_or(Errno::INVAL)?;
            with(object, |socket| socket.linger = linger);
        }
        name @ (s::SO_RCVTIMEO | s::SO_SNDTIMEO) => {
            let time = from_timeval(value.get(0).ok_or(Errno::INVAL)?)?;
            with(object, |socket| {
                if let Some(timeout) = socket.timeouts.get_mut(place(name)) {
                    *timeout = time;
                }
            });
        }
        s::SO_DEBUG if number != 0 => return Err(Errno::ACCES),
        s::SO_DEBUG => {}
        _ => return Err(Errno::NOPROTOOPT),
    }
    Ok(())
}
