//! Finding clang 22 or newer, and the LLVM tools that came with it.

use anyhow::{Context, Result, bail, ensure};
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest clang whose wasm output and options the project relies on.
pub const OLDEST_CLANG: u32 = 22;

/// One LLVM installation: a clang and its siblings.
#[derive(Clone, Debug)]
pub struct Llvm {
    clang: PathBuf,
    major: u32,
    version_text: String,
}

impl Llvm {
    /// The clang that `flag` names, else `WASI_CLANG`, else the first new enough
    /// among `clang-<N>` and `clang` on PATH and in the folders where
    /// distributions put LLVM.
    pub fn find(flag: Option<&Path>) -> Result<Self> {
        if let Some(path) = flag {
            return Self::at(path).context("--clang");
        }
        if let Some(path) = env::var_os("WASI_CLANG").filter(|path| !path.is_empty()) {
            return Self::at(Path::new(&path)).context("WASI_CLANG");
        }
        let mut seen = Vec::new();
        for candidate in candidates() {
            match Self::at(&candidate) {
                Ok(llvm) => return Ok(llvm),
                Err(error) => seen.push(format!("  {error:#}")),
            }
        }
        let seen = if seen.is_empty() {
            String::from("  none at all")
        } else {
            seen.join("\n")
        };
        bail!(
            "no clang {OLDEST_CLANG} or newer; what was found:\n{seen}\n\
             install one (Debian: clang-22 lld-22 llvm-22 libclang-rt-22-dev-wasm32), \
             or name one with --clang or WASI_CLANG"
        )
    }

    /// The clang at `path`, or of that name on PATH, if it is new enough.
    pub fn at(path: &Path) -> Result<Self> {
        let clang = if path.components().count() == 1 && !path.exists() {
            on_path(path.as_os_str()).with_context(|| format!("no {} on PATH", path.display()))?
        } else {
            path.to_path_buf()
        };
        let version_text = output(Command::new(&clang).arg("--version"))?;
        let major = clang_major(&version_text).with_context(|| {
            let said = version_text.lines().next().unwrap_or("nothing");
            format!("{} is not a clang: it says '{said}'", clang.display())
        })?;
        ensure!(
            major >= OLDEST_CLANG,
            "{} is clang {major}, older than {OLDEST_CLANG}",
            clang.display()
        );
        Ok(Self {
            clang,
            major,
            version_text,
        })
    }

    pub fn clang(&self) -> &Path {
        &self.clang
    }

    pub fn major(&self) -> u32 {
        self.major
    }

    /// What `clang --version` prints.
    pub fn version_text(&self) -> &str {
        &self.version_text
    }

    /// A tool of the same LLVM, such as `llvm-ar` or `wasm-ld`: beside clang, with
    /// or without the version in its name, else on PATH with the version.
    pub fn tool(&self, name: &str) -> Result<PathBuf> {
        let versioned = format!("{name}-{}", self.major);
        let real = self.clang.canonicalize();
        let folders = [
            self.clang.parent(),
            real.as_deref().ok().and_then(Path::parent),
        ];
        for folder in folders.into_iter().flatten() {
            for name in [versioned.as_str(), name] {
                let tool = folder.join(name);
                // A plain name beside a versioned clang may be of another LLVM.
                if is_executable(&tool) && (name == versioned || same_llvm(&tool, self.major)) {
                    return Ok(tool);
                }
            }
        }
        on_path(OsStr::new(&versioned)).with_context(|| {
            format!(
                "{} has no {name} beside it, and there is no {versioned} on PATH \
                 (Debian: lld-{major} for wasm-ld, llvm-{major} for the others)",
                self.clang.display(),
                major = self.major
            )
        })
    }

    /// clang's folder of its own headers and runtime libraries.
    pub fn resource_dir(&self) -> Result<PathBuf> {
        let text = output(Command::new(&self.clang).arg("-print-resource-dir"))?;
        Ok(PathBuf::from(text.trim_end()))
    }

    /// The compiler builtins for wasm32 that came with this clang.
    pub fn builtins(&self) -> Result<PathBuf> {
        let lib = self.resource_dir()?.join("lib");
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

/// The file of this name in the folders of PATH.
pub fn on_path(name: &OsStr) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| is_executable(file))
}

fn candidates() -> Vec<PathBuf> {
    let newest_first = (OLDEST_CLANG..OLDEST_CLANG + 20).rev();
    let mut found: Vec<PathBuf> = newest_first
        .clone()
        .filter_map(|major| on_path(OsStr::new(&format!("clang-{major}"))))
        .collect();
    // The oldest that will do is the one that is tested most: it goes first.
    found.reverse();
    found.extend(on_path(OsStr::new("clang")));
    found.extend(
        newest_first.map(|major| PathBuf::from(format!("/usr/lib/llvm-{major}/bin/clang"))),
    );
    found.retain(|path| is_executable(path));
    found
}

fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

fn same_llvm(tool: &Path, major: u32) -> bool {
    let Ok(text) = output(Command::new(tool).arg("--version")) else {
        return false;
    };
    let mut numbers = text
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .filter(|word| word.contains('.'));
    numbers
        .next()
        .and_then(|number| number.split('.').next()?.parse().ok())
        == Some(major)
}

fn clang_major(version_text: &str) -> Option<u32> {
    let (_, rest) = version_text.split_once("clang version ")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
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

    #[test]
    fn the_major_version_is_read_from_what_distributions_print() {
        assert_eq!(
            clang_major("Debian clang version 22.1.8 (1~deb12u1)\n"),
            Some(22)
        );
        assert_eq!(clang_major("clang version 23.0.0git (abc)"), Some(23));
        assert_eq!(clang_major("Apple clang version 17.0.0"), Some(17));
        assert_eq!(clang_major("gcc (Debian 12.2.0-14) 12.2.0"), None);
    }

    #[test]
    fn something_that_is_no_clang_is_named() {
        let error = format!("{:#}", Llvm::at(Path::new("/bin/true")).unwrap_err());
        assert!(error.contains("/bin/true is not a clang"), "{error}");
    }

    #[test]
    fn a_missing_clang_is_named() {
        let error = format!("{:#}", Llvm::at(Path::new("no-such-clang")).unwrap_err());
        assert!(error.contains("no no-such-clang on PATH"), "{error}");
    }
}
