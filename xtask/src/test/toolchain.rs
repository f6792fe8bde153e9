//! The compilers and the interpreter that tests run, each with an identity
//! that goes into the key of everything it makes.

use super::cache::Key;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What both legs compile with. Without -fno-builtin half of the calls under
/// test would be answered by the compiler.
pub const C_FLAGS: &[&str] = &[
    "-std=gnu17",
    "-D_GNU_SOURCE",
    "-O1",
    "-g",
    "-fno-builtin",
    "-Wall",
    "-Wextra",
];

/// A compiler for C programs, native or of the sysroot.
#[derive(Clone)]
pub struct Compiler {
    program: PathBuf,
    identity: Key,
}

impl Compiler {
    /// The machine's own compiler.
    pub fn native() -> Result<Self> {
        let program = PathBuf::from("cc");
        let identity = Key::new("native").with(version(&program)?);
        Ok(Self { program, identity })
    }

    pub fn command(&self) -> Command {
        Command::new(&self.program)
    }

    /// The command that turns `source` into the program `output`.
    pub fn compile(&self, source: &Path, output: &Path, flags: &[String]) -> Command {
        let mut command = self.command();
        command
            .args(C_FLAGS)
            .arg("-o")
            .arg(output)
            .arg(source)
            .args(flags);
        command
    }

    pub fn key(&self, what: &str) -> Key {
        self.identity.clone().with(what)
    }

    /// The key of a program compiled from `source` with `flags`.
    pub fn program_key(&self, source: &Path, flags: &[String]) -> Key {
        self.key("program")
            .with_all(C_FLAGS)
            .with_all(flags)
            // The name shows in assertions and in debug information.
            .with(source.as_os_str().as_encoded_bytes())
    }
}

/// A finished sysroot.
pub struct Sysroot {
    root: PathBuf,
    identity: OnceLock<Key>,
}

impl Sysroot {
    pub fn open(root: PathBuf) -> Result<Self> {
        let root = std::path::absolute(root)?;
        for name in ["bin/wasi-cc", "bin/wasi-run", "lib/wasm32-wasip1/libc.a"] {
            let path = root.join(name);
            ensure!(
                path.is_file(),
                "{} is missing: build the sysroot first (cargo xtask sysroot), \
                 or run only what needs none (cargo xtask test --native-only)",
                path.display()
            );
        }
        Ok(Self {
            root,
            identity: OnceLock::new(),
        })
    }

    pub fn include(&self) -> PathBuf {
        self.root.join("include/wasm32-wasip1")
    }

    pub fn lib(&self) -> PathBuf {
        self.root.join("lib/wasm32-wasip1")
    }

    pub fn wasi_run(&self) -> Command {
        Command::new(self.root.join("bin/wasi-run"))
    }

    pub fn cc(&self) -> Result<Compiler> {
        self.compiler("bin/wasi-cc")
    }

    pub fn cxx(&self) -> Result<Compiler> {
        self.compiler("bin/wasi-c++")
    }

    fn compiler(&self, name: &str) -> Result<Compiler> {
        let program = self.root.join(name);
        let identity = self.identity()?.clone().with(version(&program)?);
        Ok(Compiler { program, identity })
    }

    /// Everything in the tree that a program is made of.
    fn identity(&self) -> Result<&Key> {
        if let Some(key) = self.identity.get() {
            return Ok(key);
        }
        let key = Key::new("sysroot")
            .with_tree(&self.include())?
            .with_tree(&self.lib())?
            .with_tree(&self.root.join("share/wasi-cc"))?
            .with_file(&self.root.join("bin/wasi-cc"))?;
        Ok(self.identity.get_or_init(|| key))
    }
}

fn version(program: &Path) -> Result<Vec<u8>> {
    let output = Command::new(program)
        .arg("--version")
        .output()
        .with_context(|| format!("starting {}", program.display()))?;
    ensure!(
        output.status.success(),
        "{} --version failed",
        program.display()
    );
    Ok(output.stdout)
}
