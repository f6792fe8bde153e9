//! `-fwasi-opt`: Binaryen's optimiser, the program `wasm-opt`.
//!
//! It reads in the module's own list of target features what it may use. So it runs before
//! the names and that list go, and it keeps the names if they are to stay.

use super::Pass;
use crate::line::Line;
use crate::module::Module;
use crate::own_options::WASM_OPT;
use anyhow::{Context, Result, bail, ensure};
use in_place::Directory;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest version that reads what clang 22 writes, such as the standard exceptions of
/// setjmp.
const OLDEST: u32 = 120;

/// The version that the tests use.
const TESTED: u32 = 132;

/// The level where the command line has none, or one that asks for no optimisation.
const LEVEL: &str = "2";

/// wasm-opt's levels.
const LEVELS: [&str; 6] = ["1", "2", "3", "4", "s", "z"];

pub struct WasmOpt;

impl Pass for WasmOpt {
    fn name(&self) -> &'static str {
        "-fwasi-opt"
    }

    /// Probes are not optimised: they run once.
    fn applies(&self, line: &Line) -> bool {
        line.options.opt && !line.is_probe()
    }

    fn run(&self, module: &mut Module, line: &Line) -> Result<()> {
        let program = find()?;
        check_version(&program)?;
        let parent = env::temp_dir();
        let directory = Directory::within(&parent).with_context(|| parent.display().to_string())?;
        let (before, after) = (
            directory.path().join("linked.wasm"),
            directory.path().join("optimised.wasm"),
        );
        fs::write(&before, module.bytes()).with_context(|| before.display().to_string())?;
        let level = match line.options.opt_level.as_deref() {
            Some(level) if LEVELS.contains(&level) => level,
            _ => LEVEL,
        };
        let mut command = Command::new(&program);
        // A host that interrupts a computation looks for these calls on the stack.
        let names = module.function_names();
        if names.is_some_and(|names| names.contains("__deliver_signal")) {
            command.arg("--no-inline=__sys_*");
        }
        command.arg(format!("-O{level}"));
        if !line.strip {
            command.arg("--debuginfo");
        }
        command.arg(&before).arg("-o").arg(&after);
        let status = command
            .status()
            .with_context(|| program.display().to_string())?;
        ensure!(status.success(), "{} failed: {status}", program.display());
        let optimised =
            fs::read(&after).with_context(|| format!("{} made no module", program.display()))?;
        module
            .replace(optimised)
            .with_context(|| format!("the output of {}", program.display()))
    }
}

/// The program that the variable names, or the one on PATH.
fn find() -> Result<PathBuf> {
    match env::var_os(WASM_OPT).filter(|value| !value.is_empty()) {
        Some(named) => {
            let path = Path::new(&named);
            let found = match path.components().count() {
                1 => llvm::path::find(path),
                _ => Some(path.to_owned()).filter(|path| llvm::path::is_program(path)),
            };
            found.with_context(|| format!("{WASM_OPT}: {} is no program", path.display()))
        }
        None => llvm::path::find("wasm-opt")
            .with_context(|| format!("there is no wasm-opt on PATH; {}", how_to_get_one())),
    }
}

fn how_to_get_one() -> String {
    format!(
        "it is part of Binaryen, of which version {TESTED} is tested. `npm install -g \
         binaryen@{TESTED}` installs one that runs on Node; {WASM_OPT} names one that is not on \
         PATH"
    )
}

fn check_version(program: &Path) -> Result<()> {
    let output = Command::new(program)
        .arg("--version")
        .output()
        .with_context(|| program.display().to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let Some(version) = version(&text) else {
        bail!(
            "{} --version prints no version: it is no wasm-opt",
            program.display()
        );
    };
    ensure!(
        version >= OLDEST,
        "{} has version {version}, which is too old: it cannot read all that clang writes. Version \
         {OLDEST} or newer is needed; {}",
        program.display(),
        how_to_get_one()
    );
    Ok(())
}

/// The number in `wasm-opt version 132 (version_132)`.
fn version(text: &str) -> Option<u32> {
    let rest = text.trim_start().strip_prefix("wasm-opt version ")?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    rest[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbers() {
        assert_eq!(version("wasm-opt version 132 (version_132)\n"), Some(132));
        assert_eq!(version("wasm-opt version 108\n"), Some(108));
        assert_eq!(version("wasm-opt version 124-14-g0a1b2c\n"), Some(124));
        for other in [
            "",
            "wasm-opt version \n",
            "wasm-opt version x",
            "clang version 22",
        ] {
            assert_eq!(version(other), None, "{other}");
        }
    }
}
