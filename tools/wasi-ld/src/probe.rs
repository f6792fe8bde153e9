//! The programs that build systems link to find out what a platform has.

use std::path::Path;

/// The names of probes' outputs, and the build system that uses each.
const NAMES: &[(&str, &str)] = &[
    ("conftest", "autoconf, autosetup, waf"),
    (
        "cmTC_",
        "CMake: try_compile, try_run and what is built on them",
    ),
    ("sanitycheck", "Meson's first program for each compiler"),
    ("ztest", "zlib's own configure script"),
];

/// metaconfig's probes have any name, but are in this directory, which exists only for them.
const METACONFIG: &str = "UU";

/// FFmpeg's and Libav's probes are called `test`, in a directory whose name begins so.
const FFMPEG: &str = "ffconf.";

/// Meson's other probes are called `output.exe`, in a directory of this name's.
const MESON: &str = "meson-private";

/// Whether a build system links this file to see if that works.
pub fn is_probe(output: &Path) -> bool {
    whose(output).is_some()
}

/// The build system whose probe a file is.
pub fn whose(output: &Path) -> Option<&'static str> {
    let name = output.file_name().and_then(|name| name.to_str())?;
    if let Some((_, whose)) = NAMES.iter().find(|(start, _)| name.starts_with(start)) {
        return Some(whose);
    }
    let parent = output.parent().and_then(Path::file_name);
    let parent = parent.and_then(|parent| parent.to_str()).unwrap_or("");
    if name == "output.exe" && output.iter().any(|part| part == MESON) {
        Some("Meson")
    } else if is_inside(output, METACONFIG) {
        Some("metaconfig, by the directory UU")
    } else if name.starts_with("test") && parent.starts_with(FFMPEG) {
        Some("FFmpeg's configure script")
    } else {
        None
    }
}

/// The error when a link fails because the output looks like a probe: it may be a program
/// with such a name.
pub fn note(output: &Path) -> Option<String> {
    Some(format!(
        "{} looks like a configure probe ({}), which must find out that the call fails; if it is a \
         program, link it with -Wwasi-refused=note",
        output.display(),
        whose(output)?
    ))
}

/// Whether a file, which may be named relative to the current directory, is in a directory of
/// this name.
fn is_inside(file: &Path, folder: &str) -> bool {
    std::path::absolute(file)
        .ok()
        .and_then(|file| Some(file.parent()?.file_name()? == folder))
        .unwrap_or(false)
}

/// Directories that the sources of CMake's and Meson's probes are in.
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
            "/tmp/ffconf.1a2b3c4d/test",
            "/tmp/ffconf.1a2b3c4d/test.o",
        ] {
            assert!(is_probe(Path::new(probe)), "{probe}");
        }
        assert!(is_source(Path::new("/tmp/ffconf.1a2b3c4d/test.c")));
        assert!(note(Path::new("conftest")).is_some_and(|note| note.contains("autoconf")));
        assert!(is_source(Path::new("conftest.c")));
        assert!(is_source(Path::new("/b/CMakeFiles/CMakeTmp/src.c")));
        assert!(!is_source(Path::new("src/main.c")));
        for program in [
            "sed",
            "output.exe",
            "test/conf",
            "test.o",
            "conftest.dir/program",
            "UU",
            "",
        ] {
            assert!(!is_probe(Path::new(program)), "{program}");
        }
    }
}
