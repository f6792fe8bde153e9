//! `<fcntl.h>`.

pub const AT_FDCWD: i32 = -2;
pub const AT_SYMLINK_NOFOLLOW: i32 = 0x1;
pub const AT_SYMLINK_FOLLOW: i32 = 0x2;
pub const AT_REMOVEDIR: i32 = 0x4;
/// `faccessat` with the effective identity, which is the real one: the flag has no bit.
pub const AT_EACCESS: i32 = 0x0;
pub const AT_NO_AUTOMOUNT: i32 = 0x800;
pub const AT_EMPTY_PATH: i32 = 0x1000;

// The low bits are WASI's fdflags, those from 12 on its oflags.
pub const O_APPEND: i32 = 1;
pub const O_DSYNC: i32 = 1 << 1;
pub const O_NONBLOCK: i32 = 1 << 2;
pub const O_RSYNC: i32 = 1 << 3;
pub const O_SYNC: i32 = 1 << 4;
pub const O_CREAT: i32 = 1 << 12;
pub const O_DIRECTORY: i32 = 1 << 13;
pub const O_EXCL: i32 = 1 << 14;
pub const O_TRUNC: i32 = 1 << 15;
pub const O_NOFOLLOW: i32 = 0x0100_0000;
pub const O_EXEC: i32 = 0x0200_0000;
pub const O_RDONLY: i32 = 0x0400_0000;
pub const O_SEARCH: i32 = 0x0800_0000;
pub const O_WRONLY: i32 = 0x1000_0000;
pub const O_RDWR: i32 = O_RDONLY | O_WRONLY;
pub const O_ACCMODE: i32 = O_EXEC | O_RDWR | O_SEARCH;

// Not in wasi-libc.
pub const O_NOCTTY: i32 = 0x0002_0000;
pub const O_ASYNC: i32 = 0x0004_0000;
pub const O_DIRECT: i32 = 0x0008_0000;
pub const O_CLOEXEC: i32 = 0x0010_0000;
pub const O_PATH: i32 = 0x0020_0000;
pub const O_TMPFILE: i32 = 0x0040_0000;
pub const O_NOATIME: i32 = 0x0080_0000;

pub const F_DUPFD: i32 = 0;
pub const F_GETFD: i32 = 1;
pub const F_GETOWN: i32 = 9;
pub const F_GETSIG: i32 = 11;
pub const F_GETLEASE: i32 = 1025;
pub const F_SETFD: i32 = 2;
pub const F_GETFL: i32 = 3;
pub const F_SETFL: i32 = 4;
pub const F_GETLK: i32 = 12;
pub const F_SETLK: i32 = 13;
pub const F_SETLKW: i32 = 14;
pub const F_OFD_GETLK: i32 = 36;
pub const F_OFD_SETLK: i32 = 37;
pub const F_OFD_SETLKW: i32 = 38;
pub const F_DUPFD_CLOEXEC: i32 = 1030;
pub const F_SETPIPE_SZ: i32 = 1031;
pub const F_GETPIPE_SZ: i32 = 1032;

pub const FD_CLOEXEC: i32 = 1;

pub const EFD_SEMAPHORE: i32 = 1;

/// `TFD_TIMER_CANCEL_ON_SET`.
pub const TFD_TIMER_CANCEL_ON_SET: i32 = 2;

pub const MFD_CLOEXEC: u32 = 1;
pub const MFD_ALLOW_SEALING: u32 = 2;

/// Writes of up to this size to a pipe are atomic.
pub const PIPE_BUF: usize = 4096;

pub const F_RDLCK: i16 = 0;
pub const F_WRLCK: i16 = 1;
pub const F_UNLCK: i16 = 2;

structure! {
    /// `struct flock`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Flock {
        pub l_type: i16,
        pub l_whence: i16,
        pub pad: u32,
        pub l_start: i64,
        pub l_len: i64,
        pub l_pid: i32,
        pub pad_end: u32,
    }
}

const _: () = assert!(size_of::<Flock>() == 32 && core::mem::offset_of!(Flock, l_pid) == 24);

/// `renameat2`: fail rather than replace.
pub const RENAME_NOREPLACE: u32 = 1;

/// `pwritev2`: at the offset, whatever `O_APPEND` says.
pub const RWF_NOAPPEND: i32 = 0x20;
