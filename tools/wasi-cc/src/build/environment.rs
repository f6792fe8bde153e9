//! The variables by which build systems know the tools.

use super::OPTION;
use crate::launcher;
use crate::sysroot::Sysroot;
use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Variables, and the tool of ours that each names. Compilers get an option besides.
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

/// The compilers of the machine that builds, for programs that a build uses itself: what
/// they are called by, and the variables that autoconf, gnulib, Linux and others read.
/// `BUILD_CC` is not among them: ncurses and its kin give it the flags of `CC`, unless a
/// script knows that it builds for another machine.
const OF_THE_BUILD: &[(&[&str], &[&str])] = &[
    (&["cc", "gcc", "clang"], &["CC_FOR_BUILD", "HOSTCC"]),
    (&["c++", "g++", "clang++"], &["CXX_FOR_BUILD", "HOSTCXX"]),
];

/// Sets what every build system gets.
pub fn set(command: &mut Command, sysroot: &Sysroot) {
    let path: Vec<PathBuf> = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default();
    for (names, variables) in OF_THE_BUILD {
        let Some(native) = names.iter().find_map(|name| native(&path, name, sysroot)) else {
            continue;
        };
        for variable in *variables {
            if !is_set(variable) {
                command.env(variable, &native);
            }
        }
    }
    command.env(launcher::SWITCH.variable, "1");
    command.env("PKG_CONFIG_LIBDIR", pkg_config_folders(sysroot));
    let bin = sysroot.root().join("bin");
    if !path.contains(&bin) {
        set_path(command, path.into_iter().chain([bin]));
    }
}

/// Sets the tools, for build systems that read them from the environment, and puts ours
/// first on PATH for those that call them by their plain names.
pub fn set_tools(command: &mut Command, sysroot: &Sysroot) {
    let bin = sysroot.root().join("bin");
    for (variable, tool) in COMPILERS {
        let ours = env::var_os(variable).filter(|value| is_ours(value));
        let mut compiler = ours.unwrap_or_else(|| word(&bin, tool));
        compiler.push(" ");
        compiler.push(OPTION);
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

/// Where pkg-config finds what was built for this sysroot: with its own folders, or with
/// --prefix=<sysroot>.
fn pkg_config_folders(sysroot: &Sysroot) -> OsString {
    let root = sysroot.root();
    let folders = [
        sysroot.lib().join("pkgconfig"),
        root.join("lib/pkgconfig"),
        root.join("share/pkgconfig"),
    ];
    env::join_paths(folders).unwrap_or_default()
}

/// The program of this name that is none of ours.
fn native(path: &[PathBuf], name: &str, sysroot: &Sysroot) -> Option<PathBuf> {
    path.iter()
        .filter(|folder| **folder != sysroot.plain())
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
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
    // A folder with a colon in its name cannot be on PATH at all.
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
