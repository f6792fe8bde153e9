//! The options of sockets of the network.

use super::*;
use crate::conv::time::{SECOND, from_timeval, timeval};
use crate::wasi::sockets::Setting;

/// Those that are on or off, and only remembered.
const SWITCHES: [i32; 4] = [
    s::SO_REUSEADDR,
    s::SO_DONTROUTE,
    s::SO_BROADCAST,
    s::SO_OOBINLINE,
];

/// The place of `TCP_NODELAY` beside these.
const NODELAY: i32 = 31;

/// The longest times and the largest count that Linux allows.
const MOST_SECONDS: i32 = 32_767;
const MOST_PROBES: i32 = 127;

const ALL: [Setting; 7] = [
    Setting::KeepAliveEnabled,
    Setting::KeepAliveIdleTime,
    Setting::KeepAliveInterval,
    Setting::KeepAliveCount,
    Setting::HopLimit,
    Setting::ReceiveBufferSize,
    Setting::SendBufferSize,
];

/// Makes the settings of the program, for another socket of the host, or once it can.
pub fn apply(socket: &Socket) {
    for (setting, value) in ALL.into_iter().zip(socket.settings.get()) {
        if value > 0 {
            // It was made before, or is only a wish.
            let _ = match socket.is_stream.get() {
                true => sockets::tcp_set(socket.tcp(), setting, value),
                false => sockets::udp_set(socket.udp(), setting, value),
            };
        }
    }
}

fn set(socket: &Socket, setting: Setting, to: u64) -> Result {
    put(&socket.settings, setting as usize, to);
    if !socket.is_stream.get() {
        return sockets::udp_set(socket.udp(), setting, to).map_err(unsupported);
    }
    tcp::advance(socket);
    match socket.state.get() {
        // The host has no settings for what is being connected.
        State::Connecting => {
            socket.is_unset.set(true);
            return Ok(());
        }
        State::Alone => tcp::fresh(socket).map_err(errno)?,
        _ => {}
    }
    match sockets::tcp_set(socket.tcp(), setting, to) {
        // The connection is gone: there is nothing to set any more.
        Err(ErrorCode::INVALID_STATE | ErrorCode::CONNECTION_RESET) => Ok(()),
        result => result.map_err(unsupported),
    }
}

fn get(socket: &Socket, setting: Setting) -> Result<u64> {
    if !socket.is_stream.get() {
        return sockets::udp_get(socket.udp(), setting).map_err(unsupported);
    }
    tcp::advance(socket);
    if socket.state.get() == State::Alone {
        tcp::fresh(socket).map_err(errno)?;
    }
    match sockets::tcp_get(socket.tcp(), setting) {
        Err(ErrorCode::INVALID_STATE | ErrorCode::CONNECTION_RESET) => {
            let settings = socket.settings.get();
            Ok(settings.get(setting as usize).copied().unwrap_or(0))
        }
        result => result.map_err(unsupported),
    }
}

fn unsupported(code: ErrorCode) -> Errno {
    match code {
        ErrorCode::NOT_SUPPORTED => Errno::NOPROTOOPT,
        code => errno(code),
    }
}

/// A number of `getsockopt`, whatever the host says.
fn number(value: u64) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// One of two.
const fn place(option: i32) -> usize {
    matches!(option, s::SO_SNDTIMEO) as usize
}

fn is_on(socket: &Socket, option: i32) -> bool {
    socket.switches.get() >> option & 1 == 1
}

fn switch(socket: &Socket, option: i32, on: bool) {
    let bit = 1 << option;
    let others = socket.switches.get() & !bit;
    socket.switches.set(if on { others | bit } else { others });
}

pub fn get_option(object: usize, option: Name, value: Value<'_>) -> Result {
    with(object, |socket| {
        let Name { level, name } = option;
        let told = match level {
            s::SOL_SOCKET => return socket_option(socket, name, value),
            _ => other_option(socket, level, name)?,
        };
        value.tell(&told.to_ne_bytes())
    })
}

fn socket_option(socket: &Socket, name: i32, value: Value<'_>) -> Result {
    let is_stream = socket.is_stream.get();
    let told = match name {
        s::SO_TYPE if is_stream => s::SOCK_STREAM,
        s::SO_TYPE => s::SOCK_DGRAM,
        s::SO_DOMAIN if socket.is_v6.get() => i32::from(s::AF_INET6),
        s::SO_DOMAIN => i32::from(s::AF_INET),
        s::SO_PROTOCOL if is_stream => s::IPPROTO_TCP,
        s::SO_PROTOCOL => s::IPPROTO_UDP,
        s::SO_DEBUG => 0,
        s::SO_ERROR => {
            if is_stream {
                tcp::advance(socket);
            }
            -socket.error.take().map_or(0, Errno::to_syscall) as i32
        }
        s::SO_ACCEPTCONN => i32::from(socket.state.get() == State::Listening),
        s::SO_KEEPALIVE if is_stream => number(get(socket, Setting::KeepAliveEnabled)?),
        s::SO_KEEPALIVE => i32::from(is_on(socket, name)),
        s::SO_SNDBUF => number(get(socket, Setting::SendBufferSize)?),
        s::SO_RCVBUF => number(get(socket, Setting::ReceiveBufferSize)?),
        s::SO_LINGER => {
            let mut bytes = [0; 8];
            BytesMut::of(&mut bytes).put(0, socket.linger.get());
            return value.tell(&bytes);
        }
        s::SO_RCVTIMEO | s::SO_SNDTIMEO => {
            let timeouts = socket.timeouts.get();
            let time = timeouts.get(place(name)).copied().unwrap_or(0);
            let mut bytes = [0; 16];
            BytesMut::of(&mut bytes).put(0, timeval(time));
            return value.tell(&bytes);
        }
        name if SWITCHES.contains(&name) => i32::from(is_on(socket, name)),
        _ => return Err(Errno::NOPROTOOPT),
    };
    value.tell(&told.to_ne_bytes())
}

/// An option of TCP or IP.
fn other_option(socket: &Socket, level: i32, name: i32) -> Result<i32> {
    match (level, name) {
        (s::IPPROTO_TCP, _) if !socket.is_stream.get() => Err(Errno::NOTSUP),
        (s::IPPROTO_IP | s::IPPROTO_TCP | s::IPPROTO_IPV6 | s::IPPROTO_UDP, _) => {
            known_option(socket, level, name)
        }
        // Linux has another error where it is set.
        _ => Err(Errno::NOTSUP),
    }
}

fn known_option(socket: &Socket, level: i32, name: i32) -> Result<i32> {
    let seconds = |setting| get(socket, setting).map(|time| number(time / SECOND));
    match (level, name) {
        (s::IPPROTO_TCP, s::TCP_NODELAY) => Ok(i32::from(is_on(socket, NODELAY))),
        (s::IPPROTO_TCP, s::TCP_KEEPIDLE) => seconds(Setting::KeepAliveIdleTime),
        (s::IPPROTO_TCP, s::TCP_KEEPINTVL) => seconds(Setting::KeepAliveInterval),
        (s::IPPROTO_TCP, s::TCP_KEEPCNT) => get(socket, Setting::KeepAliveCount).map(number),
        (s::IPPROTO_IPV6, s::IPV6_V6ONLY) if socket.is_v6.get() => Ok(1),
        _ => {
            hops(socket, level, name)?;
            get(socket, Setting::HopLimit).map(number)
        }
    }
}

/// Whether it is the option for the number of hops in this family.
fn hops(socket: &Socket, level: i32, name: i32) -> Result {
    match (level, name, socket.is_v6.get()) {
        (s::IPPROTO_IP, s::IP_TTL, false) | (s::IPPROTO_IPV6, s::IPV6_UNICAST_HOPS, true) => Ok(()),
        _ => Err(Errno::NOPROTOOPT),
    }
}

pub fn set_option(object: usize, option: Name, value: Bytes<'_>) -> Result {
    with(object, |socket| {
        let Name { level, name } = option;
        let given = value.get(0).ok_or(Errno::INVAL);
        match level {
            s::SOL_SOCKET => set_socket_option(socket, name, given?, value),
            _ => set_other_option(socket, level, name, given),
        }
    })
}

fn set_socket_option(socket: &Socket, name: i32, number: i32, value: Bytes<'_>) -> Result {
    match name {
        s::SO_KEEPALIVE if socket.is_stream.get() => {
            set(socket, Setting::KeepAliveEnabled, u64::from(number != 0))
        }
        s::SO_KEEPALIVE => {
            switch(socket, name, number != 0);
            Ok(())
        }
        name if SWITCHES.contains(&name) => {
            switch(socket, name, number != 0);
            Ok(())
        }
        s::SO_SNDBUF => set(socket, Setting::SendBufferSize, number.max(1) as u64),
        s::SO_RCVBUF => set(socket, Setting::ReceiveBufferSize, number.max(1) as u64),
        s::SO_LINGER => {
            socket.linger.set(value.get(0).ok_or(Errno::INVAL)?);
            Ok(())
        }
        s::SO_RCVTIMEO | s::SO_SNDTIMEO => {
            let time = from_timeval(value.get(0).ok_or(Errno::INVAL)?)?;
            put(&socket.timeouts, place(name), time);
            Ok(())
        }
        s::SO_DEBUG if number != 0 => Err(Errno::ACCES),
        s::SO_DEBUG => Ok(()),
        _ => Err(Errno::NOPROTOOPT),
    }
}

fn set_other_option(socket: &Socket, level: i32, name: i32, given: Result<i32>) -> Result {
    let within = |most: i32| match given? {
        number if (1..=most).contains(&number) => Ok(number as u64),
        _ => Err(Errno::INVAL),
    };
    match (level, name) {
        (s::IPPROTO_TCP, _) if !socket.is_stream.get() => Err(Errno::NOPROTOOPT),
        (s::IPPROTO_TCP, s::TCP_NODELAY) => {
            switch(socket, NODELAY, given? != 0);
            Ok(())
        }
        (s::IPPROTO_TCP, s::TCP_KEEPIDLE) => {
            let time = within(MOST_SECONDS)? * SECOND;
            set(socket, Setting::KeepAliveIdleTime, time)
        }
        (s::IPPROTO_TCP, s::TCP_KEEPINTVL) => {
            let time = within(MOST_SECONDS)? * SECOND;
            set(socket, Setting::KeepAliveInterval, time)
        }
        (s::IPPROTO_TCP, s::TCP_KEEPCNT) => {
            set(socket, Setting::KeepAliveCount, within(MOST_PROBES)?)
        }
        (s::IPPROTO_IPV6, s::IPV6_V6ONLY) if socket.is_v6.get() => match given? {
            _ if socket.is_bound.get() => Err(Errno::INVAL),
            // The host has no other sockets.
            0 => Err(Errno::NOTSUP),
            _ => Ok(()),
        },
        _ => {
            hops(socket, level, name)?;
            let hops = match given? {
                // The default of Linux.
                -1 => 64,
                number @ 1..=255 => number as u64,
                _ => return Err(Errno::INVAL),
            };
            set(socket, Setting::HopLimit, hops)
        }
    }
}
