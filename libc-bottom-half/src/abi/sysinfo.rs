//! `<sys/sysinfo.h>`.

structure! {
    /// `struct sysinfo`, except for the reserved bytes at its end.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Sysinfo {
        pub uptime: u32,
        pub loads: [u32; 3],
        pub totalram: u32,
        pub freeram: u32,
        pub sharedram: u32,
        pub bufferram: u32,
        pub totalswap: u32,
        pub freeswap: u32,
        pub procs: u16,
        pub pad: u16,
        pub totalhigh: u32,
        pub freehigh: u32,
        pub mem_unit: u32,
    }
}

impl Sysinfo {
    pub const ZERO: Self = Self {
        uptime: 0,
        loads: [0; 3],
        totalram: 0,
        freeram: 0,
        sharedram: 0,
        bufferram: 0,
        totalswap: 0,
        freeswap: 0,
        procs: 0,
        pad: 0,
        totalhigh: 0,
        freehigh: 0,
        mem_unit: 0,
    };
}

const _: () = {
    use core::mem::offset_of;
    assert!(size_of::<Sysinfo>() == 56);
    assert!(offset_of!(Sysinfo, procs) == 40 && offset_of!(Sysinfo, mem_unit) == 52);
};
