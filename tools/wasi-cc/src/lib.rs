//! The compiler driver of the sysroot: one binary that acts by the name it is called by.
//!
//! | Called as | Does |
//! |---|---|
//! | `wasi-cc`, `wasi-c++`, `wasi-cpp` | becomes clang with the sysroot's config file ([`compile`]) |
//! | `wasi-ld` | links ([`wasi_ld`]); clang calls it for every link |
//! | `wasi-ar`, `wasi-nm`, … | becomes the LLVM tool ([`llvm_tool`]) |
//! | `wasi-pkg-config` | becomes pkg-config, which sees the sysroot's packages ([`pkg_config`]) |
//! | `wasi-configure`, `wasi-make`, `wasi-cmake`, `wasi-meson` | becomes the build system, set up for the sysroot ([`build`]) |
//!
//! clang parses its own arguments. Settings that are fixed for the target are in
//! `share/wasi-cc/wasm32-wasip1.cfg`, and a table ([`rules`]) rewrites the few arguments that
//! clang would not understand. Everything else reaches clang byte for byte. The process
//! *becomes* clang. When it compiles a file, it waits for clang instead and ends with its
//! status, so that it can explain a missing header ([`missing_header`]).

#![forbid(unsafe_code)]

pub mod addr2line;
pub mod build;
pub mod clang_errors;
pub mod compile;
pub mod cxx_library;
pub mod fcommon;
pub mod foreign_sysroot;
pub mod foreign_target;
pub mod handover;
pub mod held;
pub mod help;
pub mod install;
pub mod llvm_tool;
pub mod missing_header;
pub mod names;
pub mod native;
pub mod null_writes;
pub mod pkg_config;
pub mod process;
pub mod rules;
pub mod scratch;
pub mod uname;

pub use wasi_ld::Args;
