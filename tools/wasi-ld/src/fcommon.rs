//! `-fcommon`: a variable that several files define without a value is one variable, the
//! default of C compilers before 2020.
//!
//! LLVM has no such symbols for WebAssembly: with the option, it leaves the variable out. So
//! the object is compiled without the option, and then each variable that is zero at the start
//! becomes weak. The linker takes a definition with a value, or else the first one.

use crate::line::Line;
use crate::module;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

const CUSTOM: u8 = 0;
const SEGMENTS: u8 = 5;
const SYMBOLS: u8 = 8;

/// Changes only the objects that the compiler has just made for this link. All others existed
/// before and are left alone.
pub fn settle_just_made(line: &Line) -> Result<()> {
    let Some(directory) = line.options.common.as_deref() else {
        return Ok(());
    };
    let is_just_made = |input: &&Path| input.parent() == Some(directory);
    line.inputs().filter(is_just_made).try_for_each(settle)
}

/// Changes the object at `path`, if it is one.
pub fn settle(path: &Path) -> Result<()> {
    if !path.is_file() {
        return Ok(());
    }
    let context = || path.display().to_string();
    match weak(&fs::read(path).with_context(context)?) {
        Some(object) => in_place::write(path, object).with_context(context),
        // Bitcode, for -flto, is not an object.
        None => Ok(()),
    }
}

/// The object with its variables weak; `None` where there are none.
pub fn weak(object: &[u8]) -> Option<Vec<u8>> {
    let places = zero_variables(object).filter(|places| !places.is_empty())?;
    let mut changed = object.to_vec();
    for place in places {
        changed[place] |= WEAK;
    }
    Some(changed)
}

const WEAK: u8 = 1;

/// Variables with `__attribute__((common))`. LLVM leaves them out, and leaves an undefined
/// hidden symbol, which no declaration alone produces.
pub fn left_out(object: &[u8]) -> Vec<&str> {
    Symbols::read(object).map_or_else(Vec::new, |symbols| symbols.left_out)
}

/// The places of the flags of global variables that are zero at the start.
fn zero_variables(object: &[u8]) -> Option<Vec<usize>> {
    let Symbols {
        zero,
        mut variables,
        ..
    } = Symbols::read(object)?;
    variables.retain(|(_, segment)| zero.get(*segment) == Some(&true));
    Some(variables.into_iter().map(|(place, _)| place).collect())
}

/// The variables of an object.
#[derive(Default)]
struct Symbols<'a> {
    /// By segment: whether all of it is zero.
    zero: Vec<bool>,
    /// Global variables: the places of their flags, and their segments.
    variables: Vec<(usize, usize)>,
    left_out: Vec<&'a str>,
}

impl<'a> Symbols<'a> {
    fn read(object: &'a [u8]) -> Option<Self> {
        const DATA: u8 = 1;
        const LOCAL: u8 = 2;
        const HIDDEN: u32 = 4;
        const UNDEFINED: u32 = 0x10;
        const EXPLICIT_NAME: u32 = 0x40;
        let at = |rest: &[u8]| rest.as_ptr().addr() - object.as_ptr().addr();
        let mut symbols = Self::default();
        for section in module::sections(object)? {
            let section = section?;
            let mut rest = section.content;
            if section.id != CUSTOM || module::sized(&mut rest)? != b"linking" {
                continue;
            }
            module::number(&mut rest)?;
            while !rest.is_empty() {
                let id = module::byte(&mut rest)?;
                let mut part = module::sized(&mut rest)?;
                match id {
                    SEGMENTS => {
                        for _ in 0..module::number(&mut part)? {
                            symbols
                                .zero
                                .push(module::sized(&mut part)?.starts_with(b".bss"));
                            module::number(&mut part)?;
                            module::number(&mut part)?;
                        }
                    }
                    SYMBOLS => {
                        for _ in 0..module::number(&mut part)? {
                            let kind = module::byte(&mut part)?;
                            let place = at(part);
                            let flags = module::number(&mut part)?;
                            let is_defined = flags & UNDEFINED == 0;
                            match kind {
                                DATA => {
                                    let name = module::sized(&mut part)?;
                                    if !is_defined && flags & HIDDEN != 0 {
                                        symbols.left_out.extend(str::from_utf8(name));
                                    }
                                    if is_defined {
                                        let segment = module::number(&mut part)? as usize;
                                        module::number(&mut part)?;
                                        module::number(&mut part)?;
                                        if object[place] & LOCAL == 0 {
                                            symbols.variables.push((place, segment));
                                        }
                                    }
                                }
                                // A section.
                                3 => {
                                    module::number(&mut part)?;
                                }
                                // A function, global, tag or table.
                                _ => {
                                    module::number(&mut part)?;
                                    if is_defined || flags & EXPLICIT_NAME != 0 {
                                        module::sized(&mut part)?;
                                    }
                                }
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        Some(symbols)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_llvm_has_left_out_is_wanted_and_hidden() {
        let object = b"\0asm\x01\0\0\0\
            \0\x14\x07linking\x02\
            \x08\x09\x02\x01\x14\x01x\x01\x10\x01y";
        assert_eq!(left_out(object), ["x"]);
        assert_eq!(left_out(b"BC\xc0\xde"), [""; 0]);
    }

    #[test]
    fn a_broken_object_has_none() {
        let object = b"\0asm\x01\0\0\0\
            \0\x26\x07linking\x02\
            \x08\x0f\x02\x01\0\x01x\0\0\x04\x01\x02\x01y\0\0\x04\
            \x05\x0a\x01\x06.bss.x\x02\0";
        // Local symbols stay unchanged.
        let places = zero_variables(object).unwrap_or_default();
        assert_eq!(places.len(), 1);
        assert_eq!(&object[places[0]..][..3], b"\0\x01x");
        for end in 0..object.len() {
            assert_eq!(
                zero_variables(&object[..end]).unwrap_or_default(),
                [0; 0],
                "{end}"
            );
        }
        assert_eq!(zero_variables(b"BC\xc0\xde"), None);
    }
}
