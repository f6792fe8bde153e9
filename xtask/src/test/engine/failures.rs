//! `tests/engines/<name>.toml`: the programs that fail on an engine, and the reasons.

use crate::layout::Layout;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failures {
    /// A description of the engine, for the page.
    pub about: String,
    /// The reason if modules with exceptions, which setjmp uses, cannot run.
    pub exceptions: Option<String>,
    /// The reason if modules that start threads cannot run.
    pub threads: Option<String>,
    /// The reason if components cannot run.
    pub components: Option<String>,
    #[serde(default, rename = "kind")]
    pub kinds: Vec<Kind>,
}

/// Programs that fail for one reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// The failing feature, in a few words.
    pub what: String,
    /// The behaviour of the engine.
    pub reason: String,
    /// Not even started: they would take too much time or memory.
    #[serde(default)]
    pub skip: bool,
    /// The layers of wasi-run with which they pass.
    #[serde(default)]
    pub layers: Vec<String>,
    /// The names of the tests: `c/<area>/<case>`.
    pub tests: Vec<String>,
}

/// The known failure of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    Fails {
        reason: String,
        /// They pass with these.
        layers: Vec<String>,
    },
    Skipped(String),
}

impl Failures {
    pub fn read(layout: &Layout, engine: &str) -> Result<Self> {
        let path = layout
            .tests()
            .join("engines")
            .join(format!("{engine}.toml"));
        Self::read_file(&path)
    }

    pub fn read_file(path: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text).with_context(|| path.display().to_string())
    }

    fn parse(text: &str) -> Result<Self> {
        let failures: Self = toml::from_str(text)?;
        let mut seen = BTreeMap::new();
        for kind in &failures.kinds {
            ensure!(
                !kind.reason.trim().is_empty() && !kind.what.trim().is_empty(),
                "a kind of failure has no name or no reason"
            );
            for test in &kind.tests {
                if seen.insert(test, ()).is_some() {
                    bail!("{test} is listed twice");
                }
            }
        }
        Ok(failures)
    }

    pub fn of(&self, test: &str) -> Option<Known> {
        let is_it = |kind: &&Kind| kind.tests.iter().any(|name| name == test);
        let kind = self.kinds.iter().find(is_it)?;
        let reason = format!("{}: {}", kind.what, kind.reason.trim());
        Some(match kind.skip {
            true => Known::Skipped(reason),
            false => Known::Fails {
                reason,
                layers: kind.layers.clone(),
            },
        })
    }

    /// The names that belong to no test.
    pub fn strays(&self, is_test: impl Fn(&str) -> bool) -> Vec<&str> {
        self.kinds
            .iter()
            .flat_map(|kind| &kind.tests)
            .map(String::as_str)
            .filter(|name| !is_test(name))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_known_by_its_kind() {
        let text = "about = 'x'\n[[kind]]\nwhat = 'links'\nreason = 'none'\nlayers = ['link']\n\
                    tests = ['c/a/b']\n[[kind]]\nwhat = 'size'\nreason = '4 GiB'\nskip = true\ntests = ['c/a/c']\n";
        let failures = Failures::parse(text).unwrap();
        let fails = Known::Fails {
            reason: "links: none".into(),
            layers: vec!["link".into()],
        };
        assert_eq!(failures.of("c/a/b"), Some(fails));
        let skipped = Known::Skipped("size: 4 GiB".into());
        assert_eq!(failures.of("c/a/c"), Some(skipped));
        assert_eq!(failures.of("c/a/d"), None);
        assert_eq!(failures.strays(|name| name == "c/a/b"), ["c/a/c"]);
        assert!(Failures::parse(&text.replace("c/a/c", "c/a/b")).is_err());
        assert!(Failures::parse(&text.replace("'none'", "' '")).is_err());
    }

    #[test]
    fn the_file_of_every_engine_reads() {
        for name in super::super::names() {
            Failures::read(&Layout::find(), name).unwrap();
        }
    }
}
