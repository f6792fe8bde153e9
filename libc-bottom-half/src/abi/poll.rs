//! `<poll.h>`.

pub const POLLIN: i16 = 0x1;
pub const POLLOUT: i16 = 0x2;
pub const POLLRDHUP: i16 = 0x800;
pub const POLLERR: i16 = 0x1000;
pub const POLLHUP: i16 = 0x2000;
pub const POLLNVAL: i16 = 0x4000;

structure! {
    /// `struct pollfd`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Pollfd {
        pub fd: i32,
        pub events: i16,
        pub revents: i16,
    }
}
