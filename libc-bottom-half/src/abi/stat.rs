//! `<sys/stat.h>`, and the same constants of `<dirent.h>`.

use super::time::Timespec;

/// The bits that tell the type.
pub const S_IFMT: u32 = 0o170_000;
pub const S_IFIFO: u32 = 0o010_000;
pub const S_IFCHR: u32 = 0o020_000;
pub const S_IFDIR: u32 = 0o040_000;
pub const S_IFBLK: u32 = 0o060_000;
pub const S_IFREG: u32 = 0o100_000;
pub const S_IFLNK: u32 = 0o120_000;
pub const S_IFSOCK: u32 = 0o140_000;

pub const DT_UNKNOWN: u8 = 0;
pub const DT_BLK: u8 = 1;
pub const DT_CHR: u8 = 2;
pub const DT_DIR: u8 = 3;
pub const DT_REG: u8 = 4;
pub const DT_LNK: u8 = 7;
pub const DT_SOCK: u8 = 20;

pub const UTIME_NOW: i32 = -1;
pub const UTIME_OMIT: i32 = -2;

/// `st_blksize`.
pub const BLOCK: i32 = 4096;

structure! {
    /// `struct stat`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Stat {
        pub st_dev: u64,
        pub st_ino: u64,
        pub st_nlink: u64,
        pub st_mode: u32,
        pub st_uid: u32,
        pub st_gid: u32,
        pub pad: u32,
        pub st_rdev: u64,
        pub st_size: i64,
        pub st_blksize: i32,
        pub pad_blksize: u32,
        pub st_blocks: i64,
        pub st_atim: Timespec,
        pub st_mtim: Timespec,
        pub st_ctim: Timespec,
        pub reserved: [u64; 3],
    }
}

impl Stat {
    pub const ZERO: Self = Self {
        st_dev: 0,
        st_ino: 0,
        st_nlink: 0,
        st_mode: 0,
        st_uid: 0,
        st_gid: 0,
        pad: 0,
        st_rdev: 0,
        st_size: 0,
        st_blksize: 0,
        pad_blksize: 0,
        st_blocks: 0,
        st_atim: Timespec::ZERO,
        st_mtim: Timespec::ZERO,
        st_ctim: Timespec::ZERO,
        reserved: [0; 3],
    };
}

const _: () = {
    use core::mem::offset_of;
    assert!(size_of::<Stat>() == 144 && align_of::<Stat>() == 8);
    assert!(offset_of!(Stat, st_ino) == 8 && offset_of!(Stat, st_nlink) == 16);
    assert!(offset_of!(Stat, st_mode) == 24 && offset_of!(Stat, st_uid) == 28);
    assert!(offset_of!(Stat, st_gid) == 32 && offset_of!(Stat, st_rdev) == 40);
    assert!(offset_of!(Stat, st_size) == 48 && offset_of!(Stat, st_blksize) == 56);
    assert!(offset_of!(Stat, st_blocks) == 64 && offset_of!(Stat, st_atim) == 72);
    assert!(offset_of!(Stat, st_mtim) == 88 && offset_of!(Stat, st_ctim) == 104);
    assert!(offset_of!(Stat, reserved) == 120);
};

structure! {
    /// `struct statfs`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Statfs {
        pub f_type: u32,
        pub f_bsize: u32,
        pub f_blocks: u64,
        pub f_bfree: u64,
        pub f_bavail: u64,
        pub f_files: u64,
        pub f_ffree: u64,
        pub f_fsid: [u32; 2],
        pub f_namelen: u32,
        pub f_frsize: u32,
        pub f_flags: u32,
        pub f_spare: [u32; 4],
        pub pad: u32,
    }
}

const _: () = assert!(size_of::<Statfs>() == 88 && align_of::<Statfs>() == 8);

/// The fields of `struct statx` that are filled in: all except the birth time and newer
/// ones.
pub const STATX_KNOWN: u32 = 0x7ff;

structure! {
    /// `struct statx_timestamp`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct StatxTimestamp {
        pub tv_sec: i64,
        pub tv_nsec: u32,
        pub pad: i32,
    }
}

impl StatxTimestamp {
    pub const ZERO: Self = Self {
        tv_sec: 0,
        tv_nsec: 0,
        pad: 0,
    };
}

structure! {
    /// `struct statx`, as Linux has it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Statx {
        pub stx_mask: u32,
        pub stx_blksize: u32,
        pub stx_attributes: u64,
        pub stx_nlink: u32,
        pub stx_uid: u32,
        pub stx_gid: u32,
        pub stx_mode: u16,
        pub pad: u16,
        pub stx_ino: u64,
        pub stx_size: u64,
        pub stx_blocks: u64,
        pub stx_attributes_mask: u64,
        pub stx_atime: StatxTimestamp,
        pub stx_btime: StatxTimestamp,
        pub stx_ctime: StatxTimestamp,
        pub stx_mtime: StatxTimestamp,
        pub stx_rdev_major: u32,
        pub stx_rdev_minor: u32,
        pub stx_dev_major: u32,
        pub stx_dev_minor: u32,
        pub spare: [u64; 14],
    }
}

impl Statx {
    pub const ZERO: Self = Self {
        stx_mask: 0,
        stx_blksize: 0,
        stx_attributes: 0,
        stx_nlink: 0,
        stx_uid: 0,
        stx_gid: 0,
        stx_mode: 0,
        pad: 0,
        stx_ino: 0,
        stx_size: 0,
        stx_blocks: 0,
        stx_attributes_mask: 0,
        stx_atime: StatxTimestamp::ZERO,
        stx_btime: StatxTimestamp::ZERO,
        stx_ctime: StatxTimestamp::ZERO,
        stx_mtime: StatxTimestamp::ZERO,
        stx_rdev_major: 0,
        stx_rdev_minor: 0,
        stx_dev_major: 0,
        stx_dev_minor: 0,
        spare: [0; 14],
    };
}

const _: () = {
    use core::mem::offset_of;
    assert!(size_of::<Statx>() == 256);
    assert!(offset_of!(Statx, stx_ino) == 32 && offset_of!(Statx, stx_atime) == 64);
    assert!(offset_of!(Statx, stx_mtime) == 112 && offset_of!(Statx, stx_dev_major) == 136);
};
