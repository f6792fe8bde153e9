//! Waiting for descriptors.

use crate::abi::poll::Pollfd;
use crate::abi::signal::Sigset;
use crate::abi::time::Timespec;
use crate::errno::Result;
use crate::sys::poll;
use crate::table::Host as D;
use crate::user::{In, InOut, Parameter};

/// The descriptors to poll.
pub struct Polled<'a>(pub(super) InOut<'a, Pollfd>);

impl Parameter<(usize,)> for Polled<'_> {
    type C = *mut Pollfd;

    #[inline]
    unsafe fn from_c(fds: *mut Pollfd, count: (usize,)) -> Result<Self> {
        poll::countable(count.0)?;
        // SAFETY: the caller's promise.
        unsafe { InOut::from_c(fds, count) }.map(Self)
    }
}

macro_rules! rows {
    ($emit:ident) => { $crate::entry::$emit! {
        ppoll_time64(fds: Polled[count: usize], timeout: In<Timespec>, mask: In<Sigset>, masksize: usize) => |Polled(fds), timeout, mask, size| {
            poll::ppoll_time64::<D>(fds, timeout, mask, size)
        };
    } };
}
pub(super) use rows;

rows! { syscalls }
