//! Reading directories.
//!
//! wasmtime-wasi reads a directory anew for each call, looks at every entry in it, and
//! counts those that it has given already. So an entry that goes away makes others be
//! missed, or the call fail, and a socket ends the program. Here the kernel keeps the
//! place: whatever comes and goes, the other entries are given once.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs::File;
use std::os::fd::OwnedFd;

use preview1::{Dirent, Errno, Id};
use rustix::fs::{AtFlags, FileType, Mode, OFlags, RawDir, SeekFrom, fstat, openat, seek, statat};
use rustix::io::Errno as Os;

use super::guest::{Guest, address, out_of_bounds};
use super::layer::{Below, Layer};
use super::opened::Table;
use super::{Stop, filestat, renumber};

/// The directories that are being read, by the program's numbers.
#[derive(Debug, Default)]
pub struct Readers(BTreeMap<u32, Reader>);

#[derive(Debug)]
struct Reader {
    /// Open for this alone, so that nobody else moves its place.
    directory: OwnedFd,
    device: u64,
    /// For each entry that was given, the kernel's name for the place behind it. A cookie
    /// is the number of entries before it: programs keep it in a `long` of 32 bits
    /// (telldir), where many file systems need 64.
    places: Vec<u64>,
}

/// The bounds of what is read from the kernel at once.
const LEAST: usize = 4 << 10;
const MOST: usize = 64 << 10;

impl Layer for Readers {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut [u8],
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        if id == Id::fd_readdir
            && let Some(answer) = self.answer(&below.wasi.opened, args, memory)?
        {
            return Ok(answer);
        }
        let answer = below.call(id, args, memory)?;
        if answer == Errno::SUCCESS {
            renumber(&mut self.0, id, args);
        }
        Ok(answer)
    }
}

impl Readers {
    /// Answers `fd_readdir`, `None` where wasmtime-wasi has to.
    fn answer(
        &mut self,
        opened: &Table,
        args: &[u64],
        memory: &mut [u8],
    ) -> Result<Option<Errno>, Stop> {
        let number = address(args[0]);
        let Some(opened) = opened.get(number) else {
            return Ok(None);
        };
        let reader = match self.0.entry(number) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => match Reader::new(&opened.file) {
                Ok(reader) => place.insert(reader),
                // wasmtime-wasi says why.
                Err(_) => return Ok(None),
            },
        };
        let (start, length) = (address(args[1]), address(args[2]));
        let buffer = memory
            .get_mut(start as usize..)
            .and_then(|rest| rest.get_mut(..length as usize))
            .ok_or_else(|| out_of_bounds(start, length as usize))?;
        match reader.read(args[3], buffer) {
            Ok(used) => {
                // No more than the length.
                Guest(memory).put(address(args[4]), &(used as u32).to_le_bytes())?;
                Ok(Some(Errno::SUCCESS))
            }
            Err(Os::NOENT) => Ok(Some(Errno::NOENT)),
            Err(_) => Ok(Some(Errno::IO)),
        }
    }
}

impl Reader {
    fn new(directory: &File) -> rustix::io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let directory = openat(directory, ".", flags, Mode::empty())?;
        let device = fstat(&directory)?.st_dev;
        Ok(Self {
            directory,
            device,
            places: Vec::new(),
        })
    }

    /// Fills the buffer with the entries after `cookie` of them; how much of it is used.
    fn read(&mut self, cookie: u64, buffer: &mut [u8]) -> rustix::io::Result<usize> {
        let cookie = usize::try_from(cookie).unwrap_or(usize::MAX);
        // A place that is not known is found by reading on from the last one that is.
        let known = cookie.min(self.places.len());
        let mut skipped = cookie - known;
        self.places.truncate(known);
        let place = self.places.last().copied().unwrap_or(0);
        seek(&self.directory, SeekFrom::Start(place))?;

        let mut raw = Vec::with_capacity(buffer.len().clamp(LEAST, MOST));
        let mut entries = RawDir::new(&self.directory, raw.spare_capacity_mut());
        let mut used = 0;
        while used < buffer.len()
            && let Some(entry) = entries.next()
        {
            let entry = entry?;
            self.places.push(entry.next_entry_cookie());
            if skipped > 0 {
                skipped -= 1;
                continue;
            }
            let name = entry.file_name().to_bytes();
            let kind = match entry.file_type() {
                FileType::Unknown => kind(&self.directory, &entry),
                known => known,
            };
            let header = Dirent {
                next: self.places.len() as u64,
                ino: filestat::inode(self.device, entry.ino()),
                // A name has up to 255 bytes.
                namlen: name.len() as u32,
                filetype: filestat::filetype(kind),
            };
            // The last one is cut where the buffer ends, which is how the program knows
            // that there are more.
            for part in [&header.to_bytes()[..], name] {
                let fits = part.len().min(buffer.len() - used);
                buffer[used..used + fits].copy_from_slice(&part[..fits]);
                used += fits;
            }
        }
        Ok(used)
    }
}

/// What an entry is where the file system does not say it along.
fn kind(directory: &OwnedFd, entry: &rustix::fs::RawDirEntry<'_>) -> FileType {
    statat(directory, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW)
        .map_or(FileType::Unknown, |stat| {
            FileType::from_raw_mode(stat.st_mode)
        })
}
