//! Major versions: read from the path if possible, which costs no process, otherwise from
//! the program.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The versions of several programs, each determined once.
#[derive(Default)]
pub struct Versions(HashMap<PathBuf, Option<u32>>);

impl Versions {
    pub fn of(&mut self, clang: &Path) -> Option<u32> {
        let known = self.0.entry(clang.to_owned());
        *known.or_insert_with(|| major(clang))
    }
}

fn major(clang: &Path) -> Option<u32> {
    let real = clang.canonicalize().ok()?;
    of_name(clang)
        .or_else(|| of_name(&real))
        .or_else(|| of_folder(&real))
        .or_else(|| by_asking(clang))
}

/// `22` of `clang-22`.
fn of_name(clang: &Path) -> Option<u32> {
    let name = clang.file_name()?.to_str()?;
    name.strip_prefix("clang-")?.parse().ok()
}

/// `22` of `…/llvm-22/bin/clang`.
fn of_folder(clang: &Path) -> Option<u32> {
    let root = clang.parent()?.parent()?.file_name()?;
    root.to_str()?.strip_prefix("llvm-")?.parse().ok()
}

/// Of any tool of LLVM's.
pub fn by_asking(tool: &Path) -> Option<u32> {
    let output = Command::new(tool).arg("--version").output().ok()?;
    of_text(&String::from_utf8_lossy(&output.stdout))
}

/// `22` of `Debian clang version 22.1.8 (1~deb12u1)`, `LLVM version 22.1.8` or
/// `LLD 22.1.8`.
fn of_text(text: &str) -> Option<u32> {
    if text.contains("Apple clang") {
        return None;
    }
    let rest = ["clang version ", "LLVM version ", "LLD "]
        .iter()
        .find_map(|before| Some(text.split_once(before)?.1))?;
    rest.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_distributions_print() {
        for (text, version) in [
            ("Debian clang version 22.1.8 (1~deb12u1)\n", Some(22)),
            ("clang version 23.0.0git (abc)", Some(23)),
            ("Debian LLD 22.1.8 (compatible with GNU linkers)", Some(22)),
            (
                "LLVM (http://llvm.org/):\n  Debian LLVM version 22.1.8\n",
                Some(22),
            ),
            // It counts otherwise.
            ("Apple clang version 17.0.0", None),
            ("gcc (Debian 12.2.0-14) 12.2.0", None),
        ] {
            assert_eq!(of_text(text), version, "{text}");
        }
    }

    #[test]
    fn a_path_says_the_version() {
        assert_eq!(of_name(Path::new("/usr/bin/clang-22")), Some(22));
        assert_eq!(of_name(Path::new("/usr/bin/clang")), None);
        let debian = Path::new("/usr/lib/llvm-23/bin/clang");
        assert_eq!(of_folder(debian), Some(23));
    }
}
