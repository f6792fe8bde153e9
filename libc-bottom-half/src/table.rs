//! Descriptors as POSIX has them: numbers that refer to open file descriptions, several to
//! the same one. A description is of a host's file or of an object inside the process.
//!
//! The rest of the bottom half uses a descriptor's number as the host's. A program that
//! links `dup` or a similar call gets [`crate::entry::table`] instead of the plain syscalls,
//! and with it this table between its numbers and the host's. A number that was never
//! changed still has the host's meaning.

use core::cell::Cell;
use core::ops::Range;

use crate::abi::fcntl as c;
use crate::abi::stat::Stat;
use crate::errno::{Errno, Result};
use crate::fd::LIMIT;
use crate::file::FileId;
use crate::preopen;
use crate::process;
use crate::state::{process, system};
use crate::user::{Bytes, BytesMut};
use crate::wasi::{self, Eventtype, Fd, Whence};

pub mod dev_fd;
pub mod kept;
pub mod owner;
pub mod wait;

pub use owner::{Descriptors, Host, Table};

use wait::Waits;

/// An object that exists only in this process. Each kind keeps its objects in a separate
/// array, and is linked only if a program can create one.
///
/// A call that waits for something that can never happen fails with `DEADLK` instead of
/// `AGAIN`.
pub trait Inside: Sync {
    fn read(&self, _object: usize, _to: &[BytesMut<'_>], _flags: i32) -> Result<usize> {
        Err(Errno::BADF)
    }

    /// The data that [`read`](Self::read) would read from the byte `skip` on; the data
    /// stays.
    fn peek(&self, _object: usize, _skip: usize, _to: BytesMut<'_>, _flags: i32) -> Result<usize> {
        Err(Errno::BADF)
    }

    fn write(&self, _object: usize, _from: &[Bytes<'_>], _flags: i32) -> Result<usize> {
        Err(Errno::BADF)
    }

    fn read_at(&self, _object: usize, _to: &[BytesMut<'_>], _at: i64) -> Result<usize> {
        Err(Errno::SPIPE)
    }

    fn write_at(&self, _object: usize, _from: &[Bytes<'_>], _at: i64) -> Result<usize> {
        Err(Errno::SPIPE)
    }

    fn seek(&self, _object: usize, _offset: i64, _whence: Whence) -> Result<i64> {
        Err(Errno::SPIPE)
    }

    fn truncate(&self, _object: usize, _size: i64) -> Result {
        Err(Errno::INVAL)
    }

    /// The first of its own pages that contain these bytes. They do not move while they are
    /// mapped.
    fn pages(&self, _object: usize, _offset: u64, _length: usize) -> Result<usize> {
        Err(Errno::NODEV)
    }

    /// The number of readable bytes, as `FIONREAD` returns it.
    fn readable(&self, _object: usize) -> Result<usize> {
        Err(Errno::NOTTY)
    }

    fn status(&self, object: usize) -> Stat;

    /// The current events, requested or not.
    fn events(&self, object: usize) -> i16;

    /// A number that changes with every possible event.
    fn happened(&self, _object: usize) -> u32 {
        0
    }

    /// Adds waits of the host, after which there may be another event.
    fn waits(&self, _object: usize, _waits: &mut Waits) -> Result {
        Ok(())
    }

    /// The host's terminal that it stands for.
    fn terminal(&self, _object: usize) -> Option<Fd> {
        None
    }

    fn special(&self) -> Special {
        Special::None
    }

    /// No descriptor refers to it any more.
    fn close(&self, object: usize);
}

/// Its kind, if the kind has special calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    None,
    Epoll,
    #[cfg(any(network, test))]
    Network,
    Queue,
    Signals,
    Timer,
}

/// The object of a description.
#[derive(Clone, Copy)]
pub enum What<Kind = &'static dyn Inside> {
    Host(Fd),
    Inside(Kind, usize),
}

#[derive(Clone, Copy)]
pub struct Description {
    /// The number of descriptors that refer to it; 0 if it is free.
    references: usize,
    /// Access mode and status flags of an inside object; the host keeps its own.
    flags: i32,
    pub what: Option<What>,
}

impl Description {
    const FREE: Self = Self {
        references: 0,
        flags: 0,
        what: None,
    };
}

/// The meaning of a number: the host's descriptor of that number if there is one, nothing,
/// or a description.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Slot(u16);

impl Slot {
    const UNTOUCHED: Self = Self(0);
    const CLOSED: Self = Self(1);
    const FIRST: u16 = 2;
    const CLOSE_ON_EXEC: u16 = 1 << 15;

    const fn new(description: usize, close_on_exec: bool) -> Self {
        let flag = if close_on_exec {
            Self::CLOSE_ON_EXEC
        } else {
            0
        };
        Self((description as u16 + Self::FIRST) | flag)
    }

    /// Which description it is.
    #[inline]
    fn description(self) -> Option<usize> {
        let number = self.0 & !Self::CLOSE_ON_EXEC;
        number.checked_sub(Self::FIRST).map(usize::from)
    }

    const fn is_close_on_exec(self) -> bool {
        self.0 & Self::CLOSE_ON_EXEC != 0
    }
}

process! {
    static SLOTS: [Cell<Slot>; LIMIT] = [const { Cell::new(Slot::UNTOUCHED) }; LIMIT];
}

system! {
    static DESCRIPTIONS: [Cell<Description>; LIMIT] = [const { Cell::new(Description::FREE) }; LIMIT];

    /// The functions to call when a description ends.
    static ENDED: Cell<Option<fn(usize)>> = Cell::new(None);

    static LOCKS: Cell<Option<&'static Locks>> = Cell::new(None);
}

fn slot(fd: usize) -> Option<Slot> {
    SLOTS.with(|slots| slots.get(fd).map(Cell::get))
}

fn set_slot(fd: usize, to: Slot) {
    SLOTS.with(|slots| {
        if let Some(slot) = slots.get(fd) {
            slot.set(to);
        }
    });
}

pub fn description(index: usize) -> Description {
    DESCRIPTIONS.with(|all| all.get(index).map_or(Description::FREE, Cell::get))
}

fn set_description(index: usize, to: Description) {
    DESCRIPTIONS.with(|all| {
        if let Some(description) = all.get(index) {
            description.set(to);
        }
    });
}

/// The number as an index; `BADF` when it cannot be one.
fn number(fd: Fd) -> Result<usize> {
    match usize::try_from(fd.0) {
        Ok(fd) if fd < LIMIT => Ok(fd),
        _ => Err(Errno::BADF),
    }
}

/// The object of a descriptor, and the flags of an inside object.
#[inline]
pub fn what(fd: Fd) -> Result<(What, i32)> {
    let slot = slot(number(fd)?).unwrap_or(Slot::CLOSED);
    if slot == Slot::UNTOUCHED {
        return Ok((What::Host(fd), 0));
    }
    let description = description(slot.description().ok_or(Errno::BADF)?);
    let what = description.what.ok_or(Errno::BADF)?;
    Ok((what, description.flags))
}

/// The object of a descriptor if it is of this kind, or else an error, and the descriptor's
/// flags.
pub fn special(fd: Fd, kind: Special, otherwise: Errno) -> Result<(usize, i32)> {
    match what(fd)? {
        (What::Inside(inside, object), flags) if inside.special() == kind => Ok((object, flags)),
        _ => described(fd).and(Err(otherwise)),
    }
}

/// The host's number for a descriptor that may be a terminal, or else an error.
pub fn terminal(fd: Fd) -> Result<Fd> {
    match what(fd)?.0 {
        What::Host(fd) => Ok(fd),
        What::Inside(kind, object) => kind.terminal(object).ok_or(Errno::NOTTY),
    }
}

/// The host's number for a descriptor, or else an error.
pub fn host(fd: Fd, otherwise: Errno) -> Result<Fd> {
    match what(fd)?.0 {
        What::Host(fd) => Ok(fd),
        What::Inside(..) => Err(otherwise),
    }
}

/// The place of a description that is not in use.
fn free() -> Result<usize> {
    (0..LIMIT)
        .find(|&index| description(index).references == 0)
        .ok_or(Errno::NFILE)
}

fn describe(index: usize, what: What, flags: i32) {
    set_description(
        index,
        Description {
            references: 0,
            flags,
            what: Some(what),
        },
    );
}

/// The description of a descriptor. A number that was never changed gets one, if the host
/// knows it.
pub fn described(fd: Fd) -> Result<usize> {
    let number = number(fd)?;
    match slot(number) {
        Some(Slot::UNTOUCHED) => {
            wasi::fd_fdstat_get(fd)?;
            let index = free()?;
            describe(index, What::Host(fd), 0);
            refer(number, index, false);
            Ok(index)
        }
        slot => slot.and_then(Slot::description).ok_or(Errno::BADF),
    }
}

/// Refers to the description of a descriptor without a new number. The caller must call
/// [`let_go`] later.
pub fn hold(fd: Fd) -> Result<usize> {
    let index = described(fd)?;
    hold_again(index);
    Ok(index)
}

/// Adds a reference to a held description, which needs another [`let_go`].
pub fn hold_more(index: usize) {
    hold_again(index);
}

/// The object of a held description.
pub fn held(index: usize) -> Option<What> {
    description(index).what
}

/// The flags of the inside object of a held description.
pub fn flags(index: usize) -> i32 {
    description(index).flags
}

#[inline(always)]
fn hold_again(index: usize) {
    let description = description(index);
    set_description(
        index,
        Description {
            references: description.references + 1,
            ..description
        },
    );
}

/// Gives a description that is held the lowest free number as well.
pub fn give(index: usize, close_on_exec: bool) -> Result<Fd> {
    let number = lowest(0)?;
    refer(number, index, close_on_exec);
    Ok(Fd(number as i32))
}

fn refer(number: usize, index: usize, close_on_exec: bool) {
    hold_again(index);
    set_slot(number, Slot::new(index, close_on_exec));
}

/// The lowest free number from `from` on.
fn lowest(from: usize) -> Result<usize> {
    for number in from..LIMIT {
        if !process::allows_descriptor(number) {
            break;
        }
        match slot(number) {
            Some(Slot::CLOSED) => return Ok(number),
            // Every host has the three streams, and the preopened directories are known.
            Some(Slot::UNTOUCHED) if number < 3 || preopen::owns(Fd(number as i32)) => {}
            Some(Slot::UNTOUCHED) => match described(Fd(number as i32)) {
                Err(Errno::BADF) => {
                    // Queried once, because every open goes through here.
                    set_slot(number, Slot::CLOSED);
                    return Ok(number);
                }
                Err(Errno::NFILE) => return Err(Errno::NFILE),
                // Whatever its error is, the host has it.
                _ => {}
            },
            _ => {}
        }
    }
    Err(Errno::MFILE)
}

/// Gives a new object the lowest free number. On failure, nothing was created.
#[inline]
pub fn open(flags: i32, close_on_exec: bool, make: impl FnOnce() -> Result<What>) -> Result<Fd> {
    let place = place()?;
    Ok(put(place, make()?, flags, close_on_exec))
}

/// Gives two new files of the host the lowest free numbers. On failure, nothing was created.
///
/// The numbers are chosen before the host makes the files, which could be taken for older ones.
pub fn open_pair(close_on_exec: bool, make: impl FnOnce() -> Result<[Fd; 2]>) -> Result<[Fd; 2]> {
    let first = place()?;
    let number = lowest(first.0 + 1)?;
    let mut others = first.1 + 1..LIMIT;
    let index = others
        .find(|&index| description(index).references == 0)
        .ok_or(Errno::NFILE)?;
    let [one, two] = make()?;
    Ok([
        put(first, What::Host(one), 0, close_on_exec),
        put((number, index), What::Host(two), 0, close_on_exec),
    ])
}

/// The lowest free number, and the place of a description.
#[inline(never)]
fn place() -> Result<(usize, usize)> {
    Ok((lowest(0)?, free()?))
}

#[inline(never)]
fn put((number, index): (usize, usize), what: What, flags: i32, close_on_exec: bool) -> Fd {
    if let What::Host(fd) = what
        && let Ok(same) = self::number(fd)
        && same != number
        && slot(same) == Some(Slot::UNTOUCHED)
    {
        // The host's number is new too, and now has another meaning.
        set_slot(same, Slot::CLOSED);
    }
    describe(index, what, flags);
    refer(number, index, close_on_exec);
    Fd(number as i32)
}

/// Gives the object of a descriptor another number: the lowest free one from `from` on.
pub fn copy(fd: Fd, from: usize, close_on_exec: bool) -> Result<Fd> {
    let index = described(fd)?;
    let number = lowest(from)?;
    refer(number, index, close_on_exec);
    Ok(Fd(number as i32))
}

/// The same with a number that may be in use, which is closed.
pub fn copy_to(fd: Fd, to: Fd, close_on_exec: bool) -> Result<Fd> {
    let index = described(fd)?;
    let number = number(to)?;
    if !process::allows_descriptor(number) {
        return Err(Errno::BADF);
    }
    if described(to).is_ok() {
        // POSIX: an error of closing is lost.
        let _ = release(number);
    }
    refer(number, index, close_on_exec);
    Ok(to)
}

/// Gives the object of a descriptor another number instead of its own.
pub fn renumber(fd: Fd, to: Fd) -> Result {
    if fd == to {
        return described(fd).map(drop);
    }
    let close_on_exec = close_on_exec(fd)?;
    copy_to(fd, to, close_on_exec)?;
    close(fd)
}

/// Frees a number; its object ends with the last one.
fn release(number: usize) -> Result {
    let index = slot(number).and_then(Slot::description);
    let index = index.ok_or(Errno::BADF)?;
    if let Some(locks) = LOCKS.with(Cell::get)
        && let Some(what) = description(index).what
    {
        (locks.closing)(what);
    }
    set_slot(number, Slot::CLOSED);
    drop_reference(index)
}

/// Releases what [`hold`] took.
pub fn let_go(index: usize) -> Result {
    drop_reference(index)
}

// Always inlined, as is what it calls: a program without `let_go` gets it once.
#[inline(always)]
fn drop_reference(index: usize) -> Result {
    let old = description(index);
    let references = old.references.saturating_sub(1);
    let what = if references == 0 { None } else { old.what };
    set_description(
        index,
        Description {
            references,
            what,
            ..old
        },
    );
    match old.what {
        Some(what) if references == 0 => {
            if let Some(ended) = ENDED.with(Cell::get) {
                ended(index);
            }
            if let Some(locks) = LOCKS.with(Cell::get) {
                (locks.ended)(index);
            }
            end(what)
        }
        _ => Ok(()),
    }
}

#[inline(always)]
fn end(what: What) -> Result {
    match what {
        // Paths need it.
        What::Host(fd) if preopen::owns(fd) => Ok(()),
        What::Host(fd) => {
            kept::set_flags(fd, 0);
            wasi::fd_close(fd)
        }
        What::Inside(kind, object) => {
            kind.close(object);
            Ok(())
        }
    }
}

/// Closes a descriptor. As without a table, a preopened directory is not the program's.
pub fn close(fd: Fd) -> Result {
    if let What::Host(host) = what(fd)?.0
        && host == fd
        && preopen::owns(host)
    {
        return Err(Errno::BADF);
    }
    described(fd)?;
    release(number(fd)?)
}

/// The host's descriptor that another program gets under this number.
pub fn inherited(fd: Fd) -> Option<Fd> {
    let slot = slot(number(fd).ok()?)?;
    match what(fd) {
        Ok((What::Host(host), _)) if !slot.is_close_on_exec() => Some(host),
        _ => None,
    }
}

pub fn close_on_exec(fd: Fd) -> Result<bool> {
    described(fd)?;
    Ok(slot(number(fd)?).is_some_and(Slot::is_close_on_exec))
}

pub fn set_close_on_exec(fd: Fd, on: bool) -> Result {
    let index = described(fd)?;
    set_slot(number(fd)?, Slot::new(index, on));
    Ok(())
}

/// The status flags that can be changed of what is inside.
const CHANGEABLE: i32 = c::O_NONBLOCK | c::O_APPEND;

/// Changes the status flags of an inside object that `which` selects.
pub fn set_flags(fd: Fd, which: i32, to: i32) -> Result {
    let index = described(fd)?;
    let old = description(index);
    let which = which & CHANGEABLE;
    set_description(
        index,
        Description {
            flags: old.flags & !which | to & which,
            ..old
        },
    );
    Ok(())
}

/// The error of a read or write that would block forever (`docs/undefined.md`).
pub const fn stuck(flags: i32) -> Errno {
    if flags & c::O_NONBLOCK != 0 {
        Errno::AGAIN
    } else {
        Errno::DEADLK
    }
}

/// The identity of the file.
pub fn file(what: What) -> Result<FileId> {
    match what {
        What::Host(fd) => wasi::fd_filestat_get(fd).map(|file| FileId::of(&file)),
        What::Inside(kind, object) => Ok(FileId::told(&kind.status(object))),
    }
}

/// The `fstat` of an inside object.
pub fn status(mode: u32, ino: usize, size: usize) -> Stat {
    Stat {
        // Each kind numbers its own objects: a device per kind separates them from each
        // other and from the host's files.
        st_dev: u64::MAX - u64::from(mode),
        st_ino: ino as u64 + 1,
        st_nlink: 1,
        st_mode: mode,
        st_uid: crate::process::UID,
        st_gid: crate::process::UID,
        st_size: size as i64,
        st_blksize: crate::abi::stat::BLOCK,
        st_blocks: size.div_ceil(512) as i64,
        ..Stat::ZERO
    }
}

/// Functions to call when the program reads or writes the host's files.
pub trait Watch {
    /// These bytes will be read or written.
    fn before(&self, fd: Fd, bytes: Range<u64>);

    /// These bytes were written.
    fn after(&self, fd: Fd, bytes: Range<u64>);

    /// Whether it matters which bytes they are.
    fn has_maps(&self) -> bool {
        true
    }
}

system! {
    static WATCH: Cell<Option<&'static dyn Watch>> = Cell::new(None);
}

pub fn set_watch(watch: &'static dyn Watch) {
    WATCH.with(|slot| slot.set(Some(watch)));
}

/// Makes streams be checked before they are read or written ([`kept::look`]), as everything
/// is once it is watched.
pub fn watch_streams() {
    struct Streams;
    impl Watch for Streams {
        fn before(&self, _fd: Fd, _bytes: Range<u64>) {}
        fn after(&self, _fd: Fd, _bytes: Range<u64>) {}
        fn has_maps(&self) -> bool {
            false
        }
    }
    WATCH.with(|slot| {
        if slot.get().is_none() {
            slot.set(Some(&Streams));
        }
    });
}

/// Reads or writes at a place, or at the position.
#[inline]
pub fn watched(
    fd: Fd,
    at: Option<i64>,
    writes: bool,
    length: impl Fn() -> usize,
    call: impl FnOnce() -> Result<usize>,
) -> Result<usize> {
    let Some(watch) = WATCH.with(Cell::get) else {
        let n = call()?;
        if writes {
            kept::written(fd)?;
        }
        return Ok(n);
    };
    let kind = if writes {
        Eventtype::FD_WRITE
    } else {
        Eventtype::FD_READ
    };
    if at.is_none() && !kept::look(fd, kind)? {
        return Ok(0);
    }
    let start = match at {
        _ if !watch.has_maps() => 0,
        Some(at) => u64::try_from(at).unwrap_or(u64::MAX),
        None => position(fd, writes),
    };
    let bytes = |n: usize| start..start.saturating_add(n as u64);
    watch.before(fd, bytes(length()));
    let n = call()?;
    if writes {
        watch.after(fd, bytes(n));
        kept::written(fd)?;
    }
    Ok(n)
}

/// Gives a file another size.
#[inline]
pub fn resized(fd: Fd, size: i64, call: impl FnOnce() -> Result) -> Result {
    let Some(watch) = WATCH.with(Cell::get) else {
        return call();
    };
    let bytes = || u64::try_from(size).unwrap_or(u64::MAX)..u64::MAX;
    watch.before(fd, bytes());
    call()?;
    watch.after(fd, bytes());
    Ok(())
}

/// Has a function called when a description is no more.
pub fn on_end(call: fn(usize)) {
    ENDED.with(|ended| ended.set(Some(call)));
}

/// The functions of locks, which only a program that locks files links.
pub struct Locks {
    /// A descriptor of this gets closed.
    pub closing: fn(What),
    /// The last descriptor of this description has been closed.
    pub ended: fn(usize),
}

/// From now on, there may be locks.
pub fn with_locks(locks: &'static Locks) {
    LOCKS.with(|slot| slot.set(Some(locks)));
}

/// Whether there may be locks.
pub fn has_locks() -> bool {
    LOCKS.with(Cell::get).is_some()
}

/// The position of the next read or write; objects without a position are never mapped.
fn position(fd: Fd, writes: bool) -> u64 {
    if writes && crate::fd::appends(fd) {
        wasi::fd_filestat_get(fd).map_or(0, |stat| stat.size)
    } else {
        wasi::fd_tell(fd).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests;
