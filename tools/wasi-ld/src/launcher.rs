//! Programs that this machine can start: a shell script of a few lines that passes itself to
//! wasi-run, followed by the module. It is one file, so it can be copied and installed, and a
//! probe that reads its output finds the module there.

use crate::sysroot::Sysroot;
use anyhow::{Context, Result};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The object that sets the working directory of such a program to the caller's.
const OBJECT: &str = "launched.o";

/// Where a module begins.
const MAGIC: &[u8] = b"\0asm";

/// The options to run a probe: it runs once, with the same result on a terminal, and it may
/// wait for an alarm to end its loop. Here the alarm arrives only at a system call.
const PROBE: &str = " --no-cache --quick --terminal=no --timeout 60";

/// The script is shorter than this.
const LONGEST: usize = 4096;

/// The module beside the launcher `program`.
pub fn module_of(program: &Path) -> PathBuf {
    let mut module = program.as_os_str().to_owned();
    module.push(".wasm");
    module.into()
}

/// Whether to make a launcher: the name is not that of a module.
pub fn is_wanted(output: &Path) -> bool {
    let is_module = output
        .extension()
        .is_some_and(|extension| extension == "wasm");
    // `-o /dev/null` asks whether it links.
    let is_file = !output.exists() || output.is_file();
    !is_module && is_file
}

/// An object that the program is linked with in addition.
pub fn object(sysroot: &Sysroot) -> PathBuf {
    sysroot.lib().join(OBJECT)
}

/// More that a launcher asks wasi-run for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asks {
    pub processes: bool,
    pub network: bool,
}

/// The launcher of a module. The compiled code of a probe is not cached.
pub fn around(module: &[u8], sysroot: &Sysroot, is_probe: bool, asks: Asks) -> Vec<u8> {
    let mut launcher = script(&sysroot.root().join("bin/wasi-run"), !is_probe, asks);
    launcher.extend_from_slice(module);
    launcher
}

/// Two variables with lists, separated by colons: the directories and the variables that a
/// launcher gives its program instead of all. They are for programs that are less trusted than
/// their caller.
const DIRS: &str = "WASI_RUN_DIRS";
const ENV: &str = "WASI_RUN_ENV";

/// The programs that one made with processes can execute: a value of `wasi-run --processes=`, or
/// `none`, which is the default where [`DIRS`] is set.
const PROCESSES: &str = "WASI_RUN_PROCESSES";

/// The places that a component may connect to: a value of `wasi-run --allow-net=`, or `none`, which
/// is the default where [`DIRS`] is set.
const NET: &str = "WASI_RUN_NET";

/// The lines before the module. Like a native program, it sees all files under their own names
/// and the whole environment, unless those variables say less. The kernel passes only the path
/// of a script; a program on PATH was most likely called by its plain name. If `run` no longer
/// exists, the wasi-run on PATH runs it, but never one in the current directory. The program
/// inherits the caller's variables, so the script's own have names that nobody else uses.
fn script(run: &Path, kept_compiled: bool, asks: Asks) -> Vec<u8> {
    let cache = if kept_compiled { "" } else { PROBE };
    let mut ask = String::new();
    if asks.processes {
        ask += &format!(
            "case ${{{PROCESSES}-${{{DIRS}+none}}}} in none) ;; \
             *) set -- --processes=\"${{{PROCESSES}:-native}}\" \"$@\" ;; esac\n"
        );
    }
    if asks.network {
        ask += &format!(
            "case ${{{NET}-${{{DIRS}+none}}}} in none) ;; '') set -- --allow-net \"$@\" ;; \
             *) set -- --allow-net=\"${NET}\" \"$@\" ;; esac\n"
        );
    }
    // To the shell and to wasi-run, a name that begins like an option is not a file.
    let mut script =
        b"#!/bin/sh -\n# A WebAssembly module, and how to start it.\n__wasi_run=".to_vec();
    script.extend(quoted(run));
    script.extend(
        format!(
            "\n[ -x \"$__wasi_run\" ] || __wasi_run=$(command -v wasi-run)\n\
             case $__wasi_run in /*) ;; *) echo \"$0: wasi-run is not on PATH\" >&2; exit 127 ;; esac\n\
             case :$PATH: in *\":${{0%/*}}:\"*) __wasi_name=${{0##*/}} ;; *) __wasi_name=$0 ;; esac\n\
             set -f -- --env PWD=\"$PWD\" --argv0=\"$__wasi_name\" -- \"$0\" \"$@\"\n\
             IFS=:\n\
             if [ \"${{{ENV}+x}}\" ]; then for __wasi_it in ${ENV}; do set -- --env \"$__wasi_it\" \"$@\"; done; \
             else set -- --env-inherit \"$@\"; fi\n\
             if [ \"${{{DIRS}+x}}\" ]; then for __wasi_it in ${DIRS}; do set -- --dir \"$__wasi_it\" \"$@\"; done; \
             else set -- --dir / \"$@\"; fi\n\
             {ask}exec \"$__wasi_run\"{cache} \"$@\"\n"
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

/// The first bytes of a file, as many as a launcher's script may have; `None` for anything but a file.
pub fn beginning(path: &Path) -> Result<Option<Vec<u8>>> {
    if !path.is_file() {
        return Ok(None);
    }
    let mut start = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(LONGEST as u64).read_to_end(&mut start))
        .with_context(|| path.display().to_string())?;
    Ok(Some(start))
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
            (&program, script(&gone, true, Asks::default())),
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
    fn more_is_asked_for_unless_the_caller_gives_less() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (run, program) = (folder.path().join("run"), folder.path().join("program"));
        fs::write(&run, "#!/bin/sh\nprintf '%s\\n' \"$1\"\n").unwrap();
        fs::set_permissions(&run, fs::Permissions::from_mode(0o755)).unwrap();
        let asks = |wanted: Asks, variables: &[(&str, &str)]| {
            fs::write(&program, script(&run, true, wanted)).unwrap();
            let output = std::process::Command::new("/bin/sh")
                .arg(&program)
                .env_remove(DIRS)
                .env_remove(PROCESSES)
                .env_remove(NET)
                .envs(variables.iter().copied())
                .output()
                .unwrap();
            String::from_utf8(output.stdout)
                .unwrap()
                .trim_end()
                .to_owned()
        };
        let nothing = Asks::default();
        assert_eq!(asks(nothing, &[]), "--dir");
        assert_eq!(
            asks(nothing, &[(PROCESSES, "modules"), (NET, "*")]),
            "--dir"
        );
        let processes = Asks {
            processes: true,
            ..nothing
        };
        assert_eq!(asks(processes, &[]), "--processes=native");
        assert_eq!(asks(processes, &[(PROCESSES, "")]), "--processes=native");
        let list = "native:/bin/sh,/usr/bin/a *";
        assert_eq!(
            asks(processes, &[(PROCESSES, list)]),
            format!("--processes={list}")
        );
        assert_eq!(asks(processes, &[(PROCESSES, "none")]), "--dir");
        assert_eq!(asks(processes, &[(DIRS, "/x")]), "--dir");
        let both = [(DIRS, "/x"), (PROCESSES, "modules")];
        assert_eq!(asks(processes, &both), "--processes=modules");
        let network = Asks {
            network: true,
            ..nothing
        };
        assert_eq!(asks(network, &[]), "--allow-net");
        assert_eq!(asks(network, &[(NET, "")]), "--allow-net");
        let places = "*:80,[::1]:9";
        assert_eq!(
            asks(network, &[(NET, places)]),
            format!("--allow-net={places}")
        );
        assert_eq!(asks(network, &[(NET, "none")]), "--dir");
        assert_eq!(asks(network, &[(DIRS, "/x")]), "--dir");
        assert_eq!(asks(network, &[(DIRS, "/x"), (NET, "*")]), "--allow-net=*");
    }

    #[test]
    fn the_callers_variables_reach_the_program() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (run, program) = (folder.path().join("run"), folder.path().join("program"));
        fs::write(&run, "#!/bin/sh\necho \"$run $name $it\"\n").unwrap();
        fs::set_permissions(&run, fs::Permissions::from_mode(0o755)).unwrap();
        fs::write(
            &program,
            script(
                &run,
                true,
                Asks {
                    processes: true,
                    network: true,
                },
            ),
        )
        .unwrap();
        let output = std::process::Command::new("/bin/sh")
            .arg(&program)
            .envs([("run", "a"), ("name", "b"), ("it", "c")])
            .envs([(DIRS, "/x:/y"), (ENV, "run:name:it")])
            .output()
            .unwrap();
        assert_eq!(output.stdout, b"a b c\n");
    }

    #[test]
    fn odd_paths_are_quoted() {
        assert_eq!(quoted(Path::new("/it's a/b")), br"'/it'\''s a/b'");
    }
}
