//! Components of WASI 0.2: a module, beside the adapter that turns preview1 into WASI 0.2.

use crate::module::{self, CUSTOM, IMPORT, Module, Section, byte, sized};
use anyhow::{Context, Result, bail};
use wasi_preview1_component_adapter_provider as adapters;
use wasi_preview1_component_adapter_provider::WASI_SNAPSHOT_PREVIEW1_ADAPTER_NAME as PREVIEW1;
use wasm_encoder::Encode;
use wasmparser::{BinaryReader, ExportSectionReader, ImportSectionReader};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::{Resolve, World};

/// The imports of the bottom half beside preview1.
const NETWORK: &str = include_str!("component/network.wit");
const WORLD: &str = "network";

/// How the names begin of the sections where a generator of bindings describes more interfaces.
const TYPES: &str = "component-type";

const EXPORT: u8 = 7;

/// The advice for an interface that has no description.
const DESCRIBE: &str = "describe it in WIT, and link the object that wit-bindgen makes of that; \
                        --target=wasm32-wasip1 makes a module, which needs none";

/// The function that a host calls for the memory of a list. wasm-ld takes the library's if it is to
/// export it, so only programs that need it do.
pub const REALLOC: &str = "cabi_realloc";

/// Whether a module may get lists from the host: it has interfaces beside preview1.
pub fn takes_lists(module: &Module) -> bool {
    imports(module).is_ok_and(|imports| imports.iter().any(|(module, _)| *module != PREVIEW1))
}

/// The module and the name of each import.
fn imports(module: &Module) -> Result<Vec<(&str, &str)>> {
    let content = module.content(IMPORT);
    if content.is_empty() {
        return Ok(Vec::new());
    }
    let imports = ImportSectionReader::new(BinaryReader::new(content, 0))?.into_imports();
    imports
        .map(|import| {
            import
                .map(|import| (import.module, import.name))
                .map_err(Into::into)
        })
        .collect()
}

/// The component of a module. It imports what the module and the adapter use.
///
/// A module may carry more interfaces, in sections that a generator of bindings made.
pub fn of(module: &Module) -> Result<Vec<u8>> {
    let mut resolve = Resolve::default();
    let package = resolve.push_str("network.wit", NETWORK)?;
    let world = resolve.select_world(&[package], Some(WORLD))?;
    let is_command = is_command(module)?;
    if !module.sections().any(|section| is_types(&section)) {
        check(module, is_command, &resolve, &resolve.worlds[world])?;
    }
    let adapter = match is_command {
        true => adapters::WASI_SNAPSHOT_PREVIEW1_COMMAND_ADAPTER,
        false => adapters::WASI_SNAPSHOT_PREVIEW1_REACTOR_ADAPTER,
    };
    let mut described = module.bytes().to_vec();
    embed_component_metadata(&mut described, &resolve, world, StringEncoding::UTF8)?;
    let component = ComponentEncoder::default()
        .module(&described)
        .and_then(|encoder| encoder.adapter(PREVIEW1, adapter))
        .and_then(|mut encoder| encoder.encode());
    let component = component
        .context("it cannot be a component, which imports and exports interfaces alone")?;
    Ok(match has_names(module.bytes()) {
        true => component,
        false => without_names(&component).context("wit-component made something else")?,
    })
}

/// The first bytes of a component.
pub const MAGIC: &[u8] = b"\0asm\x0d\0\x01\0";

/// The numbers of a component's sections that are a module, and a component.
const MODULE: u8 = 1;
const COMPONENT: u8 = 4;

/// The names of sections that only people read: those that wasm-ld and wasi-strip drop from a
/// module, and similar ones in a component.
const NAMES: [&str; 3] = ["name", "component-name", "producers"];

/// A component taken apart: all before its first module, which is the program's, that module, and
/// all after it.
pub fn split(component: &[u8]) -> Option<[&[u8]; 3]> {
    let mut rest = component.strip_prefix(MAGIC)?;
    loop {
        let before = &component[..component.len() - rest.len()];
        let id = byte(&mut rest)?;
        let content = sized(&mut rest)?;
        if id == MODULE {
            return Some([before, content, rest]);
        }
    }
}

/// A component with this module. If the module has no names, the rest loses its own.
pub fn around(before: &[u8], module: &[u8], after: &[u8]) -> Vec<u8> {
    let mut component = before.to_vec();
    push(&mut component, MODULE, module);
    component.extend_from_slice(after);
    match has_names(module) {
        true => component,
        // A malformed rest stays: an engine says what is wrong with it.
        false => without_names(&component).unwrap_or(component),
    }
}

fn push(to: &mut Vec<u8>, id: u8, content: &[u8]) {
    to.push(id);
    content.encode(to);
}

fn has_names(module: &[u8]) -> bool {
    let sections = module::sections(module).into_iter().flatten().flatten();
    let mut names = sections.filter_map(|section| name(&section));
    names.any(|name| name == "name")
}

/// The name of a custom section.
fn name<'a>(section: &Section<'a>) -> Option<&'a str> {
    let mut content = BinaryReader::new(section.content, 0);
    (section.id == CUSTOM)
        .then(|| content.read_string().ok())
        .flatten()
}

/// A component, or a module in one, without what only people read; `None` if it is malformed.
fn without_names(binary: &[u8]) -> Option<Vec<u8>> {
    let (magic, mut rest) = binary.split_at_checked(MAGIC.len())?;
    let is_component = magic == MAGIC;
    let mut kept = magic.to_vec();
    while !rest.is_empty() {
        let id = byte(&mut rest)?;
        let content = sized(&mut rest)?;
        match id {
            MODULE | COMPONENT if is_component => push(&mut kept, id, &without_names(content)?),
            CUSTOM if NAMES.contains(&BinaryReader::new(content, 0).read_string().ok()?) => {}
            _ => push(&mut kept, id, content),
        }
    }
    Some(kept)
}

/// Whether a section describes interfaces.
pub fn is_types(section: &Section<'_>) -> bool {
    name(section).is_some_and(|name| name.starts_with(TYPES))
}

/// Whether it is a program, and no library.
fn is_command(module: &Module) -> Result<bool> {
    let content = module.content(EXPORT);
    if content.is_empty() {
        return Ok(false);
    }
    for export in ExportSectionReader::new(BinaryReader::new(content, 0))? {
        if export?.name == "_start" {
            return Ok(true);
        }
    }
    Ok(false)
}

/// An error for a module that describes no interfaces and has others than those of a command.
fn check(module: &Module, is_command: bool, resolve: &Resolve, world: &World) -> Result<()> {
    let ours = world.imports.keys();
    let ours: Vec<_> = ours.map(|key| resolve.name_world_key(key)).collect();
    for (module, name) in imports(module)? {
        if module != PREVIEW1 && !ours.iter().any(|interface| interface == module) {
            bail!(
                "it imports `{name}` from `{module}`, and a component imports interfaces alone: \
                 {DESCRIBE}"
            );
        }
    }
    if !is_command {
        bail!(
            "it has no `main`, and a library that is a component exports an interface: {DESCRIBE}"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, CustomSection, EntityType, ExportKind, ExportSection, Function,
        FunctionSection, ImportSection, MemorySection, MemoryType, TypeSection, ValType,
    };

    /// A module that imports functions of one number, and exports one without parameters.
    fn module(imports: &[(&str, &str)], export: &str) -> wasm_encoder::Module {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([ValType::I32], []);
        let mut imported = ImportSection::new();
        for (module, name) in imports {
            imported.import(module, name, EntityType::Function(1));
        }
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut exports = ExportSection::new();
        exports.export("memory", ExportKind::Memory, 0);
        let number = u32::try_from(imports.len()).expect("few");
        exports.export(export, ExportKind::Func, number);
        let mut code = CodeSection::new();
        let mut body = Function::new([]);
        body.instructions().end();
        code.function(&body);
        let mut module = wasm_encoder::Module::new();
        module.section(&types).section(&imported);
        module.section(&functions).section(&memories);
        module.section(&exports).section(&code);
        module
    }

    const EXIT: (&str, &str) = (PREVIEW1, "proc_exit");

    fn component(module: wasm_encoder::Module) -> Result<Vec<u8>> {
        of(&Module::parse(module.finish()).expect("a module"))
    }

    #[test]
    fn a_component_imports_what_the_module_does() {
        let interfaces = |imports: &[(&str, &str)]| {
            let component = component(module(imports, "_start")).expect("a component");
            let text = String::from_utf8_lossy(&component).into_owned();
            ["wasi:sockets/tcp@0.2.12", "wasi:sockets/udp@0.2.12"].map(|name| text.contains(name))
        };
        assert_eq!(interfaces(&[EXIT]), [false, false]);
        let tcp = ("wasi:sockets/tcp@0.2.12", "[resource-drop]tcp-socket");
        assert_eq!(interfaces(&[EXIT, tcp]), [true, false]);
    }

    #[test]
    fn lists_come_with_interfaces() {
        let takes = |imports: &[(&str, &str)]| {
            takes_lists(&Module::parse(module(imports, "_start").finish()).expect("a module"))
        };
        assert!(!takes(&[]) && !takes(&[EXIT]));
        assert!(takes(&[EXIT, ("wasi:io/poll@0.2.12", "poll")]));
    }

    #[test]
    fn a_component_comes_apart_and_together() {
        let component = component(module(&[EXIT], "_start")).expect("a component");
        let [before, module, after] = split(&component).expect("a module in it");
        assert!(module.starts_with(crate::module::MAGIC));
        assert_eq!(around(before, module, after), component);
        let grown = [module, b"\x00\x84\x01\x04name", &[0; 127]].concat();
        let other = around(before, &grown, after);
        assert_eq!(split(&other), Some([before, &grown, after]));
        for file in [&component[..20], MAGIC, module, b""] {
            assert_eq!(split(file), None);
        }
    }

    #[test]
    fn without_names_in_the_module_there_are_none() {
        let mut with = module(&[EXIT], "_start");
        let mut names = wasm_encoder::NameSection::new();
        names.module("program");
        with.section(&names);
        let with = component(with).expect("a component");
        let without = component(module(&[EXIT], "_start")).expect("a component");
        let has = |component: &[u8], name: &str| {
            let sized = [&[name.len() as u8], name.as_bytes()].concat();
            component.windows(sized.len()).any(|bytes| bytes == sized)
        };
        for name in NAMES {
            assert!(has(&with, name) && !has(&without, name), "{name}");
        }
        // As after wasi-strip.
        let [before, _, after] = split(&with).expect("a module in it");
        let [_, stripped, _] = split(&without).expect("a module in it");
        assert_eq!(around(before, stripped, after), without);
    }

    #[test]
    fn a_module_that_can_be_none_says_why() {
        let says = |module| format!("{:#}", component(module).expect_err("no component"));
        let foreign = says(module(&[EXIT, ("env", "f")], "_start"));
        assert!(foreign.contains("imports `f` from `env`"), "{foreign}");
        for export in ["_initialize", "f"] {
            let library = says(module(&[EXIT], export));
            assert!(library.contains("has no `main`"), "{library}");
        }
        let unknown = says(module(&[(PREVIEW1, "nothing")], "_start"));
        assert!(unknown.contains("cannot be a component"), "{unknown}");
    }

    #[test]
    fn a_library_describes_its_interface() {
        let wit = "package a:b; world c { export f: func(); }";
        let mut resolve = Resolve::default();
        let package = resolve.push_str("c.wit", wit).expect("WIT");
        let world = resolve.select_world(&[package], Some("c")).expect("c");
        let described =
            wit_component::metadata::encode(&resolve, world, StringEncoding::UTF8, None);
        let mut library = module(&[EXIT], "f");
        library.section(&CustomSection {
            name: "component-type:c".into(),
            data: described.expect("types").into(),
        });
        assert!(component(library).is_ok());
    }
}
