//! `-s`: writes the numbers in the code as short as they can be.
//!
//! wasm-ld leaves five bytes for each number that it fills in: indices of functions and types,
//! addresses of data. The code without this padding is the same code. Its instructions move,
//! so this is for modules without custom sections, which hold offsets of code.

use super::Pass;
use crate::line::Line;
use crate::module::{CODE, Change, Module};
use anyhow::Result;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{CodeSection, Encode};
use wasmparser::{BinaryReader, CodeSectionReader};

pub struct Compact;

impl Pass for Compact {
    fn name(&self) -> &'static str {
        "-s"
    }

    fn applies(&self, line: &Line) -> bool {
        line.strip
    }

    fn run(&self, module: &mut Module, _: &Line) -> Result<()> {
        let place = module.place(CODE).unwrap_or_default();
        let old = module.content(CODE);
        if old.is_empty() {
            return Ok(());
        }
        let mut code = CodeSection::new();
        let functions = CodeSectionReader::new(BinaryReader::new(old, place.start))?;
        RoundtripReencoder.parse_code_section(&mut code, functions)?;
        let new = content(&code);
        if new.len() == old.len() {
            return Ok(());
        }
        module.change(|section| {
            Ok(match section.id {
                CODE => Change::Content(new.clone()),
                _ => Change::Stays,
            })
        })
    }
}

/// A section without the length that the encoder writes before its content.
fn content(code: &CodeSection) -> Vec<u8> {
    let mut section = Vec::new();
    code.encode(&mut section);
    let length = section.iter().take_while(|byte| **byte & 0x80 != 0).count() + 1;
    section.split_off(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passes::changed;

    /// A module with one function, with this body.
    fn with(body: &[u8]) -> Vec<u8> {
        let size = u8::try_from(body.len()).expect("a short body");
        let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a".to_vec();
        module.extend([size + 2, 1, size]);
        module.extend_from_slice(body);
        module
    }

    #[test]
    fn padding_goes() {
        // No locals; call 0; i32.const -1; drop.
        let padded = b"\0\x10\x80\x80\x80\x80\0\x41\xff\xff\xff\xff\x7f\x1a\x0b";
        let short = b"\0\x10\0\x41\x7f\x1a\x0b";
        assert_eq!(changed(&Compact, &with(padded)).unwrap(), Some(with(short)));
        assert_eq!(changed(&Compact, &with(short)).unwrap(), None);
    }

    #[test]
    fn a_module_without_code_stays() {
        assert_eq!(changed(&Compact, b"\0asm\x01\0\0\0").unwrap(), None);
    }

    #[test]
    fn code_that_is_cut_off_is_an_error() {
        assert!(changed(&Compact, &with(b"\0\x10")).is_err());
    }
}
