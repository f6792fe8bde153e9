//! The constants of `libc-bottom-half/src/abi` must equal those of the C headers, of
//! which they are a second copy.

use crate::test::Setup;
use crate::test::probe::{self, Answer, Question};
use crate::test::toolchain::Sysroot;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use walkdir::WalkDir;

/// `tests/headers/bottom-half.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exceptions {
    /// Constants that no header has, each with the reason.
    kernel: BTreeMap<String, String>,
}

pub fn complaints(setup: &Setup, sysroot: &Sysroot) -> Result<String> {
    let file = setup.layout.tests().join("headers/bottom-half.toml");
    let text =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let Exceptions { kernel } =
        toml::from_str(&text).with_context(|| file.display().to_string())?;
    let mut complaints = String::new();
    let mut constants = Vec::new();
    let folder = setup.layout.root().join("libc-bottom-half/src");
    let files = WalkDir::new(&folder).sort_by_file_name().into_iter();
    for entry in files {
        let entry = entry?;
        let path = entry.path().strip_prefix(&folder)?;
        if path.starts_with("abi") && entry.file_type().is_file() || path.ends_with("abi.rs") {
            let text = fs::read_to_string(entry.path())?;
            constants.extend(read(&text));
        }
    }
    let mut known = BTreeMap::new();
    let mut missing = BTreeSet::new();
    let mut asked = Vec::new();
    for constant in &constants {
        match value(&constant.expression, &known) {
            Some(value) => {
                known.insert(constant.rust.clone(), value);
                asked.push((constant, value));
            }
            None if kernel.contains_key(&constant.c) => {
                missing.insert(constant.c.clone());
            }
            None => {
                let Constant { c, expression, .. } = constant;
                complaints += &format!("{c}: '{expression}' cannot be compared with C's value\n");
            }
        }
    }
    let questions: Vec<Question> = asked
        .iter()
        .map(|(constant, _)| Question::Value(constant.c.clone()))
        .collect();
    for (&(constant, ours), answer) in asked.iter().zip(probe::ask(setup, sysroot, &questions)?) {
        let name = &constant.c;
        match answer {
            Answer::Value(theirs) if constant.cut(theirs) == constant.cut(ours as u64) => {}
            Answer::Value(theirs) => {
                let theirs = constant.cut(theirs);
                complaints += &format!("{name} is {ours} in the bottom half, {theirs} in C\n");
            }
            Answer::Error(_) if kernel.contains_key(name) => {
                missing.insert(name.clone());
            }
            Answer::Error(message) => {
                complaints += &format!("{name} cannot be compared: {message}\n");
            }
            Answer::Bits(_) => unreachable!("only values were asked for"),
        }
    }
    for name in kernel.keys().filter(|name| !missing.contains(*name)) {
        complaints += &format!(
            "tests/headers/bottom-half.toml: {name} is in a header, or does not \
                                exist\n"
        );
    }
    Ok(complaints)
}

/// `pub const NAME: type = expression;` of one of the types of C's numbers.
struct Constant {
    rust: String,
    /// The name in C: a module of the file stands for its beginning.
    c: String,
    bits: u32,
    expression: String,
}

impl Constant {
    /// The bits that its type has.
    fn cut(&self, value: u64) -> u64 {
        value & (u64::MAX >> (64 - self.bits))
    }
}

fn read(text: &str) -> Vec<Constant> {
    let mut constants = Vec::new();
    let mut prefix = String::new();
    let mut nested = false;
    for line in text.lines() {
        if let Some(module) = line
            .strip_prefix("pub mod ")
            .and_then(|rest| rest.strip_suffix(" {"))
        {
            prefix = format!("{}_", module.to_uppercase());
        } else if line.starts_with('}') {
            prefix.clear();
            nested = false;
        } else if line.ends_with('{') && !line.starts_with(' ') {
            // A type's own constants are not C's.
            nested = true;
        }
        let Some(rest) = line.trim_start().strip_prefix("pub const ") else {
            continue;
        };
        if nested {
            continue;
        }
        let Some((name, rest)) = rest.split_once(": ") else {
            continue;
        };
        let Some((ty, expression)) = rest.split_once(" = ") else {
            continue;
        };
        let bits = match ty.get(1..) {
            Some("8") => 8,
            Some("16") => 16,
            Some("32" | "size") => 32,
            Some("64") => 64,
            _ => continue,
        };
        constants.push(Constant {
            rust: name.to_owned(),
            c: format!("{prefix}{name}"),
            bits,
            expression: expression.trim_end_matches(';').to_owned(),
        });
    }
    constants
}

/// The value of a literal, a name, or some of them joined by `|`.
fn value(expression: &str, known: &BTreeMap<String, i128>) -> Option<i128> {
    let mut all = 0;
    for part in expression.split('|').map(str::trim) {
        all |= match (part, part.split_once(" << ")) {
            (_, Some((number, by))) => literal(number)? << literal(by)?,
            ("u64::MAX", _) => i128::from(u64::MAX),
            ("i32::MIN", _) => i128::from(i32::MIN),
            _ => literal(part).or_else(|| known.get(part).copied())?,
        };
    }
    Some(all)
}

fn literal(text: &str) -> Option<i128> {
    let text = text.replace('_', "");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, &*text),
    };
    let number = if let Some(hex) = digits.strip_prefix("0x") {
        i128::from_str_radix(hex, 16)
    } else if let Some(octal) = digits.strip_prefix("0o") {
        i128::from_str_radix(octal, 8)
    } else {
        digits.parse()
    };
    Some(sign * number.ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_read_with_their_modules() {
        let text = "pub const A: i32 = 0o17;\npub mod clock {\n    pub const B: u64 = 1 << 3;\n}\n\
            impl T {\n    pub const C: u32 = 1;\n}\npub const D: u32 = A | 0x1_00;\n";
        let constants = read(text);
        let names: Vec<&str> = constants.iter().map(|one| &*one.c).collect();
        assert_eq!(names, ["A", "CLOCK_B", "D"]);
        let mut known = BTreeMap::new();
        for one in &constants {
            let value = value(&one.expression, &known).unwrap();
            known.insert(one.rust.clone(), value);
        }
        assert_eq!((known["A"], known["B"], known["D"]), (15, 8, 0x10f));
        assert_eq!(value("f(1)", &known), None);
    }
}
