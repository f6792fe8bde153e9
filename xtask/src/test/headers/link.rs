//! Whether declared names link: a program that holds the address of each.

use crate::table::Table;
use crate::test::Setup;
use crate::test::probe;
use crate::test::process;
use crate::test::toolchain::Sysroot;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Names that the compiler treats specially and whose address it does not give. A call is
/// used instead, which becomes a call of the library's function.
const CALLED: &[(&str, &str)] = &[
    ("setjmp", "jmp_buf buffer; return (void *)setjmp(buffer);"),
    ("_setjmp", "jmp_buf buffer; return (void *)_setjmp(buffer);"),
    (
        "sigsetjmp",
        "sigjmp_buf buffer; return (void *)sigsetjmp(buffer, 1);",
    ),
    ("longjmp", "static jmp_buf buffer; longjmp(buffer, 1);"),
    ("_longjmp", "static jmp_buf buffer; _longjmp(buffer, 1);"),
    (
        "siglongjmp",
        "static sigjmp_buf buffer; siglongjmp(buffer, 1);",
    ),
];

/// The result of linking names.
#[derive(Debug, Default)]
pub struct Linked {
    /// The names that are not declared or do not link, with the reasons.
    pub missing: BTreeMap<String, String>,
    /// Reports of `wasi-cc` about functions that always fail.
    notes: String,
}

impl Linked {
    /// Errors about functions that always fail but leave the program alone with that.
    pub fn without_advice(&self) -> Result<String> {
        let mut refused = 0;
        let mut complaints = String::new();
        for (function, advice) in self.notes.lines().filter_map(refusal) {
            refused += 1;
            if matches!(advice, "" | "Nothing.") {
                complaints += &format!(
                    "{function} always fails, and syscalls.toml has nothing to use instead\n"
                );
            }
        }
        ensure!(
            refused > 0,
            "wasi-cc says of no function that it always fails:\n{}",
            self.notes
        );
        Ok(complaints)
    }
}

impl Linked {
    /// The functions that fail, each with its error and the system call that it needs.
    pub fn failures(&self) -> BTreeMap<&str, (&str, &str)> {
        let failure = |line| {
            let note: &str = line;
            let (function, _) = refusal(note)?;
            let (_, failure) = note.split_once(", fails with ")?;
            let failure = failure
                .split_once(": ")
                .map_or(failure, |(failure, _)| failure);
            let errno = failure.split_whitespace().next()?;
            let needs = failure.split_once(" where it needs the system call ");
            let syscall = needs.and_then(|(_, call)| call.split_whitespace().next());
            Some((function, (errno, syscall.unwrap_or(function))))
        };
        self.notes.lines().filter_map(failure).collect()
    }

    /// Errors about functions that have the names of refused calls and fail without a note. A
    /// row may say instead that the function works differently.
    pub fn silent(&self, table: &Table, names: &BTreeSet<String>) -> String {
        let noted: BTreeSet<&str> = self
            .notes
            .lines()
            .filter_map(refusal)
            .map(|(function, _)| function)
            .collect();
        table
            .refused()
            .map(|row| {
                let name = row.name.as_str();
                let function = name.strip_suffix("64").unwrap_or(name);
                (row, function.strip_suffix("_time").unwrap_or(function))
            })
            .filter(|(_, function)| names.contains(*function) && !noted.contains(function))
            .filter(|(row, function)| {
                let instead = row.instead.as_deref().unwrap_or_default();
                !instead.starts_with(&format!("{function}(3)"))
            })
            .map(|(_, function)| format!("{function} always fails, and wasi-cc does not say so\n"))
            .collect()
    }
}

/// The function and the advice in a note of `wasi-cc`.
fn refusal(line: &str) -> Option<(&str, &str)> {
    let note = line.strip_prefix("wasi-cc: note: `")?;
    let (function, rest) = note.split_once('`')?;
    let (_, failure) = rest.split_once(", fails with ")?;
    let advice = failure.split_once(": ").map_or("", |(_, advice)| advice);
    Some((function, advice.trim()))
}

/// Links all of `names`, which `headers` declare.
pub fn link(
    setup: &Setup,
    sysroot: &Sysroot,
    headers: &[String],
    names: &BTreeSet<String>,
) -> Result<Linked> {
    let folder = tempfile::tempdir()?;
    let object = folder.path().join("names.o");
    let names: Vec<&String> = names.iter().collect();
    let mut lines: Vec<String> = Vec::new();
    for name in &names {
        // A macro of the name must not stand in for the function.
        lines.push(format!("#undef {name}"));
        // In a function, since the address of a thread-local one is no constant.
        let called = CALLED.iter().find(|(called, _)| called == name);
        let body = match called {
            Some((_, call)) => (*call).to_owned(),
            None => format!("return (const void *)&{name};"),
        };
        lines.push(format!("const void *to_{name}(void) {{ {body} }}"));
    }
    lines.push("int main(void) { return 0; }".into());

    let mut missing = BTreeMap::new();
    for (line, message) in probe::compile(setup, sysroot, headers, &lines, &object)? {
        let name = names.get(line / 2).context("main does not compile")?;
        // clang's classification of it does not matter.
        let message = message.split(';').next().unwrap_or_default();
        missing.insert((*name).clone(), message.to_owned());
    }

    let mut command = sysroot.cc().command();
    command
        // Warnings are about functions that are declared otherwise than defined.
        .args([
            "-Wl,--no-gc-sections,--error-limit=0,--fatal-warnings",
            "-Wwasi-refused=note",
            "-o",
        ])
        .arg(folder.path().join("names.wasm"))
        .arg(&object);
    let finished = process::run(&mut command, "", setup.timeout)?;
    let messages = String::from_utf8_lossy(&finished.stderr);
    if finished.status.success() {
        let notes = messages.into_owned();
        return Ok(Linked { missing, notes });
    }
    let undefined = undefined(&messages);
    ensure!(
        !undefined.is_empty(),
        "the names cannot be linked together:\n{messages}"
    );
    for (name, user) in undefined {
        let why = if names.iter().any(|declared| *declared == name) {
            "is declared and does not link".into()
        } else {
            format!("{user} needs it, and nothing has it")
        };
        missing.insert(name.into(), why);
    }
    Ok(Linked {
        missing,
        notes: String::new(),
    })
}

/// The names that the linker does not find, each with a file that asks for it.
fn undefined(messages: &str) -> BTreeMap<&str, &str> {
    messages
        .lines()
        .filter_map(|line| line.split_once(": undefined symbol: "))
        .map(|(place, name)| {
            (
                name.trim(),
                place.rsplit(['/', ' ']).next().unwrap_or(place),
            )
        })
        .collect()
}

/// A node of clang's syntax tree, as far as it matters here.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    kind: Option<String>,
    name: Option<String>,
    mangled_name: Option<String>,
    storage_class: Option<String>,
    #[serde(default)]
    is_implicit: bool,
    #[serde(default)]
    loc: Place,
    #[serde(default)]
    range: Range,
    #[serde(default)]
    inner: Vec<Node>,
}

#[derive(Default, Deserialize)]
struct Range {
    #[serde(default)]
    begin: Place,
    #[serde(default)]
    end: Place,
}

/// The file is given only if it differs from that of the previous place.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    file: Option<String>,
    included_from: Option<Includer>,
    spelling_loc: Option<Box<Place>>,
    expansion_loc: Option<Box<Place>>,
}

#[derive(Deserialize)]
struct Includer {
    file: String,
}

/// A function or variable that a public header declares.
#[derive(Debug)]
pub struct Declared {
    pub name: String,
    /// The linker's name for it.
    pub symbol: String,
    pub is_function: bool,
    /// The public header that declares it, or includes what does: one of standard C, if there
    /// is one, or else the first.
    pub header: String,
}

/// The functions and variables that `headers` declare, all together.
pub fn declared(setup: &Setup, sysroot: &Sysroot, headers: &[String]) -> Result<BTreeSet<String>> {
    let declarations = declarations(setup, sysroot, headers)?.into_iter();
    Ok(declarations.map(|declaration| declaration.name).collect())
}

/// As [`declared`], by name, with what is known of each.
pub fn declarations(setup: &Setup, sysroot: &Sysroot, headers: &[String]) -> Result<Vec<Declared>> {
    let folder = tempfile::tempdir()?;
    let source = folder.path().join("declared.c");
    let text: String = headers
        .iter()
        .map(|header| format!("#include <{header}>\n"))
        .collect();
    fs::write(&source, text)?;
    let mut command = sysroot.cc().command();
    command
        .args(["-std=gnu17", "-D_GNU_SOURCE", "-w", "-fsyntax-only"])
        .args(["-Xclang", "-ast-dump=json"])
        .arg(&source);
    let tree = folder.path().join("tree.json");
    let finished = process::run_into(&mut command, &tree, setup.timeout)?;
    ensure!(
        finished.status.success(),
        "the headers cannot be included together:\n{}",
        String::from_utf8_lossy(&finished.stderr)
    );
    let unit: Node = serde_json::from_slice(&fs::read(&tree)?).context("clang's syntax tree")?;
    let mut found: BTreeMap<String, Declared> = BTreeMap::new();
    let mut file = String::new();
    for node in unit.inner {
        node.loc.enter(&mut file);
        let header = public_header(sysroot, &file, node.loc.includer());
        node.range.enter(&mut file);
        node.inner.iter().for_each(|node| node.enter(&mut file));
        let is_function = match node.kind.as_deref() {
            Some("FunctionDecl") => true,
            Some("VarDecl") => false,
            _ => continue,
        };
        let Some(name) = node.name else { continue };
        if node.is_implicit || node.storage_class.as_deref() == Some("static") {
            continue;
        }
        let is_better = |known: &Declared| is_of_c(&header) && !is_of_c(&known.header);
        if found.get(&name).is_some_and(|known| !is_better(known)) {
            continue;
        }
        let symbol = node.mangled_name.unwrap_or_else(|| name.clone());
        found.insert(
            name.clone(),
            Declared {
                name,
                symbol,
                is_function,
                header,
            },
        );
    }
    ensure!(!found.is_empty(), "the headers declare nothing");
    Ok(found.into_values().collect())
}

impl Node {
    /// Follows the places as clang printed them, to know the file at the end.
    fn enter(&self, file: &mut String) {
        self.loc.enter(file);
        self.range.enter(file);
        self.inner.iter().for_each(|node| node.enter(file));
    }
}

impl Range {
    fn enter(&self, file: &mut String) {
        self.begin.enter(file);
        self.end.enter(file);
    }
}

impl Place {
    fn enter(&self, file: &mut String) {
        for place in [&self.spelling_loc, &self.expansion_loc]
            .into_iter()
            .flatten()
        {
            place.enter(file);
        }
        if let Some(name) = &self.file {
            file.clone_from(name);
        }
    }

    fn includer(&self) -> Option<&str> {
        let place = self.expansion_loc.as_deref().unwrap_or(self);
        place
            .included_from
            .as_ref()
            .map(|includer| includer.file.as_str())
    }
}

/// Whether it is a header of standard C.
fn is_of_c(header: &str) -> bool {
    const C: [&str; 15] = [
        "assert.h",
        "complex.h",
        "ctype.h",
        "fenv.h",
        "inttypes.h",
        "locale.h",
        "math.h",
        "setjmp.h",
        "signal.h",
        "stdio.h",
        "stdlib.h",
        "string.h",
        "threads.h",
        "time.h",
        "wchar.h",
    ];
    C.contains(&header)
}

/// The header to include for the declarations of `file`: musl's own text is in `__musl/`
/// under the same name, and private parts have a header that includes them.
fn public_header(sysroot: &Sysroot, file: &str, includer: Option<&str>) -> String {
    let name = |file: &str| {
        let inner = Path::new(file).strip_prefix(sysroot.include());
        let inner = inner.map_or(file, |inner| inner.to_str().unwrap_or(file));
        inner.strip_prefix("__musl/").unwrap_or(inner).to_owned()
    };
    let is_private = |name: &str| {
        name.split('/')
            .any(|part| part == "bits" || part.starts_with("__"))
    };
    match (name(file), includer.map(name)) {
        (file, Some(includer)) if is_private(&file) && !is_private(&includer) => includer,
        (file, _) => file,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_always_fails_has_advice() {
        let linked = |notes: &str| Linked {
            notes: notes.into(),
            ..Linked::default()
        };
        let good = "wasi-cc: note: `execvp`, used by a.o, fails with ENOSYS where it needs the \
            system call execve: Link the other program in.\n";
        assert_eq!(linked(good).without_advice().unwrap(), "");
        for bad in [
            "wasi-cc: note: `fork`, used by a.o, fails with ENOSYS\n",
            "wasi-cc: note: `fork`, used by a.o, fails with ENOSYS: Nothing.\n",
        ] {
            let complaints = linked(&format!("{good}{bad}")).without_advice().unwrap();
            assert!(complaints.starts_with("fork always fails"), "{complaints}");
            assert_eq!(complaints.lines().count(), 1);
        }
        assert!(linked("ld: something else").without_advice().is_err());
    }

    #[test]
    fn what_is_refused_has_a_note() {
        let row = |name: &str, number: u32, instead: &str| {
            format!(
                "[[syscall]]\nname = \"{name}\"\nnumber = {number}\narea = \"files\"\nstatus = \"refused\"\n\
                 errno = \"ENOSYS\"\nreason = \"a test\"\ninstead = \"{instead}\"\n"
            )
        };
        let rows = row("clone", 1, "x")
            + &row("clock_settime64", 2, "x")
            + &row("times", 3, "times(3), which does it.")
            + &row("nobodys", 4, "x");
        let table = Table::parse(&rows).unwrap();
        let names = ["clone", "clock_settime", "times"].map(String::from).into();
        let linked = Linked {
            notes: "wasi-cc: note: `clone`, used by a.o, fails with ENOSYS: x\n".into(),
            ..Linked::default()
        };
        assert_eq!(
            linked.silent(&table, &names),
            "clock_settime always fails, and wasi-cc does not say so\n"
        );
    }

    #[test]
    fn undefined_symbols_are_read_from_the_linker() {
        let text = "wasm-ld-22: error: /lib/libc.a(a.o): undefined symbol: fork\n";
        assert_eq!(undefined(text), BTreeMap::from([("fork", "libc.a(a.o)")]));
        assert!(undefined("clang: error: linker command failed").is_empty());
    }
}
