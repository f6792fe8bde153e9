//! Becoming clang, or another tool of LLVM.

use crate::names::Language;
use crate::option::Switch;
use crate::scratch::Scratch;
use crate::sysroot::{self, Sysroot};
use crate::{
    Args, casts, common, debug, diagnosis, header, launcher, link, probe, refused, response, rules,
    spill, temporary,
};
use anyhow::{Context, Result, bail};
use in_place::{Beside, Directory};
use llvm::Llvm;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};

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
    let (casts, args) = casts::SWITCH.take(args);
    let (linux, args) = LINUX.take(args);
    let (spills, args) = spill::SWITCH.take(args);
    let (common, args) = common::take(args);
    let args = rules::apply(rules::COMPILE, args);
    let args = match args.iter().any(|arg| probe::is_source(Path::new(arg))) {
        true => args,
        false => rules::apply(rules::MACHINES, args),
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
        (casts::SWITCH, casts),
        (spill::SWITCH, spills),
    ] {
        if let Some(wanted) = wanted {
            clang.env(switch.variable, Switch::value(wanted));
        }
    }
    let sources = args.iter().any(|arg| header::is_source(Path::new(arg)));
    if debug::is_wanted(&args, sources) && std::env::var_os(debug::VARIABLE).is_none() {
        clang.env(debug::VARIABLE, "1");
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
    if let Some(error) = diagnosis::foreign_target(&args) {
        bail!("{error}");
    }
    let explained = header::is_explained(&args);
    if explained && !args.iter().any(|arg| arg == "-c" || arg == "-S") {
        let paths = args.iter().map(Path::new);
        let sources = paths.filter(|path| header::is_source(path));
        clang.env(temporary::VARIABLE, temporary::sources(sources));
    }
    let objects = common::outputs(&args);
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
        clang.env(common::VARIABLE, made.path());
        // Of a variable with this attribute LLVM makes nothing; without it -fcommon is for it too.
        clang.arg("-D__common__=__nocommon__");
        clang.env("TMPDIR", made.path());
        let status = match explained {
            true => header::compile(clang)?,
            false => clang
                .status()
                .with_context(|| llvm.clang().display().to_string())?,
        };
        if status.success() {
            for object in objects {
                common::settle(&object)?;
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
            let notes = diagnosis::notes(&header::messages(clang)?, Some(&sysroot));
            if !notes.is_empty() {
                for note in notes {
                    eprintln!("wasi-c++: note: {note}");
                }
                return Ok(exit_code(status));
            }
        }
        if !status.success() {
            let version = llvm.major();
            eprintln!(
                "wasi-c++: note: the C++ library is not installed\n  \
                 Debian, Ubuntu: sudo apt-get install libc++-{version}-dev-wasm32 libc++abi-{version}-dev-wasm32"
            );
        }
        return Ok(exit_code(status));
    }
    if explained {
        let status = header::compile(clang)?;
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

/// Ends as a child has ended: of the same signal too.
fn end_as(status: ExitStatus) -> Result<ExitCode> {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        let mut command = Command::new("sh");
        command.args(["-c", "kill -s \"$0\" $$", &signal.to_string()]);
        return become_program(command);
    }
    Ok(exit_code(status))
}

/// `wasi-ar` and the others that need nothing added.
pub fn llvm_tool(tool: &str, args: Args) -> Result<ExitCode> {
    let program = sysroot::llvm()?.tool(tool, None)?;
    let mut command = Command::new(program);
    command.args(args);
    become_program(command)
}

/// `wasi-nm`, `wasi-size` and the others that only read: of a launcher the module beside it,
/// or, where there is none, the one in it.
pub fn read(tool: &str, args: Args) -> Result<ExitCode> {
    let mut scratches = Vec::new();
    let mut line = Args::with_capacity(args.len());
    for arg in args {
        let path = Path::new(&arg);
        let Some(file) = launcher::read(path)? else {
            line.push(arg);
            continue;
        };
        let beside = launcher::module_of(path);
        if beside.is_file() {
            line.push(beside.into());
            continue;
        }
        let scratch = Scratch::new("module")?;
        let module = launcher::split(&file).map_or(&[][..], |(_, module)| module);
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
    Ok(exit_code(status))
}

/// `wasi-strip` and `wasi-objcopy`: a launcher that they are given keeps its script, and
/// what is done to it is done to the module beside it too. What they write to another file
/// is a launcher like the one that they read.
pub fn rewrite(tool: &str, args: Args) -> Result<ExitCode> {
    let other = match output(tool, &args) {
        Some(path) => {
            let context = || format!("{}: it cannot be written", path.display());
            let made = Beside::of(&path).with_context(context)?;
            Some((path, made))
        }
        None => None,
    };
    let mut launchers = Vec::new();
    let mut line = Args::with_capacity(args.len());
    let is_option = |arg: &OsString| arg.as_encoded_bytes().starts_with(b"-o");
    let last = (!args.iter().any(is_option)).then(|| args.len().saturating_sub(1));
    let mut after_o = false;
    for (at, arg) in args.into_iter().enumerate() {
        let path = PathBuf::from(&arg);
        // What is read may have the same name.
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
        let Some((script, module)) = launcher::split(&file) else {
            line.push(arg);
            continue;
        };
        let scratch = Scratch::new("module")?;
        fs::write(scratch.path(), module).with_context(|| scratch.path().display().to_string())?;
        line.push(scratch.path().into());
        let beside = launcher::module_of(&path);
        if beside.is_file() && other.is_none() {
            line.push(beside.into());
        }
        launchers.push((path, script.to_vec(), scratch));
    }
    let program = sysroot::llvm()?.tool(tool, None)?;
    let mut command = Command::new(&program);
    command.args(line);
    if launchers.is_empty() && other.is_none() {
        return become_program(command);
    }
    let status = command
        .status()
        .with_context(|| program.display().to_string())?;
    if !status.success() {
        return Ok(exit_code(status));
    }
    match other {
        Some((output, made)) => {
            if let Some((like, script, _)) = launchers.pop() {
                make_launcher(&made.path(), script, &like, &output)?;
            }
            // Asked for its version it makes nothing.
            if made.path().exists() {
                made.put().with_context(|| output.display().to_string())?;
            }
        }
        None => {
            for (path, script, scratch) in launchers {
                let context = || path.display().to_string();
                let launcher = [script, fs::read(scratch.path()).with_context(context)?];
                in_place::write(&path, launcher.concat()).with_context(context)?;
            }
        }
    }
    Ok(exit_code(status))
}

/// What stands before the output in an argument that names it.
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
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        let text = arg.to_string_lossy();
        if arg == "-o" {
            return rest.next().map(PathBuf::from);
        }
        if let Some(name) = text.strip_prefix("-o") {
            return Some(name.into());
        }
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

/// Makes a launcher of the module in `made`, which goes to `output`, as `like` is one: with
/// its mode, and with a module beside it if that has one.
fn make_launcher(made: &Path, script: Vec<u8>, like: &Path, output: &Path) -> Result<()> {
    let context = || output.display().to_string();
    let module = fs::read(made).with_context(context)?;
    let is_file = !output.exists() || output.is_file();
    if is_file && launcher::module_of(like).is_file() {
        in_place::write(&launcher::module_of(output), &module).with_context(context)?;
    }
    fs::write(made, [script, module].concat()).with_context(context)?;
    let mode = fs::metadata(like).with_context(context)?.permissions();
    fs::set_permissions(made, mode).with_context(context)
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

fn joined(option: &str, value: impl Into<OsString>) -> OsString {
    let mut arg = OsString::from(option);
    arg.push(value.into());
    arg
}

#[cfg(unix)]
pub fn become_program(mut command: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(error).with_context(|| command.get_program().display().to_string())
}

#[cfg(not(unix))]
pub fn become_program(mut command: Command) -> Result<ExitCode> {
    let status = command
        .status()
        .with_context(|| command.get_program().display().to_string())?;
    Ok(exit_code(status))
}

/// The status as our own; a signal counts as shells count it.
pub fn exit_code(status: std::process::ExitStatus) -> ExitCode {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX));
    }
    match status.code() {
        Some(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        None => ExitCode::FAILURE,
    }
}
