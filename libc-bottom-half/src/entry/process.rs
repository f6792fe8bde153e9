//! The process, and randomness.

use crate::abi::utsname::Utsname;
use crate::sys::{process, random};
use crate::user::{BytesMut, Out};

super::syscalls! {
    exit(status: i32) => process::exit(status);
    exit_group(status: i32) => process::exit_group(status);
    getpid() => Ok(process::getpid());
    getppid() => Ok(process::getppid());
    gettid() => Ok(process::gettid());
    set_tid_address(_tidptr: usize) => Ok(process::gettid());
    set_robust_list(head: usize, length: usize) => process::set_robust_list(head, length);
    get_robust_list(pid: i32, head: *mut usize, length: *mut usize) => {
        // SAFETY: the caller's promise.
        let (head, length) = unsafe { (Out::new(head), Out::new(length)) };
        process::get_robust_list(pid, head, length)
    };
    membarrier(command: i32, flags: u32) => process::membarrier(command, flags);
    getuid() => Ok(process::getuid());
    geteuid() => Ok(process::getuid());
    getgid() => Ok(process::getuid());
    getegid() => Ok(process::getuid());
    sched_yield() => process::sched_yield();
    uname(buf: *mut Utsname) => {
        // SAFETY: the caller's promise.
        process::uname(unsafe { Out::new(buf) })
    };
    getrandom(buf: *mut u8, size: usize, flags: u32) => {
        // SAFETY: the caller's promise.
        random::getrandom(unsafe { BytesMut::new(buf, size) }, flags)
    };
}
