//! Locks on files, which the kernel keeps: they exclude other processes.

use std::os::fd::AsRawFd;

use preview1::Errno;
use preview1::service::{Operation, Services as Groups};

use super::process::fork::last_error;
use super::{Answer, Group, Request, signal};
use crate::host::Stop;
use crate::host::layer::Below;

#[derive(Clone, Copy, Debug)]
pub struct Locks;

impl Group for Locks {
    fn offers(&self) -> Groups {
        Groups::LOCKS
    }

    fn answer(
        &mut self,
        operation: Operation,
        request: Request<'_>,
        below: &mut Below<'_>,
    ) -> Result<Answer, Stop> {
        Ok(match operation {
            Operation::FLOCK => flock(request, below),
            Operation::FCNTL_LOCK => fcntl(request, below),
            _ => Err(Errno::NOSYS),
        })
    }
}

/// Again, if only a signal ended it that the program has no handler for.
fn insist(mut call: impl FnMut() -> i32) -> Result<(), Errno> {
    while call() < 0 {
        match last_error() {
            Errno::INTR if !signal::is_noted() => {}
            error => return Err(error),
        }
    }
    Ok(())
}

fn flock(mut request: Request<'_>, below: &mut Below<'_>) -> Answer {
    let (number, operation) = (request.number()?, request.signed()?);
    request.end()?;
    let file = below.files().and_then(|files| files.get(number));
    let file = file.ok_or(Errno::BADF)?;
    // SAFETY: the file is open, and the kernel checks the operation.
    insist(|| unsafe { libc::flock(file.as_raw_fd(), operation) })?;
    Ok(Vec::new())
}

/// The lock commands of fcntl(2). The answer is the lock, of which only the question for a lock
/// changes anything.
fn fcntl(mut request: Request<'_>, below: &mut Below<'_>) -> Answer {
    let (number, command) = (request.number()?, request.signed()?);
    let kind = request.number()?;
    let mut double = || -> Result<i64, Errno> {
        let (low, high) = (request.number()?, request.number()?);
        Ok((u64::from(low) | u64::from(high) << 32).cast_signed())
    };
    let (start, length) = (double()?, double()?);
    request.end()?;
    let command = match command {
        12 => libc::F_GETLK,
        13 => libc::F_SETLK,
        14 => libc::F_SETLKW,
        36 => libc::F_OFD_GETLK,
        37 => libc::F_OFD_SETLK,
        38 => libc::F_OFD_SETLKW,
        _ => return Err(Errno::INVAL),
    };
    // SAFETY: zeros are a value of this structure of numbers.
    let mut lock: libc::flock = unsafe { std::mem::zeroed() };
    lock.l_type = kind as libc::c_short;
    lock.l_whence = (kind >> 16) as libc::c_short;
    lock.l_start = start;
    lock.l_len = length;
    let file = below.files().and_then(|files| files.get(number));
    let file = file.ok_or(Errno::BADF)?;
    // SAFETY: the file is open, and the kernel checks the lock, and writes one.
    insist(|| unsafe { libc::fcntl(file.as_raw_fd(), command, &raw mut lock) })?;
    let kind = u32::from(lock.l_type.cast_unsigned());
    let mut answer = (kind | u32::from(lock.l_whence.cast_unsigned()) << 16)
        .to_le_bytes()
        .to_vec();
    answer.extend(lock.l_start.to_le_bytes());
    answer.extend(lock.l_len.to_le_bytes());
    answer.extend(lock.l_pid.to_le_bytes());
    Ok(answer)
}
