//! Constants and layouts of the C side: those of wasi-libc, where it has them, and of
//! musl's generic headers otherwise.

/// A structure of C whose size is the sum of its fields: [`crate::user::Plain`] requires that
/// it has no unnamed padding.
pub trait Structure {
    /// The total size of the fields.
    const FIELDS: usize;
}

/// Defines structures of C.
macro_rules! structure {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$field_meta:meta])* pub $field:ident: $t:ty,)*
    }) => {
        $(#[$meta])*
        pub struct $name {
            $($(#[$field_meta])* pub $field: $t,)*
        }

        impl $crate::abi::Structure for $name {
            const FIELDS: usize = 0 $(+ size_of::<$t>())*;
        }

        const _: () = assert!(<$name as $crate::abi::Structure>::FIELDS == size_of::<$name>());
    };
}

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
