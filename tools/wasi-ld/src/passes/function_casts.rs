//! `-fwasi-function-casts`: a function can be called with another type.
//!
//! C leaves that undefined. It works on other machines, and traps in WebAssembly: calls
//! through pointers compare types, and wasm-ld replaces a function that was declared with
//! another type by a trap. Programs from before prototypes do both.

use super::Pass;
use crate::casts::{self, Written};
use crate::line::Line;
use crate::module::Module;
use crate::own_options::FUNCTION_CASTS;
use anyhow::Result;

pub struct FunctionCasts;

impl Pass for FunctionCasts {
    fn name(&self) -> &'static str {
        FUNCTION_CASTS.on
    }

    fn applies(&self, line: &Line) -> bool {
        line.options.function_casts
    }

    fn run(&self, module: &mut Module, _: &Line) -> Result<()> {
        let linked = module.linked()?;
        match Written::of(&linked) {
            Some(made) => casts::change(module, &linked, &made, |_| true),
            // Each call can only reach functions of its own type.
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
