//! Permissions and owners where the host tells them: with the service for modes, nothing is
//! remembered.
//!
//! Programs with a table of descriptors call this, but only some of them link what makes the
//! requests, [`answer`]: `entry/modes.rs` says which. In all others, and where the host has no
//! such service, a request fails with `NOSYS`.

use preview1::service::Operation;

use crate::abi::PATH_MAX;
use crate::abi::fcntl::{AT_EMPTY_PATH, AT_FDCWD, AT_SYMLINK_NOFOLLOW};
use crate::abi::stat::{S_IFMT, Stat};
use crate::errno::{Errno, Result};
use crate::path::{self, Last};
use crate::service::{Services, ask, offers};
use crate::user::{Bytes, BytesMut};
use crate::wasi::{self, Fd};

/// A file: a directory's descriptor, a path, and the flags of the call.
type File<'a> = (Fd, &'a [u8], i32);

/// Makes a request with its numbers, the first one low, or asks with `OFFERS` whether one can be made: fails with `NOSYS` if not.
#[inline]
fn told(operation: Operation, file: File<'_>, numbers: u64, stat: Option<&mut Stat>) -> Result {
    wasi::told(operation, file, numbers, stat, answer)
}

/// Whether the host has the service, and the program asks for it.
#[inline]
pub fn is_offered() -> bool {
    told(Operation::OFFERS, (Fd(0), b"", 0), 0, None) != Err(Errno::NOSYS)
}

/// Fills in permissions and owner as the host tells them.
#[inline]
pub fn fill(file: File<'_>, stat: &mut Stat) -> Result {
    told(Operation::GET_OWNER, file, 0, Some(stat))
}

/// The open file itself.
#[inline]
pub fn open(fd: Fd) -> File<'static> {
    (fd, b"", AT_EMPTY_PATH)
}

/// Whether this process may use a file so: `R_OK` and so on.
#[inline]
pub fn permits(file: File<'_>, uses: u32) -> Result {
    told(Operation::MAY_USE, file, uses.into(), None)
}

/// Sets the permissions of a file.
#[inline]
pub fn set_mode(file: File<'_>, mode: u32) -> Result {
    told(Operation::SET_MODE, file, mode.into(), None)
}

/// Sets user and group of a file; `u32::MAX` is for one that stays.
#[inline]
pub fn set_owner(file: File<'_>, user: u32, group: u32) -> Result {
    told(
        Operation::SET_OWNER,
        file,
        u64::from(group) << 32 | u64::from(user),
        None,
    )
}

/// Makes a request of the host; fails with `NOSYS` if it has no service for that.
pub fn answer(
    operation: Operation,
    (dirfd, path, flags): File<'_>,
    numbers: u64,
    stat: Option<&mut Stat>,
) -> Result {
    if !offers().has(Services::MODES) {
        return Err(Errno::NOSYS);
    }
    let mut all = [numbers as u32, (numbers >> 32) as u32];
    let numbers = match operation {
        Operation::OFFERS => return Ok(()),
        Operation::GET_OWNER => &all[..0],
        Operation::SET_OWNER => &all[..],
        Operation::SET_MODE => {
            all[0] &= 0o7777;
            &all[..1]
        }
        _ => &all[..1],
    };
    at(operation, (dirfd, path, flags), numbers, stat)
}

/// A request about a path of the program's, or with `AT_EMPTY_PATH` about the descriptor.
fn at(
    operation: Operation,
    (dirfd, path, flags): File<'_>,
    numbers: &[u32],
    stat: Option<&mut Stat>,
) -> Result {
    let mut told = [[0; 4]; 3];
    let room = match stat.is_some() {
        true => told.as_flattened_mut(),
        false => &mut [],
    };
    let path = match path {
        [] if flags & AT_EMPTY_PATH == 0 => return Err(Errno::NOENT),
        [] if dirfd.0 == AT_FDCWD => b".",
        _ => path,
    };
    if path.is_empty() {
        exchange(operation, dirfd, true, numbers, b"", room)?;
    } else {
        let follow = flags & AT_SYMLINK_NOFOLLOW == 0 || path.ends_with(b"/");
        let room = core::cell::RefCell::new(room);
        path::at(dirfd, path, Last::follow_if(follow), |fd, path| {
            let mut room = room.try_borrow_mut().map_err(|_| Errno::IO)?;
            exchange(operation, fd, follow, numbers, path, &mut room)
        })?;
    }
    if let Some(stat) = stat {
        let [mode, user, group] = told.map(u32::from_le_bytes);
        stat.st_mode = stat.st_mode & S_IFMT | mode & 0o7777;
        stat.st_uid = user;
        stat.st_gid = group;
    }
    Ok(())
}

/// The operation, the descriptor, whether to follow, up to two numbers, and a path with its
/// length.
const MOST: usize = 6 * 4 + PATH_MAX;

/// A request about a file of the host's; the answer has to fill `answer`.
#[inline(never)]
fn exchange(
    operation: Operation,
    fd: Fd,
    follow: bool,
    numbers: &[u32],
    path: &[u8],
    answer: &mut [u8],
) -> Result {
    let head = [operation.0, fd.0 as u32, follow.into()];
    let words = head.iter().chain(numbers).copied();
    let words = words.chain([path.len() as u32]);
    let mut request = [0; MOST];
    let mut length = 0;
    let bytes = words.flat_map(u32::to_le_bytes).chain(path.iter().copied());
    for (to, byte) in request.iter_mut().zip(bytes) {
        *to = byte;
        length += 1;
    }
    if path.len() >= PATH_MAX {
        return Err(Errno::NAMETOOLONG);
    }
    let request = request.get(..length).unwrap_or_default();
    let room = answer.len();
    match ask(Services::MODES, Bytes::of(request), BytesMut::of(answer))? {
        length if length == room => Ok(()),
        _ => Err(Errno::IO),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::abi::fcntl as c;
    use crate::abi::stat::{S_IFDIR, S_IFREG, Statx};
    use crate::sys::{dir, fs, user};
    use crate::table::{Host, Table};
    use crate::user::Out;
    use crate::wasi::fake::{self, Service};

    thread_local! {
        /// The operation and the numbers of each request, and its path.
        static ASKED: RefCell<Vec<(Vec<u32>, String)>> = const { RefCell::new(Vec::new()) };
    }

    const HERE: Fd = Fd(c::AT_FDCWD);

    fn answer(request: &[u8]) -> Result<Vec<u8>> {
        let word = |at: usize| {
            let bytes = request
                .get(at * 4..at * 4 + 4)
                .and_then(|b| b.first_chunk());
            bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes))
        };
        let numbers = match Operation(word(0)) {
            Operation::GET_OWNER => 0,
            Operation::SET_MODE | Operation::MAY_USE => 1,
            Operation::SET_OWNER => 2,
            _ => return Err(Errno::NOSYS),
        };
        let end = (4 + numbers) * 4;
        let path = request.get(end..).ok_or(Errno::INVAL)?;
        if path.len() != word(3 + numbers) as usize {
            return Err(Errno::INVAL);
        }
        let words = [0, 2].into_iter().chain(3..3 + numbers).map(word).collect();
        let path = String::from_utf8_lossy(path).into_owned();
        ASKED.with_borrow_mut(|asked| asked.push((words, path)));
        match Operation(word(0)) {
            Operation::GET_OWNER => Ok([0o2640, 5, 6].map(u32::to_le_bytes).concat()),
            Operation::MAY_USE if word(3) & 1 == 1 => Err(Errno::ACCES),
            _ => Ok(vec![]),
        }
    }

    fn set_up() {
        fake::set_up(|host| {
            host.memory(2, 64);
            host.preopen("/disk", "/");
            host.file("/disk/f", b"");
            host.offer(Service::new(Services::MODES, answer));
        });
        ASKED.with_borrow_mut(Vec::clear);
    }

    fn asked() -> Vec<(Vec<u32>, String)> {
        ASKED.take()
    }

    fn one(operation: Operation, numbers: &[u32], path: &str) -> Vec<(Vec<u32>, String)> {
        let words = [operation.0].iter().chain(numbers).copied().collect();
        vec![(words, path.to_owned())]
    }

    #[test]
    fn stat_has_what_the_host_tells() {
        set_up();
        let mut stat = Stat::ZERO;
        let told = |stat: &Stat| (stat.st_mode, stat.st_uid, stat.st_gid);
        fs::newfstatat::<Table>(HERE, b"/f", Out::from(&mut stat), 0).unwrap();
        assert_eq!(told(&stat), (S_IFREG | 0o2640, 5, 6));
        assert_eq!(asked(), one(Operation::GET_OWNER, &[1], "f"));
        let flags = c::AT_SYMLINK_NOFOLLOW;
        fs::newfstatat::<Table>(HERE, b"f", Out::from(&mut stat), flags).unwrap();
        assert_eq!(asked(), one(Operation::GET_OWNER, &[0], "f"));
        fs::newfstatat::<Table>(HERE, b"/", Out::from(&mut stat), 0).unwrap();
        assert_eq!(told(&stat), (S_IFDIR | 0o2640, 5, 6));
        asked();
        let fd = fs::openat::<Table>(HERE, b"f", c::O_RDONLY, 0).unwrap();
        fs::fstat::<Table>(fd, Out::from(&mut stat)).unwrap();
        assert_eq!(told(&stat), (S_IFREG | 0o2640, 5, 6));
        assert_eq!(asked(), one(Operation::GET_OWNER, &[1], ""));
        let mut more = Statx::ZERO;
        fs::statx::<Table>(HERE, b"f", 0, 0, Out::from(&mut more)).unwrap();
        let told = (u32::from(more.stx_mode), more.stx_uid, more.stx_gid);
        assert_eq!(told, (S_IFREG | 0o2640, 5, 6));
        // A program without a table does not ask.
        asked();
        fs::newfstatat::<Host>(HERE, b"f", Out::from(&mut stat), 0).unwrap();
        assert_eq!(asked(), []);
        let missing = fs::newfstatat::<Table>(HERE, b"g", Out::from(&mut stat), 0);
        assert_eq!(missing, Err(Errno::NOENT));
    }

    #[test]
    fn changes_reach_the_host() {
        set_up();
        fs::fchmodat2(HERE, b"f", 0o4751, c::AT_SYMLINK_NOFOLLOW).unwrap();
        assert_eq!(asked(), one(Operation::SET_MODE, &[0, 0o4751], "f"));
        let fd = fs::openat::<Table>(HERE, b"f", c::O_RDONLY, 0).unwrap();
        fs::fchmod(fd, S_IFREG | 0o700).unwrap();
        assert_eq!(asked(), one(Operation::SET_MODE, &[1, 0o700], ""));
        fs::fchownat::<user::Told>(HERE, b"f", 7, u32::MAX, 0).unwrap();
        assert_eq!(asked(), one(Operation::SET_OWNER, &[1, 7, u32::MAX], "f"));
        fs::fchown::<user::Told>(fd, 7, 8).unwrap();
        assert_eq!(asked(), one(Operation::SET_OWNER, &[1, 7, 8], ""));
        assert_eq!(fs::faccessat2::<Table>(HERE, b"f", 6, 0), Ok(()));
        assert_eq!(asked(), one(Operation::MAY_USE, &[1, 6], "f"));
        assert_eq!(fs::faccessat2::<Table>(HERE, b"f", 1, 0), Err(Errno::ACCES));
        assert!(!crate::file::mode::any());
    }

    #[test]
    fn a_new_file_gets_its_mode_at_once() {
        set_up();
        let flags = c::O_CREAT | c::O_WRONLY;
        fs::openat::<Table>(HERE, b"new", flags, 0o777).unwrap();
        assert_eq!(asked(), one(Operation::SET_MODE, &[1, 0o755], ""));
        // It is not new any more.
        fs::openat::<Table>(HERE, b"new", flags, 0o600).unwrap();
        fs::openat::<Table>(HERE, b"f", c::O_RDWR, 0).unwrap();
        assert_eq!(asked(), []);
        dir::mkdirat::<Table>(HERE, b"folder", 0o1777).unwrap();
        assert_eq!(asked(), one(Operation::SET_MODE, &[0, 0o1755], "folder"));
        fs::mknodat(HERE, b"node", S_IFREG | 0o666, 0).unwrap();
        assert_eq!(asked(), one(Operation::SET_MODE, &[1, 0o644], ""));
    }

    #[test]
    fn a_path_can_be_too_long() {
        set_up();
        let path = [b'a'; PATH_MAX];
        let made = exchange(Operation::SET_MODE, Fd(3), true, &[1], &path, &mut []);
        assert_eq!(made, Err(Errno::NAMETOOLONG));
        assert_eq!(asked(), []);
        let path = &path[1..];
        assert_eq!(
            exchange(Operation::SET_MODE, Fd(3), true, &[1], path, &mut []),
            Ok(())
        );
    }
}
