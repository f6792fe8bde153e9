//! The figures in `docs/performance.md` and `docs/performance-figures.md`: a picture and a
//! table for each kind.

use super::chart;
use super::report::geometric_mean;
use super::results::{Figures, Results, Table};
use crate::docs::between;
use crate::layout::Layout;
use anyhow::{Context, Result};
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

/// The tables, by their name in `bench` and in the page, and what they count.
pub const TABLES: [(&str, &str); 6] = [
    ("sizes", "Bytes of the stripped module"),
    ("calls", "Host calls of a run"),
    ("instructions", "Instructions of a run"),
    ("programs", "Instructions of a program's run"),
    ("library", "Instructions in the library, of a program's run"),
    ("memory", "Pages of memory held"),
];

/// The files that recording writes, beside those of `Results`.
pub const WRITTEN: [&str; 2] = ["docs/performance", "docs/performance-figures.md"];

/// The pages and their pictures. The text around the figures is not generated.
pub fn pages(layout: &Layout) -> Result<Vec<(PathBuf, String)>> {
    let path = layout.docs().join("performance.md");
    let mut page =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let results = Results::read(layout)?;
    let mut pages = Vec::new();
    let mut all = String::from(
        "<!-- Generated from tests/bench/results.toml by `cargo xtask bench all --record` and \
         `cargo xtask tidy --write`. -->\n\n# Figures of the measurements\n\n\
         This page has the figures behind [the page on performance](performance.md), which says \
         how they\nare measured.\n",
    );
    for (name, title) in TABLES {
        let Some(table) = results.get(name) else {
            page = between(&page, name, "\n\nNot recorded yet.\n\n")?;
            continue;
        };
        let groups = groups(table);
        let mut picture = |name: &str, title: &str, rows: &[&Figures]| {
            let path = format!("performance/{name}.svg");
            pages.push((layout.docs().join(&path), chart::svg(title, rows)));
            format!("\n![{title}, as a share of wasi-libc's]({path})\n")
        };
        let rows: Vec<&Figures> = table.figures.iter().collect();
        let section = if groups.is_empty() {
            let picture = picture(name, title, &rows);
            format!(
                "{picture}\n{}\n{}",
                measured(table),
                figures(title, table, &rows)
            )
        } else {
            let mut text = format!("\n{}\n{}", measured(table), means(table, &groups));
            for group in &groups {
                let name = format!("{name}-{}", group.replace(' ', "-"));
                text += &picture(&name, &titled(group), &of_group(table, group));
            }
            text + "\n"
        };
        page = between(&page, name, &section)?;
        all += &format!("\n## {title}\n\n{}\n", measured(table));
        if groups.is_empty() {
            all += &figures(title, table, &rows);
        }
        for group in &groups {
            all += &format!("### {}\n\n", titled(group));
            all += &figures(title, table, &of_group(table, group));
            all += "\n";
        }
    }
    pages.push((path, page));
    let all = all.trim_end().to_owned() + "\n";
    pages.push((layout.docs().join("performance-figures.md"), all));
    Ok(pages)
}

/// Removes the pictures of groups and tables that are no more.
pub fn remove_others(layout: &Layout, pages: &[(PathBuf, String)]) -> Result<()> {
    let folder = layout.docs().join("performance");
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(|| format!("cannot read {}", folder.display()))?,
    };
    for entry in entries {
        let path = entry?.path();
        if !pages.iter().any(|(page, _)| *page == path) {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

/// In the order of their first rows.
fn groups(table: &Table) -> Vec<&str> {
    let mut groups = Vec::new();
    for group in table.figures.iter().filter_map(|row| row.group.as_deref()) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups
}

fn of_group<'a>(table: &'a Table, group: &str) -> Vec<&'a Figures> {
    let rows = table.figures.iter();
    rows.filter(|row| row.group.as_deref() == Some(group))
        .collect()
}

/// With a capital letter, unless it is the name of a function.
fn titled(group: &str) -> String {
    let is_function = ["malloc", "qsort", "printf", "stdio"].contains(&group);
    let mut letters = group.chars();
    match letters.next() {
        Some(first) if !is_function => first.to_uppercase().chain(letters).collect(),
        _ => group.to_owned(),
    }
}

fn measured(table: &Table) -> String {
    let zig = table.zig.as_ref();
    let zig = zig.map(|zig| format!(" and the libc of {zig}"));
    format!(
        "Measured at commit {} of {}, against {}{}.\n",
        table.commit,
        table.date,
        table.peer,
        zig.unwrap_or_default()
    )
}

/// The geometric mean of each group's ratios.
fn means(table: &Table, groups: &[&str]) -> String {
    let mean = |name: &str, rows: &[&Figures]| {
        let ratio = |ratio: fn(&Figures) -> Option<f64>| {
            decimal(geometric_mean(rows.iter().filter_map(|row| ratio(row))))
        };
        let mut line = format!("| {name} | {} | {} |", rows.len(), ratio(self::ratio));
        if table.zig.is_some() {
            line += &format!(" {} |", ratio(to_zig));
        }
        line + "\n"
    };
    let (title, rule) = match table.zig {
        Some(_) => (" To zig's libc |", "--:|"),
        None => ("", ""),
    };
    let mut text = format!(
        "| Geometric mean of the ratios | Rows | To wasi-libc |{title}\n|---|--:|--:|{rule}\n"
    );
    for group in groups {
        text += &mean(&titled(group), &of_group(table, group));
    }
    text + &mean("**All**", &table.figures.iter().collect::<Vec<_>>())
}

fn figures(title: &str, table: &Table, rows: &[&Figures]) -> String {
    let (columns, rule) = match table.zig {
        Some(_) => (" zig | Ratio |", "--:|--:|"),
        None => ("", ""),
    };
    let mut text = format!(
        "| {title} | wasi-sysroot | wasi-libc | Ratio |{columns}\n|---|--:|--:|--:|{rule}\n"
    );
    for row in rows {
        let number = |figure: Option<u64>| figure.map_or_else(|| String::from("–"), grouped);
        text += &format!(
            "| {} | {} | {} | {} |",
            row.name,
            grouped(row.ours),
            number(row.peer),
            decimal(ratio(row)),
        );
        if table.zig.is_some() {
            text += &format!(" {} | {} |", number(row.zig), decimal(to_zig(row)));
        }
        text.push('\n');
    }
    text
}

/// With two decimals, or a dash.
fn decimal(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| String::from("–"), |ratio| format!("{ratio:.2}"))
}

/// Of our figure to wasi-libc's.
pub fn ratio(figures: &Figures) -> Option<f64> {
    share(figures.ours, figures.peer)
}

/// Of our figure to zig's.
fn to_zig(figures: &Figures) -> Option<f64> {
    share(figures.ours, figures.zig)
}

/// Of zig's figure to wasi-libc's.
pub fn zig_ratio(figures: &Figures) -> Option<f64> {
    share(figures.zig?, figures.peer)
}

fn share(figure: u64, whole: Option<u64>) -> Option<f64> {
    let whole = whole.filter(|whole| *whole > 0)?;
    // Exact below 2^53, which no figure comes near.
    #[expect(clippy::cast_precision_loss, reason = "figures are small")]
    Some(figure as f64 / whole as f64)
}

/// With a comma between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }

    fn table(zig: Option<&str>, rows: &[(&str, u64, Option<u64>, Option<u64>)]) -> Table {
        let figures = rows.iter().map(|&(group, ours, peer, zig)| Figures {
            name: group.to_owned(),
            group: Some(group.to_owned()),
            ours,
            peer,
            zig,
        });
        Table {
            commit: "abc".to_owned(),
            date: "2026-01-01".to_owned(),
            peer: "wasi-libc 1".to_owned(),
            zig: zig.map(str::to_owned),
            figures: figures.collect(),
        }
    }

    #[test]
    fn a_figure_without_a_peer_has_no_ratio() {
        let table = table(
            None,
            &[("a", 1_500, Some(3_000), None), ("b", 2, None, None)],
        );
        let text = figures("Bytes", &table, &table.figures.iter().collect::<Vec<_>>());
        assert!(text.contains("| a | 1,500 | 3,000 | 0.50 |\n"), "{text}");
        assert!(text.contains("| b | 2 | – | – |\n"), "{text}");
    }

    #[test]
    fn groups_have_their_means_against_both() {
        let rows = [
            ("near home", 1, Some(2), Some(4)),
            ("near home", 4, Some(2), None),
            ("qsort", 1, Some(4), Some(1)),
        ];
        let table = table(Some("zig 1"), &rows);
        let groups = groups(&table);
        assert_eq!(groups, ["near home", "qsort"]);
        let text = means(&table, &groups);
        for line in [
            "| Near home | 2 | 1.00 | 0.25 |\n",
            "| qsort | 1 | 0.25 | 1.00 |\n",
            "| **All** | 3 | 0.63 | 0.50 |\n",
        ] {
            assert!(text.contains(line), "{text}");
        }
        let text = figures("Bytes", &table, &of_group(&table, "qsort"));
        assert!(
            text.contains("| qsort | 1 | 4 | 0.25 | 1 | 1.00 |\n"),
            "{text}"
        );
    }
}
