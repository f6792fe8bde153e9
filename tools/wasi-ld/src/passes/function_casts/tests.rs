use super::FunctionCasts;
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, Function, FunctionSection, Instruction,
    Module, NameMap, NameSection, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{Operator, Parser, Payload, Validator};

fn settle(module: &[u8]) -> anyhow::Result<Option<Vec<u8>>> {
    crate::passes::changed(&FunctionCasts, module)
}

/// Functions 0 of type 0, `() -> ()`, and 1 of type 1, `(i32, f64) -> i64`, both in the table;
/// function 2 calls a pointer as `called`.
fn module(called: u32, names: &[(u32, &str)]) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    types
        .ty()
        .function([ValType::I32, ValType::F64], [ValType::I64]);
    let mut functions = FunctionSection::new();
    functions.function(0).function(1).function(0);
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 3,
        maximum: Some(3),
        shared: false,
    });
    let mut elements = ElementSection::new();
    elements.active(
        None,
        &ConstExpr::i32_const(1),
        Elements::Functions((&[0, 1]).into()),
    );
    let mut code = CodeSection::new();
    let mut nothing = Function::new([]);
    nothing.instruction(&Instruction::Unreachable);
    nothing.instruction(&Instruction::End);
    let mut calls = Function::new([]);
    if called == 1 {
        calls.instruction(&Instruction::I32Const(1));
        calls.instruction(&Instruction::F64Const(1.0.into()));
    }
    calls.instruction(&Instruction::I32Const(1));
    // As the linker writes it: padded, so that every number fits.
    calls.raw([0x11, 0x80 | called as u8, 0x80, 0x80, 0x80, 0, 0]);
    if called == 1 {
        calls.instruction(&Instruction::Drop);
    }
    calls.raw([0x10, 0x80, 0x80, 0x80, 0x80, 0]);
    calls.instruction(&Instruction::End);
    code.function(&nothing).function(&nothing).function(&calls);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&functions)
        .section(&tables)
        .section(&elements)
        .section(&code);
    if !names.is_empty() {
        let mut map = NameMap::new();
        for (index, name) in names {
            map.append(*index, name);
        }
        let mut section = NameSection::new();
        section.functions(&map);
        module.section(&section);
    }
    module.finish()
}

/// The calls of a function, in a valid module.
fn calls_of(module: &[u8], function: usize) -> Vec<String> {
    Validator::new().validate_all(module).unwrap();
    let bodies: Vec<_> = Parser::new(0)
        .parse_all(module)
        .filter_map(|payload| match payload.unwrap() {
            Payload::CodeSectionEntry(body) => Some(body),
            _ => None,
        })
        .collect();
    let operators = bodies[function].get_operators_reader().unwrap();
    operators
        .into_iter()
        .filter_map(|operator| match operator.unwrap() {
            Operator::Call { function_index } => Some(format!("call {function_index}")),
            Operator::CallIndirect { type_index, .. } => Some(format!("as {type_index}")),
            _ => None,
        })
        .collect()
}

#[test]
fn a_pointer_is_called_as_what_it_stands_for() {
    for called in [0, 1] {
        let linked = module(called, &[]);
        assert_eq!(
            calls_of(&linked, 2),
            [format!("as {called}"), "call 0".into()]
        );
        let changed = settle(&linked).unwrap().unwrap();
        // Function 3 returns the type.
        assert_eq!(calls_of(&changed, 2), ["call 4", "call 0"]);
        assert_eq!(
            calls_of(&changed, 4),
            [
                "call 3".to_owned(),
                format!("as {}", 1 - called),
                format!("as {called}")
            ]
        );
    }
}

#[test]
fn a_trap_of_the_linker_becomes_the_call_that_was_meant() {
    let linked = module(0, &[(0, "signature_mismatch:f"), (1, "f"), (2, "main")]);
    let changed = settle(&linked).unwrap().unwrap();
    assert_eq!(calls_of(&changed, 2), ["call 5", "call 3"]);
    assert_eq!(calls_of(&changed, 3), ["call 1"]);
    // The pointer stands for it too.
    assert_eq!(calls_of(&changed, 5), ["call 4", "as 1", "as 0"]);
}

#[test]
fn no_instruction_moves() {
    let linked = module(0, &[]);
    let changed = settle(&linked).unwrap().unwrap();
    let place = |module: &[u8]| {
        let mut places =
            Parser::new(0)
                .parse_all(module)
                .filter_map(|payload| match payload.unwrap() {
                    Payload::CodeSectionStart { range, .. } => Some(range.start),
                    _ => None,
                });
        places.next().unwrap()
    };
    let bodies = |module: &[u8]| -> Vec<usize> {
        let start = place(module);
        Parser::new(0)
            .parse_all(module)
            .filter_map(|payload| match payload.unwrap() {
                Payload::CodeSectionEntry(body) => Some(body.range().start - start),
                _ => None,
            })
            .collect()
    };
    assert_eq!(bodies(&changed)[..3], bodies(&linked)[..]);
}

#[test]
fn what_needs_nothing_stays_as_it_is() {
    let mut module = Module::new();
    module.section(&TypeSection::new());
    assert_eq!(settle(&module.finish()).unwrap(), None);
    assert!(settle(b"#!/bin/sh").is_err());
    let linked = self::module(0, &[]);
    for end in 8..linked.len() {
        // An error or nothing to change, but no panic.
        let _ = settle(&linked[..end]);
    }
}
