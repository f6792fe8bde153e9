//! Reads wasm-ld's `--why-extract` report: the archive members that were linked, and who
//! needed each.

use super::table::Table;
use anyhow::{Context, Result};
use object::read::archive::ArchiveFile;
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{KnownCustom, Linking, Parser, Payload, SymbolFlags, SymbolInfo, TypeRef};

/// The prefix of a system call's symbol.
pub const SYSCALL: &str = "__sys_";

/// A line of a `--why-extract` report: the first use of an archive member.
#[derive(Clone, Debug)]
pub struct Row {
    reference: String,
    member: String,
    symbol: String,
}

#[derive(Debug)]
pub struct Report {
    rows: Vec<Row>,
}

/// A library function, called by an object of the program, that reaches a call.
#[derive(Debug, PartialEq, Eq)]
pub struct Use {
    pub function: String,
    pub object: String,
    pub call: String,
    /// Whether the call does what the function needs on a host that offers processes.
    pub with_processes: bool,
}

impl Report {
    pub fn parse(text: &str) -> Report {
        let rows = text.lines().skip(1).filter_map(|line| {
            let mut fields = line.split('\t').map(str::to_owned);
            Some(Row {
                reference: fields.next()?,
                member: fields.next()?,
                symbol: fields.next()?,
            })
        });
        Report {
            rows: rows.collect(),
        }
    }

    /// The refused calls that were taken from the library, in the table's order.
    pub fn reached(&self, table: &Table) -> Vec<Row> {
        let mut reached: Vec<(usize, Row)> = self
            .rows
            .iter()
            .filter_map(|row| {
                let call = row.symbol.strip_prefix(SYSCALL)?;
                Some((table.calls.get(call)?.place, row.clone()))
            })
            .collect();
        reached.sort_by_key(|(place, _)| *place);
        reached.into_iter().map(|(_, row)| row).collect()
    }

    /// Follows each refused call up through the library to the functions that the program
    /// uses. The path does not lead through quiet functions.
    pub fn uses(
        &self,
        table: &Table,
        reached: &[Row],
        library: &Library,
        program: &Program,
    ) -> Vec<Use> {
        let mut uses = Vec::new();
        // This puts calls for processes and sockets first: they have the highest numbers,
        // and are the most likely to matter if several calls are refused.
        for call in reached.iter().rev() {
            let name = &call.symbol[SYSCALL.len()..];
            let reached = upward(table, library, vec![&call.symbol]);
            // A thread needs another clone than a process.
            let fail_everywhere = reached.iter().copied();
            let fail_everywhere = fail_everywhere.filter(|it| table.outcomes.contains_key(*it));
            let fail_everywhere = upward(table, library, fail_everywhere.collect());
            for symbol in reached {
                let with_processes =
                    table.calls[name].processes && !fail_everywhere.contains(&symbol);
                let rows = self.rows.iter().filter(|row| row.symbol == symbol);
                let told = rows.filter(|row| row.is_program(call));
                let mut objects: Vec<&str> = told.map(|row| row.reference.as_str()).collect();
                for object in program.mentioned.get(symbol).into_iter().flatten() {
                    if !objects.contains(&object.as_str()) {
                        objects.push(object);
                    }
                }
                uses.extend(objects.into_iter().map(|object| Use {
                    function: symbol.to_owned(),
                    object: object.to_owned(),
                    call: name.to_owned(),
                    with_processes,
                }));
            }
        }
        uses
    }
}

/// The symbols of the library that can come to one of `symbols`, and these.
fn upward<'a>(table: &Table, library: &'a Library, mut symbols: Vec<&'a str>) -> Vec<&'a str> {
    let mut reached = Vec::new();
    while let Some(symbol) = symbols.pop() {
        if table.quiet.contains(symbol) || reached.contains(&symbol) {
            continue;
        }
        reached.push(symbol);
        let users = library.mentioned.get(symbol).into_iter().flatten();
        let theirs = users
            .filter_map(|member| library.defines.get(member))
            .flatten();
        symbols.extend(theirs.map(String::as_str));
    }
    reached
}

impl Row {
    /// Whether the use is in an object of the program: neither in the library that holds
    /// `call` nor in the startup object.
    fn is_program(&self, call: &Row) -> bool {
        let same_archive = archive_of(&self.reference)
            .is_some_and(|archive| Some(archive) == archive_of(&call.member));
        !same_archive && !is_startup(&self.reference)
    }
}

fn is_startup(object: &str) -> bool {
    file_name(object).starts_with("crt1")
}

/// How the linked members of the library use each other; the report names only the first
/// use of each.
#[derive(Debug, Default)]
pub struct Library {
    /// Member -> the symbols that it defines.
    defines: BTreeMap<String, BTreeSet<String>>,
    /// Symbol -> the members that mention it without defining it.
    mentioned: BTreeMap<String, BTreeSet<String>>,
}

impl Library {
    /// Reads the archives that the refused calls came from.
    pub fn read(report: &Report, reached: &[Row]) -> Result<Library> {
        let taken: BTreeSet<&str> = report
            .rows
            .iter()
            .flat_map(|row| [row.reference.as_str(), &row.member])
            .collect();
        let archives: BTreeSet<&str> = reached
            .iter()
            .filter_map(|row| archive_of(&row.member))
            .collect();
        let mut library = Library::default();
        for path in archives {
            let context = || format!("{path}: not a readable archive");
            let data = std::fs::read(path).with_context(context)?;
            let archive = ArchiveFile::parse(data.as_slice()).with_context(context)?;
            for member in archive.members() {
                let member = member.with_context(context)?;
                let name = format!("{path}({})", String::from_utf8_lossy(member.name()));
                if taken.contains(name.as_str()) {
                    let symbols = member
                        .data(data.as_slice())
                        .map_err(Into::into)
                        .and_then(symbols);
                    library.add(&name, symbols.with_context(|| name.clone())?);
                }
            }
        }
        Ok(library)
    }

    fn add(&mut self, member: &str, symbols: Symbols<'_>) {
        for name in symbols.undefined {
            self.mention(member, name);
        }
        for name in symbols.defined {
            self.define(member, name);
        }
    }

    pub fn define(&mut self, member: &str, symbol: &str) {
        self.defines
            .entry(member.to_owned())
            .or_default()
            .insert(symbol.to_owned());
    }

    pub fn mention(&mut self, member: &str, symbol: &str) {
        self.mentioned
            .entry(symbol.to_owned())
            .or_default()
            .insert(member.to_owned());
    }
}

/// The symbols that the program's objects mention. The report does not list further uses
/// of a member that is already linked.
#[derive(Debug, Default)]
pub struct Program {
    /// Symbol -> the objects.
    mentioned: BTreeMap<String, BTreeSet<String>>,
}

impl Program {
    pub fn read(report: &Report, reached: &[Row], objects: &[String]) -> Program {
        let mut program = Program::default();
        let libraries: BTreeSet<&str> = reached
            .iter()
            .filter_map(|row| archive_of(&row.member))
            .collect();
        let taken = report.rows.iter().map(|row| &row.member);
        let all: BTreeSet<&str> = taken
            .chain(objects)
            .map(String::as_str)
            .filter(|name| archive_of(name).is_none_or(|archive| !libraries.contains(archive)))
            .filter(|name| !is_startup(name))
            .collect();
        for name in all {
            // Objects of -flto cannot be read; for those, only the report counts.
            for symbol in undefined(name).unwrap_or_default() {
                program.mention(name, symbol);
            }
        }
        program
    }

    pub fn mention(&mut self, object: &str, symbol: String) {
        let objects = self.mentioned.entry(symbol).or_default();
        objects.insert(object.to_owned());
    }
}

/// The symbols that an object, or a member of an archive, wants from others.
fn undefined(name: &str) -> Result<Vec<String>> {
    let data = std::fs::read(archive_of(name).unwrap_or(name))?;
    let mut bytes = data.as_slice();
    if let Some(archive) = archive_of(name) {
        for member in ArchiveFile::parse(data.as_slice())?.members() {
            let member = member?;
            if format!("{archive}({})", String::from_utf8_lossy(member.name())) == name {
                bytes = member.data(data.as_slice())?;
            }
        }
    }
    let undefined = symbols(bytes)?.undefined;
    Ok(undefined.into_iter().map(str::to_owned).collect())
}

/// The symbols of an object that are visible to other objects.
#[derive(Default)]
struct Symbols<'a> {
    undefined: Vec<&'a str>,
    defined: Vec<&'a str>,
}

fn symbols(object: &[u8]) -> Result<Symbols<'_>> {
    let (mut functions, mut globals, mut tables, mut tags) = (vec![], vec![], vec![], vec![]);
    let mut symbols = Symbols::default();
    for payload in Parser::new(0).parse_all(object) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    match import.ty {
                        TypeRef::Func(_) | TypeRef::FuncExact(_) => functions.push(import.name),
                        TypeRef::Global(_) => globals.push(import.name),
                        TypeRef::Table(_) => tables.push(import.name),
                        TypeRef::Tag(_) => tags.push(import.name),
                        TypeRef::Memory(_) => {}
                    }
                }
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Linking(linking) = section.as_known() else {
                    continue;
                };
                for part in linking.subsections() {
                    let Linking::SymbolTable(table) = part? else {
                        continue;
                    };
                    for symbol in table {
                        // One without a name of its own has that of the import.
                        let (flags, name) = match symbol? {
                            SymbolInfo::Func { flags, index, name } => {
                                (flags, name.or(named(&functions, index)))
                            }
                            SymbolInfo::Global { flags, index, name } => {
                                (flags, name.or(named(&globals, index)))
                            }
                            SymbolInfo::Table { flags, index, name } => {
                                (flags, name.or(named(&tables, index)))
                            }
                            SymbolInfo::Event { flags, index, name } => {
                                (flags, name.or(named(&tags, index)))
                            }
                            SymbolInfo::Data { flags, name, .. } => (flags, Some(name)),
                            SymbolInfo::Section { .. } => continue,
                        };
                        let Some(name) = name else { continue };
                        if flags.contains(SymbolFlags::UNDEFINED) {
                            symbols.undefined.push(name);
                        } else if !flags.contains(SymbolFlags::BINDING_LOCAL) {
                            symbols.defined.push(name);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok(symbols)
}

fn named<'a>(imports: &[&'a str], index: u32) -> Option<&'a str> {
    imports.get(usize::try_from(index).ok()?).copied()
}

/// `/x/libc.a` of `/x/libc.a(fork.o)`.
fn archive_of(object: &str) -> Option<&str> {
    object
        .strip_suffix(')')?
        .rsplit_once('(')
        .map(|(archive, _)| archive)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
