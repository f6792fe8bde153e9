//! The C library of one target: compiled, checked and archived.

use super::archive::{self, Member};
use super::cache::Cache;
use super::compile::{Compiled, Compiler, Unit};
use super::flags::Flags;
use super::install::Library;
use super::stage::Sources;
use super::target::Target;
use super::{check, refused, rust, symbols, versions};
use crate::hash::{Hash, Memo};
use crate::layout::Layout;
use crate::progress::Progress;
use crate::table::Table;
use anyhow::{Context, Result, bail};
use llvm::Llvm;
use std::fs;
use std::path::{Path, PathBuf};

/// The settings of a build.
pub struct Build<'a> {
    pub layout: &'a Layout,
    pub llvm: &'a Llvm,
    pub table: &'a Table,
    pub flags: &'a Flags,
    pub launcher: Vec<String>,
    pub jobs: usize,
    pub debug: bool,
    pub allow_gaps: bool,
}

impl Build<'_> {
    /// The library, and how many files had to be compiled.
    pub fn run(
        &self,
        target: Target,
        sources: Sources,
        memo: &mut Memo,
        progress: &mut Progress,
    ) -> Result<(Library, usize)> {
        let Self { layout, table, .. } = *self;
        let folder = target.place(layout, "src");
        sources.tree.sync(&folder, memo)?;
        let compiler = Compiler {
            llvm: self.llvm,
            launcher: self.launcher.clone(),
            folder,
            jobs: self.jobs,
            language: "C",
            may_batch: !self.debug,
        };
        let cache = Cache::new(layout.work().join("cache"), &sources.tree);
        let units = units(&sources, &target, self.flags, self.debug);
        let Compiled { objects, fresh } = compiler.compile(&units, &cache, progress)?;
        let (library, rest) = objects.split_at(sources.library.len());
        let (simd128, startup) = rest.split_at(sources.simd128.len());

        let rust = rust::build(layout, &target, self.llvm, self.debug, memo, progress)?;
        let mut wrong = check::boundary(table, &rust);
        wrong.extend(check::descriptors(table, &rust));
        // The table says what the calls of the plain target reach.
        if !target.threads && !target.network {
            wrong.extend(check::imports(table, &rust)?);
        }
        wrong.extend(check::panics(&rust));
        if !wrong.is_empty() {
            let list = wrong.join("\n  ");
            if !self.allow_gaps {
                bail!("the bottom half is not what syscalls.toml says:\n  {list}");
            }
            progress.say(&format!(
                "warning: the bottom half is not what syscalls.toml says:\n  {list}"
            ));
        }

        let mut members = Vec::new();
        for (source, object) in sources.library.iter().zip(library) {
            members.push((object_name(source), Contents::File(object)));
        }
        for syscall in table.refused().filter(|syscall| syscall.is_constant()) {
            let bytes = refused::object(syscall, sources.errnos.of(syscall)?);
            members.push((format!("{}.o", syscall.symbol()), Contents::Bytes(bytes)));
        }
        for object in versions::join(rust)? {
            members.push((object.name, Contents::Bytes(object.bytes)));
        }
        let archive = archive(layout, &target.part("archive"), members)?;
        let simd128 = vectors(layout, &target, &sources, library, simd128)?;
        let startup = sources.startup.iter().cloned().zip(startup.iter().cloned());
        let startup = startup.collect();
        let library = Library {
            target,
            sources,
            archive,
            simd128,
            startup,
        };
        Ok((library, fresh.len()))
    }
}

/// The units to compile: the library, its files with vectors, then the startup files.
pub fn units(sources: &Sources, target: &Target, flags: &Flags, debug: bool) -> Vec<Unit> {
    let unit = |source: &String| Unit {
        source: source.clone(),
        flags: flags.of(source, target, sources.ledger.flags(source), debug),
    };
    sources.all().map(unit).collect()
}

enum Contents<'a> {
    File(&'a Path),
    Bytes(Vec<u8>),
}

/// libc-simd128.a. It stands in front of libc.a, so each member must define what the one that
/// it replaces does.
fn vectors(
    layout: &Layout,
    target: &Target,
    sources: &Sources,
    library: &[PathBuf],
    simd128: &[PathBuf],
) -> Result<PathBuf> {
    let mut members = Vec::new();
    for (source, object) in sources.simd128.iter().zip(simd128) {
        let name = object_name(source);
        let places = ["/wasm32/", "/"].map(|place| source.replace("/simd128/", place));
        let mut library = sources.library.iter().zip(library);
        let (_, plain) = library
            .find(|(path, _)| places.contains(path))
            .with_context(|| format!("{source} replaces no file of the library"))?;
        let read = |path: &Path| {
            let bytes = fs::read(path).with_context(|| path.display().to_string())?;
            symbols::of(&name, &bytes)
        };
        check::same_symbols(&read(plain)?, &read(object)?).with_context(|| source.clone())?;
        members.push((name, Contents::File(object)));
    }
    archive(layout, &target.part("archive-simd128"), members)
}

/// An archive in a directory of its own, unless there is one of exactly these members.
fn archive(layout: &Layout, folder: &str, members: Vec<(String, Contents<'_>)>) -> Result<PathBuf> {
    let mut parts = Vec::new();
    for (name, contents) in &members {
        parts.push(name.clone().into_bytes());
        // A cached object is named by its contents' key.
        parts.push(match contents {
            Contents::File(path) => path.as_os_str().as_encoded_bytes().to_vec(),
            Contents::Bytes(bytes) => Hash::of(bytes).bytes().to_vec(),
        });
    }
    let key = Hash::of_parts(parts.iter().map(Vec::as_slice)).to_string();
    let folder = layout.work().join(folder);
    let path = folder.join(format!("{key}.a"));
    if path.is_file() {
        return Ok(path);
    }
    let mut read = Vec::with_capacity(members.len());
    for (name, contents) in members {
        let bytes = match contents {
            Contents::File(path) => {
                fs::read(path).with_context(|| format!("cannot read {}", path.display()))?
            }
            Contents::Bytes(bytes) => bytes,
        };
        let defines = symbols::of(&name, &bytes)?.defined;
        read.push(Member {
            name,
            bytes,
            defines,
        });
    }
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let partial = folder.join("partial");
    fs::write(&partial, archive::archive(&read)?)?;
    fs::rename(&partial, &path)?;
    Ok(path)
}

/// `src/stdio/printf.c` becomes `printf.o`.
pub fn object_name(source: &str) -> String {
    let name = Path::new(source)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    format!("{name}.o")
}
