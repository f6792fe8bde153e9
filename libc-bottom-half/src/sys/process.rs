//! The one process, its one user, and its end.

use crate::abi::process::{
    CLONE_VFORK, CLONE_VM, P_ALL, P_PGID, P_PID, WAIT_FLAGS, WCONTINUED, WEXITED, WSTOPPED,
};
use crate::abi::signal::{Info, SIGCHLD, Siginfo};
use crate::abi::utsname::Utsname;
use crate::errno::{Errno, Result};
use crate::interrupt::Interruption;
use crate::process::Numbers;
use crate::process::own;
use crate::service::{self, Services};
use crate::signal;
use crate::sys::refused::only;
use crate::sys::signal::siginfo;
#[cfg(target_feature = "atomics")]
use crate::tasks;
use crate::thread;
use crate::timer;
use crate::tty;
use crate::user::Out;
use crate::wasi;
use preview1::service::Operation;

/// `exit(status)` — ends the one thread, and with it the process.
///
/// [Linux](https://man7.org/linux/man-pages/man2/exit.2.html).
/// Differs: As `exit_group`.
pub fn exit(status: i32) -> Result {
    #[cfg(target_feature = "atomics")]
    {
        let _ = status;
        tasks::end()
    }
    #[cfg(not(target_feature = "atomics"))]
    exit_group(status)
}

/// `exit_group(status)` — ends the process.
///
/// [Linux](https://man7.org/linux/man-pages/man2/exit_group.2.html).
/// Differs: Some hosts report a status of 126 or above as an error of the program.
pub fn exit_group(status: i32) -> Result {
    wasi::proc_exit(status as u32 & 0xff)
}

/// `getpid()` — the number of the process.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getpid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getpid.2.html).
/// Differs: WASI has no process numbers. Every process sees the same number, unless the
/// host offers processes and the program can have children.
#[inline]
pub fn getpid<N: Numbers>() -> i32 {
    N::own()
}

/// `getppid()` — the number of the parent: 0, as for a process whose parent cannot be seen.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getppid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getppid.2.html).
/// Differs: Always 0: the program does not see its parent, unless the host offers processes
/// and the program can have children.
#[inline]
pub fn getppid<N: Numbers>() -> i32 {
    N::parent()
}

/// `clone(flags, stack, parent_tid, tls, child_tid)` — makes a second process, as fork and
/// vfork do, or posix_spawn: 0 in the child.
///
/// [Linux](https://man7.org/linux/man-pages/man2/clone.2.html).
/// Differs: fails with `ENOSYS` on a host without services. WASI has neither processes nor,
/// on this target, threads. With them: Makes a process, with the flags of fork, vfork and
/// posix_spawn: `SIGCHLD`, with `CLONE_VM` and `CLONE_VFORK` or without. Memory is never
/// shared. Any other flag fails with `EINVAL`.
pub fn clone(flags: u32) -> Result<i32> {
    if !service::offers().has(Services::PROCESSES) {
        return Err(Errno::NOSYS);
    }
    // Memory that parent and child share, until the child executes or ends, is no promise.
    match flags & !(CLONE_VM | CLONE_VFORK) == SIGCHLD as u32
        && flags & (CLONE_VM | CLONE_VFORK) != CLONE_VM
    {
        true => {}
        false => return Err(Errno::INVAL),
    }
    tty::with_groups();
    let [pid] = service::numbers(Operation::FORK, [])?;
    if pid == 0 {
        signal::begin();
        timer::begin();
    }
    Ok(pid)
}

/// `waitid(type, id, info, options, usage)` — waits for a child.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/waitid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/waitid.2.html).
/// Differs: fails with `ECHILD` on a host without services. There is one process: it has no
/// children. With them: Waits for a child. A timer of `timer_create` does not end the wait;
/// on a host that offers signals, those of `setitimer` and other signals do.
pub fn waitid(
    kind: i32,
    id: i32,
    info: Out<'_, Siginfo>,
    options: u32,
    usage: Out<'_, Usage>,
) -> Result {
    only(options, WAIT_FLAGS)?;
    if options & (WEXITED | WSTOPPED | WCONTINUED) == 0 {
        return Err(Errno::INVAL);
    }
    match kind {
        P_ALL => {}
        P_PID if id > 0 => {}
        P_PGID if id >= 0 => {}
        _ => return Err(Errno::INVAL),
    }
    let asked = service::numbers(Operation::WAIT, [kind, id, options as i32]);
    let answer: [i32; 22] = asked.map_err(|error| match error {
        Errno::NOSYS => Errno::CHILD,
        error => error,
    })?;
    let ([pid, uid, code, status], rest) = match answer.split_first_chunk() {
        Some((child, rest)) => (*child, rest),
        None => return Err(Errno::IO),
    };
    if let (Some(used), false) = (rest.first_chunk(), usage.is_null()) {
        usage.write(*used)?;
    }
    if info.is_null() {
        return Ok(());
    }
    let signo = if pid == 0 { 0 } else { SIGCHLD };
    let fields = [pid as u32, uid as u32, status as u32, 0, 0, 0, 0, 0];
    info.write(siginfo(Info {
        signo,
        code,
        fields,
        ..Info::EMPTY
    }))
}

/// The kernel's `struct rusage`: two times, and fourteen counts.
pub type Usage = [i32; 18];

/// `gettid()`, `set_tid_address(tidptr)` — the number of the one thread.
///
/// [Linux](https://man7.org/linux/man-pages/man2/gettid.2.html).
/// Differs: `gettid`: There is one thread: returns the same number as `getpid`.
/// `set_tid_address`: Nothing is written to the address when the thread ends: the process
/// ends with it.
pub fn gettid() -> i32 {
    #[cfg(target_feature = "atomics")]
    return tasks::number();
    #[cfg(not(target_feature = "atomics"))]
    crate::process::PID
}

pub fn set_tid_address(address: usize) -> i32 {
    #[cfg(target_feature = "atomics")]
    wasi::thread::set_clear(address);
    let _ = address;
    gettid()
}

/// `set_robust_list(head, length)` — remembers the address of the thread's list of robust
/// locks.
///
/// [Linux](https://man7.org/linux/man-pages/man2/set_robust_list.2.html).
/// Differs: Nothing reads the list, because the one thread never ends before its process.
pub fn set_robust_list(head: usize, length: usize) -> Result {
    if length != ROBUST_LIST_SIZE {
        return Err(Errno::INVAL);
    }
    thread::set_robust_list(head);
    Ok(())
}

/// `get_robust_list(pid, head, length)` — returns the address that [`set_robust_list`] set.
///
/// [Linux](https://man7.org/linux/man-pages/man2/get_robust_list.2.html).
/// Differs: There is one thread.
pub fn get_robust_list(pid: i32, head: Out<'_, usize>, length: Out<'_, usize>) -> Result {
    own(pid)?;
    length.write(ROBUST_LIST_SIZE)?;
    head.write(thread::robust_list())
}

/// The size of `struct robust_list_head`.
const ROBUST_LIST_SIZE: usize = 3 * size_of::<usize>();

/// `membarrier(command, flags)` — makes other threads see memory in order: there are none.
///
/// [Linux](https://man7.org/linux/man-pages/man2/membarrier.2.html).
/// Differs: There is one thread, whose memory is always in order: the call does nothing,
/// and no command needs registration.
pub fn membarrier(command: i32, flags: u32) -> Result<i32> {
    /// All commands up to `MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ` but those for
    /// restartable sequences, which are not there either.
    const COMMANDS: i32 = 0x7f;
    match command {
        _ if flags != 0 => Err(Errno::INVAL),
        0 => Ok(COMMANDS),
        command if command & COMMANDS == command && command.count_ones() == 1 => Ok(0),
        _ => Err(Errno::INVAL),
    }
}

/// `sched_yield()` — lets other threads run.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sched_yield.html),
/// [Linux](https://man7.org/linux/man-pages/man2/sched_yield.2.html).
/// Differs: nothing.
#[inline]
pub fn sched_yield<I: Interruption>() -> Result {
    I::before();
    wasi::sched_yield()
}

/// `uname(buf)` — names the system.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/uname.html),
/// [Linux](https://man7.org/linux/man-pages/man2/uname.2.html).
/// Differs: The system is `wasi`, the machine `wasm32`, the node `localhost`.
pub fn uname(buf: Out<'_, Utsname>) -> Result {
    buf.write(Utsname::new([
        b"wasi",
        b"localhost",
        b"0.1.0",
        b"preview1",
        b"wasm32",
        b"(none)",
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::PID;
    use crate::wasi::fake;

    #[test]
    fn a_wait_names_whom_and_what_for() {
        fake::set_up(|_| {});
        let wait = |kind, id, options| waitid(kind, id, Out::none(), options, Out::none());
        assert_eq!(wait(P_ALL, 0, WEXITED), Err(Errno::CHILD));
        for (kind, id, options) in [
            (9, 0, WEXITED),
            (P_ALL, 0, 0),
            (P_ALL, 0, WEXITED | 0x100),
            (P_PID, 0, WEXITED),
        ] {
            assert_eq!(wait(kind, id, options), Err(Errno::INVAL));
        }
    }

    #[test]
    fn status_is_a_byte() {
        fake::set_up(|_| {});
        for (status, byte) in [(0, 0), (7, 7), (256, 0), (-1, 255)] {
            let end = std::panic::catch_unwind(|| exit_group(status)).unwrap_err();
            assert_eq!(end.downcast_ref(), Some(&fake::Exit(byte)));
        }
    }

    #[test]
    fn the_list_of_robust_locks_is_remembered() {
        fake::set_up(|_| {});
        let (mut head, mut length) = (1, 1);
        let mut get = |pid| get_robust_list(pid, (&mut head).into(), (&mut length).into());
        assert_eq!((get(PID + 1), get(0)), (Err(Errno::SRCH), Ok(())));
        assert_eq!((head, length), (0, ROBUST_LIST_SIZE));
        assert_eq!(set_robust_list(8, ROBUST_LIST_SIZE - 1), Err(Errno::INVAL));
        assert_eq!(set_robust_list(8, ROBUST_LIST_SIZE), Ok(()));
        let get = get_robust_list(PID, Out::from(&mut head), Out::from(&mut length));
        assert_eq!((get, head), (Ok(()), 8));
        assert_eq!(
            get_robust_list(0, Out::none(), Out::from(&mut length)),
            Err(Errno::FAULT)
        );
    }

    #[test]
    fn barriers_have_nothing_to_do() {
        assert_eq!(membarrier(0, 1), Err(Errno::INVAL));
        let commands = membarrier(0, 0).unwrap();
        for bit in 0..31 {
            let done = membarrier(1 << bit, 0);
            assert_eq!(done.is_ok(), commands & 1 << bit != 0);
        }
        assert_eq!(membarrier(3, 0), Err(Errno::INVAL));
        assert_eq!(membarrier(-1, 0), Err(Errno::INVAL));
    }

    #[test]
    fn names_are_terminated() {
        let mut names = Utsname::new([b""; 6]);
        uname(Out::from(&mut names)).unwrap();
        assert!(names.machine.starts_with(b"wasm32\0"));
        assert_eq!(uname(Out::none()), Err(Errno::FAULT));
    }
}
