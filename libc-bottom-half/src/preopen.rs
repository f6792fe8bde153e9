//! The preopened folders: which there are, and where in the one tree that a program sees.
//!
//! They are asked for when a path first needs them. A name that is absolute says where the
//! folder stands; a relative one (`.` above all) counts from the folder that the program
//! starts in.

use core::cell::Cell;

use crate::errno::{Errno, Result};
use crate::path;
use crate::user::BytesMut;
use crate::wasi::{self, Fd, Prestat, local};

/// How many preopened folders there can be, and how long their names together.
const MOST: usize = 64;
const NAMES: usize = 4096;

#[derive(Clone, Copy)]
struct Preopen {
    fd: Fd,
    /// Where its name stands in `TEXT`.
    start: usize,
    end: usize,
}

/// `COUNT` before anybody asked.
const UNKNOWN: usize = usize::MAX;

local! {
    static COUNT: Cell<usize> = Cell::new(UNKNOWN);
    static TABLE: [Cell<Preopen>; MOST] = [const {
        Cell::new(Preopen { fd: Fd(0), start: 0, end: 0 })
    }; MOST];
    static TEXT: [Cell<u8>; NAMES] = [const { Cell::new(0) }; NAMES];
}

const FIRST: i32 = 3;

/// Finds the preopened folders, the first time; how many there are.
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
        let found = TEXT.with(|text| {
            let room = text
                .get(used..)
                .and_then(|rest| rest.get(..prestat.name_len));
            let name = room.ok_or(Errno::NAMETOOLONG)?;
            wasi::fd_prestat_dir_name(fd, BytesMut::cells(name))?;
            let end = used + prestat.name_len;
            Ok(Preopen {
                fd,
                start: used,
                end,
            })
        })?;
        TABLE.with(|table| match table.get(count) {
            Some(slot) => {
                slot.set(found);
                Ok(())
            }
            None => Err(Errno::MFILE),
        })?;
        used = found.end;
        count += 1;
    }
    COUNT.with(|slot| slot.set(count));
    Ok(count)
}

/// Whether this descriptor is a preopened folder.
pub fn owns(fd: Fd) -> bool {
    if fd.0 < FIRST {
        return false;
    }
    match COUNT.with(Cell::get) {
        UNKNOWN => wasi::fd_prestat_get(fd).is_ok(),
        count => TABLE.with(|table| table.iter().take(count).any(|slot| slot.get().fd == fd)),
    }
}

/// How a path lies to a preopened folder.
enum Lies<'a> {
    /// In it: so many names down, and with the rest of the path below.
    In(usize, &'a [u8]),
    /// On the way to it.
    Above,
    Elsewhere,
}

/// Compares the name of a preopened folder with a path, name by name.
#[inline(never)]
fn compare<'a>(place: &[Cell<u8>], path: &'a [u8]) -> Lies<'a> {
    let mut names = path::names(path);
    let mut depth = 0;
    for wanted in path::names(place) {
        // The program starts in the root, which is above itself.
        if let [Cell { .. }, Cell { .. }] = wanted
            && wanted.iter().all(|byte| byte.get() == b'.')
        {
            continue;
        }
        let Some(name) = names.next() else {
            return Lies::Above;
        };
        if name.len() != wanted.len() || wanted.iter().zip(name).any(|(a, b)| a.get() != *b) {
            return Lies::Elsewhere;
        }
        depth += 1;
    }
    Lies::In(depth, names.rest())
}

/// The preopened folder that a path lies in, the innermost if there are several, and the
/// part of the path below it. `path` counts from the root, whether or not it begins with
/// a slash; its names are taken as they are. Of two folders at the same place the one
/// wins whose name is `relative` as the path was.
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

/// Whether a preopened folder lies below this path, so that it must be a folder too.
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

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn forget() {
    COUNT.with(|count| count.set(UNKNOWN));
}
