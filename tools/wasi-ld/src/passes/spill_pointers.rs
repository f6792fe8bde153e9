//! `-fwasi-spill-pointers`: what a function holds while it calls another is in memory.
//!
//! A collector that takes every word on the stack for a pointer, as Boehm's and
//! MicroPython's do, finds those in registers by setjmp. In WebAssembly they are in locals
//! and among the operands, which no program can see.
//!
//! Here each function gets a frame on the stack for the integers that it needs after some
//! call, and writes them there where they are made. They stay where they are besides:
//! nothing reads the frame but a collector.

mod live;
mod read;
mod write;

use crate::module::{self, MAGIC};
use crate::option::Switch;
use anyhow::{Context, Result, bail};
use read::Linked;

/// The option of `wasi-cc`, and how it tells the linker.
pub const SWITCH: Switch = Switch {
    on: "-fwasi-spill-pointers",
    off: "-fno-wasi-spill-pointers",
    variable: "WASI_SPILL_POINTERS",
};

const CUSTOM: u8 = 0;
const CODE: u8 = 10;

/// The module with its functions changed; `None` where no function has a frame that
/// somebody could look at.
pub fn settle(bytes: &[u8]) -> Result<Option<Vec<u8>>> {
    let linked = Linked::read(bytes)?;
    let Some(stack_pointer) = linked.stack_pointer else {
        return Ok(None);
    };
    let mut changed = MAGIC.to_vec();
    for section in module::sections(bytes).context("it is no module")? {
        let section = section.context("it is cut off")?;
        let content = match section.id {
            CODE => write::code(bytes, &linked.functions, stack_pointer)?,
            CUSTOM => {
                let mut rest = section.content;
                let name = module::sized(&mut rest).unwrap_or_default();
                if name == b"linking" || name.starts_with(b"reloc.") {
                    bail!("-fwasi-spill-pointers and -Wl,--emit-relocs do not go together");
                }
                if !names_places(name) {
                    changed.extend_from_slice(section.whole);
                }
                continue;
            }
            _ => {
                changed.extend_from_slice(section.whole);
                continue;
            }
        };
        changed.push(section.id);
        module::push_sized(&mut changed, &content).context("it is too large")?;
    }
    Ok(Some(changed))
}

/// Whether a section says where in the code something is, which is not true any more.
fn names_places(name: &[u8]) -> bool {
    name.starts_with(b".debug_")
        || name.starts_with(b"metadata.code.")
        || name == b"sourceMappingURL"
        || name == b"external_debug_info"
}

#[cfg(test)]
mod tests;
