//! The passes over a module that wasm-ld has made.
//!
//! A pass is a file with its own tests on small modules, and a row of [`PASSES`]. The module
//! is read once, and each pass gets what the one before has left. What its functions call is
//! read where a pass asks for it, and kept until one changes the module ([`crate::linked`]).

pub mod callbacks;
pub mod function_casts;
pub mod spill_pointers;
pub mod strip;
pub mod target_features;

use crate::line::Line;
use crate::module::Module;
use anyhow::{Context, Result};

/// One pass.
pub trait Pass {
    /// The option that asks for it, or what it does: errors begin so.
    fn name(&self) -> &'static str;

    /// Whether a link by this line has it.
    fn applies(&self, line: &Line) -> bool;

    /// Changes the module, where there is something to change.
    fn run(&self, module: &mut Module) -> Result<()>;
}

/// All passes, in their order.
pub const PASSES: &[&dyn Pass] = &[
    &target_features::TargetFeatures,
    // Before all that move instructions: they need the room that the linker leaves in calls.
    &function_casts::FunctionCasts,
    &callbacks::Callbacks,
    // After what adds functions, which hold pointers too.
    &spill_pointers::SpillPointers,
    // The others read the names.
    &strip::Strip,
];

/// Takes a module through all passes that a link by this line has.
pub fn run(module: &mut Module, line: &Line) -> Result<()> {
    for pass in PASSES.iter().filter(|pass| pass.applies(line)) {
        pass.run(module).context(pass.name())?;
    }
    Ok(())
}

/// A module after one pass; `None` where that has changed nothing.
#[cfg(test)]
fn changed(pass: &dyn Pass, module: &[u8]) -> Result<Option<Vec<u8>>> {
    let mut module = Module::parse(module.to_vec())?;
    pass.run(&mut module)?;
    Ok(module.is_changed().then(|| module.bytes().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_which_passes_there_are() {
        let names = |text: &str| {
            let line = Line::read(text.split(' ').map(Into::into).collect()).expect("a line");
            let passes = PASSES.iter().filter(|pass| pass.applies(&line));
            passes.map(|pass| pass.name()).collect::<Vec<_>>()
        };
        assert_eq!(names("a.o"), ["target features", "callbacks"]);
        assert_eq!(
            names("a.o -s -fwasi-spill-pointers -fwasi-function-casts"),
            [
                "target features",
                "-fwasi-function-casts",
                "-fwasi-spill-pointers",
                "-s"
            ]
        );
    }
}
