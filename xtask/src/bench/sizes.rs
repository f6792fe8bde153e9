//! `cargo xtask bench sizes`.

use super::Bench;
use super::figures;
use super::plan::Target;
use super::report::{Figure, Report, Row};
use super::side::first_error;
use anyhow::Result;

pub fn measure(bench: &Bench, target: &Target) -> Result<Report> {
    let mut report = Report::new("bytes of the stripped module", &bench.sides, 0);
    let programs = bench.plan.sizes().iter();
    let programs: Vec<_> = programs.filter(|row| bench.has(&row.name, None)).collect();
    let sizes = figures::of_each_side(
        &programs,
        &bench.sides,
        |program| &program.name,
        |program, side| -> Result<Figure> {
            Ok(match bench.modules.get(side, program, &[])? {
                Ok(module) => Ok(f64::from(u32::try_from(module.metadata()?.len())?)),
                Err(said) => Err(first_error(&said)),
            })
        },
    )?;
    for (program, sizes) in programs.iter().zip(sizes) {
        report.push(Row::new(&program.name, sizes, target));
    }
    Ok(report)
}
