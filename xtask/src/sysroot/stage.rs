//! The merged source tree: musl as published, with our overlay on top.
//!
//! A file of the overlay replaces the file of the same path. Where it replaces a
//! header, musl's stays beside it as `__musl/<name>`, so that ours can include it
//! and change only what differs.

use crate::fetch;
use crate::hash::{Hash, Memo};
use crate::layout::Layout;
use crate::sysroot::compile::UNIT_MARK;
use crate::sysroot::errno::Errnos;
use crate::sysroot::generate;
use crate::table::Table;
use crate::tree::{self, Tree};
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The machine that the headers and the compiled files are for.
pub const ARCH: &str = "arch/wasm32";

/// Folders of the overlay that go into the merged tree.
const OVERLAY: [&str; 4] = ["arch", "crt", "include", "src"];

/// The merged tree, and what to compile in it.
pub struct Sources {
    pub tree: Tree,
    /// Files of the library, sorted.
    pub library: Vec<String>,
    /// Startup files, sorted.
    pub startup: Vec<String>,
    pub errnos: Errnos,
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

fn digest(folder: &Path, memo: &mut Memo) -> Result<Hash> {
    let mut parts = Vec::new();
    for (path, file) in tree::files_below(folder)? {
        parts.push(path.into_bytes());
        parts.push(memo.hash(&file)?.bytes().to_vec());
    }
    Ok(Hash::of_parts(parts.iter().map(Vec::as_slice)))
}

/// Merges musl in `musl` and the overlay in `overlay`.
pub fn sources(musl: &Path, overlay: &Path, table: &Table, memo: &mut Memo) -> Result<Sources> {
    let mut tree = Tree::default();
    for folder in ["arch/generic", "crt", "include", "src"] {
        tree.folder(folder, &musl.join(folder), memo)?;
    }
    let upstream: BTreeSet<String> = tree.paths().map(str::to_owned).collect();

    let mut ours = BTreeSet::new();
    for folder in OVERLAY {
        let from = overlay.join(folder);
        if !from.is_dir() {
            continue;
        }
        for (path, file) in tree::files_below(&from)? {
            let path = format!("{folder}/{path}");
            if path.ends_with(".h") && upstream.contains(&path) {
                tree.rename(&path, kept_beside(&path));
            }
            tree.file(path.clone(), &file, memo)?;
            ours.insert(path);
        }
    }

    let excluded = excluded(&overlay.join("exclude.toml"), &upstream, &ours)?;
    for path in excluded.iter().filter(|path| path.ends_with(".h")) {
        tree.remove(path);
    }
    let errnos = Errnos::parse(&tree.read_text(&format!("{ARCH}/bits/errno.h"))?);
    generate_headers(&mut tree, musl, table)?;

    let is_source =
        |path: &str| path.ends_with(".c") || path.ends_with(".s") || path.ends_with(".S");
    let library = tree
        .paths()
        .filter(|path| path.starts_with("src/") && is_source(path) && !excluded.contains(*path))
        .filter(|path| ours.contains(*path) || is_musl_unit(path))
        .map(str::to_owned)
        .collect();
    // musl's own startup files are for an ELF loader; all of ours stand in the overlay.
    let startup = ours
        .iter()
        .filter(|path| path.starts_with("crt/") && is_source(path))
        .cloned()
        .collect();
    Ok(Sources {
        tree,
        library,
        startup,
        errnos,
    })
}

/// Whether musl's own build compiles this file: `src/*/*.c`, and the allocator.
fn is_musl_unit(path: &str) -> bool {
    path.ends_with(".c")
        && (path.split('/').count() == 3 || path.starts_with("src/malloc/mallocng/"))
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

/// The files that `exclude.toml` leaves out.
fn excluded(
    file: &Path,
    upstream: &BTreeSet<String>,
    ours: &BTreeSet<String>,
) -> Result<BTreeSet<String>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct List {
        #[serde(default)]
        exclude: Vec<Exclusion>,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Exclusion {
        path: String,
        reason: String,
    }
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let list: List = toml::from_str(&text).with_context(|| format!("in {}", file.display()))?;
    let mut excluded = BTreeSet::new();
    for Exclusion { path, reason } in list.exclude {
        ensure!(
            !reason.trim().is_empty(),
            "{}: {path} has no reason",
            file.display()
        );
        ensure!(
            upstream.contains(&path),
            "{}: musl has no {path}",
            file.display()
        );
        if ours.contains(&path) {
            bail!(
                "{}: {path} is replaced by the overlay, not excluded",
                file.display()
            );
        }
        ensure!(
            excluded.insert(path.clone()),
            "{}: {path} stands there twice",
            file.display()
        );
    }
    Ok(excluded)
}
