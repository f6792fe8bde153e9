//! Response files (`@file`) on the linker's command line: clang writes one when the line
//! becomes too long, and the rules must see its contents.

use crate::Args;
use anyhow::{Context, Result, bail};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The maximum depth of files that name files; anything deeper is a loop.
const DEEPEST: usize = 16;

/// `args` with every `@file` replaced by its contents, and whether there was one. As in
/// LLVM, an `@name` that is not a file stays an argument.
pub fn expand(args: Args) -> Result<(Args, bool)> {
    let mut expanded = Args::with_capacity(args.len());
    let mut any = false;
    for arg in args {
        any |= expand_one(arg, &mut expanded, 0)?;
    }
    Ok((expanded, any))
}

fn expand_one(arg: OsString, into: &mut Args, depth: usize) -> Result<bool> {
    let Some(path) = file_of(&arg).filter(|path| path.is_file()) else {
        into.push(arg);
        return Ok(false);
    };
    if depth == DEEPEST {
        bail!(
            "{}: response files name each other in a circle",
            path.display()
        );
    }
    let text = std::fs::read(&path).with_context(|| path.display().to_string())?;
    for arg in split(&text) {
        expand_one(bytes_to_os(arg)?, into, depth + 1)?;
    }
    Ok(true)
}

fn file_of(arg: &OsStr) -> Option<PathBuf> {
    let name = arg.as_encoded_bytes().strip_prefix(b"@")?;
    bytes_to_os(name.to_vec()).ok().map(PathBuf::from)
}

/// Splits as GNU tools do: white space separates, quotes and backslashes protect.
fn split(text: &[u8]) -> Vec<Vec<u8>> {
    let mut args = Vec::new();
    let mut arg: Option<Vec<u8>> = None;
    let mut quote: Option<u8> = None;
    let mut bytes = text.iter().copied();
    while let Some(byte) = bytes.next() {
        match (byte, quote) {
            (b'\\', _) => arg.get_or_insert_default().extend(bytes.next()),
            (b'"' | b'\'', None) => {
                quote = Some(byte);
                arg.get_or_insert_default();
            }
            (_, Some(open)) if byte == open => quote = None,
            (_, None) if byte.is_ascii_whitespace() => args.extend(arg.take()),
            _ => arg.get_or_insert_default().push(byte),
        }
    }
    args.extend(arg);
    args
}

#[cfg(unix)]
pub fn bytes_to_os(bytes: Vec<u8>) -> Result<OsString> {
    Ok(std::os::unix::ffi::OsStringExt::from_vec(bytes))
}

#[cfg(not(unix))]
pub fn bytes_to_os(bytes: Vec<u8>) -> Result<OsString> {
    Ok(String::from_utf8(bytes)
        .context("a response file is not UTF-8")?
        .into())
}

/// Writes a response file of our own.
pub fn write(file: &Path, args: &[OsString]) -> Result<()> {
    let mut text = Vec::new();
    for arg in args {
        text.push(b'"');
        for &byte in arg.as_encoded_bytes() {
            if matches!(byte, b'"' | b'\\') {
                text.push(b'\\');
            }
            text.push(byte);
        }
        text.extend(b"\"\n");
    }
    std::fs::write(file, text).with_context(|| file.display().to_string())
}

/// The argument that names a response file.
pub fn argument(file: &Path) -> OsString {
    let mut argument = OsString::from("@");
    argument.push(file);
    argument
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(text: &str) -> Vec<String> {
        split(text.as_bytes())
            .into_iter()
            .map(|arg| String::from_utf8(arg).expect("was text"))
            .collect()
    }

    #[test]
    fn splits_as_gnu_does() {
        assert_eq!(strings("a  b\n\tc"), ["a", "b", "c"]);
        assert_eq!(
            strings(r#""a b" 'c "d' e\ f """#),
            ["a b", "c \"d", "e f", ""]
        );
        assert_eq!(strings(r#""a\"b" x"y z""#), ["a\"b", "xy z"]);
        assert_eq!(strings("  "), [""; 0]);
    }

    #[test]
    fn what_is_written_reads_back() {
        let args: Args = ["plain", "with space", "quo\"te", "back\\slash", ""]
            .map(OsString::from)
            .to_vec();
        let folder = tempfile::tempdir().expect("a directory");
        let file = folder.path().join("rsp");
        write(&file, &args).expect("written");
        let (read, any) = expand(vec![argument(&file)]).expect("read");
        assert!(any);
        assert_eq!(read, args);
        let (read, any) = expand(vec!["@nowhere".into()]).expect("kept");
        assert!(!any);
        assert_eq!(read, ["@nowhere"]);
    }

    #[test]
    fn a_circle_is_an_error() {
        let folder = tempfile::tempdir().expect("a directory");
        let path = folder.path().join("loop");
        std::fs::write(&path, format!("@{}", path.display())).expect("written");
        let error = expand(vec![format!("@{}", path.display()).into()]).expect_err("endless");
        assert!(error.to_string().contains("circle"));
    }
}
