//! Pipes.

use crate::abi::fcntl as c;
use crate::errno::{Errno, Result};
use crate::fd;
use crate::inside::pipe;
use crate::service::{self, Services};
use crate::table;
use crate::user::Out;
use crate::wasi::{self, Fd, Fdflags};
use preview1::service::Operation;

/// `pipe2(fds, flags)` — makes a pipe.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/pipe.html),
/// [Linux](https://man7.org/linux/man-pages/man2/pipe2.2.html).
/// Differs: Unless the host offers processes, a pipe exists only in this process and holds
/// 65,536 bytes, and reading an empty pipe or writing to a full one fails with `EDEADLK`
/// instead of blocking forever. `O_DIRECT` fails with `EINVAL`.
pub fn pipe2(fds: Out<'_, [i32; 2]>, flags: i32) -> Result {
    if fds.is_null() {
        return Err(Errno::FAULT);
    }
    let [reader, writer] = match service::offers().has(Services::PROCESSES) {
        true => host_pipe(flags)?,
        false => pipe::pipe(flags)?,
    };
    fds.write([reader.0, writer.0])
}

/// A pipe that other processes can share.
fn host_pipe(flags: i32) -> Result<[Fd; 2]> {
    if flags & !(c::O_CLOEXEC | c::O_NONBLOCK) != 0 {
        return Err(Errno::INVAL);
    }
    let never_waits = flags & c::O_NONBLOCK != 0;
    table::open_pair(flags & c::O_CLOEXEC != 0, || {
        let [reader, writer] = service::numbers(Operation::PIPE, [i32::from(never_waits)])?;
        let flags = match never_waits {
            true => Fdflags::NONBLOCK,
            false => Fdflags::NONE,
        };
        let reader = wasi::assigned(reader)?;
        match wasi::assigned(writer) {
            Ok(writer) => Ok([reader, writer].map(|fd| fd::fresh(fd, false, flags))),
            Err(error) => {
                // The first error counts.
                let _ = wasi::fd_close(reader);
                Err(error)
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::io;
    use crate::sys::process::waitid;
    use crate::table::Table;
    use crate::wasi::fake::{self, Fault, Service};

    fn set_up(answer: fn(&[u8]) -> Result<Vec<u8>>) {
        fake::set_up(|host| {
            host.preopen("/disk", "/");
            host.offer(Service::new(Services::PROCESSES, answer));
        });
    }

    /// Says that standard error and output are the ends.
    fn ends(request: &[u8]) -> Result<Vec<u8>> {
        match request {
            [3, 1, 0, 0, 0 | 1, 0, 0, 0] => Ok([2, 1].map(u32::to_le_bytes).concat()),
            _ => Err(Errno::INVAL),
        }
    }

    #[test]
    fn the_host_makes_a_pipe() {
        set_up(ends);
        let mut fds = [0; 2];
        assert_eq!(pipe2(Out::from(&mut fds), c::O_CLOEXEC), Ok(()));
        assert_eq!(fds, [5, 6]);
        assert_eq!(table::close_on_exec(Fd(5)), Ok(true));
        assert_eq!(
            io::write::<Table>(Fd(6), crate::user::Bytes::of(b"x")),
            Ok(1)
        );
        assert_eq!(fake::host(|host| host.stdout.clone()), b"x");
        assert_eq!(pipe2(Out::from(&mut fds), 1 << 30), Err(Errno::INVAL));
        assert_eq!(pipe2(Out::none(), 0), Err(Errno::FAULT));
    }

    #[test]
    fn an_answer_of_another_length_is_an_error() {
        set_up(ends);
        let mut fds = [0; 2];
        for claim in [0, 4, 12, usize::MAX] {
            assert!(service::offers().has(Services::PROCESSES));
            fake::host(|host| host.fault("path_readlink", 0, Fault::Claim(claim)));
            assert_eq!(pipe2(Out::from(&mut fds), 0), Err(Errno::IO));
            let info = waitid(0, 0, Out::none(), 4, Out::none());
            assert_eq!(info, Err(Errno::INVAL));
        }
        assert_eq!(fds, [0; 2]);
    }
}
