//! Scheduling: one thread on one processor.

use crate::abi::sched::{
    NICE_MAX, NICE_MIN, PRIO_PGRP, PRIO_PROCESS, PRIO_USER, SCHED_BATCH, SCHED_DEADLINE,
    SCHED_FIFO, SCHED_IDLE, SCHED_OTHER, SCHED_RESET_ON_FORK, SCHED_RR,
};
use crate::abi::time::Timespec;
use crate::errno::{Errno, Result};
use crate::process;
use crate::process::UID;
use crate::process::own;
use crate::tasks;
use crate::user::{In, Out};

/// The set of processors: the first.
const PROCESSORS: u32 = 1;

/// Accepts the process that `PRIO_*` and a number select.
fn own_priority(which: i32, who: u32) -> Result {
    match (which, who) {
        (PRIO_PROCESS | PRIO_PGRP, _) => own(who as i32),
        (PRIO_USER, 0 | UID) => Ok(()),
        (PRIO_USER, _) => Err(Errno::SRCH),
        _ => Err(Errno::INVAL),
    }
}

/// `getpriority(which, who)` — the niceness, from 40 (urgent) to 1 (nice): which the C library
/// converts to -20 to 19.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getpriority.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getpriority.2.html).
/// Differs: There is one process.
pub fn getpriority(which: i32, who: u32) -> Result<i32> {
    own_priority(which, who)?;
    Ok(NICE_MAX + 1 - process::nice())
}

/// `setpriority(which, who, nice)` — changes the niceness, which can only be raised.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getpriority.html),
/// [Linux](https://man7.org/linux/man-pages/man2/setpriority.2.html).
/// Differs: There is one process. Its niceness is remembered and changes nothing. Lowering
/// it fails with `EACCES`.
pub fn setpriority(which: i32, who: u32, nice: i32) -> Result {
    own_priority(which, who)?;
    let nice = nice.clamp(NICE_MIN, NICE_MAX);
    if nice < process::nice() {
        return Err(Errno::ACCES);
    }
    process::set_nice(nice);
    Ok(())
}

/// `sched_getaffinity(pid, size, mask)` — the processors to run on: exactly one. Returns the
/// number of bytes of the mask that it wrote.
///
/// [Linux](https://man7.org/linux/man-pages/man2/sched_setaffinity.2.html).
/// Differs: There is one processor.
pub fn sched_getaffinity(pid: i32, size: usize, mask: Out<'_, u32>) -> Result<usize> {
    if size == 0 || !size.is_multiple_of(size_of_val(&PROCESSORS)) {
        return Err(Errno::INVAL);
    }
    own(pid)?;
    mask.write(PROCESSORS)?;
    Ok(size_of_val(&PROCESSORS))
}

/// `sched_setaffinity(pid, size, mask)` — stays on the one processor, if that is in the set.
///
/// [Linux](https://man7.org/linux/man-pages/man2/sched_setaffinity.2.html).
/// Differs: There is one processor: any set that contains it changes nothing.
pub fn sched_setaffinity(pid: i32, size: usize, mask: In<'_, u8>) -> Result {
    let set = match size {
        0 => 0,
        _ => u32::from(mask.read().ok_or(Errno::FAULT)?),
    };
    own(pid)?;
    match set & PROCESSORS {
        0 => Err(Errno::INVAL),
        _ => Ok(()),
    }
}

/// `getcpu(cpu, node)` — the first processor of the first node; either may be null.
///
/// [Linux](https://man7.org/linux/man-pages/man2/getcpu.2.html).
/// Differs: There is one processor.
pub fn getcpu(cpu: Out<'_, u32>, node: Out<'_, u32>) -> Result {
    for number in [cpu, node] {
        if !number.is_null() {
            number.write(0)?;
        }
    }
    Ok(())
}

/// Accepts a thread of the process, but no negative number.
fn own_thread(pid: i32) -> Result {
    match pid {
        ..0 => Err(Errno::INVAL),
        _ if tasks::has_other(pid) => Ok(()),
        _ => own(pid),
    }
}

/// The priorities of a policy.
fn priorities(policy: i32) -> Result<(i32, i32)> {
    match policy {
        SCHED_FIFO | SCHED_RR => Ok((1, 99)),
        SCHED_OTHER | SCHED_BATCH | SCHED_IDLE | SCHED_DEADLINE => Ok((0, 0)),
        _ => Err(Errno::INVAL),
    }
}

/// `sched_get_priority_min(policy)` — the lowest priority of a policy.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sched_get_priority_max.html),
/// [Linux](https://man7.org/linux/man-pages/man2/sched_get_priority_min.2.html).
/// Differs: nothing.
pub fn sched_get_priority_min(policy: i32) -> Result<i32> {
    Ok(priorities(policy)?.0)
}

/// `sched_get_priority_max(policy)` — the highest priority of a policy.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sched_get_priority_max.html),
/// [Linux](https://man7.org/linux/man-pages/man2/sched_get_priority_max.2.html).
/// Differs: nothing.
pub fn sched_get_priority_max(policy: i32) -> Result<i32> {
    Ok(priorities(policy)?.1)
}

/// `sched_getscheduler(pid)` — the policy.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sched_getscheduler.html),
/// [Linux](https://man7.org/linux/man-pages/man2/sched_getscheduler.2.html).
/// Differs: There is one thread.
pub fn sched_getscheduler(pid: i32) -> Result<i32> {
    own_thread(pid)?;
    Ok(process::policy())
}

/// `sched_setscheduler(pid, policy, param)` — sets the policy, and the priority in it. The
/// policies of real time are not permitted, nor is the way back from `SCHED_IDLE`.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sched_setscheduler.html),
/// [Linux](https://man7.org/linux/man-pages/man2/sched_setscheduler.2.html).
/// Differs: There is one thread. Its policy is remembered and changes nothing. `SCHED_FIFO`
/// and `SCHED_RR` fail with `EPERM`.
pub fn sched_setscheduler(pid: i32, policy: i32, param: In<'_, i32>) -> Result {
    let priority = param.read().ok_or(Errno::INVAL)?;
    own_thread(pid)?;
    let kind = policy & !SCHED_RESET_ON_FORK;
    let (min, max) = priorities(kind)?;
    if kind == SCHED_DEADLINE || !(min..=max).contains(&priority) {
        return Err(Errno::INVAL);
    }
    let now = process::policy();
    let reset_ends = now & !policy & SCHED_RESET_ON_FORK != 0;
    let idle_ends = now & !SCHED_RESET_ON_FORK == SCHED_IDLE && kind != SCHED_IDLE;
    if max > 0 || reset_ends || idle_ends {
        return Err(Errno::PERM);
    }
    process::set_policy(policy);
    Ok(())
}

/// `sched_getparam(pid, param)` — the priority, which is 0 in all policies that the thread
/// can have.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sched_getparam.html),
/// [Linux](https://man7.org/linux/man-pages/man2/sched_getparam.2.html).
/// Differs: There is one thread, with priority 0.
pub fn sched_getparam(pid: i32, param: Out<'_, i32>) -> Result {
    if param.is_null() {
        return Err(Errno::INVAL);
    }
    own_thread(pid)?;
    param.write(0)
}

/// `sched_setparam(pid, param)` — sets the priority to what it is.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sched_setparam.html),
/// [Linux](https://man7.org/linux/man-pages/man2/sched_setparam.2.html).
/// Differs: There is one thread, with priority 0.
pub fn sched_setparam(pid: i32, param: In<'_, i32>) -> Result {
    let priority = param.read().ok_or(Errno::INVAL)?;
    own_thread(pid)?;
    match priority {
        0 => Ok(()),
        _ => Err(Errno::INVAL),
    }
}

/// `sched_rr_get_interval_time64(pid, ts)` — the time slice of the thread: 0, which means
/// unlimited.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sched_rr_get_interval.html),
/// [Linux](https://man7.org/linux/man-pages/man2/sched_rr_get_interval.2.html).
/// Differs: There is one thread, which never has to give way: the interval is 0.
pub fn sched_rr_get_interval_time64(pid: i32, ts: Out<'_, Timespec>) -> Result {
    own_thread(pid)?;
    ts.write(Timespec::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::PID;
    use crate::wasi::fake;

    #[test]
    fn niceness_only_grows() {
        fake::set_up(|_| {});
        assert_eq!(getpriority(PRIO_PROCESS, 0), Ok(20));
        assert_eq!(setpriority(PRIO_USER, UID, 5), Ok(()));
        assert_eq!(getpriority(PRIO_PGRP, PID as u32), Ok(15));
        assert_eq!(setpriority(PRIO_PROCESS, 0, 5), Ok(()));
        assert_eq!(setpriority(PRIO_PROCESS, 0, 4), Err(Errno::ACCES));
        assert_eq!(setpriority(PRIO_PROCESS, 0, i32::MIN), Err(Errno::ACCES));
        assert_eq!(setpriority(PRIO_PROCESS, 0, i32::MAX), Ok(()));
        assert_eq!(getpriority(PRIO_USER, 0), Ok(1));
        for (which, who) in [(0, 1), (1, u32::MAX), (2, UID + 1)] {
            assert_eq!(getpriority(which, who), Err(Errno::SRCH));
            assert_eq!(setpriority(which, who, 19), Err(Errno::SRCH));
        }
        for which in [-1, 3] {
            assert_eq!(getpriority(which, 0), Err(Errno::INVAL));
        }
    }

    #[test]
    fn there_is_one_processor() {
        let mut mask = 0;
        assert_eq!(sched_getaffinity(0, 128, Out::from(&mut mask)), Ok(4));
        assert_eq!(mask, 1);
        for size in [0, 1, 6] {
            let result = sched_getaffinity(0, size, Out::from(&mut mask));
            assert_eq!(result, Err(Errno::INVAL));
        }
        assert_eq!(sched_getaffinity(1, 4, Out::none()), Err(Errno::SRCH));
        assert_eq!(sched_getaffinity(0, 4, Out::none()), Err(Errno::FAULT));
        assert_eq!(sched_setaffinity(PID, 1, In::from(&0xff)), Ok(()));
        assert_eq!(sched_setaffinity(0, 1, In::from(&2)), Err(Errno::INVAL));
        assert_eq!(sched_setaffinity(0, 0, In::none()), Err(Errno::INVAL));
        assert_eq!(sched_setaffinity(0, 4, In::none()), Err(Errno::FAULT));
        assert_eq!(sched_setaffinity(1, 1, In::from(&1)), Err(Errno::SRCH));
        let (mut cpu, mut node) = (7, 7);
        getcpu(Out::from(&mut cpu), Out::none()).unwrap();
        getcpu(Out::none(), Out::from(&mut node)).unwrap();
        assert_eq!((cpu, node), (0, 0));
    }

    #[test]
    fn policies_without_privileges() {
        fake::set_up(|_| {});
        let set = |policy, priority| sched_setscheduler(0, policy, In::from(&priority));
        assert_eq!(sched_getscheduler(PID), Ok(SCHED_OTHER));
        assert_eq!(set(SCHED_BATCH, 0), Ok(()));
        assert_eq!(sched_getscheduler(0), Ok(SCHED_BATCH));
        assert_eq!(set(SCHED_FIFO, 1), Err(Errno::PERM));
        for (policy, priority) in [(0, 1), (1, 0), (2, 100), (4, 0), (6, 0), (-1, 0)] {
            assert_eq!(set(policy, priority), Err(Errno::INVAL), "{policy}");
        }
        assert_eq!(set(SCHED_OTHER | SCHED_RESET_ON_FORK, 0), Ok(()));
        assert_eq!(set(SCHED_OTHER, 0), Err(Errno::PERM));
        assert_eq!(set(SCHED_IDLE | SCHED_RESET_ON_FORK, 0), Ok(()));
        assert_eq!(set(SCHED_OTHER | SCHED_RESET_ON_FORK, 0), Err(Errno::PERM));
        assert_eq!(sched_setscheduler(0, 0, In::none()), Err(Errno::INVAL));
        assert_eq!(sched_setscheduler(1, 0, In::from(&0)), Err(Errno::SRCH));
        assert_eq!(sched_getscheduler(-1), Err(Errno::INVAL));
    }

    #[test]
    fn the_priority_is_nothing() {
        let mut priority = 7;
        assert_eq!(sched_getparam(0, Out::from(&mut priority)), Ok(()));
        assert_eq!(priority, 0);
        assert_eq!(sched_getparam(0, Out::none()), Err(Errno::INVAL));
        assert_eq!(sched_setparam(0, In::from(&0)), Ok(()));
        assert_eq!(sched_setparam(0, In::from(&1)), Err(Errno::INVAL));
        assert_eq!(sched_setparam(1, In::from(&0)), Err(Errno::SRCH));
        assert_eq!(sched_get_priority_min(SCHED_RR), Ok(1));
        assert_eq!(sched_get_priority_max(SCHED_RR), Ok(99));
        assert_eq!(sched_get_priority_max(SCHED_OTHER), Ok(0));
        assert_eq!(sched_get_priority_max(4), Err(Errno::INVAL));
        let mut ts = Timespec {
            tv_sec: 7,
            ..Timespec::ZERO
        };
        assert_eq!(sched_rr_get_interval_time64(0, Out::from(&mut ts)), Ok(()));
        assert_eq!(ts, Timespec::ZERO);
        assert_eq!(
            sched_rr_get_interval_time64(-1, Out::none()),
            Err(Errno::INVAL)
        );
    }
}
