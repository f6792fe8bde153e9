//! `wasi-make`: make, with our tools under the names that makefiles use.

use super::{environment, program};
use crate::Args;
use crate::sysroot::Sysroot;
use std::ffi::OsStr;
use std::process::Command;

pub fn command(sysroot: &Sysroot, args: Args) -> Option<Command> {
    let mut command = program(OsStr::new("make"), &args);
    environment::set(&mut command, sysroot);
    environment::set_tools(&mut command, sysroot);
    Some(command)
}
