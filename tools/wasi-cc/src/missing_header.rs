//! Explains a missing header in a note after clang's error.

use crate::clang_errors;
use anyhow::{Context, Result};
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use wasi_ld::probe;
use wasi_ld::sysroot::Sysroot;

/// Extensions of files that are compiled and may include headers.
const SOURCES: &[&str] = &[
    "c", "cc", "cp", "cpp", "cxx", "c++", "C", "i", "ii", "m", "mm",
];

/// Whether to explain a failure of this command line: it compiles a file that is not a
/// probe. Probes often fail, and their messages are not read.
pub fn is_explained(args: &[OsString]) -> bool {
    let mut compiles = false;
    for arg in args {
        let path = Path::new(arg);
        let is_source = is_source(path);
        if arg == "-E" || arg == "-M" || arg == "-MM" || is_source && probe::is_source(path) {
            return false;
        }
        compiles |= is_source;
    }
    compiles
}

/// Whether a file is compiled.
pub fn is_source(path: &Path) -> bool {
    path.extension()
        .and_then(OsStr::to_str)
        .is_some_and(|extension| SOURCES.contains(&extension))
}

/// The files that a command line compiles.
pub fn sources(args: &[OsString]) -> impl Iterator<Item = &Path> {
    args.iter().map(Path::new).filter(|path| is_source(path))
}

/// Runs clang and explains a failure. Only after a failure, clang runs a second time to
/// collect its messages; those of the first run go straight to the terminal.
pub fn compile(mut clang: Command) -> Result<ExitStatus> {
    let context = clang.get_program().display().to_string();
    let status = clang.status().with_context(|| context.clone())?;
    if status.code() == Some(1) {
        let messages = messages(clang)?;
        let sysroot = Sysroot::find().ok();
        for header in missing(&messages) {
            eprintln!("wasi-cc: note: {}", explanation(header, sysroot.as_ref()));
        }
        for note in clang_errors::notes(&messages, sysroot.as_ref()) {
            eprintln!("wasi-cc: note: {note}");
        }
    }
    Ok(status)
}

/// The messages of a failed clang.
pub fn messages(mut clang: Command) -> Result<String> {
    let context = clang.get_program().display().to_string();
    clang.args(["-fsyntax-only", "-w", "-fno-color-diagnostics"]);
    clang.stdin(Stdio::null()).stdout(Stdio::null());
    let output = clang.stderr(Stdio::piped()).output().context(context)?;
    Ok(String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The headers in angle brackets that clang did not find. Others belong to the project
/// itself.
fn missing(messages: &str) -> Vec<&str> {
    let mut headers: Vec<&str> = messages
        .lines()
        .filter_map(|line| {
            let (_, rest) = line.split_once(" error: '")?;
            let (header, _) = rest.split_once("' file not found")?;
            let included = messages
                .lines()
                .any(|line| line.contains("include") && line.contains(&format!("<{header}>")));
            included.then_some(header)
        })
        .collect();
    headers.dedup();
    headers
}

fn explanation(header: &str, sysroot: Option<&Sysroot>) -> String {
    if sysroot.is_some_and(|sysroot| sysroot.include().join(header).is_file()) {
        return format!(
            "<{header}> is in the sysroot, where this command does not search: leave out --sysroot \
             and --target, which wasi-cc sets itself, and -nostdinc"
        );
    }
    if header.starts_with("linux/") || header.starts_with("asm/") {
        return format!(
            "<{header}> is a header of the Linux kernel, which WASI does not have: configure the \
             project without the feature that needs it"
        );
    }
    let elsewhere = if Path::new("/usr/include").join(header).exists() {
        "; the one in /usr/include is for this machine"
    } else {
        ""
    };
    format!(
        "<{header}> is not in the sysroot{elsewhere}: build its library with wasi-configure, \
         wasi-cmake or wasi-meson, which install into the sysroot, or name the header's directory \
         with -I"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn headers_in_angle_brackets_are_explained() {
        let messages = "\
a.c:1:10: fatal error: 'zlib.h' file not found
    1 | #include <zlib.h>
      |          ^~~~~~~~
b.c:1:10: fatal error: 'mine.h' file not found
    1 | #include \"mine.h\"
";
        assert_eq!(missing(messages), ["zlib.h"]);
        assert!(explanation("linux/fs.h", None).contains("kernel"));
        assert!(explanation("nowhere.h", None).contains("install into the sysroot"));
    }

    #[test]
    fn a_header_of_the_sysroot_is_not_to_be_built() {
        let folder = tempfile::tempdir().expect("a directory");
        for file in [
            "share/wasi-cc/wasm32-wasip1.cfg",
            "include/wasm32-wasip1/stdio.h",
        ] {
            let file = folder.path().join(file);
            fs::create_dir_all(file.parent().expect("a parent")).expect("a directory");
            fs::write(file, "").expect("a file");
        }
        let sysroot = Sysroot::open(folder.path().to_owned(), "the test's").expect("a sysroot");
        let says = |header: &str| explanation(header, Some(&sysroot));
        assert!(says("stdio.h").contains("leave out --sysroot"));
        assert!(says("zlib.h").contains("build its library"));
    }

    #[test]
    fn probes_links_and_preprocessing_are_left_alone() {
        let explained = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            is_explained(&args)
        };
        assert!(explained("-O2 -c src/a.c -o a.o"));
        assert!(explained("a.cpp -o a"));
        for line in [
            "a.o -o a",
            "--version",
            "-E a.c",
            "-c conftest.c",
            "-c /b/CMakeFiles/CMakeScratch/TryCompile-1/src.c",
            "/b/meson-private/tmp1/testfile.c",
        ] {
            assert!(!explained(line), "{line}");
        }
    }
}
