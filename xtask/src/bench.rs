//! `cargo xtask bench`: compares our sysroot with wasi-libc and zig's libc in one run.
//!
//! `tests/bench/programs.toml` lists the programs, and `tests/bench/targets.toml` the
//! limits.

mod build;
mod calls;
mod chart;
mod figures;
mod modules;
mod page;
mod plan;
mod report;
mod results;
mod side;
mod sizes;
mod time;
mod why;
mod zig;

use crate::git::Commit;
use crate::layout::Layout;
use crate::lock::Lock;
use crate::record::Row;
use crate::tree;
use anyhow::{Context, Result, ensure};
use calls::Count;
use llvm::Llvm;
use modules::Modules;
pub use page::pages;
use plan::{Plan, Scenario, Targets};
use report::Report;
use results::{Results, Table};
use side::Side;
use std::path::PathBuf;
use std::process::ExitCode;

/// Measure sizes, host calls, instructions, time and the build, against wasi-libc and zig's libc
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
    /// Print the figures as JSON
    #[arg(long, global = true)]
    json: bool,
    /// Fail when a figure misses its target (tests/bench/targets.toml); measures without zig
    #[arg(long, global = true)]
    check: bool,
    /// Write the figures to tests/bench/results.toml, from which docs/performance.md is made
    #[arg(long, global = true)]
    record: bool,
    /// Measure only the rows whose name or group begins with NAME
    #[arg(long, global = true, value_name = "NAME", conflicts_with_all = ["check", "record"])]
    only: Vec<String>,
    /// The sysroot, if not target/sysroot
    #[arg(long, global = true, value_name = "DIR")]
    sysroot: Option<PathBuf>,
    /// The sysroot to compare with, if not Debian's newest wasi-libc
    #[arg(long, global = true, value_name = "DIR")]
    peer: Option<PathBuf>,
    /// The clang that compiles all sides
    #[arg(long, global = true, value_name = "PATH")]
    clang: Option<PathBuf>,
}

#[derive(clap::Subcommand)]
enum What {
    /// The tables of sizes, calls, instructions, programs and memory
    All,
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
    /// The instructions that whole programs take, and their part in the library: SQLite, Lua, …
    Programs,
    /// The pages of memory that programs hold after many calls of malloc and free
    Memory,
    /// The CPU time of the programs of `instructions`, against native ones
    Time(time::Args),
    /// The CPU time of a clean build of the sysroot
    Build,
}

/// The surroundings of a measurement.
pub struct Bench<'a> {
    plan: &'a Plan,
    /// Ours first, then wasi-libc, then zig's if it is there.
    sides: Vec<Side>,
    modules: Modules<'a>,
    /// Names and groups of rows begin with one of these; all are measured if there is none.
    only: Vec<String>,
}

impl Bench<'_> {
    /// The scenarios that are to be measured.
    fn scenarios<'a>(&self, all: &'a [Scenario]) -> Vec<&'a Scenario> {
        let is_measured = |row: &&Scenario| self.has(&row.program.name, row.group.as_deref());
        all.iter().filter(is_measured).collect()
    }

    /// Whether this row is to be measured.
    fn has(&self, name: &str, group: Option<&str>) -> bool {
        let begins = |only: &String| {
            name.starts_with(only) || group.is_some_and(|group| group.starts_with(only))
        };
        self.only.is_empty() || self.only.iter().any(begins)
    }
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
    let bench = Bench {
        plan: &plan,
        sides: sides(&layout, &llvm, &args)?,
        modules: Modules::new(&layout, &llvm, &plan)?,
        only: args.only.clone(),
    };
    if let What::Sizes { why: Some(name) } = &args.what {
        let program = plan.sized(name)?;
        ensure!(
            !program.network,
            "{name}: it is a component; --why lists what a module contains"
        );
        for side in &bench.sides {
            let contents = why::explain(&layout, &llvm, &plan, side, program)?;
            println!("{name}, {}:\n{contents}", side.name);
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let What::Time(time) = &args.what {
        ensure!(!args.check, "times have no limits: leave out --check");
        let report = time::measure(&bench, time)?;
        ensure!(
            !report.is_empty(),
            "no row of instructions and no group begins with {:?}",
            args.only
        );
        match args.json {
            true => println!("{:#}", report.json()),
            false => print!("{report}"),
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut reports = Vec::new();
    for &name in args.what.tables() {
        let report = match name {
            "sizes" => sizes::measure(&bench, &targets.sizes)?,
            "calls" => calls::measure(&bench, Count::Calls, &targets.calls)?,
            "instructions" => calls::measure(&bench, Count::Instructions, &targets.instructions)?,
            "programs" => calls::measure(&bench, Count::Programs, &targets.programs)?,
            "library" => calls::measure(&bench, Count::Library, &targets.library)?,
            "memory" => calls::measure(&bench, Count::Pages, &targets.memory)?,
            _ => build::measure(&layout, &llvm, &bench.sides, &targets.build)?,
        };
        if !args.json {
            println!("{report}");
        }
        reports.push((name, report));
    }
    ensure!(
        !reports.iter().all(|(_, report)| report.is_empty()),
        "no row and no group begins with {:?}",
        args.only
    );
    if args.json {
        let all = reports.iter();
        let all = all.map(|(name, report)| ((*name).to_owned(), report.json()));
        let all: serde_json::Map<_, _> = all.collect();
        println!("{:#}", serde_json::Value::from(all));
    }
    if let Some(commit) = commit {
        record(&layout, &reports, &commit)?;
    }
    Ok(finish(&reports, &args))
}

impl What {
    /// The tables to measure, by their names in `tests/bench/results.toml`.
    fn tables(&self) -> &'static [&'static str] {
        match self {
            What::All => &[
                "sizes",
                "calls",
                "instructions",
                "programs",
                "library",
                "memory",
            ],
            What::Sizes { .. } => &["sizes"],
            What::Calls => &["calls"],
            What::Instructions => &["instructions"],
            What::Programs => &["programs", "library"],
            What::Memory => &["memory"],
            What::Build => &["build"],
            What::Time(_) => &[],
        }
    }
}

/// The commit that is measured, if it can be recorded.
fn recorded(layout: &Layout, args: &Args) -> Result<Commit> {
    let is_recorded = |name: &&str| page::TABLES.iter().any(|(table, _)| table == name);
    let tables = args.what.tables();
    ensure!(
        !tables.is_empty() && tables.iter().all(is_recorded),
        "--record is for figures that are the same on every machine, not for times"
    );
    ensure!(
        args.sysroot.is_none() && args.peer.is_none() && args.clang.is_none(),
        "--record compares what is committed with Debian's newest wasi-libc: leave out --sysroot, \
         --peer and --clang"
    );
    ensure!(
        !args.check,
        "--record measures zig's libc, too: leave out --check"
    );
    Commit::clean(
        layout.root(),
        &[&Table::WRITTEN[..], &page::WRITTEN].concat(),
    )
}

fn record(layout: &Layout, reports: &[(&str, Report)], commit: &Commit) -> Result<()> {
    let _lock = Lock::take(&layout.work().join("bench"), "another --record")?;
    let mut results = Results::read(layout)?;
    for (name, report) in reports {
        let peer = report.peer(Side::WASI_LIBC);
        let peer = peer.context("wasi-libc was not measured")?;
        results.put(
            name,
            Table {
                commit: commit.name.clone(),
                date: commit.date.clone(),
                peer: peer.to_owned(),
                zig: report.peer(Side::ZIG).map(str::to_owned),
                figures: report.figures()?,
            },
        );
    }
    results.write(layout)?;
    let pages = pages(layout)?;
    page::remove_others(layout, &pages)?;
    for (path, text) in pages {
        tree::put(&path, text)?;
    }
    Ok(())
}

/// Ours first, then wasi-libc, then zig's if it is there. Limits do not refer to zig, so that
/// a check does not need it.
fn sides(layout: &Layout, llvm: &Llvm, args: &Args) -> Result<Vec<Side>> {
    let sysroot = args.sysroot.clone().unwrap_or_else(|| layout.sysroot());
    let ours = Side::ours(&sysroot)?;
    let peer = match &args.peer {
        Some(folder) => Side::given(folder)?,
        None => Side::debian(layout)?,
    };
    let mut sides = vec![ours, peer];
    if !args.check && !matches!(args.what, What::Build) {
        match zig::side(layout, llvm)? {
            Some(zig) => sides.push(zig),
            None => {
                ensure!(
                    !args.record,
                    "--record compares with zig's libc, too: {}",
                    zig::INSTALL
                );
                eprintln!("xtask: without a column for zig: {}", zig::INSTALL);
            }
        }
    }
    Ok(sides)
}

fn finish(reports: &[(&str, Report)], args: &Args) -> ExitCode {
    let missed = reports.iter().flat_map(|(_, report)| report.missed());
    let missed: Vec<String> = missed.collect();
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
        record(&layout, &[("sizes", report)], &commit).unwrap();

        let page = fs::read_to_string(layout.docs().join("performance.md")).unwrap();
        assert!(page.contains("Measured at commit abcdef of 2026-01-02, against wasi-libc 7."));
        assert!(page.contains("| tiny | 1,200 | 2,400 | 0.50 |\n| alone | 5 | – | – |\n"));
        let picture = fs::read_to_string(layout.docs().join("performance/sizes.svg")).unwrap();
        assert!(picture.contains(">tiny<") && !picture.contains(">alone<"));
    }
}
