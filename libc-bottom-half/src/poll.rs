//! Waiting for the host's streams.

#[cfg(any(network, test))]
pub mod pollables;

use core::cell::Cell;
use core::ops::Range;

use crate::abi::poll::{POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT, Pollfd};
use crate::errno::{Errno, Result};
use crate::state::thread;
use crate::user::InOut;
use crate::wasi::number::LIMIT;
use crate::wasi::{
    self, Clockid, Event, Eventrwflags, Eventtype, Fd, Filetype, Subclockflags, Subscription,
    Timestamp,
};

/// The number of waits in one call: for each possible descriptor, for reading and writing,
/// and for a time. Files are always ready and need none.
pub const MOST: usize = 2 * LIMIT + 1;

thread! {
    static SUBSCRIPTIONS: [Cell<Subscription>; MOST] = [const { Cell::new(Subscription::NONE) }; MOST];
    static EVENTS: [Cell<Event>; MOST] = [const { Cell::new(Event::EMPTY) }; MOST];

    /// The number of used ones.
    static USED: Cell<usize> = Cell::new(0);
}

/// The waits of one host call, which needs them in one array. A wait that begins while
/// another is being prepared ends before that one starts.
pub struct Waits {
    start: usize,
}

impl Waits {
    /// Marks events that wake but are not reported.
    pub const WAKES: u64 = u64::MAX;

    #[inline]
    pub fn begin() -> Self {
        let start = USED.with(Cell::get);
        Self { start }
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        USED.with(Cell::get) == self.start
    }

    /// Waits for a stream of the host; `mark` comes back with the event.
    #[inline]
    pub fn stream(&mut self, mark: u64, fd: Fd, events: i16) -> Result {
        for (event, kind) in [(POLLIN, Eventtype::FD_READ), (POLLOUT, Eventtype::FD_WRITE)] {
            if events & event != 0 {
                // One place is for the time.
                self.add(wasi::subscription(mark, kind, fd), MOST - 1)?;
            }
        }
        Ok(())
    }

    /// Whether one of them is for reading this stream.
    #[cfg(any(network, test))]
    pub fn reads(&self, fd: Fd) -> bool {
        let number = wasi::host_number(fd);
        SUBSCRIPTIONS.with(|waits| {
            let waits = waits.get(self.range()).unwrap_or_default();
            let mut waits = waits.iter().map(Cell::get);
            waits.any(|wait| wait.kind() == Eventtype::FD_READ && wait.host_number() == number)
        })
    }

    fn add(&mut self, wait: Subscription, most: usize) -> Result {
        let index = USED.with(Cell::get);
        SUBSCRIPTIONS.with(|all| {
            let all = all.get(..most).unwrap_or_default();
            all.get(index)
                .ok_or(Errno::NOMEM)
                .map(|slot| slot.set(wait))
        })?;
        USED.with(|used| used.set(index + 1));
        Ok(())
    }

    /// Waits, no longer than `left` if that is given, and reports the events of streams.
    ///
    /// For an event that an open stream cannot have, such as input on standard output, a
    /// host may fail with `BADF`, in the event or for the whole call. Such an event never
    /// happens; the wait continues for the others.
    #[inline]
    pub fn wait(mut self, left: Option<Timestamp>, told: impl Fn(&Event)) -> Result {
        if let Some(left) = left {
            let none = Subclockflags::NONE;
            self.add(
                Subscription::clock(Self::WAKES, Clockid::MONOTONIC, left, none),
                MOST,
            )?;
        }
        while !self.is_empty() {
            let happened = match self.ask() {
                Ok(0) => return Err(Errno::INTR),
                Ok(happened) => happened,
                Err(Errno::INTR) => return Err(Errno::INTR),
                Err(error) => match self.each_alone(&told) {
                    Told::Something => return Ok(()),
                    Told::Less => continue,
                    Told::Nothing => return Err(error),
                },
            };
            let (mut is_told, mut is_less) = (false, false);
            for event in (0..happened).map_while(|index| self.event(index)) {
                if is_wrong_way(event.error) {
                    is_less |= self.forget(event.userdata, event.kind);
                    continue;
                }
                is_told = true;
                if event.userdata != Self::WAKES {
                    told(&event);
                }
            }
            if is_told || !is_less {
                return Ok(());
            }
        }
        Err(Errno::DEADLK)
    }

    /// Where it is in the arrays.
    #[inline]
    fn range(&self) -> Range<usize> {
        self.start..USED.with(Cell::get)
    }

    #[inline]
    fn ask(&self) -> Result<usize> {
        SUBSCRIPTIONS.with(|waits| {
            let waits = waits.get(self.range()).ok_or(Errno::NOMEM)?;
            EVENTS.with(|events| {
                wasi::poll_oneoff(waits, events.get(self.range()).unwrap_or_default())
            })
        })
    }

    #[inline]
    fn event(&self, index: usize) -> Option<Event> {
        EVENTS.with(|events| events.get(self.start.checked_add(index)?).map(Cell::get))
    }

    /// Removes this wait; returns whether it was there.
    fn forget(&self, mark: u64, kind: Eventtype) -> bool {
        let forgotten = SUBSCRIPTIONS.with(|waits| {
            let waits = waits.get(self.range()).unwrap_or_default();
            let is_it = |wait: &&Cell<Subscription>| {
                wait.get().userdata == mark && wait.get().kind() == kind
            };
            match (waits.iter().find(is_it), waits.last()) {
                (Some(wait), Some(last)) => {
                    wait.set(last.get());
                    true
                }
                _ => false,
            }
        });
        USED.with(|used| used.set(used.get() - usize::from(forgotten)));
        forgotten
    }

    /// The host failed as a whole: finds out for which of the streams.
    #[cold]
    fn each_alone(&self, told: &impl Fn(&Event)) -> Told {
        let mut outcome = Told::Nothing;
        for index in self.range().rev() {
            let wait = SUBSCRIPTIONS.with(|waits| waits.get(index).map(Cell::get));
            let Some(wait) = wait.filter(|wait| wait.kind() != Eventtype::CLOCK) else {
                continue;
            };
            let Err(error) = at_once(wait) else { continue };
            let event = Event {
                userdata: wait.userdata,
                kind: wait.kind(),
                error: error.number(),
                ..Event::EMPTY
            };
            if !is_wrong_way(event.error) {
                told(&event);
                outcome = Told::Something;
            } else if self.forget(wait.userdata, wait.kind()) && outcome == Told::Nothing {
                outcome = Told::Less;
            }
        }
        outcome
    }
}

/// The result of a wait that the host refused as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// The error is not about a stream.
    Nothing,
    /// Fewer waits remain.
    Less,
    Something,
}

/// Whether a host says by this that the descriptor, which is open, cannot do that at all.
fn is_wrong_way(error: u16) -> bool {
    Errno::from_host(error) == Err(Errno::BADF)
}

/// The host's state of a stream now, without waiting: the number of bytes, if it is ready.
pub fn at_once(wait: Subscription) -> Result<Option<u64>> {
    within(0, wait)
}

/// The host's state of a stream, once it is ready or the time is over.
pub fn within(time: Timestamp, wait: Subscription) -> Result<Option<u64>> {
    let waits = [
        wait,
        Subscription::clock(Waits::WAKES, Clockid::MONOTONIC, time, Subclockflags::NONE),
    ];
    let events = [const { Cell::new(Event::EMPTY) }; 2];
    let n = wasi::poll_oneoff(&waits.map(Cell::new), &events)?;
    let mut events = events.iter().take(n).map(Cell::get);
    match events.find(|event| event.kind != Eventtype::CLOCK) {
        None => Ok(None),
        Some(event) => Errno::from_host(event.error).map(|()| Some(event.nbytes)),
    }
}

impl Drop for Waits {
    #[inline]
    fn drop(&mut self) {
        USED.with(|used| used.set(self.start));
    }
}

/// Records the host's events.
#[inline]
pub fn told(fds: InOut<'_, Pollfd>, event: &Event) {
    // The host may return an event that was not requested.
    let Ok(index) = usize::try_from(event.userdata) else {
        return;
    };
    if let Some(entry) = fds.get(index) {
        let revents = entry.revents | happening(event, entry.events);
        fds.set(index, Pollfd { revents, ..entry });
    }
}

#[derive(Clone, Copy, Debug)]
pub enum Look {
    /// No wait is needed: these events are there (or none, and none will come).
    Ready(i16),
    /// The host has to be asked.
    Stream(Fd),
}

/// The known state of a descriptor, without waiting.
#[inline]
pub fn look(fd: Fd, events: i16) -> Look {
    if fd.0 < 0 {
        return Look::Ready(0);
    }
    match wasi::fd_fdstat_get(fd) {
        Err(_) => Look::Ready(POLLNVAL),
        Ok(stat) => match stat.filetype {
            Filetype::REGULAR_FILE | Filetype::DIRECTORY | Filetype::BLOCK_DEVICE => {
                Look::Ready(events & (POLLIN | POLLOUT))
            }
            _ => Look::Stream(fd),
        },
    }
}

/// The `poll` events for an event of the host.
pub fn happening(event: &Event, asked: i16) -> i16 {
    let kind = match event.kind {
        Eventtype::FD_READ => POLLIN,
        Eventtype::FD_WRITE => POLLOUT,
        _ => return 0,
    };
    match Errno::from_host(event.error) {
        Ok(()) if event.flags.has(Eventrwflags::HANGUP) => (kind & POLLIN) | POLLHUP,
        Ok(()) => kind & asked,
        // The host cannot wait for this descriptor; reading it will return the error.
        Err(Errno::NOTSUP | Errno::NOSYS | Errno::NOTCAPABLE | Errno::PERM) => kind & asked,
        Err(_) => POLLERR,
    }
}
