//! Signals from outside: those of other processes, of children, of the terminal, of timers.
//!
//! The kernel has the program's dispositions and mask, and does by itself what a signal does
//! by default. A signal that the program catches is noted here. The engine hands it to the
//! program, in a call of the program that may call a handler ([`may_deliver`]), or while it
//! computes ([`interrupt_with`]).
//!
//! Only the program's thread takes signals: all others block them.

use std::cell::UnsafeCell;
use std::io;
use std::mem::MaybeUninit;
use std::process::exit;
use std::ptr::{null, null_mut};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, Ordering};

use preview1::service::{Operation, Services as Groups};
use preview1::{Errno, Id};

use super::process::fork::{last_error, signal_itself};
use super::{Answer, Group, Request};
use crate::host::Stop;
use crate::host::layer::Below;
use crate::message::say;
use crate::{STATUS_ERROR, restore};

/// The signals that were noted: signal n is bit n - 1.
static NOTED: AtomicU64 = AtomicU64::new(0);

/// The data of each: code, process, user, status or value.
static ABOUT: [[AtomicI32; 4]; LAST as usize] = [const { [const { AtomicI32::new(0) }; 4] }; _];

/// Whether the program catches the timer's signal, which others may send too.
static CATCHES_WAKER: AtomicBool = AtomicBool::new(false);

/// Whether the program's thread takes signals.
static IS_ON: AtomicBool = AtomicBool::new(false);

const LAST: i32 = 64;

/// Interrupts the program while it computes, if the engine can do that.
static INTERRUPT: OnceLock<Box<dyn Fn() + Send + Sync>> = OnceLock::new();

/// The engine's own: faults of code that it has compiled.
const FAULTS: [i32; 4] = [libc::SIGBUS, libc::SIGFPE, libc::SIGILL, libc::SIGSEGV];

/// Wakes calls of the kernel: by default, no process notices it.
const WAKER: i32 = libc::SIGURG;

/// How long a noted signal may wait while the program waits in the kernel.
const PATIENCE: libc::timespec = libc::timespec {
    tv_sec: 0,
    tv_nsec: 10_000_000,
};

/// The state that this process was started with.
struct Inherited {
    /// The mask, once `start` was called.
    mask: UnsafeCell<MaybeUninit<libc::sigset_t>>,
    ignores_broken_pipes: AtomicBool,
}

// SAFETY: `mask` is written once, before there is a second thread.
unsafe impl Sync for Inherited {}

static INHERITED: Inherited = Inherited {
    mask: UnsafeCell::new(MaybeUninit::uninit()),
    ignores_broken_pipes: AtomicBool::new(false),
};

/// The timer that wakes the program's thread. A signal may be noted right before that thread
/// waits in the kernel, which then knows nothing of it.
struct Waker(UnsafeCell<libc::timer_t>);

// SAFETY: it is written before signals are noted in this process, by the thread that notes
// them.
unsafe impl Sync for Waker {}

static TIMER: Waker = Waker(UnsafeCell::new(null_mut()));

const fn bit(signal: i32) -> u64 {
    1 << (signal - 1)
}

/// The handler of each signal that the program catches, and of the timer's.
extern "C" fn note(signal: libc::c_int, info: *mut libc::siginfo_t, _: *mut libc::c_void) {
    // SAFETY: the kernel passes what it knows of the signal. The fields are numbers, whatever
    // they mean for this signal. The functions are safe at any time, and `errno` is kept for
    // the code that was interrupted.
    unsafe {
        let errno = libc::__errno_location();
        let saved = *errno;
        let info = &*info;
        if signal == WAKER && info.si_code == libc::SI_TIMER {
            match NOTED.load(Ordering::Relaxed) {
                0 => set_waker(false),
                _ => interrupt(),
            }
        } else if signal != WAKER || CATCHES_WAKER.load(Ordering::Relaxed) {
            let about = [
                info.si_code,
                info.si_pid(),
                info.si_uid().cast_signed(),
                info.si_status(),
            ];
            let slots = ABOUT.get(signal as usize - 1).into_iter().flatten();
            for (slot, value) in slots.zip(about) {
                slot.store(value, Ordering::Relaxed);
            }
            if NOTED.fetch_or(bit(signal), Ordering::Relaxed) == 0 {
                set_waker(true);
            }
            interrupt();
        }
        *errno = saved;
    }
}

/// Safe at any time: `OnceLock::get` does not lock.
fn interrupt() {
    if let Some(interrupt) = INTERRUPT.get() {
        interrupt();
    }
}

/// From now on, calls this when a signal is noted, and again while it is. The function runs in
/// a handler of a signal.
pub fn interrupt_with(interrupt: impl Fn() + Send + Sync + 'static) {
    INTERRUPT.get_or_init(|| Box::new(interrupt));
}

/// # Safety
///
/// The timer of this process has been made.
unsafe fn set_waker(on: bool) {
    const NEVER: libc::timespec = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    let time = if on { PATIENCE } else { NEVER };
    let every = libc::itimerspec {
        it_interval: time,
        it_value: time,
    };
    // SAFETY: the caller's promise.
    unsafe { libc::timer_settime(*TIMER.0.get(), 0, &raw const every, null_mut()) };
}

/// Whether a signal is noted: a call that waits ends then.
#[inline]
pub fn is_noted() -> bool {
    NOTED.load(Ordering::Relaxed) != 0
}

/// Takes the lowest noted signal, and what is known of it.
pub fn take() -> Option<(i32, [i32; 4])> {
    let noted = NOTED.load(Ordering::Relaxed);
    if noted == 0 {
        return None;
    }
    let index = noted.trailing_zeros();
    NOTED.fetch_and(!(1 << index), Ordering::Relaxed);
    let about = ABOUT[index as usize].each_ref();
    Some((
        index.cast_signed() + 1,
        about.map(|slot| slot.load(Ordering::Relaxed)),
    ))
}

/// Whether a handler may run before and after this call: the library has nothing half done.
pub fn may_deliver(id: Id) -> bool {
    matches!(
        id,
        Id::fd_read
            | Id::fd_write
            | Id::fd_pread
            | Id::fd_pwrite
            | Id::poll_oneoff
            | Id::clock_time_get
            | Id::sched_yield
            | Id::sock_accept
            | Id::sock_recv
            | Id::sock_send
    )
}

/// Looks at what this process was started with, before the Rust runtime changes it.
extern "C" fn look() {
    let ignored = action_of(libc::SIGPIPE).sa_sigaction == libc::SIG_IGN;
    let inherited = &INHERITED.ignores_broken_pipes;
    inherited.store(ignored, Ordering::Relaxed);
}

// SAFETY: as in `inherited.rs`: the function needs nothing that the Rust runtime sets up for
// `main`, and does not panic.
#[unsafe(link_section = ".init_array")]
#[used]
static LOOK: extern "C" fn() = look;

/// Blocks all signals of this thread; returns those that were blocked.
pub fn block_all() -> libc::sigset_t {
    // SAFETY: the C library fills in both sets.
    unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        let mut before: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&raw mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &raw const all, &raw mut before);
        before
    }
}

/// Blocks only these signals of this thread.
pub fn set_blocked(blocked: &libc::sigset_t) {
    // SAFETY: it reads a set.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, blocked, null_mut()) };
}

/// Called first, by a process whose program gets signals: no thread takes any.
pub fn start() {
    let before = block_all();
    // SAFETY: there is one thread.
    unsafe { (*INHERITED.mask.get()).write(before) };
    IS_ON.store(true, Ordering::Relaxed);
}

/// Whether this process's program can get signals.
pub fn is_on() -> bool {
    IS_ON.load(Ordering::Relaxed)
}

/// From now on, this thread takes signals, as the one that runs the program.
pub fn begin() -> io::Result<()> {
    if !is_on() {
        return Ok(());
    }
    make_waker()?;
    // SAFETY: a broken pipe ends a program, unless it was started otherwise. The mask was
    // written by `start`.
    let mut mask = unsafe {
        libc::signal(libc::SIGPIPE, broken_pipes());
        (*INHERITED.mask.get()).assume_init()
    };
    unblock_own(&mut mask);
    set_blocked(&mask);
    Ok(())
}

/// Undoes [`start`] for this thread and those that it starts: the kernel does with signals what
/// it does by default.
pub fn give_up() {
    if IS_ON.swap(false, Ordering::Relaxed) {
        // SAFETY: the mask was written by `start`.
        set_blocked(unsafe { (*INHERITED.mask.get()).assume_init_ref() });
    }
}

fn broken_pipes() -> usize {
    match INHERITED.ignores_broken_pipes.load(Ordering::Relaxed) {
        true => libc::SIG_IGN,
        false => libc::SIG_DFL,
    }
}

/// A new process: nothing is noted for it, and it has no timer. Without one, it ends at once: it
/// could miss signals.
pub fn begin_child() {
    NOTED.store(0, Ordering::Relaxed);
    if is_on()
        && let Err(error) = make_waker()
    {
        say(&format!("error: signals: cannot make a timer: {error}"));
        exit(STATUS_ERROR);
    }
}

fn make_waker() -> io::Result<()> {
    // SAFETY: the event names this thread; the kernel writes the timer's number. The structures
    // are numbers and pointers, for which zeros are a value.
    let made = unsafe {
        let mut event: libc::sigevent = std::mem::zeroed();
        event.sigev_notify = libc::SIGEV_THREAD_ID;
        event.sigev_signo = WAKER;
        event.sigev_notify_thread_id = libc::gettid();
        libc::timer_create(libc::CLOCK_MONOTONIC, &raw mut event, TIMER.0.get())
    };
    if made != 0 {
        return Err(io::Error::last_os_error());
    }
    set_action(WAKER, 2, 0);
    Ok(())
}

/// The signals of the engine and of the timer are never blocked.
fn unblock_own(mask: &mut libc::sigset_t) {
    for signal in FAULTS.into_iter().chain([WAKER]) {
        // SAFETY: it changes a set.
        unsafe { libc::sigdelset(mask, signal) };
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Signals;

impl Group for Signals {
    fn offers(&self) -> Groups {
        Groups::SIGNALS
    }

    fn answer(
        &mut self,
        operation: Operation,
        request: Request<'_>,
        _below: &mut Below<'_>,
    ) -> Result<Answer, Stop> {
        Ok(match operation {
            Operation::ACTION => action(request),
            Operation::MASK => mask(request),
            Operation::INHERITED => inherited(request),
            Operation::PENDING => pending(request),
            Operation::SUSPEND => suspend(request),
            Operation::TIMEDWAIT => timedwait(request),
            Operation::SETITIMER => setitimer(request),
            Operation::GETITIMER => getitimer(request),
            Operation::RAISE => raise(request),
            _ => Err(Errno::NOSYS),
        })
    }
}

fn double(request: &mut Request<'_>) -> Result<u64, Errno> {
    Ok(u64::from(request.number()?) | u64::from(request.number()?) << 32)
}

fn from_bits(bits: u64) -> libc::sigset_t {
    // SAFETY: the C library fills in the set. It refuses the signals that it keeps for itself.
    let mut set = unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        for signal in (1..=LAST).filter(|signal| bits & bit(*signal) != 0) {
            libc::sigaddset(&raw mut set, signal);
        }
        set
    };
    unblock_own(&mut set);
    set
}

fn to_bits(set: &libc::sigset_t) -> u64 {
    // SAFETY: it reads a set.
    let has = |signal: &i32| unsafe { libc::sigismember(set, *signal) == 1 };
    (1..=LAST)
        .filter(has)
        .fold(0, |bits, signal| bits | bit(signal))
}

fn words(values: &[u64]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

fn action(mut request: Request<'_>) -> Answer {
    let (signal, how, flags) = (request.signed()?, request.number()?, request.signed()?);
    request.end()?;
    const FLAGS: i32 = libc::SA_NOCLDSTOP | libc::SA_NOCLDWAIT;
    let is_one = (1..=LAST).contains(&signal) && !matches!(signal, libc::SIGKILL | libc::SIGSTOP);
    if !is_one || how > 2 || flags & !FLAGS != 0 {
        return Err(Errno::INVAL);
    }
    // The engine's handlers stay, and the timer's.
    match signal {
        WAKER => CATCHES_WAKER.store(how == 2, Ordering::Relaxed),
        _ if FAULTS.contains(&signal) => {}
        _ => set_action(signal, how, flags),
    }
    Ok(Vec::new())
}

/// Does by default, ignores or notes a signal. By default, one that ends the process first
/// restores its terminals. The C library refuses the numbers that it keeps
/// for itself.
fn set_action(signal: i32, how: u32, flags: i32) {
    let handler = match how {
        0 => restore::default_action(signal),
        1 => libc::SIG_IGN,
        _ => note as extern "C" fn(_, _, _) as usize,
    };
    // SAFETY: the handler does only what is safe at any time. Calls are not to continue after
    // it, so that the program's handler can run.
    unsafe {
        let mut new: libc::sigaction = std::mem::zeroed();
        new.sa_sigaction = handler;
        new.sa_flags = flags | libc::SA_SIGINFO;
        libc::sigfillset(&raw mut new.sa_mask);
        libc::sigaction(signal, &raw const new, null_mut());
    }
}

/// The action when a signal arrives.
pub fn action_of(signal: i32) -> libc::sigaction {
    // SAFETY: the kernel writes the action.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, null(), &raw mut action);
        action
    }
}

/// Sets what `action_of` has returned. Safe at any time.
pub fn restore_action(signal: i32, action: &libc::sigaction) {
    // SAFETY: its handler, if it is a function, is that of this process.
    unsafe { libc::sigaction(signal, action, null_mut()) };
}

fn mask(mut request: Request<'_>) -> Answer {
    let bits = double(&mut request)?;
    request.end()?;
    set_blocked(&from_bits(bits));
    Ok(Vec::new())
}

/// Sends this process a signal.
fn raise(mut request: Request<'_>) -> Answer {
    let signal = request.signed()?;
    request.end()?;
    signal_itself(signal)?;
    Ok(Vec::new())
}

/// The ignored and the blocked signals.
fn inherited(request: Request<'_>) -> Answer {
    request.end()?;
    let is_ignored = |signal: &i32| action_of(*signal).sa_sigaction == libc::SIG_IGN;
    let ignored = (1..=LAST)
        .filter(is_ignored)
        .fold(0, |bits, signal| bits | bit(signal));
    // SAFETY: it writes a set.
    let blocked = unsafe {
        let mut blocked: libc::sigset_t = std::mem::zeroed();
        libc::pthread_sigmask(libc::SIG_BLOCK, null(), &raw mut blocked);
        blocked
    };
    Ok(words(&[ignored, to_bits(&blocked)]))
}

fn pending(request: Request<'_>) -> Answer {
    request.end()?;
    // SAFETY: it writes a set.
    let pending = unsafe {
        let mut pending: libc::sigset_t = std::mem::zeroed();
        libc::sigpending(&raw mut pending);
        pending
    };
    Ok(words(&[to_bits(&pending)]))
}

/// The time of a request, in nanoseconds; none if all its bits are 1.
fn time(request: &mut Request<'_>) -> Result<Option<libc::timespec>, Errno> {
    let time = double(request)?;
    Ok((time != u64::MAX).then(|| libc::timespec {
        tv_sec: (time / 1_000_000_000).cast_signed(),
        tv_nsec: (time % 1_000_000_000).cast_signed(),
    }))
}

/// Waits with another mask until a signal is noted (`INTR`), or until the time is over.
fn suspend(mut request: Request<'_>) -> Answer {
    let mask = from_bits(double(&mut request)?);
    let time = time(&mut request)?;
    request.end()?;
    let time = time.as_ref().map_or(null(), std::ptr::from_ref);
    // Blocked between the look and the wait, so that none arrives there.
    let before = block_all();
    let mut result = 0;
    while !is_noted() {
        // SAFETY: it waits for no file; the kernel reads the time and the mask.
        result = unsafe { libc::ppoll(null_mut(), 0, time, &raw const mask) };
        if result == 0 {
            break;
        }
    }
    set_blocked(&before);
    match result {
        0 if !is_noted() => Ok(Vec::new()),
        _ => Err(Errno::INTR),
    }
}

/// Takes a signal that is blocked, as sigtimedwait(2).
fn timedwait(mut request: Request<'_>) -> Answer {
    let wanted = from_bits(double(&mut request)?);
    let time = time(&mut request)?;
    request.end()?;
    let time = time.as_ref().map_or(null(), std::ptr::from_ref);
    loop {
        // SAFETY: the kernel reads the set and the time, and writes what it knows of the
        // signal, whose fields are numbers.
        let (signal, about) = unsafe {
            let mut info: libc::siginfo_t = std::mem::zeroed();
            let signal = libc::sigtimedwait(&raw const wanted, &raw mut info, time);
            let (pid, uid, status) = (info.si_pid(), info.si_uid(), info.si_status());
            (signal, [info.si_code, pid, uid.cast_signed(), status])
        };
        match signal {
            -1 => match last_error() {
                Errno::INTR if !is_noted() => {}
                error => return Err(error),
            },
            _ => {
                let numbers = [signal].into_iter().chain(about);
                return Ok(numbers.flat_map(i32::to_le_bytes).collect());
            }
        }
    }
}

fn timeval(micros: u64) -> libc::timeval {
    libc::timeval {
        tv_sec: (micros / 1_000_000).cast_signed(),
        tv_usec: (micros % 1_000_000).cast_signed(),
    }
}

fn setting(timer: libc::itimerval) -> Vec<u8> {
    let micros = |time: libc::timeval| {
        time.tv_sec.cast_unsigned() * 1_000_000 + time.tv_usec.cast_unsigned()
    };
    words(&[micros(timer.it_value), micros(timer.it_interval)])
}

fn setitimer(mut request: Request<'_>) -> Answer {
    let which = request.signed()?;
    let new = libc::itimerval {
        it_value: timeval(double(&mut request)?),
        it_interval: timeval(double(&mut request)?),
    };
    request.end()?;
    // SAFETY: the kernel reads one setting and writes another, of numbers alone.
    unsafe {
        let mut old: libc::itimerval = std::mem::zeroed();
        match libc::setitimer(which as _, &raw const new, &raw mut old) {
            0 => Ok(setting(old)),
            _ => Err(last_error()),
        }
    }
}

fn getitimer(mut request: Request<'_>) -> Answer {
    let which = request.signed()?;
    request.end()?;
    // SAFETY: the kernel writes a setting, of numbers alone.
    unsafe {
        let mut now: libc::itimerval = std::mem::zeroed();
        match libc::getitimer(which as _, &raw mut now) {
            0 => Ok(setting(now)),
            _ => Err(last_error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(operation: Operation, numbers: &[u32]) -> Answer {
        let bytes: Vec<u8> = numbers.iter().flat_map(|word| word.to_le_bytes()).collect();
        let mut layers = [];
        let mut wasi =
            crate::host::wasi::Wasi::new(wasmtime_wasi::WasiCtxBuilder::new().build_p1()).unwrap();
        let mut below = Below::new(&mut layers, &mut wasi);
        let answer = Signals.answer(operation, Request::new(&bytes), &mut below);
        answer.unwrap()
    }

    #[test]
    fn each_number_of_a_request_counts() {
        for (operation, length) in [
            (Operation::ACTION, 3),
            (Operation::MASK, 2),
            (Operation::INHERITED, 0),
            (Operation::PENDING, 0),
            (Operation::SUSPEND, 4),
            (Operation::TIMEDWAIT, 4),
            (Operation::SETITIMER, 5),
            (Operation::GETITIMER, 1),
        ] {
            for wrong in (0..8).filter(|wrong| *wrong != length) {
                let asked = ask(operation, &vec![0; wrong]);
                assert_eq!(asked, Err(Errno::INVAL), "{operation:?} {wrong}");
            }
        }
        assert_eq!(ask(Operation(0x5ff), &[]), Err(Errno::NOSYS));
    }

    #[test]
    fn only_what_can_be_caught_is() {
        for signal in [0, 9, 19, 65, u32::MAX] {
            assert_eq!(ask(Operation::ACTION, &[signal, 1, 0]), Err(Errno::INVAL));
        }
        for (how, flags) in [(3, 0), (u32::MAX, 0), (0, 4), (0, u32::MAX)] {
            assert_eq!(ask(Operation::ACTION, &[10, how, flags]), Err(Errno::INVAL));
        }
        assert_eq!(ask(Operation::GETITIMER, &[3]), Err(Errno::INVAL));
        assert_eq!(ask(Operation::RAISE, &[65]), Err(Errno::INVAL));
        assert_eq!(ask(Operation::RAISE, &[]), Err(Errno::INVAL));
        assert_eq!(
            ask(Operation::SETITIMER, &[u32::MAX, 0, 0, 0, 0]),
            Err(Errno::INVAL)
        );
    }

    #[test]
    fn the_mask_has_no_faults() {
        let mut masks = vec![];
        for wanted in [u64::MAX, 0] {
            let [low, high] = [wanted as u32, (wanted >> 32) as u32];
            assert_eq!(ask(Operation::MASK, &[low, high]), Ok(vec![]));
            let answer = ask(Operation::INHERITED, &[]).unwrap();
            masks.push(u64::from_le_bytes(*answer.last_chunk().unwrap()));
        }
        for fault in FAULTS
            .into_iter()
            .chain([WAKER, libc::SIGKILL, libc::SIGSTOP])
        {
            assert_eq!(masks[0] & bit(fault), 0, "{fault}");
        }
        assert_ne!(masks[0] & bit(libc::SIGTERM), 0);
        assert_eq!(masks[1], 0);
    }

    #[test]
    fn a_wait_ends_with_its_time() {
        assert_eq!(ask(Operation::SUSPEND, &[0, 0, 1, 0]), Ok(vec![]));
        assert_eq!(ask(Operation::TIMEDWAIT, &[0, 0, 1, 0]), Err(Errno::AGAIN));
    }
}
