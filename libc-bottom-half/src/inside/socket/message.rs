//! Arguments and results of the socket calls.

use crate::abi::fcntl as c;
use crate::abi::socket as s;
use crate::errno::Result;
use crate::user::{Bytes, BytesMut, Out};

/// The data of `sendto` and `sendmsg`. Missing parts are empty.
#[derive(Clone, Copy, Debug)]
pub struct Send<'a> {
    pub data: &'a [Bytes<'a>],
    pub to: Bytes<'a>,
    pub control: Bytes<'a>,
    pub flags: i32,
}

/// The buffers of `recvfrom` and `recvmsg`. Parts that are not requested are empty.
#[derive(Clone, Copy, Debug)]
pub struct Receive<'a> {
    pub into: &'a [BytesMut<'a>],
    pub from: BytesMut<'a>,
    pub control: BytesMut<'a>,
    pub flags: i32,
}

/// The received data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Received {
    pub len: usize,
    /// The length of the sender's address, including the part that did not fit.
    pub from: usize,
    pub control: usize,
    pub flags: i32,
}

/// A place for an address.
#[derive(Clone, Copy, Debug)]
pub struct Address<'a> {
    pub to: BytesMut<'a>,
    pub length: Out<'a, u32>,
}

impl Address<'_> {
    /// Stores as much of it as there is room for, and its length.
    pub fn tell(&self, address: &[u8]) -> Result {
        Bytes::of(address).copy_to(self.to);
        self.length.write(address.len() as u32)
    }
}

/// A place for an option.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    pub to: BytesMut<'a>,
    pub size: Out<'a, u32>,
}

impl Value<'_> {
    /// Stores as much of it as there is room for, and the stored length.
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

/// The address of a peer that WASI does not report: only its family, `AF_UNSPEC`.
pub const UNKNOWN: [u8; 16] = [0; _];

/// The status flags of a new descriptor, from the type.
pub const fn status_flags(kind: i32) -> i32 {
    if kind & s::SOCK_NONBLOCK != 0 {
        c::O_RDWR | c::O_NONBLOCK
    } else {
        c::O_RDWR
    }
}
