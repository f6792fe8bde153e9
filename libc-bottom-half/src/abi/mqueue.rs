//! `<mqueue.h>`, and its notifications.

/// The most of Linux's hard limits.
pub const MSG_MAX: i32 = 65536;
pub const MSGSIZE_MAX: i32 = 16 << 20;
pub const MQ_PRIO_MAX: u32 = 32768;

pub const SI_MESGQ: i32 = -3;

pub const SIGEV_SIGNAL: i32 = 0;
pub const SIGEV_NONE: i32 = 1;
pub const SIGEV_THREAD: i32 = 2;

structure! {
    /// `struct mq_attr`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Attr {
        pub flags: i32,
        pub maxmsg: i32,
        pub msgsize: i32,
        pub curmsgs: i32,
        pub unused: [i32; 4],
    }
}

structure! {
    /// The first fields of `struct sigevent`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Event {
        pub value: u32,
        pub signo: i32,
        pub notify: i32,
        pub function: u32,
    }
}

const _: () = assert!(size_of::<Attr>() == 32 && size_of::<Event>() == 16);
