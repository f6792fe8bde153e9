//! The verdicts so far, in a file that an interrupted run leaves for the next one.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "verdict", content = "why")]
pub enum Verdict {
    Passed,
    /// The target lacks this.
    NotHere(String),
    /// It fails on Linux too, so.
    FailsNatively(String),
    /// It fails here for a known reason.
    Known(String),
    Failed(String),
}

impl Verdict {
    /// Whether `--resume` keeps it.
    fn is_settled(&self) -> bool {
        matches!(
            self,
            Self::Passed | Self::NotHere(_) | Self::FailsNatively(_)
        )
    }
}

#[derive(Deserialize, Serialize)]
struct Line {
    test: String,
    #[serde(flatten)]
    verdict: Verdict,
}

pub struct State {
    known: Mutex<(BTreeMap<String, Verdict>, File)>,
}

impl State {
    /// The verdicts in `file`, without those on the tests that are run again: with `resume`
    /// those that did not pass, else all tests in `chosen`.
    pub fn open(file: &Path, resume: bool, chosen: impl Fn(&str) -> bool) -> Result<Self> {
        let mut known = BTreeMap::new();
        let text = match file.is_file() {
            true => fs::read_to_string(file),
            false => Ok(String::new()),
        };
        for line in text
            .with_context(|| format!("cannot read {}", file.display()))?
            .lines()
        {
            // An interrupted run may have left a part of its last line.
            if let Ok(Line { test, verdict }) = serde_json::from_str(line) {
                known.insert(test, verdict);
            }
        }
        known.retain(|test, verdict| !chosen(test) || resume && verdict.is_settled());
        let out = File::create(file).with_context(|| format!("cannot write {}", file.display()))?;
        let state = Self {
            known: Mutex::new((BTreeMap::new(), out)),
        };
        for (test, verdict) in known {
            state.put(&test, verdict)?;
        }
        Ok(state)
    }

    pub fn put(&self, test: &str, verdict: Verdict) -> Result<()> {
        let line = Line {
            test: test.to_owned(),
            verdict,
        };
        let text = serde_json::to_string(&line)? + "\n";
        let mut known = self.known.lock().unwrap_or_else(|lock| lock.into_inner());
        known.1.write_all(text.as_bytes())?;
        known.0.insert(line.test, line.verdict);
        Ok(())
    }

    pub fn has(&self, test: &str) -> bool {
        let known = self.known.lock().unwrap_or_else(|lock| lock.into_inner());
        known.0.contains_key(test)
    }

    pub fn verdicts(&self) -> BTreeMap<String, Verdict> {
        let known = self.known.lock().unwrap_or_else(|lock| lock.into_inner());
        known.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::OpenOptions;

    #[test]
    fn a_run_goes_on_where_it_was_interrupted() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state");
        let state = State::open(&file, true, |_| true).unwrap();
        for (test, verdict) in [
            ("a", Verdict::Passed),
            ("b", Verdict::Failed("x\ny".into())),
            ("c", Verdict::NotHere("threads".into())),
            ("d", Verdict::Known("why".into())),
        ] {
            state.put(test, verdict).unwrap();
        }
        drop(state);
        let mut half = OpenOptions::new().append(true).open(&file).unwrap();
        half.write_all(b"{\"test\":\"e\",\"verd").unwrap();

        let state = State::open(&file, true, |test| test != "d").unwrap();
        let left: Vec<_> = state.verdicts().into_keys().collect();
        assert_eq!(left, ["a", "c", "d"]);
        assert!(state.has("a") && !state.has("b"));
        drop(state);
        let state = State::open(&file, false, |test| test == "a").unwrap();
        let left: Vec<_> = state.verdicts().into_keys().collect();
        assert_eq!(left, ["c", "d"]);
        assert_eq!(state.verdicts()["c"], Verdict::NotHere("threads".into()));
    }
}
