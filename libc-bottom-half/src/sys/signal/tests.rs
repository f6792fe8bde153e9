use std::cell::{Cell, RefCell};

use crate::interrupt::Never;

use super::*;
use crate::abi::signal::{
    SA_ONSTACK, SA_SIGINFO, SI_QUEUE, SIGCHLD, SIGCONT, SIGHUP, SIGINT, SIGKILL, SIGRTMAX,
    SIGRTMIN, SIGSTOP, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
};
use crate::wasi::fake;

/// The handler that means to ignore, in these tests.
const IGNORE: u32 = 1;

/// A handler that is only recorded, and handlers with effects.
const PLAIN: u32 = 100;
const NESTING: u32 = 101;
const UNBLOCKING: u32 = 102;
const JUMPING: u32 = 103;

/// A call of a handler: its number, the signal, code and value, and what was blocked.
type Called = (u32, i32, i32, u32, u64);

std::thread_local! {
    static CALLS: RefCell<Vec<Called>> = const { RefCell::new(Vec::new()) };
}

fn calls() -> Vec<Called> {
    CALLS.take()
}

/// Which signals arrived, in their order.
fn arrived() -> Vec<i32> {
    calls().iter().map(|call| call.1).collect()
}

fn call(frame: &mut Frame) {
    let info = frame.siginfo.info;
    let mask = bits(signal::mask());
    let called = (frame.handler, info.signo, info.code, info.fields[2], mask);
    CALLS.with_borrow_mut(|calls| calls.push(called));
    match frame.handler {
        NESTING if info.signo != SIGUSR2 => kill::<Never>(0, SIGUSR2, run).unwrap(),
        UNBLOCKING => frame.ucontext.mask = [0; 2],
        JUMPING => std::panic::panic_any("jump"),
        _ => {}
    }
}

fn run(blocked: Set) -> bool {
    deliver(blocked, call)
}

fn bits(set: Set) -> u64 {
    let [low, high] = set.to_c();
    u64::from(high) << 32 | u64::from(low)
}

fn set(signals: &[i32]) -> Sigset {
    let bits = signals
        .iter()
        .fold(0, |set, signal| set | 1u64 << (signal - 1));
    [bits as u32, (bits >> 32) as u32]
}

fn number(signals: &[i32]) -> u64 {
    bits(Set::from_c(set(signals)))
}

fn act(signal: i32, handler: u32, flags: u32, mask: &[i32]) {
    let action = Sigaction {
        handler,
        flags,
        mask: set(mask),
        unused: 7,
    };
    rt_sigaction(signal, In::from(&action), Out::none(), 8, IGNORE).unwrap();
}

fn action(signal: i32) -> (u32, u32) {
    let mut old = Sigaction {
        handler: 7,
        flags: 7,
        mask: [7; 2],
        unused: 7,
    };
    rt_sigaction(signal, In::none(), Out::from(&mut old), 8, IGNORE).unwrap();
    (old.handler, old.flags)
}

fn mask(how: i32, signals: &[i32]) {
    rt_sigprocmask::<Never>(how, In::from(&set(signals)), Out::none(), 8).unwrap();
}

fn pending() -> u64 {
    let mut pending = [7; 2];
    rt_sigpending::<Never>(Out::from(&mut pending), 8).unwrap();
    bits(Set::from_c(pending))
}

fn queue(signal: i32, value: u32) -> Result {
    let mut info = from_self(SI_QUEUE);
    info.fields[2] = value;
    rt_sigqueueinfo(PID, signal, In::from(&info), run)
}

fn wait(signals: &[i32]) -> Result<i32> {
    let no_time = Timespec::ZERO;
    rt_sigtimedwait_time64::<Never>(In::from(&set(signals)), Out::none(), In::from(&no_time), 8)
}

/// The end of the program, and its message.
fn end_of(what: impl FnOnce() -> Result + std::panic::UnwindSafe) -> (Option<u32>, String) {
    let end = std::panic::catch_unwind(what).unwrap_err();
    let status = end.downcast_ref().map(|&fake::Exit(status)| status);
    let said = fake::host(|host| std::mem::take(&mut host.stderr));
    (status, String::from_utf8(said).unwrap())
}

#[test]
fn a_handler_is_called_at_once() {
    fake::set_up(|_| {});
    act(SIGUSR1, PLAIN, 0, &[]);
    kill::<Never>(PID, SIGUSR1, run).unwrap();
    tkill::<Never>(PID, SIGUSR1, run).unwrap();
    tgkill::<Never>(PID, PID, SIGUSR1, run).unwrap();
    queue(SIGUSR1, 5).unwrap();
    let own = number(&[SIGUSR1]);
    let call = |code, value| (PLAIN, SIGUSR1, code, value, own);
    let tkilled = call(SI_TKILL, 0);
    assert_eq!(
        calls(),
        [call(SI_USER, 0), tkilled, tkilled, call(SI_QUEUE, 5)]
    );
    assert_eq!(bits(signal::mask()), 0);
}

#[test]
fn actions_are_remembered() {
    fake::set_up(|_| {});
    assert_eq!(action(SIGINT), (0, 0));
    act(SIGINT, PLAIN, SA_ONSTACK | 0x400, &[]);
    assert_eq!(action(SIGINT), (PLAIN, SA_ONSTACK));
    act(SIGINT, IGNORE, 0, &[]);
    assert_eq!(action(SIGINT), (IGNORE, 0));
    kill::<Never>(0, SIGINT, run).unwrap();
    act(SIGINT, 0, 0, &[]);
    assert_eq!(action(SIGINT), (0, 0));
    assert_eq!(arrived(), []);
    let default = Sigaction {
        handler: 0,
        flags: 0,
        mask: [0; 2],
        unused: 0,
    };
    for signal in [SIGKILL, SIGSTOP] {
        assert_eq!(action(signal), (0, 0));
        let result = rt_sigaction(signal, In::from(&default), Out::none(), 8, IGNORE);
        assert_eq!(result, Err(Errno::INVAL));
    }
    for (signal, size) in [(0, 8), (65, 8), (-1, 8), (i32::MIN, 8), (SIGINT, 16)] {
        let result = rt_sigaction(signal, In::none(), Out::none(), size, IGNORE);
        assert_eq!(result, Err(Errno::INVAL), "{signal}");
    }
}

#[test]
fn flags_change_what_a_handler_blocks() {
    fake::set_up(|_| {});
    act(SIGUSR1, PLAIN, SA_NODEFER, &[SIGHUP, SIGKILL]);
    act(SIGUSR2, PLAIN, SA_SIGINFO | SA_RESETHAND, &[]);
    mask(SIG_BLOCK, &[SIGTERM]);
    kill::<Never>(0, SIGUSR1, run).unwrap();
    kill::<Never>(0, SIGUSR2, run).unwrap();
    let masks: Vec<u64> = calls().iter().map(|call| call.4).collect();
    assert_eq!(
        masks,
        [number(&[SIGHUP, SIGTERM]), number(&[SIGUSR2, SIGTERM])]
    );
    assert_eq!(bits(signal::mask()), number(&[SIGTERM]));
    assert_eq!(action(SIGUSR2), (0, SA_SIGINFO | SA_RESETHAND));
}

#[test]
fn blocked_signals_wait() {
    fake::set_up(|_| {});
    for signal in [SIGUSR1, SIGUSR2, SIGRTMIN] {
        act(signal, PLAIN, 0, &[SIGUSR1, SIGUSR2, SIGRTMIN]);
    }
    mask(SIG_BLOCK, &[SIGUSR1, SIGUSR2, SIGRTMIN, SIGKILL, SIGSTOP]);
    for signal in [SIGRTMIN, SIGUSR2, SIGUSR1, SIGUSR1, SIGRTMIN] {
        kill::<Never>(0, signal, run).unwrap();
    }
    assert_eq!(arrived(), []);
    assert_eq!(pending(), number(&[SIGUSR1, SIGUSR2, SIGRTMIN]));
    let mut old = [7; 2];
    rt_sigprocmask::<Never>(7, In::none(), Out::from(&mut old), 8).unwrap();
    assert_eq!(old, set(&[SIGUSR1, SIGUSR2, SIGRTMIN]));
    mask(SIG_UNBLOCK, &[SIGUSR1]);
    assert_eq!(arrived(), [SIGUSR1]);
    mask(SIG_SETMASK, &[]);
    assert_eq!(arrived(), [SIGUSR2, SIGRTMIN, SIGRTMIN]);
    assert_eq!(pending(), 0);
    for (how, size) in [(3, 8), (-1, 8), (0, 4)] {
        let result = rt_sigprocmask::<Never>(how, In::from(&[0; 2]), Out::none(), size);
        assert_eq!(result, Err(Errno::INVAL));
    }
}

#[test]
fn handlers_nest_and_change_the_mask_after_them() {
    fake::set_up(|_| {});
    act(SIGUSR1, NESTING, 0, &[]);
    act(SIGUSR2, NESTING, 0, &[]);
    kill::<Never>(0, SIGUSR1, run).unwrap();
    let inner = number(&[SIGUSR1, SIGUSR2]);
    let calls_made = calls();
    assert_eq!(calls_made[1], (NESTING, SIGUSR2, SI_USER, 0, inner));
    assert_eq!(bits(signal::mask()), 0);
    act(SIGUSR1, NESTING, 0, &[SIGUSR2]);
    kill::<Never>(0, SIGUSR1, run).unwrap();
    assert_eq!(arrived(), [SIGUSR1, SIGUSR2]);
    act(SIGHUP, UNBLOCKING, 0, &[]);
    mask(SIG_SETMASK, &[SIGTERM]);
    kill::<Never>(0, SIGHUP, run).unwrap();
    assert_eq!(bits(signal::mask()), 0);
}

#[test]
fn a_handler_that_jumps_away_leaves_its_mask() {
    fake::set_up(|_| {});
    act(SIGUSR1, JUMPING, 0, &[SIGHUP]);
    act(SIGUSR2, PLAIN, 0, &[]);
    let jumped = std::panic::catch_unwind(|| kill::<Never>(0, SIGUSR1, run));
    assert!(jumped.is_err());
    assert_eq!(bits(signal::mask()), number(&[SIGUSR1, SIGHUP]));
    mask(SIG_SETMASK, &[]);
    kill::<Never>(0, SIGUSR2, run).unwrap();
    assert_eq!(arrived(), [SIGUSR1, SIGUSR2]);
}

#[test]
fn real_time_signals_keep_their_values_in_order() {
    fake::set_up(|_| {});
    act(SIGRTMIN, PLAIN, SA_SIGINFO, &[]);
    act(SIGRTMAX, PLAIN, SA_SIGINFO, &[]);
    mask(SIG_BLOCK, &[SIGRTMIN, SIGRTMAX]);
    for (signal, value) in [(SIGRTMAX, 1), (SIGRTMIN, 2), (SIGRTMIN, 3), (SIGRTMAX, 4)] {
        queue(signal, value).unwrap();
    }
    mask(SIG_SETMASK, &[]);
    let values: Vec<u32> = calls().iter().map(|call| call.3).collect();
    assert_eq!(values, [2, 3, 1, 4]);
}

#[test]
fn the_queue_has_an_end() {
    fake::set_up(|_| {});
    mask(SIG_BLOCK, &[SIGRTMIN, SIGRTMAX, SIGUSR1]);
    for value in 0..128 {
        queue(SIGRTMIN, value).unwrap();
    }
    assert_eq!(queue(SIGRTMIN, 128), Err(Errno::AGAIN));
    assert_eq!(tkill::<Never>(PID, SIGRTMAX, run), Err(Errno::AGAIN));
    assert_eq!(
        kill::<Never>(0, SIGRTMAX, run),
        Ok(()),
        "at least that there was one"
    );
    assert_eq!(queue(SIGUSR1, 9), Ok(()), "there is always room for one");
    assert_eq!(pending(), number(&[SIGRTMIN, SIGRTMAX, SIGUSR1]));
    assert_eq!(wait(&[SIGRTMAX]), Ok(SIGRTMAX));
    assert_eq!(wait(&[SIGUSR1]), Ok(SIGUSR1));
    act(SIGRTMIN, PLAIN, SA_SIGINFO, &[]);
    mask(SIG_SETMASK, &[]);
    let values: Vec<u32> = calls().iter().map(|call| call.3).collect();
    assert_eq!(values, (0..128).collect::<Vec<u32>>());
}

#[test]
fn ignored_signals_are_forgotten() {
    fake::set_up(|_| {});
    kill::<Never>(0, SIGCHLD, run).unwrap();
    kill::<Never>(0, SIGSTOP, run).unwrap();
    mask(SIG_BLOCK, &[SIGCHLD, SIGRTMIN, SIGTSTP, SIGCONT]);
    kill::<Never>(0, SIGCHLD, run).unwrap();
    assert_eq!(
        wait(&[SIGCHLD]),
        Ok(SIGCHLD),
        "while it is blocked it waits"
    );
    queue(SIGRTMIN, 1).unwrap();
    queue(SIGRTMIN, 2).unwrap();
    act(SIGRTMIN, IGNORE, 0, &[]);
    assert_eq!(pending(), 0);
    act(SIGRTMIN, PLAIN, 0, &[]);
    kill::<Never>(0, SIGTSTP, run).unwrap();
    assert_eq!(pending(), number(&[SIGTSTP]));
    kill::<Never>(0, SIGCONT, run).unwrap();
    assert_eq!(pending(), number(&[SIGCONT]));
    kill::<Never>(0, SIGTSTP, run).unwrap();
    assert_eq!(pending(), number(&[SIGTSTP]));
    mask(SIG_SETMASK, &[]);
    assert_eq!((arrived(), pending()), (vec![], 0));
}

#[test]
fn waiting_takes_a_signal() {
    fake::set_up(|_| {});
    mask(SIG_BLOCK, &[SIGUSR1, SIGRTMIN]);
    queue(SIGRTMIN, 3).unwrap();
    queue(SIGRTMIN, 4).unwrap();
    queue(SIGUSR1, 5).unwrap();
    let mut info = siginfo(Info::EMPTY);
    let set = set(&[SIGRTMIN, SIGUSR1]);
    let mut values = Vec::new();
    for _ in 0..3 {
        let out = Out::from(&mut info);
        let taken = rt_sigtimedwait_time64::<Never>(In::from(&set), out, In::none(), 8);
        assert_eq!(taken, Ok(info.info.signo));
        values.push((info.info.signo, info.info.code, info.info.fields[2]));
    }
    let queued = |signal, value| (signal, SI_QUEUE, value);
    assert_eq!(
        values,
        [queued(SIGUSR1, 5), queued(SIGRTMIN, 3), queued(SIGRTMIN, 4)]
    );
    assert_eq!(arrived(), []);
    let before = fake::host(|host| host.monotonic);
    let second = Timespec {
        tv_sec: 1,
        ..Timespec::ZERO
    };
    let timed =
        |time| rt_sigtimedwait_time64::<Never>(In::from(&set), Out::none(), In::from(time), 8);
    assert_eq!(timed(&second), Err(Errno::AGAIN));
    assert_eq!(fake::host(|host| host.monotonic) - before, 1_000_000_000);
    let wrong = Timespec {
        tv_nsec: -1,
        ..second
    };
    assert_eq!(timed(&wrong), Err(Errno::INVAL));
    let nothing = rt_sigtimedwait_time64::<Never>(In::none(), Out::none(), In::from(&second), 8);
    assert_eq!(nothing, Err(Errno::FAULT));
    let (status, said) = end_of(move || {
        rt_sigtimedwait_time64::<Never>(In::from(&set), Out::none(), In::none(), 8).map(drop)
    });
    assert!(status.is_none() && said.contains("deadlock"), "{said}");
}

#[test]
fn suspending_lets_one_of_each_kind_in() {
    fake::set_up(|_| {});
    act(SIGRTMIN, PLAIN, 0, &[SIGUSR2]);
    act(SIGUSR2, PLAIN, 0, &[]);
    mask(SIG_SETMASK, &[SIGRTMIN, SIGUSR2, SIGHUP]);
    kill::<Never>(0, SIGRTMIN, run).unwrap();
    kill::<Never>(0, SIGRTMIN, run).unwrap();
    kill::<Never>(0, SIGUSR2, run).unwrap();
    let suspend = || rt_sigsuspend::<Never>(In::from(&set(&[SIGTERM])), 8);
    assert_eq!(suspend(), Err(Errno::INTR));
    let first = (PLAIN, SIGUSR2, SI_USER, 0, number(&[SIGTERM, SIGUSR2]));
    let both = number(&[SIGTERM, SIGUSR2, SIGRTMIN]);
    assert_eq!(calls(), [first, (PLAIN, SIGRTMIN, SI_USER, 0, both)]);
    assert_eq!(bits(signal::mask()), number(&[SIGRTMIN, SIGUSR2, SIGHUP]));
    assert_eq!(suspend(), Err(Errno::INTR));
    assert_eq!(arrived(), [SIGRTMIN]);
    let (status, said) = end_of(suspend);
    assert!(status.is_none() && said.contains("deadlock"), "{said}");
    assert_eq!(rt_sigsuspend::<Never>(In::none(), 8), Err(Errno::FAULT));
    assert_eq!(rt_sigsuspend::<Never>(In::none(), 9), Err(Errno::INVAL));
}

#[test]
fn by_default_the_program_ends() {
    for (signal, status, named) in [
        (SIGTERM, Some(143), "SIGTERM (Terminated)"),
        (SIGHUP, Some(129), "SIGHUP (Hangup)"),
        (SIGKILL, Some(137), "SIGKILL (Killed)"),
        (SIGABRT, None, "SIGABRT (Aborted)"),
        (SIGSYS, None, "SIGSYS (Bad system call)"),
        (SIGRTMIN, Some(160), "real-time signal 32"),
        (SIGRTMAX, Some(192), "real-time signal 64"),
    ] {
        fake::set_up(|_| {});
        let said = format!("wasi-sysroot: terminated by {named}\n");
        assert_eq!(end_of(|| kill::<Never>(0, signal, run)), (status, said));
    }
    fake::set_up(|_| {});
    mask(SIG_BLOCK, &[SIGTERM]);
    kill::<Never>(0, SIGTERM, run).unwrap();
    assert_eq!(
        end_of(|| rt_sigsuspend::<Never>(In::from(&[0; 2]), 8)).0,
        Some(143)
    );
}

#[test]
fn there_is_one_process() {
    fake::set_up(|_| {});
    for pid in [0, PID, -PID] {
        assert_eq!(kill::<Never>(pid, 0, run), Ok(()));
        assert_eq!(kill::<Never>(pid, 65, run), Err(Errno::INVAL));
        assert_eq!(kill::<Never>(pid, -1, run), Err(Errno::INVAL));
    }
    for pid in [1, -1, -2, i32::MIN, i32::MAX] {
        assert_eq!(kill::<Never>(pid, 0, run), Err(Errno::SRCH));
    }
    for tid in [0, -1, -PID] {
        assert_eq!(tkill::<Never>(tid, 0, run), Err(Errno::INVAL));
        assert_eq!(tgkill::<Never>(PID, tid, 0, run), Err(Errno::INVAL));
        assert_eq!(tgkill::<Never>(tid, PID, 0, run), Err(Errno::INVAL));
    }
    assert_eq!(tkill::<Never>(1, 0, run), Err(Errno::SRCH));
    assert_eq!(tgkill::<Never>(1, PID, 0, run), Err(Errno::SRCH));
    let info = Info::EMPTY;
    let queue = |pid| rt_sigqueueinfo(pid, 0, In::from(&info), run);
    assert_eq!((queue(PID), queue(1)), (Ok(()), Err(Errno::SRCH)));
    assert_eq!(rt_sigqueueinfo(PID, 0, In::none(), run), Err(Errno::FAULT));
    let to_thread = |tid| rt_tgsigqueueinfo(PID, tid, 0, In::from(&info), run);
    assert_eq!((to_thread(PID), to_thread(1)), (Ok(()), Err(Errno::SRCH)));
    assert_eq!(to_thread(0), Err(Errno::INVAL));
}

#[test]
fn the_other_stack_is_remembered() {
    fake::set_up(|_| {});
    let stack = |sp, flags, size| Stack { sp, flags, size };
    let mut old = stack(7, 7, 7);
    let mine = stack(64, 0, 8192);
    sigaltstack(In::from(&mine), Out::from(&mut old), 9999).unwrap();
    assert_eq!(old, stack(0, SS_DISABLE, 0));
    for (wrong, error) in [
        (stack(64, 0, 2047), Errno::NOMEM),
        (stack(64, 4, 8192), Errno::INVAL),
    ] {
        assert_eq!(sigaltstack(In::from(&wrong), Out::none(), 9999), Err(error));
    }
    sigaltstack(
        In::from(&stack(9, SS_DISABLE, 9)),
        Out::from(&mut old),
        9999,
    )
    .unwrap();
    assert_eq!(old, mine);
    sigaltstack(In::none(), Out::from(&mut old), 9999).unwrap();
    assert_eq!(old, stack(0, SS_DISABLE, 0));
}

/// Where a handler called at `sp` would have its stack.
fn top(sp: usize) -> Option<usize> {
    let found = Cell::new(None);
    on_stack(sp, |top| found.set(top));
    found.get()
}

#[test]
fn the_other_stack_is_used_from_its_top_until_it_is_in_use() {
    fake::set_up(|_| {});
    let stack = |sp, flags, size| Stack { sp, flags, size };
    assert_eq!(top(50_000), None);
    let mine = stack(4096, 0, 8199);
    sigaltstack(In::from(&mine), Out::none(), 50_000).unwrap();
    assert_eq!(top(50_000), Some(12_288));
    assert_eq!(
        (top(4096), top(4097), top(12_295)),
        (Some(12_288), None, None)
    );
    let mut old = stack(7, 7, 7);
    sigaltstack(In::none(), Out::from(&mut old), 5000).unwrap();
    assert_eq!(old, stack(4096, SS_ONSTACK, 8199));
    let other = sigaltstack(In::from(&mine), Out::none(), 5000);
    assert_eq!(other, Err(Errno::PERM));
    // Disarmed, it can be used again until the handler returns.
    let disarmed = stack(4096, SS_AUTODISARM, 8199);
    sigaltstack(In::from(&disarmed), Out::none(), 50_000).unwrap();
    on_stack(50_000, |top| {
        assert_eq!(top, Some(12_288));
        sigaltstack(In::none(), Out::from(&mut old), 5000).unwrap();
        assert_eq!(old, NO_STACK);
    });
    sigaltstack(In::none(), Out::from(&mut old), 50_000).unwrap();
    assert_eq!(old, disarmed);
}

#[test]
fn abort_calls_its_handler_only() {
    fake::set_up(|_| {});
    abort(call);
    act(SIGABRT, IGNORE, 0, &[]);
    abort(call);
    act(SIGABRT, PLAIN, 0, &[]);
    abort(call);
    let called = (PLAIN, SIGABRT, SI_TKILL, 0, number(&[SIGABRT]));
    assert_eq!(calls(), [called]);
    mask(SIG_BLOCK, &[SIGABRT]);
    abort(call);
    assert_eq!((arrived(), pending()), (vec![], 0));
}
