//! The finished tree: the place of each file.

use crate::hash::Memo;
use crate::layout::Layout;
use crate::sysroot::generate;
use crate::sysroot::stage::{ARCH, Sources};
use crate::sysroot::target::{ALL, PLAIN, Target};
use crate::sysroot::tools::Tools;
use crate::table::Table;
use crate::tree::Tree;
use anyhow::{Context, Result, ensure};
use llvm::Llvm;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Archives that build scripts name and that hold nothing: all is in libc.a.
const EMPTY: [&str; 25] = [
    "anl",
    "atomic",
    "c-printscan-long-double",
    "c-printscan-no-floating-point",
    "crypt",
    "dl",
    "gcc",
    "gcc_eh",
    "gcc_s",
    "m",
    "mvec",
    "nsl",
    "pthread",
    "resolv",
    "rt",
    "setjmp",
    "ssp",
    "ssp_nonshared",
    "util",
    "wasi-emulated-getpid",
    "wasi-emulated-mman",
    "wasi-emulated-process-clocks",
    "wasi-emulated-pthread",
    "wasi-emulated-signal",
    "xnet",
];

/// The C library of one target.
pub struct Library {
    pub target: Target,
    pub sources: Sources,
    /// `libc.a`, and what is put in front of it for programs with vectors.
    pub archive: PathBuf,
    pub simd128: PathBuf,
    /// Startup files: source and object.
    pub startup: Vec<(String, PathBuf)>,
}

/// The results of the build.
pub struct Built<'a> {
    pub libraries: &'a [Library],
    /// The C++ library, as it is in the tree; empty without it.
    pub cxx: Tree,
    pub tools: Tools,
}

/// The whole tree of the sysroot.
pub fn tree(
    layout: &Layout,
    musl: &Path,
    llvm: &Llvm,
    table: &Table,
    built: &Built<'_>,
    memo: &mut Memo,
) -> Result<Tree> {
    let mut tree = Tree::default();
    let (networks, others): (Vec<_>, Vec<_>) =
        (built.libraries.iter()).partition(|library| library.target.network);
    for built in others {
        library(&mut tree, layout, llvm, built, memo)?;
    }
    tree.all_of(&built.cxx);
    for built in networks {
        network(&mut tree, built, memo)?;
    }

    let template = layout.sysroot_template();
    if template.is_dir() {
        tree.folder("", &template, memo)?;
    }
    let is_built = |target: &Target| {
        (built.libraries.iter()).any(|library| library.target.name == target.name)
    };
    for target in ALL.iter().filter(|target| !is_built(target)) {
        tree.remove(&format!("share/wasi-cc/{}.cfg", target.name));
    }
    tree.bytes(
        "share/wasi-cc/clang-version.txt",
        format!("{}\n", llvm.version()?),
    );
    tree.bytes("share/wasi-cc/refused.txt", generate::refused_list(table));
    tree.file(
        "share/licenses/musl/COPYRIGHT",
        &musl.join("COPYRIGHT"),
        memo,
    )?;
    for (path, file) in licences(layout) {
        tree.file(path, &file, memo)?;
    }
    for (name, file) in &built.tools.programs {
        tree.file(format!("bin/{name}"), file, memo)?;
    }
    for (path, target) in &built.tools.links {
        tree.link(path, target);
    }
    if built.tools.programs.is_empty() {
        link_by_wasm_ld(&mut tree)?;
    }
    if let Some(file) = &built.tools.notices {
        tree.file("share/licenses/tools/NOTICES", file, memo)?;
    }
    Ok(tree)
}

/// The headers, archives and startup files of one target.
fn library(
    tree: &mut Tree,
    layout: &Layout,
    llvm: &Llvm,
    built: &Library,
    memo: &mut Memo,
) -> Result<()> {
    let target = built.target.name;
    tree.all_of(&c_headers(layout, &built.target, &built.sources)?);
    let lib = format!("lib/{target}");
    tree.file(format!("{lib}/libc.a"), &built.archive, memo)?;
    tree.file(format!("{lib}/libc-simd128.a"), &built.simd128, memo)?;
    for name in EMPTY {
        tree.bytes(format!("{lib}/lib{name}.a"), "!<arch>\n");
    }
    for (source, object) in &built.startup {
        let name = Path::new(source)
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        tree.file(format!("{lib}/{name}.o"), object, memo)?;
        if name == "crt1-command" {
            tree.file(format!("{lib}/crt1.o"), object, memo)?;
        }
    }
    for name in ["crt1.o", "crt1-command.o", "crt1-reactor.o"] {
        ensure!(
            tree.contains(&format!("{lib}/{name}")),
            "libc-top-half/crt makes no {name}"
        );
    }
    tree.file(
        format!("{lib}/libclang_rt.builtins.a"),
        &llvm.builtins()?,
        memo,
    )?;
    if let Some(alias) = built.target.alias {
        for folder in ["include", "lib"] {
            tree.link(format!("{folder}/{alias}"), target);
        }
    }
    Ok(())
}

/// The archive of the target with a network, and links to the plain target's other files.
fn network(tree: &mut Tree, built: &Library, memo: &mut Memo) -> Result<()> {
    let (target, plain) = (built.target.name, PLAIN.name);
    tree.link(format!("include/{target}"), plain);
    let folder = format!("lib/{plain}/");
    let names = (tree.paths().filter_map(|path| path.strip_prefix(&folder)))
        .map(|path| path.split('/').next().unwrap_or(path).to_owned());
    for name in names.collect::<BTreeSet<_>>() {
        match &*name {
            "libc.a" => tree.file(format!("lib/{target}/{name}"), &built.archive, memo)?,
            _ => tree.link(format!("lib/{target}/{name}"), format!("../{plain}/{name}")),
        }
    }
    Ok(())
}

/// Has clang's config file name wasm-ld, for a sysroot that `wasi-ld` is not in.
pub fn link_by_wasm_ld(tree: &mut Tree) -> Result<()> {
    let config = tree.read_text(CONFIG)?;
    tree.bytes(CONFIG, linked_by_wasm_ld(&config)?);
    Ok(())
}

const CONFIG: &str = "share/wasi-cc/wasm32-wasip1.cfg";

/// The first line of the paragraph that names the linker.
const LINKER: &str = "\n# The linker is wasi-ld:";

fn linked_by_wasm_ld(config: &str) -> Result<String> {
    let context = || format!("{CONFIG} has no paragraph '{}'", LINKER.trim());
    let (before, rest) = config.split_once(LINKER).with_context(context)?;
    let (_, after) = rest.split_once("\n\n").with_context(context)?;
    Ok(format!(
        "{before}\n# The linker is the wasm-ld of this clang, with a stack of 8 MiB. A dollar marks what only\n\
         # links need. clang has to have its runtime functions for wasm32.\n\
         -fuse-ld=lld\n\
         $-Wl,-z,stack-size=8388608\n\n{after}"
    ))
}

/// Our own licence files, wherever the checkout has them.
fn licences(layout: &Layout) -> Vec<(String, PathBuf)> {
    let Ok(files) = fs::read_dir(layout.root()) else {
        return Vec::new();
    };
    let names = files
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    names
        .filter(|name| name.starts_with("LICENSE"))
        .map(|name| {
            (
                format!("share/licenses/libc/{name}"),
                layout.root().join(name),
            )
        })
        .collect()
}

/// The public headers of the C library.
pub fn c_headers(layout: &Layout, target: &Target, sources: &Sources) -> Result<Tree> {
    let mut tree = Tree::default();
    headers(&mut tree, target, sources)?;
    wasi_libc_headers(&mut tree, target, &layout.top_half().join("wasi-libc.toml"))?;
    Ok(tree)
}

/// The machine's before the generic ones, generated ones last.
fn headers(tree: &mut Tree, target: &Target, sources: &Sources) -> Result<()> {
    let machine = format!("{ARCH}/bits/");
    let roots = ["include/", "arch/generic/bits/", &machine, "obj/include/"];
    for root in roots {
        for path in sources.tree.paths() {
            if let Some(name) = path
                .strip_prefix(root)
                .filter(|name| !name.ends_with(".in"))
            {
                let bits = if root.ends_with("/bits/") {
                    "bits/"
                } else {
                    ""
                };
                tree.bytes(
                    format!("include/{}/{bits}{name}", target.name),
                    sources.tree.read(path)?,
                );
            }
        }
    }
    Ok(())
}

/// wasi-libc's additional headers, from a list of their parts.
fn wasi_libc_headers(tree: &mut Tree, target: &Target, list: &Path) -> Result<()> {
    let context = || list.display().to_string();
    let text = fs::read_to_string(list).with_context(context)?;
    let headers: BTreeMap<String, String> = toml::from_str(&text).with_context(context)?;
    for (name, meaning) in headers {
        let text = match meaning.ends_with(".h") {
            true => format!("#include <{meaning}>\n"),
            false => format!("#define __NEED_{meaning}\n#include <bits/alltypes.h>\n"),
        };
        let path = format!("include/{}/{name}", target.name);
        ensure!(
            !tree.contains(&path),
            "{}: {name} is a header of its own",
            list.display()
        );
        tree.bytes(path, text);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sysroot_without_tools_names_none_in_its_config() {
        let file = Layout::find().sysroot_template().join(CONFIG);
        let config = linked_by_wasm_ld(&fs::read_to_string(file).unwrap()).unwrap();
        for tool in ["bin/", "libexec/"] {
            assert!(!config.contains(tool), "{config}");
        }
        assert!(config.contains("\n-fuse-ld=lld\n"), "{config}");
        assert!(config.contains("\n--no-wasm-opt\n"), "{config}");
    }
}
