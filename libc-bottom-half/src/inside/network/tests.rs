use super::*;
use crate::abi::ioctl::{FIONBIO, FIONREAD};
use crate::abi::poll::Pollfd;
use crate::abi::time::Timespec;
use crate::inside::socket::message;
use crate::sys::{fd, io, poll, socket as sys};
use crate::table::Table;
use crate::tty;
use crate::user::{In, InOut, Out};
use crate::wasi::fake::network::Network;
use crate::wasi::fake::{self, Fault};

fn set_up() {
    fake::set_up(|host| host.memory(2, 64));
}

fn network<R>(act: impl FnOnce(&mut Network) -> R) -> R {
    fake::host(|host| act(&mut host.network))
}

fn fault(call: &'static str, fault: Fault) {
    fake::host(|host| host.fault(call, 0, fault));
}

fn code(call: &'static str, code: ErrorCode) {
    fault(call, Fault::Code(u16::from(code.0)));
}

fn new(kind: i32) -> Fd {
    sys::socket(i32::from(s::AF_INET), kind, 0).unwrap()
}

fn at(port: u16) -> Sockaddr {
    Sockaddr::new(&IpSocketAddress::new(IpAddress::loopback(false), port))
}

fn bind(fd: Fd, port: u16) -> Result {
    sys::bind(fd, Bytes::of(at(port).all()))
}

fn connect(fd: Fd, port: u16) -> Result {
    sys::connect(fd, Bytes::of(at(port).all()))
}

fn listener(port: u16) -> Fd {
    let fd = new(s::SOCK_STREAM);
    bind(fd, port).unwrap();
    sys::listen(fd, 5).unwrap();
    fd
}

fn accept(fd: Fd, flags: i32) -> Result<Fd> {
    sys::accept4::<Table>(fd, None, flags)
}

/// A connection: both ends.
fn pair() -> (Fd, Fd) {
    let listener = listener(80);
    let one = new(s::SOCK_STREAM);
    connect(one, 80).unwrap();
    let other = accept(listener, 0).unwrap();
    io::close::<Table>(listener).unwrap();
    (one, other)
}

fn put_to(fd: Fd, data: &[&[u8]], to: &[u8], flags: i32) -> Result<usize> {
    let data: Vec<Bytes<'_>> = data.iter().map(|piece| Bytes::of(piece)).collect();
    let send = Send {
        data: &data,
        to: Bytes::of(to),
        control: Bytes::of(&[]),
        flags,
    };
    sys::send::<Table>(fd, &send)
}

fn put(fd: Fd, data: &[u8], flags: i32) -> Result<usize> {
    put_to(fd, &[data], &[], flags | s::MSG_NOSIGNAL)
}

fn get_from(fd: Fd, n: usize, flags: i32) -> Result<(Vec<u8>, Vec<u8>, i32)> {
    let (mut data, mut from) = (vec![0; n], vec![0; 64]);
    let receive = Receive {
        into: &[BytesMut::of(&mut data)],
        from: BytesMut::of(&mut from),
        control: BytesMut::of(&mut []),
        flags,
    };
    let received = sys::receive::<Table>(fd, &receive)?;
    data.truncate(received.len);
    from.truncate(received.from);
    Ok((data, from, received.flags))
}

fn get(fd: Fd, n: usize, flags: i32) -> Result<Vec<u8>> {
    get_from(fd, n, flags).map(|(data, ..)| data)
}

fn option(fd: Fd, level: i32, name: i32) -> Result<i32> {
    let (mut value, mut size) = ([0; 4], 4);
    let value_of = message::Value {
        to: BytesMut::of(&mut value),
        size: Out::from(&mut size),
    };
    sys::getsockopt::<Table>(fd, message::Name { level, name }, value_of)?;
    Ok(i32::from_ne_bytes(value))
}

fn set_option(fd: Fd, level: i32, name: i32, to: i32) -> Result {
    let to = to.to_ne_bytes();
    let value = || Ok(Bytes::of(&to));
    sys::setsockopt::<Table>(fd, message::Name { level, name }, value)
}

fn error(fd: Fd) -> i32 {
    option(fd, s::SOL_SOCKET, s::SO_ERROR).unwrap()
}

fn nonblock(fd: Fd, on: bool) {
    let on = i32::from(on);
    let argument = tty::Argument {
        number_in: In::from(&on),
        ..tty::nothing()
    };
    fd::ioctl::<Table>(fd, FIONBIO, &argument).unwrap();
}

fn readable(fd: Fd) -> Result<i32> {
    let mut number = -1;
    let argument = tty::Argument {
        number_out: Out::from(&mut number),
        ..tty::nothing()
    };
    fd::ioctl::<Table>(fd, FIONREAD, &argument).map(|()| number)
}

/// The events of a descriptor, at once or within a time.
fn events_within(fd: Fd, events: i16, milliseconds: i32) -> i16 {
    let mut entries = [Pollfd {
        fd: fd.0,
        events,
        revents: 0,
    }];
    let time = Timespec {
        tv_sec: 0,
        tv_nsec: milliseconds * 1_000_000,
        pad: 0,
    };
    poll::ppoll_time64::<Table>(InOut::of(&mut entries), In::from(&time), In::none(), 0).unwrap();
    entries[0].revents
}

fn events_of(fd: Fd) -> i16 {
    events_within(fd, POLLIN | POLLOUT | POLLRDHUP, 0)
}

fn set_timeout(fd: Fd, name: i32, milliseconds: i64) {
    let time = [0_i64.to_ne_bytes(), (milliseconds * 1000).to_ne_bytes()].concat();
    let level = s::SOL_SOCKET;
    let value = || Ok(Bytes::of(&time));
    sys::setsockopt::<Table>(fd, message::Name { level, name }, value).unwrap();
}

fn close(fd: Fd) {
    io::close::<Table>(fd).unwrap();
}

#[test]
fn free_sockets_are_zeros() {
    // So that they take no room in a module.
    assert_eq!(Sockaddr::NONE.all(), [0; 16]);
    assert_eq!(State::Free as u8, 0);
}

#[test]
fn connections_carry_bytes() {
    set_up();
    let (one, other) = pair();
    assert_eq!(put(one, b"hello", 0), Ok(5));
    assert_eq!(get(other, 3, 0), Ok(b"hel".to_vec()));
    assert_eq!(get(other, 9, 0), Ok(b"lo".to_vec()));
    assert_eq!(io::write::<Table>(other, Bytes::of(b"back")), Ok(4));
    let (mut a, mut b) = ([0; 2], [0; 9]);
    let into = [BytesMut::of(&mut a), BytesMut::of(&mut b)];
    assert_eq!(io::readv::<Table>(one, &into), Ok(4));
    assert_eq!((a, &b[..2]), (*b"ba", &b"ck"[..]));
    assert_eq!(put_to(one, &[b"", b"a", b"bc", b"", b"d"], b"", 0), Ok(4));
    assert_eq!(get(other, 9, 0), Ok(b"abcd".to_vec()));
    assert_eq!(get(other, 9, s::MSG_DONTWAIT), Err(Errno::AGAIN));
    assert_eq!(get(other, 0, 0), Ok(vec![]));
    close(one);
    assert_eq!(get(other, 9, 0), Ok(vec![]));
    assert_eq!(get(other, 9, 0), Ok(vec![]));
    assert_eq!(put(other, b"x", 0), Err(Errno::PIPE));
    close(other);
    network(|network| assert_eq!(network.resources(), 0));
}

#[test]
fn names_of_sockets() {
    set_up();
    let name = |fd| {
        let (mut to, mut length) = ([0; 32], 0);
        let address = message::Address {
            to: BytesMut::of(&mut to),
            length: Out::from(&mut length),
        };
        sys::getsockname::<Table>(fd, address).map(|()| to[..length as usize].to_vec())
    };
    let peer = |fd| {
        let (mut to, mut length) = ([0; 32], 0);
        let address = message::Address {
            to: BytesMut::of(&mut to),
            length: Out::from(&mut length),
        };
        sys::getpeername::<Table>(fd, address).map(|()| to[..length as usize].to_vec())
    };
    let fd = new(s::SOCK_STREAM);
    assert_eq!(name(fd).unwrap()[..2], s::AF_INET.to_ne_bytes());
    assert_eq!(name(fd).unwrap()[2..], [0; 14]);
    assert_eq!(peer(fd), Err(Errno::NOTCONN));
    bind(fd, 8080).unwrap();
    assert_eq!(name(fd).unwrap(), at(8080).all());
    assert_eq!(bind(fd, 8081), Err(Errno::INVAL));
    let (one, other) = pair();
    assert_eq!(peer(one).unwrap(), at(80).all());
    assert_eq!(peer(other), name(one));
    // A host may confuse the families.
    network(|network| network.resources());
    let v6 = sys::socket(i32::from(s::AF_INET6), s::SOCK_STREAM, 0).unwrap();
    assert_eq!(name(v6).unwrap().len(), 32);
    assert_eq!(bind(v6, 80), Err(Errno::INVAL));
    let wrong = [Sockaddr::new(&IpSocketAddress::new(IpAddress::loopback(true), 9)); 1];
    assert_eq!(
        sys::bind(fd, Bytes::of(wrong[0].all())),
        Err(Errno::AFNOSUPPORT)
    );
    assert_eq!(sys::bind(v6, Bytes::of(wrong[0].all())), Ok(()));
    assert_eq!(name(v6).unwrap(), wrong[0].all());
}

#[test]
fn kinds_of_sockets() {
    set_up();
    let make = |kind, protocol| sys::socket(i32::from(s::AF_INET), kind, protocol).map(drop);
    assert_eq!(make(s::SOCK_STREAM, s::IPPROTO_TCP), Ok(()));
    assert_eq!(
        make(s::SOCK_DGRAM | s::SOCK_NONBLOCK, s::IPPROTO_UDP),
        Ok(())
    );
    let unknown = Err(Errno::PROTONOSUPPORT);
    assert_eq!(make(s::SOCK_STREAM, s::IPPROTO_UDP), unknown);
    assert_eq!(make(s::SOCK_DGRAM, s::IPPROTO_TCP), unknown);
    assert_eq!(make(s::SOCK_RAW, 0), unknown);
    assert_eq!(make(s::SOCK_RAW, 1), Err(Errno::PERM));
    assert_eq!(make(s::SOCK_SEQPACKET, 0), Err(Errno::SOCKTNOSUPPORT));
    assert_eq!(make(0x100, 0), Err(Errno::INVAL));
    for (code, error) in [
        (ErrorCode::ACCESS_DENIED, Errno::ACCES),
        (ErrorCode::NOT_SUPPORTED, Errno::AFNOSUPPORT),
        (ErrorCode::NEW_SOCKET_LIMIT, Errno::NFILE),
        (ErrorCode(99), Errno::IO),
    ] {
        fault("create_tcp_socket", Fault::Code(code.0.into()));
        assert_eq!(make(s::SOCK_STREAM, 0), Err(error));
    }
}

#[test]
fn connections_are_refused() {
    set_up();
    let fd = new(s::SOCK_STREAM);
    assert_eq!(put(fd, b"x", 0), Err(Errno::PIPE));
    assert_eq!(get(fd, 1, 0), Err(Errno::NOTCONN));
    assert_eq!(sys::shutdown::<Table>(fd, s::SHUT_RD), Err(Errno::NOTCONN));
    assert_eq!(connect(fd, 0), Err(Errno::CONNREFUSED));
    assert_eq!(connect(fd, 7), Err(Errno::CONNREFUSED));
    assert_eq!(error(fd), 0);
    assert_eq!(events_of(fd) & POLLHUP, POLLHUP);
    // Another attempt needs another socket of the host.
    let listener = listener(7);
    set_option(fd, s::SOL_SOCKET, s::SO_KEEPALIVE, 1).unwrap();
    assert_eq!(connect(fd, 7), Ok(()));
    assert_eq!(option(fd, s::SOL_SOCKET, s::SO_KEEPALIVE), Ok(1));
    assert_eq!(connect(fd, 7), Err(Errno::ISCONN));
    assert_eq!(sys::listen(fd, 1), Err(Errno::INVAL));
    assert_eq!(accept(fd, 0), Err(Errno::INVAL));
    assert_eq!(connect(listener, 7), Err(Errno::ISCONN));
    for (start, error) in [
        (ErrorCode::REMOTE_UNREACHABLE, Errno::HOSTUNREACH),
        (ErrorCode::ACCESS_DENIED, Errno::ACCES),
        (ErrorCode::TIMEOUT, Errno::TIMEDOUT),
        (ErrorCode::INVALID_ARGUMENT, Errno::NETUNREACH),
        (ErrorCode(200), Errno::IO),
    ] {
        for call in ["tcp_start_connect", "tcp_finish_connect"] {
            let fd = new(s::SOCK_STREAM);
            code(call, start);
            assert_eq!(connect(fd, 7), Err(error), "{call}");
            close(fd);
        }
    }
}

#[test]
fn connections_in_the_background() {
    set_up();
    let listener = listener(80);
    let fd = new(s::SOCK_STREAM | s::SOCK_NONBLOCK);
    network(|network| network.is_slow = true);
    assert_eq!(connect(fd, 80), Err(Errno::INPROGRESS));
    assert_eq!(connect(fd, 80), Err(Errno::ALREADY));
    assert_eq!(put(fd, b"x", 0), Err(Errno::AGAIN));
    assert_eq!(get(fd, 1, 0), Err(Errno::AGAIN));
    assert_eq!(events_of(fd), 0);
    set_option(fd, s::SOL_SOCKET, s::SO_KEEPALIVE, 1).unwrap();
    assert_eq!(events_within(fd, POLLOUT, 100), POLLOUT);
    assert_eq!(option(fd, s::SOL_SOCKET, s::SO_KEEPALIVE), Ok(1));
    assert_eq!(error(fd), 0);
    assert_eq!(connect(fd, 80), Ok(()));
    assert_eq!(connect(fd, 80), Err(Errno::ISCONN));
    assert_eq!(events_of(listener), POLLIN);
    close(accept(listener, 0).unwrap());
    nonblock(listener, true);
    assert_eq!(accept(listener, 0), Err(Errno::AGAIN));
    // One that fails, seen by poll, by SO_ERROR, and by connect.
    close(listener);
    network(|network| network.is_slow = true);
    let fd = new(s::SOCK_STREAM | s::SOCK_NONBLOCK);
    assert_eq!(connect(fd, 80), Err(Errno::INPROGRESS));
    let events = events_within(fd, POLLIN | POLLOUT, 100);
    assert_eq!(events, POLLIN | POLLOUT | POLLERR | POLLHUP);
    assert_eq!(error(fd), i32::from(Errno::CONNREFUSED.number()));
    assert_eq!(error(fd), 0);
    assert_eq!(connect(fd, 80), Err(Errno::CONNABORTED));
    assert_eq!(connect(fd, 80), Err(Errno::INPROGRESS));
    assert_eq!(connect(fd, 80), Err(Errno::CONNREFUSED));
}

#[test]
fn blocking_calls_wait_for_the_peer() {
    set_up();
    let (one, other) = pair();
    network(|network| {
        // `one` reads from the second pipe.
        network
            .later
            .push_back(|network| network.pipes[1].data.extend(b"late"));
    });
    assert_eq!(get(one, 9, 0), Ok(b"late".to_vec()));
    network(|network| {
        let writes: [fn(&mut Network); 2] = [
            |network| network.pipes[1].data.extend(b"ab"),
            |network| network.pipes[1].data.extend(b"cd"),
        ];
        network.later.extend(writes);
    });
    assert_eq!(get(one, 4, s::MSG_WAITALL), Ok(b"abcd".to_vec()));
    network(|network| {
        let writes: [fn(&mut Network); 2] = [
            |network| network.pipes[1].data.extend(b"ab"),
            |network| network.pipes[1].ended = true,
        ];
        network.later.extend(writes);
    });
    assert_eq!(get(one, 4, s::MSG_WAITALL), Ok(b"ab".to_vec()));
    assert_eq!(get(one, 4, 0), Ok(vec![]));
    close(other);
}

#[test]
fn a_peer_that_does_not_read() {
    set_up();
    let (one, other) = pair();
    network(|network| network.room = 10);
    nonblock(one, true);
    assert_eq!(put(one, &[7; 25], 0), Ok(10));
    assert_eq!(put(one, &[7; 25], 0), Err(Errno::AGAIN));
    assert_eq!(events_of(one), 0);
    assert_eq!(get(other, 4, 0), Ok(vec![7; 4]));
    assert_eq!(events_of(one), POLLOUT);
    assert_eq!(put(one, &[7; 25], 0), Ok(4));
    // One that reads later lets a blocking call finish.
    nonblock(one, false);
    network(|network| {
        let reads: [fn(&mut Network); 2] = [
            |network| network.pipes[0].data.clear(),
            |network| network.pipes[0].data.clear(),
        ];
        network.later.extend(reads);
    });
    assert_eq!(put(one, &[7; 20], 0), Ok(20));
    // Or the time ends it.
    set_timeout(one, s::SO_SNDTIMEO, 50);
    let before = fake::host(|host| host.monotonic);
    assert_eq!(put(one, &[7; 20], 0), Err(Errno::AGAIN));
    assert_eq!(fake::host(|host| host.monotonic) - before, 50_000_000);
    network(|network| network.pipes[0].data.truncate(5));
    assert_eq!(put(one, &[7; 20], 0), Ok(5));
    set_timeout(one, s::SO_RCVTIMEO, 20);
    assert_eq!(get(one, 1, 0), Err(Errno::AGAIN));
    assert_eq!(fake::host(|host| host.monotonic) - before, 120_000_000);
}

#[test]
fn data_can_be_looked_at() {
    set_up();
    let (one, other) = pair();
    assert_eq!(readable(other), Ok(0));
    put(one, b"hello", 0).unwrap();
    assert_eq!(events_of(other), POLLIN | POLLOUT);
    assert_eq!(get(other, 2, s::MSG_PEEK), Ok(b"he".to_vec()));
    assert_eq!(readable(other), Ok(5));
    put(one, b"world", 0).unwrap();
    assert_eq!(get(other, 2, 0), Ok(b"he".to_vec()));
    assert_eq!(get(other, 20, s::MSG_PEEK), Ok(b"lloworld".to_vec()));
    assert_eq!(get(other, 20, 0), Ok(b"lloworld".to_vec()));
    assert_eq!(
        get(other, 20, s::MSG_PEEK | s::MSG_DONTWAIT),
        Err(Errno::AGAIN)
    );
    // A byte that poll has read is part of the next read.
    put(one, b"abc", 0).unwrap();
    assert_eq!(events_of(other), POLLIN | POLLOUT);
    assert_eq!(get(other, 20, 0), Ok(b"abc".to_vec()));
    put(one, b"abc", 0).unwrap();
    assert_eq!(events_of(other), POLLIN | POLLOUT);
    assert_eq!(get(other, 1, 0), Ok(b"a".to_vec()));
    assert_eq!(events_of(other), POLLIN | POLLOUT);
    let all = s::MSG_WAITALL | s::MSG_PEEK;
    assert_eq!(get(other, 2, all), Ok(b"bc".to_vec()));
    assert_eq!(get(other, 2, s::MSG_WAITALL), Ok(b"bc".to_vec()));
    // More than a page.
    network(|network| network.pipes[0].data.extend(vec![9; PAGE_SIZE + 10]));
    assert_eq!(readable(other), Ok(PAGE_SIZE as i32));
    let got = get(other, PAGE_SIZE + 10, s::MSG_WAITALL);
    assert_eq!(got, Ok(vec![9; PAGE_SIZE + 10]));
}

#[test]
fn half_closed_connections() {
    set_up();
    let (one, other) = pair();
    put(one, b"last", 0).unwrap();
    sys::shutdown::<Table>(one, s::SHUT_WR).unwrap();
    assert_eq!(put(one, b"x", 0), Err(Errno::PIPE));
    assert_eq!(events_of(one), POLLOUT);
    assert_eq!(events_of(other), POLLIN | POLLOUT);
    assert_eq!(get(other, 9, 0), Ok(b"last".to_vec()));
    assert_eq!(events_of(other), POLLIN | POLLOUT | POLLRDHUP);
    assert_eq!(get(other, 9, 0), Ok(vec![]));
    put(other, b"reply", 0).unwrap();
    assert_eq!(get(one, 9, 0), Ok(b"reply".to_vec()));
    sys::shutdown::<Table>(other, s::SHUT_RDWR).unwrap();
    assert_eq!(events_of(other) & POLLHUP, POLLHUP);
    assert_eq!(get(one, 9, 0), Ok(vec![]));
    assert_eq!(events_of(one) & POLLHUP, POLLHUP);
    assert_eq!(sys::shutdown::<Table>(one, 7), Err(Errno::INVAL));
    // Data that came before the program closed its direction are still there.
    let (one, other) = pair();
    put(one, b"kept", 0).unwrap();
    sys::shutdown::<Table>(other, s::SHUT_RD).unwrap();
    assert_eq!(get(other, 9, 0), Ok(b"kept".to_vec()));
    assert_eq!(get(other, 9, 0), Ok(vec![]));
}

#[test]
fn resets() {
    set_up();
    let (one, other) = pair();
    put(one, b"unread", 0).unwrap();
    close(other);
    assert_eq!(get(one, 9, 0), Err(Errno::CONNRESET));
    assert_eq!(get(one, 9, 0), Ok(vec![]));
    assert_eq!(put(one, b"x", 0), Err(Errno::PIPE));
    let (one, other) = pair();
    put(one, b"unread", 0).unwrap();
    close(other);
    let events = events_of(one);
    assert_eq!(
        events & (POLLERR | POLLIN | POLLHUP),
        POLLERR | POLLIN | POLLHUP
    );
    assert_eq!(error(one), i32::from(Errno::CONNRESET.number()));
    assert_eq!(get(one, 9, 0), Ok(vec![]));
    for call in ["output_check_write", "output_write"] {
        let (one, _) = pair();
        code(call, ErrorCode::CONNECTION_RESET);
        assert_eq!(put(one, b"x", 0), Err(Errno::CONNRESET), "{call}");
        assert_eq!(put(one, b"x", 0), Err(Errno::PIPE), "{call}");
        let (one, _) = pair();
        code(call, ErrorCode::UNKNOWN);
        assert_eq!(put(one, b"x", 0), Err(Errno::PIPE), "{call}");
    }
}

#[test]
fn a_host_may_say_anything() {
    set_up();
    let (one, other) = pair();
    put(one, b"data", 0).unwrap();
    fault("input_read", Fault::Claim(100));
    assert_eq!(get(other, 9, 0), Err(Errno::IO));
    put(one, b"data", 0).unwrap();
    fault("input_read", Fault::Short(1));
    assert_eq!(get(other, 9, 0), Ok(b"d".to_vec()));
    assert_eq!(get(other, 9, 0), Ok(b"ata".to_vec()));
    put(one, b"data", 0).unwrap();
    fault("input_read", Fault::Claim(100));
    assert_eq!(events_of(other) & POLLERR, POLLERR);
    fault("output_check_write", Fault::Short(2));
    assert_eq!(put(one, b"data", 0), Ok(4));
    fault("output_check_write", Fault::Claim(usize::MAX));
    assert_eq!(put(one, b"data", 0), Ok(4));
    for call in ["tcp_local_address", "tcp_remote_address", "tcp_accept"] {
        code(call, ErrorCode(177));
    }
    assert!(peer_name(0).is_err());
    let listener = listener(90);
    assert_eq!(accept(listener, 0), Err(Errno::IO));
    for (call, error) in [
        (ErrorCode::ADDRESS_IN_USE, Errno::ADDRINUSE),
        (ErrorCode::ADDRESS_NOT_BINDABLE, Errno::ADDRNOTAVAIL),
        (ErrorCode::INVALID_ARGUMENT, Errno::ADDRNOTAVAIL),
        (ErrorCode::ACCESS_DENIED, Errno::ACCES),
        (ErrorCode(33), Errno::IO),
    ] {
        let fd = new(s::SOCK_STREAM);
        code("tcp_start_bind", call);
        assert_eq!(bind(fd, 1000), Err(error));
        let fd = new(s::SOCK_DGRAM);
        code("udp_start_bind", call);
        assert_eq!(bind(fd, 1000), Err(error));
    }
}

#[test]
fn datagrams() {
    set_up();
    let (one, other) = (new(s::SOCK_DGRAM), new(s::SOCK_DGRAM));
    bind(one, 53).unwrap();
    assert_eq!(put(other, b"x", 0), Err(Errno::DESTADDRREQ));
    assert_eq!(put_to(other, &[b"he", b"llo"], at(53).all(), 0), Ok(5));
    assert_eq!(put_to(other, &[b""], at(53).all(), 0), Ok(0));
    assert_eq!(put_to(other, &[b"third"], at(53).all(), 0), Ok(5));
    assert_eq!(events_of(one), POLLIN | POLLOUT);
    assert_eq!(readable(one), Ok(5));
    let (data, from, flags) = get_from(one, 3, s::MSG_PEEK).unwrap();
    assert_eq!((data.as_slice(), flags), (&b"hel"[..], s::MSG_TRUNC));
    assert_eq!(
        get_from(one, 9, 0).unwrap(),
        (b"hello".to_vec(), from.clone(), 0)
    );
    assert_eq!(get(one, 9, 0), Ok(vec![]));
    assert_eq!(
        get_from(one, 2, 0).unwrap(),
        (b"th".to_vec(), from.clone(), s::MSG_TRUNC)
    );
    assert_eq!(get(one, 9, s::MSG_DONTWAIT), Err(Errno::AGAIN));
    assert_eq!(events_of(one), POLLOUT);
    // A reply, and a peer.
    assert_eq!(put_to(one, &[b"reply"], &from, 0), Ok(5));
    assert_eq!(get(other, 9, 0), Ok(b"reply".to_vec()));
    assert_eq!(connect(other, 53), Ok(()));
    assert_eq!(put(other, b"to the peer", 0), Ok(11));
    assert_eq!(put_to(other, &[b"same"], at(53).all(), 0), Ok(4));
    assert_eq!(put_to(other, &[b"x"], at(54).all(), 0), Err(Errno::ISCONN));
    assert_eq!(get(one, 20, 0), Ok(b"to the peer".to_vec()));
    assert_eq!(put(other, &vec![0; 70_000], 0), Err(Errno::MSGSIZE));
    assert_eq!(put(other, &vec![0; 65_520], 0), Err(Errno::MSGSIZE));
    assert_eq!(sys::listen(other, 1), Err(Errno::NOTSUP));
    assert_eq!(accept(other, 0), Err(Errno::NOTSUP));
    let none = [0; 16];
    assert_eq!(sys::connect(other, Bytes::of(&none)), Ok(()));
    assert_eq!(put(other, b"x", 0), Err(Errno::DESTADDRREQ));
    // Nobody is there: the host says so later.
    assert_eq!(connect(other, 9), Ok(()));
    assert_eq!(put(other, b"x", 0), Ok(1));
    assert_eq!(get(other, 9, 0), Err(Errno::CONNREFUSED));
    sys::shutdown::<Table>(other, s::SHUT_RDWR).unwrap();
    assert_eq!(get(other, 9, 0), Ok(vec![]));
    assert_eq!(put(other, b"x", 0), Err(Errno::PIPE));
    close(one);
    close(other);
    network(|network| assert_eq!(network.resources(), 0));
}

#[test]
fn datagrams_of_a_host_that_lies() {
    set_up();
    let (one, other) = (new(s::SOCK_DGRAM), new(s::SOCK_DGRAM));
    bind(one, 53).unwrap();
    put_to(one, &[b"x"], at(53).all(), 0).unwrap();
    fault("incoming_receive", Fault::Claim(PAGE_SIZE + 1));
    assert_eq!(get(one, 9, 0), Err(Errno::IO));
    // A sender of the other family.
    put_to(one, &[b"x"], at(53).all(), 0).unwrap();
    network(|network| {
        let udp = network.udp.values_mut().next().unwrap();
        udp.incoming[0].1.address = IpAddress::loopback(true);
    });
    assert_eq!(get(one, 9, 0), Err(Errno::IO));
    network(|network| {
        for udp in network.udp.values_mut() {
            udp.full = true;
        }
    });
    let dontwait = s::MSG_DONTWAIT;
    assert_eq!(
        put_to(other, &[b"x"], at(53).all(), dontwait),
        Err(Errno::AGAIN)
    );
    code("outgoing_check_send", ErrorCode(99));
    assert_eq!(
        put_to(other, &[b"x"], at(53).all(), dontwait),
        Err(Errno::IO)
    );
}

#[test]
fn settings() {
    set_up();
    let fd = new(s::SOCK_STREAM);
    let options = [
        (s::SOL_SOCKET, s::SO_KEEPALIVE, 1),
        (s::SOL_SOCKET, s::SO_REUSEADDR, 1),
        (s::SOL_SOCKET, s::SO_SNDBUF, 5000),
        (s::SOL_SOCKET, s::SO_RCVBUF, 6000),
        (s::IPPROTO_TCP, s::TCP_NODELAY, 1),
        (s::IPPROTO_TCP, s::TCP_KEEPIDLE, 60),
        (s::IPPROTO_TCP, s::TCP_KEEPINTVL, 5),
        (s::IPPROTO_TCP, s::TCP_KEEPCNT, 3),
        (s::IPPROTO_IP, s::IP_TTL, 12),
    ];
    for (level, name, value) in options {
        assert_eq!(set_option(fd, level, name, value), Ok(()), "{name}");
        assert_eq!(option(fd, level, name), Ok(value), "{name}");
    }
    // They outlast a connection that failed.
    assert_eq!(connect(fd, 7), Err(Errno::CONNREFUSED));
    for (level, name, value) in options {
        assert_eq!(option(fd, level, name), Ok(value), "{name}");
    }
    let wrong = [
        (s::IPPROTO_TCP, s::TCP_KEEPIDLE, 0, Errno::INVAL),
        (s::IPPROTO_TCP, s::TCP_KEEPIDLE, 32_768, Errno::INVAL),
        (s::IPPROTO_TCP, s::TCP_KEEPCNT, 128, Errno::INVAL),
        (s::IPPROTO_IP, s::IP_TTL, 0, Errno::INVAL),
        (s::IPPROTO_IP, s::IP_TTL, 256, Errno::INVAL),
        (s::IPPROTO_IPV6, s::IPV6_V6ONLY, 1, Errno::NOPROTOOPT),
        (s::IPPROTO_TCP, 99, 1, Errno::NOPROTOOPT),
        (s::SOL_SOCKET, s::SO_TYPE, 1, Errno::NOPROTOOPT),
        (s::SOL_SOCKET, s::SO_REUSEPORT, 1, Errno::NOPROTOOPT),
        (s::SOL_SOCKET, s::SO_DEBUG, 1, Errno::ACCES),
        (77, 1, 1, Errno::NOPROTOOPT),
    ];
    for (level, name, value, error) in wrong {
        assert_eq!(set_option(fd, level, name, value), Err(error), "{name}");
    }
    let told = |name| option(fd, s::SOL_SOCKET, name).unwrap();
    assert_eq!(told(s::SO_TYPE), s::SOCK_STREAM);
    assert_eq!(told(s::SO_DOMAIN), i32::from(s::AF_INET));
    assert_eq!(told(s::SO_PROTOCOL), s::IPPROTO_TCP);
    assert_eq!(told(s::SO_ACCEPTCONN), 0);
    let listening = listener(5);
    assert_eq!(option(listening, s::SOL_SOCKET, s::SO_ACCEPTCONN), Ok(1));
    let v6 = sys::socket(i32::from(s::AF_INET6), s::SOCK_DGRAM, 0).unwrap();
    assert_eq!(option(v6, s::IPPROTO_IPV6, s::IPV6_V6ONLY), Ok(1));
    assert_eq!(set_option(v6, s::IPPROTO_IPV6, s::IPV6_V6ONLY, 1), Ok(()));
    assert_eq!(
        set_option(v6, s::IPPROTO_IPV6, s::IPV6_V6ONLY, 0),
        Err(Errno::NOTSUP)
    );
    assert_eq!(
        set_option(v6, s::IPPROTO_IPV6, s::IPV6_UNICAST_HOPS, -1),
        Ok(())
    );
    assert_eq!(option(v6, s::IPPROTO_IPV6, s::IPV6_UNICAST_HOPS), Ok(64));
    assert_eq!(
        option(v6, s::IPPROTO_TCP, s::TCP_NODELAY),
        Err(Errno::NOTSUP)
    );
}

#[test]
fn polls_of_a_mixture() {
    set_up();
    fake::host(|host| host.stdin_ended = false);
    let (one, other) = pair();
    let mut pipe = [0; 2];
    crate::sys::pipe::pipe2(Out::from(&mut pipe), 0).unwrap();
    let entry = |fd: i32, events| Pollfd {
        fd,
        events,
        revents: 0,
    };
    let poll = |entries: &mut [Pollfd], milliseconds: Option<i32>| {
        let time = milliseconds.map(|milliseconds| Timespec {
            tv_sec: 0,
            tv_nsec: milliseconds * 1_000_000,
            pad: 0,
        });
        let time = time.as_ref().map_or(In::none(), In::from);
        poll::ppoll_time64::<Table>(InOut::of(entries), time, In::none(), 0)
    };
    let mut all = [
        entry(0, POLLIN),
        entry(pipe[0], POLLIN),
        entry(one.0, POLLIN),
        entry(other.0, POLLIN),
    ];
    // Nothing, until the time is over: one wait, not many.
    let (before, polls) = fake::host(|host| (host.monotonic, host.calls("poll")));
    assert_eq!(poll(&mut all, Some(30)), Ok(0));
    let (after, more) = fake::host(|host| (host.monotonic, host.calls("poll")));
    assert_eq!((after - before, more - polls), (30_000_000, 1));
    // A peer.
    network(|network| {
        network
            .later
            .push_back(|network| network.pipes[1].data.extend(b"x"))
    });
    assert_eq!(poll(&mut all, None), Ok(1));
    assert_eq!(all.map(|entry| entry.revents), [0, 0, POLLIN, 0]);
    get(one, 9, 0).unwrap();
    // The program's input.
    fake::host(|host| host.stdin.extend(b"k"));
    assert_eq!(poll(&mut all, None), Ok(1));
    assert_eq!(all.map(|entry| entry.revents), [POLLIN, 0, 0, 0]);
    fake::host(|host| host.stdin.clear());
    // Standard output is always ready.
    all[0] = entry(1, POLLOUT);
    assert_eq!(poll(&mut all, None), Ok(1));
    assert_eq!(all.map(|entry| entry.revents), [POLLOUT, 0, 0, 0]);
    all[0] = entry(-1, 0);
    io::write::<Table>(Fd(pipe[1]), Bytes::of(b"x")).unwrap();
    assert_eq!(poll(&mut all, None), Ok(1));
    assert_eq!(all.map(|entry| entry.revents), [0, POLLIN, 0, 0]);
}

#[test]
fn epoll_with_edges() {
    use crate::abi::epoll::{EPOLL_CTL_ADD, EPOLLET, EPOLLIN, EPOLLOUT, EpollEvent};
    use crate::sys::event::{epoll_create1, epoll_ctl, epoll_pwait};
    set_up();
    network(|network| network.room = 4);
    let (one, other) = pair();
    let list = epoll_create1(0).unwrap();
    let event = EpollEvent {
        events: EPOLLIN | EPOLLOUT | EPOLLET,
        pad: 0,
        data: 7,
    };
    epoll_ctl(list, EPOLL_CTL_ADD, other, In::from(&event)).unwrap();
    let wait = |milliseconds| {
        let mut events = [EpollEvent {
            events: 0,
            pad: 0,
            data: 0,
        }; 4];
        let n = epoll_pwait(list, InOut::of(&mut events), milliseconds, In::none(), 0).unwrap();
        assert!(n <= 1);
        events[0].events
    };
    assert_eq!(wait(10), EPOLLOUT);
    assert_eq!(wait(10), 0);
    put(one, b"ab", 0).unwrap();
    assert_eq!(wait(10), EPOLLIN | EPOLLOUT);
    let calls = fake::host(|host| host.all_calls());
    assert_eq!(wait(10), 0);
    assert!(fake::host(|host| host.all_calls()) - calls < 20);
    // Data that comes while the program waits, after it has read all.
    assert_eq!(get(other, 9, 0), Ok(b"ab".to_vec()));
    nonblock(other, true);
    assert_eq!(get(other, 9, 0), Err(Errno::AGAIN));
    network(|network| {
        network
            .later
            .push_back(|network| network.pipes[0].data.extend(b"c"))
    });
    assert_eq!(wait(1000), EPOLLIN | EPOLLOUT);
    // A write that had no room makes the next room an event.
    assert_eq!(put(other, b"12345", 0), Ok(4));
    assert_eq!(put(other, b"5", 0), Err(Errno::AGAIN));
    assert_eq!(wait(10), 0);
    network(|network| {
        network
            .later
            .push_back(|network| network.pipes[1].data.clear())
    });
    assert_eq!(wait(1000), EPOLLIN | EPOLLOUT);
}

#[test]
fn numbers_run_out() {
    set_up();
    let mut made = Vec::new();
    loop {
        match sys::socket(i32::from(s::AF_INET), s::SOCK_STREAM, 0) {
            Ok(fd) => made.push(fd),
            Err(error) => {
                assert_eq!(error, Errno::MFILE);
                break;
            }
        }
    }
    // The host has no more than the program.
    assert_eq!(network(|network| network.tcp.len()), made.len());
    for fd in made {
        close(fd);
    }
    network(|network| assert_eq!(network.resources(), 0));
}

fn resolve(name: &str, most: usize) -> Result<Vec<(u32, [u8; 16])>> {
    let mut records = vec![0xff; most * names::RECORD];
    let count = names::resolve(Bytes::of(name.as_bytes()), BytesMut::of(&mut records))?;
    let record = |index| {
        let record = Bytes::of(&records).from(index * names::RECORD);
        (record.get(0).unwrap(), record.get(4).unwrap())
    };
    Ok((0..count).map(record).collect())
}

/// A host that knows a name, with an address of each family.
fn with_names() {
    set_up();
    network(|network| {
        let both = [IpAddress::V4([192, 0, 2, 7]), IpAddress::loopback(true)];
        network.names.insert("both.example", both.to_vec());
    });
}

#[test]
fn a_name_has_addresses() {
    with_names();
    let before = network(|network| network.resources());
    let found = resolve("both.example", 5).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].0, u32::from(s::AF_INET));
    assert_eq!(found[0].1[..4], [192, 0, 2, 7]);
    assert_eq!(found[1].0, u32::from(s::AF_INET6));
    assert_eq!(IpAddress::V6(found[1].1), IpAddress::loopback(true));
    // As many as there is room for.
    assert_eq!(resolve("both.example", 1).map(|found| found.len()), Ok(1));
    assert_eq!(resolve("other.example", 5), Err(Errno::NOENT));
    assert_eq!(network(|network| network.resources()), before);
}

#[test]
fn a_slow_lookup_is_waited_for() {
    with_names();
    network(|network| network.is_slow = true);
    assert_eq!(resolve("both.example", 5).map(|found| found.len()), Ok(2));
    assert_eq!(network(|network| network.resources()), 0);
}

#[test]
fn names_that_are_none_do_not_reach_the_host() {
    with_names();
    for name in ["", "b\u{fc}cher.example", "\u{7f}\u{80}"] {
        assert_eq!(resolve(name, 5), Err(Errno::NOENT));
    }
}

#[test]
fn errors_of_lookups() {
    let errors = [
        (ErrorCode::NAME_UNRESOLVABLE, Errno::NOENT),
        (ErrorCode::INVALID_ARGUMENT, Errno::NOENT),
        (ErrorCode::TEMPORARY_RESOLVER_FAILURE, Errno::AGAIN),
        (ErrorCode::TIMEOUT, Errno::AGAIN),
        (ErrorCode::PERMANENT_RESOLVER_FAILURE, Errno::IO),
        (ErrorCode::ACCESS_DENIED, Errno::ACCES),
        (ErrorCode::OUT_OF_MEMORY, Errno::NOMEM),
        (ErrorCode(200), Errno::IO),
    ];
    for (of_host, error) in errors {
        for call in ["resolve_addresses", "resolve_next_address"] {
            with_names();
            code(call, of_host);
            assert_eq!(resolve("both.example", 5), Err(error), "{call}");
            assert_eq!(network(|network| network.resources()), 0);
        }
    }
}

fn port_of(fd: Fd) -> u16 {
    let (mut name, mut length) = ([0; 32], 32);
    let address = message::Address {
        to: BytesMut::of(&mut name),
        length: Out::from(&mut length),
    };
    sys::getsockname::<Table>(fd, address).unwrap();
    u16::from_be_bytes([name[2], name[3]])
}

#[test]
fn a_listener_that_was_shut_down_has_its_name() {
    set_up();
    let fd = listener(80);
    sys::shutdown::<Table>(fd, s::SHUT_RDWR).unwrap();
    assert_eq!(port_of(fd), 80);
    assert_ne!(events_within(fd, POLLIN, 0) & POLLHUP, 0);
    io::close::<Table>(fd).unwrap();
}

#[test]
fn a_host_without_another_socket() {
    set_up();
    let fd = new(s::SOCK_STREAM);
    assert_eq!(connect(fd, 80), Err(Errno::CONNREFUSED));
    code("create_tcp_socket", ErrorCode::NEW_SOCKET_LIMIT);
    assert_eq!(connect(fd, 80), Err(Errno::NFILE));
    assert_eq!(port_of(fd), 0);
    listener(80);
    assert_eq!(connect(fd, 80), Ok(()));
}

/// Two sockets of datagrams.
fn two() -> (Fd, Fd) {
    let (one, other) = (new(s::SOCK_DGRAM), new(s::SOCK_DGRAM));
    bind(one, 7).unwrap();
    bind(other, 8).unwrap();
    (one, other)
}

#[test]
fn a_socket_that_waits_for_a_datagram_gets_another_peer() {
    for (error, port) in [
        (None, 7),
        (Some(ErrorCode::ADDRESS_IN_USE), 7),
        (Some(ErrorCode::ACCESS_DENIED), 0),
    ] {
        set_up();
        let (one, other) = two();
        set_option(one, s::IPPROTO_IP, s::IP_TTL, 9).unwrap();
        assert_eq!(get(one, 1, s::MSG_DONTWAIT), Err(Errno::AGAIN));
        if let Some(error) = error {
            code("udp_start_bind", error);
        }
        connect(one, 8).unwrap();
        assert_eq!(port_of(one) == 7, port == 7, "{error:?}");
        assert_eq!(option(one, s::IPPROTO_IP, s::IP_TTL), Ok(9));
        assert_eq!(put(one, b"x", 0), Ok(1));
        assert_eq!(get(other, 1, 0), Ok(b"x".to_vec()));
    }
}
