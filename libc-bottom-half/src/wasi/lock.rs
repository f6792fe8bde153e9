//! The lock of the library: of several threads, one is inside at a time.
//!
//! A syscall takes it at the boundary. A host call that may wait, and a handler, run without it.

use core::cell::Cell;
use core::sync::atomic::{AtomicI32, Ordering};

use super::thread::{notify, wait};
use crate::state::thread;

/// 0 free, 1 taken, 2 taken and waited for.
static WORD: AtomicI32 = AtomicI32::new(0);

thread! {
    /// How often this thread has it: a handler that a syscall calls makes syscalls too.
    static DEPTH: Cell<u32> = Cell::new(0);
}

/// The lock, while it lives.
#[must_use]
#[derive(Debug)]
pub struct Held(());

impl Drop for Held {
    #[inline]
    fn drop(&mut self) {
        DEPTH.with(|depth| {
            depth.set(depth.get().wrapping_sub(1));
            if depth.get() == 0 {
                release();
            }
        });
    }
}

#[inline]
pub fn take() -> Held {
    DEPTH.with(|depth| {
        if depth.get() == 0 {
            acquire();
        }
        depth.set(depth.get().wrapping_add(1));
    });
    Held(())
}

/// Calls what may wait, or may call other code, without the lock.
#[inline]
pub fn without<R>(call: impl FnOnce() -> R) -> R {
    let depth = release_all();
    let result = call();
    if depth != 0 {
        acquire();
        DEPTH.with(|slot| slot.set(depth));
    }
    result
}

/// Releases it for good; returns how often this thread had it.
pub fn release_all() -> u32 {
    let depth = DEPTH.with(|depth| depth.replace(0));
    if depth != 0 {
        release();
    }
    depth
}

/// Takes it for code in C, until [`give_back`].
pub fn keep() {
    core::mem::forget(take());
}

pub fn give_back() {
    drop(Held(()));
}

/// Takes it for a thread that ends, until [`release`]: in between, the thread's own memory, and
/// so its count, may become another's.
pub fn acquire() {
    if WORD
        .compare_exchange(0, 1, Ordering::Acquire, Ordering::Relaxed)
        .is_err()
    {
        while WORD.swap(2, Ordering::Acquire) != 0 {
            wait(&WORD, 2, -1);
        }
    }
}

pub fn release() {
    if WORD.swap(0, Ordering::Release) == 2 {
        notify(&WORD, 1);
    }
}
