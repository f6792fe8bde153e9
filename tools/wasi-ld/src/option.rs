//! Options of `wasi-cc` that clang does not know, which are on or off for a whole program.

use crate::{Args, response};
use anyhow::{Result, bail};
use std::ffi::{OsStr, OsString};

/// The rest of an argument after `option`, as bytes, since names of files need not be text.
pub fn after(arg: &OsStr, option: &str) -> Option<OsString> {
    let rest = arg.as_encoded_bytes().strip_prefix(option.as_bytes())?;
    let rest = response::bytes_to_os(rest.to_vec()).ok()?;
    (!rest.is_empty()).then_some(rest)
}

/// An option with a value.
pub struct Valued {
    /// `None` where it is missing.
    pub value: Option<OsString>,
    /// Both, as written on the line.
    pub written: Args,
}

/// Reads an argument, and the next if that holds the value. For the options `-o` and
/// `--output`, the forms are `-o x`, `-ox`, `--output x` and `--output=x`. `None` if it is
/// another.
pub fn valued(
    arg: &OsStr,
    names: &[&str],
    rest: &mut impl Iterator<Item = OsString>,
) -> Option<Valued> {
    if names.iter().any(|name| arg == *name) {
        let value = rest.next();
        let written = [arg.to_owned()].into_iter().chain(value.clone());
        return Some(Valued {
            written: written.collect(),
            value,
        });
    }
    let joined = names.iter().find_map(|name| match name.starts_with("--") {
        true => after(arg, &format!("{name}=")),
        false => after(arg, name),
    });
    Some(Valued {
        value: Some(joined?),
        written: vec![arg.to_owned()],
    })
}

/// The last value of an option in a line.
pub fn last(args: &[OsString], names: &[&str]) -> Option<OsString> {
    let mut last = None;
    let mut args = args.iter().cloned();
    while let Some(arg) = args.next() {
        if let Some(valued) = valued(&arg, names, &mut args) {
            last = valued.value.or(last);
        }
    }
    last
}

/// An option with its value behind it.
pub fn joined(option: &str, value: impl Into<OsString>) -> OsString {
    let mut arg = OsString::from(option);
    arg.push(value.into());
    arg
}

pub struct Switch {
    pub on: &'static str,
    pub off: &'static str,
    /// The variable with which a build system sets it for all commands that do not say: `1`
    /// or `0`.
    pub variable: &'static str,
}

impl Switch {
    /// Takes the option and its opposite out of `args`; the last one counts.
    pub fn take(&self, args: Vec<OsString>) -> (Option<bool>, Vec<OsString>) {
        let mut wanted = None;
        let mut kept = args;
        kept.retain(|arg| {
            let says = self.read(arg);
            wanted = says.or(wanted);
            says.is_none()
        });
        (wanted, kept)
    }

    /// The value that an argument sets, if it is the option or its opposite.
    pub fn read(&self, arg: &OsStr) -> Option<bool> {
        match arg {
            arg if arg == self.on => Some(true),
            arg if arg == self.off => Some(false),
            _ => None,
        }
    }

    /// The value of the variable.
    pub fn from_env(&self) -> Result<bool> {
        self.parse(std::env::var_os(self.variable).as_deref())
    }

    fn parse(&self, value: Option<&OsStr>) -> Result<bool> {
        match value.map(OsStr::as_encoded_bytes) {
            Some(b"1") => Ok(true),
            None | Some(b"" | b"0") => Ok(false),
            Some(other) => bail!(
                "{}: `{}` is neither 1 nor 0",
                self.variable,
                String::from_utf8_lossy(other)
            ),
        }
    }

    /// The argument for this value.
    pub fn argument(&self, wanted: bool) -> &'static str {
        if wanted { self.on } else { self.off }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_in_the_argument_or_in_the_next() {
        let last = |line: &str| {
            let args: Args = line.split(' ').map(OsString::from).collect();
            last(&args, &["-o", "--output"]).map(|value| value.display().to_string())
        };
        for line in [
            "-o x",
            "-ox",
            "--output x",
            "--output=x",
            "-o y a.c -ox",
            "-o x -o",
        ] {
            assert_eq!(last(line).as_deref(), Some("x"), "{line}");
        }
        for line in ["a.c", "-o", "--output=", "--other"] {
            assert_eq!(last(line), None, "{line}");
        }
    }

    #[test]
    fn a_variable_is_1_or_0() {
        let switch = Switch {
            on: "-fx",
            off: "-fno-x",
            variable: "X",
        };
        let read = |value: Option<&str>| switch.parse(value.map(OsStr::new));
        assert!(read(Some("1")).expect("a value"));
        for off in [Some("0"), Some(""), None] {
            assert!(!read(off).expect("a value"));
        }
        let error = read(Some("on")).expect_err("no value").to_string();
        assert_eq!(error, "X: `on` is neither 1 nor 0");
    }

    #[test]
    fn the_last_one_counts() {
        let switch = Switch {
            on: "-fx",
            off: "-fno-x",
            variable: "X",
        };
        let args = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        let (wanted, kept) = switch.take(args("-fx a.c -fno-x -O"));
        assert_eq!((wanted, kept), (Some(false), args("a.c -O")));
        assert_eq!(switch.take(args("a.c")).0, None);
    }
}
