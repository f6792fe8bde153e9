//! System V's IPC.

use crate::abi::ipc::{Msqid, Sembuf, Semid, Shmid};
use crate::abi::time::Timespec;
use crate::errno::Errno;
use crate::inside::ipc::{msg, sem, shm};
use crate::user::{Bytes, BytesMut, In, InOut, Out};

/// Where the bytes of a message are, behind its type.
const TEXT: usize = size_of::<i32>();

super::syscalls! {
    msgget(key: i32, flags: i32) => msg::msgget(key, flags);
    msgsnd(id: i32, message: *const u8, size: usize, flags: i32) => {
        if message.is_null() {
            return Err(Errno::FAULT);
        }
        let text = message.wrapping_add(TEXT);
        // SAFETY: the caller's promise: a type, and so many bytes behind it.
        let (kind, text) = unsafe { (In::<i32>::new(message.cast()), Bytes::new(text, size)) };
        msg::msgsnd(id, kind.read(), text, flags)
    };
    msgrcv(id: i32, message: *mut u8, size: usize, kind: i32, flags: i32) => {
        if message.is_null() {
            return Err(Errno::FAULT);
        }
        let text = message.wrapping_add(TEXT);
        // SAFETY: the caller's promise: room for a type, and for so many bytes behind it.
        let (to, text) = unsafe { (Out::new(message.cast()), BytesMut::new(text, size)) };
        msg::msgrcv(id, to, text, kind, flags)
    };
    msgctl(id: i32, cmd: i32, buf: *mut Msqid) => {
        // SAFETY: the caller's promise.
        let (given, told) = unsafe { (In::new(buf), Out::new(buf)) };
        msg::msgctl(id, cmd, given, told)
    };
    semget(key: i32, count: i32, flags: i32) => sem::semget(key, count, flags);
    semop(id: i32, ops: *mut Sembuf, count: usize) => {
        if ops.is_null() && count > 0 {
            return Err(Errno::FAULT);
        }
        // SAFETY: the caller's promise.
        sem::semtimedop_time64(id, unsafe { InOut::new(ops, count) }, In::none())
    };
    semtimedop_time64(id: i32, ops: *mut Sembuf, count: usize, timeout: *const Timespec) => {
        if ops.is_null() && count > 0 {
            return Err(Errno::FAULT);
        }
        // SAFETY: the caller's promise.
        let (ops, timeout) = unsafe { (InOut::new(ops, count), In::new(timeout)) };
        sem::semtimedop_time64(id, ops, timeout)
    };
    semctl(id: i32, num: i32, cmd: i32, arg: *mut u8) => {
        let count = if arg.is_null() { 0 } else { sem::count(id) };
        // SAFETY: the caller's promise, for what the command makes of it: one value for each
        // semaphore, or a `struct semid_ds`.
        let argument = unsafe {
            sem::Argument {
                value: arg.addr() as i32,
                values: InOut::new(arg.cast(), count),
                given: In::<Semid>::new(arg.cast()),
                told: Out::new(arg.cast()),
            }
        };
        sem::semctl(id, num, cmd, &argument)
    };
    shmget(key: i32, size: usize, flags: i32) => shm::shmget(key, size, flags);
    shmat(id: i32, addr: usize, flags: i32) => shm::shmat(id, addr, flags);
    shmdt(addr: usize) => shm::shmdt(addr);
    shmctl(id: i32, cmd: i32, buf: *mut Shmid) => {
        // SAFETY: the caller's promise.
        let (given, told) = unsafe { (In::new(buf), Out::new(buf)) };
        shm::shmctl(id, cmd, given, told)
    };
}
