//! The definitions in wasm objects and archives: functions with their types, data with
//! its size and content.

use anyhow::{Context, Result, bail};
use object::read::archive::ArchiveFile;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;
use wasmparser::{
    FuncType, KnownCustom, Linking, Parser, Payload, SymbolFlags, SymbolInfo, TypeRef,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Symbol {
    Function(FuncType),
    Data(Vec<u8>),
}

impl fmt::Display for Symbol {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Symbol::Function(ty) => {
                let join = |types: &[wasmparser::ValType]| {
                    types
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join(",")
                };
                let results = match ty.results() {
                    [] => "void".into(),
                    results => join(results),
                };
                write!(out, "({})->{results}", join(ty.params()))
            }
            Symbol::Data(bytes) => write!(out, "data of {} bytes", bytes.len()),
        }
    }
}

/// The symbols that other objects can link with.
pub type Symbols = BTreeMap<String, Symbol>;

/// The symbols of an object or of all members of an archive.
pub fn read(path: &Path) -> Result<Symbols> {
    let content = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    let mut symbols = Symbols::new();
    if !content.starts_with(b"!<arch>\n") {
        object(&content, &mut symbols).with_context(|| path.display().to_string())?;
        return Ok(symbols);
    }
    let archive = ArchiveFile::parse(&*content).with_context(|| path.display().to_string())?;
    for member in archive.members() {
        let member = member?;
        let name = String::from_utf8_lossy(member.name());
        object(member.data(&*content)?, &mut symbols)
            .with_context(|| format!("{}({name})", path.display()))?;
    }
    Ok(symbols)
}

/// The objects of an archive.
pub fn members(path: &Path) -> Result<Vec<Vec<u8>>> {
    let content = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    let archive = ArchiveFile::parse(&*content).with_context(|| path.display().to_string())?;
    let members = archive
        .members()
        .map(|member| Ok(member?.data(&*content)?.to_vec()));
    members.collect()
}

/// Adds the global symbols that one object defines.
fn object(content: &[u8], symbols: &mut Symbols) -> Result<()> {
    let mut types = Vec::new();
    // The type of each function: imports first.
    let mut functions = Vec::new();
    let mut segments = Vec::new();
    for payload in Parser::new(0).parse_all(content) {
        match payload? {
            Payload::TypeSection(reader) => {
                for ty in reader.into_iter_err_on_gc_types() {
                    types.push(ty?);
                }
            }
            Payload::ImportSection(reader) => {
                for import in reader.into_imports() {
                    if let TypeRef::Func(ty) = import?.ty {
                        functions.push(ty);
                    }
                }
            }
            Payload::FunctionSection(reader) => {
                for ty in reader {
                    functions.push(ty?);
                }
            }
            Payload::DataSection(reader) => {
                for segment in reader {
                    segments.push(segment?.data);
                }
            }
            // The linking section comes after everything that it refers to.
            Payload::CustomSection(section) => {
                let KnownCustom::Linking(linking) = section.as_known() else {
                    continue;
                };
                for part in linking.subsections() {
                    let Linking::SymbolTable(table) = part? else {
                        continue;
                    };
                    for symbol in table {
                        let Some((name, symbol)) = defined(symbol?, &types, &functions, &segments)?
                        else {
                            continue;
                        };
                        symbols.insert(name.into(), symbol);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn defined<'a>(
    symbol: SymbolInfo<'a>,
    types: &[FuncType],
    functions: &[u32],
    segments: &[&[u8]],
) -> Result<Option<(&'a str, Symbol)>> {
    let elsewhere = SymbolFlags::UNDEFINED | SymbolFlags::BINDING_LOCAL;
    Ok(match symbol {
        SymbolInfo::Func { flags, index, name } if !flags.intersects(elsewhere) => {
            let name = name.context("a function has no name")?;
            let ty = functions
                .get(index as usize)
                .and_then(|&ty| types.get(ty as usize));
            let ty = ty.with_context(|| format!("{name} has no type"))?;
            Some((name, Symbol::Function(ty.clone())))
        }
        SymbolInfo::Data {
            flags,
            name,
            symbol: Some(data),
        } if !flags.intersects(elsewhere) => {
            let segment = segments.get(data.index as usize);
            let range = data.offset as usize..(data.offset + data.size) as usize;
            let Some(bytes) = segment.and_then(|segment| segment.get(range)) else {
                bail!("{name} lies outside of its segment");
            };
            Some((name, Symbol::Data(bytes.to_vec())))
        }
        _ => None,
    })
}
