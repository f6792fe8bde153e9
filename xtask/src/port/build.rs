//! Source to programs, cached by recipe, source and sysroot.

use super::leg::Leg;
use super::recipe::Recipe;
use super::step::Step;
use crate::fetch::hex;
use crate::layout::Layout;
use crate::lock::Lock;
use crate::tree;
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds in `folder`, which the caller has locked. `Some(true)`: done now; `Some(false)`: done
/// before from the same things; `None`: the build failed and has reported the error.
pub fn build(layout: &Layout, recipe: &Recipe, leg: &Leg, folder: &Path) -> Result<Option<bool>> {
    let stamp = folder.join("stamp");
    let key = key(layout, recipe, leg)?;
    if fs::read_to_string(&stamp).is_ok_and(|before| before == key) {
        return Ok(Some(false));
    }
    for tool in &recipe.build.needs {
        ensure!(
            llvm::path::find(tool).is_some(),
            "building {} needs {tool}, which is not installed",
            recipe.name
        );
    }
    let (sources, bin) = (folder.join("build"), folder.join("bin"));
    let others = folder.join("with");
    for old in [&sources, &bin, &others] {
        if old.exists() {
            fs::remove_dir_all(old).with_context(|| format!("cannot clear {}", old.display()))?;
        }
    }
    if stamp.exists() {
        fs::remove_file(&stamp)?;
    }
    fs::create_dir_all(&others)?;
    let mut locks = Vec::new();
    for other in &recipe.build.with {
        let other = Recipe::read(layout, other)?;
        let theirs = place(layout, &other, leg);
        match build_for_reading(layout, &other, leg, &theirs)? {
            Some(lock) => locks.push(lock),
            None => return Ok(None),
        }
        let link = others.join(&other.name);
        std::os::unix::fs::symlink(theirs.join("build"), &link)
            .with_context(|| format!("cannot make {}", link.display()))?;
    }
    unpack_into(layout, recipe, &sources)?;
    fs::create_dir_all(&bin)?;
    leg.put_commands(&folder.join("commands"))?;
    eprintln!(
        "{} {}: building ({})",
        recipe.name,
        recipe.source.version,
        leg.name()
    );
    let built = Step {
        label: &format!("{} build", recipe.name),
        script: &recipe.build.run,
        place: &sources,
        log: &folder.join("logs/build.log"),
        environment: leg.environment(recipe, folder),
        seconds: recipe.build.seconds,
        quiet: leg.expects_no_build(recipe).is_some(),
    }
    .run()?;
    if !built {
        return Ok(None);
    }
    for program in &recipe.build.programs {
        let path = sources.join(program);
        if !path.is_file() {
            eprintln!("{} build: made no {program}", recipe.name);
            return Ok(None);
        }
        leg.install(recipe, &path, &bin)?;
    }
    tree::put(&stamp, &key)?;
    Ok(Some(true))
}

/// Builds a port that another one is made with. It does not change while the lock is held,
/// which readers share; `None`: the build failed.
fn build_for_reading(
    layout: &Layout,
    recipe: &Recipe,
    leg: &Leg,
    folder: &Path,
) -> Result<Option<Lock>> {
    let (what, key) = (another(recipe), key(layout, recipe, leg)?);
    loop {
        let shared = Lock::take_shared(folder, &what)?;
        if fs::read_to_string(folder.join("stamp")).is_ok_and(|before| before == key) {
            return Ok(Some(shared));
        }
        drop(shared);
        let _lock = Lock::take(folder, &what)?;
        fs::create_dir_all(folder.join("logs"))?;
        if build(layout, recipe, leg, folder)?.is_none() {
            return Ok(None);
        }
    }
}

/// The name of the other process, for the message, when two build the same port.
pub fn another(recipe: &Recipe) -> String {
    format!("another build of {}", recipe.name)
}

/// The directory of a port.
pub fn place(layout: &Layout, recipe: &Recipe, leg: &Leg) -> PathBuf {
    layout
        .work()
        .join("ports")
        .join(&recipe.name)
        .join(leg.name())
}

/// The unpacked source of a port, for readers.
pub fn unpack(layout: &Layout, name: &str) -> Result<PathBuf> {
    let recipe = Recipe::read(layout, name)?;
    let place = layout.work().join("ports").join(name);
    let _lock = Lock::take(&place, &format!("another unpacking of {name}"))?;
    let folder = place.join("source");
    let stamp = folder.join(".sha256");
    if fs::read_to_string(&stamp).is_ok_and(|before| before == recipe.source.sha256) {
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    unpack_into(layout, &recipe, &folder)?;
    tree::put(&stamp, &recipe.source.sha256)?;
    Ok(folder)
}

/// The size of the built programs.
pub fn program_bytes(recipe: &Recipe, folder: &Path) -> Result<u64> {
    let mut total = 0;
    for program in &recipe.build.programs {
        let path = folder.join("build").join(program);
        let module = path.with_file_name(format!(
            "{}.wasm",
            path.file_name().unwrap_or_default().to_string_lossy()
        ));
        let file = if module.is_file() { module } else { path };
        total += file
            .metadata()
            .with_context(|| format!("cannot read {}", file.display()))?
            .len();
    }
    Ok(total)
}

/// The archive, without the one directory that all of its files are in.
fn unpack_into(layout: &Layout, recipe: &Recipe, folder: &Path) -> Result<()> {
    let archive = recipe.source.fetch(layout)?;
    fs::create_dir_all(folder)?;
    let output = Command::new("tar")
        .args([
            "--extract",
            "--strip-components=1",
            "--no-same-owner",
            "--file",
        ])
        .arg(&archive)
        .arg("--directory")
        .arg(folder)
        .output()
        .context("cannot run tar")?;
    ensure!(
        output.status.success(),
        "cannot unpack {}: {}",
        archive.display(),
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(())
}

/// The inputs of a build. Checks are not among them: changing a check does not rebuild.
fn key(layout: &Layout, recipe: &Recipe, leg: &Leg) -> Result<String> {
    let mut hash = Sha256::new();
    let mut add = |part: &str| hash.update(format!("{}\0{part}", part.len()));
    add(leg.name());
    add(leg.fingerprint());
    add(&recipe.source.sha256);
    add(&recipe.build.run);
    if recipe.build.processes {
        add("processes");
    }
    if recipe.build.network {
        add("network");
    }
    recipe.build.programs.iter().for_each(|name| add(name));
    for other in &recipe.build.with {
        add(&key(layout, &Recipe::read(layout, other)?, leg)?);
    }
    Ok(hex(&hash.finalize()))
}
