//! Status flags of the host's descriptors that the host does not keep.
//!
//! `O_SYNC` and `O_DSYNC` for hosts that have neither: each write is followed by a call that
//! stores it. `O_NONBLOCK` for streams whose flags cannot be set, as wasmtime's standard
//! streams: before something is read or written, the host is asked whether it would wait.

use core::cell::Cell;

use crate::abi::fcntl as c;
use crate::conv;
use crate::errno::{Errno, Result};
use crate::fd::{self, LIMIT};
use crate::poll::{at_once, within};
use crate::state::system;
use crate::tty;
use crate::wasi::{self, Eventtype, Fd, Fdflags};

/// The flags of `open` that are kept here.
pub const FLAGS: i32 = c::O_SYNC | c::O_DSYNC | c::O_RSYNC;

/// Before a stream is read or written: `EAGAIN` if that would wait and must not, and whether
/// there is anything to do.
type Look = fn(Fd, Eventtype) -> Result<bool>;

system! {
    /// The kept flags of each of the host's descriptors: some of [`FLAGS`], or `O_NONBLOCK`.
    static KEPT: [Cell<u8>; LIMIT] = [const { Cell::new(0) }; LIMIT];

    /// How a stream is looked at before it is used. Only a program that can set the flag
    /// links that.
    static LOOK: Cell<Option<Look>> = Cell::new(None);
}

const _: () = assert!(FLAGS | c::O_NONBLOCK <= u8::MAX as i32);

/// The flags that are done here, not by the host.
pub fn flags(fd: Fd) -> i32 {
    KEPT.with(|all| {
        let one = all.get(fd.0 as usize);
        one.map_or(0, |flags| i32::from(flags.get()))
    })
}

pub fn set_flags(fd: Fd, flags: i32) {
    KEPT.with(|all| {
        if let Some(one) = all.get(fd.0 as usize) {
            one.set((flags & (FLAGS | c::O_NONBLOCK)) as u8);
        }
    });
}

/// Changes the status flags that `which` selects.
pub fn change_flags(fd: Fd, which: Fdflags, to: Fdflags) -> Result {
    let others = self::flags(fd) & FLAGS;
    match fd::change_flags(fd, which, to) {
        Ok(()) => {
            set_flags(fd, others);
            Ok(())
        }
        Err(error) => {
            let now = wasi::fd_fdstat_get(fd)?;
            let change = Fdflags((now.flags.0 ^ to.0) & which.0);
            if change.has(Fdflags::APPEND) || !conv::is_stream(now.filetype) {
                return Err(error);
            }
            LOOK.with(|slot| slot.set(Some(would_wait)));
            super::watch_streams();
            let never_waits = match to.has(Fdflags::NONBLOCK) {
                true => c::O_NONBLOCK,
                false => 0,
            };
            set_flags(fd, others | never_waits);
            Ok(())
        }
    }
}

/// Whether it is kept here that a stream never waits.
pub fn never_waits(fd: Fd) -> bool {
    flags(fd) & c::O_NONBLOCK != 0
}

/// Checks the stream with [`Look`], if that was requested.
#[inline]
pub fn look(fd: Fd, kind: Eventtype) -> Result<bool> {
    match LOOK.with(Cell::get) {
        Some(look) => look(fd, kind),
        None => Ok(true),
    }
}

/// From now on, reads of a terminal wait no longer than the program set.
pub fn terminal() {
    LOOK.with(|slot| slot.set(Some(would_wait)));
    super::watch_streams();
}

// Where the host cannot say whether a stream is ready, reading will tell.
fn would_wait(fd: Fd, kind: Eventtype) -> Result<bool> {
    let stream = wasi::subscription(0, kind, fd);
    if never_waits(fd) {
        return match at_once(stream) {
            Ok(None) => Err(Errno::AGAIN),
            _ => Ok(true),
        };
    }
    match tty::patience().filter(|_| kind == Eventtype::FD_READ) {
        Some(time) if tty::isatty(fd).is_ok() => Ok(within(time, stream) != Ok(None)),
        _ => Ok(true),
    }
}

/// Stores the written data now, if necessary.
#[inline]
pub fn written(fd: Fd) -> Result {
    match flags(fd) & FLAGS {
        0 => Ok(()),
        c::O_DSYNC => wasi::fd_datasync(fd),
        _ => wasi::fd_sync(fd),
    }
}

#[cfg(test)]
mod tests {
    use crate::abi::fcntl::{
        AT_FDCWD, F_GETFL, F_SETFL, O_APPEND, O_CREAT, O_DSYNC, O_NONBLOCK, O_RDONLY, O_RDWR,
        O_SYNC, O_WRONLY,
    };
    use crate::abi::ioctl::{TCSETS, Termios, VMIN, VTIME};
    use crate::errno::{Errno, Result};
    use crate::sys::fd::{fcntl64, ioctl};
    use crate::sys::fs::openat;
    use crate::sys::io::{pwritev, read, readv, write};
    use crate::table::Table;
    use crate::table::{close, copy};
    use crate::tty::{self, Argument};
    use crate::user::{Bytes, BytesMut, In};
    use crate::wasi::Fd;
    use crate::wasi::fake::{self, Fault};

    const NOTSUP: u16 = 58;
    const IO: u16 = 29;

    fn open(flags: i32) -> Result<Fd> {
        openat::<Table>(Fd(AT_FDCWD), b"f", flags, 0o644)
    }

    fn status_flags(fd: Fd) -> i32 {
        fcntl64::<Table>(fd, F_GETFL, 0.into()).unwrap()
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
            assert_eq!(write::<Table>(other, Bytes::of(b"ab")), Ok(2));
            assert_eq!(pwritev::<Table>(fd, &[Bytes::of(b"c")], 2), Ok(1));
            assert_eq!(calls(call), before + 2);
            fake::host(|host| host.fault(call, 0, Fault::Code(IO)));
            assert_eq!(write::<Table>(fd, Bytes::of(b"d")), Err(Errno::IO));
            assert_eq!((close(fd), close(other)), (Ok(()), Ok(())));
            // Another file under that number is as it was opened.
            let before = calls(call);
            let fd = open(O_WRONLY).unwrap();
            assert_eq!(write::<Table>(fd, Bytes::of(b"e")), Ok(1));
            assert_eq!((calls(call), status_flags(fd) & flag), (before, 0));
            assert_eq!(close(fd), Ok(()));
        }
    }

    #[test]
    fn what_the_host_does_is_left_to_it_and_what_it_refuses_besides_stays_refused() {
        set_up();
        let fd = open(O_RDWR | O_CREAT | O_DSYNC).unwrap();
        assert_eq!(write::<Table>(fd, Bytes::of(b"ab")), Ok(2));
        assert_eq!(calls("fd_datasync"), 0);
        assert_eq!(status_flags(fd) & O_DSYNC, O_DSYNC);
        for nth in [0, 1] {
            fake::host(|host| host.fault("path_open", nth, Fault::Code(NOTSUP)));
        }
        assert_eq!(open(O_RDONLY | O_SYNC), Err(Errno::NOTSUP));
        fake::host(|host| host.fault("path_open", 0, Fault::Code(NOTSUP)));
        assert_eq!(open(O_RDONLY), Err(Errno::NOTSUP));
    }

    fn set_status_flags(fd: Fd, flags: i32) -> Result<i32> {
        fcntl64::<Table>(fd, F_SETFL, (flags as usize).into())
    }

    #[test]
    fn a_stream_whose_flags_cannot_be_set_is_asked_whether_it_would_wait() {
        set_up();
        fake::host(|host| {
            host.keeps_stream_flags = false;
            host.stdin_ended = false;
        });
        let mut bytes = [0; 4];
        let input = Fd(0);
        assert_eq!(set_status_flags(input, O_NONBLOCK), Ok(0));
        assert_eq!(status_flags(input) & O_NONBLOCK, O_NONBLOCK);
        let other = copy(input, 0, false).unwrap();
        assert_eq!(status_flags(other) & O_NONBLOCK, O_NONBLOCK);
        let before = calls("fd_read");
        assert_eq!(
            read::<Table>(other, BytesMut::of(&mut bytes)),
            Err(Errno::AGAIN)
        );
        assert_eq!(
            readv::<Table>(input, &[BytesMut::of(&mut bytes)]),
            Err(Errno::AGAIN)
        );
        assert_eq!(calls("fd_read"), before);
        fake::host(|host| host.stdin.extend(b"xyz"));
        assert_eq!(read::<Table>(input, BytesMut::of(&mut bytes)), Ok(3));
        fake::host(|host| host.stdin_ended = true);
        assert_eq!(read::<Table>(input, BytesMut::of(&mut bytes)), Ok(0));
        // The host must keep the other flags.
        assert_eq!(set_status_flags(input, O_APPEND), Err(Errno::BADF));
        assert_eq!(set_status_flags(input, 0), Ok(0));
        assert_eq!(status_flags(input) & O_NONBLOCK, 0);
        let polls = calls("poll_oneoff");
        assert_eq!(read::<Table>(input, BytesMut::of(&mut bytes)), Ok(0));
        assert_eq!(calls("poll_oneoff"), polls);
        assert_eq!(set_status_flags(Fd(99), O_NONBLOCK), Err(Errno::BADF));
    }

    #[test]
    fn a_read_of_a_terminal_ends_by_its_time() {
        set_up();
        fake::host(|host| host.stdin_ended = false);
        let mut bytes = [0; 4];
        let mut raw = Termios {
            c_lflag: 0,
            ..Termios::DEFAULT
        };
        raw.c_cc[VMIN] = 0;
        raw.c_cc[VTIME] = 3;
        let argument = Argument {
            termios_in: In::from(&raw),
            ..tty::nothing()
        };
        ioctl::<Table>(Fd(0), TCSETS, &argument).unwrap();
        super::terminal();
        let before = fake::host(|host| host.monotonic);
        assert_eq!(read::<Table>(Fd(0), BytesMut::of(&mut bytes)), Ok(0));
        assert_eq!(fake::host(|host| host.monotonic) - before, 300_000_000);
        fake::host(|host| host.stdin.extend(b"k"));
        assert_eq!(read::<Table>(Fd(0), BytesMut::of(&mut bytes)), Ok(1));
        let lines = Termios::DEFAULT;
        let argument = Argument {
            termios_in: In::from(&lines),
            ..tty::nothing()
        };
        ioctl::<Table>(Fd(0), TCSETS, &argument).unwrap();
        let before = fake::host(|host| host.monotonic);
        assert_eq!(
            read::<Table>(Fd(0), BytesMut::of(&mut bytes)),
            Err(Errno::AGAIN)
        );
        assert_eq!(fake::host(|host| host.monotonic), before);
    }
}
