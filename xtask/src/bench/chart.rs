//! A picture of one table: two bars for each row, as long as the ratios of our figure and of
//! zig's to wasi-libc's.
//!
//! It has no background, and its colours can be read on a light and on a dark page alike.

use super::page::{self, ratio};
use super::results::Figures;
use std::fmt::Write;

const ROW: usize = 22;
const TOP: usize = 44;
/// Where bars begin, and where the longest ends.
const LEFT: f64 = 230.0;
const RIGHT: f64 = 670.0;
/// Where the numbers of the two bars end.
const OURS: usize = 720;
const ZIG: usize = 770;
const WIDTH: usize = 770;
/// Longer bars are cut off there, so that the others can be told apart.
const LONGEST: f64 = 3.0;

const TEXT: &str = "#767676";
/// Bars below wasi-libc's figure, and above it.
const LESS: &str = "#3f86c9";
const MORE: &str = "#c2703d";
const OTHER: &str = "#a0a0a0";

pub fn svg(title: &str, figures: &[&Figures]) -> String {
    let rows = figures.iter().copied();
    let rows = rows.filter_map(|row| Some((row, ratio(row)?, page::zig_ratio(row))));
    let rows: Vec<_> = rows.collect();
    let ratios = rows.iter().flat_map(|(_, ours, zig)| [Some(*ours), *zig]);
    let longest = ratios.flatten().fold(1.0, f64::max).min(LONGEST);
    let has_zig = rows.iter().any(|(_, _, zig)| zig.is_some());
    // The length of a bar of the ratio 1.
    let one = (RIGHT - LEFT) / longest;
    let length = |ratio: f64| ratio.min(longest) * one;
    let height = TOP + rows.len() * ROW + 8;
    let title = escaped(title);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\" role=\"img\" font-family=\"sans-serif\" \
         font-size=\"13\" fill=\"{TEXT}\">\n\
         <title>{title}, as a share of wasi-libc's</title>\n\
         <text x=\"0\" y=\"14\" font-weight=\"bold\">{title}</text>\n\
         <text x=\"{line:.1}\" y=\"32\" text-anchor=\"middle\">wasi-libc = 1</text>\n\
         <text x=\"{OURS}\" y=\"32\" text-anchor=\"end\" fill=\"{LESS}\">ours</text>\n",
        line = LEFT + one,
    );
    if has_zig {
        svg += &format!("<text x=\"{ZIG}\" y=\"32\" text-anchor=\"end\">zig</text>\n");
    }
    for (at, (row, ours, zig)) in rows.iter().enumerate() {
        let y = TOP + at * ROW;
        let colour = if *ours > 1.0 { MORE } else { LESS };
        let base = y + 13;
        let thick = if has_zig { 10 } else { 16 };
        write!(
            svg,
            "<text x=\"{label}\" y=\"{base}\" text-anchor=\"end\">{name}</text>\
             <rect x=\"{LEFT}\" y=\"{y}\" width=\"{length:.1}\" height=\"{thick}\" fill=\"{colour}\"/>\
             <text x=\"{OURS}\" y=\"{base}\" text-anchor=\"end\">{ours:.2}</text>",
            label = LEFT - 8.0,
            length = length(*ours),
            name = escaped(&row.name),
        )
        .expect("writing to a string");
        if let Some(zig) = zig {
            write!(
                svg,
                "<rect x=\"{LEFT}\" y=\"{under}\" width=\"{length:.1}\" height=\"6\" fill=\"{OTHER}\"/>\
                 <text x=\"{ZIG}\" y=\"{base}\" text-anchor=\"end\">{zig:.2}</text>",
                under = y + thick,
                length = length(*zig),
            )
            .expect("writing to a string");
        }
        svg.push('\n');
    }
    writeln!(
        svg,
        "<path d=\"M{x:.1} 38V{bottom}\" stroke=\"{TEXT}\" stroke-dasharray=\"3 3\"/>\n</svg>",
        x = LEFT + one,
        bottom = height - 4,
    )
    .expect("writing to a string");
    svg
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, ours: u64, peer: Option<u64>, zig: Option<u64>) -> Figures {
        Figures {
            name: name.to_owned(),
            group: None,
            ours,
            peer,
            zig,
        }
    }

    #[test]
    fn bars_are_as_long_as_the_ratio() {
        let rows = [
            row("a<b", 1, Some(2), None),
            row("c", 3, Some(2), None),
            row("d", 1, None, None),
        ];
        let svg = svg("A & B", &rows.iter().collect::<Vec<_>>());
        assert!(svg.contains("A &amp; B") && svg.contains("a&lt;b"), "{svg}");
        assert!(
            svg.contains("width=\"146.7\" height=\"16\" fill=\"#3f86c9\""),
            "{svg}"
        );
        assert!(
            svg.contains("width=\"440.0\" height=\"16\" fill=\"#c2703d\""),
            "{svg}"
        );
        assert_eq!(svg.matches("<rect").count(), 2);
        assert!(!svg.contains("zig"), "{svg}");
    }

    #[test]
    fn zig_has_a_bar_that_is_cut_off_if_it_is_long() {
        let rows = [row("a", 1, Some(2), Some(20)), row("b", 1, Some(2), None)];
        let svg = svg("A", &rows.iter().collect::<Vec<_>>());
        assert!(
            svg.contains("width=\"440.0\" height=\"6\" fill=\"#a0a0a0\""),
            "{svg}"
        );
        assert!(svg.contains(">10.00</text>"), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 3);
    }
}
