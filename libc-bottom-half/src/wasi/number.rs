//! Numbers of descriptors: a host may hand out any (WasmEdge draws them at random), and the
//! program gets a small one.
//!
//! Everything above the seam knows the small numbers only. On a host that counts from 0 they
//! are its own, and nothing is translated. A program that opens nothing does not link this
//! (`imports/number.rs`).

use core::cell::Cell;

use super::{Fd, fd_close, fd_fdstat_get};
use crate::errno::{Errno, Result};
use crate::state::system;

/// Descriptors are below this number.
pub const LIMIT: usize = 1024;

system! {
    /// The difference between a number and the host's. It stays when the descriptor is
    /// closed: the host then does not know the number, as it should.
    static OFFSETS: [Cell<i32>; LIMIT] = [const { Cell::new(0) }; LIMIT];
}

fn offset(fd: Fd) -> i32 {
    OFFSETS.with(|offsets| offsets.get(fd.0 as usize).map_or(0, Cell::get))
}

fn set_offset(fd: Fd, to: i32) {
    OFFSETS.with(|offsets| {
        if let Some(offset) = offsets.get(fd.0 as usize) {
            offset.set(to);
        }
    });
}

/// The host's number of a descriptor.
#[inline]
pub fn host(fd: Fd) -> i32 {
    fd.0.wrapping_add(offset(fd))
}

/// Records a number that the host has just assigned; returns the program's.
#[inline]
pub fn opened(host: i32) -> Result<Fd> {
    let same = Fd(host);
    if host as u32 as usize >= LIMIT || offset(same) != 0 {
        return choose(host);
    }
    Ok(same)
}

/// The lowest number that means nothing.
#[cold]
fn choose(host: i32) -> Result<Fd> {
    for fd in (0..LIMIT as i32).map(Fd) {
        if fd_fdstat_get(fd) == Err(Errno::BADF) {
            set_offset(fd, host.wrapping_sub(fd.0));
            return Ok(fd);
        }
    }
    // An error of this call is of no use to the caller.
    let _ = fd_close(Fd(host));
    Err(Errno::MFILE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::fcntl::{AT_FDCWD, O_CREAT, O_RDONLY, O_RDWR};
    use crate::abi::poll::{POLLIN, Pollfd};
    use crate::sys::{dir, fs, io, poll};
    use crate::table::Host;
    use crate::user::{Bytes, BytesMut, In, InOut};
    use crate::wasi::fake::{self, Fault, Socket};
    use crate::wasi::{Fdflags, Filetype, sock_accept};

    const HERE: Fd = Fd(AT_FDCWD);

    fn set_up() {
        fake::set_up(|host| {
            host.draws = Some(7);
            host.preopen("/disk", "/");
            host.file("/disk/d/f", b"text");
        });
    }

    #[test]
    fn a_number_drawn_at_random_becomes_the_lowest_that_is_free() {
        set_up();
        let folder = fs::openat::<Host>(HERE, b"d", O_RDONLY, 0o644).unwrap();
        let file = fs::openat::<Host>(folder, b"f", O_RDWR, 0o644).unwrap();
        assert_eq!((folder, file), (Fd(4), Fd(5)));
        assert_eq!(io::write::<Host>(file, Bytes::of(b"T")), Ok(1));
        assert_eq!(
            fake::host(|host| host.content("/disk/d/f").map(Vec::from)).unwrap(),
            b"Text"
        );
        let mut fds = [Pollfd {
            fd: file.0,
            events: POLLIN,
            revents: 0,
        }];
        let polled = poll::ppoll_time64::<Host>(InOut::of(&mut fds), In::none(), In::none(), 0);
        assert_eq!((polled, fds[0].revents), (Ok(1), POLLIN));
        let mut space = [0; 512];
        assert!(dir::getdents64::<Host>(folder, BytesMut::of(&mut space)).unwrap() > 0);
        assert_eq!(
            dir::getdents64::<Host>(folder, BytesMut::of(&mut space)),
            Ok(0)
        );
        assert_eq!(io::close::<Host>(folder), Ok(()));
        assert_eq!(io::close::<Host>(folder), Err(Errno::BADF));
        assert_eq!(
            fs::openat::<Host>(HERE, b"d/new", O_RDWR | O_CREAT, 0o644),
            Ok(folder)
        );
        assert_eq!(io::close::<Host>(Fd(0)), Ok(()));
        assert_eq!(fs::openat::<Host>(HERE, b"d/f", O_RDONLY, 0o644), Ok(Fd(0)));
    }

    #[test]
    fn there_are_as_many_as_on_other_hosts_and_no_more() {
        set_up();
        for number in 4..LIMIT as i32 {
            assert_eq!(
                fs::openat::<Host>(HERE, b"d/f", O_RDONLY, 0o644),
                Ok(Fd(number))
            );
        }
        assert_eq!(
            fs::openat::<Host>(HERE, b"d/f", O_RDONLY, 0o644),
            Err(Errno::MFILE)
        );
        assert_eq!(fake::host(|host| host.open_count()), LIMIT);
        assert_eq!(io::close::<Host>(Fd(500)), Ok(()));
        assert_eq!(
            fs::openat::<Host>(HERE, b"d/f", O_RDONLY, 0o644),
            Ok(Fd(500))
        );
    }

    #[test]
    fn a_small_number_that_means_another_file_here_is_not_taken() {
        set_up();
        let drawn = fs::openat::<Host>(HERE, b"d/f", O_RDWR, 0o644).unwrap();
        fake::host(|host| host.draws = None);
        // The host's own 4 is ours for what it drew.
        let other = fs::openat::<Host>(HERE, b"d/g", O_RDWR | O_CREAT, 0o644).unwrap();
        assert_eq!((drawn, other), (Fd(4), Fd(5)));
        assert_eq!(io::write::<Host>(other, Bytes::of(b"g")), Ok(1));
        assert_eq!(io::close::<Host>(drawn), Ok(()));
        assert_eq!(io::write::<Host>(other, Bytes::of(b"g")), Ok(1));
        assert_eq!(fs::openat::<Host>(HERE, b"d/f", O_RDWR, 0o644), Ok(Fd(4)));
        assert_eq!(
            fake::host(|host| host.content("/disk/d/g").map(Vec::from)).unwrap(),
            b"gg"
        );
    }

    #[test]
    fn connections_too() {
        set_up();
        let listener = fake::host(|host| {
            let mut listener = Socket::new(Filetype::SOCKET_STREAM);
            listener.connections = Some([Socket::new(Filetype::SOCKET_STREAM)].into());
            host.socket(listener)
        });
        let accepted = sock_accept(listener, Fdflags::NONE).unwrap();
        assert_eq!((listener, accepted), (Fd(4), Fd(5)));
        fake::host(|host| host.fault("fd_fdstat_get", 0, Fault::Code(29)));
        // A number is left alone if the host does not say whether it is free.
        assert_eq!(fs::openat::<Host>(HERE, b"d/f", O_RDONLY, 0o644), Ok(Fd(6)));
    }
}
