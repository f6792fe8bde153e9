//! Options of `wasi-cc` that clang does not know, which are on or off for a whole program.

use crate::response;
use std::ffi::{OsStr, OsString};

/// What follows `option` in an argument that begins with it; bytes, since names of files
/// need not be text.
pub fn after(arg: &OsStr, option: &str) -> Option<OsString> {
    let rest = arg.as_encoded_bytes().strip_prefix(option.as_bytes())?;
    let rest = response::bytes_to_os(rest.to_vec()).ok()?;
    (!rest.is_empty()).then_some(rest)
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
    /// How the linker is told, and how a build system can set it for all links: `1` or `0`.
    pub variable: &'static str,
}

impl Switch {
    /// Takes the option and its contrary out of `args`; the last one counts.
    pub fn take(&self, args: Vec<OsString>) -> (Option<bool>, Vec<OsString>) {
        let mut wanted = None;
        let mut kept = args;
        kept.retain(|arg| {
            if arg == self.on {
                wanted = Some(true);
            } else if arg == self.off {
                wanted = Some(false);
            } else {
                return true;
            }
            false
        });
        (wanted, kept)
    }

    /// What the variable says.
    pub fn from_env(&self) -> bool {
        std::env::var_os(self.variable).is_some_and(|value| value == "1")
    }

    /// What the variable is to say.
    pub fn value(wanted: bool) -> &'static str {
        if wanted { "1" } else { "0" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
