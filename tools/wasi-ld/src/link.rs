//! Linking: wasm-ld with the sysroot's defaults, and notes on what it says.
//!
//! clang starts this program as its linker (the config file says so), so that only
//! commands that really link pay for it, and so that nothing here has to guess from
//! a compiler's arguments what will be linked.

use crate::exit;
use crate::explain::Explainer;
use crate::option::after;
use crate::passes::{function_casts, spill_pointers, target_features};
use crate::refused::{self, Level};
use crate::response;
use crate::sysroot::{self, Sysroot};
use crate::{
    Args, devices, fcommon, launcher, main_type, module, null_writes, probe, rules, rustc,
    shared_library,
};
use anyhow::{Context, Result};
use in_place::Beside;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};

/// What the command line can override.
pub const DEFAULTS: &[&str] = &[
    // 8 MiB, as programs have on Linux, at the bottom of memory (wasm-ld's own default), so
    // that overflow traps. What is never used is never touched.
    "-z",
    "stack-size=8388608",
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
    let sysroot = Sysroot::find()?;
    let llvm = sysroot.llvm()?;
    let wasm_ld = llvm.tool("wasm-ld", Some(&own))?;
    let mut line = Line::read(args, &sysroot)?;

    if let Some(directory) = std::env::var_os(fcommon::VARIABLE) {
        for object in fcommon::just_made(&line.given, Path::new(&directory)) {
            fcommon::settle(&object)?;
        }
    }
    in_place::clear(in_place::directory_of(&line.output));
    // A build system that asks first is told that there is none.
    if shared_library::is_wanted(&line.given) && !line.is_probe {
        let llvm_ar = llvm.tool("llvm-ar", Some(&own))?;
        return archive(&line, &llvm_ar, &sysroot);
    }
    line.settle(&sysroot);
    let linker = Linker {
        wasm_ld: &wasm_ld,
        sysroot: &sysroot,
        line: &line,
    };
    let (linked, status) = linker.link()?;
    let built_with = sysroot.clang_major();
    if !status.success()
        && let Some(built_with) = built_with.filter(|major| *major != llvm.major())
        && !line.is_probe
    {
        eprintln!(
            "wasi-cc: note: this is LLVM {}, and the sysroot was built with LLVM {built_with}; \
             where both are installed, that one is used",
            llvm.major()
        );
    }
    match linked {
        Some(linked) => linker.finish(linked),
        None => Ok(exit::code(status)),
    }
}

/// The library that `-shared` asks for.
fn archive(line: &Line, llvm_ar: &Path, sysroot: &Sysroot) -> Result<ExitCode> {
    let output = &line.output;
    let made = beside(output)?;
    let status = shared_library::archive(llvm_ar, &line.given, &made.path(), sysroot)?;
    if status.success() {
        made.put().with_context(|| output.display().to_string())?;
        eprintln!("wasi-cc: note: {}", shared_library::note(output));
    }
    Ok(exit::code(status))
}

fn beside(output: &Path) -> Result<Beside> {
    Beside::of(output).with_context(|| format!("{}: it cannot be written", output.display()))
}

/// What a command line of the linker asks for.
struct Line {
    /// What wasm-ld gets of it.
    given: Args,
    /// Whether some of it came from a response file.
    expanded: bool,
    level: Level,
    output: PathBuf,
    stripped: bool,
    is_probe: bool,
    relocatable: bool,
    launched: bool,
    objects: Vec<String>,
    /// Where libraries are looked for.
    folders: Vec<PathBuf>,
}

impl Line {
    fn read(args: Args, sysroot: &Sysroot) -> Result<Line> {
        let flavored = rustc::take_flavor(&args);
        let is_flavored = flavored.is_some();
        let (given, expanded) = response::expand(flavored.unwrap_or(args))?;
        let given = rustc::settle(given, is_flavored, sysroot);
        let (level, given) = refused::take_level(given)?;
        let level = match level {
            Some(level) => level,
            None => Level::from_env()?,
        };
        let given = rules::libc_last(rules::apply(rules::LINK, given));
        let (output, given) = take_output(given);
        let (stripped, given) = take_strip(given);
        let is_relocatable = |arg: &OsString| arg == "-r" || arg == "--relocatable";
        Ok(Line {
            expanded,
            level,
            stripped,
            is_probe: probe::is_probe(&output),
            relocatable: given.iter().any(is_relocatable),
            launched: launcher::SWITCH.from_env() && launcher::is_wanted(&given, &output),
            objects: objects_of(&given),
            folders: folders_of(&given, sysroot),
            output,
            given,
        })
    }

    /// Puts in what only links of modules have.
    fn settle(&mut self, sysroot: &Sysroot) {
        for arg in &mut self.given {
            let builtins = own_builtins(std::mem::take(arg), sysroot);
            *arg = shared_library::find(builtins, &self.folders);
        }
        let looks = sysroot.lib().join(null_writes::OBJECT);
        if launcher::is_command(&self.given)
            && !self.is_probe
            && looks.is_file()
            && null_writes::is_linked(&self.objects)
        {
            self.given.push(looks.into());
            self.given.extend(null_writes::WRAPPED.map(OsString::from));
        }
    }
}

/// What else has to be done to what wasm-ld has made.
fn settled(linked: &[u8], stripped: bool) -> Result<Option<Vec<u8>>> {
    // The casts need the room that the linker leaves in calls, which is where it was.
    let passes = [
        (true, target_features::settle as Pass),
        (function_casts::SWITCH.from_env(), function_casts::settle),
        (
            !function_casts::SWITCH.from_env(),
            function_casts::settle_callbacks,
        ),
        (spill_pointers::SWITCH.from_env(), spill_pointers::settle),
        (stripped, module::strip),
    ];
    let mut settled: Option<Vec<u8>> = None;
    for (wanted, pass) in passes {
        if wanted && let Some(module) = pass(settled.as_deref().unwrap_or(linked))? {
            settled = Some(module);
        }
    }
    Ok(settled)
}

/// What makes another module of a module; `None` where there is nothing to change.
type Pass = fn(&[u8]) -> Result<Option<Vec<u8>>>;

/// The object files on a line.
fn objects_of(args: &[OsString]) -> Vec<String> {
    let names = args.iter().filter_map(|arg| arg.to_str());
    names
        .filter(|name| name.ends_with(".o") && !name.starts_with('-'))
        .map(str::to_owned)
        .collect()
}

/// How files are called that live as long as one link, behind the output's name.
const WHY: &str = ".why";
const RESPONSE: &str = ".rsp";

/// What one run of the linker makes.
struct Linked {
    output: PathBuf,
    made: Beside,
    /// Linked in besides: what calls main, if the library cannot, and what else.
    start: Option<PathBuf>,
    object: Option<PathBuf>,
    /// Functions that stay though nothing calls them: they are exported.
    kept: Vec<String>,
    /// Whether it answers for devices that the host does not have.
    devices: bool,
    /// Whether it needs what it is not to have.
    is_refused: bool,
}

impl Linked {
    fn at(output: PathBuf, object: Option<PathBuf>) -> Result<Linked> {
        Ok(Linked {
            made: beside(&output)?,
            output,
            start: None,
            object,
            kept: Vec::new(),
            devices: false,
            is_refused: false,
        })
    }

    /// Another file for the time of the link.
    fn file(&self, extension: &str) -> PathBuf {
        let mut file = self.made.path().into_os_string();
        file.push(extension);
        file.into()
    }

    fn settle(&self, stripped: bool) -> Result<()> {
        let made = self.made.path();
        let linked = fs::read(&made).with_context(|| made.display().to_string())?;
        let name = || self.output.display().to_string();
        match settled(&linked, stripped).with_context(name)? {
            Some(module) => fs::write(&made, module).with_context(name),
            None => Ok(()),
        }
    }

    /// Puts it in its place, and beside it what `--save-temps` made.
    fn put(self) -> Result<()> {
        let name = || self.output.display().to_string();
        let made = self.made.path();
        for entry in fs::read_dir(in_place::directory_of(&made)).with_context(name)? {
            let file = entry.with_context(name)?.path();
            if file != made && file != self.file(WHY) && file != self.file(RESPONSE) {
                let kept = self
                    .output
                    .with_file_name(file.file_name().unwrap_or_default());
                fs::rename(&file, &kept).with_context(|| kept.display().to_string())?;
            }
        }
        self.made.put().with_context(name)
    }
}

struct Linker<'a> {
    wasm_ld: &'a Path,
    sysroot: &'a Sysroot,
    line: &'a Line,
}

impl Linker<'_> {
    /// Links, and says what there is to say; nothing if that failed or made nothing.
    fn link(&self) -> Result<(Option<Linked>, ExitStatus)> {
        let Line {
            level,
            is_probe,
            relocatable,
            ..
        } = *self.line;
        let output = self.line.output.clone();
        let mut linked = if self.has_module_beside() {
            Linked::at(launcher::module_of(&output), None)?
        } else {
            let launched = self.line.launched;
            Linked::at(output, launched.then(|| launcher::object(self.sysroot)))?
        };
        let watch = match level {
            Level::None => None,
            _ if relocatable => None,
            _ => refused::Watch::start(self.sysroot, linked.file(WHY))?,
        };
        let (mut status, explainer) = self.link_first(&linked, watch.as_ref())?;
        if !is_probe {
            explainer.print(&self.line.folders, function_casts::SWITCH.from_env());
        }
        if let Some(main) = explainer.main()
            && let Some(own) = main.definition()
        {
            linked.start = main_type::object(&main.symbol, own, self.sysroot)?;
        }
        if linked.start.is_none() {
            say(&explainer.about_main);
        }
        if function_casts::SWITCH.from_env() && !relocatable && status.success() {
            linked.kept = explainer.mismatched();
        }
        if linked.start.is_some() || !linked.kept.is_empty() {
            // Of functions that are called as another type the linker has put in traps.
            status = self.link_again(&linked)?;
        }
        // Asked for its version it makes nothing.
        if !status.success() || !linked.made.path().exists() {
            return Ok((None, status));
        }
        let findings = match &watch {
            Some(watch) => watch.findings(&linked.made.path(), &self.line.objects)?,
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
        if !fatal.is_empty()
            && level == Level::Probes
            && let Some(note) = probe::note(&self.line.output)
        {
            eprintln!("wasi-cc: note: {note}");
        }
        // Whoever reads a probe's messages asks whether there are any.
        for finding in notes.iter().filter(|_| !is_probe) {
            eprintln!("wasi-cc: note: {finding}");
        }
        linked.is_refused = !fatal.is_empty();
        Ok((Some(linked), status))
    }

    /// Whether the output is a launcher that has its module beside it. A probe is run once and
    /// thrown away: it needs none.
    fn has_module_beside(&self) -> bool {
        self.line.launched && !self.line.is_probe
    }

    /// Does the rest, and puts all in place.
    fn finish(&self, mut first: Linked) -> Result<ExitCode> {
        let stripped = self.line.stripped;
        if first.is_refused {
            return Ok(ExitCode::FAILURE);
        }
        first.devices = !self.line.relocatable && devices::are_wanted(&first.made.path())?;
        if first.devices {
            let status = self.link_again(&first)?;
            if !status.success() {
                return Ok(exit::code(status));
            }
        }
        if !self.line.relocatable {
            first.settle(stripped)?;
        }
        if self.has_module_beside() {
            let object = launcher::object(self.sysroot);
            let mut second = Linked::at(self.line.output.clone(), Some(object))?;
            second.start = first.start.clone();
            second.kept = first.kept.clone();
            second.devices = first.devices;
            let status = self.link_again(&second)?;
            if !status.success() {
                return Ok(exit::code(status));
            }
            second.settle(stripped)?;
            launcher::wrap(&second.made.path(), self.sysroot, true)?;
            // The launcher is what make knows: it comes last.
            first.put()?;
            second.put()?;
        } else {
            if self.line.launched {
                launcher::wrap(&first.made.path(), self.sysroot, false)?;
            }
            first.put()?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn link_first(&self, what: &Linked, watch: Option<&refused::Watch>) -> Result<Outcome> {
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

    /// Links what has been linked before: warnings are known, and only errors are new.
    fn link_again(&self, what: &Linked) -> Result<ExitStatus> {
        let command = Command::new(self.wasm_ld);
        self.with_line(command, what, |mut command| {
            let program = command.get_program().display().to_string();
            let output = command
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .output()
                .context(program)?;
            if !output.status.success() {
                say(&output.stderr);
            }
            Ok(output.status)
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
        // Before the library, which would take another for it.
        let mut line: Args = what.start.iter().map(|object| object.into()).collect();
        line.extend_from_slice(&self.line.given);
        line.extend(["-o".into(), what.made.path().into_os_string()]);
        line.extend(what.object.iter().map(|object| object.clone().into()));
        let kept = what.kept.iter();
        line.extend(kept.map(|name| format!("--export-if-defined={name}").into()));
        if what.devices {
            line.push(format!("--undefined={}", devices::SYMBOL).into());
        }
        // Where `make install` of a library puts it with --prefix=<sysroot>.
        let mut folder = OsString::from("-L");
        folder.push(self.sysroot.root().join("lib"));
        line.push(folder);
        if self.line.expanded {
            let file = what.file(RESPONSE);
            response::write(&file, &line)?;
            command.arg(response::argument(&file));
        } else {
            command.args(&line);
        }
        start(command)
    }
}

type Outcome = (ExitStatus, Explainer);

/// Passes a message on.
fn say(message: &[u8]) {
    // Nobody reads our stderr any more: the link goes on.
    let _ = std::io::stderr().write_all(message);
}

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
            if explainer.read(&line) {
                say(&line);
            }
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

/// Takes out where the module goes: the last `-o`, or `a.out`.
fn take_output(args: Args) -> (PathBuf, Args) {
    const JOINED: [&str; 2] = ["--output=", "-o"];
    let mut output = PathBuf::from("a.out");
    let mut kept = Args::with_capacity(args.len());
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        if arg == "-o" || arg == "--output" {
            match args.next() {
                Some(path) => output = path.into(),
                // wasm-ld says what is missing.
                None => kept.push(arg),
            }
        } else if let Some(path) = JOINED.iter().find_map(|option| after(&arg, option)) {
            output = path.into();
        } else {
            kept.push(arg);
        }
    }
    (output, kept)
}

/// Takes out `-s`: the names are needed until the module is done. With `--keep-section` the
/// linker strips, which knows what stays.
fn take_strip(args: Args) -> (bool, Args) {
    let is_strip = |arg: &OsString| arg == "-s" || arg == "--strip-all";
    let keeps = args.iter().any(|arg| {
        arg.to_string_lossy().contains("keep-section") || arg == "-r" || arg == "--relocatable"
    });
    if keeps || !args.iter().any(is_strip) {
        return (false, args);
    }
    let kept = args.into_iter().filter(|arg| !is_strip(arg));
    (true, kept.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_output_counts_however_it_is_written() {
        let taken = |line: &str| {
            let args = line.split(' ').map(OsString::from).collect();
            let (output, kept) = take_output(args);
            let kept = kept.join(OsStr::new(" "));
            format!("{}: {}", output.display(), kept.display())
        };
        assert_eq!(taken("a.o"), "a.out: a.o");
        assert_eq!(taken("a.o -o x -ofoo.wasm -L."), "foo.wasm: a.o -L.");
        assert_eq!(taken("--output=x a.o --output y"), "y: a.o");
        assert_eq!(taken("a.o --omagic -o"), "a.out: a.o --omagic -o");
    }
}
