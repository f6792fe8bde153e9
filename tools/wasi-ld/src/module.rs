//! Reading linked modules: their sections, and the names of their functions.

use crate::linked::Linked;
use anyhow::{Context, Result};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

/// The first bytes of a module.
pub const MAGIC: &[u8] = b"\0asm\x01\0\0\0";

/// Numbers of sections.
pub const CUSTOM: u8 = 0;
pub const TYPE: u8 = 1;
pub const IMPORT: u8 = 2;
pub const FUNCTION: u8 = 3;
pub const ELEMENT: u8 = 9;
pub const CODE: u8 = 10;
pub const DATA: u8 = 11;
pub const TAG: u8 = 13;

pub struct Section<'a> {
    pub id: u8,
    pub content: &'a [u8],
    /// The content, with id and length before it.
    pub whole: &'a [u8],
}

/// The sections of a module. `None` stands for the first that is malformed; a file that is not
/// a module has no sections.
pub fn sections(module: &[u8]) -> Option<impl Iterator<Item = Option<Section<'_>>>> {
    let mut rest = module.strip_prefix(MAGIC)?;
    Some(std::iter::from_fn(move || {
        (!rest.is_empty()).then(|| {
            let start = std::mem::take(&mut rest);
            let mut after = start;
            let id = byte(&mut after)?;
            let content = sized(&mut after)?;
            rest = after;
            let whole = &start[..start.len() - after.len()];
            Some(Section { id, content, whole })
        })
    }))
}

/// A linked module in memory.
///
/// Its sections are parsed once. A pass gives the new contents of the sections that it
/// changes; all others stay byte for byte as wasm-ld wrote them.
pub struct Module {
    bytes: Vec<u8>,
    sections: Vec<Place>,
    is_changed: bool,
    /// Read when a pass asks for it, and again after a change.
    linked: OnceCell<Rc<Linked>>,
}

/// Where a section is.
#[derive(Clone, Debug)]
struct Place {
    id: u8,
    whole: Range<usize>,
    content: Range<usize>,
}

/// The change to a section.
pub enum Change {
    Stays,
    Goes,
    /// Replaces its content.
    Content(Vec<u8>),
}

impl Module {
    pub fn parse(bytes: Vec<u8>) -> Result<Module> {
        let mut places = Vec::new();
        let mut at = MAGIC.len();
        for section in sections(&bytes).context("it is no module")? {
            let section = section.context("it is cut off")?;
            let end = at + section.whole.len();
            places.push(Place {
                id: section.id,
                whole: at..end,
                content: end - section.content.len()..end,
            });
            at = end;
        }
        Ok(Module {
            bytes,
            sections: places,
            is_changed: false,
            linked: OnceCell::new(),
        })
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Puts another module in its place.
    pub fn replace(&mut self, bytes: Vec<u8>) -> Result<()> {
        *self = Module {
            is_changed: true,
            ..Module::parse(bytes)?
        };
        Ok(())
    }

    /// Its calls, for passes over functions.
    pub fn linked(&self) -> Result<Rc<Linked>> {
        if let Some(linked) = self.linked.get() {
            return Ok(linked.clone());
        }
        let linked = Rc::new(Linked::read(&self.bytes)?);
        Ok(self.linked.get_or_init(|| linked).clone())
    }

    /// Whether it differs from wasm-ld's output.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    pub fn sections(&self) -> impl Iterator<Item = Section<'_>> {
        self.sections.iter().map(|place| Section {
            id: place.id,
            content: &self.bytes[place.content.clone()],
            whole: &self.bytes[place.whole.clone()],
        })
    }

    /// The content of the section with this number; empty if there is none. There is at most
    /// one.
    pub fn content(&self, id: u8) -> &[u8] {
        self.place(id).map_or(&[], |place| &self.bytes[place])
    }

    /// Where the content of the section with this number is.
    pub fn place(&self, id: u8) -> Option<Range<usize>> {
        let mut places = self.sections.iter();
        places
            .find(|place| place.id == id)
            .map(|place| place.content.clone())
    }

    /// The number of imported functions; `None` if the imports are malformed.
    pub fn imported_functions(&self) -> Option<u32> {
        let content = self.content(IMPORT);
        if content.is_empty() {
            return Some(0);
        }
        let reader = wasmparser::BinaryReader::new(content, 0);
        let mut count = 0;
        for import in wasmparser::ImportSectionReader::new(reader)
            .ok()?
            .into_imports()
        {
            if let wasmparser::TypeRef::Func(_) = import.ok()?.ty {
                count += 1;
            }
        }
        Some(count)
    }

    /// The names of its functions; `None` if it has none (a stripped module) or if they are
    /// malformed.
    pub fn function_names(&self) -> Option<BTreeSet<&str>> {
        let names = self.sections().find_map(|section| section.custom("name"))?;
        let functions = functions(names)?;
        Some(functions.into_iter().map(|(_, name)| name).collect())
    }

    /// Changes sections.
    pub fn change(&mut self, mut change: impl FnMut(&Section) -> Result<Change>) -> Result<()> {
        let mut bytes = MAGIC.to_vec();
        let mut places = Vec::with_capacity(self.sections.len());
        for section in self.sections() {
            let start = bytes.len();
            let length = match change(&section)? {
                Change::Goes => continue,
                Change::Stays => {
                    bytes.extend_from_slice(section.whole);
                    section.content.len()
                }
                Change::Content(content) => {
                    bytes.push(section.id);
                    push_sized(&mut bytes, &content).context("it is too large")?;
                    content.len()
                }
            };
            places.push(Place {
                id: section.id,
                whole: start..bytes.len(),
                content: bytes.len() - length..bytes.len(),
            });
        }
        if bytes != self.bytes {
            self.is_changed = true;
            self.linked.take();
            self.bytes = bytes;
            self.sections = places;
        }
        Ok(())
    }
}

impl<'a> Section<'a> {
    /// The content of a custom section after its name, if it has this name.
    pub fn custom(&self, name: &str) -> Option<&'a [u8]> {
        let mut content = self.content;
        (self.id == CUSTOM && sized(&mut content)? == name.as_bytes()).then_some(content)
    }
}

/// The functions that the content of a name section names, behind the section's own name.
pub fn functions(mut content: &[u8]) -> Option<Vec<(u32, &str)>> {
    const FUNCTIONS: u8 = 1;
    while !content.is_empty() {
        let id = byte(&mut content)?;
        let mut names = sized(&mut content)?;
        if id != FUNCTIONS {
            continue;
        }
        let count = number(&mut names)?;
        return (0..count)
            .map(|_| {
                let index = number(&mut names)?;
                Some((index, std::str::from_utf8(sized(&mut names)?).ok()?))
            })
            .collect();
    }
    None
}

pub fn byte(from: &mut &[u8]) -> Option<u8> {
    let (first, rest) = from.split_first()?;
    *from = rest;
    Some(*first)
}

/// An unsigned LEB128 number of 32 bits.
pub fn number(from: &mut &[u8]) -> Option<u32> {
    let mut value = 0;
    for shift in (0..32).step_by(7) {
        let byte = byte(from)?;
        value |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// A number and as many bytes.
pub fn sized<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(number(from)?).ok()?;
    let (bytes, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(bytes)
}

/// Appends a number and as many bytes.
pub fn push_sized(to: &mut Vec<u8>, bytes: &[u8]) -> Option<()> {
    push_number(to, u32::try_from(bytes.len()).ok()?);
    to.extend_from_slice(bytes);
    Some(())
}

/// Appends an unsigned LEB128 number.
pub fn push_number(to: &mut Vec<u8>, mut number: u32) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            to.push(low & 0x7f);
            return;
        }
        to.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \0\x15\x04name\
        \0\x02\x01m\
        \x01\x0a\x02\0\x01f\x01\x04main";

    fn module(bytes: &[u8]) -> Module {
        Module::parse(bytes.to_vec()).expect("a module")
    }

    #[test]
    fn reads_names() {
        let module = module(MODULE);
        let names = module.function_names().expect("has names");
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["f", "main"]);
    }

    #[test]
    fn a_stripped_module_has_none_and_a_broken_one_is_none() {
        assert_eq!(module(MAGIC).function_names(), None);
        assert!(Module::parse(b"#!/bin/sh".to_vec()).is_err());
        let ends_of_sections = [8, 14, MODULE.len()];
        for end in 0..MODULE.len() {
            let parsed = Module::parse(MODULE[..end].to_vec());
            assert_eq!(
                parsed.is_ok(),
                ends_of_sections.contains(&end),
                "cut at {end}"
            );
        }
    }

    #[test]
    fn what_is_not_changed_stays_byte_for_byte() {
        // The length of the first section in the padded form that linkers write.
        let padded = b"\0asm\x01\0\0\0\x01\x84\x80\x80\x80\0\x01\x60\0\0\0\x02\x01x\x0b\x01\0";
        let mut module = module(padded);
        module.change(|_| Ok(Change::Stays)).expect("nothing");
        assert!(!module.is_changed() && module.bytes() == padded);
        let change = |section: &Section| {
            Ok(match section.id {
                CUSTOM => Change::Goes,
                DATA => Change::Content(vec![1, 2]),
                _ => Change::Stays,
            })
        };
        module.change(change).expect("a change");
        assert!(module.is_changed());
        assert_eq!(module.bytes(), [&padded[..18], &[DATA, 2, 1, 2]].concat());
        assert_eq!(
            (module.content(TYPE), module.content(DATA)),
            (&b"\x01\x60\0\0"[..], &[1, 2][..])
        );
    }
}
