//! The network of the in-memory host: sockets that reach each other, and names.

pub mod calls;

use std::collections::{BTreeMap, VecDeque};

use crate::wasi::Timestamp;
use crate::wasi::sockets::{ErrorCode, IpAddress, IpSocketAddress};

/// Acts for a peer while the program waits.
pub type Later = fn(&mut Network);

#[derive(Debug)]
pub struct Network {
    pub tcp: BTreeMap<i32, Tcp>,
    pub udp: BTreeMap<i32, Udp>,
    /// The directions of connections.
    pub pipes: Vec<Pipe>,
    /// The pipe behind a stream, and whether that is for input.
    streams: BTreeMap<i32, (usize, bool)>,
    /// The socket behind a stream of datagrams.
    datagrams: BTreeMap<i32, i32>,
    lookups: BTreeMap<i32, VecDeque<IpAddress>>,
    pollables: BTreeMap<i32, Subject>,
    /// The number of the last resource, and of the last port.
    last: i32,
    port: u16,
    /// The next acts of peers, one for each wait that would not end.
    pub later: VecDeque<Later>,
    /// One more, after so many nanoseconds of waiting.
    at: Option<(Timestamp, Later)>,
    /// Whether connections, and names, take until the next wait.
    pub is_slow: bool,
    /// How many bytes a direction holds.
    pub room: usize,
    pub names: BTreeMap<&'static str, Vec<IpAddress>>,
}

/// The subject of a pollable.
#[derive(Clone, Copy, Debug)]
enum Subject {
    Tcp(i32),
    Input(usize),
    Output(usize),
    Incoming(i32),
    Outgoing,
    Time(Timestamp),
    Stdin,
    Lookup,
}

#[derive(Debug, Default)]
pub struct Pipe {
    pub data: VecDeque<u8>,
    /// The writer is done, or the reader.
    pub ended: bool,
    pub broken: bool,
    /// The next call on it fails.
    pub reset: bool,
    permit: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    New,
    Bound,
    Connecting(IpSocketAddress),
    /// Reads from the first pipe, and writes to the second.
    Connected(usize, usize),
    Listening,
    Closed,
}

#[derive(Debug)]
pub struct Tcp {
    state: State,
    is_v6: bool,
    started: Option<&'static str>,
    local: Option<IpSocketAddress>,
    remote: Option<IpSocketAddress>,
    /// Connections to accept: the pipes, and the peer.
    pub pending: VecDeque<(usize, usize, IpSocketAddress)>,
    pub settings: [u64; 7],
    pub backlog: u64,
}

#[derive(Debug)]
pub struct Udp {
    is_v6: bool,
    is_started: bool,
    local: Option<IpSocketAddress>,
    remote: Option<IpSocketAddress>,
    pub incoming: VecDeque<(Vec<u8>, IpSocketAddress)>,
    /// The error of the next receive.
    pub error: Option<ErrorCode>,
    pub settings: [u64; 7],
    permit: u64,
    /// How many datagrams it takes before it is read.
    pub full: bool,
}

impl Network {
    pub(super) fn new() -> Self {
        Self {
            tcp: BTreeMap::new(),
            udp: BTreeMap::new(),
            pipes: Vec::new(),
            streams: BTreeMap::new(),
            datagrams: BTreeMap::new(),
            lookups: BTreeMap::new(),
            pollables: BTreeMap::new(),
            last: 0,
            port: 40_000,
            later: VecDeque::new(),
            at: None,
            is_slow: false,
            room: 100_000,
            names: BTreeMap::new(),
        }
    }

    /// Lets a peer act after so many nanoseconds of waiting.
    pub fn later_at(&mut self, wait: Timestamp, act: Later) {
        self.at = Some((wait, act));
    }

    /// How many resources the program has not dropped.
    pub fn resources(&self) -> usize {
        self.tcp.len()
            + self.udp.len()
            + self.streams.len()
            + self.datagrams.len()
            + self.lookups.len()
            + self.pollables.len()
    }

    fn number(&mut self) -> i32 {
        self.last += 1;
        self.last
    }

    fn subscribe(&mut self, subject: Subject) -> i32 {
        let number = self.number();
        self.pollables.insert(number, subject);
        number
    }

    /// Two pipes, there and back.
    fn pipe(&mut self) -> (usize, usize) {
        self.pipes.push(Pipe::default());
        self.pipes.push(Pipe::default());
        (self.pipes.len() - 2, self.pipes.len() - 1)
    }

    fn stream(&mut self, pipe: usize, is_input: bool) -> i32 {
        let number = self.number();
        self.streams.insert(number, (pipe, is_input));
        number
    }

    fn free_port(&mut self) -> u16 {
        self.port += 1;
        self.port
    }

    fn listener(&mut self, at: &IpSocketAddress) -> Option<&mut Tcp> {
        self.tcp.values_mut().find(|tcp| {
            tcp.state == State::Listening
                && tcp.local.is_some_and(|local| {
                    local.port == at.port
                        && (local.address == at.address || local.address.is_unspecified())
                })
        })
    }

    /// Another machine writes to the last connection that the program made.
    pub fn peer_writes(&mut self, data: &[u8]) {
        let pipe = self.pipes.len() - 1;
        self.pipes[pipe].data.extend(data);
    }
}
