//! Linking: wasm-ld with the sysroot's defaults, and notes on what it says.
//!
//! clang starts this program as its linker (the config file says so), so that only
//! commands that really link pay for it, and so that nothing here has to guess from
//! a compiler's arguments what will be linked.

use crate::driver::exit_code;
use crate::explain::Explainer;
use crate::llvm::Search;
use crate::refused::{self, Level};
use crate::response;
use crate::sysroot::{self, Sysroot};
use crate::{Args, features, rules};
use anyhow::{Context, Result};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// What the command line can override.
pub const DEFAULTS: &[&str] = &[
    // 1 MiB, at the bottom of memory (wasm-ld's own default), so that overflow traps.
    "-z",
    "stack-size=1048576",
    // setjmp and longjmp in code that is only compiled here, by -flto; the config file
    // says the same to clang.
    "-mllvm",
    "-exception-model=wasm",
    "-mllvm",
    "-wasm-enable-sjlj",
    "-mllvm",
    "-wasm-use-legacy-eh=false",
];

/// How the compiler says, for -flto, that it was given another encoding of exceptions:
/// an option of LLVM.
pub const EH_VARIABLE: &str = "WASI_EH";

pub fn link(args: Args) -> Result<ExitCode> {
    let own = sysroot::own_path()?;
    let wasm_ld = Search::from_env().find()?.tool("wasm-ld", Some(&own))?;
    let sysroot = Sysroot::find()?;

    let (given, expanded) = response::expand(args)?;
    let (level, given) = refused::take_level(given)?;
    let level = match level {
        Some(level) => level,
        None => Level::from_env()?,
    };
    let given: Args = rules::apply(rules::LINK, given)
        .into_iter()
        .map(|arg| own_builtins(arg, &sysroot))
        .collect();

    let relocatable = given
        .iter()
        .any(|arg| arg == "-r" || arg == "--relocatable");
    let watch = match level {
        Level::None => None,
        _ if relocatable => None,
        _ => refused::Watch::start(&sysroot)?,
    };

    let mut command = Command::new(&wasm_ld);
    if std::io::stderr().is_terminal() {
        // Its messages come through a pipe, but end on the terminal.
        command.arg("--color-diagnostics");
    }
    command.args(DEFAULTS);
    if let Some(option) = std::env::var_os(EH_VARIABLE).filter(|option| !option.is_empty()) {
        command.arg("-mllvm").arg(option);
    }
    if let Some(watch) = &watch {
        command.arg(watch.argument());
    }
    let response_file = if expanded {
        let file = response::write(&given)?;
        command.arg(response::argument(&file));
        Some(file)
    } else {
        command.args(&given);
        None
    };

    let (status, explainer) = run(command)?;
    drop(response_file);
    explainer.print();
    if !status.success() {
        return Ok(exit_code(status));
    }

    let output = output_of(&given);
    let findings = match &watch {
        Some(watch) => watch.findings(&output)?,
        None => Vec::new(),
    };
    for finding in &findings {
        eprintln!("wasi-cc: {}: {finding}", level.name());
    }
    if level == Level::Error && !findings.is_empty() {
        std::fs::remove_file(&output).with_context(|| output.display().to_string())?;
        return Ok(ExitCode::FAILURE);
    }
    if !relocatable {
        features::settle(&output)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs the linker; its messages pass through as they come.
fn run(mut command: Command) -> Result<(std::process::ExitStatus, Explainer)> {
    let mut child = command
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| command.get_program().display().to_string())?;
    let mut explainer = Explainer::default();
    if let Some(stderr) = child.stderr.take() {
        let mut messages = BufReader::new(stderr);
        let mut line = Vec::new();
        while messages.read_until(b'\n', &mut line)? > 0 {
            // Nobody reads our stderr any more: the link goes on.
            let _ = std::io::stderr().write_all(&line);
            explainer.read(&String::from_utf8_lossy(&line));
            line.clear();
        }
    }
    Ok((child.wait()?, explainer))
}

/// clang names the runtime library of its own resource folder, there or not.
/// Where it is not installed, the sysroot's copy stands in.
fn own_builtins(arg: std::ffi::OsString, sysroot: &Sysroot) -> std::ffi::OsString {
    let path = Path::new(&arg);
    let is_builtins = path
        .file_name()
        .and_then(OsStr::to_str)
        .is_some_and(|name| name.starts_with("libclang_rt.builtins") && name.ends_with(".a"));
    if is_builtins && !path.exists() && sysroot.builtins().exists() {
        return sysroot.builtins().into_os_string();
    }
    arg
}

/// Where the module goes: the last `-o`, or `a.out`.
fn output_of(args: &[std::ffi::OsString]) -> PathBuf {
    let mut output = PathBuf::from("a.out");
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == "-o" || arg == "--output" {
            if let Some(path) = args.next() {
                output = PathBuf::from(path);
            }
        } else if let Some(path) = arg.to_str().and_then(|arg| arg.strip_prefix("--output=")) {
            output = PathBuf::from(path);
        }
    }
    output
}
