//! Modules and objects of any content: an error or a result, but no panic.

use std::panic::catch_unwind;
use wasi_ld::devices;
use wasi_ld::fcommon;
use wasi_ld::line::Line;
use wasi_ld::module;
use wasi_ld::passes::{PASSES, Pass};
use wasm_encoder::{
    BlockType, Catch, CodeSection, ConstExpr, CustomSection, ElementSection, Elements, EntityType,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction, MemArg,
    MemorySection, MemoryType, Module, NameMap, NameSection, RefType, TableSection, TableType,
    TagKind, TagSection, TagType, TypeSection, ValType,
};

/// A module in wasm-ld's form, with everything that the passes look at.
fn linked() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    types
        .ty()
        .function([ValType::I32, ValType::F64], [ValType::I64]);
    types
        .ty()
        .function([ValType::I32], [ValType::I32, ValType::I32]);
    let mut imports = ImportSection::new();
    imports.import("env", "f", EntityType::Function(0));
    let mut functions = FunctionSection::new();
    for each in [0, 1, 2, 0] {
        functions.function(each);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 4,
        maximum: Some(4),
        shared: false,
    });
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
        func_type_idx: 0,
    });
    let mut globals = GlobalSection::new();
    let mutable = GlobalType {
        val_type: ValType::I32,
        mutable: true,
        shared: false,
    };
    globals.global(mutable, &ConstExpr::i32_const(65536));
    let mut elements = ElementSection::new();
    let table = [0, 1, 2];
    let table = Elements::Functions((&table).into());
    elements.active(None, &ConstExpr::i32_const(1), table);
    let mut code = CodeSection::new();
    let mut trap = Function::new([]);
    trap.instruction(&Instruction::Unreachable);
    trap.instruction(&Instruction::End);
    let mut two = Function::new([(1, ValType::I64)]);
    for instruction in [
        Instruction::LocalGet(0),
        Instruction::I64ExtendI32S,
        Instruction::LocalSet(1),
        Instruction::Call(0),
        Instruction::LocalGet(1),
        Instruction::I32WrapI64,
        Instruction::Block(BlockType::FunctionType(2)),
        Instruction::I32Const(7),
        Instruction::Call(0),
        Instruction::End,
        Instruction::End,
    ] {
        two.instruction(&instruction);
    }
    let mut calls = Function::new([(2, ValType::I32)]);
    for instruction in [
        Instruction::Block(BlockType::Empty),
        Instruction::TryTable(BlockType::Empty, (&[Catch::All { label: 0 }]).into()),
        Instruction::I32Const(8),
        Instruction::I32Load(MemArg {
            offset: 0,
            align: 2,
            memory_index: 0,
        }),
        Instruction::LocalTee(0),
        Instruction::F64Const(1.0.into()),
        Instruction::I32Const(1),
    ] {
        calls.instruction(&instruction);
    }
    // As the linker writes them: padded, so that every number fits.
    calls.raw([0x11, 0x81, 0x80, 0x80, 0x80, 0, 0]);
    for instruction in [
        Instruction::Drop,
        Instruction::LocalGet(0),
        Instruction::BrIf(1),
        Instruction::Loop(BlockType::Empty),
        Instruction::LocalGet(0),
        Instruction::BrTable((&[0, 1]).into(), 2),
        Instruction::End,
        Instruction::End,
        Instruction::End,
    ] {
        calls.instruction(&instruction);
    }
    calls.raw([0x10, 0x80, 0x80, 0x80, 0x80, 0]);
    calls.instruction(&Instruction::End);
    let mut typed = Function::new([]);
    typed.instruction(&Instruction::I64Const(0));
    typed.instruction(&Instruction::End);
    code.function(&trap)
        .function(&typed)
        .function(&two)
        .function(&calls);
    let mut names = NameSection::new();
    let (mut of_functions, mut of_globals) = (NameMap::new(), NameMap::new());
    of_functions.append(1, "signature_mismatch:main");
    of_functions.append(2, "main");
    of_functions.append(3, "signal");
    of_functions.append(4, "libc_bottom_half::entry::signal::call");
    of_globals.append(0, "__stack_pointer");
    names.functions(&of_functions);
    names.globals(&of_globals);
    let features = CustomSection {
        name: "target_features".into(),
        data: b"\x01+\x12exception-handling"[..].into(),
    };
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&tables)
        .section(&memories)
        .section(&tags)
        .section(&globals)
        .section(&elements)
        .section(&code)
        .section(&names)
        .section(&features);
    module.finish()
}

/// An object with two variables.
const OBJECT: &[u8] = b"\0asm\x01\0\0\0\
    \0\x26\x07linking\x02\
    \x08\x0f\x02\x01\0\x01x\0\0\x04\x01\x02\x01y\0\0\x04\
    \x05\x0a\x01\x06.bss.x\x02\0";

/// All passes, except the one that another program does.
fn passes() -> impl Iterator<Item = &'static dyn Pass> {
    let all = PASSES.iter().copied();
    all.filter(|pass| pass.name() != "-fwasi-opt")
}

/// Whether a pass changes a module.
fn changes(pass: &dyn Pass, bytes: &[u8]) -> Option<bool> {
    let mut module = module::Module::parse(bytes.to_vec()).ok()?;
    let line = Line::read(Vec::new()).expect("a line");
    pass.run(&mut module, &line).ok()?;
    Some(module.is_changed())
}

fn survives(bytes: &[u8]) {
    let result = catch_unwind(|| {
        for pass in passes() {
            let _ = changes(pass, bytes);
        }
        let _ = fcommon::weak(bytes);
        let _ = fcommon::left_out(bytes);
        if let Ok(module) = module::Module::parse(bytes.to_vec()) {
            let _ = module.function_names();
            let _ = devices::are_wanted(&module);
        }
    });
    assert!(result.is_ok(), "a panic on {bytes:02x?}");
}

#[test]
fn the_whole_one_is_read_by_all() {
    for pass in passes() {
        // It throws, passes no callback to the library, and the pass over setjmp only refuses.
        let stays = ["target features", "callbacks", "setjmp"].contains(&pass.name());
        assert_eq!(changes(pass, &linked()), Some(!stays), "{}", pass.name());
    }
    let module = module::Module::parse(linked()).expect("a module");
    assert!(module.function_names().is_some());
    assert!(fcommon::weak(OBJECT).is_some());
}

#[test]
fn no_input_makes_a_pass_panic() {
    for seed in [&linked()[..], OBJECT] {
        for end in 0..seed.len() {
            survives(&seed[..end]);
        }
        // Each byte as the smallest, the largest and some others.
        for at in 0..seed.len() {
            for byte in [0, 1, 2, 5, 0x0b, 0x10, 0x40, 0x7f, 0x80, 0xff] {
                let mut module = seed.to_vec();
                module[at] = byte;
                survives(&module);
            }
        }
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        for _ in 0..20_000 {
            let mut module = seed.to_vec();
            for _ in 0..1 + random.below(3) {
                let at = random.below(module.len());
                match random.below(4) {
                    0 => module[at] ^= 1 << random.below(8),
                    1 => module[at] = random.below(256) as u8,
                    2 => {
                        module.remove(at);
                    }
                    _ => module.insert(at, random.below(256) as u8),
                }
            }
            survives(&module);
        }
    }
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}
