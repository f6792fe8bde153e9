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
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use preview1::service::Operation;
use preview1::{FUNCTIONS, Function, Id};
use wasmtime_wasi::{FsPerms, WasiCtxBuilder};

pub use self::guest::Guest;
use self::guest::address;
use self::layer::{Below, Layer};
pub use self::socket::Listen;
pub use self::trace::Sink;
use self::trace::Tracer;
use self::wasi::Wasi;
use crate::dirs::Preopen;

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
    /// The open files that this program gets from the one before it, by its numbers.
    pub inherited: Vec<(u32, Arc<File>)>,
    /// The groups of services that the host offers beside WASI.
    pub services: Vec<Box<dyn service::Group>>,
    /// The only layers that the run may have; otherwise it may have all.
    pub strict: Option<Vec<String>>,
}

impl Settings {
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
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::Exit(status) => write!(f, "exit with status {status}"),
            Stop::Trap(message) => f.write_str(message),
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
        if !settings.services.is_empty() {
            service::reserve(&mut builder)?;
        }
        if !settings.has("process") {
            process::give(&settings, &mut builder)?;
        }
        let services = (!settings.services.is_empty())
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
        if let Some(counts) = &mut self.counts {
            counts[function.id as usize] += 1;
        }
        self.looked.follow(function.id, args);
        let Some(tracer) = &self.tracer else {
            let answer = self.answer(function, args, memory);
            self.begin_child();
            return answer;
        };
        // Before the call, which may overwrite its own inputs.
        let inputs = tracer.inputs(function, args, memory);
        let answer = self.answer(function, args, memory);
        if let Some(tracer) = &mut self.tracer {
            tracer.record(function, &inputs, args, &answer, memory);
        }
        self.begin_child();
        answer
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
    pub fn calls(&self) -> Option<Vec<(&'static str, u64)>> {
        let counts = self.counts.as_ref()?;
        let mut calls: Vec<_> = FUNCTIONS
            .iter()
            .zip(counts)
            .filter(|(_, count)| **count > 0)
            .map(|(function, count)| (function.name, *count))
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
    ) -> Result<i32, Stop> {
        let answer =
            Below::new(&mut self.layers, &mut self.wasi).call(function.id, args, memory)?;
        Ok(answer.raw())
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
