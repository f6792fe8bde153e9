//! The objects that clang makes between compiling and linking in one command: messages name
//! the source instead.

use std::env;
use std::path::{Path, PathBuf};

/// The source, among those of the command, that a temporary object was made of: of `one.c`
/// clang makes `one-0a1b2c.o`.
pub fn source_of(object: &str, sources: &[PathBuf]) -> Option<String> {
    of(object, sources, &env::temp_dir())
}

fn of(object: &str, sources: &[PathBuf], folder: &Path) -> Option<String> {
    let path = Path::new(object);
    let (stem, unique) = path.file_stem()?.to_str()?.rsplit_once('-')?;
    let is_clangs = path.starts_with(folder)
        && unique.len() == 6
        && unique.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut candidates = sources
        .iter()
        .filter(|source| source.file_stem().is_some_and(|name| name == stem));
    let source = candidates.next().filter(|_| is_clangs)?;
    // Two sources of the same name cannot be told apart.
    candidates
        .next()
        .is_none()
        .then(|| source.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_object_has_a_source() {
        let sources = ["src/one.c", "lib/two.c", "src/two.c"].map(PathBuf::from);
        let of = |object: &str| of(object, &sources, Path::new("/tmp"));
        assert_eq!(of("/tmp/one-0a1b2c.o").as_deref(), Some("src/one.c"));
        assert_eq!(of("/tmp/x/one-0a1b2c.o").as_deref(), Some("src/one.c"));
        for other in [
            "one.o",
            "one-0a1b2c.o",
            "/tmp/one-12.o",
            "/tmp/two-0a1b2c.o",
            "/tmp/x.o",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
