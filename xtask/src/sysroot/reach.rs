//! Which WASI functions each syscall can call: followed through the relocations of
//! the bottom half's objects, function by function.

use crate::sysroot::rust::Object;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use wasmparser::{KnownCustom, Linking, Parser, Payload, RelocationType, SymbolInfo, TypeRef};

/// What one object says about who refers to whom. Places are ranges of the file: the
/// body of a function, or the bytes of a variable.
#[derive(Default)]
struct References {
    symbols: Vec<Symbol>,
    /// Where a relocation stands, and the symbol that it names.
    relocations: Vec<(usize, usize)>,
}

enum Symbol {
    Defined {
        name: String,
        place: Range<usize>,
    },
    /// In another object, or nowhere.
    Undefined {
        name: String,
    },
    /// A function of the host.
    Import {
        name: String,
    },
    Other,
}

/// By the name of each syscall, the imports that it reaches.
pub fn imports(objects: &[Object]) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let read: Vec<References> = objects
        .iter()
        .map(|object| References::read(&object.bytes))
        .collect::<Result<_>>()?;
    let mut defined: HashMap<&str, (usize, &Range<usize>)> = HashMap::new();
    for (at, references) in read.iter().enumerate() {
        for symbol in &references.symbols {
            if let Symbol::Defined { name, place } = symbol {
                defined.insert(name, (at, place));
            }
        }
    }
    let syscalls = defined
        .iter()
        .filter_map(|(name, start)| Some((name.strip_prefix("__sys_")?, *start)));
    let mut reached = BTreeMap::new();
    for (name, start) in syscalls {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::from([(start.0, start.1.start)]);
        let mut queue = vec![start];
        while let Some((at, place)) = queue.pop() {
            for symbol in read[at].used_in(place) {
                let next = match symbol {
                    Symbol::Defined { place, .. } => Some((at, place)),
                    // What only the top half defines calls no WASI function.
                    Symbol::Undefined { name } => defined.get(name.as_str()).copied(),
                    Symbol::Import { name } => {
                        found.insert(name.clone());
                        None
                    }
                    Symbol::Other => None,
                };
                queue.extend(next.filter(|(at, place)| seen.insert((*at, place.start))));
            }
        }
        reached.insert(name.to_owned(), found);
    }
    Ok(reached)
}

impl References {
    fn read(object: &[u8]) -> Result<Self> {
        let mut imports: Vec<(String, String)> = Vec::new();
        let mut bodies: Vec<Range<usize>> = Vec::new();
        let mut segments: Vec<Range<usize>> = Vec::new();
        let mut starts: Vec<usize> = Vec::new();
        let mut this = Self::default();
        for payload in Parser::new(0).parse_all(object) {
            let payload = payload?;
            // Relocations count sections, and offsets within them.
            if let Some((_, range)) = payload.as_section() {
                starts.push(range.start);
            }
            match &payload {
                Payload::ImportSection(section) => {
                    for import in section.clone().into_imports() {
                        let import = import?;
                        if let TypeRef::Func(_) = import.ty {
                            imports.push((import.module.to_owned(), import.name.to_owned()));
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(body.range()),
                Payload::DataSection(section) => {
                    for segment in section.clone() {
                        let segment = segment?;
                        segments.push(segment.range.end - segment.data.len()..segment.range.end);
                    }
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(linking) => {
                        for part in linking.subsections() {
                            let Linking::SymbolTable(table) = part? else {
                                continue;
                            };
                            for symbol in table {
                                this.symbols
                                    .push(self::symbol(&symbol?, &imports, &bodies, &segments));
                            }
                        }
                    }
                    KnownCustom::Reloc(reader) => {
                        let start = starts.get(reader.section_index() as usize);
                        let start = *start.context("a relocation of no section")?;
                        for entry in reader.entries() {
                            let entry = entry?;
                            if entry.ty != RelocationType::TypeIndexLeb {
                                this.relocations
                                    .push((start + entry.offset as usize, entry.index as usize));
                            }
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(this)
    }

    /// The symbols that a place refers to.
    fn used_in(&self, place: &Range<usize>) -> impl Iterator<Item = &Symbol> {
        let inside = self
            .relocations
            .iter()
            .filter(|(offset, _)| place.contains(offset));
        inside.filter_map(|&(_, symbol)| self.symbols.get(symbol))
    }
}

fn symbol(
    symbol: &SymbolInfo<'_>,
    imports: &[(String, String)],
    bodies: &[Range<usize>],
    segments: &[Range<usize>],
) -> Symbol {
    match *symbol {
        SymbolInfo::Func { index, name, .. } => {
            let index = index as usize;
            if let Some((module, field)) = imports.get(index) {
                return match module.as_str() {
                    "env" => Symbol::Undefined {
                        name: name.unwrap_or(field).to_owned(),
                    },
                    _ => Symbol::Import {
                        name: field.clone(),
                    },
                };
            }
            let place = bodies
                .get(index - imports.len())
                .cloned()
                .unwrap_or_default();
            Symbol::Defined {
                name: name.unwrap_or_default().to_owned(),
                place,
            }
        }
        SymbolInfo::Data {
            name,
            symbol: Some(at),
            ..
        } => {
            let segment = segments
                .get(at.index as usize)
                .map_or(0, |segment| segment.start);
            let start = segment + at.offset as usize;
            Symbol::Defined {
                name: name.to_owned(),
                place: start..start + at.size as usize,
            }
        }
        SymbolInfo::Data {
            name, symbol: None, ..
        } => Symbol::Undefined {
            name: name.to_owned(),
        },
        _ => Symbol::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sysroot::symbols;
    use llvm::Llvm;
    use std::process::Command;

    #[test]
    fn imports_are_found_through_calls_pointers_and_other_objects() {
        let folder = tempfile::tempdir().unwrap();
        let object = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).unwrap();
            let status = Command::new(Llvm::find(None).unwrap().clang())
                .current_dir(&folder)
                .args(["--target=wasm32-wasip1", "-O1", "-c", name, "-o", "x.o"])
                .status();
            assert!(status.unwrap().success());
            let bytes = std::fs::read(folder.path().join("x.o")).unwrap();
            Object {
                name: name.into(),
                symbols: symbols::of(name, &bytes).unwrap(),
                bytes,
            }
        };
        let import = |name: &str| {
            let from = format!("import_module(\"wasi\"), import_name(\"{name}\")");
            format!("__attribute__(({from})) int raw_{name}(void);\n")
        };
        let one = import("one")
            + &import("two")
            + "int help(void); int elsewhere(void);\n\
            static int local(void) { return raw_one() + 1; }\n\
            int __sys_direct(void) { return raw_one() + raw_two(); }\n\
            int __sys_none(void) { return 1; }\n\
            int __sys_through(void) { return help(); }\n\
            int (*volatile pointer)(void);\n\
            int __sys_pointer(void) { pointer = local; return pointer(); }\n\
            int (*const table[])(void) = { local, help };\n\
            int __sys_table(int at) { return table[at](); }\n\
            int __sys_outside(void) { return elsewhere(); }\n";
        let two = import("three") + "int help(void) { return raw_three(); }\n";
        let found = imports(&[object("one.c", &one), object("two.c", &two)]).unwrap();
        let of = |name: &str| found[name].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(of("direct"), ["one", "two"]);
        assert_eq!(of("none"), [""; 0]);
        assert_eq!(of("through"), ["three"]);
        assert_eq!(of("pointer"), ["one"]);
        assert_eq!(of("table"), ["one", "three"]);
        assert_eq!(of("outside"), [""; 0]);
    }
}
