//! Files by their paths, and their metadata.

use core::ops::Range;

use crate::abi::PATH_MAX;
use crate::abi::fcntl as c;
use crate::abi::stat::{
    BLOCK, S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFMT, S_IFREG, S_IFSOCK, Stat, Statfs, Statx,
};
use crate::abi::time::Timespec;
use crate::conv;
use crate::errno::{Errno, Result};
use crate::fd;
use crate::file::FileId;
use crate::file::mode::{self as modes, any, asked, change, created, permits, reserve, set, uses};
use crate::file::told;
use crate::inside::{device, pipe};
use crate::path::{self, Last};
use crate::sys::identity::setresuid;
use crate::sys::io;
use crate::sys::user::Users;
use crate::table::{self, Descriptors, Host, Inside, Table, What, dev_fd, kept};
use crate::user::{Bytes, BytesMut, In, Out};
use crate::wasi::{self, Fd, Fdflags, Filestat, Filetype, Lookupflags, Oflags, Rights};

/// Opens with the requested rights, or with fewer if the host grants fewer through this
/// directory.
fn open(
    fd: Fd,
    last: Last,
    path: &[u8],
    oflags: Oflags,
    rights: Rights,
    fdflags: Fdflags,
) -> Result<Fd> {
    let open = |rights, inherited| {
        wasi::path_open(
            fd,
            last.lookupflags(),
            path,
            oflags,
            rights,
            inherited,
            fdflags,
        )
    };
    match open(rights, conv::INHERITED) {
        Err(Errno::NOTCAPABLE) => {
            let granted = wasi::fd_fdstat_get(fd)?.rights_inheriting;
            let wanted = Rights(rights.0 & granted.0);
            if wanted == rights && granted.has(conv::INHERITED) {
                return Err(Errno::NOTCAPABLE);
            }
            open(wanted, Rights(conv::INHERITED.0 & granted.0))
        }
        result => result,
    }
}

/// `openat(dirfd, path, flags, mode)` — opens a file, or makes it.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/openat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/openat.2.html).
/// Differs: WASI stores no permissions: a program with a descriptor table remembers the
/// mode, or gives it to the file where the host has the service for modes and the program
/// links `umask`, `chown` or the like; any other ignores it. A new file whose mode is
/// missing gets 0666. The new descriptor is the lowest free number in a program with a
/// descriptor table; in any other the host chooses the number. `O_TMPFILE` fails with
/// `EOPNOTSUPP`. `O_PATH`, `O_EXEC` and `O_SEARCH` open for reading. Where the host has no
/// `O_SYNC` and `O_DSYNC`, a program with a descriptor table calls `fd_sync` or
/// `fd_datasync` after each write; in any other the call fails with `EOPNOTSUPP`. In a
/// program with a descriptor table, `/dev/stdin`, `/dev/stdout`, `/dev/stderr`, `/dev/fd/N`
/// and `/proc/self/fd/N` open a copy of that descriptor: both share position and flags, and
/// the copy allows no other access (`EACCES`). `/dev/null`, `/dev/zero`, `/dev/full`,
/// `/dev/random`, `/dev/urandom` and `/dev/tty` exist even where the host shows none, in a
/// program with a descriptor table or with such a name in its data; they cannot be mapped
/// shared.
#[inline]
pub fn openat<D: Descriptors>(dirfd: Fd, path: &[u8], flags: i32, mode: u32) -> Result<Fd> {
    if !D::IS_TABLE {
        return open_as(dirfd, path, flags, fd::opened);
    }
    if let Some(opened) = dev_fd::open(path, flags) {
        return opened;
    }
    if let Some(device) = device::find(path)? {
        return device::open(device, flags);
    }
    let dirfd = D::directory(dirfd, path)?;
    let access = conv::access(flags)?;
    let mode = asked(S_IFREG, mode);
    let creates = flags & c::O_CREAT != 0;
    let is_plain = mode == conv::mode(wasi::Filetype::REGULAR_FILE);
    let told = creates && told::is_offered();
    let mut is_new = creates && (told || any() || !is_plain);
    if is_new && !is_plain && !told {
        reserve()?;
    }
    if any() || is_new && flags & c::O_EXCL == 0 {
        let follow = match flags & c::O_NOFOLLOW {
            0 => 0,
            _ => c::AT_SYMLINK_NOFOLLOW,
        };
        match path::status(dirfd, path, follow) {
            Ok(file) => {
                is_new = false;
                // An existing file is the reason for the failure.
                let exists = flags & (c::O_CREAT | c::O_EXCL) == c::O_CREAT | c::O_EXCL;
                if !exists
                    && flags & c::O_PATH == 0
                    && let Some(mode) = modes::remembered(&file)
                {
                    permits(mode, uses(access))?;
                    if mode & S_IFMT == S_IFIFO
                        && let Some(open) = pipe::open_fifo()
                    {
                        return match flags & c::O_DIRECTORY {
                            0 => open(FileId::of(&file), flags),
                            _ => Err(Errno::NOTDIR),
                        };
                    }
                }
            }
            // It does not exist, or the host will return the reason why it cannot be opened.
            Err(Errno::NOENT) => {}
            Err(_) => is_new = false,
        }
    }
    open_host(dirfd, path, flags, |fd| match is_new {
        true if told => told::set_mode(told::open(fd), mode),
        true => created(&wasi::fd_filestat_get(fd)?, mode),
        false => Ok(()),
    })
}

/// Opens a file of the host's for a table; when `then` fails, it is closed again.
#[inline]
fn open_host(dirfd: Fd, path: &[u8], flags: i32, then: impl FnOnce(Fd) -> Result) -> Result<Fd> {
    table::open(0, flags & c::O_CLOEXEC != 0, || {
        let keep = |fd, close_on_exec, flags| Ok(fd::fresh(fd, close_on_exec, flags));
        let open = |flags| open_as(dirfd, path, flags, keep);
        let fd = match open(flags) {
            Err(Errno::NOTSUP) if flags & kept::FLAGS != 0 => {
                let fd = open(flags & !kept::FLAGS)?;
                kept::set_flags(fd, flags);
                fd
            }
            opened => opened?,
        };
        match then(fd) {
            Ok(()) => Ok(What::Host(fd)),
            Err(error) => {
                // An error of this call would hide the first.
                let _ = wasi::fd_close(fd);
                Err(error)
            }
        }
    })
}

/// [`openat`], where `keep` records the new descriptor, with its close-on-exec flag and its
/// status flags.
#[inline]
pub fn open_as(
    dirfd: Fd,
    path: &[u8],
    flags: i32,
    keep: impl Fn(Fd, bool, Fdflags) -> Result<Fd>,
) -> Result<Fd> {
    let access = conv::access(flags)?;
    if flags & c::O_TMPFILE != 0 {
        return Err(Errno::NOTSUP);
    }
    let oflags = conv::oflags(flags);
    if oflags.has(Oflags::CREAT.or(Oflags::DIRECTORY)) {
        return Err(Errno::INVAL);
    }
    let exclusive = oflags.has(Oflags::CREAT.or(Oflags::EXCL));
    let last = Last::follow_if(flags & c::O_NOFOLLOW == 0 && !exclusive);
    let opened = path::at(dirfd, path, last, |fd, path| {
        open(
            fd,
            last,
            path,
            oflags,
            conv::rights(access),
            conv::fdflags(flags),
        )
    })?;
    let opened = keep(opened, flags & c::O_CLOEXEC != 0, conv::fdflags(flags))?;
    // Whether the host did not report the type: it may be a directory.
    let is_folder = !access.write && !oflags.has(Oflags::CREAT);
    wasi::remember_folder(opened, dirfd, path, is_folder, path::opened::remember);
    Ok(opened)
}

/// `AT_NO_AUTOMOUNT` has no effect here; on Linux it is the default.
const STATUS_FLAGS: i32 = c::AT_SYMLINK_NOFOLLOW | c::AT_EMPTY_PATH | c::AT_NO_AUTOMOUNT;

#[inline]
pub fn check_status(flags: i32) -> Result {
    if flags & !STATUS_FLAGS != 0 {
        return Err(Errno::INVAL);
    }
    Ok(())
}

/// `newfstatat(dirfd, path, buf, flags)` — returns the status of a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fstatat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/newfstatat.2.html).
/// Differs: WASI reports neither owner nor permissions. Every file belongs to the one user
/// and group. `st_mode` has the permissions that the program set, or else defaults. In a
/// program that links its environment, a regular file in a directory of `PATH` has the `x`
/// bits. Where the host has the service for modes, a program that links `umask`, `chown` or
/// the like gets the host's permissions and owners.
#[inline]
pub fn newfstatat<D: Descriptors>(
    dirfd: Fd,
    path: &[u8],
    buf: Out<'_, Stat>,
    flags: i32,
) -> Result {
    let (dirfd, path, flags) = followed::<D>(dirfd, path, flags)?;
    if let Some(status) = status_inside::<D>(dirfd, path, flags)? {
        return buf.write(status);
    }
    check_status(flags)?;
    let dirfd = D::directory(dirfd, path)?;
    let file = path::status(dirfd, path, flags)?;
    let mut stat = conv::stat(&file);
    if !D::IS_TABLE || !known((dirfd, path, flags), &file, &mut stat)? {
        stat.st_mode |= execute(&file, path);
    }
    buf.write(stat)
}

/// A path and its flags, or those of the descriptor that the path names.
#[inline(always)]
fn followed<D: Descriptors>(dirfd: Fd, path: &[u8], flags: i32) -> Result<(Fd, &[u8], i32)> {
    if D::IS_TABLE {
        dev_fd::followed(dirfd, path, flags)
    } else {
        Ok((dirfd, path, flags))
    }
}

/// The inside object, if `path` names one, or the descriptor and an empty path.
#[inline(always)]
fn status_inside<D: Descriptors>(fd: Fd, path: &[u8], flags: i32) -> Result<Option<Stat>> {
    if D::IS_TABLE {
        status_in_table(fd, path, flags)
    } else {
        Ok(None)
    }
}

fn status_in_table(fd: Fd, path: &[u8], flags: i32) -> Result<Option<Stat>> {
    if !path.is_empty() {
        return Ok(device::find(path)?.map(device::status));
    }
    Ok(match table::what(fd) {
        Ok((What::Inside(kind, object), _)) if flags & c::AT_EMPTY_PATH != 0 => {
            Some(kind.status(object))
        }
        _ => None,
    })
}

/// `st_mode` of a file, if the program gave it one.
#[inline(always)]
fn remembered<D: Descriptors>(file: &Filestat) -> Option<u32> {
    if D::IS_TABLE {
        modes::remembered(file)
    } else {
        None
    }
}

/// Fills in what the host tells about a file, or else the permissions that the program set;
/// returns whether there is either.
#[inline(never)]
fn known(file: (Fd, &[u8], i32), status: &Filestat, stat: &mut Stat) -> Result<bool> {
    match told::fill(file, stat) {
        Err(Errno::NOSYS) => {}
        told => return told.map(|()| true),
    }
    let mode = remembered::<Table>(status);
    if let Some(mode) = mode {
        stat.st_mode = mode;
    }
    Ok(mode.is_some())
}

/// The permission to execute, for a file in a directory that `PATH` names. The content is not
/// checked: that would cost three host calls each time.
pub fn execute(file: &Filestat, path: &[u8]) -> u32 {
    if file.filetype == Filetype::REGULAR_FILE && wasi::is_on_path(path) {
        0o111
    } else {
        0
    }
}

/// `fstat(fd, buf)` — returns the status of an open file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fstat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/fstat.2.html).
/// Differs: As `newfstatat`.
#[inline]
pub fn fstat<D: Descriptors>(fd: Fd, buf: Out<'_, Stat>) -> Result {
    buf.write(match D::what(fd)?.0 {
        What::Host(fd) => {
            let file = wasi::fd_filestat_get(fd)?;
            let mut stat = conv::stat(&file);
            if D::IS_TABLE {
                known(told::open(fd), &file, &mut stat)?;
            }
            stat
        }
        What::Inside(kind, object) => kind.into().status(object),
    })
}

/// `AT_STATX_FORCE_SYNC` and `AT_STATX_DONT_SYNC`: hosts choose themselves.
const STATX_SYNC: i32 = 0x6000;

#[inline]
pub fn check_statx(flags: i32) -> Result {
    if flags & !(STATUS_FLAGS | STATX_SYNC) != 0 || flags & STATX_SYNC == STATX_SYNC {
        return Err(Errno::INVAL);
    }
    Ok(())
}

/// `statx(dirfd, path, flags, mask, buf)` — returns the status of a file.
///
/// [Linux](https://man7.org/linux/man-pages/man2/statx.2.html).
/// Differs: As `newfstatat`. The mask is ignored, and the birth time is never known.
#[inline]
pub fn statx<D: Descriptors>(
    dirfd: Fd,
    path: &[u8],
    flags: i32,
    _mask: u32,
    buf: Out<'_, Statx>,
) -> Result {
    let (dirfd, path, flags) = followed::<D>(dirfd, path, flags)?;
    if let Some(status) = status_inside::<D>(dirfd, path, flags)? {
        return buf.write(Statx {
            stx_mask: crate::abi::stat::STATX_KNOWN,
            stx_blksize: status.st_blksize as u32,
            stx_nlink: status.st_nlink as u32,
            stx_uid: status.st_uid,
            stx_gid: status.st_gid,
            stx_mode: status.st_mode as u16,
            stx_ino: status.st_ino,
            stx_size: status.st_size as u64,
            stx_blocks: status.st_blocks as u64,
            stx_rdev_major: (status.st_rdev >> 8) as u32,
            stx_rdev_minor: (status.st_rdev & 0xff) as u32,
            ..Statx::ZERO
        });
    }
    check_statx(flags)?;
    let dirfd = D::directory(dirfd, path)?;
    let file = path::status(dirfd, path, flags)?;
    let mut stat = conv::statx(&file);
    let mut all = conv::stat(&file);
    if D::IS_TABLE && known((dirfd, path, flags), &file, &mut all)? {
        stat.stx_mode = all.st_mode as u16;
        stat.stx_uid = all.st_uid;
        stat.stx_gid = all.st_gid;
    } else {
        stat.stx_mode |= execute(&file, path) as u16;
    }
    buf.write(stat)
}

const X_OK: u32 = 1;
const RWX_OK: i32 = 7;

#[inline]
pub fn check_access(mode: i32, flags: i32) -> Result {
    if mode & !RWX_OK != 0
        || flags & !(c::AT_SYMLINK_NOFOLLOW | c::AT_EMPTY_PATH | c::AT_EACCESS) != 0
    {
        return Err(Errno::INVAL);
    }
    Ok(())
}

/// `faccessat2(dirfd, path, mode, flags)` — returns whether a file may be used.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/faccessat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/faccessat2.2.html).
/// Differs: As `faccessat`.
#[inline]
pub fn faccessat2<D: Descriptors>(dirfd: Fd, path: &[u8], mode: i32, flags: i32) -> Result {
    check_access(mode, flags)?;
    let uses = mode as u32;
    let (dirfd, path, flags) = followed::<D>(dirfd, path, flags)?;
    if let Some(status) = status_inside::<D>(dirfd, path, flags)? {
        return permits(status.st_mode, uses);
    }
    let dirfd = D::directory(dirfd, path)?;
    let file = path::status(dirfd, path, flags)?;
    if D::IS_TABLE {
        match told::permits((dirfd, path, flags), uses) {
            Err(Errno::NOSYS) => {}
            told => return told,
        }
    }
    if let Some(mode) = remembered::<D>(&file) {
        return permits(mode, uses);
    }
    let mut mode = conv::mode(file.filetype) | execute(&file, path);
    if uses & !(mode >> 6) & X_OK != 0
        && file.filetype == Filetype::REGULAR_FILE
        && is_program(dirfd, path)?
    {
        mode |= 0o111;
    }
    permits(mode, uses)
}

/// Whether a file begins like a program: with the magic number of a module, or as a script,
/// which a launcher is too.
#[inline(never)]
pub fn is_program(dirfd: Fd, path: &[u8]) -> Result<bool> {
    if path.is_empty() {
        return Ok(false);
    }
    let fd = open_to(dirfd, path, conv::Access::READ)?;
    let mut magic = [0; 4];
    let read = wasi::fd_read(fd, &[BytesMut::of(&mut magic)]);
    wasi::fd_close(fd)?;
    Ok(matches!(magic, [0, b'a', b's', b'm'] | [b'#', b'!', ..]) && read? > 1)
}

/// Opens a file for the duration of a call.
fn open_to(dirfd: Fd, path: &[u8], access: conv::Access) -> Result<Fd> {
    path::at(dirfd, path, Last::Follow, |fd, path| {
        open(
            fd,
            Last::Follow,
            path,
            Oflags::NONE,
            conv::rights(access),
            Fdflags::NONE,
        )
    })
}

/// `faccessat(dirfd, path, mode)` — returns whether a file may be used.
///
/// [Linux](https://man7.org/linux/man-pages/man2/faccessat.2.html).
/// Differs: WASI stores no permissions: everything that exists is readable and writable,
/// and directories are searchable, unless the program set other permissions. A file is
/// executable if it begins as a module or a script does, or lies in a directory of `PATH`.
/// Where the host has the service for modes, it decides, for a program that links `umask`,
/// `chown` or the like.
#[inline]
pub fn faccessat<D: Descriptors>(dirfd: Fd, path: &[u8], mode: i32) -> Result {
    faccessat2::<D>(dirfd, path, mode, 0)
}

/// `fchownat(dirfd, path, uid, gid, flags)` — changes the owner and the group of a file;
/// either may stay as it is.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fchownat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/fchownat.2.html).
/// Differs: There is one user and one group. Giving a file to any other fails with `EPERM`.
/// Where the host has the service for modes, the file itself changes, as far as the host's
/// process may.
#[inline]
pub fn fchownat<U: Users>(dirfd: Fd, path: &[u8], uid: u32, gid: u32, flags: i32) -> Result {
    if flags & !(c::AT_SYMLINK_NOFOLLOW | c::AT_EMPTY_PATH) != 0 {
        return Err(Errno::INVAL);
    }
    if status_inside::<Table>(dirfd, path, flags)?.is_none() {
        let dirfd = Table::directory(dirfd, path)?;
        path::status(dirfd, path, flags)?;
        match told::set_owner((dirfd, path, flags), uid, gid) {
            Err(Errno::NOSYS) => {}
            told => return told,
        }
    }
    setresuid::<U, 0, 2>([uid, gid])
}

/// `fchown(fd, uid, gid)` — changes the owner and the group of an open file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fchown.html),
/// [Linux](https://man7.org/linux/man-pages/man2/fchown.2.html).
/// Differs: As `fchownat`.
#[inline]
pub fn fchown<U: Users>(fd: Fd, uid: u32, gid: u32) -> Result {
    if let What::Host(fd) = table::what(fd)?.0 {
        wasi::fd_fdstat_get(fd)?;
        match told::set_owner(told::open(fd), uid, gid) {
            Err(Errno::NOSYS) => {}
            told => return told,
        }
    }
    setresuid::<U, 0, 2>([uid, gid])
}

/// A path without trailing slashes, on which hosts disagree, and the number of dots if its
/// last name is `.` or `..`.
#[inline(never)]
fn end(mut path: &[u8]) -> (&[u8], usize) {
    while let [rest @ .., b'/'] = path
        && !rest.is_empty()
    {
        path = rest;
    }
    let dots = match path {
        [b'.'] | [.., b'/', b'.'] => 1,
        b".." | [.., b'/', b'.', b'.'] => 2,
        _ => 0,
    };
    (path, dots)
}

/// Checks whether the end of this name is valid for a new file. Linux fails with `EXIST` or
/// because of an earlier part; a host that normalises paths would create a file.
#[inline(never)]
pub fn check_new(dirfd: Fd, path: &[u8], is_folder: bool) -> Result {
    let (name, dots) = end(path);
    if dots == 0 && (is_folder || name.len() == path.len()) {
        return Ok(());
    }
    look(dirfd, name, dots)?;
    Err(Errno::EXIST)
}

/// Checks whether a file can get or lose this name.
#[inline(never)]
fn check_renamed((dirfd, path): (Fd, &[u8])) -> Result {
    match end(path) {
        (_, 0) => Ok(()),
        (name, dots) => look(dirfd, name, dots).and(Err(Errno::BUSY)),
    }
}

/// The file of a path without trailing slashes, even a symbolic link; a path that ends in dots
/// is always a directory.
#[inline(never)]
fn look(dirfd: Fd, path: &[u8], dots: usize) -> Result<Filetype> {
    match dots {
        0 => path::filetype(dirfd, path, Last::Look),
        _ => match path::filetype(dirfd, path, Last::Follow)? {
            Filetype::DIRECTORY => Ok(Filetype::DIRECTORY),
            _ => Err(Errno::NOTDIR),
        },
    }
}

/// `mknodat(dirfd, path, mode, dev)` — makes a pipe with a name, or an empty file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mknod.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mknod.2.html).
/// Differs: Makes FIFOs and regular files. Devices and sockets fail with `EPERM`. A FIFO is
/// a pipe of this process; the host and `readdir` see an empty file, which remains. Opening
/// a FIFO without the other end fails with `EDEADLK` instead of blocking forever.
#[inline]
pub fn mknodat(dirfd: Fd, path: &[u8], mode: u32, _dev: u64) -> Result {
    let kind = match mode & S_IFMT {
        0 | S_IFREG => S_IFREG,
        S_IFIFO => S_IFIFO,
        S_IFCHR | S_IFBLK | S_IFSOCK | S_IFDIR => return Err(Errno::PERM),
        _ => return Err(Errno::INVAL),
    };
    let dirfd = Table::directory(dirfd, path)?;
    let mode = asked(kind, mode);
    reserve()?;
    let flags = c::O_CREAT | c::O_EXCL | c::O_WRONLY;
    let fd = open_as(dirfd, path, flags, |fd, _, _| Ok(fd))?;
    let result = wasi::fd_filestat_get(fd).and_then(|file| {
        pipe::rename(FileId::of(&file));
        match kind {
            S_IFIFO => set(&file, mode),
            _ => match told::set_mode(told::open(fd), mode) {
                Err(Errno::NOSYS) => created(&file, mode),
                told => told,
            },
        }
    });
    wasi::fd_close(fd)?;
    match result {
        Ok(()) => {
            pipe::fifos();
            Ok(())
        }
        Err(error) => {
            unlinkat::<Host>(dirfd, path, 0)?;
            Err(error)
        }
    }
}

/// `fchmodat(dirfd, path, mode)` — changes the permissions of a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fchmodat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/fchmodat.2.html).
/// Differs: WASI stores no permissions: the program remembers them until it ends. `stat`
/// reports them, and `open` and `access` check them. Permissions of directories are not
/// enforced. A change fails with `EOPNOTSUPP` where the host does not number files. Where
/// the host has the service for modes, the file itself changes, in a program that links
/// `umask`, `chown` or the like; `S_ISUID`, and `S_ISGID` for a file, fail with `EPERM`.
#[inline]
pub fn fchmodat(dirfd: Fd, path: &[u8], mode: u32) -> Result {
    fchmodat2(dirfd, path, mode, 0)
}

/// `fchmodat2(dirfd, path, mode, flags)` — changes the permissions of a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fchmodat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/fchmodat2.2.html).
/// Differs: As `fchmodat`.
#[inline]
pub fn fchmodat2(dirfd: Fd, path: &[u8], mode: u32, flags: i32) -> Result {
    if flags & !(c::AT_SYMLINK_NOFOLLOW | c::AT_EMPTY_PATH) != 0 {
        return Err(Errno::INVAL);
    }
    if path.is_empty() && flags & c::AT_EMPTY_PATH != 0 && dirfd.0 != c::AT_FDCWD {
        return fchmod(dirfd, mode);
    }
    let dirfd = Table::directory(dirfd, path)?;
    let file = path::status(dirfd, path, flags)?;
    match told::set_mode((dirfd, path, flags), mode) {
        Err(Errno::NOSYS) => change(&file, mode),
        told => told,
    }
}

/// `fchmod(fd, mode)` — changes the permissions of an open file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fchmod.html),
/// [Linux](https://man7.org/linux/man-pages/man2/fchmod.2.html).
/// Differs: As `fchmodat`. A file inside the process (a pipe, a memfd) keeps its
/// permissions.
pub fn fchmod(fd: Fd, mode: u32) -> Result {
    match table::what(fd)?.0 {
        What::Host(fd) => match told::set_mode(told::open(fd), mode) {
            Err(Errno::NOSYS) => change(&wasi::fd_filestat_get(fd)?, mode),
            told => told,
        },
        What::Inside(kind, object) if kind.status(object).st_mode & 0o7777 == mode & 0o7777 => {
            Ok(())
        }
        What::Inside(..) => Err(Errno::NOTSUP),
    }
}

/// `unlinkat(dirfd, path, flags)` — removes a name; with `AT_REMOVEDIR`, that of a directory.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/unlinkat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/unlinkat.2.html).
/// Differs: nothing.
#[inline]
pub fn unlinkat<D: Descriptors>(dirfd: Fd, path: &[u8], flags: i32) -> Result {
    let dirfd = D::directory(dirfd, path)?;
    if flags & !c::AT_REMOVEDIR != 0 {
        return Err(Errno::INVAL);
    }
    let (name, dots) = end(path);
    if dots > 0 || flags == 0 && name.len() < path.len() {
        // A host that normalises paths would remove a file.
        let filetype = look(dirfd, name, dots)?;
        return Err(match dots {
            _ if flags == 0 && filetype == Filetype::DIRECTORY => Errno::ISDIR,
            _ if flags == 0 => Errno::NOTDIR,
            1 => Errno::INVAL,
            _ => Errno::NOTEMPTY,
        });
    }
    path::at(dirfd, name, Last::Keep, |fd, path| {
        if flags == 0 {
            wasi::path_unlink_file(fd, path)
        } else {
            wasi::path_remove_directory(fd, path)
        }
    })
}

/// `renameat2(olddirfd, oldpath, newdirfd, newpath, flags)` — gives a file another name.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/renameat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/renameat2.2.html).
/// Differs: `RENAME_NOREPLACE` is the only flag. The call checks for the name before it
/// renames, so it is not atomic.
#[inline]
pub fn renameat2<D: Descriptors>(
    olddirfd: Fd,
    oldpath: &[u8],
    newdirfd: Fd,
    newpath: &[u8],
    flags: u32,
) -> Result {
    let from = (D::directory(olddirfd, oldpath)?, oldpath);
    let to = (D::directory(newdirfd, newpath)?, newpath);
    let no_replace = match flags {
        0 => false,
        c::RENAME_NOREPLACE => true,
        _ => return Err(Errno::INVAL),
    };
    check_renamed(from)?;
    check_renamed(to)?;
    if no_replace {
        match path::status(to.0, to.1, c::AT_SYMLINK_NOFOLLOW) {
            Ok(_) => return Err(Errno::EXIST),
            Err(Errno::NOENT) => {}
            Err(error) => return Err(error),
        }
    }
    path::at_both(from, to, wasi::path_rename)
}

/// `linkat(olddirfd, oldpath, newdirfd, newpath, flags)` — gives a file one more name.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/linkat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/linkat.2.html).
/// Differs: `AT_EMPTY_PATH` is not supported.
#[inline]
pub fn linkat<D: Descriptors>(
    olddirfd: Fd,
    oldpath: &[u8],
    newdirfd: Fd,
    newpath: &[u8],
    flags: i32,
) -> Result {
    let from = (D::directory(olddirfd, oldpath)?, oldpath);
    let to = (D::directory(newdirfd, newpath)?, newpath);
    let last = match flags {
        0 => Last::Keep,
        c::AT_SYMLINK_FOLLOW => Last::Follow,
        _ => return Err(Errno::INVAL),
    };
    check_new(to.0, to.1, false)?;
    let link = |from_fd, from: &[u8], to_fd, to: &[u8]| {
        wasi::path_link(from_fd, Lookupflags::NONE, from, to_fd, to)
    };
    match last {
        // Hosts do not follow the link here.
        Last::Follow => path::at_end(from.0, from.1, |from_fd, from| {
            path::at(to.0, to.1, Last::Keep, |to_fd, to| {
                link(from_fd, from, to_fd, to)
            })
        }),
        _ => path::at_both(from, to, link),
    }
}

/// `symlinkat(target, dirfd, path)` — makes a symbolic link.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/symlinkat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/symlinkat.2.html).
/// Differs: Hosts may refuse an absolute target with `EPERM`.
#[inline]
pub fn symlinkat<D: Descriptors>(target: &[u8], dirfd: Fd, path: &[u8]) -> Result {
    let dirfd = D::directory(dirfd, path)?;
    if target.is_empty() {
        return Err(Errno::NOENT);
    }
    check_new(dirfd, path, false)?;
    path::at(dirfd, path, Last::Keep, |fd, path| {
        wasi::path_symlink(target, fd, path)
    })
}

/// `readlinkat(dirfd, path, buf, size)` — returns the target of a symbolic link.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/readlinkat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/readlinkat.2.html).
/// Differs: An empty path is not supported.
#[inline]
pub fn readlinkat<D: Descriptors>(dirfd: Fd, path: &[u8], buf: BytesMut<'_>) -> Result<usize> {
    let dirfd = D::directory(dirfd, path)?;
    if buf.is_empty() {
        return Err(Errno::INVAL);
    }
    let n = path::at(dirfd, path, Last::Keep, |fd, path| {
        match wasi::path_readlink(fd, path, buf) {
            // Some hosts need room for the whole target.
            Err(Errno::NOBUFS | Errno::RANGE) => {
                let mut space = [const { core::mem::MaybeUninit::uninit() }; PATH_MAX];
                let space = BytesMut::uninit(&mut space);
                let n = wasi::path_readlink(fd, path, space)?;
                Ok(space.first(n).as_bytes().copy_to(buf))
            }
            result => result,
        }
    })?;
    if n <= buf.len() {
        Ok(n)
    } else {
        Err(Errno::IO)
    }
}

/// `utimensat_time64(dirfd, path, times, flags)` — sets the times of a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/utimensat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/utimensat.2.html).
/// Differs: Times before 1970 or after 2554 fail with `EINVAL`: WASI cannot express them. A
/// file inside the process (a memfd, a pipe) keeps no times: `EOPNOTSUPP`.
#[inline]
pub fn utimensat_time64<D: Descriptors>(
    dirfd: Fd,
    path: Option<&[u8]>,
    times: In<'_, [Timespec; 2]>,
    flags: i32,
) -> Result {
    // An inside object has no times to set.
    let is_descriptor = match path {
        None => true,
        Some(path) => path.is_empty() && flags & c::AT_EMPTY_PATH != 0,
    };
    let dirfd = match is_descriptor && dirfd.0 != c::AT_FDCWD {
        true => D::host(dirfd, Errno::NOTSUP)?,
        false => D::directory(dirfd, path.unwrap_or(b""))?,
    };
    if flags & !(c::AT_SYMLINK_NOFOLLOW | c::AT_EMPTY_PATH) != 0 {
        return Err(Errno::INVAL);
    }
    let (atim, mtim, fst_flags) = conv::times(times.read())?;
    let path = match path {
        None if dirfd.0 == c::AT_FDCWD => return Err(Errno::FAULT),
        Some(b"") if flags & c::AT_EMPTY_PATH != 0 && dirfd.0 != c::AT_FDCWD => None,
        path => path,
    };
    let Some(path) = path else {
        return wasi::fd_filestat_set_times(dirfd, atim, mtim, fst_flags);
    };
    let last = Last::follow_if(flags & c::AT_SYMLINK_NOFOLLOW == 0);
    path::at(dirfd, path, last, |fd, path| {
        wasi::path_filestat_set_times(fd, last.lookupflags(), path, atim, mtim, fst_flags)
    })
}

fn length(length: i64) -> Result<u64> {
    u64::try_from(length).map_err(|_| Errno::INVAL)
}

/// `truncate64(path, length)` — sets the length of a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/truncate.html),
/// [Linux](https://man7.org/linux/man-pages/man2/truncate.2.html).
/// Differs: nothing.
#[inline]
pub fn truncate64(path: &[u8], size: i64) -> Result {
    let size = length(size)?;
    let fd = open_to(Fd(c::AT_FDCWD), path, conv::Access::WRITE)?;
    let result = wasi::fd_filestat_set_size(fd, size);
    wasi::fd_close(fd)?;
    result
}

/// `ftruncate64(fd, length)` — sets the length of an open file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/ftruncate.html),
/// [Linux](https://man7.org/linux/man-pages/man2/ftruncate.2.html).
/// Differs: nothing.
#[inline]
pub fn ftruncate64<D: Descriptors>(fd: Fd, size: i64) -> Result {
    let new = length(size)?;
    match D::what(fd)?.0 {
        What::Host(fd) => D::resized(fd, size, || resize(fd, new)),
        What::Inside(kind, object) => kind.into().truncate(object, size),
    }
}

#[inline]
fn resize(fd: Fd, size: u64) -> Result {
    wasi::fd_filestat_set_size(fd, size).map_err(|error| match error {
        // Linux: not open for writing.
        Errno::NOTCAPABLE => Errno::INVAL,
        Errno::BADF if wasi::fd_fdstat_get(fd).is_ok() => Errno::INVAL,
        error => error,
    })
}

/// The range that [`fallocate`] must allocate.
#[inline]
fn room(mode: i32, offset: i64, size: i64) -> Result<Range<u64>> {
    if mode != 0 {
        return Err(Errno::NOTSUP);
    }
    let (offset, size) = (length(offset)?, length(size)?);
    if size == 0 {
        return Err(Errno::INVAL);
    }
    let end = offset + size;
    if end > i64::MAX as u64 {
        return Err(Errno::FBIG);
    }
    Ok(offset..end)
}

/// `fallocate(fd, mode, offset, length)` — allocates room in a file.
///
/// [Linux](https://man7.org/linux/man-pages/man2/fallocate.2.html).
/// Differs: Only mode 0. Where the host cannot allocate, the call writes zeros into holes
/// and after the end, as glibc does: data that another process writes there at the same
/// time may be lost. If the file is not open for reading, its holes remain.
#[inline]
pub fn fallocate<D: Descriptors>(fd: Fd, mode: i32, offset: i64, size: i64) -> Result {
    let (what, flags) = D::what(fd)?;
    let room = room(mode, offset, size)?;
    let (kind, object) = match what {
        What::Host(fd) => return allocate(fd, room),
        What::Inside(kind, object) => (kind.into(), object),
    };
    let (end, status) = (room.end as i64, kind.status(object));
    match status.st_mode & S_IFMT {
        _ if flags & c::O_WRONLY == 0 => Err(Errno::BADF),
        S_IFIFO => Err(Errno::SPIPE),
        S_IFREG if status.st_size >= end => Ok(()),
        S_IFREG => kind.truncate(object, end),
        _ => Err(Errno::NODEV),
    }
}

#[inline]
fn allocate(fd: Fd, room: Range<u64>) -> Result {
    match wasi::fd_allocate(fd, room.start, room.end - room.start) {
        Err(Errno::NOTSUP | Errno::NOSYS) => {
            let stat = wasi::fd_fdstat_get(fd)?;
            if !stat.rights_base.has(Rights::FD_WRITE) {
                return Err(Errno::BADF);
            }
            if conv::is_stream(stat.filetype) {
                return Err(Errno::SPIPE);
            }
            let size = wasi::fd_filestat_get(fd)?.size;
            let end = room.end;
            fill(fd, room, size).inspect_err(|_| {
                if end > size {
                    // An error of this call would hide the first.
                    let _ = wasi::fd_filestat_set_size(fd, size);
                }
            })
        }
        // Not open for writing.
        Err(Errno::NOTCAPABLE) => Err(Errno::BADF),
        result => result,
    }
}

/// The size of one write. A block of a file with a nonzero byte is already allocated.
const PIECE: usize = 4 * BLOCK as usize;

/// Writes zeros to a file of this size where it may have a hole, and after its end.
fn fill(fd: Fd, room: Range<u64>, size: u64) -> Result {
    let mut zeros = [0; PIECE];
    let mut at = room.start;
    while at < room.end {
        let is_behind = at >= size;
        let step = if is_behind {
            PIECE as u64
        } else {
            BLOCK as u64
        };
        let limit = if is_behind {
            room.end
        } else {
            room.end.min(size)
        };
        let end = limit.min((at / step + 1) * step);
        let piece = zeros.get_mut(..(end - at) as usize).unwrap_or_default();
        let is_hole = is_behind
            || match io::pread64::<Host>(fd, BytesMut::of(piece), at as i64) {
                Ok(_) => piece.iter().all(|&byte| byte == 0),
                Err(Errno::BADF) => false,
                Err(error) => return Err(error),
            };
        while is_hole && at < end {
            let rest = piece.get((piece.len() - (end - at) as usize)..);
            let rest = Bytes::of(rest.unwrap_or_default());
            match io::write_to_host_without_append(fd, &[rest], at)? {
                0 => return Err(Errno::IO),
                n => at += n as u64,
            }
        }
        piece.fill(0);
        at = end;
    }
    Ok(())
}

/// `fadvise64_64(fd, offset, length, advice)` — announces how a file will be read.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/posix_fadvise.html),
/// [Linux](https://man7.org/linux/man-pages/man2/fadvise64_64.2.html).
/// Differs: nothing.
#[inline]
pub fn fadvise64_64<D: Descriptors>(fd: Fd, offset: i64, size: i64, advice: i32) -> Result {
    let fd = D::host(fd, Errno::SPIPE)?;
    wasi::fd_advise(fd, length(offset)?, length(size)?, conv::advice(advice)?)
}

/// `readahead(fd, offset, count)` — reads a part of a file in advance.
///
/// [Linux](https://man7.org/linux/man-pages/man2/readahead.2.html).
/// Differs: nothing.
#[inline]
pub fn readahead<D: Descriptors>(fd: Fd, offset: i64, count: usize) -> Result {
    let fd = D::host(fd, Errno::INVAL)?;
    wasi::fd_advise(fd, length(offset)?, count as u64, wasi::Advice::WILLNEED)
}

/// `fsync(fd)` — writes a file to its device.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fsync.html),
/// [Linux](https://man7.org/linux/man-pages/man2/fsync.2.html).
/// Differs: nothing.
#[inline]
pub fn fsync<D: Descriptors>(fd: Fd) -> Result {
    match D::what(fd)?.0 {
        What::Host(fd) => sync_in_host(fd),
        What::Inside(kind, object) => sync_inside(kind.into(), object),
    }
}

/// A file in memory has no device.
#[inline]
fn sync_inside(kind: &dyn Inside, object: usize) -> Result {
    match kind.status(object).st_mode & S_IFMT {
        S_IFREG => Ok(()),
        _ => Err(Errno::INVAL),
    }
}

#[inline]
fn sync_in_host(fd: Fd) -> Result {
    wasi::fd_sync(fd).map_err(|error| not_a_file(fd, error))
}

/// Made-up sizes of a file system: large enough that programs do not limit themselves.
const fn statfs(dev: u64) -> Statfs {
    Statfs {
        f_type: 0,
        f_bsize: BLOCK as u32,
        f_blocks: 1 << 28,
        f_bfree: 1 << 27,
        f_bavail: 1 << 27,
        f_files: 1 << 24,
        f_ffree: 1 << 23,
        f_fsid: [dev as u32, (dev >> 32) as u32],
        f_namelen: 255,
        f_frsize: BLOCK as u32,
        f_flags: 0,
        f_spare: [0; 4],
        pad: 0,
    }
}

/// `statfs64(path, size, buf)` — returns information about the file system of a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fstatvfs.html),
/// [Linux](https://man7.org/linux/man-pages/man2/statfs.2.html).
/// Differs: WASI reports nothing about file systems. All values except the device are made
/// up: 1 TiB, half of it free, names of up to 255 bytes.
#[inline]
pub fn statfs64(path: &[u8], size: usize, buf: Out<'_, Statfs>) -> Result {
    if size != size_of::<Statfs>() {
        return Err(Errno::INVAL);
    }
    buf.write(statfs(path::status(Fd(c::AT_FDCWD), path, 0)?.dev))
}

/// `fstatfs64(fd, size, buf)` — returns information about the file system of an open file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fstatvfs.html),
/// [Linux](https://man7.org/linux/man-pages/man2/statfs.2.html).
/// Differs: As `statfs64`.
#[inline]
pub fn fstatfs64<D: Descriptors>(fd: Fd, size: usize, buf: Out<'_, Statfs>) -> Result {
    if size != size_of::<Statfs>() {
        return Err(Errno::INVAL);
    }
    buf.write(statfs(match D::what(fd)?.0 {
        What::Host(fd) => wasi::fd_filestat_get(fd)?.dev,
        What::Inside(..) => 0,
    }))
}

/// `sync()` — writes all open files to their devices.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/sync.html),
/// [Linux](https://man7.org/linux/man-pages/man2/sync.2.html).
/// Differs: Writes only the files that this program has open.
pub fn sync() {
    for fd in 3..fd::LIMIT as i32 {
        // Free numbers, directories and streams cannot be synchronised, and POSIX has no way
        // to report other errors.
        let _ = wasi::fd_sync(Fd(fd));
    }
}

/// `syncfs(fd)` — writes the open files of a file system to its device.
///
/// [Linux](https://man7.org/linux/man-pages/man2/syncfs.2.html).
/// Differs: As `sync`: writes all open files, whatever file system they are on.
#[inline]
pub fn syncfs<D: Descriptors>(fd: Fd) -> Result {
    if let What::Host(fd) = D::what(fd)?.0 {
        wasi::fd_fdstat_get(fd)?;
    }
    sync();
    Ok(())
}

/// `SYNC_FILE_RANGE_*`.
const SYNC_FLAGS: u32 = 7;

/// `sync_file_range(fd, offset, length, flags)` — writes a part of a file to its device.
///
/// [Linux](https://man7.org/linux/man-pages/man2/sync_file_range.2.html).
/// Differs: Writes the whole file, and waits until it is stored.
#[inline]
pub fn sync_file_range<D: Descriptors>(fd: Fd, offset: i64, size: i64, flags: u32) -> Result {
    let fd = D::host(fd, Errno::SPIPE)?;
    let end = length(offset)? + length(size)?;
    if flags & !SYNC_FLAGS != 0 || i64::try_from(end).is_err() {
        return Err(Errno::INVAL);
    }
    let filetype = wasi::fd_fdstat_get(fd)?.filetype;
    if filetype != Filetype::DIRECTORY && conv::is_stream(filetype) {
        return Err(Errno::SPIPE);
    }
    sync_data_in_host(fd)
}

/// Hosts may fail with `BADF` for a directory or a stream, which on Linux is a valid
/// descriptor that cannot be synchronised.
#[cold]
fn not_a_file(fd: Fd, error: Errno) -> Errno {
    match wasi::fd_fdstat_get(fd) {
        Ok(stat) if error == Errno::BADF && stat.filetype != Filetype::REGULAR_FILE => Errno::INVAL,
        _ => error,
    }
}

/// `fdatasync(fd)` — writes the content of a file to its device.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fdatasync.html),
/// [Linux](https://man7.org/linux/man-pages/man2/fdatasync.2.html).
/// Differs: nothing.
#[inline]
pub fn fdatasync<D: Descriptors>(fd: Fd) -> Result {
    match D::what(fd)?.0 {
        What::Host(fd) => sync_data_in_host(fd),
        What::Inside(kind, object) => sync_inside(kind.into(), object),
    }
}

#[inline]
fn sync_data_in_host(fd: Fd) -> Result {
    match wasi::fd_datasync(fd) {
        // The right is not granted for read-only files, where it is of no use; fd_sync is
        // granted more often.
        Err(Errno::NOTCAPABLE) => sync_in_host(fd),
        result => result.map_err(|error| not_a_file(fd, error)),
    }
}

#[cfg(test)]
mod mode;
#[cfg(test)]
mod tests;
