//! `cargo xtask bench`: compares our sysroot with wasi-libc in one run.
//!
//! `tests/bench/programs.toml` lists the programs, and `tests/bench/targets.toml` the
//! limits.

mod build;
mod calls;
mod chart;
mod page;
mod plan;
mod report;
mod results;
mod side;
mod sizes;
mod why;

use crate::git::Commit;
use crate::layout::Layout;
use crate::lock::Lock;
use crate::record::Row;
use crate::tree;
use anyhow::{Context, Result, ensure};
use calls::Count;
use llvm::Llvm;
pub use page::pages;
use plan::{Plan, Targets};
use report::Report;
use results::{Results, Table};
use side::Side;
use std::path::PathBuf;
use std::process::ExitCode;

/// Measure sizes, host calls, instructions and the build, against wasi-libc
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
    /// Print the figures as JSON
    #[arg(long, global = true)]
    json: bool,
    /// Fail when a figure misses its target (tests/bench/targets.toml)
    #[arg(long, global = true)]
    check: bool,
    /// Write the figures to tests/bench/results.toml, from which docs/performance.md is made
    #[arg(long, global = true)]
    record: bool,
    /// The sysroot, if not target/sysroot
    #[arg(long, global = true, value_name = "DIR")]
    sysroot: Option<PathBuf>,
    /// The sysroot to compare with, if not Debian's newest wasi-libc
    #[arg(long, global = true, value_name = "DIR")]
    peer: Option<PathBuf>,
    /// The clang that compiles both sides
    #[arg(long, global = true, value_name = "PATH")]
    clang: Option<PathBuf>,
}

#[derive(clap::Subcommand)]
enum What {
    /// The bytes of stripped programs
    Sizes {
        /// List what the module of one program contains, and why, instead
        #[arg(long, value_name = "NAME", conflicts_with_all = ["json", "check", "record"])]
        why: Option<String>,
    },
    /// The host calls that programs make
    Calls,
    /// The instructions that programs take
    Instructions,
    /// The pages of memory that programs hold after many calls of malloc and free
    Memory,
    /// The CPU time of a clean build of the sysroot
    Build,
}

pub fn run(args: Args) -> Result<ExitCode> {
    let layout = Layout::find();
    let commit = match args.record {
        true => Some(recorded(&layout, &args)?),
        false => None,
    };
    let plan = Plan::read(&layout)?;
    let targets = Targets::read(&layout)?;
    let llvm = Llvm::find(args.clang.as_deref())?;
    let sides = sides(&layout, &args)?;
    let count = |what, target| calls::measure(&layout, &llvm, &plan, &sides, what, target);
    let report = match &args.what {
        What::Sizes { why: Some(name) } => {
            let program = plan.sized(name)?;
            for side in &sides {
                let contents = why::explain(&layout, &llvm, &plan, side, program)?;
                println!("{name}, {}:\n{contents}", side.name);
            }
            return Ok(ExitCode::SUCCESS);
        }
        What::Sizes { why: None } => sizes::measure(&layout, &llvm, &plan, &sides, &targets.sizes)?,
        What::Calls => count(Count::Calls, &targets.calls)?,
        What::Instructions => count(Count::Instructions, &targets.instructions)?,
        What::Memory => count(Count::Pages, &targets.memory)?,
        What::Build => build::measure(&layout, &llvm, &sides, &targets.build)?,
    };
    if let Some(commit) = commit {
        record(&layout, args.what.name(), &report, commit)?;
    }
    Ok(finish(&report, &args))
}

impl What {
    /// Of the table in `tests/bench/results.toml` and on the page.
    fn name(&self) -> &'static str {
        match self {
            What::Sizes { .. } => "sizes",
            What::Calls => "calls",
            What::Instructions => "instructions",
            What::Memory => "memory",
            What::Build => "build",
        }
    }
}

/// The commit that is measured, if it can be recorded.
fn recorded(layout: &Layout, args: &Args) -> Result<Commit> {
    ensure!(
        page::TABLES
            .iter()
            .any(|(name, _)| *name == args.what.name()),
        "--record is for figures that are the same on every machine, not for times"
    );
    ensure!(
        args.sysroot.is_none() && args.peer.is_none() && args.clang.is_none(),
        "--record compares what is committed with Debian's newest wasi-libc: leave out --sysroot, \
         --peer and --clang"
    );
    Commit::clean(layout.root(), &Table::WRITTEN)
}

fn record(layout: &Layout, name: &str, report: &Report, commit: Commit) -> Result<()> {
    let _lock = Lock::take(&layout.work().join("bench"), "another --record")?;
    let peer = report.peer(Side::WASI_LIBC);
    let peer = peer.context("wasi-libc was not measured")?;
    let mut results = Results::read(layout)?;
    results.put(
        name,
        Table {
            commit: commit.name,
            date: commit.date,
            peer: peer.to_owned(),
            zig: report.peer(Side::ZIG).map(str::to_owned),
            figures: report.figures()?,
        },
    );
    results.write(layout)?;
    for (path, text) in pages(layout)? {
        tree::put(&path, text)?;
    }
    Ok(())
}

/// Ours first, then wasi-libc.
fn sides(layout: &Layout, args: &Args) -> Result<Vec<Side>> {
    let sysroot = args.sysroot.clone().unwrap_or_else(|| layout.sysroot());
    let ours = Side::ours(&sysroot)?;
    let peer = match &args.peer {
        Some(folder) => Side::given(folder)?,
        None => Side::debian(layout)?,
    };
    Ok(vec![ours, peer])
}

fn finish(report: &Report, args: &Args) -> ExitCode {
    if args.json {
        println!("{:#}", report.json());
    } else {
        print!("{report}");
    }
    let missed = report.missed();
    if !args.check || missed.is_empty() {
        return ExitCode::SUCCESS;
    }
    for name in missed {
        eprintln!("xtask: {name} misses its target");
    }
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;
    use plan::Target;
    use std::fs;

    #[test]
    fn what_is_recorded_is_on_the_page() {
        let directory = tempfile::tempdir().unwrap();
        let layout = Layout::at(directory.path().to_owned());
        for path in ["docs/performance.md", "tests/bench/results.toml"] {
            let copy = layout.root().join(path);
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::copy(Layout::find().root().join(path), copy).unwrap();
        }
        fs::create_dir_all(layout.docs().join("performance")).unwrap();
        fs::create_dir_all(layout.work()).unwrap();

        let sides = [
            Side::named("wasi-sysroot", "ours"),
            Side::named("wasi-libc 7", Side::WASI_LIBC),
        ];
        let mut report = Report::new("bytes", &sides, 0);
        let target = Target::default();
        let mut push = |name, ours, peer| {
            report.push(report::Row::new(name, vec![Ok(ours), peer], &target));
        };
        push("tiny", 1200.0, Ok(2400.0));
        push("alone", 5.0, Err("it has none".to_owned()));
        let commit = Commit {
            name: "abcdef".to_owned(),
            date: "2026-01-02".to_owned(),
        };
        record(&layout, "sizes", &report, commit).unwrap();

        let page = fs::read_to_string(layout.docs().join("performance.md")).unwrap();
        assert!(page.contains("Measured at commit abcdef of 2026-01-02, against wasi-libc 7."));
        assert!(page.contains("| tiny | 1,200 | 2,400 | 0.50 |\n| alone | 5 | – | – |\n"));
        let picture = fs::read_to_string(layout.docs().join("performance/sizes.svg")).unwrap();
        assert!(picture.contains(">tiny<") && !picture.contains(">alone<"));
    }
}
