//! The functions with their frames.

use super::live;
use super::read::{Function, Kind, Made, is_wide_enough};
use crate::module;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use wasm_encoder::{BlockType, Encode, Instruction, MemArg, ValType as Encoded};
use wasmparser::ValType;

/// The alignment of the stack pointer.
const ALIGNMENT: u32 = 16;

/// The content of a code section.
pub fn code(bytes: &[u8], functions: &[Function], stack_pointer: u32) -> Result<Vec<u8>> {
    let mut content = Vec::new();
    module::push_number(&mut content, u32::try_from(functions.len())?);
    for function in functions {
        let frame = Frame::of(function);
        let body = if frame.size == 0 {
            bytes[function.body.clone()].to_vec()
        } else {
            Writer::new(function, &frame, stack_pointer).body(bytes)?
        };
        module::push_sized(&mut content, &body).context("it is too large")?;
    }
    Ok(content)
}

/// The places of a function's values in its frame.
struct Frame {
    locals: BTreeMap<u32, u32>,
    /// By their height and whether they have 64 bits.
    operands: BTreeMap<(usize, bool), u32>,
    size: u32,
}

impl Frame {
    fn of(function: &Function) -> Self {
        let across = live::across_calls(function);
        let locals: Vec<u32> = (0..)
            .zip(&function.locals)
            .zip(across.iter().zip(&function.holds_pointers))
            .filter(|((_, own), (across, holds))| is_wide_enough(**own) && **across && **holds)
            .map(|((local, _), _)| local)
            .collect();
        let operands = function.kept.values().flat_map(|made| {
            let all = made.types.iter().zip(&made.heights);
            all.filter_map(|(own, height)| Some(((*height)?, is_long(*own))))
        });
        let mut frame = Self {
            locals: BTreeMap::new(),
            operands: operands.map(|each| (each, 0)).collect(),
            size: 0,
        };
        // Those of 64 bits first: they are aligned.
        for long in [true, false] {
            let mut place = || {
                let place = frame.size;
                frame.size += if long { 8 } else { 4 };
                place
            };
            for &local in &locals {
                if is_long(function.locals[local as usize]) == long {
                    frame.locals.insert(local, place());
                }
            }
            for ((_, own), at) in &mut frame.operands {
                if *own == long {
                    *at = place();
                }
            }
        }
        frame.size = frame.size.next_multiple_of(ALIGNMENT);
        frame
    }
}

struct Writer<'a> {
    function: &'a Function,
    frame: &'a Frame,
    stack_pointer: u32,
    /// The local that holds the frame's place.
    base: u32,
    /// Locals for values in transit, after that.
    passing: Vec<ValType>,
}

impl<'a> Writer<'a> {
    fn new(function: &'a Function, frame: &'a Frame, stack_pointer: u32) -> Self {
        Self {
            function,
            frame,
            stack_pointer,
            base: function.locals.len() as u32,
            passing: Vec::new(),
        }
    }

    fn body(mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        let function = self.function;
        let code = self.code(bytes)?;
        let mut declared = &bytes[function.body.start..function.code.start];
        let groups = module::number(&mut declared).context("it is cut off")?;
        let mut body = Vec::new();
        let more = 1 + u32::try_from(self.passing.len())?;
        module::push_number(&mut body, groups + more);
        body.extend_from_slice(declared);
        for each in [ValType::I32].iter().chain(&self.passing) {
            module::push_number(&mut body, 1);
            body.push(type_byte(*each)?);
        }
        body.extend(code);
        Ok(body)
    }

    /// The instructions, with insertions before and after some.
    fn code(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        let function = self.function;
        let mut code = Vec::new();
        self.enter(&mut code);
        let last = function.code.end - 1;
        if function.branches_out {
            // A branch out of the function leaves this block, and the frame is left after it.
            block(&function.results)?.encode(&mut code);
        }
        let mut more: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
        for (&place, made) in &function.kept {
            self.keep(more.entry(place).or_default(), made);
        }
        for step in &function.steps {
            match step.kind {
                Kind::Set(local) => {
                    if self.frame.locals.contains_key(&local) {
                        self.store(more.entry(step.place.end).or_default(), local);
                    }
                }
                Kind::Exit => {
                    let more = more.entry(step.place.start).or_default();
                    if function.branches_out && step.place.start == last {
                        Instruction::End.encode(more);
                    }
                    self.leave(more);
                }
                Kind::Get(_) | Kind::Call => {}
            }
        }
        let mut done = function.code.start;
        for (place, instructions) in more {
            code.extend_from_slice(&bytes[done..place]);
            code.extend(instructions);
            done = place;
        }
        code.extend_from_slice(&bytes[done..function.code.end]);
        Ok(code)
    }

    fn enter(&self, code: &mut Vec<u8>) {
        push(
            code,
            &[
                Instruction::GlobalGet(self.stack_pointer),
                Instruction::I32Const(self.frame.size.cast_signed()),
                Instruction::I32Sub,
                Instruction::LocalTee(self.base),
                Instruction::GlobalSet(self.stack_pointer),
            ],
        );
        for &local in self.frame.locals.keys() {
            if (local as usize) < self.function.parameters {
                self.store(code, local);
            }
        }
    }

    fn leave(&self, code: &mut Vec<u8>) {
        push(
            code,
            &[
                Instruction::LocalGet(self.base),
                Instruction::I32Const(self.frame.size.cast_signed()),
                Instruction::I32Add,
                Instruction::GlobalSet(self.stack_pointer),
            ],
        );
    }

    /// Writes a local to its place.
    fn store(&self, code: &mut Vec<u8>, local: u32) {
        let long = is_long(self.function.locals[local as usize]);
        self.store_at(code, local, self.frame.locals[&local], long);
    }

    fn store_at(&self, code: &mut Vec<u8>, local: u32, place: u32, long: bool) {
        let at = MemArg {
            offset: place.into(),
            align: if long { 3 } else { 2 },
            memory_index: 0,
        };
        push(
            code,
            &[
                Instruction::LocalGet(self.base),
                Instruction::LocalGet(local),
                match long {
                    true => Instruction::I64Store(at),
                    false => Instruction::I32Store(at),
                },
            ],
        );
    }

    /// Writes operands that were just made to their places.
    fn keep(&mut self, code: &mut Vec<u8>, made: &Made) {
        let first = made.heights.iter().position(Option::is_some).unwrap_or(0);
        let mut used = Vec::new();
        for (own, height) in made.types.iter().zip(&made.heights).skip(first).rev() {
            let local = self.passing(*own, &used);
            used.push(local);
            Instruction::LocalSet(local).encode(code);
            if let Some(height) = height {
                let long = is_long(*own);
                let place = self.frame.operands[&(*height, long)];
                self.store_at(code, local, place, long);
            }
        }
        for local in used.into_iter().rev() {
            Instruction::LocalGet(local).encode(code);
        }
    }

    /// A local of a type that is not in use.
    fn passing(&mut self, own: ValType, used: &[u32]) -> u32 {
        let start = self.base + 1;
        let known = (start..)
            .zip(&self.passing)
            .find(|(local, each)| **each == own && !used.contains(local));
        match known {
            Some((local, _)) => local,
            None => {
                self.passing.push(own);
                self.base + self.passing.len() as u32
            }
        }
    }
}

fn push(code: &mut Vec<u8>, instructions: &[Instruction<'_>]) {
    for instruction in instructions {
        instruction.encode(code);
    }
}

fn is_long(own: ValType) -> bool {
    own == ValType::I64
}

/// A block with a function's results.
fn block(results: &[ValType]) -> Result<Instruction<'static>> {
    Ok(Instruction::Block(match *results {
        [] => BlockType::Empty,
        [ValType::I32] => BlockType::Result(Encoded::I32),
        [ValType::I64] => BlockType::Result(Encoded::I64),
        [ValType::F32] => BlockType::Result(Encoded::F32),
        [ValType::F64] => BlockType::Result(Encoded::F64),
        [ValType::V128] => BlockType::Result(Encoded::V128),
        _ => bail!("a branch returns what clang does not: {results:?}"),
    }))
}

fn type_byte(own: ValType) -> Result<u8> {
    Ok(match own {
        ValType::I32 => 0x7f,
        ValType::I64 => 0x7e,
        ValType::F32 => 0x7d,
        ValType::F64 => 0x7c,
        ValType::V128 => 0x7b,
        own if own == ValType::FUNCREF => 0x70,
        own if own == ValType::EXTERNREF => 0x6f,
        own if own == ValType::EXNREF => 0x69,
        own => bail!("a value that clang does not make: {own}"),
    })
}
