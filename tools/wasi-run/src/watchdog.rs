//! `--timeout`: ends everything that takes too long, from reading the program to printing
//! the backtrace.

use std::process::exit;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::STATUS_TIMEOUT;
use crate::message::say;

/// How long an interrupted program may take to stop by itself. It cannot do so while it
/// waits in a host call.
const GRACE: Duration = Duration::from_millis(200);

type Interrupt = Box<dyn FnOnce() + Send>;

/// Watches until the process ends.
pub struct Watchdog {
    interrupt: Arc<Mutex<Option<Interrupt>>>,
}

impl Watchdog {
    pub fn start(timeout: Duration) -> std::io::Result<Self> {
        let interrupt = Arc::new(Mutex::new(None::<Interrupt>));
        let watched = Arc::clone(&interrupt);
        thread::Builder::new()
            .name("watchdog".to_owned())
            .spawn(move || {
                thread::sleep(timeout);
                // Nothing panics while it holds the lock.
                let mut interrupt = watched.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(interrupt) = interrupt.take() {
                    interrupt();
                    thread::sleep(GRACE);
                }
                report(timeout);
                exit(STATUS_TIMEOUT);
            })?;
        Ok(Self { interrupt })
    }

    /// From now on, calls this when the time is over; if that does not end the program
    /// soon, the process ends. Before this call, the process ends at once.
    pub fn interrupt_with(&self, interrupt: impl FnOnce() + Send + 'static) {
        let mut place = self
            .interrupt
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *place = Some(Box::new(interrupt));
    }
}

/// Reports once that the time is over.
pub fn report(timeout: Duration) {
    static SAID: Mutex<bool> = Mutex::new(false);
    let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
    if !*said {
        say(&format!(
            "timeout: not done after {} s",
            timeout.as_secs_f64()
        ));
        *said = true;
    }
}
