//! The exported symbols, `__sys_<name>`.
//!
//! A row of these modules is a syscall: its name, its parameters, and the function that does
//! the work. The name of a parameter stands for the caller's first value, and a list after
//! its type for the values that belong to it. [`crate::user::parameter`] describes the
//! caller's promise for each type, and the conversion to the function's argument.
//!
//! Each syscall is in a separate module, and so in a separate codegen unit and archive
//! member: a program links only the syscalls that it calls.

use crate::errno::Result;
use crate::wasi::Fd;

/// The return type of a row's function.
pub trait Returned {
    type Value: Value;

    fn result(self) -> Result<Self::Value>;
}

impl<T: Value> Returned for Result<T> {
    type Value = T;

    #[inline]
    fn result(self) -> Self {
        self
    }
}

impl<T: Value> Returned for T {
    type Value = T;

    #[inline]
    fn result(self) -> Result<T> {
        Ok(self)
    }
}

/// The return type of a syscall.
pub trait Value {
    fn to_c(self) -> isize;
}

impl Value for () {
    #[inline]
    fn to_c(self) -> isize {
        0
    }
}

impl Value for usize {
    #[inline]
    fn to_c(self) -> isize {
        self as isize
    }
}

impl Value for i32 {
    #[inline]
    fn to_c(self) -> isize {
        self as isize
    }
}

impl Value for Fd {
    #[inline]
    fn to_c(self) -> isize {
        self.0 as isize
    }
}

#[inline]
fn finish<T: Value>(result: Result<T>) -> isize {
    match result {
        Ok(value) => value.to_c(),
        Err(error) => error.to_syscall(),
    }
}

/// `syscalls! { name(parameter: Type, …) => body; }`, each in a module of its own. The body
/// is a function, or a closure that calls one.
macro_rules! syscalls {
    ($($name:ident $parameters:tt => $body:expr;)*) => { $(
        pub mod $name {
            #[allow(unused_imports, reason = "no syscall needs them all")]
            use super::*;

            $crate::entry::syscall! { "__sys_": $name $parameters => $body }
        }
    )* };
}
use syscalls;

/// `together! { prefix: name(parameter: Type, …) => body; }`, all in this module.
macro_rules! together {
    ($prefix:literal: $($name:ident $parameters:tt => $body:expr;)*) => {
        $($crate::entry::syscall! { $prefix: $name $parameters => $body })*
    };
}
use together;

/// The rows of another module again, all in this one: the second versions of these syscalls.
/// The rows name their type parameter `D` or `I`; each module defines it.
macro_rules! second {
    ($($rows:tt)*) => {
        $crate::entry::together! { "__fdt_": $($rows)* }
    };
}
use second;

/// One row: the function that C calls.
macro_rules! syscall {
    ($prefix:literal: $name:ident(
        $($arg:ident: $t:ty $([$($more:ident: $more_t:ty),+])?),* $(,)?
    ) => $body:expr) => {
        /// # Safety
        ///
        /// Pointers are what the man page says, or null.
        #[cfg_attr(target_arch = "wasm32", unsafe(export_name = concat!($prefix, stringify!($name))))]
        pub unsafe extern "C-unwind" fn $name(
            $($arg: <$t as $crate::user::Parameter<($($($more_t,)+)?)>>::C $(, $($more: $more_t),+)?),*
        ) -> isize {
            #[cfg(target_feature = "atomics")]
            let _held = $crate::entry::thread::hold();
            let call = || {
                $(
                    // SAFETY: the caller keeps the promise of the man page, which is that of
                    // the parameter's type.
                    let $arg = unsafe {
                        <$t as $crate::user::Parameter<($($($more_t,)+)?)>>::from_c(
                            $arg, ($($($more,)+)?),
                        )
                    }?;
                )*
                let body = $body;
                $crate::entry::Returned::result(body($($arg),*))
            };
            $crate::entry::finish(call())
        }
    };
}
use syscall;

pub mod children;
pub mod exec;
pub mod fd;
pub mod fs;
pub mod identity;
pub mod io;
pub mod ipc;
pub mod limits;
pub mod mm;
pub mod modes;
pub mod mqueue;
#[cfg(all(network, target_arch = "wasm32"))]
pub mod names;
pub mod opened;
pub mod outside;
pub mod poll;
pub mod process;
#[cfg(all(network, target_arch = "wasm32"))]
pub mod realloc;
pub mod refused;
pub mod sched;
pub mod signal;
pub mod socket;
pub mod table;
pub mod terminal;
#[cfg(target_feature = "atomics")]
pub mod thread;
pub mod time;
pub mod timer;
