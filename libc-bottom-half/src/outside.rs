//! Signals from outside the module: from other processes, from the terminal, about children.
//!
//! Where the host offers them (`docs/host-services.md`), the kernel has the dispositions and
//! the mask of the process too, so that it does by itself what a signal does by default. Each
//! function here asks for nothing where the host offers none.
//!
//! A signal that the program catches arrives in a call of the host, which calls
//! `__deliver_signal` before it returns ([`crate::entry::signal`]).

use core::cell::Cell;

use preview1::service::Operation;

use crate::abi::signal::{
    Info, SA_NOCLDSTOP, SA_NOCLDWAIT, SIG_DFL, SIGBUS, SIGFPE, SIGILL, SIGRTMAX, SIGRTMIN, SIGSEGV,
};
use crate::errno::{Errno, Result};
use crate::service::{self, Services};
use crate::signal::{self, Action, Set, Signal};
use crate::state::process;
use crate::wasi::Timestamp;

/// No end of a wait.
const FOREVER: Timestamp = Timestamp::MAX;

process! {
    /// Whether the host offers signals, and was asked what the process was started with.
    static BEGUN: Cell<bool> = Cell::new(false);

    /// Tells the host the mask: linked by programs that ask for what is here.
    static TELL: Cell<Option<fn(Set)>> = Cell::new(None);

    /// The mask that the host knows.
    static TOLD: Cell<Set> = Cell::new(Set::EMPTY);
}

/// Whether the host offers signals. At first, takes over the dispositions and the mask that the
/// process was started with.
pub fn begin() -> bool {
    if BEGUN.with(Cell::get) {
        return true;
    }
    if !service::offers().has(Services::SIGNALS) {
        return false;
    }
    // A host that fails is one without signals, until it can tell the sets.
    let Ok([low, high, mask_low, mask_high]) = service::numbers(Operation::INHERITED, []) else {
        return false;
    };
    BEGUN.with(|begun| begun.set(true));
    let ignored = from_words([low, high]);
    for signal in (1..=SIGRTMAX).map_while(|number| Signal::new(number).ok()) {
        if ignored.has(signal) {
            let handler = Action::IGNORE;
            signal::set_action(
                signal,
                Action {
                    handler,
                    ..Action::DEFAULT
                },
            );
        }
    }
    signal::set_mask(from_words([mask_low, mask_high]));
    TOLD.with(|told| told.set(signal::mask()));
    true
}

fn from_words([low, high]: [i32; 2]) -> Set {
    Set::from_c([low as u32, high as u32])
}

fn words(set: Set) -> [i32; 2] {
    set.to_c().map(|word| word as i32)
}

fn halves(time: Option<Timestamp>) -> [i32; 2] {
    let time = time.unwrap_or(FOREVER);
    [time as i32, (time >> 32) as i32]
}

/// Registers [`tell`] for [`lend`], in a program that asks for what is here.
#[inline(never)]
pub fn set_tell(tell: fn(Set)) {
    TELL.with(|slot| slot.set(Some(tell)));
}

/// Tells the host the mask, if it offers signals.
pub fn tell(mask: Set) {
    if !BEGUN.with(Cell::get) {
        return;
    }
    TOLD.with(|told| told.set(mask));
    // Any mask is one.
    let _ = service::numbers::<2, 0>(Operation::MASK, words(mask));
}

/// Tells the host the mask, in a program that has begun to ask it.
pub fn lend(mask: Set) {
    if let Some(tell) = TELL.with(Cell::get) {
        tell(mask);
    }
}

/// Tells the host the mask, unless it knows it.
pub fn tell_mask() {
    let mask = signal::mask();
    if begin() && TOLD.with(Cell::get) != mask {
        tell(mask);
    }
}

/// Tells the host what happens when a signal arrives.
pub fn tell_action(signal: Signal) {
    if !begin() {
        return;
    }
    let Action { handler, flags, .. } = signal::action(signal);
    let how = match handler {
        SIG_DFL => 0,
        Action::IGNORE => 1,
        _ => 2,
    };
    let flags = flags & (SA_NOCLDSTOP | SA_NOCLDWAIT);
    // `rt_sigaction` has refused those that cannot be caught.
    let _ = service::numbers::<3, 0>(Operation::ACTION, [signal.number(), how, flags as i32]);
}

/// The signals that the host keeps, because they are blocked.
pub fn pending() -> Result<Set> {
    match begin() {
        true => service::numbers(Operation::PENDING, []).map(from_words),
        false => Ok(Set::EMPTY),
    }
}

/// Waits with this mask, at most for a time; returns whether a signal ended it.
pub fn suspend(mask: Set, left: Option<Timestamp>) -> Result<bool> {
    let ([low, high], [time, times]) = (words(mask), halves(left));
    match service::numbers::<4, 0>(Operation::SUSPEND, [low, high, time, times]) {
        Ok([]) => Ok(false),
        Err(Errno::INTR) => Ok(true),
        Err(error) => Err(error),
    }
}

/// Waits for one of these signals, at most for a time, and takes it.
pub fn timedwait(wanted: Set, left: Option<Timestamp>) -> Result<Option<Info>> {
    let ([low, high], [time, times]) = (words(wanted), halves(left));
    match service::numbers(Operation::TIMEDWAIT, [low, high, time, times]) {
        Ok([signo, code, pid, uid, status]) => Ok(Some(info(signo, [code, pid, uid, status]))),
        Err(Errno::AGAIN) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The data of a signal from outside.
pub fn info(signo: i32, [code, pid, uid, status]: [i32; 4]) -> Info {
    Info {
        signo,
        code,
        fields: [pid as u32, uid as u32, status as u32, 0, 0, 0, 0, 0],
        ..Info::EMPTY
    }
}

/// Sends this process a signal through the kernel, which then also does what it does by
/// default; returns whether that is possible. The engine has faults itself, and of real-time
/// signals each one counts.
pub fn send(number: i32) -> Result<bool> {
    let stays = matches!(number, SIGILL | SIGBUS | SIGFPE | SIGSEGV);
    if !(1..SIGRTMIN).contains(&number) || stays || !begin() {
        return Ok(false);
    }
    match service::numbers(Operation::RAISE, [number]) {
        Ok([]) => Ok(true),
        Err(Errno::NOSYS) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Sets a timer of `setitimer`, in microseconds; returns what it was: the value, and the
/// interval.
pub fn set_timer(which: usize, value: u64, interval: u64) -> Result<[u64; 2]> {
    let ([low, high], [every, everys]) = (halves(Some(value)), halves(Some(interval)));
    service::numbers(
        Operation::SETITIMER,
        [which as i32, low, high, every, everys],
    )
    .map(times)
}

/// The value and the interval of a timer of `setitimer`.
pub fn timer(which: usize) -> Result<[u64; 2]> {
    service::numbers(Operation::GETITIMER, [which as i32]).map(times)
}

fn times([low, high, every, everys]: [i32; 4]) -> [u64; 2] {
    let join = |low: i32, high: i32| u64::from(high as u32) << 32 | u64::from(low as u32);
    [join(low, high), join(every, everys)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::signal::{
        SA_RESETHAND, SA_RESTART, SIG_BLOCK, SIGCHLD, SIGHUP, SIGTERM, SIGUSR1, Sigaction,
    };
    use crate::interrupt::BySignals;
    use crate::sys::signal::{
        Frame, Outcome, from_outside, rt_sigaction, rt_sigpending, rt_sigprocmask, rt_sigsuspend,
    };
    use crate::user::{In, Out};
    use crate::wasi::fake::{self, Fault, Service};
    use std::cell::RefCell;

    std::thread_local! {
        static ASKED: RefCell<Vec<Vec<i32>>> = const { RefCell::new(Vec::new()) };
        static CALLED: Cell<u32> = const { Cell::new(0) };
    }

    const IGNORE: u32 = 1;

    fn bits(signals: &[i32]) -> [i32; 2] {
        let set = signals
            .iter()
            .fold(0_u64, |set, signal| set | 1 << (signal - 1));
        [set as i32, (set >> 32) as i32]
    }

    fn answers(request: &[u8]) -> Result<Vec<u8>> {
        let (words, _) = request.as_chunks();
        let words: Vec<i32> = words.iter().map(|word| i32::from_le_bytes(*word)).collect();
        let answer = match Operation(words[0] as u32) {
            Operation::INHERITED => [bits(&[SIGHUP]), bits(&[SIGTERM])].concat(),
            Operation::PENDING => bits(&[SIGTERM]).to_vec(),
            Operation::SUSPEND => return Err(Errno::INTR),
            _ => vec![],
        };
        ASKED.with_borrow_mut(|asked| asked.push(words));
        Ok(answer.iter().flat_map(|word| word.to_le_bytes()).collect())
    }

    fn asked() -> Vec<Vec<i32>> {
        ASKED.take()
    }

    fn call(_: &mut Frame) {
        CALLED.with(|called| called.set(called.get() + 1));
    }

    fn deliver(blocked: Set) -> bool {
        crate::sys::signal::deliver(blocked, call)
    }

    fn arrives(number: i32) -> Outcome {
        from_outside(number, [0, 7, 1000, 0], deliver)
    }

    fn handle(number: i32, handler: u32, flags: u32) {
        let action = Sigaction {
            handler,
            flags,
            mask: [0; 2],
            unused: 0,
        };
        rt_sigaction(number, In::from(&action), Out::none(), 8, IGNORE).unwrap();
    }

    fn set_up() {
        fake::set_up(|host| {
            host.preopen("/disk", "/");
            host.offer(Service::new(Services::SIGNALS, answers));
        });
        asked();
        CALLED.with(|called| called.set(0));
    }

    #[test]
    fn the_host_knows_dispositions_and_mask() {
        set_up();
        handle(SIGUSR1, 77, 0);
        handle(SIGCHLD, IGNORE, SA_NOCLDWAIT | SA_RESTART);
        handle(SIGUSR1, SIG_DFL, 0);
        let action = Operation::ACTION.0 as i32;
        assert_eq!(
            asked(),
            [
                vec![Operation::INHERITED.0 as i32],
                vec![action, SIGUSR1, 2, 0],
                vec![action, SIGCHLD, 1, 2],
                vec![action, SIGUSR1, 0, 0],
            ]
        );
        let mut old = Sigaction {
            handler: 5,
            flags: 0,
            mask: [0; 2],
            unused: 0,
        };
        rt_sigaction(SIGHUP, In::none(), Out::from(&mut old), 8, IGNORE).unwrap();
        assert_eq!(old.handler, IGNORE);
        let (mut set, more) = ([0; 2], bits(&[SIGUSR1]).map(|word| word as u32));
        for _ in 0..2 {
            let set = Out::from(&mut set);
            rt_sigprocmask::<BySignals>(SIG_BLOCK, In::from(&more), set, 8).unwrap();
        }
        let both = bits(&[SIGTERM, SIGUSR1]);
        assert_eq!(set.map(|word| word as i32), both);
        let told = vec![Operation::MASK.0 as i32, both[0], both[1]];
        assert_eq!(asked(), [told]);
        rt_sigpending::<BySignals>(Out::from(&mut set), 8).unwrap();
        assert_eq!(set.map(|word| word as i32), bits(&[SIGTERM]));
    }

    #[test]
    fn a_host_that_fails_has_no_signals() {
        fake::set_up(|host| {
            host.offer(Service::new(Services::SIGNALS, |_| Err(Errno::IO)));
        });
        assert!(!begin());
        assert_eq!(pending(), Ok(Set::EMPTY));
        set_up();
        assert!(begin());
        fake::host(|host| host.fault("path_readlink", 0, Fault::Code(29)));
        assert_eq!(pending(), Err(Errno::IO));
    }

    #[test]
    fn a_handler_decides_what_becomes_of_a_call() {
        set_up();
        handle(SIGUSR1, 77, 0);
        assert_eq!(arrives(SIGUSR1), Outcome::Ends);
        handle(SIGUSR1, 77, SA_RESTART);
        assert_eq!(arrives(SIGUSR1), Outcome::Continues);
        assert_eq!(CALLED.with(Cell::get), 2);
        // Blocked since the process started.
        handle(SIGTERM, 77, 0);
        assert_eq!(arrives(SIGTERM), Outcome::Kept);
        assert_eq!(CALLED.with(Cell::get), 2);
        let none = [0; 2];
        assert_eq!(
            rt_sigsuspend::<BySignals>(In::from(&none), 8),
            Err(Errno::INTR)
        );
        assert_eq!(CALLED.with(Cell::get), 3);
        // The host ends the wait, and has called the handler.
        assert_eq!(
            rt_sigsuspend::<BySignals>(In::from(&none), 8),
            Err(Errno::INTR)
        );
        for wrong in [0, -1, 65, i32::MAX] {
            assert_eq!(arrives(wrong), Outcome::Kept);
        }
    }

    #[test]
    fn the_host_learns_that_a_handler_was_for_once() {
        set_up();
        handle(SIGUSR1, 77, SA_RESETHAND);
        asked();
        assert_eq!(arrives(SIGUSR1), Outcome::Ends);
        let told = vec![Operation::ACTION.0 as i32, SIGUSR1, 0, 0];
        assert_eq!(asked(), std::slice::from_ref(&told));
        // The host had caught another one before that: it does what it does by default.
        assert_eq!(arrives(SIGUSR1), Outcome::Kept);
        let raised = vec![Operation::RAISE.0 as i32, SIGUSR1];
        assert_eq!(asked(), [told, raised]);
        assert_eq!(CALLED.with(Cell::get), 1);
    }
}
