//! The calls that lock files: flock, and those of fcntl on parts of a file.

use crate::abi::fcntl::{self as c, Flock};
use crate::errno::{Errno, Result};
use crate::file::lock::{Lock, Owner, closing, ended, give_up, has, put, rival};
use crate::process::PID;
use crate::service::{self, Services};
use crate::table::wait::inside;
use crate::table::{self, Locks, What, described, what};
use crate::user::{In, Out};
use crate::wasi::{self, Fd, Rights, Whence};
use preview1::service::Operation;

const LOCK_SH: i32 = 1;
const LOCK_EX: i32 = 2;
const LOCK_NB: i32 = 4;
const LOCK_UN: i32 = 8;

/// `flock(fd, operation)` — locks a file for an open file description, or unlocks it.
///
/// [Linux](https://man7.org/linux/man-pages/man2/flock.2.html).
/// Differs: Locks exclude other open files of this process, but no other process, unless
/// the host offers locks. Fails with `EDEADLK` instead of blocking forever. There are at
/// most 512 locks.
pub fn flock(fd: Fd, operation: i32) -> Result {
    if let Some(fd) = hosts(fd)? {
        let [] = service::numbers(Operation::FLOCK, [fd, operation])?;
        return Ok(());
    }
    inside(|| lock(fd, operation))
}

/// The host's number of a file whose locks the host keeps.
fn hosts(fd: Fd) -> Result<Option<i32>> {
    match what(fd)?.0 {
        What::Host(fd) if service::offers().has(Services::LOCKS) => Ok(Some(wasi::host_number(fd))),
        _ => Ok(None),
    }
}

/// In a program whose locks this module keeps.
const OWN: Locks = Locks {
    closing: |what| closing(|| table::file(what).ok()),
    ended,
};

/// In one that has record locks at the host. The host forgets them when it closes a number of the
/// file, but not when the program closes one of several copies.
const AT_HOST: Locks = Locks {
    closing: |what| {
        if let What::Host(fd) = what {
            // A file that gets closed has no error to report.
            let whole = [
                wasi::host_number(fd),
                c::F_SETLK,
                c::F_UNLCK.into(),
                0,
                0,
                0,
                0,
            ];
            let _ = service::numbers::<7, 6>(Operation::FCNTL_LOCK, whole);
        }
        (OWN.closing)(what);
    },
    ended,
};

/// From now on, there are locks.
fn begin() {
    if !table::has_locks() {
        table::with_locks(&OWN);
    }
}

fn lock(fd: Fd, operation: i32) -> Result {
    begin();
    let exclusive = match operation & !LOCK_NB {
        LOCK_SH => Some(false),
        LOCK_EX => Some(true),
        LOCK_UN => None,
        _ => return Err(Errno::INVAL),
    };
    let index = described(fd)?;
    let lock = Lock {
        owner: Owner::Whole(index),
        file: table::file(what(fd)?.0)?,
        first: 0,
        last: i64::MAX,
        exclusive: exclusive == Some(true),
    };
    if exclusive.is_none() {
        return put(lock, false);
    }
    if has(&lock) {
        return Ok(());
    }
    // As on Linux, a caller that requests another kind of lock first loses the old one.
    give_up(&lock);
    if rival(&lock).is_some() {
        return Err(if operation & LOCK_NB != 0 {
            Errno::AGAIN
        } else {
            Errno::DEADLK
        });
    }
    put(lock, true)
}

/// The range of a `struct flock`, both ends included.
fn bytes(what: What, lock: &Flock) -> Result<(i64, i64)> {
    let start = match (lock.l_whence, what) {
        (0, _) => 0,
        (1, What::Host(fd)) => wasi::fd_tell(fd)? as i64,
        (2, What::Host(fd)) => wasi::fd_filestat_get(fd)?.size as i64,
        (1, What::Inside(kind, object)) => kind.seek(object, 0, Whence::CUR)?,
        (2, What::Inside(kind, object)) => kind.status(object).st_size,
        _ => return Err(Errno::INVAL),
    };
    let start = start.checked_add(lock.l_start).ok_or(Errno::OVERFLOW)?;
    let (first, last) = match lock.l_len {
        0 => (start, i64::MAX),
        1.. => (
            start,
            start.checked_add(lock.l_len - 1).ok_or(Errno::OVERFLOW)?,
        ),
        _ => (
            start.checked_add(lock.l_len).ok_or(Errno::INVAL)?,
            start.checked_sub(1).ok_or(Errno::INVAL)?,
        ),
    };
    if first < 0 {
        return Err(Errno::INVAL);
    }
    Ok((first, last))
}

/// Whether the descriptor may lock: a read lock requires read access, a write lock write
/// access.
fn may(what: What, flags: i32, kind: i16) -> Result {
    let (reads, writes) = match what {
        What::Host(fd) => {
            let rights = wasi::fd_fdstat_get(fd)?.rights_base;
            (rights.has(Rights::FD_READ), rights.has(Rights::FD_WRITE))
        }
        What::Inside(..) => (flags & c::O_RDONLY != 0, flags & c::O_WRONLY != 0),
    };
    match kind {
        c::F_RDLCK if !reads => Err(Errno::BADF),
        c::F_WRLCK if !writes => Err(Errno::BADF),
        _ => Ok(()),
    }
}

/// The lock commands of fcntl: of the process, or of the open file description.
pub fn record(fd: Fd, cmd: i32, given: In<'_, Flock>, told: Out<'_, Flock>) -> Result {
    match hosts(fd)? {
        Some(fd) => hosts_record(fd, cmd, given, told),
        None => inside(|| own_record(fd, cmd, given, told)),
    }
}

fn hosts_record(fd: i32, cmd: i32, given: In<'_, Flock>, told: Out<'_, Flock>) -> Result {
    let lock = given.read().ok_or(Errno::FAULT)?;
    if lock.l_pid != 0 && matches!(cmd, c::F_OFD_GETLK..=c::F_OFD_SETLKW) {
        return Err(Errno::INVAL);
    }
    let kind = i32::from(lock.l_type as u16) | i32::from(lock.l_whence) << 16;
    let halves = |value: i64| [value as i32, (value >> 32) as i32];
    let ([start, starts], [length, lengths]) = (halves(lock.l_start), halves(lock.l_len));
    let request = [fd, cmd, kind, start, starts, length, lengths];
    let [kind, start, starts, length, lengths, pid] =
        service::numbers(Operation::FCNTL_LOCK, request)?;
    if matches!(cmd, c::F_SETLK | c::F_SETLKW) && lock.l_type != c::F_UNLCK {
        table::with_locks(&AT_HOST);
    }
    if !matches!(cmd, c::F_GETLK | c::F_OFD_GETLK) {
        return Ok(());
    }
    let join = |low: i32, high: i32| i64::from(high) << 32 | i64::from(low as u32);
    told.write(Flock {
        l_type: kind as i16,
        l_whence: (kind >> 16) as i16,
        l_start: join(start, starts),
        l_len: join(length, lengths),
        l_pid: pid,
        ..lock
    })
}

fn own_record(fd: Fd, cmd: i32, given: In<'_, Flock>, told: Out<'_, Flock>) -> Result {
    begin();
    let (thing, flags) = what(fd)?;
    let index = described(fd)?;
    let lock = given.read().ok_or(Errno::FAULT)?;
    let owner = match cmd {
        c::F_GETLK | c::F_SETLK | c::F_SETLKW => Owner::Process,
        _ if lock.l_pid != 0 => return Err(Errno::INVAL),
        _ => Owner::Description(index),
    };
    let (first, last) = bytes(thing, &lock)?;
    let asks = matches!(cmd, c::F_GETLK | c::F_OFD_GETLK);
    let locks = match lock.l_type {
        c::F_RDLCK | c::F_WRLCK => true,
        c::F_UNLCK if !asks => false,
        _ => return Err(Errno::INVAL),
    };
    let new = Lock {
        owner,
        file: table::file(thing)?,
        first,
        last,
        exclusive: lock.l_type == c::F_WRLCK,
    };
    if asks {
        return told.write(match rival(&new) {
            None => Flock {
                l_type: c::F_UNLCK,
                ..lock
            },
            Some(old) => Flock {
                l_type: if old.exclusive {
                    c::F_WRLCK
                } else {
                    c::F_RDLCK
                },
                l_whence: 0,
                l_start: old.first,
                l_len: match old.last {
                    i64::MAX => 0,
                    last => last - old.first + 1,
                },
                l_pid: if old.owner == Owner::Process { PID } else { -1 },
                ..lock
            },
        });
    }
    may(thing, flags, lock.l_type)?;
    if locks && rival(&new).is_some() {
        return Err(match cmd {
            c::F_SETLKW | c::F_OFD_SETLKW => Errno::DEADLK,
            _ => Errno::AGAIN,
        });
    }
    put(new, locks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::fcntl::{AT_FDCWD, O_RDONLY, O_RDWR};
    use crate::file::lock::{MOST, count};
    use crate::inside::memfd;
    use crate::sys::fd::dup;
    use crate::sys::fs::openat;
    use crate::table::{Descriptors, Table, close};
    use crate::wasi::fake::{self, Service};
    use std::cell::RefCell;

    fn set_up() {
        fake::set_up(|host| {
            host.memory(2, 64);
            host.preopen("/", "/");
            host.file("/f", b"0123456789");
        });
    }

    fn open(flags: i32) -> Fd {
        openat::<Table>(Fd(AT_FDCWD), b"f", flags, 0).unwrap()
    }

    fn flock_of(l_type: i16, l_start: i64, l_len: i64) -> Flock {
        Flock {
            l_type,
            l_whence: 0,
            pad: 0,
            l_start,
            l_len,
            l_pid: 0,
            pad_end: 0,
        }
    }

    fn set(fd: Fd, cmd: i32, kind: i16, start: i64, len: i64) -> Result {
        record(fd, cmd, In::from(&flock_of(kind, start, len)), Out::none())
    }

    fn get(fd: Fd, start: i64, len: i64) -> (i16, i64, i64, i32) {
        let asked = flock_of(c::F_WRLCK, start, len);
        let mut told = asked;
        record(fd, c::F_OFD_GETLK, In::from(&asked), Out::from(&mut told)).unwrap();
        (told.l_type, told.l_start, told.l_len, told.l_pid)
    }

    std::thread_local! {
        static ASKED: RefCell<Vec<[i32; 3]>> = const { RefCell::new(Vec::new()) };
    }

    /// Notes operation, file and type, and grants everything.
    fn grant(request: &[u8]) -> Result<Vec<u8>> {
        let (words, _) = request.as_chunks();
        let words: Vec<i32> = words.iter().map(|word| i32::from_le_bytes(*word)).collect();
        let [operation, file, _, kind, start @ ..] = &words[..] else {
            return Ok(Vec::new());
        };
        ASKED.with_borrow_mut(|asked| asked.push([*operation, *file, *kind]));
        let answer = [*kind].into_iter().chain(start.iter().copied()).chain([0]);
        Ok(answer.flat_map(i32::to_le_bytes).collect())
    }

    #[test]
    fn the_host_unlocks_when_a_copy_is_closed() {
        set_up();
        fake::host(|host| host.offer(Service::new(Services::LOCKS, grant)));
        let fd = open(O_RDWR);
        let file = Table::host(fd, Errno::BADF).unwrap().0;
        let operation = Operation::FCNTL_LOCK.0 as i32;
        // Without a record lock there is nothing to unlock.
        assert_eq!(set(fd, c::F_OFD_SETLK, c::F_WRLCK, 0, 1), Ok(()));
        close(dup(fd).unwrap()).unwrap();
        assert_eq!(ASKED.take(), [[operation, file, c::F_WRLCK.into()]]);
        assert_eq!(set(fd, c::F_SETLK, c::F_RDLCK, 0, 1), Ok(()));
        close(dup(fd).unwrap()).unwrap();
        let unlocks = [operation, file, c::F_UNLCK.into()];
        assert_eq!(
            ASKED.take(),
            [[operation, file, c::F_RDLCK.into()], unlocks]
        );
    }

    #[test]
    fn whole_files() {
        set_up();
        let (a, b) = (open(O_RDWR), open(O_RDONLY));
        assert_eq!(flock(a, LOCK_EX), Ok(()));
        assert_eq!(flock(b, LOCK_SH | LOCK_NB), Err(Errno::AGAIN));
        assert_eq!(flock(b, LOCK_SH), Err(Errno::DEADLK));
        assert_eq!(flock(a, LOCK_SH), Ok(()));
        assert_eq!(flock(b, LOCK_SH), Ok(()));
        // The attempt loses the existing lock.
        assert_eq!(flock(b, LOCK_EX | LOCK_NB), Err(Errno::AGAIN));
        assert_eq!(flock(a, LOCK_EX), Ok(()));
        let copy = dup(a).unwrap();
        close(a).unwrap();
        assert_eq!(flock(b, LOCK_EX | LOCK_NB), Err(Errno::AGAIN));
        close(copy).unwrap();
        assert_eq!(flock(b, LOCK_EX | LOCK_NB), Ok(()));
        assert_eq!(flock(b, LOCK_SH | LOCK_EX), Err(Errno::INVAL));
        assert_eq!(flock(Fd(77), LOCK_UN), Err(Errno::BADF));
    }

    #[test]
    fn the_process_is_not_in_its_own_way_but_descriptions_are() {
        set_up();
        let (a, b) = (open(O_RDWR), open(O_RDWR));
        assert_eq!(set(a, c::F_SETLK, c::F_WRLCK, 0, 5), Ok(()));
        assert_eq!(set(b, c::F_SETLK, c::F_WRLCK, 0, 9), Ok(()));
        assert_eq!(get(a, 4, 1), (c::F_WRLCK, 0, 9, PID));
        assert_eq!(set(a, c::F_OFD_SETLK, c::F_RDLCK, 8, 3), Err(Errno::AGAIN));
        assert_eq!(
            set(a, c::F_OFD_SETLKW, c::F_RDLCK, 8, 3),
            Err(Errno::DEADLK)
        );
        assert_eq!(set(a, c::F_OFD_SETLK, c::F_RDLCK, 9, 0), Ok(()));
        assert_eq!(get(b, 0, 0), (c::F_WRLCK, 0, 9, PID));
        // Closing any descriptor of the file ends the locks of the process, not those of
        // descriptions.
        close(open(O_RDONLY)).unwrap();
        assert_eq!(get(b, 0, 0), (c::F_RDLCK, 9, 0, -1));
        close(a).unwrap();
        assert_eq!(get(b, 0, 0).0, c::F_UNLCK);
    }

    #[test]
    fn parts_split_and_join() {
        set_up();
        let (a, b) = (open(O_RDWR), open(O_RDWR));
        let own = |kind, start, len| set(a, c::F_OFD_SETLK, kind, start, len);
        own(c::F_WRLCK, 0, 100).unwrap();
        own(c::F_UNLCK, 40, 20).unwrap();
        assert_eq!(get(b, 30, 30), (c::F_WRLCK, 0, 40, -1));
        assert_eq!(get(b, 40, 20).0, c::F_UNLCK);
        assert_eq!(get(b, 59, 2), (c::F_WRLCK, 60, 40, -1));
        own(c::F_WRLCK, 40, 20).unwrap();
        assert_eq!(get(b, 50, 1), (c::F_WRLCK, 0, 100, -1));
        own(c::F_RDLCK, 10, 10).unwrap();
        assert_eq!(get(b, 0, 10), (c::F_WRLCK, 0, 10, -1));
        assert_eq!(get(b, 12, 1), (c::F_RDLCK, 10, 10, -1));
        own(c::F_UNLCK, 0, 0).unwrap();
        assert_eq!(count(), 0);
    }

    #[test]
    fn what_is_wrong_is_told() {
        set_up();
        let (a, b) = (open(O_RDONLY), open(O_RDWR));
        assert_eq!(set(a, c::F_SETLK, c::F_WRLCK, 0, 1), Err(Errno::BADF));
        assert_eq!(set(a, c::F_SETLK, 9, 0, 1), Err(Errno::INVAL));
        assert_eq!(set(a, c::F_SETLK, c::F_RDLCK, -1, 1), Err(Errno::INVAL));
        assert_eq!(set(a, c::F_SETLK, c::F_RDLCK, 5, -6), Err(Errno::INVAL));
        assert_eq!(set(a, c::F_SETLK, c::F_RDLCK, 5, -5), Ok(()));
        assert_eq!(
            set(a, c::F_SETLK, c::F_RDLCK, i64::MAX, 2),
            Err(Errno::OVERFLOW)
        );
        assert_eq!(set(a, c::F_SETLK, c::F_UNLCK, 0, 0), Ok(()));
        for place in 0..MOST as i64 {
            assert_eq!(set(b, c::F_SETLK, c::F_WRLCK, 2 * place, 1), Ok(()));
        }
        assert_eq!(set(b, c::F_SETLK, c::F_WRLCK, 9999, 1), Err(Errno::NOLCK));
        assert_eq!(set(b, c::F_SETLK, c::F_UNLCK, 0, 0), Ok(()));
        assert_eq!(set(b, c::F_SETLK, c::F_WRLCK, 9999, 1), Ok(()));
    }

    #[test]
    fn files_in_memory_too() {
        set_up();
        let fd = memfd::file(b"m", 0).unwrap();
        assert_eq!(flock(fd, LOCK_EX), Ok(()));
        assert_eq!(set(fd, c::F_SETLK, c::F_WRLCK, 0, 1), Ok(()));
        assert_eq!(flock(open(O_RDONLY), LOCK_EX), Ok(()));
    }
}
