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
}

pub const PLAIN: Target = Target {
    name: "wasm32-wasip1",
    alias: Some("wasm32-wasi"),
    overlay: None,
    threads: false,
};

pub const THREADS: Target = Target {
    name: "wasm32-wasip1-threads",
    alias: Some("wasm32-wasi-threads"),
    overlay: Some("threads"),
    threads: true,
};

pub const ALL: [Target; 2] = [PLAIN, THREADS];

impl Target {
    /// A directory or file of the build that each target has one of.
    pub fn place(&self, layout: &Layout, name: &str) -> PathBuf {
        layout.work().join(self.part(name))
    }

    /// `name` for the plain target, and `name-threads`.
    pub fn part(&self, name: &str) -> String {
        match self.overlay {
            None => name.to_owned(),
            Some(overlay) => format!("{name}-{overlay}"),
        }
    }
}
