//! `cargo xtask port`: real programs, as their authors ship them.
//!
//! A recipe, `ports/<name>/port.toml`, is data: where the source comes from, the
//! commands that its README gives, the programs that come out, and what they have
//! to do. One engine reads them all; there are no patches.

mod build;
mod leg;
mod recipe;
mod step;

use crate::layout::Layout;
use anyhow::{Context, Result, bail};
use leg::Leg;
use recipe::{Check, Recipe};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use step::Step;

pub use build::unpack;

/// Build real programs with wasi-cc, unmodified, and check that they work
#[derive(clap::Args)]
pub struct Args {
    /// The ports to build
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Every port
    #[arg(long, conflicts_with = "names")]
    all: bool,
    /// Every port that does not take minutes
    #[arg(long, conflicts_with_all = ["names", "all"])]
    quick: bool,
    /// List the ports, with --quick those that do not take minutes, and stop
    #[arg(long, conflicts_with_all = ["names", "all"])]
    list: bool,
    /// Run the programs' own tests too, not only the smoke tests
    #[arg(long)]
    test: bool,
    /// How many commands make may run at once
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Keep the folders that the checks worked in
    #[arg(long)]
    keep: bool,
    /// Build with this machine's own compiler instead: a check of the recipe itself
    #[arg(long)]
    native: bool,
    /// The sysroot, if not target/sysroot
    #[arg(long, value_name = "DIR", conflicts_with = "native")]
    sysroot: Option<PathBuf>,
}

/// What became of one port.
struct Outcome {
    name: String,
    version: String,
    built: Built,
    smoke: Tally,
    tests: Tally,
    bytes: u64,
    seconds: f64,
}

enum Built {
    Now,
    Before,
    Not,
}

/// Checks that did what the recipe expects, of those that ran.
#[derive(Default)]
struct Tally {
    good: usize,
    of: usize,
}

pub fn run(args: Args) -> Result<ExitCode> {
    let layout = Layout::find();
    if args.list {
        for name in recipe::names(&layout)? {
            let recipe = Recipe::read(&layout, &name)?;
            if args.quick && recipe.slow {
                continue;
            }
            let slow = if recipe.slow { " (slow)" } else { "" };
            let version = &recipe.source.version;
            println!("{name:<16} {version:<14} {}{slow}", recipe.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let names = if args.all || args.quick {
        recipe::names(&layout)?
    } else {
        args.names.clone()
    };
    if names.is_empty() {
        bail!("which port? give names, --all or --quick; --list shows them");
    }
    let mut recipes = names
        .iter()
        .map(|name| Recipe::read(&layout, name))
        .collect::<Result<Vec<_>>>()?;
    if args.quick {
        recipes.retain(|recipe| !recipe.slow);
    }
    let jobs = args
        .jobs
        .or_else(|| std::thread::available_parallelism().ok().map(Into::into))
        .unwrap_or(1);
    let leg = if args.native {
        Leg::native(jobs)
    } else {
        Leg::wasi(
            &args.sysroot.clone().unwrap_or_else(|| layout.sysroot()),
            jobs,
        )?
    };
    let outcomes: Vec<Outcome> = recipes
        .iter()
        .map(|recipe| port(&layout, recipe, &leg, &args))
        .collect::<Result<_>>()?;
    Ok(summary(&outcomes))
}

/// Builds and checks one port. A failure of the port is an outcome; an error is
/// one of this tool or of the machine.
fn port(layout: &Layout, recipe: &Recipe, leg: &Leg, args: &Args) -> Result<Outcome> {
    let start = Instant::now();
    let folder = build::place(layout, recipe, leg);
    let logs = folder.join("logs");
    fs::create_dir_all(&logs).with_context(|| format!("cannot make {}", logs.display()))?;
    let mut outcome = Outcome {
        name: recipe.name.clone(),
        version: recipe.source.version.clone(),
        built: Built::Not,
        smoke: Tally::default(),
        tests: Tally::default(),
        bytes: 0,
        seconds: 0.0,
    };
    match build::build(layout, recipe, leg, &folder).with_context(|| recipe.name.clone())? {
        Some(fresh) => {
            outcome.built = if fresh { Built::Now } else { Built::Before };
            outcome.bytes = build::program_bytes(recipe, &folder)?;
            let sources = folder.join("build");
            for check in &recipe.smoke {
                let place = folder.join("smoke").join(&check.name);
                if place.exists() {
                    fs::remove_dir_all(&place)
                        .with_context(|| format!("cannot clear {}", place.display()))?;
                }
                fs::create_dir_all(&place)?;
                let good = checked(recipe, leg, "smoke", check, &place, &folder)?;
                outcome.smoke.count(good);
                if good && !args.keep {
                    fs::remove_dir_all(&place)?;
                }
            }
            if args.test {
                for check in &recipe.test {
                    let good = checked(recipe, leg, "test", check, &sources, &folder)?;
                    outcome.tests.count(good);
                }
            }
        }
        None => outcome.smoke.count(false),
    }
    outcome.seconds = start.elapsed().as_secs_f64();
    Ok(outcome)
}

/// Runs one check; true when it ended as the recipe expects.
fn checked(
    recipe: &Recipe,
    leg: &Leg,
    kind: &str,
    check: &Check,
    place: &Path,
    folder: &Path,
) -> Result<bool> {
    let label = format!("{} {kind}: {}", recipe.name, check.name);
    let passed = Step {
        label: &label,
        script: &check.run,
        place,
        log: &folder
            .join("logs")
            .join(format!("{kind}-{}.log", check.name)),
        environment: leg.environment(folder),
        seconds: check.seconds,
        quiet: leg.expects_failure(check).is_some(),
    }
    .run()?;
    Ok(match (passed, leg.expects_failure(check)) {
        (passed, None) => passed,
        (false, Some(reason)) => {
            eprintln!("{label}: fails, as expected: {reason}");
            true
        }
        (true, Some(reason)) => {
            eprintln!("{label}: passes, though the recipe expects a failure: {reason}");
            false
        }
    })
}

impl Tally {
    fn count(&mut self, good: bool) {
        self.of += 1;
        self.good += usize::from(good);
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.of == 0 {
            f.pad("-")
        } else {
            f.pad(&format!("{}/{}", self.good, self.of))
        }
    }
}

fn summary(outcomes: &[Outcome]) -> ExitCode {
    println!(
        "{:<16} {:<14} {:<8} {:>6} {:>6} {:>12} {:>9}",
        "port", "version", "build", "smoke", "tests", "bytes", "seconds"
    );
    let mut total = Tally::default();
    for outcome in outcomes {
        let built = match outcome.built {
            Built::Now => "ok",
            Built::Before => "cached",
            Built::Not => "FAILED",
        };
        println!(
            "{:<16} {:<14} {built:<8} {:>6} {:>6} {:>12} {:>9.1}",
            outcome.name,
            outcome.version,
            outcome.smoke,
            outcome.tests,
            outcome.bytes,
            outcome.seconds
        );
        for tally in [&outcome.smoke, &outcome.tests] {
            total.good += tally.good;
            total.of += tally.of;
        }
    }
    println!("{} passed, {} failed", total.good, total.of - total.good);
    if total.good == total.of {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
