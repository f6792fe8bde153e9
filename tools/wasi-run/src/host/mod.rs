//! The host side of preview 1, the same for every engine.
//!
//! wasmtime-wasi does the work. Around it, in one place: the arguments, the
//! environment and the exit status exactly as they are (bytes, and any status
//! from 0 to 255), counting, tracing, and determinism.

mod deterministic;
mod file;
mod filestat;
mod guest;
mod link;
mod opened;
mod poll;
mod readdir;
mod socket;
mod stdio;
mod terminal;
mod trace;

use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::os::unix::ffi::OsStringExt;
use std::pin::pin;

use anyhow::{Context, Result, bail};
use preview1::{Errno, FUNCTIONS, Function, Id};
use wasmtime_wasi::p1::WasiP1Ctx;
use wasmtime_wasi::p1::wasi_snapshot_preview1::{self as p1, WasiSnapshotPreview1};
use wasmtime_wasi::runtime::{in_tokio, poll_noop};
use wasmtime_wasi::{FsPerms, WasiCtxBuilder};
use wiggle::GuestMemory;

use self::deterministic::Deterministic;
use self::file::Files;
use self::guest::{Guest, address};
use self::link::Links;
use self::opened::Table;
use self::poll::World;
use self::readdir::Readers;
pub use self::socket::Listen;
use self::socket::Sockets;
use self::stdio::Streams;
use self::terminal::Terminals;
pub use self::trace::Sink;
use self::trace::Tracer;
use crate::dirs::Preopen;
use crate::inherited;

/// What a program sees of the world, and what is observed of the program.
#[derive(Default)]
pub struct Settings {
    pub args: Vec<OsString>,
    pub env: Vec<(OsString, OsString)>,
    pub preopens: Vec<Preopen>,
    /// Where to listen: the sockets' numbers follow those of the directories.
    pub listen: Vec<Listen>,
    pub trace: Option<Sink>,
    pub count: bool,
    pub deterministic: bool,
}

/// The state behind a program's imports.
pub struct Host {
    wasi: WasiP1Ctx,
    /// Without the terminating NUL.
    args: Vec<Vec<u8>>,
    /// `KEY=value`, without the terminating NUL.
    env: Vec<Vec<u8>>,
    counts: Option<Box<[u64]>>,
    tracer: Option<Tracer>,
    deterministic: Option<Deterministic>,
    files: Files,
    streams: Streams,
    opened: Table,
    readers: Readers,
    links: Links,
    sockets: Sockets,
    terminals: Terminals,
    looked: Looked,
}

/// Whether a program looked for files, as far as the host can see. A path that lies in
/// none of its directories is answered within the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Looked {
    #[default]
    Not,
    /// It asked for the directories, as this project's libc does when it needs the first.
    ForFiles,
    /// Afterwards it wrote to standard error.
    AndComplained,
}

impl Looked {
    fn follow(&mut self, id: Id, args: &[u64]) {
        const STDERR: u32 = 2;
        *self = match (*self, id) {
            (Looked::Not, Id::fd_prestat_get) => Looked::ForFiles,
            (Looked::ForFiles, Id::fd_write) if address(args[0]) == STDERR => Looked::AndComplained,
            _ => return,
        };
    }
}

/// Why a host call does not return to the program.
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

/// Follows a call that was answered with success: what stood behind a number may be gone, or
/// stand behind another.
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
    pub fn new(settings: Settings) -> Result<Self> {
        let mut builder = WasiCtxBuilder::new();
        // Calls run one at a time on the thread of the program: a second
        // thread for blocking ones would only add two switches to each.
        builder.allow_blocking_current_thread(true);
        builder.inherit_stdio();
        for Preopen {
            host,
            guest,
            read_only,
        } in &settings.preopens
        {
            let permissions = if *read_only {
                FsPerms::ReadOnly
            } else {
                FsPerms::ReadWrite
            };
            if let Err(error) = builder.preopened_dir(host, guest, permissions) {
                bail!("cannot open the directory {}: {error:#}", host.display());
            }
        }
        let mut sockets = Sockets::default();
        let numbers = FIRST + settings.preopens.len() as u32..;
        for (number, listen) in numbers.zip(&settings.listen) {
            sockets.insert(number, listen.open()?);
            socket::with_placeholder(|path| {
                match builder.preopened_dir(path, "", FsPerms::ReadOnly) {
                    Ok(_) => Ok(()),
                    Err(error) => bail!("cannot keep number {number} for a socket: {error:#}"),
                }
            })?;
        }
        let pair = |(key, value): (OsString, OsString)| {
            let mut entry = key.into_vec();
            entry.push(b'=');
            entry.extend(value.into_vec());
            entry
        };
        let mut wasi = builder.build_p1();
        let opened = Table::new(&mut wasi).context("cannot use the directories")?;
        let mut host = Self {
            wasi,
            args: settings.args.into_iter().map(OsString::into_vec).collect(),
            env: settings.env.into_iter().map(pair).collect(),
            counts: settings.count.then(|| vec![0; FUNCTIONS.len()].into()),
            tracer: settings.trace.map(Tracer::new),
            deterministic: settings.deterministic.then(Deterministic::default),
            files: Files::new().context("cannot look at the standard streams")?,
            streams: Streams::new().context("cannot look at the standard streams")?,
            opened,
            readers: Readers::default(),
            links: Links::new(&settings.preopens),
            sockets,
            terminals: Terminals::default(),
            looked: Looked::default(),
        };
        host.close(inherited::missing())
            .context("cannot close a standard stream")?;
        Ok(host)
    }

    /// Closes numbers before the program starts.
    fn close(&mut self, numbers: impl Iterator<Item = u32>) -> Result<(), Stop> {
        for number in numbers {
            let args = [number.into()];
            dispatch(&mut self.wasi, Id::fd_close, &args, &mut [])?;
            self.follow(Id::fd_close, &args, &mut [])?;
        }
        Ok(())
    }

    /// Answers one call: the WASI error code that it returns, 0 for success.
    ///
    /// `args` are the wasm arguments, widened to 64 bits without their sign.
    pub fn call(
        &mut self,
        function: &'static Function,
        args: &[u64],
        memory: &mut [u8],
    ) -> Result<i32, Stop> {
        if let Some(counts) = &mut self.counts {
            counts[function.id as usize] += 1;
        }
        self.looked.follow(function.id, args);
        let Some(tracer) = &self.tracer else {
            return self.answer(function, args, memory);
        };
        // Before the call: it may overwrite its own inputs.
        let inputs = tracer.inputs(function, args, memory);
        let answer = self.answer(function, args, memory);
        if let Some(tracer) = &mut self.tracer {
            tracer.record(function, &inputs, args, &answer, memory);
        }
        answer
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
        memory: &mut [u8],
    ) -> Result<i32, Stop> {
        let mut guest = Guest(memory);
        let pointer = |index: usize| guest::address(args[index]);
        match function.id {
            Id::args_get => guest.put_strings(pointer(0), pointer(1), &self.args)?,
            Id::args_sizes_get => guest.put_sizes(pointer(0), pointer(1), &self.args)?,
            Id::environ_get => guest.put_strings(pointer(0), pointer(1), &self.env)?,
            Id::environ_sizes_get => guest.put_sizes(pointer(0), pointer(1), &self.env)?,
            Id::proc_exit => return Err(Stop::Exit(pointer(0))),
            id => {
                if let Some(errno) = self.files.answer(id, args, guest.0)? {
                    return Ok(errno.raw());
                }
                if let Some(errno) = self.streams.answer(id, args, guest.0)? {
                    return Ok(errno.raw());
                }
                if let Some(errno) = self.terminals.answer(id, args, guest.0)? {
                    return Ok(errno.raw());
                }
                let mut answer = self.pass_on(function, args, guest.0)?;
                if answer == Errno::PERM.raw()
                    && let Some(errno) = self.links.answer(&self.opened, id, args, guest.0)?
                {
                    answer = errno.raw();
                }
                if answer == Errno::PERM.raw() && self.opened.is_only_for_reading(id, args) {
                    answer = Errno::ROFS.raw();
                }
                if answer == Errno::SUCCESS.raw() {
                    return self.follow(id, args, guest.0);
                }
                return Ok(answer);
            }
        }
        Ok(Errno::SUCCESS.raw())
    }

    /// Notes what a call that was answered with success has changed, which may turn out
    /// to be an error all the same.
    fn follow(&mut self, id: Id, args: &[u64], memory: &mut [u8]) -> Result<i32, Stop> {
        if let Err(error) = self.opened.follow(&mut self.wasi, id, args, memory)? {
            return Ok(error.raw());
        }
        self.readers.follow(id, args);
        self.files.follow(id, args);
        self.streams.follow(id, args, memory)?;
        self.terminals.follow(&self.opened, id, args, memory)?;
        Ok(Errno::SUCCESS.raw())
    }

    /// Lets the first answer that has one.
    fn pass_on(
        &mut self,
        function: &'static Function,
        args: &[u64],
        memory: &mut [u8],
    ) -> Result<i32, Stop> {
        if let Some(errno) = self
            .sockets
            .answer(&mut self.wasi, function, args, memory)?
        {
            return Ok(errno.raw());
        }
        if let Some(errno) = self.opened.answer(function.id, args, memory)? {
            return Ok(errno.raw());
        }
        if let Some(errno) = self
            .readers
            .answer(&self.opened, function.id, args, memory)?
        {
            return Ok(errno.raw());
        }
        let mut world = World {
            wasi: &mut self.wasi,
            files: &self.files,
            streams: &self.streams,
            sockets: &self.sockets,
            opened: &self.opened,
        };
        let answer = match (&mut self.deterministic, function.id) {
            (Some(deterministic), id) => deterministic.answer(&mut world, id, args, memory)?,
            (None, Id::poll_oneoff) => Some(world.poll(args, memory)?),
            (None, _) => None,
        };
        if let Some(errno) = answer {
            return Ok(errno.raw());
        }
        dispatch(&mut self.wasi, function.id, args, memory)
    }
}

/// A wasm argument from its widened form; the width follows from the use.
trait FromWide {
    fn from_wide(wide: u64) -> Self;
}

impl FromWide for i32 {
    fn from_wide(wide: u64) -> Self {
        guest::address(wide).cast_signed()
    }
}

impl FromWide for i64 {
    fn from_wide(wide: u64) -> Self {
        wide.cast_signed()
    }
}

/// `own` functions are answered by [`Host`] itself; `now` are plain and `soon` asynchronous
/// functions of wasmtime-wasi, of which `soon` ones are done at the first poll unless they
/// read a descriptor that is not ready.
macro_rules! define_dispatch {
    ($($name:ident($($kind:ident),*);)*) => {
        /// Calls wasmtime-wasi's implementation of a function.
        fn dispatch(
            wasi: &mut WasiP1Ctx,
            id: Id,
            args: &[u64],
            memory: &mut [u8],
        ) -> Result<i32, Stop> {
            // The bound on what a single call may make the host allocate.
            wasi.set_hostcall_fuel(1 << 32);
            let mut memory = GuestMemory::Unshared(memory);
            let mut args = args.iter().copied();
            match id {
                $(Id::$name => call!($name(wasi, &mut memory, args; $($kind),*))),*
            }
            .map_err(|error| Stop::Trap(format!("{error:#}")))
        }
    };
}

macro_rules! call {
    (args_get $call:tt) => { call!(own args_get $call) };
    (args_sizes_get $call:tt) => { call!(own args_sizes_get $call) };
    (environ_get $call:tt) => { call!(own environ_get $call) };
    (environ_sizes_get $call:tt) => { call!(own environ_sizes_get $call) };
    (poll_oneoff $call:tt) => { call!(own poll_oneoff $call) };
    (proc_exit $call:tt) => { call!(own proc_exit $call) };
    (clock_res_get $call:tt) => { call!(now clock_res_get $call) };
    (clock_time_get $call:tt) => { call!(now clock_time_get $call) };
    (fd_allocate $call:tt) => { call!(now fd_allocate $call) };
    (fd_fdstat_set_flags $call:tt) => { call!(now fd_fdstat_set_flags $call) };
    (fd_fdstat_set_rights $call:tt) => { call!(now fd_fdstat_set_rights $call) };
    (fd_prestat_get $call:tt) => { call!(now fd_prestat_get $call) };
    (fd_prestat_dir_name $call:tt) => { call!(now fd_prestat_dir_name $call) };
    (fd_tell $call:tt) => { call!(now fd_tell $call) };
    (proc_raise $call:tt) => { call!(now proc_raise $call) };
    (sched_yield $call:tt) => { call!(now sched_yield $call) };
    (random_get $call:tt) => { call!(now random_get $call) };
    (sock_accept $call:tt) => { call!(now sock_accept $call) };
    (sock_recv $call:tt) => { call!(now sock_recv $call) };
    (sock_send $call:tt) => { call!(now sock_send $call) };
    (sock_shutdown $call:tt) => { call!(now sock_shutdown $call) };
    (own $name:ident($wasi:ident, $memory:expr, $args:ident; $($kind:ident),*)) => {{
        let _ = (&$wasi, $memory, &mut $args);
        unreachable!("Host::answer handles {}", stringify!($name))
    }};
    (now $name:ident($wasi:ident, $memory:expr, $args:ident; $($kind:ident),*)) => {
        p1::$name($wasi, $memory, $(call!(next $kind $args)),*)
    };
    (next $kind:ident $args:ident) => {
        FromWide::from_wide($args.next().unwrap_or_default())
    };
    // Every other function is a `soon` one.
    ($name:ident $call:tt) => {{
        let mut call = pin!(call!(now $name $call));
        match poll_noop(call.as_mut()) {
            Some(done) => done,
            None => in_tokio(call),
        }
    }};
}
preview1::functions!(define_dispatch);
