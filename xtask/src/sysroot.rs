//! `cargo xtask sysroot`: builds the sysroot.
//!
//! stage (musl and the overlay, merged) → compile (what the cache lacks) → archive →
//! install → place (file by file, renamed). Every step checks its inputs and does only
//! the missing work, so a second run does nothing.

mod archive;
mod cache;
mod check;
mod compile;
pub mod cxx;
mod errno;
mod flags;
mod foreign;
mod generate;
pub mod install;
pub mod ledger;
mod library;
mod pin;
pub mod place;
pub mod reach;
mod refused;
pub mod rust;
mod stage;
mod stamp;
mod symbols;
pub mod target;
#[cfg(test)]
mod tests;
mod tools;
mod versions;

use crate::hash::Memo;
use crate::layout::Layout;
use crate::lock::Lock;
use crate::parallel;
use crate::progress::Progress;
use crate::table::Table;
use crate::tree::Tree;
use anyhow::Result;
use flags::Flags;
use ledger::Survey;
use llvm::Llvm;
use pin::{Pin, Upstream};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Where the sysroot goes (default: target/sysroot)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How many compilers run at once (default: one per processor)
    #[arg(long, short, value_name = "N")]
    jobs: Option<usize>,
    /// The clang to compile with (default: WASI_CLANG, else the first that will do)
    #[arg(long, value_name = "PATH")]
    clang: Option<PathBuf>,
    /// A command to put before each compiler command, such as ccache or distcc
    #[arg(long, value_name = "CMD")]
    launcher: Option<String>,
    /// Compile with debugging information
    #[arg(long)]
    debug: bool,
    /// Print every command
    #[arg(long, short)]
    verbose: bool,
    /// A musl tarball that is already here (default: WASI_MUSL_TARBALL, else a download)
    #[arg(long, value_name = "FILE")]
    musl_tarball: Option<PathBuf>,
    /// An LLVM tarball that is already here (default: WASI_LLVM_TARBALL, else a download)
    #[arg(long, value_name = "FILE")]
    llvm_tarball: Option<PathBuf>,
    /// Leave out the C++ library
    #[arg(long)]
    no_cxx: bool,
    /// Leave out wasm32-wasip1-threads, the target of programs that start threads
    #[arg(long)]
    no_threads: bool,
    /// Leave out wasm32-wasip2, the target of components with a network
    #[arg(long)]
    no_network: bool,
    /// Leave out bin/: neither wasi-cc nor wasi-run is built
    #[arg(long)]
    no_tools: bool,
    /// Build wasi-run with its second engine, wasmi, too
    #[arg(long, conflicts_with = "no_tools")]
    wasmi: bool,
    /// Go on when the bottom half and syscalls.toml disagree, with a warning
    #[arg(long)]
    allow_gaps: bool,
}

impl Args {
    /// The default build, with or without tools and the second engine.
    pub fn plain(no_tools: bool, wasmi: bool) -> Self {
        Self {
            out: None,
            jobs: None,
            clang: None,
            launcher: None,
            debug: false,
            verbose: false,
            musl_tarball: None,
            llvm_tarball: None,
            no_cxx: false,
            no_threads: false,
            no_network: false,
            no_tools,
            wasmi,
            allow_gaps: false,
        }
    }
}

pub fn run(args: Args) -> Result<ExitCode> {
    let out = args.out.clone();
    let out = out.unwrap_or_else(|| Layout::find().sysroot());
    // An error now is better than after everything is compiled.
    place::SYSROOT.check(&out)?;
    build(&args, |sysroot, memo, progress| {
        if place::SYSROOT.put(&sysroot.tree, &out, memo)? {
            progress.say(&format!(
                "{} is ready ({} files compiled)",
                out.display(),
                sysroot.compiled
            ));
        } else {
            progress.say(&format!("{} is up to date", out.display()));
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// A sysroot that is built and not installed yet.
pub struct Sysroot {
    pub tree: Tree,
    /// How many files had to be compiled.
    pub compiled: usize,
}

/// Builds what is missing, and calls `put` with the sysroot. Other builds wait until it
/// returns.
pub fn build(
    args: &Args,
    put: impl FnOnce(Sysroot, &mut Memo, &mut Progress) -> Result<()>,
) -> Result<()> {
    let layout = Layout::find();
    let lock = Lock::take(&layout.work(), "another build of the sysroot")?;
    sweep(&layout)?;
    let mut memo = Memo::load(&layout.work().join("hashes"));
    let mut progress = Progress::new(args.verbose);
    let built = tree(args, &layout, &lock, &mut memo, &mut progress);
    let result = built.and_then(|sysroot| put(sysroot, &mut memo, &mut progress));
    memo.save()?;
    result
}

/// The files of the overlay that copy musl's text, which must stay outside this project.
/// Each of them is an error.
pub fn overlay_is_ours(layout: &Layout) -> Result<Vec<String>> {
    let mut memo = Memo::load(&layout.work().join("hashes"));
    fs::create_dir_all(layout.scratch())?;
    let musl = stage::unpack(layout, &musl(layout, None)?, &mut memo)?;
    foreign::copied(&musl, &layout.top_half())
}

/// musl as published, beside the overlay.
pub fn survey(layout: &Layout, target: &target::Target) -> Result<Survey> {
    let mut memo = Memo::load(&layout.work().join("hashes"));
    fs::create_dir_all(layout.scratch())?;
    let musl = stage::unpack(layout, &musl(layout, None)?, &mut memo)?;
    Survey::of(&musl, &layout.top_half(), target, &mut memo)
}

/// Removes what interrupted runs left behind.
fn sweep(layout: &Layout) -> Result<()> {
    let scratch = layout.scratch();
    fs::create_dir_all(&scratch)?;
    for entry in fs::read_dir(&scratch)? {
        let path = entry?.path();
        let age = path
            .metadata()
            .and_then(|data| data.modified())
            .ok()
            .and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age.as_secs() > 24 * 3600) {
            let _ = fs::remove_dir_all(&path);
        }
    }
    Ok(())
}

fn tree(
    args: &Args,
    layout: &Layout,
    lock: &Lock,
    memo: &mut Memo,
    progress: &mut Progress,
) -> Result<Sysroot> {
    let llvm = Llvm::find(args.clang.as_deref())?;
    // Check the tools that wasi-cc will need: an error now is better than at the first
    // program.
    for tool in ["wasm-ld", "llvm-ar"] {
        llvm.tool(tool, None)?;
    }
    let table = Table::load(&layout.syscall_table())?;
    let tarball = musl(layout, args.musl_tarball.as_deref())?;

    let musl = stage::unpack(layout, &tarball, memo)?;
    let flags = Flags::load(&layout.top_half().join("flags.toml"))?;
    let mut staged = Vec::new();
    let all = target::ALL.into_iter();
    // wasi-ld makes components.
    let no_network = args.no_network || args.no_tools;
    let is_wanted = |target: &target::Target| {
        !(target.threads && args.no_threads || target.network && no_network)
    };
    for target in all.filter(is_wanted) {
        let sources = stage::sources(&musl, &layout.top_half(), &target, &table, memo)?;
        generate::check_errnos(&table, &sources.errnos)?;
        staged.push((target, sources));
    }
    flags.check(
        &staged
            .iter()
            .flat_map(|(_, sources)| sources.all())
            .collect::<Vec<_>>(),
    )?;
    let c = library::Build {
        layout,
        llvm: &llvm,
        table: &table,
        flags: &flags,
        launcher: args
            .launcher
            .iter()
            .flat_map(|text| text.split_whitespace())
            .map(str::to_owned)
            .collect(),
        jobs: args.jobs.unwrap_or_else(parallel::processors).max(1),
        debug: args.debug,
        allow_gaps: args.allow_gaps,
    };
    // Without the launcher, which may start a server that keeps running.
    lock.share(c.launcher.is_empty())?;
    let (mut libraries, mut compiled) = (Vec::new(), 0);
    for (target, sources) in staged {
        let (library, fresh) = c.run(target, sources, memo, progress)?;
        libraries.push(library);
        compiled += fresh;
    }
    let cxx = match args.no_cxx {
        true => Tree::default(),
        false => {
            let mut headers = Tree::default();
            for library in libraries.iter().filter(|library| !library.target.network) {
                headers.all_of(&install::c_headers(
                    layout,
                    &library.target,
                    &library.sources,
                )?);
            }
            let (tree, fresh) = cxx::Build {
                layout,
                llvm: &llvm,
                launcher: c.launcher.clone(),
                jobs: c.jobs,
                debug: args.debug,
                tarball: args.llvm_tarball.as_deref(),
                threads: libraries.iter().any(|library| library.target.threads),
            }
            .run(&headers, memo, progress)?;
            compiled += fresh;
            tree
        }
    };
    lock.share(false)?;

    let tools = if args.no_tools {
        tools::Tools::default()
    } else {
        tools::build(layout, args.wasmi, memo, progress)?
    };
    let built = install::Built {
        libraries: &libraries,
        cxx,
        tools,
    };
    let tree = install::tree(layout, &musl, &llvm, &table, &built, memo)?;
    Ok(Sysroot { tree, compiled })
}

const MUSL: Upstream = Upstream {
    name: "musl",
    file: "musl-{version}.tar.gz",
    option: "--musl-tarball",
    variable: "WASI_MUSL_TARBALL",
};

fn musl_pin(layout: &Layout) -> Result<Pin> {
    Pin::read(&layout.top_half().join("musl.lock"))
}

/// The version of musl that is built.
pub fn musl_version(layout: &Layout) -> Result<String> {
    Ok(musl_pin(layout)?.version)
}

/// The verified musl tarball.
fn musl(layout: &Layout, option: Option<&Path>) -> Result<PathBuf> {
    musl_pin(layout)?.tarball(&MUSL, layout, option)
}
