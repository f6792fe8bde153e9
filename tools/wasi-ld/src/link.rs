//! One link, from the command line to the files that it leaves.
//!
//! The config file makes clang start this program as its linker. So only commands that link pay
//! for it, and it need not guess from a compiler's arguments what will be linked.

use crate::line::{Argument, Flag, Line, What};
use crate::module::Module;
use crate::output::{Output, beside};
use crate::own_options::Level;
use crate::refused::{Finding, Watch};
use crate::sysroot::{self, Sysroot};
use crate::wasm_ld::{Additions, WasmLd, say};
use crate::{
    Args, component, devices, exit, fcommon, launcher, main_type, null_writes, passes, probe,
    rustc, shared_library, simd128,
};
use anyhow::{Context, Result, bail};
use llvm::{Llvm, Search};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, ExitStatus};

/// Links as a command line says.
pub fn link(args: Args) -> Result<ExitCode> {
    let own = sysroot::own_path()?;
    let mut line = Line::read(args)?;
    let sysroot = match &line.options.sysroot {
        Some(root) => Sysroot::open(root.clone(), "named by wasi-cc")?,
        None => Sysroot::find()?,
    };
    let is_component = line.options.component;
    let sysroot = sysroot.for_target(match line.has(Flag::SharedMemory) {
        true if is_component => bail!("a component cannot start threads: leave out one of the two"),
        true => sysroot::THREADS,
        false if is_component => sysroot::NETWORK,
        false => sysroot::TARGET,
    })?;
    let llvm = llvm(&line, &sysroot)?;
    rustc::settle(&mut line, &sysroot);
    line.put_libc_last();

    fcommon::settle_just_made(&line)?;
    in_place::clear(in_place::directory_of(&line.output));
    // A build system that probes for shared libraries must find none.
    if shared_library::is_wanted(&line) && !line.is_probe() {
        return archive(&line, &llvm.tool("llvm-ar", Some(&own))?, &sysroot);
    }
    settle(&mut line, &sysroot);
    let wasm_ld = llvm.tool("wasm-ld", Some(&own))?;
    let link = Link {
        wasm_ld: WasmLd {
            program: &wasm_ld,
            sysroot: &sysroot,
            line: &line,
        },
        sysroot: &sysroot,
        line: &line,
    };
    let (linked, status) = link.first()?;
    let built_with = sysroot.clang_major();
    if !status.success()
        && let Some(built_with) = built_with.filter(|major| *major != llvm.major())
        && !line.is_probe()
    {
        eprintln!(
            "wasi-cc: note: this is LLVM {}, and the sysroot was built with LLVM {built_with}; \
             where both are installed, that one is used",
            llvm.major()
        );
    }
    match linked {
        Some(linked) => link.finish(linked),
        None => Ok(exit::code(status)),
    }
}

/// The LLVM of the clang that started the link, if one did.
fn llvm(line: &Line, sysroot: &Sysroot) -> Result<Llvm> {
    let search = Search::from_env(sysroot.clang_major());
    match &line.options.clang {
        Some(clang) => search.named("--wasi-clang", clang),
        None => search.find(),
    }
}

/// The library that `-shared` asks for.
fn archive(line: &Line, llvm_ar: &Path, sysroot: &Sysroot) -> Result<ExitCode> {
    let output = &line.output;
    let made = beside(output)?;
    let status = shared_library::archive(llvm_ar, line, &made.path(), sysroot)?;
    if status.success() {
        made.put().with_context(|| output.display().to_string())?;
        eprintln!("wasi-cc: note: {}", shared_library::note(output));
    }
    Ok(exit::code(status))
}

/// Adds arguments that only links of modules get.
fn settle(line: &mut Line, sysroot: &Sysroot) {
    let folders = folders(line, sysroot);
    for each in &mut line.arguments {
        let instead = match &each.what {
            What::Input(path) => own_builtins(path, sysroot),
            What::Library(name) => shared_library::find(name, &folders),
            _ => None,
        };
        if let Some(path) = instead {
            *each = Argument::input(path);
        }
    }
    null_writes::add(line, sysroot);
}

/// Adds the directories of libraries, with the sysroot's own as the last.
fn folders(line: &Line, sysroot: &Sysroot) -> Vec<PathBuf> {
    let folders = line.folders().map(Path::to_owned);
    folders.chain([sysroot.installed()]).collect()
}

/// clang names the runtime library in its resource directory even if it does not exist. If it
/// is not installed, the sysroot's copy replaces it.
fn own_builtins(path: &Path, sysroot: &Sysroot) -> Option<PathBuf> {
    let name = path.file_name().and_then(OsStr::to_str)?;
    let is_builtins = name.starts_with("libclang_rt.builtins") && name.ends_with(".a");
    let own = sysroot.builtins();
    (is_builtins && !path.exists() && own.exists()).then_some(own)
}

/// The result of wasm-ld.
struct Linked {
    output: Output,
    additions: Additions,
    /// `None` for an object: nothing is done to it.
    module: Option<Module>,
    watch: Option<Watch>,
}

struct Link<'a> {
    wasm_ld: WasmLd<'a>,
    sysroot: &'a Sysroot,
    line: &'a Line,
}

impl Link<'_> {
    /// Links; `None` if that failed or wrote nothing.
    ///
    /// wasm-ld runs once, unless its first run shows that it needs more. Its messages report a
    /// main that the library cannot call, and functions that are called with another type. The
    /// module shows whether the program names a device, uses vectors, or gets lists from the host
    /// of a component; an object may do so in code that is not linked. The second run gets all of
    /// that. There is a third run if the first had no main to call, and the code that main reaches
    /// names a device.
    fn first(&self) -> Result<(Option<Linked>, ExitStatus)> {
        let line = self.line;
        let (is_object, casts) = (line.is_relocatable(), line.options.function_casts);
        let output = if line.has_module_beside() {
            Output::at(launcher::module_of(&line.output), None)?
        } else {
            let object = line
                .makes_launcher()
                .then(|| launcher::object(self.sysroot));
            Output::at(line.output.clone(), object)?
        };
        let watch = match line.options.refused {
            Level::None => None,
            _ if is_object => None,
            _ => Watch::start(self.sysroot, output.why())?,
        };
        let vectors = simd128::archive(line, self.sysroot);
        let mut linked_with = Additions {
            simd128: vectors.clone().filter(|_| simd128::is_in_objects(line)),
            ..Additions::default()
        };
        let (mut status, explainer) = self.wasm_ld.first(&output, watch.as_ref(), &linked_with)?;
        if !line.is_probe() {
            explainer.print(&folders(line, self.sysroot), casts);
        }
        let mut additions = linked_with.clone();
        if let Some(main) = explainer.main()
            && let Some(own) = main.definition()
        {
            additions.main = main_type::object(&main.symbol, own, self.sysroot)?;
        }
        if additions.main.is_none() {
            say(&explainer.about_main);
        }
        if casts && !is_object && status.success() {
            additions.kept = explainer.mismatched();
        }
        let mut module = self.module(&output, status)?;
        loop {
            additions.devices |= module.as_ref().is_some_and(devices::are_wanted);
            if line.options.component
                && module.as_ref().is_some_and(component::takes_lists)
                && !additions.kept.iter().any(|name| name == component::REALLOC)
            {
                additions.kept.push(component::REALLOC.into());
            }
            if module.as_ref().is_some_and(simd128::is_in) {
                additions.simd128.clone_from(&vectors);
            }
            if additions == linked_with {
                break;
            }
            status = self.wasm_ld.again(&output, &additions)?;
            module = self.module(&output, status)?;
            linked_with = additions.clone();
        }
        // Asked for its version it makes nothing.
        let made = status.success() && output.path().exists();
        let linked = made.then_some(Linked {
            output,
            additions,
            module,
            watch,
        });
        Ok((linked, status))
    }

    /// The output of a run of wasm-ld, if it is a module.
    fn module(&self, output: &Output, status: ExitStatus) -> Result<Option<Module>> {
        if self.line.is_relocatable() || !status.success() || !output.path().exists() {
            return Ok(None);
        }
        output.read().map(Some)
    }

    /// Runs the remaining steps, and puts all files in place.
    fn finish(&self, linked: Linked) -> Result<ExitCode> {
        let Linked {
            output,
            additions,
            module,
            watch,
        } = linked;
        if let Some(module) = module {
            if let Some(watch) = watch
                && self.is_refused(&watch.findings(&module, self.line)?)
            {
                return Ok(ExitCode::FAILURE);
            }
            self.complete(&output, module)?;
        }
        if !self.line.has_module_beside() {
            output.put()?;
            return Ok(ExitCode::SUCCESS);
        }
        // The launcher needs a run of its own: it has one object more, and the module beside it
        // is what `-o foo.wasm` makes.
        let object = launcher::object(self.sysroot);
        let launcher = Output::at(self.line.output.clone(), Some(object))?;
        let status = self.wasm_ld.again(&launcher, &additions)?;
        if !status.success() {
            return Ok(exit::code(status));
        }
        self.complete(&launcher, launcher.read()?)?;
        // The launcher comes last: its time is the one that make checks.
        output.put()?;
        launcher.put()?;
        Ok(ExitCode::SUCCESS)
    }

    /// Reports calls that always fail; returns whether the link fails because of them.
    fn is_refused(&self, findings: &[Finding]) -> bool {
        let level = self.line.options.refused;
        let is_probe = self.line.is_probe();
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
        // A caller that reads a probe's messages only checks whether there are any.
        for finding in notes.iter().filter(|_| !is_probe) {
            eprintln!("wasi-cc: note: {finding}");
        }
        !fatal.is_empty()
    }

    /// Runs the passes on a module, and makes it a launcher if wanted.
    fn complete(&self, output: &Output, mut module: Module) -> Result<()> {
        passes::run(&mut module, self.line).with_context(|| output.name())?;
        let component = match self.line.options.component {
            true => Some(component::of(&module).with_context(|| output.name())?),
            false => None,
        };
        let bytes = component.as_deref().unwrap_or(module.bytes());
        if output.object.is_some() {
            let is_probe = self.line.is_probe();
            let asks = launcher::Asks {
                processes: self.line.options.processes,
                network: component.is_some(),
            };
            output.write(&launcher::around(bytes, self.sysroot, is_probe, asks))
        } else if component.is_some() || module.is_changed() {
            output.write(bytes)
        } else {
            Ok(())
        }
    }
}
