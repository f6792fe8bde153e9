//! The compiler driver of the sysroot: one binary that acts by the name it is called by.
//!
//! | Called as | Does |
//! |---|---|
//! | `wasi-cc`, `wasi-c++`, `wasi-cpp` | becomes clang with the sysroot's config file ([`driver`]) |
//! | `wasi-ld` | runs wasm-ld and explains what failed ([`link`]); clang calls it for every link |
//! | `wasi-ar`, `wasi-nm`, … | becomes the LLVM tool ([`names`]) |
//! | `wasi-pkg-config` | becomes pkg-config, which sees the sysroot's packages ([`pkg_config`]) |
//! | `wasi-configure`, `wasi-make`, `wasi-cmake`, `wasi-meson` | becomes the build system, set up for the sysroot ([`build`]) |
//!
//! clang parses clang's arguments: what is fixed for the target stands in
//! `share/wasi-cc/wasm32-wasip1.cfg`, and the few arguments that clang would not
//! understand are rewritten by a table ([`rules`]). Everything else reaches clang
//! byte for byte. The process *becomes* clang, or, where it compiles a file, waits for it
//! and ends as it did, so that a missing header can be explained ([`header`]).

#![forbid(unsafe_code)]

pub mod addr2line;
pub mod build;
pub mod casts;
pub mod common;
pub mod complaint;
pub mod debug;
pub mod devices;
pub mod diagnosis;
pub mod driver;
pub mod explain;
pub mod features;
pub mod header;
pub mod install;
pub mod launcher;
pub mod library;
pub mod link;
pub mod module;
pub mod names;
pub mod native;
pub mod option;
pub mod pkg_config;
pub mod probe;
pub mod refused;
pub mod response;
pub mod rules;
pub mod rustc;
pub mod scratch;
pub mod shared;
pub mod spill;
pub mod start;
pub mod sysroot;
pub mod temporary;
pub mod uname;

use std::ffi::OsString;

/// A command line without the program's name.
pub type Args = Vec<OsString>;
