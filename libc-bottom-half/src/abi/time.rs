//! `<time.h>`.

/// `struct timespec`. Its `tv_nsec` is a `long`, which C pads to eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Timespec {
    pub tv_sec: i64,
    pub tv_nsec: i32,
    pub pad: i32,
}

impl Timespec {
    pub const ZERO: Self = Self {
        tv_sec: 0,
        tv_nsec: 0,
        pad: 0,
    };
}

const _: () = assert!(size_of::<Timespec>() == 16 && core::mem::offset_of!(Timespec, tv_nsec) == 8);
