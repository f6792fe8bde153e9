//! The names that the program is called by, and what each stands for.

use std::ffi::OsStr;
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    C,
    Cxx,
    /// The preprocessor alone, as `cpp`.
    Preprocess,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Compile(Language),
    Link,
    /// An LLVM tool of this name, with nothing added.
    Llvm(&'static str),
    /// An LLVM tool that reads programs, launchers among them.
    Read(&'static str),
    /// An LLVM tool that rewrites programs, launchers among them.
    Rewrite(&'static str),
    /// addr2line, for the addresses that engines print.
    AddressToLine,
    /// install(1), for launchers and their modules.
    Install,
    /// pkg-config, with the sysroot's packages.
    PkgConfig,
    /// uname(1), which names the machine that is built for.
    Uname,
    /// A build system, set up for this sysroot.
    Build(System),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    Configure,
    Make,
    Cmake,
    Meson,
}

/// A role of a tool, named `<prefix><name>`. The documentation uses the first name of a
/// role.
const TOOLS: &[(&str, Role)] = &[
    ("cc", Role::Compile(Language::C)),
    ("gcc", Role::Compile(Language::C)),
    ("clang", Role::Compile(Language::C)),
    ("c++", Role::Compile(Language::Cxx)),
    ("cxx", Role::Compile(Language::Cxx)),
    ("g++", Role::Compile(Language::Cxx)),
    ("clang++", Role::Compile(Language::Cxx)),
    ("cpp", Role::Compile(Language::Preprocess)),
    ("ld", Role::Link),
    ("ar", Role::Llvm("llvm-ar")),
    ("gcc-ar", Role::Llvm("llvm-ar")),
    ("nm", Role::Read("llvm-nm")),
    ("gcc-nm", Role::Read("llvm-nm")),
    ("ranlib", Role::Llvm("llvm-ranlib")),
    ("gcc-ranlib", Role::Llvm("llvm-ranlib")),
    ("strip", Role::Rewrite("llvm-strip")),
    ("objdump", Role::Read("llvm-objdump")),
    ("objcopy", Role::Rewrite("llvm-objcopy")),
    ("size", Role::Read("llvm-size")),
    ("strings", Role::Read("llvm-strings")),
    ("addr2line", Role::AddressToLine),
    ("c++filt", Role::Llvm("llvm-cxxfilt")),
    ("readobj", Role::Read("llvm-readobj")),
    ("dwarfdump", Role::Read("llvm-dwarfdump")),
    ("install", Role::Install),
    ("pkg-config", Role::PkgConfig),
    ("configure", Role::Build(System::Configure)),
    ("make", Role::Build(System::Make)),
    ("cmake", Role::Build(System::Cmake)),
    ("meson", Role::Build(System::Meson)),
];

/// The names by which a makefile calls the tools of the machine that it runs on. Under
/// `wasi-make` and `wasi-configure` they stand first on PATH and are ours.
pub const PLAIN: &[&str] = &[
    "cc",
    "gcc",
    "clang",
    "c++",
    "g++",
    "clang++",
    "ar",
    "ranlib",
    "nm",
    "strip",
    "size",
    "install",
    "pkg-config",
    "pkgconf",
    "uname",
];

/// Tools that have no name with a prefix: they are called by their plain names alone.
const PLAIN_ONLY: &[(&str, Role)] = &[("pkgconf", Role::PkgConfig), ("uname", Role::Uname)];

/// The two triples are what `./configure --host=` puts before a tool's name.
const PREFIXES: &[&str] = &["wasi-", "wasm32-wasi-", "wasm32-wasip1-"];

/// The name under which clang itself looks for its linker, in `libexec/wasi-cc`.
const LINKER_OF_CLANG: &str = "wasm-ld";

/// Every name in `bin/` but the program's own, `wasi-cc`.
pub fn link_names() -> impl Iterator<Item = String> {
    PREFIXES
        .iter()
        .flat_map(|prefix| TOOLS.iter().map(move |(tool, _)| format!("{prefix}{tool}")))
        .filter(|name| name != "wasi-cc")
}

/// The role of the program when called by `name`. A name without a prefix counts too: a
/// link `cc` to `wasi-cc` is the compiler.
pub fn role(name: &str) -> Option<Role> {
    if name == LINKER_OF_CLANG {
        return Some(Role::Link);
    }
    let tool = PREFIXES
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name);
    TOOLS
        .iter()
        .chain(PLAIN_ONLY)
        .find(|(candidate, _)| *candidate == tool)
        .map(|(_, role)| *role)
}

/// The last component of `argv[0]`, without `.exe`.
pub fn base_name(called_as: &OsStr) -> String {
    let name = Path::new(called_as)
        .file_name()
        .unwrap_or(called_as)
        .to_string_lossy()
        .into_owned();
    match name.strip_suffix(".exe") {
        Some(stem) => stem.to_owned(),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_name_has_a_role_and_none_comes_twice() {
        let mut names: Vec<String> = link_names().collect();
        assert!(names.iter().all(|name| role(name).is_some()));
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
        assert_eq!(count, PREFIXES.len() * TOOLS.len() - 1);
    }

    #[test]
    fn names_select() {
        assert_eq!(role("wasi-cc"), Some(Role::Compile(Language::C)));
        assert_eq!(role("wasm32-wasi-g++"), Some(Role::Compile(Language::Cxx)));
        assert_eq!(role("wasm32-wasip1-ar"), Some(Role::Llvm("llvm-ar")));
        assert_eq!(role("wasm-ld"), Some(Role::Link));
        assert_eq!(role("cc"), Some(Role::Compile(Language::C)));
        assert!(PLAIN.iter().all(|name| role(name).is_some()));
        assert_eq!(role("wasi-run"), None);
        assert_eq!(role("wasi-configure"), Some(Role::Build(System::Configure)));
        assert_eq!(base_name(OsStr::new("/opt/bin/wasi-cc.exe")), "wasi-cc");
    }
}
