//! The calls of the kernel that have no safe form.

use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

use preview1::Errno;

use super::registry::Registry;
use crate::host::errno::errno;
use crate::watchdog;

/// Whether this process is the child of another runner.
static IS_CHILD: AtomicBool = AtomicBool::new(false);

/// Whether no call since the fork has noticed that this process is new.
static IS_NEW: AtomicBool = AtomicBool::new(false);

pub fn last_error() -> Errno {
    let error = io::Error::last_os_error();
    rustix::io::Errno::from_io_error(&error).map_or(Errno::IO, errno)
}

/// Makes a second process, which returns 0 here.
pub fn fork(registry: &Registry) -> Result<i32, Errno> {
    let place = registry.take_place()?;
    // SAFETY: only this thread goes on in the child. It holds no lock, as it is in a call of
    // the program, and the C library makes its own locks usable. The other threads of this
    // process are the first one, which only waits for this one; those that compiled the
    // program, which have nothing left to do; and the watchdog, which is started again. No
    // asynchronous runtime has threads: the layers in front of wasmtime-wasi leave nothing to
    // wait for.
    let pid = unsafe { libc::fork() };
    match pid {
        -1 => {
            let error = last_error();
            place.give_back();
            Err(error)
        }
        0 => {
            place.fill_in_child();
            IS_CHILD.store(true, Ordering::Relaxed);
            IS_NEW.store(true, Ordering::Relaxed);
            watchdog::start_again();
            Ok(0)
        }
        pid => {
            place.fill_in_parent(pid);
            Ok(pid)
        }
    }
}

/// Whether this process has been made since the last call.
pub fn is_new() -> bool {
    IS_NEW.load(Ordering::Relaxed) && IS_NEW.swap(false, Ordering::Relaxed)
}

/// Ends a child at once: what the first process does at its end is not the child's to do.
pub fn exit_child(status: i32) {
    if IS_CHILD.load(Ordering::Relaxed) {
        // SAFETY: it ends the process, and touches no memory of it.
        unsafe { libc::_exit(status) }
    }
}

/// A pipe: the end to read from, and the end to write to.
pub fn pipe(never_waits: bool) -> Result<[OwnedFd; 2], Errno> {
    let mut ends = [-1; 2];
    let flags = match never_waits {
        true => libc::O_CLOEXEC | libc::O_NONBLOCK,
        false => libc::O_CLOEXEC,
    };
    // SAFETY: the kernel writes two numbers.
    match unsafe { libc::pipe2(ends.as_mut_ptr(), flags) } {
        // SAFETY: the kernel has just made them.
        0 => Ok(ends.map(|end| unsafe { OwnedFd::from_raw_fd(end) })),
        _ => Err(last_error()),
    }
}

/// Sends a signal, of any number that the kernel has, to an open process.
pub fn signal_by(process: &OwnedFd, signal: i32) -> Result<(), Errno> {
    // SAFETY: it takes numbers, and no siginfo_t.
    let sent = unsafe {
        libc::syscall(
            libc::SYS_pidfd_send_signal,
            process.as_raw_fd(),
            signal,
            ptr::null::<libc::siginfo_t>(),
            0,
        )
    };
    match sent {
        0 => Ok(()),
        _ => Err(last_error()),
    }
}

/// Sends a signal to the thread that runs the program, so that it has its effect before this
/// returns. As one to the process, another thread could get it while the program goes on.
pub fn signal_itself(signal: i32) -> Result<(), Errno> {
    // SAFETY: it takes numbers only.
    match unsafe { libc::syscall(libc::SYS_tgkill, libc::getpid(), libc::gettid(), signal) } {
        0 => Ok(()),
        _ => Err(last_error()),
    }
}

/// Ends this process as a signal does whose action is the default.
pub fn end_by(signal: i32) {
    // SAFETY: the default action is no function. This thread alone runs the program.
    unsafe {
        let none = libc::rlimit {
            rlim_cur: 0,
            rlim_max: 0,
        };
        libc::setrlimit(libc::RLIMIT_CORE, &raw const none);
        libc::signal(signal, libc::SIG_DFL);
        libc::raise(signal);
    }
}

/// Lets this process, and the programs that it becomes, ignore these signals, and no others.
pub fn ignore(signals: u64) {
    for signal in 1..=64 {
        let action = match signals >> (signal - 1) & 1 {
            1 => libc::SIG_IGN,
            _ => libc::SIG_DFL,
        };
        // SAFETY: neither is a function. An error is about a number that cannot be ignored.
        unsafe { libc::signal(signal, action) };
    }
}
