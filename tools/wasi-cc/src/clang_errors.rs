//! Explains errors of clang whose cause is not on the line that they name, in a note after
//! them.

use std::fs;
use wasi_ld::sysroot::Sysroot;

/// A part of an error, and what to do about it.
const ERRORS: &[(&str, &str)] = &[
    (
        "error: call to undeclared function '",
        "C before C99 may call undeclared functions: compile such C with -std=gnu89. In newer C, \
         include the header that declares the function",
    ),
    (
        "does not allow 'register' storage class",
        "C++ before C++17 allows it: compile with -std=gnu++14",
    ),
    (
        "unsupported option '-fsanitize=",
        "only -fsanitize=undefined works here; the other sanitizers need a runtime that WASI does \
         not have",
    ),
];

/// How clang says that a structure is declared and not defined.
const INCOMPLETE: &[&str] = &[
    "incomplete definition of type '",
    "has incomplete type '",
    "to an incomplete type '",
    "incomplete type '",
];

/// The notes for `messages`.
pub fn notes(messages: &str, sysroot: Option<&Sysroot>) -> Vec<String> {
    let mut notes: Vec<String> = ERRORS
        .iter()
        .filter(|(part, _)| messages.contains(part))
        .map(|(_, note)| (*note).to_owned())
        .collect();
    for structure in incomplete(messages) {
        let header = sysroot.and_then(|sysroot| defining(structure, sysroot));
        if let Some(header) = header {
            notes.push(format!(
                "`struct {structure}` is defined in <{header}>. If the source includes that header \
                 only under __linux__, compile with -fwasi-linux"
            ));
        }
    }
    notes
}

fn incomplete(messages: &str) -> Vec<&str> {
    let mut structures: Vec<&str> = messages
        .lines()
        .filter(|line| line.contains("error: "))
        .filter_map(|line| {
            let (_, rest) = INCOMPLETE.iter().find_map(|part| line.split_once(part))?;
            let name = rest.split(['\'', ' ', '*']).nth(1)?;
            rest.starts_with("struct ").then_some(name)
        })
        .collect();
    structures.sort_unstable();
    structures.dedup();
    structures
}

/// The public header of the sysroot that defines a structure.
fn defining(structure: &str, sysroot: &Sysroot) -> Option<String> {
    let root = sysroot.include();
    let folders = ["", "sys", "netinet", "net", "arpa"];
    let definition = format!("struct {structure}");
    for folder in folders {
        let mut headers: Vec<_> = fs::read_dir(root.join(folder))
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        headers.sort();
        for header in headers {
            let Ok(text) = fs::read_to_string(&header) else {
                continue;
            };
            let is_definition = |after: &str| after.trim_start().starts_with('{');
            let mut places = text.split(definition.as_str()).skip(1);
            if places.any(is_definition) {
                let name = header.strip_prefix(&root).ok()?;
                return Some(name.display().to_string());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_explained_once() {
        let messages = "\
a.c:1:2: error: call to undeclared function 'f'; ISO C99 and later do not support it
a.c:2:2: error: call to undeclared function 'g'; ISO C99 and later do not support it
a.cc:3:2: error: ISO C++17 does not allow 'register' storage class specifier
";
        let notes = notes(messages, None);
        assert_eq!(notes.len(), 2, "{notes:?}");
        assert!(notes[0].contains("-std=gnu89") && notes[1].contains("-std=gnu++14"));
    }

    #[test]
    fn incomplete_structures_are_named() {
        let messages = "\
a.c:1:2: error: variable has incomplete type 'struct sysinfo'
a.c:2:2: error: incomplete definition of type 'struct statfs'
a.c:2:2: error: invalid application of 'sizeof' to an incomplete type 'struct statfs'
a.c:2:2: note: forward declaration of 'struct other'
a.c:2:2: error: variable has incomplete type 'void'
";
        assert_eq!(incomplete(messages), ["statfs", "sysinfo"]);
    }
}
