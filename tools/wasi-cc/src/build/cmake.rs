//! `wasi-cmake`: cmake, with the sysroot's toolchain file.

use super::{environment, has_option, joined, program};
use crate::Args;
use anyhow::Result;
use std::ffi::{OsStr, OsString};
use std::process::Command;
use wasi_ld::own_options::PROCESSES;
use wasi_ld::sysroot::Sysroot;

/// Actions of cmake other than configuring. They take no toolchain file.
const OTHERS: &[&str] = &[
    "--build",
    "--install",
    "--open",
    "--workflow",
    "--find-package",
    "--help",
    "--version",
    "-E",
    "-P",
    "-h",
];

pub fn command(sysroot: &Sysroot, args: Args) -> Result<Command> {
    let name = OsStr::new("cmake");
    let mut command = if needs_toolchain(&args) {
        let file = sysroot.root().join("share/cmake/wasi.cmake");
        let mut command = Command::new(name);
        command
            .arg(joined("-DCMAKE_TOOLCHAIN_FILE=", file))
            .arg("-DWASI_LAUNCHER=ON");
        if PROCESSES.from_env()? {
            command.arg("-DWASI_PROCESSES=ON");
        }
        command.args(&args);
        command
    } else {
        program(name, &args)
    };
    environment::set(&mut command, sysroot)?;
    Ok(command)
}

fn needs_toolchain(args: &[OsString]) -> bool {
    let other = args.first().is_none_or(|first| {
        OTHERS.iter().any(|other| first == other) || first.as_encoded_bytes().starts_with(b"--help")
    });
    let named = args.iter().any(|arg| {
        arg.as_encoded_bytes()
            .starts_with(b"-DCMAKE_TOOLCHAIN_FILE")
    });
    !other && !named && !has_option(args, "--toolchain")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_configuring_takes_a_toolchain_and_the_users_wins() {
        let needs = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            needs_toolchain(&args)
        };
        assert!(needs("-S . -B build"));
        assert!(needs(".. -DCMAKE_BUILD_TYPE=Release"));
        assert!(needs("--preset release"));
        for line in [
            "--build build",
            "-E copy a b",
            "--help-module FindZLIB",
            "-DCMAKE_TOOLCHAIN_FILE:PATH=x ..",
            "--toolchain x ..",
        ] {
            assert!(!needs(line), "{line}");
        }
        assert!(!needs_toolchain(&[]));
    }
}
