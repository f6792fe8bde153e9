//! `-shared`: a module is linked completely, so a makefile's shared library becomes a static
//! archive of the same name. Programs link with it as usual, and take from it only the members
//! that they use.

use crate::line::{Flag, Line};
use crate::sysroot::Sysroot;
use anyhow::{Context, Result, ensure};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// The first bytes of files that can be linked: archives, thin archives, modules, and LLVM's
/// two kinds of bitcode.
const ARCHIVES: [&[u8]; 2] = [b"!<arch>\n", b"!<thin>\n"];
const OBJECTS: [&[u8]; 3] = [b"\0asm", b"BC\xc0\xde", b"\xde\xc0\x17\x0b"];

/// Whether a line asks for a library to be loaded at run time. With `--experimental-pic`,
/// wasm-ld makes its own kind of shared library, for hosts that link modules.
pub fn is_wanted(line: &Line) -> bool {
    line.has(Flag::Shared) && !line.has(Flag::Pic)
}

/// Makes the archive `output`, a new file. Libraries named by `-l` are not included: the
/// program must name them too, as with any archive.
pub fn archive(
    llvm_ar: &Path,
    line: &Line,
    output: &Path,
    sysroot: &Sysroot,
) -> Result<ExitStatus> {
    let mut objects = Vec::new();
    let mut archives = Vec::new();
    for input in line.inputs() {
        if input.starts_with(sysroot.root()) || is_runtime(input) {
            continue;
        }
        let start = begin_of(input)?;
        let begins = |with: &&[u8]| start.starts_with(with);
        if ARCHIVES.iter().any(begins) {
            archives.push(input);
        } else {
            ensure!(
                OBJECTS.iter().any(begins),
                "{} is neither an object file nor an archive",
                input.display()
            );
            objects.push(input);
        }
    }
    let add = |how: &str, inputs: &[&Path]| {
        let mut command = Command::new(llvm_ar);
        command.arg(how).arg(output).args(inputs);
        command
            .status()
            .with_context(|| llvm_ar.display().to_string())
    };
    let status = add("qcsD", &objects)?;
    if !status.success() || archives.is_empty() {
        return Ok(status);
    }
    // Their members.
    add("qcsDL", &archives)
}

/// The path of a library whose only file is an archive that was made here: for `-l`, wasm-ld
/// looks only for `libx.a`.
pub fn find(name: &OsStr, folders: &[PathBuf]) -> Option<PathBuf> {
    let named = |extension: &str| {
        let mut file = OsString::from("lib");
        file.push(name);
        file.push(extension);
        folders.iter().map(move |folder| folder.join(&file))
    };
    if named(".a").any(|file| file.exists()) {
        return None;
    }
    named(".so").find(|file| is_archive(file))
}

fn is_archive(file: &Path) -> bool {
    begin_of(file).is_ok_and(|start| ARCHIVES.iter().any(|with| start == *with))
}

/// Enough bytes to recognise a file.
fn begin_of(file: &Path) -> Result<Vec<u8>> {
    let mut start = Vec::new();
    let context = || file.display().to_string();
    File::open(file)
        .with_context(context)?
        .take(8)
        .read_to_end(&mut start)
        .with_context(context)?;
    Ok(start)
}

/// clang's own files outside the sysroot.
fn is_runtime(input: &Path) -> bool {
    let name = input
        .file_name()
        .and_then(OsStr::to_str)
        .unwrap_or_default();
    name.starts_with("libclang_rt.") || name.starts_with("crt1") && name.ends_with(".o")
}

/// The note for the user.
pub fn note(output: &Path) -> String {
    let name = PathBuf::from(output.file_name().unwrap_or_default());
    format!(
        "a module is linked completely: {} is a static archive to link programs with; nothing \
         loads it at run time",
        name.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn line(text: &str) -> Line {
        Line::read(text.split(' ').map(OsString::from).collect()).unwrap()
    }

    #[test]
    fn only_what_wasm_ld_cannot_make_is_wanted() {
        assert!(is_wanted(&line("a.o -shared -o libx.so")));
        assert!(!is_wanted(&line("a.o -o shared")));
        assert!(!is_wanted(&line("-shared --experimental-pic a.o")));
    }

    #[test]
    fn only_an_archive_stands_in_for_a_missing_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let ours = file("libours.so", b"!<arch>\nmembers");
        file("libboth.so", b"!<arch>\nmembers");
        file("libboth.a", b"!<arch>\nmembers");
        file("libnative.so", b"\x7fELF");
        let find = |name: &str| {
            let folders = [PathBuf::from("nowhere"), folder.path().to_owned()];
            find(name.as_ref(), &folders)
        };
        assert_eq!(find("ours"), Some(ours));
        for name in ["both", "native", "none"] {
            assert_eq!(find(name), None);
        }
    }
}
