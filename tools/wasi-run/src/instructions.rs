//! `--count-functions`: how many instructions each function runs.
//!
//! The module gets a counter for each function, a global that is exported, and adds to it before
//! each branch and call. The unit is that of wasmtime's fuel, so that the sum of all functions is
//! what `--count-calls` prints.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{self, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, ExportKind, ExportSection, GlobalSection, GlobalType, Instruction,
    Module, SectionId, ValType,
};
use wasmparser::{
    ExportSectionReader, FunctionBody, GlobalSectionReader, KnownCustom, Name, Operator, Parser,
    Payload, TypeRef,
};

use crate::message;

/// A module that counts, and the names of its counters.
pub struct Counting {
    pub wasm: Vec<u8>,
    /// The export of a counter, and the function whose instructions it counts.
    pub counters: Vec<Counter>,
}

pub struct Counter {
    pub export: String,
    pub function: String,
}

/// Gives a module its counters.
pub fn count(wasm: &[u8]) -> Result<Counting> {
    let facts = Facts::of(wasm)?;
    let counters = (0..facts.bodies).map(|body| {
        let index = facts.imported + body;
        let function = match facts.names.get(&index) {
            Some(name) => message::function(name),
            None => format!("<function {index}>"),
        };
        let export = format!("instructions of function {index}");
        Counter { export, function }
    });
    let counters: Vec<Counter> = counters.collect();
    let mut module = Module::new();
    Counts {
        facts: &facts,
        counters: &counters,
        body: 0,
        has_globals: false,
    }
    .parse_core_module(&mut module, Parser::new(0), wasm)
    .map_err(|error| anyhow!("cannot count its instructions: {error}"))?;
    let wasm = module.finish();
    Ok(Counting { wasm, counters })
}

/// The facts about a module that writing it anew needs.
#[derive(Default)]
struct Facts {
    /// Of functions.
    imported: u32,
    bodies: u32,
    globals: u32,
    names: BTreeMap<u32, String>,
}

impl Facts {
    fn of(wasm: &[u8]) -> Result<Self> {
        let mut facts = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        match import?.ty {
                            TypeRef::Func(_) | TypeRef::FuncExact(_) => facts.imported += 1,
                            TypeRef::Global(_) => facts.globals += 1,
                            TypeRef::Table(_) | TypeRef::Memory(_) | TypeRef::Tag(_) => {}
                        }
                    }
                }
                Payload::GlobalSection(section) => facts.globals += section.count(),
                Payload::CodeSectionStart { count, .. } => facts.bodies = count,
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        facts.read_names(names)?;
                    }
                }
                _ => {}
            }
        }
        Ok(facts)
    }

    fn read_names(&mut self, names: wasmparser::NameSectionReader<'_>) -> Result<()> {
        for name in names {
            if let Name::Function(map) = name? {
                for naming in map {
                    let naming = naming?;
                    self.names.insert(naming.index, naming.name.to_owned());
                }
            }
        }
        Ok(())
    }
}

struct Counts<'a> {
    facts: &'a Facts,
    counters: &'a [Counter],
    /// The next function's.
    body: u32,
    has_globals: bool,
}

type Done = std::result::Result<(), reencode::Error>;

impl Counts<'_> {
    /// The global after the counters: the length of a block of memory, while it is counted.
    fn length(&self) -> u32 {
        self.facts.globals + self.facts.bodies
    }

    fn add_globals(&mut self, globals: &mut GlobalSection) {
        self.has_globals = true;
        let variable = |val_type| GlobalType {
            val_type,
            mutable: true,
            shared: false,
        };
        for _ in 0..self.facts.bodies {
            globals.global(variable(ValType::I64), &ConstExpr::i64_const(0));
        }
        globals.global(variable(ValType::I32), &ConstExpr::i32_const(0));
    }
}

impl Reencode for Counts<'_> {
    type Error = std::convert::Infallible;

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: GlobalSectionReader<'_>,
    ) -> Done {
        utils::parse_global_section(self, globals, section)?;
        self.add_globals(globals);
        Ok(())
    }

    /// A program without globals has no section of them. It has one of exports.
    fn intersperse_section_hook(
        &mut self,
        module: &mut Module,
        _: Option<SectionId>,
        before: Option<SectionId>,
    ) -> Done {
        if before == Some(SectionId::Export) && !self.has_globals {
            let mut globals = GlobalSection::new();
            self.add_globals(&mut globals);
            module.section(&globals);
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Done {
        utils::parse_export_section(self, exports, section)?;
        for (counter, at) in self.counters.iter().zip(self.facts.globals..) {
            exports.export(&counter.export, ExportKind::Global, at);
        }
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Done {
        let counter = self.facts.globals + self.body;
        self.body += 1;
        let mut function = self.new_function_with_parsed_locals(&body)?;
        // To call it costs one.
        let mut pending: i64 = 1;
        let mut reader = body.get_operators_reader()?;
        while !reader.eof() {
            let operator = reader.clone().read()?;
            pending += cost(&operator);
            if pending > 0 && ends_a_run(&operator) {
                for instruction in [
                    Instruction::GlobalGet(counter),
                    Instruction::I64Const(pending),
                    Instruction::I64Add,
                    Instruction::GlobalSet(counter),
                ] {
                    function.instruction(&instruction);
                }
                pending = 0;
            }
            if counts_bytes(&operator) {
                for instruction in [
                    Instruction::GlobalSet(self.length()),
                    Instruction::GlobalGet(counter),
                    Instruction::GlobalGet(self.length()),
                    Instruction::I64ExtendI32U,
                    Instruction::I64Add,
                    Instruction::GlobalSet(counter),
                    Instruction::GlobalGet(self.length()),
                ] {
                    function.instruction(&instruction);
                }
            }
            let instruction = self.parse_instruction(&mut reader)?;
            function.instruction(&instruction);
        }
        code.function(&function);
        Ok(())
    }
}

/// The fuel that an instruction costs.
fn cost(operator: &Operator<'_>) -> i64 {
    match operator {
        Operator::Nop
        | Operator::Drop
        | Operator::Block { .. }
        | Operator::Loop { .. }
        | Operator::Unreachable
        | Operator::Return
        | Operator::Else
        | Operator::End => 0,
        _ => 1,
    }
}

/// Whether it costs one more for each byte. Their last operand is the number of bytes.
fn counts_bytes(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::MemoryCopy { .. } | Operator::MemoryFill { .. } | Operator::MemoryInit { .. }
    )
}

/// Whether the instruction after it is not always the next to run, or it leaves the function.
fn ends_a_run(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::Unreachable
            | Operator::Return
            | Operator::Call { .. }
            | Operator::CallIndirect { .. }
            | Operator::CallRef { .. }
            | Operator::ReturnCall { .. }
            | Operator::ReturnCallIndirect { .. }
            | Operator::ReturnCallRef { .. }
            | Operator::Throw { .. }
            | Operator::ThrowRef
            | Operator::Loop { .. }
            | Operator::If { .. }
            | Operator::Else
            | Operator::End
            | Operator::Br { .. }
            | Operator::BrIf { .. }
            | Operator::BrTable { .. }
            | Operator::BrOnNull { .. }
            | Operator::BrOnNonNull { .. }
            | Operator::BrOnCast { .. }
            | Operator::BrOnCastFail { .. }
    )
}
