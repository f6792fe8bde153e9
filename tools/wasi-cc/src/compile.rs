//! `wasi-cc`, `wasi-c++` and `wasi-cpp`: becoming clang, with the sysroot's config file.

use crate::cxx_library;
use crate::names::Language;
use crate::process::{become_program, end_as};
use crate::scratch::{self, Scratch};
use crate::{
    Args, clang_errors, fcommon, foreign_sysroot, foreign_target, handover, missing_header,
    null_writes, rules,
};
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use wasi_ld::option::{Switch, after, joined};
use wasi_ld::sysroot::{self, Sysroot};
use wasi_ld::{exit, own_options, probe, response};

/// For sources that know Linux, Windows and nothing between.
const LINUX: Switch = Switch {
    on: "-fwasi-linux",
    off: "-fno-wasi-linux",
    variable: "WASI_LINUX",
};

/// For programs that start threads.
const THREADS: Switch = Switch {
    on: "-fwasi-threads",
    off: "-fno-wasi-threads",
    variable: "WASI_THREADS",
};

/// For programs that open connections.
const NETWORK: Switch = Switch {
    on: "-fwasi-network",
    off: "-fno-wasi-network",
    variable: "WASI_NETWORK",
};

/// Options that only the linker reads.
const FOR_LINKER: &[Switch] = &[
    own_options::LAUNCHER,
    own_options::FUNCTION_CASTS,
    own_options::SPILL_POINTERS,
    own_options::PROCESSES,
    own_options::OPT,
];

/// clang's names of `-fwasi-opt` and its opposite. clang would run the optimiser on a launcher
/// too, and cannot say that it is missing or too old.
const CLANGS_OPT: [(&str, &str); 2] = [
    ("--wasm-opt", own_options::OPT.on),
    ("--no-wasm-opt", own_options::OPT.off),
];

/// The target of a command line, and the rest of that.
fn target(args: &Args) -> Result<(&'static str, Args)> {
    let (threads, kept) = THREADS.take(args.clone());
    let (network, kept) = NETWORK.take(kept);
    if let Some(named) = foreign_target::named(args) {
        return Ok((named, kept));
    }
    // An option counts more than the other target's variable.
    let is_wanted = |switch: &Switch, own: Option<bool>, other: Option<bool>| match (own, other) {
        (Some(own), _) => Ok(own),
        (None, Some(true)) => Ok(false),
        (None, _) => switch.from_env(),
    };
    let wanted = [
        is_wanted(&THREADS, threads, network)?,
        is_wanted(&NETWORK, network, threads)?,
    ];
    let target = match wanted {
        [true, true] => bail!(
            "{} and {} exclude each other, and so do {}=1 and {}=1: WASI 0.2 has no threads",
            THREADS.on,
            NETWORK.on,
            THREADS.variable,
            NETWORK.variable
        ),
        [true, false] => sysroot::THREADS,
        [false, true] => sysroot::NETWORK,
        [false, false] => sysroot::TARGET,
    };
    Ok((target, kept))
}

/// `wasi-cc`, `wasi-c++`, `wasi-cpp`.
pub fn compile(language: Language, given: Args) -> Result<ExitCode> {
    let (expanded, any) = response::expand(given.clone())?;
    let (target, kept) = target(&expanded)?;
    let sysroot = Sysroot::find()?.for_target(target)?;
    let llvm = sysroot.llvm()?;
    // The linker uses the same ones and need not search.
    let mut told: Args = vec![
        joined(own_options::SYSROOT, sysroot.root()),
        joined(own_options::CLANG, llvm.clang()),
    ];
    let (level, mut args) = own_options::take_level(kept)?;
    for arg in &mut args {
        if let Some((_, own)) = CLANGS_OPT.iter().find(|(clangs, _)| arg == clangs) {
            *arg = own.into();
        }
    }
    told.extend(level.map(|level| level.argument().into()));
    for arg in &args {
        own_options::no_kind(arg)?;
    }
    for switch in FOR_LINKER {
        let (wanted, kept) = switch.take(args);
        told.extend(wanted.map(|wanted| switch.argument(wanted).into()));
        args = kept;
    }
    if told.iter().any(|arg| arg == own_options::OPT.on) || own_options::OPT.from_env()? {
        told.extend(level_of(&args).map(|level| joined(own_options::OPT_LEVEL, level)));
    }
    let (linux, args) = LINUX.take(args);
    let (common, args) = fcommon::take(args);
    let args = wasi_ld::rules::apply(rules::COMPILE, args);
    let args = match args.iter().any(|arg| probe::is_source(Path::new(arg))) {
        true => args,
        false => wasi_ld::rules::apply(rules::MACHINES, args),
    };
    if let Some(error) = foreign_target::error(&args) {
        bail!("{error}");
    }
    if language == Language::Cxx
        && let Some(error) = cxx_library::encoding_error(&args)
    {
        bail!("{error}");
    }
    if let Some(warning) = foreign_sysroot::warning(&args) {
        eprintln!("wasi-cc: warning: {warning}");
    }
    if let Some(option) = args.iter().rfind(|arg| is_eh_option(arg)) {
        // For -flto, which compiles in the linker.
        told.extend(["-mllvm".into(), option.clone()]);
    }
    if null_writes::is_wanted(&args) {
        told.push(own_options::NULL_WRITES.into());
    }
    let explained = missing_header::is_explained(&args);
    if explained {
        let sources = missing_header::sources(&args);
        told.extend(sources.map(|source| joined(own_options::SOURCE, source)));
    }
    // Objects that clang makes for a link of its own lie there, and no others.
    let common = common.then(scratch::directory).transpose()?;
    if let Some(directory) = &common {
        told.push(joined(own_options::COMMON, directory.path()));
    }

    let mut clang = Command::new(llvm.clang());
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
    if linux.map_or_else(|| LINUX.from_env(), Ok)? {
        clang.args(["-D__linux__=1", "-D__linux=1"]);
    }
    clang.args(handover::arguments(&args, told));
    let objects = fcommon::outputs(&args);
    // clang reads response files itself, unless there is something of ours in them.
    let scratch = match any && args != expanded {
        true => Some(Scratch::new("arguments")?),
        false => None,
    };
    match &scratch {
        Some(file) => {
            response::write(&file.path(), &args)?;
            clang.arg(response::argument(&file.path()));
        }
        None => {
            clang.args(if any { given } else { args });
        }
    }
    cxx_library::choose(&mut clang, &expanded, &sysroot);
    if let Some(directory) = &common {
        // LLVM does not support variables with this attribute; without it, -fcommon covers
        // them.
        clang.arg("-D__common__=__nocommon__");
        // clang has no option for where it makes them.
        clang.env("TMPDIR", directory.path());
    }

    if common.is_none() && language == Language::Cxx && !cxx_library::is_in(&sysroot) {
        return without_cxx_library(clang, explained, &sysroot);
    }
    if common.is_none() && scratch.is_none() && !explained {
        return become_program(clang);
    }
    let status = match explained {
        true => missing_header::compile(clang)?,
        false => clang
            .status()
            .with_context(|| llvm.clang().display().to_string())?,
    };
    if let Some(directory) = &common {
        if status.success() {
            for object in objects {
                wasi_ld::fcommon::settle(&object)?;
            }
        }
        keep_reports(directory.path(), &env::temp_dir())?;
    }
    drop((common, scratch));
    end_as(status)
}

/// Runs clang where there is no C++ library. C++ that needs none compiles, so only a failure
/// gets the note.
fn without_cxx_library(mut clang: Command, explained: bool, sysroot: &Sysroot) -> Result<ExitCode> {
    let status = clang
        .status()
        .with_context(|| clang.get_program().display().to_string())?;
    if explained && status.code() == Some(1) {
        let notes = clang_errors::notes(&missing_header::messages(clang)?, Some(sysroot));
        if !notes.is_empty() {
            for note in notes {
                eprintln!("wasi-c++: note: {note}");
            }
            return Ok(exit::code(status));
        }
    }
    if !status.success() {
        eprintln!("wasi-c++: note: {}", cxx_library::ADVICE);
    }
    Ok(exit::code(status))
}

/// Moves the files that a crashed clang leaves for a bug report.
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

/// The last level of `-O`.
fn level_of(args: &[OsString]) -> Option<OsString> {
    let level = |arg: &OsString| match arg == "-O" {
        true => Some("1".into()),
        false => after(arg, "-O"),
    };
    args.iter().rev().find_map(level)
}

/// The encoding of exceptions, as `-fwasi-eh=` becomes it.
fn is_eh_option(arg: &OsStr) -> bool {
    arg.as_encoded_bytes().starts_with(b"-wasm-use-legacy-eh=")
}
