//! The exported symbols as Rust functions, with references instead of pointers.

use libc_bottom_half::abi::poll::Pollfd;
use libc_bottom_half::abi::resource::{Rlimit, rlimit};
use libc_bottom_half::abi::signal::{SIGPIPE, Sigaction};
use libc_bottom_half::abi::stat::Stat;
use libc_bottom_half::abi::time::Timespec;
use libc_bottom_half::entry::signal::rt_sigaction::rt_sigaction;
use libc_bottom_half::entry::{self, table};
use libc_bottom_half::errno::{Errno, Result};

/// Splits the result of a syscall. Whatever the host did, an error is one of WASI's
/// numbers.
pub fn result(value: isize) -> Result<usize> {
    match usize::try_from(value) {
        Ok(value) => Ok(value),
        Err(_) => {
            let code = u16::try_from(-value).expect("no error is that large");
            let error = Errno::from_host(code).expect_err("0 is no error");
            assert!((1..=76).contains(&code), "error {code}");
            Err(error)
        }
    }
}

/// From now on, a write without a reader only fails.
pub fn ignore_broken_pipes() {
    const IGNORE: u32 = 1;
    let action = Sigaction {
        handler: IGNORE,
        flags: 0,
        mask: [0; 2],
        unused: 0,
    };
    let size = size_of_val(&action.mask);
    let old = core::ptr::null_mut();
    // SAFETY: an action, and nowhere to tell the old one.
    let done = unsafe { rt_sigaction(SIGPIPE, &raw const action, old, size) };
    assert_eq!(result(done), Ok(0));
}

/// A C string.
fn string(path: &str) -> Vec<u8> {
    [path.as_bytes(), b"\0"].concat()
}

pub fn openat(dirfd: i32, path: &str, flags: i32) -> Result<i32> {
    let path = string(path);
    // SAFETY: a string with a terminator.
    result(unsafe { table::openat(dirfd, path.as_ptr(), flags, 0o644) }).map(|fd| fd as i32)
}

pub fn close(fd: i32) -> Result<usize> {
    // SAFETY: no pointers.
    result(unsafe { table::close(fd) })
}

pub fn read(fd: i32, n: usize) -> Result<Vec<u8>> {
    let (read, mut buffer) = read_claimed(fd, n)?;
    assert!(buffer[read..].iter().all(|&byte| byte == 0xee), "read more");
    buffer.truncate(read);
    Ok(buffer)
}

/// Reads from a host that may report a wrong amount: returns the reported amount and the
/// whole buffer.
pub fn read_claimed(fd: i32, n: usize) -> Result<(usize, Vec<u8>)> {
    let mut buffer = vec![0xee; n];
    // SAFETY: the vector's length.
    let read = result(unsafe { table::read(fd, buffer.as_mut_ptr(), n) })?;
    assert!(read <= n, "read {read} of {n}");
    Ok((read, buffer))
}

pub fn pread(fd: i32, n: usize, at: i64) -> Result<Vec<u8>> {
    let mut buffer = vec![0xee; n];
    // SAFETY: the vector's length.
    let read = result(unsafe { table::pread64(fd, buffer.as_mut_ptr(), n, at) })?;
    assert!(read <= n, "read {read} of {n}");
    buffer.truncate(read);
    Ok(buffer)
}

pub fn write(fd: i32, data: &[u8]) -> Result<usize> {
    // SAFETY: the slice's length.
    let written = result(unsafe { table::write(fd, data.as_ptr(), data.len()) })?;
    assert!(written <= data.len(), "wrote {written} of {}", data.len());
    Ok(written)
}

pub fn pwrite(fd: i32, data: &[u8], at: i64) -> Result<usize> {
    // SAFETY: the slice's length.
    let written = result(unsafe { table::pwrite64(fd, data.as_ptr(), data.len(), at) })?;
    assert!(written <= data.len(), "wrote {written} of {}", data.len());
    Ok(written)
}

pub fn lseek(fd: i32, offset: i64, whence: u32) -> Result<i64> {
    let mut position = -1;
    let (high, low) = ((offset >> 32) as u32, offset as u32);
    // SAFETY: the position lives long enough.
    result(unsafe { table::_llseek(fd, high, low, &raw mut position, whence) })?;
    Ok(position)
}

pub fn dup(fd: i32) -> Result<i32> {
    // SAFETY: no pointers.
    result(unsafe { table::dup(fd) }).map(|fd| fd as i32)
}

pub fn dup3(fd: i32, to: i32, flags: i32) -> Result<i32> {
    // SAFETY: no pointers.
    result(unsafe { table::dup3(fd, to, flags) }).map(|fd| fd as i32)
}

pub fn pipe2(flags: i32) -> Result<[i32; 2]> {
    let mut fds = [-1; 2];
    // SAFETY: two numbers.
    result(unsafe { table::pipe2(&raw mut fds, flags) })?;
    Ok(fds)
}

pub fn eventfd2(count: u32, flags: i32) -> Result<i32> {
    // SAFETY: no pointers.
    result(unsafe { table::eventfd2(count, flags) }).map(|fd| fd as i32)
}

pub fn memfd_create(name: &str, flags: u32) -> Result<i32> {
    let name = string(name);
    // SAFETY: a string with a terminator.
    result(unsafe { table::memfd_create(name.as_ptr(), flags) }).map(|fd| fd as i32)
}

pub fn fcntl(fd: i32, cmd: i32, argument: usize) -> Result<i32> {
    // SAFETY: only commands that take a number.
    result(unsafe { table::fcntl64(fd, cmd, argument) }).map(|value| value as i32)
}

/// `ioctl` with a number by address.
pub fn ioctl(fd: i32, request: i32, mut number: i32) -> Result<i32> {
    // SAFETY: only requests that take a number.
    result(unsafe { table::ioctl(fd, request, (&raw mut number).cast()) })?;
    Ok(number)
}

pub fn ftruncate(fd: i32, size: i64) -> Result<usize> {
    // SAFETY: no pointers.
    result(unsafe { table::ftruncate64(fd, size) })
}

pub fn fstat(fd: i32) -> Result<Stat> {
    let mut stat = Stat::ZERO;
    // SAFETY: a `Stat`.
    result(unsafe { table::fstat(fd, &raw mut stat) })?;
    Ok(stat)
}

/// `poll` of one descriptor that does not wait.
pub fn poll(fd: i32, events: i16) -> Result<i16> {
    let mut entry = Pollfd {
        fd,
        events,
        revents: 0,
    };
    let now = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
        pad: 0,
    };
    // SAFETY: one entry, and a time.
    result(unsafe {
        table::ppoll_time64(&raw mut entry, 1, &raw const now, core::ptr::null(), 0)
    })?;
    Ok(entry.revents)
}

pub fn limit_descriptors(to: u64) {
    let limit = Rlimit {
        rlim_cur: to,
        rlim_max: 1024,
    };
    let (resource, null) = (rlimit::NOFILE, core::ptr::null_mut());
    // SAFETY: a limit, and nothing to be told.
    let done = unsafe { entry::limits::prlimit64::prlimit64(0, resource, &raw const limit, null) };
    result(done).expect("the limit is below the hard one");
}

pub fn fstatat(dirfd: i32, path: &str, flags: i32) -> Result<Stat> {
    let (path, mut stat) = (string(path), Stat::ZERO);
    // SAFETY: a string with a terminator, and a `Stat`.
    result(unsafe { table::newfstatat(dirfd, path.as_ptr(), &raw mut stat, flags) })?;
    Ok(stat)
}

pub fn mkdirat(dirfd: i32, path: &str) -> Result<usize> {
    let path = string(path);
    // SAFETY: a string with a terminator.
    result(unsafe { table::mkdirat(dirfd, path.as_ptr(), 0o755) })
}

pub fn readlinkat(dirfd: i32, path: &str) -> Result<String> {
    let (path, mut target) = (string(path), vec![0xee; 4096]);
    // SAFETY: a string with a terminator, and the vector's length.
    let done = unsafe { table::readlinkat(dirfd, path.as_ptr(), target.as_mut_ptr(), 4096) };
    target.truncate(result(done)?);
    // A host may report more than it wrote.
    Ok(String::from_utf8_lossy(&target).into_owned())
}

pub fn chdir(path: &str) -> Result<usize> {
    let path = string(path);
    // SAFETY: a string with a terminator.
    result(unsafe { entry::fs::chdir::chdir(path.as_ptr()) })
}

pub fn getcwd() -> String {
    let mut path = vec![0xee; 4096];
    // SAFETY: the vector's length.
    let done = unsafe { entry::fs::getcwd::getcwd(path.as_mut_ptr(), 4096) };
    let len = result(done).expect("it fits");
    assert_eq!(path[len - 1], 0);
    path.truncate(len - 1);
    String::from_utf8(path).expect("names are text here")
}

pub fn getdents64(fd: i32, n: usize) -> Result<Vec<u8>> {
    let mut buffer = vec![0xee; n];
    // SAFETY: the vector's length.
    let read = result(unsafe { table::getdents64(fd, buffer.as_mut_ptr(), n) })?;
    assert!(read <= n, "read {read} of {n}");
    // Records that a C program can walk: each has a length, and a name that ends.
    let mut rest = &buffer[..read];
    while !rest.is_empty() {
        let len = usize::from(u16::from_ne_bytes([rest[16], rest[17]]));
        assert!(
            len >= 20 && len <= rest.len(),
            "a record of {len} in {}",
            rest.len()
        );
        assert!(rest[19..len].contains(&0), "a name without end");
        rest = &rest[len..];
    }
    buffer.truncate(read);
    Ok(buffer)
}
