//! Programs that this machine can start: a shell script of a few lines, which hands
//! itself to wasi-run, with the module behind it. One file, so that it can be copied and
//! installed, and so that a probe that reads what it has linked finds it there.

use crate::sysroot::Sysroot;
use anyhow::{Context, Result};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The object that starts such a program in the directory that it is called in.
const OBJECT: &str = "launched.o";

/// Where a module begins.
const MAGIC: &[u8] = b"\0asm";

/// How a probe runs: it is compiled once, and it may wait for an alarm that ends its loop,
/// which comes only with a system call here.
const PROBE: &str = " --no-cache --timeout 60";

/// The script is shorter than this.
const LONGEST: usize = 4096;

/// The module beside the launcher `program`.
pub fn module_of(program: &Path) -> PathBuf {
    let mut module = program.as_os_str().to_owned();
    module.push(".wasm");
    module.into()
}

/// Whether a program of this name is one to be started: it is not called a module.
pub fn is_wanted(output: &Path) -> bool {
    let is_module = output
        .extension()
        .is_some_and(|extension| extension == "wasm");
    // `-o /dev/null` asks whether it links.
    let is_file = !output.exists() || output.is_file();
    !is_module && is_file
}

/// What the program is linked with besides.
pub fn object(sysroot: &Sysroot) -> PathBuf {
    sysroot.lib().join(OBJECT)
}

/// The launcher of a module. Of a probe, nothing that was compiled is kept.
pub fn around(module: &[u8], sysroot: &Sysroot, is_probe: bool) -> Vec<u8> {
    let mut launcher = script(&sysroot.root().join("bin/wasi-run"), !is_probe);
    launcher.extend_from_slice(module);
    launcher
}

/// Name directories and variables, with colons between, that a launcher gives its program
/// instead of all: for programs that are not trusted as what starts them is.
const DIRS: &str = "WASI_RUN_DIRS";
const ENV: &str = "WASI_RUN_ENV";

/// The lines before the module. The program sees all files under their own names, and
/// the environment, as a native one would, unless somebody says less. The kernel tells a
/// script its path alone: what lies on PATH was most likely called by its name. Where `run` is
/// gone, the one on PATH runs it, but none in the current directory.
fn script(run: &Path, kept_compiled: bool) -> Vec<u8> {
    let cache = if kept_compiled { "" } else { PROBE };
    // A name that begins like an option is none, to the shell and to wasi-run.
    let mut script = b"#!/bin/sh -\n# A WebAssembly module, and how to start it.\nrun=".to_vec();
    script.extend(quoted(run));
    script.extend(
        format!(
            "\n[ -x \"$run\" ] || run=$(command -v wasi-run)\n\
             case $run in /*) ;; *) echo \"$0: wasi-run is not on PATH\" >&2; exit 127 ;; esac\n\
             case :$PATH: in *\":${{0%/*}}:\"*) name=${{0##*/}} ;; *) name=$0 ;; esac\n\
             set -f -- --env PWD=\"$PWD\" --argv0=\"$name\" -- \"$0\" \"$@\"\n\
             IFS=:\n\
             if [ \"${{{ENV}+x}}\" ]; then for it in ${ENV}; do set -- --env \"$it\" \"$@\"; done; \
             else set -- --env-inherit \"$@\"; fi\n\
             if [ \"${{{DIRS}+x}}\" ]; then for it in ${DIRS}; do set -- --dir \"$it\" \"$@\"; done; \
             else set -- --dir / \"$@\"; fi\n\
             exec \"$run\"{cache} \"$@\"\n"
        )
        .bytes(),
    );
    script
}

/// A word of a shell script.
fn quoted(path: &Path) -> Vec<u8> {
    let mut word = vec![b'\''];
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\'' => word.extend(b"'\\''"),
            _ => word.push(byte),
        }
    }
    word.push(b'\'');
    word
}

/// The file at `path`, if that is a launcher.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    let context = || path.display().to_string();
    if !path.is_file() {
        return Ok(None);
    }
    let mut start = Vec::new();
    let file = fs::File::open(path).with_context(context)?;
    file.take(LONGEST as u64)
        .read_to_end(&mut start)
        .with_context(context)?;
    if split(&start).is_none() {
        return Ok(None);
    }
    fs::read(path).with_context(context).map(Some)
}

/// A launcher taken apart: the script, and the module.
pub fn split(file: &[u8]) -> Option<(&[u8], &[u8])> {
    if !file.starts_with(b"#!") {
        return None;
    }
    let start = file.get(..LONGEST.min(file.len()))?;
    let at = start
        .windows(MAGIC.len() + 1)
        .position(|window| window[0] == b'\n' && &window[1..] == MAGIC)?;
    file.split_at_checked(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_a_module_is_no_launcher() {
        assert!(is_wanted(Path::new("nowhere/a.out")));
        assert!(!is_wanted(Path::new("nowhere/a.wasm")));
        assert!(!is_wanted(Path::new("/dev/null")));
    }

    #[test]
    fn script_and_module_come_apart() {
        assert_eq!(
            split(b"#!/bin/sh\nexec x\n\0asm\x01\0\0\0"),
            Some((&b"#!/bin/sh\nexec x\n"[..], &b"\0asm\x01\0\0\0"[..]))
        );
        assert_eq!(split(b"\0asm\x01\0\0\0"), None);
        assert_eq!(split(b"#!/bin/sh\necho \0asm\n"), None);
        assert_eq!(split(b"#!/bin/sh"), None);
        assert_eq!(split(b""), None);
    }

    #[test]
    fn no_wasi_run_of_the_current_directory_is_taken() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (here, there) = (folder.path().join("here"), folder.path().join("there"));
        let program = folder.path().join("program");
        let gone = folder.path().join("gone/wasi-run");
        for (path, text) in [
            (&here.join("wasi-run"), b"#!/bin/sh\necho here\n".to_vec()),
            (&there.join("wasi-run"), b"#!/bin/sh\necho there\n".to_vec()),
            (&program, script(&gone, true)),
        ] {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let says = |path: &str| {
            let output = std::process::Command::new("/bin/sh")
                .arg(&program)
                .current_dir(&here)
                .env("PATH", path)
                .output()
                .unwrap();
            (
                output.status.code(),
                String::from_utf8(output.stdout).unwrap(),
            )
        };
        let there = there.to_str().unwrap();
        assert_eq!(says(there), (Some(0), "there\n".into()));
        for path in [":", ".", "../here"] {
            assert_eq!(says(path), (Some(127), String::new()), "{path}");
        }
    }

    #[test]
    fn odd_paths_are_quoted() {
        assert_eq!(quoted(Path::new("/it's a/b")), br"'/it'\''s a/b'");
    }
}
