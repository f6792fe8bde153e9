//! The compiler flags of the top half, `libc-top-half/flags.toml`.

use crate::sysroot::stage::{ARCH, is_simd128};
use crate::sysroot::target::Target;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flags {
    flags: Vec<String>,
    /// More flags for all files, by the name of the target.
    target: BTreeMap<String, Vec<String>>,
    #[serde(default, rename = "override")]
    overrides: Vec<Override>,
}

/// More flags for some files. `*` in the path stands for anything but `/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Override {
    path: String,
    flags: Vec<String>,
}

impl Flags {
    pub fn load(file: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        toml::from_str(&text).with_context(|| format!("in {}", file.display()))
    }

    /// Fails on an override that applies to no file, and on one that defines macros:
    /// those belong in the ledger, with their reason.
    pub fn check(&self, files: &[&String]) -> Result<()> {
        for Override { path, flags } in &self.overrides {
            ensure!(
                files.iter().any(|file| matches(path, file)),
                "flags.toml: no file is called {path}"
            );
            ensure!(
                !flags.iter().any(|flag| flag.starts_with("-D")),
                "flags.toml: {path}: a macro for some files belongs in overlay.toml"
            );
        }
        Ok(())
    }

    /// The arguments for a file, without its name and its output, with the ledger's
    /// additions.
    pub fn of(&self, file: &str, target: &Target, more: Vec<String>, debug: bool) -> Vec<String> {
        let mut flags = vec![format!("--target={}", target.of_c())];
        flags.extend(self.flags.iter().cloned());
        flags.extend(
            self.target
                .get(target.of_c())
                .into_iter()
                .flatten()
                .cloned(),
        );
        for rule in self
            .overrides
            .iter()
            .filter(|rule| matches(&rule.path, file))
        {
            flags.extend(rule.flags.iter().cloned());
        }
        if is_simd128(file) {
            flags.push("-msimd128".into());
        }
        flags.extend(more);
        if debug {
            flags.push("-g".into());
        }
        // The objects must not contain the path of the tree.
        flags.push("-ffile-compilation-dir=/libc".into());
        flags.extend(include_roots().map(|root| format!("-I{root}")));
        flags
    }
}

/// The include path, in musl's order.
pub fn include_roots() -> impl Iterator<Item = &'static str> {
    [
        ARCH,
        "arch/generic",
        "obj/src/internal",
        "src/include",
        "src/internal",
        "obj/include",
        "include",
    ]
    .into_iter()
}

fn matches(pattern: &str, path: &str) -> bool {
    let (mut patterns, mut names) = (pattern.split('/'), path.split('/'));
    loop {
        match (patterns.next(), names.next()) {
            (None, None) => return true,
            (Some(pattern), Some(name)) if matches_name(pattern, name) => {}
            _ => return false,
        }
    }
}

fn matches_name(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            (0..=name.len()).any(|at| name.get(at..).is_some_and(|end| matches_name(rest, end)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sysroot::target;

    #[test]
    fn a_star_stops_at_a_slash() {
        assert!(matches("src/string/*.c", "src/string/strlen.c"));
        assert!(matches("src/*/str*len*", "src/string/strnlen.c"));
        assert!(!matches("src/*", "src/string/strlen.c"));
        assert!(!matches("src/string/mem*.c", "src/string/strlen.c"));
    }

    #[test]
    fn overrides_come_after_the_common_flags() {
        let flags: Flags = toml::from_str(
            "flags = ['-O2']\n[target]\n[[override]]\npath = 'src/a/*'\nflags = ['-Os']\n",
        )
        .unwrap();
        let of = |file| flags.of(file, &target::PLAIN, vec!["-Dx=y".into()], false)[1..].to_vec();
        assert_eq!(of("src/a/x.c")[..3], ["-O2", "-Os", "-Dx=y"]);
        assert_eq!(of("src/b/x.c")[..2], ["-O2", "-Dx=y"]);
        assert_eq!(of("src/b/simd128/x.c")[..2], ["-O2", "-msimd128"]);
        assert!(flags.check(&[&"src/b/x.c".into()]).is_err());
        assert!(flags.check(&[&"src/a/x.c".into()]).is_ok());
    }

    #[test]
    fn a_macro_for_some_files_is_the_ledger_s() {
        let flags: Flags = toml::from_str(
            "flags = ['-Dx']\n[target]\n[[override]]\npath = 'a.c'\nflags = ['-Dy=z']\n",
        )
        .unwrap();
        let error = flags.check(&[&"a.c".into()]).unwrap_err().to_string();
        assert!(error.contains("a.c: a macro for some files"), "{error}");
    }
}
