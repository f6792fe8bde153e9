//! Reading directories.
//!
//! For each call, wasmtime-wasi reads the directory again, looks at every entry in it,
//! and skips as many as it has already returned. So if an entry is removed, others are
//! missed or the call fails, and a socket ends the program. Here the kernel keeps the
//! position: whatever is added or removed, every other entry is returned once.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs::File;
use std::os::fd::OwnedFd;

use preview1::{Dirent, Errno, Id};
use rustix::fs::{AtFlags, FileType, Mode, OFlags, RawDir, SeekFrom, fstat, openat, seek, statat};
use rustix::io::Errno as Os;

use super::guest::{Guest, address};
use super::layer::{Below, Layer};
use super::opened::Table;
use super::{Stop, filestat, renumber};

/// The directories that are being read, by the program's numbers.
#[derive(Debug, Default)]
pub struct Readers(BTreeMap<u32, Reader>);

#[derive(Debug)]
struct Reader {
    /// A descriptor only for this, so that no other code moves its position.
    directory: OwnedFd,
    device: u64,
    /// For each returned entry, the kernel's cookie for the position after it. Our cookie
    /// is the number of entries before it: programs keep it in a `long` of 32 bits
    /// (telldir), and many file systems need 64.
    places: Vec<u64>,
}

/// The bounds of the size that is read from the kernel at once.
const LEAST: usize = 4 << 10;
const MOST: usize = 64 << 10;

impl Layer for Readers {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
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
    /// Answers `fd_readdir`; `None` if wasmtime-wasi must.
    fn answer(
        &mut self,
        opened: &Table,
        args: &[u64],
        memory: &mut Guest<'_>,
    ) -> Result<Option<Errno>, Stop> {
        let number = address(args[0]);
        let Some(opened) = opened.get(number) else {
            return Ok(None);
        };
        let reader = match self.0.entry(number) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => match Reader::new(&opened.file) {
                Ok(reader) => place.insert(reader),
                // wasmtime-wasi returns the error.
                Err(_) => return Ok(None),
            },
        };
        let (start, length) = (address(args[1]), address(args[2]));
        match memory.fill(start, length, |buffer| reader.read(args[3], buffer))? {
            Ok(used) => {
                // No more than the length.
                memory.put(address(args[4]), &(used as u32).to_le_bytes())?;
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

    /// Fills the buffer with the entries after `cookie` of them, and returns the number
    /// of bytes used.
    fn read(&mut self, cookie: u64, buffer: &mut [u8]) -> rustix::io::Result<usize> {
        let cookie = usize::try_from(cookie).unwrap_or(usize::MAX);
        // To find an unknown position, read on from the last known one.
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
            // The last entry is cut at the end of the buffer, which tells the program
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

/// The type of an entry, if the file system does not return it with the name.
fn kind(directory: &OwnedFd, entry: &rustix::fs::RawDirEntry<'_>) -> FileType {
    statat(directory, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW)
        .map_or(FileType::Unknown, |stat| {
            FileType::from_raw_mode(stat.st_mode)
        })
}
