//! The seam: WASI preview1 as safe functions, by the names of its witx description.
//!
//! On wasm the functions are the host's ([`imports`]); natively they belong to an
//! in-memory host ([`fake`]), which can be made to misbehave. Both take the same views of
//! memory, so all code above runs under `cargo test` and Miri. File names and results
//! from the host are not trusted, and are checked above.

#[cfg(target_feature = "atomics")]
pub mod lock;
pub mod number;
#[cfg(any(network, test))]
pub mod sockets;

#[cfg(not(target_arch = "wasm32"))]
pub mod fake;
#[cfg(target_arch = "wasm32")]
#[expect(unsafe_code, reason = "a rim: the imports")]
mod imports;

#[cfg(not(target_arch = "wasm32"))]
pub use fake::calls::*;
#[cfg(target_arch = "wasm32")]
pub use imports::*;
#[cfg(not(target_arch = "wasm32"))]
pub use number::host as host_number;
pub use preview1::{
    Advice, Clockid, Dircookie, Dirent, Event, Eventrwflags, Eventtype, Fd, Fdflags, Fdstat,
    Filedelta, Filesize, Filestat, Filetype, Fstflags, Lookupflags, Oflags, Prestat, Riflags,
    Rights, Roflags, Sdflags, Subclockflags, Subscription, Timestamp, Userdata, Whence,
};

/// The events of `poll_oneoff`: a descriptor can be read, or written.
#[inline]
pub fn subscription(userdata: Userdata, kind: Eventtype, fd: Fd) -> Subscription {
    Subscription::fd(userdata, kind, host_number(fd))
}
