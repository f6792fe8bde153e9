//! Connections.

use super::*;
use crate::conv::counted;
use crate::wasi::sockets::{ShutdownType, StreamError};

/// The pieces of a message up to this size are sent as one.
const GATHERED: usize = 4096;

/// Makes another socket of the host, if a connection of this one failed.
pub fn fresh(socket: &Socket) -> sockets::Result {
    if !socket.is_spent.get() {
        return Ok(());
    }
    let new = sockets::create_tcp_socket(socket.is_v6.get())?;
    socket.drop_host();
    socket.host.set(new.0);
    socket.is_spent.set(false);
    socket.is_bound.set(false);
    socket.ended.set(0);
    option::apply(socket);
    if let Some(local) = socket.local.get().get() {
        sockets::tcp_start_bind(new, &local)?;
        socket.settle(|| sockets::tcp_finish_bind(new))?;
        socket.is_bound.set(true);
    }
    Ok(())
}

/// The state of a socket whose connection ended, or never was.
fn spend(socket: &Socket, error: Option<Errno>) {
    socket.state.set(State::Alone);
    socket.is_spent.set(true);
    socket.error.set(error);
    socket.end(s::SHUT_RDWR);
}

pub fn disconnect(socket: &Socket) -> Result {
    if socket.state.get() != State::Alone {
        socket.drop_host();
        spend(socket, None);
        socket.forget(socket.len.get());
        socket.has_ahead.set(false);
    }
    socket.is_untold.set(false);
    fresh(socket).map_err(errno)
}

/// Finishes a connection, if the host has made it, or given up.
pub fn advance(socket: &Socket) {
    if socket.state.get() != State::Connecting {
        return;
    }
    match sockets::tcp_finish_connect(socket.tcp()) {
        Ok((input, output)) => {
            socket.input.set(input.0);
            socket.output.set(output.0);
            socket.state.set(State::Connected);
            socket.is_bound.set(true);
            socket.ended.set(0);
            socket.change();
            if socket.is_unset.replace(false) {
                option::apply(socket);
            }
        }
        Err(ErrorCode::WOULD_BLOCK) => {}
        Err(code) => spend(socket, Some(unconnected(code))),
    }
}

/// The error of a connection that cannot be made.
fn unconnected(code: ErrorCode) -> Errno {
    match code {
        // No machine has such an address.
        ErrorCode::INVALID_ARGUMENT => Errno::NETUNREACH,
        code => errno(code),
    }
}

/// The outcome of a connection that was made in the background.
fn outcome(socket: &Socket) -> Result {
    socket.is_untold.set(false);
    match socket.state.get() {
        State::Connected => Ok(()),
        _ => Err(socket.error.take().unwrap_or(Errno::CONNABORTED)),
    }
}

pub fn connect(object: usize, to: Bytes<'_>, status: i32) -> Result {
    with(object, |socket| {
        advance(socket);
        let never = status & O_NONBLOCK != 0;
        match socket.state.get() {
            State::Connecting if never => return Err(Errno::ALREADY),
            State::Connecting => {}
            _ if socket.is_untold.get() => return outcome(socket),
            State::Alone => {
                let remote = remote(to, socket.is_v6.get())?;
                start(socket, &remote)?;
            }
            _ => return Err(Errno::ISCONN),
        }
        socket.is_untold.set(true);
        if never {
            return Err(Errno::INPROGRESS);
        }
        let [_, timeout] = socket.timeouts.get();
        let patience = Patience::new(timeout, status, 0);
        loop {
            advance(socket);
            if socket.state.get() != State::Connecting {
                return outcome(socket);
            }
            patience
                .wait(object, POLLOUT)
                .map_err(|error| match error {
                    Errno::AGAIN => Errno::INPROGRESS,
                    error => error,
                })?;
        }
    })
}

fn start(socket: &Socket, remote: &IpSocketAddress) -> Result {
    // Nobody listens there, and hosts refuse to try.
    if remote.port == 0 {
        return Err(Errno::CONNREFUSED);
    }
    socket.error.set(None);
    fresh(socket).map_err(errno)?;
    if let Err(code) = sockets::tcp_start_connect(socket.tcp(), remote) {
        socket.is_spent.set(true);
        return Err(unconnected(code));
    }
    socket.state.set(State::Connecting);
    // Some hosts begin only now.
    advance(socket);
    Ok(())
}

pub fn listen(object: usize, backlog: i32) -> Result {
    with(object, |socket| {
        if !socket.is_stream.get() {
            return Err(Errno::NOTSUP);
        }
        advance(socket);
        // Linux takes a negative number for a large one.
        let backlog = match backlog {
            0 => 1,
            1.. => backlog as u64,
            _ => 4096,
        };
        match socket.state.get() {
            State::Listening => {
                // A host need not let a number change.
                let _ = sockets::tcp_set_listen_backlog_size(socket.tcp(), backlog);
                return Ok(());
            }
            State::Alone => {}
            _ => return Err(Errno::INVAL),
        }
        fresh(socket).map_err(errno)?;
        bind_anywhere(socket)?;
        let _ = sockets::tcp_set_listen_backlog_size(socket.tcp(), backlog);
        let listening = sockets::tcp_start_listen(socket.tcp())
            .and_then(|()| socket.settle(|| sockets::tcp_finish_listen(socket.tcp())));
        listening.map_err(errno)?;
        socket.state.set(State::Listening);
        socket.ended.set(0);
        socket.change();
        Ok(())
    })
}

pub fn accept(object: usize, flags: i32, status: i32) -> Result<(Fd, Sockaddr)> {
    if flags & !(s::SOCK_CLOEXEC | s::SOCK_NONBLOCK) != 0 {
        return Err(Errno::INVAL);
    }
    with(object, |socket| {
        if !socket.is_stream.get() {
            return Err(Errno::NOTSUP);
        }
        let [timeout, _] = socket.timeouts.get();
        let patience = Patience::new(timeout, status, 0);
        loop {
            if socket.state.get() != State::Listening {
                return Err(Errno::INVAL);
            }
            let new = Cell::new(0);
            let opened = open(status_flags(flags), flags & s::SOCK_CLOEXEC != 0, || {
                let place = free()?;
                new.set(place);
                accept_to(socket, place)
            });
            match opened {
                Err(Errno::AGAIN) => patience.wait(object, POLLIN)?,
                opened => {
                    let peer = with(new.get(), peer_name);
                    return Ok((opened?, peer.unwrap_or(Sockaddr::NONE)));
                }
            }
        }
    })
}

/// Takes the next connection to a free place.
fn accept_to(listener: &Socket, place: usize) -> Result<What> {
    listener.is_readable.set(false);
    let (host, input, output) = sockets::tcp_accept(listener.tcp()).map_err(errno)?;
    listener.change();
    let accepted = take(place, host.0, true, listener.is_v6.get())?;
    with(place, |socket| {
        socket.state.set(State::Connected);
        socket.is_bound.set(true);
        socket.input.set(input.0);
        socket.output.set(output.0);
        socket.switches.set(listener.switches.get());
        socket.timeouts.set(listener.timeouts.get());
        socket.linger.set(listener.linger.get());
        Ok(())
    })?;
    Ok(accepted)
}

pub fn peer_name(socket: &Socket) -> Result<Sockaddr> {
    let peer = sockets::tcp_remote_address(socket.tcp());
    match peer {
        Ok(peer) if peer.address.is_v6() == socket.is_v6.get() => Ok(Sockaddr::new(&peer)),
        Ok(_) => Err(Errno::IO),
        Err(_) => Err(Errno::NOTCONN),
    }
}

/// Waits for a connection that is being made.
fn connected(object: usize, socket: &Socket, patience: &Patience, asked: i16) -> Result<bool> {
    loop {
        advance(socket);
        match socket.state.get() {
            State::Connecting => patience.wait(object, asked)?,
            state => return Ok(state == State::Connected),
        }
    }
}

pub fn send(object: usize, socket: &Socket, send: &Send<'_>, status: i32) -> Result<usize> {
    let [_, timeout] = socket.timeouts.get();
    let patience = Patience::new(timeout, status, send.flags);
    let is_connected = connected(object, socket, &patience, POLLOUT)?;
    socket.take_error()?;
    if !is_connected || socket.has_ended(s::SHUT_WR) {
        return Err(broken(send.flags));
    }
    let lengths = send.data.iter().map(|data| data.len());
    let total = lengths.fold(0_usize, usize::saturating_add);
    let mut done = 0;
    while done < total {
        match send_some(socket, send.data, done, total) {
            Ok(n) => done += n,
            // The sent bytes count; the next call has the error.
            Err(Errno::PIPE) if done > 0 => return Ok(done),
            Err(Errno::PIPE) => return Err(broken(send.flags)),
            Err(Errno::AGAIN) => match patience.wait(object, POLLOUT) {
                Ok(()) => {}
                Err(_) if done > 0 => return Ok(done),
                Err(error) => return Err(error),
            },
            Err(error) if done > 0 => {
                socket.error.set(Some(error));
                return Ok(done);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}

/// Sends the bytes from `done` on, as many as the host takes at once.
fn send_some(socket: &Socket, data: &[Bytes<'_>], done: usize, total: usize) -> Result<usize> {
    if !is_writable(socket) {
        socket.take_error()?;
        return Err(match socket.has_ended(s::SHUT_WR) {
            true => Errno::PIPE,
            false => Errno::AGAIN,
        });
    }
    let permit = socket.permit.replace(0);
    let (mut skip, mut first) = (done, Bytes::of(&[]));
    for piece in data {
        first = piece.from(skip);
        if !first.is_empty() {
            break;
        }
        skip -= piece.len().min(skip);
    }
    let mut space = [core::mem::MaybeUninit::uninit(); GATHERED];
    let space = BytesMut::uninit(&mut space).first(total - done);
    if first.len() < space.len() {
        gather(data, done, space);
        first = space.as_bytes();
    }
    let first = first.first(permit);
    match sockets::output_write(OutputStream(socket.output.get()), first) {
        Ok(()) => Ok(first.len()),
        Err(error) => {
            socket.end(s::SHUT_WR);
            Err(lost(error))
        }
    }
}

fn gather(data: &[Bytes<'_>], mut skip: usize, mut space: BytesMut<'_>) {
    for piece in data {
        let rest = piece.from(skip);
        skip -= piece.len().min(skip);
        space = space.from(rest.copy_to(space));
    }
}

/// The error of a stream. The host does not say which one it is.
const fn lost(error: StreamError) -> Errno {
    match error {
        StreamError::Closed => Errno::PIPE,
        StreamError::LastOperationFailed => Errno::CONNRESET,
    }
}

/// Whether a write has room.
fn is_writable(socket: &Socket) -> bool {
    if socket.permit.get() > 0 {
        return true;
    }
    match sockets::output_check_write(OutputStream(socket.output.get())) {
        Ok(0) => {
            socket.is_full.set(true);
            false
        }
        Ok(permit) => {
            socket
                .permit
                .set(usize::try_from(permit).unwrap_or(usize::MAX));
            if socket.is_full.replace(false) {
                socket.change();
            }
            true
        }
        Err(error) => {
            socket.end(s::SHUT_WR);
            if error == StreamError::LastOperationFailed {
                socket.error.set(Some(lost(error)));
            }
            false
        }
    }
}

pub fn receive(
    object: usize,
    socket: &Socket,
    receive: &Receive<'_>,
    status: i32,
) -> Result<Received> {
    let [timeout, _] = socket.timeouts.get();
    let patience = Patience::new(timeout, status, receive.flags);
    let is_connected = connected(object, socket, &patience, POLLIN)?;
    let has_some = socket.has_ahead.get() || socket.len.get() > 0;
    if !is_connected && !has_some {
        socket.take_error()?;
        // After a connection that failed, there is nothing more.
        return match socket.is_spent.get() {
            true => Ok(Received::default()),
            false => Err(Errno::NOTCONN),
        };
    }
    let lengths = receive.into.iter().map(|buffer| buffer.len());
    let wanted = lengths.fold(0_usize, usize::saturating_add);
    let least = match receive.flags & s::MSG_WAITALL {
        0 => wanted.min(1),
        _ => wanted,
    };
    let len = match receive.flags & s::MSG_PEEK {
        0 => take_bytes(object, socket, receive.into, least, &patience)?,
        _ => peek(object, socket, receive.into, least, &patience)?,
    };
    Ok(Received {
        len,
        ..Received::default()
    })
}

/// Fills the buffers; `least` bytes of them, if the stream does not end before that.
fn take_bytes(
    object: usize,
    socket: &Socket,
    into: &[BytesMut<'_>],
    least: usize,
    patience: &Patience,
) -> Result<usize> {
    let mut done = 0;
    for &buffer in into {
        let mut rest = buffer;
        while !rest.is_empty() {
            let n = match read(socket, rest) {
                Ok(0) => return Ok(done),
                Ok(n) => n,
                Err(Errno::AGAIN) if done >= least => return Ok(done),
                Err(Errno::AGAIN) => match patience.wait(object, POLLIN) {
                    Ok(()) => continue,
                    Err(_) if done > 0 => return Ok(done),
                    Err(error) => return Err(error),
                },
                Err(error) if done > 0 => {
                    socket.error.set(Some(error));
                    return Ok(done);
                }
                Err(error) => return Err(error),
            };
            done += n;
            let is_short = n < rest.len();
            rest = rest.from(n);
            if is_short && done >= least {
                return Ok(done);
            }
        }
    }
    Ok(done)
}

/// Reads into one buffer: what was read before, or else what the host has. 0 at the end.
fn read(socket: &Socket, to: BytesMut<'_>) -> Result<usize> {
    let kept = socket.kept().copy_to(to);
    if kept > 0 {
        socket.forget(kept);
        return Ok(kept);
    }
    if socket.has_ahead.replace(false) {
        to.put(0, socket.ahead.get());
        // The rest may come with it; what else there is, the next call finds.
        let rest = to.from(1);
        return Ok(match rest.is_empty() || socket.has_ended(s::SHUT_RD) {
            true => 1,
            false => 1 + read_from_host(socket, rest).unwrap_or(0),
        });
    }
    read_from_host(socket, to)
}

fn read_from_host(socket: &Socket, to: BytesMut<'_>) -> Result<usize> {
    socket.take_error()?;
    if socket.has_ended(s::SHUT_RD) {
        return Ok(0);
    }
    match sockets::input_read(InputStream(socket.input.get()), to) {
        Ok(0) => Err(Errno::AGAIN),
        Ok(n) => counted(n, to.len()),
        Err(StreamError::Closed) => {
            socket.end(s::SHUT_RD);
            Ok(0)
        }
        Err(error) => {
            socket.end(s::SHUT_RDWR);
            Err(lost(error))
        }
    }
}

/// As [`read_from_host`], where an error is for the next call.
fn look_at(socket: &Socket, to: BytesMut<'_>) -> usize {
    if socket.error.get().is_some() {
        return 0;
    }
    match read_from_host(socket, to) {
        Ok(n) => {
            socket.change();
            n
        }
        Err(Errno::AGAIN) => 0,
        Err(error) => {
            socket.error.set(Some(error));
            0
        }
    }
}

/// Reads what there is into the page.
fn fill(socket: &Socket) -> Result {
    let memory = socket.memory()?;
    if socket.start.get() > 0 {
        let moved = socket.len.get();
        memory.shift(socket.start.get(), 0, moved);
        socket.start.set(0);
    }
    if socket.has_ahead.replace(false) {
        memory.put(0, socket.ahead.get());
        socket.len.set(1);
    }
    let room = memory.from(socket.len.get());
    if !room.is_empty() {
        let n = look_at(socket, room);
        socket.len.set(socket.len.get() + n);
    }
    Ok(())
}

/// As [`take_bytes`], and leaves the bytes there: a page of them at most.
fn peek(
    object: usize,
    socket: &Socket,
    into: &[BytesMut<'_>],
    least: usize,
    patience: &Patience,
) -> Result<usize> {
    loop {
        fill(socket)?;
        let has = socket.len.get();
        if has >= least.min(PAGE_SIZE) || socket.has_ended(s::SHUT_RD) {
            break;
        }
        if socket.error.get().is_some() && has == 0 {
            socket.take_error()?;
        }
        match patience.wait(object, POLLIN) {
            Ok(()) => {}
            Err(_) if has > 0 => break,
            Err(error) => return Err(error),
        }
    }
    if socket.len.get() == 0 {
        socket.take_error()?;
    }
    let mut rest = socket.kept();
    let has = rest.len();
    for &buffer in into {
        rest = rest.from(rest.copy_to(buffer));
    }
    Ok(has - rest.len())
}

pub fn shutdown(socket: &Socket, how: i32) -> Result {
    advance(socket);
    let kind = match how {
        s::SHUT_RD => ShutdownType::Receive,
        s::SHUT_WR => ShutdownType::Send,
        _ => ShutdownType::Both,
    };
    match socket.state.get() {
        State::Connected => {
            if how & s::SHUT_RD != 0 && !socket.has_ended(s::SHUT_RD) {
                // The host forgets what it has; the program may still read that.
                fill(socket)?;
            }
            match sockets::tcp_shutdown(socket.tcp(), kind) {
                // The peer may have gone before.
                Ok(()) | Err(ErrorCode::INVALID_STATE) => {}
                Err(code) => return Err(errno(code)),
            }
            socket.end(how);
            Ok(())
        }
        // It stops listening.
        State::Listening if how & s::SHUT_RD != 0 => {
            socket.drop_host();
            spend(socket, None);
            Ok(())
        }
        _ => Err(Errno::NOTCONN),
    }
}

pub fn readable(socket: &Socket) -> Result<usize> {
    advance(socket);
    match socket.state.get() {
        State::Listening => Err(Errno::INVAL),
        State::Connected => {
            fill(socket)?;
            Ok(socket.len.get())
        }
        _ => Ok(0),
    }
}

pub fn events(socket: &Socket) -> i16 {
    advance(socket);
    match socket.state.get() {
        State::Connecting | State::Free => 0,
        State::Alone => POLLOUT | POLLHUP,
        State::Listening => {
            let is_readable = sockets::pollable_ready(socket.pollable(OWN));
            socket.is_readable.set(is_readable);
            if is_readable { POLLIN } else { 0 }
        }
        State::Connected => {
            let mut events = 0;
            if is_writable(socket) {
                events |= POLLOUT;
            }
            if socket.len.get() > 0 || has_byte(socket) {
                events |= POLLIN;
            }
            events
        }
    }
}

/// Whether a byte has come. Reads one ahead.
fn has_byte(socket: &Socket) -> bool {
    if !socket.has_ahead.get() && !socket.has_ended(s::SHUT_RD) {
        let byte = [Cell::new(0)];
        if look_at(socket, BytesMut::cells(&byte)) > 0 {
            let [byte] = byte;
            socket.ahead.set(byte.get());
            socket.has_ahead.set(true);
        }
    }
    socket.has_ahead.get()
}
