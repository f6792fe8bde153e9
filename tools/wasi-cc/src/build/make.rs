//! `wasi-make`: make, with our tools under the names that makefiles use.

use super::{environment, joined};
use crate::Args;
use crate::sysroot::Sysroot;
use std::ffi::OsString;
use std::process::Command;

/// The compilers of the machine that builds, as Linux's makefiles and those made after
/// them name them. `HOSTCC = gcc` stands there, and gcc is ours: only the command line is
/// stronger than a makefile.
const OF_THE_BUILD: [&str; 2] = ["HOSTCC", "HOSTCXX"];

pub fn command(sysroot: &Sysroot, args: Args) -> Option<Command> {
    let mut command = Command::new("make");
    environment::set(&mut command, sysroot);
    environment::set_tools(&mut command, sysroot);
    let compilers = compilers(&command);
    command.args(compilers).args(args);
    Some(command)
}

/// The assignments that go before the user's, which win over them.
fn compilers(command: &Command) -> Vec<OsString> {
    command
        .get_envs()
        .filter_map(|(name, value)| {
            let name = OF_THE_BUILD.into_iter().find(|of| name == *of)?;
            Some(joined(&format!("{name}="), value?))
        })
        .collect()
}
