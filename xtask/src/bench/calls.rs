//! `cargo xtask bench calls`.

use super::plan::{Plan, Scenario, Target};
use super::report::{Figure, Report, Row};
use super::side::{Side, first_error};
use crate::layout::Layout;
use crate::llvm::Llvm;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub fn measure(
    layout: &Layout,
    llvm: &Llvm,
    plan: &Plan,
    ours: &Side,
    peer: &Side,
    target: &Target,
) -> Result<Report> {
    let wasi_run = ours.wasi_run()?;
    let mut report = Report::new("host calls of a run", &ours.name, &peer.name, 0);
    for scenario in plan.calls() {
        let figure = |side: &Side| -> Result<Figure> {
            let base = match &scenario.minus {
                Some(flags) => count(layout, llvm, plan, side, &wasi_run, scenario, flags)?,
                None => Ok(0.0),
            };
            let all = count(layout, llvm, plan, side, &wasi_run, scenario, &[])?;
            Ok(all.and_then(|all| Ok(all - base?)))
        };
        report.push(Row::new(
            &scenario.program.name,
            figure(ours)?,
            figure(peer)?,
            target,
        ));
    }
    Ok(report)
}

fn count(
    layout: &Layout,
    llvm: &Llvm,
    plan: &Plan,
    side: &Side,
    wasi_run: &Path,
    scenario: &Scenario,
    flags: &[String],
) -> Result<Figure> {
    let folder = tempfile::tempdir()?;
    let module = folder.path().join("program.wasm");
    if let Err(said) = side.compile(layout, llvm, plan, &scenario.program, flags, &module)? {
        return Ok(Err(first_error(&said)));
    }
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
        .arg(&module)
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
    let total = total(&said).with_context(|| format!("wasi-run printed no counts: {said}"))?;
    Ok(Ok(total))
}

/// The number in `wasi-run: calls total N`.
fn total(said: &str) -> Option<f64> {
    said.lines()
        .find_map(|line| line.strip_prefix("wasi-run: calls total "))?
        .trim()
        .parse()
        .ok()
}

/// Makes the folder that the program runs in.
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
    fn the_total_is_found_among_what_the_program_printed() {
        let said = "hello\nwasi-run: calls fd_write 3\nwasi-run: calls total 14\n";
        assert_eq!(total(said), Some(14.0));
        assert_eq!(total("hello\n"), None);
    }

    #[test]
    fn a_text_has_the_length_asked_for() {
        assert_eq!(text(100).len(), 100);
        assert_eq!(text(100).lines().count(), 2);
    }
}
