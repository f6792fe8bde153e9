//! `cargo xtask bench calls`, `instructions` and `memory`: the costs of one run, from
//! `wasi-run --count-calls` or from the program itself.

use super::plan::{Plan, Scenario, Target};
use super::report::{Figure, Report, Row};
use super::side::{Side, first_error};
use crate::layout::Layout;
use crate::progress::Progress;
use anyhow::{Context, Result};
use llvm::Llvm;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The counted quantity.
#[derive(Clone, Copy)]
pub enum Count {
    Calls,
    /// By wasmtime's fuel, which is one for most instructions.
    Instructions,
    /// Of memory, when the program ends. The program prints the number.
    Pages,
}

impl Count {
    fn title(self) -> &'static str {
        match self {
            Count::Calls => "host calls of a run",
            Count::Instructions => "instructions of a run",
            Count::Pages => "pages of memory held",
        }
    }

    /// The text before the number on standard error.
    fn label(self) -> &'static str {
        match self {
            Count::Calls => "wasi-run: calls total ",
            Count::Instructions => "wasi-run: fuel ",
            Count::Pages => "pages ",
        }
    }

    fn scenarios(self, plan: &Plan) -> &[Scenario] {
        match self {
            Count::Calls => plan.calls(),
            Count::Instructions => plan.instructions(),
            Count::Pages => plan.memory(),
        }
    }
}

pub fn measure(
    layout: &Layout,
    llvm: &Llvm,
    plan: &Plan,
    sides: &[Side],
    what: Count,
    target: &Target,
) -> Result<Report> {
    let wasi_run = sides[0].wasi_run()?;
    let mut report = Report::new(what.title(), sides, 0);
    if matches!(what, Count::Instructions) {
        report = report.with_means(plan.groups(), target);
    }
    let scenarios = what.scenarios(plan);
    let mut progress = Progress::new(false);
    for (at, scenario) in scenarios.iter().enumerate() {
        progress.count(&scenario.program.name, at + 1, scenarios.len());
        let count = |side: &Side, flags: &[String]| -> Result<Figure> {
            let folder = tempfile::tempdir()?;
            let module = folder.path().join("program.wasm");
            let compiled = side.compile(layout, llvm, plan, &scenario.program, flags, &module)?;
            match compiled {
                Ok(_) => run(plan, &wasi_run, what, scenario, &module),
                Err(said) => Ok(Err(first_error(&said))),
            }
        };
        let figure = |side: &Side| -> Result<Figure> {
            let base = match &scenario.minus {
                Some(flags) => count(side, flags)?,
                None => Ok(0.0),
            };
            let all = count(side, &[])?;
            Ok(all.and_then(|all| Ok(all - base?)))
        };
        let figures = sides.iter().map(figure).collect::<Result<Vec<Figure>>>()?;
        let row = Row::new(&scenario.program.name, figures, target);
        report.push(row.in_group(scenario.group.as_ref()));
    }
    progress.close();
    Ok(report)
}

/// Runs a module as the scenario says, and counts.
fn run(
    plan: &Plan,
    wasi_run: &Path,
    what: Count,
    scenario: &Scenario,
    module: &Path,
) -> Result<Figure> {
    let folder = tempfile::tempdir()?;
    let place = folder.path().join("place");
    prepare(&place, scenario)?;
    let stdin: Stdio = match &scenario.stdin {
        Some(name) => {
            let path: PathBuf = plan.folder().join(name);
            File::open(&path)
                .with_context(|| format!("cannot read {}", path.display()))?
                .into()
        }
        None => Stdio::null(),
    };
    let output = Command::new(wasi_run)
        .arg("--count-calls")
        .arg("--dir")
        .arg(format!("{}::/", place.display()))
        .arg(module)
        .args(&scenario.args)
        .stdin(stdin)
        .output()
        .with_context(|| format!("cannot run {}", wasi_run.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        let last = said
            .lines()
            .find(|line| !line.contains(": calls "))
            .unwrap_or_default();
        return Ok(Err(format!(
            "the program failed ({}): {last}",
            output.status
        )));
    }
    let total =
        number(&said, what.label()).with_context(|| format!("no count was printed: {said}"))?;
    Ok(Ok(total))
}

/// The number behind a label, such as `wasi-run: calls total `.
fn number(said: &str, label: &str) -> Option<f64> {
    said.lines()
        .find_map(|line| line.strip_prefix(label))?
        .trim()
        .parse()
        .ok()
}

/// Makes the directory that the program runs in.
fn prepare(place: &Path, scenario: &Scenario) -> Result<()> {
    fs::create_dir_all(place)?;
    for (name, &bytes) in &scenario.files {
        fs::write(place.join(name), text(bytes))?;
    }
    for (name, &entries) in &scenario.folders {
        let folder = place.join(name);
        fs::create_dir(&folder)?;
        for entry in 0..entries {
            File::create(folder.join(format!("entry-{entry:05}")))?;
        }
    }
    Ok(())
}

/// Lines of 63 characters and a line feed, `bytes` long in all.
fn text(bytes: usize) -> String {
    let line = "the quick brown fox jumps over the lazy dog, 0123456789 times.\n";
    line.chars().cycle().take(bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_are_found_among_what_the_program_printed() {
        let said =
            "hello\nwasi-run: calls fd_write 3\nwasi-run: calls total 14\nwasi-run: fuel 99\n";
        assert_eq!(number(said, Count::Calls.label()), Some(14.0));
        assert_eq!(number(said, Count::Instructions.label()), Some(99.0));
        assert_eq!(number("hello\n", Count::Calls.label()), None);
    }

    #[test]
    fn a_text_has_the_length_asked_for() {
        assert_eq!(text(100).len(), 100);
        assert_eq!(text(100).lines().count(), 2);
    }
}
