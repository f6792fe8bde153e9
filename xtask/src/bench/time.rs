//! `cargo xtask bench time`: the CPU time of the programs of `instructions`, as a share of
//! that of the same programs on this machine without WebAssembly.
//!
//! A program is linked with `time/repeat.c`, which calls its main as often as it is told, and
//! the time of a run with no call is subtracted. The sides take turns, so that whatever slows
//! the machine slows all of them.

use super::Bench;
use super::calls::prepare;
use super::plan::Scenario;
use super::report::{Figure, geometric_mean, number};
use super::side::{Side, first_error};
use crate::progress::Progress;
use anyhow::{Context, Result, ensure};
use nix::sys::resource::{UsageWho, getrusage};
use serde_json::{Value, json};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const REPEAT: &str = "time/repeat.c";

#[derive(clap::Args)]
pub struct Args {
    /// How often each side is measured
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000))]
    rounds: u32,
    /// The CPU time of each measurement, in milliseconds
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(10..=60_000))]
    ms: u32,
}

pub struct Report {
    rounds: u32,
    /// The sides that are compared with the native one.
    sides: Vec<(&'static str, String)>,
    rows: Vec<Row>,
    groups: Vec<String>,
}

struct Row {
    name: String,
    group: Option<String>,
    /// Seconds of one call.
    native: std::result::Result<Spread, String>,
    /// To the native time, for each side.
    ratios: Vec<std::result::Result<Spread, String>>,
}

/// Some measurements of the same thing.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spread {
    least: f64,
    median: f64,
    most: f64,
}

impl Spread {
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let middle = values.len() / 2;
        let median = match values.len() % 2 {
            0 => f64::midpoint(values[middle - 1], values[middle]),
            _ => values[middle],
        };
        Self {
            least: values[0],
            median,
            most: values[values.len() - 1],
        }
    }

    /// The geometric means of each part.
    fn mean(spreads: &[Self]) -> Option<Self> {
        let mean = |part: fn(&Self) -> f64| geometric_mean(spreads.iter().map(part));
        Some(Self {
            least: mean(|spread| spread.least)?,
            median: mean(|spread| spread.median)?,
            most: mean(|spread| spread.most)?,
        })
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            least,
            median,
            most,
        } = self;
        let text = format!("{median:.2} ({least:.2} to {most:.2})");
        f.pad(&text)
    }
}

pub fn measure(bench: &Bench, args: &Args) -> Result<Report> {
    let wasi_run = bench.sides[0].wasi_run()?;
    let native = Side::native();
    let all: Vec<&Side> = [&native].into_iter().chain(&bench.sides).collect();
    let scenarios = bench.scenarios(bench.plan.instructions());
    let mut progress = Progress::new(false);
    let mut rows = Vec::new();
    for (at, scenario) in scenarios.iter().enumerate() {
        progress.count(&scenario.program.name, at + 1, scenarios.len());
        let mut runs = Vec::new();
        for side in &all {
            runs.push(Run::prepare(bench, &wasi_run, side, scenario, args)?);
        }
        rows.push(row(scenario, &runs, args)?);
    }
    progress.close();
    Ok(Report {
        rounds: args.rounds,
        sides: bench
            .sides
            .iter()
            .map(|side| (side.label, side.name.clone()))
            .collect(),
        rows,
        groups: bench.plan.groups().to_vec(),
    })
}

/// The native side is the first of `runs`.
fn row(scenario: &Scenario, runs: &[std::result::Result<Run, String>], args: &Args) -> Result<Row> {
    let mut times = vec![Vec::new(); runs.len()];
    for _ in 0..args.rounds {
        for (run, times) in runs.iter().zip(&mut times) {
            if let Ok(run) = run {
                times.push(run.call()?);
            }
        }
    }
    let spread = |at: usize, values: &dyn Fn() -> Vec<f64>| match &runs[at] {
        Ok(_) => Ok(Spread::of(values())),
        Err(reason) => Err(reason.clone()),
    };
    let ratios = (1..runs.len()).map(|at| {
        // Of the same round: what slowed one, slowed the other.
        let native = runs[0].as_ref();
        native.map_err(|_| String::from("there is no native time"))?;
        let pairs = times[at].iter().zip(&times[0]);
        spread(at, &|| {
            pairs.clone().map(|(ours, native)| ours / native).collect()
        })
    });
    Ok(Row {
        name: scenario.program.name.clone(),
        group: scenario.group.clone(),
        ratios: ratios.collect(),
        native: spread(0, &|| times[0].clone()),
    })
}

/// A compiled program and the number of calls that a measurement takes.
struct Run<'a> {
    bench: &'a Bench<'a>,
    wasi_run: &'a Path,
    scenario: &'a Scenario,
    is_native: bool,
    program: PathBuf,
    calls: f64,
}

impl<'a> Run<'a> {
    fn prepare(
        bench: &'a Bench,
        wasi_run: &'a Path,
        side: &Side,
        scenario: &'a Scenario,
        args: &Args,
    ) -> Result<std::result::Result<Self, String>> {
        let mut program = scenario.program.clone();
        program.harness.push(REPEAT.into());
        let flags = [String::from("-Dmain=measured")];
        let program = match bench.modules.get(side, &program, &flags)? {
            Ok(program) => program,
            Err(said) => return Ok(Err(first_error(&said))),
        };
        let mut run = Self {
            bench,
            wasi_run,
            scenario,
            is_native: side.is_native(),
            program,
            calls: 1.0,
        };
        // The first run compiles the module.
        if let Err(reason) = run.seconds(0.0)? {
            return Ok(Err(reason));
        }
        let wanted = f64::from(args.ms) / 1000.0;
        loop {
            let start = run.seconds(0.0)?.unwrap_or_default();
            let taken = match run.seconds(run.calls)? {
                Ok(all) => all - start,
                Err(reason) => return Ok(Err(reason)),
            };
            if taken * 4.0 >= wanted {
                run.calls = (run.calls * wanted / taken).ceil();
                return Ok(Ok(run));
            }
            ensure!(
                run.calls < 1e9,
                "{}: it takes no time",
                scenario.program.name
            );
            run.calls *= 4.0;
        }
    }

    /// The seconds of one call.
    fn call(&self) -> Result<f64> {
        let seconds = |calls: f64| -> Result<f64> {
            let seconds = self.seconds(calls)?;
            seconds.map_err(|reason| {
                anyhow::anyhow!("{}, the second time: {reason}", self.scenario.program.name)
            })
        };
        let start = seconds(0.0)?;
        // More noise than time: the least that can be told apart.
        Ok((seconds(self.calls)? - start).max(1e-6) / self.calls)
    }

    /// The CPU seconds of a run with so many calls.
    fn seconds(&self, calls: f64) -> Result<Figure> {
        let folder = tempfile::tempdir()?;
        let place = folder.path().join("place");
        prepare(self.bench.plan, &place, self.scenario)?;
        let mut command = match self.is_native {
            true => Command::new(&self.program),
            false => {
                let mut command = Command::new(self.wasi_run);
                let directory = format!("{}::/", place.display());
                command.arg("--dir").arg(directory).arg(&self.program);
                command
            }
        };
        command
            .arg(format!("{calls:.0}"))
            .args(&self.scenario.args)
            .current_dir(&place)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let before = children()?;
        let output = command
            .output()
            .with_context(|| format!("cannot run {}", command.get_program().display()))?;
        let seconds = children()? - before;
        if output.status.success() {
            return Ok(Ok(seconds));
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().next_back().unwrap_or_default();
        Ok(Err(format!(
            "the program failed ({}): {last}",
            output.status
        )))
    }
}

/// User and system time of all children that have ended.
fn children() -> Result<f64> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds = |time: nix::sys::time::TimeVal| -> Result<f64> {
        let seconds = u32::try_from(time.tv_sec())?;
        let micros = u32::try_from(time.tv_usec())?;
        Ok(f64::from(seconds) + f64::from(micros) / 1e6)
    };
    Ok(seconds(usage.user_time())? + seconds(usage.system_time())?)
}

impl Report {
    /// The group, the number of rows, and a mean for each side; the last is of all rows.
    fn means(&self) -> Vec<(&str, usize, Vec<Option<Spread>>)> {
        let mean = |rows: &[&Row], side: usize| {
            let ratios = rows.iter().filter_map(|row| row.ratios[side].as_ref().ok());
            Spread::mean(&ratios.copied().collect::<Vec<_>>())
        };
        let of = |name, rows: &[&Row]| {
            let sides = 0..self.sides.len();
            (
                name,
                rows.len(),
                sides.map(|side| mean(rows, side)).collect(),
            )
        };
        let mut means = Vec::new();
        for group in &self.groups {
            let rows = self.rows.iter();
            let rows = rows.filter(|row| row.group.as_ref() == Some(group));
            let rows: Vec<&Row> = rows.collect();
            if !rows.is_empty() {
                means.push(of(group.as_str(), &rows));
            }
        }
        means.push(of("all", &self.rows.iter().collect::<Vec<_>>()));
        means
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn json(&self) -> Value {
        let spread = |spread: &Spread| json!({ "least": spread.least, "median": spread.median, "most": spread.most });
        let figure = |figure: &std::result::Result<Spread, String>| match figure {
            Ok(figure) => spread(figure),
            Err(reason) => json!({ "missing": reason }),
        };
        let labels = self.sides.iter().map(|(label, _)| (*label).to_owned());
        let labels: Vec<String> = labels.collect();
        let by_label = |values: Vec<Value>| -> Value {
            let pairs = labels.iter().cloned().zip(values);
            pairs.collect::<serde_json::Map<_, _>>().into()
        };
        let rows = self.rows.iter().map(|row| {
            json!({
                "name": row.name, "group": row.group, "native seconds": figure(&row.native),
                "ratios": by_label(row.ratios.iter().map(figure).collect()),
            })
        });
        let means = self.means().into_iter().map(|(group, rows, means)| {
            let means = means
                .iter()
                .map(|mean| mean.as_ref().map_or(Value::Null, spread));
            json!({ "group": group, "rows": rows, "ratios": by_label(means.collect()) })
        });
        json!({
            "measured": "CPU time, as a share of the native program's", "rounds": self.rounds,
            "sides": by_label(self.sides.iter().map(|(_, name)| json!(name)).collect()),
            "rows": rows.collect::<Vec<_>>(), "means": means.collect::<Vec<_>>(),
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "CPU time as a share of the native program's (cc -O2): median of {} rounds (least to most)\n{:<32} {:>10}",
            self.rounds, "", "native µs"
        )?;
        for (_, name) in &self.sides {
            write!(f, " {:>24.24}", name)?;
        }
        writeln!(f)?;
        for row in &self.rows {
            let native = row.native.as_ref().ok().map(|native| native.median * 1e6);
            write!(f, "{:<32} {:>10}", row.name, number(native, 1))?;
            for ratio in &row.ratios {
                match ratio {
                    Ok(ratio) => write!(f, " {ratio:>24}")?,
                    Err(_) => write!(f, " {:>24}", "-")?,
                }
            }
            writeln!(f)?;
        }
        for row in &self.rows {
            if let Err(reason) = &row.native {
                writeln!(f, "{}, native: {reason}", row.name)?;
            }
            for ((label, _), ratio) in self.sides.iter().zip(&row.ratios) {
                if let Err(reason) = ratio {
                    writeln!(f, "{}, {label}: {reason}", row.name)?;
                }
            }
        }
        writeln!(f, "\n{:<32} {:>10}", "geometric mean of the ratios", "rows")?;
        for (name, rows, means) in self.means() {
            write!(f, "{name:<32} {rows:>10}")?;
            for mean in means {
                match mean {
                    Some(mean) => write!(f, " {mean:>24}")?,
                    None => write!(f, " {:>24}", "-")?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_has_the_median_and_both_ends() {
        let spread = Spread::of(vec![3.0, 1.0, 2.0]);
        assert_eq!((spread.least, spread.median, spread.most), (1.0, 2.0, 3.0));
        let spread = Spread::of(vec![4.0, 1.0]);
        assert_eq!((spread.least, spread.median, spread.most), (1.0, 2.5, 4.0));
        assert_eq!(format!("[{spread:>22}]"), "[   2.50 (1.00 to 4.00)]");
    }

    #[test]
    fn a_mean_of_spreads_is_that_of_each_part() {
        let spreads = [
            Spread::of(vec![1.0, 2.0, 8.0]),
            Spread::of(vec![4.0, 8.0, 8.0]),
        ];
        let mean = Spread::mean(&spreads).unwrap();
        assert_eq!(mean.to_string(), "4.00 (2.00 to 8.00)");
        assert_eq!(Spread::mean(&[]), None);
    }
}
