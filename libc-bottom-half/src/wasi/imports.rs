//! The imports of `wasi_snapshot_preview1`.
//!
//! # Safety
//!
//! Every import takes numbers, and addresses of memory that a view promises ([`crate::user`])
//! or that lies in this module's own frame; it writes nothing else. Each block below relies
//! only on that, and a host that conforms to WASI cannot break it.

mod environment;
#[cfg(network)]
pub mod landing;
mod number;
mod opened;
#[cfg(network)]
pub mod sockets;
mod terminal;
#[cfg(target_feature = "atomics")]
pub mod thread;
mod told;

pub use environment::{is_on_path, start_folder};
pub use opened::{remember_folder, remembers_folders};
pub use terminal::open_terminal;
pub use told::{has_table, told};

use core::cell::Cell;
use core::mem::MaybeUninit;

use crate::errno::{Errno, Result};
use crate::state::State;
use crate::user::{Bytes, BytesMut};
use number::opened;
use preview1::*;

mod raw {
    use super::*;

    #[link(wasm_import_module = "wasi_snapshot_preview1")]
    unsafe extern "C" {
        pub fn clock_res_get(id: u32, resolution: *mut Timestamp) -> i32;
        pub fn clock_time_get(id: u32, precision: Timestamp, time: *mut Timestamp) -> i32;
        pub fn fd_advise(fd: i32, offset: Filesize, len: Filesize, advice: i32) -> i32;
        pub fn fd_allocate(fd: i32, offset: Filesize, len: Filesize) -> i32;
        pub fn fd_close(fd: i32) -> i32;
        pub fn fd_datasync(fd: i32) -> i32;
        pub fn fd_fdstat_get(fd: i32, stat: *mut Fdstat) -> i32;
        pub fn fd_fdstat_set_flags(fd: i32, flags: i32) -> i32;
        pub fn fd_filestat_get(fd: i32, stat: *mut Filestat) -> i32;
        pub fn fd_filestat_set_size(fd: i32, size: Filesize) -> i32;
        pub fn fd_filestat_set_times(fd: i32, atim: Timestamp, mtim: Timestamp, flags: i32) -> i32;
        pub fn fd_pread(
            fd: i32,
            iovs: *const BytesMut<'_>,
            count: usize,
            offset: Filesize,
            n: *mut usize,
        ) -> i32;
        pub fn fd_prestat_get(fd: i32, prestat: *mut Prestat) -> i32;
        pub fn fd_prestat_dir_name(fd: i32, name: *mut u8, len: usize) -> i32;
        pub fn fd_pwrite(
            fd: i32,
            iovs: *const Bytes<'_>,
            count: usize,
            offset: Filesize,
            n: *mut usize,
        ) -> i32;
        pub fn fd_read(fd: i32, iovs: *const BytesMut<'_>, count: usize, n: *mut usize) -> i32;
        pub fn fd_readdir(
            fd: i32,
            buf: *mut u8,
            len: usize,
            cookie: Dircookie,
            n: *mut usize,
        ) -> i32;
        pub fn fd_seek(fd: i32, offset: Filedelta, whence: i32, position: *mut Filesize) -> i32;
        pub fn fd_sync(fd: i32) -> i32;
        pub fn fd_tell(fd: i32, position: *mut Filesize) -> i32;
        pub fn fd_write(fd: i32, iovs: *const Bytes<'_>, count: usize, n: *mut usize) -> i32;
        pub fn path_create_directory(fd: i32, path: *const u8, len: usize) -> i32;
        pub fn path_filestat_get(
            fd: i32,
            flags: u32,
            path: *const u8,
            len: usize,
            stat: *mut Filestat,
        ) -> i32;
        pub fn path_filestat_set_times(
            fd: i32,
            flags: u32,
            path: *const u8,
            len: usize,
            atim: Timestamp,
            mtim: Timestamp,
            fst_flags: i32,
        ) -> i32;
        pub fn path_link(
            fd: i32,
            flags: u32,
            path: *const u8,
            len: usize,
            new_fd: i32,
            new_path: *const u8,
            new_len: usize,
        ) -> i32;
        pub fn path_open(
            fd: i32,
            dirflags: u32,
            path: *const u8,
            len: usize,
            oflags: i32,
            rights_base: u64,
            rights_inheriting: u64,
            fdflags: i32,
            opened: *mut i32,
        ) -> i32;
        pub fn path_readlink(
            fd: i32,
            path: *const u8,
            len: usize,
            buf: *mut u8,
            size: usize,
            n: *mut usize,
        ) -> i32;
        pub fn path_remove_directory(fd: i32, path: *const u8, len: usize) -> i32;
        pub fn path_rename(
            fd: i32,
            path: *const u8,
            len: usize,
            new_fd: i32,
            new_path: *const u8,
            new_len: usize,
        ) -> i32;
        pub fn path_symlink(
            target: *const u8,
            target_len: usize,
            fd: i32,
            path: *const u8,
            len: usize,
        ) -> i32;
        pub fn path_unlink_file(fd: i32, path: *const u8, len: usize) -> i32;
        pub fn poll_oneoff(
            input: *const Subscription,
            output: *mut Event,
            count: usize,
            n: *mut usize,
        ) -> i32;
        pub fn proc_exit(status: u32) -> !;
        pub fn random_get(buf: *mut u8, len: usize) -> i32;
        pub fn sched_yield() -> i32;
        pub fn sock_accept(fd: i32, flags: i32, accepted: *mut i32) -> i32;
        pub fn sock_recv(
            fd: i32,
            iovs: *const BytesMut<'_>,
            count: usize,
            flags: i32,
            n: *mut usize,
            roflags: *mut Roflags,
        ) -> i32;
        pub fn sock_send(
            fd: i32,
            iovs: *const Bytes<'_>,
            count: usize,
            flags: i32,
            n: *mut usize,
        ) -> i32;
        pub fn sock_shutdown(fd: i32, how: i32) -> i32;
    }
}

unsafe extern "C" {
    /// The function of [`number`], or the C library's, which returns its argument.
    safe fn __host_number(fd: i32) -> i32;

    /// Whether any number differs from the host's, in the same places. No other code writes
    /// it, so it is 0 or 1.
    safe static __host_numbers_differ: State<Cell<bool>>;
}

/// The host's number of a descriptor. For hosts that count from 0, this costs one check of a
/// byte.
#[inline]
pub fn host_number(fd: Fd) -> i32 {
    if __host_numbers_differ.with(Cell::get) {
        __host_number(fd.0)
    } else {
        fd.0
    }
}

/// A value that an import fills in. It starts as zeros: a host that reports success
/// without writing must not make uninitialised memory readable.
#[inline]
fn filled<T>(call: impl FnOnce(*mut T) -> i32) -> Result<T> {
    let mut value = MaybeUninit::zeroed();
    check(call(value.as_mut_ptr()))?;
    // SAFETY: all types that imports fill in are numbers, for which zeros are a value.
    Ok(unsafe { value.assume_init() })
}

#[inline]
fn check(code: i32) -> Result {
    Errno::from_host(code as u16)
}

#[inline]
pub fn clock_res_get(id: Clockid) -> Result<Timestamp> {
    // SAFETY: see the module.
    filled(|value| unsafe { raw::clock_res_get(id.0, value) })
}

#[inline]
pub fn clock_time_get(id: Clockid, precision: Timestamp) -> Result<Timestamp> {
    // SAFETY: see the module.
    filled(|value| unsafe { raw::clock_time_get(id.0, precision, value) })
}

#[inline]
pub fn fd_advise(fd: Fd, offset: Filesize, len: Filesize, advice: Advice) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::fd_advise(host_number(fd), offset, len, i32::from(advice.0)) })
}

#[inline]
pub fn fd_allocate(fd: Fd, offset: Filesize, len: Filesize) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::fd_allocate(host_number(fd), offset, len) })
}

#[inline]
pub fn fd_close(fd: Fd) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::fd_close(host_number(fd)) })
}

#[inline]
pub fn fd_datasync(fd: Fd) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::fd_datasync(host_number(fd)) })
}

#[inline(never)]
pub fn fd_fdstat_get(fd: Fd) -> Result<Fdstat> {
    // SAFETY: see the module.
    filled(|value| unsafe { raw::fd_fdstat_get(host_number(fd), value) })
}

#[inline]
pub fn fd_fdstat_set_flags(fd: Fd, flags: Fdflags) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::fd_fdstat_set_flags(host_number(fd), i32::from(flags.0)) })
}

#[inline(never)]
pub fn fd_filestat_get(fd: Fd) -> Result<Filestat> {
    // SAFETY: see the module.
    filled(|value| unsafe { raw::fd_filestat_get(host_number(fd), value) })
}

#[inline]
pub fn fd_filestat_set_size(fd: Fd, size: Filesize) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::fd_filestat_set_size(host_number(fd), size) })
}

#[inline]
pub fn fd_filestat_set_times(fd: Fd, atim: Timestamp, mtim: Timestamp, flags: Fstflags) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::fd_filestat_set_times(host_number(fd), atim, mtim, i32::from(flags.0)) })
}

#[inline]
pub fn fd_pread(fd: Fd, iovs: &[BytesMut<'_>], offset: Filesize) -> Result<usize> {
    // SAFETY: see the module.
    filled(|n| unsafe { raw::fd_pread(host_number(fd), iovs.as_ptr(), iovs.len(), offset, n) })
}

#[inline]
pub fn fd_prestat_get(fd: Fd) -> Result<Prestat> {
    // SAFETY: see the module.
    filled(|value| unsafe { raw::fd_prestat_get(host_number(fd), value) })
}

#[inline]
pub fn fd_prestat_dir_name(fd: Fd, name: BytesMut<'_>) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::fd_prestat_dir_name(host_number(fd), name.ptr(), name.len()) })
}

#[inline]
pub fn fd_pwrite(fd: Fd, iovs: &[Bytes<'_>], offset: Filesize) -> Result<usize> {
    // SAFETY: see the module.
    filled(|n| unsafe { raw::fd_pwrite(host_number(fd), iovs.as_ptr(), iovs.len(), offset, n) })
}

#[inline]
pub fn fd_read(fd: Fd, iovs: &[BytesMut<'_>]) -> Result<usize> {
    // SAFETY: see the module.
    filled(|n| may_wait(|| unsafe { raw::fd_read(host_number(fd), iovs.as_ptr(), iovs.len(), n) }))
}

/// Fills `buf` with entries and returns the number of bytes: fewer than there is room for
/// only at the end of the directory.
#[inline]
pub fn fd_readdir(fd: Fd, buf: BytesMut<'_>, cookie: Dircookie) -> Result<usize> {
    // SAFETY: see the module.
    filled(|n| unsafe { raw::fd_readdir(host_number(fd), buf.ptr(), buf.len(), cookie, n) })
}

#[inline]
pub fn fd_seek(fd: Fd, offset: Filedelta, whence: Whence) -> Result<Filesize> {
    // SAFETY: see the module.
    filled(|value| unsafe { raw::fd_seek(host_number(fd), offset, i32::from(whence.0), value) })
}

#[inline]
pub fn fd_sync(fd: Fd) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::fd_sync(host_number(fd)) })
}

#[inline]
pub fn fd_tell(fd: Fd) -> Result<Filesize> {
    // SAFETY: see the module.
    filled(|value| unsafe { raw::fd_tell(host_number(fd), value) })
}

#[inline]
pub fn fd_write(fd: Fd, iovs: &[Bytes<'_>]) -> Result<usize> {
    // SAFETY: see the module.
    filled(|n| may_wait(|| unsafe { raw::fd_write(host_number(fd), iovs.as_ptr(), iovs.len(), n) }))
}

#[inline]
pub fn path_create_directory(fd: Fd, path: &[u8]) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::path_create_directory(host_number(fd), path.as_ptr(), path.len()) })
}

#[inline]
pub fn path_filestat_get(fd: Fd, flags: Lookupflags, path: &[u8]) -> Result<Filestat> {
    let mut stat = MaybeUninit::zeroed();
    path_status(fd, flags, path, &mut stat)?;
    // SAFETY: numbers, for which zeros are a value.
    Ok(unsafe { stat.assume_init() })
}

/// The type of a file, without room for the rest of its status.
#[inline]
pub fn path_filetype(fd: Fd, flags: Lookupflags, path: &[u8]) -> Result<Filetype> {
    let mut stat = MaybeUninit::<Filestat>::uninit();
    // SAFETY: it lies in this frame.
    let filetype = unsafe { &raw mut (*stat.as_mut_ptr()).filetype };
    // SAFETY: as above; a host that writes nothing leaves this.
    unsafe { filetype.write(Filetype::UNKNOWN) };
    path_status(fd, flags, path, &mut stat)?;
    // SAFETY: it was written, here or by the host.
    Ok(unsafe { filetype.read() })
}

#[inline(never)]
fn path_status(
    fd: Fd,
    flags: Lookupflags,
    path: &[u8],
    stat: &mut MaybeUninit<Filestat>,
) -> Result {
    let stat = stat.as_mut_ptr();
    // SAFETY: see the module.
    check(unsafe {
        raw::path_filestat_get(host_number(fd), flags.0, path.as_ptr(), path.len(), stat)
    })
}

#[inline]
pub fn path_filestat_set_times(
    fd: Fd,
    flags: Lookupflags,
    path: &[u8],
    atim: Timestamp,
    mtim: Timestamp,
    fst_flags: Fstflags,
) -> Result {
    // SAFETY: see the module.
    check(unsafe {
        raw::path_filestat_set_times(
            host_number(fd),
            flags.0,
            path.as_ptr(),
            path.len(),
            atim,
            mtim,
            i32::from(fst_flags.0),
        )
    })
}

#[inline]
pub fn path_link(fd: Fd, flags: Lookupflags, path: &[u8], new_fd: Fd, new_path: &[u8]) -> Result {
    // SAFETY: see the module.
    check(unsafe {
        raw::path_link(
            host_number(fd),
            flags.0,
            path.as_ptr(),
            path.len(),
            host_number(new_fd),
            new_path.as_ptr(),
            new_path.len(),
        )
    })
}

#[inline(never)]
pub fn path_open(
    fd: Fd,
    dirflags: Lookupflags,
    path: &[u8],
    oflags: Oflags,
    rights_base: Rights,
    rights_inheriting: Rights,
    fdflags: Fdflags,
) -> Result<Fd> {
    // SAFETY: see the module.
    let number = filled(|number| unsafe {
        raw::path_open(
            host_number(fd),
            dirflags.0,
            path.as_ptr(),
            path.len(),
            i32::from(oflags.0),
            rights_base.0,
            rights_inheriting.0,
            i32::from(fdflags.0),
            number,
        )
    })?;
    opened(number)
}

#[inline]
pub fn path_readlink(fd: Fd, path: &[u8], buf: BytesMut<'_>) -> Result<usize> {
    // SAFETY: see the module.
    filled(|n| unsafe {
        raw::path_readlink(
            host_number(fd),
            path.as_ptr(),
            path.len(),
            buf.ptr(),
            buf.len(),
            n,
        )
    })
}

/// As [`path_readlink`], of bytes that are not a path.
#[inline]
pub fn request(fd: Fd, request: Bytes<'_>, buf: BytesMut<'_>) -> Result<usize> {
    let (start, len) = (request.ptr(), request.len());
    // SAFETY: see the module.
    filled(|n| unsafe { raw::path_readlink(host_number(fd), start, len, buf.ptr(), buf.len(), n) })
}

/// Accepts a number that the host has assigned in an answer.
#[inline]
pub fn assigned(number: i32) -> Result<Fd> {
    opened(number)
}

#[inline]
pub fn path_remove_directory(fd: Fd, path: &[u8]) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::path_remove_directory(host_number(fd), path.as_ptr(), path.len()) })
}

#[inline]
pub fn path_rename(fd: Fd, path: &[u8], new_fd: Fd, new_path: &[u8]) -> Result {
    // SAFETY: see the module.
    check(unsafe {
        raw::path_rename(
            host_number(fd),
            path.as_ptr(),
            path.len(),
            host_number(new_fd),
            new_path.as_ptr(),
            new_path.len(),
        )
    })
}

#[inline]
pub fn path_symlink(target: &[u8], fd: Fd, path: &[u8]) -> Result {
    // SAFETY: see the module.
    check(unsafe {
        raw::path_symlink(
            target.as_ptr(),
            target.len(),
            host_number(fd),
            path.as_ptr(),
            path.len(),
        )
    })
}

#[inline]
pub fn path_unlink_file(fd: Fd, path: &[u8]) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::path_unlink_file(host_number(fd), path.as_ptr(), path.len()) })
}

/// Waits until one of the subscriptions is ready; returns how many events were written,
/// which is at most the smaller length of the two.
#[inline]
pub fn poll_oneoff(subscriptions: &[Cell<Subscription>], events: &[Cell<Event>]) -> Result<usize> {
    let count = subscriptions.len().min(events.len());
    let (input, output) = (
        subscriptions.as_ptr().cast(),
        events.as_ptr().cast_mut().cast(),
    );
    // SAFETY: see the module; both arrays have `count` elements, which may change: cells.
    let n = filled(|n| may_wait(|| unsafe { raw::poll_oneoff(input, output, count, n) }))?;
    Ok(n.min(count))
}

#[inline]
pub fn proc_exit(status: u32) -> ! {
    // SAFETY: see the module.
    unsafe { raw::proc_exit(status) }
}

#[inline]
pub fn random_get(buf: BytesMut<'_>) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::random_get(buf.ptr(), buf.len()) })
}

#[inline]
pub fn sched_yield() -> Result {
    // SAFETY: see the module.
    check(may_wait(|| unsafe { raw::sched_yield() }))
}

#[inline]
pub fn sock_accept(fd: Fd, flags: Fdflags) -> Result<Fd> {
    // SAFETY: see the module.
    let accepted = filled(|accepted| unsafe {
        raw::sock_accept(host_number(fd), i32::from(flags.0), accepted)
    })?;
    opened(accepted)
}

#[inline]
pub fn sock_recv(fd: Fd, iovs: &[BytesMut<'_>], flags: Riflags) -> Result<(usize, Roflags)> {
    let mut roflags = Roflags::NONE;
    // SAFETY: see the module.
    let n = filled(|n| unsafe {
        let flags = i32::from(flags.0);
        raw::sock_recv(
            host_number(fd),
            iovs.as_ptr(),
            iovs.len(),
            flags,
            n,
            &raw mut roflags,
        )
    })?;
    Ok((n, roflags))
}

#[inline]
pub fn sock_send(fd: Fd, iovs: &[Bytes<'_>]) -> Result<usize> {
    // SAFETY: see the module.
    filled(|n| unsafe { raw::sock_send(host_number(fd), iovs.as_ptr(), iovs.len(), 0, n) })
}

#[inline]
pub fn sock_shutdown(fd: Fd, how: Sdflags) -> Result {
    // SAFETY: see the module.
    check(unsafe { raw::sock_shutdown(host_number(fd), i32::from(how.0)) })
}

/// Calls a function of the host that may wait. Other threads run meanwhile.
#[inline]
fn may_wait<R>(call: impl FnOnce() -> R) -> R {
    #[cfg(target_feature = "atomics")]
    return crate::wasi::lock::while_waiting(call);
    #[cfg(not(target_feature = "atomics"))]
    call()
}

// SAFETY: this target has no threads, or one at a time is in the library: it holds the lock.
unsafe impl<T> Sync for State<T> {}
