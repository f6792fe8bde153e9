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
use crate::{Args, casts, common, features, launcher, probe, rules, shared, spill};
use anyhow::{Context, Result};
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};

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
    let llvm = Search::from_env().find()?;
    let wasm_ld = llvm.tool("wasm-ld", Some(&own))?;
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

    if std::env::var_os(common::VARIABLE).is_some() {
        for object in common::just_made(&given) {
            common::settle(&object)?;
        }
    }

    let output = output_of(&given);
    let is_probe = probe::is_probe(&output);
    // A build system that asks first is told that there is none.
    if shared::is_wanted(&given) && !is_probe {
        let llvm_ar = llvm.tool("llvm-ar", Some(&own))?;
        let status = shared::archive(&llvm_ar, &given, &output, &sysroot)?;
        if status.success() {
            eprintln!("wasi-cc: note: {}", shared::note(&output));
        }
        return Ok(exit_code(status));
    }
    let folders = folders_of(&given, &sysroot);
    let given: Args = given
        .into_iter()
        .map(|arg| shared::find(arg, &folders))
        .collect();
    let relocatable = given
        .iter()
        .any(|arg| arg == "-r" || arg == "--relocatable");
    let launched = launcher::SWITCH.from_env() && launcher::is_wanted(&given, &output);
    // A probe is run once and thrown away: it needs no module beside it.
    let mut first = if launched && !is_probe {
        Linked {
            output: launcher::module_of(&output),
            object: None,
            kept: Vec::new(),
        }
    } else {
        Linked {
            output: output.clone(),
            object: launched.then(|| launcher::object(&sysroot)),
            kept: Vec::new(),
        }
    };
    let watch = match level {
        Level::None => None,
        _ if relocatable => None,
        _ => refused::Watch::start(&sysroot)?,
    };

    let linker = Linker {
        wasm_ld: &wasm_ld,
        sysroot: &sysroot,
        given: &given,
        expanded,
    };
    let (status, mut explainer) = linker.link(&first, watch.as_ref())?;
    if casts::SWITCH.from_env() && !relocatable {
        first.kept = std::mem::take(&mut explainer.mismatched);
    }
    if !is_probe {
        explainer.print(&folders);
    }
    if !status.success() {
        return Ok(exit_code(status));
    }

    let findings = match &watch {
        Some(watch) => watch.findings(&first.output, &objects_of(&given))?,
        None => Vec::new(),
    };
    let (fatal, notes): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| match level {
        Level::Error => true,
        Level::Probes => is_probe && finding.fails_probes(),
        Level::None | Level::Note => false,
    });
    for finding in &fatal {
        eprintln!("wasi-cc: error: {finding}");
    }
    // Whoever reads a probe's messages asks whether there are any.
    for finding in notes.iter().filter(|_| !is_probe) {
        eprintln!("wasi-cc: note: {finding}");
    }
    if !fatal.is_empty() {
        let module = &first.output;
        // `-o /dev/null` asks whether it links: what is no file stays.
        if module.is_file() {
            std::fs::remove_file(module).with_context(|| module.display().to_string())?;
        }
        return Ok(ExitCode::FAILURE);
    }
    if !first.kept.is_empty() {
        // Of these the linker has put in traps and thrown the functions away.
        let status = linker.link_quietly(&first)?;
        if !status.success() {
            return Ok(exit_code(status));
        }
    }
    if !relocatable {
        settle(&first.output)?;
    }
    if launched {
        if !is_probe {
            let second = Linked {
                output: output.clone(),
                object: Some(launcher::object(&sysroot)),
                kept: first.kept,
            };
            // It says what the first one said.
            let status = linker.link_quietly(&second)?;
            if !status.success() {
                return Ok(exit_code(status));
            }
            settle(&output)?;
        }
        launcher::wrap(&output, &sysroot, !is_probe)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Changes in what wasm-ld has made.
fn settle(module: &Path) -> Result<()> {
    features::settle(module)?;
    // It needs the room that the linker leaves in calls, which is where it was.
    if casts::SWITCH.from_env() {
        casts::settle(module)?;
    }
    if spill::SWITCH.from_env() {
        spill::settle(module)?;
    }
    Ok(())
}

/// The object files on a line.
fn objects_of(args: &[OsString]) -> Vec<String> {
    let names = args.iter().filter_map(|arg| arg.to_str());
    names
        .filter(|name| name.ends_with(".o") && !name.starts_with('-'))
        .map(str::to_owned)
        .collect()
}

/// What one run of the linker makes.
struct Linked {
    output: PathBuf,
    /// Linked in besides.
    object: Option<PathBuf>,
    /// Functions that stay though nothing calls them: they are exported.
    kept: Vec<String>,
}

struct Linker<'a> {
    wasm_ld: &'a Path,
    sysroot: &'a Sysroot,
    given: &'a [OsString],
    /// Whether the line came, in part, from a response file.
    expanded: bool,
}

impl Linker<'_> {
    fn link(&self, what: &Linked, watch: Option<&refused::Watch>) -> Result<Outcome> {
        let mut command = Command::new(self.wasm_ld);
        if std::io::stderr().is_terminal() {
            // Its messages come through a pipe, but end on the terminal.
            command.arg("--color-diagnostics");
        }
        if let Some(watch) = watch {
            command.arg(watch.argument());
        }
        self.with_line(command, what, run)
    }

    fn link_quietly(&self, what: &Linked) -> Result<ExitStatus> {
        let mut command = Command::new(self.wasm_ld);
        command.stderr(Stdio::null());
        self.with_line(command, what, |mut command| {
            let program = command.get_program().display().to_string();
            command.status().context(program)
        })
    }

    /// Adds the defaults and the line that was given, and starts the command.
    fn with_line<T>(
        &self,
        mut command: Command,
        what: &Linked,
        start: impl FnOnce(Command) -> Result<T>,
    ) -> Result<T> {
        command.args(DEFAULTS);
        if let Some(option) = std::env::var_os(EH_VARIABLE).filter(|option| !option.is_empty()) {
            command.arg("-mllvm").arg(option);
        }
        let mut line = self.given.to_vec();
        if what.output != output_of(self.given) {
            line.extend(["-o".into(), what.output.clone().into_os_string()]);
        }
        line.extend(what.object.iter().map(|object| object.clone().into()));
        let kept = what.kept.iter();
        line.extend(kept.map(|name| format!("--export-if-defined={name}").into()));
        // Where `make install` of a library puts it with --prefix=<sysroot>.
        let mut folder = OsString::from("-L");
        folder.push(self.sysroot.root().join("lib"));
        line.push(folder);
        let response_file = if self.expanded {
            let file = response::write(&line)?;
            command.arg(response::argument(&file));
            Some(file)
        } else {
            command.args(&line);
            None
        };
        let done = start(command);
        drop(response_file);
        done
    }
}

type Outcome = (ExitStatus, Explainer);

/// Runs the linker; its messages pass through as they come.
fn run(mut command: Command) -> Result<Outcome> {
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
fn own_builtins(arg: OsString, sysroot: &Sysroot) -> OsString {
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

/// Where libraries are looked for.
fn folders_of(args: &[OsString], sysroot: &Sysroot) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == "-L" || arg == "--library-path" {
            folders.extend(args.next().map(PathBuf::from));
        } else if let Some(folder) = arg.to_str().and_then(|arg| arg.strip_prefix("-L")) {
            folders.push(folder.into());
        }
    }
    folders.push(sysroot.root().join("lib"));
    folders
}

/// Where the module goes: the last `-o`, or `a.out`.
fn output_of(args: &[OsString]) -> PathBuf {
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
