//! `cargo xtask test`: every test of the project, by suite.
//!
//! - `c`: the conformance programs in `tests/c`, natively and on WASI;
//! - `abi`: binary compatibility with wasi-libc;
//! - `headers`: our headers' declarations link;
//! - `builds`: real build systems and compiler caches;
//! - `examples`: each example, built and run as its README says;
//! - `model`: random programs of processes, compared with Linux;
//! - `unit`: the Rust crates' own tests.
//!
//! `--libcxx` runs the tests of LLVM's C++ library instead.

pub mod abi;
mod archive;
mod builds;
mod cache;
mod client;
pub mod engine;
mod examples;
mod exceptions;
mod expect;
mod headers;
pub mod libcxx;
mod model;
mod peer;
mod probe;
pub mod process;
mod programs;
mod report;
mod threads;
mod toolchain;
mod unit;

use crate::git::Commit;
use crate::layout::Layout;
use crate::parallel;
use crate::record;
use crate::tree;
use anyhow::{Context, Result, bail, ensure};
use cache::Cache;
use clap::builder::PossibleValuesParser;
use engine::{Chosen, Results, Row};
use report::{Leg, Summary, Test};
use rustix::fs::Mode;
use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use toolchain::Sysroot;

#[derive(clap::Args)]
pub struct Args {
    /// Run only tests of these suites (c, abi, headers, builds, examples, model, unit), or with this in their name:
    /// `c`, `c/open`, `readdir`, `tests/c/open/create.c`
    filters: Vec<String>,
    /// Run only what runs natively
    #[arg(long, conflicts_with = "wasi_only")]
    native_only: bool,
    /// Run only what is compiled for WASI
    #[arg(long)]
    wasi_only: bool,
    /// Run the conformance programs on another engine than the sysroot's wasi-run:
    /// node, strict (wasmtime-wasi alone), wasmedge, wasmi or wazero
    #[arg(long, value_name = "NAME", conflicts_with = "native_only", value_parser = PossibleValuesParser::new(engine::names()))]
    engine: Option<String>,
    /// Run them on wasmtime-wasi alone, as --engine strict does: without the layers that
    /// wasi-run puts in front of it
    #[arg(long, conflicts_with_all = ["native_only", "engine"])]
    strict: bool,
    /// Run the tests of libc++ and libc++abi instead, which LLVM's tarball has: all, or those
    /// with a filter in their name
    #[arg(long, conflicts_with_all = ["native_only", "wasi_only", "engine", "strict", "write", "no_skips"])]
    libcxx: bool,
    /// With --libcxx: run the I-th of every N tests
    #[arg(long, value_name = "I/N", requires = "libcxx")]
    shard: Option<libcxx::Shard>,
    /// With --libcxx: keep the verdicts of earlier runs, except failures
    #[arg(long, requires = "libcxx")]
    resume: bool,
    /// Write what came out to results.toml in tests/engines or tests/libcxx, and to the page
    /// made from it; the tree has to be committed
    #[arg(long, conflicts_with = "filters")]
    record: bool,
    /// Let headers/functions write tests/headers/functions.txt instead of comparing it
    #[arg(long)]
    write: bool,
    /// Run this many tests at a time [default: the number of processors]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// Print the names of the tests and run none
    #[arg(long)]
    list: bool,
    /// Test this sysroot [default: target/sysroot]
    #[arg(long, value_name = "DIR")]
    sysroot: Option<PathBuf>,
    /// Give every program this long
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// Print the N slowest tests, with their seconds
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    durations: usize,
    /// Count a test that cannot run here as failed
    #[arg(long)]
    no_skips: bool,
}

/// The state that all suites share.
pub struct Setup {
    layout: Layout,
    /// Whether the native leg is wanted.
    native: bool,
    /// Present if the WASI leg is wanted.
    sysroot: Option<Sysroot>,
    cache: Cache,
    timeout: Duration,
    /// Whether to write the data that a test would compare.
    write: bool,
    /// The engine to use instead of wasi-run.
    engine: Option<Chosen>,
}

impl Setup {
    fn sysroot(&self) -> Result<&Sysroot> {
        self.sysroot.as_ref().context("there is no sysroot to test")
    }
}

type Suite = (&'static str, fn(&Arc<Setup>) -> Result<Vec<Test>>);

const SUITES: &[Suite] = &[
    ("c", programs::tests),
    ("abi", abi::tests),
    ("headers", headers::tests),
    ("builds", builds::tests),
    ("examples", examples::tests),
    ("model", model::tests),
    ("unit", unit::tests),
];

pub fn run(args: Args) -> Result<ExitCode> {
    // Programs under test create files and check their modes.
    rustix::process::umask(Mode::from_raw_mode(0o022));
    let layout = Layout::find();
    let jobs = args.jobs.map_or_else(parallel::processors, NonZero::get);
    if args.libcxx {
        let sysroot = args.sysroot.unwrap_or_else(|| layout.sysroot());
        let options = libcxx::Options {
            filters: args.filters,
            shard: args.shard,
            resume: args.resume,
            record: args.record,
            list: args.list,
            jobs,
            timeout: Duration::from_secs(args.timeout),
            sysroot,
        };
        return libcxx::run(layout, options);
    }
    let engine = args.engine.or(args.strict.then(|| "strict".to_owned()));
    ensure!(
        engine.is_some() || !args.record,
        "--record keeps what an engine or libc++'s tests gave: it needs --engine, --strict or --libcxx"
    );
    let filters: Vec<String> = args.filters.iter().map(|text| tidy(text)).collect();
    let mut suites = suites_of(&filters);
    if engine.is_some() {
        // Only the suite `c` runs on an engine; the others check files.
        suites.retain(|(name, _)| *name == "c");
    }
    let wasi_only = args.wasi_only || engine.is_some();
    let commit = args
        .record
        .then(|| Commit::clean(layout.root(), &<engine::Row as record::Row>::WRITTEN))
        .transpose()?;

    let sysroot = args.sysroot.unwrap_or_else(|| layout.sysroot());
    let engine = engine
        .map(|name| Chosen::find(&layout, &std::path::absolute(&sysroot)?, &name))
        .transpose()?;
    let needs_sysroot = !args.native_only && suites.iter().any(|(name, _)| *name != "unit");
    let setup = Arc::new(Setup {
        native: !wasi_only,
        sysroot: needs_sysroot.then(|| Sysroot::open(sysroot)).transpose()?,
        cache: Cache::open(layout.root().join("target/tests"))?,
        timeout: Duration::from_secs(args.timeout),
        write: args.write,
        engine,
        layout,
    });
    let mut tests = Vec::new();
    for (_, suite) in suites {
        tests.extend(suite(&setup)?);
    }
    tests.retain(|test| match test.leg {
        Leg::Native => !wasi_only,
        Leg::Wasi => !args.native_only,
    });
    for filter in &filters {
        ensure!(
            tests.iter().any(|test| matches(filter, &test.name)),
            "no test matches '{filter}' (cargo xtask test --list shows all)"
        );
    }
    if let Some(engine) = &setup.engine {
        let strays = engine
            .failures
            .strays(|name| tests.iter().any(|test| test.name == name));
        ensure!(
            strays.is_empty(),
            "tests/engines/{}.toml names programs that are not tests: {}",
            engine.name,
            strays.join(", ")
        );
    }
    tests.retain(|test| filters.is_empty() || filters.iter().any(|f| matches(f, &test.name)));
    if tests.is_empty() {
        bail!("there is no test to run");
    }
    if args.list {
        for test in &tests {
            println!("{}", test.title());
        }
        return Ok(ExitCode::SUCCESS);
    }

    let summary = report::run(&tests, jobs);
    summary.print_slowest(args.durations);
    summary.print();
    if let (Some(commit), Some(engine)) = (commit, &setup.engine) {
        record(&setup.layout, engine, commit, &summary)?;
    }
    let failures = summary.failures() + if args.no_skips { summary.skips() } else { 0 };
    Ok(if failures == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Records the results of a run on an engine, and writes the page.
fn record(layout: &Layout, engine: &Chosen, commit: Commit, summary: &Summary) -> Result<()> {
    ensure!(
        summary.failures() == 0,
        "not recorded: tests/engines/{}.toml does not know these failures",
        engine.name
    );
    let mut results = Results::read(layout)?;
    results.put(
        engine.name,
        Row {
            version: engine.engine.version()?,
            commit: commit.name,
            date: commit.date,
            passed: summary.passes(),
            failed: summary.expected_failures(),
            skipped: summary.skips(),
        },
    );
    results.write(layout)?;
    tree::put(&layout.docs().join("engines.md"), engine::page(layout)?)
}

/// A name as completion in a shell gives it, `tests/c/open/create.c`, is the
/// test `c/open/create`.
fn tidy(filter: &str) -> String {
    let filter = filter.trim_start_matches("./");
    let Some(inside) = filter.strip_prefix("tests/") else {
        return filter.into();
    };
    let stem = [".c", ".cpp", ".rs", ".toml"]
        .iter()
        .find_map(|end| inside.strip_suffix(end));
    stem.unwrap_or(inside).into()
}

fn is_suite(filter: &str) -> bool {
    SUITES.iter().any(|(name, _)| *name == filter)
}

fn matches(filter: &str, name: &str) -> bool {
    if is_suite(filter) {
        name.split('/').next() == Some(filter)
    } else if filter.contains('/') {
        // `io/` is not meant to find `stdio/`.
        format!("/{name}").contains(&format!("/{filter}"))
    } else {
        name.contains(filter)
    }
}

/// The suites that can contain tests matching `filters`. A filter that starts with a suite's
/// name needs no other suite to be prepared.
fn suites_of(filters: &[String]) -> Vec<Suite> {
    let named = |filter: &String| filter.split('/').next().is_some_and(is_suite);
    if filters.is_empty() || !filters.iter().all(named) {
        return SUITES.to_vec();
    }
    SUITES
        .iter()
        .filter(|(name, _)| {
            filters
                .iter()
                .any(|filter| filter.split('/').next() == Some(name))
        })
        .copied()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_name_suites_parts_and_files() {
        assert!(matches("c", "c/open/create"));
        assert!(!matches("c", "unit/tools"));
        assert!(matches("open/cr", "c/open/create"));
        assert_eq!(tidy("tests/c/open/create.c"), "c/open/create");
        assert!(matches("io/", "c/io/read"));
        assert!(!matches("io/", "c/stdio/puts"));
        assert_eq!(tidy("./tests/c/open/"), "c/open/");
    }

    #[test]
    fn only_suites_that_are_asked_for_are_made_ready() {
        let names = |filters: &[&str]| -> Vec<&str> {
            let filters: Vec<String> = filters.iter().map(|f| f.to_string()).collect();
            suites_of(&filters).iter().map(|(name, _)| *name).collect()
        };
        assert_eq!(names(&["c/open"]), ["c"]);
        assert!(names(&["create"]).len() > 1);
        assert!(names(&[]).len() > 1);
    }
}
