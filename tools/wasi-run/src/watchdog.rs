//! `--timeout`: ends everything that takes too long, from reading the program to printing
//! the backtrace.

use std::process::exit;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::STATUS_TIMEOUT;
use crate::message::say;
use crate::restore::restore;

/// How long an interrupted program may take to stop by itself. It cannot do so while it
/// waits in a host call.
const GRACE: Duration = Duration::from_millis(200);

type Interrupt = Box<dyn Fn() + Send + Sync>;

/// The time of the run, if it is limited.
static TIMEOUT: OnceLock<Duration> = OnceLock::new();
static INTERRUPT: OnceLock<Interrupt> = OnceLock::new();
static IS_OVER: AtomicBool = AtomicBool::new(false);

/// Watches until the process ends. Nothing here has a lock, which a fork could leave locked.
pub struct Watchdog(());

impl Watchdog {
    pub fn start(timeout: Duration) -> std::io::Result<Self> {
        TIMEOUT.get_or_init(|| timeout);
        watch(timeout)?;
        Ok(Self(()))
    }

    /// From now on, calls this when the time is over; if that does not end the program
    /// soon, the process ends. Before this call, the process ends at once.
    pub fn interrupt_with(&self, interrupt: impl Fn() + Send + Sync + 'static) {
        INTERRUPT.get_or_init(|| Box::new(interrupt));
    }
}

fn watch(timeout: Duration) -> std::io::Result<()> {
    thread::Builder::new()
        .name("watchdog".to_owned())
        .spawn(move || {
            thread::sleep(timeout);
            IS_OVER.store(true, Ordering::Relaxed);
            if let Some(interrupt) = INTERRUPT.get() {
                interrupt();
                thread::sleep(GRACE);
            }
            restore();
            report(timeout);
            exit(STATUS_TIMEOUT);
        })
        .map(drop)
}

/// Whether the time is over.
pub fn is_over() -> bool {
    IS_OVER.load(Ordering::Relaxed)
}

/// Called in a new process, which has the same time from now on. Without a thread for that, it
/// ends at once: it must not run without a limit.
pub fn start_again() {
    if let Some(timeout) = TIMEOUT.get()
        && let Err(error) = watch(*timeout)
    {
        say(&format!("error: --timeout: cannot start a thread: {error}"));
        exit(STATUS_TIMEOUT);
    }
}

/// Reports once that the time is over.
pub fn report(timeout: Duration) {
    static SAID: AtomicBool = AtomicBool::new(false);
    if !SAID.swap(true, Ordering::Relaxed) {
        say(&format!(
            "timeout: not done after {} s",
            timeout.as_secs_f64()
        ));
    }
}
