//! `cargo xtask docs`: the manual, and the pages under `docs/` that are generated.

mod book;
pub mod comments;
mod functions;
mod links;
mod man;
pub mod markdown;
mod messages;
mod options;
mod overlay;
pub mod samples;
mod syscalls;

use crate::bench;
use crate::git;
use crate::layout::Layout;
use crate::port;
use crate::table::Table;
use crate::test::abi::exceptions::{Exception, Exceptions, Kind};
use crate::test::engine;
use crate::test::libcxx;
use crate::tidy;
use anyhow::{Context, Result, ensure};
use links::Pages;
use std::collections::BTreeSet;
use std::fs;
use std::path::{self, Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Check these pages only: `first-program`, `docs/rust.md`
    #[arg(requires = "check")]
    pages: Vec<String>,
    /// Check the manual instead of building it: links, samples, table of contents, options
    #[arg(long)]
    check: bool,
    /// Where the manual goes, as html/ and man/ [default: target/docs]
    #[arg(long, value_name = "DIR", conflicts_with = "check")]
    out: Option<PathBuf>,
    /// Run the samples with this sysroot [default: target/sysroot]
    #[arg(long, value_name = "DIR", requires = "check")]
    sysroot: Option<PathBuf>,
}

pub fn run(args: Args) -> Result<ExitCode> {
    let layout = Layout::find();
    if args.check {
        let sysroot = args.sysroot.unwrap_or_else(|| layout.sysroot());
        return check(&layout, &path::absolute(sysroot)?, &args.pages);
    }
    let out = args
        .out
        .unwrap_or_else(|| layout.root().join("target/docs"));
    build(&layout, &out)?;
    println!("docs: {}", out.join("html/index.html").display());
    Ok(ExitCode::SUCCESS)
}

/// Makes the manual below `out`: `html/`, and `man/man1/`.
pub fn build(layout: &Layout, out: &Path) -> Result<()> {
    build_man(layout, out)?;
    book::build(layout, &out.join("html"))
}

/// Makes `man/man1/` below `out`, which takes no mdBook.
pub fn build_man(layout: &Layout, out: &Path) -> Result<()> {
    fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    man::build(layout, &out.join("man"))
}

/// `only`: what the names of pages contain; of all pages if it is empty.
fn check(layout: &Layout, sysroot: &Path, only: &[String]) -> Result<ExitCode> {
    let bin = sysroot.join("bin");
    ensure!(
        bin.join("wasi-cc").is_file(),
        "the samples need a sysroot: run `cargo xtask sysroot`"
    );
    let read = |name: &str| {
        let file = layout.root().join(name);
        fs::read_to_string(file).with_context(|| format!("cannot read {name}"))
    };
    let files: BTreeSet<String> = git::files(layout.root())?.into_iter().collect();
    let names = files.iter().filter(|name| name.ends_with(".md"));
    let pages: Pages = names
        .map(|name| Ok((name.clone(), markdown::read(&read(name)?))))
        .collect::<Result<_>>()?;

    let mut broken = tidy::pages(layout)?;
    broken.extend(links::broken(&pages, &files));
    broken.extend(links::unanswered(&pages, read)?);
    broken.extend(book::unlisted(&pages)?);
    broken.extend(messages::broken(layout)?);
    // The table of contents has this page: without it, a link there leads nowhere.
    if pages.contains_key(options::PAGE) {
        broken.extend(options::differences(&bin, &read(options::PAGE)?)?);
    }
    let is_chosen = |name: &str| only.is_empty() || only.iter().any(|part| name.contains(&**part));
    broken.retain(|text| is_chosen(text));

    let with_samples = |name: &str| name.starts_with("docs/") || !name.contains('/');
    let chosen = pages
        .iter()
        .filter(|(name, _)| with_samples(name) && is_chosen(name));
    let (wrong, count) = samples::check(chosen, &bin)?;
    broken.extend(wrong);
    for text in &broken {
        eprintln!("docs: {}", text.trim_end());
    }
    if broken.is_empty() {
        println!(
            "docs: checked {} pages and ran {count} samples",
            pages.len()
        );
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("docs: {} wrong", broken.len());
    Ok(ExitCode::FAILURE)
}

/// Every generated page, and every file with generated parts, with the correct content.
pub fn generated(layout: &Layout) -> Result<Vec<(PathBuf, String)>> {
    let table = Table::load(&layout.syscall_table())?;
    let exceptions = Exceptions::read(&layout.tests().join("abi"))?;
    let mut pages = overlay::pages(layout)?;
    pages.extend(bench::pages(layout)?);
    pages.extend([
        (layout.docs().join("abi.md"), abi(&exceptions.exception)),
        (layout.docs().join("cxx.md"), libcxx::page(layout)?),
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
         Objects that were compiled against wasi-libc link with this library and run. The \
         constants, the layouts of structures and the types of functions are those of wasi-libc \
         (of April 2026, in `tests/abi/`). `cargo xtask test abi` compares every one. Where POSIX \
         requires something else, the library supports both:\n\n\
         - `clockid_t` is an integer, as POSIX requires; the functions that take one also accept \
         the address of wasi-libc's `_CLOCK_REALTIME` and `_CLOCK_MONOTONIC`.\n\
         - `open` without an access mode means `O_RDONLY`.\n\
         - `CLOCKS_PER_SEC` is 1,000,000. Our `<time.h>` gives `clock` another symbol, so that old \
         objects, which expect nanoseconds, get nanoseconds.\n\
         - `sigset_t` holds 64 signals.\n\
         - Nothing needs `_WASI_EMULATED_*` or `-lwasi-emulated-*`: the macros do nothing and the \
         archives are empty.\n\n\
         The tables below list every deliberate difference. The test fails on any other \
         difference, and on an entry that no longer differs.\n",
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

/// A page with what stands between `<!-- name -->` and `<!-- /name -->` replaced.
pub fn between(page: &str, name: &str, text: &str) -> Result<String> {
    let (start, end) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let parts = page
        .split_once(&start)
        .and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let (before, after) = parts.with_context(|| format!("there is no {start} … {end}"))?;
    Ok(format!("{before}{start}{text}{end}{after}"))
}

pub fn cell(text: Option<&str>) -> String {
    text.unwrap_or_default()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}
