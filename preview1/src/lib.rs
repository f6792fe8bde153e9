//! WASI preview1 as data, from its [witx
//! description](https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md): the
//! functions with the meaning of their parameters, the types and flags, the error numbers,
//! and the layout of records in memory.
//!
//! Only this crate defines these numbers. The bottom half uses them to call a host,
//! `wasi-run` to be one, and the other tools to read modules that import the functions.
//! Nothing here allocates or needs std.

#![no_std]

mod errno;
mod function;
mod record;
#[macro_use]
mod types;
pub mod service;

pub use errno::Errno;
pub use function::{FUNCTIONS, Function, Id, Kind, MAX_PARAMS, WasmType};
pub use types::*;

/// The module name under which programs import the functions.
pub const MODULE: &str = "wasi_snapshot_preview1";
