//! `--deterministic`: clocks that count reads instead of time, and random
//! numbers from a fixed seed.
//!
//! Time stamps of files still come from the host.

use std::convert::Infallible;

use preview1::{Clockid, Errno, Event, Eventtype, Id, Subclockflags, Subscription};

use super::Stop;
use super::guest::{Guest, address, out_of_bounds};
use super::layer::{Below, Layer};
use super::poll::subscription;

/// 2000-01-01T00:00:00Z in nanoseconds after 1970.
const EPOCH: u64 = 946_684_800_000_000_000;
/// The time that a read of a clock takes, and so its resolution.
const STEP: u64 = 1_000;

#[derive(Default)]
pub struct Deterministic {
    /// Nanoseconds that the program has run or slept.
    elapsed: u64,
    /// The state of a SplitMix64 generator.
    random: u64,
}

impl Layer for Deterministic {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        match self.answer(id, args, memory, below)? {
            Some(answer) => Ok(answer),
            None => below.call(id, args, memory),
        }
    }
}

impl Deterministic {
    /// The time on a clock, `None` for the clocks of CPU time.
    fn now(&self, clock: Clockid) -> Option<u64> {
        match clock {
            Clockid::REALTIME => Some(EPOCH.saturating_add(self.elapsed)),
            Clockid::MONOTONIC => Some(self.elapsed),
            _ => None,
        }
    }

    /// The time of a clock event, as a value of `elapsed`.
    fn due(&self, wanted: &Subscription) -> Option<u64> {
        let now = self.now(wanted.clockid())?;
        let left = if wanted.clock_flags().has(Subclockflags::ABSTIME) {
            wanted.timeout().saturating_sub(now)
        } else {
            wanted.timeout()
        };
        Some(self.elapsed.saturating_add(left))
    }

    fn next_random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Answers the calls that would introduce time or chance, `None` for others.
    fn answer(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Option<Errno>, Stop> {
        let pointer = |index: usize| address(args[index]);
        match id {
            Id::clock_res_get if self.now(Clockid(pointer(0))).is_some() => {
                memory.put(pointer(1), &STEP.to_le_bytes())?;
            }
            Id::clock_time_get => {
                let Some(now) = self.now(Clockid(pointer(0))) else {
                    return Ok(None);
                };
                memory.put(pointer(2), &now.to_le_bytes())?;
                self.elapsed = self.elapsed.saturating_add(STEP);
            }
            Id::random_get => {
                let Ok(_) = memory.fill(pointer(0), pointer(1), |buffer| {
                    for chunk in buffer.chunks_mut(8) {
                        let random = self.next_random().to_le_bytes();
                        chunk.copy_from_slice(&random[..chunk.len()]);
                    }
                    Ok::<_, Infallible>(buffer.len())
                })?;
            }
            Id::poll_oneoff => {
                return self.poll(args, memory, below).map(Some);
            }
            _ => return Ok(None),
        }
        Ok(Some(Errno::SUCCESS))
    }

    /// Waits for descriptors only as long as no clock event is due, then lets
    /// the clock jump to the first one.
    fn poll(
        &mut self,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        let [subscriptions, events, count, result] = [0, 1, 2, 3].map(|index| address(args[index]));
        let all = (0..count)
            .map(|index| subscription(memory, subscriptions, index))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| out_of_bounds(subscriptions, count as usize * Subscription::SIZE))?;
        let mut clocks = Vec::new();
        let mut waits = Vec::new();
        for (index, wanted) in (0..).zip(&all) {
            if wanted.kind() != Eventtype::CLOCK {
                waits.push(subscriptions + index * Subscription::SIZE as u32);
                continue;
            }
            match self.due(wanted) {
                Some(due) => clocks.push((due, wanted.userdata)),
                None => return Ok(Errno::INVAL),
            }
        }
        if all.is_empty() {
            return Ok(Errno::INVAL);
        }

        let mut happened = Vec::new();
        if !waits.is_empty() {
            match poll_descriptors(below, &waits, !clocks.is_empty(), memory)? {
                Ok(ready) => happened = ready,
                Err(errno) => return Ok(errno),
            }
        }
        if happened.is_empty() {
            let first = clocks.iter().map(|(due, _)| *due).min();
            self.elapsed = first.unwrap_or(self.elapsed);
        }
        for (due, userdata) in clocks {
            if due <= self.elapsed {
                let event = Event {
                    userdata,
                    ..Event::EMPTY
                };
                happened.push(event.to_bytes());
            }
        }
        memory.put(events, happened.as_flattened())?;
        // At most `count` of them, which is 32 bits wide.
        memory.put(result, &(happened.len() as u32).to_le_bytes())?;
        Ok(Errno::SUCCESS)
    }
}

type RawEvent = [u8; Event::SIZE];

/// Polls descriptors on the host, with copies of their subscriptions in a separate
/// memory. With `briefly`, does not wait.
fn poll_descriptors(
    below: &mut Below<'_>,
    subscriptions: &[u32],
    briefly: bool,
    memory: &Guest<'_>,
) -> Result<Result<Vec<RawEvent>, Errno>, Stop> {
    let mut scratch = Vec::new();
    for at in subscriptions {
        scratch.extend_from_slice(&memory.bytes(*at, Subscription::SIZE as u32)?);
    }
    if briefly {
        // A monotonic clock event that is due at once.
        let clock = Subscription::clock(0, Clockid::MONOTONIC, 0, Subclockflags::NONE);
        scratch.extend_from_slice(&clock.to_bytes());
    }
    let events = scratch.len();
    let count = events / Subscription::SIZE;
    let result = events + count * Event::SIZE;
    scratch.resize(result + 4, 0);
    let args = [0, events as u64, count as u64, result as u64];
    match below.call(Id::poll_oneoff, &args, &mut Guest::Alone(&mut scratch))? {
        Errno::SUCCESS => {}
        errno => return Ok(Err(errno)),
    }
    let happened = Guest::Alone(&mut scratch).u32_at(result as u32);
    let happened = happened.unwrap_or_default() as usize;
    let (ready, _) = scratch[events..result].as_chunks();
    Ok(Ok(ready[..happened.min(count)]
        .iter()
        // The clock event is ours, not the program's.
        .filter(|event| Event::from_bytes(event).kind != Eventtype::CLOCK)
        .copied()
        .collect()))
}
