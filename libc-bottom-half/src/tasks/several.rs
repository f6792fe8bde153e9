//! Several threads.
//!
//! Each has an entry in a table, and sleeps on the word of its entry: so another thread can
//! wake it whatever it waits for. All here happens under the lock of the library, which a
//! sleeper releases ([`lock::without`]).

use core::cell::Cell;
use core::sync::atomic::{AtomicI32, Ordering};

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
    /// Signals that others have sent to it.
    mail: Cell<u64>,
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
        mail: Cell::new(0),
        ticket: Cell::new(0),
    };

    fn wake(&self) {
        self.waits.set(Wait::Not);
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

/// Sends signals to another thread: the bits of a set.
pub fn post(to: i32, signals: u64) {
    if let Some(index) = find(to) {
        with(index, |task| {
            task.mail.set(task.mail.get() | signals);
            task.wake();
        });
    }
}

/// Takes the signals that others have sent to this thread.
pub fn mail() -> u64 {
    with_own(|task| task.mail.replace(0))
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
        OTHERS.with(|others| others.set(others.get() + 1));
        USED.with(|used| used.set(used.get().max(index + 1)));
        Ok(index)
    })
}

/// A new thread begins.
pub fn begin(index: usize, number: i32) {
    INDEX.with(|slot| slot.set(index));
    with_own(|task| task.number.set(number));
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
            task.mail.set(0);
        }
        OTHERS.with(|others| others.set(others.get().saturating_sub(1)));
        if !are_several() {
            tasks.iter().take(used()).for_each(Task::wake);
        }
    });
}

/// Wakes a thread, whatever it waits for: it has been cancelled.
pub fn poke(number: i32) {
    if let Some(index) = find(number) {
        with(index, Task::wake);
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

fn with_own<R>(use_it: impl FnOnce(&Task) -> R) -> R {
    with(INDEX.with(Cell::get), use_it)
}

fn find(number: i32) -> Option<usize> {
    TASKS.with(|tasks| {
        let mut all = tasks.iter().take(used());
        match number {
            PID => Some(0),
            _ => all.position(|task| task.number.get() == number),
        }
    })
}
