//! The findings of one measurement: a table of figures, and their geometric means by group.

use super::plan::Target;
use super::results::Figures;
use super::side::Side;
use anyhow::{Result, anyhow};
use serde_json::{Value, json};
use std::fmt;

/// A figure, or why there is none.
pub type Figure = std::result::Result<f64, String>;

pub struct Row {
    pub name: String,
    group: Option<String>,
    ours: Figure,
    /// wasi-libc's, and the others'.
    peers: Vec<Figure>,
    verdict: Verdict,
    /// The upper limit of the figure.
    limit: Option<f64>,
    /// The reason for a higher limit than for other rows.
    over: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Met,
    Missed,
    /// It has no limit, or the peer's figure is missing.
    None,
}

pub struct Report {
    title: &'static str,
    ours: String,
    peers: Vec<Peer>,
    decimals: usize,
    rows: Vec<Row>,
    /// In the order of the means; none if there are no means.
    groups: Option<Vec<String>>,
    /// The limits of the means.
    mean: std::collections::BTreeMap<String, f64>,
}

struct Peer {
    /// Of its column, such as `wasi-libc`.
    label: &'static str,
    /// With its version.
    name: String,
}

/// The geometric mean of the ratios of some rows.
pub struct Mean {
    /// The group, or `all`.
    name: String,
    rows: usize,
    /// To each peer's figures; none where a peer has no figure at all.
    ratios: Vec<Option<f64>>,
    limit: Option<f64>,
}

impl Row {
    /// Compares figures with the limits of their table; `figures` are ours, wasi-libc's, and
    /// those of the other peers.
    pub fn new(name: &str, mut figures: Vec<Figure>, target: &Target) -> Self {
        let ours = figures.remove(0);
        let peer = figures.first().and_then(|peer| peer.as_ref().ok());
        let over = target.over.get(name);
        let times = |ratio: f64| Some(ratio * peer?);
        let usual = target.ratio.and_then(times);
        let by_ratio = over.map_or(usual, |over| times(over.ratio));
        let limit = match (by_ratio, target.max.get(name).copied()) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let verdict = match (&ours, limit) {
            (Err(_), _) => Verdict::Missed,
            (Ok(_), None) => Verdict::None,
            // It is within the usual limit: remove the exception.
            (Ok(ours), _) if over.is_some() && usual.is_some_and(|usual| *ours <= usual) => {
                Verdict::Missed
            }
            (Ok(ours), Some(limit)) if *ours <= limit => Verdict::Met,
            (Ok(_), Some(_)) => Verdict::Missed,
        };
        Self {
            name: name.to_owned(),
            group: None,
            ours,
            peers: figures,
            verdict,
            limit,
            over: over.map(|over| over.reason.clone()),
        }
    }

    pub fn in_group(mut self, group: Option<&String>) -> Self {
        self.group = group.cloned();
        self
    }

    /// To the peer of this number.
    fn ratio(&self, peer: usize) -> Option<f64> {
        match (&self.ours, self.peers.get(peer)) {
            (Ok(ours), Some(Ok(peer))) if *peer > 0.0 => Some(ours / peer),
            _ => None,
        }
    }
}

impl Mean {
    fn missed(&self) -> bool {
        let ratio = self.ratios.first().copied().flatten();
        matches!((ratio, self.limit), (Some(ratio), Some(limit)) if ratio > limit)
    }
}

/// The geometric mean; none of nothing.
pub fn geometric_mean(ratios: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0.0);
    for ratio in ratios {
        sum += ratio.ln();
        count += 1.0;
    }
    (count > 0.0).then(|| f64::exp(sum / count))
}

impl Report {
    /// A table with a column for each side: ours, wasi-libc, others.
    pub fn new(title: &'static str, sides: &[Side], decimals: usize) -> Self {
        Self {
            title,
            ours: sides[0].name.clone(),
            peers: sides[1..]
                .iter()
                .map(|side| Peer {
                    label: side.label,
                    name: side.name.clone(),
                })
                .collect(),
            decimals,
            rows: Vec::new(),
            groups: None,
            mean: [].into(),
        }
    }

    /// Reports the mean of each of these groups, too, and that of all rows.
    pub fn with_means(mut self, groups: &[String], target: &Target) -> Self {
        self.groups = Some(groups.to_vec());
        self.mean.clone_from(&target.mean);
        self
    }

    pub fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The name of the peer with this label.
    pub fn peer(&self, label: &str) -> Option<&str> {
        let peer = self.peers.iter().find(|peer| peer.label == label)?;
        Some(&peer.name)
    }

    /// The recorded figures; an error if a figure of ours is missing.
    pub fn figures(&self) -> Result<Vec<Figures>> {
        let whole = |value: &f64| -> Result<u64> { Ok(format!("{value:.0}").parse()?) };
        let rows = self.rows.iter().map(|row| {
            let missing = |reason: &String| anyhow!("{}: {reason}", row.name);
            let peer = |label: &str| -> Result<Option<u64>> {
                let at = self.peers.iter().position(|peer| peer.label == label);
                let figure = at.and_then(|at| row.peers[at].as_ref().ok());
                figure.map(whole).transpose()
            };
            Ok(Figures {
                name: row.name.clone(),
                group: row.group.clone(),
                ours: whole(row.ours.as_ref().map_err(missing)?)?,
                peer: peer(Side::WASI_LIBC)?,
                zig: peer(Side::ZIG)?,
            })
        });
        rows.collect()
    }

    fn means(&self) -> Vec<Mean> {
        let Some(groups) = &self.groups else {
            return Vec::new();
        };
        let mean = |name: &str, rows: Vec<&Row>| Mean {
            name: name.to_owned(),
            rows: rows.len(),
            ratios: (0..self.peers.len())
                .map(|peer| geometric_mean(rows.iter().filter_map(|row| row.ratio(peer))))
                .collect(),
            limit: self.mean.get(name).copied(),
        };
        let of_group = |group: &String| {
            let rows = self.rows.iter();
            mean(
                group,
                rows.filter(|row| row.group.as_ref() == Some(group))
                    .collect(),
            )
        };
        let mut means: Vec<Mean> = groups.iter().map(of_group).collect();
        means.retain(|mean| mean.rows > 0);
        means.push(mean("all", self.rows.iter().collect()));
        means
    }

    /// The rows and means that miss their targets, by name.
    pub fn missed(&self) -> Vec<String> {
        let rows = self.rows.iter();
        let rows = rows.filter(|row| row.verdict == Verdict::Missed);
        let rows = rows.map(|row| row.name.clone());
        let means = self.means().into_iter().filter(Mean::missed);
        rows.chain(means.map(|mean| format!("the mean of {}", mean.name)))
            .collect()
    }

    pub fn json(&self) -> Value {
        let figure = |figure: &Figure| match figure {
            Ok(value) => json!(value),
            Err(reason) => json!({ "missing": reason }),
        };
        let by_label = |value: &dyn Fn(usize) -> Value| -> Value {
            let peers = self.peers.iter().enumerate();
            peers
                .map(|(at, peer)| (peer.label.to_owned(), value(at)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|row| {
                json!({
                    "name": row.name,
                    "group": row.group,
                    "ours": figure(&row.ours),
                    "peers": by_label(&|at| figure(&row.peers[at])),
                    "ratios": by_label(&|at| json!(row.ratio(at))),
                    "limit": row.limit,
                    "met": match row.verdict {
                        Verdict::Met => json!(true),
                        Verdict::Missed => json!(false),
                        Verdict::None => Value::Null,
                    },
                })
            })
            .collect();
        let means: Vec<Value> = self
            .means()
            .iter()
            .map(|mean| {
                json!({
                    "group": mean.name,
                    "rows": mean.rows,
                    "ratios": by_label(&|at| json!(mean.ratios[at])),
                    "limit": mean.limit,
                    "met": mean.limit.map(|_| !mean.missed()),
                })
            })
            .collect();
        json!({
            "measured": self.title, "ours": self.ours,
            "peers": by_label(&|at| json!(self.peers[at].name)),
            "rows": rows, "means": means,
        })
    }
}

/// A column's text: a number, or a dash.
pub fn number(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(|| String::from("-"), |value| format!("{value:.decimals$}"))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.title, self.ours)?;
        for peer in &self.peers {
            write!(f, ", {}", peer.name)?;
        }
        write!(f, "\n{:<32} {:>12}", "", "ours")?;
        for peer in &self.peers {
            write!(f, " {:>12} {:>7}", peer.label, "ratio")?;
        }
        writeln!(f, " {:>12}", "at most")?;
        for row in &self.rows {
            let ours = number(row.ours.as_ref().ok().copied(), self.decimals);
            write!(f, "{:<32} {ours:>12}", row.name)?;
            for (at, peer) in row.peers.iter().enumerate() {
                let peer = number(peer.as_ref().ok().copied(), self.decimals);
                write!(f, " {peer:>12} {:>7}", number(row.ratio(at), 2))?;
            }
            let mark = match (row.verdict, &row.over) {
                (Verdict::Missed, _) => "  MISSED",
                (_, Some(_)) => "  *",
                _ => "",
            };
            writeln!(f, " {:>12}{mark}", number(row.limit, self.decimals))?;
        }
        for row in &self.rows {
            if let Some(reason) = &row.over {
                writeln!(f, "* {}: {reason}", row.name)?;
            }
        }
        for row in &self.rows {
            if let Err(reason) = &row.ours {
                writeln!(f, "{}, ours: {reason}", row.name)?;
            }
            for (peer, figure) in self.peers.iter().zip(&row.peers) {
                if let Err(reason) = figure {
                    writeln!(f, "{}, {}: {reason}", row.name, peer.label)?;
                }
            }
        }
        self.write_means(f)
    }
}

impl Report {
    fn write_means(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let means = self.means();
        if means.is_empty() {
            return Ok(());
        }
        write!(f, "\n{:<32} {:>12}", "geometric mean of the ratios", "rows")?;
        for peer in &self.peers {
            write!(f, " {:>12}", peer.label)?;
        }
        writeln!(f, " {:>12}", "at most")?;
        for mean in means {
            write!(f, "{:<32} {:>12}", mean.name, mean.rows)?;
            for ratio in &mean.ratios {
                write!(f, " {:>12}", number(*ratio, 2))?;
            }
            let mark = if mean.missed() { "  MISSED" } else { "" };
            writeln!(f, " {:>12}{mark}", number(mean.limit, 2))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::Over;
    use super::*;

    fn report() -> Report {
        Report::new("x", &[Side::named("a", "ours"), Side::named("b", "b")], 0)
    }

    fn missed(ours: Figure, peer: Figure, target: &Target) -> bool {
        let mut report = report();
        report.push(Row::new("row", vec![ours, peer], target));
        !report.missed().is_empty()
    }

    #[test]
    fn a_target_is_the_lower_of_ratio_and_limit() {
        let ratio = Target {
            ratio: Some(1.0),
            ..Target::default()
        };
        assert!(!missed(Ok(5.0), Ok(5.0), &ratio));
        assert!(missed(Ok(6.0), Ok(5.0), &ratio));
        let both = Target {
            max: [(String::from("row"), 3.0)].into(),
            ..ratio
        };
        assert!(missed(Ok(4.0), Ok(5.0), &both));
        assert!(missed(Ok(3.0), Ok(2.0), &both));
        assert!(!missed(Ok(3.0), Ok(3.0), &both));
    }

    #[test]
    fn an_exception_allows_more_and_must_be_needed() {
        let over = Over {
            ratio: 1.5,
            reason: String::from("features"),
        };
        let target = Target {
            ratio: Some(1.0),
            over: [(String::from("row"), over)].into(),
            ..Target::default()
        };
        assert!(!missed(Ok(7.0), Ok(5.0), &target));
        assert!(missed(Ok(8.0), Ok(5.0), &target));
        assert!(missed(Ok(5.0), Ok(5.0), &target));
    }

    #[test]
    fn a_figure_of_ours_that_is_missing_is_a_miss_and_a_peer_s_is_not() {
        let ratio = Target {
            ratio: Some(1.0),
            ..Target::default()
        };
        assert!(missed(
            Err("it does not link".into()),
            Ok(1.0),
            &Target::default()
        ));
        assert!(!missed(Ok(1.0), Err("it does not link".into()), &ratio));
    }

    #[test]
    fn a_mean_is_that_of_its_group_and_has_a_limit() {
        let groups = ["near".to_owned(), "far".to_owned(), "empty".to_owned()];
        let target = Target {
            mean: [("near".to_owned(), 0.4), ("all".to_owned(), 2.0)].into(),
            ..Target::default()
        };
        let mut report = report().with_means(&groups, &target);
        for (group, ours) in [(0, 1.0), (0, 4.0), (1, 64.0)] {
            let row = Row::new("row", vec![Ok(ours), Ok(4.0)], &target);
            report.push(row.in_group(Some(&groups[group])));
        }
        let means = report.means();
        let shown: Vec<_> = means
            .iter()
            .map(|mean| (mean.name.as_str(), mean.rows, number(mean.ratios[0], 2)))
            .collect();
        let expected = [("near", 2, "0.50"), ("far", 1, "16.00"), ("all", 3, "1.59")];
        assert_eq!(shown, expected.map(|(a, b, c)| (a, b, c.to_owned())));
        assert_eq!(report.missed(), ["the mean of near"]);
    }
}
