//! The signals of the one process: what it does about each, which it blocks, and which
//! are pending.
//!
//! Nothing interrupts the one thread: a signal is what the program sends itself, and is
//! delivered before the call that sent or unblocked it returns ([`crate::sys::signal`]);
//! or that of a timer, which the next call finds due ([`crate::interrupt`]).
//! Who sends one leaves here how it is delivered, so that a program that only blocks
//! signals links none of that.

use core::cell::Cell;

use crate::abi::signal::{
    Info, SI_USER, SIG_DFL, SIGCHLD, SIGCONT, SIGKILL, SIGPIPE, SIGRTMAX, SIGRTMIN, SIGSTOP,
    SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGWINCH, SS_DISABLE, Siginfo, Sigset, Stack, Ucontext,
};
use crate::errno::{Errno, Result};
use crate::process::{PID, UID};
use crate::state::{process, system, thread};
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

    /// What happens when the program says nothing.
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

    /// Those that nobody can block, handle or ignore.
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

    /// The lowest.
    #[inline]
    fn first(self) -> Option<Signal> {
        match self.0 {
            0 => None,
            set => Some(Signal(set.trailing_zeros() as u8 + 1)),
        }
    }
}

/// What the program does about a signal.
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

/// How many signals of those that queue can wait: four times what POSIX wants.
const QUEUED: usize = 128;

/// And one each of the others, which are never refused.
const ROOM: usize = QUEUED + SIGRTMIN as usize - 1;

/// Delivers what is pending and not in the set; whether a handler was called.
pub type Deliver = fn(Set) -> bool;

/// The size of the C library's sets, as these calls are told it.
pub fn known_size(size: usize) -> Result {
    match size == size_of::<Sigset>() {
        true => Ok(()),
        false => Err(Errno::INVAL),
    }
}

pub fn read_set(set: In<'_, Sigset>) -> Result<Set> {
    set.read().map(Set::from_c).ok_or(Errno::FAULT)
}

process! {
    static ACTIONS: [Cell<Action>; SIGNALS] = [const { Cell::new(Action::DEFAULT) }; SIGNALS];
}

thread! {
    static MASK: Cell<Set> = Cell::new(Set::EMPTY);
    static PENDING: Cell<Set> = Cell::new(Set::EMPTY);

    /// What is known of the pending ones, in the order in which they were sent.
    static QUEUE: [Cell<Info>; ROOM] = [const { Cell::new(Info::EMPTY) }; ROOM];
    static LENGTH: Cell<usize> = Cell::new(0);

    /// The stack for handlers, its flags as what is different from [`SS_DISABLE`].
    static STACK: Cell<Stack> = Cell::new(Stack { sp: 0, flags: 0, size: 0 });
}

system! {
    /// How pending signals are delivered: linked by who can have one.
    static DELIVER: Cell<Option<Deliver>> = Cell::new(None);

    /// Only a program that can tell of a stack links what switches to it.
    static SWITCH: Cell<Option<Switch>> = Cell::new(None);
}

/// A call of a handler: which one, of which kind, and what it is told.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub handler: u32,
    pub flags: u32,
    pub siginfo: Siginfo,
    pub ucontext: Ucontext,
}

/// Calls a handler on the stack that `sigaltstack` told, if there is one.
pub type Switch = fn(&mut Frame, fn(&mut Frame));

pub fn switch() -> Option<Switch> {
    SWITCH.with(Cell::get)
}

pub fn set_switch(switch: Switch) {
    SWITCH.with(|slot| slot.set(Some(switch)));
}

pub fn action(signal: Signal) -> Action {
    ACTIONS.with(|actions| {
        let action = actions.get(signal.index());
        action.map_or(Action::DEFAULT, Cell::get)
    })
}

/// Changes what the program does; what is pending and now ignored is forgotten.
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

/// What is blocked.
pub fn mask() -> Set {
    MASK.with(Cell::get)
}

pub fn set_mask(mask: Set) {
    MASK.with(|slot| slot.set(mask.without(Set::FORCED)));
}

pub fn pending() -> Set {
    PENDING.with(Cell::get)
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

/// Makes a signal pending, unless nobody would ever notice; `AGAIN` when too many wait.
pub fn send(signal: Signal, info: Info, deliver: Deliver) -> Result {
    DELIVER.with(|slot| slot.set(Some(deliver)));
    if signal.number() == SIGCONT {
        forget_pending(Set::STOPS);
    } else if Set::STOPS.has(signal) {
        forget_pending(Set::of(&[SIGCONT]));
    }
    // A blocked one is kept: what is done about it may change before it arrives.
    let ignored = is_ignored(signal) && !mask().has(signal);
    if ignored || (pending().has(signal) && !signal.queues()) {
        return Ok(());
    }
    let room = if signal.queues() { QUEUED } else { ROOM };
    let length = LENGTH.with(Cell::get);
    if length < room {
        let signo = signal.number();
        QUEUE.with(|queue| {
            if let Some(slot) = queue.get(length) {
                slot.set(Info { signo, ..info });
            }
        });
        LENGTH.with(|slot| slot.set(length + 1));
    } else if info.code != SI_USER {
        return Err(Errno::AGAIN);
    }
    // Without room, `kill` promises no more than that there was one.
    PENDING.with(|slot| slot.set(slot.get().with(Set::only(signal))));
    Ok(())
}

/// Takes the lowest pending one of a set, of several the one that was sent first.
pub fn take(set: Set) -> Option<(Signal, Info)> {
    let signal = pending().and(set).first()?;
    let signo = signal.number();
    let info = unqueue(Set::only(signal), false);
    let more = QUEUE.with(|queue| {
        let mut rest = queue.iter().take(LENGTH.with(Cell::get));
        rest.any(|slot| slot.get().signo == signo)
    });
    if !more {
        PENDING.with(|slot| slot.set(slot.get().without(Set::only(signal))));
    }
    // One that found no room.
    let unknown = Info {
        signo,
        ..Info::EMPTY
    };
    Some((signal, info.unwrap_or(unknown)))
}

fn forget_pending(set: Set) {
    if pending().and(set) != Set::EMPTY {
        unqueue(set, true);
        PENDING.with(|slot| slot.set(slot.get().without(set)));
    }
}

/// Takes out of the queue all of a set, or only the first, and returns that.
#[inline(never)]
fn unqueue(set: Set, all: bool) -> Option<Info> {
    let mut first = None;
    let mut kept = 0;
    QUEUE.with(|queue| {
        for slot in queue.iter().take(LENGTH.with(Cell::get)) {
            let info = slot.get();
            let is_in = Signal::new(info.signo).is_ok_and(|signal| set.has(signal));
            if is_in && (all || first.is_none()) {
                first = first.or(Some(info));
            } else if let Some(to) = queue.get(kept) {
                to.set(info);
                kept += 1;
            }
        }
    });
    LENGTH.with(|length| length.set(kept));
    first
}

/// Leaves here how signals are delivered that nobody sends: those of timers, `SIGPIPE`.
pub fn set_deliver(deliver: Deliver) {
    DELIVER.with(|slot| slot.set(Some(deliver)));
}

/// Sends a signal that nobody sent, by the way that was left here.
pub fn send_own(signal: Signal, info: Info) -> Result {
    match DELIVER.with(Cell::get) {
        Some(deliver) => send(signal, info, deliver),
        None => Ok(()),
    }
}

/// Changes what is known of a pending signal, of the first where `change` finds what it
/// looks for; whether there is one.
pub fn amend(change: impl Fn(&mut Info) -> bool) -> bool {
    QUEUE.with(|queue| {
        queue.iter().take(LENGTH.with(Cell::get)).any(|slot| {
            let mut info = slot.get();
            let found = change(&mut info);
            slot.set(info);
            found
        })
    })
}

/// What is done about the first signal to be delivered for which there is a handler.
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

/// Delivers what is pending and not in `blocked`; whether a handler was called.
#[inline]
pub fn deliver(blocked: Set) -> bool {
    match DELIVER.with(Cell::get) {
        Some(deliver) if pending().without(blocked) != Set::EMPTY => deliver(blocked),
        _ => false,
    }
}

/// What is said of a signal of one's own.
pub fn from_self(code: i32) -> Info {
    Info {
        code,
        fields: [PID as u32, UID, 0, 0, 0, 0, 0, 0],
        ..Info::EMPTY
    }
}

/// What a write fails with that nobody will read, once `SIGPIPE` has arrived.
pub fn broken_pipe() -> Errno {
    if let Ok(signal) = Signal::new(SIGPIPE) {
        // One that is pending already is enough.
        let _ = send_own(signal, from_self(SI_USER));
        deliver(mask());
    }
    Errno::PIPE
}
