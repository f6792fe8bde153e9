//! wasmtime-wasi itself, below all layers.

use std::io::ErrorKind;
use std::pin::pin;

use preview1::{Errno, Id, Oflags, Rights};
use wasmtime_wasi::I32Exit;
use wasmtime_wasi::p1::WasiP1Ctx;
use wasmtime_wasi::p1::wasi_snapshot_preview1::{self as p1, WasiSnapshotPreview1};
use wasmtime_wasi::runtime::{in_tokio, poll_noop};

use super::Stop;
use super::guest::{Guest, address};
use super::opened::Table;

/// Of path_open: in its flags, and in the rights that it asks for.
const DIRECTORY: u64 = Oflags::DIRECTORY.0 as u64;
const TRUNC: u64 = Oflags::TRUNC.0 as u64;
const FD_WRITE: u64 = Rights::FD_WRITE.0;

/// wasmtime-wasi, and the files behind its numbers.
pub struct Wasi {
    context: WasiP1Ctx,
    pub opened: Table,
}

impl Wasi {
    pub fn new(mut context: WasiP1Ctx) -> anyhow::Result<Self> {
        let opened = Table::new(&mut context)?;
        Ok(Self { context, opened })
    }

    /// Answers a call. A file that it opened may be closed again: see [`Table`].
    pub fn call(&mut self, id: Id, args: &[u64], memory: &mut Guest<'_>) -> Result<Errno, Stop> {
        // The superuser would otherwise empty a file before it can be checked, such as
        // compiled code that another run is using.
        if let (
            Id::path_open,
            &[
                fd,
                lookup,
                path,
                length,
                oflags,
                rights,
                more,
                flags,
                opened,
            ],
        ) = (id, args)
            && oflags & (TRUNC | DIRECTORY) == TRUNC
        {
            let (oflags, rights) = (oflags & !TRUNC, rights | FD_WRITE);
            let args = [
                fd, lookup, path, length, oflags, rights, more, flags, opened,
            ];
            return match self.pass(id, &args, memory)? {
                Errno::SUCCESS => self.empty(address(opened), memory),
                error => Ok(error),
            };
        }
        self.pass(id, args, memory)
    }

    /// Empties the file that was opened last; closes it again if that fails.
    fn empty(&mut self, at: u32, memory: &mut Guest<'_>) -> Result<Errno, Stop> {
        let number = memory.u32_at(at).unwrap_or_default();
        let Some(opened) = self.opened.get(number) else {
            return Ok(Errno::BADF);
        };
        let emptied = match opened.file.metadata() {
            Ok(metadata) if metadata.is_file() => opened.file.set_len(0),
            // O_TRUNC has no effect on others.
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        };
        let Err(error) = emptied else {
            return Ok(Errno::SUCCESS);
        };
        self.pass(Id::fd_close, &[number.into()], memory)?;
        Ok(match error.kind() {
            ErrorKind::PermissionDenied => Errno::PERM,
            _ => Errno::IO,
        })
    }

    fn pass(&mut self, id: Id, args: &[u64], memory: &mut Guest<'_>) -> Result<Errno, Stop> {
        match dispatch(&mut self.context, id, args, memory)? {
            Errno::SUCCESS => self.opened.follow(&mut self.context, id, args, memory),
            error => Ok(error),
        }
    }
}

/// The reason why a call of wasmtime-wasi does not return.
fn stop(error: wasmtime::Error) -> Stop {
    match error.downcast_ref() {
        Some(I32Exit(status)) => Stop::Exit(status.cast_unsigned()),
        None => Stop::Trap(format!("{error:#}")),
    }
}

/// A wasm argument from its widened form; the width follows from the use.
trait FromWide {
    fn from_wide(wide: u64) -> Self;
}

impl FromWide for i32 {
    fn from_wide(wide: u64) -> Self {
        address(wide).cast_signed()
    }
}

impl FromWide for i64 {
    fn from_wide(wide: u64) -> Self {
        wide.cast_signed()
    }
}

/// `now` are plain and `soon` asynchronous functions of wasmtime-wasi, of which the `soon`
/// ones finish at the first poll unless they read a descriptor that is not ready.
macro_rules! define_dispatch {
    ($($name:ident($($kind:ident),*);)*) => {
        /// Calls wasmtime-wasi's implementation of a function.
        pub fn dispatch(
            wasi: &mut WasiP1Ctx,
            id: Id,
            args: &[u64],
            memory: &mut Guest<'_>,
        ) -> Result<Errno, Stop> {
            // The limit on the memory that a single call may make the host allocate.
            wasi.set_hostcall_fuel(1 << 32);
            let mut memory = memory.wiggle();
            let mut args = args.iter().copied();
            match id {
                $(Id::$name => call!($name(wasi, &mut memory, args; $($kind),*))),*
            }
            .map(Errno::from_raw)
            .map_err(stop)
        }
    };
}

macro_rules! call {
    (args_get $call:tt) => { call!(now args_get $call) };
    (args_sizes_get $call:tt) => { call!(now args_sizes_get $call) };
    (environ_get $call:tt) => { call!(now environ_get $call) };
    (environ_sizes_get $call:tt) => { call!(now environ_sizes_get $call) };
    // Its timers need tokio from the first poll on.
    (poll_oneoff $call:tt) => { in_tokio(call!(now poll_oneoff $call)) };
    // It never returns.
    (proc_exit $call:tt) => { call!(now proc_exit $call).map(|()| 0) };
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
