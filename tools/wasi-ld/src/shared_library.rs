//! `-shared`: a module is linked whole, so that the library of a Makefile that makes one
//! is an archive under the name it asks for. Programs link with it as they would
//! elsewhere, and take from it what they use.

use crate::sysroot::Sysroot;
use anyhow::{Context, Result, ensure};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// Options, of wasm-ld and of the linkers that Makefiles know, whose value is the next
/// argument.
const TAKE_A_VALUE: &[&str] = &[
    "-o",
    "--output",
    "-z",
    "-m",
    "-mllvm",
    "-L",
    "--library-path",
    "-l",
    "--library",
    "-e",
    "--entry",
    "-u",
    "--undefined",
    "-h",
    "-soname",
    "--soname",
    "-T",
    "--script",
    "-version-script",
    "--version-script",
    "-Map",
    "--export",
    "-y",
    "-I",
    "--dynamic-linker",
];

/// How what can be linked begins: archives, thin ones, modules, LLVM's two kinds of
/// bitcode.
const ARCHIVES: [&[u8]; 2] = [b"!<arch>\n", b"!<thin>\n"];
const OBJECTS: [&[u8]; 3] = [b"\0asm", b"BC\xc0\xde", b"\xde\xc0\x17\x0b"];

/// Whether this command line of the linker asks for a library to be loaded at run time.
/// With `--experimental-pic` it gets what wasm-ld has for that, which is for hosts that
/// link modules.
pub fn is_wanted(args: &[OsString]) -> bool {
    args.iter()
        .any(|arg| arg == "-shared" || arg == "--shared" || arg == "-Bshareable")
        && !args.iter().any(|arg| arg == "--experimental-pic")
}

/// Makes the archive `output`, a new file. Libraries named by `-l` stay what they are: a program names them
/// too, as it does with any archive.
pub fn archive(
    llvm_ar: &Path,
    args: &[OsString],
    output: &Path,
    sysroot: &Sysroot,
) -> Result<ExitStatus> {
    let mut objects = Vec::new();
    let mut archives = Vec::new();
    for input in inputs(args) {
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
                "{} is no object file and no archive",
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

/// `-lx`, where the folders have only an archive that was made here: its path, since
/// wasm-ld looks for `libx.a` alone.
pub fn find(arg: OsString, folders: &[PathBuf]) -> OsString {
    let Some(name) = arg.to_str().and_then(|arg| arg.strip_prefix("-l")) else {
        return arg;
    };
    let named = |extension: &str| {
        let file = format!("lib{name}.{extension}");
        folders.iter().map(move |folder| folder.join(&file))
    };
    if name.is_empty() || named("a").any(|file| file.exists()) {
        return arg;
    }
    named("so")
        .find(|file| is_archive(file))
        .map_or(arg, Into::into)
}

fn is_archive(file: &Path) -> bool {
    begin_of(file).is_ok_and(|start| ARCHIVES.iter().any(|with| start == *with))
}

/// As many bytes as tell what a file is.
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

/// The files that the command line names.
fn inputs(args: &[OsString]) -> Vec<&Path> {
    let mut inputs = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if TAKE_A_VALUE.iter().any(|option| arg == option) {
            args.next();
        } else if !arg.as_encoded_bytes().starts_with(b"-") {
            inputs.push(Path::new(arg));
        }
    }
    inputs
}

/// clang's own files, where it has them outside the sysroot.
fn is_runtime(input: &Path) -> bool {
    let name = input
        .file_name()
        .and_then(OsStr::to_str)
        .unwrap_or_default();
    name.starts_with("libclang_rt.") || name.starts_with("crt1") && name.ends_with(".o")
}

/// The note for whoever builds it.
pub fn note(output: &Path) -> String {
    let name = PathBuf::from(output.file_name().unwrap_or_default());
    format!(
        "a module is linked whole: {} is an archive, for programs to be linked with; \
         nothing loads it at run time",
        name.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn args(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn only_what_wasm_ld_cannot_make_is_wanted() {
        assert!(is_wanted(&args("a.o -shared -o libx.so")));
        assert!(!is_wanted(&args("a.o -o shared")));
        assert!(!is_wanted(&args("-shared --experimental-pic a.o")));
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
        let folders = [PathBuf::from("nowhere"), folder.path().to_owned()];
        assert_eq!(find("-lours".into(), &folders), ours);
        for arg in ["-lboth", "-lnative", "-lnone", "-l", "ours"] {
            assert_eq!(find(arg.into(), &folders), arg);
        }
    }

    #[test]
    fn inputs_are_no_values_of_options() {
        let line = args("-m wasm32 -shared -soname libx.so.1 -L. -L lib a.o -lm -o libx.so b.a");
        assert_eq!(inputs(&line), [Path::new("a.o"), Path::new("b.a")]);
    }
}
