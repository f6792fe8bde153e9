//! Signals, and the calls of handlers.

use crate::abi::signal::{Info, SA_SIGINFO, Sigaction, Siginfo, Sigset, Stack, Ucontext};
use crate::abi::time::Timespec;
use crate::interrupt::Never as I;
use crate::signal::Set;
use crate::sys::signal::{self, Frame};
use crate::user::{In, Out};

/// Calls a handler.
///
/// It may leave by a `longjmp`, an exception that passes through all frames up to the caller of
/// the syscall. Each function on that path that C calls, or that calls C, is `"C-unwind"`, so
/// an exception may pass. The Rust frames in between hold nothing to drop, and no state is half
/// changed at this point (`tests/c/setjmp/longjmp-from-wait.c`).
///
/// A host looks for its name on the stack: a handler may be interrupted, and the calls below it
/// may not.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__call_handler"))]
fn call(frame: &mut Frame) {
    let number = frame.siginfo.info.signo;
    let handler = core::ptr::without_provenance::<()>(frame.handler as usize);
    if frame.flags & SA_SIGINFO == 0 {
        // SAFETY: `rt_sigaction`'s caller promised a function of this type. wasm checks: a
        // number that is not a function's, or is of a function of another type, traps.
        let handler: extern "C-unwind" fn(i32) = unsafe { core::mem::transmute(handler) };
        without_lock(|| handler(number));
    } else {
        // SAFETY: as above.
        let handler: extern "C-unwind" fn(i32, *mut Siginfo, *mut Ucontext) =
            unsafe { core::mem::transmute(handler) };
        without_lock(|| handler(number, &raw mut frame.siginfo, &raw mut frame.ucontext));
    }
}

/// Other threads run while a function of the program does.
#[inline(always)]
pub(super) fn without_lock(call: impl FnOnce()) {
    #[cfg(target_feature = "atomics")]
    return crate::wasi::lock::without(call);
    #[cfg(not(target_feature = "atomics"))]
    call()
}

pub(super) fn deliver(blocked: Set) -> bool {
    signal::deliver(blocked, call)
}

#[cfg(target_arch = "wasm32")]
unsafe extern "C" {
    /// The C library's mark of an ignored signal. The mark on other machines, 1, is the number
    /// of a function here.
    safe fn __SIG_IGN(number: i32);
}

/// The handler that stands for ignoring a signal.
fn ignore() -> u32 {
    #[cfg(target_arch = "wasm32")]
    return __SIG_IGN as extern "C" fn(i32) as usize as u32;
    #[cfg(not(target_arch = "wasm32"))]
    return 1;
}

/// In one module, and so in one object, with the parts of it that `abort` and the host need.
pub mod rt_sigaction {
    use super::*;

    super::super::together! { "__sys_":
        rt_sigaction(number: i32, action: In<Sigaction>, old: Out<Sigaction>, size: usize) => |number, action, old, size| {
            crate::entry::outside::interruptible_by_signals();
            signal::rt_sigaction(number, action, old, size, ignore())
        };
    }

    /// Replaces a weak function of `abort.c`: only a program that can have a handler has one
    /// for `SIGABRT`.
    #[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__handle_abort"))]
    pub extern "C-unwind" fn handle_abort() {
        #[cfg(target_feature = "atomics")]
        let _held = crate::entry::thread::hold();
        signal::abort(call);
    }

    /// A signal that the host has caught: what the host knows of it; returns what becomes of
    /// the call that it interrupts. The linker exports this function.
    #[cfg(target_arch = "wasm32")]
    #[unsafe(export_name = "__deliver_signal")]
    pub extern "C-unwind" fn deliver_signal(
        number: i32,
        code: i32,
        pid: i32,
        uid: i32,
        status: i32,
    ) -> i32 {
        __below_red_zone(number, code, pid, uid, status)
    }

    #[cfg(target_arch = "wasm32")]
    unsafe extern "C-unwind" {
        /// Calls [`signal_arrives`] below the part of the stack that an interrupted function may
        /// use.
        safe fn __below_red_zone(number: i32, code: i32, pid: i32, uid: i32, status: i32) -> i32;
    }

    #[cfg(target_arch = "wasm32")]
    #[unsafe(export_name = "__signal_arrives")]
    pub extern "C-unwind" fn signal_arrives(
        number: i32,
        code: i32,
        pid: i32,
        uid: i32,
        status: i32,
    ) -> i32 {
        #[cfg(target_feature = "atomics")]
        let _held = crate::entry::thread::hold();
        signal::from_outside(number, [code, pid, uid, status], deliver) as i32
    }
}

macro_rules! rows {
    ($emit:ident) => { $crate::entry::$emit! {
        rt_sigprocmask(how: i32, set: In<Sigset>, old: Out<Sigset>, size: usize) => signal::rt_sigprocmask::<I>;
        rt_sigpending(set: Out<Sigset>, size: usize) => signal::rt_sigpending::<I>;
        rt_sigsuspend(mask: In<Sigset>, size: usize) => signal::rt_sigsuspend::<I>;
        rt_sigtimedwait_time64(set: In<Sigset>, info: Out<Siginfo>, timeout: In<Timespec>, size: usize) => signal::rt_sigtimedwait_time64::<I>;
        kill(pid: i32, number: i32) => |pid, number| signal::kill::<I>(pid, number, $crate::entry::signal::deliver);
        tkill(tid: i32, number: i32) => |tid, number| signal::tkill::<I>(tid, number, $crate::entry::signal::deliver);
        tgkill(tgid: i32, tid: i32, number: i32) => |tgid, tid, number| signal::tgkill::<I>(tgid, tid, number, $crate::entry::signal::deliver);
    } };
}
pub(super) use rows;

rows! { syscalls }

super::syscalls! {
    // A `siginfo_t` starts with an `Info`.
    rt_sigqueueinfo(pid: i32, number: i32, info: In<Info>) => |pid, number, info| {
        signal::rt_sigqueueinfo(pid, number, info, deliver)
    };
    rt_tgsigqueueinfo(tgid: i32, tid: i32, number: i32, info: In<Info>) => |tgid, tid, number, info| {
        signal::rt_tgsigqueueinfo(tgid, tid, number, info, deliver)
    };
    sigaltstack(stack: In<Stack>, old: Out<Stack>) => |stack, old| {
        signal::set_switch(switch);
        signal::sigaltstack(stack, old, __stack_now())
    };
}

/// A pending call of a handler.
struct Call<'a> {
    frame: &'a mut Frame,
    call: fn(&mut Frame),
}

#[cfg(target_arch = "wasm32")]
unsafe extern "C-unwind" {
    /// Calls a function with its argument on the stack that ends at `top`.
    fn __with_stack(top: usize, run: unsafe extern "C-unwind" fn(*mut u8), argument: *mut u8);

    safe fn __stack_now() -> usize;
}

/// Natively, the stack cannot be switched.
#[cfg(not(target_arch = "wasm32"))]
unsafe fn __with_stack(_top: usize, run: unsafe extern "C-unwind" fn(*mut u8), argument: *mut u8) {
    // SAFETY: the caller's promise.
    unsafe { run(argument) };
}

#[cfg(not(target_arch = "wasm32"))]
fn __stack_now() -> usize {
    0
}

/// # Safety
///
/// The argument is a [`Call`] that no other code uses.
unsafe extern "C-unwind" fn run(argument: *mut u8) {
    // SAFETY: the caller's promise.
    let waiting = unsafe { &mut *argument.cast::<Call<'_>>() };
    (waiting.call)(waiting.frame);
}

/// As for [`call`], a handler may leave by a `longjmp`.
fn switch(frame: &mut Frame, call: fn(&mut Frame)) {
    signal::on_stack(__stack_now(), |top| match top {
        Some(top) => {
            let mut waiting = Call { frame, call };
            // SAFETY: the program promised `sigaltstack` that the memory below is a stack;
            // `run` gets its own argument.
            unsafe { __with_stack(top, run, (&raw mut waiting).cast()) };
        }
        None => call(frame),
    });
}
