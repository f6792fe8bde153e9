//! Reads the sysroot's data about refused calls: `share/wasi-cc/refused.txt`, `quiet.txt`
//! and `outcomes.txt`.

use anyhow::{Result, bail};
use std::collections::{BTreeMap, BTreeSet};

/// The table of refused calls.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub calls: BTreeMap<String, Refusal>,
    pub quiet: BTreeSet<String>,
    /// Function -> how it fails on every host, if not with the error of its call.
    pub outcomes: BTreeMap<String, String>,
}

/// The row of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The line of the table.
    pub place: usize,
    /// The error that the caller sees: an errno.
    pub errno: String,
    /// Whether a configure probe for it succeeds anyway.
    pub probe: bool,
    /// Whether it works on a host that offers processes.
    pub processes: bool,
    /// The advice.
    pub advice: String,
}

impl Table {
    pub fn parse(refused: &str, quiet: &str, outcomes: &str) -> Result<Table> {
        let mut table = Table::default();
        for (number, line) in lines(refused) {
            let mut words = line.splitn(5, char::is_whitespace);
            let (Some(call), Some(errno)) = (words.next(), words.next()) else {
                bail!("line {number}: `{line}` names no errno");
            };
            let refusal = Refusal {
                place: number,
                errno: errno.to_owned(),
                probe: match words.next() {
                    Some("yes") => true,
                    Some("no") => false,
                    _ => bail!("line {number}: `{line}` has neither yes nor no after the errno"),
                },
                processes: match words.next() {
                    Some("processes") => true,
                    Some("-") => false,
                    _ => bail!("line {number}: `{line}` has neither processes nor - after that"),
                },
                advice: words.next().unwrap_or_default().trim().to_owned(),
            };
            table.calls.insert(call.to_owned(), refusal);
        }
        let functions = lines(quiet).filter_map(|(_, line)| line.split_whitespace().next());
        table.quiet = functions.map(str::to_owned).collect();
        table.outcomes = lines(outcomes)
            .filter_map(|(_, line)| {
                let mut words = line.split_whitespace().map(str::to_owned);
                Some((words.next()?, words.next()?))
            })
            .collect();
        Ok(table)
    }
}

/// The numbered lines that are not empty or comments.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}
