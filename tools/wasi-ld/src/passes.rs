//! The passes over a module that wasm-ld has made.
//!
//! A pass is a file with its own tests on small modules, and a row of [`PASSES`]. The module
//! is read once, and each pass gets the result of the one before. The calls of its functions
//! are read when a pass asks for them, and kept until a pass changes the module
//! ([`crate::linked`]).

pub mod callbacks;
pub mod compact;
pub mod function_casts;
pub mod setjmp;
pub mod spill_pointers;
pub mod strip;
pub mod target_features;
pub mod wasm_opt;

use crate::line::Line;
use crate::module::Module;
use anyhow::{Context, Result};

/// One pass.
pub trait Pass {
    /// The option that selects it, or its purpose. Errors begin with it.
    fn name(&self) -> &'static str;

    /// Whether it runs for a link with this command line.
    fn applies(&self, line: &Line) -> bool;

    /// Changes the module if necessary.
    fn run(&self, module: &mut Module, line: &Line) -> Result<()>;
}

/// All passes, in their order.
pub const PASSES: &[&dyn Pass] = &[
    &setjmp::Setjmp,
    &target_features::TargetFeatures,
    // Before all passes that move instructions: it needs the padding of the linker's calls.
    &function_casts::FunctionCasts,
    &callbacks::Callbacks,
    // After the passes that add functions, which hold pointers too.
    &spill_pointers::SpillPointers,
    // After all passes that know how clang and wasm-ld arrange code.
    &wasm_opt::WasmOpt,
    // After all that read the names.
    &strip::Strip,
    // Last: it moves instructions, which the custom sections would have to follow.
    &compact::Compact,
];

/// Runs all passes for this command line on a module.
pub fn run(module: &mut Module, line: &Line) -> Result<()> {
    for pass in PASSES.iter().filter(|pass| pass.applies(line)) {
        pass.run(module, line).context(pass.name())?;
    }
    Ok(())
}

/// A module after one pass; `None` if it changed nothing.
#[cfg(test)]
fn changed(pass: &dyn Pass, module: &[u8]) -> Result<Option<Vec<u8>>> {
    let mut module = Module::parse(module.to_vec())?;
    let line = Line::read(Vec::new())?;
    pass.run(&mut module, &line)?;
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
        assert_eq!(names("a.o"), ["setjmp", "target features", "callbacks"]);
        assert_eq!(
            names("a.o -s -fwasi-opt -fwasi-spill-pointers -fwasi-function-casts"),
            [
                "setjmp",
                "target features",
                "-fwasi-function-casts",
                "-fwasi-spill-pointers",
                "-fwasi-opt",
                "-s",
                "-s"
            ]
        );
        assert_eq!(
            names("a.o -fwasi-opt -o conftest"),
            ["setjmp", "target features", "callbacks"]
        );
    }
}
