//! Priorities, policies, processors.

use crate::abi::time::Timespec;
use crate::sys::sched;
use crate::user::{In, Out};

super::syscalls! {
    getpriority(which: i32, who: u32) => sched::getpriority(which, who);
    setpriority(which: i32, who: u32, nice: i32) => sched::setpriority(which, who, nice);
    sched_getaffinity(pid: i32, size: usize, mask: *mut u32) => {
        // SAFETY: the caller's promise; what is written are four bytes.
        sched::sched_getaffinity(pid, size, unsafe { Out::new(mask) })
    };
    sched_setaffinity(pid: i32, size: usize, mask: *const u8) => {
        // SAFETY: the caller's promise; what is read is one byte, if there are any.
        sched::sched_setaffinity(pid, size, unsafe { In::new(mask) })
    };
    getcpu(cpu: *mut u32, node: *mut u32, _unused: usize) => {
        // SAFETY: the caller's promise.
        let (cpu, node) = unsafe { (Out::new(cpu), Out::new(node)) };
        sched::getcpu(cpu, node)
    };
    sched_get_priority_min(policy: i32) => sched::sched_get_priority_min(policy);
    sched_get_priority_max(policy: i32) => sched::sched_get_priority_max(policy);
    sched_getscheduler(pid: i32) => sched::sched_getscheduler(pid);
    sched_setscheduler(pid: i32, policy: i32, param: *const i32) => {
        // SAFETY: the caller's promise: the priority is the first of the structure.
        sched::sched_setscheduler(pid, policy, unsafe { In::new(param) })
    };
    sched_getparam(pid: i32, param: *mut i32) => {
        // SAFETY: as above.
        sched::sched_getparam(pid, unsafe { Out::new(param) })
    };
    sched_setparam(pid: i32, param: *const i32) => {
        // SAFETY: as above.
        sched::sched_setparam(pid, unsafe { In::new(param) })
    };
    sched_rr_get_interval_time64(pid: i32, ts: *mut Timespec) => {
        // SAFETY: the caller's promise.
        sched::sched_rr_get_interval_time64(pid, unsafe { Out::new(ts) })
    };
}
