//! The terminal: the descriptors that refer to it, and its settings.
//!
//! WASI reports neither the settings nor the size of a terminal. A program's settings are
//! remembered for all descriptors together: there is at most one terminal.

use core::cell::Cell;

use crate::abi::ioctl::{self as i, Termios, Winsize};
use crate::conv::time::SECOND;
use crate::errno::{Errno, Result};
use crate::process::PID;
use crate::process::own;
use crate::state::system;
use crate::user::{In, Out};
use crate::wasi::{self, Fd, Fdstat, Filetype, Rights, Timestamp};

system! {
    /// `None` until it is set.
    static TERMIOS: Cell<Option<Termios>> = Cell::new(None);
    static SIZE: Cell<Option<Winsize>> = Cell::new(None);
}

/// As Linux says when it does not know.
const UNKNOWN: Winsize = Winsize {
    ws_row: 0,
    ws_col: 0,
    ws_xpixel: 0,
    ws_ypixel: 0,
};

/// A file with a position is not a terminal, whatever other files the host calls character
/// devices.
#[inline]
pub fn is_terminal(stat: &Fdstat) -> bool {
    let position = Rights::FD_SEEK.0 | Rights::FD_TELL.0;
    stat.filetype == Filetype::CHARACTER_DEVICE && stat.rights_base.0 & position == 0
}

/// `isatty(fd)` — fails with `NOTTY` if the file is not a terminal.
///
/// On Linux, it is a request of `ioctl`. A program that only needs this one would link all of
/// them. [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/isatty.html).
/// Differs: Not a system call of Linux: isatty(3) uses it, so that a program does not link
/// all of `ioctl`.
#[inline]
pub fn isatty(fd: Fd) -> Result {
    match is_terminal(&wasi::fd_fdstat_get(fd)?) {
        true => Ok(()),
        false => Err(Errno::NOTTY),
    }
}

/// The place of a request's argument.
#[derive(Debug)]
pub struct Argument<'a> {
    /// The argument itself, where it is no address.
    pub value: i32,
    pub number_in: In<'a, i32>,
    pub number_out: Out<'a, i32>,
    pub size_in: In<'a, Winsize>,
    pub size_out: Out<'a, Winsize>,
    pub termios_in: In<'a, Termios>,
    pub termios_out: Out<'a, Termios>,
}

/// The requests of `ioctl` to a terminal.
///
/// When a write returns, the host has the output: none is ever pending or suspended. The host
/// keeps the input, which can be neither discarded nor stopped.
pub fn ioctl(request: i32, argument: &Argument<'_>) -> Result {
    match request {
        i::TIOCGWINSZ => argument
            .size_out
            .write(SIZE.with(Cell::get).unwrap_or(UNKNOWN)),
        i::TIOCSWINSZ => {
            let size = argument.size_in.read().ok_or(Errno::FAULT)?;
            SIZE.with(|slot| slot.set(Some(size)));
            Ok(())
        }
        i::TCGETS => argument
            .termios_out
            .write(TERMIOS.with(Cell::get).unwrap_or(Termios::DEFAULT)),
        i::TCSETS | i::TCSETSW | i::TCSETSF => {
            let termios = argument.termios_in.read().ok_or(Errno::FAULT)?;
            TERMIOS.with(|slot| slot.set(Some(termios)));
            Ok(())
        }
        i::TIOCGPGRP | i::TIOCGSID => argument.number_out.write(PID),
        i::TIOCSPGRP => match argument.number_in.read().ok_or(Errno::FAULT)? {
            ..0 => Err(Errno::INVAL),
            0 => Err(Errno::SRCH),
            group => own(group),
        },
        // As TIOCGSID says: this process leads the terminal's session already.
        i::TIOCSCTTY => Ok(()),
        i::TIOCOUTQ => argument.number_out.write(0),
        // Breaks are for serial lines; draining is TCSBRK too.
        i::TCSBRK | i::TCSBRKP => Ok(()),
        i::TCFLSH if argument.value == i::TCOFLUSH => Ok(()),
        i::TCXONC if matches!(argument.value, i::TCOON | i::TCION) => Ok(()),
        i::TCFLSH | i::TCXONC => Err(Errno::INVAL),
        _ => Err(Errno::NOTTY),
    }
}

/// The time that a read of the terminal may wait for its first byte, if the program set that
/// it may return without one: `VMIN` 0, and `VTIME` in tenths of a second.
pub fn patience() -> Option<Timestamp> {
    let termios = TERMIOS.with(Cell::get)?;
    let [min, time] = [i::VMIN, i::VTIME].map(|index| termios.c_cc.get(index).copied());
    match (termios.c_lflag & i::ICANON, min) {
        (0, Some(0)) => Some(u64::from(time.unwrap_or(0)) * (SECOND / 10)),
        _ => None,
    }
}

#[cfg(test)]
pub(crate) fn nothing<'a>() -> Argument<'a> {
    Argument {
        value: 0,
        number_in: In::none(),
        number_out: Out::none(),
        size_in: In::none(),
        size_out: Out::none(),
        termios_in: In::none(),
        termios_out: Out::none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wasi::fake;

    #[test]
    fn what_is_set_is_remembered() {
        fake::set_up(|_| {});
        let get = || {
            let mut termios = Termios::DEFAULT;
            termios.c_lflag = 0;
            let argument = Argument {
                termios_out: Out::from(&mut termios),
                ..nothing()
            };
            ioctl(i::TCGETS, &argument).map(|()| termios)
        };
        assert_eq!(get(), Ok(Termios::DEFAULT));
        let raw = Termios {
            c_lflag: 7,
            ..Termios::DEFAULT
        };
        let argument = Argument {
            termios_in: In::from(&raw),
            ..nothing()
        };
        assert_eq!(ioctl(i::TCSETSF, &argument), Ok(()));
        assert_eq!(get(), Ok(raw));
        for request in [
            i::TCGETS,
            i::TCSETS,
            i::TIOCGWINSZ,
            i::TIOCSWINSZ,
            i::TIOCGPGRP,
        ] {
            assert_eq!(ioctl(request, &nothing()), Err(Errno::FAULT));
        }
    }

    #[test]
    fn the_size_is_unknown_until_it_is_set() {
        fake::set_up(|_| {});
        let get = || {
            let mut size = Winsize {
                ws_row: 9,
                ..UNKNOWN
            };
            let argument = Argument {
                size_out: Out::from(&mut size),
                ..nothing()
            };
            ioctl(i::TIOCGWINSZ, &argument).map(|()| size)
        };
        assert_eq!(get(), Ok(UNKNOWN));
        let size = Winsize {
            ws_row: 24,
            ws_col: 80,
            ..UNKNOWN
        };
        let argument = Argument {
            size_in: In::from(&size),
            ..nothing()
        };
        assert_eq!(ioctl(i::TIOCSWINSZ, &argument), Ok(()));
        assert_eq!(get(), Ok(size));
    }

    #[test]
    fn the_process_group_stays() {
        fake::set_up(|_| {});
        let set = |group| {
            let argument = Argument {
                number_in: In::from(&group),
                ..nothing()
            };
            ioctl(i::TIOCSPGRP, &argument)
        };
        assert_eq!(set(PID), Ok(()));
        assert_eq!(set(0), Err(Errno::SRCH));
        assert_eq!(set(-1), Err(Errno::INVAL));
        assert_eq!(set(PID + 1), Err(Errno::SRCH));
        let mut group = 0;
        let argument = Argument {
            number_out: Out::from(&mut group),
            ..nothing()
        };
        assert_eq!(ioctl(i::TIOCGSID, &argument), Ok(()));
        assert_eq!(group, PID);
    }

    #[test]
    fn only_what_can_be_done_succeeds() {
        let with = |request, value| ioctl(request, &Argument { value, ..nothing() });
        assert_eq!(with(i::TCFLSH, i::TCOFLUSH), Ok(()));
        for (request, value) in [
            (i::TCFLSH, 0),
            (i::TCFLSH, 2),
            (i::TCXONC, 0),
            (i::TCXONC, 2),
        ] {
            assert_eq!(with(request, value), Err(Errno::INVAL));
        }
        assert_eq!(with(i::TCXONC, i::TCOON), Ok(()));
        assert_eq!(with(i::TCSBRK, 1), Ok(()));
        assert_eq!(with(i::TIOCSCTTY, 0), Ok(()));
        assert_eq!(with(0x5480, 0), Err(Errno::NOTTY));
    }

    #[test]
    fn terminals_have_no_position() {
        fake::set_up(|host| host.preopen("/", "/"));
        assert_eq!(isatty(Fd(1)), Ok(()));
        assert_eq!(isatty(Fd(3)), Err(Errno::NOTTY));
        assert_eq!(isatty(Fd(77)), Err(Errno::BADF));
    }
}
