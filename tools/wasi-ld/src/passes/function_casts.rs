//! `-fwasi-function-casts`: a function that is called as one of another type runs.
//!
//! C leaves that undefined, other machines do it, and WebAssembly traps: its calls through
//! pointers compare types, and wasm-ld puts a trap in the place of a function that was
//! declared as something else. Programs from before prototypes do both.
//!
//! Here each call through a pointer becomes a call of a function made for its type, which
//! asks what type the function has that the pointer stands for, and calls it as that. What
//! is called gets what it would find in registers elsewhere: integers in their order,
//! floating-point numbers in theirs, what is missing as zero.
//!
//! No instruction moves: line numbers stay true.

mod callbacks;
mod read;
mod write;

use crate::module::{self, MAGIC};
use crate::option::Switch;
use anyhow::{Context, Result, ensure};
use callbacks::Needed;
use read::{Call, Linked};
use write::Written;

/// The option of `wasi-cc`, and how it tells the linker.
pub const SWITCH: Switch = Switch {
    on: "-fwasi-function-casts",
    off: "-fno-wasi-function-casts",
    variable: "WASI_FUNCTION_CASTS",
};

const CUSTOM: u8 = 0;
const TYPES: u8 = 1;
const FUNCTIONS: u8 = 3;
const ELEMENTS: u8 = 9;
const CODE: u8 = 10;

/// The module with its calls changed; `None` where each can only reach functions of its own
/// type.
pub fn settle(bytes: &[u8]) -> Result<Option<Vec<u8>>> {
    let linked = Linked::read(bytes)?;
    match Written::of(&linked) {
        Some(made) => changed(bytes, &linked, &made, |_| true).map(Some),
        None => Ok(None),
    }
}

/// The module with those calls of the library's changed that reach functions of other types
/// which the program has given to it; `None` where there are none.
pub fn settle_callbacks(bytes: &[u8]) -> Result<Option<Vec<u8>>> {
    let names = module::function_names(bytes).unwrap_or_default();
    if !callbacks::takers().any(|taker| names.contains(taker)) {
        return Ok(None);
    }
    // Nobody has asked for it: a module of a kind that the casts do not know, such as
    // --experimental-pic makes, stays.
    let Ok(linked) = Linked::read(bytes) else {
        return Ok(None);
    };
    let Some(needed) = Needed::of(&linked) else {
        return Ok(None);
    };
    let calls = linked.calls.iter().filter(|call| needed.includes(call));
    let calls: Vec<&Call> = calls.collect();
    match Written::of_calls(&linked, &calls, needed.kinds.clone()) {
        Some(made) => changed(bytes, &linked, &made, |call| needed.includes(call)).map(Some),
        None => Ok(None),
    }
}

fn changed(
    bytes: &[u8],
    linked: &Linked,
    made: &Written,
    is_wanted: impl Fn(&Call) -> bool,
) -> Result<Vec<u8>> {
    let mut patched = bytes.to_vec();
    for call in linked.calls.iter().filter(|call| is_wanted(call)) {
        if let Some(function) = made.instead_of(call) {
            patch(&mut patched[call.place.clone()], call.is_tail(), function)?;
        }
    }
    let mut module = MAGIC.to_vec();
    let sections = module::sections(&patched).context("it is no module")?;
    for section in sections {
        let section = section.context("it is cut off")?;
        let (id, content) = (section.id, section.content);
        let content = match id {
            TYPES => longer(content, made.types.len(), &made.type_section()),
            FUNCTIONS => longer(content, made.functions.len(), &made.function_section()),
            CODE => longer(content, made.functions.len(), &made.code_section()),
            ELEMENTS if made.is_in_table(linked) => Some(
                read::map_elements(content, |function| made.instead_of_trap(function))
                    .context("its table is not as wasm-ld writes it")?,
            ),
            CUSTOM => made.names(content),
            _ => None,
        };
        match content {
            Some(content) => {
                module.push(id);
                module::push_sized(&mut module, &content).context("it is too large")?;
            }
            None => module.extend_from_slice(section.whole),
        }
    }
    Ok(module)
}

/// A call of `function` over the bytes of another call, as long as that.
fn patch(place: &mut [u8], is_tail: bool, function: u32) -> Result<()> {
    const CALL: u8 = 0x10;
    const RETURN_CALL: u8 = 0x12;
    const NOP: u8 = 0x01;
    let length = (place.len() - 1).min(5);
    ensure!(
        length == 5 || function >> (7 * length) == 0,
        "the linker left no room: -fwasi-function-casts and -Wl,--compress-relocations \
         do not go together"
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

/// A section's content, a list, with more at its end; `None` where there is no more.
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

#[cfg(test)]
mod tests;
