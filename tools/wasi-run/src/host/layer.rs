//! The layers in front of wasmtime-wasi.
//!
//! A call goes through them in the order of [`LAYERS`]. Each layer answers it or passes
//! it down, and may change the result. Below the last one is wasmtime-wasi.

use std::fmt;
use std::os::fd::OwnedFd;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use preview1::{Errno, Id};

use super::deterministic::Deterministic;
use super::file::Files;
use super::filestat::Filestats;
use super::guest::Guest;
use super::link::Links;
use super::poll::Poll;
use super::process::Process;
use super::read_only::ReadOnly;
use super::readdir::Readers;
use super::service::Services;
use super::socket::Sockets;
use super::stdio::Streams;
use super::terminal::Terminals;
use super::wasi::Wasi;
use super::{Settings, Stop};

/// Answers some calls.
pub trait Layer: Send {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop>;

    /// The files, if this is their layer.
    fn files(&mut self) -> Option<&mut Files> {
        None
    }

    /// A socket or a terminal that only this layer has, for `poll_oneoff`.
    fn socket(&self, _number: u32) -> Option<Arc<OwnedFd>> {
        None
    }

    /// The sockets, if this is their layer.
    fn sockets(&mut self) -> Option<&mut Sockets> {
        None
    }

    /// The terminals, if this is their layer.
    fn terminals(&mut self) -> Option<&mut Terminals> {
        None
    }
}

/// The rest of a call that may wait: it does without the state, which other threads use
/// meanwhile.
pub struct Later(Box<Rest>);

type Rest = dyn FnOnce(&mut Guest<'_>) -> Result<Errno, Stop> + Send + Sync;

/// The rest of a call that has waited: it needs the state again.
pub struct Then(Box<Last>);

type Last = dyn FnOnce(&mut Guest<'_>, &mut Below<'_>) -> Result<Errno, Stop> + Send + Sync;

impl Later {
    /// As a layer returns it, in a program whose memory is shared. A file of the call is held
    /// by the rest: the number may be closed meanwhile, and be that of another file.
    pub fn stop(
        rest: impl FnOnce(&mut Guest<'_>) -> Result<Errno, Stop> + Send + Sync + 'static,
    ) -> Stop {
        Stop::Later(Self(Box::new(rest)))
    }

    pub fn call(self, memory: &mut Guest<'_>) -> Result<Errno, Stop> {
        self.0(memory)
    }
}

impl Then {
    pub fn stop(
        last: impl FnOnce(&mut Guest<'_>, &mut Below<'_>) -> Result<Errno, Stop> + Send + Sync + 'static,
    ) -> Stop {
        Stop::Then(Self(Box::new(last)))
    }

    pub fn call(self, memory: &mut Guest<'_>, below: &mut Below<'_>) -> Result<Errno, Stop> {
        self.0(memory, below)
    }
}

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Later")
    }
}

impl fmt::Debug for Then {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Then")
    }
}

/// The layers below a layer.
pub struct Below<'a> {
    layers: &'a mut [Box<dyn Layer>],
    pub wasi: &'a mut Wasi,
}

impl<'a> Below<'a> {
    pub fn new(layers: &'a mut [Box<dyn Layer>], wasi: &'a mut Wasi) -> Self {
        Self { layers, wasi }
    }

    pub fn call(&mut self, id: Id, args: &[u64], memory: &mut Guest<'_>) -> Result<Errno, Stop> {
        match self.layers.split_first_mut() {
            Some((layer, layers)) => {
                layer.call(id, args, memory, &mut Below::new(layers, self.wasi))
            }
            None => self.wasi.call(id, args, memory),
        }
    }

    /// The files of a run with processes or threads, which are all but the directories.
    pub fn files(&mut self) -> Option<&mut Files> {
        let mut layers = self.layers.iter_mut();
        let files = layers.find_map(|layer| layer.files())?;
        files.has_opened().then_some(files)
    }

    pub fn sockets_and_wasi(&mut self) -> (Option<&mut Sockets>, &mut Wasi) {
        let mut layers = self.layers.iter_mut();
        (layers.find_map(|layer| layer.sockets()), self.wasi)
    }

    pub fn terminals(&mut self) -> Option<&mut Terminals> {
        self.layers.iter_mut().find_map(|layer| layer.terminals())
    }

    pub fn socket(&self, number: u32) -> Option<Arc<OwnedFd>> {
        self.layers.iter().find_map(|layer| layer.socket(number))
    }
}

/// An option of the command line, and whether it was given.
type Asked = (&'static str, fn(&Settings) -> bool);

type Start = fn(&mut Settings, &mut Wasi) -> Result<Option<Box<dyn Layer>>>;

/// A layer as users see it.
pub struct Entry {
    pub name: &'static str,
    /// The benefit for a program.
    pub reason: &'static str,
    /// The option that enables it; without one, every run has it.
    option: Option<Asked>,
    /// Creates it, unless this run does not need it.
    start: Start,
}

/// All layers, the first one first.
pub static LAYERS: [Entry; 12] = [
    Entry {
        name: "process",
        reason: "arguments and variables can be any bytes, and an exit status can be above 125",
        option: None,
        start: |settings, _| some(Process::new(settings)),
    },
    Entry {
        name: "deterministic",
        reason: "clocks and random numbers are the same in every run",
        option: Some(("--deterministic", |settings| settings.deterministic)),
        start: |_, _| some(Deterministic::default()),
    },
    Entry {
        name: "service",
        reason: "the program can ask for what WASI lacks, where an option offers it",
        option: Some(("--processes, --terminal, --file-modes", |settings| {
            settings.has_services()
        })),
        start: |settings, wasi| some(Services::new(settings, &mut wasi.opened)),
    },
    Entry {
        name: "poll",
        reason: "poll_oneoff waits for every descriptor, and reports a bad one by itself",
        option: None,
        start: |_, _| some(Poll),
    },
    Entry {
        name: "file",
        reason: "a standard stream that is a file has a position, a size and times",
        option: None,
        start: |settings, wasi| {
            let files = Files::new(settings, wasi)?;
            match files.is_empty() {
                true => Ok(None),
                false => some(files),
            }
        },
    },
    Entry {
        name: "stdio",
        reason: "terminals and pipes at the standard streams can be nonblocking, and a closed \
                 stream stays closed",
        option: None,
        start: |_, wasi| {
            super::stdio::close_missing(wasi)?;
            some(Streams::new(&wasi.opened).context(STREAMS)?)
        },
    },
    Entry {
        name: "terminal",
        reason: "a terminal that the program opens can be read and written",
        option: None,
        start: |_, _| some(Terminals::default()),
    },
    Entry {
        name: "read-only",
        reason: "a change in a directory of --dir-ro fails with EROFS instead of EPERM",
        option: None,
        start: |settings, _| match settings.preopens.iter().any(|preopen| preopen.read_only) {
            true => some(ReadOnly),
            false => Ok(None),
        },
    },
    Entry {
        name: "link",
        reason: "links to absolute paths can be read, and created by a program that has access to \
                 all files",
        option: None,
        start: |settings, _| some(Links::new(&settings.preopens)),
    },
    Entry {
        name: "socket",
        reason: "the program can accept connections",
        option: Some(("--listen", |settings| !settings.listen.is_empty())),
        start: |settings, _| some(Sockets::new(settings)?),
    },
    Entry {
        name: "filestat",
        reason: "the time of a file's last change is not the time of its creation",
        option: None,
        start: |_, _| some(Filestats),
    },
    Entry {
        name: "readdir",
        reason: "a directory that changes while it is read returns every other entry once",
        option: None,
        start: |_, _| some(Readers::default()),
    },
];

const STREAMS: &str = "cannot look at the standard streams";

fn some(layer: impl Layer + 'static) -> Result<Option<Box<dyn Layer>>> {
    Ok(Some(Box::new(layer)))
}

/// The layers of a run.
pub fn start(settings: &mut Settings, wasi: &mut Wasi) -> Result<Vec<Box<dyn Layer>>> {
    let mut layers = Vec::new();
    for entry in &LAYERS {
        let is_wanted = entry.option.is_none_or(|(_, is_given)| is_given(settings));
        match (is_wanted, settings.has(entry.name), entry.option) {
            (true, true, _) => layers.extend((entry.start)(settings, wasi)?),
            (true, false, Some((option, _))) => bail!(
                "{option} needs the layer `{0}`, which --strict leaves out; --strict={0} keeps it",
                entry.name
            ),
            _ => {}
        }
    }
    Ok(layers)
}

/// The output of `--layers`.
pub fn list() -> String {
    let line = |Entry {
                    name,
                    reason,
                    option,
                    ..
                }: &Entry| match option {
        Some((option, _)) => format!("{name:<14} {reason} ({option})\n"),
        None => format!("{name:<14} {reason}\n"),
    };
    LAYERS.iter().map(line).collect()
}
