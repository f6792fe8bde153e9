//! `/dev/null` and its like, in programs that name them.
//!
//! Where the host shows no `/dev`, the C library answers inside the module, if it has the
//! table of descriptors. Programs that link the table for another reason open any name that
//! their users give them. Any other program has to name the device itself, hence in its
//! data, and is linked once more, with the table.

use crate::module::{self, Section};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// A symbol of the archive member with the table.
pub const SYMBOL: &str = "__sys_dup3";

const FOLDER: &[u8] = b"/dev/";
const NAMES: [&[u8]; 6] = [
    b"null\0",
    b"zero\0",
    b"full\0",
    b"random\0",
    b"urandom\0",
    b"tty\0",
];

/// The table's own list of them (`libc-bottom-half/src/inside/device.rs`).
const LINKED: &[u8] = b"null\0zero\0full\0random\0urandom\0tty";

/// What gets a path of a device: imports, with the length before the name.
const CALLS: [&[u8]; 2] = [b"\x09path_open", b"\x11path_filestat_get"];

const IMPORT: u8 = 2;
const DATA: u8 = 11;

/// Whether the module at `path` names a device that it could not open everywhere.
pub fn are_wanted(path: &Path) -> Result<bool> {
    let linked = fs::read(path).with_context(|| path.display().to_string())?;
    Ok(are_named(&linked).unwrap_or(false))
}

/// `None` if this is no module.
fn are_named(module: &[u8]) -> Option<bool> {
    let (mut called, mut named, mut linked) = (false, false, false);
    for section in module::sections(module)? {
        let Section { id, content, .. } = section?;
        match id {
            IMPORT => called = CALLS.iter().any(|call| is_in(content, call)),
            DATA => {
                named = names_one(content);
                linked = is_in(content, LINKED);
            }
            _ => {}
        }
    }
    Some(called && named && !linked)
}

fn is_in(content: &[u8], text: &[u8]) -> bool {
    content.windows(text.len()).any(|part| part == text)
}

fn names_one(data: &[u8]) -> bool {
    let folders = data.windows(FOLDER.len()).enumerate();
    let mut names = folders
        .filter(|&(_, part)| part == FOLDER)
        .map(|(at, _)| &data[at + FOLDER.len()..]);
    names.any(|name| NAMES.iter().any(|known| name.starts_with(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(import: &[u8], data: &[u8]) -> Vec<u8> {
        let mut module = module::MAGIC.to_vec();
        for (id, content) in [(IMPORT, import), (DATA, data)] {
            module.push(id);
            module::push_sized(&mut module, content).expect("it is short");
        }
        module
    }

    const OPEN: &[u8] = b"\x01\x04wasi\x09path_open\0\0";
    const WRITE: &[u8] = b"\x01\x04wasi\x08fd_write\0\0";

    #[test]
    fn a_name_that_can_be_opened_asks_for_the_table() {
        let asks = |import, data: &[u8]| are_named(&module(import, data)).expect("a module");
        assert!(asks(OPEN, b"\0\0/dev/null\0"));
        assert!(asks(OPEN, b"/dev/\0/dev/urandom\0%s\0"));
        assert!(!asks(WRITE, b"/dev/null\0"));
        assert!(!asks(OPEN, b"cmd >/dev/null 2>&1\0/dev/nul"));
        assert!(!asks(OPEN, &[b"/dev/tty\0", LINKED].concat()));
        assert!(!asks(OPEN, b""));
    }

    #[test]
    fn what_is_no_module_names_nothing() {
        assert_eq!(are_named(b"#!/bin/sh\n/dev/null\0"), None);
        let linked = module(OPEN, b"/dev/null\0");
        assert_eq!(are_named(&linked[..linked.len() - 1]), None);
    }
}
