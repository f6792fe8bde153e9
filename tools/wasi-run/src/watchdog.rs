//! `--timeout`: stops a program that runs too long.

use std::process::exit;
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crate::{STATUS_TIMEOUT, say};

/// How long an interrupted program may take to stop by itself. It cannot while
/// it waits in a host call.
const GRACE: Duration = Duration::from_millis(200);

/// Watches until it is dropped.
pub struct Watchdog {
    _running: Sender<()>,
}

impl Watchdog {
    /// After `timeout`, calls `interrupt`; if that does not end the program
    /// soon, ends the process.
    pub fn start(
        timeout: Duration,
        interrupt: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<Self> {
        let (running, ended) = mpsc::channel::<()>();
        thread::Builder::new()
            .name("watchdog".to_owned())
            .spawn(move || {
                if ended.recv_timeout(timeout) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
                interrupt();
                if ended.recv_timeout(GRACE) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
                report(timeout);
                exit(STATUS_TIMEOUT);
            })?;
        Ok(Self { _running: running })
    }
}

/// Says once that the time is up.
pub fn report(timeout: Duration) {
    static SAID: Mutex<bool> = Mutex::new(false);
    // Nothing panics while it holds the lock.
    let mut said = SAID.lock().unwrap_or_else(|error| error.into_inner());
    if !*said {
        say(&format!(
            "timeout: the program still ran after {} s",
            timeout.as_secs_f64()
        ));
        *said = true;
    }
}
