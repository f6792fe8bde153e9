use super::SpillPointers;
use wasm_encoder::{
    BlockType, Catch, CodeSection, ConstExpr, Function, FunctionSection, GlobalSection, GlobalType,
    ImportSection, Instruction, MemArg, MemorySection, MemoryType, Module, TagKind, TagSection,
    TagType, TypeSection, ValType,
};
use wasmparser::{Operator, Parser, Payload, Validator, WasmFeatures};

fn settle(module: &[u8]) -> anyhow::Result<Option<Vec<u8>>> {
    crate::passes::changed(&SpillPointers, module)
}

const I32: ValType = ValType::I32;

/// Function 0 is WASI's, function 1 another, both `() -> i32`; function 2, of the type
/// `(i32, i64) -> i32`, has these additional locals and these instructions.
fn module(locals: &[ValType], instructions: &[Instruction<'_>]) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], [I32]);
    types.ty().function([I32, ValType::I64], [I32]);
    types.ty().function([I32, I32], [I32]);
    types.ty().function([], []);
    types.ty().function([I32], [I32, I32]);
    let mut imports = ImportSection::new();
    imports.import(
        preview1::MODULE,
        "sched_yield",
        wasm_encoder::EntityType::Function(0),
    );
    let mut functions = FunctionSection::new();
    functions.function(0).function(1);
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut tags = TagSection::new();
    tags.tag(TagType {
        kind: TagKind::Exception,
        func_type_idx: 3,
    });
    let mut globals = GlobalSection::new();
    globals.global(
        GlobalType {
            val_type: I32,
            mutable: true,
            shared: false,
        },
        &ConstExpr::i32_const(65536),
    );
    let mut code = CodeSection::new();
    let mut called = Function::new([]);
    called.instruction(&Instruction::I32Const(7));
    called.instruction(&Instruction::End);
    let mut body = Function::new(locals.iter().map(|&each| (1, each)));
    for instruction in instructions {
        body.instruction(instruction);
    }
    body.instruction(&Instruction::End);
    code.function(&called).function(&body);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&memories)
        .section(&tags)
        .section(&globals)
        .section(&code);
    let module = module.finish();
    validate(&module);
    module
}

fn validate(module: &[u8]) {
    let features = WasmFeatures::default() | WasmFeatures::LEGACY_EXCEPTIONS;
    Validator::new_with_features(features)
        .validate_all(module)
        .expect("it is valid");
}

/// The stores of function 2 to its frame, in order, and how often it leaves it.
fn spilled(locals: &[ValType], instructions: &[Instruction<'_>]) -> (Vec<String>, usize) {
    let module = module(locals, instructions);
    let changed = settle(&module).unwrap().unwrap_or(module);
    validate(&changed);
    let body = Parser::new(0)
        .parse_all(&changed)
        .filter_map(|payload| match payload.unwrap() {
            Payload::CodeSectionEntry(body) => Some(body),
            _ => None,
        })
        .nth(1)
        .unwrap();
    let (mut stored, mut moved, mut last) = (Vec::new(), 0, None);
    for operator in body.get_operators_reader().unwrap() {
        let operator = operator.unwrap();
        match operator {
            Operator::GlobalSet { .. } => moved += 1,
            Operator::I32Store { memarg } | Operator::I64Store { memarg } => {
                stored.push(format!("{} at {}", last.unwrap(), memarg.offset));
            }
            _ => {}
        }
        last = match operator {
            Operator::LocalGet { local_index } => Some(local_index),
            _ => None,
        };
    }
    (stored, moved)
}

use Instruction::{
    Block, Br, BrIf, Call, Drop, Else, End, I32Add, I32Const, I64Store, If, LocalGet, LocalSet,
    LocalTee, Loop, Return, Throw,
};

#[test]
fn what_is_needed_after_a_call_is_written_where_it_is_made() {
    // A parameter, from the start; the other is not needed.
    let (stored, moved) = spilled(&[], &[Call(1), LocalGet(0), I32Add]);
    assert_eq!((stored.join(", "), moved), ("0 at 0".into(), 2));
    // A local, each time.
    let code = [
        Call(1),
        LocalSet(2),
        Call(1),
        Drop,
        LocalGet(2),
        LocalTee(2),
        Call(1),
        Drop,
        Drop,
        LocalGet(2),
    ];
    let (stored, _) = spilled(&[I32], &code);
    // The operand under the last call too, by way of a local.
    assert_eq!(stored, ["2 at 0", "4 at 4", "2 at 0"]);
}

#[test]
fn what_is_not_needed_after_a_call_is_not_written() {
    for code in [
        // It is used before, or made after.
        &[LocalGet(0), Drop, Call(1)][..],
        &[Call(1), LocalSet(2), LocalGet(2)],
        // The call is WASI's.
        &[Call(0), LocalGet(0), I32Add],
        // A number is no pointer.
        &[I32Const(3), LocalSet(2), Call(1), LocalGet(2), I32Add],
        &[I32Const(3), Call(1), I32Add],
    ] {
        assert_eq!(spilled(&[I32], code), (vec![], 0), "{code:?}");
    }
}

#[test]
fn values_of_64_bits_are_aligned() {
    let at = MemArg {
        offset: 0,
        align: 3,
        memory_index: 0,
    };
    let code = [Call(1), LocalGet(1), I64Store(at), LocalGet(0)];
    // Parameter 1 before parameter 0, and the program's own store.
    assert_eq!(spilled(&[], &code).0, ["0 at 8", "1 at 0", "1 at 0"]);
}

#[test]
fn operands_are_written_wherever_they_come_from() {
    // Below arguments, and made by a block.
    let code = [Block(BlockType::Result(I32)), Call(1), End, Call(1), I32Add];
    assert_eq!(spilled(&[], &code).0, ["3 at 0"]);
    // Two at once, both of which are on the stack.
    let code = [
        LocalGet(0),
        Block(BlockType::FunctionType(4)),
        LocalTee(0),
        LocalGet(0),
        End,
        Call(1),
        Drop,
        I32Add,
    ];
    let (stored, _) = spilled(&[], &code);
    assert_eq!(stored, ["3 at 4", "4 at 0"]);
}

#[test]
fn ways_through_the_function_are_followed() {
    // Around a loop: made at its end, needed at its start, with a call between.
    let around = [
        Loop(BlockType::Empty),
        LocalGet(2),
        Drop,
        Call(1),
        LocalTee(2),
        Drop,
        Call(1),
        BrIf(0),
        End,
        I32Const(0),
    ];
    assert_eq!(spilled(&[I32], &around).0, ["2 at 0"]);
    // Needed on one way only, and the call is on the other.
    let apart = [
        LocalGet(0),
        If(BlockType::Result(I32)),
        Call(1),
        Else,
        LocalGet(0),
        End,
    ];
    assert_eq!(spilled(&[], &apart).0, [""; 0]);
    // Out of a block, over the code that does not need it.
    let over = [
        Block(BlockType::Empty),
        Call(1),
        BrIf(0),
        I32Const(1),
        Return,
        End,
        LocalGet(0),
    ];
    // In, by return, and at the end.
    assert_eq!(spilled(&[], &over), (vec!["0 at 0".into()], 3));
}

#[test]
fn what_a_handler_needs_is_needed() {
    let thrown = [
        Block(BlockType::Empty),
        Instruction::TryTable(BlockType::Empty, vec![Catch::All { label: 0 }].into()),
        Call(1),
        Return,
        End,
        Instruction::Unreachable,
        End,
        LocalGet(0),
    ];
    assert_eq!(spilled(&[], &thrown).0, ["0 at 0"]);
    let legacy = [
        Instruction::Try(BlockType::Result(I32)),
        Call(1),
        Instruction::CatchAll,
        LocalGet(0),
        End,
    ];
    assert_eq!(spilled(&[], &legacy).0, ["0 at 0"]);
    let no_call = [
        Instruction::Try(BlockType::Result(I32)),
        Throw(0),
        Instruction::CatchAll,
        LocalGet(0),
        End,
    ];
    assert_eq!(spilled(&[], &no_call), (vec![], 0));
}

#[test]
fn a_branch_out_of_the_function_leaves_the_frame() {
    let code = [Call(1), LocalGet(0), BrIf(0), Drop, LocalGet(0), Br(0)];
    // Both branches go to the one end.
    assert_eq!(spilled(&[], &code), (vec!["0 at 0".into()], 2));
}

#[test]
fn what_is_no_module_or_has_no_stack_stays_as_it_is() {
    assert!(settle(b"#!/bin/sh").is_err());
    let mut empty = Module::new();
    empty.section(&TypeSection::new());
    assert_eq!(settle(&empty.finish()).unwrap(), None);
    let whole = module(&[], &[Call(1), LocalGet(0), I32Add]);
    for end in 8..whole.len() {
        // An error or nothing to change, but no panic.
        let _ = settle(&whole[..end]);
    }
}
