//! Terminals beside `ioctl`: pseudo-terminals, and names.

use preview1::service::Operation;

use crate::abi::fcntl as c;
use crate::errno::{Errno, Result};
use crate::fd;
use crate::service::{Services, ask, numbers};
use crate::table::{self, Descriptors, What};
use crate::tty;
use crate::user::{Bytes, BytesMut};
use crate::wasi::{self, Fd, Fdflags};

/// The host's number for a terminal.
#[inline]
fn host<D: Descriptors>(fd: Fd) -> Result<Fd> {
    match D::what(fd)?.0 {
        What::Host(fd) => Ok(fd),
        What::Inside(kind, object) => kind.into().terminal(object).ok_or(Errno::NOTTY),
    }
}

/// Gives a terminal that the host has opened a number.
#[inline]
fn keep<D: Descriptors>(flags: i32, open: impl Fn() -> Result<[i32; 1]>) -> Result<Fd> {
    let close_on_exec = flags & c::O_CLOEXEC != 0;
    let nonblocking = flags & c::O_NONBLOCK != 0;
    let open = || {
        let [number] = open()?;
        let fd = fd::opened(Fd(number), close_on_exec, Fdflags::NONE)?;
        if nonblocking {
            fd::change_flags(fd, Fdflags::NONBLOCK, Fdflags::NONBLOCK)?;
        }
        Ok(fd)
    };
    match D::IS_TABLE {
        true => table::open(0, close_on_exec, || open().map(What::Host)),
        false => open(),
    }
}

/// Makes a pseudo-terminal, for posix_openpt(3). Without the service it fails with `NOENT`.
#[inline]
pub fn posix_openpt<D: Descriptors>(flags: i32) -> Result<Fd> {
    let made = keep::<D>(flags, || numbers(Operation::MAKE_PSEUDO, []));
    made.map_err(|error| match error {
        Errno::NOSYS => Errno::NOENT,
        error => error,
    })
}

/// The number of a pseudo-terminal, which it may unlock: for grantpt(3), unlockpt(3) and
/// ptsname(3). It fails with `NOTTY` for every other file.
#[inline]
pub fn pty<D: Descriptors>(fd: Fd, unlock: i32) -> Result<i32> {
    let fd = host::<D>(fd)?;
    let number = numbers(Operation::PSEUDO_NUMBER, [fd.0]);
    let [number] = match number {
        Err(Errno::NOSYS) => return wasi::fd_fdstat_get(fd).and(Err(Errno::NOTTY)),
        number => number?,
    };
    if unlock != 0 {
        let [] = numbers(Operation::UNLOCK_PSEUDO, [fd.0])?;
    }
    Ok(number)
}

/// `ptypeer(fd, flags)` — opens the terminal that belongs to a pseudo-terminal.
///
/// Differs: Not a system call of Linux, where it is a request of ioctl(2): openpty(3) uses
/// it.
#[inline]
pub fn ptypeer<D: Descriptors>(fd: Fd, flags: i32) -> Result<Fd> {
    let fd = host::<D>(fd)?;
    keep::<D>(flags, || numbers(Operation::OPEN_PEER, [fd.0]))
}

/// `ttyname(fd, name, size)` — the host's name of a terminal, without a terminator; returns
/// its length.
///
/// Differs: Not a system call of Linux: ttyname(3) uses it. Fails with `ENOSYS` where the
/// host has no service for terminals.
#[inline]
pub fn ttyname<D: Descriptors>(fd: Fd, name: BytesMut<'_>) -> Result<usize> {
    let fd = host::<D>(fd)?;
    tty::isatty(fd)?;
    let [operation, fd] = [Operation::TERMINAL_NAME.0, fd.0 as u32].map(u32::to_le_bytes);
    let request = [operation, fd];
    ask(Services::TERMINAL, Bytes::of(request.as_flattened()), name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::fcntl::{AT_FDCWD, O_RDONLY};
    use crate::sys::fs::openat;
    use crate::table::{Host, Table};
    use crate::wasi::fake::{self, Service};

    /// The leader that it makes is standard output, a terminal, and its peer standard error.
    fn answer(request: &[u8]) -> Result<Vec<u8>> {
        let (words, _) = request.as_chunks();
        let words: Vec<u32> = words.iter().map(|word| u32::from_le_bytes(*word)).collect();
        let number = |number: u32| Ok(number.to_le_bytes().to_vec());
        match (Operation(words[0]), &words[1..]) {
            (Operation::MAKE_PSEUDO, []) => number(1),
            (Operation::PSEUDO_NUMBER, [1]) => number(31),
            (Operation::UNLOCK_PSEUDO, [1]) => Ok(vec![]),
            (Operation::OPEN_PEER, [1]) => number(2),
            (Operation::TERMINAL_NAME, [1]) => Ok(b"/dev/pts/31".to_vec()),
            _ => Err(Errno::NOTTY),
        }
    }

    fn set_up() {
        fake::set_up(|host| {
            host.memory(2, 64);
            host.preopen("/disk", "/");
            host.file("/disk/f", b"");
            host.offer(Service::new(Services::TERMINAL, answer));
        });
    }

    #[test]
    fn the_host_makes_a_pair() {
        set_up();
        let leader = posix_openpt::<Table>(c::O_RDWR | c::O_CLOEXEC).unwrap();
        assert!(leader.0 > 2);
        assert_eq!(Table::host(leader, Errno::BADF), Ok(Fd(1)));
        assert_eq!(Table::close_on_exec(leader), Ok(true));
        assert_eq!(pty::<Table>(leader, 0), Ok(31));
        assert_eq!(pty::<Table>(leader, 1), Ok(31));
        let peer = ptypeer::<Table>(leader, c::O_RDWR).unwrap();
        assert_eq!(Table::host(peer, Errno::BADF), Ok(Fd(2)));
        assert_eq!(Table::close_on_exec(peer), Ok(false));
        assert_eq!(pty::<Table>(peer, 0), Err(Errno::NOTTY));
        assert_eq!(ptypeer::<Table>(peer, 0), Err(Errno::NOTTY));
        let mut name = [0; 32];
        let length = ttyname::<Table>(leader, BytesMut::of(&mut name));
        assert_eq!(length, Ok(11));
        assert_eq!(&name[..11], b"/dev/pts/31");
        // Without a table the number is the host's own.
        assert_eq!(posix_openpt::<Host>(c::O_RDWR), Ok(Fd(1)));
        assert_eq!(pty::<Host>(Fd(1), 1), Ok(31));
    }

    #[test]
    fn other_files_are_no_pair() {
        set_up();
        let file = openat::<Table>(Fd(AT_FDCWD), b"f", O_RDONLY, 0).unwrap();
        let mut name = [0; 32];
        assert_eq!(
            ttyname::<Table>(file, BytesMut::of(&mut name)),
            Err(Errno::NOTTY)
        );
        assert_eq!(pty::<Table>(file, 0), Err(Errno::NOTTY));
        table::close(file).unwrap();
        assert_eq!(pty::<Table>(file, 0), Err(Errno::BADF));
        assert_eq!(ptypeer::<Table>(file, 0), Err(Errno::BADF));
    }

    #[test]
    fn without_the_service_there_are_none() {
        fake::set_up(|host| host.preopen("/", "/"));
        assert_eq!(posix_openpt::<Table>(c::O_RDWR), Err(Errno::NOENT));
        assert_eq!(pty::<Host>(Fd(1), 0), Err(Errno::NOTTY));
        assert_eq!(pty::<Host>(Fd(99), 0), Err(Errno::BADF));
        let mut name = [0; 32];
        let told = ttyname::<Host>(Fd(1), BytesMut::of(&mut name));
        assert_eq!(told, Err(Errno::NOSYS));
    }
}
