//! The state of the one thread.

use core::cell::Cell;

use crate::abi::prctl::Name;
use crate::state::thread;

thread! {
    static NAME: Cell<Name> = Cell::new([0; _]);

    static ROBUST_LIST: Cell<usize> = Cell::new(0);
}

/// The name of the one thread.
pub fn name() -> Name {
    NAME.with(Cell::get)
}

pub fn set_name(name: Name) {
    NAME.with(|slot| slot.set(name));
}

/// The address of the thread's list of robust locks.
pub fn robust_list() -> usize {
    ROBUST_LIST.with(Cell::get)
}

pub fn set_robust_list(head: usize) {
    ROBUST_LIST.with(|slot| slot.set(head));
}
