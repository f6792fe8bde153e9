//! `cargo xtask bench sizes --why NAME`: the contents of a program's module, and why the linker
//! took them.
//!
//! The linker's map has the sizes, its list of extractions the reference that brought in each
//! member of an archive, and the module itself the calls between functions.

use super::plan::{Plan, Program};
use super::side::{Side, first_error};
use crate::layout::Layout;
use anyhow::{Context, Result, bail, ensure};
use llvm::Llvm;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;
use wasmparser::{ElementItems, Operator, Parser, Payload, TypeRef};

/// The names that a line lists before it says how many more there are.
const NAMED: usize = 3;

/// Lists the contents of a program on one side.
pub fn explain(
    layout: &Layout,
    llvm: &Llvm,
    plan: &Plan,
    side: &Side,
    program: &Program,
) -> Result<Contents> {
    let directory = tempfile::tempdir()?;
    let [module, map, extracted] =
        ["program.wasm", "map", "extracted"].map(|name| directory.path().join(name));
    let option = |name, file: &Path| format!("-Wl,{name}={}", file.display());
    let mut flags = plan.flags(program)?;
    flags.extend([option("-Map", &map), option("--why-extract", &extracted)]);
    if let Err(said) = side.compile(layout, llvm, plan, program, &flags, &module)? {
        bail!("{}, {}: {}", program.name, side.name, first_error(&said));
    }
    let read = |file: &Path| {
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
    };
    Contents::new(&fs::read(&module)?, &read(&map)?, &read(&extracted)?)
}

/// A module, by member and by function.
#[derive(Debug)]
pub struct Contents {
    size: usize,
    pieces: Vec<Piece>,
    /// By member, the member and the symbol that it was needed for.
    extracted: BTreeMap<String, (String, String)>,
}

/// A function or variable that the linker placed in the module.
#[derive(Debug, PartialEq, Eq)]
struct Piece {
    size: usize,
    /// The object file or the member of an archive: `x.o`, `libc.a(puts.o)`, or a section.
    member: String,
    name: String,
    is_function: bool,
    users: Vec<String>,
}

impl Contents {
    fn new(module: &[u8], map: &str, extracted: &str) -> Result<Self> {
        let mut pieces = pieces(map)?;
        let functions = || pieces.iter().filter(|piece| piece.is_function);
        let calls = Calls::of(module)?;
        ensure!(
            functions().count() == calls.functions,
            "the linker's map has {} functions, the module {}",
            functions().count(),
            calls.functions
        );
        let names: Vec<String> = functions().map(|piece| piece.name.clone()).collect();
        let called = pieces.iter_mut().filter(|piece| piece.is_function);
        for (at, piece) in called.enumerate() {
            let callers = calls.callers.get(&at).into_iter().flatten();
            piece.users = callers.map(|&caller| names[caller].clone()).collect();
            if calls.by_address.contains(&at) {
                piece.users.push(String::from("its address"));
            }
        }
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.size));
        Ok(Self {
            size: module.len(),
            pieces,
            extracted: reasons(extracted),
        })
    }

    #[cfg(test)]
    fn functions(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|piece| piece.is_function)
    }

    /// The bytes of each member, largest first.
    fn members(&self) -> Vec<(&str, usize)> {
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for piece in &self.pieces {
            *sizes.entry(&piece.member).or_default() += piece.size;
        }
        let mut members: Vec<_> = sizes.into_iter().collect();
        members.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
        members
    }
}

impl fmt::Display for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>8}  by member, and what needed it first", self.size)?;
        for (member, size) in self.members() {
            write!(f, "{size:>8}  {member}")?;
            match self.extracted.get(member) {
                Some((by, symbol)) => writeln!(f, " <- {by}: {symbol}")?,
                None => writeln!(f)?,
            }
        }
        writeln!(f, "\n{:>8}  by function and variable, and its callers", "")?;
        for piece in &self.pieces {
            write!(f, "{:>8}  {} [{}]", piece.size, piece.name, piece.member)?;
            let (named, more) = piece.users.split_at(NAMED.min(piece.users.len()));
            if !named.is_empty() {
                write!(f, " <- {}", named.join(", "))?;
            }
            match more.len() {
                0 => writeln!(f)?,
                more => writeln!(f, ", and {more} more")?,
            }
        }
        Ok(())
    }
}

/// The functions of a module that come from an archive or from the start-up code, by index.
pub fn of_library(module: &[u8], map: &str) -> Result<BTreeSet<usize>> {
    let Calls {
        imports, functions, ..
    } = Calls::of(module)?;
    let pieces = pieces(map)?;
    let members = pieces.iter().filter(|piece| piece.is_function);
    let members: Vec<&str> = members.map(|piece| piece.member.as_str()).collect();
    ensure!(
        members.len() == functions,
        "the linker's map has {} functions, the module {functions}",
        members.len()
    );
    let is_library = |member: &str| member.contains('(') || member.starts_with("crt1");
    let members = members.into_iter().enumerate();
    let members = members.filter(|(_, member)| is_library(member));
    Ok(members.map(|(at, _)| imports + at).collect())
}

/// The pieces of a map. Its lines have address, offset and size in hexadecimal, then a section,
/// or a segment of the data; indented once, a piece of a file; indented twice, a symbol in it.
fn pieces(map: &str) -> Result<Vec<Piece>> {
    /// The columns of numbers, in characters.
    const NUMBERS: usize = 27;
    const INDENT: usize = 8;
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut section, mut segment) = ("", "");
    // The bytes of the section that no piece has.
    let mut rest = 0;
    let mut is_named = true;
    for line in map.lines().skip(1) {
        let number = |text: Option<&str>| usize::from_str_radix(text?, 16).ok();
        let mut columns = line.split_whitespace().skip(1);
        let (offset, size) = (number(columns.next()), number(columns.next()));
        let (Some(_), Some(size), Some((_, text))) = (offset, size, line.split_at_checked(NUMBERS))
        else {
            bail!("the linker's map has an unknown line: {line}");
        };
        let depth = (text.len() - text.trim_start().len()) / INDENT;
        let text = text.trim();
        match depth {
            0 if text.starts_with('.') => segment = text,
            0 => {
                close(&mut pieces, section, rest);
                (section, segment, rest) = (text, "", size);
            }
            // It takes no bytes in the module; globals are counted in their section.
            _ if segment == ".bss" || section == "GLOBAL" => {}
            1 => {
                let (member, name) = piece(text);
                rest = rest.saturating_sub(size);
                is_named = false;
                pieces.push(Piece {
                    size,
                    member,
                    name,
                    is_function: section == "CODE",
                    users: Vec::new(),
                });
            }
            // The first symbol is demangled.
            _ if !is_named => {
                is_named = true;
                if let Some(piece) = pieces.last_mut() {
                    text.clone_into(&mut piece.name);
                }
            }
            _ => {}
        }
    }
    close(&mut pieces, section, rest);
    Ok(pieces)
}

/// Adds the bytes of a section that belong to no piece, such as lengths and types.
fn close(pieces: &mut Vec<Piece>, section: &str, size: usize) {
    if size > 0 {
        pieces.push(Piece {
            size,
            member: format!("({section})"),
            name: String::from("the section itself"),
            is_function: false,
            users: Vec::new(),
        });
    }
}

/// Member and name in `path/libc.a(puts.o):(puts)`.
fn piece(text: &str) -> (String, String) {
    let (file, name) = text.split_once(":(").unwrap_or((text, ""));
    (short(file), name.trim_end_matches(')').to_owned())
}

/// A file without its directory.
fn short(file: &str) -> String {
    let (path, member) = file.split_at(file.find('(').unwrap_or(file.len()));
    let name = path.rsplit('/').next().unwrap_or(path);
    // clang gives temporary objects a random name: `main-9f3a21.o`.
    let name = match name
        .strip_suffix(".o")
        .and_then(|stem| stem.rsplit_once('-'))
    {
        Some((stem, random)) if random.len() == 6 && member.is_empty() => stem,
        _ => name,
    };
    format!("{name}{member}")
}

/// The list of extractions: a line of headings, then the file that refers to a symbol, the
/// member that has it, and the symbol.
fn reasons(list: &str) -> BTreeMap<String, (String, String)> {
    let mut reasons = BTreeMap::new();
    for line in list.lines().skip(1) {
        if let [by, member, symbol] = line.split('\t').collect::<Vec<_>>()[..] {
            reasons
                .entry(short(member))
                .or_insert_with(|| (short(by), symbol.to_owned()));
        }
    }
    reasons
}

/// The calls in a module, by the index of a function among those that are not imports.
#[derive(Default)]
struct Calls {
    /// The functions that are imports.
    imports: usize,
    functions: usize,
    callers: BTreeMap<usize, BTreeSet<usize>>,
    by_address: BTreeSet<usize>,
}

impl Calls {
    fn of(module: &[u8]) -> Result<Self> {
        let mut calls = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        calls.imports += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        if let ElementItems::Functions(functions) = element?.items {
                            for function in functions {
                                let at = (function? as usize).checked_sub(calls.imports);
                                calls.by_address.extend(at);
                            }
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let caller = calls.functions;
                    calls.functions += 1;
                    for operator in body.get_operators_reader()? {
                        let (Operator::Call { function_index }
                        | Operator::ReturnCall { function_index }) = operator?
                        else {
                            continue;
                        };
                        if let Some(at) = (function_index as usize).checked_sub(calls.imports)
                            && at != caller
                        {
                            calls.callers.entry(at).or_default().insert(caller);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(calls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn a_module_is_listed_by_member_and_function() {
        let directory = tempfile::tempdir().unwrap();
        let llvm = Llvm::find(None).unwrap();
        let run = |program: &Path, args: &[&str]| {
            let status = Command::new(program)
                .current_dir(&directory)
                .args(args)
                .status()
                .unwrap();
            assert!(status.success(), "{args:?}");
        };
        let sources = [
            (
                "main",
                "int big(int); int _start(void) { return big(1) + big(2); }",
            ),
            (
                "big",
                "int way(int); static const char text[] = \"0123456789\";\n\
                __attribute__((noinline)) static int help(int n) { return text[n & 7] * way(n); }\n\
                int big(int n) { int s = 0; for (int i = 0; i < n; i++) s += help(i) ^ n; return s; }\n\
                int unused(int n) { return n; }",
            ),
            (
                "way",
                "int space[99]; static int by(int n) { return space[n]; }\n\
                int (*volatile pointer)(int) = by; int way(int n) { return pointer(n); }",
            ),
        ];
        for (name, text) in sources {
            fs::write(directory.path().join(format!("{name}.c")), text).unwrap();
            let (source, object) = (format!("{name}.c"), format!("{name}.o"));
            let flags = ["--target=wasm32-wasip1", "-O1", "-ffunction-sections", "-c"];
            let args = [&flags[..], &[&source, "-o", &object]].concat();
            run(llvm.clang(), &args);
        }
        let archiver = llvm.tool("llvm-ar", None).unwrap();
        run(&archiver, &["rc", "libx.a", "big.o", "way.o"]);
        let linker = llvm.tool("wasm-ld", None).unwrap();
        let flags = ["-Map=map", "--why-extract=why", "--strip-all", "-o", "a"];
        run(&linker, &[&["main.o", "libx.a"], &flags[..]].concat());

        let read = |name: &str| fs::read(directory.path().join(name)).unwrap();
        let text = |name: &str| String::from_utf8(read(name)).unwrap();
        let module = read("a");
        let contents = Contents::new(&module, &text("map"), &text("why")).unwrap();

        let members = contents.members();
        let of = |name: &str| {
            members
                .iter()
                .find(|(member, _)| *member == name)
                .unwrap()
                .1
        };
        assert!(of("libx.a(big.o)") > of("libx.a(way.o)"));
        // The header and the id and length of each section belong to nothing.
        let all: usize = members.iter().map(|(_, size)| size).sum();
        assert!(all < module.len() && all + 64 > module.len(), "{all}");

        let of_library = of_library(&module, &text("map")).unwrap();
        assert_eq!(of_library.len(), contents.functions().count() - 1);

        let shown = contents.to_string();
        for line in [
            "libx.a(big.o) <- main.o: big",
            "libx.a(way.o) <- libx.a(big.o): way",
            "  big [libx.a(big.o)] <- _start\n",
            "  help [libx.a(big.o)] <- big\n",
            "  by [libx.a(way.o)] <- its address\n",
        ] {
            assert!(shown.contains(line), "{line}\n{shown}");
        }
        assert!(
            !shown.contains("unused") && !shown.contains("space"),
            "{shown}"
        );
    }

    #[test]
    fn a_path_loses_its_directory_and_a_temporary_name_its_random_part() {
        for (file, name) in [
            ("/usr/lib/libc.a(puts.o)", "libc.a(puts.o)"),
            ("/t/puts-1a2b3c.o", "puts"),
            ("/usr/lib/crt1-command.o", "crt1-command.o"),
            ("<internal>", "<internal>"),
        ] {
            assert_eq!(short(file), name);
        }
    }
}
