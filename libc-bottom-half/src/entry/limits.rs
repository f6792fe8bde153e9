//! Limits.

use crate::abi::resource::Rlimit;
use crate::abi::sysinfo::Sysinfo;
use crate::sys::limits;
use crate::user::{In, Out};

super::syscalls! {
    prlimit64(pid: i32, resource: usize, limit: In<Rlimit>, old: Out<Rlimit>) => limits::prlimit64;
    sysinfo(info: Out<Sysinfo>) => limits::sysinfo;
}
