//! Measures rows on all processors. Counts and sizes do not depend on what else runs.

use super::side::Side;
use crate::parallel;
use crate::progress::Progress;
use anyhow::Result;
use std::sync::{Mutex, PoisonError};

/// A figure of each row on each side: the rows in their order, with the sides in theirs.
pub fn of_each_side<R: Sync, F: Send>(
    rows: &[R],
    sides: &[Side],
    name: impl Fn(&R) -> &str + Sync,
    figure: impl Fn(&R, &Side) -> Result<F> + Sync,
) -> Result<Vec<Vec<F>>> {
    let pairs: Vec<(usize, &Side)> = (0..rows.len())
        .flat_map(|row| sides.iter().map(move |side| (row, side)))
        .collect();
    let progress = Mutex::new(Progress::new(false));
    let figures = parallel::map(&pairs, parallel::processors(), |&(at, side)| {
        let row = &rows[at];
        let mut shown = progress.lock().unwrap_or_else(PoisonError::into_inner);
        shown.count(name(row), at + 1, rows.len());
        drop(shown);
        figure(row, side)
    })?;
    progress
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
        .close();
    let mut figures = figures.into_iter();
    Ok(rows
        .iter()
        .map(|_| figures.by_ref().take(sides.len()).collect())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides() -> [Side; 2] {
        [Side::named("a", "ours"), Side::named("bb", "b")]
    }

    #[test]
    fn figures_keep_the_order_of_rows_and_sides() {
        let rows: Vec<usize> = (0..50).collect();
        let figures = of_each_side(
            &rows,
            &sides(),
            |_| "",
            |row, side| Ok(row * 10 + side.name.len()),
        );
        let expected: Vec<_> = rows
            .iter()
            .map(|row| vec![row * 10 + 1, row * 10 + 2])
            .collect();
        assert_eq!(figures.unwrap(), expected);
    }
}
