//! The variables by which build systems know the tools.

use super::{configure, options};
use crate::{native, pkg_config, uname};
use anyhow::Result;
use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;
use wasi_ld::own_options::LAUNCHER;
use wasi_ld::sysroot::Sysroot;

/// Variables, and our tool that each of them names. Compilers also get an option.
const TOOLS: &[(&str, &str)] = &[
    ("LD", "wasi-ld"),
    ("AR", "wasi-ar"),
    ("RANLIB", "wasi-ranlib"),
    ("NM", "wasi-nm"),
    ("STRIP", "wasi-strip"),
    ("OBJCOPY", "wasi-objcopy"),
    ("OBJDUMP", "wasi-objdump"),
];

const COMPILERS: &[(&str, &str)] = &[("CC", "wasi-cc"), ("CXX", "wasi-c++")];

/// The native compilers, for programs that a build runs itself: their names, and the
/// variables that autoconf, gnulib, Linux and others read. `BUILD_CC` is not among them:
/// ncurses and similar packages give it the flags of `CC`, unless a script knows that it
/// cross-compiles.
const OF_THE_BUILD: &[(&[&str], &[&str])] = &[
    (&["cc", "gcc", "clang"], &["CC_FOR_BUILD", "HOSTCC"]),
    (&["c++", "g++", "clang++"], &["CXX_FOR_BUILD", "HOSTCXX"]),
    (&["ld"], &["LD_FOR_BUILD", "HOSTLD"]),
    (&["ar"], &["AR_FOR_BUILD", "HOSTAR"]),
];

/// Whether the compilers' variables contain the option too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compiler {
    /// One word, because scripts run `command -v "$CC"`; [`set`] explains the rest.
    Word,
    /// With the option, for a script that writes the command into makefiles for plain
    /// make.
    WithOption,
}

/// Sets what every build system gets.
pub fn set(command: &mut Command, sysroot: &Sysroot) -> Result<()> {
    let path: Vec<PathBuf> = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default();
    for (names, variables) in OF_THE_BUILD {
        let Some(native) = native::find(names, sysroot) else {
            continue;
        };
        for variable in *variables {
            if !is_set(variable) {
                command.env(variable, &native);
            }
        }
    }
    command.env(LAUNCHER.variable, "1");
    let bin = sysroot.root().join("bin");
    command.env(pkg_config::LIBDIR, pkg_config::folders(sysroot)?);
    if !is_set("PKG_CONFIG") {
        command.env("PKG_CONFIG", word(&bin, "wasi-pkg-config"));
    }
    if !path.contains(&bin) {
        set_path(command, path.into_iter().chain([bin]));
    }
    Ok(())
}

/// Sets the tools, for build systems that read them from the environment, and puts ours
/// first on PATH for those that call them by their plain names.
pub fn set_tools(command: &mut Command, sysroot: &Sysroot, how: Compiler) -> Result<()> {
    let bin = sysroot.root().join("bin");
    for (variable, tool) in COMPILERS {
        let ours = env::var_os(variable).filter(|value| is_ours(value));
        let mut compiler = ours.unwrap_or_else(|| word(&bin, tool));
        if how == Compiler::WithOption {
            for option in options()? {
                compiler.push(" ");
                compiler.push(option);
            }
        }
        command.env(variable, compiler);
    }
    for (variable, tool) in TOOLS {
        command.env(variable, word(&bin, tool));
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let plain = sysroot.plain();
    let rest = env::split_paths(&path).filter(|folder| *folder != plain && *folder != bin);
    set_path(
        command,
        [plain.clone()].into_iter().chain(rest).chain([bin.clone()]),
    );
    Ok(())
}

/// Makes uname name the target machine, for makefiles and scripts that know only one
/// machine. A script of autoconf's distinguishes two and would ask uname for the build
/// machine, so this passes it on.
pub fn name_machine(command: &mut Command) {
    if env::var_os(uname::MACHINE).is_some() {
        return;
    }
    command.env(uname::MACHINE, "wasm32");
    if let Some(build) = configure::build_machine() {
        // Older scripts take it from the second.
        for variable in ["ac_cv_build", "ac_cv_build_alias"] {
            if !is_set(variable) {
                command.env(variable, &build);
            }
        }
    }
}

/// A tool as one word of a makefile: by its path, or, where that would be several words,
/// by its name, which is on PATH.
pub fn word(bin: &Path, tool: &str) -> OsString {
    let plain = |c: char| c.is_alphanumeric() || "/._+-@,:".contains(c);
    match bin.to_str() {
        Some(path) if path.chars().all(plain) => bin.join(tool).into(),
        _ => tool.into(),
    }
}

/// Whether the user has named a compiler of ours, as in `ccache wasi-cc`.
fn is_ours(compiler: &OsStr) -> bool {
    compiler
        .to_string_lossy()
        .split_whitespace()
        .filter_map(|word| Path::new(word).file_name()?.to_str())
        .any(|name| name.starts_with("wasi-") || name.starts_with("wasm32-wasi"))
}

fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

fn set_path(command: &mut Command, folders: impl Iterator<Item = PathBuf>) {
    // A directory with a colon in its name cannot be on PATH at all.
    if let Ok(path) = env::join_paths(folders) {
        command.env("PATH", path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_one_word() {
        assert_eq!(word(Path::new("/s/bin"), "wasi-ar"), "/s/bin/wasi-ar");
        assert_eq!(word(Path::new("/my sysroot/bin"), "wasi-ar"), "wasi-ar");
        assert_eq!(word(Path::new("/a$b/bin"), "wasi-ar"), "wasi-ar");
    }

    #[test]
    fn a_compiler_of_ours_is_known_behind_others() {
        for ours in ["wasi-cc", "ccache /s/bin/wasi-cc -O1", "wasm32-wasi-gcc"] {
            assert!(is_ours(OsStr::new(ours)), "{ours}");
        }
        for other in [
            "gcc",
            "/opt/wasi-tools/bin/clang",
            "clang --target=wasm32-wasi",
            "",
        ] {
            assert!(!is_ours(OsStr::new(other)), "{other}");
        }
    }
}
