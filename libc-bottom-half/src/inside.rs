//! Objects that exist only inside the module. Each kind has an array, descriptions refer
//! to the objects, and a program links only the kinds that it can create.

pub mod device;
pub mod epoll;
pub mod eventfd;
pub mod ipc;
pub mod memfd;
pub mod mqueue;
mod name;
#[cfg(any(network, test))]
pub mod network;
pub mod pipe;
pub mod shm;
pub mod signalfd;
pub mod socket;
pub mod timerfd;
