//! The lock of the library: of several threads, one is inside at a time.
//!
//! A syscall takes it at the boundary. A host call that may wait, and a handler, run without it.

use core::cell::Cell;
use core::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use super::thread::{notify, wait};
use crate::state::thread;

/// 0 free, 1 taken, 2 taken and waited for.
static WORD: AtomicI32 = AtomicI32::new(0);

/// Whether there has ever been a second thread. The first takes the lock without the word before
/// that. It stays true: the last thread but one is still inside while it says that it has ended.
static IS_SHARED: AtomicBool = AtomicBool::new(false);

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
            let left = depth.get().wrapping_sub(1);
            depth.set(left);
            if left == 0 {
                release();
            }
        });
    }
}

#[inline]
pub fn take() -> Held {
    DEPTH.with(|depth| {
        let had = depth.get();
        if had == 0 {
            acquire();
        }
        depth.set(had.wrapping_add(1));
    });
    Held(())
}

/// Calls a function of the host that may wait. A thread that is alone keeps the lock: nobody
/// wants it.
#[inline]
pub fn while_waiting<R>(call: impl FnOnce() -> R) -> R {
    let depth = if is_shared() { release_all() } else { 0 };
    let result = call();
    if depth != 0 {
        take_again(depth);
    }
    result
}

/// Calls what may wait, or may call other code, without the lock. If that code does not return,
/// the thread does not have it.
pub fn without<R>(call: impl FnOnce() -> R) -> R {
    let depth = release_all();
    let result = call();
    if depth != 0 {
        take_again(depth);
    }
    result
}

fn take_again(depth: u32) {
    acquire();
    DEPTH.with(|slot| slot.set(depth));
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
#[inline]
pub fn acquire() {
    if is_shared()
        && WORD
            .compare_exchange(0, 1, Ordering::Acquire, Ordering::Relaxed)
            .is_err()
    {
        queue();
    }
}

#[cold]
#[inline(never)]
fn queue() {
    while WORD.swap(2, Ordering::Acquire) != 0 {
        wait(&WORD, 2, -1);
    }
}

#[inline]
pub fn release() {
    if is_shared() && WORD.swap(0, Ordering::Release) == 2 {
        notify(&WORD, 1);
    }
}

/// From now on, there may be several threads. The caller has the lock.
pub fn share() {
    if !is_shared() {
        WORD.store(1, Ordering::Relaxed);
        IS_SHARED.store(true, Ordering::Relaxed);
    }
}

#[inline]
pub fn is_shared() -> bool {
    IS_SHARED.load(Ordering::Relaxed)
}
