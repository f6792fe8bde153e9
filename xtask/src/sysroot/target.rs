//! The targets that the C library is built for.

use crate::layout::Layout;
use std::path::PathBuf;

pub struct Target {
    /// As clang's `--target` has it.
    pub name: &'static str,
    /// The same target by another name.
    pub alias: Option<&'static str>,
    /// The directory below libc-top-half of an overlay of its own, which lies on the common one.
    pub overlay: Option<&'static str>,
    /// Whether a program can have several threads.
    pub threads: bool,
    /// Whether a program is a component, with the sockets of WASI 0.2. Its headers and its startup
    /// files are the plain target's.
    pub network: bool,
}

pub const PLAIN: Target = Target {
    name: "wasm32-wasip1",
    alias: Some("wasm32-wasi"),
    overlay: None,
    threads: false,
    network: false,
};

pub const THREADS: Target = Target {
    name: "wasm32-wasip1-threads",
    alias: Some("wasm32-wasi-threads"),
    overlay: Some("threads"),
    threads: true,
    network: false,
};

pub const NETWORK: Target = Target {
    name: "wasm32-wasip2",
    alias: None,
    overlay: Some("network"),
    threads: false,
    network: true,
};

pub const ALL: [Target; 3] = [PLAIN, THREADS, NETWORK];

impl Target {
    /// A directory or file of the build that each target has one of.
    pub fn place(&self, layout: &Layout, name: &str) -> PathBuf {
        layout.work().join(self.part(name))
    }

    /// `name` for the plain target, and `name-threads` or `name-network`.
    pub fn part(&self, name: &str) -> String {
        match (self.threads, self.network) {
            (true, _) => format!("{name}-threads"),
            (_, true) => format!("{name}-network"),
            _ => name.to_owned(),
        }
    }

    /// The target that C is compiled for.
    pub fn of_c(&self) -> &'static str {
        match self.network {
            true => PLAIN.name,
            false => self.name,
        }
    }
}
