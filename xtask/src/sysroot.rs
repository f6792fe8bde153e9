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
mod pin;
pub mod place;
pub mod reach;
mod refused;
pub mod rust;
mod stage;
mod stamp;
mod symbols;
#[cfg(test)]
mod tests;
mod tools;
mod versions;

use crate::hash::{Hash, Memo};
use crate::layout::Layout;
use crate::lock::Lock;
use crate::parallel;
use crate::progress::Progress;
use crate::table::Table;
use crate::tree::Tree;
use anyhow::{Context, Result, bail};
use archive::Member;
use cache::Cache;
use compile::{Compiled, Compiler, Unit};
use flags::Flags;
use ledger::Survey;
use llvm::Llvm;
use pin::{Pin, Upstream};
use stage::Sources;
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
pub fn survey(layout: &Layout) -> Result<Survey> {
    let mut memo = Memo::load(&layout.work().join("hashes"));
    fs::create_dir_all(layout.scratch())?;
    let musl = stage::unpack(layout, &musl(layout, None)?, &mut memo)?;
    Survey::of(&musl, &layout.top_half(), &mut memo)
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
    let sources = stage::sources(&musl, &layout.top_half(), &table, memo)?;
    generate::check_errnos(&table, &sources.errnos)?;
    let folder = layout.work().join("src");
    sources.tree.sync(&folder, memo)?;

    let flags = Flags::load(&layout.top_half().join("flags.toml"))?;
    flags.check(&sources.all().collect::<Vec<_>>())?;
    let units = units(&sources, &flags, args.debug);
    let compiler = Compiler {
        llvm: &llvm,
        launcher: args
            .launcher
            .iter()
            .flat_map(|text| text.split_whitespace())
            .map(str::to_owned)
            .collect(),
        folder,
        jobs: args.jobs.unwrap_or_else(parallel::processors).max(1),
        language: "C",
        may_batch: !args.debug,
    };
    let cache = Cache::new(layout.work().join("cache"), &sources.tree);
    // Without the launcher, which may start a server that keeps running.
    lock.share(compiler.launcher.is_empty())?;
    let Compiled { objects, fresh } = compiler.compile(&units, &cache, progress)?;
    let (cxx, fresh_of_cxx) = match args.no_cxx {
        true => (Tree::default(), 0),
        false => cxx::Build {
            layout,
            llvm: &llvm,
            launcher: compiler.launcher.clone(),
            jobs: compiler.jobs,
            debug: args.debug,
            tarball: args.llvm_tarball.as_deref(),
        }
        .run(&install::c_headers(layout, &sources)?, memo, progress)?,
    };
    lock.share(false)?;
    let (library, rest) = objects.split_at(sources.library.len());
    let (simd128, startup) = rest.split_at(sources.simd128.len());

    let rust = rust::build(layout, &llvm, args.debug, memo, progress)?;
    let mut wrong = check::boundary(&table, &rust);
    wrong.extend(check::descriptors(&table, &rust));
    wrong.extend(check::imports(&table, &rust)?);
    wrong.extend(check::panics(&rust));
    if !wrong.is_empty() {
        let list = wrong.join("\n  ");
        if !args.allow_gaps {
            bail!("the bottom half is not what syscalls.toml says:\n  {list}");
        }
        progress.say(&format!(
            "warning: the bottom half is not what syscalls.toml says:\n  {list}"
        ));
    }

    let mut members = Vec::new();
    for (source, object) in sources.library.iter().zip(library) {
        members.push((object_name(source), Contents::File(object)));
    }
    for syscall in table.refused().filter(|syscall| syscall.is_constant()) {
        let bytes = refused::object(syscall, sources.errnos.of(syscall)?);
        members.push((format!("{}.o", syscall.symbol()), Contents::Bytes(bytes)));
    }
    for object in versions::join(rust)? {
        members.push((object.name, Contents::Bytes(object.bytes)));
    }
    let archive = archive(layout, "archive", members)?;
    let simd128 = vectors(layout, &sources, library, simd128)?;

    let tools = if args.no_tools {
        tools::Tools::default()
    } else {
        tools::build(layout, args.wasmi, memo, progress)?
    };
    let built = install::Built {
        sources: &sources,
        archive,
        simd128,
        startup: sources
            .startup
            .iter()
            .cloned()
            .zip(startup.iter().cloned())
            .collect(),
        cxx,
        tools,
    };
    let tree = install::tree(layout, &musl, &llvm, &table, &built, memo)?;
    Ok(Sysroot {
        tree,
        compiled: fresh.len() + fresh_of_cxx,
    })
}

/// The units to compile: the library, its files with vectors, then the startup files.
fn units(sources: &Sources, flags: &Flags, debug: bool) -> Vec<Unit> {
    let unit = |source: &String| Unit {
        source: source.clone(),
        flags: flags.of(source, sources.ledger.flags(source), debug),
    };
    sources.all().map(unit).collect()
}

enum Contents<'a> {
    File(&'a Path),
    Bytes(Vec<u8>),
}

/// libc-simd128.a. It stands in front of libc.a, so each member must define what the one that
/// it replaces does.
fn vectors(
    layout: &Layout,
    sources: &Sources,
    library: &[PathBuf],
    simd128: &[PathBuf],
) -> Result<PathBuf> {
    let mut members = Vec::new();
    for (source, object) in sources.simd128.iter().zip(simd128) {
        let name = object_name(source);
        let places = ["/wasm32/", "/"].map(|place| source.replace("/simd128/", place));
        let mut library = sources.library.iter().zip(library);
        let (_, plain) = library
            .find(|(path, _)| places.contains(path))
            .with_context(|| format!("{source} replaces no file of the library"))?;
        let read = |path: &Path| {
            let bytes = fs::read(path).with_context(|| path.display().to_string())?;
            symbols::of(&name, &bytes)
        };
        check::same_symbols(&read(plain)?, &read(object)?).with_context(|| source.clone())?;
        members.push((name, Contents::File(object)));
    }
    archive(layout, "archive-simd128", members)
}

/// An archive in a directory of its own, unless there is one of exactly these members.
fn archive(layout: &Layout, folder: &str, members: Vec<(String, Contents<'_>)>) -> Result<PathBuf> {
    let mut parts = Vec::new();
    for (name, contents) in &members {
        parts.push(name.clone().into_bytes());
        // A cached object is named by its contents' key.
        parts.push(match contents {
            Contents::File(path) => path.as_os_str().as_encoded_bytes().to_vec(),
            Contents::Bytes(bytes) => Hash::of(bytes).bytes().to_vec(),
        });
    }
    let key = Hash::of_parts(parts.iter().map(Vec::as_slice)).to_string();
    let folder = layout.work().join(folder);
    let path = folder.join(format!("{key}.a"));
    if path.is_file() {
        return Ok(path);
    }
    let mut read = Vec::with_capacity(members.len());
    for (name, contents) in members {
        let bytes = match contents {
            Contents::File(path) => {
                fs::read(path).with_context(|| format!("cannot read {}", path.display()))?
            }
            Contents::Bytes(bytes) => bytes,
        };
        let defines = symbols::of(&name, &bytes)?.defined;
        read.push(Member {
            name,
            bytes,
            defines,
        });
    }
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let partial = folder.join("partial");
    fs::write(&partial, archive::archive(&read)?)?;
    fs::rename(&partial, &path)?;
    Ok(path)
}

/// `src/stdio/printf.c` becomes `printf.o`.
fn object_name(source: &str) -> String {
    let name = Path::new(source)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    format!("{name}.o")
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
