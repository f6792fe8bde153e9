//! The terminal: the descriptors that refer to it, and its settings.
//!
//! A host may offer them as a service. WASI reports neither the settings nor the size of a
//! terminal: without the service, a program's settings are remembered for all descriptors
//! together, since there is at most one terminal.

use core::cell::Cell;

use crate::abi::ioctl::{self as i, Termios, Winsize};
use crate::conv::time::SECOND;
use crate::errno::{Errno, Result};
use crate::process::PID;
use crate::process::own;
use crate::service::{Services, numbers, offers};
use crate::state::system;
use crate::user::{In, Out};
use preview1::service::Operation;

use crate::wasi::{self, Fd, Fdstat, Filetype, Rights, Timestamp};

system! {
    /// `None` until it is set.
    static TERMIOS: Cell<Option<Termios>> = Cell::new(None);
    static SIZE: Cell<Option<Winsize>> = Cell::new(None);

    /// The requests of programs that have process groups.
    static CONTROL: Cell<Option<Control>> = Cell::new(None);
}

type Control = fn(i32, i32, &Argument<'_>) -> Option<Result>;

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

/// The requests of `ioctl` to a terminal of the host's.
pub fn ioctl(fd: Fd, request: i32, argument: &Argument<'_>) -> Result {
    match offers().has(Services::TERMINAL) {
        true => ask(fd.0, request, argument),
        false => remember(request, argument),
    }
}

/// The requests, where the host answers them.
fn ask(fd: i32, request: i32, argument: &Argument<'_>) -> Result {
    match request {
        i::TIOCGWINSZ => {
            let [ws_row, ws_col, ws_xpixel, ws_ypixel] =
                numbers(Operation::GET_SIZE, [fd])?.map(|number| number as u16);
            argument.size_out.write(Winsize {
                ws_row,
                ws_col,
                ws_xpixel,
                ws_ypixel,
            })
        }
        i::TIOCSWINSZ => {
            let size = argument.size_in.read().ok_or(Errno::FAULT)?;
            let numbers_of = [size.ws_row, size.ws_col, size.ws_xpixel, size.ws_ypixel];
            let [row, col, xpixel, ypixel] = numbers_of.map(i32::from);
            numbers(Operation::SET_SIZE, [fd, row, col, xpixel, ypixel]).map(|[]| ())
        }
        i::TCGETS => {
            let words = numbers(Operation::GET_ATTRIBUTES, [fd])?;
            argument.termios_out.write(Termios::from_words(words))
        }
        i::TCSETS | i::TCSETSW | i::TCSETSF => {
            let termios = argument.termios_in.read().ok_or(Errno::FAULT)?;
            let [a, b, c, d, e, f, g, h, i] = termios.to_words();
            let when = request - i::TCSETS;
            let words = [fd, when, a, b, c, d, e, f, g, h, i];
            numbers(Operation::SET_ATTRIBUTES, words).map(|[]| ())
        }
        i::TCFLSH | i::TCXONC => {
            let operation = match request {
                i::TCFLSH => Operation::FLUSH,
                _ => Operation::FLOW,
            };
            numbers(operation, [fd, argument.value]).map(|[]| ())
        }
        i::TCSBRK | i::TCSBRKP => {
            let operation = match request {
                i::TCSBRK if argument.value != 0 => Operation::DRAIN,
                _ => Operation::BREAK,
            };
            numbers(operation, [fd]).map(|[]| ())
        }
        _ => match CONTROL.with(Cell::get) {
            Some(control) => control(fd, request, argument),
            None => None,
        }
        .unwrap_or_else(|| remember(request, argument)),
    }
}

/// From now on, a terminal has process groups.
pub fn with_groups() {
    CONTROL.with(|slot| slot.set(Some(control)));
}

/// The requests about the processes that a terminal controls, and about its queue; `None` for all
/// others.
fn control(fd: i32, request: i32, argument: &Argument<'_>) -> Option<Result> {
    let operation = match request {
        i::TIOCOUTQ => Operation::UNSENT,
        _ if !offers().has(Services::PROCESSES) => return None,
        i::TIOCGPGRP => Operation::GET_GROUP,
        i::TIOCGSID => Operation::GET_SESSION,
        i::TIOCSPGRP => {
            let set = |group| numbers(Operation::SET_GROUP, [fd, group]).map(|[]| ());
            return Some(argument.number_in.read().ok_or(Errno::FAULT).and_then(set));
        }
        i::TIOCSCTTY => return Some(numbers(Operation::CONTROL, [fd]).map(|[]| ())),
        _ => return None,
    };
    let told = numbers(operation, [fd]);
    Some(told.and_then(|[number]| argument.number_out.write(number)))
}

/// The requests, where the host answers none.
///
/// When a write returns, the host has the output: none is ever pending or suspended. The host
/// keeps the input, which can be neither discarded nor stopped.
fn remember(request: i32, argument: &Argument<'_>) -> Result {
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
            ioctl(Fd(0), i::TCGETS, &argument).map(|()| termios)
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
        assert_eq!(ioctl(Fd(0), i::TCSETSF, &argument), Ok(()));
        assert_eq!(get(), Ok(raw));
        for request in [
            i::TCGETS,
            i::TCSETS,
            i::TIOCGWINSZ,
            i::TIOCSWINSZ,
            i::TIOCGPGRP,
        ] {
            assert_eq!(ioctl(Fd(0), request, &nothing()), Err(Errno::FAULT));
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
            ioctl(Fd(0), i::TIOCGWINSZ, &argument).map(|()| size)
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
        assert_eq!(ioctl(Fd(0), i::TIOCSWINSZ, &argument), Ok(()));
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
            ioctl(Fd(0), i::TIOCSPGRP, &argument)
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
        assert_eq!(ioctl(Fd(0), i::TIOCGSID, &argument), Ok(()));
        assert_eq!(group, PID);
    }

    #[test]
    fn only_what_can_be_done_succeeds() {
        let with = |request, value| ioctl(Fd(0), request, &Argument { value, ..nothing() });
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

    /// A terminal of 40 by 100 cells. It accepts its own settings with `ECHO` off, and a
    /// flush of both queues.
    fn terminal(request: &[u8]) -> Result<Vec<u8>> {
        let words: Vec<i32> = request
            .as_chunks()
            .0
            .iter()
            .map(|word| i32::from_le_bytes(*word))
            .collect();
        let [operation, fd, rest @ ..] = &words[..] else {
            return Err(Errno::INVAL);
        };
        if *fd != 1 {
            return Err(Errno::NOTTY);
        }
        let quiet = Termios {
            c_lflag: Termios::DEFAULT.c_lflag & !8,
            ..Termios::DEFAULT
        };
        match (Operation(*operation as u32), rest) {
            (Operation::GET_SIZE, []) => Ok([40, 100, 3, 65535].map(i32::to_le_bytes).concat()),
            (Operation::SET_SIZE, [1, 2, 3, 65535]) => Ok(vec![]),
            (Operation::GET_ATTRIBUTES, []) => {
                Ok(Termios::DEFAULT.to_words().map(i32::to_le_bytes).concat())
            }
            (Operation::SET_ATTRIBUTES, [2, words @ ..]) if words == quiet.to_words() => Ok(vec![]),
            (Operation::FLUSH, [2]) | (Operation::FLOW, [0]) => Ok(vec![]),
            (Operation::DRAIN | Operation::BREAK | Operation::CONTROL, []) => Ok(vec![]),
            (Operation::UNSENT, []) => Ok(7_i32.to_le_bytes().to_vec()),
            (Operation::GET_GROUP, []) => Ok(70_i32.to_le_bytes().to_vec()),
            (Operation::GET_SESSION, []) => Ok(71_i32.to_le_bytes().to_vec()),
            (Operation::SET_GROUP, [70]) => Ok(vec![]),
            (Operation::SET_GROUP, [_]) => Err(Errno::PERM),
            _ => Err(Errno::INVAL),
        }
    }

    fn with_service() {
        fake::set_up(|host| host.offer(fake::Service::new(Services::TERMINAL, terminal)));
    }

    #[test]
    fn a_host_that_offers_it_has_the_settings() {
        with_service();
        let get = |fd| {
            let mut termios = Termios {
                c_lflag: 0,
                c_cc: [1; 19],
                ..Termios::DEFAULT
            };
            let argument = Argument {
                termios_out: Out::from(&mut termios),
                ..nothing()
            };
            ioctl(Fd(fd), i::TCGETS, &argument).map(|()| termios)
        };
        assert_eq!(get(1), Ok(Termios::DEFAULT));
        assert_eq!(get(0), Err(Errno::NOTTY));
        let mut termios = Termios::DEFAULT;
        termios.c_lflag &= !8;
        let argument = Argument {
            termios_in: In::from(&termios),
            ..nothing()
        };
        assert_eq!(ioctl(Fd(1), i::TCSETSF, &argument), Ok(()));
        assert_eq!(ioctl(Fd(1), i::TCSETSW, &argument), Err(Errno::INVAL));
        // It is the host that ends reads.
        assert_eq!(patience(), None);
        assert_eq!(ioctl(Fd(1), i::TCGETS, &nothing()), Err(Errno::FAULT));
        assert_eq!(ioctl(Fd(1), i::TCSETS, &nothing()), Err(Errno::FAULT));
    }

    #[test]
    fn a_host_that_offers_it_has_the_size() {
        with_service();
        let mut size = UNKNOWN;
        let argument = Argument {
            size_out: Out::from(&mut size),
            ..nothing()
        };
        assert_eq!(ioctl(Fd(1), i::TIOCGWINSZ, &argument), Ok(()));
        let told = Winsize {
            ws_row: 40,
            ws_col: 100,
            ws_xpixel: 3,
            ws_ypixel: 65535,
        };
        assert_eq!(size, told);
        let set = |ws_row, ws_col| {
            let size = Winsize {
                ws_row,
                ws_col,
                ..told
            };
            let argument = Argument {
                size_in: In::from(&size),
                ..nothing()
            };
            ioctl(Fd(1), i::TIOCSWINSZ, &argument)
        };
        assert_eq!(set(1, 2), Ok(()));
        assert_eq!(set(2, 1), Err(Errno::INVAL));
    }

    #[test]
    fn a_host_that_offers_it_has_the_queues() {
        with_service();
        let with = |request, value| ioctl(Fd(1), request, &Argument { value, ..nothing() });
        assert_eq!(with(i::TCFLSH, 2), Ok(()));
        assert_eq!(with(i::TCFLSH, 3), Err(Errno::INVAL));
        assert_eq!(with(i::TCXONC, 0), Ok(()));
        assert_eq!(with(i::TCSBRK, 1), Ok(()));
        assert_eq!(with(i::TCSBRK, 0), Ok(()));
        assert_eq!(with(i::TIOCSCTTY, 0), Ok(()));
        assert_eq!(with(0x5480, 0), Err(Errno::NOTTY));
    }

    fn number(fd: i32, request: i32) -> Result<i32> {
        let mut number = 0;
        let argument = Argument {
            number_out: Out::from(&mut number),
            ..nothing()
        };
        ioctl(Fd(fd), request, &argument).map(|()| number)
    }

    #[test]
    fn a_host_with_processes_has_the_groups() {
        let set = |group| {
            let argument = Argument {
                number_in: In::from(&group),
                ..nothing()
            };
            ioctl(Fd(1), i::TIOCSPGRP, &argument)
        };
        with_service();
        with_groups();
        assert_eq!(number(1, i::TIOCGPGRP), Ok(PID));
        assert_eq!(set(70), Err(Errno::SRCH));
        let both = Services::TERMINAL.or(Services::PROCESSES);
        fake::set_up(|host| host.offer(fake::Service::new(both, terminal)));
        assert_eq!(number(1, i::TIOCGPGRP), Ok(PID));
        with_groups();
        assert_eq!(number(1, i::TIOCGPGRP), Ok(70));
        assert_eq!(number(1, i::TIOCGSID), Ok(71));
        assert_eq!(number(2, i::TIOCGSID), Err(Errno::NOTTY));
        assert_eq!(set(70), Ok(()));
        assert_eq!(set(1), Err(Errno::PERM));
        assert_eq!(ioctl(Fd(1), i::TIOCSPGRP, &nothing()), Err(Errno::FAULT));
        assert_eq!(ioctl(Fd(1), i::TIOCSCTTY, &nothing()), Ok(()));
        assert_eq!(ioctl(Fd(2), i::TIOCSCTTY, &nothing()), Err(Errno::NOTTY));
        assert_eq!(number(1, i::TIOCOUTQ), Ok(7));
    }
}
