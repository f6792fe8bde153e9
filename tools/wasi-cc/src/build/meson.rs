//! `wasi-meson`: meson, with the sysroot's cross file.

use super::{environment, joined, options, program};
use crate::Args;
use anyhow::{Context, Result};
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use wasi_ld::sysroot::Sysroot;

/// Subcommands of meson other than setup. A line that begins with a directory sets it up.
const OTHERS: &[&str] = &[
    "compile",
    "configure",
    "devenv",
    "dist",
    "env2mfile",
    "format",
    "help",
    "init",
    "install",
    "introspect",
    "rewrite",
    "subprojects",
    "test",
    "wrap",
];

pub fn command(sysroot: &Sysroot, args: Args) -> Result<Command> {
    let name = OsStr::new("meson");
    let mut command = match settings_up(&args) {
        Some(rest) => {
            let general = sysroot.root().join("share/meson/wasi.ini");
            let mut command = Command::new(name);
            command
                .arg("setup")
                .arg(joined("--cross-file=", general))
                // A pipe: meson keeps a copy of the text, to use when it sets the
                // directory up again.
                .arg("--cross-file=/dev/stdin")
                .args(rest)
                .stdin(pipe(&cross_file(sysroot.root(), &options()?))?);
            command
        }
        None => program(name, &args),
    };
    environment::set(&mut command, sysroot)?;
    Ok(command)
}

/// The arguments of `setup`, explicit or implied.
fn settings_up(args: &[OsString]) -> Option<&[OsString]> {
    let (first, rest) = args.split_first()?;
    if first == "setup" {
        return Some(rest);
    }
    let other = OTHERS.iter().any(|other| first == other);
    let option = first.as_encoded_bytes().starts_with(b"-");
    (!other && !option).then_some(args)
}

/// The additions of this sysroot to the general file: its location, the prefix to install
/// to, and that programs run.
fn cross_file(root: &Path, options: &[&str]) -> String {
    let bin = quoted(&format!("{}/bin/", root.display()));
    let mut file = format!("[constants]\nbin = {bin}\n\n[binaries]\n");
    for (language, tool) in [("c", "wasi-cc"), ("cpp", "wasi-c++")] {
        let options: String = options.iter().map(|it| format!(", '{it}'")).collect();
        writeln!(file, "{language} = [bin + '{tool}'{options}]").expect("writing to a string");
    }
    let prefix = quoted(&root.display().to_string());
    write!(
        file,
        "\n[built-in options]\nprefix = {prefix}\n\n[properties]\nneeds_exe_wrapper = false\n"
    )
    .expect("writing to a string");
    file
}

/// A string of Meson's language.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'"))
}

/// A pipe that holds a text, shorter than a pipe's buffer.
fn pipe(text: &str) -> Result<Stdio> {
    let (read, mut write) = std::io::pipe().context("a pipe")?;
    write.write_all(text.as_bytes()).context("a pipe")?;
    Ok(read.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_setting_up_takes_a_cross_file() {
        let rest = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            settings_up(&args).map(|rest| rest.join(OsStr::new(" ")))
        };
        assert_eq!(rest("setup build -Dx=y"), Some("build -Dx=y".into()));
        assert_eq!(rest("build"), Some("build".into()));
        assert_eq!(rest("compile -C build"), None);
        assert_eq!(rest("--version"), None);
    }

    #[test]
    fn the_cross_file_names_the_tools() {
        let file = cross_file(Path::new("/it's"), &["-fwasi-launcher", "-fx"]);
        assert!(file.contains(r"bin = '/it\'s/bin/'"), "{file}");
        assert!(
            file.contains("c = [bin + 'wasi-cc', '-fwasi-launcher', '-fx']"),
            "{file}"
        );
    }
}
