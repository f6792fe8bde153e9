//! The exported symbols, `__sys_<name>`.
//!
//! # Safety
//!
//! The caller of such a symbol keeps the promise of the syscall of that name: a pointer
//! that it passes is what the man page says, or null. That promise is what each SAFETY
//! comment here calls the caller's; it is handed on as a view ([`crate::user`]).
//!
//! Each function stands in a module of its own, hence in a codegen unit and an archive
//! member of its own: a program links what it calls.

use crate::errno::Result;
use crate::tty::Argument;
use crate::user::{In, Out};
use crate::wasi::Fd;

/// What a syscall may return.
pub trait Value {
    fn value(self) -> isize;
}

impl Value for () {
    #[inline]
    fn value(self) -> isize {
        0
    }
}

impl Value for usize {
    #[inline]
    fn value(self) -> isize {
        self as isize
    }
}

impl Value for i32 {
    #[inline]
    fn value(self) -> isize {
        self as isize
    }
}

impl Value for Fd {
    #[inline]
    fn value(self) -> isize {
        self.0 as isize
    }
}

#[inline]
fn finish<T: Value>(result: Result<T>) -> isize {
    match result {
        Ok(value) => value.value(),
        Err(error) => error.to_syscall(),
    }
}

/// `syscalls! { /// doc  name(argument: type, …) => expression; }`: the expression sees the
/// arguments and stands in an unsafe function, but not in an unsafe block.
macro_rules! syscalls {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $t:ty),* $(,)?) => $body:expr;)*) => { $(
        $(#[$doc])*
        pub mod $name {
            #[allow(unused_imports, reason = "no syscall needs them all")]
            use super::*;

            /// # Safety
            ///
            /// Pointers are what the man page says, or null.
            #[cfg_attr(target_arch = "wasm32", unsafe(export_name = concat!("__sys_", stringify!($name))))]
            pub unsafe extern "C" fn $name($($arg: $t),*) -> isize {
                let call = || $body;
                $crate::entry::finish(call())
            }
        }
    )* };
}
use syscalls;

/// A number of 64 bits that came in two halves.
#[inline]
const fn join(high: u32, low: u32) -> i64 {
    ((high as i64) << 32) | low as i64
}

/// What the argument of `ioctl` may be.
///
/// # Safety
///
/// It is what the man page of the request says, or null.
#[inline]
unsafe fn terminal_argument<'a>(arg: *mut u8) -> Argument<'a> {
    // SAFETY: the caller's promise, for the one of these that the request uses.
    unsafe {
        Argument {
            value: arg.addr() as i32,
            number_in: In::new(arg.cast()),
            number_out: Out::new(arg.cast()),
            size_in: In::new(arg.cast()),
            size_out: Out::new(arg.cast()),
            termios_in: In::new(arg.cast()),
            termios_out: Out::new(arg.cast()),
        }
    }
}

pub mod fd;
pub mod fs;
pub mod identity;
pub mod io;
pub mod ipc;
pub mod limits;
pub mod mm;
pub mod mqueue;
pub mod process;
pub mod refused;
pub mod sched;
pub mod signal;
pub mod socket;
pub mod start;
pub mod table;
pub mod time;
pub mod timer;
