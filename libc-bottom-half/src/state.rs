//! State that outlives a call, and its owners.
//!
//! The declaration names the owner, with the divisions of a kernel:
//!
//! | macro | owner | state |
//! |---|---|---|
//! | `process!` | one process | its descriptors, working directory, umask, limits, signal dispositions, timers, maps |
//! | `thread!` | one thread | its signal mask, pending signals, alternate stack, name |
//! | `system!` | all processes of the module | open file descriptions, pipes, sockets, locks,
//! shared memory, modes of files, data about the host's descriptors, pages; and the parts of
//! the library that the program has linked |
//!
//! Today a module is one process with one thread, so all three macros define a static. It is
//! private to its file; other files use that file's functions. Choose an initial value of
//! zeros, for which a module carries no bytes. A program links the statics that it uses.
//!
//! Natively each test thread has its own values, made at first use; [`reset`] drops them.

#[cfg(not(target_arch = "wasm32"))]
pub use native::{State, reset};

/// The value of a static for the one thread. The imports, which are a rim, contain the argument
/// why a static is sound.
#[cfg(target_arch = "wasm32")]
#[repr(transparent)]
pub struct State<T>(T);

#[cfg(target_arch = "wasm32")]
impl<T> State<T> {
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    #[inline]
    pub fn with<R>(&self, use_it: impl FnOnce(&T) -> R) -> R {
        use_it(&self.0)
    }
}

/// `process! { static NAME: T = const expression; }`, used as `NAME.with(|value| …)`: state of
/// one process.
macro_rules! process {
    ($($state:tt)*) => { $crate::state::declare! { $($state)* } };
}

/// As `process!`: state of one thread.
#[cfg(not(target_feature = "atomics"))]
macro_rules! thread {
    ($($state:tt)*) => { $crate::state::declare! { $($state)* } };
}

#[cfg(target_feature = "atomics")]
macro_rules! thread {
    ($($(#[$about:meta])* static $name:ident: $t:ty = $value:expr;)*) => { $(
        $(#[$about])*
        #[thread_local]
        static $name: $crate::state::State<$t> = $crate::state::State::new($value);
    )* };
}

/// As `process!`: state that all processes of the module share.
macro_rules! system {
    ($($state:tt)*) => { $crate::state::declare! { $($state)* } };
}

#[cfg(target_arch = "wasm32")]
macro_rules! declare {
    ($($(#[$about:meta])* static $name:ident: $t:ty = $value:expr;)*) => { $(
        $(#[$about])*
        static $name: $crate::state::State<$t> = $crate::state::State::new($value);
    )* };
}

#[cfg(not(target_arch = "wasm32"))]
macro_rules! declare {
    ($($(#[$about:meta])* static $name:ident: $t:ty = $value:expr;)*) => { $(
        $(#[$about])*
        static $name: $crate::state::State<$t> = {
            std::thread_local! {
                static VALUE: std::cell::RefCell<Option<std::rc::Rc<$t>>> =
                    const { std::cell::RefCell::new(None) };
            }
            $crate::state::State::new(&VALUE, || $value)
        };
    )* };
}

pub(crate) use {declare, process, system, thread};

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::cell::RefCell;
    use std::rc::Rc;
    use std::thread::LocalKey;

    type Slot<T> = RefCell<Option<Rc<T>>>;

    /// A thread's value of a name: the initial value at first use.
    pub struct State<T: 'static> {
        slot: &'static LocalKey<Slot<T>>,
        initial: fn() -> T,
    }

    impl<T> State<T> {
        pub const fn new(slot: &'static LocalKey<Slot<T>>, initial: fn() -> T) -> Self {
            Self { slot, initial }
        }

        pub fn with<R>(&'static self, use_it: impl FnOnce(&T) -> R) -> R {
            let value = self.slot.with_borrow_mut(|slot| {
                let value = slot.get_or_insert_with(|| {
                    USED.with_borrow_mut(|used| used.push(self));
                    Rc::new((self.initial)())
                });
                Rc::clone(value)
            });
            use_it(&value)
        }
    }

    trait Reset {
        fn reset(&self);
    }

    impl<T> Reset for State<T> {
        fn reset(&self) {
            self.slot.set(None);
        }
    }

    std::thread_local! {
        static USED: RefCell<Vec<&'static dyn Reset>> = const { RefCell::new(Vec::new()) };
    }

    /// Resets everything that this thread has used to its initial value.
    pub fn reset() {
        for state in USED.take() {
            state.reset();
        }
    }
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    process! {
        static COUNT: Cell<u32> = Cell::new(7);
    }
    thread! {
        static NAMES: [Cell<u8>; 3] = [const { Cell::new(1) }; 3];
    }

    #[test]
    fn a_reset_puts_back_what_was_used() {
        COUNT.with(|count| count.set(8));
        NAMES.with(|names| names[1].set(2));
        let other = std::thread::spawn(|| COUNT.with(Cell::get));
        assert_eq!(other.join().unwrap(), 7);
        super::reset();
        assert_eq!(COUNT.with(Cell::get), 7);
        COUNT.with(|count| count.set(9));
        super::reset();
        assert_eq!(COUNT.with(Cell::get), 7);
        assert_eq!(NAMES.with(|names| names[1].get()), 1);
    }
}
