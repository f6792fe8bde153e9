//! Paths: the repository's own directories and the build's work directory.

use std::env;
use std::path::{Path, PathBuf};

/// The paths of one checkout. Everything that a build writes is below
/// `target/wasi/`, except the finished sysroot (`target/sysroot` unless `--out`
/// says otherwise).
#[derive(Clone, Debug)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// The checkout of this xtask. `cargo run` passes the package's path at run time, so
    /// it works after the checkout was moved.
    pub fn find() -> Self {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package.parent().unwrap_or(Path::new(".")).to_path_buf();
        Self { root }
    }

    /// A checkout at a given place.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn top_half(&self) -> PathBuf {
        self.root.join("libc-top-half")
    }

    pub fn bottom_half(&self) -> PathBuf {
        self.root.join("libc-bottom-half")
    }

    pub fn cxx(&self) -> PathBuf {
        self.root.join("libcxx")
    }

    pub fn syscall_table(&self) -> PathBuf {
        self.bottom_half().join("syscalls.toml")
    }

    pub fn sysroot_template(&self) -> PathBuf {
        self.root.join("sysroot-template")
    }

    pub fn ports(&self) -> PathBuf {
        self.root.join("ports")
    }

    pub fn tests(&self) -> PathBuf {
        self.root.join("tests")
    }

    pub fn docs(&self) -> PathBuf {
        self.root.join("docs")
    }

    /// The build's work directory.
    pub fn work(&self) -> PathBuf {
        self.root.join("target/wasi")
    }

    /// Verified downloads.
    pub fn downloads(&self) -> PathBuf {
        self.work().join("downloads")
    }

    /// Unfinished files, on the same file system as their final places.
    pub fn scratch(&self) -> PathBuf {
        self.work().join("tmp")
    }

    /// Programs newer than the machine's, which `scripts/setup --tests` puts there.
    pub fn pypi(&self) -> PathBuf {
        self.root.join("target/pypi/bin")
    }

    /// Other C libraries to compare with; scripts/setup puts zig there.
    pub fn peers(&self) -> PathBuf {
        self.root.join("target/peers")
    }

    /// The default place of the sysroot.
    pub fn sysroot(&self) -> PathBuf {
        self.root.join("target/sysroot")
    }
}
