//! Functions that call setjmp and handle exceptions of C++ too, which clang 22 compiles wrongly:
//! longjmp passes through the handlers of the function that it returns to, so that objects are
//! destroyed twice, and values are lost. The pass changes nothing; such a module is an error.

use super::Pass;
use crate::line::Line;
use crate::module::{self, Module};
use anyhow::{Result, bail};
use std::collections::HashMap;
use wasmparser::{Catch, FunctionBody, Operator, Parser, Payload, TypeRef};

/// Where clang turns a call of setjmp into one of this function.
const SETJMP: &str = "__wasm_setjmp";

/// The function that throws the tag of longjmp.
const LONGJMP: &str = "__wasm_longjmp";

/// The number of functions that a message names.
const NAMED: usize = 5;

pub struct Setjmp;

impl Pass for Setjmp {
    fn name(&self) -> &'static str {
        "setjmp"
    }

    fn applies(&self, _: &Line) -> bool {
        true
    }

    fn run(&self, module: &mut Module, _: &Line) -> Result<()> {
        let section = module.sections().find_map(|section| section.custom("name"));
        let Some(names) = section.and_then(module::functions) else {
            return Ok(());
        };
        let mixed = mixed(module.bytes(), &names)?;
        if mixed.is_empty() {
            return Ok(());
        }
        let names: HashMap<u32, &str> = names.into_iter().collect();
        let name = |function| names.get(function).copied().unwrap_or("a function");
        let listed: Vec<String> = mixed
            .iter()
            .take(NAMED)
            .map(|function| format!("`{}`", name(function)))
            .collect();
        let more = match mixed.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more functions"),
        };
        bail!(
            "{}{more}: setjmp in a function with a try block or with objects that have destructors. \
             clang 22 compiles that wrongly: longjmp would destroy the objects a second time. Call \
             setjmp in a function that has neither, or compile that file with -fno-exceptions",
            listed.join(", ")
        )
    }
}

/// The functions that call setjmp and catch more than longjmp.
fn mixed(module: &[u8], names: &[(u32, &str)]) -> Result<Vec<u32>> {
    let of = |wanted: &str| names.iter().find(|(_, name)| *name == wanted);
    let (Some((setjmp, _)), Some((longjmp, _))) = (of(SETJMP), of(LONGJMP)) else {
        return Ok(Vec::new());
    };
    let mut index = 0;
    let mut bodies: Vec<(u32, FunctionBody<'_>)> = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    index += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                bodies.push((index, body));
                index += 1;
            }
            _ => {}
        }
    }
    let mut tag = None;
    for (_, body) in bodies.iter().filter(|(function, _)| function == longjmp) {
        for operator in body.get_operators_reader()? {
            if let Operator::Throw { tag_index } = operator? {
                tag = Some(tag_index);
            }
        }
    }
    let mut mixed = Vec::new();
    for (function, body) in &bodies {
        if is_mixed(body, *setjmp, tag)? {
            mixed.push(*function);
        }
    }
    Ok(mixed)
}

/// Whether a function calls setjmp, and handles an exception other than longjmp's.
fn is_mixed(body: &FunctionBody<'_>, setjmp: u32, longjmp: Option<u32>) -> Result<bool> {
    let (mut calls, mut handles) = (false, false);
    // For each open block, whether a clause that catches everything leads behind it.
    let mut blocks = vec![false];
    let mut is_behind = false;
    for operator in body.get_operators_reader()? {
        let operator = operator?;
        // clang also catches what it only throws again, to leave a block of setjmp's.
        let moves = matches!(
            operator,
            Operator::LocalSet { .. } | Operator::LocalGet { .. } | Operator::LocalTee { .. }
        );
        if is_behind && !moves {
            handles |= !matches!(operator, Operator::ThrowRef);
            is_behind = false;
        }
        match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                blocks.push(false);
            }
            Operator::TryTable { try_table } => {
                for catch in &try_table.catches {
                    match catch {
                        Catch::One { tag, .. } | Catch::OneRef { tag, .. } => {
                            handles |= Some(*tag) != longjmp;
                        }
                        Catch::All { .. } => handles = true,
                        Catch::AllRef { label } => {
                            let place = blocks.len().checked_sub(1 + *label as usize);
                            if let Some(block) = place.and_then(|at| blocks.get_mut(at)) {
                                *block = true;
                            }
                        }
                    }
                }
                blocks.push(false);
            }
            Operator::End => is_behind = blocks.pop().unwrap_or(false),
            Operator::Call { function_index } => calls |= function_index == setjmp,
            _ => {}
        }
    }
    Ok(calls && handles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passes::changed;
    use wasm_encoder::{
        BlockType, Catch, CodeSection, EntityType, Function, FunctionSection, ImportSection,
        Instruction as I, NameMap, NameSection, TagKind, TagSection, TagType, TypeSection, ValType,
    };

    const OTHER: u32 = 0;
    const LONGJMP: u32 = 1;

    /// A module whose function `f` calls setjmp, or another one, and has this clause, whose block
    /// has this result and is followed by this instruction.
    fn judged(calls_setjmp: bool, catch: Catch, result: ValType, then: I<'_>) -> Result<()> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([ValType::I32], []);
        let mut imports = ImportSection::new();
        imports.import("m", "f", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0).function(0).function(0);
        let mut tags = TagSection::new();
        for _ in [OTHER, LONGJMP] {
            tags.tag(TagType {
                kind: TagKind::Exception,
                func_type_idx: 1,
            });
        }
        let catches = [catch];
        let bodies: [&[I<'_>]; 3] = [
            &[I::End],
            &[I::I32Const(0), I::Throw(LONGJMP), I::End],
            &[
                I::Call(u32::from(calls_setjmp)),
                I::Block(BlockType::Result(result)),
                I::TryTable(BlockType::Empty, catches.as_slice().into()),
                I::End,
                I::Unreachable,
                I::End,
                then,
                I::End,
            ],
        ];
        let mut code = CodeSection::new();
        for body in bodies {
            let mut function = Function::new([]);
            for instruction in body {
                function.instruction(instruction);
            }
            code.function(&function);
        }
        let mut named = NameMap::new();
        for (index, name) in [(1, "__wasm_setjmp"), (2, "__wasm_longjmp"), (3, "f")] {
            named.append(index, name);
        }
        let mut names = NameSection::new();
        names.functions(&named);
        let mut module = wasm_encoder::Module::new();
        module.section(&types).section(&imports).section(&functions);
        module.section(&tags).section(&code).section(&names);
        let changed = changed(&Setjmp, &module.finish())?;
        assert_eq!(changed, None);
        Ok(())
    }

    #[test]
    fn setjmp_in_a_function_that_handles_exceptions_is_an_error() {
        let one = |tag| Catch::One { tag, label: 0 };
        let judged_one = |calls, tag| judged(calls, one(tag), ValType::I32, I::Drop);
        judged_one(true, LONGJMP).expect("is setjmp's own");
        judged_one(false, OTHER).expect("calls no setjmp");
        let all = || Catch::AllRef { label: 0 };
        judged(true, all(), ValType::EXNREF, I::ThrowRef).expect("only throws again");
        for judged in [
            judged_one(true, OTHER),
            judged(true, all(), ValType::EXNREF, I::Drop),
        ] {
            let error = judged.expect_err("is a handler").to_string();
            assert!(error.starts_with("`f`: setjmp in"), "{error}");
        }
    }
}
