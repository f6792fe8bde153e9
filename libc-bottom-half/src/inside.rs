//! What exists only inside the module, each kind in an array of its own: descriptions
//! refer to it, and it is linked only when a program can make one.

pub mod device;
pub mod epoll;
pub mod eventfd;
pub mod ipc;
pub mod memfd;
pub mod mqueue;
mod name;
pub mod pipe;
pub mod shm;
pub mod signalfd;
pub mod socket;
pub mod timerfd;
