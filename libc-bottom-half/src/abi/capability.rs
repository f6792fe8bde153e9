//! The kernel's `<linux/capability.h>`.

pub const LINUX_CAPABILITY_VERSION_1: u32 = 0x1998_0330;
pub const LINUX_CAPABILITY_VERSION_2: u32 = 0x2007_1026;
pub const LINUX_CAPABILITY_VERSION_3: u32 = 0x2008_0522;

structure! {
    /// `struct __user_cap_header_struct`.
    #[derive(Clone, Copy, Debug)]
    #[repr(C)]
    pub struct Header {
        pub version: u32,
        pub pid: i32,
    }
}

/// The size of `struct __user_cap_data_struct`: 32 bits each of the effective, permitted
/// and inheritable set. Later versions have two of them.
pub const SETS: usize = 12;
