//! The tests of the suites by name.

use crate::tree;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The directories of tests below the unpacked tarball, and how their tests' names begin.
const SUITES: [(&str, &str); 4] = [
    ("libcxx/test/extensions", "extensions"),
    ("libcxx/test/libcxx", "libcxx"),
    ("libcxx/test/std", "std"),
    ("libcxxabi/test", "libcxxabi"),
];

/// The directories of the headers that tests include.
pub const INCLUDED: [&str; 3] = ["libcxx/test/support", "libcxx/src", "libunwind/include"];

/// The condition for passing. Tests of other kinds are scripts for a shell or generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The program ends with status 0.
    Run,
    /// It compiles.
    Compile,
    /// The compiler says what the comments expect.
    Verify,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        let kinds = [
            (".compile.pass.cpp", Self::Compile),
            (".verify.cpp", Self::Verify),
            (".pass.cpp", Self::Run),
        ];
        let kind = kinds.iter().find(|(end, _)| name.ends_with(end));
        kind.map(|(_, kind)| *kind)
    }
}

#[derive(Clone, Debug)]
pub struct Case {
    /// `std/containers/associative/map/map.ops/find.pass.cpp`
    pub name: String,
    pub kind: Kind,
    pub source: PathBuf,
}

impl Case {
    /// The row of the results that the test belongs to: `std/containers`, `libcxxabi`.
    pub fn row(&self) -> String {
        row(&self.name)
    }
}

fn row(name: &str) -> String {
    let folders: Vec<&str> = name.split('/').collect();
    let (_, folders) = folders.split_last().unwrap_or((&"", &[]));
    folders[..folders.len().min(2)].join("/")
}

/// Every test below the unpacked tarball, sorted by name.
pub fn cases(tests: &Path) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for (folder, prefix) in SUITES {
        for (path, source) in tree::files_below(&tests.join(folder))? {
            if let Some(kind) = Kind::of(&path) {
                let name = format!("{prefix}/{path}");
                cases.push(Case { name, kind, source });
            }
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(cases)
}

/// Whether a filter chooses a test: a part of its name, or of its path in the tarball.
pub fn matches(filter: &str, name: &str) -> bool {
    if name.contains(filter) {
        return true;
    }
    SUITES.iter().any(|(folder, prefix)| {
        let rest = name.strip_prefix(prefix);
        rest.is_some_and(|rest| format!("{folder}{rest}").contains(filter))
    })
}

/// `I/N`: the I-th of every N tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    which: usize,
    of: usize,
}

impl Shard {
    pub fn has(self, index: usize) -> bool {
        index % self.of == self.which - 1
    }
}

impl FromStr for Shard {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let parts = text.split_once('/');
        let numbers = parts.and_then(|(which, of)| Some((which.parse().ok()?, of.parse().ok()?)));
        let shard = numbers.map(|(which, of)| Self { which, of });
        shard
            .filter(|shard| (1..=shard.of).contains(&shard.which))
            .context("it is I/N, the I-th of every N tests, such as 1/16")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_name_is_its_kind() {
        assert_eq!(Kind::of("a.pass.cpp"), Some(Kind::Run));
        assert_eq!(Kind::of("a.compile.pass.cpp"), Some(Kind::Compile));
        assert_eq!(Kind::of("a.nodiscard.verify.cpp"), Some(Kind::Verify));
        assert_eq!(Kind::of("a.sh.cpp"), None);
        assert_eq!(Kind::of("a.h"), None);
    }

    #[test]
    fn rows_are_directories() {
        assert_eq!(row("std/containers/map/a.pass.cpp"), "std/containers");
        assert_eq!(row("libcxxabi/a.pass.cpp"), "libcxxabi");
    }

    #[test]
    fn filters_are_parts_of_names_and_paths() {
        let name = "std/re/a.pass.cpp";
        for filter in ["re/a", "std/re", "libcxx/test/std/re/a.pass.cpp"] {
            assert!(matches(filter, name), "{filter}");
        }
        assert!(!matches("libcxxabi/test", name));
        assert!(!matches("locale", name));
    }

    #[test]
    fn shards_are_disjoint_and_make_up_the_whole() {
        let shards: Vec<Shard> = (1..=3).map(|i| format!("{i}/3").parse().unwrap()).collect();
        for index in 0..10 {
            let having = shards.iter().filter(|shard| shard.has(index)).count();
            assert_eq!(having, 1);
        }
        for text in ["0/3", "4/3", "1/0", "1", "a/b", "-1/2", ""] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
