//! Programs whose objects were not made with our headers: compiled against
//! Debian's `wasi-libc`, or linked with Debian's prebuilt libc++. They must link
//! with our archive and run.
//!
//! The third kind of object that D4 promises, Rust's own `std` for
//! wasm32-wasip1, cannot be had from a package and is not tested here.

use crate::llvm::Llvm;
use crate::test::programs::{self, Case};
use crate::test::report::{Leg, Outcome, Test};
use crate::test::{Setup, toolchain};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

const FOLDER: &str = "tests/abi/programs";

/// Where Debian puts wasi-libc's headers.
const WASI_LIBC: &str = "/usr/include/wasm32-wasi";

pub fn tests(setup: &Arc<Setup>) -> Result<Vec<Test>> {
    let root = setup.layout.root();
    let mut tests = Vec::new();
    for (name, case) in programs::discover(root, Path::new(FOLDER), &["c", "cpp"])? {
        let title = format!("abi/programs/{name}");
        let case = match case {
            Ok(case) => case,
            Err(error) => {
                tests.push(Test::broken(title, Leg::Wasi, &error));
                continue;
            }
        };
        let compile = match name.split('/').next() {
            Some("wasi-libc") => with_their_headers,
            Some("cxx") => with_their_libcxx,
            _ => bail!("{}: nothing says how to compile it", case.source.display()),
        };
        let setup = setup.clone();
        tests.push(Test::new(title, Leg::Wasi, move || {
            let llvm = Llvm::find(None)?;
            if let Some(reason) = missing(&llvm, &case) {
                return Ok(Outcome::Skipped(reason));
            }
            programs::judge(&setup, Leg::Wasi, &case.expect, || {
                compile(&setup, &llvm, &case)
            })
        }));
    }
    Ok(tests)
}

fn libcxx(llvm: &Llvm) -> (PathBuf, PathBuf) {
    let prefix = PathBuf::from(format!("/usr/lib/llvm-{}", llvm.major()));
    (
        prefix.join("include/wasm32-wasi/c++/v1"),
        prefix.join("lib/wasm32-wasi"),
    )
}

/// Why this program cannot be made here.
fn missing(llvm: &Llvm, case: &Case) -> Option<String> {
    if case
        .source
        .extension()
        .is_some_and(|extension| extension == "c")
    {
        let there = Path::new(WASI_LIBC).join("stdio.h").is_file();
        return (!there).then(|| "Debian's package wasi-libc is not installed".into());
    }
    let (_, lib) = libcxx(llvm);
    let major = llvm.major();
    ["c++", "c++abi"]
        .iter()
        .find(|name| !lib.join(format!("lib{name}.a")).is_file())
        .map(|name| format!("Debian's package lib{name}-{major}-dev-wasm32 is not installed"))
}

/// Compiles with their headers only, links with our wasi-cc.
fn with_their_headers(setup: &Setup, llvm: &Llvm, case: &Case) -> Result<PathBuf> {
    let cc = setup.sysroot()?.cc()?;
    let root = setup.layout.root();
    let key = cc
        .program_key(&case.source, &case.expect.flags)
        .with("with wasi-libc's headers")
        .with(llvm.version_text())
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
fn with_their_libcxx(setup: &Setup, llvm: &Llvm, case: &Case) -> Result<PathBuf> {
    let cxx = setup.sysroot()?.cxx()?;
    let root = setup.layout.root();
    let (include, lib) = libcxx(llvm);
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
            .arg(&include)
            .arg("-o")
            .arg(output)
            .arg(&case.source)
            .arg("-L")
            .arg(&lib)
            .args(&case.expect.flags);
        programs::build(setup, command.current_dir(root)).context("libc++")
    })
}
