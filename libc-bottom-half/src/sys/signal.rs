//! Signals that the process sends itself, and their delivery.

use crate::abi::signal::{
    Info, MINSIGSTKSZ, SA_KNOWN, SA_NODEFER, SA_ONSTACK, SA_RESETHAND, SA_RESTART, SI_TKILL,
    SI_USER, SIG_BLOCK, SIG_DFL, SIG_SETMASK, SIG_UNBLOCK, SIGABRT, SIGBUS, SIGFPE, SIGILL,
    SIGQUIT, SIGSEGV, SIGSYS, SIGTRAP, SIGXCPU, SIGXFSZ, SS_AUTODISARM, SS_DISABLE, SS_ONSTACK,
    Sigaction, Siginfo, Sigset, Stack, Ucontext,
};
use crate::abi::time::Timespec;
use crate::clock::{now, sleep};
use crate::conv::time::from_timespec;
use crate::errno::{Errno, Result};
use crate::interrupt::{Interruption, doze, notice, soonest};
use crate::machine;
use crate::outside;
use crate::process::{self, PID, own};
use crate::service::{self, Services};
use crate::signal::{self, Action, Deliver, Set, Signal, from_self, known_size, read_set};
pub use crate::signal::{Frame, set_switch};
use crate::tasks::{self, Receiver};
use crate::user::{Bytes, BytesMut, In, Out};
use crate::wasi::{self, Clockid, Fd, Subclockflags, Timestamp};
use preview1::service::Operation;

/// `rt_sigaction(sig, action, old, masksize)` — returns and changes the disposition of a
/// signal; either pointer may be null. `ignore` is the handler that stands for ignoring.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sigaction.html),
/// [Linux](https://man7.org/linux/man-pages/man2/rt_sigaction.2.html).
/// Differs: Only timers interrupt a call, and signals from outside if the host offers them.
/// The handler `SIG_IGN` is the address of the function `__SIG_IGN`, not 1.
pub fn rt_sigaction(
    number: i32,
    action: In<'_, Sigaction>,
    old: Out<'_, Sigaction>,
    size: usize,
    ignore: u32,
) -> Result {
    known_size(size)?;
    let signal = Signal::new(number)?;
    outside::begin();
    let new = action.read();
    if new.is_some() && Set::FORCED.has(signal) {
        return Err(Errno::INVAL);
    }
    let now = signal::action(signal);
    if let Some(new) = new {
        signal::set_action(
            signal,
            Action {
                handler: match new.handler == ignore {
                    true => Action::IGNORE,
                    false => new.handler,
                },
                flags: new.flags & SA_KNOWN,
                mask: Set::from_c(new.mask).without(Set::FORCED),
            },
        );
        outside::tell_action(signal);
    }
    if old.is_null() {
        return Ok(());
    }
    old.write(Sigaction {
        handler: match now.handler {
            Action::IGNORE => ignore,
            handler => handler,
        },
        flags: now.flags,
        mask: now.mask.to_c(),
        unused: 0,
    })
}

/// `rt_sigprocmask(how, set, old, masksize)` — returns and changes the blocked signals;
/// either pointer may be null. Pending signals that are no longer blocked are delivered.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sigprocmask.html),
/// [Linux](https://man7.org/linux/man-pages/man2/rt_sigprocmask.2.html).
/// Differs: nothing.
#[inline]
pub fn rt_sigprocmask<I: Interruption>(
    how: i32,
    set: In<'_, Sigset>,
    old: Out<'_, Sigset>,
    size: usize,
) -> Result {
    I::begin();
    I::before();
    known_size(size)?;
    let now = signal::mask();
    let new = match (set.read().map(Set::from_c), how) {
        (None, _) => now,
        (Some(set), SIG_BLOCK) => now.with(set),
        (Some(set), SIG_UNBLOCK) => now.without(set),
        (Some(set), SIG_SETMASK) => set,
        _ => return Err(Errno::INVAL),
    };
    if !old.is_null() {
        old.write(now.to_c())?;
    }
    I::set_mask(new);
    signal::deliver(signal::mask());
    Ok(())
}

/// `rt_sigpending(set, masksize)` — returns the signals that are pending.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sigpending.html),
/// [Linux](https://man7.org/linux/man-pages/man2/rt_sigpending.2.html).
/// Differs: nothing.
#[inline]
pub fn rt_sigpending<I: Interruption>(set: Out<'_, Sigset>, size: usize) -> Result {
    I::before();
    known_size(size)?;
    let pending = match I::CAN_HAPPEN {
        true => signal::pending().with(outside::pending()?),
        false => signal::pending(),
    };
    set.write(pending.and(signal::mask()).to_c())
}

/// `rt_sigsuspend(mask, masksize)` — replaces the mask until a handler has been called.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sigsuspend.html),
/// [Linux](https://man7.org/linux/man-pages/man2/rt_sigsuspend.2.html).
/// Differs: When no pending signal would call a handler and no timer runs, the program
/// traps with a message instead of blocking forever. A host that offers signals waits for
/// those of other processes.
#[inline]
pub fn rt_sigsuspend<I: Interruption>(mask: In<'_, Sigset>, size: usize) -> Result {
    known_size(size)?;
    let mask = read_set(mask)?.without(Set::FORCED);
    loop {
        if I::arrive(mask) {
            return Err(Errno::INTR);
        }
        if I::CAN_HAPPEN && outside::begin() {
            if outside::suspend(mask, left(soonest())?)? {
                // A handler that did not run when the signal arrived runs with this mask.
                I::arrive(mask);
                return Err(Errno::INTR);
            }
            continue;
        }
        if !I::CAN_HAPPEN || soonest().is_none() && !tasks::are_several() {
            deadlock();
        }
        doze(None)?;
    }
}

/// `rt_sigtimedwait_time64(set, info, timeout, masksize)` — takes a pending signal, and
/// returns its number; `info` and `timeout` may be null.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sigtimedwait.html),
/// [Linux](https://man7.org/linux/man-pages/man2/rt_sigtimedwait.2.html).
/// Differs: When no signal is pending, a timeout or a timer ends the wait. Without either,
/// the program traps with a message instead of blocking forever. A host that offers signals
/// waits for those of other processes.
#[inline]
pub fn rt_sigtimedwait_time64<I: Interruption>(
    set: In<'_, Sigset>,
    info: Out<'_, Siginfo>,
    timeout: In<'_, Timespec>,
    size: usize,
) -> Result<i32> {
    known_size(size)?;
    let wanted = read_set(set)?.without(Set::FORCED);
    let time = timeout.read().map(from_timespec).transpose()?;
    let end = match time {
        Some(time) if I::CAN_HAPPEN => Some(now()?.saturating_add(time)),
        _ => None,
    };
    loop {
        if I::CAN_HAPPEN {
            notice();
        }
        if let Some((signal, about)) = signal::take(wanted) {
            if !info.is_null() {
                info.write(siginfo(about))?;
            }
            return Ok(signal.number());
        }
        if !I::CAN_HAPPEN {
            match time {
                None => deadlock(),
                Some(0) => {}
                Some(time) => sleep(Clockid::MONOTONIC, time, Subclockflags::NONE)?,
            }
            return Err(Errno::AGAIN);
        }
        // It does not continue after a handler.
        if I::arrive(signal::mask()) {
            return Err(Errno::INTR);
        }
        match end {
            Some(end) if now()? >= end => return Err(Errno::AGAIN),
            _ if outside::begin() => {
                let ends = [end, soonest()];
                let left = left(ends.into_iter().flatten().min())?;
                if let Some(about) = outside::timedwait(wanted, left)? {
                    if !info.is_null() {
                        info.write(siginfo(about))?;
                    }
                    return Ok(about.signo);
                }
            }
            None if soonest().is_none() && !tasks::are_several() => deadlock(),
            _ => doze(end)?,
        }
    }
}

/// The time until then.
fn left(end: Option<Timestamp>) -> Result<Option<Timestamp>> {
    match end {
        Some(end) => Ok(Some(end.saturating_sub(now()?))),
        None => Ok(None),
    }
}

pub(crate) fn siginfo(info: Info) -> Siginfo {
    Siginfo { info, rest: [0; _] }
}

/// Sends a signal and delivers it, unless it is blocked; number 0 only checks whether it
/// could.
fn send(number: i32, info: Info, to: Receiver, deliver: Deliver) -> Result {
    if number == 0 {
        return Ok(());
    }
    signal::send(Signal::new(number)?, info, to, deliver)?;
    signal::deliver(signal::mask());
    Ok(())
}

/// `kill(pid, sig)` — sends a signal to this process, or to its group.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/kill.html),
/// [Linux](https://man7.org/linux/man-pages/man2/kill.2.html).
/// Differs: The process can signal only itself, unless the host offers processes; an end by
/// the default action is then the kernel's. The handler runs before the call returns. If
/// the handler's parameters are not those of its kind, the call traps. By default a signal
/// ends the program with a message on standard error that names it. The program ends with a
/// trap where Linux would dump core (`SIGABRT`, `SIGQUIT`, `SIGSEGV` and others), otherwise
/// with exit status 128 + the signal, which some hosts report as an error because they
/// allow no status above 125. `SIGSTOP`, `SIGTSTP`, `SIGTTIN` and `SIGTTOU` do nothing by
/// default.
#[inline]
pub fn kill<I: Interruption>(pid: i32, number: i32, deliver: Deliver) -> Result {
    const GROUP: i32 = -PID;
    match service::offers().has(Services::PROCESSES) {
        // A handler of this process is the module's to call; any other end is the kernel's.
        true if pid != process::number() || !stays(number) => {
            let [] = service::numbers(Operation::KILL, [pid, number])?;
            return Ok(());
        }
        true => {}
        false if pid == GROUP => {}
        false => own(pid)?,
    }
    if I::send(number)? {
        return Ok(());
    }
    send(number, from_self(SI_USER), Receiver::PROCESS, deliver)
}

/// Whether the module does something about a signal: calls a handler, ignores it, keeps it.
fn stays(number: i32) -> bool {
    Signal::new(number)
        .is_ok_and(|signal| signal::action(signal).handler != SIG_DFL || signal::mask().has(signal))
}

/// `tkill(tid, sig)` — sends a signal to a thread of this process.
///
/// [Linux](https://man7.org/linux/man-pages/man2/tkill.2.html).
/// Differs: As `kill`.
#[inline]
pub fn tkill<I: Interruption>(tid: i32, number: i32, deliver: Deliver) -> Result {
    if tid <= 0 {
        return Err(Errno::INVAL);
    }
    if tasks::has_other(tid) {
        return send(number, from_self(SI_TKILL), Receiver::thread(tid), deliver);
    }
    tasks::own(tid)?;
    if I::send(number)? {
        return Ok(());
    }
    send(number, from_self(SI_TKILL), Receiver::own(), deliver)
}

/// `tgkill(tgid, tid, sig)` — sends a signal to a thread of this process.
///
/// [Linux](https://man7.org/linux/man-pages/man2/tgkill.2.html).
/// Differs: As `kill`.
#[inline]
pub fn tgkill<I: Interruption>(tgid: i32, tid: i32, number: i32, deliver: Deliver) -> Result {
    if tgid <= 0 {
        return Err(Errno::INVAL);
    }
    own(tgid)?;
    tkill::<I>(tid, number, deliver)
}

/// `rt_sigqueueinfo(pid, sig, info)` — sends a signal, with data for the handler.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sigqueue.html),
/// [Linux](https://man7.org/linux/man-pages/man2/rt_sigqueueinfo.2.html).
/// Differs: As `kill`. At most 128 real-time signals can be pending (`EAGAIN`).
pub fn rt_sigqueueinfo(pid: i32, number: i32, info: In<'_, Info>, deliver: Deliver) -> Result {
    let info = info.read().ok_or(Errno::FAULT)?;
    if pid <= 0 {
        return Err(Errno::SRCH);
    }
    own(pid)?;
    send(number, info, Receiver::PROCESS, deliver)
}

/// `rt_tgsigqueueinfo(tgid, tid, sig, info)` — as `rt_sigqueueinfo`, to a thread.
///
/// [Linux](https://man7.org/linux/man-pages/man2/rt_sigqueueinfo.2.html).
/// Differs: As `rt_sigqueueinfo`.
pub fn rt_tgsigqueueinfo(
    tgid: i32,
    tid: i32,
    number: i32,
    info: In<'_, Info>,
    deliver: Deliver,
) -> Result {
    if tgid <= 0 || tid <= 0 {
        return Err(Errno::INVAL);
    }
    let to = match tasks::has_other(tid) {
        true => Receiver::thread(tid),
        false => tasks::own(tid).map(|()| Receiver::own())?,
    };
    let info = info.read().ok_or(Errno::FAULT)?;
    own(tgid)?;
    send(number, info, to, deliver)
}

/// `sigaltstack(stack, old)` — returns and changes the stack of handlers under
/// `SA_ONSTACK`; either pointer may be null. `sp` is the current stack pointer.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sigaltstack.html),
/// [Linux](https://man7.org/linux/man-pages/man2/sigaltstack.2.html).
/// Differs: Only data in memory goes to the alternate stack. Return addresses and the like
/// stay on the host's stack.
pub fn sigaltstack(stack: In<'_, Stack>, old: Out<'_, Stack>, sp: usize) -> Result {
    let now = signal::stack();
    if let Some(stack) = stack.read() {
        if is_on(now, sp) {
            return Err(Errno::PERM);
        }
        signal::set_stack(match stack.flags & !SS_AUTODISARM {
            SS_DISABLE => NO_STACK,
            0 | SS_ONSTACK if stack.size < MINSIGSTKSZ => return Err(Errno::NOMEM),
            0 | SS_ONSTACK => Stack {
                flags: stack.flags & SS_AUTODISARM,
                ..stack
            },
            _ => return Err(Errno::INVAL),
        });
    }
    if old.is_null() {
        return Ok(());
    }
    let flag = if is_on(now, sp) { SS_ONSTACK } else { 0 };
    old.write(Stack {
        flags: now.flags | flag,
        ..now
    })
}

const NO_STACK: Stack = Stack {
    sp: 0,
    flags: SS_DISABLE,
    size: 0,
};

/// Whether the stack at `sp` is this one. With `SS_AUTODISARM`, the answer is no, as on
/// Linux.
fn is_on(stack: Stack, sp: usize) -> bool {
    let Ok(sp) = u32::try_from(sp) else {
        return false;
    };
    stack.flags == 0 && sp > stack.sp && sp - stack.sp <= stack.size
}

/// The start of the handlers' stack if a handler that is called at `sp` must use it; `run`
/// calls it there.
pub fn on_stack(sp: usize, run: impl FnOnce(Option<usize>)) {
    let stack = signal::stack();
    if stack.flags & SS_DISABLE != 0 || is_on(stack, sp) {
        return run(None);
    }
    let disarms = stack.flags & SS_AUTODISARM != 0;
    if disarms {
        signal::set_stack(NO_STACK);
    }
    let top = stack.sp.saturating_add(stack.size) & !15;
    run(Some(top as usize));
    if disarms {
        signal::set_stack(stack);
    }
}

/// Delivers what is pending and not in `blocked`, which is the mask or that of
/// `rt_sigsuspend`, with `call`; returns whether a handler was called.
///
/// The lowest is first, as POSIX requires for real-time signals.
pub fn deliver(mut blocked: Set, call: fn(&mut Frame)) -> bool {
    let mut called = false;
    let mut suspended = blocked != signal::mask();
    loop {
        match signal::take(blocked.others()) {
            Some((signal, info)) => {
                if let Some(held) = arrive(signal, info, blocked, call) {
                    called = true;
                    // On Linux, handlers that are due together interrupt each other. A
                    // signal that one of them blocks does not arrive before the wait is
                    // over.
                    blocked = if suspended { held } else { signal::mask() };
                }
            }
            None if !suspended => return called,
            None => {
                suspended = false;
                blocked = signal::mask();
            }
        }
    }
}

/// Delivers one signal; returns the mask of its handler, if there is one.
fn arrive(signal: Signal, info: Info, blocked: Set, call: fn(&mut Frame)) -> Option<Set> {
    if signal::is_ignored(signal) {
        return None;
    }
    let action = signal::action(signal);
    if action.handler == SIG_DFL {
        end(signal);
    }
    Some(handle(signal, info, action, blocked, call))
}

/// The result of a signal from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Outcome {
    /// A handler ran, and the call that it interrupts ends.
    Ends,
    /// A handler ran, and the call that it interrupts continues.
    Continues,
    /// No handler ran.
    Kept,
}

/// Delivers a signal that the host has caught.
pub fn from_outside(number: i32, about: [i32; 4], deliver: Deliver) -> Outcome {
    let Ok(signal) = Signal::new(number) else {
        return Outcome::Kept;
    };
    let action = signal::action(signal);
    if matches!(action.handler, SIG_DFL | Action::IGNORE) {
        // Changed since the host caught it.
        outside::tell_action(signal);
        if action.handler == SIG_DFL {
            let _ = outside::send(number);
        }
        return Outcome::Kept;
    }
    // One that is pending already is enough.
    let _ = signal::send(
        signal,
        outside::info(number, about),
        Receiver::PROCESS,
        deliver,
    );
    if signal::mask().has(signal) {
        return Outcome::Kept;
    }
    signal::handle_another();
    signal::deliver(signal::mask());
    if signal::action(signal).handler == SIG_DFL {
        outside::tell_action(signal);
    }
    outside::tell_mask();
    match action.flags & SA_RESTART {
        0 => Outcome::Ends,
        _ => Outcome::Continues,
    }
}

/// Calls a handler; returns the signals that it blocked.
fn handle(signal: Signal, info: Info, action: Action, blocked: Set, call: fn(&mut Frame)) -> Set {
    if action.flags & SA_RESETHAND != 0 {
        let handler = SIG_DFL;
        signal::set_action(signal, Action { handler, ..action });
    }
    let held = match action.flags & SA_NODEFER {
        0 => blocked.with(action.mask).with(Set::only(signal)),
        _ => blocked.with(action.mask),
    };
    let mut frame = Frame {
        handler: action.handler,
        flags: action.flags,
        siginfo: siginfo(info),
        ucontext: Ucontext {
            link: 0,
            mask: signal::mask().to_c(),
            stack: signal::stack(),
            pc: 0,
            flags: 0,
        },
    };
    signal::set_mask(held);
    // The handler may not return: it may jump away, with the current mask.
    match signal::switch() {
        Some(switch) if action.flags & SA_ONSTACK != 0 => switch(&mut frame, call),
        _ => call(&mut frame),
    }
    signal::set_mask(Set::from_c(frame.ucontext.mask));
    held
}

/// The part of `abort` that concerns signals: a handler of `SIGABRT` runs, unless it is
/// blocked. The program ends in any case, so nothing has to become pending.
pub fn abort(call: fn(&mut Frame)) {
    let Ok(signal) = Signal::new(SIGABRT) else {
        return;
    };
    let (action, blocked) = (signal::action(signal), signal::mask());
    if blocked.has(signal) || matches!(action.handler, SIG_DFL | Action::IGNORE) {
        return;
    }
    let signo = signal.number();
    let info = Info {
        signo,
        ..from_self(SI_TKILL)
    };
    handle(signal, info, action, blocked, call);
}

/// By number, from `SIGHUP` on.
const NAMES: &[u8] = b"\
HUP (Hangup)
INT (Interrupt)
QUIT (Quit)
ILL (Illegal instruction)
TRAP (Trace/breakpoint trap)
ABRT (Aborted)
BUS (Bus error)
FPE (Arithmetic exception)
KILL (Killed)
USR1 (User defined signal 1)
SEGV (Segmentation fault)
USR2 (User defined signal 2)
PIPE (Broken pipe)
ALRM (Alarm clock)
TERM (Terminated)
STKFLT (Stack fault)
CHLD
CONT
STOP
TSTP
TTIN
TTOU
URG
XCPU (CPU time limit exceeded)
XFSZ (File size limit exceeded)
VTALRM (Virtual timer expired)
PROF (Profiling timer expired)
WINCH
IO (I/O possible)
PWR (Power failure)
SYS (Bad system call)";

/// Ends the program as the signal does by default.
#[cold]
fn end(signal: Signal) -> ! {
    let number = signal.number();
    let digits = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
    let named = NAMES.split(|&byte| byte == b'\n').nth(number as usize - 1);
    let (prefix, name) = match named {
        Some(name) => (&b"SIG"[..], name),
        None => (&b"real-time signal "[..], &digits[..]),
    };
    say(&[b"wasi-sysroot: terminated by ", prefix, name, b"\n"]);
    match number {
        SIGQUIT | SIGILL | SIGTRAP | SIGABRT | SIGBUS | SIGFPE | SIGSEGV | SIGXCPU | SIGXFSZ
        | SIGSYS => machine::trap(),
        _ => wasi::proc_exit(128 + number as u32),
    }
}

/// Ends the program: POSIX has no error for it (`docs/undefined.md`).
#[cold]
fn deadlock() -> ! {
    say(&[b"wasi-sysroot: deadlock: the only thread waits for a signal that nothing will send\n"]);
    machine::trap()
}

/// Writes a message to standard error in one piece, as far as it fits. If the host accepts
/// no message, the program still ends.
fn say(parts: &[&[u8]]) {
    let mut text = [0; 96];
    let room = BytesMut::of(&mut text);
    let mut end = 0;
    for part in parts {
        end += Bytes::of(part).copy_to(room.from(end));
    }
    let _ = wasi::fd_write(Fd(2), &[room.first(end).as_bytes()]);
}

#[cfg(test)]
mod interruption;
#[cfg(test)]
mod tests;
