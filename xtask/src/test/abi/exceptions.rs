//! `tests/abi/exceptions.toml`: each deliberate difference and its reason.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::fmt;
use std::fs;
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Constant,
    Layout,
    Symbol,
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Kind::Constant => "constant",
            Kind::Layout => "layout",
            Kind::Symbol => "symbol",
        })
    }
}

/// A difference from wasi-libc.
#[derive(Debug)]
pub struct Difference {
    pub name: String,
    pub ours: String,
    pub theirs: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exceptions {
    #[serde(default)]
    pub exception: Vec<Exception>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    pub kind: Kind,
    /// One name, or all that begin so if it ends in `*`.
    pub name: String,
    pub ours: String,
    /// Left out only where one exception covers several names.
    pub theirs: Option<String>,
    pub reason: String,
}

impl Exception {
    fn covers(&self, difference: &Difference) -> bool {
        let named = match self.name.strip_suffix('*') {
            Some(start) => difference.name.starts_with(start),
            None => difference.name == self.name,
        };
        named
            && difference.ours == self.ours
            && self
                .theirs
                .as_ref()
                .is_none_or(|theirs| difference.theirs == *theirs)
    }
}

impl Exceptions {
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("exceptions.toml");
        let text = fs::read_to_string(&path);
        let text = text.with_context(|| format!("reading {}", path.display()))?;
        Self::parse(&text).with_context(|| path.display().to_string())
    }

    fn parse(text: &str) -> Result<Self> {
        let exceptions: Self = toml::from_str(text)?;
        for exception in &exceptions.exception {
            let name = &exception.name;
            ensure!(
                !exception.reason.trim().is_empty(),
                "`{name}` has no reason"
            );
            ensure!(
                name.ends_with('*') == exception.theirs.is_none(),
                "`{name}`: `theirs` is given for one name, and left out for a pattern"
            );
        }
        Ok(exceptions)
    }

    /// The `differences` of this kind without an exception, and exceptions without a
    /// difference; empty if there are none.
    pub fn judge(&self, kind: Kind, differences: &[Difference]) -> String {
        let mut text = String::new();
        let of_kind = || {
            self.exception
                .iter()
                .filter(|exception| exception.kind == kind)
        };
        for difference in differences {
            if !of_kind().any(|exception| exception.covers(difference)) {
                let Difference { name, ours, theirs } = difference;
                text += &format!("{kind} {name}: ours is {ours}, theirs is {theirs}\n");
            }
        }
        if !text.is_empty() {
            text +=
                "(a deliberate difference goes into tests/abi/exceptions.toml, with its reason)\n";
        }
        for exception in of_kind() {
            if !differences
                .iter()
                .any(|difference| exception.covers(difference))
            {
                let Exception { name, ours, .. } = exception;
                text +=
                    &format!("exception {kind} {name}, ours {ours}: there is no such difference\n");
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(name: &str, ours: &str, theirs: &str) -> Difference {
        Difference {
            name: name.into(),
            ours: ours.into(),
            theirs: theirs.into(),
        }
    }

    const ONE: &str = r#"
        [[exception]]
        kind = "constant"
        name = "A"
        ours = "1"
        theirs = "2"
        reason = "because"
    "#;

    #[test]
    fn only_the_very_difference_is_covered() {
        let exceptions = Exceptions::parse(ONE).unwrap();
        let judge = |kind, list: &[Difference]| exceptions.judge(kind, list);
        assert_eq!(judge(Kind::Constant, &[difference("A", "1", "2")]), "");
        assert!(judge(Kind::Constant, &[difference("A", "3", "2")]).contains("ours is 3"));
        assert!(judge(Kind::Constant, &[]).contains("no such difference"));
        assert_eq!(judge(Kind::Symbol, &[]), "");
    }

    #[test]
    fn reasons_and_exactness_are_asked_for() {
        assert!(Exceptions::parse(&ONE.replace("because", "")).is_err());
        assert!(Exceptions::parse(&ONE.replace("theirs = \"2\"", "")).is_err());
        assert!(Exceptions::parse(&ONE.replace("\"A\"", "\"A*\"")).is_err());
    }
}
