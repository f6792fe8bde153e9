//! Gives the terminals of this process their settings back when it ends, if the program
//! changed them.
//!
//! A signal that ends the process does so too. The settings stay after SIGKILL, and after a
//! fault of `wasi-run` itself.

use std::fs::File;
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, OnceLock};

use libc::{
    SIG_DFL, SIGALRM, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGXCPU, sigaction,
};
use rustix::fs::{Mode, OFlags, fstat, open};
use rustix::process::{getpgrp, getpid};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr};

use crate::host::service::process::fork::end_by;
use crate::host::service::signal::{action_of, restore_action};

/// Signals that end a process and that it could handle.
const ENDING: [i32; 8] = [
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU,
];

struct Terminal {
    fd: File,
    device: u64,
    attributes: Termios,
}

static SAVED: OnceLock<Vec<Terminal>> = OnceLock::new();
static IS_CHANGED: AtomicBool = AtomicBool::new(false);

/// The process that gives the terminals back: a child of it does not.
static OWNER: AtomicI32 = AtomicI32::new(0);

/// From now on, this process gives back what it changes.
pub fn owns() {
    OWNER.store(getpid().as_raw_nonzero().get(), Ordering::Relaxed);
}

fn is_owner() -> bool {
    OWNER.load(Ordering::Relaxed) == getpid().as_raw_nonzero().get()
}

/// The program is about to change the settings of a terminal. Only those of the standard
/// streams and the controlling one are given back.
pub fn changes<'a>(terminal: impl AsFd, standard: impl Iterator<Item = &'a Arc<File>>) {
    if !is_owner() {
        return;
    }
    let is_first = SAVED.get().is_none();
    let saved = SAVED.get_or_init(|| remember(standard));
    if is_first {
        handle();
    }
    let device = fstat(terminal).map_or(0, |stat| stat.st_rdev);
    if saved.iter().any(|known| known.device == device) {
        IS_CHANGED.store(true, Ordering::Release);
    }
}

fn remember<'a>(standard: impl Iterator<Item = &'a Arc<File>>) -> Vec<Terminal> {
    let mut terminals: Vec<Terminal> = Vec::new();
    let controlling = open("/dev/tty", OFlags::RDWR | OFlags::CLOEXEC, Mode::empty());
    let streams = standard.filter_map(|file| file.try_clone().ok());
    for fd in streams.chain(controlling.ok().map(File::from)) {
        if let (Ok(attributes), Ok(stat)) = (tcgetattr(&fd), fstat(&fd))
            && terminals.iter().all(|known| known.device != stat.st_rdev)
        {
            terminals.push(Terminal {
                fd,
                device: stat.st_rdev,
                attributes,
            });
        }
    }
    terminals
}

/// Restores what the program changed. It makes only system calls and reads atomic variables, as
/// a signal's handler must: `OnceLock::get` does not lock.
pub fn restore() {
    let Some(saved) = SAVED.get() else { return };
    if !is_owner() || !IS_CHANGED.swap(false, Ordering::AcqRel) {
        return;
    }
    for terminal in saved {
        // In the background it would stop here, and the terminal belongs to another program.
        if tcgetpgrp(&terminal.fd).is_ok_and(|group| group != getpgrp()) {
            continue;
        }
        // Nothing else can be done, for example if the terminal has hung up.
        let _ = tcsetattr(&terminal.fd, OptionalActions::Now, &terminal.attributes);
    }
}

/// The action of a signal that is to do what it does by default.
pub fn default_action(signal: i32) -> usize {
    match SAVED.get().is_some() && is_owner() && ENDING.contains(&signal) {
        true => end as extern "C" fn(i32) as usize,
        false => SIG_DFL,
    }
}

/// Restores the terminals, and does what the signal does by default.
extern "C" fn end(signal: i32) {
    restore();
    end_by(signal);
}

/// Handles the signals that would end this process. The others are ignored, or the program
/// has handlers for them.
fn handle() {
    for signal in ENDING {
        let action = action_of(signal);
        if action.sa_sigaction == SIG_DFL {
            let action = sigaction {
                sa_sigaction: end as extern "C" fn(i32) as usize,
                ..action
            };
            restore_action(signal, &action);
        }
    }
}
