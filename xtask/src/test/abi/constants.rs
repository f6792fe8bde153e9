//! Every constant of wasi-libc's headers has the same value in ours.

use super::{Difference, facts};
use crate::test::Setup;
use crate::test::probe::{self, Answer, Question};
use crate::test::toolchain::Sysroot;
use anyhow::{Context, Result};

pub fn differences(setup: &Setup, sysroot: &Sysroot) -> Result<Vec<Difference>> {
    let text = facts(setup, "constants.txt")?;
    let facts: Vec<(&str, &str)> = text
        .lines()
        .map(|line| {
            line.split_once(' ')
                .with_context(|| format!("constants.txt: '{line}'"))
        })
        .collect::<Result<_>>()?;
    let questions: Vec<Question> = facts
        .iter()
        .map(|(name, _)| Question::Value((*name).into()))
        .collect();

    let mut differences = Vec::new();
    for (&(name, theirs), answer) in facts.iter().zip(probe::ask(setup, sysroot, &questions)?) {
        let ours = match answer {
            Answer::Value(value) if bits(theirs)? == value => continue,
            // Unsigned only where theirs needs it.
            Answer::Value(value) if theirs.parse::<i64>().is_err() => value.to_string(),
            Answer::Value(value) => value.cast_signed().to_string(),
            Answer::Error(_) => "missing".into(),
            Answer::Bits(_) => unreachable!("only values were asked for"),
        };
        differences.push(Difference {
            name: name.into(),
            ours,
            theirs: theirs.into(),
        });
    }
    Ok(differences)
}

/// A number as 64 bits: -1 and ULLONG_MAX are the same.
fn bits(number: &str) -> Result<u64> {
    let wide: i128 = number
        .parse()
        .with_context(|| format!("'{number}' is no number"))?;
    Ok(wide as u64)
}
