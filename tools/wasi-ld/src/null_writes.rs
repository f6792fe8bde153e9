//! Links for debugging. At its end, the program reports a write through a null pointer: in
//! WebAssembly, address 0 is ordinary memory.

use crate::line::{Argument, Line, What};
use crate::module;
use crate::sysroot::Sysroot;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
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
    File::open(object).is_ok_and(|file| sections(BufReader::new(file)).is_some())
}

/// Goes from section to section, up to one for debugging.
fn sections(mut object: BufReader<File>) -> Option<()> {
    const SECTION: &[u8] = b".debug_info";
    let mut magic = [0; 8];
    object.read_exact(&mut magic).ok()?;
    if magic != module::MAGIC {
        return None;
    }
    loop {
        let mut id = [0];
        object.read_exact(&mut id).ok()?;
        let length = number(&mut object)?;
        let start = object.stream_position().ok()?;
        if id == [0] && number(&mut object)? as usize == SECTION.len() {
            let mut name = [0; SECTION.len()];
            object.read_exact(&mut name).ok()?;
            if name == SECTION {
                return Some(());
            }
        }
        let end = start.checked_add(length.into())?;
        let now = object.stream_position().ok()?;
        object
            .seek_relative(i64::try_from(end).ok()? - i64::try_from(now).ok()?)
            .ok()?;
    }
}

fn number(object: &mut impl Read) -> Option<u32> {
    let mut bytes = Vec::new();
    loop {
        let mut byte = [0];
        object.read_exact(&mut byte).ok()?;
        bytes.extend(byte);
        if byte[0] & 0x80 == 0 || bytes.len() == 5 {
            return module::number(&mut bytes.as_slice());
        }
    }
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
