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

use super::Pass;
use crate::line::Line;
use crate::module::{CODE, CUSTOM, Change, Module, Section, sized};
use crate::own_options::SPILL_POINTERS;
use anyhow::{Result, bail};
use read::Linked;

pub struct SpillPointers;

impl Pass for SpillPointers {
    fn name(&self) -> &'static str {
        SPILL_POINTERS.on
    }

    fn applies(&self, line: &Line) -> bool {
        line.options.spill_pointers
    }

    fn run(&self, module: &mut Module) -> Result<()> {
        let linked = Linked::read(module.bytes())?;
        let Some(stack_pointer) = linked.stack_pointer else {
            // No function has a frame that somebody could look at.
            return Ok(());
        };
        let mut code = write::code(module.bytes(), &linked.functions, stack_pointer)?;
        module.change(|section| match section.id {
            CODE => Ok(Change::Content(std::mem::take(&mut code))),
            CUSTOM => custom(section),
            _ => Ok(Change::Stays),
        })
    }
}

fn custom(section: &Section) -> Result<Change> {
    let name = sized(&mut &*section.content).unwrap_or_default();
    if name == b"linking" || name.starts_with(b"reloc.") {
        bail!("this and -Wl,--emit-relocs do not go together");
    }
    Ok(match names_places(name) {
        true => Change::Goes,
        false => Change::Stays,
    })
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
