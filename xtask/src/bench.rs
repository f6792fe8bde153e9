//! `cargo xtask bench`: compares our sysroot with wasi-libc in one run.
//!
//! `tests/bench/programs.toml` lists the programs, and `tests/bench/targets.toml` the
//! limits.

mod build;
mod calls;
mod plan;
mod report;
mod side;
mod sizes;

use crate::layout::Layout;
use anyhow::Result;
use calls::Count;
use llvm::Llvm;
use plan::{Plan, Targets};
use report::Report;
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
    Sizes,
    /// The host calls that programs make
    Calls,
    /// The instructions that programs take
    Instructions,
    /// The CPU time of a clean build of the sysroot
    Build,
}

pub fn run(args: Args) -> Result<ExitCode> {
    let layout = Layout::find();
    let plan = Plan::read(&layout)?;
    let targets = Targets::read(&layout)?;
    let llvm = Llvm::find(args.clang.as_deref())?;
    let report = match args.what {
        What::Sizes => {
            let (ours, peer) = sides(&layout, &args)?;
            sizes::measure(&layout, &llvm, &plan, &ours, &peer, &targets.sizes)?
        }
        What::Calls => {
            let (ours, peer) = sides(&layout, &args)?;
            let target = &targets.calls;
            calls::measure(&layout, &llvm, &plan, &ours, &peer, Count::Calls, target)?
        }
        What::Instructions => {
            let (ours, peer) = sides(&layout, &args)?;
            let target = &targets.instructions;
            calls::measure(
                &layout,
                &llvm,
                &plan,
                &ours,
                &peer,
                Count::Instructions,
                target,
            )?
        }
        What::Build => build::measure(&layout, &llvm, &targets.build)?,
    };
    Ok(finish(&report, &args))
}

fn sides(layout: &Layout, args: &Args) -> Result<(Side, Side)> {
    let sysroot = args.sysroot.clone().unwrap_or_else(|| layout.sysroot());
    let ours = Side::ours(&sysroot)?;
    let peer = match &args.peer {
        Some(folder) => Side::given(folder)?,
        None => Side::debian(layout)?,
    };
    Ok((ours, peer))
}

fn finish(report: &Report, args: &Args) -> ExitCode {
    if args.json {
        println!("{}", report.json());
    } else {
        print!("{report}");
    }
    let missed = report.missed();
    if !args.check || missed.is_empty() {
        return ExitCode::SUCCESS;
    }
    for row in missed {
        eprintln!("xtask: {} misses its target", row.name);
    }
    ExitCode::FAILURE
}
