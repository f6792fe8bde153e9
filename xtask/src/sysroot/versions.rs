//! Syscalls in two versions: a plain one, and one for programs that have a table of
//! descriptors (`libc-bottom-half/src/entry/table.rs`), or timers (`entry/timer.rs`). Both
//! come from one row and one generic function.
//!
//! Rust can neither give two functions the same name nor make one of them weak, so this
//! module does: `__sys_read`, where there is a `__fdt_read` too, becomes a weak symbol,
//! and `__fdt_read` gets its name. The members with such functions go to the end of the
//! archive: the linker takes the plain version for a name that is still undefined, and the
//! other version once it needs something else from that member.

use crate::sysroot::rust::Object;
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::ops::Range;
use wasmparser::{BinaryReader, Parser, Payload};

const PLAIN: &str = "__sys_";
pub const TABLE: &str = "__fdt_";

/// The function that a host calls, in a program that links it. Rust cannot export a function
/// from an object, and a linker that is told its name links it in any program.
const EXPORTED_NAME: &str = "__deliver_signal";

const _: () = assert!(PLAIN.len() == TABLE.len());

/// Joins the two versions of each syscall that has two.
pub fn join(objects: Vec<Object>) -> Result<Vec<Object>> {
    let mut signatures = BTreeMap::new();
    for object in &objects {
        for (name, signature) in &object.symbols.functions {
            if let Some(name) = name.strip_prefix(TABLE) {
                signatures.insert(name.to_owned(), signature.clone());
            }
        }
    }
    let mut missing = signatures.clone();
    let (mut plain, mut table) = (Vec::new(), Vec::new());
    for mut object in objects {
        let mut is_table = false;
        for symbol in symbols(&object.bytes)? {
            let name = std::str::from_utf8(&object.bytes[symbol.name.clone()])?.to_owned();
            if name.starts_with(TABLE) {
                is_table = true;
                object.bytes[symbol.name.start..][..PLAIN.len()].copy_from_slice(PLAIN.as_bytes());
            } else if let Some(name) = name.strip_prefix(PLAIN)
                && let Some(signature) = signatures.get(name)
            {
                if object.symbols.functions.get(&format!("{PLAIN}{name}")) != Some(signature) {
                    bail!("the two versions of {name} have different signatures");
                }
                missing.remove(name);
                object.bytes[symbol.flags] |= WEAK;
            } else if name == EXPORTED_NAME {
                object.bytes[symbol.flags] |= EXPORTED;
            }
        }
        if is_table { &mut table } else { &mut plain }.push(object);
    }
    if let Some(name) = missing.keys().next() {
        bail!("{TABLE}{name} is the version of no syscall");
    }
    plain.append(&mut table);
    Ok(plain)
}

/// The symbol's lowest flag, hence in the first byte of their encoding.
const EXPORTED: u8 = 0x20;
const WEAK: u8 = 1;
const UNDEFINED: u32 = 0x10;

const FUNCTION: u8 = 0;
const DATA: u8 = 1;
const SECTION: u8 = 3;
/// `WASM_SYMBOL_TABLE`.
const SYMBOL_TABLE: u8 = 8;

/// The places of the flags and of the name of a function that an object defines.
struct Place {
    flags: usize,
    name: Range<usize>,
}

fn symbols(object: &[u8]) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for payload in Parser::new(0).parse_all(object) {
        let Payload::CustomSection(section) = payload? else {
            continue;
        };
        if section.name() != "linking" {
            continue;
        }
        let mut reader = BinaryReader::new(section.data(), section.data_offset());
        reader.read_var_u32()?;
        while !reader.eof() {
            let kind = reader.read_u8()?;
            let len = reader.read_var_u32()? as usize;
            let start = reader.original_position();
            let mut part = BinaryReader::new(reader.read_bytes(len)?, start);
            if kind == SYMBOL_TABLE {
                read_table(&mut part, &mut places)?;
            }
        }
    }
    Ok(places)
}

fn read_table(reader: &mut BinaryReader<'_>, places: &mut Vec<Place>) -> Result<()> {
    const EXPLICIT_NAME: u32 = 0x40;
    for _ in 0..reader.read_var_u32()? {
        let kind = reader.read_u8()?;
        let at = reader.original_position();
        let flags = reader.read_var_u32()?;
        let is_defined = flags & UNDEFINED == 0;
        match kind {
            SECTION => {
                reader.read_var_u32()?;
            }
            DATA => {
                reader.read_string()?;
                if is_defined {
                    for _ in 0..3 {
                        reader.read_var_u32()?;
                    }
                }
            }
            // Functions, globals, tags and tables.
            _ => {
                reader.read_var_u32()?;
                if is_defined || flags & EXPLICIT_NAME != 0 {
                    let len = reader.read_string()?.len();
                    let end = reader.original_position();
                    if kind == FUNCTION && is_defined {
                        places.push(Place {
                            flags: at,
                            name: end - len..end,
                        });
                    }
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sysroot::archive::{Member, archive};
    use crate::sysroot::symbols;
    use llvm::Llvm;
    use std::process::Command;

    #[test]
    fn the_plain_version_is_linked_until_the_other_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let llvm = Llvm::find(None).unwrap();
        let object = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).unwrap();
            let status = Command::new(llvm.clang())
                .current_dir(&folder)
                .args(["--target=wasm32-wasip1", "-O1", "-c", name, "-o", "x.o"])
                .status();
            assert!(status.unwrap().success());
            let bytes = std::fs::read(folder.path().join("x.o")).unwrap();
            let symbols = symbols::of(name, &bytes).unwrap();
            Object {
                name: name.into(),
                bytes,
                symbols,
            }
        };
        let table = "int data = 1, *more = &data; int __sys_dup(void) { return 7000; }\n\
            int __fdt_read(int n) { return 8000 + n; }\n";
        let plain = "int __sys_read(int n) { return 9000 + n; }";
        let objects = vec![object("a.c", table), object("b.c", plain)];
        let joined = join(objects).unwrap();
        let members: Vec<Member> = joined
            .into_iter()
            .map(|object| Member {
                defines: symbols::of(&object.name, &object.bytes).unwrap().defined,
                name: object.name,
                bytes: object.bytes,
            })
            .collect();
        assert_eq!(members[0].name, "b.c");
        let library = folder.path().join("lib.a");
        std::fs::write(&library, archive(&members).unwrap()).unwrap();
        let linked = |text: &str| {
            let main = object("main.c", text);
            std::fs::write(folder.path().join("main.o"), main.bytes).unwrap();
            let status = Command::new(llvm.tool("wasm-ld", None).unwrap())
                .current_dir(&folder)
                .args(["--no-entry", "--export=f", "main.o", "lib.a", "-o", "out"])
                .status();
            assert!(status.unwrap().success());
            let bytes = std::fs::read(folder.path().join("out")).unwrap();
            // The constants as the code has them.
            let has = |n: i64| {
                let constant = [(n & 0x7f) as u8 | 0x80, (n >> 7) as u8 | 0x80, 0];
                bytes
                    .windows(2)
                    .any(|two| two == &constant[..2] || two == [constant[0], (n >> 7) as u8])
            };
            (has(9000), has(8000), has(7000))
        };
        let read = "int __sys_read(int); int f(void) { return __sys_read(1); }";
        assert_eq!(linked(read), (true, false, false));
        let both = "int __sys_read(int); int __sys_dup(void);\n\
            int f(void) { return __sys_read(1) + __sys_dup(); }";
        assert_eq!(linked(both), (false, true, true));
    }

    #[test]
    fn a_version_of_nothing_is_an_error() {
        assert!(join(Vec::new()).unwrap().is_empty());
    }
}
