//! What wasm-ld's complaints mean: a note for each kind of symbol that is missing.

use crate::library;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// How a symbol, as wasm-ld prints it (demangled), is recognised.
enum Pattern {
    Is(&'static [&'static str]),
    Starts(&'static [&'static str]),
    Contains(&'static [&'static str]),
}
use Pattern::{Contains, Is, Starts};

/// The first row that matches a symbol explains it.
const UNDEFINED: &[(Pattern, &str)] = &[
    (
        Is(&["main", "__main_void", "__main_argc_argv", "__original_main"]),
        "no object defines `main`; a library that exports functions instead is linked with -mexec-model=reactor",
    ),
    (
        Starts(&[
            "__cxa_throw",
            "__cxa_begin_catch",
            "__cxa_end_catch",
            "__cxa_rethrow",
            "__cxa_allocate_exception",
            "__cxa_free_exception",
            "__gxx_personality",
            "__gxx_wasm_personality",
            "_Unwind_",
        ]),
        "C++ exceptions; the C++ library is built without them: compile with -fno-exceptions, the default of wasi-c++",
    ),
    (
        Contains(&[
            "std::",
            "operator new",
            "operator delete",
            "vtable for ",
            "typeinfo for ",
            "__cxxabiv1",
            "__cxa_guard",
            "__cxa_pure_virtual",
            "__dynamic_cast",
        ]),
        "the C++ library: link with wasi-c++ instead of wasi-cc",
    ),
    (
        Starts(&["__asan_", "__msan_", "__tsan_", "__hwasan_", "__sanitizer_"]),
        "a sanitizer; WASI has no runtime for it: compile without -fsanitize",
    ),
    (
        Starts(&["__ubsan_"]),
        "a check of -fsanitize that this runtime does not have: leave it out, or let it trap with -fsanitize-trap",
    ),
    (
        Starts(&[
            "__llvm_profile_",
            "__gcov_",
            "llvm_gcda_",
            "llvm_gcov_",
            "__sanitizer_cov_",
        ]),
        "profiling or coverage; WASI has no runtime for it: compile without -fprofile-*, --coverage",
    ),
    (
        Starts(&["__kmpc_", "GOMP_", "omp_"]),
        "OpenMP; WASI has no runtime for it: compile without -fopenmp",
    ),
    (
        Starts(&["__atomic_"]),
        "an atomic operation wider than wasm has; there is no libatomic",
    ),
    (
        Starts(&["__sys_"]),
        "a Linux system call by a number that this libc does not know",
    ),
    // Libraries of other projects, by their functions' prefixes.
    (
        Starts(&[
            "deflate",
            "inflate",
            "gzopen",
            "gzread",
            "crc32",
            "adler32",
            "compress2",
            "uncompress",
        ]),
        "zlib: add -lz after the objects that use it",
    ),
    (
        Starts(&["BZ2_"]),
        "bzip2: add -lbz2 after the objects that use it",
    ),
    (
        Starts(&["lzma_"]),
        "liblzma: add -llzma after the objects that use it",
    ),
    (
        Starts(&["ZSTD_"]),
        "zstd: add -lzstd after the objects that use it",
    ),
    (
        Starts(&["png_"]),
        "libpng: add -lpng after the objects that use it",
    ),
    (
        Starts(&["jpeg_"]),
        "libjpeg: add -ljpeg after the objects that use it",
    ),
    (
        Starts(&["sqlite3_"]),
        "SQLite: add -lsqlite3 after the objects that use it",
    ),
    (
        Starts(&["XML_"]),
        "expat: add -lexpat after the objects that use it",
    ),
    (
        Starts(&["lua_", "luaL_"]),
        "Lua: add -llua after the objects that use it",
    ),
    (
        Starts(&["initscr", "wrefresh", "tgetent", "setupterm"]),
        "curses: add -lncurses after the objects that use it",
    ),
];

/// Reads wasm-ld's messages line by line.
#[derive(Default)]
pub struct Explainer {
    /// Symbols, in the order of the messages.
    undefined: Vec<String>,
    pub mismatched: Vec<String>,
}

impl Explainer {
    pub fn read(&mut self, line: &str) {
        let line = without_colours(line);
        if let Some((_, symbol)) = line.split_once("undefined symbol: ") {
            note(&mut self.undefined, symbol.trim());
        } else if let Some((_, symbol)) = line.split_once("function signature mismatch: ") {
            note(&mut self.mismatched, symbol.trim());
        }
    }

    /// `folders`: where the linker looked for libraries.
    pub fn print(&self, folders: &[PathBuf]) {
        // One write a note, so that parallel links do not mix them.
        eprint!("{}", self.text(folders));
    }

    fn text(&self, folders: &[PathBuf]) -> String {
        // Explanation -> the symbols that it is for.
        let mut undefined: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let given = library::defining(&self.undefined, folders);
        for symbol in &self.undefined {
            let explanation = match given.get(symbol) {
                Some(library) => Some(library.advice()),
                None => explanation_of(symbol).map(str::to_owned),
            };
            if let Some(explanation) = explanation {
                undefined
                    .entry(explanation)
                    .or_default()
                    .push(symbol.clone());
            }
        }
        let mut text = String::new();
        let mut line = |symbols: &[String], explanation: &str| {
            writeln!(text, "wasi-cc: note: {}: {explanation}", listed(symbols))
                .expect("writing to a string");
        };
        for (explanation, symbols) in &undefined {
            line(symbols, explanation);
        }
        if !self.mismatched.is_empty() {
            line(
                &self.mismatched,
                "declared with different parameters in the two files named above; \
                 the call traps when it is reached, unless -fwasi-function-casts is given",
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

fn explanation_of(symbol: &str) -> Option<&'static str> {
    UNDEFINED
        .iter()
        .find(|(pattern, _)| match pattern {
            Is(names) => names.contains(&symbol),
            Starts(prefixes) => prefixes.iter().any(|prefix| symbol.starts_with(prefix)),
            Contains(parts) => parts.iter().any(|part| symbol.contains(part)),
        })
        .map(|(_, explanation)| *explanation)
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
            explainer.read(line);
        }
        explainer.text(&[])
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
    fn the_unknown_stays_unexplained() {
        assert_eq!(
            explained(&["wasm-ld: error: a.o: undefined symbol: frobnicate\n"]),
            ""
        );
    }
}
