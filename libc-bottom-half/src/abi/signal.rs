//! `<signal.h>`, and the kernel's side of it.

pub const SIGHUP: i32 = 1;
pub const SIGINT: i32 = 2;
pub const SIGQUIT: i32 = 3;
pub const SIGILL: i32 = 4;
pub const SIGTRAP: i32 = 5;
pub const SIGABRT: i32 = 6;
pub const SIGBUS: i32 = 7;
pub const SIGFPE: i32 = 8;
pub const SIGKILL: i32 = 9;
pub const SIGUSR1: i32 = 10;
pub const SIGSEGV: i32 = 11;
pub const SIGUSR2: i32 = 12;
pub const SIGPIPE: i32 = 13;
pub const SIGALRM: i32 = 14;
pub const SIGTERM: i32 = 15;
pub const SIGCHLD: i32 = 17;
pub const SIGCONT: i32 = 18;
pub const SIGSTOP: i32 = 19;
pub const SIGTSTP: i32 = 20;
pub const SIGTTIN: i32 = 21;
pub const SIGTTOU: i32 = 22;
pub const SIGURG: i32 = 23;
pub const SIGXCPU: i32 = 24;
pub const SIGXFSZ: i32 = 25;
pub const SIGVTALRM: i32 = 26;
pub const SIGPROF: i32 = 27;
pub const SIGWINCH: i32 = 28;
pub const SIGSYS: i32 = 31;
/// The kernel's first; the C library keeps three of these for itself.
pub const SIGRTMIN: i32 = 32;
pub const SIGRTMAX: i32 = 64;

pub const SIG_BLOCK: i32 = 0;
pub const SIG_UNBLOCK: i32 = 1;
pub const SIG_SETMASK: i32 = 2;

pub const SI_USER: i32 = 0;
pub const SI_KERNEL: i32 = 0x80;
pub const SI_QUEUE: i32 = -1;
pub const SI_TIMER: i32 = -2;
pub const SI_TKILL: i32 = -6;

pub const SA_NOCLDSTOP: u32 = 1;
pub const SA_NOCLDWAIT: u32 = 2;
pub const SA_SIGINFO: u32 = 4;
pub const SA_ONSTACK: u32 = 0x0800_0000;
pub const SA_RESTART: u32 = 0x1000_0000;
pub const SA_NODEFER: u32 = 0x4000_0000;
pub const SA_RESETHAND: u32 = 0x8000_0000;
pub const SA_KNOWN: u32 =
    SA_NOCLDSTOP | SA_NOCLDWAIT | SA_SIGINFO | SA_ONSTACK | SA_RESTART | SA_NODEFER | SA_RESETHAND;

/// The handler that is none.
pub const SIG_DFL: u32 = 0;

pub const SS_ONSTACK: i32 = 1;
pub const SS_DISABLE: i32 = 2;
pub const SS_AUTODISARM: i32 = i32::MIN;
pub const MINSIGSTKSZ: u32 = 2048;

/// `sigset_t` in two words: C aligns it to four bytes.
pub type Sigset = [u32; 2];

structure! {
    /// `struct k_sigaction`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Sigaction {
        /// A function's place in the table, [`SIG_DFL`], or that of `__SIG_IGN`.
        pub handler: u32,
        pub flags: u32,
        pub mask: Sigset,
        pub unused: u32,
    }
}

structure! {
    /// The part of `siginfo_t` with content, as on Linux.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Info {
        pub signo: i32,
        pub errno: i32,
        pub code: i32,
        pub pad: i32,
        /// The union: `si_pid`, `si_uid` and `si_value` where one process sends to another.
        pub fields: [u32; 8],
    }
}

structure! {
    /// `siginfo_t`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C, align(8))]
    pub struct Siginfo {
        pub info: Info,
        pub rest: [u32; 22],
    }
}

pub const SIGEV_SIGNAL: i32 = 0;
pub const SIGEV_NONE: i32 = 1;
pub const SIGEV_THREAD_ID: i32 = 4;

structure! {
    /// The part of `struct sigevent` that the kernel reads.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Sigevent {
        pub value: u32,
        pub signo: i32,
        pub notify: i32,
        pub tid: i32,
    }
}

structure! {
    /// `struct signalfd_siginfo`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct SignalfdSiginfo {
        pub signo: u32,
        pub errno: i32,
        pub code: i32,
        pub pid: u32,
        pub uid: u32,
        pub fd: i32,
        pub tid: u32,
        pub band: u32,
        pub overrun: u32,
        pub trapno: u32,
        pub status: i32,
        pub int: u32,
        pub ptr: u64,
        /// Times and addresses, that no signal has here.
        pub rest: [u64; 9],
    }
}

structure! {
    /// `stack_t`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Stack {
        pub sp: u32,
        pub flags: i32,
        pub size: u32,
    }
}

/// `ucontext_t`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Ucontext {
    pub link: u32,
    /// The mask after the handler returns.
    pub mask: Sigset,
    pub stack: Stack,
    /// The content of `mcontext_t`, which wasm does not provide.
    pub pc: u32,
    pub flags: u32,
}

impl Info {
    pub const EMPTY: Self = Self {
        signo: 0,
        errno: 0,
        code: SI_USER,
        pad: 0,
        fields: [0; 8],
    };
}

const _: () = {
    use core::mem::offset_of;
    assert!(size_of::<Sigaction>() == 20 && offset_of!(Sigaction, mask) == 8);
    assert!(size_of::<Info>() == 48 && offset_of!(Info, fields) == 16);
    assert!(size_of::<Siginfo>() == 136);
    assert!(size_of::<SignalfdSiginfo>() == 128 && offset_of!(SignalfdSiginfo, ptr) == 48);
    assert!(size_of::<Stack>() == 12);
    assert!(size_of::<Ucontext>() == 32 && offset_of!(Ucontext, mask) == 4);
};
