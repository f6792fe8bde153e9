//! What the calls for sockets take and tell.

use crate::abi::fcntl as c;
use crate::abi::socket as s;
use crate::errno::Result;
use crate::user::{Bytes, BytesMut, Out};

/// What `sendto` and `sendmsg` send. What is not given is empty.
#[derive(Clone, Copy, Debug)]
pub struct Send<'a> {
    pub data: &'a [Bytes<'a>],
    pub to: Bytes<'a>,
    pub control: Bytes<'a>,
    pub flags: i32,
}

/// Where `recvfrom` and `recvmsg` put what they receive. What is not wanted is empty.
#[derive(Clone, Copy, Debug)]
pub struct Receive<'a> {
    pub into: &'a [BytesMut<'a>],
    pub from: BytesMut<'a>,
    pub control: BytesMut<'a>,
    pub flags: i32,
}

/// What was received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Received {
    pub len: usize,
    /// The length of the sender's address, even of what did not fit.
    pub from: usize,
    pub control: usize,
    pub flags: i32,
}

/// Where to tell an address.
#[derive(Clone, Copy, Debug)]
pub struct Address<'a> {
    pub to: BytesMut<'a>,
    pub length: Out<'a, u32>,
}

impl Address<'_> {
    /// Tells as much of it as there is room for, and how long it is.
    pub fn tell(&self, address: &[u8]) -> Result {
        Bytes::of(address).copy_to(self.to);
        self.length.write(address.len() as u32)
    }
}

/// Where to tell an option.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    pub to: BytesMut<'a>,
    pub size: Out<'a, u32>,
}

impl Value<'_> {
    /// Tells as much of it as there is room for, and how much that was.
    pub fn tell(&self, option: &[u8]) -> Result {
        let n = Bytes::of(option).copy_to(self.to);
        self.size.write(n as u32)
    }
}

/// A socket option, as `getsockopt` and `setsockopt` name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    pub level: i32,
    pub name: i32,
}

/// The address of somebody whom WASI does not know: nothing but its family, `AF_UNSPEC`.
pub const UNKNOWN: [u8; 16] = [0; _];

/// The status flags of a new descriptor, as the type asks for them.
pub const fn status_flags(kind: i32) -> i32 {
    if kind & s::SOCK_NONBLOCK != 0 {
        c::O_RDWR | c::O_NONBLOCK
    } else {
        c::O_RDWR
    }
}
