//! Terminals: their settings and size, the controlling one, and pseudo-terminals.

mod attributes;

use std::fs::File;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;

use preview1::Errno;
use preview1::service::{Operation, Services as Groups};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::Result as Told;
use rustix::process::{Pid, ioctl_tiocsctty};
use rustix::pty::{OpenptFlags, ioctl_tiocgptpeer, openpt, ptsname, unlockpt};
use rustix::termios::{
    Action, OptionalActions, QueueSelector, Winsize, tcdrain, tcflow, tcflush, tcgetattr,
    tcgetpgrp, tcgetsid, tcgetwinsize, tcsendbreak, tcsetattr, tcsetpgrp, tcsetwinsize, ttyname,
};

use super::process::fork::unsent;
use super::process::registry::Registry;
use super::{Answer, Group, Request};
use crate::host::errno::errno;
use crate::host::layer::Below;
use crate::host::{Stop, terminal};
use crate::restore;

/// The group.
pub struct Terminal {
    /// The number of the directory of services.
    pub directory: u32,
    /// Whether the program may open the controlling terminal, and so read what is typed there
    /// when its input is elsewhere.
    pub has_controlling: bool,
    /// The processes of the program, if it can have several.
    pub processes: Option<Registry>,
}

impl Group for Terminal {
    fn offers(&self) -> Groups {
        Groups::TERMINAL
    }

    fn answer(
        &mut self,
        operation: Operation,
        mut request: Request<'_>,
        below: &mut Below<'_>,
    ) -> Result<Answer, Stop> {
        let opened = match operation {
            Operation::OPEN_TERMINAL => match self.has_controlling {
                true => request.end().and_then(|()| controlling()),
                false => Err(Errno::NXIO),
            },
            Operation::MAKE_PSEUDO => request.end().and_then(|()| make()),
            Operation::OPEN_PEER => peer(&mut request, below),
            Operation::GET_GROUP
            | Operation::SET_GROUP
            | Operation::GET_SESSION
            | Operation::CONTROL => return Ok(self.control(operation, request, below)),
            _ => return Ok(ask(operation, request, below)),
        };
        let number = match opened {
            Ok(file) => terminal::adopt(file, self.directory, below)?,
            Err(error) => Err(error),
        };
        Ok(number.map(|number| number.to_le_bytes().to_vec()))
    }
}

impl Terminal {
    /// A request about the processes that a terminal controls.
    fn control(
        &self,
        operation: Operation,
        mut request: Request<'_>,
        below: &mut Below<'_>,
    ) -> Answer {
        let processes = self.processes.as_ref().ok_or(Errno::NOSYS)?;
        let fd = file(below, request.number()?)?;
        let fd = fd.as_fd();
        let number = |told: Told<Pid>| match told {
            Ok(pid) => Ok(pid.as_raw_pid().to_le_bytes().to_vec()),
            Err(error) => Err(errno(error)),
        };
        match operation {
            Operation::SET_GROUP => {
                let group = request.signed()?;
                request.end()?;
                // No other number can be one of a process.
                let wanted = Some(group)
                    .filter(|&group| group > 0)
                    .and_then(Pid::from_raw);
                let wanted = wanted.ok_or(Errno::INVAL)?;
                // Another group of the session is none, to the program.
                if tcgetpgrp(fd).is_ok() && !processes.has_group(group) {
                    return Err(Errno::PERM);
                }
                tcsetpgrp(fd, wanted).map(|()| Vec::new()).map_err(errno)
            }
            Operation::CONTROL => {
                request.end()?;
                ioctl_tiocsctty(fd).map(|()| Vec::new()).map_err(errno)
            }
            Operation::GET_SESSION => {
                request.end()?;
                number(tcgetsid(fd))
            }
            _ => {
                request.end()?;
                number(tcgetpgrp(fd))
            }
        }
    }
}

/// The file behind a number of the program's.
fn file(below: &mut Below<'_>, number: u32) -> Result<Arc<dyn AsFd>, Errno> {
    if let Some(made) = below.socket(number) {
        return Ok(made);
    }
    if let Some(file) = below.files().and_then(|files| files.get(number)) {
        return Ok(file);
    }
    let opened = &below.wasi.opened;
    let standard = opened.standard().get(&number).cloned();
    let file: Option<Arc<File>> =
        standard.or_else(|| opened.get(number).map(|opened| opened.file.clone()));
    match file {
        Some(file) => Ok(file),
        None => Err(Errno::BADF),
    }
}

/// A request about the terminal that is its first number.
fn ask(operation: Operation, mut request: Request<'_>, below: &mut Below<'_>) -> Answer {
    let fd = file(below, request.number()?)?;
    let fd = fd.as_fd();
    let nothing = |told: Told<()>| told.map(|()| Vec::new()).map_err(errno);
    match operation {
        Operation::GET_ATTRIBUTES => {
            request.end()?;
            let attributes = tcgetattr(fd).map_err(errno)?;
            Ok(attributes::answer(&attributes))
        }
        Operation::SET_ATTRIBUTES => {
            let when = match request.number()? {
                0 => OptionalActions::Now,
                1 => OptionalActions::Drain,
                2 => OptionalActions::Flush,
                _ => return Err(Errno::INVAL),
            };
            let now = tcgetattr(fd).map_err(errno)?;
            let wanted = attributes::requested(&mut request, now)?;
            request.end()?;
            restore::changes(fd, below.wasi.opened.standard().values());
            nothing(tcsetattr(fd, when, &wanted))
        }
        Operation::GET_SIZE => {
            request.end()?;
            let size = tcgetwinsize(fd).map_err(errno)?;
            let numbers = [size.ws_row, size.ws_col, size.ws_xpixel, size.ws_ypixel];
            Ok(numbers.map(|n| u32::from(n).to_le_bytes()).concat())
        }
        Operation::SET_SIZE => {
            let mut number = || u16::try_from(request.number()?).map_err(|_| Errno::INVAL);
            let size = Winsize {
                ws_row: number()?,
                ws_col: number()?,
                ws_xpixel: number()?,
                ws_ypixel: number()?,
            };
            request.end()?;
            nothing(tcsetwinsize(fd, size))
        }
        Operation::FLUSH => {
            let queue = match request.last()? {
                0 => QueueSelector::IFlush,
                1 => QueueSelector::OFlush,
                2 => QueueSelector::IOFlush,
                _ => return Err(Errno::INVAL),
            };
            nothing(tcflush(fd, queue))
        }
        Operation::DRAIN => {
            request.end()?;
            nothing(tcdrain(fd))
        }
        Operation::FLOW => {
            let action = match request.last()? {
                0 => Action::OOff,
                1 => Action::OOn,
                2 => Action::IOff,
                3 => Action::IOn,
                _ => return Err(Errno::INVAL),
            };
            nothing(tcflow(fd, action))
        }
        Operation::BREAK => {
            request.end()?;
            nothing(tcsendbreak(fd))
        }
        Operation::UNSENT => {
            request.end()?;
            Ok(unsent(fd)?.to_le_bytes().to_vec())
        }
        Operation::TERMINAL_NAME => {
            request.end()?;
            let name = ttyname(fd, Vec::new()).map_err(errno)?;
            Ok(name.into_bytes())
        }
        Operation::PSEUDO_NUMBER => {
            request.end()?;
            let name = ptsname(fd, Vec::new()).map_err(errno)?.into_bytes();
            let digits = name.strip_prefix(b"/dev/pts/").unwrap_or_default();
            let number = str::from_utf8(digits)
                .ok()
                .and_then(|digits| digits.parse().ok());
            let number: u32 = number.ok_or(Errno::NOTTY)?;
            Ok(number.to_le_bytes().to_vec())
        }
        Operation::UNLOCK_PSEUDO => {
            request.end()?;
            nothing(unlockpt(fd))
        }
        _ => Err(Errno::NOSYS),
    }
}

/// The terminal that controls this process.
fn controlling() -> Result<OwnedFd, Errno> {
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    open("/dev/tty", flags, Mode::empty()).map_err(errno)
}

/// The leader of a new pair.
fn make() -> Result<OwnedFd, Errno> {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
    openpt(flags).map_err(errno)
}

/// The other terminal of a pair.
fn peer(request: &mut Request<'_>, below: &mut Below<'_>) -> Result<OwnedFd, Errno> {
    let leader = file(below, request.last()?)?;
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
    ioctl_tiocgptpeer(leader.as_fd(), flags).map_err(errno)
}

#[cfg(test)]
mod tests;
