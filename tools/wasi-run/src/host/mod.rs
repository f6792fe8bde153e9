//! The host side of preview 1, the same for every engine.
//!
//! wasmtime-wasi does the work. The layers in front of it ([`layer::LAYERS`]) answer where
//! it falls short; counting and tracing observe each call from outside.

mod deterministic;
mod errno;
mod file;
mod filestat;
mod guest;
pub mod layer;
mod link;
mod opened;
mod poll;
mod process;
mod read_only;
mod readdir;
pub mod service;
mod socket;
mod stdio;
mod terminal;
mod trace;
mod wasi;

use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use preview1::service::{Operation, Services as Groups};
use preview1::{Errno, FUNCTIONS, Function, Id};
use wasmtime_wasi::{FsPerms, WasiCtxBuilder};

pub use self::guest::Guest;
use self::guest::address;
use self::layer::{Below, Later, Layer, Then};
use self::service::signal;
pub use self::socket::Listen;
pub use self::trace::Sink;
use self::trace::Tracer;
use self::wasi::Wasi;
use crate::dirs::Preopen;
use crate::message::say;

/// A program's view of the world, and the observations of the program.
#[derive(Default)]
pub struct Settings {
    pub args: Vec<OsString>,
    pub env: Vec<(OsString, OsString)>,
    pub preopens: Vec<Preopen>,
    /// The addresses to listen on. The sockets' numbers follow those of the directories.
    pub listen: Vec<Listen>,
    /// The program's file, if the program before it has opened it.
    pub program: Option<File>,
    pub trace: Option<Sink>,
    pub count: bool,
    pub deterministic: bool,
    /// Whether the program can start others: then all files are the kernel's own.
    pub processes: bool,
    /// Whether the program has threads: then all files that it opens are the kernel's own, and
    /// a call that waits leaves the state to others.
    pub threads: bool,
    /// The most threads at a time, the main one included.
    pub threads_max: u32,
    /// Whether another program started this one, in whose place it is.
    pub is_successor: bool,
    /// Whether signals from outside reach the program.
    pub signals: bool,
    /// The open files that this program gets from the one before it, by its numbers.
    pub inherited: Vec<(u32, Arc<File>)>,
    /// The groups of services that the host offers beside WASI.
    pub services: Vec<Box<dyn service::Group>>,
    /// The only layers that the run may have; otherwise it may have all.
    pub strict: Option<Vec<String>>,
}

impl Settings {
    /// Whether there is a directory of services. A program that has the files of another one has
    /// it in any case: their numbers are after its own.
    fn has_services(&self) -> bool {
        !self.services.is_empty() || !self.inherited.is_empty()
    }

    /// Called for a program with threads. fork(2) copies one thread alone, so such a program
    /// cannot have what depends on it, and the groups that belong to that.
    pub fn forgo_processes(&mut self) {
        if std::mem::take(&mut self.signals) {
            signal::give_up();
        }
        let gone = Groups::PROCESSES.or(Groups::SIGNALS).or(Groups::LOCKS);
        self.services.retain(|group| !gone.has(group.offers()));
        if std::mem::take(&mut self.processes) && !self.is_successor {
            say(
                "note: --processes has no effect on a program with threads: it cannot start others",
            );
        }
    }

    /// Whether the run may have a layer.
    fn has(&self, layer: &str) -> bool {
        let strict = self.strict.as_ref();
        strict.is_none_or(|only| only.iter().any(|name| name == layer))
    }
}

/// The state behind a program's imports.
pub struct Host {
    layers: Vec<Box<dyn Layer>>,
    wasi: Wasi,
    counts: Option<Box<[u64]>>,
    tracer: Option<Tracer>,
    looked: Looked,
    /// The number of the directory of services, if there is one.
    services: Option<u32>,
}

/// Whether a program looked for files, as far as the host can see. The program itself
/// handles a path that is in none of its directories.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Looked {
    #[default]
    Not,
    /// It asked for this descriptor, as the search for host services does before it asks
    /// whether that is a directory. A search for files asks for the directories alone.
    Described(u32),
    ForFiles,
    /// Afterwards it wrote to standard error.
    AndComplained,
}

impl Looked {
    fn follow(&mut self, id: Id, args: &[u64]) {
        const STDERR: u32 = 2;
        *self = match (*self, id) {
            (Looked::Not | Looked::Described(_), Id::fd_fdstat_get) => {
                Looked::Described(address(args[0]))
            }
            (Looked::Described(fd), Id::fd_prestat_get) if address(args[0]) == fd => Looked::Not,
            (Looked::Not | Looked::Described(_), Id::fd_prestat_get) => Looked::ForFiles,
            (Looked::Described(_), _) => Looked::Not,
            (Looked::ForFiles, Id::fd_write) if address(args[0]) == STDERR => Looked::AndComplained,
            _ => return,
        };
    }
}

/// The reason why a host call does not return to the program.
#[derive(Debug)]
pub enum Stop {
    /// The program called `proc_exit`.
    Exit(u32),
    /// The call cannot be answered, for example because of a bad pointer.
    Trap(String),
    /// The call goes on without the state, in a program with threads.
    Later(Later),
    /// After that, it goes on with the state.
    Then(Then),
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::Exit(status) => write!(f, "exit with status {status}"),
            Stop::Trap(message) => f.write_str(message),
            Stop::Later(_) | Stop::Then(_) => f.write_str("a call that waits"),
        }
    }
}

impl Error for Stop {}

/// The number of the first directory, after the standard streams.
const FIRST: u32 = 3;

/// Called after a successful call: a number may now be closed or refer to another file.
fn renumber<T>(things: &mut BTreeMap<u32, T>, id: Id, args: &[u64]) {
    match id {
        Id::fd_close => {
            things.remove(&address(args[0]));
        }
        Id::fd_renumber => {
            let moved = things.remove(&address(args[0]));
            things.remove(&address(args[1]));
            if let Some(moved) = moved {
                things.insert(address(args[1]), moved);
            }
        }
        _ => {}
    }
}

impl Host {
    pub fn new(mut settings: Settings) -> Result<Self> {
        let mut builder = WasiCtxBuilder::new();
        // Calls run one at a time on the program's thread: a second thread for blocking
        // calls would only add two switches to each.
        builder.allow_blocking_current_thread(true);
        builder.inherit_stdio();
        for preopen in &settings.preopens {
            let Preopen {
                host,
                guest,
                read_only,
                ..
            } = preopen;
            let permissions = if *read_only {
                FsPerms::ReadOnly
            } else {
                FsPerms::ReadWrite
            };
            if let Err(error) = builder.preopened_dir(preopen.path(), guest, permissions) {
                bail!("cannot open the directory {}: {error:#}", host.display());
            }
        }
        for listen in &settings.listen {
            socket::with_placeholder(|path| {
                match builder.preopened_dir(path, "", FsPerms::ReadOnly) {
                    Ok(_) => Ok(()),
                    Err(error) => bail!("cannot keep a number for {listen}: {error:#}"),
                }
            })?;
        }
        if settings.has_services() {
            service::reserve(&mut builder)?;
        }
        if !settings.has("process") {
            process::give(&settings, &mut builder)?;
        }
        let services = settings
            .has_services()
            .then(|| service::number(settings.preopens.len(), settings.listen.len()));
        let mut wasi = Wasi::new(builder.build_p1()).context("cannot use the directories")?;
        Ok(Self {
            layers: layer::start(&mut settings, &mut wasi)?,
            wasi,
            counts: settings.count.then(|| vec![0; FUNCTIONS.len()].into()),
            tracer: settings
                .trace
                .map(|sink| Tracer::new(sink, settings.processes)),
            looked: Looked::default(),
            services,
        })
    }

    /// Whether a handler of the program may run before this call, and after it.
    pub fn may_deliver(&self, id: Id, args: &[u64]) -> [bool; 2] {
        match id {
            // A request that waits for signals finds them itself.
            Id::path_readlink => [false, self.services == Some(address(args[0]))],
            _ => [service::signal::may_deliver(id); 2],
        }
    }

    /// The operation, if this call is a request to the services.
    pub fn operation(&self, id: Id, args: &[u64], memory: &Guest<'_>) -> Option<Operation> {
        let is_request = id == Id::path_readlink && self.services == Some(address(args[0]));
        let number = memory.u32_at(address(args[1])).filter(|_| is_request);
        number.map(Operation)
    }

    /// Answers one call: the WASI error code that it returns, 0 for success.
    ///
    /// `args` are the wasm arguments, widened to 64 bits without their sign.
    pub fn call(
        &mut self,
        function: &'static Function,
        args: &[u64],
        memory: &mut Guest<'_>,
    ) -> Result<i32, Stop> {
        self.count(function.id, args);
        // Before the call, which may overwrite its own inputs.
        let inputs = self.inputs(function, args, memory);
        let answer = self.answer(function, args, memory).map(Errno::raw);
        if let Some(inputs) = inputs {
            self.trace(None, function, &inputs, args, &answer, memory);
        }
        self.begin_child();
        answer
    }

    /// Answers a call of a thread. Others use this host while it waits.
    pub fn call_of_thread(
        host: &Mutex<Self>,
        thread: u32,
        function: &'static Function,
        args: &[u64],
        memory: &mut Guest<'_>,
    ) -> Result<i32, Stop> {
        let own = match function.id {
            Id::proc_exit => lock_soon(host),
            _ => Some(lock(host)),
        };
        let Some(mut own) = own else {
            return Err(Stop::Exit(address(args[0])));
        };
        own.count(function.id, args);
        let inputs = own.inputs(function, args, memory);
        let mut answer = own.answer(function, args, memory);
        if let Err(Stop::Later(later)) = answer {
            drop(own);
            answer = later.call(memory);
            if inputs.is_none() && !matches!(answer, Err(Stop::Then(_))) {
                return answer.map(Errno::raw);
            }
            own = lock(host);
        }
        if let Err(Stop::Then(then)) = answer {
            answer = then.call(memory, &mut own.top());
        }
        let answer = answer.map(Errno::raw);
        if let Some(inputs) = inputs {
            own.trace(Some(thread), function, &inputs, args, &answer, memory);
        }
        answer
    }

    #[inline]
    fn count(&mut self, id: Id, args: &[u64]) {
        if let Some(counts) = &mut self.counts {
            counts[id as usize] += 1;
        }
        self.looked.follow(id, args);
    }

    /// The inputs of a call, as the trace shows them, if there is one.
    #[inline]
    fn inputs(
        &self,
        function: &'static Function,
        args: &[u64],
        memory: &Guest<'_>,
    ) -> Option<String> {
        let tracer = self.tracer.as_ref()?;
        Some(tracer.inputs(function, args, memory))
    }

    #[cold]
    fn trace(
        &mut self,
        thread: Option<u32>,
        function: &'static Function,
        inputs: &str,
        args: &[u64],
        answer: &Result<i32, Stop>,
        memory: &Guest<'_>,
    ) {
        if let Some(tracer) = &mut self.tracer {
            tracer.record(thread, function, inputs, args, answer, memory);
        }
    }

    /// Observes that a thread starts another, or fails to, by the number that it gets.
    pub fn trace_spawn(&mut self, thread: u32, argument: i32, number: i32) {
        if let Some(tracer) = &mut self.tracer {
            tracer.record_spawn(thread, argument, number);
        }
    }

    /// In a new process, counting begins again.
    fn begin_child(&mut self) {
        if service::process::fork::is_new()
            && let Some(counts) = &mut self.counts
        {
            counts.fill(0);
        }
    }

    /// How often each function was called, by name, if that was asked for.
    pub fn calls(&self) -> Option<Vec<(String, u64)>> {
        let counts = self.counts.as_ref()?;
        let mut calls: Vec<_> = FUNCTIONS
            .iter()
            .zip(counts)
            .filter(|(_, count)| **count > 0)
            .map(|(function, count)| (function.name.to_owned(), *count))
            .collect();
        calls.sort_unstable();
        Some(calls)
    }

    pub fn looked(&self) -> Looked {
        self.looked
    }

    fn answer(
        &mut self,
        function: &'static Function,
        args: &[u64],
        memory: &mut Guest<'_>,
    ) -> Result<Errno, Stop> {
        self.top().call(function.id, args, memory)
    }

    /// All layers.
    fn top(&mut self) -> Below<'_> {
        Below::new(&mut self.layers, &mut self.wasi)
    }
}

/// The state of a program with threads. A thread that panicked ends the program soon.
pub fn lock(host: &Mutex<Host>) -> MutexGuard<'_, Host> {
    host.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same, for the end of the program, which does not wait for a thread that waits with the
/// state: in wasmtime-wasi, if --strict leaves out the layers before it, or for a terminal.
pub fn lock_soon(host: &Mutex<Host>) -> Option<MutexGuard<'_, Host>> {
    const PATIENCE: Duration = Duration::from_millis(200);
    let start = Instant::now();
    loop {
        match host.try_lock() {
            Ok(host) => return Some(host),
            Err(TryLockError::Poisoned(error)) => return Some(error.into_inner()),
            Err(TryLockError::WouldBlock) if start.elapsed() > PATIENCE => return None,
            Err(TryLockError::WouldBlock) => thread::yield_now(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_for_services_is_none_for_files() {
        let after = |calls: &[(Id, u64)]| {
            let mut looked = Looked::Not;
            for (id, number) in calls {
                looked.follow(*id, &[*number, 0, 0, 0]);
            }
            looked
        };
        let (described, asked, complains) = (
            (Id::fd_fdstat_get, 3),
            (Id::fd_prestat_get, 3),
            (Id::fd_write, 2),
        );
        assert_eq!(after(&[described]), Looked::Described(3));
        assert_eq!(after(&[described, asked]), Looked::Not);
        assert_eq!(after(&[described, asked, complains]), Looked::Not);
        assert_eq!(
            after(&[described, complains, asked, complains]),
            Looked::AndComplained
        );
        assert_eq!(
            after(&[(Id::fd_fdstat_get, 4), asked, complains]),
            Looked::AndComplained
        );
        assert_eq!(after(&[asked, described, asked]), Looked::ForFiles);
    }
}
