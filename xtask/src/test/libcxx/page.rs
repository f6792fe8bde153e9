//! The part of `docs/cxx.md` that the tests decide.

use super::results::{Results, Row};
use crate::docs::{self, cell};
use crate::layout::Layout;
use crate::test::engine::Failures;
use anyhow::{Context, Result};
use std::fmt::Write;
use std::fs;

const NAME: &str = "cxx.md";

/// The page, with its part made of the recorded results and the known failures.
pub fn page(layout: &Layout) -> Result<String> {
    let page = fs::read_to_string(layout.docs().join(NAME)).with_context(|| NAME)?;
    let known = Failures::read_file(&layout.tests().join("libcxx/known.toml"))?;
    let part = part(&Results::read(layout)?, &known);
    docs::between(&page, "libcxx", &part).with_context(|| NAME)
}

fn part(results: &Results, known: &Failures) -> String {
    let rows: Vec<(&str, &Row)> = results.rows().collect();
    let Some((_, first)) = rows.first() else {
        return "\nNo run is recorded yet.\n".to_owned();
    };
    let mut all = Row::default();
    rows.iter().for_each(|(_, row)| all.add(row));
    let share = all.share().unwrap_or_default();
    let mut text = format!(
        "\nVersion {}, sysroot of {}, {}: {} of {} tests were run. Of those that pass on Linux and \
         need nothing that is missing here, {}.{}% pass.\n\n\
         | Tests | All | Run | Passed | Fail here | Fail on Linux too | Not for this target |\n\
         |---|--:|--:|--:|--:|--:|--:|\n",
        first.version,
        first.commit,
        first.date,
        all.judged(),
        all.tests,
        share / 10,
        share % 10
    );
    for (name, row) in rows.iter().copied().chain([("all", &all)]) {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} |",
            match name {
                "all" => "**all**".to_owned(),
                _ => format!("`{name}`"),
            },
            row.tests,
            row.judged(),
            row.passed,
            row.failed,
            row.fail_natively,
            row.lacks.values().sum::<usize>()
        );
    }
    text += "\n| Not for this target: they need | Tests |\n|---|--:|\n";
    for (what, count) in &all.lacks {
        let _ = writeln!(text, "| {} | {count} |", cell(Some(what)));
    }
    if !known.kinds.is_empty() {
        text += "\n| Known failures | Tests | Why |\n|---|--:|---|\n";
    }
    for kind in &known.kinds {
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            cell(Some(&kind.what)),
            kind.tests.len(),
            cell(Some(&kind.reason))
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_what_share_was_run_and_passed() {
        let row = Row {
            version: "22.1".into(),
            commit: "abc".into(),
            date: "2026-01-02".into(),
            tests: 20,
            passed: 7,
            failed: 1,
            fail_natively: 1,
            lacks: [("a thread".to_owned(), 2)].into(),
        };
        let mut results = Results::default();
        let known = "about = 'x'\n[[kind]]\nwhat = 'links'\nreason = 'a | b'\ntests = ['std/x']\n";
        let known: Failures = toml::from_str(known).unwrap();
        assert!(part(&results, &known).contains("No run"));
        results.put("std/re", row.clone());
        results.put("std/time", row);
        let text = part(&results, &known);
        assert!(text.contains("22 of 40 tests were run"), "{text}");
        assert!(text.contains("87.5% pass"), "{text}");
        assert!(
            text.contains("| `std/re` | 20 | 11 | 7 | 1 | 1 | 2 |"),
            "{text}"
        );
        assert!(
            text.contains("| **all** | 40 | 22 | 14 | 2 | 2 | 4 |"),
            "{text}"
        );
        assert!(text.contains("| a thread | 4 |"), "{text}");
        assert!(text.contains("| links | 1 | a \\| b |"), "{text}");
    }
}
