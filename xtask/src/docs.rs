//! `cargo xtask docs`: the manual, and the pages under `docs/` that are generated.

pub mod comments;
mod functions;
mod markdown;
mod overlay;
mod samples;
mod syscalls;

use crate::git;
use crate::layout::Layout;
use crate::port;
use crate::table::Table;
use crate::test::abi::exceptions::{Exception, Exceptions, Kind};
use crate::test::engine;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Run the samples of these pages only: `first-program`, `docs/rust.md`
    pages: Vec<String>,
    /// Check the manual instead of building it
    #[arg(long)]
    check: bool,
    /// Run the samples with this sysroot [default: target/sysroot]
    #[arg(long, value_name = "DIR")]
    sysroot: Option<PathBuf>,
}

pub fn run(args: Args) -> Result<ExitCode> {
    let layout = Layout::find();
    let sysroot = args.sysroot.unwrap_or_else(|| layout.sysroot());
    let bin = std::path::absolute(sysroot.join("bin"))?;
    ensure!(
        bin.join("wasi-cc").is_file(),
        "the samples need a sysroot: run `cargo xtask sysroot`"
    );
    let mut wrong = Vec::new();
    for name in git::files(layout.root())? {
        let chosen = args.pages.is_empty() || args.pages.iter().any(|page| name.contains(page));
        if !chosen || !(name.starts_with("docs/") && name.ends_with(".md")) {
            continue;
        }
        let text = fs::read_to_string(layout.root().join(&name)).with_context(|| name.clone())?;
        match samples::steps(&markdown::read(&text)) {
            Ok(steps) => wrong.extend(samples::run(&steps, &bin)?.map(|text| (name, text))),
            Err(errors) => wrong.extend(errors.into_iter().map(|text| (name.clone(), text))),
        }
    }
    for (name, text) in &wrong {
        eprintln!("docs: {name}:{text}");
    }
    if wrong.is_empty() {
        println!("docs: the samples do what the pages say");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}

/// Every generated page, and every file with generated parts, with what it has to hold.
pub fn generated(layout: &Layout) -> Result<Vec<(PathBuf, String)>> {
    let table = Table::load(&layout.syscall_table())?;
    let exceptions = Exceptions::read(&layout.tests().join("abi"))?;
    let mut pages = overlay::pages(layout)?;
    pages.extend([
        (layout.docs().join("abi.md"), abi(&exceptions.exception)),
        (layout.docs().join("engines.md"), engine::page(layout)?),
        (layout.docs().join("ports.md"), port::page(layout)?),
    ]);
    pages.extend(syscalls::pages(layout, &table));
    pages.push(functions::page(layout, &table)?);
    pages.extend(comments::files(layout, &table)?);
    Ok(pages)
}

/// `docs/abi.md`.
fn abi(exceptions: &[Exception]) -> String {
    let mut page = String::from(
        "<!-- Generated from tests/abi/exceptions.toml by `cargo xtask tidy --write`. -->\n\n\
         # The binary interface\n\n\
         Objects that were compiled against wasi-libc link with this library and run: \
         constants, the layouts of structures and the types of functions are wasi-libc's \
         (those of April 2026, in `tests/abi/`). `cargo xtask test abi` compares every one. \
         Where POSIX asks for something else, both are served:\n\n\
         - `clockid_t` is an integer, as POSIX wants; the functions that take one also accept \
         the address of wasi-libc's `_CLOCK_REALTIME` and `_CLOCK_MONOTONIC`.\n\
         - `open` without an access mode means `O_RDONLY`.\n\
         - `CLOCKS_PER_SEC` is 1,000,000. Our `<time.h>` gives `clock` another symbol, so that \
         old objects, which count nanoseconds, get nanoseconds.\n\
         - `sigset_t` holds 64 signals.\n\
         - Nothing needs `_WASI_EMULATED_*` or `-lwasi-emulated-*`: the macros do nothing and the \
         archives are empty.\n\n\
         What is different on purpose is all that follows; the test fails on any other \
         difference, and on a line here that is none.\n",
    );
    for (kind, title) in [
        (Kind::Constant, "Constants"),
        (Kind::Layout, "Layouts"),
        (Kind::Symbol, "Symbols"),
    ] {
        page +=
            &format!("\n## {title}\n\n| Name | Ours | wasi-libc's | Why |\n|---|---|---|---|\n");
        for exception in exceptions.iter().filter(|exception| exception.kind == kind) {
            page += &format!(
                "| `{}` | {} | {} | {} |\n",
                exception.name,
                cell(Some(&exception.ours)),
                cell(exception.theirs.as_deref()),
                cell(Some(&exception.reason))
            );
        }
    }
    page
}

pub fn cell(text: Option<&str>) -> String {
    text.unwrap_or_default()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}
