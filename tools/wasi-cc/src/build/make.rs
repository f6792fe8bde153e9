//! `wasi-make`: make, with our tools under the names that makefiles use.

use super::environment::{self, Compiler};
use super::joined;
use crate::Args;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use wasi_ld::sysroot::Sysroot;

/// The native tools, under the names of Linux's makefiles and of those made after them.
/// They say `HOSTCC = gcc`, and gcc is ours; only an assignment on the command line
/// overrides a makefile.
const OF_THE_BUILD: [&str; 4] = ["HOSTCC", "HOSTCXX", "HOSTLD", "HOSTAR"];

/// Options of make whose value may be the next argument.
const TAKE_A_VALUE: &[&str] = &[
    "-C",
    "--directory",
    "-f",
    "--file",
    "--makefile",
    "-I",
    "--include-dir",
    "-l",
    "-o",
    "--old-file",
    "--assume-old",
    "-W",
    "--what-if",
    "--new-file",
    "--assume-new",
    "-E",
    "--eval",
];

/// The names of the directory that everything is installed below: GNU's, the BSDs', and
/// those that Lua and bzip2 use.
const PREFIXES: [&str; 4] = ["prefix", "PREFIX", "INSTALL_TOP", "INSTALL_PREFIX"];

/// The names of the directories themselves, in makefiles that have no name for the one
/// above them.
const FOLDERS: [&str; 8] = [
    "bindir",
    "libdir",
    "includedir",
    "mandir",
    "BINDIR",
    "LIBDIR",
    "INCLUDEDIR",
    "MANDIR",
];

/// Stands before all of them.
const DESTDIR: &str = "DESTDIR";

/// Where this machine's own programs and libraries are.
const OF_THE_MACHINE: [&str; 6] = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc"];

/// The target that makes make print values, and the first word of its answers.
const ASK: &str = ".wasi-ask";

pub fn command(sysroot: &Sysroot, args: Args) -> Result<Command> {
    let mut command = Command::new("make");
    environment::set(&mut command, sysroot)?;
    environment::set_tools(&mut command, sysroot, Compiler::Word)?;
    environment::name_machine(&mut command);
    let tools = tools(&command);
    if let Some(goal) = goals(&args).find(|goal| installs(goal))
        && !is_decided(&args)
    {
        refuse_the_machines(goal, &tools, &args, sysroot)?;
    }
    command.args(tools).args(args);
    Ok(command)
}

/// The assignments that go before the user's, which win over them.
fn tools(command: &Command) -> Vec<OsString> {
    command
        .get_envs()
        .filter_map(|(name, value)| {
            let name = OF_THE_BUILD.into_iter().find(|of| name == *of)?;
            Some(joined(&format!("{name}="), value?))
        })
        .collect()
}

/// The goals of make.
fn goals(args: &[OsString]) -> impl Iterator<Item = &str> {
    let mut before = "";
    args.iter().filter_map(move |arg| {
        let arg = arg.to_str()?;
        let is_value = TAKE_A_VALUE.contains(&before);
        before = arg;
        let is_number = arg.bytes().all(|byte| byte.is_ascii_digit());
        (!is_value && !is_number && !arg.starts_with('-') && !arg.contains('=')).then_some(arg)
    })
}

fn installs(goal: &str) -> bool {
    goal.strip_prefix("install")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_', '.']))
}

/// Whether the command line names a destination.
fn is_decided(args: &[OsString]) -> bool {
    args.iter().filter_map(|arg| arg.to_str()).any(|arg| {
        let name = arg.split_once('=').map_or("", |(name, _)| name);
        let name = name.trim_end_matches([':', '+', '?']);
        name == DESTDIR || PREFIXES.contains(&name) || FOLDERS.contains(&name)
    })
}

/// Fails if the makefile would install among this machine's own files: a module is of no
/// use there, and would replace native programs.
fn refuse_the_machines(
    goal: &str,
    tools: &[OsString],
    args: &[OsString],
    sysroot: &Sysroot,
) -> Result<()> {
    let values = values(tools, args)?;
    let value_of = |name: &str| {
        let found = values.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    if !value_of(DESTDIR).is_empty() {
        return Ok(());
    }
    let is_the_machines = |name: &str| {
        let folder = Path::new(value_of(name));
        OF_THE_MACHINE.iter().any(|of| folder.starts_with(of))
            && !folder.starts_with(sysroot.root())
    };
    let root = sysroot.root().display();
    let into_a_folder =
        format!("\n  into a directory: wasi-make {goal} {DESTDIR}=/path/to/directory");
    if let Some(name) = PREFIXES.into_iter().find(|name| is_the_machines(name)) {
        bail!(
            "`{goal}` would install into {}, among this machine's own files; choose another place:\n  \
             into the sysroot: wasi-make {goal} {name}={root}{into_a_folder}",
            value_of(name)
        );
    }
    // The caller asked for a separate directory beside a prefix of their own.
    if PREFIXES.iter().all(|name| value_of(name).is_empty())
        && let Some(name) = FOLDERS.into_iter().find(|name| is_the_machines(name))
    {
        bail!(
            "`{goal}` would install into {}, among this machine's own files; choose another \
             place:{into_a_folder}",
            value_of(name)
        );
    }
    Ok(())
}

/// The values of the variables above. make evaluates them, with the arguments that it is
/// about to get, and builds nothing.
fn values(tools: &[OsString], args: &[OsString]) -> Result<Vec<(String, String)>> {
    let names = [DESTDIR].into_iter().chain(PREFIXES).chain(FOLDERS);
    let answers: String = names
        .map(|name| format!("$(info {ASK} {name} $({name}))"))
        .collect();
    let goals: Vec<&str> = goals(args).collect();
    let rest = args
        .iter()
        .filter(|arg| !arg.to_str().is_some_and(|arg| goals.contains(&arg)));
    let output = Command::new("make")
        .arg("-n")
        .arg(format!("--eval={ASK}:;{answers}"))
        .args(tools)
        .args(rest)
        .arg(ASK)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .context("make")?;
    Ok(read(&String::from_utf8_lossy(&output.stdout)))
}

fn read(answers: &str) -> Vec<(String, String)> {
    answers
        .lines()
        .filter_map(|line| {
            let (name, value) = line.strip_prefix(ASK)?.trim_start().split_once(' ')?;
            let value = value.trim().trim_matches(['"', '\'']);
            Some((name.to_owned(), value.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn goals_are_no_values() {
        let line = args("-C install -j 4 CC=x all -f Makefile.install install-lib -k");
        assert_eq!(goals(&line).collect::<Vec<_>>(), ["all", "install-lib"]);
        for goal in ["install", "install-strip", "install_sw", "install.libs"] {
            assert!(installs(goal), "{goal}");
        }
        for goal in ["all", "installcheck", "uninstall"] {
            assert!(!installs(goal), "{goal}");
        }
    }

    #[test]
    fn the_command_line_decides() {
        for line in [
            "install DESTDIR=",
            "install prefix=/x",
            "LIBDIR:=/y install",
        ] {
            assert!(is_decided(&args(line)), "{line}");
        }
        assert!(!is_decided(&args("install CC=x -j4")));
    }

    #[test]
    fn answers_are_read() {
        let answers = read(".wasi-ask prefix /usr/local\nmake: x\n.wasi-ask PREFIX \n");
        assert_eq!(
            answers,
            [("prefix", "/usr/local"), ("PREFIX", "")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }
}
