//! Finds the directory and the name that WASI needs for a path.
//!
//! WASI has no root and no working directory: a path is relative to a descriptor, and the host
//! keeps it inside that directory. A program still sees one tree, with the preopened
//! directories ([`crate::preopen`]) at the places of their names, and nothing else.
//!
//! Most paths cost no host call: their names are compared with the preopened directories', and
//! the host looks the rest up, `..` and symbolic links included. That is not enough if the path
//! leads from one preopened directory into another, or above one, through `..` or a symbolic
//! link. Such a path is walked name by name, as in a kernel. The path that the host then gets
//! has no `..`, so it cannot lead out of a preopened directory.

pub mod opened;

use core::cell::Cell;
use core::ops::{Deref, DerefMut};

use crate::abi::PATH_MAX;
use crate::abi::fcntl::{AT_EMPTY_PATH, AT_FDCWD, AT_SYMLINK_NOFOLLOW};
use crate::conv::counted;
use crate::errno::{Errno, Result};
use crate::names::{bounds, names, skip};
use crate::preopen;
use crate::state::{process, system};
use crate::user::{Bytes, BytesMut};
use crate::wasi::{self, Fd, Filestat, Filetype, Lookupflags};

/// Where the `..` of a path lead, symbolic links aside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Parents {
    None,
    Inside,
    /// Out of the directory that the path starts from.
    Outside,
}

#[inline(never)]
fn parents(path: &[u8]) -> Parents {
    let mut depth = 0_usize;
    let mut found = Parents::None;
    for name in names(path) {
        if name != b".." {
            depth += 1;
        } else if depth > 0 {
            depth -= 1;
            found = Parents::Inside;
        } else {
            return Parents::Outside;
        }
    }
    found
}

/// Whether a symbolic link at the end of a path stands for what it points to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Last {
    Follow,
    Keep,
    /// It does not, and the link itself is examined.
    Look,
}

impl Last {
    #[inline]
    pub const fn follow_if(follow: bool) -> Self {
        if follow { Self::Follow } else { Self::Keep }
    }

    #[inline]
    pub const fn lookupflags(self) -> Lookupflags {
        match self {
            Self::Follow => Lookupflags::SYMLINK_FOLLOW,
            Self::Keep | Self::Look => Lookupflags::NONE,
        }
    }
}

/// A directory that paths can be relative to.
struct Folder<T: ?Sized = [Cell<u8>]> {
    len: Cell<usize>,
    /// Whether only relative paths led there from where the program started.
    relative: Cell<bool>,
    text: T,
}

impl<const N: usize> Folder<[Cell<u8>; N]> {
    #[allow(
        clippy::declare_interior_mutable_const,
        reason = "the value of an array's elements"
    )]
    const NEW: Self = Self {
        len: Cell::new(0),
        relative: Cell::new(false),
        text: [const { Cell::new(0) }; N],
    };
}

/// Its functions exist once for all lengths.
impl<const N: usize> Deref for Folder<[Cell<u8>; N]> {
    type Target = Folder;

    #[inline]
    fn deref(&self) -> &Folder {
        self
    }
}

impl Folder {
    /// A text that is too long is not stored.
    fn set(&self, text: &[u8], relative: bool) {
        let len = if text.len() > self.text.len() {
            0
        } else {
            text.len()
        };
        for (to, from) in self.text.iter().zip(text) {
            to.set(*from);
        }
        self.len.set(len);
        self.relative.set(relative);
    }

    /// Puts the path of the directory, then `path`, in `text`, and returns the base of the
    /// result.
    #[inline(never)]
    fn join(&self, path: &[u8], text: &mut Text<[u8]>) -> Result<Base> {
        let folder = self.text.get(..self.len.get()).unwrap_or(&[]);
        for (to, from) in text.buf.iter_mut().zip(folder) {
            *to = from.get();
        }
        text.len = folder.len();
        text.extend(b"/")?;
        text.extend(path)?;
        Ok(Base::Root {
            relative: self.relative.get(),
        })
    }
}

/// Puts a directory and a path after it in a text, and returns the base of the result, or
/// [`Base::Folder`] if it does not know the directory.
type Join = fn(Fd, &[u8], &mut Text<[u8]>) -> Result<Base>;

process! {
    /// The working directory: names separated by slashes, without `.`, `..` and symbolic links.
    /// While it is the root, only relative paths have led there if that flag is set.
    static WORKING: Folder<[Cell<u8>; PATH_MAX]> = Folder::NEW;
    /// [`join_working`], once the working directory is another than the root: a program that
    /// cannot change it does not link that function.
    static MOVED: Cell<Option<Join>> = Cell::new(None);
    static STARTED: Cell<bool> = Cell::new(false);
}

system! {
    /// [`opened::join`], once it knows a directory.
    static JOIN_OPENED: Cell<Option<Join>> = Cell::new(None);
}

fn join_working(_: Fd, path: &[u8], text: &mut Text<[u8]>) -> Result<Base> {
    WORKING.with(|folder| folder.join(path, text))
}

/// Room for a directory and a path after it.
const JOINED: usize = 2 * PATH_MAX;

/// Text in a buffer of its own.
struct Text<T: ?Sized> {
    len: usize,
    buf: T,
}

impl<const N: usize> Text<[u8; N]> {
    #[inline]
    const fn new() -> Self {
        Self {
            len: 0,
            buf: [0; N],
        }
    }
}

/// Its functions exist once for all lengths.
impl<const N: usize> Deref for Text<[u8; N]> {
    type Target = Text<[u8]>;

    #[inline]
    fn deref(&self) -> &Text<[u8]> {
        self
    }
}

impl<const N: usize> DerefMut for Text<[u8; N]> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Text<[u8]> {
        self
    }
}

impl Text<[u8]> {
    #[inline]
    fn get(&self) -> &[u8] {
        self.buf.get(..self.len).unwrap_or(&[])
    }

    fn extend(&mut self, bytes: &[u8]) -> Result {
        self.len = append(&mut self.buf, self.len, bytes)?;
        Ok(())
    }

    /// Adds a name, after a slash if it is not the first.
    fn push_name(&mut self, name: &[u8]) -> Result {
        if self.len > 0 {
            self.extend(b"/")?;
        }
        self.extend(name)
    }

    /// Removes the last name, and returns whether there was one.
    fn pop_name(&mut self) -> bool {
        let some = self.len > 0;
        while self.len > 0 {
            self.len -= 1;
            if self.buf.get(self.len) == Some(&b'/') {
                break;
            }
        }
        some
    }
}

/// Copies `bytes` to `buf` from `at` on, and returns where they end.
#[inline(never)]
fn append(buf: &mut [u8], at: usize, bytes: &[u8]) -> Result<usize> {
    let end = at + bytes.len();
    let room = buf.get_mut(at..end).ok_or(Errno::NAMETOOLONG)?;
    for (to, &from) in room.iter_mut().zip(bytes) {
        *to = from;
    }
    Ok(end)
}

/// The base of a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Base {
    /// The root; `relative` when only relative paths led there from where the program
    /// started.
    Root {
        relative: bool,
    },
    Folder(Fd),
}

/// How paths join the working directory, if that is another than the root. Before its first
/// use, the program changes to its start directory.
#[inline(never)]
fn moved() -> Option<Join> {
    if !STARTED.with(|started| started.replace(true)) {
        wasi::start_folder(|start| {
            // A directory that does not exist is ignored.
            let _ = change_folder(Fd(AT_FDCWD), start);
        });
    }
    MOVED.with(Cell::get)
}

/// A path from the root, if it is one or known directories make it one.
#[inline(never)]
fn from_root<'a>(
    dirfd: Fd,
    path: &'a [u8],
    joined: &'a mut Option<Text<[u8; JOINED]>>,
) -> Result<(Base, &'a [u8])> {
    let (join, otherwise) = if path.first() == Some(&b'/') {
        (None, Base::Root { relative: false })
    } else if dirfd.0 != AT_FDCWD {
        (JOIN_OPENED.with(Cell::get), Base::Folder(dirfd))
    } else {
        (moved(), Base::Root { relative: true })
    };
    if let Some(join) = join {
        let text = joined.insert(Text::new());
        let base = join(dirfd, path, text)?;
        if matches!(base, Base::Root { .. }) {
            return Ok((base, text.get()));
        }
    }
    Ok((otherwise, path))
}

/// Calls `op` with the directory and the relative path for a path of the program.
///
/// When the host answers that the path leads out of the directory, which a symbolic link may
/// do, `op` is called again with the resolved path.
#[inline]
pub fn at<T>(dirfd: Fd, path: &[u8], last: Last, op: impl Fn(Fd, &[u8]) -> Result<T>) -> Result<T> {
    let mut search = Search::new(dirfd, path, last);
    loop {
        let (fd, rest) = search.place()?;
        match op(fd, rest) {
            Ok(value) => return Ok(value),
            Err(error) => search.go_on(fd, error)?,
        }
    }
}

/// The part of [`at`] that is the same for all calls, so that its code exists once.
struct Search<'a> {
    dirfd: Fd,
    path: &'a [u8],
    last: Last,
    /// Whether comparing names has led nowhere, or somewhere wrong.
    walking: bool,
    joined: Option<Text<[u8; JOINED]>>,
    walked: Option<Walk>,
}

impl<'a> Search<'a> {
    #[inline]
    const fn new(dirfd: Fd, path: &'a [u8], last: Last) -> Self {
        Self {
            dirfd,
            path,
            last,
            walking: false,
            joined: None,
            walked: None,
        }
    }

    /// Search by walking only.
    #[inline]
    const fn slow(dirfd: Fd, path: &'a [u8], last: Last) -> Self {
        Self {
            walking: true,
            ..Self::new(dirfd, path, last)
        }
    }

    #[inline(never)]
    fn place(&mut self) -> Result<(Fd, &[u8])> {
        let (dirfd, path) = (self.dirfd, self.path);
        if !self.walking {
            if path.is_empty() {
                return Err(Errno::NOENT);
            }
            if dirfd.0 != AT_FDCWD && path.first() != Some(&b'/') {
                if parents(path) != Parents::Outside {
                    return Ok((dirfd, path));
                }
            } else if let Some(place) = quick(dirfd, path, &mut self.joined)? {
                return Ok(place);
            }
            self.walking = true;
        }
        let mut joined = None;
        let (base, path) = from_root(dirfd, path, &mut joined)?;
        let walked = self.walked.insert(Walk::new());
        walk(base, path, self.last, walked)?;
        walked.place()
    }

    /// Whether to try again after the error; otherwise the error to return.
    #[inline(never)]
    fn go_on(&mut self, fd: Fd, error: Errno) -> Result {
        if !self.walking && is_refusal(error) {
            self.walking = true;
            return Ok(());
        }
        match error {
            Errno::BADF => {}
            // Then the error is about rights.
            Errno::NOTCAPABLE => return Err(Errno::ACCES),
            _ => return Err(error),
        }
        // Hosts also return this for a descriptor of a file that is not a directory.
        match wasi::fd_fdstat_get(fd) {
            Ok(stat) if stat.filetype != Filetype::DIRECTORY => Err(Errno::NOTDIR),
            _ => Err(error),
        }
    }
}

/// The same with two paths.
#[inline]
pub fn at_both<T>(
    from: (Fd, &[u8]),
    to: (Fd, &[u8]),
    op: impl Fn(Fd, &[u8], Fd, &[u8]) -> Result<T>,
) -> Result<T> {
    at(from.0, from.1, Last::Keep, |from_fd, from_path| {
        at(to.0, to.1, Last::Keep, |to_fd, to_path| {
            op(from_fd, from_path, to_fd, to_path)
        })
    })
}

/// Calls `op` with the final place of a path. Symbolic links are followed here, whether or not
/// the host would.
#[inline]
pub fn at_end<T>(dirfd: Fd, path: &[u8], op: impl Fn(Fd, &[u8]) -> Result<T>) -> Result<T> {
    let mut search = Search::slow(dirfd, path, Last::Follow);
    let (fd, rest) = search.place()?;
    op(fd, rest)
}

/// The file at a path, found by walking name by name.
#[inline(never)]
pub fn filetype(dirfd: Fd, path: &[u8], last: Last) -> Result<Filetype> {
    let mut search = Search::slow(dirfd, path, last);
    search.place()?;
    let found = search.walked.and_then(|walked| walked.found);
    found.ok_or(Errno::NOENT)
}

/// The status of the file at a path, or with `AT_EMPTY_PATH` of the descriptor.
#[inline(never)]
pub fn status(dirfd: Fd, path: &[u8], flags: i32) -> Result<Filestat> {
    let path = match path {
        [] if flags & AT_EMPTY_PATH == 0 => path,
        [] if dirfd.0 == AT_FDCWD => b".",
        [] => return wasi::fd_filestat_get(dirfd),
        _ => path,
    };
    let is_folder = path.ends_with(b"/") || path.ends_with(b"/.");
    let last = Last::follow_if(flags & AT_SYMLINK_NOFOLLOW == 0 || is_folder);
    let status = at(dirfd, path, last, |fd, path| {
        wasi::path_filestat_get(fd, last.lookupflags(), path)
    })?;
    // Not all hosts respect the end of a path.
    if is_folder && status.filetype != Filetype::DIRECTORY {
        return Err(Errno::NOTDIR);
    }
    Ok(status)
}

/// Errors of hosts for a path that leads out of its directory. Hosts also return one for a
/// symbolic link to another preopened directory inside theirs.
#[inline]
fn is_refusal(error: Errno) -> bool {
    match error {
        Errno::NOTCAPABLE | Errno::PERM => true,
        Errno::NOENT => preopen::are_several(),
        _ => false,
    }
}

/// The directory, and the path below it, as far as comparing names can tell; `None` if the path
/// has to be walked.
#[inline]
fn quick<'a>(
    dirfd: Fd,
    path: &'a [u8],
    joined: &'a mut Option<Text<[u8; JOINED]>>,
) -> Result<Option<(Fd, &'a [u8])>> {
    let (base, path) = from_root(dirfd, path, joined)?;
    let has_none = parents(path) == Parents::None;
    // `..` may lead from one preopened directory to another, which the host does not know.
    if !has_none && preopen::count()? > 1 {
        return Ok(None);
    }
    // Where a path leads nowhere, walking it has the same result.
    let place = preopen::find(path, base == Base::Root { relative: true }).ok();
    Ok(place.filter(|(_, rest)| has_none || parents(rest) != Parents::Outside))
}

/// The place of a path: names without `.`, `..` and symbolic links, except a last link that is
/// not followed.
struct Walk {
    base: Base,
    /// Whether the path requires a directory, by a slash at its end.
    slash: bool,
    /// The type of the file there, if the last step needed it.
    found: Option<Filetype>,
    text: Text<[u8; PATH_MAX]>,
}

impl Walk {
    /// Before the first step.
    const fn new() -> Self {
        Self {
            base: Base::Root { relative: false },
            slash: false,
            found: Some(Filetype::DIRECTORY),
            text: Text::new(),
        }
    }

    fn place(&self) -> Result<(Fd, &[u8])> {
        let text = self.text.get();
        match self.base {
            Base::Folder(fd) if text.is_empty() => Ok((fd, b".")),
            Base::Folder(fd) => Ok((fd, text)),
            Base::Root { relative } => preopen::find(text, relative),
        }
    }

    /// The file at the place: `None` if there is none. A place on the way to a preopened
    /// directory is a directory, even if the host has none there.
    fn filetype(&self) -> Result<Option<Filetype>> {
        let filetype = |(fd, rest): (Fd, &[u8])| wasi::path_filetype(fd, Lookupflags::NONE, rest);
        match self.place().and_then(filetype) {
            Ok(filetype) => Ok(Some(filetype)),
            Err(Errno::NOENT) => {
                Ok(preopen::any_below(self.text.get()).then_some(Filetype::DIRECTORY))
            }
            Err(error) => Err(error),
        }
    }
}

/// The same limit of symbolic links as Linux.
const LINKS: usize = 40;

#[cold]
#[inline(never)]
fn walk(base: Base, path: &[u8], last: Last, walk: &mut Walk) -> Result {
    preopen::count()?;
    walk.base = base;
    walk.slash = path.last() == Some(&b'/');
    // The remaining path is at the end of its buffer, so that the target of a symbolic link can
    // be put before it.
    let mut todo = [0; JOINED];
    let mut start = JOINED.checked_sub(path.len()).ok_or(Errno::NAMETOOLONG)?;
    append(&mut todo, start, path)?;
    let mut links = 0;
    loop {
        let (from, to) = bounds(Bytes::of(&todo), start);
        let name = todo.get(from..to).unwrap_or(&[]);
        if name.is_empty() {
            break;
        }
        start = skip(Bytes::of(&todo), to, true);
        let is_last = start == JOINED;
        if name == b".." {
            walk.found = Some(Filetype::DIRECTORY);
            // The parent of the root is the root. The parent of a descriptor is unknown.
            if !walk.text.pop_name() && matches!(walk.base, Base::Folder(_)) {
                return Err(Errno::ACCES);
            }
            continue;
        }
        walk.text.push_name(name)?;
        let is_kept = is_last && last != Last::Follow && !walk.slash;
        if is_kept && last == Last::Keep {
            break;
        }
        walk.found = walk.filetype()?;
        match walk.found {
            None if is_last => break,
            None => return Err(Errno::NOENT),
            Some(Filetype::DIRECTORY) => {}
            Some(Filetype::SYMBOLIC_LINK) if !is_kept => {
                links += 1;
                if links > LINKS {
                    return Err(Errno::LOOP);
                }
                let (fd, rest) = walk.place()?;
                let room = BytesMut::of(&mut todo).first(start);
                let target = room.first(PATH_MAX);
                let len = counted(wasi::path_readlink(fd, rest, target)?, target.len())?;
                if len == target.len() {
                    return Err(Errno::NAMETOOLONG);
                }
                walk.text.pop_name();
                if target.get(0) == Some(b'/') {
                    walk.text.len = 0;
                    walk.base = Base::Root { relative: false };
                }
                walk.slash |= is_last && target.get(len.wrapping_sub(1)) == Some(b'/');
                // The target is relative to the link's directory, or to the root.
                walk.found = Some(Filetype::DIRECTORY);
                // It goes before the rest of the path, and a slash between them.
                room.put(start - 1, b'/');
                start = start - 1 - len;
                room.shift(0, start, len);
            }
            Some(_) if is_last => break,
            Some(_) => return Err(Errno::NOTDIR),
        }
    }
    if walk.slash && walk.text.len > 0 {
        walk.text.extend(b"/")?;
    }
    Ok(())
}

/// Changes the working directory, by a path or by a descriptor.
pub fn change_folder(dirfd: Fd, path: &[u8]) -> Result {
    let mut joined = None;
    let mut walked = Walk::new();
    // The path of the working directory contains no links: the walk begins after it.
    let is_in_it = dirfd.0 == AT_FDCWD && path.first() != Some(&b'/') && moved().is_some();
    let (base, path) = from_root(dirfd, path, &mut joined)?;
    let known = match is_in_it {
        true => WORKING.with(|folder| folder.len.get()),
        false => 0,
    };
    if let Base::Folder(_) = base {
        // Only a directory that was opened by its name can be found again.
        return Err(Errno::ACCES);
    }
    let (known, path) = path.split_at_checked(known).unwrap_or_default();
    walked.text.extend(known)?;
    walk(base, path, Last::Follow, &mut walked)?;
    match walked.found {
        Some(Filetype::DIRECTORY) => {}
        Some(_) => return Err(Errno::NOTDIR),
        None => return Err(Errno::NOENT),
    }
    let text = walked.text.get();
    let text = text.strip_suffix(b"/").unwrap_or(text);
    STARTED.with(|started| started.set(true));
    WORKING.with(|folder| folder.set(text, walked.base == Base::Root { relative: true }));
    MOVED.with(|moved| moved.set(Some(join_working)));
    Ok(())
}

/// Writes the working directory, absolute and with a terminator, and returns the length with it.
pub fn folder(to: BytesMut<'_>) -> Result<usize> {
    moved();
    WORKING.with(|folder| {
        let len = folder.len.get();
        if to.len() < len + 2 {
            return Err(Errno::RANGE);
        }
        to.put(0, b'/');
        for (byte, at) in folder.text.iter().take(len).zip(1..) {
            to.put(at, byte.get());
        }
        to.put(len + 1, 0_u8);
        Ok(len + 2)
    })
}

#[cfg(test)]
mod tests;
