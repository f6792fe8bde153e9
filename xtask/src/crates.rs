//! The crates of the tools, from `cargo metadata`.

use crate::layout::Layout;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Deserialize)]
pub struct Metadata {
    pub packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Clone, Deserialize)]
pub struct Package {
    id: String,
    pub name: String,
    pub version: String,
    /// An expression of SPDX's.
    pub license: Option<String>,
    license_file: Option<String>,
    pub repository: Option<String>,
    /// None: of this checkout.
    pub source: Option<String>,
    manifest_path: PathBuf,
    pub dependencies: Vec<Requirement>,
    targets: Vec<Target>,
}

#[derive(Clone, Deserialize)]
pub struct Requirement {
    pub name: String,
    pub req: String,
    path: Option<String>,
}

#[derive(Clone, Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// None: an ordinary one; else `dev` or `build`.
    kind: Option<String>,
}

impl Metadata {
    /// Of the whole workspace, for this machine.
    pub fn read(layout: &Layout) -> Result<Self> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .current_dir(layout.root())
            .args([
                "metadata",
                "--format-version=1",
                "--locked",
                "--all-features",
            ])
            .args(["--filter-platform", &host()?])
            .output()
            .context("cannot run cargo")?;
        ensure!(
            output.status.success(),
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
        serde_json::from_slice(&output.stdout).context("cargo metadata prints something else")
    }

    /// The published crates whose code is in these programs, without build dependencies
    /// and macros.
    pub fn inside(&self, programs: &[&str]) -> Vec<&Package> {
        let packages: BTreeMap<&str, &Package> = self
            .packages
            .iter()
            .map(|package| (&*package.id, package))
            .collect();
        let nodes: BTreeMap<&str, &Node> = self
            .resolve
            .nodes
            .iter()
            .map(|node| (&*node.id, node))
            .collect();
        let mut todo: Vec<&str> = packages
            .values()
            .filter(|package| package.source.is_none() && programs.contains(&&*package.name))
            .map(|package| &*package.id)
            .collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = todo.pop() {
            let is_macro = packages.get(id).is_none_or(|package| package.is_macro());
            if is_macro || !seen.insert(id) {
                continue;
            }
            let deps = nodes.get(id).into_iter().flat_map(|node| &node.deps);
            let linked = deps.filter(|dep| dep.dep_kinds.iter().any(|kind| kind.kind.is_none()));
            todo.extend(linked.map(|dep| &*dep.pkg));
        }
        let mut found: Vec<&Package> = seen.into_iter().map(|id| packages[id]).collect();
        found.retain(|package| package.source.is_some());
        found.sort_by_key(|package| (&package.name, &package.version));
        found
    }
}

impl Package {
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    fn is_macro(&self) -> bool {
        let mut kinds = self.targets.iter().flat_map(|target| &target.kind);
        kinds.any(|kind| kind == "proc-macro")
    }

    pub fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new("/"))
    }

    /// The licence file that its manifest names, if there is no licence expression.
    pub fn license_file(&self) -> Option<PathBuf> {
        Some(self.folder().join(self.license_file.as_ref()?))
    }
}

impl Requirement {
    pub fn is_wildcard(&self) -> bool {
        self.req == "*" && self.path.is_none()
    }
}

/// This machine, as Rust calls it.
fn host() -> Result<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .arg("-vV")
        .output()
        .context("cannot run rustc")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc -vV names no host")?.to_owned())
}
