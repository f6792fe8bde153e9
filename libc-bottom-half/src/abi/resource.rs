//! `<sys/resource.h>`.

structure! {
    /// `struct rlimit`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Rlimit {
        pub rlim_cur: u64,
        pub rlim_max: u64,
    }
}

const _: () = assert!(size_of::<Rlimit>() == 16);

pub const RLIM_INFINITY: u64 = u64::MAX;

/// `RLIMIT_*`: numbers below [`rlimit::NLIMITS`].
pub mod rlimit {
    pub const STACK: usize = 3;
    pub const CORE: usize = 4;
    pub const NOFILE: usize = 7;
    pub const NICE: usize = 13;
    pub const RTPRIO: usize = 14;
    pub const NLIMITS: usize = 16;
}
