//! libc++ for WASI, which comes with LLVM's packages and not with the sysroot.

use llvm::Llvm;
use std::path::PathBuf;
use std::process::Command;
use wasi_ld::option::joined;
use wasi_ld::sysroot::Sysroot;

/// Where libc++ for WASI lies.
#[derive(Debug, PartialEq, Eq)]
pub enum CxxLibrary {
    /// In the sysroot, where clang looks by itself.
    InSysroot,
    /// Beside LLVM, as Debian installs it. This directory holds libc++ alone; the one
    /// in `/usr/lib` can hold another libc too.
    Elsewhere {
        include: PathBuf,
        lib: PathBuf,
    },
    Missing,
}

impl CxxLibrary {
    pub fn find(llvm: &Llvm, sysroot: &Sysroot) -> CxxLibrary {
        let has = |include: &PathBuf| include.join("__config").is_file();
        let in_sysroot = sysroot.root().join("include/wasm32-wasip1/c++/v1");
        if has(&in_sysroot) {
            return CxxLibrary::InSysroot;
        }
        let root = llvm.bin().parent().map(PathBuf::from).unwrap_or_default();
        for triple in ["wasm32-wasip1", "wasm32-wasi"] {
            let include = root.join("include").join(triple).join("c++/v1");
            if has(&include) {
                let lib = root.join("lib").join(triple);
                return CxxLibrary::Elsewhere { include, lib };
            }
        }
        CxxLibrary::Missing
    }

    /// Tells clang where it is, if clang does not look there by itself.
    pub fn add(&self, clang: &mut Command) {
        if let CxxLibrary::Elsewhere { include, lib } = self {
            clang.arg("--start-no-unused-arguments");
            clang.arg("-stdlib++-isystem").arg(include);
            clang.arg(joined("-L", lib));
            clang.arg("--end-no-unused-arguments");
        }
    }
}

/// The message for a missing library.
pub fn advice(llvm: &Llvm) -> String {
    let version = llvm.major();
    format!(
        "the C++ library is not installed\n  \
         Debian, Ubuntu: sudo apt-get install libc++-{version}-dev-wasm32 libc++abi-{version}-dev-wasm32"
    )
}
