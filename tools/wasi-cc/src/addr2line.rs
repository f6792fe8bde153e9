//! `wasi-addr2line`: which line an address comes from.
//!
//! Engines count from the beginning of the module's file, DWARF from the beginning of its
//! code section. LLVM's tool looks lines up by the second counting and functions by the
//! first, so that every address gives one wrong answer. It is given a copy of the module in
//! which both are counted from the code section, and told how far that is from the file's
//! beginning.
//!
//! An address is one of the file's; `-j CODE`, as GNU's addr2line has it, says that it is one
//! of the code section's.

use crate::Args;
use crate::process::become_program;
use crate::scratch::Scratch;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs;
use std::ops::Range;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use wasi_ld::module::{self, CODE, Change, Module, Section};
use wasi_ld::option::valued;
use wasi_ld::{launcher, sysroot};

const TOOL: &str = "llvm-addr2line";
const SECTION: &str = "CODE";

pub fn addr2line(args: Args) -> Result<ExitCode> {
    let line = Line::read(args)?;
    let mut command = Command::new(sysroot::llvm()?.tool(TOOL, None)?);
    let context = || line.module.display().to_string();
    let module = match fs::read(&line.module) {
        Ok(file) => match launcher::split(&file) {
            Some((_, module)) => module.to_vec(),
            None => file,
        },
        // LLVM says what is wrong, if anything is: --help needs no file.
        Err(_) => Vec::new(),
    };
    let Some((copy, code)) = with_symbols(module) else {
        // An object counts from its sections in all.
        command.arg("-e").arg(&line.module).args(&line.others);
        return become_program(command);
    };
    let scratch = Scratch::new("module")?;
    fs::write(scratch.path(), copy).with_context(context)?;
    command.arg("-e").arg(scratch.path());
    if !line.of_section {
        command.arg(format!("--adjust-vma={:#x}", code.start));
        for address in line.addresses().filter(|address| !code.contains(address)) {
            eprintln!(
                "wasi-addr2line: note: {address:#x} is not in the code of {}, which lies at \
                 {:#x} to {:#x}; addresses that are counted from its beginning want -j {SECTION}",
                line.module.display(),
                code.start,
                code.end
            );
        }
    }
    let status = command.args(&line.others).status().context(TOOL)?;
    Ok(wasi_ld::exit::code(status))
}

/// The command line.
struct Line {
    module: PathBuf,
    /// Whether addresses are counted from the code section.
    of_section: bool,
    others: Args,
}

impl Line {
    fn read(args: Args) -> Result<Line> {
        let mut line = Line {
            module: "a.out".into(),
            of_section: false,
            others: Args::new(),
        };
        let args: Args = args.into_iter().flat_map(apart).collect();
        let mut args = args.into_iter();
        while let Some(arg) = args.next() {
            let mut value = |names: &[&str]| valued(&arg, names, &mut args)?.value;
            if let Some(value) = value(&["-e", "--exe", "--obj"]) {
                line.module = value.into();
            } else if let Some(value) = value(&["-j", "--section"]) {
                if value != SECTION {
                    bail!(
                        "{}: addresses are in the section {SECTION}",
                        value.display()
                    );
                }
                line.of_section = true;
            } else {
                line.others.push(arg);
            }
        }
        Ok(line)
    }

    fn addresses(&self) -> impl Iterator<Item = usize> {
        self.others.iter().filter_map(|arg| {
            let text = arg.to_str()?;
            usize::from_str_radix(text.strip_prefix("0x").unwrap_or(text), 16).ok()
        })
    }
}

/// `-fe` is `-f -e`.
fn apart(arg: OsString) -> Args {
    const FLAGS: &[u8] = b"aCfips";
    let bytes = arg.as_encoded_bytes();
    let flags = bytes.iter().skip(1).take_while(|byte| FLAGS.contains(byte));
    let end = 1 + flags.count();
    match bytes.get(end) {
        Some(b'e' | b'j') if bytes[0] == b'-' && end > 1 => {
            let text = arg.to_string_lossy();
            vec![text[..end].into(), format!("-{}", &text[end..]).into()]
        }
        _ => vec![arg],
    }
}

/// The module as an object, whose symbols are the functions that the module names, and where
/// its code lies in the file. `None` where it is an object or no module.
fn with_symbols(linked: Vec<u8>) -> Option<(Vec<u8>, Range<usize>)> {
    let mut module = Module::parse(linked).ok()?;
    let code = module.place(CODE)?;
    let is_object = |section: &Section| section.custom("linking").is_some();
    if module.sections().any(|section| is_object(&section)) {
        return None;
    }
    let imported = module.imported_functions()?;
    let symbols = |names: &[u8]| linking(&module::functions(names)?, imported);
    let changed = module.change(|section| {
        Ok(match section.custom("name") {
            Some(names) => Change::Content(symbols(names).context("its names are not whole")?),
            None => Change::Stays,
        })
    });
    changed.ok()?;
    Some((module.bytes().to_vec(), code))
}

/// The content of a linking section with these functions, except for imported ones.
fn linking(functions: &[(u32, &str)], imported: u32) -> Option<Vec<u8>> {
    const VERSION: u32 = 2;
    const SYMBOLS: u8 = 8;
    const FUNCTION: u8 = 0;
    // Several may have one name.
    const LOCAL: u8 = 2;
    let own = || functions.iter().filter(|(index, _)| *index >= imported);
    let mut symbols = Vec::new();
    module::push_number(&mut symbols, u32::try_from(own().count()).ok()?);
    for (index, name) in own() {
        symbols.extend([FUNCTION, LOCAL]);
        module::push_number(&mut symbols, *index);
        module::push_sized(&mut symbols, name.as_bytes())?;
    }
    let mut linking = Vec::new();
    module::push_sized(&mut linking, b"linking")?;
    module::push_number(&mut linking, VERSION);
    linking.push(SYMBOLS);
    module::push_sized(&mut linking, &symbols)?;
    Some(linking)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_module_is_named_in_all_ways() {
        for line in [
            "-e m.wasm 0x12",
            "-em.wasm 0x12",
            "--exe=m.wasm 12",
            "--obj m.wasm 0x12",
        ] {
            let line = Line::read(line.split(' ').map(OsString::from).collect()).expect("a line");
            assert_eq!(line.module, Path::new("m.wasm"));
            assert_eq!(line.addresses().collect::<Vec<_>>(), [0x12]);
            assert!(!line.of_section);
        }
        let line = |text: &str| Line::read(text.split(' ').map(OsString::from).collect());
        let section = line("-f -j CODE 1").expect("a line");
        assert!(section.of_section && section.module == Path::new("a.out"));
        assert_eq!(section.others, ["-f", "1"]);
        assert!(line("--section=.text 1").is_err());
    }
}
