//! The signals of the one process: dispositions, blocked signals and pending signals.
//!
//! Nothing interrupts the one thread. A signal comes from the program itself, and is
//! delivered before the call that sent or unblocked it returns ([`crate::sys::signal`]);
//! or it comes from a timer, which the next call finds due ([`crate::interrupt`]); or from
//! outside, during a call of the host ([`crate::outside`]). The sending code registers the
//! delivery here, so that a program that only blocks signals does not link the delivery.

use core::cell::Cell;

use crate::abi::signal::{
    Info, SI_USER, SIG_DFL, SIGCHLD, SIGCONT, SIGKILL, SIGPIPE, SIGRTMAX, SIGRTMIN, SIGSTOP,
    SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGWINCH, SS_DISABLE, Siginfo, Sigset, Stack, Ucontext,
};
use crate::errno::{Errno, Result};
use crate::process::{PID, UID};
use crate::state::{process, system, thread};
use crate::tasks::{self, Receiver};
use crate::user::In;

/// The number of a signal, from 1 to 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal(u8);

impl Signal {
    #[inline]
    pub fn new(number: i32) -> Result<Self> {
        match number {
            1..=SIGRTMAX => Ok(Self(number as u8)),
            _ => Err(Errno::INVAL),
        }
    }

    #[inline]
    pub fn number(self) -> i32 {
        i32::from(self.0)
    }

    /// Whether each one sent is kept, and not only that there was one.
    #[inline]
    fn queues(self) -> bool {
        self.number() >= SIGRTMIN
    }

    /// The default action.
    #[inline]
    pub fn default_is_nothing(self) -> bool {
        Set::IGNORED.with(Set::STOPS).has(self)
    }

    #[inline]
    fn index(self) -> usize {
        usize::from(self.0) - 1
    }
}

/// A set of signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Set(u64);

impl Set {
    pub const EMPTY: Self = Self(0);

    /// The signals that cannot be blocked, handled or ignored.
    pub const FORCED: Self = Self::of(&[SIGKILL, SIGSTOP]);

    const STOPS: Self = Self::of(&[SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU]);
    const IGNORED: Self = Self::of(&[SIGCHLD, SIGCONT, SIGURG, SIGWINCH]);

    const fn of(numbers: &[i32]) -> Self {
        let (mut set, mut rest) = (0, numbers);
        while let [number, others @ ..] = rest {
            set |= 1 << (*number - 1);
            rest = others;
        }
        Self(set)
    }

    #[inline]
    pub fn only(signal: Signal) -> Self {
        Self(1 << signal.index())
    }

    #[inline]
    pub fn from_c([low, high]: Sigset) -> Self {
        Self(u64::from(high) << 32 | u64::from(low))
    }

    #[inline]
    pub fn to_c(self) -> Sigset {
        [self.0 as u32, (self.0 >> 32) as u32]
    }

    #[inline]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[inline]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    #[inline]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    #[inline]
    pub const fn others(self) -> Self {
        Self(!self.0)
    }

    #[inline]
    pub fn has(self, signal: Signal) -> bool {
        self.and(Self::only(signal)) != Self::EMPTY
    }

    pub fn bits(self) -> u64 {
        self.0
    }

    /// The lowest.
    #[inline]
    fn first(self) -> Option<Signal> {
        match self.0 {
            0 => None,
            set => Some(Signal(set.trailing_zeros() as u8 + 1)),
        }
    }
}

/// The disposition of a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// [`SIG_DFL`], [`IGNORE`](Self::IGNORE), or a function.
    pub handler: u32,
    pub flags: u32,
    pub mask: Set,
}

impl Action {
    /// No function has this number.
    pub const IGNORE: u32 = u32::MAX;

    pub const DEFAULT: Self = Self {
        handler: SIG_DFL,
        flags: 0,
        mask: Set::EMPTY,
    };
}

const SIGNALS: usize = SIGRTMAX as usize;

/// The maximum number of queued signals: four times POSIX's minimum.
const QUEUED: usize = 128;

/// Plus one of each other signal, which is never refused.
const ROOM: usize = QUEUED + SIGRTMIN as usize - 1;

/// Delivers what is pending and not in the set; whether a handler was called.
pub type Deliver = fn(Set) -> bool;

/// The size of the C library's signal sets, which these calls get as an argument.
pub fn known_size(size: usize) -> Result {
    match size == size_of::<Sigset>() {
        true => Ok(()),
        false => Err(Errno::INVAL),
    }
}

pub fn read_set(set: In<'_, Sigset>) -> Result<Set> {
    set.read().map(Set::from_c).ok_or(Errno::FAULT)
}

/// A signal that was sent.
#[derive(Clone, Copy)]
struct Sent {
    info: Info,
    to: Receiver,
}

impl Sent {
    const NONE: Self = Self {
        info: Info::EMPTY,
        to: Receiver::PROCESS,
    };

    fn is(self, signo: i32, to: Receiver) -> bool {
        self.info.signo == signo && to.includes(self.to)
    }
}

process! {
    static ACTIONS: [Cell<Action>; SIGNALS] = [const { Cell::new(Action::DEFAULT) }; SIGNALS];

    /// The data of the pending signals, in the order in which they were sent.
    static QUEUE: [Cell<Sent>; ROOM] = [const { Cell::new(Sent::NONE) }; ROOM];
    static LENGTH: Cell<usize> = Cell::new(0);
}

thread! {
    static MASK: Cell<Set> = Cell::new(Set::EMPTY);

    /// How often a signal from outside has called a handler.
    static HANDLED: Cell<u32> = Cell::new(0);

    /// The stack for handlers, its flags as the difference from [`SS_DISABLE`].
    static STACK: Cell<Stack> = Cell::new(Stack { sp: 0, flags: 0, size: 0 });
}

system! {
    /// How pending signals are delivered: linked by programs that can have one.
    static DELIVER: Cell<Option<Deliver>> = Cell::new(None);

    /// Only a program that can set a stack links the switch to it.
    static SWITCH: Cell<Option<Switch>> = Cell::new(None);
}

/// A call of a handler: the function, its kind, and its arguments.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub handler: u32,
    pub flags: u32,
    pub siginfo: Siginfo,
    pub ucontext: Ucontext,
}

/// Calls a handler, on the stack of `sigaltstack` if there is one.
pub type Switch = fn(&mut Frame, fn(&mut Frame));

pub fn switch() -> Option<Switch> {
    SWITCH.with(Cell::get)
}

pub fn set_switch(switch: Switch) {
    SWITCH.with(|slot| slot.set(Some(switch)));
}

#[inline(never)]
pub fn action(signal: Signal) -> Action {
    ACTIONS.with(|actions| {
        let action = actions.get(signal.index());
        action.map_or(Action::DEFAULT, Cell::get)
    })
}

/// Changes a disposition; a pending signal that is now ignored is discarded.
pub fn set_action(signal: Signal, action: Action) {
    ACTIONS.with(|actions| {
        if let Some(slot) = actions.get(signal.index()) {
            slot.set(action);
        }
    });
    if is_ignored(signal) {
        forget_pending(Set::only(signal));
    }
}

/// Whether nothing happens when this signal arrives.
pub fn is_ignored(signal: Signal) -> bool {
    match action(signal).handler {
        SIG_DFL => signal.default_is_nothing(),
        handler => handler == Action::IGNORE,
    }
}

/// The signals that the program ignores, whatever they do by default.
pub fn ignored() -> Set {
    let mut ignored = Set::EMPTY;
    for signal in (1..=SIGRTMAX as u8).map(Signal) {
        if action(signal).handler == Action::IGNORE {
            ignored = ignored.with(Set::only(signal));
        }
    }
    ignored
}

/// A new process: no signal is pending for it.
pub fn begin() {
    forget_pending(Set::EMPTY.others());
}

/// A number that changes when a signal from outside calls a handler.
pub fn handled() -> u32 {
    HANDLED.with(Cell::get)
}

/// Counts a signal from outside that calls a handler.
pub fn handle_another() {
    HANDLED.with(|count| count.set(count.get().wrapping_add(1)));
}

/// The blocked signals.
pub fn mask() -> Set {
    MASK.with(Cell::get)
}

pub fn set_mask(mask: Set) {
    let mask = mask.without(Set::FORCED);
    MASK.with(|slot| slot.set(mask));
    tasks::tell_blocked(mask.0);
}

/// The signals that are pending for the thread or for the process.
#[inline]
pub fn pending() -> Set {
    Set(tasks::pending())
}

pub fn stack() -> Stack {
    let stack = STACK.with(Cell::get);
    Stack {
        flags: stack.flags ^ SS_DISABLE,
        ..stack
    }
}

pub fn set_stack(stack: Stack) {
    let flags = stack.flags ^ SS_DISABLE;
    STACK.with(|slot| slot.set(Stack { flags, ..stack }));
}

/// Makes a signal pending, unless it is ignored; `AGAIN` if too many are pending.
pub fn send(signal: Signal, info: Info, to: Receiver, deliver: Deliver) -> Result {
    DELIVER.with(|slot| slot.set(Some(deliver)));
    if signal.number() == SIGCONT {
        forget_pending(Set::STOPS);
    } else if Set::STOPS.has(signal) {
        forget_pending(Set::of(&[SIGCONT]));
    }
    // A blocked signal is kept: its disposition may change before it arrives.
    let ignored = is_ignored(signal) && !Set(to.blocked(mask().0)).has(signal);
    let pending = Set(to.pending());
    if ignored || (pending.has(signal) && !signal.queues()) {
        return Ok(());
    }
    let room = if signal.queues() { QUEUED } else { ROOM };
    let length = LENGTH.with(Cell::get);
    if length < room {
        let signo = signal.number();
        QUEUE.with(|queue| {
            if let Some(slot) = queue.get(length) {
                let info = Info { signo, ..info };
                slot.set(Sent { info, to });
            }
        });
        LENGTH.with(|slot| slot.set(length + 1));
    } else if info.code != SI_USER {
        return Err(Errno::AGAIN);
    }
    // Without room, `kill` promises no more than that there was one.
    to.set_pending(pending.with(Set::only(signal)).0);
    to.wake();
    Ok(())
}

/// Takes the lowest pending signal of a set; of several, the one that was sent first.
pub fn take(set: Set) -> Option<(Signal, Info)> {
    let mut all = tasks::receivers().into_iter();
    all.find_map(|from| take_from(from, set))
}

fn take_from(from: Receiver, set: Set) -> Option<(Signal, Info)> {
    let pending = Set(from.pending());
    let signal = pending.and(set).first()?;
    let signo = signal.number();
    let info = unqueue(Set::only(signal), from, false);
    let more = QUEUE.with(|queue| {
        let mut rest = queue.iter().take(LENGTH.with(Cell::get));
        rest.any(|slot| slot.get().is(signo, from))
    });
    if !more {
        from.set_pending(pending.without(Set::only(signal)).0);
    }
    // A signal that was sent when the queue was full.
    let unknown = Info {
        signo,
        ..Info::EMPTY
    };
    Some((signal, info.unwrap_or(unknown)))
}

fn forget_pending(set: Set) {
    if tasks::forget(set.0) {
        unqueue(set, Receiver::ALL, true);
    }
}

/// Takes out of a receiver's queue all of a set, or only the first, and returns that.
#[inline(never)]
fn unqueue(set: Set, from: Receiver, all: bool) -> Option<Info> {
    let mut first = None;
    let mut kept = 0;
    QUEUE.with(|queue| {
        for slot in queue.iter().take(LENGTH.with(Cell::get)) {
            let sent = slot.get();
            let is_in = Signal::new(sent.info.signo).is_ok_and(|signal| set.has(signal));
            if is_in && from.includes(sent.to) && (all || first.is_none()) {
                first = first.or(Some(sent.info));
            } else if let Some(to) = queue.get(kept) {
                to.set(sent);
                kept += 1;
            }
        }
    });
    LENGTH.with(|length| length.set(kept));
    first
}

/// Registers the delivery of signals that the program does not send: those of timers,
/// `SIGPIPE`.
pub fn set_deliver(deliver: Deliver) {
    DELIVER.with(|slot| slot.set(Some(deliver)));
}

/// Sends a signal that the program does not send, with the registered delivery.
pub fn send_own(signal: Signal, info: Info, to: Receiver) -> Result {
    match DELIVER.with(Cell::get) {
        Some(deliver) => send(signal, info, to, deliver),
        None => Ok(()),
    }
}

/// Changes what is known of a pending signal, the first that `change` accepts; returns
/// whether there is one.
pub fn amend(change: impl Fn(&mut Info) -> bool) -> bool {
    QUEUE.with(|queue| {
        queue.iter().take(LENGTH.with(Cell::get)).any(|slot| {
            let mut sent = slot.get();
            let found = change(&mut sent.info);
            slot.set(sent);
            found
        })
    })
}

/// The disposition of the first deliverable signal that has a handler.
#[inline]
pub fn next_handled(blocked: Set) -> Option<Action> {
    let mut due = pending().without(blocked);
    while let Some(signal) = due.first() {
        if !is_ignored(signal) {
            return Some(action(signal)).filter(|action| action.handler != SIG_DFL);
        }
        due = due.without(Set::only(signal));
    }
    None
}

/// Whether anything is pending and not in `blocked`.
#[inline]
pub fn is_due(blocked: Set) -> bool {
    DELIVER.with(Cell::get).is_some() && pending().without(blocked) != Set::EMPTY
}

/// Delivers what is pending and not in `blocked`; whether a handler was called.
#[inline]
pub fn deliver(blocked: Set) -> bool {
    match DELIVER.with(Cell::get) {
        Some(deliver) if pending().without(blocked) != Set::EMPTY => deliver(blocked),
        _ => false,
    }
}

/// A thread begins: it blocks all signals until it has the mask of the one that made it.
#[cfg(target_feature = "atomics")]
pub fn begin_thread() {
    set_mask(Set::EMPTY.others());
}

/// A thread ends: its pending signals arrive nowhere.
#[cfg(target_feature = "atomics")]
pub fn end_thread() {
    unqueue(Set::EMPTY.others(), Receiver::own(), true);
}

/// The data of a signal that the program sends itself.
pub fn from_self(code: i32) -> Info {
    Info {
        code,
        fields: [PID as u32, UID, 0, 0, 0, 0, 0, 0],
        ..Info::EMPTY
    }
}

/// The error of a write without a reader, after `SIGPIPE` was sent.
pub fn broken_pipe() -> Errno {
    if let Ok(signal) = Signal::new(SIGPIPE) {
        // One that is pending already is enough.
        let _ = send_own(signal, from_self(SI_USER), Receiver::own());
        deliver(mask());
    }
    Errno::PIPE
}
