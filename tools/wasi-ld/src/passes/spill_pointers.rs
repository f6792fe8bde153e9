//! `-fwasi-spill-pointers`: values that a function holds across a call are in memory.
//!
//! A conservative garbage collector, such as Boehm's and MicroPython's, scans the stack
//! for pointers, and uses setjmp to find those in registers. In WebAssembly, pointers are
//! in locals and operands, which no program can see.
//!
//! With this pass, each function gets a stack frame for the integers that it needs after
//! a call, and stores them there when it computes them. The code still uses the
//! originals: only a collector reads the frame.

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

    fn run(&self, module: &mut Module, _: &Line) -> Result<()> {
        let linked = Linked::read(module.bytes())?;
        let Some(stack_pointer) = linked.stack_pointer else {
            // No function needs a frame that a collector could read.
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
        bail!("this cannot be combined with -Wl,--emit-relocs");
    }
    Ok(match names_places(name) {
        true => Change::Goes,
        false => Change::Stays,
    })
}

/// Whether a section contains addresses of code, which are no longer right.
fn names_places(name: &[u8]) -> bool {
    name.starts_with(b".debug_")
        || name.starts_with(b"metadata.code.")
        || name == b"sourceMappingURL"
        || name == b"external_debug_info"
}

#[cfg(test)]
mod tests;
