//! `/dev/null` and similar devices, in programs that name them.
//!
//! Where the host shows no `/dev`, the C library implements the devices inside the module,
//! if the module has the descriptor table. A program that links the table for another
//! reason can open a device by any name. Any other program must contain the device's name
//! in its data; it is linked again, with the table.

use crate::module::{DATA, IMPORT, Module, push_sized};

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

/// The functions of the host that get a path of a device.
const CALLS: [&str; 2] = ["path_open", "path_filestat_get"];

/// Whether a module names a device that it could not open on every host.
pub fn are_wanted(module: &Module) -> bool {
    let imports = module.content(IMPORT);
    let data = module.content(DATA);
    CALLS.iter().any(|call| imports_one(imports, call)) && names_one(data) && !is_in(data, LINKED)
}

/// Whether an import has this name: its length stands before it.
fn imports_one(imports: &[u8], name: &str) -> bool {
    let mut import = Vec::new();
    push_sized(&mut import, name.as_bytes()).is_some_and(|()| is_in(imports, &import))
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
    use crate::module;

    fn module(import: &[u8], data: &[u8]) -> Module {
        let mut bytes = module::MAGIC.to_vec();
        for (id, content) in [(IMPORT, import), (DATA, data)] {
            bytes.push(id);
            module::push_sized(&mut bytes, content).expect("it is short");
        }
        Module::parse(bytes).expect("a module")
    }

    const OPEN: &[u8] = b"\x01\x04wasi\x09path_open\0\0";
    const WRITE: &[u8] = b"\x01\x04wasi\x08fd_write\0\0";

    #[test]
    fn the_functions_are_preview1_s() {
        assert!(
            CALLS
                .iter()
                .all(|call| preview1::Function::find(call).is_some())
        );
    }

    #[test]
    fn a_name_that_can_be_opened_asks_for_the_table() {
        let asks = |import, data: &[u8]| are_wanted(&module(import, data));
        assert!(asks(OPEN, b"\0\0/dev/null\0"));
        assert!(asks(OPEN, b"/dev/\0/dev/urandom\0%s\0"));
        assert!(!asks(WRITE, b"/dev/null\0"));
        assert!(!asks(OPEN, b"cmd >/dev/null 2>&1\0/dev/nul"));
        assert!(!asks(OPEN, &[b"/dev/tty\0", LINKED].concat()));
        assert!(!asks(OPEN, b""));
    }
}
