//! Sockets that the host opened.

use crate::abi::time::Timespec;
use crate::errno::{Errno, Result};
use crate::inside::socket::message::{Address, Name, Receive, Received, Send, Value};
use crate::sys::socket;
use crate::table::Host as D;
use crate::user::{Bytes, BytesMut, In, Out, Parameter};
use crate::wasi::Fd;
use core::marker::PhantomData;

// The code below is compiled into each syscall that uses it. Otherwise the plain ones
// would need the archive member of the others.

/// `struct msghdr`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Msghdr {
    name: *mut u8,
    namelen: u32,
    iov: *const BytesMut<'static>,
    iovlen: i32,
    control: *mut u8,
    controllen: u32,
    flags: i32,
}

/// `struct mmsghdr`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Mmsghdr {
    hdr: Msghdr,
    len: u32,
}

/// # Safety
///
/// `len` bytes are readable at `ptr`, or it is null.
#[inline]
unsafe fn given<'a>(ptr: *const u8, len: u32) -> Bytes<'a> {
    let len = if ptr.is_null() { 0 } else { len as usize };
    // SAFETY: the caller's promise.
    unsafe { Bytes::new(ptr, len) }
}

/// # Safety
///
/// `len` bytes are writable at `ptr`, or it is null.
#[inline]
unsafe fn wanted<'a>(ptr: *mut u8, len: u32) -> BytesMut<'a> {
    let len = if ptr.is_null() { 0 } else { len as usize };
    // SAFETY: the caller's promise.
    unsafe { BytesMut::new(ptr, len) }
}

/// A place for an address, if requested: both are null, or `length` is readable and
/// writable, and `addr` is writable for that many bytes.
impl Parameter<(*mut u32,)> for Option<Address<'_>> {
    type C = *mut u8;

    #[inline]
    unsafe fn from_c(addr: *mut u8, (length,): (*mut u32,)) -> Result<Self> {
        if addr.is_null() {
            return Ok(None);
        }
        // SAFETY: the caller's promise.
        let (room, length) = unsafe { (In::new(length), Out::new(length)) };
        let room = room.read().ok_or(Errno::FAULT)?;
        if room > i32::MAX as u32 {
            return Err(Errno::INVAL);
        }
        // SAFETY: the caller's promise.
        let to = unsafe { wanted(addr, room) };
        Ok(Some(Address { to, length }))
    }
}

/// The same, where it is required.
impl Parameter<(*mut u32,)> for Address<'_> {
    type C = *mut u8;

    #[inline]
    unsafe fn from_c(addr: *mut u8, length: (*mut u32,)) -> Result<Self> {
        // SAFETY: the caller's promise.
        unsafe { Option::<Address<'_>>::from_c(addr, length) }?.ok_or(Errno::FAULT)
    }
}

/// An address from the caller: readable for its length, or null.
pub struct To<'a>(pub(super) Bytes<'a>);

impl Parameter<(u32,)> for To<'_> {
    type C = *const u8;

    #[inline]
    unsafe fn from_c(addr: *const u8, (length,): (u32,)) -> Result<Self> {
        if length > crate::abi::socket::LONGEST as u32 {
            return Err(Errno::INVAL);
        }
        if addr.is_null() && length > 0 {
            return Err(Errno::FAULT);
        }
        // SAFETY: the caller's promise.
        Ok(Self(unsafe { given(addr, length) }))
    }
}

/// The same, where it is optional: null is an empty address, whatever its length.
pub struct PerhapsTo<'a>(pub(super) Bytes<'a>);

impl Parameter<(u32,)> for PerhapsTo<'_> {
    type C = *const u8;

    #[inline]
    unsafe fn from_c(addr: *const u8, (length,): (u32,)) -> Result<Self> {
        let length = if addr.is_null() { 0 } else { length };
        // SAFETY: the caller's promise.
        let To(address) = unsafe { To::from_c(addr, (length,)) }?;
        Ok(Self(address))
    }
}

/// A place for an option: `size` is null, or readable and writable, and `value` is
/// writable for that many bytes.
impl Parameter<(*mut u32,)> for Value<'_> {
    type C = *mut u8;

    #[inline]
    unsafe fn from_c(value: *mut u8, (size,): (*mut u32,)) -> Result<Self> {
        // SAFETY: the caller's promise.
        let (room, size) = unsafe { (In::new(size), Out::new(size)) };
        let room = room.read().ok_or(Errno::FAULT)?;
        if room > i32::MAX as u32 {
            return Err(Errno::INVAL);
        }
        if value.is_null() && room > 0 {
            return Err(Errno::FAULT);
        }
        // SAFETY: the caller's promise.
        let to = unsafe { wanted(value, room) };
        Ok(Value { to, size })
    }
}

/// The new value of an option: null, or readable for its size.
pub struct Setting<'a> {
    value: *const u8,
    size: u32,
    memory: PhantomData<&'a [u8]>,
}

impl<'a> Setting<'a> {
    #[inline]
    pub(super) fn bytes(&self) -> Result<Bytes<'a>> {
        if self.size > i32::MAX as u32 {
            return Err(Errno::INVAL);
        }
        if self.value.is_null() && self.size > 0 {
            return Err(Errno::FAULT);
        }
        // SAFETY: the caller's promise.
        Ok(unsafe { Bytes::new(self.value, self.size as usize) })
    }
}

impl Parameter<(u32,)> for Setting<'_> {
    type C = *const u8;

    #[inline]
    unsafe fn from_c(value: *const u8, (size,): (u32,)) -> Result<Self> {
        let memory = PhantomData;
        Ok(Self {
            value,
            size,
            memory,
        })
    }
}

/// A `struct msghdr`, whose pointers are as it says, and flags.
pub struct Message<'a> {
    msg: *mut Msghdr,
    flags: i32,
    memory: PhantomData<&'a mut Msghdr>,
}

impl Parameter<(i32,)> for Message<'_> {
    type C = *mut Msghdr;

    #[inline]
    unsafe fn from_c(msg: *mut Msghdr, (flags,): (i32,)) -> Result<Self> {
        if msg.is_null() {
            return Err(Errno::FAULT);
        }
        let memory = PhantomData;
        Ok(Self { msg, flags, memory })
    }
}

impl Message<'_> {
    /// Sends the message.
    #[inline]
    pub(super) fn send(&self, send: impl FnOnce(&Send<'_>) -> Result<usize>) -> Result<usize> {
        // SAFETY: not null, hence readable.
        let msg = unsafe { self.msg.read_unaligned() };
        // SAFETY: the caller's promise.
        let data = unsafe { <&[Bytes<'_>]>::from_c(msg.iov.cast(), (msg.iovlen,)) };
        let data = data.map_err(|_| Errno::MSGSIZE)?;
        // SAFETY: the caller's promise.
        let (to, control) = unsafe {
            (
                given(msg.name, msg.namelen),
                given(msg.control, msg.controllen),
            )
        };
        send(&Send {
            data,
            to,
            control,
            flags: self.flags,
        })
    }

    /// Receives a message, and records its parts there.
    #[inline]
    pub(super) fn receive(
        &self,
        receive: impl FnOnce(&Receive<'_>) -> Result<Received>,
    ) -> Result<usize> {
        // SAFETY: not null, hence readable.
        let mut header = unsafe { self.msg.read_unaligned() };
        // SAFETY: the caller's promise.
        let into = unsafe { <&[BytesMut<'_>]>::from_c(header.iov, (header.iovlen,)) };
        let into = into.map_err(|_| Errno::MSGSIZE)?;
        // SAFETY: the caller's promise.
        let (from, control) = unsafe {
            (
                wanted(header.name, header.namelen),
                wanted(header.control, header.controllen),
            )
        };
        let received = receive(&Receive {
            into,
            from,
            control,
            flags: self.flags,
        })?;
        if !header.name.is_null() {
            header.namelen = received.from as u32;
        }
        header.controllen = received.control as u32;
        header.flags = received.flags;
        // SAFETY: not null, hence writable.
        unsafe { self.msg.write_unaligned(header) };
        Ok(received.len)
    }
}

/// One message after the other: each as the `struct msghdr` that it begins with.
pub struct Messages<'a> {
    vec: *mut Mmsghdr,
    count: u32,
    memory: PhantomData<&'a mut [Mmsghdr]>,
}

impl Parameter<(u32,)> for Messages<'_> {
    type C = *mut Mmsghdr;

    #[inline]
    unsafe fn from_c(vec: *mut Mmsghdr, (count,): (u32,)) -> Result<Self> {
        if vec.is_null() && count > 0 {
            return Err(Errno::FAULT);
        }
        let memory = PhantomData;
        Ok(Self { vec, count, memory })
    }
}

impl Messages<'_> {
    #[inline]
    pub(super) fn send(
        &self,
        flags: i32,
        one: impl Fn(&Send<'_>) -> Result<usize>,
    ) -> Result<usize> {
        socket::each(self.count, |index| {
            let at = self.vec.wrapping_add(index);
            // SAFETY: the caller's promise; the structure begins with the other.
            let n = unsafe { Message::from_c(at.cast(), (flags,)) }?.send(&one)?;
            // SAFETY: the caller's promise.
            unsafe { (&raw mut (*at).len).write_unaligned(n as u32) };
            Ok(true)
        })
    }

    #[inline]
    pub(super) fn receive(
        &self,
        flags: i32,
        timeout: In<'_, Timespec>,
        one: impl Fn(&Receive<'_>) -> Result<Received>,
    ) -> Result<usize> {
        let end = socket::Deadline::new(timeout.read())?;
        socket::each(self.count, |index| {
            let at = self.vec.wrapping_add(index);
            let flags = socket::flags_of(flags, index);
            // SAFETY: the caller's promise; the structure begins with the other.
            let n = unsafe { Message::from_c(at.cast(), (flags,)) }?.receive(&one)?;
            // SAFETY: the caller's promise.
            unsafe { (&raw mut (*at).len).write_unaligned(n as u32) };
            end.is_ahead()
        })
    }
}

/// `sendto`, with a function that sends.
#[inline]
pub(super) fn send_to(
    data: Bytes<'_>,
    flags: i32,
    PerhapsTo(to): PerhapsTo<'_>,
    send: impl FnOnce(&Send<'_>) -> Result<usize>,
) -> Result<usize> {
    send(&Send {
        data: &[data],
        to,
        control: Bytes::of(&[]),
        flags,
    })
}

/// `recvfrom`, with a function that receives.
#[inline]
pub(super) fn receive_from(
    into: BytesMut<'_>,
    flags: i32,
    address: Option<Address<'_>>,
    receive: impl FnOnce(&Receive<'_>) -> Result<Received>,
) -> Result<usize> {
    let received = receive(&Receive {
        into: &[into],
        from: address.map_or(BytesMut::of(&mut []), |address| address.to),
        control: BytesMut::of(&mut []),
        flags,
    })?;
    if let Some(address) = address {
        address.length.write(received.from as u32)?;
    }
    Ok(received.len)
}

macro_rules! rows {
    ($emit:ident) => { $crate::entry::$emit! {
        accept(fd: Fd, addr: Option<Address>[length: *mut u32]) => |fd, address| socket::accept4::<D>(fd, address, 0);
        accept4(fd: Fd, addr: Option<Address>[length: *mut u32], flags: i32) => socket::accept4::<D>;
        getsockname(fd: Fd, addr: Address[length: *mut u32]) => socket::getsockname::<D>;
        getpeername(fd: Fd, addr: Address[length: *mut u32]) => socket::getpeername::<D>;
        sendto(fd: Fd, buf: Bytes[size: usize], flags: i32, addr: PerhapsTo[length: u32]) => |fd, data, flags, to| {
            send_to(data, flags, to, |send| socket::send::<D>(fd, send))
        };
        recvfrom(fd: Fd, buf: BytesMut[size: usize], flags: i32, addr: Option<Address>[length: *mut u32]) => |fd, into, flags, from| {
            receive_from(into, flags, from, |receive| socket::receive::<D>(fd, receive))
        };
        setsockopt(fd: Fd, level: i32, name: i32, value: Setting[size: u32]) => |fd, level, name, value: Setting<'_>| {
            socket::setsockopt::<D>(fd, Name { level, name }, || value.bytes())
        };
        getsockopt(fd: Fd, level: i32, name: i32, value: Value[size: *mut u32]) => |fd, level, name, value| {
            socket::getsockopt::<D>(fd, Name { level, name }, value)
        };
        shutdown(fd: Fd, how: i32) => socket::shutdown::<D>;
        sendmsg(fd: Fd, msg: Message[flags: i32]) => |fd, message: Message<'_>| {
            message.send(|send| socket::send::<D>(fd, send))
        };
        recvmsg(fd: Fd, msg: Message[flags: i32]) => |fd, message: Message<'_>| {
            message.receive(|receive| socket::receive::<D>(fd, receive))
        };
        sendmmsg(fd: Fd, vec: Messages[count: u32], flags: i32) => |fd, messages: Messages<'_>, flags| {
            messages.send(flags, |send| socket::send::<D>(fd, send))
        };
        recvmmsg_time64(fd: Fd, vec: Messages[count: u32], flags: i32, timeout: In<Timespec>) => |fd, messages: Messages<'_>, flags, timeout| {
            messages.receive(flags, timeout, |receive| socket::receive::<D>(fd, receive))
        };
    } };
}
pub(super) use rows;

rows! { syscalls }
