//! One table of figures.

use super::plan::Target;
use super::results::Figures;
use anyhow::{Result, anyhow};
use serde_json::{Value, json};
use std::fmt;

/// A figure, or why there is none.
pub type Figure = std::result::Result<f64, String>;

pub struct Row {
    pub name: String,
    pub ours: Figure,
    pub peer: Figure,
    verdict: Verdict,
    /// The upper limit of the figure.
    limit: Option<f64>,
    /// The reason for a higher limit than for other rows.
    over: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Met,
    Missed,
    /// It has no limit, or the peer's figure is missing.
    None,
}

pub struct Report {
    title: &'static str,
    ours: String,
    peer: String,
    decimals: usize,
    rows: Vec<Row>,
}

impl Row {
    /// Compares a pair of figures with the limits of its table.
    pub fn new(name: &str, ours: Figure, peer: Figure, target: &Target) -> Self {
        let over = target.over.get(name);
        let times = |ratio: f64| Some(ratio * peer.as_ref().ok()?);
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
            ours,
            peer,
            verdict,
            limit,
            over: over.map(|over| over.reason.clone()),
        }
    }

    fn ratio(&self) -> Option<f64> {
        match (&self.ours, &self.peer) {
            (Ok(ours), Ok(peer)) if *peer > 0.0 => Some(ours / peer),
            _ => None,
        }
    }
}

impl Report {
    pub fn new(title: &'static str, ours: &str, peer: &str, decimals: usize) -> Self {
        Self {
            title,
            ours: ours.to_owned(),
            peer: peer.to_owned(),
            decimals,
            rows: Vec::new(),
        }
    }

    pub fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub fn peer(&self) -> &str {
        &self.peer
    }

    /// The recorded figures; an error if a figure of ours is missing.
    pub fn figures(&self) -> Result<Vec<Figures>> {
        let whole = |value: &f64| -> Result<u64> { Ok(format!("{value:.0}").parse()?) };
        let rows = self.rows.iter().map(|row| {
            let missing = |reason: &String| anyhow!("{}: {reason}", row.name);
            Ok(Figures {
                name: row.name.clone(),
                ours: whole(row.ours.as_ref().map_err(missing)?)?,
                peer: row.peer.as_ref().ok().map(whole).transpose()?,
            })
        });
        rows.collect()
    }

    pub fn missed(&self) -> Vec<&Row> {
        self.rows
            .iter()
            .filter(|row| row.verdict == Verdict::Missed)
            .collect()
    }

    pub fn json(&self) -> String {
        let figure = |figure: &Figure| match figure {
            Ok(value) => json!(value),
            Err(reason) => json!({ "missing": reason }),
        };
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|row| {
                json!({
                    "name": row.name,
                    "ours": figure(&row.ours),
                    "peer": figure(&row.peer),
                    "ratio": row.ratio(),
                    "limit": row.limit,
                    "met": match row.verdict {
                        Verdict::Met => json!(true),
                        Verdict::Missed => json!(false),
                        Verdict::None => Value::Null,
                    },
                })
            })
            .collect();
        let whole = json!({
            "measured": self.title, "ours": self.ours, "peer": self.peer, "rows": rows,
        });
        format!("{whole:#}")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} and {}", self.title, self.ours, self.peer)?;
        writeln!(
            f,
            "{:<32} {:>12} {:>12} {:>7} {:>12}",
            "", "ours", "wasi-libc", "ratio", "at most"
        )?;
        let number = |value: Option<f64>, decimals: usize| {
            value.map_or_else(|| String::from("-"), |value| format!("{value:.decimals$}"))
        };
        for row in &self.rows {
            writeln!(
                f,
                "{:<32} {:>12} {:>12} {:>7} {:>12}{}",
                row.name,
                number(row.ours.as_ref().ok().copied(), self.decimals),
                number(row.peer.as_ref().ok().copied(), self.decimals),
                number(row.ratio(), 2),
                number(row.limit, self.decimals),
                match (row.verdict, &row.over) {
                    (Verdict::Missed, _) => "  MISSED",
                    (_, Some(_)) => "  *",
                    _ => "",
                }
            )?;
        }
        for row in &self.rows {
            if let Some(reason) = &row.over {
                writeln!(f, "* {}: {reason}", row.name)?;
            }
        }
        for row in &self.rows {
            for (side, figure) in [("ours", &row.ours), ("wasi-libc", &row.peer)] {
                if let Err(reason) = figure {
                    writeln!(f, "{}, {side}: {reason}", row.name)?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::Over;
    use super::*;

    fn missed(ours: Figure, peer: Figure, target: &Target) -> bool {
        let mut report = Report::new("x", "a", "b", 0);
        report.push(Row::new("row", ours, peer, target));
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
}
