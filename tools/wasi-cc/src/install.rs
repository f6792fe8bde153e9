//! `install`, as makefiles call it: a launcher takes the module beside it along.

use crate::launcher;
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// The folder of the machine's own tools, which this one stands before on PATH.
const PROGRAM: &str = "/usr/bin/install";

/// Runs install(1) with these arguments, and then for each launcher among them again, with
/// the module instead.
pub fn install(args: &[OsString]) -> Result<ExitStatus> {
    let status = run(args)?;
    if !status.success() || args.iter().any(|arg| arg == "-d" || arg == "--directory") {
        return Ok(status);
    }
    let sources = args.len() - usize::from(names_destination(args));
    for (at, arg) in args.iter().take(sources).enumerate() {
        let program = Path::new(arg);
        let module = launcher::module_of(program);
        if module.is_file() && is_launcher(program) {
            let status = run(&with_module(args, at, module))?;
            if !status.success() {
                return Ok(status);
            }
        }
    }
    Ok(status)
}

fn run(args: &[OsString]) -> Result<ExitStatus> {
    let program = if Path::new(PROGRAM).exists() {
        PROGRAM
    } else {
        "/bin/install"
    };
    Command::new(program).args(args).status().context(program)
}

fn is_launcher(path: &Path) -> bool {
    path.is_file() && fs::read(path).is_ok_and(|file| launcher::split(&file).is_some())
}

/// The line with the module in the place of its launcher, without the other files; a
/// destination that is a file's name becomes the module's.
fn with_module(args: &[OsString], at: usize, module: PathBuf) -> Vec<OsString> {
    let mut line = Vec::new();
    let last = args.len() - 1;
    let names_destination = names_destination(args);
    for (here, arg) in args.iter().enumerate() {
        let path = Path::new(arg);
        if here == at {
            line.push(module.clone().into_os_string());
        } else if here == last && names_destination && !path.is_dir() {
            line.push(launcher::module_of(path).into_os_string());
        } else if here == last && names_destination || !path.is_file() || is_value(args, here) {
            line.push(arg.clone());
        }
    }
    line
}

/// Whether the last argument is where to, and not a file to install.
fn names_destination(args: &[OsString]) -> bool {
    !args.is_empty() && !args.iter().any(|arg| arg == "-t")
}

/// Whether the argument belongs to the option before it.
fn is_value(args: &[OsString], at: usize) -> bool {
    const TAKE: [&str; 5] = ["-m", "-o", "-g", "-t", "-S"];
    at > 0 && TAKE.iter().any(|option| args[at - 1] == *option)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_takes_the_place_of_its_launcher() {
        let folder = tempfile::tempdir().expect("a folder");
        let here = |name: &str| folder.path().join(name).display().to_string();
        for name in ["a", "b", "a.wasm"] {
            fs::write(here(name), "").expect("a file");
        }
        let line = |args: &[&str], at| {
            let args: Vec<OsString> = args.iter().map(OsString::from).collect();
            let line = with_module(&args, at, here("a.wasm").into());
            line.join(std::ffi::OsStr::new(" "))
                .into_string()
                .expect("was text")
        };
        let (a, b, to) = (here("a"), here("b"), here(""));
        assert_eq!(
            line(&["-c", "-m", "755", &a, &b, &to], 3),
            format!("-c -m 755 {} {to}", here("a.wasm"))
        );
        assert_eq!(
            line(&["-s", &a, &here("new")], 1),
            format!("-s {} {}", here("a.wasm"), here("new.wasm"))
        );
        assert_eq!(
            line(&["-t", &to, &a, &b], 2),
            format!("-t {to} {}", here("a.wasm"))
        );
        assert_eq!(
            line(&["-t", &to, &b, &a], 3),
            format!("-t {to} {}", here("a.wasm"))
        );
    }
}
