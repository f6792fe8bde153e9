//! Finding LLVM: clang 22 or newer, and the tools that belong to it.
//!
//! One search for the build of the sysroot and for `wasi-cc`, so that the library and
//! the programs are compiled by the same clang where that is installed.

pub mod path;
mod version;

use anyhow::{Context, Result, bail, ensure};
use path::is_program;
use std::ffi::{OsStr, OsString};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use version::Versions;

/// The oldest clang that the sysroot's objects and config file are made for, and the one
/// that they are tested with.
pub const OLDEST: u32 = 22;

/// The newest version whose name (`clang-49`) is looked for.
const NEWEST: u32 = 49;

/// Where packages put LLVM without a link on PATH, besides `/usr/lib/llvm-*`.
const OTHER_FOLDERS: [&str; 2] = ["/opt/homebrew/opt/llvm/bin", "/usr/local/opt/llvm/bin"];

/// Names the clang to use.
pub const CLANG_VARIABLE: &str = "WASI_CLANG";

/// Names the directory that clang lies in.
pub const BIN_VARIABLE: &str = "WASI_LLVM_BIN";

const INSTALL: &str = "\
  Debian, Ubuntu: sudo apt-get install clang-22 lld-22 llvm-22 libclang-rt-22-dev-wasm32
  elsewhere: name the clang with WASI_CLANG=/path/to/clang, or its folder with WASI_LLVM_BIN";

/// One LLVM installation: a clang and its siblings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Llvm {
    clang: PathBuf,
    major: u32,
    /// Where the siblings are looked for, in order.
    places: Vec<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    folder: PathBuf,
    /// `-22`, or nothing.
    suffix: String,
    /// A plain name here may be of another LLVM.
    shared: bool,
}

/// Where to look; a value of its own so that tests can look elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// `WASI_CLANG`: this clang or none.
    pub clang: Option<OsString>,
    /// `WASI_LLVM_BIN`: this directory or none.
    pub bin: Option<PathBuf>,
    /// The directories of PATH.
    pub path: Vec<PathBuf>,
    /// Directories outside PATH, tried last.
    pub others: Vec<PathBuf>,
    /// The version to take where there are several: the one that the sysroot was built
    /// with. Without it, the oldest.
    pub preferred: Option<u32>,
    /// A program that is not clang under any name: the caller itself.
    pub own: Option<PathBuf>,
}

impl Search {
    pub fn from_env(preferred: Option<u32>) -> Self {
        let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let debian = order(preferred).map(|major| format!("/usr/lib/llvm-{major}/bin"));
        Search {
            clang: variable(CLANG_VARIABLE),
            bin: variable(BIN_VARIABLE).map(PathBuf::from),
            path: path::folders(),
            others: debian
                .chain(OTHER_FOLDERS.map(String::from))
                .map(PathBuf::from)
                .collect(),
            preferred,
            own: std::env::current_exe()
                .and_then(|own| own.canonicalize())
                .ok(),
        }
    }

    /// The clang that `WASI_CLANG` or `WASI_LLVM_BIN` names, else the preferred version,
    /// else the first that is new enough.
    pub fn find(&self) -> Result<Llvm> {
        if let Some(clang) = &self.clang {
            return self.named(CLANG_VARIABLE, clang);
        }
        let candidates = match &self.bin {
            Some(bin) => self.candidates_in(std::slice::from_ref(bin)),
            None => {
                let mut candidates = self.candidates_in(&self.path);
                candidates.extend(self.candidates_in(&self.others));
                candidates
            }
        };
        let mut versions = Versions::default();
        let wanted = self.preferred.unwrap_or(OLDEST);
        for is_good in [|found, wanted| found == wanted, |found, _| found >= OLDEST] {
            for clang in &candidates {
                match versions.of(clang) {
                    Some(major) if is_good(major, wanted) => return Ok(Llvm::new(clang, major)),
                    _ => {}
                }
            }
        }
        let mut message = match &self.bin {
            Some(bin) => format!(
                "no clang {OLDEST} or newer in {BIN_VARIABLE}={}",
                bin.display()
            ),
            None => format!("no clang {OLDEST} or newer found"),
        };
        for clang in &candidates {
            if let Some(major) = versions.of(clang) {
                write!(
                    message,
                    "\n  too old: {} is version {major}",
                    clang.display()
                )?;
            }
        }
        bail!("{message}\n{INSTALL}")
    }

    /// The clang of this path, or of this name on PATH, as the user gave it with `option`.
    pub fn named(&self, option: &str, name: &OsStr) -> Result<Llvm> {
        let shown = format!("{option}={}", name.display());
        let clang = if Path::new(name).components().count() > 1 {
            Some(PathBuf::from(name)).filter(|clang| is_program(clang))
        } else {
            path::find_in(&self.path, name)
        };
        let clang =
            clang.with_context(|| format!("{shown}: there is no such program\n{INSTALL}"))?;
        match Versions::default().of(&clang) {
            Some(major) if major >= OLDEST => Ok(Llvm::new(&clang, major)),
            Some(major) => {
                bail!("{shown} is version {major}; {OLDEST} or newer is needed\n{INSTALL}")
            }
            None => bail!("{shown} does not answer --version as clang does\n{INSTALL}"),
        }
    }

    /// The programs that may be a clang, the versions in the order of preference.
    fn candidates_in(&self, folders: &[PathBuf]) -> Vec<PathBuf> {
        order(self.preferred)
            .map(|major| format!("clang-{major}"))
            .chain(["clang".to_owned()])
            .flat_map(|name| folders.iter().map(move |folder| folder.join(&name)))
            .filter(|clang| is_program(clang))
            .filter(|clang| self.own.is_none() || clang.canonicalize().ok() != self.own)
            .collect()
    }
}

/// The preferred version, then the newer ones, the nearest first, then the older ones.
fn order(preferred: Option<u32>) -> impl Iterator<Item = u32> {
    let first = preferred.unwrap_or(OLDEST).clamp(OLDEST, NEWEST);
    (first..=NEWEST).chain((OLDEST..first).rev())
}

impl Llvm {
    /// The clang that `flag`, the value of `--clang`, names, else the one to build a
    /// sysroot with.
    pub fn find(flag: Option<&Path>) -> Result<Llvm> {
        let search = Search::from_env(None);
        match flag {
            Some(path) => search.named("--clang", path.as_os_str()),
            None => search.find(),
        }
    }

    fn new(found: &Path, major: u32) -> Llvm {
        // Debian's clang++ is a link to clang, and clang finds its own directory by the
        // real path: run it by that one.
        let clang = found.canonicalize().unwrap_or_else(|_| found.to_owned());
        let mut places: Vec<Place> = Vec::new();
        for (path, shared) in [(clang.as_path(), false), (found, true)] {
            let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
            if places.iter().any(|place| place.folder == folder) {
                continue;
            }
            places.extend([format!("-{major}"), String::new()].map(|suffix| Place {
                folder: folder.clone(),
                shared: shared && suffix.is_empty(),
                suffix,
            }));
        }
        Llvm {
            clang,
            major,
            places,
        }
    }

    pub fn clang(&self) -> &Path {
        &self.clang
    }

    pub fn major(&self) -> u32 {
        self.major
    }

    /// Where clang really lies: `<root>/bin`.
    pub fn bin(&self) -> &Path {
        self.clang.parent().unwrap_or(Path::new("/"))
    }

    /// The output of `clang --version`.
    pub fn version_text(&self) -> Result<String> {
        output(Command::new(&self.clang).arg("--version"))
    }

    /// `22.1.8`, out of that.
    pub fn version(&self) -> Result<String> {
        let text = self.version_text()?;
        let version = text
            .split_once("clang version ")
            .and_then(|(_, rest)| rest.split_whitespace().next());
        Ok(version
            .with_context(|| format!("'{text}' names no version"))?
            .to_owned())
    }

    /// A sibling of clang, by its plain name (`llvm-ar`, `wasm-ld`), other than `not`.
    pub fn tool(&self, name: &str, not: Option<&Path>) -> Result<PathBuf> {
        let on_path = path::folders().into_iter().map(|folder| Place {
            folder,
            suffix: format!("-{}", self.major),
            shared: false,
        });
        let mut places = self.places.iter().cloned().chain(on_path);
        let found = places.find_map(|place| {
            let tool = place.folder.join(format!("{name}{}", place.suffix));
            let is_other = place.shared && version::by_asking(&tool) != Some(self.major);
            let is_good =
                is_program(&tool) && tool.canonicalize().ok().as_deref() != not && !is_other;
            is_good.then_some(tool)
        });
        found.with_context(|| {
            format!(
                "`{name}` of LLVM {} is not installed beside {}\n{INSTALL}",
                self.major,
                self.clang.display()
            )
        })
    }

    /// The compiler builtins for wasm32 that came with this clang.
    pub fn builtins(&self) -> Result<PathBuf> {
        let folder = output(Command::new(&self.clang).arg("-print-resource-dir"))?;
        let lib = Path::new(folder.trim_end()).join("lib");
        let names = [
            "wasm32-unknown-wasip1/libclang_rt.builtins.a",
            "wasm32-unknown-wasi/libclang_rt.builtins.a",
            "wasm32-wasip1/libclang_rt.builtins.a",
            "wasip1/libclang_rt.builtins-wasm32.a",
            "wasi/libclang_rt.builtins-wasm32.a",
        ];
        names
            .iter()
            .map(|name| lib.join(name))
            .find(|path| path.is_file())
            .with_context(|| {
                format!(
                    "no compiler builtins for wasm32 in {} (Debian: libclang-rt-{}-dev-wasm32)",
                    lib.display(),
                    self.major
                )
            })
    }
}

fn output(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_owned();
    let output = command
        .output()
        .with_context(|| format!("cannot run {}", program.display()))?;
    ensure!(
        output.status.success(),
        "{} failed ({}): {}",
        program.display(),
        output.status,
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use tempfile::TempDir;

    /// Programs by their path and what they answer to --version.
    fn machine(programs: &[(&str, &str)]) -> TempDir {
        let folder = TempDir::new().unwrap();
        for (path, version) in programs {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, format!("#!/bin/sh\necho '{version}'\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        folder
    }

    fn search(machine: &TempDir, preferred: Option<u32>) -> Search {
        let folder = |name| machine.path().join(name);
        Search {
            path: vec![folder("a"), folder("b")],
            others: vec![folder("lib/llvm-23/bin"), folder("lib/llvm-22/bin")],
            preferred,
            ..Search::default()
        }
    }

    fn found(machine: &TempDir, preferred: Option<u32>) -> PathBuf {
        let llvm = search(machine, preferred).find().unwrap();
        let top = machine.path().canonicalize().unwrap();
        llvm.clang().strip_prefix(top).unwrap().to_owned()
    }

    #[test]
    fn the_version_of_the_sysroot_goes_before_all_others() {
        let machine = machine(&[
            ("a/clang-24", ""),
            ("a/clang", "Some clang version 25.0.0 (x)"),
            ("b/clang-22", ""),
            ("lib/llvm-23/bin/clang", ""),
        ]);
        assert_eq!(found(&machine, Some(22)), Path::new("b/clang-22"));
        assert_eq!(
            found(&machine, Some(23)),
            Path::new("lib/llvm-23/bin/clang")
        );
        assert_eq!(found(&machine, Some(24)), Path::new("a/clang-24"));
        assert_eq!(found(&machine, Some(25)), Path::new("a/clang"));
        assert_eq!(found(&machine, None), Path::new("b/clang-22"));
        // Not there: the nearest that is newer.
        assert_eq!(found(&machine, Some(26)), Path::new("a/clang-24"));
    }

    #[test]
    fn an_old_clang_is_named_in_the_message() {
        let machine = machine(&[("a/clang", "Some clang version 14.0.6 (x)")]);
        let error = search(&machine, None).find().unwrap_err().to_string();
        assert!(error.contains("a/clang is version 14"), "{error}");
        assert!(error.contains("apt-get install clang-22"), "{error}");
    }

    #[test]
    fn the_program_that_searches_is_no_clang() {
        let machine = machine(&[("a/clang", "Some clang version 22.1.8")]);
        let mut search = search(&machine, None);
        assert!(search.find().is_ok());
        search.own = machine.path().join("a/clang").canonicalize().ok();
        assert!(search.find().is_err());
    }

    #[test]
    fn siblings_are_of_the_same_version() {
        let machine = machine(&[
            ("lib/llvm-22/bin/clang", "clang version 22.1.8"),
            ("a/llvm-ar", "LLVM version 14.0.6"),
            ("a/wasm-ld", "LLD 22.1.8"),
        ]);
        let link = machine.path().join("a/clang-22");
        std::os::unix::fs::symlink("../lib/llvm-22/bin/clang", &link).unwrap();
        let llvm = search(&machine, None).find().unwrap();
        assert_eq!(llvm.major(), 22);
        assert!(llvm.bin().ends_with("lib/llvm-22/bin"));
        assert!(llvm.tool("wasm-ld", None).unwrap().ends_with("a/wasm-ld"));
        let missing = llvm.tool("llvm-ar", None);
        assert!(missing.is_err() || !missing.unwrap().starts_with(machine.path()));
        let beside = machine.path().join("lib/llvm-22/bin/llvm-ar");
        fs::copy(machine.path().join("a/llvm-ar"), &beside).unwrap();
        assert!(
            llvm.tool("llvm-ar", None)
                .unwrap()
                .ends_with("llvm-22/bin/llvm-ar")
        );
    }
}
