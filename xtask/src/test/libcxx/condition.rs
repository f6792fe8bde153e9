//! The conditions in the tests' comments: `!no-threads && (linux || target={{.+}}-wasi.*)`.

use anyhow::{Context, Result, bail, ensure};
use regex_lite::Regex;
use std::collections::BTreeSet;

/// The names of the features that a target has.
pub type Features = BTreeSet<String>;

/// Whether a condition holds.
pub fn holds(condition: &str, features: &Features) -> Result<bool> {
    let mut parser = Parser {
        tokens: tokens(condition)?,
        at: 0,
        features,
    };
    let value = parser.any()?;
    ensure!(
        parser.at == parser.tokens.len(),
        "'{condition}' goes on after its end"
    );
    Ok(value)
}

/// The names in a condition.
pub fn names(condition: &str) -> Result<Vec<&str>> {
    let mut names = tokens(condition)?;
    names.retain(|token| is_name(token));
    Ok(names)
}

fn is_name(token: &str) -> bool {
    !matches!(token, "(" | ")" | "!" | "&&" | "||")
}

fn tokens(mut rest: &str) -> Result<Vec<&str>> {
    let mut tokens = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(tokens);
        }
        let signs = ["(", ")", "!", "&&", "||"];
        let sign = signs.iter().find(|sign| rest.starts_with(**sign));
        let length = match sign {
            Some(sign) => sign.len(),
            None => length_of_name(rest)?,
        };
        tokens.push(&rest[..length]);
        rest = &rest[length..];
    }
}

/// A name has letters, digits, `-+=._*`, and regular expressions in `{{…}}`.
fn length_of_name(text: &str) -> Result<usize> {
    let mut length = 0;
    while let Some(character) = text[length..].chars().next() {
        if text[length..].starts_with("{{") {
            let end = text[length..].find("}}");
            length += end.with_context(|| format!("'{text}' has {{{{ without }}}}"))? + 2;
        } else if character.is_ascii_alphanumeric() || "-+=._*".contains(character) {
            length += 1;
        } else {
            break;
        }
    }
    ensure!(length > 0, "'{text}' does not begin with a feature");
    Ok(length)
}

struct Parser<'a> {
    tokens: Vec<&'a str>,
    at: usize,
    features: &'a Features,
}

impl Parser<'_> {
    fn takes(&mut self, token: &str) -> bool {
        let is_next = self.tokens.get(self.at) == Some(&token);
        self.at += usize::from(is_next);
        is_next
    }

    fn any(&mut self) -> Result<bool> {
        let mut value = self.all()?;
        while self.takes("||") {
            value |= self.all()?;
        }
        Ok(value)
    }

    fn all(&mut self) -> Result<bool> {
        let mut value = self.one()?;
        while self.takes("&&") {
            value &= self.one()?;
        }
        Ok(value)
    }

    fn one(&mut self) -> Result<bool> {
        if self.takes("!") {
            return Ok(!self.one()?);
        }
        if self.takes("(") {
            let value = self.any()?;
            ensure!(self.takes(")"), "a condition has ( without )");
            return Ok(value);
        }
        match self.tokens.get(self.at) {
            Some(name) if is_name(name) => {
                self.at += 1;
                has(name, self.features)
            }
            Some(token) => bail!("a condition has '{token}' in place of a feature"),
            None => bail!("a condition lacks its end"),
        }
    }
}

fn has(name: &str, features: &Features) -> Result<bool> {
    if name == "*" || name == "true" {
        return Ok(true);
    }
    if !name.contains("{{") {
        return Ok(features.contains(name));
    }
    let pattern = Regex::new(&pattern(name)).with_context(|| format!("in '{name}'"))?;
    Ok(features.iter().any(|feature| pattern.is_match(feature)))
}

/// A name as one regular expression, which must match the whole of a feature.
fn pattern(name: &str) -> String {
    let mut pattern = "^(?:".to_owned();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once("{{") {
        let (inside, after) = after.split_once("}}").unwrap_or((after, ""));
        pattern += &regex_lite::escape(before);
        pattern += &format!("(?:{inside})");
        rest = after;
    }
    pattern + &regex_lite::escape(rest) + ")$"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(condition: &str) -> bool {
        let features = ["a", "b-1", "std-at-least-c++20", "target=wasm32-wasip1"];
        holds(condition, &features.map(String::from).into()).unwrap()
    }

    #[test]
    fn operators_bind_as_in_c() {
        assert!(value("a"));
        assert!(!value("c"));
        assert!(value("!c"));
        assert!(value("!!a"));
        assert!(value("a || c && c"));
        assert!(!value("(a || c) && c"));
        assert!(!value("!a || c"));
        assert!(!value("!(a||c)"));
        assert!(value("a && b-1 && std-at-least-c++20"));
        assert!(value("*"));
    }

    #[test]
    fn patterns_match_whole_names() {
        assert!(value("target={{.+}}-wasip1"));
        assert!(!value("target={{.+}}-wasip"));
        assert!(value("{{a|x}}"));
        assert!(value("b-{{[0-9]}} && !c"));
        assert!(!value("b{{.}}"));
        // Text outside of the braces is no pattern.
        assert!(!value("target=wasm32.wasip1{{.*}}"));
        assert!(value("std-at-least-c++{{20|23}}"));
    }

    #[test]
    fn a_broken_condition_is_an_error() {
        let none = Features::new();
        for condition in [
            "", "a ||", "(a", "a)", "a b", "&& a", "{{a", "a ? b", "{{(}}",
        ] {
            assert!(holds(condition, &none).is_err(), "{condition}");
        }
    }

    #[test]
    fn names_are_listed() {
        assert_eq!(
            names("!(a-b||{{c d}}) && e").unwrap(),
            ["a-b", "{{c d}}", "e"]
        );
    }
}
