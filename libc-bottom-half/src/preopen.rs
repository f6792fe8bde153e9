//! The preopened directories: their numbers, and their places in the one tree that a program
//! sees.
//!
//! They are queried when a path first needs them. An absolute name is the place of the
//! directory; a relative one (usually `.`) is relative to the start directory of the program.

use core::cell::Cell;

use crate::errno::{Errno, Result};
use crate::names::names;
use crate::state::system;
use crate::user::BytesMut;
use crate::wasi::{self, Fd, Prestat};

/// The maximum number of directories, and the total length of their names. Paths cannot reach
/// others.
const MOST: usize = 512;
const NAMES: usize = 16384;

#[derive(Clone, Copy)]
struct Preopen {
    fd: Fd,
    /// Where its name stands in `TEXT`.
    start: usize,
    end: usize,
}

/// `COUNT` before the first query.
const UNKNOWN: usize = usize::MAX;

system! {
    static COUNT: Cell<usize> = Cell::new(UNKNOWN);
    static TABLE: [Cell<Preopen>; MOST] = [const {
        Cell::new(Preopen { fd: Fd(0), start: 0, end: 0 })
    }; MOST];
    static TEXT: [Cell<u8>; NAMES] = [const { Cell::new(0) }; NAMES];
}

const FIRST: i32 = 3;

/// Finds the preopened directories on the first call; returns their number.
pub fn count() -> Result<usize> {
    match COUNT.with(Cell::get) {
        UNKNOWN => discover(),
        count => Ok(count),
    }
}

/// Whether more than one is known.
pub fn are_several() -> bool {
    COUNT.with(|count| count.get() != UNKNOWN && count.get() > 1)
}

#[cold]
fn discover() -> Result<usize> {
    let mut count = 0;
    let mut used = 0;
    for fd in (FIRST..).map(Fd) {
        let prestat = match wasi::fd_prestat_get(fd) {
            Ok(prestat) => prestat,
            Err(Errno::BADF) => break,
            Err(error) => return Err(error),
        };
        if prestat.tag != Prestat::DIR {
            continue;
        }
        let end = used + prestat.name_len;
        let is_known = TEXT.with(|text| {
            TABLE.with(|table| {
                let (Some(name), Some(slot)) = (text.get(used..end), table.get(count)) else {
                    return Ok(false);
                };
                wasi::fd_prestat_dir_name(fd, BytesMut::cells(name))?;
                slot.set(Preopen {
                    fd,
                    start: used,
                    end,
                });
                Ok(true)
            })
        })?;
        if is_known {
            used = end;
            count += 1;
        }
    }
    COUNT.with(|slot| slot.set(count));
    Ok(count)
}

/// Whether this descriptor is a preopened directory.
pub fn owns(fd: Fd) -> bool {
    if fd.0 < FIRST {
        return false;
    }
    match COUNT.with(Cell::get) {
        UNKNOWN => wasi::fd_prestat_get(fd).is_ok(),
        count => TABLE.with(|table| table.iter().take(count).any(|slot| slot.get().fd == fd)),
    }
}

/// The relation of a path to a preopened directory.
enum Lies<'a> {
    /// Inside it: this many names down, with the rest of the path.
    In(usize, &'a [u8]),
    /// On the way to it.
    Above,
    Elsewhere,
}

/// Compares the name of a preopened directory with a path, name by name.
#[inline(never)]
fn compare<'a>(place: &[Cell<u8>], path: &'a [u8]) -> Lies<'a> {
    let mut rest = names(path);
    let mut depth = 0;
    for wanted in names(place) {
        // The program starts in the root, which is above itself.
        if let [Cell { .. }, Cell { .. }] = wanted
            && wanted.iter().all(|byte| byte.get() == b'.')
        {
            continue;
        }
        let Some(name) = rest.next() else {
            return Lies::Above;
        };
        if name.len() != wanted.len() || wanted.iter().zip(name).any(|(a, b)| a.get() != *b) {
            return Lies::Elsewhere;
        }
        depth += 1;
    }
    Lies::In(depth, rest.rest())
}

/// The innermost preopened directory that contains a path, and the rest of the path. `path`
/// is relative to the root, whether or not it begins with a slash; its names are compared as
/// they are. If two directories have the same place, the one whose name is `relative` like
/// the path is used.
pub fn find(path: &[u8], relative: bool) -> Result<(Fd, &[u8])> {
    let mut best = Err(Errno::NOENT);
    let mut best_rank = 0;
    each(count()?, |fd, name| {
        if let Lies::In(depth, rest) = compare(name, path) {
            let is_relative = name.first().is_none_or(|byte| byte.get() != b'/');
            let rank = 2 * depth + 1 + usize::from(is_relative == relative);
            if rank > best_rank {
                best_rank = rank;
                best = Ok((fd, if rest.is_empty() { b"." } else { rest }));
            }
        }
    });
    best
}

/// Whether a preopened directory lies below this path, so that it must be a directory too.
pub fn any_below(path: &[u8]) -> bool {
    let mut found = false;
    each(COUNT.with(Cell::get), |_, name| {
        found |= matches!(compare(name, path), Lies::Above);
    });
    found
}

#[inline]
fn each(count: usize, mut see: impl FnMut(Fd, &[Cell<u8>])) {
    TABLE.with(|table| {
        TEXT.with(|text| {
            for slot in table.iter().take(count) {
                let preopen = slot.get();
                see(
                    preopen.fd,
                    text.get(preopen.start..preopen.end).unwrap_or(&[]),
                );
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::fcntl::{AT_FDCWD, O_RDONLY};
    use crate::sys::{fs, io};
    use crate::table::Host;
    use crate::wasi::fake;

    fn opens(path: &str) -> Result {
        io::close::<Host>(fs::openat::<Host>(
            Fd(AT_FDCWD),
            path.as_bytes(),
            O_RDONLY,
            0o644,
        )?)
    }

    #[test]
    fn those_that_are_too_many_leave_the_others() {
        fake::set_up(|host| {
            for number in 0..MOST + 2 {
                host.file(&format!("/{number}/f"), b"");
                host.preopen(&format!("/{number}"), &format!("/in/{number}"));
            }
        });
        for number in [0, 64, 65, MOST - 1] {
            assert_eq!(opens(&format!("/in/{number}/f")), Ok(()), "{number}");
        }
        assert_eq!(opens(&format!("/in/{MOST}/f")), Err(Errno::NOENT));
        assert!(any_below(b"/in"));
    }

    #[test]
    fn names_that_are_too_long_leave_the_others() {
        let name = |number: usize| format!("/{number}{}", "x".repeat(4000));
        fake::set_up(|host| {
            for number in 0..9 {
                host.file(&format!("/{number}/f"), b"");
                host.preopen(&format!("/{number}"), &name(number));
            }
            host.file("/last/f", b"");
            host.preopen("/last", "/last");
        });
        for number in 0..4 {
            assert_eq!(opens(&format!("{}/f", name(number))), Ok(()), "{number}");
        }
        assert_eq!(opens("/last/f"), Ok(()));
    }
}
