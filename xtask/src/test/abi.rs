//! The suite `abi`: our headers and archive against the facts about wasi-libc
//! in `tests/abi`, and objects compiled elsewhere that must link and run.

mod constants;
pub mod exceptions;
mod files;
mod layouts;
mod prebuilt;
mod symbols;

pub use prebuilt::Rust;

use super::Setup;
use super::report::{Leg, Outcome, Test};
use super::toolchain::Sysroot;
use anyhow::{Context, Result};
use exceptions::{Difference, Exceptions, Kind};
use std::fs;
use std::sync::Arc;

type Compare = fn(&Setup, &Sysroot) -> Result<Vec<Difference>>;

const COMPARISONS: &[(Kind, Compare)] = &[
    (Kind::Constant, constants::differences),
    (Kind::Layout, layouts::differences),
    (Kind::Symbol, symbols::differences),
];

pub fn tests(setup: &Arc<Setup>) -> Result<Vec<Test>> {
    let mut tests: Vec<Test> = COMPARISONS
        .iter()
        .map(|&(kind, compare)| {
            let setup = setup.clone();
            Test::new(format!("abi/{kind}s"), Leg::Wasi, move || {
                let exceptions = Exceptions::read(&setup.layout.tests().join("abi"))?;
                let text = exceptions.judge(kind, &compare(&setup, setup.sysroot()?)?);
                Ok(if text.is_empty() {
                    Outcome::Passed
                } else {
                    Outcome::Failed(text)
                })
            })
        })
        .collect();
    tests.push(files::test(setup));
    tests.extend(prebuilt::tests(setup)?);
    Ok(tests)
}

/// The lines of a list of facts.
fn facts(setup: &Setup, name: &str) -> Result<String> {
    let path = setup.layout.tests().join("abi").join(name);
    fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
}
