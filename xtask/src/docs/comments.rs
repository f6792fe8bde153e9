//! The line `Differs:` in the comments of the bottom half: the text of the syscall table,
//! beside the function that implements the call.
//!
//! Such a comment begins with the prototypes of its calls, in backticks: `` `read(fd, buf,
//! count)` — reads … ``. The line and what follows it in its paragraph are the table's;
//! everything else in the comment is written by hand.

use crate::layout::Layout;
use crate::table::{Status, Syscall, Table};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use walkdir::WalkDir;

const LINE: &str = "Differs:";

/// The most characters of a line.
const WIDTH: usize = 92;

/// The files with such comments, and their correct content.
pub fn files(layout: &Layout, table: &Table) -> Result<Vec<(PathBuf, String)>> {
    let files = read(layout)?.into_iter();
    Ok(files
        .map(|(path, text)| (path, filled(&text, table)))
        .collect())
}

/// Comments about calls that are not in the table, and calls without a comment.
pub fn broken(layout: &Layout) -> Result<Vec<String>> {
    let table = Table::load(&layout.syscall_table())?;
    let mut missing: BTreeSet<&str> = table.done().map(|row| row.name.as_str()).collect();
    let mut broken = Vec::new();
    for (path, text) in read(layout)? {
        let path = path.strip_prefix(layout.root()).unwrap_or(&path).display();
        for (first, comment) in comments(&text) {
            let rows = rows(&comment, &table);
            for row in &rows {
                missing.remove(row.name.as_str());
            }
            if rows.is_empty() && comment.iter().any(|line| line.starts_with(LINE)) {
                broken.push(format!(
                    "{path}:{}: a difference that is not in syscalls.toml",
                    first + 1
                ));
            }
        }
    }
    broken.extend(missing.into_iter().map(|name| {
        format!("libc-bottom-half/src: no comment begins with `{name}(…)`, to say what differs")
    }));
    Ok(broken)
}

fn read(layout: &Layout) -> Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(layout.bottom_half().join("src")).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            files.push((path, text));
        }
    }
    Ok(files)
}

/// The documentation comments of a file: the number of the first line, and the text of each.
fn comments(text: &str) -> Vec<(usize, Vec<&str>)> {
    let mut comments: Vec<(usize, Vec<&str>)> = Vec::new();
    let mut is_inside = false;
    for (number, line) in text.lines().enumerate() {
        let comment = line.trim_start().strip_prefix("///");
        match (comment, comments.last_mut()) {
            (Some(line), Some((_, lines))) if is_inside => lines.push(line.trim()),
            (Some(line), _) => comments.push((number, vec![line.trim()])),
            (None, _) => {}
        }
        is_inside = comment.is_some();
    }
    comments
}

/// The calls that a comment is about.
fn rows<'a>(comment: &[&str], table: &'a Table) -> Vec<&'a Syscall> {
    if !comment.first().is_some_and(|line| line.starts_with('`')) {
        return Vec::new();
    }
    let text = comment.join(" ");
    let Some((head, _)) = text.split_once('—') else {
        return Vec::new();
    };
    let quoted = head.split('`').skip(1).step_by(2);
    let named = quoted.filter_map(|code| code.split_once('(').map(|(name, _)| name));
    named
        .filter_map(|name| table.functions().find(|row| row.name == name))
        .collect()
}

/// A file with the table's words in its comments.
fn filled(text: &str, table: &Table) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (first, comment) in comments(text).into_iter().rev() {
        let rows = rows(&comment, table);
        if rows.is_empty() {
            continue;
        }
        let end = comment.len();
        let from = comment.iter().position(|line| line.starts_with(LINE));
        let from = from.unwrap_or(end);
        let to = comment[from..].iter().position(|line| line.is_empty());
        let to = to.map_or(end, |length| from + length);
        let indent = lines[first].len() - lines[first].trim_start().len();
        let wrapped = wrapped(&format!("{LINE} {}", differences(&rows)), indent);
        lines.splice(first + from..first + to, wrapped);
    }
    lines.join("\n") + "\n"
}

/// The differences of these calls, which one function implements.
fn differences(rows: &[&Syscall]) -> String {
    let others = |row: &Syscall| {
        let mut others = rows.iter().filter(|other| other.name != row.name);
        others.any(|other| difference(row) == format!("As `{}`.", other.name))
    };
    let telling: Vec<&&Syscall> = rows.iter().filter(|row| !others(row)).collect();
    match telling.as_slice() {
        [first, rest @ ..] if rest.iter().all(|row| difference(row) == difference(first)) => {
            difference(first)
        }
        rows => {
            let each = |row: &&&Syscall| format!("`{}`: {}", row.name, difference(row));
            rows.iter().map(each).collect::<Vec<_>>().join(" ")
        }
    }
}

fn difference(row: &Syscall) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match (row.status, &row.differs) {
        (Status::Refused, _) if row.service.is_some() => {
            format!(
                "fails with `{}` on a host without services. {} With them: {}",
                text(&row.errno),
                text(&row.reason),
                text(&row.service)
            )
        }
        (Status::Refused, _) => {
            format!(
                "always fails with `{}`. {}",
                text(&row.errno),
                text(&row.reason)
            )
        }
        (_, None) => "nothing.".to_owned(),
        (_, Some(differs)) => differs.clone(),
    }
}

fn wrapped(text: &str, indent: usize) -> Vec<String> {
    let begin = format!("{}///", " ".repeat(indent));
    let mut lines = vec![begin.clone()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                *line += &format!(" {word}");
            }
            _ => lines.push(format!("{begin} {word}")),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let row = |name: &str, number: u32, rest: &str| {
            format!("[[syscall]]\nname='{name}'\nnumber={number}\narea='io'\n{rest}\n")
        };
        let done = "status='real'\ndiffers=";
        Table::parse(
            &(row("one", 1, &format!("{done}'First words.'"))
                + &row("two", 2, &format!("{done}'As `one`.'"))
                + &row("three", 3, "status='real'")
                + &row(
                    "four",
                    4,
                    "status='refused'\nerrno='EIO'\nchecks='x'\nreason='No.'\ninstead='y'",
                )),
        )
        .unwrap()
    }

    #[test]
    fn the_tables_words_stand_in_the_paragraph() {
        let text = "/// `one(fd)`, `two(\n/// fd)` — do it.\n///\n/// Linux.\n/// Differs: wrong, and\n\
                    /// more of it.\n///\n/// By hand.\nfn one() {}\n\n    /// `three()` — does it.\n\
                    fn three() {}\n\n/// Tells `one(fd)` of it.\nfn four() {}\n";
        let wanted = "/// `one(fd)`, `two(\n/// fd)` — do it.\n///\n/// Linux.\n\
                      /// Differs: First words.\n///\n/// By hand.\nfn one() {}\n\n\
                      \u{20}   /// `three()` — does it.\n    /// Differs: nothing.\n\
                      fn three() {}\n\n/// Tells `one(fd)` of it.\nfn four() {}\n";
        assert_eq!(filled(text, &table()), wanted);
        assert_eq!(filled(wanted, &table()), wanted);
    }

    #[test]
    fn calls_that_differ_otherwise_are_told_apart() {
        let table = table();
        let rows: Vec<&Syscall> = table.syscalls.iter().collect();
        assert_eq!(
            differences(&rows),
            "`one`: First words. `three`: nothing. `four`: always fails with `EIO`. No."
        );
    }

    #[test]
    fn long_lines_are_wrapped() {
        let lines = wrapped(&"word ".repeat(40), 4);
        assert_eq!(lines.len(), 3);
        assert!(
            lines
                .iter()
                .all(|line| line.len() <= WIDTH && line.starts_with("    /// word"))
        );
    }
}
