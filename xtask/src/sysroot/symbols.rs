//! The symbols of a relocatable wasm object, with the types of its functions.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fmt;
use wasmparser::{
    CompositeInnerType, FuncType, KnownCustom, Linking, Parser, Payload, SymbolFlags, SymbolInfo,
    TypeRef,
};

/// The symbols that one object defines and needs.
#[derive(Debug, Default)]
pub struct Symbols {
    /// Defined and visible to other objects, in the order of the symbol table.
    pub defined: Vec<String>,
    pub undefined: Vec<String>,
    /// The types of the functions among the defined ones.
    pub functions: BTreeMap<String, Signature>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature(pub FuncType);

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |types: &[wasmparser::ValType]| {
            types
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        };
        write!(
            f,
            "({}) -> ({})",
            list(self.0.params()),
            list(self.0.results())
        )
    }
}

impl Symbols {
    pub fn read(object: &[u8]) -> Result<Self> {
        let mut types: Vec<Option<FuncType>> = Vec::new();
        let mut function_types: Vec<u32> = Vec::new();
        let mut imported: Vec<String> = Vec::new();
        let mut imports: u32 = 0;
        let mut symbols = Self::default();
        for payload in Parser::new(0).parse_all(object) {
            match payload? {
                Payload::TypeSection(section) => {
                    for group in section {
                        types.extend(group?.into_types().map(|ty| match ty.composite_type.inner {
                            CompositeInnerType::Func(function) => Some(function),
                            _ => None,
                        }));
                    }
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        if let TypeRef::Func(ty) = import.ty {
                            imports += 1;
                            function_types.push(ty);
                            imported.push(import.name.to_owned());
                        }
                    }
                }
                Payload::FunctionSection(section) => {
                    for ty in section {
                        function_types.push(ty?);
                    }
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Linking(linking) = section.as_known() {
                        for part in linking.subsections() {
                            let Linking::SymbolTable(table) = part? else {
                                continue;
                            };
                            for symbol in table {
                                symbols.add(&symbol?, &types, &function_types, &imported)?;
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        debug_assert_eq!(imports as usize, imported.len());
        Ok(symbols)
    }

    fn add(
        &mut self,
        symbol: &SymbolInfo<'_>,
        types: &[Option<FuncType>],
        function_types: &[u32],
        imported: &[String],
    ) -> Result<()> {
        let (flags, name, index) = match *symbol {
            SymbolInfo::Func { flags, index, name } => (
                flags,
                name.or(imported.get(index as usize).map(String::as_str)),
                Some(index),
            ),
            SymbolInfo::Data { flags, name, .. } => (flags, Some(name), None),
            SymbolInfo::Global { flags, name, .. }
            | SymbolInfo::Event { flags, name, .. }
            | SymbolInfo::Table { flags, name, .. } => (flags, name, None),
            SymbolInfo::Section { .. } => return Ok(()),
        };
        let Some(name) = name else { return Ok(()) };
        if flags.contains(SymbolFlags::UNDEFINED) {
            self.undefined.push(name.to_owned());
            return Ok(());
        }
        if flags.contains(SymbolFlags::BINDING_LOCAL) {
            return Ok(());
        }
        self.defined.push(name.to_owned());
        if let Some(index) = index {
            let ty = function_types
                .get(index as usize)
                .and_then(|&ty| types.get(ty as usize)?.clone());
            let Some(ty) = ty else {
                bail!("function {name} has no type")
            };
            self.functions.insert(name.to_owned(), Signature(ty));
        }
        Ok(())
    }
}

/// The symbols of an object, with its name in the error.
pub fn of(name: &str, object: &[u8]) -> Result<Symbols> {
    Symbols::read(object).with_context(|| format!("{name} is not a relocatable wasm object"))
}
