//! An in-memory WASI host for tests, fuzzers and Miri: one per thread, empty at first.
//!
//! [`set_up`] gives a test a fresh host: a tree of files, directories and symbolic links, any
//! number of preopened directories in it, standard streams, clocks that advance only during a
//! sleep. [`Host::fault`] makes it misbehave at a chosen call.

pub mod calls;
#[cfg(any(network, test))]
pub mod network;
mod service;
mod socket;
mod tree;

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};

use super::number;
use crate::errno::{Errno, Result};
use crate::wasi::*;
use crate::{machine, state};

pub use service::Service;
pub use socket::Socket;
pub use tree::{Kind, Node, NodeId, ROOT};

/// The host's result for a wait for input on standard output, or the reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongWay {
    Ready,
    /// `BADF` in the event.
    Event,
    /// `BADF` of the call.
    Call,
}

std::thread_local! {
    static HOST: RefCell<Host> = RefCell::new(Host::new());
}

/// Replaces this thread's host by a new one, prepares it, and forgets the state
/// that depended on the old one.
pub fn set_up(prepare: impl FnOnce(&mut Host)) {
    machine::reset();
    let mut host = Host::new();
    prepare(&mut host);
    HOST.with(|slot| *slot.borrow_mut() = host);
    state::reset();
}

/// Looks at this thread's host, or changes it.
pub fn host<R>(use_it: impl FnOnce(&mut Host) -> R) -> R {
    HOST.with(|slot| use_it(&mut slot.borrow_mut()))
}

/// How a call misbehaves, once.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// Fails with this code, known or not, and does nothing.
    Code(u16),
    /// Moves at most so many bytes.
    Short(usize),
    /// Works, but then reports that it moved, wrote or has this many bytes.
    Claim(usize),
}

/// The payload with which [`calls::proc_exit`] unwinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit(pub u32);

#[derive(Debug)]
pub struct Host {
    nodes: Vec<Node>,
    open: BTreeMap<i32, Open>,
    pub stdin: VecDeque<u8>,
    /// Whether an empty standard input is at its end, or has nothing at the moment.
    pub stdin_ended: bool,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    pub wrong_way: WrongWay,
    /// Whether the flags of standard streams can be set.
    pub keeps_stream_flags: bool,
    pub sockets: Vec<Socket>,
    service: Option<Service>,
    pub realtime: Timestamp,
    pub monotonic: Timestamp,
    /// `PWD` and `PATH` in the environment of the program.
    pub start_folder: Option<&'static [u8]>,
    pub path: &'static str,
    /// The error for a path that leaves its preopened directory: hosts differ.
    pub escape: Errno,
    /// Set when a path itself, without the help of a symbolic link, left its directory.
    pub escaped: bool,
    /// The most bytes in all files; beyond, `NOSPC`.
    pub space: usize,
    /// Whether `fd_readdir` is Node's: no numbers, neither `.` nor `..`.
    pub bare_entries: bool,
    /// Whether `fd_fdstat_get` returns Linux's flags, as Node does.
    pub linux_flags: bool,
    /// For a host that draws the numbers of descriptors at random: the last.
    pub draws: Option<i32>,
    /// Whether reads and writes use only the first buffer, as wasmtime's do.
    pub first_buffer_only: bool,
    #[cfg(any(network, test))]
    pub network: network::Network,
    faults: Vec<(&'static str, usize, Fault)>,
    calls: BTreeMap<&'static str, usize>,
}

#[derive(Clone, Debug)]
struct Open {
    what: What,
    position: u64,
    flags: Fdflags,
    rights: Rights,
    preopen: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Node(NodeId),
    Stdin,
    Stdout,
    Stderr,
    /// One of [`Host::sockets`].
    Socket(usize),
    /// The directory of services, which only prestats and requests know.
    Service,
}

impl Host {
    /// Gives the program `pages` of memory, that can grow to `limit`.
    pub fn memory(&mut self, pages: usize, limit: usize) {
        machine::set_up(pages, limit);
    }

    fn new() -> Self {
        let stream = |what| Open {
            what,
            position: 0,
            flags: Fdflags::NONE,
            rights: Rights::ALL
                .without(Rights::FD_SEEK)
                .without(Rights::FD_TELL),
            preopen: None,
        };
        Self {
            nodes: vec![Node::folder()],
            open: BTreeMap::from([
                (0, stream(What::Stdin)),
                (1, stream(What::Stdout)),
                (2, stream(What::Stderr)),
            ]),
            stdin: VecDeque::new(),
            stdin_ended: true,
            stdout: Vec::new(),
            stderr: Vec::new(),
            wrong_way: WrongWay::Ready,
            keeps_stream_flags: true,
            sockets: Vec::new(),
            service: None,
            realtime: 1_000_000_000_000_000_000,
            monotonic: 5_000_000_000,
            start_folder: None,
            path: "",
            escape: Errno::PERM,
            escaped: false,
            space: usize::MAX,
            bare_entries: false,
            linux_flags: false,
            draws: None,
            first_buffer_only: true,
            #[cfg(any(network, test))]
            network: network::Network::new(),
            faults: Vec::new(),
            calls: BTreeMap::new(),
        }
    }

    /// Preopens the directory at `path` of the tree, which is made if need be, as `name`.
    pub fn preopen(&mut self, path: &str, name: &str) {
        let node = self.make_folders(path);
        self.insert(Open {
            what: What::Node(node),
            position: 0,
            flags: Fdflags::NONE,
            rights: Rights::ALL,
            preopen: Some(name.into()),
        });
    }

    /// Gives the program a socket, and returns its number.
    pub fn socket(&mut self, socket: Socket) -> Fd {
        let socket = self.add_socket(socket);
        self.insert(socket)
    }

    fn add_socket(&mut self, socket: Socket) -> Open {
        let rights = match socket.connections {
            Some(_) => Rights::SOCK_ACCEPT,
            None => Rights::ALL.without(Rights::SOCK_ACCEPT),
        };
        self.sockets.push(socket);
        Open {
            what: What::Socket(self.sockets.len() - 1),
            position: 0,
            flags: Fdflags::NONE,
            rights,
            preopen: None,
        }
    }

    /// Makes the `nth` call from now on (0 is the next) of this name misbehave.
    pub fn fault(&mut self, call: &'static str, nth: usize, fault: Fault) {
        let made = self.calls.get(call).copied().unwrap_or(0);
        self.faults.push((call, made + nth, fault));
    }

    /// Forgets the faults that it has not shown yet.
    pub fn behave(&mut self) {
        self.faults.clear();
    }

    /// Limits the rights of the preopened directories, which already exist.
    pub fn grant(&mut self, rights: Rights) {
        for open in self.open.values_mut().filter(|open| open.preopen.is_some()) {
            open.rights = rights;
        }
    }

    /// How often the import of this name was called.
    pub fn calls(&self, call: &str) -> usize {
        self.calls.get(call).copied().unwrap_or(0)
    }

    /// How many imports were called.
    pub fn all_calls(&self) -> usize {
        self.calls.values().sum()
    }

    /// How many descriptors are open.
    pub fn open_count(&self) -> usize {
        self.open.len()
    }

    fn lowest(&self) -> i32 {
        let free = (0..).find(|fd| !self.open.contains_key(fd));
        free.expect("there are fewer descriptors than numbers")
    }

    fn insert(&mut self, open: Open) -> Fd {
        let fd = self.lowest();
        self.open.insert(fd, open);
        Fd(fd)
    }

    /// The number of what is opened next.
    fn draw(&mut self) -> i32 {
        match &mut self.draws {
            None => self.lowest(),
            Some(draw) => loop {
                *draw = draw.wrapping_mul(1_103_515_245).wrapping_add(12345);
                let number = *draw & i32::MAX;
                if !self.open.contains_key(&number) {
                    break number;
                }
            },
        }
    }

    /// Begins a call: counts it, and finds the fault it must show.
    fn begin(&mut self, call: &'static str) -> Result<Option<Fault>> {
        match self.take_fault(call) {
            Some(Fault::Code(code)) => Err(Errno::from_host(code).err().unwrap_or(Errno::IO)),
            fault => Ok(fault),
        }
    }

    /// Counts a call, and finds the fault it must show.
    fn take_fault(&mut self, call: &'static str) -> Option<Fault> {
        let nth = self.count(call);
        let mut faults = self.faults.iter();
        let found = faults.position(|&(name, at, _)| name == call && at == nth);
        found.map(|index| self.faults.remove(index).2)
    }

    /// Counts a call; returns how many there were before.
    fn count(&mut self, call: &'static str) -> usize {
        let count = self.calls.entry(call).or_insert(0);
        let nth = *count;
        *count += 1;
        nth
    }

    fn get(&self, fd: Fd) -> Result<&Open> {
        self.numbered(number::host(fd))
    }

    /// The file behind a number of the host.
    fn numbered(&self, number: i32) -> Result<&Open> {
        let open = self.open.get(&number).ok_or(Errno::BADF)?;
        match open.what {
            What::Service => Err(Errno::BADF),
            _ => Ok(open),
        }
    }

    /// The name of a preopened directory.
    fn prestat(&self, fd: Fd) -> Result<&[u8]> {
        let open = self.open.get(&number::host(fd));
        open.and_then(|open| open.preopen.as_deref())
            .ok_or(Errno::BADF)
    }

    /// The services, if they are behind this number.
    fn service(&self, fd: Fd) -> Option<Service> {
        let open = self.open.get(&number::host(fd))?;
        self.service.filter(|_| open.what == What::Service)
    }

    fn get_mut(&mut self, fd: Fd) -> Result<&mut Open> {
        let number = number::host(fd);
        self.numbered(number)?;
        self.open.get_mut(&number).ok_or(Errno::BADF)
    }

    fn node_of(&self, fd: Fd) -> Result<NodeId> {
        if self.service(fd).is_some() {
            return Err(Errno::NOENT);
        }
        match self.get(fd)?.what {
            What::Node(node) => Ok(node),
            _ => Err(Errno::NOTDIR),
        }
    }

    fn used_space(&self) -> usize {
        self.nodes
            .iter()
            .map(|node| match &node.kind {
                Kind::File(content) => content.len(),
                _ => 0,
            })
            .sum()
    }
}
