//! Datagrams.

use super::*;

/// A millisecond.
const MOMENT: Timestamp = 1_000_000;

/// How long an address may stay in use after its socket is gone.
const MOST: Timestamp = 1000 * MOMENT;

/// The longest datagram, with room for what a host may add.
const LONGEST: usize = PAGE_SIZE;

system! {
    /// A page for datagrams on their way.
    static SCRATCH: Cell<usize> = Cell::new(0);
}

fn scratch() -> Result<BytesMut<'static>> {
    SCRATCH.with(|number| {
        if number.get() == 0 {
            number.set(mm::map(1)?);
        }
        Ok(page(number.get()))
    })
}

/// Makes the streams of a socket, to one peer or to all.
fn stream(socket: &Socket, peer: Option<&IpSocketAddress>) -> Result {
    bind_anywhere(socket)?;
    if socket.has_streams() {
        socket.drop_streams();
        if socket.is_asked.replace(false) {
            renew(socket)?;
        }
    }
    let streams = sockets::udp_stream(socket.udp(), peer);
    let (incoming, outgoing) = streams.map_err(|code| match code {
        ErrorCode::INVALID_ARGUMENT => Errno::NETUNREACH,
        code => errno(code),
    })?;
    socket.input.set(incoming.0);
    socket.output.set(outgoing.0);
    Ok(())
}

/// Makes another socket of the host, with the same address. Where the host was asked for a
/// datagram, wasmtime lets go of the old streams a moment later, and ends a program that makes
/// new ones before that.
fn renew(socket: &Socket) -> Result {
    let local = sockets::udp_local_address(socket.udp()).map_err(errno)?;
    let new = sockets::create_udp_socket(socket.is_v6.get()).map_err(errno)?;
    socket.drop_host();
    socket.host.set(new.0);
    socket.is_bound.set(false);
    option::apply(socket);
    let end = now()?.saturating_add(MOST);
    loop {
        match bind_to(socket, &local) {
            // The old one still has it.
            Err(Errno::ADDRINUSE) if now()? < end => {
                let then = sockets::subscribe_instant(now()?.saturating_add(MOMENT));
                sockets::poll(&[Cell::new(then)]);
                sockets::pollable_drop(then);
            }
            // The host chose the port, and does not let the program choose it.
            Err(Errno::ACCES) => return bind_anywhere(socket),
            bound => return bound,
        }
    }
}

/// Makes them if there are none, as for a socket without a peer.
pub fn streams(socket: &Socket) -> Result {
    match socket.has_streams() {
        true => Ok(()),
        false => stream(socket, socket.peer.get().get().as_ref()),
    }
}

pub fn connect(socket: &Socket, to: Bytes<'_>) -> Result {
    let remote = remote(to, socket.is_v6.get())?;
    socket.peer.set(Sockaddr::NONE);
    stream(socket, Some(&remote))?;
    socket.peer.set(Sockaddr::new(&remote));
    socket.ended.set(0);
    socket.change();
    Ok(())
}

pub fn disconnect(socket: &Socket) -> Result {
    if socket.peer.replace(Sockaddr::NONE) != Sockaddr::NONE {
        stream(socket, None)?;
    }
    Ok(())
}

pub fn send(object: usize, socket: &Socket, send: &Send<'_>, status: i32) -> Result<usize> {
    let peer = socket.peer.get();
    let to = match send.to.is_empty() {
        true if peer == Sockaddr::NONE => return Err(Errno::DESTADDRREQ),
        true => None,
        false => Some(remote(send.to, socket.is_v6.get())?),
    };
    // The host sends only to the peer.
    if to.is_some_and(|to| peer != Sockaddr::NONE && Sockaddr::new(&to) != peer) {
        return Err(Errno::ISCONN);
    }
    if to.is_some_and(|to| to.port == 0) {
        return Err(Errno::INVAL);
    }
    if socket.has_ended(s::SHUT_WR) {
        return Err(broken(send.flags));
    }
    streams(socket)?;
    socket.take_error()?;
    let lengths = send.data.iter().map(|data| data.len());
    let total = lengths.fold(0_usize, usize::saturating_add);
    if total > LONGEST {
        return Err(Errno::MSGSIZE);
    }
    let [_, timeout] = socket.timeouts.get();
    let patience = Patience::new(timeout, status, send.flags);
    let to = if peer == Sockaddr::NONE { to } else { None };
    loop {
        match send_now(socket, whole(send.data, total)?, to.as_ref()) {
            Err(Errno::AGAIN) => patience.wait(object, POLLOUT)?,
            result => return result.map(|()| total),
        }
    }
}

/// The pieces of a datagram as one.
fn whole<'a>(pieces: &[Bytes<'a>], total: usize) -> Result<Bytes<'a>> {
    if let [one] = pieces {
        return Ok(*one);
    }
    let all = scratch()?.first(total);
    let mut rest = all;
    for piece in pieces {
        rest = rest.from(piece.copy_to(rest));
    }
    Ok(all.as_bytes())
}

fn send_now(socket: &Socket, data: Bytes<'_>, to: Option<&IpSocketAddress>) -> Result {
    if !is_writable(socket) {
        socket.take_error()?;
        return Err(Errno::AGAIN);
    }
    socket.permit.set(0);
    let sent = sockets::outgoing_send(OutgoingDatagrams(socket.output.get()), data, to);
    match sent {
        Ok(0) => {
            socket.is_full.set(true);
            Err(Errno::AGAIN)
        }
        Ok(_) => Ok(()),
        Err(ErrorCode::INVALID_ARGUMENT) => Err(Errno::INVAL),
        Err(code) => Err(errno(code)),
    }
}

fn is_writable(socket: &Socket) -> bool {
    if socket.permit.get() > 0 {
        return true;
    }
    match sockets::outgoing_check_send(OutgoingDatagrams(socket.output.get())) {
        Ok(0) => {
            socket.is_full.set(true);
            false
        }
        Ok(_) => {
            socket.permit.set(1);
            if socket.is_full.replace(false) {
                socket.change();
            }
            true
        }
        Err(code) => {
            socket.error.set(Some(errno(code)));
            false
        }
    }
}

/// The next datagram: its bytes and its sender, in the page of the socket if it shall stay.
fn next(socket: &Socket, stays: bool) -> Result<(Bytes<'static>, Sockaddr)> {
    if socket.from.get() != Sockaddr::NONE {
        let datagram = (socket.kept(), socket.from.get());
        if !stays {
            socket.len.set(0);
            socket.from.set(Sockaddr::NONE);
        }
        return Ok(datagram);
    }
    socket.take_error()?;
    if !socket.has_streams() {
        return Err(Errno::AGAIN);
    }
    let place = match stays {
        true => socket.memory()?,
        false => scratch()?,
    };
    socket.is_readable.set(false);
    socket.is_asked.set(true);
    let received = sockets::incoming_receive(IncomingDatagrams(socket.input.get()), place);
    let (len, from) = received.map_err(errno)?.ok_or(Errno::AGAIN)?;
    socket.is_asked.set(false);
    socket.change();
    if len > place.len() || from.address.is_v6() != socket.is_v6.get() {
        return Err(Errno::IO);
    }
    let from = Sockaddr::new(&from);
    if stays {
        socket.len.set(len);
        socket.from.set(from);
    }
    Ok((place.first(len).as_bytes(), from))
}

pub fn receive(
    object: usize,
    socket: &Socket,
    receive: &Receive<'_>,
    status: i32,
) -> Result<Received> {
    let [timeout, _] = socket.timeouts.get();
    let patience = Patience::new(timeout, status, receive.flags);
    loop {
        if socket.has_ended(s::SHUT_RD) && socket.from.get() == Sockaddr::NONE {
            return Ok(Received::default());
        }
        match next(socket, receive.flags & s::MSG_PEEK != 0) {
            Err(Errno::AGAIN) => patience.wait(object, POLLIN)?,
            datagram => {
                let (data, from) = datagram?;
                let mut rest = data;
                for &buffer in receive.into {
                    rest = rest.from(rest.copy_to(buffer));
                }
                let name = Bytes::of(from.all());
                name.copy_to(receive.from);
                return Ok(Received {
                    len: data.len() - rest.len(),
                    from: name.len(),
                    flags: if rest.is_empty() { 0 } else { s::MSG_TRUNC },
                    ..Received::default()
                });
            }
        }
    }
}

pub fn readable(socket: &Socket) -> Result<usize> {
    match next(socket, true) {
        Ok((data, _)) => Ok(data.len()),
        Err(Errno::AGAIN) => Ok(0),
        Err(error) => {
            socket.error.set(Some(error));
            Ok(0)
        }
    }
}

pub fn events(socket: &Socket) -> i16 {
    if !socket.has_streams() {
        return POLLOUT;
    }
    let mut events = 0;
    if is_writable(socket) {
        events |= POLLOUT;
    }
    if socket.from.get() != Sockaddr::NONE || is_readable(socket) {
        events |= POLLIN;
    }
    events
}

/// Whether a datagram has come, or an error.
fn is_readable(socket: &Socket) -> bool {
    if !socket.is_readable.get() {
        socket.is_asked.set(true);
        if sockets::pollable_ready(socket.pollable(INPUT)) {
            socket.is_readable.set(true);
            socket.change();
        }
    }
    socket.is_readable.get()
}
