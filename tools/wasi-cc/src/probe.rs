//! The programs that build systems link to find out what a platform has.

use std::path::Path;

/// How the output of a probe is named, and by whom.
const NAMES: &[(&str, &str)] = &[
    ("conftest", "autoconf, autosetup, waf"),
    (
        "cmTC_",
        "CMake: try_compile, try_run and what is built on them",
    ),
    ("sanitycheck", "Meson's first program for each compiler"),
    ("ztest", "zlib's own configure script"),
];

/// metaconfig's probes have any name, in this folder, which is there for that.
const METACONFIG: &str = "UU";

/// Meson's other probes are called `output.exe`, in a folder of this name's.
const MESON: &str = "meson-private";

/// Whether a build system links this file to see if that works.
pub fn is_probe(output: &Path) -> bool {
    let Some(name) = output.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    NAMES.iter().any(|(start, _)| name.starts_with(start))
        || name == "output.exe" && output.iter().any(|part| part == MESON)
        || is_inside(output, METACONFIG)
}

/// Whether a file, which may be named from the current folder, lies in a folder of this
/// name.
fn is_inside(file: &Path, folder: &str) -> bool {
    std::path::absolute(file)
        .ok()
        .and_then(|file| Some(file.parent()?.file_name()? == folder))
        .unwrap_or(false)
}

/// Folders that the sources of CMake's and Meson's probes are in.
const FOLDERS: &[&str] = &["CMakeScratch", "CMakeTmp", MESON];

/// Whether this file is the source of a probe.
pub fn is_source(source: &Path) -> bool {
    is_probe(source)
        || source
            .iter()
            .any(|part| FOLDERS.iter().any(|folder| part == *folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probes_are_known_by_their_names() {
        for probe in [
            "conftest",
            "./conftest.exe",
            "cmTC_0a1b2",
            "/b/meson-private/tmpx1/output.exe",
            "/b/meson-private/sanitycheckc.exe",
            "ztest4711",
            "/p/UU/try",
            "UU/a.out",
        ] {
            assert!(is_probe(Path::new(probe)), "{probe}");
        }
        assert!(is_source(Path::new("conftest.c")));
        assert!(is_source(Path::new("/b/CMakeFiles/CMakeTmp/src.c")));
        assert!(!is_source(Path::new("src/main.c")));
        for program in [
            "sed",
            "output.exe",
            "test/conf",
            "conftest.dir/program",
            "UU",
            "",
        ] {
            assert!(!is_probe(Path::new(program)), "{program}");
        }
    }
}
