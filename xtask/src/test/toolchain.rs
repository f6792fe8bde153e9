//! The compilers and the interpreter that tests run, each with an identity
//! that goes into the key of everything it makes.

use super::cache::Key;
use super::process;
use crate::sysroot::target;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The flags of both legs. Without -fno-builtin, the compiler would evaluate half of the
/// calls under test.
pub const C_FLAGS: &[&str] = &[
    "-std=gnu17",
    "-D_GNU_SOURCE",
    "-O1",
    "-g",
    "-fno-builtin",
    "-Wall",
    "-Wextra",
];

/// The same for C++.
const CXX_FLAGS: &[&str] = &["-std=gnu++23", "-O1", "-g", "-Wall", "-Wextra"];

/// A compiler, native or of the sysroot.
#[derive(Clone)]
pub struct Compiler {
    program: PathBuf,
    flags: &'static [&'static str],
    identity: Key,
}

impl Compiler {
    /// The machine's own compiler of C.
    pub fn native() -> Result<Self> {
        Self::of_the_machine("cc", C_FLAGS)
    }

    /// The machine's own compiler of C++.
    pub fn native_cxx() -> Result<Self> {
        Self::of_the_machine("c++", CXX_FLAGS)
    }

    fn of_the_machine(name: &str, flags: &'static [&'static str]) -> Result<Self> {
        let program = PathBuf::from(name);
        let identity = Key::new("native").with(name).with(version(&program)?);
        Ok(Self {
            program,
            flags,
            identity,
        })
    }

    pub fn command(&self) -> Command {
        Command::new(&self.program)
    }

    /// The command that turns `source` into the program `output`.
    pub fn compile(&self, source: &Path, output: &Path, flags: &[String]) -> Command {
        let mut command = self.command();
        command
            .args(self.flags)
            .arg("-o")
            .arg(output)
            .arg(source)
            .args(flags);
        command
    }

    /// The key of a program compiled from `source` with `flags`.
    pub fn program_key(&self, source: &Path, flags: &[String]) -> Key {
        self.identity
            .clone()
            .with("program")
            .with_all(self.flags)
            .with_all(flags)
            // The name shows in assertions and in debug information.
            .with(source.as_os_str().as_encoded_bytes())
    }
}

/// A finished sysroot.
pub struct Sysroot {
    root: PathBuf,
    cc: Compiler,
    cxx: Compiler,
    headers: Key,
}

impl Sysroot {
    pub fn open(root: PathBuf) -> Result<Self> {
        let root = std::path::absolute(root)?;
        let file = |name: &str| {
            let path = root.join(name);
            ensure!(
                path.is_file(),
                "{} is missing: build the sysroot first (cargo xtask sysroot), \
                 or run only what needs none (cargo xtask test --native-only)",
                path.display()
            );
            Ok(path)
        };
        let cc = file("bin/wasi-cc")?;
        let cxx = file("bin/wasi-c++")?;
        file("bin/wasi-run")?;
        file("lib/wasm32-wasip1/libc.a")?;

        // All that a compilation reads, then all that a program is made of.
        let mut headers = Key::new("sysroot")
            .with_tree(&root.join("share/wasi-cc"))?
            .with_file(&cc)?
            .with(version(&cc)?);
        let mut libraries = Vec::new();
        for target in target::ALL {
            let [include, lib] = ["include", "lib"].map(|part| root.join(part).join(target.name));
            // A sysroot may be built without threads.
            if lib.is_dir() {
                headers = headers.with_tree(&include)?;
                libraries.push(lib);
            }
        }
        let mut whole = headers.clone();
        for lib in libraries {
            whole = whole.with_tree(&lib)?;
        }
        let cxx_headers = root.join("include/c++");
        let with_cxx = match cxx_headers.is_dir() {
            true => whole.clone().with_tree(&cxx_headers)?,
            false => whole.clone(),
        };
        let compiler = |program, name: &str, flags, of: Key| Compiler {
            program,
            flags,
            identity: of.with(name),
        };
        Ok(Self {
            cc: compiler(cc, "cc", C_FLAGS, whole),
            cxx: compiler(cxx, "c++", CXX_FLAGS, with_cxx),
            headers,
            root,
        })
    }

    pub fn include(&self) -> PathBuf {
        self.root.join("include/wasm32-wasip1")
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn bin(&self) -> PathBuf {
        self.root.join("bin")
    }

    pub fn lib(&self) -> PathBuf {
        self.root.join("lib/wasm32-wasip1")
    }

    /// Whether programs for a target can be linked.
    pub fn has(&self, target: &str) -> bool {
        self.root.join("lib").join(target).is_dir()
    }

    pub fn wasi_run(&self) -> Command {
        process::command(&self.root.join("bin/wasi-run"))
    }

    pub fn cc(&self) -> &Compiler {
        &self.cc
    }

    pub fn cxx(&self) -> &Compiler {
        &self.cxx
    }

    /// The key of what depends on the headers and not on the libraries.
    pub fn headers_key(&self, what: &str) -> Key {
        self.headers.clone().with(what)
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
