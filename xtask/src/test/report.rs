//! Runs tests on several threads and reports their results.

use anyhow::Result;
use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Where a program under test runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leg {
    Native,
    Wasi,
}

pub enum Outcome {
    Passed,
    Failed(String),
    /// It failed, with the reason why that is expected.
    ExpectedFailure(String),
    /// It could not run here, for this reason.
    Skipped(String),
}

type Body = Box<dyn Fn() -> Result<Outcome> + Send + Sync>;

pub struct Test {
    /// The suite, then the path of the test in it: `c/open/create-exclusive`.
    pub name: String,
    pub leg: Leg,
    body: Body,
    /// The command that runs it again, if it is not the usual one.
    again: Option<String>,
}

impl Test {
    pub fn new(
        name: impl Into<String>,
        leg: Leg,
        body: impl Fn() -> Result<Outcome> + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            leg,
            body: Box::new(body),
            again: None,
        }
    }

    pub fn again_by(mut self, command: String) -> Self {
        self.again = Some(command);
        self
    }

    /// A test that only says what is wrong with the test itself.
    pub fn broken(name: impl Into<String>, leg: Leg, error: &anyhow::Error) -> Self {
        let text = format!("{error:#}");
        Self::new(name, leg, move || Ok(Outcome::Failed(text.clone())))
    }

    /// The name with the leg, as it is listed.
    pub fn title(&self) -> String {
        match self.leg {
            Leg::Native => format!("{} (native)", self.name),
            Leg::Wasi => self.name.clone(),
        }
    }

    fn again(&self) -> String {
        if let Some(command) = &self.again {
            return command.clone();
        }
        let only = match self.leg {
            Leg::Native => "--native-only",
            Leg::Wasi => "--wasi-only",
        };
        format!("cargo xtask test {} {only}", self.name)
    }

    fn run(&self) -> Outcome {
        (self.body)().unwrap_or_else(|error| Outcome::Failed(format!("{error:#}")))
    }
}

#[derive(Default)]
pub struct Summary {
    passed: usize,
    failed: Vec<String>,
    expected: Vec<(String, String)>,
    skipped: Vec<(String, String)>,
    /// How long each test took, the slowest first.
    durations: Vec<(Duration, String)>,
}

impl Summary {
    pub fn failures(&self) -> usize {
        self.failed.len()
    }

    pub fn passes(&self) -> usize {
        self.passed
    }

    pub fn expected_failures(&self) -> usize {
        self.expected.len()
    }

    pub fn skips(&self) -> usize {
        self.skipped.len()
    }

    pub fn print_slowest(&self, count: usize) {
        for (duration, title) in self.durations.iter().take(count) {
            println!("{:6.1} s  {title}", duration.as_secs_f64());
        }
    }

    /// The last line is plain text for programs to read.
    pub fn print(&self) {
        for (title, reason) in &self.skipped {
            println!("skipped {title}: {reason}");
        }
        for (title, reason) in &self.expected {
            println!("expected to fail {title}: {reason}");
        }
        for title in &self.failed {
            println!("failed {title}");
        }
        print!("{} passed, {} failed", self.passed, self.failed.len());
        for (count, what) in [
            (self.skipped.len(), "skipped"),
            (self.expected.len(), "expected to fail"),
        ] {
            if count > 0 {
                print!(", {count} {what}");
            }
        }
        println!();
    }
}

/// Runs all `tests`, `jobs` at a time. Failures are printed as they happen.
///
/// Of several workers the first takes tests from the end, where those are that take minutes
/// and that wait for each other's lock of cargo: so they run one by one, beside the others.
pub fn run(tests: &[Test], jobs: usize) -> Summary {
    let queue = Mutex::new(tests.iter());
    let next = |from_the_end| {
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        if from_the_end {
            queue.next_back()
        } else {
            queue.next()
        }
    };
    let state = Mutex::new((Summary::default(), Progress::new(tests.len())));
    let jobs = jobs.clamp(1, tests.len().max(1));
    thread::scope(|scope| {
        for worker in 0..jobs {
            let (next, state) = (&next, &state);
            scope.spawn(move || {
                let from_the_end = worker == 0 && jobs > 1;
                while let Some(test) = next(from_the_end) {
                    let started = Instant::now();
                    let outcome = test.run();
                    let duration = started.elapsed();
                    // Poisoned only if printing panicked, that is, on a closed stdout.
                    let Ok(mut state) = state.lock() else { return };
                    let (summary, progress) = &mut *state;
                    progress.clear();
                    let title = test.title();
                    summary.durations.push((duration, title.clone()));
                    match outcome {
                        Outcome::Passed => summary.passed += 1,
                        Outcome::Skipped(reason) => summary.skipped.push((title, reason)),
                        Outcome::ExpectedFailure(reason) => summary.expected.push((title, reason)),
                        Outcome::Failed(text) => {
                            println!("FAILED {title}");
                            for line in text.lines() {
                                println!("    {line}");
                            }
                            println!("    again: {}\n", test.again());
                            summary.failed.push(title);
                        }
                    }
                    progress.step(&test.name, summary.failed.len());
                }
            });
        }
    });
    let (mut summary, mut progress) = state.into_inner().unwrap_or_else(PoisonError::into_inner);
    progress.clear();
    summary.failed.sort();
    summary.expected.sort();
    summary.skipped.sort();
    summary.durations.sort_by(|a, b| b.cmp(a));
    summary
}

/// One line that is rewritten on a terminal; elsewhere a line now and then.
struct Progress {
    total: usize,
    done: usize,
    terminal: bool,
    told: usize,
}

impl Progress {
    fn new(total: usize) -> Self {
        Self {
            total,
            done: 0,
            terminal: io::stderr().is_terminal(),
            told: 0,
        }
    }

    fn clear(&mut self) {
        if self.terminal {
            eprint!("\r\x1b[K");
        }
    }

    fn step(&mut self, name: &str, failed: usize) {
        self.done += 1;
        if self.terminal {
            eprint!(
                "\r\x1b[K{}/{} ({failed} failed) {name}",
                self.done, self.total
            );
            let _ = io::stderr().flush();
        } else if self.total >= 100 && self.done * 10 / self.total > self.told {
            self.told = self.done * 10 / self.total;
            eprintln!("{}/{} done, {failed} failed", self.done, self.total);
        }
    }
}
