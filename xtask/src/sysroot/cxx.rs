//! LLVM's C++ library: libc++, libc++abi and libunwind, compiled from upstream's files with the
//! settings and lists in `libcxx/`.
//!
//! It is built three times: with exceptions, without for engines that lack them, and with exceptions
//! and threads.

mod parts;
mod upstream;

pub use upstream::version;

use crate::hash::{Hash, Memo};
use crate::layout::Layout;
use crate::lock::Lock;
use crate::progress::Progress;
use crate::sysroot::archive::{self, Member};
use crate::sysroot::cache::Cache;
use crate::sysroot::compile::{Compiled, Compiler, Unit};
use crate::sysroot::library::object_name;
use crate::sysroot::symbols;
use crate::tree::Tree;
use anyhow::{Context, Result, ensure};
use llvm::Llvm;
use parts::{Flags, Parts, Variant};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the headers go.
const HEADERS: &str = "include/c++/v1";

/// Where the sources of the modules `std` and `std.compat` go.
const MODULES: &str = "share/libc++/v1";

/// Headers of libc++ that are not installed: its frozen copy for C++98 and C++03, which nothing
/// includes by default.
const FROZEN: &str = "__cxx03/";

/// An archive that newer versions of clang link; its objects are in libc++abi.a.
const EMPTY: &str = "libunwind.a";

/// The licence in the sysroot, of those that have the library.
pub const LICENCE: &str = "share/licenses/libcxx/LICENSE.TXT";

/// libc++'s and libc++abi's own tests, as published.
pub fn tests(layout: &Layout) -> Result<PathBuf> {
    let _lock = Lock::take(&layout.work(), "a build of the sysroot")?;
    fs::create_dir_all(layout.scratch())?;
    let mut memo = Memo::load(&layout.work().join("hashes"));
    let tests = upstream::unpack_tests(layout, &mut memo)?;
    memo.save()?;
    Ok(tests)
}

/// The sources of a native build of libc++ and libc++abi.
pub struct Native {
    /// The directory of the sources and of the flags' relative paths.
    pub upstream: PathBuf,
    /// Each file with the flags of its directory.
    pub files: Vec<(String, Vec<String>)>,
}

/// The files of the library with exceptions, without those that are only for WebAssembly.
pub fn native(layout: &Layout) -> Result<Native> {
    let ours = layout.cxx();
    let _lock = Lock::take(&layout.work(), "a build of the sysroot")?;
    let mut memo = Memo::load(&layout.work().join("hashes"));
    let upstream = upstream::unpack(layout, None, &mut memo)?;
    memo.save()?;
    let (parts, flags) = (Parts::load(&ours)?, Flags::load(&ours)?);
    let mut files = parts.files(Variant::Eh);
    files.extend(parts.replaced());
    let compiled = files.iter().filter(|file| {
        let source = file.source();
        source.starts_with("libcxx/") || source.starts_with("libcxxabi/")
    });
    Ok(Native {
        files: compiled
            .map(|file| (file.source(), flags.of_folder(file)))
            .collect(),
        upstream,
    })
}

/// The settings of a build of the C++ library.
pub struct Build<'a> {
    pub layout: &'a Layout,
    pub llvm: &'a Llvm,
    pub launcher: Vec<String>,
    pub jobs: usize,
    pub debug: bool,
    pub tarball: Option<&'a Path>,
    /// Whether there is a C library for programs with threads.
    pub threads: bool,
}

impl Build<'_> {
    /// The files of the library in the sysroot, and how many had to be compiled. `c_headers` are
    /// the C library's, as the sysroot has them.
    pub fn run(
        &self,
        c_headers: &Tree,
        memo: &mut Memo,
        progress: &mut Progress,
    ) -> Result<(Tree, usize)> {
        let ours = self.layout.cxx();
        let upstream = upstream::unpack(self.layout, self.tarball, memo)?;
        let parts = Parts::load(&ours)?;
        parts.check(&upstream, &ours)?;
        let flags = Flags::load(&ours)?;
        flags.check(&parts)?;

        let mut sysroot = headers(&upstream, &ours, memo)?;
        let mut sources = Tree::default();
        for folder in ["libc", "libcxx/src", "libcxxabi", "libunwind"] {
            sources.folder(folder, &upstream.join(folder), memo)?;
        }
        sources.folder(parts::OURS, &ours.join(parts::OURS), memo)?;
        sources.all_of(&sysroot);
        sources.all_of(c_headers);
        let folder = self.layout.work().join("cxx-src");
        sources.sync(&folder, memo)?;

        let compiler = Compiler {
            llvm: self.llvm,
            launcher: self.launcher.clone(),
            folder,
            jobs: self.jobs,
            language: "C++",
            // Starting clang takes no time beside a file of C++.
            may_batch: false,
        };
        let cache = Cache::new(self.layout.work().join("cache"), &sources);
        let mut compiled = 0;
        let is_wanted = |variant: &Variant| self.threads || !variant.target().threads;
        for variant in Variant::ALL.into_iter().filter(is_wanted) {
            let libraries = format!("lib/{}", variant.target().name);
            let files = parts.files(variant);
            let units: Vec<Unit> = files
                .iter()
                .map(|file| Unit {
                    source: file.source(),
                    flags: flags.of(variant, file, self.debug),
                })
                .collect();
            let Compiled { objects, fresh } = compiler.compile(&units, &cache, progress)?;
            compiled += fresh.len();
            let mut archives: BTreeMap<&str, Vec<(String, PathBuf)>> = BTreeMap::new();
            for (file, object) in files.iter().zip(objects) {
                let member = (object_name(&file.name), object);
                archives.entry(file.archive).or_default().push(member);
            }
            for (name, members) in archives {
                let archive = self.archive(&members)?;
                sysroot.file(
                    format!("{libraries}/{}{name}", variant.folder()),
                    &archive,
                    memo,
                )?;
            }
            sysroot.bytes(format!("{libraries}/{EMPTY}"), "!<arch>\n");
            let list = modules_list(&upstream, memo)?;
            sysroot.bytes(format!("{libraries}/libc++.modules.json"), list);
        }
        sysroot.all_of(&modules(&upstream, memo)?);
        sysroot.file(LICENCE, &upstream.join("LICENSE.TXT"), memo)?;
        Ok((sysroot, compiled))
    }

    /// The archive of these members, unless there is one already.
    fn archive(&self, members: &[(String, PathBuf)]) -> Result<PathBuf> {
        // A cached object is named by its contents' key.
        let parts = members
            .iter()
            .flat_map(|(name, object)| [name.as_bytes(), object.as_os_str().as_encoded_bytes()]);
        let key = Hash::of_parts(parts);
        let folder = self.layout.work().join("cxx-archive");
        let path = folder.join(format!("{key}.a"));
        if path.is_file() {
            return Ok(path);
        }
        let mut read = Vec::with_capacity(members.len());
        for (name, object) in members {
            let bytes =
                fs::read(object).with_context(|| format!("cannot read {}", object.display()))?;
            let defines = symbols::of(name, &bytes)?.defined;
            read.push(Member {
                name: name.clone(),
                bytes,
                defines,
            });
        }
        fs::create_dir_all(&folder)?;
        let partial = folder.join("partial");
        fs::write(&partial, archive::archive(&read)?)?;
        fs::rename(&partial, &path)?;
        Ok(path)
    }
}

/// The public headers: upstream's, and ours that take the place of what CMake makes.
fn headers(upstream: &Path, ours: &Path, memo: &mut Memo) -> Result<Tree> {
    let mut all = Tree::default();
    for folder in ["libcxx/include", "libcxxabi/include"] {
        all.folder("", &upstream.join(folder), memo)?;
    }
    let mut tree = Tree::default();
    for path in all.paths() {
        let is_header = !path.starts_with(FROZEN)
            && !path.ends_with(".in")
            && !path.ends_with("CMakeLists.txt");
        if is_header {
            tree.copy(format!("{HEADERS}/{path}"), &all, path);
        }
    }
    let map = all.read_text("module.modulemap.in")?;
    let (before, rest) = map
        .split_once("@LIBCXX_CONFIG_SITE_MODULE_ENTRY@")
        .context("libc++'s module.modulemap.in has no place for <__config_site>")?;
    let entry = "textual header \"__config_site\"";
    tree.bytes(
        format!("{HEADERS}/module.modulemap"),
        format!("{before}{entry}{rest}"),
    );
    for name in ["__config_site", "__assertion_handler"] {
        let path = format!("{HEADERS}/{name}");
        ensure!(!tree.contains(&path), "libc++ has a header <{name}> now");
        tree.file(path, &ours.join("include").join(name), memo)?;
    }
    Ok(tree)
}

/// The sources of the modules, which CMake makes of templates.
fn modules(upstream: &Path, memo: &mut Memo) -> Result<Tree> {
    let all = module_files(upstream, memo)?;
    let mut tree = Tree::default();
    for (name, place) in [
        ("std", "@LIBCXX_MODULE_STD_INCLUDE_SOURCES@"),
        ("std.compat", "@LIBCXX_MODULE_STD_COMPAT_INCLUDE_SOURCES@"),
    ] {
        let folder = format!("{name}/");
        let mut includes = String::new();
        for path in all.paths().filter(|path| path.starts_with(&folder)) {
            tree.copy(format!("{MODULES}/{path}"), &all, path);
            includes += &format!("#include \"{path}\"\n");
        }
        let source = filled(&all, &format!("{name}.cppm.in"), place, &includes)?;
        tree.bytes(format!("{MODULES}/{name}.cppm"), source);
    }
    Ok(tree)
}

/// The file by which build systems find the modules.
fn modules_list(upstream: &Path, memo: &mut Memo) -> Result<String> {
    filled(
        &module_files(upstream, memo)?,
        "modules.json.in",
        "@LIBCXX_MODULE_RELATIVE_PATH@",
        &format!("../../{MODULES}"),
    )
}

fn module_files(upstream: &Path, memo: &mut Memo) -> Result<Tree> {
    let mut all = Tree::default();
    all.folder("", &upstream.join("libcxx/modules"), memo)?;
    Ok(all)
}

/// A template with its place filled.
fn filled(all: &Tree, template: &str, place: &str, text: &str) -> Result<String> {
    let read = all.read_text(template)?;
    ensure!(
        read.contains(place),
        "libc++'s {template} has no place {place}"
    );
    Ok(read.replace(place, text))
}
