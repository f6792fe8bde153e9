//! `tests/libcxx/results.toml`: the recorded results of every directory of tests.

use super::state::Verdict;
use super::suite::Case;
use crate::git::Commit;
use crate::record::{self, Record};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub type Results = Record<Row>;

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The library's.
    pub version: String,
    /// The commit of the sysroot, and its date.
    pub commit: String,
    pub date: String,
    /// All tests of the directory.
    pub tests: usize,
    pub passed: usize,
    /// Fail here and pass natively.
    pub failed: usize,
    pub fail_natively: usize,
    /// Tests that need something that this target lacks.
    pub lacks: BTreeMap<String, usize>,
}

impl Row {
    /// The tests that have a verdict.
    pub fn judged(&self) -> usize {
        self.passed + self.failed + self.fail_natively + self.lacks.values().sum::<usize>()
    }

    pub fn add(&mut self, other: &Self) {
        self.tests += other.tests;
        self.passed += other.passed;
        self.failed += other.failed;
        self.fail_natively += other.fail_natively;
        for (what, count) in &other.lacks {
            *self.lacks.entry(what.clone()).or_default() += count;
        }
    }

    /// The share of the programs that pass natively and need nothing that is missing, as
    /// tenths of a percent, rounded down.
    pub fn share(&self) -> Option<usize> {
        (self.passed * 1000).checked_div(self.passed + self.failed)
    }
}

impl record::Row for Row {
    const WRITTEN: [&'static str; 2] = ["tests/libcxx/results.toml", "docs/cxx.md"];
    const COMMAND: &'static str = "cargo xtask test --libcxx --record";
}

/// The rows of all directories.
pub fn rows(
    cases: &[Case],
    verdicts: &BTreeMap<String, Verdict>,
    version: &str,
    commit: &Commit,
) -> BTreeMap<String, Row> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for case in cases {
        let row = rows.entry(case.row()).or_insert_with(|| Row {
            version: version.to_owned(),
            commit: commit.name.clone(),
            date: commit.date.clone(),
            ..Row::default()
        });
        row.tests += 1;
        match verdicts.get(&case.name) {
            Some(Verdict::Passed) => row.passed += 1,
            Some(Verdict::Known(_) | Verdict::Failed(_)) => row.failed += 1,
            Some(Verdict::FailsNatively(_)) => row.fail_natively += 1,
            Some(Verdict::NotHere(what)) => *row.lacks.entry(what.clone()).or_default() += 1,
            None => {}
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::suite::Kind;
    use super::*;

    #[test]
    fn verdicts_are_counted_by_directory() {
        let case = |name: &str| Case {
            name: name.to_owned(),
            kind: Kind::Run,
            source: name.into(),
        };
        let names = ["a/x/1", "a/x/2", "a/x/y/3", "a/x/4", "a/x/5", "b/6"];
        let verdicts = [
            ("a/x/1", Verdict::Passed),
            ("a/x/2", Verdict::Known("why".into())),
            ("a/x/y/3", Verdict::NotHere("threads".into())),
            ("a/x/4", Verdict::FailsNatively("so".into())),
        ];
        let verdicts = verdicts.map(|(name, verdict)| (name.to_owned(), verdict));
        let commit = Commit {
            name: "abc".into(),
            date: "2026-01-02".into(),
        };
        let rows = rows(&names.map(case), &verdicts.into(), "22", &commit);
        let row = &rows["a/x"];
        assert_eq!((row.tests, row.judged()), (5, 4));
        assert_eq!((row.passed, row.failed, row.fail_natively), (1, 1, 1));
        assert_eq!(row.lacks["threads"], 1);
        assert_eq!(row.share(), Some(500));
        assert_eq!(rows["b"].share(), None);
        let mut all = Row::default();
        rows.values().for_each(|row| all.add(row));
        assert_eq!((all.tests, all.judged()), (6, 4));
    }
}
