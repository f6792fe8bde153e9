//! `<time.h>`.

structure! {
    /// `struct timespec`. Its `tv_nsec` is a `long`, which C pads to eight bytes.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Timespec {
        pub tv_sec: i64,
        pub tv_nsec: i32,
        pub pad: i32,
    }
}

structure! {
    /// `struct itimerspec`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Itimerspec {
        pub it_interval: Timespec,
        pub it_value: Timespec,
    }
}

/// `struct itimerval` as the kernel has it where a `long` has 32 bits: seconds and
/// microseconds, of the interval and of the value.
pub type Itimerval = [i32; 4];

structure! {
    /// The kernel's `struct timex`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Timex {
        pub modes: u32,
        pub pad: u32,
        pub offset: i64,
        pub freq: i64,
        pub maxerror: i64,
        pub esterror: i64,
        pub status: i32,
        pub pad_status: u32,
        pub constant: i64,
        pub precision: i64,
        pub tolerance: i64,
        pub time: [i64; 2],
        /// Microseconds between the ticks of the clock.
        pub tick: i64,
        /// Of a pulse each second from outside.
        pub pulse: [i64; 2],
        pub pulse_shift: [i32; 2],
        pub pulse_counts: [i64; 5],
        /// TAI's offset in seconds, if it was set.
        pub tai: i32,
        pub reserved: [i32; 11],
    }
}

const _: () = assert!(size_of::<Timex>() == 208 && core::mem::offset_of!(Timex, tai) == 160);

/// The clock was not set by another.
pub const STA_UNSYNC: i32 = 0x40;
/// The result of `clock_adjtime` in that case.
pub const TIME_ERROR: i32 = 5;

/// `ITIMER_*`.
pub const ITIMERS: usize = 3;

pub const TIMER_ABSTIME: i32 = 1;

/// Linux's clock numbers.
pub mod clock {
    pub const REALTIME: i32 = 0;
    pub const MONOTONIC: i32 = 1;
    pub const PROCESS_CPUTIME_ID: i32 = 2;
    pub const THREAD_CPUTIME_ID: i32 = 3;
    pub const MONOTONIC_RAW: i32 = 4;
    pub const REALTIME_COARSE: i32 = 5;
    pub const MONOTONIC_COARSE: i32 = 6;
    pub const BOOTTIME: i32 = 7;
    pub const REALTIME_ALARM: i32 = 8;
    pub const BOOTTIME_ALARM: i32 = 9;
    pub const TAI: i32 = 11;
}

impl Timespec {
    pub const ZERO: Self = Self {
        tv_sec: 0,
        tv_nsec: 0,
        pad: 0,
    };
}

const _: () = assert!(size_of::<Timespec>() == 16 && core::mem::offset_of!(Timespec, tv_nsec) == 8);
