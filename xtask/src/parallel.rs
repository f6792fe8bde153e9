//! Work on several threads.

use anyhow::Result;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many threads the machine runs at once.
pub fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Calls `work` with each item, on `workers` threads. The results have the order of the items.
/// Once a call has failed no other begins, and its error is the result.
pub fn map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    work: impl Fn(&T) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let worker = || -> Result<Vec<(usize, R)>> {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else {
                return Ok(done);
            };
            let result = work(item).inspect_err(|_| {
                next.store(items.len(), Ordering::Relaxed);
            })?;
            done.push((at, result));
        }
    };
    let mut results = thread::scope(|scope| -> Result<Vec<(usize, R)>> {
        let workers: Vec<_> = (0..workers.clamp(1, items.len().max(1)))
            .map(|_| scope.spawn(worker))
            .collect();
        let mut all = Vec::with_capacity(items.len());
        for worker in workers {
            all.extend(worker.join().expect("a worker does not panic")?);
        }
        Ok(all)
    })?;
    results.sort_by_key(|(at, _)| *at);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn results_keep_the_order_of_the_items() {
        let items: Vec<usize> = (0..50).collect();
        let doubled = map(&items, 3, |item| Ok(item * 2)).unwrap();
        assert_eq!(doubled, (0..50).map(|item| item * 2).collect::<Vec<_>>());
        assert_eq!(map(&[] as &[u8], 3, |_| Ok(())).unwrap(), []);
    }

    #[test]
    fn work_stops_at_an_error() {
        let done = AtomicUsize::new(0);
        let count = |item: &usize| {
            done.fetch_add(1, Ordering::Relaxed);
            if *item == 1 {
                bail!("wrong");
            }
            Ok(())
        };
        let items: Vec<usize> = (0..50).collect();
        let failed = map(&items, 1, count);
        assert_eq!(failed.unwrap_err().to_string(), "wrong");
        assert_eq!(done.load(Ordering::Relaxed), 2);
    }
}
