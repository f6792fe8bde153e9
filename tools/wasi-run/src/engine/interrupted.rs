//! Calls of the program that signals interrupt, the same for every engine.

use preview1::service::Operation;
use preview1::{Errno, Id};

use crate::host::service::signal;

/// The function of a program that gets signals (`docs/host-services.md`).
pub const DELIVER: &str = "__deliver_signal";

/// The result of a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivered(pub i32);

impl Delivered {
    /// A handler ran, and the call that it interrupts ends.
    pub const ENDS: Self = Self(0);
    /// No handler ran.
    pub const KEPT: Self = Self(2);
}

/// A call of the program.
pub trait Call {
    type Error;

    fn id(&self) -> Id;

    /// Whether a handler may run before this call, and after it.
    fn may_deliver(&self) -> [bool; 2];

    /// The operation, if it is a request to the host's services.
    fn operation(&mut self) -> Option<Operation>;

    fn answer(&mut self) -> Result<i32, Self::Error>;

    /// Calls the program's function that gets signals.
    fn deliver(&mut self, number: i32, about: [i32; 4]) -> Result<Delivered, Self::Error>;
}

/// Answers a call, and delivers the signals that arrive.
#[inline]
pub fn answer<C: Call>(call: &mut C) -> Result<i32, C::Error> {
    if signal::is_noted() {
        return answer_between_signals(call);
    }
    let answer = call.answer()?;
    match signal::is_noted() {
        true => after_signals(call, answer),
        false => Ok(answer),
    }
}

/// Delivers signals before the call, as far as that is allowed.
#[cold]
fn answer_between_signals<C: Call>(call: &mut C) -> Result<i32, C::Error> {
    let [before, _] = call.may_deliver();
    // The program waits for a signal that it keeps.
    if before && deliver(call)? == Delivered::KEPT && call.id() == Id::poll_oneoff {
        return Ok(Errno::INTR.raw());
    }
    let answer = call.answer()?;
    after_signals(call, answer)
}

/// Delivers signals after a call, which goes on if they ended it and it may go on.
#[cold]
fn after_signals<C: Call>(call: &mut C, mut answer: i32) -> Result<i32, C::Error> {
    let [_, after] = call.may_deliver();
    while after && signal::is_noted() {
        let delivered = deliver(call)?;
        if answer != Errno::INTR.raw() || delivered == Delivered::ENDS || !goes_on(call) {
            break;
        }
        answer = call.answer()?;
    }
    Ok(answer)
}

/// Whether the call goes on after a handler that allows it.
fn goes_on(call: &mut impl Call) -> bool {
    let waits_for_signals = [Operation::SUSPEND, Operation::TIMEDWAIT];
    call.id() != Id::poll_oneoff
        && !call
            .operation()
            .is_some_and(|operation| waits_for_signals.contains(&operation))
}

/// Hands all noted signals to the program. The first one that has a handler decides what
/// becomes of a call that they interrupt.
fn deliver<C: Call>(call: &mut C) -> Result<Delivered, C::Error> {
    deliver_by(|number, about| call.deliver(number, about))
}

/// Hands all noted signals to a function.
pub fn deliver_by<E>(
    mut deliver: impl FnMut(i32, [i32; 4]) -> Result<Delivered, E>,
) -> Result<Delivered, E> {
    let mut first = Delivered::KEPT;
    while let Some((number, about)) = signal::take() {
        let delivered = deliver(number, about)?;
        if first == Delivered::KEPT {
            first = delivered;
        }
    }
    Ok(first)
}

/// The function of the C library that calls a handler.
const CALL: &str = "__call_handler";

/// Whether a program that computes can get a signal: it is in no call of the library's lower
/// half, which stands for the kernel and may have something half done. `functions` are those on
/// the stack, the innermost first. Without their names this is not known.
pub fn may_interrupt<'a>(functions: impl IntoIterator<Item = Option<&'a str>>) -> bool {
    let is_call = |name: &str| {
        name == DELIVER || name.starts_with("__sys_") || name.contains("libc_bottom_half")
    };
    for name in functions {
        match name {
            Some(CALL) => return true,
            Some(name) if !is_call(name) => {}
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_waits_for_the_end_of_a_call() {
        let may = |names: &[&'static str]| may_interrupt(names.iter().copied().map(Some));
        assert!(may(&["compute", "__original_main", "_start"]));
        assert!(!may(&["memcpy", "__sys_getcwd", "getcwd", "_start"]));
        let inside = "_ZN16libc_bottom_half5table3dup17h0123456789abcdefE";
        assert!(!may(&["_ZN4core5slice3foo17hE", inside, "_start"]));
        assert!(!may(&[DELIVER, "_start"]));
        let in_handler = ["handle", CALL, inside, DELIVER, "__sys_readv", "_start"];
        assert!(may(&in_handler));
        assert!(!may(&in_handler[2..]));
        assert!(!may_interrupt([Some("compute"), None]));
    }
}
