//! Maps of files: the pages, and the parts of files that they show.
//!
//! A map holds the description of its file, so that the file stays open when the descriptor
//! is closed. Pages of a host's file are copies. For a writable shared map there is a
//! second copy, of the file's content, and the differences are written back. A file in
//! memory has its own pages, and a shared map shows these. Mapping the same part of a file
//! again returns the same pages, which are counted by the maps that cover them.

use core::cell::Cell;
use core::ops::Range;

use crate::abi::fcntl as c;
use crate::conv;
use crate::errno::{Errno, Result};
use crate::fd;
use crate::file::FileId;
use crate::machine::PAGE_SIZE;
use crate::mm;
use crate::state::process;
use crate::table::{self, What};
use crate::user::{Bytes, BytesMut};
use crate::wasi::{self, Fd, Filetype, Rights};

/// The maximum number of maps of files.
const LIMIT: usize = 1024;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Private,
    Shared,
    /// Shared, and the pages are the file's own.
    Own,
}

#[derive(Clone, Copy)]
struct Map {
    first: usize,
    /// The page behind the last. A free record has no pages.
    end: usize,
    /// Where in the file the first page begins.
    offset: u64,
    description: usize,
    kind: Kind,
    /// The device and the number of the file, of a shared map.
    file: FileId,
    /// The place of the copy of the file's content, if differences are written back.
    copy: Option<usize>,
}

const FREE: Map = Map {
    first: 0,
    end: 0,
    offset: 0,
    description: 0,
    kind: Kind::Private,
    file: FileId::NONE,
    copy: None,
};

impl Map {
    fn pages(&self) -> Range<usize> {
        self.first..self.end
    }

    /// Whether the map has one of these pages.
    fn shows(&self, pages: &Range<usize>) -> bool {
        self.first.max(pages.start) < self.end.min(pages.end)
    }

    /// Where in the file a page of the map begins.
    fn offset_of(&self, page: usize) -> u64 {
        self.offset + ((page - self.first) * PAGE_SIZE) as u64
    }

    /// The part of the file that the map shows.
    fn range(&self) -> Range<u64> {
        self.offset..self.offset_of(self.end)
    }

    /// The pages with these bytes of the file.
    fn pages_of(&self, bytes: &Range<u64>) -> Range<usize> {
        let page = |at: u64| {
            let at = at.min(self.range().end).saturating_sub(self.offset);
            self.first + at.div_ceil(PAGE_SIZE as u64) as usize
        };
        let start = bytes.start / PAGE_SIZE as u64 * PAGE_SIZE as u64;
        page(start)..page(bytes.end)
    }

    fn copy_of(&self, pages: &Range<usize>) -> Option<Range<usize>> {
        let start = self.copy? + (pages.start - self.first);
        Some(start..start + pages.len())
    }

    fn what(&self) -> Option<What> {
        table::held(self.description)
    }

    /// The file, if it is one of the host's.
    fn host(&self) -> Option<Fd> {
        match self.what() {
            Some(What::Host(fd)) => Some(fd),
            _ => None,
        }
    }
}

process! {
    static MAPS: [Cell<Map>; LIMIT] = [const { Cell::new(FREE) }; LIMIT];
    /// All records from this one on are free.
    static USED: Cell<usize> = Cell::new(0);
}

mm::pages! { process:
    /// Pages of no file that are shared.
    static SHARED;
    /// Pages that may be neither read nor written.
    static CLOSED;
}

/// Records a new map of pages.
pub fn remember(pages: Range<usize>, shared: bool, closed: bool) {
    SHARED.with(|set| mm::change(set, pages.clone(), shared));
    close(pages, closed);
}

/// Records that pages are mapped like others.
pub fn remember_alike(others: Range<usize>, pages: Range<usize>) {
    let other = others.start..others.start + 1;
    let shared = SHARED.with(|set| mm::is_in(set, other.clone()));
    remember(pages, shared, is_closed(other));
}

pub fn close(pages: Range<usize>, closed: bool) {
    CLOSED.with(|set| mm::change(set, pages, closed));
}

/// Whether one of the pages may be neither read nor written.
pub fn is_closed(pages: Range<usize>) -> bool {
    CLOSED.with(|set| !mm::is_out(set, pages))
}

/// Whether the pages are private and of no file.
pub fn is_private_memory(pages: Range<usize>) -> bool {
    SHARED.with(|set| mm::is_out(set, pages.clone())) && !covers(pages)
}

fn get(index: usize) -> Map {
    MAPS.with(|maps| maps.get(index).map_or(FREE, Cell::get))
}

fn set(index: usize, map: Map) {
    MAPS.with(|maps| {
        if let Some(slot) = maps.get(index) {
            slot.set(map);
        }
    });
    USED.with(|used| used.set(used.get().max(index + 1)));
}

fn all() -> impl Iterator<Item = (usize, Map)> {
    (0..USED.with(Cell::get)).map(|index| (index, get(index)))
}

/// The map that covers the first of the pages that any covers. Among several, it is one
/// that is not written back, so that nothing is lost, and of these the smallest, so that
/// unmapping a part of a larger map ends the map of that part.
fn next(pages: &Range<usize>) -> Option<(usize, Map)> {
    let key = |map: &Map| {
        let from = map.first.max(pages.start);
        (from, map.copy.is_some(), map.end - map.first)
    };
    all()
        .filter(|(_, map)| map.shows(pages))
        .min_by_key(|(_, map)| key(map))
}

/// Whether one of the pages shows a file.
pub fn covers(pages: Range<usize>) -> bool {
    next(&pages).is_some()
}

fn free() -> Result<usize> {
    (0..LIMIT)
        .find(|&index| get(index).end == 0)
        .ok_or(Errno::NOMEM)
}

fn forget_record(index: usize) {
    set(index, FREE);
    USED.with(|used| {
        while used.get() > 0 && get(used.get() - 1).end == 0 {
            used.set(used.get() - 1);
        }
    });
}

/// The request for a map.
#[derive(Clone, Copy)]
pub struct Wanted {
    pub offset: u64,
    /// In bytes.
    pub length: usize,
    pub shared: bool,
    pub writable: bool,
    /// Whether the caller specifies the address.
    pub fixed: bool,
}

/// Maps part of a file onto the pages that `place` makes, or onto some that show it
/// already; the first of them.
pub fn map(fd: Fd, wanted: Wanted, place: impl FnOnce() -> Result<Range<usize>>) -> Result<usize> {
    // That there is a free record; `place` may change which one it is.
    free()?;
    let count = wanted.length.div_ceil(PAGE_SIZE);
    let bytes = count as u64 * PAGE_SIZE as u64;
    wanted.offset.checked_add(bytes).ok_or(Errno::OVERFLOW)?;
    let (what, flags) = table::what(fd)?;
    let (file, size) = match what {
        What::Host(host) => check(host, wanted)?,
        What::Inside(kind, object) => {
            let access = flags & c::O_ACCMODE;
            if access == c::O_WRONLY || (access == c::O_RDONLY && wanted.shared && wanted.writable)
            {
                return Err(Errno::ACCES);
            }
            if wanted.shared {
                // Pages cannot be at two addresses.
                if wanted.fixed {
                    return Err(Errno::INVAL);
                }
                let first = kind.pages(object, wanted.offset, wanted.length)?;
                let map = Map {
                    first,
                    end: first + count,
                    offset: wanted.offset,
                    description: table::hold(fd)?,
                    kind: Kind::Own,
                    ..FREE
                };
                set(free()?, map);
                return Ok(first);
            }
            (FileId::NONE, UNKNOWN)
        }
    };
    let mut map = Map {
        offset: wanted.offset,
        description: table::hold(fd)?,
        kind: if wanted.shared {
            Kind::Shared
        } else {
            Kind::Private
        },
        file,
        ..FREE
    };
    let made = match again(&mut map, count, wanted) {
        Ok(false) => show(&mut map, what, size, wanted, place),
        Ok(true) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = made {
        let _ = table::let_go(map.description);
        return Err(error);
    }
    if wanted.shared {
        table::set_watch(&Watch);
    }
    set(free()?, map);
    Ok(map.first)
}

/// The size of a file, if it was not determined.
const UNKNOWN: u64 = u64::MAX;

/// Checks that a host's file can be mapped as requested; returns its identity and its size.
fn check(fd: Fd, wanted: Wanted) -> Result<(FileId, u64)> {
    let stat = wasi::fd_fdstat_get(fd)?;
    if stat.filetype != Filetype::REGULAR_FILE {
        return Err(Errno::NODEV);
    }
    let write = wanted.shared && wanted.writable;
    if !stat.rights_base.has(Rights::FD_READ) || (write && !stat.rights_base.has(Rights::FD_WRITE))
    {
        return Err(Errno::ACCES);
    }
    if !wanted.shared {
        return Ok((FileId::NONE, UNKNOWN));
    }
    let stat = wasi::fd_filestat_get(fd)?;
    Ok((FileId::of(&stat), stat.size))
}

fn identity(fd: Fd) -> Result<FileId> {
    let stat = wasi::fd_filestat_get(fd)?;
    Ok(FileId::of(&stat))
}

/// Whether a shared map shows this file. A host that does not number its files says 0.
fn same_file(map: &Map, description: usize, file: FileId) -> bool {
    map.kind == Kind::Shared
        && (map.description == description || (map.file == file && file.is_numbered()))
}

/// Uses the pages of a shared map that already shows all of it, if there is one.
fn again(new: &mut Map, count: usize, wanted: Wanted) -> Result<bool> {
    let end = new.offset + count as u64 * PAGE_SIZE as u64;
    let mut found: Option<Map> = None;
    for (_, old) in all() {
        if new.kind != Kind::Shared || !same_file(&old, new.description, new.file) {
            continue;
        }
        if wanted.fixed || old.offset > new.offset || old.range().end < end {
            // Its own pages cannot be used, so the content is copied.
            write_back(&old, old.pages())?;
        } else if found.is_none_or(|found| found.copy.is_none()) {
            found = Some(old);
        }
    }
    let Some(old) = found else {
        return Ok(false);
    };
    new.first = old.first + ((new.offset - old.offset) / PAGE_SIZE as u64) as usize;
    new.end = new.first + count;
    if wanted.writable {
        new.copy = Some(match old.copy_of(&new.pages()) {
            Some(copy) => copy.start,
            None => copy(new.pages())?,
        });
    }
    Ok(true)
}

/// Fills new pages.
fn show(
    map: &mut Map,
    what: What,
    size: u64,
    wanted: Wanted,
    place: impl FnOnce() -> Result<Range<usize>>,
) -> Result {
    let pages = place()?;
    (map.first, map.end) = (pages.start, pages.end);
    let to = mm::bytes(pages.clone());
    let result = fill(what, to, wanted.offset, size).and_then(|rest| {
        mm::clean(pages.clone(), to.len() - rest.len());
        if wanted.shared && wanted.writable {
            map.copy = Some(copy(pages.clone())?);
        }
        Ok(())
    });
    if result.is_err() {
        mm::unmap(pages);
    }
    result
}

/// New pages with the same content.
fn copy(pages: Range<usize>) -> Result<usize> {
    let first = mm::reserve(pages.len())?;
    let to = first..first + pages.len();
    let n = mm::bytes(pages).as_bytes().copy_to(mm::bytes(to.clone()));
    mm::clean(to, n);
    Ok(first)
}

/// Reads a file of this size into memory; returns the part of the memory after the file's
/// end.
fn fill(
    what: What,
    mut to: BytesMut<'static>,
    offset: u64,
    size: u64,
) -> Result<BytesMut<'static>> {
    let mut at = offset;
    while !to.is_empty() && at < size {
        let n = match what {
            What::Host(fd) => wasi::fd_pread(fd, &[to], at).map_err(no_reading)?,
            What::Inside(kind, object) => kind
                .read_at(object, &[to], i64::try_from(at).unwrap_or(i64::MAX))
                .map_err(no_reading)?,
        };
        if n > to.len() {
            return Err(Errno::IO);
        }
        if n == 0 {
            break;
        }
        to = to.from(n);
        at += n as u64;
    }
    Ok(to)
}

fn no_reading(error: Errno) -> Errno {
    match error {
        Errno::NOTCAPABLE => Errno::ACCES,
        // An object inside the process that is not a file.
        Errno::SPIPE => Errno::NODEV,
        error => error,
    }
}

/// Reads the file's content into pages of a map.
fn refill(map: &Map, pages: Range<usize>) -> Result {
    let what = map.what().ok_or(Errno::BADF)?;
    let to = mm::bytes(pages.clone());
    fill(what, to, map.offset_of(pages.start), UNKNOWN)?.fill(0);
    if let Some(copy) = map.copy_of(&pages) {
        mm::bytes(pages).as_bytes().copy_to(mm::bytes(copy));
    }
    Ok(())
}

/// The size of a block: each is compared as a whole, and written back from the first byte
/// that differs to the last.
const BLOCK: usize = 4096;

/// The part of a block in which two views differ; empty when they do not.
fn difference(a: Bytes<'static>, b: Bytes<'static>, block: Range<usize>) -> Range<usize> {
    const STEP: usize = size_of::<u64>();
    let part = |view: Bytes<'static>| view.from(block.start).first(block.len());
    if part(a).is(part(b)) {
        return block.start..block.start;
    }
    let differs = |at: &usize| a.get::<u64>(*at) != b.get::<u64>(*at);
    let mut words = block.clone().step_by(STEP);
    let Some(first) = words.find(differs) else {
        return block.start..block.start;
    };
    let last = words.rev().find(differs).unwrap_or(first);
    let differs = |at: &usize| a.get::<u8>(*at) != b.get::<u8>(*at);
    let start = (first..first + STEP).find(differs).unwrap_or(first);
    let end = (last..last + STEP).rev().find(differs).unwrap_or(last);
    start..end + 1
}

/// Writes the pages' differences to the file; nothing after its end.
fn write_back(map: &Map, pages: Range<usize>) -> Result {
    let (Some(copied), Some(fd)) = (map.copy_of(&pages), map.host()) else {
        return Ok(());
    };
    let file = (fd, map.offset_of(pages.start));
    let (now, before) = (mm::bytes(pages), mm::bytes(copied));
    let mut part = 0..0;
    for start in (0..now.len()).step_by(BLOCK) {
        let next = difference(now.as_bytes(), before.as_bytes(), start..start + BLOCK);
        if next.start == part.end {
            part.end = next.end;
        } else if !next.is_empty() {
            write_part(file, now, before, part)?;
            part = next;
        }
    }
    write_part(file, now, before, part)
}

/// Writes a part of a map from `offset` on, unless it is after the file's end.
fn write_part(
    (fd, offset): (Fd, u64),
    now: BytesMut<'static>,
    before: BytesMut<'static>,
    part: Range<usize>,
) -> Result {
    if part.is_empty() {
        return Ok(());
    }
    let size = wasi::fd_filestat_get(fd)?.size.saturating_sub(offset);
    let end = part.end.min(usize::try_from(size).unwrap_or(usize::MAX));
    let changed = now.first(end).from(part.start);
    let mut rest = changed.as_bytes();
    let mut at = offset + part.start as u64;
    while !rest.is_empty() {
        if i64::try_from(at).is_err() {
            return Err(Errno::FBIG);
        }
        let n = fd::not_appending(fd, || wasi::fd_pwrite(fd, &[rest], at))?;
        let n = conv::counted(n, rest.len())?;
        if n == 0 {
            return Err(Errno::IO);
        }
        at += n as u64;
        rest = rest.from(n);
    }
    changed.as_bytes().copy_to(before.from(part.start));
    Ok(())
}

/// Splits a record at `page` into two.
fn split(index: usize, page: usize) -> Result<usize> {
    let map = get(index);
    let other = free()?;
    table::hold_more(map.description);
    let rest = page..map.end;
    set(
        other,
        Map {
            first: page,
            offset: map.offset_of(page),
            copy: map.copy_of(&rest).map(|copy| copy.start),
            ..map
        },
    );
    set(index, Map { end: page, ..map });
    Ok(other)
}

/// The record of a part, cut out of a larger one.
fn cut(mut index: usize, part: &Range<usize>) -> Result<usize> {
    if get(index).first < part.start {
        index = split(index, part.start)?;
    }
    if part.end < get(index).end {
        split(index, part.end)?;
    }
    Ok(index)
}

/// Whether another map, which satisfies the condition, shows some of the pages.
fn elsewhere(index: usize, pages: &Range<usize>, holds: impl Fn(&Map) -> bool) -> bool {
    all().any(|(other, map)| other != index && map.shows(pages) && holds(&map))
}

/// Removes a record and everything that only it uses.
fn remove(index: usize) -> Result {
    let map = get(index);
    let result = write_back(&map, map.pages());
    forget_record(index);
    if let Some(copy) = map.copy_of(&map.pages())
        && !elsewhere(index, &map.pages(), |other| {
            other
                .copy_of(&other.pages())
                .is_some_and(|theirs| theirs.start + map.first == copy.start + other.first)
        })
    {
        mm::unmap(copy);
    }
    if map.kind != Kind::Own && !elsewhere(index, &map.pages(), |_| true) {
        mm::unmap(map.pages());
    }
    // An error of closing is lost, as it is when a program ends.
    let _ = table::let_go(map.description);
    result
}

/// Unmaps pages, of files or not. If several maps share a page, one of them ends. If
/// writing back fails, the error is returned, but the pages are unmapped.
pub fn unmap(pages: Range<usize>) -> Result {
    let mut result = Ok(());
    let mut rest = pages;
    while let Some((index, map)) = next(&rest) {
        if rest.start < map.first {
            mm::unmap(rest.start..map.first);
            rest.start = map.first;
        }
        // Up to the place where it, or another map of the same pages, begins or ends.
        let edges = all().flat_map(|(_, other)| [other.first, other.end]);
        let end = edges
            .filter(|&edge| edge > rest.start)
            .fold(map.end, usize::min);
        let part = rest.start..end.min(rest.end);
        rest.start = part.end;
        let removed = remove(cut(index, &part)?);
        result = result.and(removed);
    }
    if !rest.is_empty() {
        mm::unmap(rest);
    }
    result
}

/// Whether the file itself has one of these pages.
pub fn is_own(pages: Range<usize>) -> bool {
    all().any(|(_, map)| map.kind == Kind::Own && map.shows(&pages))
}

/// The maps of pages, each with its part of them.
fn parts(pages: Range<usize>) -> impl Iterator<Item = (usize, Map, Range<usize>)> {
    all().filter_map(move |(index, map)| {
        let part = map.first.max(pages.start)..map.end.min(pages.end);
        (!part.is_empty()).then_some((index, map, part))
    })
}

/// Writes the differences back to the files. With `wait`, waits until the host has stored
/// them; with `again`, then reads the files again.
pub fn sync(pages: Range<usize>, wait: bool, again: bool) -> Result {
    for (_, map, part) in parts(pages) {
        write_back(&map, part.clone())?;
        if let (Kind::Shared, Some(fd)) = (map.kind, map.host()) {
            if wait && map.copy.is_some() {
                wasi::fd_datasync(fd)?;
            }
            if again {
                refill(&map, part)?;
            }
        }
    }
    Ok(())
}

/// Lets maps of pages be written to, if their files can be.
pub fn make_writable(pages: Range<usize>) -> Result {
    for (index, map, part) in parts(pages) {
        match (map.kind, map.host()) {
            (Kind::Shared, Some(fd)) if map.copy.is_none() => {
                if elsewhere(index, &part, |other| other.copy.is_some()) {
                    continue;
                }
                if !wasi::fd_fdstat_get(fd)?.rights_base.has(Rights::FD_WRITE) {
                    return Err(Errno::ACCES);
                }
                let copy = Some(copy(map.pages())?);
                set(index, Map { copy, ..map });
            }
            (Kind::Own, _) if table::flags(map.description) & c::O_ACCMODE == c::O_RDONLY => {
                return Err(Errno::ACCES);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Discards the program's changes to private pages: they get the file's content again, or
/// zeros.
pub fn renew(pages: Range<usize>) -> Result {
    for page in pages {
        let page = page..page + 1;
        match next(&page) {
            Some((_, map)) if map.kind == Kind::Private => refill(&map, page)?,
            None if is_private_memory(page.clone()) => mm::bytes(page).fill(0),
            _ => {}
        }
    }
    Ok(())
}

/// Makes the one map of these pages longer or shorter, elsewhere if it must be and may;
/// `None` if they are not of a file.
pub fn resize(
    pages: Range<usize>,
    length: usize,
    may_move: bool,
    place: Option<Range<usize>>,
) -> Result<Option<usize>> {
    let Some((index, map)) = next(&pages) else {
        return Ok(None);
    };
    if map.first > pages.start || map.end < pages.end {
        return Err(Errno::FAULT);
    }
    let count = length.div_ceil(PAGE_SIZE);
    if place.is_none() && count <= pages.len() {
        unmap(pages.start + count..pages.end)?;
        return Ok(Some(pages.start));
    }
    let what = map.what().ok_or(Errno::BADF)?;
    if let (Kind::Own, What::Inside(kind, object)) = (map.kind, what) {
        if place.is_some() {
            return Err(Errno::INVAL);
        }
        // The mapping does not move.
        let first = kind.pages(object, map.offset_of(pages.start), length)?;
        let index = cut(index, &pages)?;
        let map = get(index);
        set(
            index,
            Map {
                first,
                end: first + count,
                ..map
            },
        );
        return Ok(Some(first));
    }
    if !may_move {
        return Err(Errno::NOMEM);
    }
    if all().filter(|(_, map)| map.shows(&pages)).count() > 1 {
        // Other maps of these pages would keep the old address.
        return Err(Errno::NOMEM);
    }
    let index = cut(index, &pages)?;
    let mut new = get(index);
    write_back(&new, pages.clone())?;
    let old = new;
    let to = match place {
        Some(place) => {
            mm::map_at(place.clone(), false)?;
            place
        }
        None => mm::map(count).map(|first| first..first + count)?,
    };
    let kept = pages.len().min(count);
    let result = (|| {
        let behind = mm::bytes(to.start + kept..to.end);
        fill(what, behind, old.offset_of(pages.start + kept), UNKNOWN)?;
        mm::bytes(pages.start..pages.start + kept)
            .as_bytes()
            .copy_to(mm::bytes(to.clone()));
        new.copy = match old.copy {
            Some(_) => Some(copy(to.clone())?),
            None => None,
        };
        Ok(())
    })();
    if let Err(error) = result {
        mm::unmap(to);
        return Err(error);
    }
    (new.first, new.end) = (to.start, to.end);
    table::hold_more(old.description);
    let removed = remove(index);
    set(index, new);
    removed.map(|()| Some(new.first))
}

/// Writes all maps back: the program ends.
pub fn end() {
    for (_, map) in all() {
        // No caller is left to receive the error.
        let _ = write_back(&map, map.pages());
    }
}

/// Keeps shared maps consistent with reads and writes through descriptors.
struct Watch;

impl table::Watch for Watch {
    fn before(&self, fd: Fd, bytes: Range<u64>) {
        touched(fd, &bytes, |map, pages| {
            // If writing back fails now, msync tries again and returns the error.
            let _ = write_back(map, pages);
        });
    }

    fn after(&self, fd: Fd, bytes: Range<u64>) {
        touched(fd, &bytes, |map, pages| {
            // The bytes are in the file, so the write has succeeded.
            let _ = refill(map, pages);
        });
    }
}

/// Calls a function for the shared maps of a file, with the pages that show these bytes.
#[inline(never)]
fn touched(fd: Fd, bytes: &Range<u64>, call: fn(&Map, Range<usize>)) {
    let mut asked = None;
    for (_, map) in all() {
        if map.kind != Kind::Shared {
            continue;
        }
        let mut file = || *asked.get_or_insert_with(|| identity(fd).unwrap_or(FileId::NONE));
        let pages = map.pages_of(bytes);
        if !pages.is_empty() && (map.host() == Some(fd) || same_file(&map, usize::MAX, file())) {
            call(&map, pages);
        }
    }
}

#[cfg(test)]
mod tests;
