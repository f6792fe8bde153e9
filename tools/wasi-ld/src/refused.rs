//! System calls that WASI has no counterpart for: they link, always fail at run time
//! with the errno of the table, and a link that reaches one says so.
//!
//! `share/wasi-cc/refused.txt` is generated from `syscalls.toml`, a line for each call:
//! name, errno, what a configure probe is told, what to use instead. `quiet.txt` beside it names
//! library functions that reach a refused call and do their work without it.
//!
//! The linker's `--why-extract` report says which archive members were taken and on
//! whose behalf: from the member that holds `__sys_fork`, up through the library, to the
//! function that an object of the program asked for.

use crate::sysroot::Sysroot;
use crate::{Args, module, temporary};
use anyhow::{Context, Result, bail};
use object::read::archive::ArchiveFile;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use wasmparser::{KnownCustom, Linking, Parser, Payload, SymbolFlags, SymbolInfo, TypeRef};

/// How `wasi-cc` tells the linker, and how a build system can set it for all links.
pub const VARIABLE: &str = "WASI_REFUSED";

/// The symbol of a system call is this and its name.
const SYSCALL: &str = "__sys_";

const OPTION: &str = "-Wwasi-refused=";

/// What wasm-ld calls the trap that it puts in place of a function called with another
/// prototype than it has, as configure probes do (`char fork();`).
const MISMATCH: &str = "signature_mismatch:";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    None,
    Note,
    /// The link fails.
    Error,
    /// The default: as `Note`, but the link of a configure probe fails, for calls that
    /// the table does not have them find.
    Probes,
}

impl Level {
    const ALL: [Level; 4] = [Level::None, Level::Note, Level::Error, Level::Probes];

    pub fn name(self) -> &'static str {
        match self {
            Level::None => "none",
            Level::Note => "note",
            Level::Error => "error",
            Level::Probes => "probes",
        }
    }

    pub fn from_env() -> Result<Level> {
        match std::env::var(VARIABLE) {
            Ok(name) if !name.is_empty() => Level::parse(&name, VARIABLE),
            _ => Ok(Level::Probes),
        }
    }

    fn parse(name: &str, from: &str) -> Result<Level> {
        match Level::ALL.into_iter().find(|level| level.name() == name) {
            Some(level) => Ok(level),
            None => bail!("{from}: `{name}` is none of none, note, error, probes"),
        }
    }
}

/// Takes `-Wwasi-refused=…` out of `args`; the last one counts.
pub fn take_level(args: Args) -> Result<(Option<Level>, Args)> {
    let mut level = None;
    let mut kept = Args::with_capacity(args.len());
    for arg in args {
        match arg.to_str().and_then(|arg| arg.strip_prefix(OPTION)) {
            Some(name) => level = Some(Level::parse(name, OPTION.trim_end_matches('='))?),
            None => kept.push(arg),
        }
    }
    Ok((level, kept))
}

/// The table of refused calls.
#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    calls: BTreeMap<String, Refusal>,
    quiet: BTreeSet<String>,
    /// Function -> how it fails, if not with the error of its call.
    outcomes: BTreeMap<String, String>,
}

/// What the table says of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Refusal {
    /// The line of the table.
    place: usize,
    /// What the caller sees: an errno.
    errno: String,
    /// Whether a configure probe for it succeeds all the same.
    probe: bool,
    /// What to use instead.
    advice: String,
}

impl Table {
    fn parse(refused: &str, quiet: &str, outcomes: &str) -> Result<Table> {
        let mut table = Table::default();
        for (number, line) in lines(refused) {
            let mut words = line.splitn(4, char::is_whitespace);
            let (Some(call), Some(errno)) = (words.next(), words.next()) else {
                bail!("line {number}: `{line}` names no errno");
            };
            let refusal = Refusal {
                place: number,
                errno: errno.to_owned(),
                probe: match words.next() {
                    Some("yes") => true,
                    Some("no") => false,
                    _ => bail!("line {number}: `{line}` has neither yes nor no after the errno"),
                },
                advice: words.next().unwrap_or_default().trim().to_owned(),
            };
            table.calls.insert(call.to_owned(), refusal);
        }
        let functions = lines(quiet).filter_map(|(_, line)| line.split_whitespace().next());
        table.quiet = functions.map(str::to_owned).collect();
        table.outcomes = lines(outcomes)
            .filter_map(|(_, line)| {
                let mut words = line.split_whitespace().map(str::to_owned);
                Some((words.next()?, words.next()?))
            })
            .collect();
        Ok(table)
    }
}

/// The numbered lines that say something.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

/// One function of the program that fails, and the calls that it needs in vain.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    function: String,
    object: String,
    calls: Vec<String>,
    /// Of the first call.
    refusal: Refusal,
    /// Whether a configure probe that finds it has to fail: for one call at least.
    fails_probes: bool,
}

impl Finding {
    pub fn fails_probes(&self) -> bool {
        self.fails_probes
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}`, used by {}, fails with {}",
            self.function, self.object, self.refusal.errno
        )?;
        match self.calls.as_slice() {
            [] => {}
            [call] if *call == self.function => {}
            [call] => write!(f, " where it needs the system call {call}")?,
            [first, others @ ..] => write!(
                f,
                " where it needs the system call {first} and {} more",
                others.len()
            )?,
        }
        if !self.refusal.advice.is_empty() {
            write!(f, ": {}", self.refusal.advice)?;
        }
        Ok(())
    }
}

/// One link under watch.
pub struct Watch {
    table: Table,
    /// Where the linker writes it.
    report: PathBuf,
}

impl Watch {
    /// `None` where the sysroot has no table: nothing to say.
    pub fn start(sysroot: &Sysroot, report: PathBuf) -> Result<Option<Watch>> {
        let path = sysroot.refused();
        if !path.is_file() {
            return Ok(None);
        }
        let refused = read(&path)?;
        let quiet = read(&sysroot.quiet())?;
        let outcomes = read(&sysroot.outcomes())?;
        let table = Table::parse(&refused, &quiet, &outcomes)
            .with_context(|| path.display().to_string())?;
        Ok(Some(Watch { table, report }))
    }

    pub fn argument(&self) -> OsString {
        let mut argument = OsString::from("--why-extract=");
        argument.push(&self.report);
        argument
    }

    /// What the module in `output`, linked from these objects among others, reaches.
    pub fn findings(&self, output: &Path, objects: &[String]) -> Result<Vec<Finding>> {
        // There is none when the user asked for one elsewhere.
        if !self.report.exists() {
            return Ok(Vec::new());
        }
        let report =
            std::fs::read(&self.report).with_context(|| self.report.display().to_string())?;
        let report = Report::parse(&String::from_utf8_lossy(&report));
        let reached = report.reached(&self.table);
        if reached.is_empty() {
            return Ok(Vec::new());
        }
        let library = Library::read(&report, &reached)?;
        let program = Program::read(&report, &reached, objects);
        let uses = report.uses(&self.table, &reached, &library, &program);
        // Taken from the archive is not yet kept in the module.
        let module = std::fs::read(output).with_context(|| output.display().to_string())?;
        let kept = module::function_names(&module);
        let uses = uses.into_iter().filter(|used| match &kept {
            Some(kept) => {
                kept.contains(symbol_of(&used.call).as_str())
                    || kept.contains(format!("{MISMATCH}{}", used.function).as_str())
            }
            None => true,
        });
        let mut findings = merged(&self.table, uses);
        for finding in &mut findings {
            if let Some(source) = temporary::source_of(&finding.object) {
                finding.object = source;
            }
        }
        Ok(findings)
    }
}

fn symbol_of(call: &str) -> String {
    format!("{SYSCALL}{call}")
}

/// How the members that were taken from the library need each other; the report names
/// only the first use of each.
#[derive(Debug, Default)]
struct Library {
    /// Member -> the symbols that it defines.
    defines: BTreeMap<String, BTreeSet<String>>,
    /// Symbol -> the members that mention it without defining it.
    mentioned: BTreeMap<String, BTreeSet<String>>,
}

impl Library {
    /// Reads the archives that the refused calls came from.
    fn read(report: &Report, reached: &[Row]) -> Result<Library> {
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

    fn define(&mut self, member: &str, symbol: &str) {
        self.defines
            .entry(member.to_owned())
            .or_default()
            .insert(symbol.to_owned());
    }

    fn mention(&mut self, member: &str, symbol: &str) {
        self.mentioned
            .entry(symbol.to_owned())
            .or_default()
            .insert(member.to_owned());
    }
}

/// What the objects of the program mention: a member that one has already taken, the
/// report does not tell of again.
#[derive(Debug, Default)]
struct Program {
    /// Symbol -> the objects.
    mentioned: BTreeMap<String, BTreeSet<String>>,
}

impl Program {
    fn read(report: &Report, reached: &[Row], objects: &[String]) -> Program {
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
            // Objects of -flto cannot be read; of those the report alone tells.
            for symbol in undefined(name).unwrap_or_default() {
                program.mention(name, symbol);
            }
        }
        program
    }

    fn mention(&mut self, object: &str, symbol: String) {
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

/// The symbols of an object that other objects have to do with.
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

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// A line of a `--why-extract` report: the first use of an archive member.
#[derive(Clone, Debug)]
struct Row {
    reference: String,
    member: String,
    symbol: String,
}

#[derive(Debug)]
struct Report {
    rows: Vec<Row>,
}

/// A function of the library, called by an object of the program, that comes to a call.
#[derive(Debug, PartialEq, Eq)]
struct Use {
    function: String,
    object: String,
    call: String,
}

impl Report {
    fn parse(text: &str) -> Report {
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
    fn reached(&self, table: &Table) -> Vec<Row> {
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

    /// Goes from each refused call up through the library to the functions that the
    /// program asked for. The way does not lead through quiet functions.
    fn uses(
        &self,
        table: &Table,
        reached: &[Row],
        library: &Library,
        program: &Program,
    ) -> Vec<Use> {
        let mut uses = Vec::new();
        // Calls for processes and sockets come first so: they have the highest numbers,
        // and where several calls are refused they are the likeliest to matter.
        for call in reached.iter().rev() {
            let mut symbols = vec![call.symbol.as_str()];
            let mut seen = BTreeSet::new();
            while let Some(symbol) = symbols.pop() {
                if table.quiet.contains(symbol) || !seen.insert(symbol) {
                    continue;
                }
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
                    call: call.symbol[SYSCALL.len()..].to_owned(),
                }));
                let users = library.mentioned.get(symbol).into_iter().flatten();
                let theirs = users
                    .filter_map(|member| library.defines.get(member))
                    .flatten();
                symbols.extend(theirs.map(String::as_str));
            }
        }
        uses
    }
}

impl Row {
    /// Whether the use is an object's of the program: of neither the library that
    /// holds `call` nor the startup object.
    fn is_program(&self, call: &Row) -> bool {
        let same_archive = archive_of(&self.reference)
            .is_some_and(|archive| Some(archive) == archive_of(&call.member));
        !same_archive && !is_startup(&self.reference)
    }
}

fn is_startup(object: &str) -> bool {
    file_name(object).starts_with("crt1")
}

/// One finding for each function and object, in the order of their first uses.
fn merged(table: &Table, uses: impl Iterator<Item = Use>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let uses: Vec<Use> = uses.collect();
    // A function named as a call needs that one; the others are its neighbours' of the same
    // member of the library.
    let own: BTreeSet<String> = uses
        .iter()
        .filter(|used| used.call == used.function)
        .map(|used| used.function.clone())
        .collect();
    let is_neighbours = |used: &Use| own.contains(&used.function) && used.call != used.function;
    for used in uses {
        if is_neighbours(&used) {
            continue;
        }
        let known = findings
            .iter_mut()
            .find(|finding| finding.function == used.function && finding.object == used.object);
        let refusal = &table.calls[&used.call];
        if let Some(finding) = known {
            finding.fails_probes |= !refusal.probe;
            finding.calls.push(used.call);
        } else {
            let mut refusal = refusal.clone();
            if let Some(outcome) = table.outcomes.get(&used.function) {
                refusal.errno.clone_from(outcome);
            }
            findings.push(Finding {
                fails_probes: !refusal.probe,
                refusal,
                function: used.function,
                object: used.object,
                calls: vec![used.call],
            });
        }
    }
    findings
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

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSED: &str = "\
# generated
clone ENOSYS no Use one process.
socket ENOTSUP no
tkill ENOSYS yes Nothing.
";
    const QUIET: &str = "# why\nabort  raises, then traps\n";
    const OUTCOMES: &str = "# why\npthread_create EAGAIN  as POSIX has it\n";

    /// What objects of the program mention, besides what the report says.
    const MENTIONED: &[[&str; 2]] = &[["other.o", "mount"], ["main.o", "umount"]];

    fn found(rows: &[[&str; 3]], members: &[(&str, &[&str], &[&str])]) -> Vec<String> {
        let findings = findings(rows, members);
        findings.iter().map(Finding::to_string).collect()
    }

    /// A report, and what each member of the library defines and mentions.
    fn findings(rows: &[[&str; 3]], members: &[(&str, &[&str], &[&str])]) -> Vec<Finding> {
        let name = |object: &str| match object.strip_prefix(':') {
            Some(member) => format!("/s/libc.a({member}.o)"),
            None => object.to_owned(),
        };
        let mut text = "reference\textracted\tsymbol\n".to_owned();
        for [reference, member, symbol] in rows {
            text += &format!("{}\t{}\t{symbol}\n", name(reference), name(member));
        }
        let mut library = Library::default();
        for (member, defines, mentions) in members {
            defines
                .iter()
                .for_each(|symbol| library.define(&name(member), symbol));
            mentions
                .iter()
                .for_each(|symbol| library.mention(&name(member), symbol));
        }
        let table = Table::parse(REFUSED, QUIET, OUTCOMES).expect("a table");
        let report = Report::parse(&text);
        let reached = report.reached(&table);
        let mut program = Program::default();
        for [object, symbol] in MENTIONED {
            program.mention(object, (*symbol).to_owned());
        }
        let uses = report.uses(&table, &reached, &library, &program);
        merged(&table, uses.into_iter())
    }

    const CLONE: [&str; 3] = [":spawn", ":clone", "__sys_clone"];
    const TKILL: [&str; 3] = [":abort", ":tkill", "__sys_tkill"];

    #[test]
    fn every_function_that_the_program_calls_and_that_comes_to_a_call_is_named() {
        let rows = [
            ["main.o", ":popen", "popen"],
            ["main.o", ":puts", "puts"],
            ["other.o", ":system", "system"],
            [":popen", ":spawn", "posix_spawn"],
            CLONE,
            TKILL,
        ];
        let members: &[(&str, &[&str], &[&str])] = &[
            (":popen", &["popen"], &["posix_spawn"]),
            (":system", &["system"], &["posix_spawn", "__sys_tkill"]),
            (":spawn", &["posix_spawn"], &["__sys_clone"]),
            (":puts", &["puts"], &["write"]),
        ];
        let mut found = found(&rows, members);
        found.sort();
        assert_eq!(
            found,
            [
                "`popen`, used by main.o, fails with ENOSYS where it needs the system call clone: Use one process.",
                "`system`, used by other.o, fails with ENOSYS where it needs the system call tkill and 1 more: Nothing.",
            ]
        );
    }

    #[test]
    fn a_probe_fails_for_one_call_that_the_table_has_it_told_of() {
        let row = |function| ["main.o", ":f", function];
        let tkill: &[(&str, &[&str], &[&str])] = &[(":f", &["f"], &["__sys_tkill"])];
        assert!(!findings(&[row("f"), TKILL], tkill)[0].fails_probes());
        let both: &[(&str, &[&str], &[&str])] = &[(":f", &["f"], &["__sys_tkill", "__sys_clone"])];
        assert!(findings(&[row("f"), TKILL, CLONE], both)[0].fails_probes());
    }

    #[test]
    fn a_function_named_as_its_call_is_said_shortly() {
        let rows = [
            ["net.o", ":socket", "socket"],
            [":socket", ":sys", "__sys_socket"],
        ];
        let members: &[(&str, &[&str], &[&str])] = &[(":socket", &["socket"], &["__sys_socket"])];
        assert_eq!(
            found(&rows, members),
            ["`socket`, used by net.o, fails with ENOTSUP"]
        );
        // With another prototype than the library's, wasm-ld names the caller as the
        // member that was taken.
        let probe = [
            ["net.o", "net.o", "socket"],
            [":socket", ":sys", "__sys_socket"],
        ];
        assert_eq!(found(&probe, members), found(&rows, members));
    }

    #[test]
    fn every_function_of_a_member_is_named_with_its_own_call() {
        let rows = [
            ["main.o", ":mount", "umount"],
            [":mount", ":sys_mount", "__sys_tkill"],
            [":mount", ":sys_umount", "__sys_clone"],
        ];
        let members: &[(&str, &[&str], &[&str])] = &[(
            ":mount",
            &["mount", "umount", "tkill"],
            &["__sys_tkill", "__sys_clone"],
        )];
        let mut all = found(&rows, members);
        all.sort();
        assert_eq!(
            all,
            [
                "`mount`, used by other.o, fails with ENOSYS where it needs the system call tkill and 1 more: Nothing.",
                "`umount`, used by main.o, fails with ENOSYS where it needs the system call tkill and 1 more: Nothing.",
            ]
        );
        let own = [["main.o", ":mount", "tkill"], rows[1], rows[2]];
        assert!(
            found(&own, members)
                .contains(&"`tkill`, used by main.o, fails with ENOSYS: Nothing.".to_owned())
        );
    }

    #[test]
    fn quiet_functions_the_startup_object_and_other_calls_say_nothing() {
        let quiet = [["main.o", ":abort", "abort"], TKILL];
        let members: &[(&str, &[&str], &[&str])] = &[(":abort", &["abort"], &["__sys_tkill"])];
        assert_eq!(found(&quiet, members), [""; 0]);

        let startup = [
            ["/s/crt1-command.o", ":exit", "exit"],
            [":exit", ":tkill", "__sys_tkill"],
        ];
        let members: &[(&str, &[&str], &[&str])] = &[(":exit", &["exit"], &["__sys_tkill"])];
        assert_eq!(found(&startup, members), [""; 0]);

        assert_eq!(found(&[["main.o", ":read", "__sys_read"]], &[]), [""; 0]);
    }

    #[test]
    fn members_that_need_each_other_are_no_endless_way() {
        let rows = [
            ["main.o", ":a", "a"],
            [":a", ":b", "b"],
            [":b", ":clone", "__sys_clone"],
        ];
        let members: &[(&str, &[&str], &[&str])] = &[
            (":a", &["a"], &["b"]),
            (":b", &["b"], &["a", "__sys_clone"]),
        ];
        assert_eq!(
            found(&rows, members),
            [
                "`a`, used by main.o, fails with ENOSYS where it needs the system call clone: Use one process."
            ]
        );
    }

    #[test]
    fn the_last_level_counts_and_a_wrong_one_is_an_error() {
        let args = ["-Wwasi-refused=none", "a.c", "-Wwasi-refused=error"].map(OsString::from);
        let (level, kept) = take_level(args.to_vec()).expect("levels");
        assert_eq!(level, Some(Level::Error));
        assert_eq!(kept, ["a.c"]);
        assert!(take_level(vec!["-Wwasi-refused=maybe".into()]).is_err());
        assert!(Table::parse("clone", "", "").is_err());
        assert!(Table::parse("clone ENOSYS Use one process.", "", "").is_err());
    }
}
