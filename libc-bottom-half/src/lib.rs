//! Linux syscalls on WASI preview1 imports, inside the module.
//!
//! The C library above calls one symbol per syscall, `__sys_<name>`, whose C signature is in
//! `syscalls.toml`; it returns a value, or the negative error number.
//!
//! The rooms, from the top down. A room imports only rooms below it, which `cargo xtask tidy`
//! checks against this table; tests may import anything.
//!
//! | room | contents |
//! |---|---|
//! | [`entry`] | a rim, with `unsafe`: the exported symbols, where raw C arguments become typed |
//! | [`sys`] | one function for each syscall |
//! | [`inside`] | objects that exist only inside the module: pipes, eventfds, sockets, shared
//! memory |
//! | [`map`] | maps of files |
//! | [`table`] | descriptors and open file descriptions, and waiting for both |
//! | [`file`] | data about a file by its identity: locks, modes |
//! | [`path`] | from a path to the directory and the name that WASI wants |
//! | [`preopen`] | the preopened directories |
//! | [`names`] | the names in a path |
//! | [`fd`] | additional data about the host's descriptors |
//! | [`tty`] | terminals |
//! | [`interrupt`] | signals that end a wait early |
//! | [`timer`] | timers that send signals |
//! | [`outside`] | signals from outside, by the host |
//! | [`signal`] | dispositions, masks, pending signals |
//! | [`poll`] | waiting for the host's streams |
//! | [`tasks`] | the threads of the process: waiting for each other |
//! | [`clock`] | the clock that timers count on, and sleeping |
//! | [`locked`] | the pages that `mlock` keeps |
//! | [`mm`] | pages of memory: the allocator under `mmap` and `brk` |
//! | [`conv`] | pure translation of values between WASI and C |
//! | [`thread`] | the state of a thread |
//! | [`process`] | the state of a process: identity, umask, limits |
//! | [`service`] | host services: asking the host for more than WASI has |
//! | [`wasi`] | the seam: the imports (a rim, with `unsafe`), or natively an in-memory host with faults |
//! | [`user`] | a rim, with `unsafe`: typed views of the caller's memory |
//! | [`state`] | the owners of state between calls: a process, a thread, or the system |
//! | [`machine`] | the linear memory, and the trap |
//! | [`errno`] | error numbers |
//! | [`abi`] | layouts and constants of the C side |
//!
//! State that outlives a call belongs to a process, to a thread, or to the system inside the
//! module. Its declaration names the owner: `process!`, `thread!` or `system!` ([`state`]).
//!
//! Nothing here may panic: the build of the sysroot fails on an object that refers to
//! `core`'s panic machinery.

#![cfg_attr(target_arch = "wasm32", no_std)]
// With several threads, core is built here too, by a compiler that allows this.
#![cfg_attr(
    target_feature = "atomics",
    feature(thread_local, stdarch_wasm_atomic_wait)
)]
#![deny(unsafe_code)]

pub mod abi;
pub mod clock;
pub mod conv;
#[expect(unsafe_code, reason = "a rim: the exported symbols")]
pub mod entry;
pub mod errno;
pub mod fd;
pub mod file;
pub mod inside;
pub mod interrupt;
pub mod locked;
pub mod machine;
pub mod map;
pub mod mm;
pub mod names;
pub mod outside;
pub mod path;
pub mod poll;
pub mod preopen;
pub mod process;
pub mod service;
pub mod signal;
pub mod state;
pub mod sys;
pub mod table;
pub mod tasks;
pub mod thread;
pub mod timer;
pub mod tty;
#[expect(unsafe_code, reason = "a rim: the caller's memory")]
pub mod user;
pub mod wasi;

#[cfg(target_arch = "wasm32")]
mod panic;
