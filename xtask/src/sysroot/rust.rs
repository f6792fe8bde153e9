//! Builds the bottom half for wasm, with any suitable Rust on this machine.

use crate::hash::Memo;
use crate::layout::Layout;
use crate::progress::Progress;
use crate::sysroot::compile::shown;
use crate::sysroot::stamp::Stamp;
use crate::sysroot::symbols::{self, Symbols};
use crate::sysroot::target::Target;
use anyhow::{Context, Result, bail};
use llvm::Llvm;
use object::read::archive::ArchiveFile;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use wasmparser::{Parser, Payload};

/// The target of rustc, for both of ours.
const TARGET: &str = "wasm32-wasip1";

/// One object file, with its symbols.
pub struct Object {
    pub name: String,
    pub bytes: Vec<u8>,
    pub symbols: Symbols,
}

/// A Rust that can compile for wasm.
struct Toolchain {
    rustc: OsString,
    cargo: OsString,
    /// Debian's Rust, which must not inherit rustup's settings.
    is_systems: bool,
    sysroot: PathBuf,
    /// A Rust without core for wasm, but with the sources to build it.
    builds_core: bool,
}

impl Toolchain {
    /// The active toolchain, else the system's: one that has core for the target, or its source.
    fn find() -> Result<Self> {
        Self::first(false).with_context(|| {
            format!(
                "no Rust here can compile for {TARGET}: the active toolchain has neither that target \
                 nor Rust's sources, and /usr/bin/rustc has neither. Either add the target \
                 (rustup target add {TARGET}), or install Debian's rustc-web, cargo-web and rust-web-src"
            )
        })
    }

    /// The same, for a target with threads: the core that comes with a compiler is for one.
    fn for_threads() -> Result<Self> {
        Self::first(true).context(
            "no Rust here has Rust's sources, which the target with threads is built from. Either \
             add them (rustup component add rust-src), or install Debian's rustc-web, cargo-web \
             and rust-web-src. --no-threads leaves the target out",
        )
    }

    fn first(from_source: bool) -> Option<Self> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let active = Self::probe(rustc, cargo, false, from_source);
        let systems = || {
            let [rustc, cargo] = ["/usr/bin/rustc", "/usr/bin/cargo"].map(OsString::from);
            Self::probe(rustc, cargo, true, from_source)
        };
        active.or_else(systems)
    }

    fn probe(
        rustc: OsString,
        cargo: OsString,
        is_systems: bool,
        from_source: bool,
    ) -> Option<Self> {
        let mut command = Command::new(&rustc);
        if is_systems {
            forget_rustup(&mut command);
        }
        let output = command
            .args(["--print", "sysroot"])
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let sysroot = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim_end());
        let rustlib = sysroot.join("lib/rustlib");
        let has_core = !from_source && core_in(&rustlib.join(TARGET).join("lib")).is_some();
        let builds_core = !has_core && rustlib.join("src/rust/library/core/src/lib.rs").is_file();
        let works = output.status.success() && (has_core || builds_core);
        works.then_some(Self {
            rustc,
            cargo,
            is_systems,
            sysroot,
            builds_core,
        })
    }
}

/// The cargo that builds programs with std for WASI.
pub struct WithStd {
    /// The directory of its cargo, where that is not the active one.
    pub programs: Option<PathBuf>,
    pub variables: Vec<(&'static str, OsString)>,
}

/// How cargo, without options, builds programs for WASI that use std.
pub fn with_std() -> Result<WithStd> {
    let toolchain = Toolchain::find()?;
    let mut variables = vec![("RUSTC", toolchain.rustc)];
    if toolchain.builds_core {
        variables.push(("RUSTC_BOOTSTRAP", "1".into()));
        variables.push(("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()));
        // A fifth of the time that std takes.
        variables.push(("CARGO_PROFILE_DEV_DEBUG", "false".into()));
    }
    let cargo = Path::new(&toolchain.cargo).parent();
    Ok(WithStd {
        programs: cargo.filter(|_| toolchain.is_systems).map(Path::to_owned),
        variables,
    })
}

/// Objects of the bottom half, then those of other libraries that they need.
pub fn build(
    layout: &Layout,
    target: &Target,
    llvm: &Llvm,
    debug: bool,
    memo: &mut Memo,
    progress: &mut Progress,
) -> Result<Vec<Object>> {
    let toolchain = match target.threads {
        true => Toolchain::for_threads()?,
        false => Toolchain::find()?,
    };
    let mut command = toolchain.command(layout, target, debug);
    let compiler = memo.hash(&toolchain.sysroot.join("bin/rustc"))?;
    let how = [shown(&command).into_bytes(), compiler.bytes().to_vec()];
    let stamp = Stamp::of(
        layout,
        &target.part("bottom-half"),
        &["libc-bottom-half/src", "preview1/src"],
        &how,
        memo,
    )?;
    let libraries = match stamp.outputs(memo) {
        Some(libraries) => libraries,
        None => {
            progress.say(&format!("building the bottom half for {}", target.name));
            let libraries = toolchain.run(&mut command, progress)?;
            stamp.write(&libraries, memo)?;
            libraries
        }
    };
    let [bottom_half, preview1, core] = libraries.as_slice() else {
        bail!("the stamp of the bottom half is not this version's; remove target/wasi");
    };
    let mut objects = members(bottom_half, "bottom-half")?;
    for (library, name) in [(preview1, "preview1"), (core, "core")] {
        let needed = needed(&objects, members(library, name)?);
        objects.extend(needed);
    }
    if !debug {
        let linker = llvm.tool("wasm-ld", None)?;
        for object in &mut objects {
            if has_debug_information(&object.bytes)? {
                object.bytes = without_debug_information(object, &linker)?;
            }
        }
    }
    Ok(objects)
}

/// rustup's core has some, which would be in every program that needs core.
fn has_debug_information(object: &[u8]) -> Result<bool> {
    for payload in Parser::new(0).parse_all(object) {
        if let Payload::CustomSection(section) = payload?
            && section.name().starts_with(".debug_")
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn without_debug_information(object: &Object, linker: &Path) -> Result<Vec<u8>> {
    let directory = tempfile::tempdir()?;
    let [from, to] = ["from.o", "to.o"].map(|name| directory.path().join(name));
    fs::write(&from, &object.bytes)?;
    let mut command = Command::new(linker);
    command
        .args(["-r", "--strip-debug", "-o"])
        .arg(&to)
        .arg(&from);
    let output = command
        .output()
        .with_context(|| format!("cannot run {}", linker.display()))?;
    if !output.status.success() {
        bail!(
            "cannot remove the debug information of {} ({})\n  {}\n{}",
            object.name,
            output.status,
            shown(&command),
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
    }
    Ok(fs::read(&to)?)
}

impl Toolchain {
    /// The command that builds the library.
    fn command(&self, layout: &Layout, target: &Target, debug: bool) -> Command {
        let mut command = Command::new(&self.cargo);
        if self.is_systems {
            forget_rustup(&mut command);
        }
        forget_flags(&mut command);
        command
            .current_dir(layout.root())
            .stdin(Stdio::null())
            .env("RUSTC", &self.rustc);
        command.args([
            "build",
            "--package=libc-bottom-half",
            "--lib",
            "--profile=libc",
        ]);
        command.arg(format!("--target={TARGET}"));
        command
            .arg("--target-dir")
            .arg(target.place(layout, "rust"));
        command.arg("--message-format=json-render-diagnostics");
        if debug {
            command.arg("--config=profile.libc.debug=true");
        }
        if self.builds_core {
            command.arg("-Zbuild-std=core").env("RUSTC_BOOTSTRAP", "1");
        }
        let sources = self.sysroot.join("lib/rustlib/src/rust");
        let sources = sources.canonicalize().unwrap_or(sources);
        let remap = [(layout.root(), "/libc"), (&sources, "/rust")];
        let mut flags = Vec::from(
            remap.map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())),
        );
        // Compared with a host call, no code here is hot. opt-level "s" would refer to
        // generic code inside core; without those references, the bottom half is an eighth
        // smaller.
        flags.push(String::from("-Cllvm-args=-inline-threshold=25"));
        if target.threads {
            flags.push(String::from(
                "-Ctarget-feature=+atomics,+bulk-memory,+mutable-globals",
            ));
        }
        if target.network {
            flags.push(String::from("--cfg=network"));
        }
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
        command
    }

    /// The libraries that the command made: the bottom half, preview1, and core.
    fn run(&self, command: &mut Command, progress: &mut Progress) -> Result<Vec<PathBuf>> {
        if progress.verbose {
            progress.say(&shown(command));
        }
        let output = command
            .output()
            .with_context(|| format!("cannot run {}", self.cargo.display()))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            bail!(
                "cannot build the bottom half ({})\n  {}\n{}",
                output.status,
                shown(command),
                said.trim_end()
            );
        }
        if said.contains("warning") || progress.verbose {
            progress.say(said.trim_end());
        }
        let bottom_half = built(&output.stdout, "libc_bottom_half");
        let preview1 = built(&output.stdout, "preview1");
        let core = if self.builds_core {
            built(&output.stdout, "core")
        } else {
            core_in(&self.sysroot.join("lib/rustlib").join(TARGET).join("lib"))
        };
        let missing = || format!("{} made no library", shown(command));
        Ok(vec![
            bottom_half.with_context(missing)?,
            preview1.with_context(missing)?,
            core.with_context(missing)?,
        ])
    }
}

/// The library of this name in cargo's build messages.
fn built(account: &[u8], name: &str) -> Option<PathBuf> {
    #[derive(Deserialize)]
    struct Message {
        target: Target,
        filenames: Vec<PathBuf>,
    }
    #[derive(Deserialize)]
    struct Target {
        name: String,
    }
    let messages = account.split(|&byte| byte == b'\n');
    let mut artifacts = messages.filter_map(|line| serde_json::from_slice::<Message>(line).ok());
    let artifact = artifacts.find(|message| message.target.name == name)?;
    artifact
        .filenames
        .into_iter()
        .find(|path| path.extension().is_some_and(|ext| ext == "rlib"))
}

/// `libcore-*.rlib` in a toolchain's directory.
fn core_in(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path());
    let mut cores = files.filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("libcore-") && name.ends_with(".rlib")
    });
    cores.next()
}

/// The object files in a Rust library, named after what they define and sorted.
fn members(library: &Path, prefix: &str) -> Result<Vec<Object>> {
    let bytes = fs::read(library).with_context(|| format!("cannot read {}", library.display()))?;
    let archive = ArchiveFile::parse(&*bytes)
        .with_context(|| format!("{} is no archive", library.display()))?;
    let mut objects = Vec::new();
    for member in archive.members() {
        let member = member?;
        let name = String::from_utf8_lossy(member.name()).into_owned();
        let bytes = member.data(&*bytes)?;
        if !name.ends_with(".o") {
            continue;
        }
        let symbols = symbols::of(&name, bytes)?;
        if !symbols.defined.is_empty() {
            objects.push(Object {
                name,
                bytes: bytes.to_vec(),
                symbols,
            });
        }
    }
    objects.sort_by(|a, b| {
        a.symbols
            .defined
            .iter()
            .min()
            .cmp(&b.symbols.defined.iter().min())
    });
    for (number, object) in objects.iter_mut().enumerate() {
        let mut syscalls = object
            .symbols
            .defined
            .iter()
            .filter(|name| name.starts_with("__sys_"));
        object.name = match syscalls.next() {
            Some(name) => format!("{name}.o"),
            None => format!("{prefix}-{number}.o"),
        };
    }
    Ok(objects)
}

/// The objects of `library` that the others reach.
fn needed(objects: &[Object], library: Vec<Object>) -> Vec<Object> {
    let mut where_defined = BTreeMap::new();
    for (at, object) in library.iter().enumerate() {
        for name in &object.symbols.defined {
            where_defined.entry(name.as_str()).or_insert(at);
        }
    }
    let mut queue: VecDeque<&Symbols> = objects.iter().map(|object| &object.symbols).collect();
    let mut taken = BTreeSet::new();
    while let Some(symbols) = queue.pop_front() {
        for name in &symbols.undefined {
            if let Some(&at) = where_defined.get(name.as_str())
                && taken.insert(at)
            {
                queue.push_back(&library[at].symbols);
            }
        }
    }
    let taken: BTreeSet<usize> = taken;
    library
        .into_iter()
        .enumerate()
        .filter(|(at, _)| taken.contains(at))
        .map(|(_, object)| object)
        .collect()
}

/// Removes the variables that a rustup toolchain sets for `cargo run`.
fn forget_rustup(command: &mut Command) {
    for name in [
        "RUSTUP_TOOLCHAIN",
        "RUSTC",
        "RUSTDOC",
        "CARGO",
        "CARGO_HOME_TOOLCHAIN",
        "LD_LIBRARY_PATH",
    ] {
        command.env_remove(name);
    }
}

/// Removes variables that could change the objects unnoticed.
fn forget_flags(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let is_flag = text.ends_with("RUSTFLAGS")
            || text.starts_with("CARGO_PROFILE_")
            || text.starts_with("CARGO_TARGET_")
            || text.starts_with("CARGO_BUILD_")
            || text.starts_with("CARGO_PKG_")
            || matches!(
                &*text,
                "RUSTC_WRAPPER" | "RUSTC_WORKSPACE_WRAPPER" | "CARGO_INCREMENTAL"
            );
        if is_flag {
            command.env_remove(&name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_information_goes_and_the_symbols_stay() {
        let directory = tempfile::tempdir().unwrap();
        let llvm = Llvm::find(None).unwrap();
        let source = directory.path().join("x.c");
        let file = directory.path().join("x.o");
        fs::write(
            &source,
            "int g(void); int more[2]; int f(void) { return g() + more[1]; }",
        )
        .unwrap();
        let status = Command::new(llvm.clang())
            .args(["--target=wasm32-wasip1", "-g", "-c"])
            .arg(&source)
            .arg("-o")
            .arg(&file)
            .status();
        assert!(status.unwrap().success());
        let bytes = fs::read(&file).unwrap();
        let symbols = symbols::of("x.o", &bytes).unwrap();
        let object = Object {
            name: "x.o".into(),
            bytes,
            symbols,
        };
        assert!(has_debug_information(&object.bytes).unwrap());
        let linker = llvm.tool("wasm-ld", None).unwrap();
        let less = without_debug_information(&object, &linker).unwrap();
        assert!(!has_debug_information(&less).unwrap());
        let kept = symbols::of("x.o", &less).unwrap();
        assert_eq!(kept.defined, object.symbols.defined);
        assert_eq!(kept.functions, object.symbols.functions);
        let needed = |symbols: &Symbols| symbols.undefined.iter().cloned().collect::<BTreeSet<_>>();
        assert!(needed(&object.symbols).is_superset(&needed(&kept)));
        assert!(kept.undefined.contains(&"g".to_owned()));

        let broken = Object {
            bytes: b"\0asm".to_vec(),
            ..object
        };
        let error = without_debug_information(&broken, &linker).unwrap_err();
        assert!(error.to_string().contains("cannot remove"), "{error}");
    }
}
