//! The calls of the kernel that have no safe form.

use std::fs;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

use preview1::Errno;

use super::registry::Registry;
use crate::host::errno::errno;
use crate::host::service::signal;
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
            signal::begin_child();
            // Its thread takes no signal of the program.
            let before = signal::block_all();
            watchdog::start_again();
            signal::set_blocked(&before);
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

/// Sends a signal to this process. All threads but the one that runs the program block it, so
/// it has its effect before this returns. As one to the thread, it would not reach the program
/// that this one executes, if it is blocked until then.
pub fn signal_itself(signal: i32) -> Result<(), Errno> {
    // SAFETY: it takes numbers only.
    match unsafe { libc::kill(libc::getpid(), signal) } {
        0 => Ok(()),
        _ => Err(last_error()),
    }
}

/// Closes the open files beside the standard streams when a program of this machine is executed,
/// such as those that the caller's shell left open.
pub fn keep_files() -> io::Result<()> {
    for entry in fs::read_dir("/proc/self/fd")? {
        let number = entry?.file_name();
        if let Some(number) = number.to_str().and_then(|number| number.parse().ok())
            && number > 2
        {
            // SAFETY: it changes no more than that, and a number that is not open is an error.
            unsafe { libc::fcntl(number, libc::F_SETFD, libc::FD_CLOEXEC) };
        }
    }
    Ok(())
}

/// How many bytes of output a terminal has not sent so far (`TIOCOUTQ`).
pub fn unsent(terminal: BorrowedFd<'_>) -> Result<i32, Errno> {
    let mut count = 0;
    // SAFETY: the kernel writes a number.
    match unsafe { libc::ioctl(terminal.as_raw_fd(), libc::TIOCOUTQ, &raw mut count) } {
        0 => Ok(count),
        _ => Err(last_error()),
    }
}

/// Ends this process as a signal does whose action is the default.
pub fn end_by(number: i32) {
    // SAFETY: the default action is no function. This thread alone runs the program.
    unsafe {
        let none = libc::rlimit {
            rlim_cur: 0,
            rlim_max: 0,
        };
        libc::setrlimit(libc::RLIMIT_CORE, &raw const none);
        libc::signal(number, libc::SIG_DFL);
        let mut none: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        signal::set_blocked(&none);
        libc::raise(number);
    }
}

/// Replaces this process. Ignored signals stay ignored, as in execve(2): std would let the new
/// program end by a broken pipe.
pub fn exec(command: &mut Command) -> io::Error {
    let broken_pipes = signal::action_of(libc::SIGPIPE);
    let restore = move || {
        signal::restore_action(libc::SIGPIPE, &broken_pipes);
        Ok(())
    };
    // SAFETY: it makes a call of the kernel alone.
    let error = unsafe { command.pre_exec(restore) }.exec();
    signal::restore_action(libc::SIGPIPE, &broken_pipes);
    error
}
