//! `<linux/futex.h>`, which only musl itself uses.

pub const FUTEX_WAIT: i32 = 0;
pub const FUTEX_WAKE: i32 = 1;
pub const FUTEX_REQUEUE: i32 = 3;
pub const FUTEX_LOCK_PI: i32 = 6;
pub const FUTEX_UNLOCK_PI: i32 = 7;
pub const FUTEX_TRYLOCK_PI: i32 = 8;
pub const FUTEX_WAIT_BITSET: i32 = 9;
pub const FUTEX_WAKE_BITSET: i32 = 10;
pub const FUTEX_PRIVATE: i32 = 128;
pub const FUTEX_CLOCK_REALTIME: i32 = 256;

/// An extension of this libc, with `FUTEX_WAIT`: the argument after the timeout is the
/// name of the waiting function.
pub const FUTEX_NAMED: i32 = 0x1000;
