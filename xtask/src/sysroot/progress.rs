//! What a build says while it runs: one line that counts on a terminal, plain
//! lines elsewhere.

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

    /// How far a long step is. On a terminal the line replaces itself.
    pub fn count(&mut self, what: &str, done: usize, all: usize) {
        let is_due = self
            .last
            .is_none_or(|last| last.elapsed() > Duration::from_millis(80));
        if self.is_terminal && !self.verbose && (is_due || done == all) {
            eprint!("\r\x1b[K[{done}/{all}] {what}");
            let _ = io::stderr().flush();
            self.last = Some(Instant::now());
            self.is_open = true;
        } else if !self.is_terminal
            && self
                .last
                .is_none_or(|last| last.elapsed() > Duration::from_secs(10))
        {
            eprintln!("[{done}/{all}] {what}");
            self.last = Some(Instant::now());
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
