//! From a path to the folder and the name that WASI wants.
//!
//! WASI has no root and no working folder: a path counts from a descriptor, and the host
//! keeps it inside. A program sees one tree all the same, in which the preopened folders
//! ([`crate::preopen`]) stand where their names say, and nothing else exists.
//!
//! Most paths cost no host call: their names are compared with the preopened folders', and
//! the host looks the rest up, `..` and symbolic links included. That is not enough where
//! the path leads from one preopened folder into another, or above one, by `..` or by a
//! symbolic link. Such a path is walked name by name, as a kernel does. What the host then
//! gets has no `..`, so it cannot lead out of a preopened folder.

use core::cell::Cell;

use crate::abi::PATH_MAX;
use crate::abi::fcntl::AT_FDCWD;
use crate::errno::{Errno, Result};
use crate::preopen;
use crate::user::BytesMut;
use crate::wasi::{self, Fd, Filetype, Lookupflags, local};

/// One name of a path; `.` and nothing are none.
#[derive(Debug, PartialEq, Eq)]
pub struct Name<'a> {
    pub text: &'a [u8],
}

/// The names of a path, one after the other.
#[derive(Clone, Debug)]
pub struct Names<'a> {
    path: &'a [u8],
    at: usize,
}

pub fn names(path: &[u8]) -> Names<'_> {
    Names { path, at: 0 }
}

impl Names<'_> {
    fn skip_slashes(&self) -> usize {
        let rest = self.path.get(self.at..).unwrap_or(&[]);
        self.at + rest.iter().take_while(|&&byte| byte == b'/').count()
    }

    /// Where the path goes on.
    pub fn position(&self) -> usize {
        self.skip_slashes()
    }

    /// Whether nothing but slashes follows.
    fn at_end(&self) -> bool {
        self.skip_slashes() >= self.path.len()
    }
}

impl<'a> Iterator for Names<'a> {
    type Item = Name<'a>;

    #[inline]
    fn next(&mut self) -> Option<Name<'a>> {
        loop {
            let rest = self.path.get(self.skip_slashes()..)?;
            if rest.is_empty() {
                return None;
            }
            let len = rest
                .iter()
                .position(|&byte| byte == b'/')
                .unwrap_or(rest.len());
            let text = rest.get(..len)?;
            self.at = self.path.len() - rest.len() + len;
            if text != b"." {
                return Some(Name { text });
            }
        }
    }
}

fn has_parent(path: &[u8]) -> bool {
    names(path).any(|name| name.text == b"..")
}

/// Whether a path leaves the folder that it starts from, symbolic links aside.
fn climbs(path: &[u8]) -> bool {
    let mut depth = 0_usize;
    names(path).any(|name| {
        if name.text == b".." {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return true,
            }
        } else {
            depth += 1;
        }
        false
    })
}

/// Whether a symbolic link at the end of a path stands for what it points to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Last {
    Follow,
    Keep,
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
            Self::Keep => Lookupflags::NONE,
        }
    }
}

/// What a path counts from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Base {
    /// The root; `relative` when the path was not absolute, and nobody changed the working
    /// folder to an absolute one.
    Root {
        relative: bool,
    },
    Folder(Fd),
}

local! {
    /// The working folder: names with a slash between, without `.`, `..` and symbolic links.
    static FOLDER: [Cell<u8>; PATH_MAX] = [const { Cell::new(0) }; PATH_MAX];
    static FOLDER_LEN: Cell<usize> = Cell::new(0);
    /// Whether only relative paths led there from where the program started.
    static FOLDER_RELATIVE: Cell<bool> = Cell::new(true);
}

/// Room for the working folder and a path after it.
const JOINED: usize = 2 * PATH_MAX;

/// Text in a buffer of its own.
struct Text<const N: usize> {
    buf: [u8; N],
    len: usize,
}

impl<const N: usize> Text<N> {
    #[inline]
    const fn new() -> Self {
        Self {
            buf: [0; N],
            len: 0,
        }
    }

    #[inline]
    fn get(&self) -> &[u8] {
        self.buf.get(..self.len).unwrap_or(&[])
    }

    #[inline]
    fn push(&mut self, byte: u8) -> Result {
        *self.buf.get_mut(self.len).ok_or(Errno::NAMETOOLONG)? = byte;
        self.len += 1;
        Ok(())
    }

    fn extend(&mut self, bytes: &[u8]) -> Result {
        bytes.iter().try_for_each(|&byte| self.push(byte))
    }

    /// Adds a name, after a slash if it is not the first.
    fn push_name(&mut self, name: &[u8]) -> Result {
        if self.len > 0 {
            self.push(b'/')?;
        }
        self.extend(name)
    }

    /// Takes the last name off; `None` when there is none.
    fn pop_name(&mut self) -> Option<()> {
        if self.len == 0 {
            return None;
        }
        self.len = self
            .get()
            .iter()
            .rposition(|&byte| byte == b'/')
            .unwrap_or(0);
        Some(())
    }
}

/// The working folder, then `path`.
#[cold]
fn join(path: &[u8]) -> Result<Text<JOINED>> {
    let mut text = Text::new();
    FOLDER.with(|folder| {
        let len = FOLDER_LEN.with(Cell::get);
        folder
            .iter()
            .take(len)
            .try_for_each(|byte| text.push(byte.get()))
    })?;
    text.push(b'/')?;
    text.extend(path)?;
    Ok(text)
}

/// Calls `op` with the folder and the path below it that a path of the program's means.
///
/// When the host answers that the path leads out of the folder, which a symbolic link may
/// do, `op` is called a second time with where the path really leads.
#[inline]
pub fn at<T>(dirfd: Fd, path: &[u8], last: Last, op: impl Fn(Fd, &[u8]) -> Result<T>) -> Result<T> {
    let joined;
    let (base, path) = match base(dirfd, path)? {
        Some(base) => (base, path),
        None => {
            joined = join(path)?;
            (working_folder(), joined.get())
        }
    };
    let quick = quick(base, path)?;
    let refused = match quick {
        None => Errno::NOENT,
        Some((fd, rest)) => match op(fd, rest) {
            Err(error) if is_refusal(error) => error,
            result => return result,
        },
    };
    let walk = walk(base, path, last)?;
    let (fd, rest) = walk.place()?;
    if quick == Some((fd, rest)) {
        return Err(refused);
    }
    op(fd, rest)
}

/// The same with two paths.
#[inline]
pub fn at_both<T>(
    from: (Fd, &[u8], Last),
    to: (Fd, &[u8], Last),
    op: impl Fn(Fd, &[u8], Fd, &[u8]) -> Result<T>,
) -> Result<T> {
    at(from.0, from.1, from.2, |from_fd, from_path| {
        at(to.0, to.1, to.2, |to_fd, to_path| {
            op(from_fd, from_path, to_fd, to_path)
        })
    })
}

/// Calls `op` with where a path leads in the end, symbolic links followed by us, whether or
/// not the host would.
pub fn at_end<T>(dirfd: Fd, path: &[u8], op: impl Fn(Fd, &[u8]) -> Result<T>) -> Result<T> {
    let walk = match base(dirfd, path)? {
        Some(base) => walk(base, path, Last::Follow),
        None => walk(working_folder(), join(path)?.get(), Last::Follow),
    }?;
    let (fd, rest) = walk.place()?;
    op(fd, rest)
}

/// What hosts answer when a path leads out of its folder.
#[inline]
fn is_refusal(error: Errno) -> bool {
    error == Errno::NOTCAPABLE || error == Errno::PERM
}

#[inline]
fn working_folder() -> Base {
    Base::Root {
        relative: FOLDER_RELATIVE.with(Cell::get),
    }
}

/// `None`: from the working folder, which is not the root.
#[inline]
fn base(dirfd: Fd, path: &[u8]) -> Result<Option<Base>> {
    Ok(Some(match path.first() {
        None => return Err(Errno::NOENT),
        Some(b'/') => Base::Root { relative: false },
        Some(_) if dirfd.0 != AT_FDCWD => Base::Folder(dirfd),
        Some(_) if FOLDER_LEN.with(Cell::get) == 0 => working_folder(),
        Some(_) => return Ok(None),
    }))
}

/// The folder, and the path below it, as far as comparing names can tell.
fn quick(base: Base, path: &[u8]) -> Result<Option<(Fd, &[u8])>> {
    let relative = match base {
        Base::Folder(fd) => return Ok(if climbs(path) { None } else { Some((fd, path)) }),
        Base::Root { relative } => relative,
    };
    if has_parent(path) {
        if preopen::count()? != 1 {
            return Ok(None);
        }
        return Ok(preopen::find(path, relative)
            .ok()
            .filter(|(_, rest)| !climbs(rest)));
    }
    preopen::find(path, relative).map(Some)
}

/// Where a path leads: names without `.`, `..` and symbolic links, but for a last one that
/// was to be kept.
struct Walk {
    base: Base,
    text: Text<PATH_MAX>,
    /// Whether the path asked for a folder, by a slash at its end.
    slash: bool,
}

impl Walk {
    fn place(&self) -> Result<(Fd, &[u8])> {
        let text = self.text.get();
        match self.base {
            Base::Folder(fd) if text.is_empty() => Ok((fd, b".")),
            Base::Folder(fd) => Ok((fd, text)),
            Base::Root { relative } => preopen::find(text, relative),
        }
    }

    /// What stands at the place: `None` for nothing. A place above a preopened folder, but
    /// in none, is a folder.
    fn filetype(&self) -> Result<Option<Filetype>> {
        let (fd, rest) = match self.place() {
            Err(Errno::NOENT) if preopen::any_below(self.text.get()) => {
                return Ok(Some(Filetype::DIRECTORY));
            }
            place => place?,
        };
        match wasi::path_filestat_get(fd, Lookupflags::NONE, rest) {
            Ok(stat) => Ok(Some(stat.filetype)),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// As many symbolic links as Linux follows.
const LINKS: usize = 40;

#[cold]
fn walk(base: Base, path: &[u8], last: Last) -> Result<Walk> {
    preopen::count()?;
    let mut walk = Walk {
        base,
        text: Text::new(),
        slash: path.last() == Some(&b'/'),
    };
    // What is still to do lies at the end of its buffer, so that the target of a symbolic
    // link can be put before it.
    let mut todo = [0; JOINED];
    let mut start = prepend(&mut todo, JOINED, path)?;
    let mut links = 0;
    loop {
        let rest = todo.get(start..).unwrap_or(&[]);
        let mut names = names(rest);
        let Some(Name { text: name }) = names.next() else {
            break;
        };
        start += names.at;
        if name == b".." {
            match (walk.text.pop_name(), walk.base) {
                // Nobody can tell what is above a folder that is only a descriptor.
                (None, Base::Folder(_)) => return Err(Errno::ACCES),
                // The root is above itself.
                _ => continue,
            }
        }
        let is_last = names.at_end();
        walk.text.push_name(name)?;
        if is_last && last == Last::Keep && !walk.slash {
            break;
        }
        match walk.filetype()? {
            None if is_last => break,
            None => return Err(Errno::NOENT),
            Some(Filetype::DIRECTORY) => {}
            Some(Filetype::SYMBOLIC_LINK) => {
                links += 1;
                if links > LINKS {
                    return Err(Errno::LOOP);
                }
                let mut target = [0; PATH_MAX];
                let (fd, rest) = walk.place()?;
                let len = wasi::path_readlink(fd, rest, BytesMut::of(&mut target))?;
                if len == PATH_MAX {
                    return Err(Errno::NAMETOOLONG);
                }
                let target = target.get(..len).ok_or(Errno::IO)?;
                walk.text.pop_name();
                if target.first() == Some(&b'/') {
                    walk.text.len = 0;
                    walk.base = Base::Root { relative: false };
                }
                walk.slash |= is_last && target.last() == Some(&b'/');
                start = prepend(&mut todo, start, b"/")?;
                start = prepend(&mut todo, start, target)?;
            }
            Some(_) if is_last => break,
            Some(_) => return Err(Errno::NOTDIR),
        }
    }
    if walk.slash && walk.text.len > 0 {
        walk.text.push(b'/')?;
    }
    Ok(walk)
}

/// Copies `text` to before `start`, and returns where it starts.
fn prepend(buf: &mut [u8], start: usize, text: &[u8]) -> Result<usize> {
    let before = start.checked_sub(text.len()).ok_or(Errno::NAMETOOLONG)?;
    let room = buf.get_mut(before..start).unwrap_or(&mut []);
    for (to, &from) in room.iter_mut().zip(text) {
        *to = from;
    }
    Ok(before)
}

/// Makes another folder the working folder.
pub fn change_folder(path: &[u8]) -> Result {
    let walk = match base(Fd(AT_FDCWD), path)? {
        Some(base) => walk(base, path, Last::Follow),
        None => walk(working_folder(), join(path)?.get(), Last::Follow),
    }?;
    let text = walk.text.get();
    let text = text.strip_suffix(b"/").unwrap_or(text);
    if !text.is_empty() {
        match walk.filetype()? {
            Some(Filetype::DIRECTORY) => {}
            Some(_) => return Err(Errno::NOTDIR),
            None => return Err(Errno::NOENT),
        }
    }
    FOLDER.with(|folder| {
        for (to, &from) in folder.iter().zip(text) {
            to.set(from);
        }
    });
    FOLDER_LEN.with(|len| len.set(text.len()));
    if let Base::Root { relative } = walk.base {
        FOLDER_RELATIVE.with(|flag| flag.set(relative));
    }
    Ok(())
}

/// Writes the working folder, absolute and with a terminator, and returns the length with it.
pub fn folder(to: BytesMut<'_>) -> Result<usize> {
    let len = FOLDER_LEN.with(Cell::get);
    if to.len() < len + 2 {
        return Err(Errno::RANGE);
    }
    to.put(0, b'/');
    FOLDER.with(|folder| {
        for (byte, at) in folder.iter().take(len).zip(1..) {
            to.put(at, byte.get());
        }
    });
    to.put(len + 1, 0_u8);
    Ok(len + 2)
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn forget() {
    FOLDER_LEN.with(|len| len.set(0));
    FOLDER_RELATIVE.with(|flag| flag.set(true));
}
