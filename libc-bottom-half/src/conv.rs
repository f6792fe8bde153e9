//! Every translation of values between WASI and C. Pure.

#[cfg(any(network, test))]
pub mod network;
pub mod time;

use crate::abi::fcntl as c;
use crate::abi::stat::{self as s, Stat, Statx, StatxTimestamp};
use crate::abi::time::Timespec;
use crate::conv::time::{SECOND, timespec};
use crate::errno::{Errno, Result};
use crate::process::UID;
use crate::wasi::{
    Advice, Fdflags, Filestat, Filetype, Fstflags, Oflags, Rights, Timestamp, Whence,
};

/// Whether a descriptor of this type has no position.
#[inline]
pub fn is_stream(filetype: Filetype) -> bool {
    !matches!(
        filetype,
        Filetype::REGULAR_FILE
            | Filetype::DIRECTORY
            | Filetype::BLOCK_DEVICE
            | Filetype::SYMBOLIC_LINK
    )
}

/// `SEEK_SET`, `SEEK_CUR` and `SEEK_END` have WASI's numbers.
#[inline]
pub fn whence(whence: u32) -> Result<Whence> {
    match whence {
        0..=2 => Ok(Whence(whence as u8)),
        _ => Err(Errno::INVAL),
    }
}

/// `POSIX_FADV_*` have WASI's numbers.
#[inline]
pub fn advice(advice: i32) -> Result<Advice> {
    match advice {
        0..=5 => Ok(Advice(advice as u8)),
        _ => Err(Errno::INVAL),
    }
}

/// The access modes of an open file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Access {
    pub read: bool,
    pub write: bool,
}

impl Access {
    pub const READ: Self = Self {
        read: true,
        write: false,
    };
    pub const WRITE: Self = Self {
        read: false,
        write: true,
    };
}

/// The access mode of `open`'s flags. None at all means `O_RDONLY`, as everywhere else.
#[inline]
pub fn access(flags: i32) -> Result<Access> {
    let (read, write) = match flags & c::O_ACCMODE {
        0 | c::O_RDONLY | c::O_EXEC | c::O_SEARCH => (true, false),
        c::O_WRONLY => (false, true),
        c::O_RDWR => (true, true),
        _ => return Err(Errno::INVAL),
    };
    Ok(Access { read, write })
}

/// The rights to request for the file itself. Some hosts grant one right too many when
/// writing is requested; no file has the socket rights, and some hosts refuse a request
/// for them.
#[inline]
pub fn rights(access: Access) -> Rights {
    let mut rights = INHERITED;
    if !access.read {
        rights = rights.without(Rights::FD_READ.or(Rights::FD_READDIR));
    }
    if !access.write {
        rights = rights.without(
            Rights::FD_WRITE
                .or(Rights::FD_DATASYNC)
                .or(Rights::FD_ALLOCATE)
                .or(Rights::FD_FILESTAT_SET_SIZE),
        );
    }
    rights
}

/// The rights to request for files that are opened through this one.
pub const INHERITED: Rights = Rights::ALL.without(Rights::SOCK_SHUTDOWN.or(Rights::SOCK_ACCEPT));

/// The access mode that corresponds to rights, as `F_GETFL` returns it.
#[inline]
pub fn access_mode(rights: Rights) -> i32 {
    match (rights.has(Rights::FD_READ), rights.has(Rights::FD_WRITE)) {
        (true, true) => c::O_RDWR,
        (false, true) => c::O_WRONLY,
        _ => c::O_RDONLY,
    }
}

/// The status flags of C are WASI's.
#[inline]
pub fn fdflags(flags: i32) -> Fdflags {
    Fdflags((flags & (c::O_APPEND | c::O_DSYNC | c::O_NONBLOCK | c::O_RSYNC | c::O_SYNC)) as u16)
}

/// The creation flags of C are WASI's, twelve bits up.
#[inline]
pub fn oflags(flags: i32) -> Oflags {
    Oflags((flags >> 12 & 0xf) as u16)
}

const _: () = {
    assert!(c::O_APPEND as u16 == Fdflags::APPEND.0 && c::O_SYNC as u16 == Fdflags::SYNC.0);
    assert!(c::O_NONBLOCK as u16 == Fdflags::NONBLOCK.0 && c::O_DSYNC as u16 == Fdflags::DSYNC.0);
    assert!(c::O_RSYNC as u16 == Fdflags::RSYNC.0);
    assert!(
        c::O_CREAT >> 12 == Oflags::CREAT.0 as i32 && c::O_TRUNC >> 12 == Oflags::TRUNC.0 as i32
    );
    assert!(c::O_DIRECTORY >> 12 == Oflags::DIRECTORY.0 as i32);
    assert!(c::O_EXCL >> 12 == Oflags::EXCL.0 as i32);
};

/// `st_mode`: the type, and permissions that fit it, since WASI has none. WASI has no
/// type for a pipe: a file without another type counts as one.
#[inline]
pub fn mode(filetype: Filetype) -> u32 {
    match filetype {
        Filetype::DIRECTORY => s::S_IFDIR | 0o755,
        Filetype::REGULAR_FILE => s::S_IFREG | 0o644,
        Filetype::SYMBOLIC_LINK => s::S_IFLNK | 0o777,
        Filetype::CHARACTER_DEVICE => s::S_IFCHR | 0o666,
        Filetype::BLOCK_DEVICE => s::S_IFBLK | 0o660,
        Filetype::SOCKET_DGRAM | Filetype::SOCKET_STREAM => s::S_IFSOCK | 0o777,
        _ => s::S_IFIFO | 0o600,
    }
}

/// `d_type`.
#[inline]
pub fn d_type(filetype: Filetype) -> u8 {
    match filetype {
        Filetype::SOCKET_DGRAM | Filetype::SOCKET_STREAM => s::DT_SOCK,
        // The rest have WASI's numbers.
        Filetype(0..=4) => filetype.0,
        Filetype::SYMBOLIC_LINK => s::DT_LNK,
        _ => s::DT_UNKNOWN,
    }
}

/// Blocks of 512 bytes.
#[inline]
fn blocks(size: u64) -> u64 {
    size.div_ceil(512)
}

/// A size beyond the range of `off_t` becomes the largest one.
#[inline]
fn size(size: u64) -> i64 {
    size.min(i64::MAX as u64) as i64
}

#[inline(never)]
pub fn stat(from: &Filestat) -> Stat {
    Stat {
        st_dev: from.dev,
        st_ino: from.ino,
        st_nlink: from.nlink,
        st_mode: mode(from.filetype),
        st_uid: UID,
        st_gid: UID,
        st_size: size(from.size),
        st_blksize: s::BLOCK,
        st_blocks: size(blocks(from.size)),
        st_atim: timespec(from.atim),
        st_mtim: timespec(from.mtim),
        st_ctim: timespec(from.ctim),
        ..Stat::ZERO
    }
}

pub fn statx(from: &Filestat) -> Statx {
    let time = |timestamp| {
        let time = timespec(timestamp);
        StatxTimestamp {
            tv_sec: time.tv_sec,
            tv_nsec: time.tv_nsec as u32,
            pad: 0,
        }
    };
    Statx {
        stx_mask: s::STATX_KNOWN,
        stx_blksize: s::BLOCK as u32,
        stx_nlink: u32::try_from(from.nlink).unwrap_or(u32::MAX),
        stx_uid: UID,
        stx_gid: UID,
        stx_mode: mode(from.filetype) as u16,
        stx_ino: from.ino,
        stx_size: from.size,
        stx_blocks: blocks(from.size),
        stx_atime: time(from.atim),
        stx_mtime: time(from.mtim),
        stx_ctime: time(from.ctim),
        // The numbers that makedev and its inverses pack into `st_dev`.
        stx_dev_major: ((from.dev >> 32) as u32 & 0xffff_f000) | (from.dev >> 8) as u32 & 0xfff,
        stx_dev_minor: ((from.dev >> 12) as u32 & 0xffff_ff00) | from.dev as u32 & 0xff,
        ..Statx::ZERO
    }
}

/// A time that WASI can express: not before 1970, nor after 2554.
#[inline]
pub fn timestamp(time: Timespec) -> Result<Timestamp> {
    if !(0..SECOND as i32).contains(&time.tv_nsec) {
        return Err(Errno::INVAL);
    }
    // The latest time, except for the last second: so no overflow is possible, and no
    // check needs 128 bits.
    const LATEST: i64 = (u64::MAX / SECOND) as i64 - 1;
    match time.tv_sec {
        0..=LATEST => Ok(time.tv_sec as u64 * SECOND + time.tv_nsec as u64),
        _ => Err(Errno::INVAL),
    }
}

/// The times of `utimensat`; `None` stands for "both now".
#[inline]
pub fn times(times: Option<[Timespec; 2]>) -> Result<(Timestamp, Timestamp, Fstflags)> {
    let Some([atim, mtim]) = times else {
        return Ok((0, 0, Fstflags::ATIM_NOW.or(Fstflags::MTIM_NOW)));
    };
    let one = |time: Timespec, set, now| match time.tv_nsec {
        s::UTIME_NOW => Ok((0, now)),
        s::UTIME_OMIT => Ok((0, Fstflags::NONE)),
        _ => Ok((timestamp(time)?, set)),
    };
    let (atim, atim_flag) = one(atim, Fstflags::ATIM, Fstflags::ATIM_NOW)?;
    let (mtim, mtim_flag) = one(mtim, Fstflags::MTIM, Fstflags::MTIM_NOW)?;
    Ok((atim, mtim, atim_flag.or(mtim_flag)))
}

/// The number of bytes that the host reports: more than requested is an error of the
/// host.
#[inline]
pub fn counted(n: usize, of: usize) -> Result<usize> {
    if n <= of { Ok(n) } else { Err(Errno::IO) }
}

/// Hosts with rights fail with `NOTCAPABLE` for a descriptor where Linux fails with
/// `EBADF`.
#[inline]
pub fn without_right(error: Errno) -> Errno {
    match error {
        Errno::NOTCAPABLE => Errno::BADF,
        _ => error,
    }
}
