//! Host services: asking the host for more than WASI has.
//!
//! A host that offers services preopens a directory of a reserved name, and answers requests
//! in `path_readlink` on it (`preview1::service`, `docs/host-services.md`). A program finds the
//! directory when it first asks. Without it, each request fails with `NOSYS`, as the call that
//! made the request always did.
//!
//! The host may answer with anything. An answer of another length than the request has is `IO`.

use core::cell::Cell;

use preview1::service::{NAME, Operation, VERSION};

use crate::errno::{Errno, Result};
use crate::state::system;
use crate::user::{Bytes, BytesMut};
use crate::wasi::{self, Fd, Prestat};

pub use preview1::service::Services;

const FIRST: i32 = 3;

system! {
    /// The number of the directory; 0 before the first request, [`ABSENT`] if there is none.
    static DIRECTORY: Cell<i32> = Cell::new(0);

    static OFFERS: Cell<Services> = Cell::new(Services::NONE);
}

const ABSENT: i32 = -1;

/// Makes a request of a group; returns the length of the answer.
pub fn ask(group: Services, request: Bytes<'_>, answer: BytesMut<'_>) -> Result<usize> {
    if !offers().has(group) {
        return Err(Errno::NOSYS);
    }
    exchange(Fd(DIRECTORY.with(Cell::get)), request, answer)
}

/// The most numbers of a request.
const MOST: usize = 12;

/// Makes a request that consists of numbers; the answer is as many numbers as there is room
/// for.
#[inline]
pub fn numbers<const N: usize, const M: usize>(
    operation: Operation,
    arguments: [i32; N],
) -> Result<[i32; M]> {
    let mut request = [[0; 4]; MOST];
    let mut words = request.iter_mut();
    let all = core::iter::once(operation.0 as i32).chain(arguments);
    for (word, argument) in words.by_ref().zip(all) {
        *word = argument.to_le_bytes();
    }
    let request = request.get(..N + 1).unwrap_or_default().as_flattened();
    let mut answer = [[0; 4]; M];
    let room = answer.as_flattened_mut();
    let length = room.len();
    if ask(operation.group(), Bytes::of(request), BytesMut::of(room))? != length {
        return Err(Errno::IO);
    }
    Ok(answer.map(i32::from_le_bytes))
}

/// The groups that the host offers.
pub fn offers() -> Services {
    if DIRECTORY.with(Cell::get) == 0 {
        let found = find();
        OFFERS.with(|offers| offers.set(found.map_or(Services::NONE, |(_, offers)| offers)));
        DIRECTORY.with(|slot| slot.set(found.map_or(ABSENT, |(fd, _)| fd.0)));
    }
    OFFERS.with(Cell::get)
}

/// Looks for the directory. A directory of that name that does not answer is another one.
#[cold]
#[inline(never)]
fn find() -> Option<(Fd, Services)> {
    let mut fd = Fd(FIRST);
    loop {
        // A socket, which is no directory, may stand between them. The question comes first, so
        // that a host can tell this search from one for files (wasi-run's notes do).
        let is_open = wasi::fd_fdstat_get(fd).is_ok();
        match wasi::fd_prestat_get(fd) {
            Ok(prestat) if is_named(fd, prestat) => break,
            Err(_) if !is_open => return None,
            _ => {}
        }
        fd.0 += 1;
    }
    let [operation, version] = [Operation::OFFERS.0, VERSION].map(u32::to_le_bytes);
    let mut answer = [[0; 4]; 2];
    let room = BytesMut::of(answer.as_flattened_mut());
    let length = exchange(fd, Bytes::of([operation, version].as_flattened()), room);
    let [version, offers] = answer.map(u32::from_le_bytes);
    let is_it = length == Ok(size_of_val(&answer)) && version == VERSION;
    is_it.then_some((fd, Services(offers)))
}

fn is_named(fd: Fd, prestat: Prestat) -> bool {
    let mut name = [0; NAME.len()];
    prestat.tag == Prestat::DIR
        && prestat.name_len == NAME.len()
        && wasi::fd_prestat_dir_name(fd, BytesMut::of(&mut name)).is_ok()
        && Bytes::of(&name).is(Bytes::of(NAME.as_bytes()))
}

fn exchange(fd: Fd, request: Bytes<'_>, answer: BytesMut<'_>) -> Result<usize> {
    let length = wasi::request(fd, request, answer)?;
    match length <= answer.len() {
        true => Ok(length),
        false => Err(Errno::IO),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::fcntl::{AT_FDCWD, O_RDONLY};
    use crate::sys::{fs, io};
    use crate::table::{Host, Table};
    use crate::wasi::fake::{self, Fault, Service, Socket};
    use crate::wasi::{Fdflags, Filetype};

    /// An operation of the second group, which no code here uses.
    const OTHER: Operation = Operation(0x2ff);

    fn doubles(request: &[u8]) -> Result<Vec<u8>> {
        match request {
            [_, _, 0, 0, n, 0, 0, 0] => Ok(vec![n * 2, 0, 0, 0]),
            _ => Err(Errno::INVAL),
        }
    }

    fn set_up(service: Service) {
        fake::set_up(|host| {
            host.preopen("/disk", "/");
            host.offer(service);
        });
    }

    fn service() -> Service {
        Service::new(Services::TERMINAL, doubles)
    }

    #[test]
    fn a_request_gets_the_hosts_answer_or_its_error() {
        set_up(service());
        assert_eq!(offers(), Services::TERMINAL);
        assert_eq!(numbers(OTHER, [21]), Ok([42]));
        assert_eq!(numbers::<2, 1>(OTHER, [21, 1]), Err(Errno::INVAL));
        let asked = fake::host(|host| host.calls("fd_prestat_get"));
        assert_eq!(numbers(OTHER, [4]), Ok([8]));
        assert_eq!(fake::host(|host| host.calls("fd_prestat_get")), asked);
    }

    #[test]
    fn what_the_host_does_not_offer_is_refused_without_a_call() {
        set_up(service());
        let other = Operation(0x1ff);
        assert_eq!(numbers::<1, 1>(other, [1]), Err(Errno::NOSYS));
        assert_eq!(fake::host(|host| host.calls("path_readlink")), 1);
        // An operation without a group cannot be asked for as one of a group.
        fake::set_up(|host| host.preopen("/", "/"));
        for _ in 0..2 {
            assert_eq!(numbers::<1, 1>(OTHER, [1]), Err(Errno::NOSYS));
        }
        assert_eq!(fake::host(|host| host.calls("path_readlink")), 0);
    }

    #[test]
    fn a_directory_that_only_has_the_name_is_no_service() {
        fake::set_up(|host| {
            host.preopen("/disk", NAME);
            host.preopen("/disk", "/");
        });
        assert_eq!(offers(), Services::NONE);
        // A name as long as that.
        fake::set_up(|host| host.preopen("/disk", "/.wasi-servicez"));
        assert_eq!(offers(), Services::NONE);
        assert_eq!(fake::host(|host| host.calls("path_readlink")), 0);
    }

    #[test]
    fn another_version_is_no_service() {
        for version in [0, VERSION + 1, u32::MAX] {
            set_up(Service {
                version,
                ..service()
            });
            assert_eq!(offers(), Services::NONE);
            assert_eq!(numbers::<1, 1>(OTHER, [1]), Err(Errno::NOSYS));
        }
    }

    #[test]
    fn an_answer_of_another_length_is_an_error() {
        for claimed in [0, 3, 5, usize::MAX] {
            set_up(service());
            assert_eq!(offers(), Services::TERMINAL);
            fake::host(|host| host.fault("path_readlink", 0, Fault::Claim(claimed)));
            assert_eq!(numbers::<1, 1>(OTHER, [1]), Err(Errno::IO), "{claimed}");
            assert_eq!(numbers(OTHER, [1]), Ok([2]));
        }
        for claimed in [0, 7, 9, usize::MAX] {
            set_up(service());
            fake::host(|host| host.fault("path_readlink", 0, Fault::Claim(claimed)));
            assert_eq!(offers(), Services::NONE);
        }
    }

    #[test]
    fn a_host_that_fails_is_one_without_services() {
        for call in [
            "fd_fdstat_get",
            "fd_prestat_get",
            "fd_prestat_dir_name",
            "path_readlink",
        ] {
            for nth in 0..2 {
                set_up(service());
                fake::host(|host| host.fault(call, nth, Fault::Code(29)));
                let failed = numbers::<1, 1>(OTHER, [21]);
                assert_ne!(failed, Ok([0]), "{call} {nth}");
            }
        }
    }

    #[test]
    fn sockets_may_stand_before_it() {
        fake::set_up(|host| {
            host.preopen("/disk", "/");
            host.socket(Socket::new(Filetype::SOCKET_STREAM));
            host.offer(service());
        });
        assert_eq!(numbers(OTHER, [3]), Ok([6]));
    }

    #[test]
    fn programs_do_not_see_the_directory() {
        set_up(service());
        for path in [
            NAME,
            "/.wasi-services/",
            "/.wasi-services/x",
            "/.wasi-services/..",
        ] {
            let opened = fs::openat::<Host>(Fd(AT_FDCWD), path.as_bytes(), O_RDONLY, 0);
            assert_eq!(opened, Err(Errno::NOENT), "{path}");
            let status = crate::path::status(Fd(AT_FDCWD), path.as_bytes(), 0);
            assert_eq!(status.err(), Some(Errno::NOENT), "{path}");
        }
        assert_eq!(offers(), Services::TERMINAL);
        let number = Fd(DIRECTORY.with(Cell::get));
        assert_eq!(io::close::<Host>(number), Err(Errno::BADF));
        assert_eq!(io::close::<Table>(number), Err(Errno::BADF));
        assert_eq!(
            wasi::fd_fdstat_set_flags(number, Fdflags::NONE),
            Err(Errno::BADF)
        );
        assert_eq!(numbers(OTHER, [3]), Ok([6]));
    }
}
