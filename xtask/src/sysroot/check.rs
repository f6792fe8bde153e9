//! Checks of the built bottom half against the syscall table.

use crate::sysroot::reach;
use crate::sysroot::rust::Object;
use crate::sysroot::symbols::{Signature, Symbols};
use crate::sysroot::versions;
use crate::table::{Status, Syscall, Table, WasmType};
use anyhow::{Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{FuncType, ValType};

/// Every disagreement between the table and the objects; empty if there is none.
pub fn boundary(table: &Table, objects: &[Object]) -> Vec<String> {
    let mut built: BTreeMap<&str, &Signature> = BTreeMap::new();
    for object in objects {
        for (name, signature) in &object.symbols.functions {
            if let Some(name) = name.strip_prefix("__sys_") {
                built.insert(name, signature);
            }
        }
    }
    let mut wrong = Vec::new();
    for syscall in &table.syscalls {
        let wanted = Signature(FuncType::new(
            syscall.params().iter().map(val_type),
            [ValType::I32],
        ));
        match (syscall.status, built.remove(syscall.name.as_str())) {
            (Status::Refused, None) if syscall.is_constant() => {}
            (Status::Refused, Some(_)) if syscall.is_constant() => {
                wrong.push(format!(
                    "{} is refused in the table without checks, but the bottom half has it",
                    syscall.name
                ));
            }
            (status, None) => {
                wrong.push(format!(
                    "{} is {status} in the table, but the bottom half lacks it",
                    syscall.name
                ));
            }
            (_, Some(found)) if *found != wanted => {
                wrong.push(format!(
                    "{} is {wanted} in the table, but {found} in the bottom half",
                    syscall.name
                ));
            }
            (_, Some(_)) => {}
        }
    }
    wrong.extend(
        built
            .keys()
            .map(|name| format!("{name} is in the bottom half, but not in the table")),
    );
    wrong
}

/// Syscalls that take a descriptor and have no version for programs with a table of
/// descriptors: they would use the program's number as the host's.
pub fn descriptors(table: &Table, objects: &[Object]) -> Vec<String> {
    let defines = |name: &str| {
        let name = name.to_owned();
        objects
            .iter()
            .find(|object| object.symbols.defined.contains(&name))
    };
    let knows_table = |object: &Object| {
        let mut defined = object.symbols.defined.iter();
        defined.any(|name| name.starts_with(versions::TABLE))
    };
    let takes_descriptor = |syscall: &&Syscall| {
        let mut args = syscall.args.iter();
        args.any(|arg| arg.starts_with("int ") && arg.ends_with("fd"))
    };
    table
        .done()
        .filter(takes_descriptor)
        .filter(|syscall| {
            defines(&format!("{}{}", versions::TABLE, syscall.name)).is_none()
                && !defines(&syscall.symbol()).is_some_and(knows_table)
        })
        .map(|syscall| {
            format!(
                "{0} takes a descriptor: its row belongs in the rows! of its area, from which \
                 entry/table.rs makes {1}{0}",
                syscall.name,
                versions::TABLE
            )
        })
        .collect()
}

/// Rows whose list of WASI functions differs from the calls in the objects.
pub fn imports(table: &Table, objects: &[Object]) -> Result<Vec<String>> {
    let reached = reach::imports(objects)?;
    let mut wrong = Vec::new();
    for syscall in table.functions() {
        let Some(reached) = reached.get(&syscall.name) else {
            continue;
        };
        let listed = syscall.wasi.iter().cloned().collect();
        if *reached != listed {
            let names: Vec<String> = reached.iter().map(|name| format!("\"{name}\"")).collect();
            wrong.push(format!(
                "{} can call wasi = [{}]",
                syscall.name,
                names.join(", ")
            ));
        }
    }
    Ok(wrong)
}

/// References to the panic machinery, which the bottom half must not reach.
pub fn panics(objects: &[Object]) -> Vec<String> {
    let machinery = ["panicking", "_fail", "unwrap_failed", "expect_failed"];
    let is_panic =
        |name: &&String| name.contains("4core") && machinery.iter().any(|part| name.contains(part));
    let mut found = Vec::new();
    for object in objects
        .iter()
        .filter(|object| !object.name.starts_with("core-"))
    {
        for name in object.symbols.undefined.iter().filter(is_panic) {
            found.push(format!("{} can panic: it refers to {name}", object.name));
        }
    }
    found
}

/// Fails unless two objects define the same symbols, with the same types.
pub fn same_symbols(one: &Symbols, other: &Symbols) -> Result<()> {
    let names = |symbols: &Symbols| symbols.defined.iter().cloned().collect::<BTreeSet<_>>();
    let (left, right) = (names(one), names(other));
    ensure!(
        left == right,
        "it defines {right:?}, and the file that it replaces {left:?}"
    );
    for (name, wanted) in &one.functions {
        let found = other.functions.get(name);
        ensure!(
            found == Some(wanted),
            "{name} has another type than in the file that it replaces, {wanted}"
        );
    }
    Ok(())
}

fn val_type(wasm: &WasmType) -> ValType {
    match wasm {
        WasmType::I32 => ValType::I32,
        WasmType::I64 => ValType::I64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sysroot::{refused, symbols};

    fn table(status: &str, args: &str) -> Table {
        let row = format!(
            "[[syscall]]\nname='x'\nnumber=1\narea='files'\nargs=[{args}]\nstatus='{status}'\n"
        );
        let refused = if status == "refused" {
            "errno='EIO'\nreason='no'\ninstead='y'\n"
        } else {
            ""
        };
        Table::parse(&(row + refused)).unwrap()
    }

    /// An object that defines `__sys_x` with these arguments.
    fn objects(args: &str) -> Vec<Object> {
        let table = table("refused", args);
        let bytes = refused::object(&table.syscalls[0], 29);
        let symbols = symbols::of("x.o", &bytes).unwrap();
        vec![Object {
            name: "x.o".into(),
            bytes,
            symbols,
        }]
    }

    #[test]
    fn agreement_is_silent() {
        assert_eq!(
            boundary(
                &table("real", "'int fd', 'off_t at'"),
                &objects("'int a', 'off_t b'")
            ),
            [""; 0]
        );
        assert_eq!(boundary(&table("refused", ""), &[]), [""; 0]);
    }

    #[test]
    fn who_takes_a_descriptor_needs_two_versions() {
        let plain = objects("'int fd'");
        assert_eq!(
            descriptors(&table("real", "'int fd'"), &plain),
            [
                "x takes a descriptor: its row belongs in the rows! of its area, from which \
              entry/table.rs makes __fdt_x"
            ]
        );
        assert_eq!(descriptors(&table("real", "'int n'"), &plain), [""; 0]);
        let mut both = plain;
        both[0].symbols.defined.push("__fdt_x".into());
        assert_eq!(descriptors(&table("real", "'int fd'"), &both), [""; 0]);
    }

    #[test]
    fn an_object_that_stands_in_defines_the_same() {
        let symbols = |args| objects(args).pop().unwrap().symbols;
        let plain = symbols("'int fd'");
        assert!(same_symbols(&plain, &symbols("'int n'")).is_ok());
        let error = same_symbols(&plain, &symbols("'off_t n'")).unwrap_err();
        assert!(error.to_string().starts_with("__sys_x has another type"));
        let mut more = symbols("'int fd'");
        more.defined.push("y".into());
        let error = same_symbols(&plain, &more).unwrap_err().to_string();
        assert!(error.contains(r#"defines {"__sys_x", "y"}"#), "{error}");
        assert!(same_symbols(&more, &plain).is_err());
    }

    #[test]
    fn each_disagreement_is_named() {
        let wrong = boundary(&table("real", "'int fd'"), &objects("'off_t b'"));
        assert_eq!(
            wrong,
            ["x is (i32) -> (i32) in the table, but (i64) -> (i32) in the bottom half"]
        );
        let wrong = boundary(&table("real", ""), &[]);
        assert_eq!(
            wrong,
            ["x is real in the table, but the bottom half lacks it"]
        );
        let wrong = boundary(&table("refused", ""), &objects(""));
        assert_eq!(
            wrong,
            ["x is refused in the table without checks, but the bottom half has it"]
        );
        let wrong = boundary(&Table::parse("").unwrap(), &objects(""));
        assert_eq!(wrong, ["x is in the bottom half, but not in the table"]);
    }
}
