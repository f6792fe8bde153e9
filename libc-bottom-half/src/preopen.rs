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

/// Where the name of a preopened directory stands in `TEXT`.
#[derive(Clone, Copy)]
struct Name {
    start: usize,
    end: usize,
}

const FIRST: i32 = 3;

system! {
    /// The number after the last directory's, 0 before the first query. They have successive
    /// numbers.
    static END: Cell<i32> = Cell::new(0);
    static TABLE: [Cell<Name>; MOST] = [const { Cell::new(Name { start: 0, end: 0 }) }; MOST];
    static TEXT: [Cell<u8>; NAMES] = [const { Cell::new(0) }; NAMES];
}

/// Finds the preopened directories on the first call; returns their number.
pub fn count() -> Result<usize> {
    if END.with(Cell::get) == 0 {
        discover()?;
    }
    Ok(known())
}

/// Those found so far.
fn known() -> usize {
    usize::try_from(END.with(Cell::get) - FIRST).unwrap_or(0)
}

/// Whether more than one is known.
pub fn are_several() -> bool {
    known() > 1
}

#[cold]
#[inline(never)]
fn discover() -> Result {
    let mut start = 0;
    let mut fd = Fd(FIRST);
    TABLE.with(|table| {
        TEXT.with(|text| {
            loop {
                let prestat = match wasi::fd_prestat_get(fd) {
                    Ok(prestat) => prestat,
                    Err(Errno::BADF) => break,
                    Err(error) => return Err(error),
                };
                if let Some(slot) = table.get((fd.0 - FIRST) as usize) {
                    let end = start + prestat.name_len;
                    // No path is in a directory whose name does not fit.
                    let mut name = Name { start: 1, end: 0 };
                    if prestat.tag == Prestat::DIR
                        && let Some(room) = text.get(start..end)
                    {
                        wasi::fd_prestat_dir_name(fd, BytesMut::cells(room))?;
                        name = Name { start, end };
                        start = end;
                    }
                    slot.set(name);
                }
                fd.0 += 1;
            }
            END.with(|end| end.set(fd.0));
            Ok(())
        })
    })
}

/// Whether this descriptor is a preopened directory.
pub fn owns(fd: Fd) -> bool {
    if fd.0 < FIRST {
        return false;
    }
    match END.with(Cell::get) {
        0 => wasi::fd_prestat_get(fd).is_ok(),
        end => fd.0 < end,
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
#[inline]
fn compare<'a>(place: &[Cell<u8>], path: &'a [u8]) -> Lies<'a> {
    let mut rest = names(path);
    let mut depth = 0;
    for wanted in names(place) {
        // The program starts in the root, which is above itself.
        if let [a, b] = wanted
            && (a.get(), b.get()) == (b'.', b'.')
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

/// The result of a search for a path.
struct Found<'a> {
    /// How well the directory fits: 0 if none does.
    rank: usize,
    fd: Fd,
    rest: &'a [u8],
    /// Whether a directory lies below the path.
    is_above: bool,
}

#[inline(never)]
fn search(path: &[u8], relative: bool) -> Found<'_> {
    let mut found = Found {
        rank: 0,
        fd: Fd(FIRST),
        rest: path,
        is_above: false,
    };
    let count = known();
    TABLE.with(|table| {
        TEXT.with(|text| {
            for (slot, fd) in table.iter().take(count).zip(FIRST..) {
                let Some(name) = text.get(slot.get().start..slot.get().end) else {
                    continue;
                };
                match compare(name, path) {
                    Lies::In(depth, rest) => {
                        let is_relative = name.first().is_none_or(|byte| byte.get() != b'/');
                        let rank = 2 * depth + 1 + usize::from(is_relative == relative);
                        if rank > found.rank {
                            found.rank = rank;
                            found.fd = Fd(fd);
                            found.rest = if rest.is_empty() { b"." } else { rest };
                        }
                    }
                    Lies::Above => found.is_above = true,
                    Lies::Elsewhere => {}
                }
            }
        });
    });
    found
}

/// The innermost preopened directory that contains a path, and the rest of the path. `path`
/// is relative to the root, whether or not it begins with a slash; its names are compared as
/// they are. If two directories have the same place, the one whose name is `relative` like
/// the path is used.
pub fn find(path: &[u8], relative: bool) -> Result<(Fd, &[u8])> {
    count()?;
    match search(path, relative) {
        Found { rank: 0, .. } => Err(Errno::NOENT),
        Found { fd, rest, .. } => Ok((fd, rest)),
    }
}

/// Whether a preopened directory lies below this path, so that it must be a directory too.
pub fn any_below(path: &[u8]) -> bool {
    search(path, false).is_above
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
