//! Waiting for descriptors, times and signals at once.
//!
//! Only a program that links timers, `epoll` or a similar call gets this module. The calls
//! of a table find its functions here ([`INTERRUPTS`]).

use core::cell::Cell;

use super::{What, kept, what};
use crate::abi::poll::{POLLERR, POLLHUP, POLLIN, POLLNVAL, Pollfd};
use crate::abi::signal::Sigset;
use crate::abi::time::Timespec;
use crate::clock::now;
use crate::clock::sleep;
use crate::conv::time::from_timespec;
use crate::errno::{Errno, Result};
use crate::fd::{self, LIMIT};
use crate::interrupt::{self, Handled, arrive};
use crate::outside;
#[cfg(any(network, test))]
use crate::poll::pollables::Pollables;
use crate::poll::{self, Look, look};
use crate::signal::{self, Set};
use crate::signal::{broken_pipe, known_size};
use crate::state::system;
use crate::tasks;
use crate::tty;
use crate::user::{In, InOut};
#[cfg(any(network, test))]
use crate::wasi::sockets::Pollable;
use crate::wasi::{
    self, Clockid, Event, Eventtype, Fd, Fdflags, Filetype, Subclockflags, Timestamp,
};

/// The additional functions of a table's calls, once there may be timers.
pub struct Interrupts {
    before: fn(Fd, Eventtype) -> Result,
    pub poll: Poll,
    broken_pipe: fn() -> Errno,
    arrive: fn(),
    /// Called if an inside object would block: returns when that may have changed, at the
    /// latest at a given time, and says whether a handler lets the call continue.
    stuck: fn(Option<Timestamp>, bool) -> Result,
    /// Lets a time pass, unless a handler is called.
    pause: fn(Timestamp) -> Result,
}

type Poll = fn(InOut<'_, Pollfd>, In<'_, Timespec>, In<'_, Sigset>, usize) -> Result<usize>;

const ALL: Interrupts = Interrupts {
    before: ready,
    poll,
    broken_pipe,
    arrive: interrupt::before,
    stuck,
    pause: pause_until_handled,
};

system! {
    static INTERRUPTS: Cell<Option<&'static Interrupts>> = Cell::new(None);

    /// The number of reads and writes of a host's descriptor: after one, an edge-triggered
    /// event is reported again.
    static TOUCHED: [Cell<u32>; LIMIT] = [const { Cell::new(0) }; LIMIT];
}

/// From now on, timers and signals interrupt calls.
pub fn interrupts() {
    INTERRUPTS.with(|slot| slot.set(Some(&ALL)));
}

#[inline]
pub fn interrupting() -> Option<&'static Interrupts> {
    match tasks::were_several() {
        // Another thread can end a wait.
        true => Some(&ALL),
        false => INTERRUPTS.with(Cell::get),
    }
}

/// Before a read or write: the effect of a signal on it.
#[inline]
pub fn before(fd: Fd, kind: Eventtype) -> Result {
    match interrupting() {
        Some(interrupts) => (interrupts.before)(fd, kind),
        None => Ok(()),
    }
}

/// After a failed write to the host.
#[cold]
pub fn failed(error: &Errno) {
    if *error == Errno::PIPE
        && let Some(interrupts) = interrupting()
    {
        (interrupts.broken_pipe)();
    }
}

/// Calls an inside object, again and again while it would block and a signal may help.
#[inline]
pub fn inside<T>(act: impl Fn() -> Result<T>) -> Result<T> {
    loop {
        match (act(), interrupting()) {
            (Err(Errno::DEADLK), Some(interrupts)) => (interrupts.stuck)(None, true)?,
            (result, _) => return result,
        }
    }
}

/// Lets a time pass in which only a handler can change an inside object; then `INTR`.
pub fn pause(time: Timestamp) -> Result {
    match interrupting() {
        Some(interrupts) => (interrupts.pause)(time),
        None => sleep(Clockid::MONOTONIC, time, Subclockflags::NONE),
    }
}

/// The way to wait for an inside object.
pub struct Patience {
    /// The deadline on the monotonic clock, and the error after it.
    pub end: Option<Timestamp>,
    pub over: Errno,
    /// Whether it goes on after a handler under `SA_RESTART`.
    pub restarts: bool,
}

/// As [`inside`], with a time limit.
pub fn inside_until<T>(patience: Patience, act: impl Fn() -> Result<T>) -> Result<T> {
    let Patience {
        end,
        over,
        restarts,
    } = patience;
    let interrupts = interrupting();
    if let Some(interrupts) = interrupts {
        (interrupts.arrive)();
    }
    loop {
        match (act(), end, interrupts) {
            (Err(Errno::DEADLK), Some(end), _) if now()? >= end => return Err(over),
            (Err(Errno::DEADLK), _, Some(interrupts)) => (interrupts.stuck)(end, restarts)?,
            (Err(Errno::DEADLK), Some(end), None) => {
                sleep(Clockid::MONOTONIC, end, Subclockflags::ABSTIME)?;
            }
            (result, ..) => return result,
        }
    }
}

/// A number that changes when a descriptor of the host is used.
pub fn touched(fd: Fd) -> u32 {
    let index = usize::try_from(fd.0).ok();
    TOUCHED.with(|all| {
        let count = index.and_then(|index| all.get(index));
        count.map_or(0, Cell::get)
    })
}

fn touch(fd: Fd) {
    TOUCHED.with(|all| {
        if let Ok(index) = usize::try_from(fd.0)
            && let Some(count) = all.get(index)
        {
            count.set(count.get().wrapping_add(1));
        }
    });
}

/// A read from the host that would block waits here, and only until a signal arrives.
fn ready(fd: Fd, kind: Eventtype) -> Result {
    interrupt::before();
    let Ok((What::Host(fd), _)) = what(fd) else {
        return Ok(());
    };
    touch(fd);
    while kind == Eventtype::FD_READ && is_interruptible() && may_wait(fd) {
        let done = Cell::new(false);
        let mut list = Waits::new();
        list.stream(0, fd, POLLIN)?;
        match list.wait(|_| done.set(true)) {
            Ok(()) => {}
            Err(Errno::INTR) => return Err(Errno::INTR),
            // The read returns the error.
            Err(_) => break,
        }
        if done.get() {
            break;
        }
        interrupt::check()?;
    }
    Ok(())
}

fn is_interruptible() -> bool {
    interrupt::soonest().is_some() || tasks::are_several()
}

fn may_wait(fd: Fd) -> bool {
    wasi::fd_fdstat_get(fd).is_ok_and(|stat| {
        let is_file = matches!(
            stat.filetype,
            Filetype::REGULAR_FILE | Filetype::DIRECTORY | Filetype::BLOCK_DEVICE
        );
        let flags = fd::flags(fd).unwrap_or(stat.flags);
        !is_file
            && !flags.has(Fdflags::NONBLOCK)
            && !kept::never_waits(fd)
            && tty::patience().is_none()
    })
}

/// Waits for the events of an inside object that the host brings about, at most until a time.
/// `INTR` after a handler, unless that lets the call continue.
#[cfg(any(network, test))]
pub fn outside(
    until: Option<Timestamp>,
    restarts: bool,
    add: impl FnOnce(&mut Waits) -> Result,
) -> Result {
    let mut waits = Waits::new();
    if let Some(until) = until {
        waits.until(until);
    }
    add(&mut waits)?;
    waits.wait(|_| {})?;
    match arrive(signal::mask()) {
        Some(Handled { restart }) if !(restart && restarts) => Err(Errno::INTR),
        _ => Ok(()),
    }
}

fn stuck(until: Option<Timestamp>, restarts: bool) -> Result {
    interrupt::doze(until)?;
    match arrive(signal::mask()) {
        Some(Handled { restart }) if !(restart && restarts) => Err(Errno::INTR),
        _ => Ok(()),
    }
}

fn pause_until_handled(time: Timestamp) -> Result {
    let end = now()?.saturating_add(time);
    while now()? < end {
        interrupt::doze(Some(end))?;
        if arrive(signal::mask()).is_some() {
            return Err(Errno::INTR);
        }
    }
    Ok(())
}

/// How a program with sockets of the network waits, for streams, too, until a time.
#[cfg(any(network, test))]
type Outside = fn(Pollables, poll::Waits, Option<Timestamp>, &dyn Fn(&Event)) -> Result;

#[cfg(any(network, test))]
system! {
    static OUTSIDE: Cell<Option<Outside>> = Cell::new(None);
}

/// From now on, there may be sockets of the network.
#[cfg(any(network, test))]
pub fn with_network() {
    interrupts();
    OUTSIDE.with(|slot| slot.set(Some(Pollables::wait)));
}

/// The events to wait for.
pub struct Waits {
    streams: poll::Waits,
    until: Option<Timestamp>,
    #[cfg(any(network, test))]
    pollables: Pollables,
    /// The events of `poll` that the next object is asked for.
    #[cfg(any(network, test))]
    pub asked: i16,
}

impl Waits {
    /// Marks events that wake but are not reported.
    pub const WAKES: u64 = poll::Waits::WAKES;

    fn new() -> Self {
        Self {
            streams: poll::Waits::begin(),
            until: None,
            #[cfg(any(network, test))]
            pollables: Pollables::begin(),
            #[cfg(any(network, test))]
            asked: 0,
        }
    }

    /// Waits for something of the network.
    #[cfg(any(network, test))]
    pub fn pollable(&mut self, pollable: Pollable) -> Result {
        self.pollables.add(pollable)
    }

    /// Waits for a stream of the host; `mark` comes back with the event.
    pub fn stream(&mut self, mark: u64, fd: Fd, events: i16) -> Result {
        self.streams.stream(mark, fd, events)
    }

    /// Waits at most until this time of the monotonic clock; 0 does not wait.
    pub fn until(&mut self, time: Timestamp) {
        self.until = Some(self.until.map_or(time, |until| until.min(time)));
    }

    /// Waits, also for the next timer, and reports the events of streams. `DEADLK` if
    /// nothing can ever happen.
    fn wait(self, told: impl Fn(&Event)) -> Result {
        let ends = [self.until, interrupt::soonest()];
        #[cfg(any(network, test))]
        if !self.pollables.is_empty()
            && let Some(wait) = OUTSIDE.with(Cell::get)
        {
            let end = ends.into_iter().flatten().min();
            return wait(self.pollables, self.streams, end, &told);
        }
        let left = match ends.into_iter().flatten().min() {
            end if self.streams.is_empty() && tasks::are_several() => {
                return tasks::await_change(end);
            }
            None if self.streams.is_empty() => return Err(Errno::DEADLK),
            None => None,
            Some(0) if self.streams.is_empty() => return Ok(()),
            Some(0) => Some(0),
            Some(end) => Some(end.saturating_sub(now()?)),
        };
        // Another thread may change an inside object meanwhile.
        if let Some(slice) = tasks::SLICE
            && tasks::are_several()
        {
            tasks::check()?;
            return self
                .streams
                .wait(Some(left.map_or(slice, |left| left.min(slice))), told);
        }
        self.streams.wait(left, told)
    }
}

/// An object to wait for until it is ready.
pub trait Wanted {
    /// Checks what is ready, and adds useful waits.
    fn look(&self, waits: &mut Waits) -> Result;

    /// The host reports it.
    fn told(&self, event: &Event);

    /// How many are ready.
    fn ready(&self) -> usize;
}

/// Waits until an object is ready, the time is over, or a handler of a signal that is not
/// in `blocked` was called.
pub fn wait(wanted: &impl Wanted, until: Option<Timestamp>, blocked: Set) -> Result<usize> {
    if blocked == signal::mask() {
        return wait_masked(wanted, until, blocked);
    }
    // Signals from outside then arrive, and are kept: the mask of this process is another.
    outside::lend(blocked);
    let result = wait_masked(wanted, until, blocked);
    outside::lend(signal::mask());
    result
}

fn wait_masked(wanted: &impl Wanted, until: Option<Timestamp>, blocked: Set) -> Result<usize> {
    let mut is_over = until == Some(0);
    loop {
        let mut waits = Waits::new();
        if let Some(until) = until {
            waits.until(until);
        }
        wanted.look(&mut waits)?;
        interrupt::notice();
        let signals = signal::pending().without(blocked) != Set::EMPTY;
        if wanted.ready() > 0 || signals || is_over {
            waits.until(0);
        }
        match waits.wait(|event| wanted.told(event)) {
            Err(Errno::INTR) => {
                arrive(blocked);
                return Err(Errno::INTR);
            }
            waited => waited?,
        }
        match wanted.ready() {
            0 => {}
            ready => return Ok(ready),
        }
        if arrive(blocked).is_some() {
            return Err(Errno::INTR);
        }
        if is_over {
            return Ok(0);
        }
        // An object that becomes ready at the end of the time counts.
        is_over = match until {
            None => false,
            Some(until) => now()? >= until,
        };
    }
}

/// The end of a timeout; 0 is at once.
pub fn end(timeout: Option<Timestamp>) -> Result<Option<Timestamp>> {
    match timeout {
        None => Ok(None),
        Some(0) => Ok(Some(0)),
        Some(time) => Ok(Some(now()?.saturating_add(time))),
    }
}

/// The signals that a call with `mask` blocks, if there is a mask, after checking its
/// size.
pub fn blocked(mask: In<'_, Sigset>, size: usize) -> Result<Set> {
    match mask.read() {
        None => Ok(signal::mask()),
        Some(mask) => {
            known_size(size)?;
            Ok(Set::from_c(mask).without(Set::FORCED))
        }
    }
}

struct Polled<'a>(InOut<'a, Pollfd>);

impl Wanted for Polled<'_> {
    fn look(&self, waits: &mut Waits) -> Result {
        for index in 0..self.0.len() {
            let Some(entry) = self.0.get(index) else {
                break;
            };
            let told = entry.events | POLLERR | POLLHUP;
            let revents = match state(Fd(entry.fd)) {
                State::None => 0,
                State::Bad => POLLNVAL,
                State::Host(fd) => match look(fd, entry.events) {
                    Look::Ready(revents) => revents,
                    Look::Stream(fd) => {
                        waits.stream(index as u64, fd, entry.events)?;
                        0
                    }
                },
                State::Inside(what, object) => {
                    let revents = what.events(object) & told;
                    if revents == 0 {
                        #[cfg(any(network, test))]
                        {
                            waits.asked = told;
                        }
                        what.waits(object, waits)?;
                    }
                    revents
                }
            };
            self.0.set(index, Pollfd { revents, ..entry });
        }
        Ok(())
    }

    fn told(&self, event: &Event) {
        poll::told(self.0, event);
    }

    fn ready(&self) -> usize {
        let entries = (0..self.0.len()).filter_map(|index| self.0.get(index));
        entries.filter(|entry| entry.revents != 0).count()
    }
}

/// The object of a descriptor, for polling.
enum State {
    None,
    Bad,
    Host(Fd),
    Inside(&'static dyn super::Inside, usize),
}

fn state(fd: Fd) -> State {
    if fd.0 < 0 {
        return State::None;
    }
    match what(fd) {
        Err(_) => State::Bad,
        Ok((What::Host(fd), _)) => State::Host(fd),
        Ok((What::Inside(inside, object), _)) => match inside.terminal(object) {
            Some(fd) => State::Host(fd),
            None => State::Inside(inside, object),
        },
    }
}

/// As [`crate::sys::poll::ppoll_time64`], with inside objects and signals.
fn poll(
    fds: InOut<'_, Pollfd>,
    timeout: In<'_, Timespec>,
    mask: In<'_, Sigset>,
    size: usize,
) -> Result<usize> {
    let timeout = timeout.read().map(from_timespec).transpose()?;
    let blocked = blocked(mask, size)?;
    interrupt::before();
    wait(&Polled(fds), end(timeout)?, blocked)
}

#[cfg(test)]
mod tests;
