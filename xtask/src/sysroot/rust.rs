//! Builds the bottom half for wasm, with whichever Rust on this machine can.

use crate::layout::Layout;
use crate::sysroot::compile::shown;
use crate::sysroot::progress::Progress;
use crate::sysroot::symbols::{self, Symbols};
use anyhow::{Context, Result, bail};
use object::read::archive::ArchiveFile;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
    /// Debian's own, which must not inherit what rustup sets up.
    is_systems: bool,
    sysroot: PathBuf,
    /// It has no core for wasm, but the sources to build it from.
    builds_core: bool,
}

impl Toolchain {
    /// The active toolchain, else the system's.
    fn find() -> Result<Self> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let active = Self::probe(rustc, cargo, false);
        let systems = || Self::probe("/usr/bin/rustc".into(), "/usr/bin/cargo".into(), true);
        active.or_else(systems).with_context(|| {
            format!(
                "no Rust here can compile for {TARGET}: the active toolchain has neither that target \
                 nor Rust's sources, and /usr/bin/rustc has neither. Either add the target \
                 (rustup target add {TARGET}), or install Debian's rustc-web, cargo-web and rust-web-src"
            )
        })
    }

    fn probe(rustc: OsString, cargo: OsString, is_systems: bool) -> Option<Self> {
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
        let has_core = core_in(&rustlib.join(TARGET).join("lib")).is_some();
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

/// Objects of the bottom half, then those of core that they need.
pub fn build(layout: &Layout, debug: bool, progress: &mut Progress) -> Result<Vec<Object>> {
    let toolchain = Toolchain::find()?;
    let folder = layout.work().join("rust");
    let mut command = Command::new(&toolchain.cargo);
    if toolchain.is_systems {
        forget_rustup(&mut command);
    }
    forget_flags(&mut command);
    command
        .current_dir(layout.root())
        .stdin(Stdio::null())
        .env("RUSTC", &toolchain.rustc);
    command.args([
        "build",
        "--package",
        "libc-bottom-half",
        "--lib",
        "--profile",
        "libc",
    ]);
    command
        .args(["--target", TARGET, "--target-dir"])
        .arg(&folder);
    if debug {
        command.args(["--config", "profile.libc.debug=true"]);
    }
    if toolchain.builds_core {
        command.arg("-Zbuild-std=core").env("RUSTC_BOOTSTRAP", "1");
    }
    let sources = toolchain.sysroot.join("lib/rustlib/src/rust");
    let sources = sources.canonicalize().unwrap_or(sources);
    let remap = [(layout.root(), "/libc"), (&sources, "/rust")];
    let flags = remap.map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    if progress.verbose {
        progress.say(&shown(&command));
    }
    let output = command
        .output()
        .with_context(|| format!("cannot run {}", toolchain.cargo.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!(
            "cannot build the bottom half ({})\n  {}\n{}",
            output.status,
            shown(&command),
            said.trim_end()
        );
    }
    if said.contains("warning") || progress.verbose {
        progress.say(said.trim_end());
    }

    let built = folder.join(TARGET).join("libc");
    let mut objects = members(&built.join("liblibc_bottom_half.rlib"), "bottom-half")?;
    let core = if toolchain.builds_core {
        core_in(&built.join("deps"))
    } else {
        core_in(
            &toolchain
                .sysroot
                .join("lib/rustlib")
                .join(TARGET)
                .join("lib"),
        )
    };
    let core = core.context("there is no libcore.rlib after the build")?;
    let core = needed(&objects, members(&core, "core")?);
    objects.extend(core);
    Ok(objects)
}

/// The newest `libcore-*.rlib` of a folder.
fn core_in(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path());
    let cores = files.filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("libcore-") && name.ends_with(".rlib")
    });
    cores.max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok())
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

/// Removes what a rustup toolchain leaves in the environment of `cargo run`.
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

/// Removes what would change the objects behind the project's back.
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
