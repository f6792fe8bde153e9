//! Reading linked modules: their sections, and the names of their functions.

use anyhow::{Context, Result};
use std::collections::BTreeSet;

/// What a module begins with.
pub const MAGIC: &[u8] = b"\0asm\x01\0\0\0";

pub struct Section<'a> {
    pub id: u8,
    pub content: &'a [u8],
    /// The content, with id and length before it.
    pub whole: &'a [u8],
}

/// The sections of a module, up to the first that is not well-formed, which is `None`;
/// nothing if this is no module.
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

/// The module without its custom sections, as `-s` leaves it.
pub fn strip(module: &[u8]) -> Result<Option<Vec<u8>>> {
    const CUSTOM: u8 = 0;
    let mut stripped = MAGIC.to_vec();
    for section in sections(module).context("it is no module")? {
        let section = section.context("it is cut off")?;
        if section.id != CUSTOM {
            stripped.extend_from_slice(section.whole);
        }
    }
    Ok(Some(stripped))
}

/// Function names of the module's name section; `None` where it has none (a stripped
/// module) or where this is not a well-formed module.
pub fn function_names(module: &[u8]) -> Option<BTreeSet<&str>> {
    for section in sections(module)? {
        let Section {
            id, mut content, ..
        } = section?;
        if id == 0 && sized(&mut content)? == b"name" {
            let functions = functions(content)?;
            return Some(functions.into_iter().map(|(_, name)| name).collect());
        }
    }
    None
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

    #[test]
    fn reads_names() {
        let names = function_names(MODULE).expect("has names");
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["f", "main"]);
    }

    #[test]
    fn a_stripped_or_broken_module_has_none() {
        assert_eq!(function_names(b"\0asm\x01\0\0\0"), None);
        assert_eq!(function_names(b"#!/bin/sh"), None);
        for end in 0..MODULE.len() {
            assert_eq!(function_names(&MODULE[..end]), None, "cut at {end}");
        }
    }
}
