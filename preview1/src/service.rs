//! Host services: what a host can offer beside preview1, without another import.
//!
//! `docs/host-services.md` describes the protocol. A preopened directory of the name [`NAME`]
//! takes requests by `path_readlink`: the path is the request, the target is the answer. All
//! numbers in both are little-endian, and 32 bits wide where nothing else is said.

/// The name of the preopened directory.
pub const NAME: &str = "/.wasi-services";

/// The version of the protocol.
pub const VERSION: u32 = 1;

flags! {
    /// The groups of operations. A host offers a group as a whole.
    Services(u32) {
        PROCESSES = 0, TERMINAL = 1, MODES = 2, LOCKS = 3, SIGNALS = 4, SOCKETS = 5,
    }
}

code! {
    /// The first number of a request. Its bits from 8 on are the number of the group, counted
    /// from 1.
    Operation(u32) {
        OFFERS = 0,
        FORK = 0x100, EXEC = 0x101, WAIT = 0x102, PIPE = 0x103, KILL = 0x104,
        GETPID = 0x105, GETPPID = 0x106, SETPGID = 0x107, GETPGID = 0x108, SETSID = 0x109,
        GETSID = 0x10a,
        GET_ATTRIBUTES = 0x200, SET_ATTRIBUTES = 0x201, GET_SIZE = 0x202, SET_SIZE = 0x203,
        FLUSH = 0x204, DRAIN = 0x205, FLOW = 0x206, BREAK = 0x207, OPEN_TERMINAL = 0x208,
        TERMINAL_NAME = 0x209, MAKE_PSEUDO = 0x20a, PSEUDO_NUMBER = 0x20b,
        UNLOCK_PSEUDO = 0x20c, OPEN_PEER = 0x20d, GET_GROUP = 0x20e, SET_GROUP = 0x20f,
        GET_SESSION = 0x210, CONTROL = 0x211, UNSENT = 0x212,
        GET_OWNER = 0x300, SET_MODE = 0x301, SET_OWNER = 0x302, MAY_USE = 0x303,
        IDENTITY = 0x304, GROUPS = 0x305,
        FLOCK = 0x400, FCNTL_LOCK = 0x401,
        ACTION = 0x500, MASK = 0x501, INHERITED = 0x502, PENDING = 0x503, SUSPEND = 0x504,
        TIMEDWAIT = 0x505, SETITIMER = 0x506, GETITIMER = 0x507, RAISE = 0x508,
    }
}

impl Operation {
    /// The group that it belongs to; none for the operation that every host with services has,
    /// and for a group that has no number.
    #[inline]
    pub const fn group(self) -> Services {
        match self.0 >> 8 {
            group @ 1..=32 => Services(1 << (group - 1)),
            _ => Services::NONE,
        }
    }
}
