//! Every macro of every public header, used, under every standard.
//!
//! The macros are found in the preprocessor's output for all headers together. A macro that
//! can be a value or a statement, with numbers or pointers as its arguments, is used in one
//! function. A warning of `-pedantic` under a standard is an error, unless
//! `tests/headers/exceptions.toml` lists it.

use super::exceptions::Exceptions;
use crate::test::Setup;
use crate::test::process;
use crate::test::toolchain::Sysroot;
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

struct Language {
    name: &'static str,
    /// The standard that decides how a macro can be used.
    newest: &'static str,
    standards: &'static [&'static str],
}

const LANGUAGES: [Language; 2] = [
    Language {
        name: "c",
        newest: "gnu17",
        standards: &["c89", "c99", "c11", "c17", "c23", "gnu89", "gnu17", "gnu23"],
    },
    Language {
        name: "c++",
        newest: "gnu++20",
        standards: &["c++98", "c++11", "c++14", "c++17", "c++20", "c++23"],
    },
];

const FEATURES: [&[&str]; 2] = [&[], &["-D_GNU_SOURCE"]];

const FLAGS: [&str; 5] = [
    "-nostdinc++",
    "-fsyntax-only",
    "-ferror-limit=0",
    "-fno-caret-diagnostics",
    "-fno-color-diagnostics",
];

const SOURCE: &str = "macros.c";

/// The arguments for parameters: a floating-point number, an integer, and a pointer.
const ARGUMENTS: [&str; 3] = ["d", "i", "p"];

/// A macro and how it is used.
type Use = (String, String);

pub fn complaints(
    setup: &Setup,
    sysroot: &Sysroot,
    exceptions: &Exceptions,
    headers: &[String],
) -> Result<String> {
    let compile = Compile {
        setup,
        sysroot,
        headers,
    };
    let macros = compile.macros()?;
    ensure!(macros.len() > 1000, "the headers define nothing");
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for language in &LANGUAGES {
        let uses = compile.usable(language, &macros)?;
        for standard in language.standards {
            for features in FEATURES {
                let strict = [&["-Wno-everything", "-Werror=pedantic"][..], features].concat();
                for (index, message) in compile.run(language.name, standard, &strict, &uses)? {
                    let (name, how) = &uses[index];
                    let why = format!("-std={standard} {}: {how} {message}", features.join(" "));
                    found.entry(name.clone()).or_insert(why);
                }
            }
        }
    }
    Ok(exceptions.macros(&found))
}

/// The macros without parameters.
pub fn names(setup: &Setup, sysroot: &Sysroot, headers: &[String]) -> Result<Vec<String>> {
    let compile = Compile {
        setup,
        sysroot,
        headers,
    };
    let macros = compile.macros()?.into_iter();
    Ok(macros
        .filter(|(_, parameters)| parameters.is_none())
        .map(|(name, _)| name)
        .collect())
}

struct Compile<'a> {
    setup: &'a Setup,
    sysroot: &'a Sysroot,
    headers: &'a [String],
}

impl Compile<'_> {
    fn includes(&self) -> String {
        let lines = self
            .headers
            .iter()
            .map(|header| format!("#include <{header}>\n"));
        lines.collect()
    }

    /// The macros of our headers, with the number of their parameters if they have any.
    fn macros(&self) -> Result<BTreeMap<String, Option<usize>>> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join(SOURCE), self.includes())?;
        let mut command = self.sysroot.cc().command();
        command
            .args(["-std=gnu17", "-D_GNU_SOURCE", "-E", "-dD", "-w"])
            .arg(SOURCE)
            .current_dir(folder.path());
        let finished = process::run(&mut command, "", self.setup.timeout)?;
        let text = String::from_utf8_lossy(&finished.stdout);
        let include = fs::canonicalize(self.sysroot.include())?;
        Ok(defined(&text, &include))
    }

    /// One use of each macro that compiles where everything is allowed.
    fn usable(
        &self,
        language: &Language,
        macros: &BTreeMap<String, Option<usize>>,
    ) -> Result<Vec<Use>> {
        let mut uses: Vec<Use> = macros
            .iter()
            .flat_map(|(name, parameters)| {
                let ways = ways(name, *parameters);
                ways.into_iter().map(|how| (name.clone(), how))
            })
            .collect();
        // Errors after a line that cannot be parsed may be missed.
        loop {
            let flags = ["-D_GNU_SOURCE", "-w"];
            let bad = self.run(language.name, language.newest, &flags, &uses)?;
            if bad.is_empty() {
                break;
            }
            let mut index = 0;
            uses.retain(|_| {
                index += 1;
                !bad.contains_key(&(index - 1))
            });
        }
        let mut seen = BTreeSet::new();
        uses.retain(|(name, _)| seen.insert(name.clone()));
        Ok(uses)
    }

    /// The compiler's first complaint about each of the uses, by its index.
    fn run(
        &self,
        language: &str,
        standard: &str,
        flags: &[&str],
        uses: &[Use],
    ) -> Result<BTreeMap<usize, String>> {
        let mut text = self.includes();
        text += "extern double d; extern int i; extern char *p;\nvoid uses(void)\n{\n";
        let first = text.lines().count() + 1;
        for (name, how) in uses {
            text += &format!("#ifdef {name}\n{how}\n#endif\n");
        }
        text += "}\n";
        let standard = format!("-std={standard}");
        let key = self
            .sysroot
            .headers_key("macros")
            .with_all(FLAGS)
            .with_all(flags)
            .with_all([language, &standard, &text]);
        let printed = self.setup.cache.get(key, |output| {
            let folder = tempfile::tempdir()?;
            fs::write(folder.path().join(SOURCE), &text)?;
            let mut command = self.sysroot.cc().command();
            command
                .args(FLAGS)
                .args(flags)
                .args(["-x", language, &standard])
                .arg(SOURCE)
                .current_dir(folder.path());
            let finished = process::run(&mut command, "", self.setup.timeout)?;
            anyhow::Ok(fs::write(output, &finished.stderr)?)
        })?;
        let messages = fs::read_to_string(printed)?;
        let mut bad = BTreeMap::new();
        for line in messages.lines() {
            let Some((place, message)) = line.split_once(": error: ") else {
                ensure!(!line.contains("fatal error"), "{line}");
                continue;
            };
            let (file, rest) = place.split_once(':').context("a message without a place")?;
            let line_number: usize = rest.split(':').next().unwrap_or_default().parse()?;
            ensure!(
                file == SOURCE && line_number >= first,
                "the headers do not compile together with {standard}: {line}"
            );
            bad.entry((line_number - first) / 3)
                .or_insert_with(|| message.to_owned());
        }
        Ok(bad)
    }
}

/// How a macro may be used: as a value if it can be, else as a statement.
fn ways(name: &str, parameters: Option<usize>) -> Vec<String> {
    let calls: Vec<String> = match parameters {
        None => return vec![format!("(void)({name});")],
        Some(0) => vec![format!("{name}()")],
        Some(1) => ARGUMENTS.map(|a| format!("{name}({a})")).into(),
        Some(2) => ARGUMENTS
            .iter()
            .flat_map(|a| ARGUMENTS.map(|b| format!("{name}({a}, {b})")))
            .collect(),
        Some(n) => ARGUMENTS
            .map(|a| format!("{name}({})", vec![a; n].join(", ")))
            .into(),
    };
    let values = calls.iter().map(|call| format!("(void)({call});"));
    values
        .chain(calls.iter().map(|call| format!("{{ {call}; }}")))
        .collect()
}

/// The macros that `#define` lines below `include` make, from what `-E -dD` prints.
fn defined(text: &str, include: &Path) -> BTreeMap<String, Option<usize>> {
    let mut macros = BTreeMap::new();
    let mut ours = false;
    for line in text.lines() {
        if let Some(marker) = line.strip_prefix("# ") {
            let file = marker.split('"').nth(1).unwrap_or_default();
            let file = fs::canonicalize(file).unwrap_or_default();
            ours = file.starts_with(include);
        } else if let Some(definition) = line.strip_prefix("#define ").filter(|_| ours) {
            let in_c = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let end = definition.find(|c| !in_c(c)).unwrap_or(definition.len());
            let (name, rest) = definition.split_at(end);
            let parameters = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
            let count = parameters.map(|(list, _)| match list.trim() {
                "" => 0,
                list => list.split(',').count(),
            });
            macros.insert(name.to_owned(), count);
        } else if let Some(name) = line.strip_prefix("#undef ").filter(|_| ours) {
            macros.remove(name.trim());
        }
    }
    macros
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macros_are_found_where_they_are_defined() {
        let folder = tempfile::tempdir().unwrap();
        let include = fs::canonicalize(folder.path()).unwrap();
        let header = include.join("x.h");
        fs::write(&header, "").unwrap();
        let text = format!(
            "# 1 \"<built-in>\" 1\n#define __clang__ 1\n# 1 \"{}\" 1\n#define A 1\n\
             #define F() x\n#define G(a,b) ((a)+(b))\n#define H (1)\n#define I 2\n#undef I\n# 2 \"m.c\" 2\n#define B 2\n",
            header.display()
        );
        let expected = [("A", None), ("F", Some(0)), ("G", Some(2)), ("H", None)];
        let expected = expected.map(|(name, count)| (name.to_owned(), count));
        assert_eq!(defined(&text, &include), BTreeMap::from(expected));
    }

    #[test]
    fn a_macro_is_used_in_each_way() {
        assert_eq!(ways("A", None), ["(void)(A);"]);
        assert_eq!(ways("F", Some(0)), ["(void)(F());", "{ F(); }"]);
        assert_eq!(ways("G", Some(2)).len(), 18);
        assert_eq!(ways("H", Some(4))[1], "(void)(H(i, i, i, i));");
    }
}
