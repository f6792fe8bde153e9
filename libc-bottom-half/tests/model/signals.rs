//! Signals: dispositions, blocked signals, and the order of pending ones.

use libc_bottom_half::interrupt::Never;
use std::cell::RefCell;

use libc_bottom_half::abi::signal::{
    Info, SA_NODEFER, SA_RESETHAND, SI_QUEUE, SI_USER, SIG_BLOCK, SIG_DFL, SIG_SETMASK,
    SIG_UNBLOCK, SIGCHLD, SIGUSR1, SIGUSR2, Sigaction, Siginfo, Sigset,
};
use libc_bottom_half::abi::time::Timespec;
use libc_bottom_half::errno::{Errno, Result};
use libc_bottom_half::signal::Set;
use libc_bottom_half::sys::signal::{
    Frame, deliver, kill, rt_sigaction, rt_sigpending, rt_sigprocmask, rt_sigqueueinfo,
    rt_sigsuspend, rt_sigtimedwait_time64,
};
use libc_bottom_half::user::{In, Out};
use libc_bottom_half::wasi::fake;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Those that take part: two that would end the program by default, one that would not, and
/// three that queue.
const SIGNALS: [i32; 6] = [SIGUSR1, SIGUSR2, SIGCHLD, 35, 36, 64];

/// The process itself, for `kill`.
const SELF: i32 = 0;

const IGNORE: u32 = 1;
/// A handler that is only recorded, and one that sends another signal.
const PLAIN: u32 = 100;
const SENDING: u32 = 101;
/// The signal that it sends.
const SENT: i32 = 36;

#[derive(Clone, Debug)]
enum Call {
    Action(i32, u32, u32, Vec<i32>),
    Mask(i32, Vec<i32>),
    Kill(i32),
    Queue(i32, u32),
    Wait(Vec<i32>),
    Suspend(Vec<i32>),
}

fn call() -> impl Strategy<Value = Call> {
    let signal = || select(&SIGNALS[..]);
    let set = || subsequence(&SIGNALS[..], 0..=SIGNALS.len());
    let how = select(vec![SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK]);
    prop_oneof![
        3 => (signal(), select(vec![PLAIN, PLAIN, SENDING, IGNORE, SIG_DFL]),
              select(vec![0, SA_NODEFER, SA_RESETHAND]), set())
            .prop_map(|(signal, handler, flags, mask)| Call::Action(signal, handler, flags, mask)),
        4 => (how, set()).prop_map(|(how, set)| Call::Mask(how, set)),
        6 => signal().prop_map(Call::Kill),
        6 => (signal(), 0..1000_u32).prop_map(|(signal, value)| Call::Queue(signal, value)),
        2 => set().prop_map(Call::Wait),
        2 => set().prop_map(Call::Suspend),
    ]
}

/// A call of a handler: the function, the signal, and the blocked signals.
type Called = (u32, i32, i32, u32, u64);

std::thread_local! {
    static CALLED: RefCell<Vec<Called>> = const { RefCell::new(Vec::new()) };
}

fn bits(set: &[i32]) -> u64 {
    set.iter().fold(0, |bits, signal| bits | 1 << (signal - 1))
}

fn to_c(bits: u64) -> Sigset {
    [bits as u32, (bits >> 32) as u32]
}

fn from_c([low, high]: Sigset) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// Not by a syscall, which would deliver due signals.
fn blocked() -> u64 {
    from_c(libc_bottom_half::signal::mask().to_c())
}

fn handler(frame: &mut Frame) {
    let info = frame.siginfo.info;
    let called = (
        frame.handler,
        info.signo,
        info.code,
        info.fields[2],
        blocked(),
    );
    CALLED.with_borrow_mut(|calls| calls.push(called));
    if frame.handler == SENDING {
        kill::<Never>(SELF, SENT, run).expect("it can be sent");
    }
}

fn run(blocked: Set) -> bool {
    deliver(blocked, handler)
}

#[derive(Clone, Copy)]
struct Action {
    handler: u32,
    flags: u32,
    mask: u64,
}

/// A pending signal: its number, code and value.
type Waiting = (i32, i32, u32);

struct Model {
    actions: [Action; SIGNALS.len()],
    mask: u64,
    waiting: Vec<Waiting>,
    called: Vec<Called>,
}

fn index(signal: i32) -> usize {
    let index = SIGNALS.iter().position(|&other| other == signal);
    index.expect("one that takes part")
}

fn is_in(signal: i32, set: u64) -> bool {
    set >> (signal - 1) & 1 == 1
}

impl Model {
    fn is_ignored(&self, signal: i32) -> bool {
        match self.actions[index(signal)].handler {
            SIG_DFL => signal == SIGCHLD,
            handler => handler == IGNORE,
        }
    }

    /// Whether the signal would end the program, which must not happen in a test.
    fn is_deadly(&self, signal: i32, mask: u64) -> bool {
        let action = self.actions[index(signal)];
        let default = action.handler == SIG_DFL && signal != SIGCHLD;
        default && !is_in(signal, mask)
    }

    fn send(&mut self, signal: i32, code: i32, value: u32) {
        if self.is_ignored(signal) && !is_in(signal, self.mask) {
            return;
        }
        let waits = self.waiting.iter().any(|waiting| waiting.0 == signal);
        if !waits || signal >= 32 {
            self.waiting.push((signal, code, value));
        }
    }

    fn take(&mut self, set: u64) -> Option<Waiting> {
        let lowest = self.waiting.iter().map(|waiting| waiting.0);
        let lowest = lowest.filter(|&signal| is_in(signal, set)).min()?;
        let first = self
            .waiting
            .iter()
            .position(|waiting| waiting.0 == lowest)?;
        Some(self.waiting.remove(first))
    }

    fn deliver(&mut self) {
        while let Some(waiting) = self.take(!self.mask) {
            self.arrive(waiting, self.mask);
        }
    }

    /// Delivers one; returns the signals that its handler blocked.
    fn arrive(&mut self, (signal, code, value): Waiting, blocked: u64) -> Option<u64> {
        if self.is_ignored(signal) {
            return None;
        }
        let action = self.actions[index(signal)];
        if action.flags & SA_RESETHAND != 0 {
            self.actions[index(signal)].handler = SIG_DFL;
        }
        let before = self.mask;
        let itself = if action.flags & SA_NODEFER == 0 {
            bits(&[signal])
        } else {
            0
        };
        let held = blocked | action.mask | itself;
        self.mask = held;
        self.called
            .push((action.handler, signal, code, value, held));
        if action.handler == SENDING {
            self.send(SENT, SI_USER, 0);
            self.deliver();
        }
        self.mask = before;
        Some(held)
    }

    /// Calls that could end the program, or block forever, are not made.
    fn is_safe(&self, call: &Call) -> bool {
        let deadly = |mask: u64| {
            let mut waiting = self.waiting.iter();
            waiting.any(|waiting| self.is_deadly(waiting.0, mask)) || self.is_deadly(SENT, mask)
        };
        match call {
            // These restore the default: signals that would end the program must not be
            // pending.
            Call::Action(signal, handler, flags, _) => {
                let default = *handler == SIG_DFL || flags & SA_RESETHAND != 0;
                let sends = *handler == SENDING && *signal >= SENT;
                (!default || *signal == SIGCHLD) && !sends
            }
            Call::Mask(how, set) => !deadly(self.changed(*how, bits(set))),
            Call::Kill(signal) | Call::Queue(signal, _) => {
                !self.is_deadly(*signal, self.mask) && !self.is_deadly(SENT, self.mask)
            }
            Call::Wait(_) => true,
            Call::Suspend(set) => {
                let mask = bits(set);
                let arrives =
                    |waiting: &Waiting| !is_in(waiting.0, mask) && !self.is_ignored(waiting.0);
                self.waiting.iter().any(arrives) && !deadly(mask) && !deadly(self.mask)
            }
        }
    }

    fn changed(&self, how: i32, set: u64) -> u64 {
        match how {
            SIG_BLOCK => self.mask | set,
            SIG_UNBLOCK => self.mask & !set,
            _ => set,
        }
    }

    fn step(&mut self, call: &Call) -> std::result::Result<(), TestCaseError> {
        match call {
            Call::Action(signal, handler, flags, mask) => {
                let new = Sigaction {
                    handler: *handler,
                    flags: *flags,
                    mask: to_c(bits(mask)),
                    unused: 0,
                };
                rt_sigaction(*signal, In::from(&new), Out::none(), 8, IGNORE)
                    .expect("it can be changed");
                self.actions[index(*signal)] = Action {
                    handler: *handler,
                    flags: *flags,
                    mask: bits(mask),
                };
                if self.is_ignored(*signal) {
                    self.waiting.retain(|waiting| waiting.0 != *signal);
                }
            }
            Call::Mask(how, set) => {
                let set = bits(set);
                rt_sigprocmask::<Never>(*how, In::from(&to_c(set)), Out::none(), 8)
                    .expect("it can be changed");
                self.mask = self.changed(*how, set);
                self.deliver();
            }
            Call::Kill(signal) => {
                prop_assert_eq!(kill::<Never>(SELF, *signal, run), Ok(()));
                self.send(*signal, SI_USER, 0);
                self.deliver();
            }
            Call::Queue(signal, value) => {
                let mut info = Info {
                    code: SI_QUEUE,
                    ..Info::EMPTY
                };
                info.fields[2] = *value;
                let pid = libc_bottom_half::process::PID;
                prop_assert_eq!(rt_sigqueueinfo(pid, *signal, In::from(&info), run), Ok(()));
                self.send(*signal, SI_QUEUE, *value);
                self.deliver();
            }
            Call::Wait(set) => {
                let wanted = self.take(bits(set)).ok_or(Errno::AGAIN);
                prop_assert_eq!(wait(set), wanted, "{:?}", call);
            }
            Call::Suspend(set) => {
                let set = bits(set);
                prop_assert_eq!(
                    rt_sigsuspend::<Never>(In::from(&to_c(set)), 8),
                    Err(Errno::INTR)
                );
                // A signal that one handler blocks waits until the old mask is back.
                let mut blocked = set;
                while let Some(waiting) = self.take(!blocked) {
                    if let Some(held) = self.arrive(waiting, blocked) {
                        blocked = held;
                    }
                }
                self.deliver();
            }
        }
        Ok(())
    }

    fn compare(&mut self) -> std::result::Result<(), TestCaseError> {
        prop_assert_eq!(CALLED.take(), std::mem::take(&mut self.called), "handlers");
        prop_assert_eq!(blocked(), self.mask, "what is blocked");
        let mut pending = [0; 2];
        rt_sigpending::<Never>(Out::from(&mut pending), 8).expect("it is only asked");
        let waiting: Vec<i32> = self.waiting.iter().map(|waiting| waiting.0).collect();
        prop_assert_eq!(from_c(pending), bits(&waiting), "what is pending");
        Ok(())
    }
}

fn wait(set: &[i32]) -> Result<Waiting> {
    let none = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
        pad: 0,
    };
    let mut about = Siginfo {
        info: Info::EMPTY,
        rest: [0; _],
    };
    let set = to_c(bits(set));
    let out = Out::from(&mut about);
    let signal = rt_sigtimedwait_time64::<Never>(In::from(&set), out, In::from(&none), 8)?;
    assert_eq!(signal, about.info.signo);
    Ok((signal, about.info.code, about.info.fields[2]))
}

proptest! {
    #![proptest_config(crate::config(1))]

    #[test]
    fn signals_arrive_as_posix_has_them(calls in vec(call(), 1..80)) {
        fake::set_up(|_| ());
        CALLED.take();
        let default = Action { handler: SIG_DFL, flags: 0, mask: 0 };
        let mut model = Model {
            actions: [default; SIGNALS.len()],
            mask: 0,
            waiting: Vec::new(),
            called: Vec::new(),
        };
        for signal in SIGNALS {
            model.step(&Call::Action(signal, PLAIN, 0, Vec::new()))?;
        }
        for call in &calls {
            if model.is_safe(call) {
                model.step(call)?;
                model.compare()?;
            }
        }
    }
}
