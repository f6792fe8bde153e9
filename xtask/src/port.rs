//! `cargo xtask port`: real programs, as their authors ship them.
//!
//! A recipe, `ports/<name>/port.toml`, is data: the origin of the source, the commands
//! from its README, the programs to collect, and their checks. One engine runs them all;
//! there are no patches.

mod build;
mod leg;
mod page;
mod recipe;
mod results;
mod step;

use crate::git::Commit;
use crate::layout::Layout;
use crate::lock::Lock;
use crate::parallel;
use crate::record;
use anyhow::{Context, Result, bail};
use leg::Leg;
use recipe::{Check, Recipe};
use results::{Results, Row};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use step::Step;

pub use build::unpack;
pub use page::page;

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
    /// Write what came out to ports/results.toml and docs/ports.md; the tree has to be
    /// committed
    #[arg(long, requires = "test", conflicts_with_all = ["native", "sysroot"])]
    record: bool,
    /// How many commands make may run at once, and how many ports [default: the number of
    /// processors]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Keep the directories that the checks worked in
    #[arg(long)]
    keep: bool,
    /// Build with this machine's own compiler instead: a check of the recipe itself
    #[arg(long)]
    native: bool,
    /// The sysroot, if not target/sysroot
    #[arg(long, value_name = "DIR", conflicts_with = "native")]
    sysroot: Option<PathBuf>,
}

/// Each of them may run as many commands as there are processors.
const AT_ONCE: usize = 4;

/// The result of one port.
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
    /// As the recipe expects.
    Cannot,
}

/// The results of the checks of one kind.
#[derive(Default)]
struct Tally {
    of: usize,
    passed: usize,
    /// The checks with the expected result: pass, or fail.
    good: usize,
    /// Tests that passed, of those inside the checks, where these say so.
    counted: Option<[usize; 2]>,
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
    let jobs = args.jobs.unwrap_or_else(parallel::processors);
    let leg = if args.native {
        Leg::native(jobs)
    } else {
        Leg::wasi(
            &args.sysroot.clone().unwrap_or_else(|| layout.sysroot()),
            jobs,
        )?
    };
    let commit = args
        .record
        .then(|| Commit::clean(layout.root(), &<Row as record::Row>::WRITTEN))
        .transpose()?;
    // Much of a build takes one processor: configure, a link, a test.
    let outcomes = parallel::map(&recipes, jobs.min(AT_ONCE), |recipe| {
        let outcome = port(&layout, recipe, &leg, &args)?;
        // Recorded at once: a run of all takes hours, and may be interrupted.
        if let Some(commit) = &commit {
            let _lock = Lock::take(&layout.work().join("ports"), "another --record")?;
            let mut results = Results::read(&layout)?;
            results.put(&outcome.name, outcome.row(commit));
            results.write(&layout)?;
            page::write(&layout)?;
        }
        Ok(outcome)
    })?;
    Ok(summary(&outcomes))
}

/// Builds and checks one port. A failure of the port is a result; an error is one of this
/// tool or of the machine.
fn port(layout: &Layout, recipe: &Recipe, leg: &Leg, args: &Args) -> Result<Outcome> {
    let start = Instant::now();
    let site = Site {
        recipe,
        leg,
        folder: build::place(layout, recipe, leg),
    };
    // Held until the checks are done: they work there too.
    let _lock = Lock::take(&site.folder, &build::another(recipe))?;
    let logs = site.folder.join("logs");
    fs::create_dir_all(&logs).with_context(|| format!("cannot make {}", logs.display()))?;
    let built =
        build::build(layout, recipe, leg, &site.folder).with_context(|| recipe.name.clone())?;
    let mut outcome = Outcome {
        name: recipe.name.clone(),
        version: recipe.source.version.clone(),
        built: match built {
            Some(true) => Built::Now,
            Some(false) => Built::Before,
            None => Built::Not,
        },
        smoke: Tally::default(),
        tests: Tally::default(),
        bytes: 0,
        seconds: 0.0,
    };
    if let Some(reason) = leg.expects_no_build(recipe) {
        eprintln!(
            "{} {}, as the recipe {}: {reason}",
            recipe.name,
            if built.is_some() {
                "builds"
            } else {
                "does not build"
            },
            if built.is_some() {
                "does not expect"
            } else {
                "expects"
            },
        );
        outcome.built = if built.is_some() {
            Built::Not
        } else {
            Built::Cannot
        };
    } else if built.is_some() {
        outcome.bytes = build::program_bytes(recipe, &site.folder)?;
        for check in &recipe.smoke {
            let place = site.folder.join("smoke").join(&check.name);
            if place.exists() {
                fs::remove_dir_all(&place)
                    .with_context(|| format!("cannot clear {}", place.display()))?;
            }
            fs::create_dir_all(&place)?;
            let verdict = site.check("smoke", check, &place)?;
            if verdict.good() && !args.keep {
                fs::remove_dir_all(&place)?;
            }
            outcome.smoke.add(&verdict);
        }
        if args.test {
            let sources = site.folder.join("build");
            for check in &recipe.test {
                // Some take an hour.
                eprintln!("{} test: {}", recipe.name, check.name);
                outcome.tests.add(&site.check("test", check, &sources)?);
            }
        }
    }
    outcome.seconds = start.elapsed().as_secs_f64();
    Ok(outcome)
}

/// A port that is built.
struct Site<'a> {
    recipe: &'a Recipe,
    leg: &'a Leg,
    folder: PathBuf,
}

/// The result of one check.
struct Verdict {
    passed: bool,
    /// The result that the recipe expects.
    passes: bool,
    counted: Option<[usize; 2]>,
}

impl Site<'_> {
    fn check(&self, kind: &str, check: &Check, place: &Path) -> Result<Verdict> {
        let label = format!("{} {kind}: {}", self.recipe.name, check.name);
        let log = format!("logs/{kind}-{}.log", check.name);
        let reason = self.leg.expects_failure(check);
        let step = Step {
            label: &label,
            script: &check.run,
            place,
            log: &self.folder.join(log),
            environment: self.leg.environment(self.recipe, &self.folder),
            seconds: check.seconds,
            quiet: reason.is_some(),
        };
        let passed = step.run()?;
        match (passed, reason) {
            (false, Some(reason)) => eprintln!("{label}: fails, as expected: {reason}"),
            (true, Some(reason)) => {
                eprintln!("{label}: passes, though the recipe expects a failure: {reason}");
            }
            (_, None) => {}
        }
        Ok(Verdict {
            passed,
            passes: reason.is_none(),
            counted: step.counted()?,
        })
    }
}

impl Verdict {
    fn good(&self) -> bool {
        self.passed == self.passes
    }
}

impl Tally {
    fn add(&mut self, verdict: &Verdict) {
        self.of += 1;
        self.passed += usize::from(verdict.passed);
        self.good += usize::from(verdict.good());
        if let Some([passed, of]) = verdict.counted {
            let sum = self.counted.get_or_insert_default();
            sum[0] += passed;
            sum[1] += of;
        }
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

impl Outcome {
    fn good(&self) -> bool {
        !matches!(self.built, Built::Not)
            && self.smoke.good == self.smoke.of
            && self.tests.good == self.tests.of
    }

    fn row(&self, commit: &Commit) -> Row {
        Row {
            version: self.version.clone(),
            commit: commit.name.clone(),
            date: commit.date.clone(),
            built: matches!(self.built, Built::Now | Built::Before),
            bytes: self.bytes,
            smoke: [self.smoke.passed, self.smoke.of],
            tests: [self.tests.passed, self.tests.of],
            counted: self.tests.counted,
        }
    }
}

fn summary(outcomes: &[Outcome]) -> ExitCode {
    println!(
        "{:<16} {:<14} {:<8} {:>6} {:>6} {:>12} {:>9}",
        "port", "version", "build", "smoke", "tests", "bytes", "seconds"
    );
    for outcome in outcomes {
        let built = match outcome.built {
            Built::Now => "ok",
            Built::Before => "cached",
            Built::Not => "FAILED",
            Built::Cannot => "cannot",
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
    }
    let good = outcomes.iter().filter(|outcome| outcome.good()).count();
    println!("{good} ports as expected, {} not", outcomes.len() - good);
    if good == outcomes.len() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
