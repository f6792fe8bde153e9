//! The instructions that threads need, and the functions of `clone.c`.

use core::arch::wasm32::{memory_atomic_notify, memory_atomic_wait32};
use core::sync::atomic::AtomicI32;

/// How a wait for a word ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    Notified,
    /// The word had another value.
    Changed,
    TimedOut,
}

/// Waits while the word has this value, for so many nanoseconds at most; without end if that
/// number is negative.
#[inline]
pub fn wait(word: &AtomicI32, value: i32, nanoseconds: i64) -> Woken {
    // SAFETY: the word is one, and aligned.
    match unsafe { memory_atomic_wait32(word.as_ptr(), value, nanoseconds) } {
        0 => Woken::Notified,
        1 => Woken::Changed,
        _ => Woken::TimedOut,
    }
}

/// Wakes so many of those that wait for the word; returns how many there were.
#[inline]
pub fn notify(word: &AtomicI32, count: u32) -> usize {
    // SAFETY: the word is one, and aligned.
    unsafe { memory_atomic_notify(word.as_ptr(), count) as usize }
}

mod c {
    unsafe extern "C-unwind" {
        pub fn __thread_end();
        pub safe fn __thread_clear(word: usize);
        pub safe fn __must_cancel() -> i32;
    }
}

/// Ends the thread, if it is not the first; returns in the first.
pub fn end() {
    // SAFETY: leaves the frames of the thread, which hold nothing: the caller has released the
    // lock.
    unsafe { c::__thread_end() }
}

/// The word to clear at the end of the thread, and to wake those that wait for it.
pub fn set_clear(word: usize) {
    c::__thread_clear(word);
}

/// Whether another thread has cancelled this one, which allows that.
pub fn is_cancelled() -> bool {
    c::__must_cancel() != 0
}
