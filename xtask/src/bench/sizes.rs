//! `cargo xtask bench sizes`.

use super::plan::{Plan, Program, Target};
use super::report::{Figure, Report, Row};
use super::side::{Side, first_error};
use crate::layout::Layout;
use crate::progress::Progress;
use anyhow::Result;
use llvm::Llvm;

pub fn measure(
    layout: &Layout,
    llvm: &Llvm,
    plan: &Plan,
    sides: &[Side],
    target: &Target,
) -> Result<Report> {
    let mut report = Report::new("bytes of the stripped module", sides, 0);
    let programs = plan.sizes();
    let mut progress = Progress::new(false);
    for (at, program) in programs.iter().enumerate() {
        progress.count(&program.name, at + 1, programs.len());
        let sizes = sides.iter();
        let sizes = sizes.map(|side| size(layout, llvm, plan, side, program));
        let sizes = sizes.collect::<Result<Vec<Figure>>>()?;
        report.push(Row::new(&program.name, sizes, target));
    }
    progress.close();
    Ok(report)
}

fn size(
    layout: &Layout,
    llvm: &Llvm,
    plan: &Plan,
    side: &Side,
    program: &Program,
) -> Result<Figure> {
    let folder = tempfile::tempdir()?;
    let module = folder.path().join("program.wasm");
    Ok(
        match side.compile(layout, llvm, plan, program, &[], &module)? {
            Ok(()) => {
                let bytes = u32::try_from(module.metadata()?.len())?;
                Ok(f64::from(bytes))
            }
            Err(said) => Err(first_error(&said)),
        },
    )
}
