//! The generated functions that make such calls.

use crate::linked::{Call, Kind, Linked};
use crate::module;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use wasm_encoder::{BlockType, Encode, Function, Instruction, ValType as Encoded};
use wasmparser::{FuncType, ValType};

/// A generated function.
pub struct Made {
    type_index: u32,
    body: Function,
    name: String,
}

/// Additions to the module.
pub struct Written {
    /// The number of functions before the additions.
    first_function: u32,
    pub types: Vec<FuncType>,
    pub functions: Vec<Made>,
    /// By type: the function that calls a pointer of that type.
    callers: HashMap<u32, u32>,
    /// By trap: the function that calls the intended function.
    wrappers: HashMap<u32, u32>,
    /// By type: the first that is the same.
    canonical: Vec<u32>,
}

impl Written {
    /// The functions for a module in which every function may be called with another
    /// type.
    pub fn of(linked: &Linked) -> Option<Self> {
        let mut written = Self::nothing(linked)?;
        written.wrap(linked);
        let in_table = linked.table.iter().flatten();
        let kinds = in_table.map(|&function| linked.type_of(function)).collect();
        written.call(linked, &linked.calls.iter().collect::<Vec<_>>(), kinds);
        written.anything()
    }

    /// The functions that let these calls reach functions of these types, besides those
    /// of their own.
    pub fn of_calls(linked: &Linked, calls: &[&Call], kinds: BTreeSet<u32>) -> Option<Self> {
        let mut written = Self::nothing(linked)?;
        written.call(linked, calls, kinds);
        written.anything()
    }

    fn nothing(linked: &Linked) -> Option<Self> {
        Some(Self {
            first_function: u32::try_from(linked.functions.len()).ok()?,
            types: Vec::new(),
            functions: Vec::new(),
            callers: HashMap::new(),
            wrappers: HashMap::new(),
            canonical: (0..)
                .zip(&linked.types)
                .map(|(index, _)| linked.canonical(index))
                .collect(),
        })
    }

    fn anything(self) -> Option<Self> {
        (!self.functions.is_empty()).then_some(self)
    }

    /// For each trap, a function that calls the intended function.
    fn wrap(&mut self, linked: &Linked) {
        let traps: BTreeMap<_, _> = linked.traps.iter().collect();
        for (&trap, &meant) in traps {
            let (from, to) = (linked.type_of(trap), linked.type_of(meant));
            let types = (&linked.types[from as usize], &linked.types[to as usize]);
            let Some(cast) = Cast::of(types.0, types.1) else {
                continue;
            };
            let mut body = Function::new([]);
            cast.arguments(&mut body);
            body.instruction(&Instruction::Call(meant));
            cast.result(&mut body);
            body.instruction(&Instruction::End);
            let made = self.push(from, body, format!("function_cast:{meant}"));
            self.wrappers.insert(trap, made);
        }
    }

    /// For each type of pointers that are called, a function that calls functions of the
    /// other types.
    fn call(&mut self, linked: &Linked, calls: &[&Call], kinds: BTreeSet<u32>) {
        let kinds: Vec<u32> = kinds.into_iter().collect();
        let called: BTreeSet<u32> = calls
            .iter()
            .filter_map(|call| match call.kind {
                Kind::Indirect(index) | Kind::TailIndirect(index) => {
                    Some(self.canonical[index as usize])
                }
                Kind::Direct(_) | Kind::TailDirect(_) => None,
            })
            .collect();
        let mut which = None;
        for from in called {
            let as_type = &linked.types[from as usize];
            let casts: Vec<Option<Cast>> = kinds
                .iter()
                .map(|&to| match to == from {
                    true => None,
                    false => Cast::of(as_type, &linked.types[to as usize]),
                })
                .collect();
            if casts.iter().all(Option::is_none) {
                continue;
            }
            let which = *which.get_or_insert_with(|| self.which(linked, &kinds));
            let pointer = as_type.params().len() as u32;
            let body = caller(pointer, from, which, &kinds, &casts);
            let mut params = as_type.params().to_vec();
            params.push(ValType::I32);
            let type_index =
                self.type_index(linked, FuncType::new(params, as_type.results().to_vec()));
            let made = self.push(type_index, body, format!("function_cast:as {as_type}"));
            self.callers.insert(from, made);
        }
    }

    /// The function that finds which of the types a pointer's function has.
    fn which(&mut self, linked: &Linked, kinds: &[u32]) -> u32 {
        let other = kinds.len() as u32;
        let kind_of = |function: &Option<u32>| {
            let kind = linked.type_of((*function)?);
            kinds.iter().position(|&each| each == kind)
        };
        let slots = linked.table.iter();
        let targets: Vec<u32> = slots
            .map(|function| kind_of(function).map_or(other, |kind| kind as u32))
            .collect();
        let mut body = Function::new([]);
        for _ in 0..=other {
            body.instruction(&Instruction::Block(BlockType::Empty));
        }
        body.instruction(&Instruction::LocalGet(0));
        body.instruction(&Instruction::BrTable(targets.into(), other));
        for kind in 0..=other {
            body.instruction(&Instruction::End);
            body.instruction(&Instruction::I32Const(kind as i32));
            body.instruction(&Instruction::Return);
        }
        body.instruction(&Instruction::End);
        let type_index = self.type_index(linked, FuncType::new([ValType::I32], [ValType::I32]));
        self.push(type_index, body, "function_cast:type".to_owned())
    }

    fn push(&mut self, type_index: u32, body: Function, name: String) -> u32 {
        let index = self.first_function + self.functions.len() as u32;
        self.functions.push(Made {
            type_index,
            body,
            name,
        });
        index
    }

    fn type_index(&mut self, linked: &Linked, wanted: FuncType) -> u32 {
        let all = linked.types.iter().chain(&self.types);
        let known = all.into_iter().position(|each| *each == wanted);
        let index = known.unwrap_or_else(|| {
            self.types.push(wanted);
            linked.types.len() + self.types.len() - 1
        });
        index as u32
    }

    /// The function to call in place of the original target.
    pub fn instead_of(&self, call: &Call) -> Option<u32> {
        match call.kind {
            Kind::Direct(function) | Kind::TailDirect(function) => {
                self.wrappers.get(&function).copied()
            }
            Kind::Indirect(index) | Kind::TailIndirect(index) => {
                let first = self.canonical.get(index as usize)?;
                self.callers.get(first).copied()
            }
        }
    }

    pub fn instead_of_trap(&self, function: u32) -> u32 {
        self.wrappers.get(&function).copied().unwrap_or(function)
    }

    pub fn is_in_table(&self, linked: &Linked) -> bool {
        let mut functions = linked.table.iter().flatten();
        functions.any(|function| self.wrappers.contains_key(function))
    }

    pub fn type_section(&self) -> Vec<u8> {
        const FUNCTION: u8 = 0x60;
        let mut bytes = Vec::new();
        for each in &self.types {
            bytes.push(FUNCTION);
            for list in [each.params(), each.results()] {
                let list: Vec<_> = list.iter().copied().filter_map(encoded).collect();
                list.encode(&mut bytes);
            }
        }
        bytes
    }

    pub fn function_section(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for made in &self.functions {
            module::push_number(&mut bytes, made.type_index);
        }
        bytes
    }

    pub fn code_section(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for made in &self.functions {
            made.body.encode(&mut bytes);
        }
        bytes
    }

    /// A name section with the names of these functions too.
    pub fn names(&self, content: &[u8]) -> Option<Vec<u8>> {
        const FUNCTIONS: u8 = 1;
        let mut rest = content;
        if module::sized(&mut rest)? != b"name" {
            return None;
        }
        let mut all = content[..content.len() - rest.len()].to_vec();
        while !rest.is_empty() {
            let id = module::byte(&mut rest)?;
            let mut names = module::sized(&mut rest)?;
            let mut longer = names.to_vec();
            if id == FUNCTIONS {
                let count = module::number(&mut names)?;
                longer.clear();
                let more = u32::try_from(self.functions.len()).ok()?;
                module::push_number(&mut longer, count.checked_add(more)?);
                longer.extend_from_slice(names);
                for (index, made) in (self.first_function..).zip(&self.functions) {
                    module::push_number(&mut longer, index);
                    module::push_sized(&mut longer, made.name.as_bytes())?;
                }
            }
            all.push(id);
            module::push_sized(&mut all, &longer)?;
        }
        Some(all)
    }
}

/// A function that calls its last parameter, a pointer, with the others.
fn caller(pointer: u32, own: u32, which: u32, kinds: &[u32], casts: &[Option<Cast>]) -> Function {
    let mut body = Function::new([]);
    let known: Vec<(u32, &Cast)> = kinds
        .iter()
        .zip(casts)
        .filter_map(|(&kind, cast)| Some((kind, cast.as_ref()?)))
        .collect();
    let other = known.len() as u32;
    let targets: Vec<u32> = kinds
        .iter()
        .map(|kind| {
            let at = known.iter().position(|(known, _)| known == kind);
            at.map_or(other, |at| at as u32)
        })
        .collect();
    for _ in 0..=other {
        body.instruction(&Instruction::Block(BlockType::Empty));
    }
    body.instruction(&Instruction::LocalGet(pointer));
    body.instruction(&Instruction::Call(which));
    body.instruction(&Instruction::BrTable(targets.into(), other));
    let call = |body: &mut Function, type_index| {
        body.instruction(&Instruction::LocalGet(pointer));
        body.instruction(&Instruction::CallIndirect {
            type_index,
            table_index: 0,
        });
    };
    for (kind, cast) in known {
        body.instruction(&Instruction::End);
        cast.arguments(&mut body);
        call(&mut body, kind);
        cast.result(&mut body);
        body.instruction(&Instruction::Return);
    }
    body.instruction(&Instruction::End);
    // Otherwise an ordinary call: the function has the pointer's type, or does not exist.
    for parameter in 0..pointer {
        body.instruction(&Instruction::LocalGet(parameter));
    }
    call(&mut body, own);
    body.instruction(&Instruction::End);
    body
}

/// How to call a function of one type with the arguments of another.
struct Cast {
    /// For each parameter the argument that it gets, if there is one, and its type.
    arguments: Vec<(Option<(u32, ValType)>, ValType)>,
    /// The result that the function returns, and the one that the caller expects.
    results: (Option<ValType>, Option<ValType>),
}

impl Cast {
    /// `None` where a type has more than numbers, or more than one result.
    fn of(from: &FuncType, to: &FuncType) -> Option<Self> {
        let all = [from.params(), from.results(), to.params(), to.results()];
        if !all
            .into_iter()
            .flatten()
            .all(|&each| encoded(each).is_some())
            || from.results().len() > 1
            || to.results().len() > 1
        {
            return None;
        }
        let given: Vec<(u32, ValType)> = (0..).zip(from.params().iter().copied()).collect();
        let of_kind = |float: bool| {
            given
                .iter()
                .filter(move |(_, each)| is_float(*each) == float)
        };
        let (mut integers, mut floats) = (of_kind(false), of_kind(true));
        let arguments = to.params().iter().map(|&wanted| {
            let argument = match is_float(wanted) {
                true => floats.next(),
                false => integers.next(),
            };
            (argument.copied(), wanted)
        });
        Some(Self {
            arguments: arguments.collect(),
            results: (
                to.results().first().copied(),
                from.results().first().copied(),
            ),
        })
    }

    fn arguments(&self, body: &mut Function) {
        for &(argument, wanted) in &self.arguments {
            match argument {
                Some((local, given)) => {
                    body.instruction(&Instruction::LocalGet(local));
                    convert(body, given, wanted);
                }
                None => zero(body, wanted),
            }
        }
    }

    fn result(&self, body: &mut Function) {
        match self.results {
            (Some(given), Some(wanted)) if is_float(given) == is_float(wanted) => {
                convert(body, given, wanted);
            }
            (given, wanted) => {
                if given.is_some() {
                    body.instruction(&Instruction::Drop);
                }
                if let Some(wanted) = wanted {
                    zero(body, wanted);
                }
            }
        }
    }
}

fn is_float(each: ValType) -> bool {
    matches!(each, ValType::F32 | ValType::F64)
}

/// A type of number; other types are not cast.
fn encoded(each: ValType) -> Option<Encoded> {
    match each {
        ValType::I32 => Some(Encoded::I32),
        ValType::I64 => Some(Encoded::I64),
        ValType::F32 => Some(Encoded::F32),
        ValType::F64 => Some(Encoded::F64),
        ValType::V128 | ValType::Ref(_) => None,
    }
}

fn convert(body: &mut Function, given: ValType, wanted: ValType) {
    match (given, wanted) {
        (ValType::I32, ValType::I64) => body.instruction(&Instruction::I64ExtendI32S),
        (ValType::I64, ValType::I32) => body.instruction(&Instruction::I32WrapI64),
        (ValType::F32, ValType::F64) => body.instruction(&Instruction::F64PromoteF32),
        (ValType::F64, ValType::F32) => body.instruction(&Instruction::F32DemoteF64),
        _ => body,
    };
}

fn zero(body: &mut Function, wanted: ValType) {
    body.instruction(&match wanted {
        ValType::I64 => Instruction::I64Const(0),
        ValType::F32 => Instruction::F32Const(0.0.into()),
        ValType::F64 => Instruction::F64Const(0.0.into()),
        _ => Instruction::I32Const(0),
    });
}
