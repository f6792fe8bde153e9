//! Constants and layouts of the C side: those of wasi-libc, where it has them, and of
//! musl's generic headers otherwise.

pub mod capability;
pub mod epoll;
pub mod fcntl;
pub mod futex;
pub mod ioctl;
pub mod ipc;
pub mod mman;
pub mod mqueue;
pub mod poll;
pub mod prctl;
pub mod process;
pub mod resource;
pub mod sched;
pub mod signal;
pub mod socket;
pub mod stat;
pub mod sysinfo;
pub mod time;
pub mod utsname;

/// The most elements that `readv` and `writev` take.
pub const IOV_MAX: i32 = 1024;

/// The longest path, with its terminator.
pub const PATH_MAX: usize = 4096;
