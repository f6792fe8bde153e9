//! The functions of the seam, by the in-memory host.

use std::cell::Cell;

use super::{Network, State, Subject, Tcp, Udp};
use crate::user::{Bytes, BytesMut};
use crate::wasi::Timestamp;
use crate::wasi::fake::{Fault, Host, host};
use crate::wasi::sockets::*;

/// Begins a call: the fault it must show, where a code is the host's own.
fn begin<R>(
    call: &'static str,
    act: impl FnOnce(&mut Host, Option<Fault>) -> Result<R>,
) -> Result<R> {
    host(|host| match host.take_fault(call) {
        Some(Fault::Code(code)) => Err(ErrorCode(code as u8)),
        fault => act(host, fault),
    })
}

fn with<R>(call: &'static str, act: impl FnOnce(&mut Network) -> Result<R>) -> Result<R> {
    begin(call, |host, _| act(&mut host.network))
}

/// A host fails the program for a resource that there is not.
fn tcp(network: &mut Network, socket: TcpSocket) -> &mut Tcp {
    network.tcp.get_mut(&socket.0).expect("an open socket")
}

fn udp(network: &mut Network, socket: UdpSocket) -> &mut Udp {
    network.udp.get_mut(&socket.0).expect("an open socket")
}

const SETTINGS: [u64; 7] = [0, 7_200_000_000_000, 75_000_000_000, 9, 64, 65_536, 16_384];

pub fn create_tcp_socket(is_v6: bool) -> Result<TcpSocket> {
    with("create_tcp_socket", |network| {
        let number = network.number();
        let tcp = Tcp {
            state: State::New,
            is_v6,
            started: None,
            local: None,
            remote: None,
            pending: Default::default(),
            settings: SETTINGS,
            backlog: 128,
        };
        network.tcp.insert(number, tcp);
        Ok(TcpSocket(number))
    })
}

pub fn tcp_start_bind(socket: TcpSocket, local: &IpSocketAddress) -> Result {
    with("tcp_start_bind", |network| {
        let mut local = *local;
        if local.port == 0 {
            local.port = network.free_port();
        }
        let is_taken = network.listener(&local).is_some();
        let tcp = tcp(network, socket);
        if tcp.state != State::New || tcp.started.is_some() {
            return Err(ErrorCode::INVALID_STATE);
        }
        if local.address.is_v6() != tcp.is_v6 {
            return Err(ErrorCode::INVALID_ARGUMENT);
        }
        if is_taken {
            return Err(ErrorCode::ADDRESS_IN_USE);
        }
        tcp.local = Some(local);
        tcp.started = Some("bind");
        Ok(())
    })
}

pub fn tcp_finish_bind(socket: TcpSocket) -> Result {
    with("tcp_finish_bind", |network| {
        let tcp = tcp(network, socket);
        if tcp.started.take() != Some("bind") {
            return Err(ErrorCode::NOT_IN_PROGRESS);
        }
        tcp.state = State::Bound;
        Ok(())
    })
}

pub fn tcp_start_connect(socket: TcpSocket, remote: &IpSocketAddress) -> Result {
    with("tcp_start_connect", |network| {
        let tcp = tcp(network, socket);
        if !matches!(tcp.state, State::New | State::Bound) {
            return Err(ErrorCode::INVALID_STATE);
        }
        if remote.address.is_v6() != tcp.is_v6
            || remote.port == 0
            || remote.address.is_unspecified()
        {
            return Err(ErrorCode::INVALID_ARGUMENT);
        }
        tcp.state = State::Connecting(*remote);
        Ok(())
    })
}

pub fn tcp_finish_connect(socket: TcpSocket) -> Result<(InputStream, OutputStream)> {
    with("tcp_finish_connect", |network| {
        let is_slow = network.is_slow;
        let State::Connecting(remote) = tcp(network, socket).state else {
            return Err(ErrorCode::NOT_IN_PROGRESS);
        };
        if is_slow {
            return Err(ErrorCode::WOULD_BLOCK);
        }
        if network.listener(&remote).is_none() {
            tcp(network, socket).state = State::Closed;
            return Err(ErrorCode::CONNECTION_REFUSED);
        }
        let (there, back) = network.pipe();
        let port = network.free_port();
        let tcp = tcp(network, socket);
        let local = *tcp
            .local
            .get_or_insert(IpSocketAddress::new(remote.address, port));
        tcp.state = State::Connected(back, there);
        tcp.remote = Some(remote);
        if let Some(listener) = network.listener(&remote) {
            listener.pending.push_back((there, back, local));
        }
        let (input, output) = (network.stream(back, true), network.stream(there, false));
        Ok((InputStream(input), OutputStream(output)))
    })
    .inspect_err(|&code| {
        if code != ErrorCode::WOULD_BLOCK {
            host(|host| tcp(&mut host.network, socket).state = State::Closed);
        }
    })
}

pub fn tcp_start_listen(socket: TcpSocket) -> Result {
    with("tcp_start_listen", |network| {
        let local = tcp(network, socket).local.ok_or(ErrorCode::INVALID_STATE)?;
        if network.listener(&local).is_some() {
            return Err(ErrorCode::ADDRESS_IN_USE);
        }
        let tcp = tcp(network, socket);
        if tcp.state != State::Bound {
            return Err(ErrorCode::INVALID_STATE);
        }
        tcp.started = Some("listen");
        Ok(())
    })
}

pub fn tcp_finish_listen(socket: TcpSocket) -> Result {
    with("tcp_finish_listen", |network| {
        let tcp = tcp(network, socket);
        if tcp.started.take() != Some("listen") {
            return Err(ErrorCode::NOT_IN_PROGRESS);
        }
        tcp.state = State::Listening;
        Ok(())
    })
}

pub fn tcp_accept(socket: TcpSocket) -> Result<(TcpSocket, InputStream, OutputStream)> {
    with("tcp_accept", |network| {
        let listener = tcp(network, socket);
        if listener.state != State::Listening {
            return Err(ErrorCode::INVALID_STATE);
        }
        let next = listener.pending.pop_front();
        let (read, write, remote) = next.ok_or(ErrorCode::WOULD_BLOCK)?;
        let accepted = Tcp {
            state: State::Connected(read, write),
            is_v6: listener.is_v6,
            started: None,
            local: listener.local,
            remote: Some(remote),
            pending: Default::default(),
            settings: listener.settings,
            backlog: 128,
        };
        let number = network.number();
        network.tcp.insert(number, accepted);
        let (input, output) = (network.stream(read, true), network.stream(write, false));
        Ok((TcpSocket(number), InputStream(input), OutputStream(output)))
    })
}

pub fn tcp_local_address(socket: TcpSocket) -> Result<IpSocketAddress> {
    with("tcp_local_address", |network| {
        tcp(network, socket).local.ok_or(ErrorCode::INVALID_STATE)
    })
}

pub fn tcp_remote_address(socket: TcpSocket) -> Result<IpSocketAddress> {
    with("tcp_remote_address", |network| {
        tcp(network, socket).remote.ok_or(ErrorCode::INVALID_STATE)
    })
}

pub fn tcp_set_listen_backlog_size(socket: TcpSocket, size: u64) -> Result {
    with("tcp_set_listen_backlog_size", |network| {
        if size == 0 {
            return Err(ErrorCode::INVALID_ARGUMENT);
        }
        tcp(network, socket).backlog = size;
        Ok(())
    })
}

pub fn tcp_get(socket: TcpSocket, setting: Setting) -> Result<u64> {
    with("tcp_get", |network| {
        Ok(tcp(network, socket).settings[setting as usize])
    })
}

pub fn tcp_set(socket: TcpSocket, setting: Setting, to: u64) -> Result {
    with("tcp_set", |network| {
        tcp(network, socket).settings[setting as usize] = to;
        Ok(())
    })
}

pub fn tcp_subscribe(socket: TcpSocket) -> Pollable {
    host(|host| Pollable(host.network.subscribe(Subject::Tcp(socket.0))))
}

pub fn tcp_shutdown(socket: TcpSocket, how: ShutdownType) -> Result {
    with("tcp_shutdown", |network| {
        let State::Connected(read, write) = tcp(network, socket).state else {
            return Err(ErrorCode::INVALID_STATE);
        };
        if how != ShutdownType::Send {
            network.pipes[read].broken = true;
        }
        if how != ShutdownType::Receive {
            network.pipes[write].ended = true;
        }
        Ok(())
    })
}

pub fn tcp_drop(socket: TcpSocket) {
    host(|host| {
        let dropped = host.network.tcp.remove(&socket.0).expect("an open socket");
        if let State::Connected(read, write) = dropped.state {
            for stream in host.network.streams.values() {
                let own = [(read, true), (write, false)];
                assert!(!own.contains(stream), "its streams are open");
            }
            let unread = !host.network.pipes[read].data.is_empty();
            host.network.pipes[read].broken = true;
            host.network.pipes[write].ended = true;
            host.network.pipes[write].reset |= unread;
        }
    });
}

pub fn create_udp_socket(is_v6: bool) -> Result<UdpSocket> {
    with("create_udp_socket", |network| {
        let number = network.number();
        let udp = Udp {
            is_v6,
            is_started: false,
            local: None,
            remote: None,
            incoming: Default::default(),
            error: None,
            settings: SETTINGS,
            permit: 0,
            full: false,
        };
        network.udp.insert(number, udp);
        Ok(UdpSocket(number))
    })
}

pub fn udp_start_bind(socket: UdpSocket, local: &IpSocketAddress) -> Result {
    with("udp_start_bind", |network| {
        let mut local = *local;
        if local.port == 0 {
            local.port = network.free_port();
        }
        if network.udp.values().any(|udp| udp.local == Some(local)) {
            return Err(ErrorCode::ADDRESS_IN_USE);
        }
        let udp = udp(network, socket);
        if udp.local.is_some() {
            return Err(ErrorCode::INVALID_STATE);
        }
        if local.address.is_v6() != udp.is_v6 {
            return Err(ErrorCode::INVALID_ARGUMENT);
        }
        udp.local = Some(local);
        udp.is_started = true;
        Ok(())
    })
}

pub fn udp_finish_bind(socket: UdpSocket) -> Result {
    with("udp_finish_bind", |network| {
        match std::mem::take(&mut udp(network, socket).is_started) {
            true => Ok(()),
            false => Err(ErrorCode::NOT_IN_PROGRESS),
        }
    })
}

pub fn udp_stream(
    socket: UdpSocket,
    remote: Option<&IpSocketAddress>,
) -> Result<(IncomingDatagrams, OutgoingDatagrams)> {
    with("udp_stream", |network| {
        let mut open = network.datagrams.values();
        assert!(open.all(|&other| other != socket.0), "its streams are open");
        let udp = udp(network, socket);
        if udp.local.is_none() {
            return Err(ErrorCode::INVALID_STATE);
        }
        udp.remote = remote.copied();
        let [incoming, outgoing] = [network.number(), network.number()];
        network.datagrams.insert(incoming, socket.0);
        network.datagrams.insert(outgoing, socket.0);
        Ok((IncomingDatagrams(incoming), OutgoingDatagrams(outgoing)))
    })
}

pub fn udp_local_address(socket: UdpSocket) -> Result<IpSocketAddress> {
    with("udp_local_address", |network| {
        udp(network, socket).local.ok_or(ErrorCode::INVALID_STATE)
    })
}

pub fn udp_get(socket: UdpSocket, setting: Setting) -> Result<u64> {
    with("udp_get", |network| {
        Ok(udp(network, socket).settings[setting as usize])
    })
}

pub fn udp_set(socket: UdpSocket, setting: Setting, to: u64) -> Result {
    with("udp_set", |network| {
        udp(network, socket).settings[setting as usize] = to;
        Ok(())
    })
}

/// Only a bind waits for it, which never takes time here.
pub fn udp_subscribe(_socket: UdpSocket) -> Pollable {
    host(|host| Pollable(host.network.subscribe(Subject::Outgoing)))
}

pub fn udp_drop(socket: UdpSocket) {
    host(|host| {
        let mut open = host.network.datagrams.values();
        assert!(open.all(|&other| other != socket.0), "its streams are open");
        host.network.udp.remove(&socket.0).expect("an open socket");
    });
}

fn of_stream(network: &mut Network, stream: i32) -> &mut Udp {
    let socket = network.datagrams.get(&stream).expect("an open stream");
    network.udp.get_mut(socket).expect("an open socket")
}

pub fn incoming_receive(
    stream: IncomingDatagrams,
    to: BytesMut<'_>,
) -> Result<Option<(usize, IpSocketAddress)>> {
    begin("incoming_receive", |host, fault| {
        let udp = of_stream(&mut host.network, stream.0);
        if let Some(error) = udp.error.take() {
            return Err(error);
        }
        let Some((data, from)) = udp.incoming.pop_front() else {
            return Ok(None);
        };
        let n = Bytes::of(&data).copy_to(to);
        match fault {
            Some(Fault::Claim(n)) => Ok(Some((n, from))),
            _ => Ok(Some((n, from))),
        }
    })
}

pub fn incoming_subscribe(stream: IncomingDatagrams) -> Pollable {
    host(|host| {
        let socket = host.network.datagrams[&stream.0];
        Pollable(host.network.subscribe(Subject::Incoming(socket)))
    })
}

pub fn incoming_drop(stream: IncomingDatagrams) {
    let dropped = host(|host| host.network.datagrams.remove(&stream.0));
    dropped.expect("an open stream");
}

pub fn outgoing_check_send(stream: OutgoingDatagrams) -> Result<u64> {
    with("outgoing_check_send", |network| {
        let udp = of_stream(network, stream.0);
        udp.permit = if udp.full { 0 } else { 16 };
        Ok(udp.permit)
    })
}

pub fn outgoing_send(
    stream: OutgoingDatagrams,
    data: Bytes<'_>,
    remote: Option<&IpSocketAddress>,
) -> Result<u64> {
    with("outgoing_send", |network| {
        let udp = of_stream(network, stream.0);
        assert!(udp.permit > 0, "it was not allowed");
        udp.permit = 0;
        let to = match (udp.remote, remote) {
            (None, None) => return Err(ErrorCode::INVALID_ARGUMENT),
            (Some(peer), Some(&other)) if peer != other => {
                return Err(ErrorCode::INVALID_ARGUMENT);
            }
            (Some(peer), _) => peer,
            (None, Some(&other)) => other,
        };
        if data.len() > 65_507 {
            return Err(ErrorCode::DATAGRAM_TOO_LARGE);
        }
        let from = udp.local.expect("it is bound");
        let mut bytes = vec![0; data.len()];
        data.copy_to(BytesMut::of(&mut bytes));
        let mut all = network.udp.values_mut();
        let receiver = all.find(|udp| {
            udp.local.is_some_and(|local| {
                local.port == to.port
                    && (local.address == to.address || local.address.is_unspecified())
            })
        });
        match receiver {
            Some(other) => other.incoming.push_back((bytes, from)),
            None => of_stream(network, stream.0).error = Some(ErrorCode::CONNECTION_REFUSED),
        }
        Ok(1)
    })
}

pub fn outgoing_subscribe(_stream: OutgoingDatagrams) -> Pollable {
    host(|host| Pollable(host.network.subscribe(Subject::Outgoing)))
}

pub fn outgoing_drop(stream: OutgoingDatagrams) {
    let dropped = host(|host| host.network.datagrams.remove(&stream.0));
    dropped.expect("an open stream");
}

type StreamResult<T = ()> = core::result::Result<T, StreamError>;

/// As [`begin`], for the calls of streams: any code is a failed operation, and 0 the end.
fn stream<R>(
    call: &'static str,
    act: impl FnOnce(&mut Host, Option<Fault>) -> StreamResult<R>,
) -> StreamResult<R> {
    host(|host| match host.take_fault(call) {
        Some(Fault::Code(0)) => Err(StreamError::Closed),
        Some(Fault::Code(_)) => Err(StreamError::LastOperationFailed),
        fault => act(host, fault),
    })
}

pub fn input_read(input: InputStream, to: BytesMut<'_>) -> StreamResult<usize> {
    stream("input_read", |host, fault| {
        let (pipe, _) = host.network.streams[&input.0];
        let pipe = &mut host.network.pipes[pipe];
        if std::mem::take(&mut pipe.reset) {
            pipe.ended = true;
            pipe.data.clear();
            return Err(StreamError::LastOperationFailed);
        }
        let most = match fault {
            Some(Fault::Short(most)) => most,
            _ => usize::MAX,
        };
        let n = to.len().min(pipe.data.len()).min(most);
        if n == 0 && !to.is_empty() && (pipe.ended || pipe.broken) {
            return Err(StreamError::Closed);
        }
        let bytes: Vec<u8> = pipe.data.drain(..n).collect();
        Bytes::of(&bytes).copy_to(to);
        match fault {
            Some(Fault::Claim(n)) => Ok(n),
            _ => Ok(n),
        }
    })
}

pub fn input_subscribe(input: InputStream) -> Pollable {
    host(|host| {
        let (pipe, _) = host.network.streams[&input.0];
        Pollable(host.network.subscribe(Subject::Input(pipe)))
    })
}

pub fn input_drop(input: InputStream) {
    let dropped = host(|host| host.network.streams.remove(&input.0));
    dropped.expect("an open stream");
}

pub fn output_check_write(output: OutputStream) -> StreamResult<u64> {
    stream("output_check_write", |host, fault| {
        let room = host.network.room;
        let (pipe, _) = host.network.streams[&output.0];
        let pipe = &mut host.network.pipes[pipe];
        if pipe.ended || pipe.broken {
            return Err(StreamError::Closed);
        }
        pipe.permit = room.saturating_sub(pipe.data.len());
        match fault {
            Some(Fault::Short(most)) => pipe.permit = pipe.permit.min(most),
            Some(Fault::Claim(n)) => {
                pipe.permit = n;
                return Ok(n as u64);
            }
            _ => {}
        }
        Ok(pipe.permit as u64)
    })
}

pub fn output_write(output: OutputStream, data: Bytes<'_>) -> StreamResult {
    stream("output_write", |host, _| {
        let (pipe, _) = host.network.streams[&output.0];
        let pipe = &mut host.network.pipes[pipe];
        assert!(data.len() <= pipe.permit, "it was not allowed");
        pipe.permit = 0;
        if pipe.ended || pipe.broken {
            return Err(StreamError::Closed);
        }
        let mut bytes = vec![0; data.len()];
        data.copy_to(BytesMut::of(&mut bytes));
        pipe.data.extend(bytes);
        Ok(())
    })
}

pub fn output_subscribe(output: OutputStream) -> Pollable {
    host(|host| {
        let (pipe, _) = host.network.streams[&output.0];
        Pollable(host.network.subscribe(Subject::Output(pipe)))
    })
}

pub fn output_drop(output: OutputStream) {
    let dropped = host(|host| host.network.streams.remove(&output.0));
    dropped.expect("an open stream");
}

pub fn stdin() -> Pollable {
    host(|host| Pollable(host.network.subscribe(Subject::Stdin)))
}

pub fn subscribe_instant(when: Timestamp) -> Pollable {
    host(|host| Pollable(host.network.subscribe(Subject::Time(when))))
}

fn is_ready(host: &Host, pollable: Pollable) -> bool {
    let network = &host.network;
    let subject = network.pollables.get(&pollable.0).expect("a pollable");
    match *subject {
        Subject::Tcp(socket) => {
            let tcp = &network.tcp[&socket];
            match tcp.state {
                State::Connecting(_) => !network.is_slow,
                State::Listening => !tcp.pending.is_empty(),
                _ => true,
            }
        }
        Subject::Input(pipe) => {
            let pipe = &network.pipes[pipe];
            !pipe.data.is_empty() || pipe.ended || pipe.broken || pipe.reset
        }
        Subject::Output(pipe) => {
            let pipe = &network.pipes[pipe];
            pipe.data.len() < network.room || pipe.ended || pipe.broken
        }
        Subject::Incoming(socket) => {
            let udp = &network.udp[&socket];
            !udp.incoming.is_empty() || udp.error.is_some()
        }
        Subject::Outgoing => true,
        Subject::Time(when) => when <= host.monotonic,
        Subject::Stdin => !host.stdin.is_empty() || host.stdin_ended,
        Subject::Lookup => !network.is_slow,
    }
}

pub fn poll(list: &[Cell<Pollable>]) {
    host(|host| {
        host.count("poll");
        assert!(!list.is_empty(), "a poll of nothing fails the program");
        while !list.iter().any(|one| is_ready(host, one.get())) {
            if let Some(later) = host.network.later.pop_front() {
                later(&mut host.network);
                continue;
            }
            if std::mem::take(&mut host.network.is_slow) {
                continue;
            }
            let times =
                list.iter()
                    .filter_map(|one| match host.network.pollables.get(&one.get().0) {
                        Some(Subject::Time(when)) => Some(*when),
                        _ => None,
                    });
            let soonest = times.min();
            let now = host.monotonic;
            if let Some((left, act)) = host.network.at.take() {
                if soonest.is_none_or(|soonest| soonest >= now + left) {
                    host.realtime += left;
                    host.monotonic += left;
                    act(&mut host.network);
                    continue;
                }
                let waited = soonest.map_or(0, |soonest| soonest - now);
                host.network.at = Some((left - waited, act));
            }
            let soonest = soonest.expect("the poll would wait for ever");
            host.realtime += soonest - host.monotonic;
            host.monotonic = soonest;
        }
    });
    // The answer takes the place of the list.
    for (index, one) in list.iter().enumerate() {
        one.set(Pollable(index as i32));
    }
}

pub fn pollable_ready(pollable: Pollable) -> bool {
    host(|host| is_ready(host, pollable))
}

pub fn pollable_drop(pollable: Pollable) {
    let dropped = host(|host| host.network.pollables.remove(&pollable.0));
    dropped.expect("a pollable");
}

pub fn resolve_addresses(name: Bytes<'_>) -> Result<Lookup> {
    let mut text = vec![0; name.len()];
    name.copy_to(BytesMut::of(&mut text));
    let name = String::from_utf8(text).expect("a text");
    with("resolve_addresses", |network| {
        let addresses = network.names.get(&*name).cloned();
        let number = network.number();
        network
            .lookups
            .insert(number, addresses.unwrap_or_default().into());
        Ok(Lookup(number))
    })
}

pub fn resolve_next_address(lookup: Lookup) -> Result<Option<IpAddress>> {
    with("resolve_next_address", |network| {
        if network.is_slow {
            return Err(ErrorCode::WOULD_BLOCK);
        }
        let addresses = network.lookups.get_mut(&lookup.0).expect("a lookup");
        Ok(addresses.pop_front())
    })
}

pub fn lookup_subscribe(_lookup: Lookup) -> Pollable {
    host(|host| Pollable(host.network.subscribe(Subject::Lookup)))
}

pub fn lookup_drop(lookup: Lookup) {
    let dropped = host(|host| host.network.lookups.remove(&lookup.0));
    dropped.expect("a lookup");
}
