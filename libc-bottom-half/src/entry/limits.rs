//! Limits.

use crate::abi::resource::Rlimit;
use crate::abi::sysinfo::Sysinfo;
use crate::sys::limits;
use crate::user::{In, Out};

super::syscalls! {
    prlimit64(pid: i32, resource: usize, limit: *const Rlimit, old: *mut Rlimit) => {
        // SAFETY: the caller's promise.
        let (limit, old) = unsafe { (In::new(limit), Out::new(old)) };
        limits::prlimit64(pid, resource, limit, old)
    };
    sysinfo(info: *mut Sysinfo) => {
        // SAFETY: the caller's promise.
        limits::sysinfo(unsafe { Out::new(info) })
    };
}
