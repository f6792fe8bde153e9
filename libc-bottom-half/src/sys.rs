//! One function per syscall, by area. Each takes the arguments that [`crate::entry`]
//! converted, and returns a value or an error number.

pub mod copy;
pub mod dir;
pub mod event;
pub mod exec;
pub mod fd;
pub mod fs;
pub mod futex;
pub mod identity;
pub mod io;
pub mod limits;
pub mod lock;
pub mod mm;
pub mod pipe;
pub mod poll;
pub mod prctl;
pub mod process;
pub mod random;
pub mod refused;
pub mod sched;
pub mod signal;
pub mod socket;
pub mod terminal;
pub mod time;
pub mod timer;
pub mod user;
