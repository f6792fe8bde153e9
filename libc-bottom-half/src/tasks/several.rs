//! Several threads.
//!
//! Each has an entry in a table, and sleeps on the word of its entry: so another thread can
//! wake it whatever it waits for. All here happens under the lock of the library, which a
//! sleeper releases ([`lock::without`]).

use core::cell::Cell;
use core::sync::atomic::{AtomicI32, Ordering};

use crate::abi::prctl::Name;
use crate::clock::now;
use crate::errno::{Errno, Result};
use crate::process::PID;
use crate::state::{process, thread};
use crate::wasi::thread::{Woken, is_cancelled, notify, wait};
use crate::wasi::{self, Timestamp, lock};

/// Threads at once, the first one included.
const MOST: usize = 1024;

/// How long a wait in the host lasts at most before it looks for changes inside.
pub const SLICE: Option<Timestamp> = Some(10_000_000);

struct Task {
    /// 0 in an entry that is free.
    number: Cell<i32>,
    /// Changes when the thread is woken.
    word: AtomicI32,
    waits: Cell<Wait>,
    name: Cell<Name>,
    /// The signals that are pending for it, and those that it blocks, as bits.
    pending: Cell<u64>,
    blocked: Cell<u64>,
    /// Sleepers on one address are woken in the order of these.
    ticket: Cell<u64>,
}

/// The reason why a thread sleeps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wait {
    Not,
    /// For a change of anything in the library.
    Change,
    /// On the futex at this address, with these bits.
    Futex(usize, u32),
}

impl Task {
    const FREE: Self = Self {
        number: Cell::new(0),
        word: AtomicI32::new(0),
        waits: Cell::new(Wait::Not),
        name: Cell::new([0; _]),
        pending: Cell::new(0),
        blocked: Cell::new(0),
        ticket: Cell::new(0),
    };

    /// Ends its wait.
    fn wake(&self) {
        self.waits.set(Wait::Not);
        self.nudge();
    }

    /// Makes it look again for signals, cancellation and the time.
    fn nudge(&self) {
        self.word.fetch_add(1, Ordering::Relaxed);
        notify(&self.word, 1);
    }
}

process! {
    static TASKS: [Task; MOST] = [const { Task::FREE }; MOST];

    /// The threads beside the first one.
    static OTHERS: Cell<usize> = Cell::new(0);

    /// One more than the highest index in use.
    static USED: Cell<usize> = Cell::new(0);

    static TICKETS: Cell<u64> = Cell::new(0);

    /// The signals that are pending for the process, as bits.
    static PENDING: Cell<u64> = Cell::new(0);

    /// The threads that wait for a change.
    static WATCHERS: Cell<usize> = Cell::new(0);
}

thread! {
    /// The entry of this thread. The first has the first one.
    static INDEX: Cell<usize> = Cell::new(0);
}

/// Whether another thread could end a wait.
pub fn are_several() -> bool {
    OTHERS.with(Cell::get) != 0
}

/// Whether another thread may have sent this one something.
#[inline]
pub fn were_several() -> bool {
    lock::is_shared()
}

/// The number of the calling thread.
pub fn number() -> i32 {
    let number = with_own(|task| task.number.get());
    if number == 0 { PID } else { number }
}

/// Accepts the number of the calling thread.
pub fn own(own: i32) -> Result {
    match own == number() {
        true => Ok(()),
        false => Err(Errno::SRCH),
    }
}

/// Whether another thread has this number.
pub fn has_other(other: i32) -> bool {
    other != number() && exists(other)
}

/// The name of the calling thread.
pub fn name() -> Name {
    with_own(|task| task.name.get())
}

pub fn set_name(name: Name) {
    with_own(|task| task.name.set(name));
}

/// The name of a thread.
pub fn name_of(number: i32) -> Result<Name> {
    let index = find(number).ok_or(Errno::SRCH)?;
    Ok(with(index, |task| task.name.get()))
}

pub fn set_name_of(number: i32, name: Name) -> Result {
    let index = find(number).ok_or(Errno::SRCH)?;
    with(index, |task| task.name.set(name));
    Ok(())
}

/// Whom a signal is sent to: a thread, by its number, or the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receiver(i32);

impl Receiver {
    /// Any thread that does not block the signal.
    pub const PROCESS: Self = Self(0);
    pub const ALL: Self = Self(-1);

    pub fn thread(number: i32) -> Self {
        Self(number)
    }

    pub fn own() -> Self {
        Self(number())
    }

    pub fn includes(self, other: Self) -> bool {
        self == Self::ALL || self == other
    }

    /// The bits of the signals that are pending for it.
    pub fn pending(self) -> u64 {
        self.with_pending(Cell::get)
    }

    pub fn set_pending(self, signals: u64) {
        self.with_pending(|slot| slot.set(signals));
    }

    fn with_pending<R>(self, use_it: impl FnOnce(&Cell<u64>) -> R) -> R {
        match find(self.0) {
            Some(index) => with(index, |task| use_it(&task.pending)),
            None => PENDING.with(use_it),
        }
    }

    /// The bits of the signals that it blocks: for the process, that any thread does.
    pub fn blocked(self, _: u64) -> u64 {
        match find(self.0) {
            Some(index) => with(index, |task| task.blocked.get()),
            None => with_all(|all| all.fold(0, |set, task| set | task.blocked.get())),
        }
    }

    /// Wakes it: a signal has become pending.
    pub fn wake(self) {
        match find(self.0) {
            Some(index) => with(index, Task::nudge),
            None => wake_all(),
        }
    }
}

/// Whose signals the calling thread can take.
pub fn receivers() -> [Receiver; 2] {
    [Receiver::own(), Receiver::PROCESS]
}

/// The bits of the signals that it can take.
pub fn pending() -> u64 {
    with_own(|task| task.pending.get()) | PENDING.with(Cell::get)
}

/// Others see which signals this thread blocks.
pub fn tell_blocked(signals: u64) {
    with_own(|task| task.blocked.set(signals));
}

/// Signals are no longer pending for anybody; returns whether one of them was.
pub fn forget(signals: u64) -> bool {
    let forget = |slot: &Cell<u64>| slot.replace(slot.get() & !signals) & signals != 0;
    let of_process = PENDING.with(forget);
    with_all(|all| all.fold(of_process, |was, task| forget(&task.pending) | was))
}

/// Wakes all that wait, since the time until which they wait, or a signal, has changed.
pub fn wake_all() {
    with_all(|all| all.for_each(Task::nudge));
}

/// Whether a thread has this number.
pub fn exists(number: i32) -> bool {
    number == PID || find(number).is_some()
}

/// An entry for a thread to be made; `AGAIN` if there are too many.
pub fn add() -> Result<usize> {
    TASKS.with(|tasks| {
        let mut entries = tasks.iter().enumerate().skip(1);
        let (index, task) = entries
            .find(|(_, task)| task.number.get() == 0)
            .ok_or(Errno::AGAIN)?;
        lock::share();
        // Taken; the host has yet to give the number.
        task.number.set(-1);
        task.blocked.set(u64::MAX);
        task.name.set(name());
        OTHERS.with(|others| others.set(others.get() + 1));
        USED.with(|used| used.set(used.get().max(index + 1)));
        Ok(index)
    })
}

/// The host has made the thread of an entry.
pub fn made(index: usize, number: i32) {
    with(index, |task| task.number.set(number));
}

/// A new thread begins.
pub fn begin(index: usize) {
    INDEX.with(|slot| slot.set(index));
}

/// Ends the calling thread: the part that needs its stack. The first thread stays, for the
/// others: the process ends with the last of them.
pub fn end() -> ! {
    lock::release_all();
    wasi::thread::end();
    let forever = AtomicI32::new(0);
    loop {
        wait(&forever, 0, -1);
    }
}

/// A thread has ended, or was not made. The others look again whether they wait in vain.
pub fn remove(index: usize) {
    TASKS.with(|tasks| {
        if let Some(task) = tasks.get(index) {
            task.number.set(0);
            task.pending.set(0);
        }
        OTHERS.with(|others| others.set(others.get().saturating_sub(1)));
        if !are_several() {
            tasks.iter().take(used()).for_each(Task::nudge);
        }
    });
}

/// Wakes a thread, whatever it waits for: it has been cancelled.
pub fn poke(number: i32) {
    if let Some(index) = find(number) {
        with(index, Task::nudge);
    }
}

/// Waits until a call of another thread has ended, or until a time. `DEADLK` if there is
/// neither another thread nor a time, `INTR` if the thread has been cancelled.
pub fn await_change(until: Option<Timestamp>) -> Result {
    if until.is_none() && !are_several() {
        return Err(Errno::DEADLK);
    }
    check()?;
    with_own(|task| task.waits.set(Wait::Change));
    WATCHERS.with(|count| count.set(count.get() + 1));
    let slept = sleep(until);
    WATCHERS.with(|count| count.set(count.get().saturating_sub(1)));
    with_own(|task| task.waits.set(Wait::Not));
    slept?;
    check()
}

/// Sleeps until a time, or until the thread is woken: `INTR` if it has been cancelled.
pub fn rest(until: Timestamp) -> Result {
    check()?;
    sleep(Some(until))?;
    check()
}

/// A call ends: those that wait for a change look again.
#[inline]
pub fn changed() {
    if WATCHERS.with(Cell::get) != 0 {
        wake_watchers();
    }
}

#[cold]
#[inline(never)]
fn wake_watchers() {
    TASKS.with(|tasks| {
        let all = tasks.iter().take(used());
        all.filter(|task| task.waits.get() == Wait::Change)
            .for_each(Task::wake);
    });
}

/// Waits until the futex at an address is woken. Returns whether it was; otherwise the time is
/// over, or the thread was woken for another reason.
pub fn await_futex(address: usize, bits: u32, until: Option<Timestamp>) -> Result<bool> {
    let ticket = TICKETS.with(|tickets| tickets.replace(tickets.get() + 1));
    with_own(|task| {
        task.ticket.set(ticket);
        task.waits.set(Wait::Futex(address, bits));
    });
    let slept = sleep(until);
    let waits = with_own(|task| task.waits.replace(Wait::Not));
    slept?;
    Ok(waits == Wait::Not)
}

/// Wakes so many of those that wait on the futex at an address, and have one of the bits;
/// returns how many there were.
pub fn wake(address: usize, bits: u32, count: usize) -> usize {
    let is_it = |task: &&Task| matches!(task.waits.get(), Wait::Futex(at, set) if at == address && set & bits != 0);
    TASKS.with(|tasks| {
        for woken in 0..count {
            let waiting = tasks.iter().take(used()).filter(is_it);
            match waiting.min_by_key(|task| task.ticket.get()) {
                Some(task) => task.wake(),
                None => return woken,
            }
        }
        count
    })
}

/// `INTR` if another thread has cancelled this one.
pub fn check() -> Result {
    match is_cancelled() {
        true => Err(Errno::INTR),
        false => Ok(()),
    }
}

/// Sleeps until a time, or until [`Task::wake`].
fn sleep(until: Option<Timestamp>) -> Result {
    let left = match until {
        None => -1,
        Some(until) => i64::try_from(until.saturating_sub(now()?)).unwrap_or(i64::MAX),
    };
    with_own(|task| {
        let seen = task.word.load(Ordering::Relaxed);
        // A waker changes the word first, so it is not missed.
        match lock::without(|| wait(&task.word, seen, left)) {
            Woken::Notified | Woken::Changed | Woken::TimedOut => {}
        }
    });
    Ok(())
}

fn used() -> usize {
    USED.with(Cell::get).max(1)
}

fn with<R>(index: usize, use_it: impl FnOnce(&Task) -> R) -> R {
    TASKS.with(|tasks| match tasks.get(index) {
        Some(task) => use_it(task),
        None => use_it(&tasks[0]),
    })
}

/// The threads that there are.
fn with_all<R>(use_them: impl FnOnce(&mut dyn Iterator<Item = &Task>) -> R) -> R {
    TASKS.with(|tasks| {
        let used = tasks.iter().take(used()).enumerate();
        let mut all = used.filter(|(index, task)| *index == 0 || task.number.get() != 0);
        use_them(&mut all.by_ref().map(|(_, task)| task))
    })
}

fn with_own<R>(use_it: impl FnOnce(&Task) -> R) -> R {
    with(INDEX.with(Cell::get), use_it)
}

fn find(wanted: i32) -> Option<usize> {
    match wanted {
        PID => Some(0),
        ..=0 => None,
        // Often its own.
        _ if wanted == number() => Some(INDEX.with(Cell::get)),
        _ => TASKS.with(|tasks| {
            let mut all = tasks.iter().take(used());
            all.position(|task| task.number.get() == wanted)
        }),
    }
}
