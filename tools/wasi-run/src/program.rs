//! The program file: its kind, and whether this host can run it.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use preview1::{Function, WasmType};
use wasmparser::{Chunk, Export, ExternalKind, Parser, Payload};
use wat::GenerateDwarf;

use crate::identity::Identity;
use crate::instructions::{self, Counter};
use crate::message;

/// The function that a program starts with.
pub const START: &str = "_start";

const MAGIC: &[u8; 4] = b"\0asm";
/// The version and layer fields of a core module, and of a component.
const CORE: [u8; 4] = [1, 0, 0, 0];
const COMPONENT: [u8; 4] = [13, 0, 1, 0];
const HEADER: usize = MAGIC.len() + CORE.len();

pub struct Program {
    pub path: PathBuf,
    /// A core module or a component in the binary format, by its first eight bytes.
    wasm: Vec<u8>,
    /// The file to read the rest of it from: not needed if the cache has its code.
    rest: Option<File>,
    /// Of the file that contains the module as it is.
    identity: Option<Identity>,
}

impl Program {
    /// Opens a program, unless it is open already, and checks what kind of file it is.
    pub fn open(path: &Path, opened: Option<File>) -> Result<Self> {
        let context = || format!("cannot read {}", path.display());
        let file = match opened {
            Some(file) => file,
            None => File::open(path).with_context(context)?,
        };
        let identity = Identity::of(&file);
        let mut bytes = Vec::with_capacity(LONGEST_SCRIPT);
        (&file)
            .take(LONGEST_SCRIPT as u64)
            .read_to_end(&mut bytes)
            .with_context(context)?;
        if identity.is_some() {
            let start = module_behind_script(&bytes).unwrap_or_default();
            if bytes.len() >= start + HEADER && bytes[start..].starts_with(MAGIC) {
                bytes.drain(..start);
                check_header(&bytes).with_context(|| path.display().to_string())?;
                return Ok(Self {
                    path: path.to_owned(),
                    wasm: bytes,
                    rest: Some(file),
                    identity,
                });
            }
        }
        (&file).read_to_end(&mut bytes).with_context(context)?;
        let wasm = if bytes.trim_ascii_start().starts_with(b"(") {
            // With line numbers, for backtraces.
            wat::Parser::new()
                .generate_dwarf(GenerateDwarf::Lines)
                .parse_bytes(Some(path), &bytes)
                .map_err(|error| anyhow!("not valid WebAssembly text: {error}"))?
                .into_owned()
        } else {
            bytes.drain(..module_behind_script(&bytes).unwrap_or_default());
            bytes
        };
        check_header(&wasm).with_context(|| path.display().to_string())?;
        Ok(Self {
            path: path.to_owned(),
            wasm,
            rest: None,
            identity: None,
        })
    }

    /// Whether the module exports a function of this name: reads no more of it than that takes.
    pub fn exports_function(&mut self, name: &str) -> Result<bool> {
        let mut parser = Parser::new(0);
        let mut start = 0;
        loop {
            let rest = &self.wasm[start..];
            match parser.parse(rest, self.rest.is_none()) {
                Ok(Chunk::NeedMoreData(_)) => self.read_more()?,
                Ok(Chunk::Parsed { consumed, payload }) => match payload {
                    Payload::ExportSection(exports) => {
                        let is_it = |export: &Export<'_>| {
                            export.kind == ExternalKind::Func && export.name == name
                        };
                        return Ok(exports.into_iter().flatten().any(|export| is_it(&export)));
                    }
                    Payload::CodeSectionStart { .. } | Payload::End(_) => return Ok(false),
                    _ => start += consumed,
                },
                // The engine says what is wrong with it.
                Err(_) => return Ok(false),
            }
        }
    }

    /// Reads some more of the module.
    fn read_more(&mut self) -> Result<()> {
        const SOME: u64 = 64 << 10;
        if let Some(file) = &self.rest {
            let count = file
                .take(SOME)
                .read_to_end(&mut self.wasm)
                .with_context(|| format!("cannot read {}", self.path.display()))?;
            if count == 0 {
                self.read()?;
            }
        }
        Ok(())
    }

    /// Reads the rest of the module.
    pub fn read(&mut self) -> Result<()> {
        let Some(mut file) = self.rest.take() else {
            return Ok(());
        };
        let size = self.identity.map_or(0, |identity| identity.size());
        let size = usize::try_from(size).unwrap_or_default();
        self.wasm
            .reserve_exact(size.saturating_sub(self.wasm.len()));
        file.read_to_end(&mut self.wasm)
            .with_context(|| format!("cannot read {}", self.path.display()))?;
        // Otherwise the bytes may be of two contents, the old and the new.
        if Identity::of(&file) != self.identity {
            self.identity = None;
        }
        Ok(())
    }

    /// Gives the module a counter for each function.
    pub fn count_functions(&mut self) -> Result<Vec<Counter>> {
        self.read()?;
        let counting =
            instructions::count(&self.wasm).with_context(|| self.path.display().to_string())?;
        self.wasm = counting.wasm;
        self.identity = None;
        Ok(counting.counters)
    }

    /// The module, of which only the beginning is there before [`Program::read`].
    pub fn wasm(&self) -> &[u8] {
        &self.wasm
    }

    /// Whether it is a component.
    pub fn is_component(&self) -> bool {
        self.wasm[MAGIC.len()..].starts_with(&COMPONENT)
    }

    /// The size of its file, or of the module.
    pub fn size(&self) -> u64 {
        self.identity
            .map_or(self.wasm.len() as u64, |identity| identity.size())
    }

    /// The identity of the file that contains the module as it is.
    pub fn identity(&self) -> Option<Identity> {
        self.identity
    }
}

/// A launcher's script is shorter than this.
pub const LONGEST_SCRIPT: usize = 4096;

/// Whether a file begins as a module, or as a launcher of one.
pub fn is_module(start: &[u8]) -> bool {
    start.starts_with(MAGIC) || module_behind_script(start).is_some()
}

/// Where the module begins in a launcher of wasi-cc, after a script of a few lines.
fn module_behind_script(bytes: &[u8]) -> Option<usize> {
    if !bytes.starts_with(b"#!") {
        return None;
    }
    let start = &bytes[..LONGEST_SCRIPT.min(bytes.len())];
    let at = start.windows(5).position(|window| window == b"\n\0asm")?;
    Some(at + 1)
}

/// Checks that the bytes begin as a core module in the binary format does.
fn check_header(bytes: &[u8]) -> Result<()> {
    let Some(header) = bytes.strip_prefix(MAGIC) else {
        bail!(
            "not a WebAssembly file: {}",
            if bytes.is_empty() {
                "it is empty"
            } else if bytes.starts_with(b"\x7fELF") {
                "it is a native program or object; compile its source with wasi-cc"
            } else if bytes.starts_with(b"#!") {
                "it is a script"
            } else if bytes.starts_with(b"!<arch>") {
                "it is an archive; link it with wasi-cc"
            } else {
                "it does not begin with `\\0asm`"
            }
        );
    };
    match header.first_chunk::<4>() {
        Some(&(CORE | COMPONENT)) => Ok(()),
        Some([_, _, 1, 0]) => {
            bail!("it is a component of a version that wasi-run does not know")
        }
        Some(_) => bail!("it has a WebAssembly version that wasi-run does not know"),
        None => bail!("not a WebAssembly file: it ends within its header"),
    }
}

/// An import or export of a module.
#[derive(Debug, PartialEq, Eq)]
pub enum Type {
    Function(Signature),
    SharedMemory,
    /// Its name in WebAssembly: `memory`, `global` and so on.
    Other(&'static str),
}

impl Type {
    fn kind(&self) -> &'static str {
        match self {
            Self::Function(_) => "function",
            Self::SharedMemory => "memory",
            Self::Other(kind) => kind,
        }
    }
}

/// A function's type; `None` stands for a value type that WASI does not use.
#[derive(Debug, PartialEq, Eq)]
pub struct Signature {
    pub params: Vec<Option<WasmType>>,
    pub results: Vec<Option<WasmType>>,
}

impl Signature {
    fn of(function: &Function) -> Self {
        let params = function.params.iter();
        Self {
            params: params.map(|kind| Some(kind.wasm_type())).collect(),
            results: if function.returns_errno() {
                vec![Some(WasmType::I32)]
            } else {
                vec![]
            },
        }
    }

    /// Whether a module wants a function of this type.
    fn matches(&self, wanted: &Self) -> Result<(), String> {
        match self == wanted {
            true => Ok(()),
            false => Err(format!(
                "declared as {}, but it is {}",
                wanted.show(),
                self.show()
            )),
        }
    }

    fn show(&self) -> String {
        let list = |types: &[Option<WasmType>]| {
            let names: Vec<_> = types
                .iter()
                .map(|wasm_type| match wasm_type {
                    Some(WasmType::I32) => "i32",
                    Some(WasmType::I64) => "i64",
                    None => "other",
                })
                .collect();
            names.join(", ")
        };
        format!("({}) -> ({})", list(&self.params), list(&self.results))
    }
}

/// An import of a module.
pub struct Import<'a> {
    pub module: &'a str,
    pub name: &'a str,
    pub wanted: Type,
}

/// An import that this host has.
#[derive(Clone, Copy)]
pub enum Provided {
    Function(&'static Function),
    /// The memory that the threads of a program share.
    Memory,
    /// The function that starts a thread.
    Spawn,
}

/// The function of wasi-threads, of type [`SPAWN_TYPE`].
const SPAWN: (&str, &str) = ("wasi", "thread-spawn");

/// The function of a program that a thread starts with: its number, and the argument of the
/// thread that started it.
pub const THREAD_START: &str = "wasi_thread_start";

/// Resolves the imports to those of this host, in their order.
pub fn resolve(imports: &[Import<'_>]) -> Result<Vec<Provided>> {
    let mut all = Vec::new();
    let mut problems = String::new();
    for import in imports {
        let is_second = || all.iter().any(|one| matches!(one, Provided::Memory));
        match provided(import) {
            Ok(Provided::Memory) if is_second() => {
                let _ = write!(
                    problems,
                    "\n  {}.{}: a second memory",
                    message::name(import.module),
                    message::name(import.name)
                );
            }
            Ok(provided) => all.push(provided),
            Err(problem) => {
                let Import { module, name, .. } = import;
                let (module, name) = (message::name(module), message::name(name));
                let _ = write!(problems, "\n  {module}.{name}: {problem}");
            }
        }
    }
    if problems.is_empty() {
        return Ok(all);
    }
    bail!(
        "it has imports that this host lacks:{problems}\n{}",
        advice(imports)
    )
}

fn provided(import: &Import<'_>) -> Result<Provided, String> {
    let wanted = match &import.wanted {
        Type::SharedMemory => return Ok(Provided::Memory),
        Type::Other(what) => return Err(format!("a {what}")),
        Type::Function(signature) => signature,
    };
    if (import.module, import.name) == SPAWN {
        let i32 = || vec![Some(WasmType::I32)];
        let offered = Signature {
            params: i32(),
            results: i32(),
        };
        offered.matches(wanted)?;
        return Ok(Provided::Spawn);
    }
    if import.module != preview1::MODULE {
        return Err(format!("a function {}", wanted.show()));
    }
    let Some(function) = Function::find(import.name) else {
        return Err("not a function of WASI preview 1".to_owned());
    };
    Signature::of(function).matches(wanted)?;
    Ok(Provided::Function(function))
}

/// Advice about imports that the host lacks.
fn advice(imports: &[Import<'_>]) -> &'static str {
    let any = |test: &dyn Fn(&Import<'_>) -> bool| imports.iter().any(test);
    if any(&|import| import.module == "env" && import.name == "__linear_memory") {
        "It is an object file, not a program: link it with wasi-cc."
    } else if any(&|import| import.module == "wasi_unstable") {
        "It is made for WASI preview 0: compile it again for wasm32-wasip1."
    } else if any(&|import| import.wanted == Type::Other("memory")) {
        "It imports a memory that is not shared: link it without --import-memory, or with \
         --shared-memory if it has threads."
    } else if any(&|import| import.module == "env") {
        "An import from `env` is a symbol that the linker was allowed to leave undefined."
    } else {
        "It is made for another host; wasi-run provides only WASI preview 1."
    }
}

/// Checks the exports: a program has a `_start` without parameters.
pub fn check_start(start: Option<Type>, reactor: bool) -> Result<()> {
    match start {
        Some(Type::Function(signature))
            if signature.params.is_empty() && signature.results.is_empty() =>
        {
            Ok(())
        }
        Some(Type::Function(signature)) => bail!(
            "its `{START}` is a function {}, but it has to be () -> ()",
            signature.show()
        ),
        Some(other) => bail!(
            "its `{START}` is a {}, but it has to be a function",
            other.kind()
        ),
        None if reactor => bail!(
            "it exports `_initialize` and no `{START}`: it is a library (reactor), not a program; \
             link it without -mexec-model=reactor"
        ),
        None => bail!(
            "it does not export `{START}`: it is not a program; link it with wasi-cc, without \
             -nostartfiles"
        ),
    }
}

/// Checks a program that shares its memory or starts threads. Returns whether it does.
pub fn check_threads(
    imports: &[Provided],
    exported_memory: Option<&Type>,
    start: Option<Type>,
) -> Result<bool> {
    let shares = imports.iter().any(|one| matches!(one, Provided::Memory));
    let spawns = imports.iter().any(|one| matches!(one, Provided::Spawn));
    if !shares && exported_memory == Some(&Type::SharedMemory) {
        bail!(
            "it has a shared memory of its own, but threads share one that they import: link it \
             with -Wl,--import-memory"
        );
    }
    if !spawns {
        return Ok(shares);
    }
    if !shares {
        bail!(
            "it starts threads, but its memory is not shared: link it with \
             -Wl,--shared-memory,--import-memory,--max-memory=BYTES"
        );
    }
    let wanted = Signature {
        params: vec![Some(WasmType::I32); 2],
        results: Vec::new(),
    };
    match start {
        Some(Type::Function(signature)) if signature == wanted => Ok(true),
        Some(Type::Function(signature)) => bail!(
            "its `{THREAD_START}` is a function {}, but it has to be {}",
            signature.show(),
            wanted.show()
        ),
        Some(other) => bail!(
            "its `{THREAD_START}` is a {}, but it has to be a function",
            other.kind()
        ),
        None => bail!("it starts threads, but it does not export `{THREAD_START}`"),
    }
}

/// Whether a module imports a shared memory, for an engine that cannot read such a module.
#[cfg(feature = "wasmi")]
pub fn shares_memory(wasm: &[u8]) -> bool {
    use wasmparser::{Parser, Payload, TypeRef};

    let mut sections = Parser::new(0).parse_all(wasm).map_while(Result::ok);
    sections.any(|payload| match payload {
        Payload::ImportSection(section) => section
            .into_imports()
            .map_while(Result::ok)
            .any(|import| matches!(import.ty, TypeRef::Memory(memory) if memory.shared)),
        Payload::MemorySection(section) => section
            .into_iter()
            .map_while(Result::ok)
            .any(|memory| memory.shared),
        _ => false,
    })
}
