//! Threads, for `clone.c` and `pthread_cancel.c`.

use core::sync::atomic::Ordering;

use super::finish;
use crate::abi::prctl::Name;
use crate::sys::identity::cut;
use crate::user::{CStr, In, Out};
use crate::wasi::lock;
use crate::{signal, tasks};

/// The lock of the library, for one call. At its end, those that wait for a change look again.
#[must_use]
pub struct Held {
    _lock: lock::Held,
}

#[inline]
pub fn hold() -> Held {
    Held {
        _lock: lock::take(),
    }
}

impl Drop for Held {
    #[inline]
    fn drop(&mut self) {
        if lock::is_shared() {
            tasks::changed();
        }
    }
}

/// An entry for a thread to be made, or an error.
#[unsafe(export_name = "__thread_add")]
pub extern "C-unwind" fn add() -> isize {
    let _held = hold();
    finish(tasks::add())
}

/// The host made no thread.
#[unsafe(export_name = "__thread_remove")]
pub extern "C-unwind" fn remove(index: usize) {
    let _held = hold();
    tasks::remove(index);
}

/// The host has made the thread of an entry. The caller has the lock since before, so the thread
/// has not begun.
#[unsafe(export_name = "__thread_made")]
pub extern "C-unwind" fn made(index: usize, number: i32) {
    let _held = hold();
    tasks::made(index, number);
}

/// The calling thread begins.
#[unsafe(export_name = "__thread_begin")]
pub extern "C-unwind" fn begin(index: usize) {
    let _held = hold();
    tasks::begin(index);
    signal::begin_thread();
}

/// Names a thread: `pthread_setname_np`.
///
/// # Safety
///
/// The name is a string.
#[unsafe(export_name = "__thread_set_name")]
pub unsafe extern "C-unwind" fn set_name(number: i32, name: *const u8) -> isize {
    let _held = hold();
    // SAFETY: the caller's promise.
    let name = unsafe { CStr::new(name) };
    finish(
        name.bytes()
            .and_then(|name| tasks::set_name_of(number, cut(name))),
    )
}

/// The name of a thread: `pthread_getname_np`.
///
/// # Safety
///
/// `name` has room for 16 bytes.
#[unsafe(export_name = "__thread_get_name")]
pub unsafe extern "C-unwind" fn get_name(number: i32, name: *mut Name) -> isize {
    let _held = hold();
    // SAFETY: the caller's promise.
    let to = unsafe { Out::new(name) };
    finish(tasks::name_of(number).and_then(|name| to.write(name)))
}

/// Wakes a thread that has been cancelled.
#[unsafe(export_name = "__thread_poke")]
pub extern "C-unwind" fn poke(number: i32) {
    let _held = hold();
    tasks::poke(number);
}

/// Takes the lock for malloc, which grows the memory as `mmap` does. A function of C that a call
/// of the library calls may allocate, too.
#[unsafe(export_name = "__library_lock")]
pub extern "C-unwind" fn lock_library() {
    lock::keep();
}

#[unsafe(export_name = "__library_unlock")]
pub extern "C-unwind" fn unlock_library() {
    lock::give_back();
}

/// Before the end of a thread, for which others wait: they get its stack.
#[unsafe(export_name = "__thread_leave")]
pub extern "C-unwind" fn leave() {
    lock::acquire();
    signal::end_thread();
}

/// The end of a thread, on a stack that is nobody's: others see that it has ended, and the word
/// is cleared, as `CLONE_CHILD_CLEARTID` says. The caller has the lock, which this releases. It
/// uses nothing of the thread's own memory.
///
/// # Safety
///
/// The word is one, or null.
#[unsafe(export_name = "__thread_finish")]
pub unsafe extern "C-unwind" fn finish_thread(index: usize, clear: *const i32) {
    tasks::remove(index);
    // SAFETY: the caller's promise.
    let clear = unsafe { In::new(clear) };
    if let Ok(word) = clear.word() {
        word.store(0, Ordering::SeqCst);
        tasks::wake(clear.address(), u32::MAX, 1);
    }
    tasks::changed();
    lock::release();
}
