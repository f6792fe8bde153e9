//! Finding LLVM: clang 22 or newer, and the tools that belong to it.

use anyhow::{Result, bail};
use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest clang that the sysroot's objects and config file are made for.
pub const OLDEST: u32 = 22;

/// The newest version whose name (`clang-49`) is looked for on PATH.
const NEWEST: u32 = 49;

/// Where packages put LLVM without a link on PATH, besides `/usr/lib/llvm-*`.
const OTHER_FOLDERS: &[&str] = &["/opt/homebrew/opt/llvm/bin", "/usr/local/opt/llvm/bin"];

/// Names the clang to use; `wasi-cc` also tells the linker that clang starts by it.
pub const CLANG_VARIABLE: &str = "WASI_CLANG";

/// Names the folder that clang lies in.
const BIN_VARIABLE: &str = "WASI_LLVM_BIN";

const INSTALL: &str = "\
  Debian, Ubuntu: sudo apt-get install clang-22 lld-22 llvm-22 libclang-rt-22-dev-wasm32
  elsewhere: name the clang with WASI_CLANG=/path/to/clang, or its folder with WASI_LLVM_BIN";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Llvm {
    pub clang: PathBuf,
    /// Folders and name suffixes under which the sibling tools are looked for, in order.
    places: Vec<(PathBuf, String)>,
}

/// Where to look; a value of its own so that tests can look elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// `WASI_CLANG`: this clang or none.
    pub clang: Option<OsString>,
    /// `WASI_LLVM_BIN`: this folder or none.
    pub bin: Option<PathBuf>,
    /// The folders of PATH.
    pub path: Vec<PathBuf>,
    /// Folders outside PATH, tried last.
    pub others: Vec<PathBuf>,
}

impl Search {
    pub fn from_env() -> Self {
        let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        Search {
            clang: variable(CLANG_VARIABLE),
            bin: variable(BIN_VARIABLE).map(PathBuf::from),
            path: variable("PATH")
                .map(|path| std::env::split_paths(&path).collect())
                .unwrap_or_default(),
            others: debian_folders(Path::new("/usr/lib"))
                .into_iter()
                .chain(OTHER_FOLDERS.iter().map(PathBuf::from))
                .collect(),
        }
    }

    pub fn find(&self) -> Result<Llvm> {
        if let Some(clang) = &self.clang {
            return self.named(clang);
        }
        let mut too_old = Vec::new();
        let found = match &self.bin {
            Some(bin) => first_usable(candidates_in(std::slice::from_ref(bin)), &mut too_old),
            None => first_usable(
                candidates_in(&self.path)
                    .into_iter()
                    .chain(candidates_in(&self.others)),
                &mut too_old,
            ),
        };
        if let Some(clang) = found {
            return Ok(Llvm::beside(clang));
        }
        let mut message = match &self.bin {
            Some(bin) => format!(
                "no clang {OLDEST} or newer in {BIN_VARIABLE}={}",
                bin.display()
            ),
            None => format!("no clang {OLDEST} or newer found"),
        };
        for (clang, version) in too_old {
            write!(
                message,
                "\n  too old: {} is version {version}",
                clang.display()
            )?;
        }
        bail!("{message}\n{INSTALL}")
    }

    fn named(&self, name: &OsString) -> Result<Llvm> {
        let shown = name.display();
        let clang = if Path::new(name).components().count() > 1 {
            Some(PathBuf::from(name)).filter(|clang| is_program(clang))
        } else {
            self.path
                .iter()
                .map(|folder| folder.join(name))
                .find(|clang| is_program(clang))
        };
        let Some(clang) = clang else {
            bail!("WASI_CLANG={shown}: there is no such program\n{INSTALL}");
        };
        match version(&clang) {
            Some(version) if version >= OLDEST => Ok(Llvm::beside(clang)),
            Some(version) => bail!(
                "WASI_CLANG={shown} is version {version}; {OLDEST} or newer is needed\n{INSTALL}"
            ),
            None => bail!("WASI_CLANG={shown} does not answer --version as clang does\n{INSTALL}"),
        }
    }
}

impl Llvm {
    fn beside(clang: PathBuf) -> Llvm {
        let mut places: Vec<(PathBuf, String)> = Vec::new();
        for clang in [clang.canonicalize().ok(), Some(clang.clone())]
            .into_iter()
            .flatten()
        {
            let Some(folder) = clang.parent() else {
                continue;
            };
            let suffix = version_of_name(&clang).map(|version| format!("-{version}"));
            let places_here = suffix.into_iter().chain([String::new()]);
            places.extend(places_here.map(|suffix| (folder.to_owned(), suffix)));
        }
        // Debian's clang++ is a link to clang, and clang finds its own folder by
        // the real path: run it by that one.
        let clang = clang.canonicalize().unwrap_or(clang);
        Llvm { clang, places }
    }

    /// Where clang really lives: `<root>/bin`.
    pub fn bin(&self) -> &Path {
        self.clang.parent().unwrap_or(Path::new("/"))
    }

    /// A sibling of clang, by its plain name (`llvm-ar`, `wasm-ld`), other than `not`.
    pub fn tool(&self, name: &str, not: Option<&Path>) -> Result<PathBuf> {
        let path = Search::from_env().path;
        let version = version(&self.clang).unwrap_or(OLDEST);
        let on_path = path
            .iter()
            .map(|folder| (folder.clone(), format!("-{version}")));
        let found = self
            .places
            .iter()
            .cloned()
            .chain(on_path)
            .map(|(folder, suffix)| folder.join(format!("{name}{suffix}")))
            .find(|tool| is_program(tool) && tool.canonicalize().ok().as_deref() != not);
        match found {
            Some(tool) => Ok(tool),
            None => bail!(
                "`{name}` of LLVM {version} is not installed beside {}\n{INSTALL}",
                self.clang.display()
            ),
        }
    }

    pub fn version(&self) -> Option<u32> {
        version(&self.clang)
    }
}

/// Names to try in each of `folders`: versioned ones, highest first, then plain `clang`.
fn candidates_in(folders: &[PathBuf]) -> Vec<PathBuf> {
    (OLDEST..=NEWEST)
        .rev()
        .map(|version| format!("clang-{version}"))
        .chain(["clang".to_owned()])
        .flat_map(|name| folders.iter().map(move |folder| folder.join(&name)))
        .filter(|clang| is_program(clang))
        .collect()
}

fn first_usable(
    candidates: impl IntoIterator<Item = PathBuf>,
    too_old: &mut Vec<(PathBuf, u32)>,
) -> Option<PathBuf> {
    candidates.into_iter().find(|clang| match version(clang) {
        Some(version) if version >= OLDEST => true,
        Some(version) => {
            too_old.push((clang.clone(), version));
            false
        }
        None => false,
    })
}

/// `/usr/lib/llvm-NN/bin`, highest version first.
fn debian_folders(lib: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<(u32, PathBuf)> = std::fs::read_dir(lib)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let version = name.to_str()?.strip_prefix("llvm-")?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    folders.sort();
    folders
        .into_iter()
        .rev()
        .map(|(_, folder)| folder)
        .collect()
}

/// The major version: read off the real path where it says so, since that costs
/// no process; asked for otherwise.
fn version(clang: &Path) -> Option<u32> {
    let real = clang.canonicalize().ok()?;
    version_of_name(clang)
        .or_else(|| version_of_name(&real))
        .or_else(|| version_of_folder(&real))
        .or_else(|| version_by_asking(clang))
}

/// `22` of `clang-22`.
fn version_of_name(clang: &Path) -> Option<u32> {
    clang
        .file_name()?
        .to_str()?
        .strip_prefix("clang-")?
        .parse()
        .ok()
}

/// `22` of `…/llvm-22/bin/clang`.
fn version_of_folder(clang: &Path) -> Option<u32> {
    let root = clang.parent()?.parent()?.file_name()?;
    root.to_str()?.strip_prefix("llvm-")?.parse().ok()
}

fn version_by_asking(clang: &Path) -> Option<u32> {
    let output = Command::new(clang).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let (_, version) = text.split_once("clang version ")?;
    version.split('.').next()?.parse().ok()
}

fn is_program(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        path.metadata()
            .is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    path.is_file()
}
