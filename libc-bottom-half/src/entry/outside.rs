//! Signals from outside: a second version of the calls that wait for signals, send them or
//! change the mask, as in [`super::table`], with [`BySignals`](crate::interrupt::BySignals) for
//! their `I`. Programs that can have handlers, timers or children link it.

use crate::abi::signal::{Siginfo, Sigset};
use crate::abi::time::Timespec;
use crate::interrupt::BySignals as I;
use crate::outside;
use crate::sys::{signal, time};
use crate::user::{In, Out};

/// Takes over what the process was started with. A caller of this has linked the second
/// versions.
#[inline(never)]
pub fn interruptible_by_signals() {
    outside::set_tell(outside::tell);
    outside::begin();
}

super::time::sleep! { second }
super::signal::rows! { second }
