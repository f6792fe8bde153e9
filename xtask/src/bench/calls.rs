//! `cargo xtask bench calls`, `instructions`, `programs` and `memory`: the costs of one run, from
//! `wasi-run --count-calls` or from the program itself.

use super::Bench;
use super::figures;
use super::plan::{Plan, Scenario, Target};
use super::report::{Figure, Report, Row};
use super::side::first_error;
use super::{modules, why};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The counted quantity.
#[derive(Clone, Copy)]
pub enum Count {
    Calls,
    /// By wasmtime's fuel, which is one for most instructions.
    Instructions,
    /// The instructions of whole programs.
    Programs,
    /// The part of them that runs in functions of the library.
    Library,
    /// Of memory, when the program ends. The program prints the number.
    Pages,
}

impl Count {
    fn title(self) -> &'static str {
        match self {
            Count::Calls => "host calls of a run",
            Count::Instructions => "instructions of a run",
            Count::Programs => "instructions of a program's run",
            Count::Library => "instructions in the library, of a program's run",
            Count::Pages => "pages of memory held",
        }
    }

    /// The text before the number on standard error.
    fn label(self) -> &'static str {
        match self {
            Count::Calls => "wasi-run: calls total ",
            Count::Instructions | Count::Programs => "wasi-run: fuel ",
            Count::Library => "wasi-run: instructions ",
            Count::Pages => "pages ",
        }
    }

    fn scenarios(self, plan: &Plan) -> &[Scenario] {
        match self {
            Count::Calls => plan.calls(),
            Count::Instructions => plan.instructions(),
            Count::Programs | Count::Library => plan.programs(),
            Count::Pages => plan.memory(),
        }
    }
}

pub fn measure(bench: &Bench, what: Count, target: &Target) -> Result<Report> {
    let Bench { plan, sides, .. } = bench;
    let wasi_run = sides[0].wasi_run()?;
    let mut report = Report::new(what.title(), sides, 0);
    match what {
        Count::Instructions => report = report.with_means(plan.groups(), target),
        Count::Programs | Count::Library => report = report.with_means(&[], target),
        Count::Calls | Count::Pages => {}
    }
    let scenarios: Vec<&Scenario> = bench.scenarios(what.scenarios(plan));
    let figures = figures::of_each_side(
        &scenarios,
        sides,
        |scenario| &scenario.program.name,
        |scenario, side| {
            let count = |flags: &[String]| -> Result<Figure> {
                match bench.modules.get(side, &scenario.program, flags)? {
                    Ok(module) => run(plan, &wasi_run, what, scenario, &module),
                    Err(said) => Ok(Err(first_error(&said))),
                }
            };
            let base = match &scenario.minus {
                Some(flags) => count(flags)?,
                None => Ok(0.0),
            };
            let all = count(&[])?;
            Ok(all.and_then(|all| Ok(all - base?)))
        },
    )?;
    for (scenario, figures) in scenarios.iter().zip(figures) {
        let row = Row::new(&scenario.program.name, figures, target);
        report.push(row.in_group(scenario.group.as_ref()));
    }
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
    prepare(plan, &place, scenario)?;
    let output = Command::new(wasi_run)
        .arg(match what {
            Count::Library => "--count-functions",
            _ => "--count-calls",
        })
        .arg("--dir")
        .arg(format!("{}::/", place.display()))
        .args(match scenario.program.network {
            true => &["--allow-net", "--listen", "127.0.0.1:0"][..],
            false => &[],
        })
        .arg(module)
        .args(&scenario.args)
        .stdin(stdin(plan, scenario)?)
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
    if let Count::Library = what {
        let read =
            |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
        let map = String::from_utf8(read(&modules::map(module))?)?;
        let functions = why::of_library(&read(module)?, &map)?;
        return Ok(Ok(instructions_of(&functions, &said, what.label())?));
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

/// The instructions of these functions in the lines `label NUMBER <function INDEX>`.
fn instructions_of(functions: &BTreeSet<usize>, said: &str, label: &str) -> Result<f64> {
    let mut total = 0.0;
    for line in said.lines().filter_map(|line| line.strip_prefix(label)) {
        let parsed = line
            .split_once(" <function ")
            .and_then(|(count, function)| {
                let function: usize = function.strip_suffix('>')?.parse().ok()?;
                Some((function, count.parse::<f64>().ok()?))
            });
        let (function, count) =
            parsed.with_context(|| format!("it is not a function's count: {line}"))?;
        if functions.contains(&function) {
            total += count;
        }
    }
    Ok(total)
}

pub fn stdin(plan: &Plan, scenario: &Scenario) -> Result<Stdio> {
    let Some(name) = &scenario.stdin else {
        return Ok(Stdio::null());
    };
    let path: PathBuf = plan.folder().join(name);
    let file = File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(file.into())
}

/// Makes the directory that the program runs in.
pub fn prepare(plan: &Plan, place: &Path, scenario: &Scenario) -> Result<()> {
    fs::create_dir_all(place)?;
    for name in &scenario.copies {
        let base = name.file_name().context("a copy has a name")?;
        fs::copy(plan.folder().join(name), place.join(base))
            .with_context(|| format!("cannot copy {}", name.display()))?;
    }
    for (name, &bytes) in &scenario.words {
        fs::write(place.join(name), words(bytes))?;
    }
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

/// Words of two to nine letters in lines, `bytes` long in all. Few words are frequent and
/// many are rare, as in a language.
fn words(bytes: usize) -> String {
    let mut random: u32 = 1;
    let mut draw = |below: u32| {
        random = random.wrapping_mul(1_103_515_245).wrapping_add(12345);
        (random >> 16) % below
    };
    let mut vocabulary = Vec::new();
    for _ in 0..2000 {
        let length = 2 + draw(8);
        let letters = (0..length).map(|_| b"etaoinshrdlucmfw"[draw(16) as usize]);
        vocabulary.push(letters.map(char::from).collect::<String>());
    }
    let mut text = String::new();
    while text.len() < bytes {
        let most = 1 + draw(2000);
        text += &vocabulary[draw(most) as usize];
        text.push(if draw(10) == 0 { '\n' } else { ' ' });
    }
    text.truncate(bytes);
    text
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
    fn the_instructions_of_some_functions_are_added() {
        let said = "hello\nwasi-run: instructions 30 <function 7>\n\
                    wasi-run: instructions 5 <function 9>\nwasi-run: instructions 1 <function 8>\n";
        let sum = |said| instructions_of(&[8, 7].into(), said, Count::Library.label());
        assert_eq!(sum(said).unwrap(), 31.0);
        assert_eq!(sum("hello\n").unwrap(), 0.0);
        assert!(sum("wasi-run: instructions 30 main\n").is_err());
    }

    #[test]
    fn a_text_has_the_length_asked_for() {
        assert_eq!(text(100).len(), 100);
        assert_eq!(text(100).lines().count(), 2);
        assert_eq!(words(1000).len(), 1000);
        assert_eq!(words(1000), words(2000)[..1000]);
    }
}
