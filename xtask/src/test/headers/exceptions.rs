//! `tests/headers/exceptions.toml`: permitted faults of the headers, with reasons.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exceptions {
    #[serde(default)]
    warning: Vec<Warning>,
    #[serde(default)]
    link: Vec<Link>,
    #[serde(default)]
    undeclared: Vec<Link>,
    #[serde(default, rename = "macro")]
    macros: Vec<Link>,
}

/// A warning in the text of a header.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Warning {
    header: String,
    /// As the compiler prints it: `-Wshift-op-parentheses`.
    warning: String,
    reason: String,
}

/// A name that is declared and does not link, or the other way round; or of macros, all that
/// begin so if it ends in `*`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    name: String,
    reason: String,
}

impl Exceptions {
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path);
        let text = text.with_context(|| format!("reading {}", path.display()))?;
        Self::parse(&text).with_context(|| path.display().to_string())
    }

    pub fn parse(text: &str) -> Result<Self> {
        let exceptions: Self = toml::from_str(text)?;
        let warnings = exceptions
            .warning
            .iter()
            .map(|each| (&each.header, &each.reason));
        let links = exceptions
            .link
            .iter()
            .chain(&exceptions.undeclared)
            .chain(&exceptions.macros)
            .map(|each| (&each.name, &each.reason));
        for (name, reason) in warnings.chain(links) {
            ensure!(!reason.trim().is_empty(), "`{name}` has no reason");
        }
        Ok(exceptions)
    }

    pub fn allows(&self, header: &str, warning: &str) -> bool {
        self.of_header(header).any(|allowed| allowed == warning)
    }

    /// The warnings that are allowed in the text of this header.
    pub fn of_header(&self, header: &str) -> impl Iterator<Item = &str> {
        self.warning
            .iter()
            .filter(move |each| each.header == header)
            .map(|each| each.warning.as_str())
    }

    /// Names that do not link, without an exception.
    pub fn unforgiven(&self, missing: &BTreeMap<String, String>) -> String {
        missing
            .iter()
            .filter(|(name, _)| !self.link.iter().any(|each| each.name == **name))
            .map(|(name, why)| format!("{name}: {why}\n"))
            .collect()
    }

    /// Checks names that the library defines and no header declares. Returns those without
    /// an exception, and exceptions for other names.
    pub fn undeclared(&self, names: &BTreeSet<String>) -> String {
        let allowed = |name: &str| self.undeclared.iter().any(|each| each.name == name);
        let wrong = names.iter().filter(|name| !allowed(name));
        let unused = self
            .undeclared
            .iter()
            .filter(|each| !names.contains(&each.name));
        wrong
            .map(|name| format!("{name}: is defined, and no header declares it\n"))
            .chain(unused.map(|each| format!("exception {}: it is declared\n", each.name)))
            .collect()
    }

    /// Warnings about macros without an exception, and exceptions for macros without a
    /// warning.
    pub fn macros(&self, found: &BTreeMap<String, String>) -> String {
        let covers = |each: &Link, name: &str| match each.name.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => each.name == name,
        };
        let wrong = found
            .iter()
            .filter(|(name, _)| !self.macros.iter().any(|each| covers(each, name)))
            .map(|(name, why)| format!("{name}: {why}\n"));
        let unused = self
            .macros
            .iter()
            .filter(|each| !found.keys().any(|name| covers(each, name)))
            .map(|each| format!("exception {}: no macro needs it\n", each.name));
        wrong.chain(unused).collect()
    }

    /// Exceptions for names that do link.
    pub fn unused(&self, missing: &BTreeMap<String, String>) -> String {
        self.link
            .iter()
            .filter(|each| !missing.contains_key(&each.name))
            .map(|each| format!("exception {}: it links\n", each.name))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_have_reasons_and_are_used() {
        assert!(Exceptions::parse("[[link]]\nname = 'f'\nreason = ''").is_err());
        let exceptions = Exceptions::parse("[[link]]\nname = 'f'\nreason = 'no'").unwrap();
        let missing = BTreeMap::from([("f".to_owned(), "undefined".to_owned())]);
        assert_eq!(exceptions.unforgiven(&missing), "");
        assert_eq!(exceptions.unused(&missing), "");
        assert!(exceptions.unused(&BTreeMap::new()).contains("it links"));
        let exceptions = Exceptions::parse("[[undeclared]]\nname = 'f'\nreason = 'old'").unwrap();
        let names = BTreeSet::from(["f".to_owned(), "g".to_owned()]);
        assert_eq!(
            exceptions.undeclared(&names),
            "g: is defined, and no header declares it\n"
        );
        assert!(
            exceptions
                .undeclared(&BTreeSet::new())
                .contains("it is declared")
        );
        let none = Exceptions::parse("").unwrap();
        assert!(none.unforgiven(&missing).contains("undefined"));
    }
}
