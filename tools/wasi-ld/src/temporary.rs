//! The objects that clang makes between compiling and linking in one command: messages name
//! the source instead.

use std::env;
use std::ffi::OsString;
use std::path::Path;

/// The sources of the command, one a line: how the linker is told.
pub const VARIABLE: &str = "WASI_SOURCES";

/// The value of the variable.
pub fn sources<'a>(sources: impl Iterator<Item = &'a Path>) -> OsString {
    let mut list = OsString::new();
    for source in sources {
        list.push(source);
        list.push("\n");
    }
    list
}

/// The source that a temporary object was made of: of `one.c` clang makes `one-0a1b2c.o`.
pub fn source_of(object: &str) -> Option<String> {
    let sources = env::var(VARIABLE).ok()?;
    of(object, &sources, &env::temp_dir())
}

fn of(object: &str, sources: &str, folder: &Path) -> Option<String> {
    let path = Path::new(object);
    let (stem, unique) = path.file_stem()?.to_str()?.rsplit_once('-')?;
    let is_clangs = path.starts_with(folder)
        && unique.len() == 6
        && unique.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut candidates = sources.lines().filter(|source| {
        Path::new(source)
            .file_stem()
            .is_some_and(|name| name == stem)
    });
    let source = candidates.next().filter(|_| is_clangs)?;
    // Two of one name cannot be told apart.
    candidates.next().is_none().then(|| source.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_object_has_a_source() {
        let of = |object: &str| {
            of(
                object,
                "src/one.c\nlib/two.c\nsrc/two.c\n",
                Path::new("/tmp"),
            )
        };
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
