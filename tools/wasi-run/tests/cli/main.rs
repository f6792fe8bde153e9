//! Runs `wasi-run` on small programs in the text format.

mod cache;
mod completions;
mod component;
mod errors;
mod limits;
mod observe;
mod outcome;
mod processes;
mod program;
mod sockets;
mod strict;
mod terminal;
mod threads;
mod world;

/// The engines that a test of their common behaviour runs on.
#[cfg(feature = "wasmi")]
const ENGINES: [&str; 2] = ["wasmtime", "wasmi"];
#[cfg(not(feature = "wasmi"))]
const ENGINES: [&str; 1] = ["wasmtime"];
