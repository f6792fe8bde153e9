//! Programs with vectors of 128 bits get the functions of the C library that use them, from an
//! archive in front of `libc.a`.
//!
//! `-msimd128` is an option of the compiler, which the linker does not see, and a program may
//! have both kinds of code. So the code decides: the section `target_features` of an object
//! lists what it was compiled for, and wasm-ld writes the section of a module from those of the
//! objects in it.

use crate::line::Line;
use crate::module::{Module, byte, number, sized};
use crate::object;
use crate::sysroot::Sysroot;
use std::io::Read;
use std::path::{Path, PathBuf};

const ARCHIVE: &str = "libc-simd128.a";
const SECTION: &str = "target_features";
const FEATURE: &[u8] = b"simd128";

/// Stands before a feature that is used.
const USED: u8 = b'+';

/// The archive, if the line links the C library after which it can stand.
pub fn archive(line: &Line, sysroot: &Sysroot) -> Option<PathBuf> {
    let archive = sysroot.lib().join(ARCHIVE);
    (!line.is_relocatable() && line.libc().is_some() && archive.is_file()).then_some(archive)
}

/// Whether an object on the line says that it uses vectors. Those in archives and those made
/// by `-flto` are known when the module is.
pub fn is_in_objects(line: &Line) -> bool {
    line.objects().iter().any(|object| {
        let mut content = Vec::new();
        object::section(Path::new(object), SECTION)
            .and_then(|mut section| section.read_to_end(&mut content).ok())
            .is_some_and(|_| lists(&content) == Some(true))
    })
}

/// Whether a module says so.
pub fn is_in(module: &Module) -> bool {
    let mut sections = module.sections();
    let content = sections.find_map(|section| section.custom(SECTION));
    content.is_some_and(|content| lists(content) == Some(true))
}

/// Whether the content of the section has the feature; `None` if it is malformed.
fn lists(mut content: &[u8]) -> Option<bool> {
    for _ in 0..number(&mut content)? {
        let prefix = byte(&mut content)?;
        if sized(&mut content)? == FEATURE {
            return Some(prefix == USED);
        }
    }
    Some(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::module;

    const WITH: &[u8] = b"\x02+\x0bbulk-memory+\x07simd128";

    /// A module, or an object, with this section.
    fn bytes(content: &[u8]) -> Vec<u8> {
        let mut section = Vec::new();
        module::push_sized(&mut section, SECTION.as_bytes()).expect("it is short");
        section.extend_from_slice(content);
        let mut bytes = b"\0asm\x01\0\0\0\x01\x01\0\0".to_vec();
        module::push_sized(&mut bytes, &section).expect("it is short");
        bytes
    }

    #[test]
    fn the_feature_is_found_and_others_are_not() {
        assert_eq!(lists(WITH), Some(true));
        assert_eq!(lists(b"\x01-\x07simd128"), Some(false));
        assert_eq!(lists(b"\x01+\x0crelaxed-simd"), Some(false));
        assert_eq!(lists(b"\0"), Some(false));
        for end in 0..WITH.len() {
            assert_eq!(lists(&WITH[..end]), None, "cut at {end}");
        }
        let module = |content| Module::parse(bytes(content)).expect("a module");
        assert!(is_in(&module(WITH)));
        assert!(!is_in(&module(b"\0")));
    }

    #[test]
    fn objects_are_asked() {
        let folder = tempfile::tempdir().expect("a directory");
        let is = |content: &[u8]| {
            let path = folder.path().join("a.o");
            std::fs::write(&path, content).expect("a file");
            is_in_objects(&Line::read(vec!["x.o".into(), path.into()]).expect("a line"))
        };
        assert!(is(&bytes(WITH)));
        assert!(!is(&bytes(b"\x01+\x0bbulk-memory")));
        assert!(!is(b"BC\xc0\xde"));
        assert!(!is(&bytes(WITH)[..30]));
    }
}
