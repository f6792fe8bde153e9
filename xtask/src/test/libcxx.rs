//! `cargo xtask test --libcxx`: the tests of libc++ and libc++abi, from LLVM's tarball.
//!
//! A test is compiled with `wasi-c++` and run by `wasi-run`, first cheaply, then as a user does
//! if that fails. A test that fails is asked natively too, with the same library compiled for
//! this machine. The tests' own comments say on what targets they are tests.

mod condition;
mod directives;
mod native;
mod page;
mod results;
mod runner;
mod state;
mod suite;
mod target;

use super::cache::Cache;
use super::report::{self, Leg, Outcome, Test};
use super::toolchain::Sysroot;
use crate::git::Commit;
use crate::layout::Layout;
use crate::lock::Lock;
use crate::record::Row as _;
use crate::sysroot::cxx;
use crate::tree;
use anyhow::{Context, Result, bail, ensure};
use results::{Results, Row};
use runner::Runner;
use state::{State, Verdict};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

pub use page::page;
pub use suite::Shard;

pub struct Options {
    pub filters: Vec<String>,
    pub shard: Option<Shard>,
    pub resume: bool,
    pub record: bool,
    pub list: bool,
    pub jobs: usize,
    pub timeout: Duration,
    pub sysroot: PathBuf,
}

pub fn run(layout: Layout, options: Options) -> Result<ExitCode> {
    let commit = options
        .record
        .then(|| Commit::clean(layout.root(), &Row::WRITTEN))
        .transpose()?;
    let tests = cxx::tests(&layout)?;
    let cases = suite::cases(&tests)?;
    let filters = &options.filters;
    for filter in filters {
        ensure!(
            cases.iter().any(|case| suite::matches(filter, &case.name)),
            "no test of libc++ matches '{filter}' (cargo xtask test --libcxx --list shows all)"
        );
    }
    let is_wanted =
        |name: &str| filters.is_empty() || filters.iter().any(|f| suite::matches(f, name));
    let in_shard = |index| options.shard.is_none_or(|shard| shard.has(index));
    let chosen: Vec<_> = cases
        .iter()
        .enumerate()
        .filter(|(index, case)| in_shard(*index) && is_wanted(&case.name))
        .map(|(_, case)| case.clone())
        .collect();
    if chosen.is_empty() {
        bail!("there is no test to run");
    }
    if options.list {
        for case in &chosen {
            println!("{}", case.name);
        }
        return Ok(ExitCode::SUCCESS);
    }

    ensure!(
        options.sysroot.join("include/c++/v1/__config").is_file(),
        "{} has no C++ library: build the sysroot with it (cargo xtask sysroot without --no-cxx)",
        options.sysroot.display()
    );
    let sysroot = Sysroot::open(options.sysroot)?;
    let cache = Cache::open(layout.root().join("target/tests"))?;
    let runner = Runner::new(
        layout.clone(),
        sysroot,
        cache,
        tests,
        options.timeout,
        options.jobs,
    )?;
    let strays = runner
        .known
        .strays(|name| cases.iter().any(|case| case.name == name));
    ensure!(
        strays.is_empty(),
        "tests/libcxx/known.toml names programs that are not tests: {}",
        strays.join(", ")
    );

    let folder = layout.work().join("cxx-verdicts");
    let _lock = Lock::take(&folder, "another run of libc++'s tests")?;
    let file = folder.join(&runner.key()?.hex()[..16]);
    let is_chosen = |name: &str| {
        chosen
            .binary_search_by(|case| case.name.as_str().cmp(name))
            .is_ok()
    };
    let state = Arc::new(State::open(&file, options.resume, is_chosen)?);
    let left: Vec<_> = chosen
        .iter()
        .filter(|case| !state.has(&case.name))
        .collect();
    if !left.is_empty() {
        runner.prepare()?;
    }
    let runner = Arc::new(runner);
    let runs: Vec<Test> = left
        .into_iter()
        .map(|case| {
            let (runner, state, case) = (runner.clone(), state.clone(), case.clone());
            let again = format!("cargo xtask test --libcxx {}", case.name);
            Test::new(case.name.clone(), Leg::Wasi, move || {
                let verdict = runner.verdict(&case)?;
                state.put(&case.name, verdict.clone())?;
                Ok(match verdict {
                    Verdict::Passed => Outcome::Passed,
                    Verdict::NotHere(what) => Outcome::Skipped(what),
                    Verdict::FailsNatively(why) => Outcome::Skipped(why),
                    Verdict::Known(reason) => Outcome::ExpectedFailure(reason),
                    Verdict::Failed(text) => Outcome::Failed(text),
                })
            })
            .again_by(again)
        })
        .collect();
    let broken = report::run(&runs, options.jobs).failures();

    let verdicts = state.verdicts();
    let of_chosen = chosen.iter().filter_map(|case| {
        let verdict = verdicts.get(&case.name)?;
        Some((case.name.as_str(), verdict))
    });
    print(&of_chosen.collect());
    if let Some(commit) = commit {
        record(&layout, &cases, &verdicts, &commit)?;
    }
    Ok(match broken {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// Prints what is neither passed nor for another target, and the counts.
fn print(verdicts: &BTreeMap<&str, &Verdict>) {
    let (mut passed, mut natively, mut known, mut failed) = (0, 0, 0, 0);
    let mut lacks: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, verdict) in verdicts {
        match verdict {
            Verdict::Passed => passed += 1,
            Verdict::NotHere(what) => *lacks.entry(what).or_default() += 1,
            Verdict::FailsNatively(_) => {
                println!("fails natively too {name}");
                natively += 1;
            }
            Verdict::Known(reason) => {
                println!("expected to fail {name}: {reason}");
                known += 1;
            }
            Verdict::Failed(_) => {
                println!("failed {name}");
                failed += 1;
            }
        }
    }
    for (what, count) in &lacks {
        println!("not for this target: {count}, {what}");
    }
    println!(
        "{passed} passed, {failed} failed, {known} expected to fail, {natively} fail natively too, \
         {} not for this target",
        lacks.values().sum::<usize>()
    );
}

/// Records all verdicts, of earlier runs too, and writes the page.
fn record(
    layout: &Layout,
    cases: &[suite::Case],
    verdicts: &BTreeMap<String, Verdict>,
    commit: &Commit,
) -> Result<()> {
    let unknown = verdicts
        .iter()
        .filter(|(_, verdict)| matches!(verdict, Verdict::Failed(_)));
    let unknown: Vec<&str> = unknown.map(|(name, _)| name.as_str()).collect();
    ensure!(
        unknown.is_empty(),
        "not recorded: tests/libcxx/known.toml does not know these failures: {}",
        unknown.join(", ")
    );
    let mut results = Results::default();
    for (name, row) in results::rows(cases, verdicts, &cxx::version(layout)?, commit) {
        results.put(&name, row);
    }
    results.write(layout)?;
    tree::put(&layout.docs().join("cxx.md"), page(layout)?).context("docs/cxx.md")
}
