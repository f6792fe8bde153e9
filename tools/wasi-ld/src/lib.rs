//! The linker of the sysroot: wasm-ld, and the steps before and after it.
//!
//! The steps of a link ([`link`]):
//!
//! 1. The command line is read, once, into a value ([`mod@line`]).
//! 2. wasm-ld runs, and its messages are explained ([`explain`]). It runs again if its
//!    result shows that something else must be linked.
//! 3. Calls that always fail are reported ([`refused`]).
//! 4. The module goes through the [`passes`], in memory.
//! 5. For a target of WASI 0.2 it becomes a component ([`component`]).
//! 6. It becomes a launcher ([`launcher`]) if wanted, and the files get their names at
//!    once.
//!
//! This crate is a library, and no program of its own is installed: `wasi-ld` is a link to
//! `wasi-cc`, which calls [`main`] when it is started by that name. A second program would
//! duplicate much of the code; this way an installation is one file and links to it. The
//! linker that clang starts is always of the same build as the driver, whose arguments no
//! other linker knows. Tests that start the linker are in `tools/wasi-cc/tests/linker.rs`.

#![forbid(unsafe_code)]

pub mod casts;
pub mod component;
pub mod devices;
pub mod exit;
pub mod explain;
pub mod fcommon;
pub mod launcher;
pub mod line;
pub mod link;
pub mod linked;
pub mod main_type;
pub mod module;
pub mod null_writes;
pub mod object;
pub mod option;
pub mod output;
pub mod own_options;
pub mod passes;
pub mod probe;
pub mod refused;
pub mod response;
pub mod rules;
pub mod rustc;
pub mod shared_library;
pub mod simd128;
pub mod sysroot;
pub mod temporary;
pub mod wasm_ld;

use anyhow::Result;
use std::ffi::OsString;
use std::process::ExitCode;

/// A command line without the program's name.
pub type Args = Vec<OsString>;

/// Links as this command line says.
pub fn main(args: Args) -> Result<ExitCode> {
    link::link(args)
}
