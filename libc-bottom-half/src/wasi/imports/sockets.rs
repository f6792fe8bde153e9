//! The imports of WASI 0.2, by the canonical ABI: a result that is more than a number goes to
//! an area of the caller, and a list to [`landing`].
//!
//! # Safety
//!
//! Every import takes numbers, addresses of memory that a view promises ([`crate::user`]), and
//! the address of an [`Area`] that is as large as its result; it writes nothing else, and asks
//! [`super::landing`] where a list goes. Each block below relies only on that.

use core::cell::Cell;

use super::landing::landing;
use crate::state::system;
use crate::user::{Bytes, BytesMut, Plain};
use crate::wasi::Timestamp;
use crate::wasi::sockets::{
    ErrorCode, IncomingDatagrams, InputStream, IpAddress, IpSocketAddress, Lookup,
    OutgoingDatagrams, OutputStream, Pollable, Result, Setting, ShutdownType, StreamError,
    TcpSocket, UdpSocket,
};

mod raw {
    use super::{
        Area, IncomingDatagrams, InputStream, Lookup, OutgoingDatagrams, OutputStream, Pollable,
        TcpSocket, UdpSocket,
    };

    #[link(wasm_import_module = "wasi:io/error@0.2.12")]
    unsafe extern "C" {
        #[link_name = "[resource-drop]error"]
        pub safe fn error_drop(error: i32);
    }

    #[link(wasm_import_module = "wasi:io/poll@0.2.12")]
    unsafe extern "C" {
        #[link_name = "[resource-drop]pollable"]
        pub safe fn pollable_drop(pollable: Pollable);
        #[link_name = "[method]pollable.ready"]
        pub safe fn pollable_ready(pollable: Pollable) -> i32;
        #[link_name = "[method]pollable.block"]
        pub safe fn pollable_block(pollable: Pollable);
        #[link_name = "poll"]
        pub fn poll(list: *const Pollable, count: usize, result: &mut Area<8>);
    }

    #[link(wasm_import_module = "wasi:io/streams@0.2.12")]
    unsafe extern "C" {
        #[link_name = "[resource-drop]input-stream"]
        pub safe fn input_drop(stream: InputStream);
        #[link_name = "[method]input-stream.read"]
        pub safe fn input_read(stream: InputStream, len: u64, result: &mut Area<12>);
        #[link_name = "[method]input-stream.subscribe"]
        pub safe fn input_subscribe(stream: InputStream) -> Pollable;
        #[link_name = "[resource-drop]output-stream"]
        pub safe fn output_drop(stream: OutputStream);
        #[link_name = "[method]output-stream.check-write"]
        pub safe fn output_check_write(stream: OutputStream, result: &mut Area<16>);
        #[link_name = "[method]output-stream.write"]
        pub fn output_write(
            stream: OutputStream,
            data: *const u8,
            len: usize,
            result: &mut Area<12>,
        );
        #[link_name = "[method]output-stream.subscribe"]
        pub safe fn output_subscribe(stream: OutputStream) -> Pollable;
    }

    #[link(wasm_import_module = "wasi:clocks/monotonic-clock@0.2.12")]
    unsafe extern "C" {
        #[link_name = "subscribe-instant"]
        pub safe fn subscribe_instant(when: u64) -> Pollable;
    }

    #[link(wasm_import_module = "wasi:cli/stdin@0.2.12")]
    unsafe extern "C" {
        #[link_name = "get-stdin"]
        pub safe fn get_stdin() -> InputStream;
    }

    #[link(wasm_import_module = "wasi:sockets/instance-network@0.2.12")]
    unsafe extern "C" {
        #[link_name = "instance-network"]
        pub safe fn instance_network() -> i32;
    }

    #[link(wasm_import_module = "wasi:sockets/tcp-create-socket@0.2.12")]
    unsafe extern "C" {
        #[link_name = "create-tcp-socket"]
        pub safe fn create_tcp_socket(family: i32, result: &mut Area<8>);
    }

    #[link(wasm_import_module = "wasi:sockets/tcp@0.2.12")]
    unsafe extern "C" {
        #[link_name = "[resource-drop]tcp-socket"]
        pub safe fn tcp_drop(socket: TcpSocket);
        #[link_name = "[method]tcp-socket.start-bind"]
        pub safe fn tcp_start_bind(
            socket: TcpSocket,
            network: i32,
            kind: i32,
            a: i32,
            b: i32,
            c: i32,
            d: i32,
            e: i32,
            f: i32,
            g: i32,
            h: i32,
            i: i32,
            j: i32,
            k: i32,
            result: &mut Area<2>,
        );
        #[link_name = "[method]tcp-socket.finish-bind"]
        pub safe fn tcp_finish_bind(socket: TcpSocket, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.start-connect"]
        pub safe fn tcp_start_connect(
            socket: TcpSocket,
            network: i32,
            kind: i32,
            a: i32,
            b: i32,
            c: i32,
            d: i32,
            e: i32,
            f: i32,
            g: i32,
            h: i32,
            i: i32,
            j: i32,
            k: i32,
            result: &mut Area<2>,
        );
        #[link_name = "[method]tcp-socket.finish-connect"]
        pub safe fn tcp_finish_connect(socket: TcpSocket, result: &mut Area<12>);
        #[link_name = "[method]tcp-socket.start-listen"]
        pub safe fn tcp_start_listen(socket: TcpSocket, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.finish-listen"]
        pub safe fn tcp_finish_listen(socket: TcpSocket, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.accept"]
        pub safe fn tcp_accept(socket: TcpSocket, result: &mut Area<16>);
        #[link_name = "[method]tcp-socket.local-address"]
        pub safe fn tcp_local_address(socket: TcpSocket, result: &mut Area<36>);
        #[link_name = "[method]tcp-socket.remote-address"]
        pub safe fn tcp_remote_address(socket: TcpSocket, result: &mut Area<36>);
        #[link_name = "[method]tcp-socket.set-listen-backlog-size"]
        pub safe fn tcp_set_listen_backlog_size(socket: TcpSocket, size: u64, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.keep-alive-enabled"]
        pub safe fn tcp_keep_alive_enabled(socket: TcpSocket, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.set-keep-alive-enabled"]
        pub safe fn tcp_set_keep_alive_enabled(socket: TcpSocket, to: i32, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.keep-alive-idle-time"]
        pub safe fn tcp_keep_alive_idle_time(socket: TcpSocket, result: &mut Area<16>);
        #[link_name = "[method]tcp-socket.set-keep-alive-idle-time"]
        pub safe fn tcp_set_keep_alive_idle_time(socket: TcpSocket, to: u64, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.keep-alive-interval"]
        pub safe fn tcp_keep_alive_interval(socket: TcpSocket, result: &mut Area<16>);
        #[link_name = "[method]tcp-socket.set-keep-alive-interval"]
        pub safe fn tcp_set_keep_alive_interval(socket: TcpSocket, to: u64, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.keep-alive-count"]
        pub safe fn tcp_keep_alive_count(socket: TcpSocket, result: &mut Area<8>);
        #[link_name = "[method]tcp-socket.set-keep-alive-count"]
        pub safe fn tcp_set_keep_alive_count(socket: TcpSocket, to: i32, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.hop-limit"]
        pub safe fn tcp_hop_limit(socket: TcpSocket, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.set-hop-limit"]
        pub safe fn tcp_set_hop_limit(socket: TcpSocket, to: i32, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.receive-buffer-size"]
        pub safe fn tcp_receive_buffer_size(socket: TcpSocket, result: &mut Area<16>);
        #[link_name = "[method]tcp-socket.set-receive-buffer-size"]
        pub safe fn tcp_set_receive_buffer_size(socket: TcpSocket, to: u64, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.send-buffer-size"]
        pub safe fn tcp_send_buffer_size(socket: TcpSocket, result: &mut Area<16>);
        #[link_name = "[method]tcp-socket.set-send-buffer-size"]
        pub safe fn tcp_set_send_buffer_size(socket: TcpSocket, to: u64, result: &mut Area<2>);
        #[link_name = "[method]tcp-socket.subscribe"]
        pub safe fn tcp_subscribe(socket: TcpSocket) -> Pollable;
        #[link_name = "[method]tcp-socket.shutdown"]
        pub safe fn tcp_shutdown(socket: TcpSocket, how: i32, result: &mut Area<2>);
    }

    #[link(wasm_import_module = "wasi:sockets/udp-create-socket@0.2.12")]
    unsafe extern "C" {
        #[link_name = "create-udp-socket"]
        pub safe fn create_udp_socket(family: i32, result: &mut Area<8>);
    }

    #[link(wasm_import_module = "wasi:sockets/udp@0.2.12")]
    unsafe extern "C" {
        #[link_name = "[resource-drop]udp-socket"]
        pub safe fn udp_drop(socket: UdpSocket);
        #[link_name = "[method]udp-socket.start-bind"]
        pub safe fn udp_start_bind(
            socket: UdpSocket,
            network: i32,
            kind: i32,
            a: i32,
            b: i32,
            c: i32,
            d: i32,
            e: i32,
            f: i32,
            g: i32,
            h: i32,
            i: i32,
            j: i32,
            k: i32,
            result: &mut Area<2>,
        );
        #[link_name = "[method]udp-socket.finish-bind"]
        pub safe fn udp_finish_bind(socket: UdpSocket, result: &mut Area<2>);
        #[link_name = "[method]udp-socket.stream"]
        pub safe fn udp_stream(
            socket: UdpSocket,
            is_some: i32,
            kind: i32,
            a: i32,
            b: i32,
            c: i32,
            d: i32,
            e: i32,
            f: i32,
            g: i32,
            h: i32,
            i: i32,
            j: i32,
            k: i32,
            result: &mut Area<12>,
        );
        #[link_name = "[method]udp-socket.local-address"]
        pub safe fn udp_local_address(socket: UdpSocket, result: &mut Area<36>);
        #[link_name = "[method]udp-socket.unicast-hop-limit"]
        pub safe fn udp_unicast_hop_limit(socket: UdpSocket, result: &mut Area<2>);
        #[link_name = "[method]udp-socket.set-unicast-hop-limit"]
        pub safe fn udp_set_unicast_hop_limit(socket: UdpSocket, to: i32, result: &mut Area<2>);
        #[link_name = "[method]udp-socket.receive-buffer-size"]
        pub safe fn udp_receive_buffer_size(socket: UdpSocket, result: &mut Area<16>);
        #[link_name = "[method]udp-socket.set-receive-buffer-size"]
        pub safe fn udp_set_receive_buffer_size(socket: UdpSocket, to: u64, result: &mut Area<2>);
        #[link_name = "[method]udp-socket.send-buffer-size"]
        pub safe fn udp_send_buffer_size(socket: UdpSocket, result: &mut Area<16>);
        #[link_name = "[method]udp-socket.set-send-buffer-size"]
        pub safe fn udp_set_send_buffer_size(socket: UdpSocket, to: u64, result: &mut Area<2>);
        #[link_name = "[method]udp-socket.subscribe"]
        pub safe fn udp_subscribe(socket: UdpSocket) -> Pollable;
        #[link_name = "[resource-drop]incoming-datagram-stream"]
        pub safe fn incoming_drop(stream: IncomingDatagrams);
        #[link_name = "[method]incoming-datagram-stream.receive"]
        pub safe fn incoming_receive(stream: IncomingDatagrams, most: u64, result: &mut Area<12>);
        #[link_name = "[method]incoming-datagram-stream.subscribe"]
        pub safe fn incoming_subscribe(stream: IncomingDatagrams) -> Pollable;
        #[link_name = "[resource-drop]outgoing-datagram-stream"]
        pub safe fn outgoing_drop(stream: OutgoingDatagrams);
        #[link_name = "[method]outgoing-datagram-stream.check-send"]
        pub safe fn outgoing_check_send(stream: OutgoingDatagrams, result: &mut Area<16>);
        #[link_name = "[method]outgoing-datagram-stream.send"]
        pub fn outgoing_send(
            stream: OutgoingDatagrams,
            datagrams: *const Area<44>,
            count: usize,
            result: &mut Area<16>,
        );
        #[link_name = "[method]outgoing-datagram-stream.subscribe"]
        pub safe fn outgoing_subscribe(stream: OutgoingDatagrams) -> Pollable;
    }

    #[link(wasm_import_module = "wasi:sockets/ip-name-lookup@0.2.12")]
    unsafe extern "C" {
        #[link_name = "resolve-addresses"]
        pub fn resolve_addresses(network: i32, name: *const u8, len: usize, result: &mut Area<8>);
        #[link_name = "[resource-drop]resolve-address-stream"]
        pub safe fn lookup_drop(lookup: Lookup);
        #[link_name = "[method]resolve-address-stream.resolve-next-address"]
        pub safe fn resolve_next_address(lookup: Lookup, result: &mut Area<22>);
        #[link_name = "[method]resolve-address-stream.subscribe"]
        pub safe fn lookup_subscribe(lookup: Lookup) -> Pollable;
    }
}

/// Memory for a result. It starts as zeros: a host that writes nothing must not make
/// uninitialised memory readable.
#[repr(C, align(8))]
pub struct Area<const N: usize>([u8; N]);

impl<const N: usize> Area<N> {
    #[inline]
    fn of(call: impl FnOnce(&mut Self)) -> Self {
        let mut area = Self([0; N]);
        call(&mut area);
        area
    }

    #[inline]
    fn get<T: Plain + Default>(&self, at: usize) -> T {
        Bytes::of(&self.0).get(at).unwrap_or_default()
    }

    #[inline]
    fn put<T: Plain>(&mut self, at: usize, value: T) {
        BytesMut::of(&mut self.0).put(at, value);
    }

    /// Whether it is a result, with its error at this place.
    #[inline]
    fn ok(&self, error_at: usize) -> Result {
        match self.get::<u8>(0) {
            0 => Ok(()),
            _ => Err(ErrorCode(self.get(error_at))),
        }
    }

    /// The same with a `stream-error`. The host's text for an error is not asked for.
    fn stream_ok(&self, error_at: usize) -> core::result::Result<(), StreamError> {
        match (self.get::<u8>(0), self.get::<u8>(error_at)) {
            (0, _) => Ok(()),
            (_, 0) => {
                raw::error_drop(self.get(error_at + 4));
                Err(StreamError::LastOperationFailed)
            }
            _ => Err(StreamError::Closed),
        }
    }

    /// The `ip-socket-address` at this place.
    fn address(&self, at: usize) -> IpSocketAddress {
        match self.get::<u8>(at) {
            0 => IpSocketAddress::new(IpAddress::V4(self.get(at + 6)), self.get(at + 4)),
            _ => IpSocketAddress {
                address: IpAddress::V6(self.segments(at + 12)),
                port: self.get(at + 4),
                flow_info: self.get(at + 8),
                scope_id: self.get(at + 28),
            },
        }
    }

    /// The eight numbers of an IPv6 address.
    fn segments(&self, at: usize) -> [u8; 16] {
        let mut bytes = [0; 16];
        let to = BytesMut::of(&mut bytes);
        for index in 0..8 {
            let segment: u16 = self.get(at + 2 * index);
            to.put(2 * index, segment.to_be_bytes());
        }
        bytes
    }
}

/// An `ip-socket-address` as parameters: its case, and the numbers of that.
fn flat(address: &IpSocketAddress) -> [i32; 12] {
    let port = i32::from(address.port);
    match address.address {
        IpAddress::V4(bytes) => {
            let [a, b, c, d] = bytes.map(i32::from);
            [0, port, a, b, c, d, 0, 0, 0, 0, 0, 0]
        }
        IpAddress::V6(bytes) => {
            let segment = |index: usize| {
                let segment: [u8; 2] = Bytes::of(&bytes).get(2 * index).unwrap_or_default();
                i32::from(u16::from_be_bytes(segment))
            };
            [
                1,
                port,
                address.flow_info as i32,
                segment(0),
                segment(1),
                segment(2),
                segment(3),
                segment(4),
                segment(5),
                segment(6),
                segment(7),
                address.scope_id as i32,
            ]
        }
    }
}

system! {
    /// The `network` of the program, once it was asked for.
    static NETWORK: Cell<i32> = Cell::new(0);
    static STDIN: Cell<Pollable> = Cell::new(Pollable::NONE);
}

fn network() -> i32 {
    NETWORK.with(|network| {
        if network.get() == 0 {
            network.set(raw::instance_network());
        }
        network.get()
    })
}

pub fn create_tcp_socket(is_v6: bool) -> Result<TcpSocket> {
    let area = Area::of(|area| raw::create_tcp_socket(i32::from(is_v6), area));
    area.ok(4)?;
    Ok(TcpSocket(area.get(4)))
}

pub fn tcp_start_bind(socket: TcpSocket, local: &IpSocketAddress) -> Result {
    let [kind, a, b, c, d, e, f, g, h, i, j, k] = flat(local);
    Area::of(|area| {
        raw::tcp_start_bind(
            socket,
            network(),
            kind,
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            i,
            j,
            k,
            area,
        );
    })
    .ok(1)
}

pub fn tcp_finish_bind(socket: TcpSocket) -> Result {
    Area::of(|area| raw::tcp_finish_bind(socket, area)).ok(1)
}

pub fn tcp_start_connect(socket: TcpSocket, remote: &IpSocketAddress) -> Result {
    let [kind, a, b, c, d, e, f, g, h, i, j, k] = flat(remote);
    Area::of(|area| {
        raw::tcp_start_connect(
            socket,
            network(),
            kind,
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            i,
            j,
            k,
            area,
        );
    })
    .ok(1)
}

pub fn tcp_finish_connect(socket: TcpSocket) -> Result<(InputStream, OutputStream)> {
    let area = Area::of(|area| raw::tcp_finish_connect(socket, area));
    area.ok(4)?;
    Ok((InputStream(area.get(4)), OutputStream(area.get(8))))
}

pub fn tcp_start_listen(socket: TcpSocket) -> Result {
    Area::of(|area| raw::tcp_start_listen(socket, area)).ok(1)
}

pub fn tcp_finish_listen(socket: TcpSocket) -> Result {
    Area::of(|area| raw::tcp_finish_listen(socket, area)).ok(1)
}

pub fn tcp_accept(socket: TcpSocket) -> Result<(TcpSocket, InputStream, OutputStream)> {
    let area = Area::of(|area| raw::tcp_accept(socket, area));
    area.ok(4)?;
    Ok((
        TcpSocket(area.get(4)),
        InputStream(area.get(8)),
        OutputStream(area.get(12)),
    ))
}

pub fn tcp_local_address(socket: TcpSocket) -> Result<IpSocketAddress> {
    let area = Area::of(|area| raw::tcp_local_address(socket, area));
    area.ok(4).map(|()| area.address(4))
}

pub fn tcp_remote_address(socket: TcpSocket) -> Result<IpSocketAddress> {
    let area = Area::of(|area| raw::tcp_remote_address(socket, area));
    area.ok(4).map(|()| area.address(4))
}

pub fn tcp_set_listen_backlog_size(socket: TcpSocket, size: u64) -> Result {
    Area::of(|area| raw::tcp_set_listen_backlog_size(socket, size, area)).ok(1)
}

/// The number of a result: of eight bytes, and of one.
fn long(call: impl FnOnce(&mut Area<16>)) -> Result<u64> {
    let area = Area::of(call);
    area.ok(8).map(|()| area.get(8))
}

fn byte(call: impl FnOnce(&mut Area<2>)) -> Result<u64> {
    let area = Area::of(call);
    area.ok(1).map(|()| u64::from(area.get::<u8>(1)))
}

pub fn tcp_get(socket: TcpSocket, setting: Setting) -> Result<u64> {
    match setting {
        Setting::KeepAliveEnabled => byte(|area| raw::tcp_keep_alive_enabled(socket, area)),
        Setting::KeepAliveIdleTime => long(|area| raw::tcp_keep_alive_idle_time(socket, area)),
        Setting::KeepAliveInterval => long(|area| raw::tcp_keep_alive_interval(socket, area)),
        Setting::KeepAliveCount => {
            let area = Area::of(|area| raw::tcp_keep_alive_count(socket, area));
            area.ok(4).map(|()| u64::from(area.get::<u32>(4)))
        }
        Setting::HopLimit => byte(|area| raw::tcp_hop_limit(socket, area)),
        Setting::ReceiveBufferSize => long(|area| raw::tcp_receive_buffer_size(socket, area)),
        Setting::SendBufferSize => long(|area| raw::tcp_send_buffer_size(socket, area)),
    }
}

pub fn tcp_set(socket: TcpSocket, setting: Setting, to: u64) -> Result {
    let number = to as i32;
    Area::of(|area| match setting {
        Setting::KeepAliveEnabled => raw::tcp_set_keep_alive_enabled(socket, number, area),
        Setting::KeepAliveIdleTime => raw::tcp_set_keep_alive_idle_time(socket, to, area),
        Setting::KeepAliveInterval => raw::tcp_set_keep_alive_interval(socket, to, area),
        Setting::KeepAliveCount => raw::tcp_set_keep_alive_count(socket, number, area),
        Setting::HopLimit => raw::tcp_set_hop_limit(socket, number, area),
        Setting::ReceiveBufferSize => raw::tcp_set_receive_buffer_size(socket, to, area),
        Setting::SendBufferSize => raw::tcp_set_send_buffer_size(socket, to, area),
    })
    .ok(1)
}

pub fn tcp_subscribe(socket: TcpSocket) -> Pollable {
    raw::tcp_subscribe(socket)
}

pub fn tcp_shutdown(socket: TcpSocket, how: ShutdownType) -> Result {
    Area::of(|area| raw::tcp_shutdown(socket, how as i32, area)).ok(1)
}

pub fn tcp_drop(socket: TcpSocket) {
    raw::tcp_drop(socket);
}

pub fn create_udp_socket(is_v6: bool) -> Result<UdpSocket> {
    let area = Area::of(|area| raw::create_udp_socket(i32::from(is_v6), area));
    area.ok(4)?;
    Ok(UdpSocket(area.get(4)))
}

pub fn udp_start_bind(socket: UdpSocket, local: &IpSocketAddress) -> Result {
    let [kind, a, b, c, d, e, f, g, h, i, j, k] = flat(local);
    Area::of(|area| {
        raw::udp_start_bind(
            socket,
            network(),
            kind,
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            i,
            j,
            k,
            area,
        );
    })
    .ok(1)
}

pub fn udp_finish_bind(socket: UdpSocket) -> Result {
    Area::of(|area| raw::udp_finish_bind(socket, area)).ok(1)
}

/// Fails the program if the streams of the last call were not dropped.
pub fn udp_stream(
    socket: UdpSocket,
    remote: Option<&IpSocketAddress>,
) -> Result<(IncomingDatagrams, OutgoingDatagrams)> {
    let is_some = i32::from(remote.is_some());
    let [kind, a, b, c, d, e, f, g, h, i, j, k] = remote.map_or([0; 12], flat);
    let area = Area::of(|area| {
        raw::udp_stream(socket, is_some, kind, a, b, c, d, e, f, g, h, i, j, k, area);
    });
    area.ok(4)?;
    Ok((
        IncomingDatagrams(area.get(4)),
        OutgoingDatagrams(area.get(8)),
    ))
}

pub fn udp_local_address(socket: UdpSocket) -> Result<IpSocketAddress> {
    let area = Area::of(|area| raw::udp_local_address(socket, area));
    area.ok(4).map(|()| area.address(4))
}

/// UDP has no settings but these three.
pub fn udp_get(socket: UdpSocket, setting: Setting) -> Result<u64> {
    match setting {
        Setting::HopLimit => byte(|area| raw::udp_unicast_hop_limit(socket, area)),
        Setting::ReceiveBufferSize => long(|area| raw::udp_receive_buffer_size(socket, area)),
        Setting::SendBufferSize => long(|area| raw::udp_send_buffer_size(socket, area)),
        _ => Err(ErrorCode::NOT_SUPPORTED),
    }
}

pub fn udp_set(socket: UdpSocket, setting: Setting, to: u64) -> Result {
    let mut area = Area([0; 2]);
    match setting {
        Setting::HopLimit => raw::udp_set_unicast_hop_limit(socket, to as i32, &mut area),
        Setting::ReceiveBufferSize => raw::udp_set_receive_buffer_size(socket, to, &mut area),
        Setting::SendBufferSize => raw::udp_set_send_buffer_size(socket, to, &mut area),
        _ => return Err(ErrorCode::NOT_SUPPORTED),
    }
    area.ok(1)
}

pub fn udp_subscribe(socket: UdpSocket) -> Pollable {
    raw::udp_subscribe(socket)
}

pub fn udp_drop(socket: UdpSocket) {
    raw::udp_drop(socket);
}

/// The next datagram, its length and its sender, if there is one.
pub fn incoming_receive(
    stream: IncomingDatagrams,
    to: BytesMut<'_>,
) -> Result<Option<(usize, IpSocketAddress)>> {
    let mut record = Area::<40>([0; 40]);
    let place = BytesMut::of(&mut record.0);
    let area = landing(to, place, || {
        Area::of(|area| raw::incoming_receive(stream, 1, area))
    });
    area.ok(4)?;
    if area.get::<usize>(8) == 0 {
        return Ok(None);
    }
    let [at, len]: [usize; 2] = [area.get(4), record.get(4)];
    // A datagram that is longer than any can be went elsewhere.
    if at != record.0.as_ptr().addr() || len > to.len() {
        return Err(ErrorCode::UNKNOWN);
    }
    Ok(Some((len, record.address(8))))
}

pub fn incoming_subscribe(stream: IncomingDatagrams) -> Pollable {
    raw::incoming_subscribe(stream)
}

pub fn incoming_drop(stream: IncomingDatagrams) {
    raw::incoming_drop(stream);
}

/// How many datagrams the next [`outgoing_send`] may send.
pub fn outgoing_check_send(stream: OutgoingDatagrams) -> Result<u64> {
    long(|area| raw::outgoing_check_send(stream, area))
}

/// Sends one datagram; returns how many were sent.
pub fn outgoing_send(
    stream: OutgoingDatagrams,
    data: Bytes<'_>,
    remote: Option<&IpSocketAddress>,
) -> Result<u64> {
    let mut datagram = Area::<44>([0; 44]);
    datagram.put(0, [data.ptr().addr(), data.len()]);
    if let Some(remote) = remote {
        datagram.put(8, 1_u8);
        datagram.put(16, remote.port);
        match remote.address {
            IpAddress::V4(bytes) => datagram.put(18, bytes),
            IpAddress::V6(bytes) => {
                datagram.put(12, 1_u8);
                datagram.put(20, remote.flow_info);
                for index in 0..8 {
                    let segment: [u8; 2] = Bytes::of(&bytes).get(2 * index).unwrap_or_default();
                    datagram.put(24 + 2 * index, u16::from_be_bytes(segment));
                }
                datagram.put(40, remote.scope_id);
            }
        }
    }
    // SAFETY: see the module; the datagram is one, and its data are readable.
    long(|area| unsafe { raw::outgoing_send(stream, &raw const datagram, 1, area) })
}

pub fn outgoing_subscribe(stream: OutgoingDatagrams) -> Pollable {
    raw::outgoing_subscribe(stream)
}

pub fn outgoing_drop(stream: OutgoingDatagrams) {
    raw::outgoing_drop(stream);
}

/// Reads what is there now, perhaps nothing; returns the number of bytes.
pub fn input_read(
    stream: InputStream,
    to: BytesMut<'_>,
) -> core::result::Result<usize, StreamError> {
    let nothing = BytesMut::of(&mut []);
    let area = landing(to, nothing, || {
        Area::of(|area| raw::input_read(stream, to.len() as u64, area))
    });
    area.stream_ok(4)?;
    let [at, len]: [usize; 2] = [area.get(4), area.get(8)];
    // More than was asked for went elsewhere.
    if len > 0 && at != to.ptr().addr() {
        return Err(StreamError::LastOperationFailed);
    }
    Ok(len)
}

pub fn input_subscribe(stream: InputStream) -> Pollable {
    raw::input_subscribe(stream)
}

pub fn input_drop(stream: InputStream) {
    raw::input_drop(stream);
}

/// How many bytes the next [`output_write`] may write.
pub fn output_check_write(stream: OutputStream) -> core::result::Result<u64, StreamError> {
    let area = Area::of(|area| raw::output_check_write(stream, area));
    area.stream_ok(8).map(|()| area.get(8))
}

/// Fails the program if it is more than was allowed.
pub fn output_write(
    stream: OutputStream,
    data: Bytes<'_>,
) -> core::result::Result<(), StreamError> {
    // SAFETY: see the module.
    Area::of(|area| unsafe { raw::output_write(stream, data.ptr(), data.len(), area) }).stream_ok(4)
}

pub fn output_subscribe(stream: OutputStream) -> Pollable {
    raw::output_subscribe(stream)
}

pub fn output_drop(stream: OutputStream) {
    raw::output_drop(stream);
}

/// Something to wait for: the input of the program. It lasts as long as the program.
pub fn stdin() -> Pollable {
    STDIN.with(|stdin| {
        if stdin.get() == Pollable::NONE {
            stdin.set(raw::input_subscribe(raw::get_stdin()));
        }
        stdin.get()
    })
}

/// A time of the monotonic clock to wait for.
pub fn subscribe_instant(when: Timestamp) -> Pollable {
    raw::subscribe_instant(when)
}

/// Waits for one of them. The list is no more after it: the host's answer takes its place.
pub fn poll(list: &[Cell<Pollable>]) {
    if let [one] = list {
        return raw::pollable_block(one.get());
    }
    let (start, count) = (list.as_ptr().cast::<Pollable>(), list.len());
    // SAFETY: the list is memory of this length, of cells; the answer has as many numbers at
    // most.
    let answer = unsafe {
        BytesMut::new(
            start.cast_mut().cast(),
            count.saturating_mul(size_of::<Pollable>()),
        )
    };
    let nothing = BytesMut::of(&mut []);
    landing(nothing, answer, || {
        // SAFETY: see the module.
        Area::of(|area| unsafe { raw::poll(start, count, area) })
    });
}

/// Whether the wait for it would be over now.
pub fn pollable_ready(pollable: Pollable) -> bool {
    raw::pollable_ready(pollable) != 0
}

pub fn pollable_drop(pollable: Pollable) {
    raw::pollable_drop(pollable);
}

/// Looks up a name. Its addresses come one by one.
pub fn resolve_addresses(name: Bytes<'_>) -> Result<Lookup> {
    // SAFETY: see the module.
    let area = Area::of(|area| unsafe {
        raw::resolve_addresses(network(), name.ptr(), name.len(), area);
    });
    area.ok(4)?;
    Ok(Lookup(area.get(4)))
}

/// The next address, if there is another.
pub fn resolve_next_address(lookup: Lookup) -> Result<Option<IpAddress>> {
    let area = Area::of(|area| raw::resolve_next_address(lookup, area));
    area.ok(2)?;
    Ok(match (area.get::<u8>(2), area.get::<u8>(4)) {
        (0, _) => None,
        (_, 0) => Some(IpAddress::V4(area.get(6))),
        _ => Some(IpAddress::V6(area.segments(6))),
    })
}

pub fn lookup_subscribe(lookup: Lookup) -> Pollable {
    raw::lookup_subscribe(lookup)
}

pub fn lookup_drop(lookup: Lookup) {
    raw::lookup_drop(lookup);
}
