//! Finds the WASI functions that each syscall can call, and the syscalls that each C
//! function makes. It follows the relocations of objects, function by function.

use crate::sysroot::rust::Object;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use wasmparser::{
    KnownCustom, Linking, Parser, Payload, RelocationType, SymbolFlags, SymbolInfo, TypeRef,
};

const SYSCALL: &str = "__sys_";

/// The references in one object. Places are ranges of the file: the body of a function,
/// or the bytes of a variable.
#[derive(Default)]
struct References {
    symbols: Vec<Symbol>,
    relocations: Vec<Relocation>,
}

struct Relocation {
    place: usize,
    symbol: usize,
    /// Whether it is the operand of a call.
    is_call: bool,
}

enum Symbol {
    Defined {
        name: String,
        place: Range<usize>,
        binding: Binding,
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

/// The preference among several definitions of a name: the greatest, of those that are
/// not local.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Local,
    Weak,
    Strong,
}

/// The place of a definition: the object, and the range in it.
type Definition<'a> = (usize, &'a Range<usize>);

/// The meaning of each global name.
fn definitions(read: &[References]) -> HashMap<&str, Definition<'_>> {
    let mut found: HashMap<&str, (Binding, Definition<'_>)> = HashMap::new();
    for (at, references) in read.iter().enumerate() {
        for symbol in &references.symbols {
            if let Symbol::Defined {
                name,
                place,
                binding,
            } = symbol
                && *binding != Binding::Local
                && found
                    .get(name.as_str())
                    .is_none_or(|(known, _)| known < binding)
            {
                found.insert(name, (*binding, (at, place)));
            }
        }
    }
    let found = found.into_iter();
    found.map(|(name, (_, place))| (name, place)).collect()
}

/// The calls of a C function.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// System calls.
    pub syscalls: BTreeSet<String>,
    /// Other functions that programs call too.
    pub functions: BTreeSet<String>,
}

/// The calls of each of `functions`, which are symbols that programs use: direct calls,
/// and calls through functions that programs do not use. A function whose address it
/// takes is not counted.
pub fn calls(objects: &[Vec<u8>], functions: &BTreeSet<String>) -> Result<BTreeMap<String, Calls>> {
    let read: Vec<References> = objects
        .iter()
        .map(|object| References::read(object))
        .collect::<Result<_>>()?;
    let defined = definitions(&read);
    let mut all = BTreeMap::new();
    for function in functions {
        let Some(&start) = defined.get(function.as_str()) else {
            continue;
        };
        let mut calls = Calls::default();
        let mut seen = BTreeSet::from([(start.0, start.1.start)]);
        let mut queue = vec![start];
        while let Some((at, place)) = queue.pop() {
            for (symbol, _) in read[at].used_in(place).filter(|(_, is_call)| *is_call) {
                let (name, next) = match symbol {
                    Symbol::Defined { name, place, .. } => (name, Some((at, place))),
                    Symbol::Undefined { name } => (name, defined.get(name.as_str()).copied()),
                    Symbol::Import { .. } | Symbol::Other => continue,
                };
                if let Some(syscall) = name.strip_prefix(SYSCALL) {
                    calls.syscalls.insert(syscall.to_owned());
                } else if functions.contains(name) {
                    calls.functions.insert(name.clone());
                } else {
                    queue.extend(next.filter(|(at, place)| seen.insert((*at, place.start))));
                }
            }
        }
        calls.functions.remove(function);
        all.insert(function.clone(), calls);
    }
    Ok(all)
}

/// By the name of each syscall, the imports that it reaches.
pub fn imports(objects: &[Object]) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let read: Vec<References> = objects
        .iter()
        .map(|object| References::read(&object.bytes))
        .collect::<Result<_>>()?;
    let defined = definitions(&read);
    let syscalls = defined
        .iter()
        .filter_map(|(name, start)| Some((name.strip_prefix(SYSCALL)?, *start)));
    let mut reached = BTreeMap::new();
    for (name, start) in syscalls {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::from([(start.0, start.1.start)]);
        let mut queue = vec![start];
        while let Some((at, place)) = queue.pop() {
            for (symbol, _) in read[at].used_in(place) {
                let next = match symbol {
                    Symbol::Defined { place, .. } => Some((at, place)),
                    // Functions that only the top half defines call no WASI function.
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
                                this.relocations.push(Relocation {
                                    place: start + entry.offset as usize,
                                    symbol: entry.index as usize,
                                    is_call: entry.ty == RelocationType::FunctionIndexLeb,
                                });
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

    /// The symbols that a place refers to, and whether it calls them.
    fn used_in(&self, place: &Range<usize>) -> impl Iterator<Item = (&Symbol, bool)> {
        let all = self.relocations.iter();
        let inside = all.filter(|relocation| place.contains(&relocation.place));
        inside.filter_map(|relocation| {
            let symbol = self.symbols.get(relocation.symbol)?;
            Some((symbol, relocation.is_call))
        })
    }
}

fn symbol(
    symbol: &SymbolInfo<'_>,
    imports: &[(String, String)],
    bodies: &[Range<usize>],
    segments: &[Range<usize>],
) -> Symbol {
    match *symbol {
        SymbolInfo::Func { flags, index, name } => {
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
                binding: binding(flags),
            }
        }
        SymbolInfo::Data {
            flags,
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
                binding: binding(flags),
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

fn binding(flags: SymbolFlags) -> Binding {
    if flags.contains(SymbolFlags::BINDING_LOCAL) {
        Binding::Local
    } else if flags.contains(SymbolFlags::BINDING_WEAK) {
        Binding::Weak
    } else {
        Binding::Strong
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sysroot::symbols;
    use llvm::Llvm;
    use std::process::Command;

    fn compiled(text: &str) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("x.c"), text).unwrap();
        let status = Command::new(Llvm::find(None).unwrap().clang())
            .current_dir(&folder)
            .args(["--target=wasm32-wasip1", "-O1", "-c", "x.c", "-o", "x.o"])
            .status();
        assert!(status.unwrap().success());
        std::fs::read(folder.path().join("x.o")).unwrap()
    }

    #[test]
    fn calls_are_a_functions_own_or_of_helpers() {
        let one = "int __sys_open(void); int __sys_read(void); int help(void); int fopen(void);\n\
            static int dummy(void) { return 0; }\n\
            extern __typeof(dummy) hook __attribute__((weak, alias(\"dummy\")));\n\
            int open(void) { return __sys_open() + hook(); }\n\
            int (*volatile pointer)(void);\n\
            int creat(void) { pointer = __sys_read; return open() + help() + fopen(); }\n\
            int wrapped(void) { return hook() + help(); }\n";
        let two = "int __sys_close(void); int help(void) { return __sys_close() + 1; }\n\
            int hook(void) { return 1; }\n";
        let functions = ["open", "creat", "wrapped", "fopen"]
            .map(str::to_owned)
            .into();
        let found = calls(&[compiled(one), compiled(two)], &functions).unwrap();
        let of = |name: &str| {
            let Calls {
                syscalls,
                functions,
            } = &found[name];
            let all = syscalls.iter().chain(functions);
            all.map(String::as_str).collect::<Vec<_>>()
        };
        assert_eq!(of("open"), ["open"]);
        assert_eq!(of("creat"), ["close", "open", "fopen"]);
        assert_eq!(of("wrapped"), ["close"]);
        assert!(!found.contains_key("fopen"));
    }

    #[test]
    fn imports_are_found_through_calls_pointers_and_other_objects() {
        let object = |name: &str, text: &str| {
            let bytes = compiled(text);
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
