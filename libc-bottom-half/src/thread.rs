//! The state of the one thread.

use core::cell::Cell;

use crate::state::thread;

thread! {
    static ROBUST_LIST: Cell<usize> = Cell::new(0);
}

/// The address of the thread's list of robust locks.
pub fn robust_list() -> usize {
    ROBUST_LIST.with(Cell::get)
}

pub fn set_robust_list(head: usize) {
    ROBUST_LIST.with(|slot| slot.set(head));
}
