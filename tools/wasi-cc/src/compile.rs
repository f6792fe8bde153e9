//! `wasi-cc`, `wasi-c++` and `wasi-cpp`: becoming clang, with the sysroot's config file.

use crate::names::Language;
use crate::process::{become_program, end_as};
use crate::scratch::Scratch;
use crate::{Args, clang_errors, fcommon, missing_header, null_writes, rules};
use anyhow::{Context, Result, bail};
use in_place::Directory;
use llvm::Llvm;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use wasi_ld::option::{Switch, joined};
use wasi_ld::passes::{function_casts, spill_pointers};
use wasi_ld::sysroot::{self, Sysroot};
use wasi_ld::{exit, launcher, link, probe, refused, response, temporary};

/// For sources that know Linux, Windows and nothing between.
const LINUX: Switch = Switch {
    on: "-fwasi-linux",
    off: "-fno-wasi-linux",
    variable: "WASI_LINUX",
};

/// `wasi-cc`, `wasi-c++`, `wasi-cpp`.
pub fn compile(language: Language, args: Args) -> Result<ExitCode> {
    let sysroot = Sysroot::find()?;
    let llvm = sysroot.llvm()?;
    let given = args;
    let (expanded, any) = response::expand(given.clone())?;
    let (level, args) = refused::take_level(expanded.clone())?;
    let (launched, args) = launcher::SWITCH.take(args);
    let (casts, args) = function_casts::SWITCH.take(args);
    let (linux, args) = LINUX.take(args);
    let (spills, args) = spill_pointers::SWITCH.take(args);
    let (common, args) = fcommon::take(args);
    let args = wasi_ld::rules::apply(rules::COMPILE, args);
    let args = match args.iter().any(|arg| probe::is_source(Path::new(arg))) {
        true => args,
        false => wasi_ld::rules::apply(rules::MACHINES, args),
    };
    // clang reads response files itself, unless there is something of ours in them.
    let scratch = match any && args != expanded {
        true => Some(Scratch::new("arguments")?),
        false => None,
    };

    let mut clang = Command::new(llvm.clang());
    // The linker that clang starts is this program again: it need not look, and
    // it belongs to the same sysroot however that was found.
    clang.env(llvm::CLANG_VARIABLE, llvm.clang());
    clang.env(sysroot::VARIABLE, sysroot.root());
    if let Some(level) = level {
        clang.env(refused::VARIABLE, level.name());
    }
    for (switch, wanted) in [
        (launcher::SWITCH, launched),
        (function_casts::SWITCH, casts),
        (spill_pointers::SWITCH, spills),
    ] {
        if let Some(wanted) = wanted {
            clang.env(switch.variable, Switch::value(wanted));
        }
    }
    let sources = args
        .iter()
        .any(|arg| missing_header::is_source(Path::new(arg)));
    if null_writes::is_wanted(&args, sources)
        && std::env::var_os(wasi_ld::null_writes::VARIABLE).is_none()
    {
        clang.env(wasi_ld::null_writes::VARIABLE, "1");
    }
    if let Some(option) = args.iter().rfind(|arg| is_eh_option(arg)) {
        clang.env(link::EH_VARIABLE, option);
    }
    clang.arg(match language {
        Language::C => "--driver-mode=gcc",
        Language::Cxx => "--driver-mode=g++",
        Language::Preprocess => "--driver-mode=cpp",
    });
    clang.arg("--no-default-config");
    clang.arg(joined("--config=", sysroot.config()));
    // The config file names it too, relative to itself; this is the path that
    // people read in messages and dependency files.
    clang.arg(joined("--sysroot=", sysroot.root()));
    let cxx = CxxLibrary::find(&llvm, &sysroot);
    if let CxxLibrary::Elsewhere { include, lib } = &cxx {
        clang.arg("--start-no-unused-arguments");
        clang.arg("-stdlib++-isystem").arg(include);
        clang.arg(joined("-L", lib));
        clang.arg("--end-no-unused-arguments");
    }
    if linux.unwrap_or_else(|| LINUX.from_env()) {
        clang.args(["-D__linux__=1", "-D__linux=1"]);
    }
    if let Some(error) = clang_errors::foreign_target(&args) {
        bail!("{error}");
    }
    let explained = missing_header::is_explained(&args);
    if explained && !args.iter().any(|arg| arg == "-c" || arg == "-S") {
        let paths = args.iter().map(Path::new);
        let sources = paths.filter(|path| missing_header::is_source(path));
        clang.env(temporary::VARIABLE, temporary::sources(sources));
    }
    let objects = fcommon::outputs(&args);
    match &scratch {
        Some(file) => {
            response::write(&file.path(), &args)?;
            clang.arg(response::argument(&file.path()));
        }
        None => {
            clang.args(if any { given } else { args });
        }
    }
    if common {
        // Objects that clang makes for a link of its own lie there, and no others.
        let parent = std::env::temp_dir();
        in_place::clear(&parent);
        let made = Directory::within(&parent).with_context(|| parent.display().to_string())?;
        clang.env(wasi_ld::fcommon::VARIABLE, made.path());
        // Of a variable with this attribute LLVM makes nothing; without it -fcommon is for it too.
        clang.arg("-D__common__=__nocommon__");
        clang.env("TMPDIR", made.path());
        let status = match explained {
            true => missing_header::compile(clang)?,
            false => clang
                .status()
                .with_context(|| llvm.clang().display().to_string())?,
        };
        if status.success() {
            for object in objects {
                wasi_ld::fcommon::settle(&object)?;
            }
        }
        keep_reports(made.path(), &parent)?;
        drop((made, scratch));
        return end_as(status);
    }

    if language == Language::Cxx && cxx == CxxLibrary::Missing {
        // The one case that needs the outcome: C++ that needs no library compiles.
        let status = clang
            .status()
            .with_context(|| llvm.clang().display().to_string())?;
        if explained && status.code() == Some(1) {
            let notes = clang_errors::notes(&missing_header::messages(clang)?, Some(&sysroot));
            if !notes.is_empty() {
                for note in notes {
                    eprintln!("wasi-c++: note: {note}");
                }
                return Ok(exit::code(status));
            }
        }
        if !status.success() {
            let version = llvm.major();
            eprintln!(
                "wasi-c++: note: the C++ library is not installed\n  \
                 Debian, Ubuntu: sudo apt-get install libc++-{version}-dev-wasm32 libc++abi-{version}-dev-wasm32"
            );
        }
        return Ok(exit::code(status));
    }
    if explained {
        let status = missing_header::compile(clang)?;
        drop(scratch);
        return end_as(status);
    }
    if scratch.is_some() {
        let status = clang
            .status()
            .with_context(|| llvm.clang().display().to_string())?;
        drop(scratch);
        return end_as(status);
    }
    become_program(clang)
}

/// Moves what a clang that crashed has left for a report.
fn keep_reports(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let file = entry.with_context(|| from.display().to_string())?.path();
        let kept = to.join(file.file_name().unwrap_or_default());
        fs::rename(&file, &kept).with_context(|| kept.display().to_string())?;
        eprintln!(
            "wasi-cc: note: {} is now {}",
            file.display(),
            kept.display()
        );
    }
    Ok(())
}

/// Where libc++ for WASI lies.
#[derive(Debug, PartialEq, Eq)]
enum CxxLibrary {
    /// In the sysroot, where clang looks by itself.
    InSysroot,
    /// Beside LLVM, as Debian installs it. This folder holds libc++ alone; the one
    /// in `/usr/lib` can hold another libc too.
    Elsewhere {
        include: PathBuf,
        lib: PathBuf,
    },
    Missing,
}

impl CxxLibrary {
    fn find(llvm: &Llvm, sysroot: &Sysroot) -> CxxLibrary {
        let has = |include: &PathBuf| include.join("__config").is_file();
        let in_sysroot = sysroot.root().join("include/wasm32-wasip1/c++/v1");
        if has(&in_sysroot) {
            return CxxLibrary::InSysroot;
        }
        let root = llvm.bin().parent().map(PathBuf::from).unwrap_or_default();
        for triple in ["wasm32-wasip1", "wasm32-wasi"] {
            let include = root.join("include").join(triple).join("c++/v1");
            if has(&include) {
                let lib = root.join("lib").join(triple);
                return CxxLibrary::Elsewhere { include, lib };
            }
        }
        CxxLibrary::Missing
    }
}

/// The encoding of exceptions, as `-fwasi-eh=` becomes it.
fn is_eh_option(arg: &OsStr) -> bool {
    arg.as_encoded_bytes().starts_with(b"-wasm-use-legacy-eh=")
}
