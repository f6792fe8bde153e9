//! The preopened folders: which there are, and where in the one tree that a program sees.
//!
//! They are asked for when a path first needs them. A name that is absolute says where the
//! folder stands; a relative one (`.` above all) counts from the folder that the program
//! starts in.

use core::cell::Cell;

use crate::errno::{Errno, Result};
use crate::path::{self, Name};
use crate::user::BytesMut;
use crate::wasi::{self, Fd, Prestat, local};

/// How many preopened folders there can be, and how long their names together.
const MOST: usize = 64;
const NAMES: usize = 4096;

#[derive(Clone, Copy)]
struct Preopen {
    fd: Fd,
    /// Where its place in the tree stands in `TEXT`: names with a slash between, none of
    /// them `.` or `..`; empty for the root.
    start: usize,
    end: usize,
    /// Whether its name was a relative one.
    relative: bool,
}

/// `COUNT` before anybody asked.
const UNKNOWN: usize = usize::MAX;

local! {
    static COUNT: Cell<usize> = Cell::new(UNKNOWN);
    static TABLE: [Cell<Preopen>; MOST] = [const {
        Cell::new(Preopen { fd: Fd(0), start: 0, end: 0, relative: false })
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
            Ok(Preopen {
                fd,
                start: used,
                end: used + normalize(name),
                relative: name.first().is_none_or(|byte| byte.get() != b'/'),
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

/// Rewrites a name without slashes too many, `.` and `..`, in place; returns its length.
fn normalize(text: &[Cell<u8>]) -> usize {
    let mut to = 0;
    let mut from = 0;
    let byte = |index: usize| text.get(index).map_or(b'/', Cell::get);
    while from < text.len() {
        let start = from;
        while from < text.len() && byte(from) != b'/' {
            from += 1;
        }
        let len = from - start;
        from += 1;
        match len {
            0 => continue,
            1 if byte(start) == b'.' => continue,
            2 if byte(start) == b'.' && byte(start + 1) == b'.' => {
                while to > 0 && byte(to - 1) != b'/' {
                    to -= 1;
                }
                to = to.saturating_sub(1);
                continue;
            }
            _ => {}
        }
        let slash = usize::from(to > 0);
        if let (1, Some(cell)) = (slash, text.get(to)) {
            cell.set(b'/');
        }
        for offset in 0..len {
            if let Some(cell) = text.get(to + slash + offset) {
                cell.set(byte(start + offset));
            }
        }
        to += slash + len;
    }
    to
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
enum Lies {
    /// In it: this much of the path leads there.
    In(usize),
    /// On the way to it.
    Above,
    Elsewhere,
}

/// Compares the place of a preopened folder with a path, name by name.
fn compare(place: &[Cell<u8>], path: &[u8]) -> Lies {
    let mut names = path::names(path);
    let mut place = place;
    while !place.is_empty() {
        let len = place
            .iter()
            .position(|byte| byte.get() == b'/')
            .unwrap_or(place.len());
        let Some(Name { text, .. }) = names.next() else {
            return Lies::Above;
        };
        let (wanted, rest) = place.split_at_checked(len).unwrap_or((place, &[]));
        if text.len() != len || wanted.iter().zip(text).any(|(a, &b)| a.get() != b) {
            return Lies::Elsewhere;
        }
        place = rest.get(1..).unwrap_or(&[]);
    }
    Lies::In(names.position())
}

/// The preopened folder that a path lies in, the innermost if there are several, and the
/// part of the path below it. `path` counts from the root, whether or not it begins with
/// a slash; its names are taken as they are. Of two folders at the same place the one
/// wins whose name was `relative` as the path was.
pub fn find(path: &[u8], relative: bool) -> Result<(Fd, &[u8])> {
    let count = count()?;
    let mut best: Option<(Preopen, &[u8])> = None;
    TABLE.with(|table| {
        TEXT.with(|text| {
            for slot in table.iter().take(count) {
                let preopen = slot.get();
                let place = text.get(preopen.start..preopen.end).unwrap_or(&[]);
                let Lies::In(position) = compare(place, path) else {
                    continue;
                };
                let better = match best {
                    None => true,
                    Some((old, _)) => {
                        let (len, old_len) = (preopen.end - preopen.start, old.end - old.start);
                        len > old_len || (len == old_len && old.relative != relative)
                    }
                };
                if better {
                    best = Some((preopen, path.get(position..).unwrap_or(&[])));
                }
            }
        });
    });
    match best {
        Some((preopen, rest)) => Ok((preopen.fd, if rest.is_empty() { b"." } else { rest })),
        None => Err(Errno::NOENT),
    }
}

/// Whether a preopened folder lies below this path, so that it must be a folder too.
pub fn any_below(path: &[u8]) -> bool {
    let count = COUNT.with(Cell::get);
    TABLE.with(|table| {
        TEXT.with(|text| {
            table
                .iter()
                .take(if count == UNKNOWN { 0 } else { count })
                .any(|slot| {
                    let preopen = slot.get();
                    let place = text.get(preopen.start..preopen.end).unwrap_or(&[]);
                    matches!(compare(place, path), Lies::Above)
                })
        })
    })
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn forget() {
    COUNT.with(|count| count.set(UNKNOWN));
}
