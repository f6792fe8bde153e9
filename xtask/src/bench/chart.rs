//! A picture of one table: a bar for each row, as long as its ratio to the peer's figure.
//!
//! It has no background, and its colours can be read on a light and on a dark page alike.

use super::page::ratio;
use super::results::Figures;
use std::fmt::Write;

const ROW: usize = 22;
const TOP: usize = 44;
/// Where bars begin, and where the longest ends.
const LEFT: f64 = 230.0;
const RIGHT: f64 = 700.0;
const WIDTH: usize = 760;

const TEXT: &str = "#767676";
/// Bars below the peer's figure, and above it.
const LESS: &str = "#3f86c9";
const MORE: &str = "#c2703d";

pub fn svg(title: &str, figures: &[Figures]) -> String {
    let rows = figures.iter().filter_map(|row| Some((row, ratio(row)?)));
    let rows: Vec<_> = rows.collect();
    let longest = rows.iter().map(|(_, ratio)| *ratio).fold(1.0, f64::max);
    // The length of a bar of the ratio 1.
    let one = (RIGHT - LEFT) / longest;
    let height = TOP + rows.len() * ROW + 8;
    let title = escaped(title);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\" role=\"img\" font-family=\"sans-serif\" \
         font-size=\"13\" fill=\"{TEXT}\">\n\
         <title>{title}, as a share of wasi-libc's</title>\n\
         <text x=\"0\" y=\"14\" font-weight=\"bold\">{title}</text>\n\
         <text x=\"{line:.1}\" y=\"32\" text-anchor=\"middle\">wasi-libc = 1</text>\n",
        line = LEFT + one,
    );
    for (at, (row, ratio)) in rows.iter().enumerate() {
        let y = TOP + at * ROW;
        let length = ratio * one;
        let colour = if *ratio > 1.0 { MORE } else { LESS };
        writeln!(
            svg,
            "<text x=\"{label}\" y=\"{base}\" text-anchor=\"end\">{name}</text>\
             <rect x=\"{LEFT}\" y=\"{y}\" width=\"{length:.1}\" height=\"16\" fill=\"{colour}\"/>\
             <text x=\"{WIDTH}\" y=\"{base}\" text-anchor=\"end\">{ratio:.2}</text>",
            label = LEFT - 8.0,
            base = y + 13,
            name = escaped(&row.name),
        )
        .expect("writing to a string");
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

    #[test]
    fn bars_are_as_long_as_the_ratio() {
        let row = |name: &str, ours, peer| Figures {
            name: name.to_owned(),
            group: None,
            zig: None,
            ours,
            peer,
        };
        let svg = svg(
            "A & B",
            &[
                row("a<b", 1, Some(2)),
                row("c", 3, Some(2)),
                row("d", 1, None),
            ],
        );
        assert!(svg.contains("A &amp; B") && svg.contains("a&lt;b"), "{svg}");
        assert!(
            svg.contains("width=\"156.7\" height=\"16\" fill=\"#3f86c9\""),
            "{svg}"
        );
        assert!(
            svg.contains("width=\"470.0\" height=\"16\" fill=\"#c2703d\""),
            "{svg}"
        );
        assert_eq!(svg.matches("<rect").count(), 2);
    }
}
