//! The figures in `docs/performance.md`: a picture and a table for each kind.

use super::chart;
use super::results::{Figures, Results, Table};
use crate::docs::between;
use crate::layout::Layout;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// The tables, by their name in `bench` and in the page, and what they count.
pub const TABLES: [(&str, &str); 3] = [
    ("sizes", "Bytes of the stripped module"),
    ("calls", "Host calls of a run"),
    ("instructions", "Instructions of a run"),
];

/// The page and its pictures. The text around the figures is not generated.
pub fn pages(layout: &Layout) -> Result<Vec<(PathBuf, String)>> {
    let path = layout.docs().join("performance.md");
    let mut page =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let results = Results::read(layout)?;
    let mut pages = Vec::new();
    for (name, title) in TABLES {
        let table = results.get(name).with_context(|| {
            format!("no figures are recorded: cargo xtask bench {name} --record")
        })?;
        page = between(&page, name, &section(name, title, table))?;
        pages.push((
            layout.docs().join(format!("performance/{name}.svg")),
            chart::svg(title, &table.figures),
        ));
    }
    pages.push((path, page));
    Ok(pages)
}

fn section(name: &str, title: &str, table: &Table) -> String {
    let mut text = format!(
        "\n![{title}, as a share of wasi-libc's](performance/{name}.svg)\n\n\
         Measured at commit {} of {}, against {}.\n\n\
         | {title} | wasi-sysroot | wasi-libc | Ratio |\n|---|--:|--:|--:|\n",
        table.commit, table.date, table.peer
    );
    for figures in &table.figures {
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| String::from("–"));
        text += &format!(
            "| {} | {} | {} | {} |\n",
            figures.name,
            grouped(figures.ours),
            or_dash(figures.peer.map(grouped)),
            or_dash(ratio(figures).map(|ratio| format!("{ratio:.2}"))),
        );
    }
    text
}

pub fn ratio(figures: &Figures) -> Option<f64> {
    let peer = figures.peer.filter(|peer| *peer > 0)?;
    // Exact below 2^53, which no figure comes near.
    #[expect(clippy::cast_precision_loss, reason = "figures are small")]
    Some(figures.ours as f64 / peer as f64)
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

    #[test]
    fn a_figure_without_a_peer_has_no_ratio() {
        let table = Table {
            commit: "abc".to_owned(),
            date: "2026-01-01".to_owned(),
            peer: "wasi-libc 1".to_owned(),
            zig: None,
            figures: vec![
                Figures {
                    name: "a".to_owned(),
                    group: None,
                    zig: None,
                    ours: 1_500,
                    peer: Some(3_000),
                },
                Figures {
                    name: "b".to_owned(),
                    group: None,
                    zig: None,
                    ours: 2,
                    peer: None,
                },
            ],
        };
        let text = section("sizes", "Bytes", &table);
        assert!(text.contains("| a | 1,500 | 3,000 | 0.50 |\n"), "{text}");
        assert!(text.contains("| b | 2 | – | – |\n"), "{text}");
    }
}
