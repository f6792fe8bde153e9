//! Measures rows on all processors. Counts and sizes do not depend on what else runs.

use super::side::Side;
use crate::progress::Progress;
use anyhow::Result;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// A figure of each row on each side: the rows in their order, with the sides in theirs.
pub fn of_each_side<R: Sync, F: Send>(
    rows: &[R],
    sides: &[Side],
    name: impl Fn(&R) -> &str + Sync,
    figure: impl Fn(&R, &Side) -> Result<F> + Sync,
) -> Result<Vec<Vec<F>>> {
    let count = rows.len() * sides.len();
    let next = AtomicUsize::new(0);
    let progress = Mutex::new(Progress::new(false));
    let work = || -> Result<Vec<(usize, F)>> {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return Ok(done);
            }
            let row = &rows[at / sides.len()];
            let mut shown = progress.lock().unwrap_or_else(PoisonError::into_inner);
            shown.count(name(row), at / sides.len() + 1, rows.len());
            drop(shown);
            let figure = figure(row, &sides[at % sides.len()]).inspect_err(|_| {
                next.store(count, Ordering::Relaxed);
            })?;
            done.push((at, figure));
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut figures = thread::scope(|scope| -> Result<Vec<(usize, F)>> {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.join().expect("a worker does not panic")?);
        }
        Ok(all)
    })?;
    progress
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
        .close();
    figures.sort_by_key(|(at, _)| *at);
    let mut figures = figures.into_iter().map(|(_, figure)| figure);
    Ok(rows
        .iter()
        .map(|_| figures.by_ref().take(sides.len()).collect())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

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

    #[test]
    fn an_error_ends_it() {
        let figures = of_each_side(
            &[1, 2, 3],
            &sides(),
            |_| "",
            |row, _| {
                if *row == 2 {
                    bail!("wrong");
                }
                Ok(0)
            },
        );
        assert_eq!(figures.unwrap_err().to_string(), "wrong");
    }
}
