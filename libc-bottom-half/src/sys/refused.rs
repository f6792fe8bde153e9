//! Argument checks of refused syscalls, as on Linux: a program with a wrong argument learns
//! that, and not only that WASI has no such call. Checks that need a file or a descriptor are
//! in [`crate::entry::refused`].

use crate::abi::process::{CLONE_NEW, CLONE_OWN, PTRACE_ATTACH, PTRACE_SEIZE, PTRACE_TRACEME};
use crate::abi::time::{Timespec, clock};
use crate::conv::time::from_timespec;
use crate::errno::{Errno, Result};
use crate::process::own;
use crate::user::{Bytes, BytesMut, In};

/// Fails with `EINVAL` if a flag is set that the call does not know.
#[inline]
pub fn only(flags: u32, known: u32) -> Result {
    match flags & !known {
        0 => Ok(()),
        _ => Err(Errno::INVAL),
    }
}

/// The name of an extended attribute; fails with `ERANGE` for an invalid length.
#[inline]
pub fn attribute(name: &[u8]) -> Result {
    const LONGEST: usize = 255;
    match name.len() {
        1..=LONGEST => Ok(()),
        _ => Err(Errno::RANGE),
    }
}

/// The value of an extended attribute that is to be set.
#[inline]
pub fn value(value: Bytes<'_>, flags: i32) -> Result {
    const XATTR_FLAGS: u32 = 3;
    const LARGEST: usize = 65536;
    only(flags as u32, XATTR_FLAGS)?;
    match value.len() {
        0 => Ok(()),
        1..=LARGEST if value.ptr().is_null() => Err(Errno::FAULT),
        1..=LARGEST => Ok(()),
        _ => Err(Errno::TOO_BIG),
    }
}

/// `clock_settime64(clock, ts)` — sets a clock.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/clock_settime.html),
/// [Linux](https://man7.org/linux/man-pages/man2/clock_settime.2.html).
/// Differs: always fails with `EPERM`. WASI cannot set clocks.
pub fn clock_settime64(clock: i32, ts: In<'_, Timespec>) -> Result {
    if clock != clock::REALTIME {
        return Err(Errno::INVAL);
    }
    from_timespec(ts.read().ok_or(Errno::FAULT)?)?;
    Err(Errno::PERM)
}

/// `ptrace(request, pid, addr, data)` — traces a process.
///
/// [Linux](https://man7.org/linux/man-pages/man2/ptrace.2.html).
/// Differs: always fails with `EPERM`. There is one process: nothing to trace.
pub fn ptrace(request: i32, pid: i32) -> Result {
    if request == PTRACE_TRACEME {
        return Err(Errno::PERM);
    }
    if pid == 0 {
        return Err(Errno::SRCH);
    }
    own(pid)?;
    match request {
        PTRACE_ATTACH | PTRACE_SEIZE => Err(Errno::PERM),
        // It is not being traced.
        _ => Err(Errno::SRCH),
    }
}

/// `unshare(flags)` — stops sharing with other processes.
///
/// [Linux](https://man7.org/linux/man-pages/man2/unshare.2.html).
/// Differs: The process shares nothing with another, so `CLONE_FS`, `CLONE_FILES` and
/// similar flags have no effect. WASI has no namespaces: creating one fails with `EPERM`.
pub fn unshare(flags: u32) -> Result {
    only(flags, CLONE_NEW | CLONE_OWN)?;
    match flags & CLONE_NEW {
        0 => Ok(()),
        _ => Err(Errno::PERM),
    }
}

/// `process_vm_readv(pid, local, nlocal, remote, nremote, flags)`,
/// `process_vm_writev(pid, local, nlocal, remote, nremote, flags)` — copy from the memory of a process to that of another; how many bytes.
///
/// [Linux](https://man7.org/linux/man-pages/man2/process_vm_readv.2.html).
/// Differs: There is one process. Any other fails with `ESRCH`.
pub fn process_vm(
    pid: i32,
    from: &[Bytes<'_>],
    to: &[BytesMut<'_>],
    flags: usize,
) -> Result<usize> {
    if flags != 0 {
        return Err(Errno::INVAL);
    }
    let mut to = to.iter().copied();
    let mut room = to.next();
    if from.is_empty() || room.is_none() {
        return Ok(0);
    }
    if pid == 0 {
        return Err(Errno::SRCH);
    }
    own(pid)?;
    let mut copied = 0;
    for part in from {
        let mut part = *part;
        while let Some(place) = room
            && !part.is_empty()
        {
            let n = part.copy_to(place);
            copied += n;
            part = part.from(n);
            room = match n < place.len() {
                true => Some(place.from(n)),
                false => to.next(),
            };
        }
    }
    Ok(copied)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::PID;

    #[test]
    fn a_clock_is_looked_at_before_it_is_refused() {
        let set = |clock, tv_sec, tv_nsec| {
            let ts = Timespec {
                tv_sec,
                tv_nsec,
                pad: 0,
            };
            clock_settime64(clock, In::from(&ts))
        };
        assert_eq!(set(clock::REALTIME, 1, 0), Err(Errno::PERM));
        for (clock, sec, nsec) in [(1, 1, 0), (9999, 1, 0), (0, -1, 0), (0, 1, 1_000_000_000)] {
            assert_eq!(set(clock, sec, nsec), Err(Errno::INVAL));
        }
        assert_eq!(clock_settime64(0, In::none()), Err(Errno::FAULT));
        assert_eq!(clock_settime64(1, In::none()), Err(Errno::INVAL));
    }

    #[test]
    fn memory_is_copied_piece_by_piece() {
        let mut out = [0; 6];
        let (first, second) = out.split_at_mut(1);
        let from = [Bytes::of(b"ab"), Bytes::of(b""), Bytes::of(b"cd")];
        let to = [BytesMut::of(first), BytesMut::of(second)];
        assert_eq!(process_vm(PID, &from, &to, 0), Ok(4));
        assert_eq!(process_vm(PID + 1, &from, &to, 0), Err(Errno::SRCH));
        assert_eq!(process_vm(PID + 1, &from, &[], 0), Ok(0));
        assert_eq!(process_vm(PID, &from, &to, 1), Err(Errno::INVAL));
        assert_eq!(process_vm(PID, &from, &to[..1], 0), Ok(1));
        assert_eq!(&out, b"abcd\0\0");
    }

    #[test]
    fn nobody_can_be_traced() {
        assert_eq!(ptrace(PTRACE_TRACEME, 0), Err(Errno::PERM));
        assert_eq!(ptrace(PTRACE_ATTACH, PID), Err(Errno::PERM));
        assert_eq!(ptrace(PTRACE_ATTACH, PID + 1), Err(Errno::SRCH));
        assert_eq!(ptrace(1, PID), Err(Errno::SRCH));
    }

    #[test]
    fn there_is_nothing_to_unshare() {
        assert_eq!(unshare(CLONE_OWN), Ok(()));
        assert_eq!(unshare(CLONE_NEW & 0x0002_0000), Err(Errno::PERM));
        assert_eq!(unshare(1), Err(Errno::INVAL));
    }
}
