//! The merged source tree: musl as published, with our overlay on top.
//!
//! A file of the overlay replaces the file of the same path, and one in
//! `src/<area>/wasm32/` replaces the portable file of that name, as in musl's makefile.
//! A file in `src/<area>/simd128/` is compiled with `-msimd128`, into an archive of its own.
//! If a file replaces a header, musl's stays beside it as `__musl/<name>`, so that ours can
//! include it and change only the differences. Each replacement is listed in the ledger.

use crate::fetch;
use crate::hash::{Hash, Memo};
use crate::layout::Layout;
use crate::sysroot::compile::UNIT_MARK;
use crate::sysroot::errno::Errnos;
use crate::sysroot::generate;
use crate::sysroot::ledger::{Change, Ledger, Survey};
use crate::sysroot::target::Target;
use crate::table::Table;
use crate::tree::{self, Tree};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The machine that the headers and the compiled files are for.
pub const ARCH: &str = "arch/wasm32";

/// Directories of musl that go into the merged tree.
pub const UPSTREAM: [&str; 4] = ["arch/generic", "crt", "include", "src"];

/// Directories of the overlay that go into it.
pub const OVERLAY: [&str; 4] = ["arch", "crt", "include", "src"];

/// The merged tree, and the files to compile.
pub struct Sources {
    pub tree: Tree,
    /// Files of the library, sorted.
    pub library: Vec<String>,
    /// Files that replace the library's of the same name in programs with vectors, sorted.
    pub simd128: Vec<String>,
    /// Startup files, sorted.
    pub startup: Vec<String>,
    pub errnos: Errnos,
    pub ledger: Ledger,
}

impl Sources {
    /// All files to compile.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        let library = self.library.iter();
        library.chain(&self.simd128).chain(&self.startup)
    }
}

/// musl's files as published: unpacked once, and again if a file was changed.
pub fn unpack(layout: &Layout, tarball: &Path, memo: &mut Memo) -> Result<PathBuf> {
    let hash = fetch::sha256(tarball)?;
    let folder = layout.work().join("musl");
    let seal = layout.work().join("musl.seal");
    if folder.is_dir() {
        let sealed = fs::read_to_string(&seal).unwrap_or_default();
        if sealed == format!("{hash} {}\n", digest(&folder, memo)?) {
            return Ok(folder);
        }
        fs::remove_dir_all(&folder)?;
    }
    let partial = tempfile::tempdir_in(layout.scratch())?;
    let output = Command::new("tar")
        .arg("-xzf")
        .arg(tarball)
        .arg("-C")
        .arg(partial.path())
        .args(["--strip-components=1", "--no-same-owner"])
        .output()
        .context("cannot run tar")?;
    ensure!(
        output.status.success(),
        "cannot unpack {}: {}",
        tarball.display(),
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    fs::rename(partial.keep(), &folder)?;
    fs::write(&seal, format!("{hash} {}\n", digest(&folder, memo)?))?;
    Ok(folder)
}

/// The hash of all files below a directory.
pub fn digest(folder: &Path, memo: &mut Memo) -> Result<Hash> {
    let mut parts = Vec::new();
    for (path, file) in tree::files_below(folder)? {
        parts.push(path.into_bytes());
        parts.push(memo.hash(&file)?.bytes().to_vec());
    }
    Ok(Hash::of_parts(parts.iter().map(Vec::as_slice)))
}

/// Merges musl in `musl` and the overlay of a target below `top_half`.
pub fn sources(
    musl: &Path,
    top_half: &Path,
    target: &Target,
    table: &Table,
    memo: &mut Memo,
) -> Result<Sources> {
    let survey = Survey::of(musl, top_half, target, memo)?;
    let ledger = Ledger::load(top_half, target)?;
    ledger.check(&survey)?;

    let mut tree = Tree::default();
    for folder in UPSTREAM {
        tree.folder(folder, &musl.join(folder), memo)?;
    }
    let ours = &survey.ours;
    for (path, file) in ours {
        if path.ends_with(".h") && survey.upstream.contains_key(path) {
            tree.rename(path, kept_beside(path));
        }
        tree.file(path.clone(), file, memo)?;
    }
    let excluded = ledger.files(Change::Excluded);
    for path in excluded.iter().filter(|path| path.ends_with(".h")) {
        tree.remove(path);
    }
    let errnos = Errnos::parse(&tree.read_text(&format!("{ARCH}/bits/errno.h"))?);
    generate_headers(&mut tree, musl, table)?;

    let is_source =
        |path: &str| path.ends_with(".c") || path.ends_with(".s") || path.ends_with(".S");
    let is_compiled = |path: &str| {
        ours.contains_key(path)
            || is_musl_unit(path) && !excluded.contains(path) && !survey.replaced.contains_key(path)
    };
    let sources_in = |folder: &str| -> Vec<String> {
        tree.paths()
            .filter(|path| path.starts_with(folder) && is_source(path) && is_compiled(path))
            .map(str::to_owned)
            .collect()
    };
    let (simd128, library) = sources_in("src/")
        .into_iter()
        .partition(|path| is_simd128(path));
    Ok(Sources {
        library,
        simd128,
        startup: sources_in("crt/"),
        tree,
        errnos,
        ledger,
    })
}

/// Whether a file is for programs with vectors of 128 bits.
pub fn is_simd128(path: &str) -> bool {
    path.split('/').any(|folder| folder == "simd128")
}

/// Whether musl's own build compiles this file: `src/*/*.c`, the allocator, and start-up.
pub fn is_musl_unit(path: &str) -> bool {
    let depth = path.split('/').count();
    path.ends_with(".c")
        && match path.split('/').next() {
            Some("src") => depth == 3 || path.starts_with("src/malloc/mallocng/"),
            Some("crt") => depth == 2,
            _ => false,
        }
}

/// `include/sys/stat.h` becomes `include/sys/__musl/stat.h`.
fn kept_beside(path: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/__musl/{name}"),
        None => format!("__musl/{path}"),
    }
}

fn generate_headers(tree: &mut Tree, musl: &Path, table: &Table) -> Result<()> {
    let machine = tree.read_text(&format!("{ARCH}/bits/alltypes.h.in"))?;
    let generic = tree.read_text("include/alltypes.h.in")?;
    tree.bytes(
        "obj/include/bits/alltypes.h",
        generate::alltypes([&machine, &generic]),
    );
    tree.bytes(
        "obj/include/bits/syscall.h",
        generate::syscall_numbers(table),
    );
    let listed = musl.join("arch/aarch64/bits/syscall.h.in");
    let listed = fs::read_to_string(&listed).with_context(|| listed.display().to_string())?;
    tree.bytes(
        "obj/include/bits/syscall_linux.h",
        generate::linux_numbers(table, &listed),
    );
    tree.bytes(
        format!("{ARCH}/syscall_dispatch.h"),
        generate::dispatch(table),
    );
    let version = fs::read_to_string(musl.join("VERSION")).context("musl has no VERSION")?;
    let version = format!("#define VERSION \"{}\"\n", version.trim());
    tree.bytes("obj/src/internal/version.h", version);
    tree.bytes(UNIT_MARK, "");
    Ok(())
}
