//! The sides of a comparison: a sysroot each, and the same clang.

use super::modules;
use super::plan::{Plan, Program};
use crate::fetch;
use crate::layout::Layout;
use crate::lock::Lock;
use crate::port;
use crate::tree;
use anyhow::{Context, Result, bail, ensure};
use llvm::Llvm;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Debian's wasi-libc is looked for, newest first.
const SUITES: [&str; 4] = ["sid", "forky", "trixie", "bookworm"];

pub struct Side {
    /// For tables: "wasi-sysroot", "wasi-libc 0.0~git…".
    pub name: String,
    /// For columns: "ours", "wasi-libc".
    pub label: &'static str,
    /// None: it is this machine itself.
    sysroot: Option<PathBuf>,
}

impl Side {
    /// The label of the peer that targets compare with.
    pub const WASI_LIBC: &str = "wasi-libc";

    pub const ZIG: &str = "zig";

    pub fn ours(sysroot: &Path) -> Result<Self> {
        ensure!(
            sysroot.join("lib/wasm32-wasip1/libc.a").is_file(),
            "{} is not a sysroot: run `cargo xtask sysroot` first",
            sysroot.display()
        );
        Ok(Self {
            name: String::from("wasi-sysroot"),
            label: "ours",
            sysroot: Some(sysroot.to_path_buf()),
        })
    }

    /// A peer that the user names.
    pub fn given(sysroot: &Path) -> Result<Self> {
        ensure!(
            sysroot.join("lib/wasm32-wasip1").is_dir() || sysroot.join("lib/wasm32-wasi").is_dir(),
            "{} has no lib/wasm32-wasip1",
            sysroot.display()
        );
        Ok(Self {
            name: sysroot.display().to_string(),
            label: Self::WASI_LIBC,
            sysroot: Some(sysroot.to_path_buf()),
        })
    }

    /// Debian's newest wasi-libc, unpacked below the work directory. Downloaded once:
    /// removing `target/wasi/peer` looks for a newer one.
    pub fn debian(layout: &Layout) -> Result<Self> {
        let folder = layout.work().join("peer");
        let side = |version: &str| Self {
            name: format!("wasi-libc {version}"),
            label: Self::WASI_LIBC,
            sysroot: Some(folder.join("tree/usr")),
        };
        let version_file = folder.join("version");
        let _lock = Lock::take(&layout.work().join("bench"), "another bench")?;
        if let Ok(version) = fs::read_to_string(&version_file) {
            return Ok(side(version.trim()));
        }
        eprintln!("xtask: fetching Debian's wasi-libc");
        let package = fetch::debian_package(layout, "wasi-libc", &SUITES)?;
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let deb = |args: &[&str], last: Option<&Path>| -> Result<String> {
            let mut command = Command::new("dpkg-deb");
            command
                .arg(args[0])
                .arg(&package)
                .args(&args[1..])
                .args(last);
            let output = command.output().context("cannot run dpkg-deb")?;
            ensure!(
                output.status.success(),
                "dpkg-deb: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            );
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        };
        deb(&["--extract"], Some(&folder.join("tree")))?;
        let version = deb(&["--field", "Version"], None)?;
        tree::put(&version_file, &version)?;
        Ok(side(&version))
    }

    /// zig's libc, as a sysroot for clang.
    pub fn zig(version: &str, sysroot: PathBuf) -> Self {
        Self {
            name: format!("zig {version}"),
            label: Self::ZIG,
            sysroot: Some(sysroot),
        }
    }

    /// This machine's compiler and C library.
    pub fn native() -> Self {
        Self {
            name: String::from("native"),
            label: "native",
            sysroot: None,
        }
    }

    pub fn is_native(&self) -> bool {
        self.sysroot.is_none()
    }

    #[cfg(test)]
    pub fn named(name: &str, label: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            label,
            sysroot: None,
        }
    }

    /// The interpreter that comes with our side and runs all.
    pub fn wasi_run(&self) -> Result<PathBuf> {
        let sysroot = self.sysroot.as_ref().context("it has no sysroot")?;
        let path = sysroot.join("bin/wasi-run");
        ensure!(path.exists(), "{} is missing", path.display());
        Ok(path)
    }

    /// The functions of our library that use vectors, where the flags ask for them: wasi-ld,
    /// which is not used here, adds them by itself.
    fn vectors(&self, flags: &[String]) -> Option<PathBuf> {
        let archive = self
            .sysroot
            .as_ref()?
            .join("lib/wasm32-wasip1/libc-simd128.a");
        let has_vectors = flags.iter().any(|flag| flag == "-msimd128");
        (has_vectors && archive.is_file()).then_some(archive)
    }

    /// Compiles and links a program with these flags; or the compiler's messages.
    pub fn compile(
        &self,
        layout: &Layout,
        llvm: &Llvm,
        plan: &Plan,
        program: &Program,
        flags: &[String],
        output: &Path,
    ) -> Result<std::result::Result<(), String>> {
        let base = match &program.port {
            Some(name) => port::unpack(layout, name)?,
            None => plan.folder().to_path_buf(),
        };
        let harness = program.harness.iter();
        let harness = harness.map(|source| plan.folder().join(source));
        let sources = program.sources.iter().map(|source| base.join(source));
        let all = [
            vec!["-w".into(), "-I".into(), base.clone().into_os_string()],
            flags.iter().map(OsString::from).collect(),
            sources
                .chain(harness)
                .map(PathBuf::into_os_string)
                .collect(),
        ];
        let all = all.concat();
        if program.network {
            return self.compile_component(layout, llvm, &all, output);
        }
        let mut command = match &self.sysroot {
            Some(sysroot) => clang(llvm, sysroot, "wasm32-wasip1"),
            None => Command::new("cc"),
        };
        command.args(all).args(self.vectors(flags));
        run(command.args(["-lm", "-o"]).arg(output))
    }

    /// The same for a component. Ours is made by `wasi-cc`, which also links wasi-libc's: Debian
    /// has no other tool that makes one.
    fn compile_component(
        &self,
        layout: &Layout,
        llvm: &Llvm,
        all: &[OsString],
        output: &Path,
    ) -> Result<std::result::Result<(), String>> {
        let Some(sysroot) = &self.sysroot else {
            return run(Command::new("cc").args(all).arg("-o").arg(output));
        };
        if self.label == Self::ZIG {
            return Ok(Err(String::from("it makes no components")));
        }
        let mut wasi_cc = Command::new(layout.sysroot().join("bin/wasi-cc"));
        wasi_cc.arg("-fwasi-network");
        if self.label != Self::WASI_LIBC {
            return run(wasi_cc.args(all).arg("-o").arg(output));
        }
        let object = output.with_extension("o");
        let mut compile = clang(llvm, sysroot, "wasm32-wasip2");
        let compiled = run(compile.args(all).args(["-c", "-o"]).arg(&object))?;
        if compiled.is_err() {
            return Ok(compiled);
        }
        let lib = sysroot.join("lib/wasm32-wasip2");
        wasi_cc
            .args(["-nostdlib", "-Wl,--strip-all", "-l:crt1-command.o"])
            .arg(object)
            .arg("-L")
            .arg(lib)
            .args(["-lc", "-lclang_rt.builtins", "-o"])
            .arg(output)
            .arg(format!("-Wl,-Map={}", modules::map(output).display()));
        run(&mut wasi_cc)
    }
}

/// clang for a sysroot.
fn clang(llvm: &Llvm, sysroot: &Path, target: &str) -> Command {
    let mut command = Command::new(llvm.clang());
    command
        .arg("--no-default-config")
        .arg(format!("--target={target}"))
        .arg(format!("--sysroot={}", sysroot.display()));
    command
}

/// Runs a compiler; its messages if it finds errors.
fn run(command: &mut Command) -> Result<std::result::Result<(), String>> {
    let compiler = command.get_program().display().to_string();
    let result = command
        .output()
        .with_context(|| format!("cannot run {compiler}"))?;
    if result.status.success() {
        return Ok(Ok(()));
    }
    let said = String::from_utf8_lossy(&result.stderr).into_owned();
    if result.status.code().is_none() {
        bail!("{compiler} ended with {}", result.status);
    }
    Ok(Err(said))
}

/// The most useful line of a compiler's errors.
pub fn first_error(said: &str) -> String {
    said.lines()
        .find(|line| line.contains("error"))
        .or_else(|| said.lines().next())
        .unwrap_or("no message")
        .to_owned()
}
