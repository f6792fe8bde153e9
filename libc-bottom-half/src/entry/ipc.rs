//! System V's IPC.

use crate::abi::ipc::{Msqid, Sembuf, Shmid};
use crate::abi::time::Timespec;
use crate::errno::{Errno, Result};
use crate::inside::ipc::{msg, sem, shm};
use crate::user::{Bytes, BytesMut, In, InOut, Out, Parameter};

/// The offset of a message's bytes, after its type.
const TEXT: usize = size_of::<i32>();

/// A message to send.
pub struct Given<'a> {
    kind: In<'a, i32>,
    text: Bytes<'a>,
}

impl Parameter<(usize,)> for Given<'_> {
    type C = *const u8;

    #[inline]
    unsafe fn from_c(message: *const u8, (size,): (usize,)) -> Result<Self> {
        if message.is_null() {
            return Err(Errno::FAULT);
        }
        let text = message.wrapping_add(TEXT);
        // SAFETY: the caller's promise: a type, and so many bytes behind it.
        let (kind, text) = unsafe { (In::new(message.cast()), Bytes::new(text, size)) };
        Ok(Self { kind, text })
    }
}

/// Where to put a message.
pub struct Wanted<'a> {
    kind: Out<'a, i32>,
    text: BytesMut<'a>,
}

impl Parameter<(usize,)> for Wanted<'_> {
    type C = *mut u8;

    #[inline]
    unsafe fn from_c(message: *mut u8, (size,): (usize,)) -> Result<Self> {
        if message.is_null() {
            return Err(Errno::FAULT);
        }
        let text = message.wrapping_add(TEXT);
        // SAFETY: the caller's promise: room for a type, and for so many bytes behind it.
        let (kind, text) = unsafe { (Out::new(message.cast()), BytesMut::new(text, size)) };
        Ok(Self { kind, text })
    }
}

/// The command of `semctl`, with its argument.
pub struct Control<'a> {
    id: i32,
    num: i32,
    cmd: i32,
    argument: sem::Argument<'a>,
}

impl Parameter<(i32, i32, *mut u8)> for Control<'_> {
    type C = i32;

    #[inline]
    unsafe fn from_c(id: i32, (num, cmd, arg): (i32, i32, *mut u8)) -> Result<Self> {
        let count = if arg.is_null() { 0 } else { sem::count(id) };
        // SAFETY: the caller's promise, for the command's use of it: one value for each
        // semaphore, or a `struct semid_ds`.
        let argument = unsafe {
            sem::Argument {
                value: arg.addr() as i32,
                values: InOut::new(arg.cast(), count),
                given: In::new(arg.cast()),
                told: Out::new(arg.cast()),
            }
        };
        Ok(Self {
            id,
            num,
            cmd,
            argument,
        })
    }
}

super::syscalls! {
    msgget(key: i32, flags: i32) => msg::msgget;
    msgsnd(id: i32, message: Given[size: usize], flags: i32) => |id, message: Given<'_>, flags| {
        msg::msgsnd(id, message.kind.read(), message.text, flags)
    };
    msgrcv(id: i32, message: Wanted[size: usize], kind: i32, flags: i32) => |id, message: Wanted<'_>, kind, flags| {
        msg::msgrcv(id, message.kind, message.text, kind, flags)
    };
    msgctl(id: i32, cmd: i32, buf: (In<Msqid>, Out<Msqid>)) => |id, cmd, (given, told)| {
        msg::msgctl(id, cmd, given, told)
    };
    semget(key: i32, count: i32, flags: i32) => sem::semget;
    semop(id: i32, ops: InOut<Sembuf>[count: usize]) => |id, ops| {
        sem::semtimedop_time64(id, ops, In::none())
    };
    semtimedop_time64(id: i32, ops: InOut<Sembuf>[count: usize], timeout: In<Timespec>) => sem::semtimedop_time64;
    semctl(id: Control[num: i32, cmd: i32, arg: *mut u8]) => |told: Control<'_>| {
        sem::semctl(told.id, told.num, told.cmd, &told.argument)
    };
    shmget(key: i32, size: usize, flags: i32) => shm::shmget;
    shmat(id: i32, addr: usize, flags: i32) => shm::shmat;
    shmdt(addr: usize) => shm::shmdt;
    shmctl(id: i32, cmd: i32, buf: (In<Shmid>, Out<Shmid>)) => |id, cmd, (given, told)| {
        shm::shmctl(id, cmd, given, told)
    };
}
