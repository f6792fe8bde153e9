//! The names of descriptors: `/dev/stdin` and similar names, `/dev/fd/3`,
//! `/proc/self/fd/3`.
//!
//! If the host has these names, they mean its own descriptors, and programs cannot follow
//! them.

use super::{What, copy, described, what};
use crate::abi::fcntl as c;
use crate::conv;
use crate::errno::{Errno, Result};
use crate::fd::LIMIT;
use crate::wasi::{self, Fd, Filetype, Rights};

/// The descriptor that a path names.
#[inline(never)]
fn named(path: &[u8]) -> Option<Fd> {
    let rest = match path.strip_prefix(b"/dev/") {
        Some(b"stdin") => return Some(Fd(0)),
        Some(b"stdout") => return Some(Fd(1)),
        Some(b"stderr") => return Some(Fd(2)),
        Some(rest) => rest.strip_prefix(b"fd/")?,
        None => path.strip_prefix(b"/proc/self/fd/")?,
    };
    if rest.is_empty() || rest.starts_with(b"0") && rest.len() > 1 {
        return None;
    }
    let number = rest.iter().try_fold(0, |number, digit| {
        let number = number * 10 + usize::from(digit.checked_sub(b'0')?);
        (digit.is_ascii_digit() && number < LIMIT).then_some(number)
    });
    // A number that is too large is that of no descriptor.
    rest.iter()
        .all(u8::is_ascii_digit)
        .then(|| Fd(number.map_or(-1, |number| number as i32)))
}

/// Whether there is such a descriptor.
#[inline(never)]
fn exists(fd: Fd) -> Result {
    match described(fd) {
        Err(Errno::BADF) => Err(Errno::NOENT),
        described => described.map(drop),
    }
}

/// Opens the descriptor that the path names, if it names one. The new descriptor shares
/// the position and the flags of that one, and allows no other access.
pub fn open(path: &[u8], flags: i32) -> Option<Result<Fd>> {
    named(path).map(|fd| reopen(fd, flags))
}

#[inline(never)]
fn reopen(fd: Fd, flags: i32) -> Result<Fd> {
    let wanted = conv::access(flags)?;
    exists(fd)?;
    if flags & (c::O_CREAT | c::O_EXCL) == c::O_CREAT | c::O_EXCL {
        return Err(Errno::EXIST);
    }
    if flags & c::O_NOFOLLOW != 0 {
        return Err(Errno::LOOP);
    }
    let (is_folder, reads, writes) = match what(fd)? {
        (What::Host(fd), _) => {
            let stat = wasi::fd_fdstat_get(fd)?;
            let may = |right| stat.rights_base.has(right);
            let is_folder = stat.filetype == Filetype::DIRECTORY;
            (
                is_folder,
                is_folder || may(Rights::FD_READ),
                may(Rights::FD_WRITE),
            )
        }
        (What::Inside(..), flags) => {
            let access = conv::access(flags)?;
            (false, access.read, access.write)
        }
    };
    if flags & c::O_DIRECTORY != 0 && !is_folder {
        return Err(Errno::NOTDIR);
    }
    if wanted.write && is_folder {
        return Err(Errno::ISDIR);
    }
    if wanted.read && !reads || wanted.write && !writes {
        return Err(Errno::ACCES);
    }
    copy(fd, 0, flags & c::O_CLOEXEC != 0)
}

/// A path and its flags, or those of the descriptor that the path names.
pub fn followed(dirfd: Fd, path: &[u8], flags: i32) -> Result<(Fd, &[u8], i32)> {
    match named(path) {
        Some(fd) if flags & c::AT_SYMLINK_NOFOLLOW == 0 => {
            exists(fd)?;
            Ok((fd, b"", flags | c::AT_EMPTY_PATH))
        }
        _ => Ok((dirfd, path, flags)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::fcntl::{AT_FDCWD, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_WRONLY};
    use crate::sys::fs::{faccessat2, openat};
    use crate::sys::io::{read, write};
    use crate::sys::pipe::pipe2;
    use crate::table::Table;
    use crate::user::{Bytes, BytesMut, Out};
    use crate::wasi::fake;

    fn set_up() -> [Fd; 2] {
        fake::set_up(|host| {
            host.memory(2, 64);
            host.preopen("/", "/");
            host.file("/f", b"text");
        });
        let mut fds = [0; 2];
        pipe2(Out::from(&mut fds), 0).unwrap();
        fds.map(Fd)
    }

    fn name(fd: Fd) -> Vec<u8> {
        format!("/dev/fd/{}", fd.0).into_bytes()
    }

    #[test]
    fn names_are_told_from_others() {
        assert_eq!(named(b"/dev/stdin"), Some(Fd(0)));
        assert_eq!(named(b"/dev/stderr"), Some(Fd(2)));
        assert_eq!(named(b"/dev/fd/0"), Some(Fd(0)));
        assert_eq!(named(b"/proc/self/fd/17"), Some(Fd(17)));
        assert_eq!(named(b"/dev/fd/99999999999999999999"), Some(Fd(-1)));
        let others: [&[u8]; 9] = [
            b"",
            b"/dev/",
            b"/dev/fd",
            b"/dev/fd/",
            b"/dev/fd/00",
            b"/dev/fd/1x",
            b"/dev/fd/-1",
            b"dev/stdin",
            b"/dev/stdin/",
        ];
        for other in others {
            assert_eq!(named(other), None, "{}", other.escape_ascii());
        }
    }

    #[test]
    fn what_comes_of_it_is_the_same_and_can_do_no_more() {
        let [reader, writer] = set_up();
        let opened = open(&name(writer), O_WRONLY | O_CREAT).unwrap().unwrap();
        assert_eq!(write::<Table>(opened, Bytes::of(b"ab")), Ok(2));
        let opened = open(&name(reader), O_RDONLY).unwrap().unwrap();
        let mut bytes = [0; 2];
        assert_eq!(read::<Table>(opened, BytesMut::of(&mut bytes)), Ok(2));
        assert_eq!(&bytes, b"ab");
        assert_eq!(open(&name(reader), O_RDWR), Some(Err(Errno::ACCES)));
        let file = openat::<Table>(Fd(AT_FDCWD), b"f", O_RDONLY, 0).unwrap();
        assert_eq!(read::<Table>(file, BytesMut::of(&mut bytes)), Ok(2));
        let opened = open(&name(file), O_RDONLY).unwrap().unwrap();
        assert_eq!(read::<Table>(opened, BytesMut::of(&mut bytes)), Ok(2));
        assert_eq!(&bytes, b"xt");
        assert_eq!(open(&name(file), O_WRONLY), Some(Err(Errno::ACCES)));
    }

    #[test]
    fn it_fails_as_a_link_would() {
        let [reader, _] = set_up();
        let exclusive = O_WRONLY | O_CREAT | O_EXCL;
        assert_eq!(open(&name(reader), exclusive), Some(Err(Errno::EXIST)));
        assert_eq!(open(&name(reader), c::O_NOFOLLOW), Some(Err(Errno::LOOP)));
        assert_eq!(
            open(&name(reader), c::O_DIRECTORY),
            Some(Err(Errno::NOTDIR))
        );
        assert_eq!(open(b"/dev/fd/99", O_RDONLY), Some(Err(Errno::NOENT)));
        assert_eq!(
            open(b"/dev/fd/4294967296", O_RDONLY),
            Some(Err(Errno::NOENT))
        );
        assert_eq!(open(b"/f", O_RDONLY), None);
        let here = Fd(AT_FDCWD);
        assert_eq!(followed(here, b"/dev/fd/99", 0), Err(Errno::NOENT));
        assert_eq!(faccessat2::<Table>(here, &name(reader), 4, 0), Ok(()));
        assert_eq!(
            faccessat2::<Table>(here, b"/dev/fd/99", 4, 0),
            Err(Errno::NOENT)
        );
    }
}
