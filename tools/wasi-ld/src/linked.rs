//! The calls of a linked module, and the functions that they reach.

use anyhow::{Result, bail, ensure};
use std::collections::HashMap;
use std::ops::Range;
use wasmparser::{
    ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, KnownCustom, Name, Operator,
    Parser, Payload, TypeRef, Validator, WasmFeatures,
};

/// The prefix of the name that wasm-ld gives to a trap in place of a function that is called
/// with another type.
const MISMATCH: &str = "signature_mismatch:";

/// The limit of WebAssembly's JavaScript interface, which engines follow.
const LARGEST_TABLE: usize = 10_000_000;

/// A constant that the linker fills in is padded, so that every number fits.
const PATCHED: usize = 6;

/// The parts of a module that concern calls.
#[derive(Default)]
pub struct Linked {
    pub types: Vec<FuncType>,
    /// The types of the functions, imported ones first.
    pub functions: Vec<u32>,
    pub imported: u32,
    /// The functions that pointers stand for.
    pub table: Vec<Option<u32>>,
    pub calls: Vec<Call>,
    /// Traps, and the functions that they replace.
    pub traps: HashMap<u32, u32>,
    /// Functions and their names. The functions may not exist.
    pub names: Vec<(u32, String)>,
    /// By function, where it has any.
    pub constants: HashMap<u32, Vec<Constant>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant {
    /// A number that the linker filled in for a function: its place in the table.
    Function(u32),
    Plain(i32),
}

pub struct Call {
    /// The function that it is in.
    pub caller: u32,
    /// Its last argument, if that is a constant.
    pub last: Option<Constant>,
    /// The constants of its caller that follow the call before. Arguments are among them.
    pub since: Range<usize>,
    /// In the content of the code section.
    pub place: Range<usize>,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of a function.
    Direct(u32),
    /// Through a pointer, to a function of a type.
    Indirect(u32),
    /// The last thing that a function does.
    TailDirect(u32),
    TailIndirect(u32),
}

impl Call {
    /// Whether it names this function.
    pub fn calls(&self, function: u32) -> bool {
        matches!(self.kind, Kind::Direct(called) | Kind::TailDirect(called) if called == function)
    }

    pub fn is_tail(&self) -> bool {
        matches!(self.kind, Kind::TailDirect(_) | Kind::TailIndirect(_))
    }
}

impl Linked {
    /// Of a whole module.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        // From here on, each index is valid.
        Validator::new_with_features(WasmFeatures::all()).validate_all(bytes)?;
        let mut linked = Self::default();
        let mut names = HashMap::new();
        // A function has one name here, but one export for each name that a link keeps it
        // for.
        let mut exported = HashMap::new();
        let (mut read, mut code) = (0, 0);
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::TypeSection(types) => {
                    for each in types.into_iter_err_on_gc_types() {
                        linked.types.push(each?);
                    }
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        if let TypeRef::Func(each) = import?.ty {
                            linked.functions.push(each);
                            linked.imported += 1;
                        }
                    }
                }
                Payload::FunctionSection(functions) => {
                    for each in functions {
                        linked.functions.push(each?);
                    }
                }
                Payload::ElementSection(elements) => {
                    for element in elements {
                        let element = element?;
                        let ElementKind::Active { offset_expr, .. } = element.kind else {
                            continue;
                        };
                        let ElementItems::Functions(functions) = element.items else {
                            bail!("its table has more than functions");
                        };
                        let start = match offset_expr.get_operators_reader().read()? {
                            Operator::I32Const { value } => usize::try_from(value)?,
                            _ => bail!("its table is not filled before it runs"),
                        };
                        for (at, function) in functions.into_iter().enumerate() {
                            let slot = start + at;
                            ensure!(slot < LARGEST_TABLE, "its table is too large");
                            if linked.table.len() <= slot {
                                linked.table.resize(slot + 1, None);
                            }
                            linked.table[slot] = Some(function?);
                        }
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            exported.insert(export.name, export.index);
                        }
                    }
                }
                Payload::CodeSectionStart { range, .. } => code = range.start,
                Payload::CodeSectionEntry(body) => {
                    linked.read_calls(&body, code, linked.imported + read)?;
                    read += 1;
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(subsections) = section.as_known() {
                        for subsection in subsections {
                            if let Name::Function(list) = subsection? {
                                for name in list {
                                    let name = name?;
                                    names.insert(name.name, name.index);
                                    linked.names.push((name.index, name.name.to_owned()));
                                }
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        for (name, &trap) in &names {
            let meant = name
                .strip_prefix(MISMATCH)
                .and_then(|name| exported.get(name).or_else(|| names.get(name)));
            // Nobody has checked the names.
            let exists = |function: u32| (function as usize) < linked.functions.len();
            if let Some(&meant) = meant
                && exists(trap)
                && exists(meant)
            {
                linked.traps.insert(trap, meant);
            }
        }
        Ok(linked)
    }

    fn read_calls(&mut self, body: &FunctionBody<'_>, code: usize, caller: u32) -> Result<()> {
        let mut operators = body.get_operators_reader()?;
        let mut before = None;
        let mut since = 0;
        while !operators.eof() {
            let (operator, start) = operators.read_with_offset()?;
            let last = before.take();
            let kind = match operator {
                Operator::Call { function_index } => Kind::Direct(function_index),
                Operator::ReturnCall { function_index } => Kind::TailDirect(function_index),
                Operator::CallIndirect {
                    type_index,
                    table_index: 0,
                } => Kind::Indirect(type_index),
                Operator::ReturnCallIndirect {
                    type_index,
                    table_index: 0,
                } => Kind::TailIndirect(type_index),
                Operator::I32Const { value } => {
                    let length = operators.original_position() - start;
                    let constant = match u32::try_from(value) {
                        Ok(slot) if length == PATCHED && (slot as usize) < self.table.len() => {
                            Constant::Function(slot)
                        }
                        _ => Constant::Plain(value),
                    };
                    self.constants.entry(caller).or_default().push(constant);
                    before = Some(constant);
                    continue;
                }
                _ => continue,
            };
            let until = self.constants.get(&caller).map_or(0, Vec::len);
            self.calls.push(Call {
                caller,
                last,
                since: since..until,
                place: start - code..operators.original_position() - code,
                kind,
            });
            since = until;
        }
        Ok(())
    }

    /// The first type that is the same as this one.
    pub fn canonical(&self, index: u32) -> u32 {
        let same = |other: &FuncType| *other == self.types[index as usize];
        let first = self.types.iter().position(same);
        first.and_then(|at| u32::try_from(at).ok()).unwrap_or(index)
    }

    pub fn type_of(&self, function: u32) -> u32 {
        self.canonical(self.functions[function as usize])
    }
}
