//! The permissions of files, which WASI does not store. The program's settings are
//! remembered while it runs, by the file's number.
//!
//! Only differences from [`conv::mode`] are remembered, in a hash table in pages of
//! memory.

use core::cell::Cell;

use super::FileId;
use crate::abi::stat::{S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, Stat, Statx};
use crate::conv;
use crate::errno::{Errno, Result};
use crate::machine::PAGE_SIZE;
use crate::mm;
use crate::process;
use crate::state::system;
use crate::user::BytesMut;
use crate::wasi::Filestat;

/// The place of the entries, the number of non-empty places, and the number of files.
#[derive(Clone, Copy)]
struct Entries {
    page: usize,
    pages: usize,
    taken: usize,
    files: usize,
}

const NONE: Entries = Entries {
    page: 0,
    pages: 0,
    taken: 0,
    files: 0,
};

system! {
    static ENTRIES: Cell<Entries> = Cell::new(NONE);
}

/// An entry: device, file number, `st_mode`.
const ENTRY: usize = 24;
const INO: usize = 8;
const MODE: usize = 16;

/// Modes that no file has, since they lack a type.
const EMPTY: u32 = 0;
const FORGOTTEN: u32 = 1;

impl Entries {
    fn bytes(self) -> BytesMut<'static> {
        mm::bytes(self.page..self.page + self.pages)
    }

    const fn places(self) -> usize {
        self.pages * PAGE_SIZE / ENTRY
    }

    fn mode(self, place: usize) -> u32 {
        self.bytes().get(place * ENTRY + MODE).unwrap_or(EMPTY)
    }

    /// The entry of a file, or else the empty place where its search ends.
    fn find(self, FileId { dev, ino }: FileId) -> Option<usize> {
        let places = self.places();
        // Multiplication by an odd number without a pattern mixes the upper half well.
        let mixed = (ino ^ dev.rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let start = (mixed as usize).checked_rem(places)?;
        (start..places).chain(0..start).find(|&place| {
            let entry = self.bytes().from(place * ENTRY);
            match self.mode(place) {
                EMPTY => true,
                FORGOTTEN => false,
                _ => entry.get(0) == Some(dev) && entry.get(INO) == Some(ino),
            }
        })
    }

    fn put(self, place: usize, file: FileId, mode: u32) {
        let entry = self.bytes().from(place * ENTRY);
        entry.put(0, file.dev);
        entry.put(INO, file.ino);
        entry.put(MODE, mode);
    }
}

/// Whether anything is remembered.
pub fn any() -> bool {
    ENTRIES.with(Cell::get).files > 0
}

/// Makes sure that one more file can be remembered: a quarter of the places stays empty.
pub fn reserve() -> Result {
    let old = ENTRIES.with(Cell::get);
    if 4 * (old.taken + 1) <= 3 * old.places() {
        return Ok(());
    }
    let pages = (old.files * 4 * ENTRY).div_ceil(PAGE_SIZE).max(1);
    let page = mm::map(pages)?;
    let new = Entries {
        page,
        pages,
        taken: old.files,
        files: old.files,
    };
    for place in 0..old.places() {
        let entry = old.bytes().from(place * ENTRY);
        let mode = old.mode(place);
        if !matches!(mode, EMPTY | FORGOTTEN)
            && let (Some(dev), Some(ino)) = (entry.get(0), entry.get(INO))
            && let Some(to) = new.find(FileId { dev, ino })
        {
            new.put(to, FileId { dev, ino }, mode);
        }
    }
    mm::unmap(old.page..old.page + old.pages);
    ENTRIES.with(|entries| entries.set(new));
    Ok(())
}

/// The remembered mode of a file, unless its number now belongs to a file of another
/// type.
pub fn remembered(file: &Filestat) -> Option<u32> {
    let entries = ENTRIES.with(Cell::get);
    if entries.files == 0 {
        return None;
    }
    let mode = entries.mode(entries.find(FileId::of(file))?);
    let kind = match mode & S_IFMT {
        // To the host it is an empty file.
        S_IFIFO if file.size == 0 => S_IFREG,
        kind => kind,
    };
    (kind == conv::mode(file.filetype) & S_IFMT).then_some(mode)
}

/// The remembered mode of this file.
pub fn of_id(file: FileId) -> Option<u32> {
    let entries = ENTRIES.with(Cell::get);
    let mode = entries.mode(entries.find(file)?);
    (mode != EMPTY).then_some(mode)
}

/// `st_mode` of a file.
pub fn of(file: &Filestat) -> u32 {
    remembered(file).unwrap_or_else(|| conv::mode(file.filetype))
}

/// Remembers `st_mode` of a file.
pub fn set(file: &Filestat, mode: u32) -> Result {
    if of(file) == mode {
        return Ok(());
    }
    if file.ino == 0 {
        // A host that does not number files.
        return Err(Errno::NOTSUP);
    }
    reserve()?;
    let mut entries = ENTRIES.with(Cell::get);
    let place = entries.find(FileId::of(file)).ok_or(Errno::NOMEM)?;
    let before = entries.mode(place);
    // A mode equal to the default is forgotten, but its place stays used.
    let is_kept = mode != conv::mode(file.filetype);
    entries.put(
        place,
        FileId::of(file),
        if is_kept { mode } else { FORGOTTEN },
    );
    entries.taken += usize::from(before == EMPTY);
    entries.files = entries.files + usize::from(is_kept) - usize::from(before != EMPTY);
    ENTRIES.with(|slot| slot.set(entries));
    Ok(())
}

/// The permissions of a new file: the requested ones without those of the umask.
pub fn asked(kind: u32, mode: u32) -> u32 {
    kind | mode & 0o7777 & !process::umask()
}

/// Records the mode of a new file. Hosts that do not number files keep the default mode.
#[inline]
pub fn created(file: &Filestat, mode: u32) -> Result {
    match set(file, mode) {
        Err(Errno::NOTSUP) => Ok(()),
        result => result,
    }
}

/// The access to an opened file: `R_OK` and so on.
pub fn uses(access: conv::Access) -> u32 {
    u32::from(access.read) << 2 | u32::from(access.write) << 1
}

/// Whether the mode gives the owner, to whom every file belongs, this access.
pub fn permits(mode: u32, uses: u32) -> Result {
    if mode >> 6 & uses == uses {
        Ok(())
    } else {
        Err(Errno::ACCES)
    }
}

/// Gives a file other permissions.
pub fn change(file: &Filestat, mode: u32) -> Result {
    let kind = of(file) & S_IFMT;
    if kind == S_IFLNK {
        return Err(Errno::NOTSUP);
    }
    set(file, kind | mode & 0o7777)
}

/// The `stat` of a file.
pub fn stat(file: &Filestat) -> Stat {
    Stat {
        st_mode: of(file),
        ..conv::stat(file)
    }
}

/// The `statx` of a file.
pub fn statx(file: &Filestat) -> Statx {
    Statx {
        stx_mode: of(file) as u16,
        ..conv::statx(file)
    }
}
