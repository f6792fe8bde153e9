//! The rooms of the bottom half: its top-level modules, in the order of the table in its
//! `lib.rs`. Imports run down.

use std::collections::BTreeMap;

const SOURCES: &str = "libc-bottom-half/src/";

/// Every import in the files that runs up, and every room that is missing in the table.
pub fn broken(files: &BTreeMap<String, String>) -> Vec<String> {
    let Some(lib) = files.get(&format!("{SOURCES}lib.rs")) else {
        return vec![format!("{SOURCES}lib.rs is missing")];
    };
    let rooms = rooms(lib);
    let mut broken = Vec::new();
    for (file, text) in files {
        let Some(path) = file.strip_prefix(SOURCES) else {
            continue;
        };
        // These are above all rooms.
        if path == "lib.rs" || path == "panic.rs" || !path.ends_with(".rs") {
            continue;
        }
        if path.ends_with("/tests.rs") {
            continue;
        }
        let room = path.split(['/', '.']).next().unwrap_or_default();
        let Some(place) = rooms.iter().position(|&known| known == room) else {
            broken.push(format!(
                "{file}: `{room}` is not in the table of {SOURCES}lib.rs"
            ));
            continue;
        };
        for (line, used) in imports(text, depth(path)) {
            match rooms.iter().position(|&known| known == used) {
                Some(other) if other >= place => {}
                Some(_) => broken.push(format!(
                    "{file}:{line}: `{room}` imports `{used}`, which stands above it"
                )),
                None => broken.push(format!(
                    "{file}:{line}: imports `{used}`, which is not in the table of {SOURCES}lib.rs"
                )),
            }
        }
    }
    broken
}

/// State inside a syscall or a symbol: it belongs in a room below.
pub fn stateful(file: &str, text: &str) -> Vec<String> {
    let above = ["sys", "entry"].iter().any(|room| {
        let path = file.strip_prefix(SOURCES).unwrap_or_default();
        let rest = path.strip_prefix(room);
        rest.is_some_and(|rest| rest.starts_with(['.', '/']))
    });
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| {
            above
                && ["process!", "thread!", "system!"]
                    .iter()
                    .any(|owner| line.trim_start().starts_with(owner))
        })
        .map(|(number, _)| {
            format!(
                "{file}:{}: state is not allowed here; move it below `sys`, to the room of its \
                 subject",
                number + 1
            )
        })
        .collect()
}

/// The rooms of the table, the top one first.
fn rooms(lib: &str) -> Vec<&str> {
    let rows = lib.lines().filter_map(|line| line.strip_prefix("//! | [`"));
    rows.filter_map(|row| row.split_once("`]"))
        .map(|(room, _)| room)
        .collect()
}

/// The number of modules around the code of a file, not counting the crate.
fn depth(path: &str) -> usize {
    path.matches('/').count() + 1
}

/// The top-level modules that code names, except in tests, with their lines. `depth` is the
/// number of modules around it.
fn imports(text: &str, depth: usize) -> Vec<(usize, &str)> {
    let tokens = without_tests(tokens(text));
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let mut found = Vec::new();
    // The braces that are open; whether each is of a module.
    let mut braces = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut next = at + 1;
        match word(at) {
            "{" => {
                // In a macro the module's name may be `$name`.
                let before = |n| at.checked_sub(n).map_or("", word);
                braces.push(before(2) == "mod" || (before(2) == "$" && before(3) == "mod"));
            }
            "}" => drop(braces.pop()),
            "crate" if word(at + 1) == "::" => named(&tokens, at + 2, &mut found),
            "super" if at == 0 || word(at - 1) != "::" => {
                let around = depth + braces.iter().filter(|&&module| module).count();
                let mut up = 1;
                while word(next) == "::" && word(next + 1) == "super" {
                    up += 1;
                    next += 2;
                }
                if up == around && word(next) == "::" {
                    named(&tokens, next + 1, &mut found);
                }
            }
            _ => {}
        }
        at = next;
    }
    found
}

/// Adds the name at a place, or the first names in braces there.
fn named<'a>(tokens: &[Token<'a>], at: usize, found: &mut Vec<(usize, &'a str)>) {
    let Some(first) = tokens.get(at) else {
        return;
    };
    if first.text != "{" {
        found.push((first.line, first.text));
        return;
    }
    let mut open = 0;
    let mut is_first = false;
    for token in tokens.iter().skip(at) {
        match token.text {
            "{" => {
                open += 1;
                is_first = open == 1;
            }
            "}" => {
                open -= 1;
                if open == 0 {
                    return;
                }
            }
            "," => is_first = open == 1,
            name => {
                if is_first {
                    found.push((token.line, name));
                }
                is_first = false;
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Token<'a> {
    line: usize,
    text: &'a str,
}

/// Words, `::`, and single characters of the rest, without comments and blanks.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let mut rest = line.split("//").next().unwrap_or_default();
        loop {
            rest = rest.trim_start();
            let Some(first) = rest.chars().next() else {
                break;
            };
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let len = if is_word(first) {
                rest.find(|c| !is_word(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            let (text, behind) = rest.split_at(len);
            tokens.push(Token {
                line: number + 1,
                text,
            });
            rest = behind;
        }
    }
    tokens
}

/// The tokens without each item that stands behind `#[cfg(test)]`.
fn without_tests(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let here = tokens.iter().skip(at).map(|token| token.text);
        if !here.take(TEST.len()).eq(TEST) {
            kept.push(tokens[at]);
            at += 1;
            continue;
        }
        at += TEST.len();
        let mut open = 0;
        while at < tokens.len() {
            let text = tokens[at].text;
            at += 1;
            match text {
                "{" => open += 1,
                "}" => open -= 1,
                _ => {}
            }
            if open == 0 && (text == ";" || text == "}") {
                break;
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, &str)]) -> Vec<String> {
        const LIB: &str = "//! | room | what |\n//! |---|---|\n//! | [`sys`] | calls |\n\
            //! | [`table`] | descriptors |\n//! | [`abi`] | layouts |\n";
        let lib = [("lib.rs", LIB)];
        let files = lib.iter().chain(files);
        broken(
            &files
                .map(|(name, text)| (format!("{SOURCES}{name}"), String::from(*text)))
                .collect(),
        )
    }

    #[test]
    fn imports_run_down() {
        let sys = "use crate::table::{self, What};\nuse crate::abi;\nuse crate::sys::fs;\n";
        assert_eq!(check(&[("sys/io.rs", sys)]), [""; 0]);
        let table = "use crate::abi;\n\nfn f() { crate::sys::call() }\n";
        let up = ["libc-bottom-half/src/table.rs:3: `table` imports `sys`, which stands above it"];
        assert_eq!(check(&[("table.rs", table)]), up);
    }

    #[test]
    fn braces_and_macros_name_rooms_too() {
        let text = "use crate::{\n    abi::{sys, x},\n    sys,\n};\n";
        let found = check(&[("table/a.rs", text)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].contains("a.rs:3: `table` imports `sys`"),
            "{found:?}"
        );
        let text = "macro_rules! m { () => { $crate::sys::call() }; }\n";
        assert_eq!(check(&[("table.rs", text)]).len(), 1);
    }

    #[test]
    fn super_may_lead_out_of_a_room() {
        assert_eq!(check(&[("table.rs", "use super::sys;\n")]).len(), 1);
        assert_eq!(check(&[("table/a.rs", "use super::sys;\n")]), [""; 0]);
        assert_eq!(
            check(&[("table/a.rs", "use super::super::sys::f;\n")]).len(),
            1
        );
        let inner = "mod inner {\n    use super::sys;\n    use super::super::sys;\n}\n";
        assert_eq!(check(&[("table.rs", inner)]).len(), 1);
        let in_macro = "macro_rules! m { () => { mod $name { use super::*; } }; }\n";
        assert_eq!(check(&[("table.rs", in_macro)]), [""; 0]);
    }

    #[test]
    fn tests_and_comments_may_name_anything() {
        let text = "//! [`crate::sys`]\n#[cfg(test)]\nuse crate::sys;\n#[cfg(test)]\nmod tests {\n    \
            use crate::sys::{a, b};\n    fn f() {}\n}\n#[cfg(test)]\nfn f() { crate::sys::g() }\n";
        assert_eq!(
            check(&[("abi.rs", text), ("abi/tests.rs", "use crate::sys;\n")]),
            [""; 0]
        );
        let behind = format!("{text}use crate::sys;\n");
        assert_eq!(check(&[("abi.rs", &behind)]).len(), 1);
    }

    #[test]
    fn syscalls_keep_no_state() {
        let text = "use crate::state::system;\n\nsystem! {\n}\n";
        let found = |name: &str| stateful(&format!("{SOURCES}{name}"), text).len();
        assert_eq!(
            [found("sys/io.rs"), found("entry.rs"), found("system.rs")],
            [1, 1, 0]
        );
    }

    #[test]
    fn every_room_is_in_the_table() {
        let found = check(&[("attic.rs", ""), ("sys.rs", "use crate::cellar;\n")]);
        assert_eq!(found.len(), 2, "{found:?}");
    }
}
