//! Explains an undefined symbol by its origin.

/// How a symbol, as wasm-ld prints it (demangled), is recognised.
enum Pattern {
    Is(&'static [&'static str]),
    Starts(&'static [&'static str]),
    Contains(&'static [&'static str]),
}
use Pattern::{Contains, Is, Starts};

const CXX: &str = "the C++ library: link with wasi-c++ instead of wasi-cc";

/// For a symbol that throwing needs.
const EXCEPTIONS: &str = "C++ exceptions: link with wasi-c++, and without -fno-exceptions, which \
                          chooses a C++ library without them";

/// For a symbol of a C++ library, in a link with one.
const OTHER_CXX: &str = "the C++ library of this link does not define it: the object was compiled \
                         with the headers of another C++ library, or needs a part that this one is \
                         built without. Compile it again with wasi-c++";

/// The first row that matches a symbol explains it.
const UNDEFINED: &[(Pattern, &str)] = &[
    (
        Is(&["main", "__main_void", "__main_argc_argv", "__original_main"]),
        "no object defines `main`; to link a library that exports functions, use \
         -mexec-model=reactor",
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
            "__wasm_lpad_context",
            "_Unwind_",
        ]),
        EXCEPTIONS,
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
        CXX,
    ),
    (
        Starts(&["__asan_", "__msan_", "__tsan_", "__hwasan_", "__sanitizer_"]),
        "WASI has no runtime for this sanitizer; only -fsanitize=undefined works here",
    ),
    (
        Starts(&["__ubsan_"]),
        "this runtime does not have this check of -fsanitize: leave it out, or make it trap with \
         -fsanitize-trap",
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

/// The explanation of a missing symbol, from the first row that matches. `with_cxx`: whether
/// the C++ library is linked.
pub fn explanation(symbol: &str, with_cxx: bool) -> Option<&'static str> {
    let explanation = UNDEFINED
        .iter()
        .find(|(pattern, _)| match pattern {
            Is(names) => names.contains(&symbol),
            Starts(prefixes) => prefixes.iter().any(|prefix| symbol.starts_with(prefix)),
            Contains(parts) => parts.iter().any(|part| symbol.contains(part)),
        })
        .map(|(_, explanation)| *explanation)?;
    match explanation == CXX && with_cxx {
        // Most others, such as `vtable for Shape` or `f(std::string)`, are the program's own.
        true => is_of_cxx_library(symbol).then_some(OTHER_CXX),
        false => Some(explanation),
    }
}

fn is_of_cxx_library(symbol: &str) -> bool {
    let name = symbol
        .split_once(" for ")
        .map_or(symbol, |(_, class)| class);
    name.starts_with("std::") || name.starts_with("__cxxabiv1::")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_with_the_cxx_library_is_not_told_to_link_it() {
        for symbol in ["std::__1::mutex::lock()", "vtable for std::exception"] {
            assert_eq!(explanation(symbol, false), Some(CXX), "{symbol}");
            assert_eq!(explanation(symbol, true), Some(OTHER_CXX), "{symbol}");
        }
        for symbol in ["vtable for Shape", "f(std::__2::string)"] {
            assert_eq!(explanation(symbol, false), Some(CXX), "{symbol}");
            assert_eq!(explanation(symbol, true), None, "{symbol}");
        }
        assert!(explanation("main", true).is_some());
    }
}
