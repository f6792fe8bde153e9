//! The LLVM tools under our names: `wasi-ar`, `wasi-nm`, `wasi-strip` and so on.

use crate::Args;
use crate::held::Held;
use crate::process::become_program;
use crate::scratch::Scratch;
use anyhow::{Context, Result};
use in_place::Beside;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use wasi_ld::option::{self, joined};
use wasi_ld::{exit, launcher, sysroot};

/// `wasi-ar` and the others that need nothing added.
pub fn plain(tool: &str, args: Args) -> Result<ExitCode> {
    let program = sysroot::llvm()?.tool(tool, None)?;
    let mut command = Command::new(program);
    command.args(args);
    become_program(command)
}

/// `wasi-nm`, `wasi-size` and the others that only read. For a launcher they read the module
/// beside it, or else the one inside it, and for a component the one inside it.
pub fn read(tool: &str, args: Args) -> Result<ExitCode> {
    let mut scratches = Vec::new();
    let mut line = Args::with_capacity(args.len());
    for arg in args {
        let path = Path::new(&arg);
        let file = Held::read(path)?;
        let Some((held, module)) = file.as_deref().and_then(Held::split) else {
            line.push(arg);
            continue;
        };
        let beside = launcher::module_of(path);
        if held.is_launcher() && !held.is_component() && beside.is_file() {
            line.push(beside.into());
            continue;
        }
        let scratch = Scratch::new("module")?;
        fs::write(scratch.path(), module).with_context(|| scratch.path().display().to_string())?;
        line.push(scratch.path().into());
        scratches.push(scratch);
    }
    let program = sysroot::llvm()?.tool(tool, None)?;
    let mut command = Command::new(&program);
    command.args(line);
    if scratches.is_empty() {
        return become_program(command);
    }
    let status = command
        .status()
        .with_context(|| program.display().to_string())?;
    Ok(exit::code(status))
}

/// `wasi-strip` and `wasi-objcopy`. A launcher keeps its script, and the module beside it is
/// changed too. An output file for a launcher becomes a launcher as well. A component stays one,
/// with its module changed.
pub fn rewrite(tool: &str, args: Args) -> Result<ExitCode> {
    let other = match output(tool, &args) {
        Some(path) => {
            let context = || format!("cannot write {}", path.display());
            let made = Beside::of(&path).with_context(context)?;
            Some((path, made))
        }
        None => None,
    };
    let mut holders = Vec::new();
    let mut line = Args::with_capacity(args.len());
    let is_option = |arg: &OsString| arg.as_encoded_bytes().starts_with(b"-o");
    let last = (!args.iter().any(is_option)).then(|| args.len().saturating_sub(1));
    let mut after_o = false;
    for (at, arg) in args.into_iter().enumerate() {
        let path = PathBuf::from(&arg);
        // The input may have the same name.
        let stands_there = after_o || last == Some(at) || is_option(&arg);
        after_o = arg == "-o";
        if let Some((output, made)) = &other
            && stands_there
            && let Some(option) = names(&arg, output)
        {
            line.push(joined(option, made.path()));
            continue;
        }
        let file = if path.is_file() {
            fs::read(&path).with_context(|| path.display().to_string())?
        } else {
            Vec::new()
        };
        let Some((held, module)) = Held::split(&file) else {
            line.push(arg);
            continue;
        };
        let beside = launcher::module_of(&path);
        let has_beside = held.is_launcher() && other.is_none() && beside.is_file();
        let scratch = Scratch::new("module")?;
        fs::write(scratch.path(), module).with_context(|| scratch.path().display().to_string())?;
        line.push(scratch.path().into());
        holders.push((path, held, scratch));
        if has_beside {
            let file = fs::read(&beside).with_context(|| beside.display().to_string())?;
            let Some((held, module)) = Held::split(&file) else {
                line.push(beside.into());
                continue;
            };
            let scratch = Scratch::new("module")?;
            fs::write(scratch.path(), module)
                .with_context(|| scratch.path().display().to_string())?;
            line.push(scratch.path().into());
            holders.push((beside, held, scratch));
        }
    }
    let program = sysroot::llvm()?.tool(tool, None)?;
    let mut command = Command::new(&program);
    command.args(line);
    if holders.is_empty() && other.is_none() {
        return become_program(command);
    }
    let status = command
        .status()
        .with_context(|| program.display().to_string())?;
    if !status.success() {
        return Ok(exit::code(status));
    }
    match other {
        Some((output, made)) => {
            if let Some((like, held, _)) = holders.pop() {
                wrap(&made.path(), &held, &like, &output)?;
            }
            // With --version, it writes nothing.
            if made.path().exists() {
                made.put().with_context(|| output.display().to_string())?;
            }
        }
        None => {
            for (path, held, scratch) in holders {
                let context = || path.display().to_string();
                let module = fs::read(scratch.path()).with_context(context)?;
                in_place::write(&path, held.file(module)).with_context(context)?;
            }
        }
    }
    Ok(exit::code(status))
}

/// The prefix of an argument that names the output.
fn names<'a>(arg: &'a OsStr, output: &Path) -> Option<&'a str> {
    let text = arg.to_str()?;
    ["", "-o"]
        .into_iter()
        .find(|option| text.strip_prefix(option) == output.to_str())
        .map(|option| &text[..option.len()])
}

/// The file that is written instead of the one that is read: `-o file`, and for objcopy a
/// second file.
fn output(tool: &str, args: &[OsString]) -> Option<PathBuf> {
    if let Some(output) = option::last(args, &["-o"]) {
        return Some(output.into());
    }
    match args.split_last()? {
        (last, before)
            if tool.ends_with("objcopy")
                && !last.as_encoded_bytes().starts_with(b"-")
                && before.last().is_some_and(|read| Path::new(read).is_file()) =>
        {
            Some(last.into())
        }
        _ => None,
    }
}

/// Makes of the module in `made` what `output` is to be: the launcher or the component that `like`
/// is. It gets that file's mode, and a launcher gets a module beside it if that one has.
fn wrap(made: &Path, held: &Held, like: &Path, output: &Path) -> Result<()> {
    let context = || output.display().to_string();
    let module = fs::read(made).with_context(context)?;
    let is_file = !output.exists() || output.is_file();
    if held.is_launcher() && is_file && launcher::module_of(like).is_file() {
        in_place::write(&launcher::module_of(output), held.program(module.clone()))
            .with_context(context)?;
    }
    fs::write(made, held.file(module)).with_context(context)?;
    let mode = fs::metadata(like).with_context(context)?.permissions();
    fs::set_permissions(made, mode).with_context(context)
}
