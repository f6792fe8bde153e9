//! Build systems, set up for this sysroot: `wasi-configure`, `wasi-make`, `wasi-cmake`,
//! `wasi-meson`. Each becomes the command that it is given.
//!
//! Programs that a build links are launchers ([`wasi_ld::launcher`]), so that its probes
//! and its tests run them.

mod cmake;
mod configure;
mod environment;
mod make;
mod meson;
mod metaconfig;

use crate::Args;
use crate::names::System;
use crate::process::become_program;
use anyhow::Result;
use std::ffi::{OsStr, OsString};
use std::process::{Command, ExitCode};
use wasi_ld::own_options::{LAUNCHER, PROCESSES};
use wasi_ld::sysroot::Sysroot;

pub fn run(system: System, args: Args) -> Result<ExitCode> {
    let sysroot = Sysroot::find()?;
    let command = match system {
        System::Configure => configure::command(&sysroot, args)?,
        System::Make => make::command(&sysroot, args)?,
        System::Cmake => cmake::command(&sysroot, args)?,
        System::Meson => meson::command(&sysroot, args)?,
    };
    become_program(command)
}

/// The options of wasi-cc that the compiler of such a build has: in the files that the
/// build system writes too, which a later run of plain make reads.
pub fn options() -> Result<Vec<&'static str>> {
    let processes = PROCESSES.from_env()?.then_some(PROCESSES.on);
    Ok([LAUNCHER.on].into_iter().chain(processes).collect())
}

/// Whether an option, as `--name` or `--name=value`, is among the arguments.
fn has_option(args: &[OsString], name: &str) -> bool {
    args.iter().any(|arg| {
        arg.as_encoded_bytes()
            .strip_prefix(name.as_bytes())
            .is_some_and(|rest| rest.is_empty() || rest[0] == b'=')
    })
}

fn joined(option: &str, value: impl AsRef<OsStr>) -> OsString {
    let mut arg = OsString::from(option);
    arg.push(value);
    arg
}

/// `command` with its arguments.
fn program(name: &OsStr, args: &[OsString]) -> Command {
    let mut command = Command::new(name);
    command.args(args);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_known_with_and_without_a_value() {
        let args = ["--host=wasm32-wasi", "--build", "x"].map(OsString::from);
        assert!(has_option(&args, "--host"));
        assert!(has_option(&args, "--build"));
        assert!(!has_option(&args, "--ho"));
        assert!(!has_option(&args, "--prefix"));
    }
}
