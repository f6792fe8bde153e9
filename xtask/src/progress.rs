//! Progress output: one line that counts on a terminal, plain lines elsewhere.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

pub struct Progress {
    is_terminal: bool,
    pub verbose: bool,
    last: Option<Instant>,
    is_open: bool,
}

impl Progress {
    pub fn new(verbose: bool) -> Self {
        Self {
            is_terminal: io::stderr().is_terminal(),
            verbose,
            last: None,
            is_open: false,
        }
    }

    /// A plain line.
    pub fn say(&mut self, text: &str) {
        self.close();
        eprintln!("{text}");
    }

    /// The progress of a long step. On a terminal the line replaces itself; elsewhere one
    /// is printed every ten seconds.
    pub fn count(&mut self, what: &str, done: usize, all: usize) {
        let pause = Duration::from_millis(if self.is_terminal { 80 } else { 10_000 });
        let since = *self.last.get_or_insert_with(Instant::now);
        let is_last = self.is_terminal && done == all;
        if self.verbose || (since.elapsed() < pause && !is_last) {
            return;
        }
        self.last = Some(Instant::now());
        if self.is_terminal {
            eprint!("\r\x1b[K[{done}/{all}] {what}");
            let _ = io::stderr().flush();
            self.is_open = true;
        } else {
            eprintln!("[{done}/{all}] {what}");
        }
    }

    /// Ends the counting line.
    pub fn close(&mut self) {
        if self.is_open {
            eprintln!();
            self.is_open = false;
        }
        self.last = None;
    }
}
