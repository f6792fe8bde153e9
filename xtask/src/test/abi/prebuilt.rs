//! Programs whose objects were not made with our headers: compiled against
//! Debian's `wasi-libc`, linked with Debian's prebuilt libc++, or with Rust's own
//! `std`. They must link with our archive and run.

use crate::test::programs::{self, Case};
use crate::test::report::{Leg, Outcome, Test};
use crate::test::{Setup, toolchain};
use anyhow::{Result, bail};
use llvm::Llvm;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

const FOLDER: &str = "tests/abi/programs";

/// Where Debian puts wasi-libc's headers.
const WASI_LIBC: &str = "/usr/include/wasm32-wasi";

pub fn tests(setup: &Arc<Setup>) -> Result<Vec<Test>> {
    let root = setup.layout.root();
    let rust = Rust::find(setup);
    let mut tests = Vec::new();
    for (name, case) in programs::discover(root, Path::new(FOLDER), &["c", "cpp", "rs"])? {
        let title = format!("abi/programs/{name}");
        let case = match case {
            Ok(case) => case,
            Err(error) => {
                tests.push(Test::broken(title, Leg::Wasi, &error));
                continue;
            }
        };
        let from_rust = |linked: fn(Rust) -> Origin| match &rust {
            Some(rust) => Some(linked(rust.clone())),
            None => {
                // Not counted as skipped: where the target is not available, there is
                // nothing to install.
                eprintln!("note: {title} is left out: {}", Rust::NONE);
                None
            }
        };
        let origin = match name.split('/').next() {
            Some("wasi-libc") => Some(Origin::WasiLibc),
            Some("cxx") => Some(Origin::Libcxx),
            Some("rust") => from_rust(Origin::Rust),
            Some("rustc") => from_rust(Origin::Rustc),
            _ => bail!("{}: nothing says how to compile it", case.source.display()),
        };
        let Some(origin) = origin else { continue };
        let setup = setup.clone();
        tests.push(Test::new(title.clone(), Leg::Wasi, move || {
            let makers = match origin.makers()? {
                Ok(makers) => makers,
                Err(reason) => return Ok(Outcome::Skipped(reason)),
            };
            for maker in makers {
                let outcome = programs::judge(&setup, Leg::Wasi, &title, &case.expect, || {
                    maker(&setup, &case)
                })?;
                if !matches!(outcome, Outcome::Passed) {
                    return Ok(outcome);
                }
            }
            Ok(Outcome::Passed)
        }));
    }
    Ok(tests)
}

/// Where the foreign part of a program comes from.
enum Origin {
    WasiLibc,
    Libcxx,
    /// Compiled by rustc, linked by wasi-cc.
    Rust(Rust),
    /// Compiled and linked by rustc, with linkers of ours.
    Rustc(Rust),
}

/// Our names that rustc gets as a linker: one that looks like a compiler, an unknown one,
/// which rustc treats as lld, and one that ends like a linker's name.
const LINKERS: [&str; 3] = ["wasi-clang", "wasi-cc", "wasi-ld"];

/// Makes a program, or finds it in the cache.
type Maker = Box<dyn Fn(&Setup, &Case) -> Result<PathBuf>>;

impl Origin {
    /// The ways to make such programs, or the reason why none works here.
    fn makers(&self) -> Result<Result<Vec<Maker>, String>> {
        if let Origin::Rustc(rust) = self {
            let maker = |linker| {
                let rust = rust.clone();
                let make = move |setup: &Setup, case: &Case| rust.link(setup, case, linker);
                Box::new(make) as Maker
            };
            return Ok(Ok(LINKERS.map(maker).into()));
        }
        Ok(self.maker()?.map(|maker| vec![maker]))
    }

    fn maker(&self) -> Result<Result<Maker, String>> {
        Ok(match self {
            Origin::WasiLibc => {
                let llvm = Llvm::find(None)?;
                if Path::new(WASI_LIBC).join("stdio.h").is_file() {
                    Ok(Box::new(move |setup, case| {
                        with_their_headers(setup, &llvm, case)
                    }))
                } else {
                    Err("Debian's package wasi-libc is not installed".into())
                }
            }
            Origin::Libcxx => {
                let major = Llvm::find(None)?.major();
                let (include, lib) = libcxx(major);
                let package = ["c++", "c++abi"]
                    .into_iter()
                    .find(|name| !lib.join(format!("lib{name}.a")).is_file());
                match package {
                    Some(name) => Err(format!(
                        "Debian's package lib{name}-{major}-dev-wasm32 is not installed"
                    )),
                    None => Ok(Box::new(move |setup, case| {
                        with_their_libcxx(setup, &include, &lib, case)
                    })),
                }
            }
            Origin::Rust(rust) | Origin::Rustc(rust) => {
                let rust = rust.clone();
                Ok(Box::new(move |setup, case| rust.make(setup, case)))
            }
        })
    }
}

fn libcxx(major: u32) -> (PathBuf, PathBuf) {
    let prefix = PathBuf::from(format!("/usr/lib/llvm-{major}"));
    (
        prefix.join("include/wasm32-wasi/c++/v1"),
        prefix.join("lib/wasm32-wasi"),
    )
}

/// Compiles with their headers only, links with our wasi-cc.
fn with_their_headers(setup: &Setup, llvm: &Llvm, case: &Case) -> Result<PathBuf> {
    let cc = setup.sysroot()?.cc();
    let root = setup.layout.root();
    let key = cc
        .program_key(&case.source, &case.expect.flags)
        .with("with wasi-libc's headers")
        .with(llvm.version_text()?)
        .with_tree(Path::new(WASI_LIBC))?
        .with_file(&root.join("tests/c/check.h"))?
        .with_file(&root.join(&case.source))?;
    setup.cache.get(key, |output| {
        let object = output.with_extension("o");
        let mut compile = Command::new(llvm.clang());
        compile
            .args([
                "--no-default-config",
                "--target=wasm32-wasi",
                "-nostdlibinc",
                "-isystem",
                WASI_LIBC,
            ])
            .args(toolchain::C_FLAGS)
            .args(["-Itests/c", "-c", "-o"])
            .arg(&object)
            .arg(&case.source)
            .args(&case.expect.flags);
        programs::build(setup, compile.current_dir(root))?;
        let mut link = cc.command();
        link.arg("-o")
            .arg(output)
            .arg(&object)
            .args(&case.expect.flags);
        programs::build(setup, link.current_dir(root))
    })
}

/// Compiles and links with our wasi-c++ and their libc++.
fn with_their_libcxx(setup: &Setup, include: &Path, lib: &Path, case: &Case) -> Result<PathBuf> {
    let cxx = setup.sysroot()?.cxx();
    let root = setup.layout.root();
    let key = cxx
        .program_key(&case.source, &case.expect.flags)
        .with("with Debian's libc++")
        .with_file(&lib.join("libc++.a"))?
        .with_file(&lib.join("libc++abi.a"))?
        .with_file(&root.join(&case.source))?;
    setup.cache.get(key, |output| {
        let mut command = cxx.command();
        command
            .args([
                "-std=c++20",
                "-O1",
                "-g",
                "-Wall",
                "-Wextra",
                "-fno-exceptions",
            ])
            .args(["-nostdinc++", "-isystem"])
            .arg(include)
            .arg("-o")
            .arg(output)
            .arg(&case.source)
            .arg("-L")
            .arg(lib)
            .args(&case.expect.flags);
        programs::build(setup, command.current_dir(root))
    })
}

/// A Rust compiler with a `std` for WASI.
#[derive(Clone)]
pub struct Rust {
    pub rustc: PathBuf,
    pub target: &'static str,
    version: String,
}

impl Rust {
    /// Why there is none.
    pub const NONE: &str = "no Rust here has its std for WASI (rustup target add wasm32-wasip1, \
                            or scripts/rust-std)";

    /// The compiler that `RUSTC` names, the one on PATH, the system's own, or the
    /// one that `scripts/rust-std` unpacked; for the target's present name or
    /// its old one.
    pub fn find(setup: &Setup) -> Option<Self> {
        let named = env::var_os("RUSTC").map(PathBuf::from);
        let unpacked = setup.layout.work().join("rust-std/rustc");
        let known = ["rustc".into(), "/usr/bin/rustc".into(), unpacked];
        for rustc in named.into_iter().chain(known) {
            for target in ["wasm32-wasip1", "wasm32-wasi"] {
                if let Some(version) = Self::version(&rustc, target) {
                    return Some(Self {
                        rustc,
                        target,
                        version,
                    });
                }
            }
        }
        None
    }

    /// The version, if this compiler is there and has the target's std.
    fn version(rustc: &Path, target: &str) -> Option<String> {
        let print = |arguments: &[&str]| {
            let output = Command::new(rustc).args(arguments).output().ok()?;
            let text = String::from_utf8(output.stdout).ok()?;
            output.status.success().then_some(text)
        };
        let folder = print(&["--print", "target-libdir", "--target", target])?;
        let is_std = |entry: fs::DirEntry| {
            entry
                .file_name()
                .to_str()
                .is_some_and(|name| name.starts_with("libstd-"))
        };
        let mut files = fs::read_dir(folder.trim_end()).ok()?;
        files.any(|entry| entry.is_ok_and(is_std)).then_some(())?;
        print(&["--version", "--verbose"])
    }

    /// Compiles to an archive with std in it, links that with our wasi-cc. (rustc
    /// itself would link a program with the libc that it carries.)
    fn make(&self, setup: &Setup, case: &Case) -> Result<PathBuf> {
        let cc = setup.sysroot()?.cc();
        let root = setup.layout.root();
        let key = cc
            .program_key(&case.source, &case.expect.flags)
            .with_all(["with std", &self.version, self.target])
            .with_file(&root.join(&case.source))?;
        setup.cache.get(key, |output| {
            let archive = output.with_extension("a");
            let mut compile = Command::new(&self.rustc);
            compile
                .args([
                    "--edition=2021",
                    "--crate-type=staticlib",
                    "-Cpanic=abort",
                    "-O",
                ])
                .args(["--target", self.target, "-o"])
                .arg(&archive)
                .arg(&case.source);
            programs::build(setup, compile.current_dir(root))?;
            let mut link = cc.command();
            link.arg("-o")
                .arg(output)
                .arg(&archive)
                .args(&case.expect.flags);
            programs::build(setup, link.current_dir(root))
        })
    }

    /// Lets rustc do it all, with one of our commands as its linker.
    fn link(&self, setup: &Setup, case: &Case, linker: &str) -> Result<PathBuf> {
        let sysroot = setup.sysroot()?;
        let root = setup.layout.root();
        let key = sysroot
            .cc()
            .program_key(&case.source, &case.expect.flags)
            .with_all(["linked by", linker, &self.version, self.target])
            .with_file(&root.join(&case.source))?;
        setup.cache.get(key, |output| {
            let mut compile = Command::new(&self.rustc);
            compile
                .args(["--edition=2021", "-O", "--target", self.target])
                .arg(format!("-Clinker={}", sysroot.bin().join(linker).display()))
                .arg("-o")
                .arg(output)
                .arg(&case.source);
            programs::build(setup, compile.current_dir(root))
        })
    }
}
