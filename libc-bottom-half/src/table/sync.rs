//! `O_SYNC` and `O_DSYNC` for hosts that have neither: each write is followed by the call
//! that brings it to the storage.

use core::cell::Cell;

use crate::abi::fcntl as c;
use crate::errno::Result;
use crate::fd::LIMIT;
use crate::wasi::{self, Fd, local};

/// The flags of `open` that are kept here.
pub const FLAGS: i32 = c::O_SYNC | c::O_DSYNC | c::O_RSYNC;

local! {
    /// Which of them each of the host's descriptors was opened with in vain.
    static OPENED: [Cell<u8>; LIMIT] = [const { Cell::new(0) }; LIMIT];
}

const _: () = assert!(FLAGS <= u8::MAX as i32);

/// The flags that are done here, not by the host.
pub fn flags(fd: Fd) -> i32 {
    OPENED.with(|all| {
        let one = all.get(fd.0 as usize);
        one.map_or(0, |flags| i32::from(flags.get()))
    })
}

pub fn set_flags(fd: Fd, flags: i32) {
    OPENED.with(|all| {
        if let Some(one) = all.get(fd.0 as usize) {
            one.set((flags & FLAGS) as u8);
        }
    });
}

/// What was written reaches the storage now, if it has to.
#[inline]
pub fn written(fd: Fd) -> Result {
    match flags(fd) {
        0 => Ok(()),
        c::O_DSYNC => wasi::fd_datasync(fd),
        _ => wasi::fd_sync(fd),
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn forget() {
    OPENED.with(|all| all.iter().for_each(|flags| flags.set(0)));
}

#[cfg(test)]
mod tests {
    use crate::abi::fcntl::{
        AT_FDCWD, F_GETFL, O_CREAT, O_DSYNC, O_RDONLY, O_RDWR, O_SYNC, O_WRONLY,
    };
    use crate::errno::{Errno, Result};
    use crate::table::mode::openat;
    use crate::table::syscalls::{fcntl64, pwritev, write};
    use crate::table::{close, copy};
    use crate::user::{Bytes, In, Out};
    use crate::wasi::Fd;
    use crate::wasi::fake::{self, Fault};

    const NOTSUP: u16 = 58;
    const IO: u16 = 29;

    fn open(flags: i32) -> Result<Fd> {
        openat(Fd(AT_FDCWD), b"f", flags, 0o644)
    }

    fn status_flags(fd: Fd) -> i32 {
        fcntl64(fd, F_GETFL, 0, (In::none(), Out::none())).unwrap()
    }

    fn calls(name: &str) -> usize {
        fake::host(|host| host.calls(name))
    }

    fn set_up() {
        fake::set_up(|host| {
            host.memory(2, 64);
            host.preopen("/", "/");
        });
    }

    #[test]
    fn a_write_is_followed_by_what_the_host_does_not_do() {
        set_up();
        for (flag, call) in [(O_DSYNC, "fd_datasync"), (O_SYNC, "fd_sync")] {
            fake::host(|host| host.fault("path_open", 0, Fault::Code(NOTSUP)));
            let fd = open(O_RDWR | O_CREAT | flag).unwrap();
            assert_eq!(status_flags(fd) & flag, flag);
            let other = copy(fd, 0, false).unwrap();
            let before = calls(call);
            assert_eq!(write(other, Bytes::of(b"ab")), Ok(2));
            assert_eq!(pwritev(fd, &[Bytes::of(b"c")], 2), Ok(1));
            assert_eq!(calls(call), before + 2);
            fake::host(|host| host.fault(call, 0, Fault::Code(IO)));
            assert_eq!(write(fd, Bytes::of(b"d")), Err(Errno::IO));
            assert_eq!((close(fd), close(other)), (Ok(()), Ok(())));
            // Another file under that number is as it was opened.
            let before = calls(call);
            let fd = open(O_WRONLY).unwrap();
            assert_eq!(write(fd, Bytes::of(b"e")), Ok(1));
            assert_eq!((calls(call), status_flags(fd) & flag), (before, 0));
            assert_eq!(close(fd), Ok(()));
        }
    }

    #[test]
    fn what_the_host_does_is_left_to_it_and_what_it_refuses_besides_stays_refused() {
        set_up();
        let fd = open(O_RDWR | O_CREAT | O_DSYNC).unwrap();
        assert_eq!(write(fd, Bytes::of(b"ab")), Ok(2));
        assert_eq!(calls("fd_datasync"), 0);
        assert_eq!(status_flags(fd) & O_DSYNC, O_DSYNC);
        for nth in [0, 1] {
            fake::host(|host| host.fault("path_open", nth, Fault::Code(NOTSUP)));
        }
        assert_eq!(open(O_RDONLY | O_SYNC), Err(Errno::NOTSUP));
        fake::host(|host| host.fault("path_open", 0, Fault::Code(NOTSUP)));
        assert_eq!(open(O_RDONLY), Err(Errno::NOTSUP));
    }
}
