//! Linux syscalls on WASI preview1 imports, inside the module.
//!
//! The C library above calls one symbol per syscall, `__sys_<name>`, whose C signature
//! stands in `syscalls.toml`; it returns a value, or the negative error number.
//!
//! | module | what it does | unsafe |
//! |---|---|---|
//! | [`entry`] | the exported symbols: raw C arguments become typed ones | yes |
//! | [`user`] | typed views of the caller's memory | yes |
//! | [`sys`] | one function per syscall | no |
//! | [`conv`] | pure translation of values between WASI and C | no |
//! | [`path`], [`preopen`], [`fd`], [`table`], [`file`], [`inside`], [`mm`], [`map`], [`locked`], [`signal`], [`timer`], [`interrupt`], [`task`] | the logic that has state | no |
//! | [`wasi`] | the seam: the imports, or natively an in-memory host with faults | imports only |
//! | [`abi`] | layouts and constants of the C side | no |
//!
//! Nothing here may panic: the build of the sysroot fails on an object that refers to
//! `core`'s panic machinery.

#![cfg_attr(target_arch = "wasm32", no_std)]
#![deny(unsafe_code)]

pub mod abi;
pub mod conv;
#[expect(unsafe_code, reason = "a rim: the exported symbols")]
pub mod entry;
pub mod errno;
pub mod fd;
pub mod file;
pub mod inside;
pub mod interrupt;
pub mod locked;
pub mod map;
pub mod mm;
pub mod path;
pub mod preopen;
pub mod signal;
pub mod sys;
pub mod table;
pub mod task;
pub mod timer;
pub mod tty;
#[expect(unsafe_code, reason = "a rim: the caller's memory")]
pub mod user;
pub mod wasi;

#[cfg(target_arch = "wasm32")]
mod panic;

/// Puts the state of the process back to what it was at its start.
#[cfg(not(target_arch = "wasm32"))]
fn forget_state() {
    fd::forget();
    file::forget();
    inside::forget();
    locked::forget();
    map::forget();
    mm::forget();
    path::forget();
    preopen::forget();
    signal::forget();
    sys::table::mode::forget();
    table::forget();
    task::forget();
    timer::forget();
    tty::forget();
    wasi::number::forget();
}
