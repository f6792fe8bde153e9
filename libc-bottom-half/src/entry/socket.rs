//! Sockets that the host opened.

use crate::abi::time::Timespec;
use crate::errno::{Errno, Result};
use crate::sys::socket::{self, Address, Name, Receive, Received, Send, Value};
use crate::user::{Bytes, BytesMut, In, Out, iovecs};
use crate::wasi::Fd;

// What follows is compiled with each syscall that uses it: else the plain ones would need
// a member that the others are in.

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
/// As much is readable at `ptr`, or it is null.
#[inline]
unsafe fn given<'a>(ptr: *const u8, len: u32) -> Bytes<'a> {
    let len = if ptr.is_null() { 0 } else { len as usize };
    // SAFETY: the caller's promise.
    unsafe { Bytes::new(ptr, len) }
}

/// # Safety
///
/// As much is writable at `ptr`, or it is null.
#[inline]
unsafe fn wanted<'a>(ptr: *mut u8, len: u32) -> BytesMut<'a> {
    let len = if ptr.is_null() { 0 } else { len as usize };
    // SAFETY: the caller's promise.
    unsafe { BytesMut::new(ptr, len) }
}

/// Where to tell an address, if anybody asks.
///
/// # Safety
///
/// Both are null, or `length` is readable and writable, and so much writable at `addr`.
#[inline]
pub(super) unsafe fn address<'a>(addr: *mut u8, length: *mut u32) -> Result<Option<Address<'a>>> {
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

/// The same, where it must be asked.
///
/// # Safety
///
/// As [`address`].
#[inline]
pub(super) unsafe fn some_address<'a>(addr: *mut u8, length: *mut u32) -> Result<Address<'a>> {
    // SAFETY: the caller's promise.
    unsafe { address(addr, length) }?.ok_or(Errno::FAULT)
}

/// An address that is given.
///
/// # Safety
///
/// As much is readable at `addr`, or it is null.
#[inline]
pub(super) unsafe fn address_in<'a>(addr: *const u8, length: u32) -> Result<Bytes<'a>> {
    if length > crate::abi::socket::LONGEST as u32 {
        return Err(Errno::INVAL);
    }
    if addr.is_null() && length > 0 {
        return Err(Errno::FAULT);
    }
    // SAFETY: the caller's promise.
    Ok(unsafe { given(addr, length) })
}

/// Where to tell an option.
///
/// # Safety
///
/// `size` is null, or readable and writable, and so much is writable at `value`.
#[inline]
pub(super) unsafe fn option<'a>(value: *mut u8, size: *mut u32) -> Result<Value<'a>> {
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

/// Sends what a `struct msghdr` says.
///
/// # Safety
///
/// `msg` is null or readable, and what it says of its pointers true.
#[inline]
pub(super) unsafe fn send(
    msg: *const Msghdr,
    flags: i32,
    send: impl FnOnce(&Send<'_>) -> Result<usize>,
) -> Result<usize> {
    if msg.is_null() {
        return Err(Errno::FAULT);
    }
    // SAFETY: not null, hence readable.
    let msg = unsafe { msg.read_unaligned() };
    // SAFETY: the caller's promise.
    let (data, to, control) = unsafe {
        (
            iovecs(msg.iov.cast::<Bytes<'_>>(), msg.iovlen).map_err(|_| Errno::MSGSIZE)?,
            given(msg.name, msg.namelen),
            given(msg.control, msg.controllen),
        )
    };
    send(&Send {
        data,
        to,
        control,
        flags,
    })
}

/// Receives what a `struct msghdr` has room for, and tells there what it was.
///
/// # Safety
///
/// `msg` is null or readable and writable, and what it says of its pointers true.
#[inline]
pub(super) unsafe fn receive(
    msg: *mut Msghdr,
    flags: i32,
    receive: impl FnOnce(&Receive<'_>) -> Result<Received>,
) -> Result<usize> {
    if msg.is_null() {
        return Err(Errno::FAULT);
    }
    // SAFETY: not null, hence readable.
    let mut header = unsafe { msg.read_unaligned() };
    // SAFETY: the caller's promise.
    let (into, from, control) = unsafe {
        (
            iovecs(header.iov, header.iovlen).map_err(|_| Errno::MSGSIZE)?,
            wanted(header.name, header.namelen),
            wanted(header.control, header.controllen),
        )
    };
    let received = receive(&Receive {
        into,
        from,
        control,
        flags,
    })?;
    if !header.name.is_null() {
        header.namelen = received.from as u32;
    }
    header.controllen = received.control as u32;
    header.flags = received.flags;
    // SAFETY: not null, hence writable.
    unsafe { msg.write_unaligned(header) };
    Ok(received.len)
}

/// Sends one message after the other.
///
/// # Safety
///
/// `vec` is null, or so many are readable and writable, each as [`send`] wants it.
#[inline]
pub(super) unsafe fn send_each(
    vec: *mut Mmsghdr,
    count: u32,
    flags: i32,
    one: impl Fn(&Send<'_>) -> Result<usize>,
) -> Result<usize> {
    if vec.is_null() && count > 0 {
        return Err(Errno::FAULT);
    }
    socket::each(count, |index| {
        let at = vec.wrapping_add(index);
        // SAFETY: the caller's promise; the structure begins with the other.
        let n = unsafe { send(at.cast(), flags, &one) }?;
        // SAFETY: the caller's promise.
        unsafe { (&raw mut (*at).len).write_unaligned(n as u32) };
        Ok(true)
    })
}

/// Receives one message after the other.
///
/// # Safety
///
/// As [`send_each`], for [`receive`].
#[inline]
pub(super) unsafe fn receive_each(
    vec: *mut Mmsghdr,
    count: u32,
    flags: i32,
    timeout: *const Timespec,
    one: impl Fn(&Receive<'_>) -> Result<Received>,
) -> Result<usize> {
    if vec.is_null() && count > 0 {
        return Err(Errno::FAULT);
    }
    // SAFETY: the caller's promise.
    let end = socket::Deadline::new(unsafe { In::new(timeout) }.read())?;
    socket::each(count, |index| {
        let at = vec.wrapping_add(index);
        let flags = socket::flags_of(flags, index);
        // SAFETY: the caller's promise; the structure begins with the other.
        let n = unsafe { receive(at.cast(), flags, &one) }?;
        // SAFETY: the caller's promise.
        unsafe { (&raw mut (*at).len).write_unaligned(n as u32) };
        end.is_ahead()
    })
}

/// What `sendto` sends.
///
/// # Safety
///
/// As much is readable at each as is said.
#[inline]
pub(super) unsafe fn send_to(
    (buf, size): (*const u8, usize),
    flags: i32,
    (addr, length): (*const u8, u32),
    send: impl FnOnce(&Send<'_>) -> Result<usize>,
) -> Result<usize> {
    let length = if addr.is_null() { 0 } else { length };
    // SAFETY: the caller's promise.
    let to = unsafe { address_in(addr, length) }?;
    // SAFETY: the caller's promise.
    let data = &[unsafe { Bytes::new(buf, size) }];
    send(&Send {
        data,
        to,
        control: Bytes::of(&[]),
        flags,
    })
}

/// What `recvfrom` receives.
///
/// # Safety
///
/// As much is writable at each as is said.
#[inline]
pub(super) unsafe fn receive_from(
    (buf, size): (*mut u8, usize),
    flags: i32,
    (addr, length): (*mut u8, *mut u32),
    receive: impl FnOnce(&Receive<'_>) -> Result<Received>,
) -> Result<usize> {
    // SAFETY: the caller's promise.
    let (address, into) = unsafe { (address(addr, length)?, &[BytesMut::new(buf, size)]) };
    let received = receive(&Receive {
        into,
        from: address.map_or(BytesMut::of(&mut []), |address| address.to),
        control: BytesMut::of(&mut []),
        flags,
    })?;
    if let Some(address) = address {
        address.length.write(received.from as u32)?;
    }
    Ok(received.len)
}

/// Where an accepted socket's address is asked for, there is nothing to tell.
#[inline]
fn accept(fd: Fd, address: Option<Address<'_>>, flags: i32) -> Result<Fd> {
    let accepted = socket::accept4(fd, flags)?;
    if let Some(address) = address {
        address.tell(&socket::UNKNOWN)?;
    }
    Ok(accepted)
}

super::syscalls! {
    accept(fd: i32, addr: *mut u8, length: *mut u32) => {
        // SAFETY: the caller's promise.
        super::accept(Fd(fd), unsafe { address(addr, length) }?, 0)
    };
    accept4(fd: i32, addr: *mut u8, length: *mut u32, flags: i32) => {
        // SAFETY: the caller's promise.
        super::accept(Fd(fd), unsafe { address(addr, length) }?, flags)
    };
    getsockname(fd: i32, addr: *mut u8, length: *mut u32) => {
        // SAFETY: the caller's promise.
        unsafe { some_address(addr, length) }?;
        socket::refuse(Fd(fd), Errno::NOTSUP)
    };
    getpeername(fd: i32, addr: *mut u8, length: *mut u32) => {
        // SAFETY: the caller's promise.
        unsafe { some_address(addr, length) }?;
        socket::refuse(Fd(fd), Errno::NOTSUP)
    };
    sendto(fd: i32, buf: *const u8, size: usize, flags: i32, addr: *const u8, length: u32) => {
        // SAFETY: the caller's promise.
        unsafe { send_to((buf, size), flags, (addr, length), |send| socket::send(Fd(fd), send)) }
    };
    recvfrom(fd: i32, buf: *mut u8, size: usize, flags: i32, addr: *mut u8, length: *mut u32) => {
        let receive = |receive: &Receive<'_>| socket::receive(Fd(fd), receive);
        // SAFETY: the caller's promise.
        unsafe { receive_from((buf, size), flags, (addr, length), receive) }
    };
    setsockopt(fd: i32, _level: i32, _name: i32, _value: *const u8, _size: u32) => {
        socket::refuse(Fd(fd), Errno::NOPROTOOPT)
    };
    getsockopt(fd: i32, level: i32, name: i32, value: *mut u8, size: *mut u32) => {
        // SAFETY: the caller's promise.
        socket::getsockopt(Fd(fd), Name { level, name }, unsafe { option(value, size) }?)
    };
    shutdown(fd: i32, how: i32) => socket::shutdown(Fd(fd), how);
    sendmsg(fd: i32, msg: *const Msghdr, flags: i32) => {
        // SAFETY: the caller's promise.
        unsafe { send(msg, flags, |send| socket::send(Fd(fd), send)) }
    };
    recvmsg(fd: i32, msg: *mut Msghdr, flags: i32) => {
        // SAFETY: the caller's promise.
        unsafe { receive(msg, flags, |receive| socket::receive(Fd(fd), receive)) }
    };
    sendmmsg(fd: i32, vec: *mut Mmsghdr, count: u32, flags: u32) => {
        // SAFETY: the caller's promise.
        unsafe { send_each(vec, count, flags as i32, |send| socket::send(Fd(fd), send)) }
    };
    recvmmsg_time64(
        fd: i32, vec: *mut Mmsghdr, count: u32, flags: u32, timeout: *const Timespec,
    ) => {
        let one = |receive: &Receive<'_>| socket::receive(Fd(fd), receive);
        // SAFETY: the caller's promise.
        unsafe { receive_each(vec, count, flags as i32, timeout, one) }
    };
}
