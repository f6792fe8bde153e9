//! The types of preview1, by their witx names. Codes are numbers with named values, never
//! enums: a host may return an unknown one.

macro_rules! code {
    ($(#[$doc:meta])* $name:ident($repr:ty) { $($value:ident = $number:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(transparent)]
        pub struct $name(pub $repr);

        impl $name {
            $(pub const $value: Self = Self($number);)*

            /// The witx name, in capitals; `None` for a value that preview1 does not define.
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $($number => Some(stringify!($value)),)*
                    _ => None,
                }
            }
        }
    };
}

macro_rules! flags {
    ($(#[$doc:meta])* $name:ident($repr:ty) { $($value:ident = $bit:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(transparent)]
        pub struct $name(pub $repr);

        impl $name {
            pub const NONE: Self = Self(0);
            $(pub const $value: Self = Self(1 << $bit);)*

            /// Every flag that preview1 defines, with its witx name in capitals.
            pub const NAMES: &'static [(Self, &'static str)] =
                &[$((Self::$value, stringify!($value))),*];

            #[inline]
            pub const fn has(self, flags: Self) -> bool {
                self.0 & flags.0 == flags.0
            }

            #[inline]
            #[must_use]
            pub const fn or(self, flags: Self) -> Self {
                Self(self.0 | flags.0)
            }
        }
    };
}

/// A descriptor. The negative numbers of C become large ones, which no host has handed out:
/// calls with them fail with `BADF`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Fd(pub i32);

/// Nanoseconds.
pub type Timestamp = u64;
pub type Filesize = u64;
pub type Filedelta = i64;
pub type Dircookie = u64;
pub type Userdata = u64;

code! {
    Clockid(u32) { REALTIME = 0, MONOTONIC = 1, PROCESS_CPUTIME_ID = 2, THREAD_CPUTIME_ID = 3 }
}
code! {
    Whence(u8) { SET = 0, CUR = 1, END = 2 }
}
code! {
    Advice(u8) { NORMAL = 0, SEQUENTIAL = 1, RANDOM = 2, WILLNEED = 3, DONTNEED = 4, NOREUSE = 5 }
}
code! {
    Filetype(u8) {
        UNKNOWN = 0, BLOCK_DEVICE = 1, CHARACTER_DEVICE = 2, DIRECTORY = 3, REGULAR_FILE = 4,
        SOCKET_DGRAM = 5, SOCKET_STREAM = 6, SYMBOLIC_LINK = 7,
    }
}
code! {
    /// The signals of `proc_raise`, with Linux's numbers.
    Signal(u8) {
        NONE = 0, HUP = 1, INT = 2, QUIT = 3, ILL = 4, TRAP = 5, ABRT = 6, BUS = 7, FPE = 8,
        KILL = 9, USR1 = 10, SEGV = 11, USR2 = 12, PIPE = 13, ALRM = 14, TERM = 15, CHLD = 16,
        CONT = 17, STOP = 18, TSTP = 19, TTIN = 20, TTOU = 21, URG = 22, XCPU = 23, XFSZ = 24,
        VTALRM = 25, PROF = 26, WINCH = 27, POLL = 28, PWR = 29, SYS = 30,
    }
}
code! {
    Eventtype(u8) { CLOCK = 0, FD_READ = 1, FD_WRITE = 2 }
}

flags! {
    Fdflags(u16) { APPEND = 0, DSYNC = 1, NONBLOCK = 2, RSYNC = 3, SYNC = 4 }
}
flags! {
    Oflags(u16) { CREAT = 0, DIRECTORY = 1, EXCL = 2, TRUNC = 3 }
}
flags! {
    Lookupflags(u32) { SYMLINK_FOLLOW = 0 }
}
flags! {
    Fstflags(u16) { ATIM = 0, ATIM_NOW = 1, MTIM = 2, MTIM_NOW = 3 }
}
flags! {
    Subclockflags(u16) { ABSTIME = 0 }
}
flags! {
    Eventrwflags(u16) { HANGUP = 0 }
}
flags! {
    Riflags(u16) { RECV_PEEK = 0, RECV_WAITALL = 1 }
}
flags! {
    Roflags(u16) { RECV_DATA_TRUNCATED = 0 }
}
flags! {
    Sdflags(u8) { RD = 0, WR = 1 }
}
flags! {
    Rights(u64) {
        FD_DATASYNC = 0, FD_READ = 1, FD_SEEK = 2, FD_FDSTAT_SET_FLAGS = 3, FD_SYNC = 4,
        FD_TELL = 5, FD_WRITE = 6, FD_ADVISE = 7, FD_ALLOCATE = 8, PATH_CREATE_DIRECTORY = 9,
        PATH_CREATE_FILE = 10, PATH_LINK_SOURCE = 11, PATH_LINK_TARGET = 12, PATH_OPEN = 13,
        FD_READDIR = 14, PATH_READLINK = 15, PATH_RENAME_SOURCE = 16, PATH_RENAME_TARGET = 17,
        PATH_FILESTAT_GET = 18, PATH_FILESTAT_SET_SIZE = 19, PATH_FILESTAT_SET_TIMES = 20,
        FD_FILESTAT_GET = 21, FD_FILESTAT_SET_SIZE = 22, FD_FILESTAT_SET_TIMES = 23,
        PATH_SYMLINK = 24, PATH_REMOVE_DIRECTORY = 25, PATH_UNLINK_FILE = 26,
        POLL_FD_READWRITE = 27, SOCK_SHUTDOWN = 28, SOCK_ACCEPT = 29,
    }
}

impl Rights {
    /// Every right that preview1 defines.
    pub const ALL: Self = Self((1 << 30) - 1);

    #[inline]
    #[must_use]
    pub const fn without(self, rights: Self) -> Self {
        Self(self.0 & !rights.0)
    }
}

/// `fdstat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Fdstat {
    pub filetype: Filetype,
    pub flags: Fdflags,
    pub rights_base: Rights,
    pub rights_inheriting: Rights,
}

/// `filestat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Filestat {
    pub dev: u64,
    pub ino: u64,
    pub filetype: Filetype,
    pub nlink: u64,
    pub size: Filesize,
    pub atim: Timestamp,
    pub mtim: Timestamp,
    pub ctim: Timestamp,
}

impl Filestat {
    /// All zero.
    pub const NONE: Self = Self {
        dev: 0,
        ino: 0,
        filetype: Filetype::UNKNOWN,
        nlink: 0,
        size: 0,
        atim: 0,
        mtim: 0,
        ctim: 0,
    };
}

/// `prestat`: preview1 defines preopened directories (tag 0) only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Prestat {
    pub tag: u8,
    pub name_len: usize,
}

impl Prestat {
    pub const DIR: u8 = 0;
}

/// The header of one entry of `fd_readdir`, which is followed by `namlen` bytes of name.
/// Entries follow each other without padding, so that they are read field by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dirent {
    pub next: Dircookie,
    pub ino: u64,
    pub namlen: u32,
    pub filetype: Filetype,
}

impl Dirent {
    /// Size of the header in the buffer, with its padding.
    pub const SIZE: usize = 24;
}

/// `subscription`, of a clock (`tag` CLOCK) or a descriptor; the fields of the other
/// kinds are ignored. A union in witx: `fd` lies where the clock's number does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Subscription {
    pub userdata: Userdata,
    tag: u64,
    id_or_fd: u64,
    timeout: Timestamp,
    precision: Timestamp,
    flags: u64,
}

impl Subscription {
    /// All zero, which takes no room in a module.
    pub const NONE: Self = Self::clock(0, Clockid::REALTIME, 0, Subclockflags::NONE);

    #[inline]
    pub const fn clock(
        userdata: Userdata,
        id: Clockid,
        timeout: Timestamp,
        flags: Subclockflags,
    ) -> Self {
        Self {
            userdata,
            tag: Eventtype::CLOCK.0 as u64,
            id_or_fd: id.0 as u64,
            timeout,
            precision: 0,
            flags: flags.0 as u64,
        }
    }

    /// `number` is the host's number of the descriptor.
    #[inline]
    pub const fn fd(userdata: Userdata, kind: Eventtype, number: i32) -> Self {
        Self {
            userdata,
            tag: kind.0 as u64,
            id_or_fd: number as u32 as u64,
            timeout: 0,
            precision: 0,
            flags: 0,
        }
    }

    #[inline]
    pub const fn kind(&self) -> Eventtype {
        Eventtype(self.tag as u8)
    }

    #[inline]
    pub const fn clockid(&self) -> Clockid {
        Clockid(self.id_or_fd as u32)
    }

    /// The host's number of the descriptor.
    #[inline]
    pub const fn host_number(&self) -> i32 {
        self.id_or_fd as u32 as i32
    }

    #[inline]
    pub const fn timeout(&self) -> Timestamp {
        self.timeout
    }

    #[inline]
    pub const fn clock_flags(&self) -> Subclockflags {
        Subclockflags(self.flags as u16)
    }
}

/// `event`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Event {
    pub userdata: Userdata,
    /// An error number, or 0.
    pub error: u16,
    pub kind: Eventtype,
    pub nbytes: Filesize,
    pub flags: Eventrwflags,
}

impl Event {
    pub const EMPTY: Self = Self {
        userdata: 0,
        error: 0,
        kind: Eventtype::CLOCK,
        nbytes: 0,
        flags: Eventrwflags::NONE,
    };
}

// The text of the witx description, where `usize` is its `size`.
#[cfg(target_pointer_width = "32")]
const _: () = {
    use core::mem::offset_of;
    assert!(size_of::<Fdstat>() == 24 && offset_of!(Fdstat, flags) == 2);
    assert!(offset_of!(Fdstat, rights_base) == 8 && offset_of!(Fdstat, rights_inheriting) == 16);
    assert!(size_of::<Filestat>() == 64 && offset_of!(Filestat, filetype) == 16);
    assert!(offset_of!(Filestat, nlink) == 24 && offset_of!(Filestat, ctim) == 56);
    assert!(size_of::<Prestat>() == 8 && offset_of!(Prestat, name_len) == 4);
    assert!(size_of::<Subscription>() == 48 && offset_of!(Subscription, tag) == 8);
    assert!(offset_of!(Subscription, id_or_fd) == 16 && offset_of!(Subscription, timeout) == 24);
    assert!(offset_of!(Subscription, flags) == 40);
    assert!(size_of::<Event>() == 32 && offset_of!(Event, error) == 8);
    assert!(offset_of!(Event, kind) == 10 && offset_of!(Event, nbytes) == 16);
    assert!(offset_of!(Event, flags) == 24);
};
