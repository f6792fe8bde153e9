//! Symbolic links to absolute paths, which wasmtime-wasi neither reads nor makes.
//!
//! The target of a link is only text: a program may read it, and search its own
//! directories for that path, as this project's libc does. Creating such a link is more
//! dangerous, since another process that follows it may reach files that the program could
//! not. Only programs with access to all of the machine's files may.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

use preview1::{Errno, Id};
use rustix::fs::{Mode, OFlags, ResolveFlags, openat2, readlinkat_raw, symlinkat};
use rustix::io::Errno as Os;

use super::Stop;
use super::errno::errno;
use super::guest::{Guest, address};
use super::layer::{Below, Layer};
use super::opened::Table;
use crate::dirs::Preopen;

/// A program's rights about links to absolute paths.
#[derive(Debug)]
pub struct Links {
    /// Whether the program may write to the machine's root.
    has_all: bool,
}

impl Links {
    pub fn new(preopens: &[Preopen]) -> Self {
        let root = Path::new("/");
        let has_all = preopens
            .iter()
            .any(|preopen| preopen.host == root && preopen.guest == "/" && !preopen.read_only);
        Self { has_all }
    }

    /// Answers a call that wasmtime-wasi has refused with EPERM, `None` if it has to stay
    /// refused.
    fn answer(
        &self,
        opened: &Table,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
    ) -> Result<Option<Errno>, Stop> {
        let directory = |number: u64| opened.get(address(number));
        match id {
            Id::path_readlink => match directory(args[0]) {
                Some(directory) => read(&directory.file, args, memory),
                None => Ok(None),
            },
            Id::path_symlink if self.has_all => match directory(args[2]) {
                Some(directory) if directory.is_writable => make(&directory.file, args, memory),
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }
}

impl Layer for Links {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        match below.call(id, args, memory)? {
            Errno::PERM => {
                let answer = self.answer(&below.wasi.opened, id, args, memory)?;
                Ok(answer.unwrap_or(Errno::PERM))
            }
            answer => Ok(answer),
        }
    }
}

fn read(directory: &File, args: &[u64], memory: &mut Guest<'_>) -> Result<Option<Errno>, Stop> {
    let path = text(memory, args[1], args[2])?;
    let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let Ok(link) = openat2(directory, &*path, flags, Mode::empty(), BENEATH) else {
        return Ok(None);
    };
    let (start, size) = (address(args[3]), address(args[4]));
    let length = memory.fill(start, size, |buffer| readlinkat_raw(&link, "", buffer))?;
    let Ok(length) = length else {
        return Ok(None);
    };
    // No longer than the buffer.
    memory.put(address(args[5]), &(length as u32).to_le_bytes())?;
    Ok(Some(Errno::SUCCESS))
}

fn make(directory: &File, args: &[u64], memory: &Guest<'_>) -> Result<Option<Errno>, Stop> {
    let target = text(memory, args[0], args[1])?;
    let path = text(memory, args[3], args[4])?;
    let bytes = &*path;
    let (parent, name) = match bytes.iter().rposition(|byte| *byte == b'/') {
        Some(slash) => (&bytes[..slash], &bytes[slash + 1..]),
        None => (&b"."[..], bytes),
    };
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let made = openat2(directory, parent, flags, Mode::empty(), BENEATH)
        .and_then(|parent| symlinkat(&*target, &parent, name));
    Ok(match made {
        Ok(()) => Some(Errno::SUCCESS),
        // It leads outside, or another link on its path does: the program finds out.
        Err(Os::XDEV) => None,
        Err(error) => Some(errno(error)),
    })
}

/// As wasmtime-wasi confines a program to its directories.
pub const BENEATH: ResolveFlags = ResolveFlags::BENEATH.union(ResolveFlags::NO_MAGICLINKS);

fn text<'a>(memory: &'a Guest<'_>, start: u64, length: u64) -> Result<Cow<'a, [u8]>, Stop> {
    memory.bytes(address(start), address(length))
}
