//! Memory maps, over the pages of [`crate::mm`].

use core::ops::Range;

use crate::abi::mman::{
    MADV_DONTNEED, MADV_FREE, MADV_KNOWN, MAP_ANONYMOUS, MAP_FIXED, MAP_FIXED_NOREPLACE, MAP_KNOWN,
    MAP_PRIVATE, MAP_SHARED, MAP_SHARED_VALIDATE, MAP_TYPE, MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT,
    MLOCK_ONFAULT, MREMAP_FIXED, MREMAP_MAYMOVE, MS_ASYNC, MS_INVALIDATE, MS_SYNC, PROT_ALL,
    PROT_NONE, PROT_WRITE,
};
use crate::errno::{Errno, Result};
use crate::locked;
use crate::machine::{self, PAGE_SIZE};
use crate::map::{self, Wanted};
use crate::mm;
use crate::user::BytesMut;
use crate::wasi::Fd;

/// Linux's, which no header of musl names: `__map_stack.c` has it, too.
const MAP_UNINITIALIZED: u32 = 0x400_0000;

/// The pages of a range of addresses, which starts with a page.
fn pages(address: usize, length: usize) -> Result<Range<usize>> {
    if !address.is_multiple_of(PAGE_SIZE) || length == 0 {
        return Err(Errno::INVAL);
    }
    let start = machine::page_of(address);
    Ok(start..start.saturating_add(length.div_ceil(PAGE_SIZE)))
}

/// `mmap(addr, length, prot, flags, fd, offset)` — maps memory, zero or with the content
/// of a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mmap.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mmap.2.html).
/// Differs: `prot` is remembered, but not enforced. Mapping a file reads it at once.
/// Changes to a shared map reach the file at `msync`, at `munmap`, at the end of the
/// program (unless a signal or a trap ends it), and whenever the program reads or writes
/// the file. Changes by other processes become visible at `msync(MS_INVALIDATE)`. Wasm
/// cannot show memory in two places: a second map of the same part of a file has the
/// address of the first, and `MAP_FIXED` fails with `EINVAL` for a file in memory.
/// `MAP_FIXED` beyond the module's memory extends it. There are at most 1,024 maps of
/// files.
pub fn mmap(
    address: usize,
    length: usize,
    prot: u32,
    flags: u32,
    fd: Fd,
    offset: i64,
) -> Result<usize> {
    let kind = flags & MAP_TYPE;
    if length == 0 {
        return Err(Errno::INVAL);
    }
    if ![MAP_SHARED, MAP_PRIVATE, MAP_SHARED_VALIDATE].contains(&kind) {
        return Err(Errno::INVAL);
    }
    if kind == MAP_SHARED_VALIDATE && flags & !MAP_KNOWN != 0 {
        return Err(Errno::NOTSUP);
    }
    let offset = u64::try_from(offset).map_err(|_| Errno::INVAL)?;
    let is_fixed = flags & (MAP_FIXED | MAP_FIXED_NOREPLACE) != 0;
    let place = || match is_fixed {
        true => fixed(pages(address, length)?, flags & MAP_FIXED_NOREPLACE != 0),
        false => {
            let count = length.div_ceil(PAGE_SIZE);
            mm::reserve(count).map(|first| first..first + count)
        }
    };
    if flags & MAP_ANONYMOUS != 0 {
        let place = place()?;
        match prot {
            // As on Linux without an MMU. Only pthread_create of the target with threads asks
            // for it, and clears what it needs of a stack.
            _ if cfg!(target_feature = "atomics") && flags & MAP_UNINITIALIZED != 0 => {}
            // Its content after release was not written by the program.
            PROT_NONE => mm::keep_untouched(place.clone()),
            _ => mm::clean(place.clone(), 0),
        }
        map::remember(place.clone(), kind != MAP_PRIVATE, prot == PROT_NONE);
        locked::appeared(place.clone());
        return Ok(machine::page_address(place.start));
    }
    if !offset.is_multiple_of(PAGE_SIZE as u64) {
        return Err(Errno::INVAL);
    }
    let wanted = Wanted {
        offset,
        length,
        shared: kind != MAP_PRIVATE,
        writable: prot & PROT_WRITE != 0,
        fixed: is_fixed,
    };
    let first = map::map(fd, wanted, place)?;
    let place = first..first + length.div_ceil(PAGE_SIZE);
    map::remember(place.clone(), false, prot == PROT_NONE);
    locked::appeared(place);
    Ok(machine::page_address(first))
}

/// Reserves these very pages, in place of what was mapped there, unless `keep`.
fn fixed(place: Range<usize>, keep: bool) -> Result<Range<usize>> {
    if !keep {
        if map::is_own(place.clone()) {
            return Err(Errno::INVAL);
        }
        // If there is no memory, the old map stays.
        mm::reach(&place)?;
        map::unmap(place.clone())?;
    }
    mm::reserve_at(place.clone(), keep)?;
    Ok(place)
}

/// `munmap(addr, length)` — releases mapped memory; parts of maps too.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/munmap.html),
/// [Linux](https://man7.org/linux/man-pages/man2/munmap.2.html).
/// Differs: The module keeps the memory for the next `mmap`; using it afterwards does not
/// trap. If writing to the file fails, the call returns that error, and still releases the
/// memory.
pub fn munmap(address: usize, length: usize) -> Result {
    let place = pages(address, length)?;
    if place.end > mm::MOST {
        return Err(Errno::INVAL);
    }
    map::unmap(place)
}

/// `msync(addr, length, flags)` — writes the content of shared maps to their files.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/msync.html),
/// [Linux](https://man7.org/linux/man-pages/man2/msync.2.html).
/// Differs: `MS_ASYNC` also writes at once, but does not wait for the host to store the
/// data.
pub fn msync(address: usize, length: usize, flags: i32) -> Result {
    let wait = flags & MS_SYNC != 0;
    if flags & !(MS_ASYNC | MS_INVALIDATE | MS_SYNC) != 0
        || (wait && flags & MS_ASYNC != 0)
        || !address.is_multiple_of(PAGE_SIZE)
    {
        return Err(Errno::INVAL);
    }
    if length == 0 {
        return Ok(());
    }
    let place = mapped(address, length)?;
    if flags & MS_INVALIDATE != 0 && locked::has(place.clone()) {
        return Err(Errno::BUSY);
    }
    map::sync(place, wait, flags & MS_INVALIDATE != 0)
}

/// The pages of a range of addresses, all of which must be mapped.
fn mapped(address: usize, length: usize) -> Result<Range<usize>> {
    let place = pages(address, length)?;
    match mm::is_mapped(place.clone()) {
        true => Ok(place),
        false => Err(Errno::NOMEM),
    }
}

/// `mremap(old, oldlength, newlength, flags, new)` — makes a map shorter or longer, in
/// place if it can be, elsewhere with `MREMAP_MAYMOVE`.
///
/// [Linux](https://man7.org/linux/man-pages/man2/mremap.2.html).
/// Differs: `MREMAP_DONTUNMAP` and an old length of 0 fail with `EINVAL`. A map of a file
/// grows by moving. Growing pages that are mapped twice fails with `ENOMEM`.
pub fn mremap(
    old: usize,
    old_length: usize,
    new_length: usize,
    flags: u32,
    new: usize,
) -> Result<usize> {
    let from = pages(old, old_length)?;
    if new_length == 0 || flags & !(MREMAP_MAYMOVE | MREMAP_FIXED) != 0 {
        return Err(Errno::INVAL);
    }
    let count = new_length.div_ceil(PAGE_SIZE);
    if flags & MREMAP_FIXED != 0 {
        let to = pages(new, new_length)?;
        if flags & MREMAP_MAYMOVE == 0 || (to.start < from.end && from.start < to.end) {
            return Err(Errno::INVAL);
        }
        if !mm::is_mapped(from.clone()) {
            return Err(Errno::FAULT);
        }
        if map::is_own(from.clone()) {
            return Err(Errno::INVAL);
        }
        let to = fixed(to, false)?;
        mm::clean(to.clone(), 0);
        if map::resize(from.clone(), new_length, true, Some(to.clone()))?.is_none() {
            carry(from, to);
        }
        return Ok(new);
    }
    if !mm::is_mapped(from.clone()) {
        return Err(Errno::FAULT);
    }
    let may_move = flags & MREMAP_MAYMOVE != 0;
    if let Some(first) = map::resize(from.clone(), new_length, may_move, None)? {
        return Ok(machine::page_address(first));
    }
    if count <= from.len() {
        mm::unmap(from.start + count..from.end);
        return Ok(old);
    }
    if mm::extend(from.clone(), count).is_ok() {
        map::remember_alike(from.clone(), from.end..from.start + count);
        return Ok(old);
    }
    if !may_move {
        return Err(Errno::NOMEM);
    }
    let first = mm::map(count)?;
    carry(from, first..first + count);
    Ok(machine::page_address(first))
}

fn carry(from: Range<usize>, to: Range<usize>) {
    mm::touch(from.clone());
    map::remember_alike(from.clone(), to.clone());
    locked::appeared(to.clone());
    mm::bytes(from.clone()).as_bytes().copy_to(mm::bytes(to));
    mm::unmap(from);
}

/// `mprotect(addr, length, prot)` — gives mapped memory a protection.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mprotect.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mprotect.2.html).
/// Differs: Remembered, but not enforced: wasm memory is always readable and writable, and
/// never executable.
pub fn mprotect(address: usize, length: usize, prot: u32) -> Result {
    if !address.is_multiple_of(PAGE_SIZE) || prot & !PROT_ALL != 0 {
        return Err(Errno::INVAL);
    }
    if length == 0 {
        return Ok(());
    }
    let place = mapped(address, length)?;
    if prot != PROT_NONE {
        mm::touch(place.clone());
    }
    if prot & PROT_WRITE != 0 {
        map::make_writable(place.clone())?;
    }
    map::close(place, prot == PROT_NONE);
    Ok(())
}

/// `madvise(addr, length, advice)` — `MADV_DONTNEED` discards changes to private pages:
/// they become zero, or the file's content again; other advice needs no action.
///
/// [Linux](https://man7.org/linux/man-pages/man2/madvise.2.html).
/// Differs: `MADV_DONTNEED` renews private pages. Other advice changes nothing.
pub fn madvise(address: usize, length: usize, advice: i32) -> Result {
    if !address.is_multiple_of(PAGE_SIZE) || !MADV_KNOWN.contains(&advice) {
        return Err(Errno::INVAL);
    }
    if length == 0 {
        return Ok(());
    }
    let place = mapped(address, length)?;
    match advice {
        MADV_DONTNEED | MADV_FREE if locked::has(place.clone()) => Err(Errno::INVAL),
        MADV_DONTNEED => map::renew(place),
        MADV_FREE if !map::is_private_memory(place) => Err(Errno::INVAL),
        _ => Ok(()),
    }
}

/// `mincore(addr, length, vec)` — reports which mapped pages are in memory: all.
///
/// [Linux](https://man7.org/linux/man-pages/man2/mincore.2.html).
/// Differs: Reports every mapped page as being in memory.
pub fn mincore(address: usize, length: usize, vec: BytesMut<'_>) -> Result {
    if !address.is_multiple_of(PAGE_SIZE) {
        return Err(Errno::INVAL);
    }
    if length == 0 {
        return Ok(());
    }
    mapped(address, length)?;
    vec.first(length.div_ceil(PAGE_SIZE)).fill(1);
    Ok(())
}

/// The pages that a range of addresses touches, if they can be locked.
fn lockable(address: usize, length: usize) -> Result<Range<usize>> {
    let start = address / PAGE_SIZE * PAGE_SIZE;
    let length = length.checked_add(address - start).ok_or(Errno::INVAL)?;
    mapped(start, length)
}

/// `mlock(addr, length)` — keeps pages in memory.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mlock.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mlock.2.html).
/// Differs: The pages are always in the module's memory, but the host may page that out.
/// The lock is remembered: `msync` and `madvise` respect it.
pub fn mlock(address: usize, length: usize) -> Result {
    if length > 0 {
        let place = lockable(address, length)?;
        locked::set(place.clone(), true);
        if map::is_closed(place) {
            return Err(Errno::NOMEM);
        }
    }
    Ok(())
}

/// `mlock2(addr, length, flags)` — as `mlock`; `MLOCK_ONFAULT` makes no difference.
///
/// [Linux](https://man7.org/linux/man-pages/man2/mlock2.2.html).
/// Differs: As `mlock`. `MLOCK_ONFAULT` makes no difference.
pub fn mlock2(address: usize, length: usize, flags: u32) -> Result {
    match flags {
        0 => mlock(address, length),
        MLOCK_ONFAULT if length == 0 => Ok(()),
        MLOCK_ONFAULT => lockable(address, length).map(|place| locked::set(place, true)),
        _ => Err(Errno::INVAL),
    }
}

/// `munlock(addr, length)` — unlocks pages.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/munlock.html),
/// [Linux](https://man7.org/linux/man-pages/man2/munlock.2.html).
/// Differs: As `mlock`.
pub fn munlock(address: usize, length: usize) -> Result {
    if length == 0 {
        return Ok(());
    }
    lockable(address, length).map(|place| locked::set(place, false))
}

/// `mlockall(flags)` — keeps all pages in memory, or those that will be mapped.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mlockall.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mlockall.2.html).
/// Differs: As `mlock`.
pub fn mlockall(flags: u32) -> Result {
    if flags & !(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) != 0 || flags & !MCL_ONFAULT == 0 {
        return Err(Errno::INVAL);
    }
    locked::set_all(flags & MCL_CURRENT != 0, flags & MCL_FUTURE != 0);
    Ok(())
}

/// `munlockall()` — unlocks all pages.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/munlockall.html),
/// [Linux](https://man7.org/linux/man-pages/man2/munlockall.2.html).
/// Differs: As `mlock`.
pub fn munlockall() -> Result {
    locked::clear();
    Ok(())
}

/// `brk(end)` — moves the end of the data; returns its place, moved or not.
///
/// [Linux](https://man7.org/linux/man-pages/man2/brk.2.html).
/// Differs: The break starts after everything that is mapped at the first call. A later map
/// can block its growth. The module's memory never shrinks.
pub fn brk(end: usize) -> usize {
    mm::brk(end)
}

/// `memfd_create(name, flags)` — makes a file in memory.
///
/// [Linux](https://man7.org/linux/man-pages/man2/memfd_create.2.html).
/// Differs: There are no seals and no huge pages. A mapped memfd grows only in place:
/// growing it fails with `ENOSPC` when other memory follows.
pub fn memfd_create(name: &[u8], flags: u32) -> Result<Fd> {
    crate::inside::memfd::file(name, flags)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::mman::{PROT_NONE, PROT_READ};
    use crate::sys::fs;
    use crate::table::Table;
    use crate::user::BytesMut;
    use crate::wasi::fake::{self, Fault};

    const ANONYMOUS: u32 = MAP_PRIVATE | MAP_ANONYMOUS;

    fn anonymous(length: usize) -> Result<usize> {
        mmap(0, length, PROT_READ | PROT_WRITE, ANONYMOUS, Fd(-1), 0)
    }

    fn set_up() {
        fake::set_up(|host| host.memory(2, 32));
    }

    fn read(address: usize, len: usize) -> Vec<u8> {
        let mut copy = vec![0xaa; len];
        crate::mm::at(address, len)
            .as_bytes()
            .copy_to(BytesMut::of(&mut copy));
        copy
    }

    #[test]
    fn wrong_arguments_are_refused() {
        set_up();
        assert_eq!(anonymous(0), Err(Errno::INVAL));
        assert_eq!(anonymous(usize::MAX), Err(Errno::NOMEM));
        let rw = PROT_READ | PROT_WRITE;
        assert_eq!(mmap(0, 1, rw, MAP_ANONYMOUS, Fd(-1), 0), Err(Errno::INVAL));
        // Linux accepts unknown flags.
        assert!(mmap(0, 1, rw | 64, ANONYMOUS, Fd(-1), 0).is_ok());
        assert_eq!(
            mmap(1, 1, rw, ANONYMOUS | MAP_FIXED, Fd(-1), 0),
            Err(Errno::INVAL)
        );
        assert_eq!(munmap(1, 1), Err(Errno::INVAL));
        assert_eq!(munmap(0, 0), Err(Errno::INVAL));
        assert_eq!(mmap(0, 1, rw, MAP_PRIVATE, Fd(77), 0), Err(Errno::BADF));
        assert_eq!(mmap(0, 1, rw, MAP_SHARED, Fd(77), 0), Err(Errno::BADF));
    }

    #[test]
    fn a_place_that_cannot_be_had_loses_nothing() {
        set_up();
        let a = anonymous(PAGE_SIZE).unwrap();
        crate::mm::at(a, PAGE_SIZE).fill(3);
        let fixed =
            |place, length| mmap(place, length, PROT_READ, ANONYMOUS | MAP_FIXED, Fd(-1), 0);
        // A page of the program before it, or more than the host has after it.
        assert_eq!(fixed(a - PAGE_SIZE, 2 * PAGE_SIZE), Err(Errno::NOMEM));
        assert_eq!(fixed(a, 99 * PAGE_SIZE), Err(Errno::NOMEM));
        assert_eq!(read(a, PAGE_SIZE), [3; PAGE_SIZE]);
        assert_eq!(munmap(a, PAGE_SIZE), Ok(()));
    }

    #[test]
    fn an_unknown_flag_of_a_validated_map_is_refused() {
        set_up();
        let flags = MAP_SHARED_VALIDATE | MAP_ANONYMOUS;
        let map = |flags| mmap(0, 1, PROT_READ, flags, Fd(-1), 0);
        assert_eq!(map(flags | 0x4000_0000), Err(Errno::NOTSUP));
        assert!(map(flags).is_ok());
    }

    #[test]
    fn remapping_keeps_the_content() {
        set_up();
        let a = anonymous(PAGE_SIZE).unwrap();
        let b = anonymous(PAGE_SIZE).unwrap();
        crate::mm::at(a, PAGE_SIZE).fill(3);
        assert_eq!(mremap(a, PAGE_SIZE, 3 * PAGE_SIZE, 0, 0), Err(Errno::NOMEM));
        let c = mremap(a, PAGE_SIZE, 3 * PAGE_SIZE, MREMAP_MAYMOVE, 0).unwrap();
        assert_ne!(a, c);
        assert_eq!(read(c, PAGE_SIZE), [3; PAGE_SIZE]);
        assert_eq!(read(c + PAGE_SIZE, PAGE_SIZE), [0; PAGE_SIZE]);
        assert_eq!(mremap(c, 3 * PAGE_SIZE, 1, 0, 0), Ok(c));
        assert_eq!(
            mremap(a, PAGE_SIZE, 1, 0, 0),
            Err(Errno::FAULT),
            "it moved away"
        );
        assert_eq!(
            mremap(b, PAGE_SIZE, PAGE_SIZE, MREMAP_FIXED, c),
            Err(Errno::INVAL)
        );
        assert_eq!(
            mremap(b, PAGE_SIZE, PAGE_SIZE, MREMAP_FIXED | MREMAP_MAYMOVE, a),
            Ok(a)
        );
    }

    #[test]
    fn protection_and_advice_want_mapped_pages() {
        set_up();
        let a = anonymous(2 * PAGE_SIZE).unwrap();
        assert_eq!(mprotect(a, 2 * PAGE_SIZE, PROT_NONE), Ok(()));
        assert_eq!(mprotect(a, 9 * PAGE_SIZE, PROT_READ), Err(Errno::NOMEM));
        assert_eq!(mprotect(a + 1, 1, PROT_READ), Err(Errno::INVAL));
        crate::mm::at(a, 2 * PAGE_SIZE).fill(8);
        assert_eq!(madvise(a, PAGE_SIZE, 0), Ok(()));
        assert_eq!(madvise(a, PAGE_SIZE, MADV_DONTNEED), Ok(()));
        assert_eq!(madvise(a, PAGE_SIZE, 12345), Err(Errno::INVAL));
        assert_eq!(read(a, 1), [0]);
        assert_eq!(read(a + PAGE_SIZE, 1), [8]);
    }

    #[test]
    fn a_file_is_copied_in_short_reads_too() {
        let file = |host: &mut fake::Host| {
            host.memory(2, 32);
            host.preopen("/", "/");
            host.file("/f", &[b'x'; 1000]);
        };
        fake::set_up(file);
        let fd = fs::openat::<Table>(Fd(-2), b"/f", 0, 0).unwrap();
        fake::host(|host| host.fault("fd_pread", 0, Fault::Short(10)));
        let a = mmap(0, 2000, PROT_READ, MAP_PRIVATE, fd, 0).unwrap();
        assert_eq!(read(a, 1000), [b'x'; 1000]);
        assert_eq!(read(a + 1000, 1000), [0; 1000]);
        fake::host(|host| host.fault("fd_pread", 0, Fault::Code(29)));
        assert_eq!(mmap(0, 2000, PROT_READ, MAP_PRIVATE, fd, 0), Err(Errno::IO));
        fake::host(|host| host.fault("fd_pread", 0, Fault::Claim(99999)));
        assert_eq!(mmap(0, 2000, PROT_READ, MAP_PRIVATE, fd, 0), Err(Errno::IO));
        assert_eq!(
            mmap(0, 10, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0),
            Err(Errno::ACCES)
        );
        assert_eq!(mmap(0, 10, PROT_READ, MAP_SHARED, fd, 5), Err(Errno::INVAL));
    }
}
