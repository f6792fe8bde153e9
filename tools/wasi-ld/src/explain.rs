//! Explains wasm-ld's errors and warnings: a note for each kind of missing symbol.

mod complaint;
mod library;
mod undefined;

use crate::{fcommon, main_type};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A variable with this attribute.
const COMMON: &str = "__attribute__((common)), which LLVM does not support for WebAssembly: remove \
                      the attribute and compile with -fcommon";

/// Reads wasm-ld's messages line by line.
#[derive(Default)]
pub struct Explainer {
    /// The directory of the sysroot's libraries.
    own: PathBuf,
    /// Whether the C++ library is linked.
    with_cxx: bool,
    /// Symbols, in the order of the messages.
    undefined: Vec<String>,
    /// Undefined symbols that the compiler has left out.
    common: Vec<String>,
    /// By object, all such.
    left_out: BTreeMap<PathBuf, Vec<String>>,
    mismatches: Vec<Mismatch>,
    /// Symbols that two files define.
    duplicate: Vec<String>,
    /// Notes about other messages.
    others: Vec<String>,
    /// Notes about main.
    pub about_main: Vec<u8>,
    memory_too_small: bool,
}

/// A function whose declaration in one file differs from its definition in another.
pub struct Mismatch {
    pub symbol: String,
    /// The types in the messages, that of the definition last.
    types: Vec<String>,
}

impl Mismatch {
    pub fn definition(&self) -> Option<&str> {
        self.types.last().map(String::as_str)
    }
}

impl Explainer {
    pub fn new(own: PathBuf, with_cxx: bool) -> Explainer {
        Explainer {
            own,
            with_cxx,
            ..Explainer::default()
        }
    }

    /// Whether the line is to be shown at once. A line about main's type is not: main may get
    /// an object that calls it with its own type.
    pub fn read(&mut self, message: &[u8]) -> bool {
        let line = String::from_utf8_lossy(message);
        let line = without_colours(&line);
        let line = line.trim_end();
        let of_main = if let Some(definition) = line.strip_prefix(">>> defined as ")
            && let Some((own, _)) = definition.split_once(" in ")
            && let Some(mismatch) = self.mismatches.last_mut()
        {
            mismatch.types.push(own.to_owned());
            main_type::is_main(&mismatch.symbol)
        } else if let Some((file, symbol)) = line.split_once("undefined symbol: ") {
            note(&mut self.undefined, symbol);
            let file = file.rsplit_once("error: ").map_or(file, |(_, file)| file);
            self.read_object(Path::new(file.trim_end_matches(": ")), symbol);
            false
        } else if let Some((_, symbol)) = line.split_once("function signature mismatch: ") {
            self.mismatches.push(Mismatch {
                symbol: symbol.to_owned(),
                types: Vec::new(),
            });
            main_type::is_main(symbol)
        } else if let Some((_, symbol)) = line.split_once("duplicate symbol: ") {
            note(&mut self.duplicate, symbol);
            false
        } else if let Some(explanation) = complaint::explanation(line, &self.own) {
            note(&mut self.others, &explanation);
            false
        } else {
            // `initial` or `maximum`.
            self.memory_too_small |= line.contains(" memory too small, ");
            false
        };
        if of_main {
            self.about_main.extend_from_slice(message);
        }
        !of_main
    }

    /// Finds out why a symbol is undefined in an object. The object may be gone after the
    /// link.
    fn read_object(&mut self, file: &Path, symbol: &str) {
        let left_out = self.left_out.entry(file.to_owned()).or_insert_with(|| {
            let object = std::fs::read(file).unwrap_or_default();
            let names = fcommon::left_out(&object).into_iter();
            names.map(str::to_owned).collect()
        });
        if left_out.iter().any(|name| name == symbol) {
            note(&mut self.common, symbol);
        }
    }

    /// The type of main, if the library does not call that type.
    pub fn main(&self) -> Option<&Mismatch> {
        let mut mismatches = self.mismatches.iter();
        mismatches.find(|mismatch| main_type::is_main(&mismatch.symbol))
    }

    /// The other functions that are called with another type.
    pub fn mismatched(&self) -> Vec<String> {
        let mut symbols = Vec::new();
        for mismatch in &self.mismatches {
            if !main_type::is_main(&mismatch.symbol) {
                note(&mut symbols, &mismatch.symbol);
            }
        }
        symbols
    }

    /// `folders`: the directories that the linker searched. `with_casts`: whether calls with
    /// another type work.
    pub fn print(&self, folders: &[PathBuf], with_casts: bool) {
        // One write for each note, so that parallel links do not mix them.
        eprint!("{}", self.text(folders, with_casts));
    }

    fn text(&self, folders: &[PathBuf], with_casts: bool) -> String {
        // Explanation -> the symbols that it is for.
        let mut undefined: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let given = library::defining(&self.undefined, folders);
        for symbol in &self.undefined {
            let explanation = match given.get(symbol) {
                Some(library) => Some(library.advice()),
                None if self.common.contains(symbol) => Some(COMMON.to_owned()),
                None => undefined::explanation(symbol, self.with_cxx).map(str::to_owned),
            };
            if let Some(explanation) = explanation {
                undefined
                    .entry(explanation)
                    .or_default()
                    .push(symbol.clone());
            }
        }
        let mut text = String::new();
        if self.memory_too_small {
            text.push_str(
                "wasi-cc: note: the memory also holds the stack, which has 8 MiB by default: \
                 -Wl,-z,stack-size=65536 makes it as small as wasi-libc's\n",
            );
        }
        for other in &self.others {
            writeln!(text, "wasi-cc: note: {other}").expect("writing to a string");
        }
        let mut line = |symbols: &[String], explanation: &str| {
            writeln!(text, "wasi-cc: note: {}: {explanation}", listed(symbols))
                .expect("writing to a string");
        };
        for (explanation, symbols) in &undefined {
            line(symbols, explanation);
        }
        if !self.duplicate.is_empty() {
            line(
                &self.duplicate,
                "two files define it; if it is a variable that a header declares without \
                 `extern`, compile with -fcommon",
            );
        }
        let mismatched = self.mismatched();
        if !mismatched.is_empty() && !with_casts {
            line(
                &mismatched,
                "declared with different parameters in the two files named above; the call traps \
                 at run time unless you link with -fwasi-function-casts",
            );
        }
        text
    }
}

fn note(symbols: &mut Vec<String>, symbol: &str) {
    if !symbols.iter().any(|known| known == symbol) {
        symbols.push(symbol.to_owned());
    }
}

/// The first few names; a link can miss hundreds.
fn listed(symbols: &[String]) -> String {
    const SHOWN: usize = 3;
    let mut text = symbols
        .iter()
        .take(SHOWN)
        .map(|symbol| format!("`{symbol}`"))
        .collect::<Vec<_>>()
        .join(", ");
    if symbols.len() > SHOWN {
        write!(text, " and {} more", symbols.len() - SHOWN).expect("writing to a string");
    }
    text
}

/// Without terminal colour sequences (`ESC [ … m`).
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\x1b[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explained(lines: &[&str]) -> String {
        let mut explainer = Explainer::default();
        for line in lines {
            explainer.read(line.as_bytes());
        }
        explainer.text(&[], false)
    }

    #[test]
    fn groups_symbols_of_one_kind() {
        let text = explained(&[
            "wasm-ld: error: a.o: undefined symbol: deflate\n",
            "wasm-ld: error: a.o: undefined symbol: deflateInit_\n",
            "wasm-ld: error: b.o: undefined symbol: deflate\n",
        ]);
        assert_eq!(
            text,
            "wasi-cc: note: `deflate`, `deflateInit_`: zlib: add -lz after the objects that use it\n"
        );
    }

    #[test]
    fn colours_do_not_hide_a_symbol() {
        let text = explained(&[
            "wasm-ld: \x1b[0;31merror: \x1b[0ma.o: undefined symbol: operator new(unsigned long)\n",
        ]);
        assert!(
            text.contains("`operator new(unsigned long)`: the C++ library"),
            "{text}"
        );
    }

    #[test]
    fn a_signature_mismatch_is_said_once() {
        let line = "wasm-ld: warning: function signature mismatch: f\n";
        let text = explained(&[line, ">>> defined as (i32) -> i32 in a.o\n", line]);
        assert_eq!(text.matches("`f`").count(), 1);
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    fn a_memory_that_has_no_room_for_the_stack_is_explained() {
        for kind in ["initial", "maximum"] {
            let line = format!("wasm-ld: error: {kind} memory too small, 8389632 bytes needed\n");
            let text = explained(&[&line, &line]);
            assert_eq!(text.matches("stack-size=65536").count(), 1, "{text}");
        }
    }

    #[test]
    fn another_main_is_no_trouble() {
        let mut explainer = Explainer::default();
        let shown: Vec<bool> = [
            "wasm-ld: warning: function signature mismatch: main\n",
            ">>> defined as (i32, i32, i32) -> i32 in /s/libc.a(__main_argc_argv.o)\n",
            ">>> defined as (i32) -> void in my file.o\n",
            "wasm-ld: warning: another\n",
        ]
        .iter()
        .map(|line| explainer.read(line.as_bytes()))
        .collect();
        assert_eq!(shown, [false, false, false, true]);
        let main = explainer.main().expect("main");
        assert_eq!(main.definition(), Some("(i32) -> void"));
        assert_eq!(explainer.text(&[], false), "");
    }

    #[test]
    fn the_unknown_stays_unexplained() {
        assert_eq!(
            explained(&["wasm-ld: error: a.o: undefined symbol: frobnicate\n"]),
            ""
        );
    }
}
