//! Links for debugging. At its end, the program reports a write through a null pointer: in
//! WebAssembly, address 0 is ordinary memory.

use crate::line::{Argument, Line, What};
use crate::object;
use crate::sysroot::Sysroot;
use std::path::Path;

/// The object with the check, and the functions that it wraps.
const OBJECT: &str = "null-writes.o";
const WRAPPED: [&str; 2] = ["--wrap=__wasm_call_dtors", "--wrap=_Exit"];

/// Adds the check if the link is for debugging: the compiler says so, or an object has debug
/// information.
pub fn add(line: &mut Line, sysroot: &Sysroot) {
    let looks = sysroot.lib().join(OBJECT);
    if !line.makes_command() || line.is_probe() || !looks.is_file() {
        return;
    }
    let has_information = || line.objects().iter().any(|object| is_in(Path::new(object)));
    if line.options.null_writes.unwrap_or_else(has_information) {
        // Not a file of the program.
        let object = Argument {
            what: What::Other,
            written: vec![looks.into()],
        };
        line.arguments.push(object);
        let wraps = WRAPPED.iter().map(|option| Argument::other(option));
        line.arguments.extend(wraps);
    }
}

/// Whether an object has debug information.
fn is_in(object: &Path) -> bool {
    object::section(object, ".debug_info").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_with_debug_information_are_told() {
        let folder = tempfile::tempdir().expect("a directory");
        let path = folder.path().join("a.o");
        let is = |object: &[u8]| {
            std::fs::write(&path, object).expect("a file");
            is_in(&path)
        };
        let with = b"\0asm\x01\0\0\0\x01\x01\0\0\x0c\x0b.debug_info";
        assert!(is(with));
        assert!(!is(b"\0asm\x01\0\0\0\x01\x01\0\0\x0c\x0b.debug_line"));
        assert!(!is(b"BC\xc0\xde"));
        for end in 0..with.len() {
            assert!(!is(&with[..end]));
        }
    }
}
