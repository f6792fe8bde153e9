//! Calls of functions through another type. [`crate::passes::function_casts`] converts all
//! of them, [`crate::passes::callbacks`] some.
//!
//! Each call through a pointer becomes a call of a generated function for the pointer's
//! type. It finds the type of the target function and calls it with that type. The target
//! gets the arguments that it would find in registers on other machines: integers in their
//! order, floating-point numbers in theirs, and zero for missing ones.
//!
//! No instruction moves: line numbers stay true.

mod write;

pub use write::Written;

use crate::linked::{Call, Linked};
use crate::module::{self, CODE, CUSTOM, Change, ELEMENT, FUNCTION, Module, TYPE};
use anyhow::{Context, Result, ensure};

/// Adds the generated functions to the module, and redirects the selected calls to them.
pub fn change(
    module: &mut Module,
    linked: &Linked,
    made: &Written,
    is_wanted: impl Fn(&Call) -> bool,
) -> Result<()> {
    let mut code = module.content(CODE).to_vec();
    for call in linked.calls.iter().filter(|call| is_wanted(call)) {
        if let Some(function) = made.instead_of(call) {
            patch(&mut code[call.place.clone()], call.is_tail(), function)?;
        }
    }
    module.change(|section| {
        let content = match section.id {
            TYPE => longer(section.content, made.types.len(), &made.type_section()),
            FUNCTION => longer(
                section.content,
                made.functions.len(),
                &made.function_section(),
            ),
            CODE => longer(&code, made.functions.len(), &made.code_section()),
            ELEMENT if made.is_in_table(linked) => Some(
                map_elements(section.content, |function| made.instead_of_trap(function))
                    .context("its function table is not in the form that wasm-ld writes")?,
            ),
            CUSTOM => made.names(section.content),
            _ => None,
        };
        Ok(content.map_or(Change::Stays, Change::Content))
    })
}

/// A call of `function` over the bytes of another call, as long as that.
fn patch(place: &mut [u8], is_tail: bool, function: u32) -> Result<()> {
    const CALL: u8 = 0x10;
    const RETURN_CALL: u8 = 0x12;
    const NOP: u8 = 0x01;
    let length = (place.len() - 1).min(5);
    ensure!(
        length == 5 || function >> (7 * length) == 0,
        "calls have no padding: this cannot be combined with -Wl,--compress-relocations"
    );
    place.fill(NOP);
    place[0] = if is_tail { RETURN_CALL } else { CALL };
    for (at, byte) in place[1..=length].iter_mut().enumerate() {
        let [low, ..] = (function >> (7 * at)).to_le_bytes();
        let more = if at + 1 < length { 0x80 } else { 0 };
        *byte = low & 0x7f | more;
    }
    Ok(())
}

/// The content of a section that is a list, with more entries at its end; `None` if the
/// list is too long.
fn longer(mut content: &[u8], count: usize, more: &[u8]) -> Option<Vec<u8>> {
    if count == 0 {
        return None;
    }
    let before = module::number(&mut content)?;
    let mut all = Vec::new();
    module::push_number(&mut all, before.checked_add(u32::try_from(count).ok()?)?);
    all.extend_from_slice(content);
    all.extend_from_slice(more);
    Some(all)
}

/// The content of an element section with some functions replaced; `None` where it is not
/// as wasm-ld writes it: segments of the table 0, with a fixed place, of functions.
fn map_elements(mut content: &[u8], map: impl Fn(u32) -> u32) -> Option<Vec<u8>> {
    const I32_CONST: u8 = 0x41;
    const END: u8 = 0x0b;
    let count = module::number(&mut content)?;
    let mut all = Vec::new();
    module::push_number(&mut all, count);
    for _ in 0..count {
        let start = content;
        let kind = module::number(&mut content)?;
        let constant = module::byte(&mut content)?;
        module::number(&mut content)?;
        let end = module::byte(&mut content)?;
        if (kind, constant, end) != (0, I32_CONST, END) {
            return None;
        }
        all.extend_from_slice(&start[..start.len() - content.len()]);
        let functions = module::number(&mut content)?;
        module::push_number(&mut all, functions);
        for _ in 0..functions {
            module::push_number(&mut all, map(module::number(&mut content)?));
        }
    }
    content.is_empty().then_some(all)
}
