//! `main` as C programs declare it: `void main()`, `main(argc)`, `main(argc, ...)`. The
//! library calls it as `int main(void)`, or with two or three parameters. For a main of
//! another type, wasm-ld warns and replaces the call by a trap. For each other type, the
//! sysroot has an object that calls main with that type.

use crate::sysroot::Sysroot;
use anyhow::{Result, bail};
use std::path::PathBuf;

/// The names that clang gives to main, depending on its parameters.
const NAMES: [&str; 2] = ["main", "__main_argc_argv"];

/// The types of main that the library calls.
const KNOWN: [(&str, &str); 2] = [
    ("main", "(i32, i32, i32) -> i32"),
    ("__main_argc_argv", "(i32, i32) -> i32"),
];

/// Whether a symbol is the program's main.
pub fn is_main(symbol: &str) -> bool {
    NAMES.contains(&symbol)
}

/// The object that calls a main of this type, in wasm-ld's notation: `(i32) -> void`.
/// `None` if the library itself can.
pub fn object(symbol: &str, function_type: &str, sysroot: &Sysroot) -> Result<Option<PathBuf>> {
    if KNOWN.contains(&(symbol, function_type)) {
        return Ok(None);
    }
    let object = sysroot
        .lib()
        .join(format!("{symbol}-{}.o", file_name(function_type)));
    if !object.is_file() {
        bail!(
            "`main` has the type {function_type}, which the library cannot call; declare it as \
             `int main(void)` or `int main(int argc, char **argv)`"
        );
    }
    Ok(Some(object))
}

/// A type as a part of a file's name: `i32-i32-to-void`.
fn file_name(function_type: &str) -> String {
    let (parameters, result) = function_type
        .rsplit_once(" -> ")
        .unwrap_or((function_type, "void"));
    let parameters = parameters.trim_matches(['(', ')']).replace(", ", "-");
    let parameters = match parameters.as_str() {
        "" => "none",
        some => some,
    };
    format!("{parameters}-to-{result}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_name_files() {
        assert_eq!(file_name("() -> void"), "none-to-void");
        assert_eq!(file_name("(i32, i32) -> i32"), "i32-i32-to-i32");
    }
}
