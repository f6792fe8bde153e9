//! `install`, as makefiles call it: it installs the module of a launcher together with it.

use anyhow::{Context, Result};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use wasi_ld::launcher;

/// The directory of the machine's own tools, which this one stands before on PATH.
const PROGRAM: &str = "/usr/bin/install";

/// Runs install(1) with these arguments, and then again for each launcher among them, with
/// its module instead.
pub fn install(args: &[OsString]) -> Result<ExitStatus> {
    let status = run(args)?;
    let line = Line::read(args);
    if !status.success() || line.makes_directories {
        return Ok(status);
    }
    for at in line.sources() {
        let program = Path::new(&args[at]);
        let module = launcher::module_of(program);
        if module.is_file() && is_launcher(program) {
            let status = run(&with_module(args, &line, at, module))?;
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

/// The options of install(1) that take a value.
const SHORT: &[u8] = b"gmotS";
const LONG: [&str; 6] = [
    "--group",
    "--mode",
    "--owner",
    "--strip-program",
    "--suffix",
    TARGET,
];
const TARGET: &str = "--target-directory";

/// The kinds of arguments.
struct Line {
    /// Those that are names of files.
    files: Vec<usize>,
    /// Whether the last of those is where to, and no file to install.
    names_destination: bool,
    makes_directories: bool,
}

impl Line {
    fn read(args: &[OsString]) -> Line {
        let mut line = Line {
            files: Vec::new(),
            names_destination: true,
            makes_directories: false,
        };
        let mut options = true;
        let mut at = 0;
        while let Some(arg) = args.get(at) {
            let bytes = arg.as_encoded_bytes();
            if !options || bytes.len() < 2 || bytes[0] != b'-' {
                line.files.push(at);
            } else if bytes == b"--" {
                options = false;
            } else if line.read_option(bytes) {
                // The value is the next one.
                at += 1;
            }
            at += 1;
        }
        line
    }

    /// Whether the option takes the next argument.
    fn read_option(&mut self, option: &[u8]) -> bool {
        if option.starts_with(b"--") {
            let name = option.split(|&byte| byte == b'=').next().unwrap_or(option);
            // An unambiguous beginning of the name is enough.
            let is = |long: &str| name.len() > 2 && long.as_bytes().starts_with(name);
            self.names_destination &= !is(TARGET);
            self.makes_directories |= is("--directory");
            return name.len() == option.len() && LONG.iter().any(|long| is(long));
        }
        for (at, letter) in option.iter().enumerate().skip(1) {
            self.names_destination &= *letter != b't';
            self.makes_directories |= *letter == b'd';
            if SHORT.contains(letter) {
                return at + 1 == option.len();
            }
        }
        false
    }

    fn destination(&self) -> Option<usize> {
        self.files
            .last()
            .copied()
            .filter(|_| self.names_destination)
    }

    fn sources(&self) -> Vec<usize> {
        let destination = self.destination();
        let files = self.files.iter().copied();
        files.filter(|at| Some(*at) != destination).collect()
    }
}

/// The line with the module in the place of its launcher, without the other files; a
/// destination that is a file's name becomes the module's.
fn with_module(args: &[OsString], line: &Line, at: usize, module: PathBuf) -> Vec<OsString> {
    let mut changed = Vec::new();
    for (here, arg) in args.iter().enumerate() {
        let path = Path::new(arg);
        if here == at {
            changed.push(module.clone().into_os_string());
        } else if Some(here) == line.destination() && !path.is_dir() {
            changed.push(launcher::module_of(path).into_os_string());
        } else if Some(here) == line.destination() || !line.files.contains(&here) {
            changed.push(arg.clone());
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_takes_the_place_of_its_launcher() {
        let folder = tempfile::tempdir().expect("a directory");
        let here = |name: &str| folder.path().join(name).display().to_string();
        for name in ["a", "b", "a.wasm"] {
            fs::write(here(name), "").expect("a file");
        }
        let line = |args: &[&str], at| {
            let args: Vec<OsString> = args.iter().map(OsString::from).collect();
            let line = with_module(&args, &Line::read(&args), at, here("a.wasm").into());
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
        // The option and its value in one, and several options.
        for target in [
            format!("-t{to}"),
            format!("--target-directory={to}"),
            format!("--target={to}"),
            format!("-Dt{to}"),
        ] {
            let expected = format!("-Dm755 {target} {}", here("a.wasm"));
            assert_eq!(line(&["-Dm755", &target, &a, &b], 2), expected);
        }
        assert_eq!(
            line(&["-Dm", "755", "--", &b, &a, &here("new")], 4),
            format!("-Dm 755 -- {} {}", here("a.wasm"), here("new.wasm"))
        );
    }

    #[test]
    fn what_names_files_is_told_from_options() {
        let files = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let line = Line::read(&args);
            let sources: Vec<_> = line.sources().iter().map(|&at| args[at].clone()).collect();
            (sources, line.makes_directories)
        };
        let sources = |names: &[&str]| names.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(files("-c -m 755 a b to"), (sources(&["a", "b"]), false));
        assert_eq!(files("-tto a b"), (sources(&["a", "b"]), false));
        assert_eq!(files("-dm 755 a b"), (sources(&["a"]), true));
        assert_eq!(files("--owner=o --group g a to"), (sources(&["a"]), false));
        assert_eq!(files("-m755 - -- -a to"), (sources(&["-", "-a"]), false));
    }
}
