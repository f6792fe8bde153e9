//! `WAIT`: waiting for children.

use std::mem::MaybeUninit;

use preview1::Errno;

use super::fork::last_error;
use crate::host::service::{Answer, Request, signal};

const OPTIONS: u32 =
    (libc::WNOHANG | libc::WSTOPPED | libc::WEXITED | libc::WCONTINUED | libc::WNOWAIT) as u32;

/// As waitid(2). The answer: number, user, reason and status of the child, then its use of
/// resources in the order of `struct rusage`, all of them 0 if there was nothing to report.
pub fn wait(mut request: Request<'_>) -> Answer {
    let (kind, id, options) = (request.number()?, request.number()?, request.number()?);
    request.end()?;
    // Not a descriptor of this process.
    if kind > libc::P_PGID || options & !OPTIONS != 0 {
        return Err(Errno::INVAL);
    }
    let waits = options & libc::WNOHANG as u32 == 0;
    if waits && signal::is_noted() {
        return Err(Errno::INTR);
    }
    let mut info = MaybeUninit::<libc::siginfo_t>::zeroed();
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the kernel writes a siginfo_t and a rusage, and looks at the other arguments
    // itself.
    let mut wait = || unsafe {
        libc::syscall(
            libc::SYS_waitid,
            kind,
            id,
            info.as_mut_ptr(),
            options,
            usage.as_mut_ptr(),
        )
    };
    while wait() < 0 {
        match last_error() {
            Errno::INTR if !signal::is_noted() => {}
            error => return Err(error),
        }
    }
    // SAFETY: all zeros are values of these structures of numbers, and the kernel wrote others.
    let (info, usage) = unsafe { (info.assume_init(), usage.assume_init()) };
    // SAFETY: of a child that waitid reports, these fields are there; of none, they are 0.
    let (pid, uid, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
    if pid == 0 {
        return Ok(vec![0; 22 * 4]);
    }
    let mut answer = Vec::new();
    for word in [pid, uid.cast_signed(), info.si_code, status] {
        answer.extend(word.to_le_bytes());
    }
    let times = [usage.ru_utime, usage.ru_stime];
    let times = times.iter().flat_map(|time| [time.tv_sec, time.tv_usec]);
    let counts = [
        usage.ru_maxrss,
        usage.ru_ixrss,
        usage.ru_idrss,
        usage.ru_isrss,
        usage.ru_minflt,
        usage.ru_majflt,
        usage.ru_nswap,
        usage.ru_inblock,
        usage.ru_oublock,
        usage.ru_msgsnd,
        usage.ru_msgrcv,
        usage.ru_nsignals,
        usage.ru_nvcsw,
        usage.ru_nivcsw,
    ];
    for count in times.chain(counts) {
        answer.extend(i32::try_from(count).unwrap_or(i32::MAX).to_le_bytes());
    }
    Ok(answer)
}
