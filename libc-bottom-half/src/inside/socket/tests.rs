//! Sockets inside, in random sequences: nothing is lost, nothing leaks.

use std::collections::VecDeque;

use super::*;
use crate::mm;
use crate::sys;
use crate::table::Table;
use crate::user::Out;
use crate::wasi::fake;

fn new_pair(kind: i32) -> Result<[Fd; 2]> {
    let mut fds = [-1; 2];
    let kind = kind | s::SOCK_NONBLOCK;
    sys::socket::socketpair(i32::from(s::AF_UNIX), kind, 0, Out::from(&mut fds))?;
    Ok(fds.map(Fd))
}

fn put(fd: Fd, data: &[u8], control: &[u8]) -> Result<usize> {
    let send = Send {
        data: &[Bytes::of(data)],
        to: Bytes::of(&[]),
        control: Bytes::of(control),
        flags: s::MSG_NOSIGNAL,
    };
    sys::socket::send::<Table>(fd, &send)
}

fn rights(fds: &[Fd]) -> Vec<u8> {
    let header = [12 + 4 * fds.len() as i32, s::SOL_SOCKET, s::SCM_RIGHTS];
    let all = header.into_iter().chain(fds.iter().map(|fd| fd.0));
    all.flat_map(i32::to_ne_bytes).collect()
}

fn get(fd: Fd, n: usize) -> Result<(Vec<u8>, Vec<Fd>)> {
    let (mut data, mut control) = (vec![0; n], vec![0; 64]);
    let received = sys::socket::receive::<Table>(
        fd,
        &Receive {
            into: &[BytesMut::of(&mut data)],
            from: BytesMut::of(&mut []),
            control: BytesMut::of(&mut control),
            flags: 0,
        },
    )?;
    data.truncate(received.len);
    let fds = control[..received.control].chunks_exact(4).skip(3);
    let fds = fds.map(|fd| Fd(i32::from_ne_bytes(fd.try_into().unwrap())));
    Ok((data, fds.collect()))
}

fn in_use() -> usize {
    SOCKETS.with(|sockets| {
        let mut sockets = sockets.iter().map(Cell::get);
        sockets
            .by_ref()
            .filter(|socket| socket.state != State::Free)
            .count()
    })
}

struct Random(u32);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_103_515_245).wrapping_add(12345);
        (self.0 >> 8) as usize % most
    }
}

/// The data that each of a pair was sent, message by message, against a model.
#[test]
fn bytes_and_messages_arrive() {
    for kind in [s::SOCK_STREAM, s::SOCK_DGRAM, s::SOCK_SEQPACKET] {
        fake::set_up(|host| host.memory(2, 64));
        let mut random = Random(kind as u32);
        let pair = new_pair(kind).unwrap();
        let mut model: [VecDeque<Vec<u8>>; 2] = Default::default();
        for round in 0..2000_usize {
            let from = random.below(2);
            let to = 1 - from;
            if random.below(2) == 0 {
                let len = random.below(if round % 50 == 0 { 100_000 } else { 500 });
                let data: Vec<u8> = (0..len).map(|n| (n ^ round) as u8).collect();
                match put(pair[from], &data, &[]) {
                    Ok(n) if n > 0 || kind != s::SOCK_STREAM => {
                        assert!(n == len || kind == s::SOCK_STREAM);
                        model[to].push_back(data[..n].to_vec());
                    }
                    Ok(_) => {}
                    Err(error) => assert_eq!(error, Errno::AGAIN),
                }
                continue;
            }
            let room = random.below(1000) + 1;
            if kind == s::SOCK_STREAM {
                let mut all: Vec<u8> = model[from].drain(..).flatten().collect();
                let n = room.min(all.len());
                let wanted: Vec<u8> = all.drain(..n).collect();
                if !all.is_empty() {
                    model[from].push_back(all);
                }
                let wanted = if n > 0 { Ok(wanted) } else { Err(Errno::AGAIN) };
                assert_eq!(get(pair[from], room).map(|(data, _)| data), wanted);
            } else {
                let wanted = model[from].pop_front().ok_or(Errno::AGAIN);
                let wanted = wanted.map(|mut message| {
                    message.truncate(room);
                    message
                });
                assert_eq!(get(pair[from], room).map(|(data, _)| data), wanted);
            }
        }
    }
}

/// Sockets send descriptors to each other; at the end all are closed and all memory is
/// free.
#[test]
fn nothing_stays_behind() {
    fake::set_up(|host| host.memory(2, 900));
    let before = mm::used();
    let mut random = Random(7);
    for _ in 0..20 {
        let mut fds: Vec<Fd> = Vec::new();
        for _ in 0..400 {
            match random.below(5) {
                0 if fds.len() < 40 => {
                    let kind = [s::SOCK_STREAM, s::SOCK_DGRAM, s::SOCK_SEQPACKET];
                    fds.extend(new_pair(kind[random.below(3)]).unwrap());
                }
                1 | 2 if !fds.is_empty() => {
                    let (to, one, other) = (
                        random.below(fds.len()),
                        random.below(fds.len()),
                        random.below(fds.len()),
                    );
                    // Towards the newer ones only: none travels to itself.
                    let given: Vec<Fd> = [one, other]
                        .into_iter()
                        .filter(|&given| given / 2 < to / 2)
                        .map(|given| fds[given])
                        .collect();
                    let _ = put(fds[to], b"data", &rights(&given));
                }
                3 if !fds.is_empty() => {
                    let from = fds[random.below(fds.len())];
                    if let Ok((_, given)) = get(from, 9) {
                        for fd in given {
                            assert_eq!(crate::table::close(fd), Ok(()));
                        }
                    }
                }
                _ => {}
            }
        }
        for fd in fds.into_iter().rev() {
            assert_eq!(crate::table::close(fd), Ok(()));
        }
        assert_eq!(in_use(), 0);
        assert_eq!(mm::used(), before);
    }
}

#[test]
fn no_memory_loses_no_descriptor() {
    fake::set_up(|host| host.memory(2, 3));
    let [one, other] = new_pair(s::SOCK_DGRAM).unwrap();
    assert_eq!(put(one, &[1; 100_000], &rights(&[one])), Err(Errno::NOBUFS));
    assert_eq!(get(other, 1), Err(Errno::AGAIN));
    assert_eq!(crate::table::close(one), Ok(()));
    assert_eq!(crate::table::close(other), Ok(()));
    assert_eq!(in_use(), 0);
}

#[test]
fn too_many_descriptors() {
    fake::set_up(|host| host.memory(2, 64));
    let mut pairs = Vec::new();
    let error = loop {
        match new_pair(s::SOCK_STREAM) {
            Ok(pair) => pairs.push(pair),
            Err(error) => break error,
        }
    };
    assert_eq!(error, Errno::MFILE);
    assert_eq!(pairs.len(), (LIMIT - 3) / 2);
    assert_eq!(in_use(), 2 * pairs.len());
    // Nor is there one for what arrives.
    let [one, other] = pairs[0];
    assert_eq!(crate::sys::fd::dup(one).map(drop), Ok(()));
    assert_eq!(put(one, b"x", &rights(&[other])), Ok(1));
    assert_eq!(get(other, 9), Ok((b"x".to_vec(), Vec::new())));
}

fn address(domain: u16, ip: &[u8], port: u16) -> Vec<u8> {
    let mut bytes = vec![0; if domain == s::AF_INET6 { 32 } else { 16 }];
    bytes[..2].copy_from_slice(&domain.to_ne_bytes());
    bytes[2..4].copy_from_slice(&port.to_be_bytes());
    let at = if domain == s::AF_INET6 { 8 } else { 4 };
    bytes[at..at + ip.len()].copy_from_slice(ip);
    bytes
}

const HERE: [u8; 4] = [127, 0, 0, 1];

fn inet(kind: i32) -> Fd {
    socket(i32::from(s::AF_INET), kind | s::SOCK_NONBLOCK, 0).unwrap()
}

fn bound(kind: i32) -> (Fd, Vec<u8>) {
    let fd = inet(kind);
    let any = address(s::AF_INET, &HERE, 0);
    sys::socket::bind(fd, Bytes::of(&any)).unwrap();
    let port = name_of(fd)[2..4].try_into().unwrap();
    (fd, address(s::AF_INET, &HERE, u16::from_be_bytes(port)))
}

fn name_of(fd: Fd) -> Vec<u8> {
    let (mut name, mut length) = (vec![0; 128], 128);
    let to = message::Address {
        to: BytesMut::of(&mut name),
        length: Out::from(&mut length),
    };
    sys::socket::getsockname::<Table>(fd, to).unwrap();
    name.truncate(length as usize);
    name
}

/// Connections by an address, in random order: all that was sent arrives or is lost with its
/// receiver, and in the end nothing is left.
#[test]
fn connections_by_address_leave_nothing() {
    fake::set_up(|host| host.memory(2, 900));
    let before = mm::used();
    let mut random = Random(3);
    let (server, at) = bound(s::SOCK_STREAM);
    assert_eq!(sys::socket::listen(server, 5), Ok(()));
    let mut fds = Vec::new();
    for _ in 0..3000 {
        match random.below(4) {
            0 if fds.len() < 60 => {
                let fd = inet(s::SOCK_STREAM);
                assert_eq!(sys::socket::connect(fd, Bytes::of(&at)), Ok(()));
                fds.push(fd);
            }
            1 => match sys::socket::accept4::<Table>(server, None, s::SOCK_NONBLOCK) {
                Ok(fd) => fds.push(fd),
                Err(error) => assert_eq!(error, Errno::AGAIN),
            },
            2 if !fds.is_empty() => {
                let fd = fds[random.below(fds.len())];
                let _ = put(fd, b"data", &[]);
                let _ = get(fd, random.below(6));
            }
            3 if !fds.is_empty() => {
                let fd = fds.swap_remove(random.below(fds.len()));
                assert_eq!(crate::table::close(fd), Ok(()));
            }
            _ => {}
        }
    }
    for fd in fds.into_iter().chain([server]) {
        assert_eq!(crate::table::close(fd), Ok(()));
    }
    assert_eq!(in_use(), 0);
    assert_eq!(mm::used(), before);
}

/// Ports are given in turn, and none twice.
#[test]
fn ports_do_not_repeat() {
    fake::set_up(|host| host.memory(2, 64));
    let mut seen = std::collections::HashSet::new();
    let mut fds = Vec::new();
    for _ in 0..500 {
        let (fd, at) = bound(s::SOCK_DGRAM);
        assert!(seen.insert(at));
        fds.push(fd);
    }
    // A port that was given and is free again comes last.
    assert_eq!(crate::table::close(fds[0]), Ok(()));
    let (_, at) = bound(s::SOCK_DGRAM);
    assert!(seen.insert(at));
}
