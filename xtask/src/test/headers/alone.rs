//! One header, twice, and nothing else.

use super::exceptions::Exceptions;
use crate::test::Setup;
use crate::test::process;
use crate::test::toolchain::Sysroot;
use anyhow::{Result, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Languages, each with and without `_GNU_SOURCE`.
const LANGUAGES: &[(&str, &str)] = &[("c", "c99"), ("c", "c23"), ("c++", "c++17")];
const FEATURES: &[&[&str]] = &[&[], &["-D_GNU_SOURCE"]];

const FLAGS: &[&str] = &[
    "-nostdinc++",
    "-Wall",
    "-Wextra",
    "-pedantic",
    // Without it, the compiler does not warn about headers in its own search path.
    "-Wsystem-headers",
    // Some headers warn on purpose that another one is meant.
    "-Wno-#warnings",
    "-ferror-limit=0",
    "-fno-caret-diagnostics",
    "-fno-color-diagnostics",
    "-fsyntax-only",
];

/// All complaints about one header, empty if there are none.
pub fn complaints(
    setup: &Setup,
    sysroot: &Sysroot,
    exceptions: &Exceptions,
    header: &str,
) -> Result<String> {
    let mut unused: BTreeSet<&str> = exceptions.of_header(header).collect();
    let mut text = String::new();
    for &(language, standard) in LANGUAGES {
        for &features in FEATURES {
            let output = compile(setup, sysroot, header, language, standard, features)?;
            let mut bad = String::new();
            for line in output.lines() {
                let Some(message) = Message::parse(line, &sysroot.include()) else {
                    continue;
                };
                if exceptions.allows(&message.header, message.warning) {
                    if message.header == header {
                        unused.remove(message.warning);
                    }
                } else {
                    bad += &format!("  {line}\n");
                }
            }
            if !bad.is_empty() {
                text += &format!("-std={standard} {}\n{bad}", features.join(" "));
            }
        }
    }
    for warning in unused {
        text += &format!("exception {header} {warning}: there is no such warning\n");
    }
    Ok(text)
}

/// The compiler's output; the same headers are not compiled twice.
fn compile(
    setup: &Setup,
    sysroot: &Sysroot,
    header: &str,
    language: &str,
    standard: &str,
    features: &[&str],
) -> Result<String> {
    let cc = sysroot.cc();
    let source = format!("#include <{header}>\n#include <{header}>\nextern int something;\n");
    let key = sysroot
        .headers_key("header")
        .with_all(FLAGS)
        .with_all([language, standard, &source])
        .with_all(features);
    let printed = setup.cache.get(key, |output| {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("alone.c");
        fs::write(&path, &source)?;
        let mut command = cc.command();
        command
            .args(FLAGS)
            .args(features)
            .args(["-x", language, &format!("-std={standard}")])
            .arg(&path);
        let finished = process::run(&mut command, "", setup.timeout)?;
        let messages = String::from_utf8_lossy(&finished.stderr);
        ensure!(
            finished.status.success() || messages.contains("error: "),
            "{}: {messages}",
            process::shell(&command)
        );
        Ok(fs::write(output, &finished.stderr)?)
    })?;
    Ok(fs::read_to_string(printed)?)
}

/// A complaint of the compiler.
#[derive(Debug, PartialEq, Eq)]
struct Message<'a> {
    /// Where the warning is, below the directory of headers. A wrapped header,
    /// `__musl/x.h`, counts as its wrapper.
    header: String,
    /// `-Wname`; an error has none.
    warning: &'a str,
}

impl<'a> Message<'a> {
    fn parse(line: &'a str, include: &Path) -> Option<Self> {
        if line.contains(": error: ") || line.contains(": fatal error: ") {
            return Some(Self {
                header: String::new(),
                warning: "",
            });
        }
        let (place, rest) = line.split_once(": warning: ")?;
        let file = Path::new(place.split(':').next()?);
        // Warnings in the compiler's own headers do not count.
        let header = file.strip_prefix(include).ok()?.to_str()?;
        let warning = rest
            .rsplit_once(" [")
            .and_then(|(_, flag)| flag.strip_suffix(']'));
        Some(Self {
            header: header.replace("__musl/", ""),
            warning: warning.unwrap_or(""),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_name_their_header_and_flag() {
        let parse = |line| Message::parse(line, Path::new("/s/include"));
        let expected = Message {
            header: "sys/x.h".into(),
            warning: "-Wpedantic",
        };
        assert_eq!(
            parse("/s/include/sys/__musl/x.h:1:2: warning: bad [a] [-Wpedantic]"),
            Some(expected)
        );
        let error = parse("/s/include/sys/x.h:1:2: error: no").unwrap();
        assert_eq!(error.warning, "");
        assert_eq!(
            parse("/usr/lib/clang/stdint.h:1:2: warning: bad [-Wpedantic]"),
            None
        );
        assert_eq!(parse("In file included from x.c:1:"), None);
        assert_eq!(parse("/s/include/sys/x.h:1:2: note: here"), None);
    }
}
