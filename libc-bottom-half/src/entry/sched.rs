//! Priorities, policies, processors.

use crate::abi::time::Timespec;
use crate::sys::sched;
use crate::user::{In, Out};

// Four bytes of a mask are written, and one is read if there are any. The priority is the
// first field of `struct sched_param`.
super::syscalls! {
    getpriority(which: i32, who: u32) => sched::getpriority;
    setpriority(which: i32, who: u32, nice: i32) => sched::setpriority;
    sched_getaffinity(pid: i32, size: usize, mask: Out<u32>) => sched::sched_getaffinity;
    sched_setaffinity(pid: i32, size: usize, mask: In<u8>) => sched::sched_setaffinity;
    getcpu(cpu: Out<u32>, node: Out<u32>, unused: usize) => |cpu, node, _| sched::getcpu(cpu, node);
    sched_get_priority_min(policy: i32) => sched::sched_get_priority_min;
    sched_get_priority_max(policy: i32) => sched::sched_get_priority_max;
    sched_getscheduler(pid: i32) => sched::sched_getscheduler;
    sched_setscheduler(pid: i32, policy: i32, param: In<i32>) => sched::sched_setscheduler;
    sched_getparam(pid: i32, param: Out<i32>) => sched::sched_getparam;
    sched_setparam(pid: i32, param: In<i32>) => sched::sched_setparam;
    sched_rr_get_interval_time64(pid: i32, ts: Out<Timespec>) => sched::sched_rr_get_interval_time64;
}
