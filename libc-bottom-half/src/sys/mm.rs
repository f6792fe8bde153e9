//! Memory maps, over the pages of [`crate::mm`].

use core::ops::Range;

use crate::abi::mman::{
    MADV_DONTNEED, MADV_KNOWN, MAP_ANONYMOUS, MAP_FIXED, MAP_FIXED_NOREPLACE, MAP_PRIVATE,
    MAP_SHARED, MAP_SHARED_VALIDATE, MAP_TYPE, MREMAP_FIXED, MREMAP_MAYMOVE, PROT_ALL, PROT_WRITE,
};
use crate::errno::{Errno, Result};
use crate::mm;
use crate::wasi::{self, Fd, PAGE_SIZE};

/// The pages of a range of addresses, which starts with a page.
fn pages(address: usize, length: usize) -> Result<Range<usize>> {
    if !address.is_multiple_of(PAGE_SIZE) || length == 0 {
        return Err(Errno::INVAL);
    }
    let start = wasi::page_of(address);
    Ok(start..start.saturating_add(length.div_ceil(PAGE_SIZE)))
}

/// `mmap(addr, length, prot, flags, fd, offset)` — maps memory, zero or with the content
/// of a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mmap.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mmap.2.html); WASI `fd_pread`.
/// Differs: `prot` is not enforced. A map of a file is a copy of it made now; one that
/// would have to be written back (`MAP_SHARED` with `PROT_WRITE`) fails with `ENODEV`.
/// `MAP_FIXED` beyond the memory that the module has extends it.
pub fn mmap(
    address: usize,
    length: usize,
    prot: u32,
    flags: u32,
    fd: Fd,
    offset: i64,
) -> Result<usize> {
    let kind = flags & MAP_TYPE;
    if length == 0 || prot & !PROT_ALL != 0 {
        return Err(Errno::INVAL);
    }
    if ![MAP_SHARED, MAP_PRIVATE, MAP_SHARED_VALIDATE].contains(&kind) {
        return Err(Errno::INVAL);
    }
    let file = flags & MAP_ANONYMOUS == 0;
    let offset = u64::try_from(offset).map_err(|_| Errno::INVAL)?;
    if file && !offset.is_multiple_of(PAGE_SIZE as u64) {
        return Err(Errno::INVAL);
    }
    if file && kind != MAP_PRIVATE && prot & PROT_WRITE != 0 {
        wasi::fd_fdstat_get(fd)?;
        return Err(Errno::NODEV);
    }
    let count = length.div_ceil(PAGE_SIZE);
    let first = if flags & (MAP_FIXED | MAP_FIXED_NOREPLACE) != 0 {
        let place = pages(address, length)?;
        mm::map_at(place.clone(), flags & MAP_FIXED_NOREPLACE != 0)?;
        place.start
    } else {
        mm::map(count)?
    };
    let place = first..first + count;
    if file && let Err(error) = fill(place.clone(), length, fd, offset) {
        mm::unmap(place);
        return Err(error);
    }
    Ok(wasi::page_address(first))
}

/// Reads a file into mapped memory, as far as it goes.
fn fill(place: Range<usize>, length: usize, fd: Fd, offset: u64) -> Result {
    let mut rest = mm::bytes(place).first(length);
    let mut at = offset;
    while !rest.is_empty() {
        let n = wasi::fd_pread(fd, &[rest], at).map_err(|error| match error {
            Errno::NOTCAPABLE | Errno::SPIPE => Errno::ACCES,
            Errno::ISDIR => Errno::NODEV,
            error => error,
        })?;
        if n > rest.len() {
            return Err(Errno::IO);
        }
        if n == 0 {
            break;
        }
        rest = rest.from(n);
        at += n as u64;
    }
    Ok(())
}

/// `munmap(addr, length)` — releases mapped memory; parts of maps too.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/munmap.html),
/// [Linux](https://man7.org/linux/man-pages/man2/munmap.2.html).
/// Differs: using the memory afterwards does not trap.
pub fn munmap(address: usize, length: usize) -> Result {
    mm::unmap(pages(address, length)?);
    Ok(())
}

/// `mremap(old, oldlength, newlength, flags, new)` — makes a map shorter or longer, in
/// place if it can be, elsewhere with `MREMAP_MAYMOVE`.
///
/// [Linux](https://man7.org/linux/man-pages/man2/mremap.2.html).
/// Differs: `MREMAP_DONTUNMAP` fails with `EINVAL`.
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
        mm::map_at(to.clone(), false)?;
        carry(from, to);
        return Ok(new);
    }
    if !mm::is_mapped(from.clone()) {
        return Err(Errno::FAULT);
    }
    if count <= from.len() {
        mm::unmap(from.start + count..from.end);
        return Ok(old);
    }
    if mm::extend(from.clone(), count).is_ok() {
        return Ok(old);
    }
    if flags & MREMAP_MAYMOVE == 0 {
        return Err(Errno::NOMEM);
    }
    let first = mm::map(count)?;
    carry(from, first..first + count);
    Ok(wasi::page_address(first))
}

fn carry(from: Range<usize>, to: Range<usize>) {
    mm::bytes(from.clone()).as_bytes().copy_to(mm::bytes(to));
    mm::unmap(from);
}

/// `mprotect(addr, length, prot)` — accepts a protection for mapped memory.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mprotect.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mprotect.2.html).
/// Differs: wasm memory is always readable and writable, and never executable.
pub fn mprotect(address: usize, length: usize, prot: u32) -> Result {
    if !address.is_multiple_of(PAGE_SIZE) || prot & !PROT_ALL != 0 {
        return Err(Errno::INVAL);
    }
    if length == 0 || mm::is_mapped(pages(address, length)?) {
        return Ok(());
    }
    Err(Errno::NOMEM)
}

/// `madvise(addr, length, advice)` — `MADV_DONTNEED` makes mapped pages zero; other
/// advice is noted and needs nothing done.
///
/// [Linux](https://man7.org/linux/man-pages/man2/madvise.2.html).
/// Differs: `MADV_DONTNEED` on the map of a file gives zeros, not the file again.
pub fn madvise(address: usize, length: usize, advice: i32) -> Result {
    if !address.is_multiple_of(PAGE_SIZE) || !MADV_KNOWN.contains(&advice) {
        return Err(Errno::INVAL);
    }
    if length == 0 {
        return Ok(());
    }
    let place = pages(address, length)?;
    if !mm::is_mapped(place.clone()) {
        return Err(Errno::NOMEM);
    }
    if advice == MADV_DONTNEED {
        mm::bytes(place).fill(0);
    }
    Ok(())
}

/// `brk(end)` — moves the end of the data; where it is, moved or not.
///
/// [Linux](https://man7.org/linux/man-pages/man2/brk.2.html).
/// Differs: the break starts behind what is mapped by then, and a map can be in its way.
pub fn brk(end: usize) -> usize {
    mm::brk(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::mman::{PROT_NONE, PROT_READ};
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
        crate::user::memory(address, len)
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
        assert_eq!(mmap(0, 1, 64, ANONYMOUS, Fd(-1), 0), Err(Errno::INVAL));
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
    fn remapping_keeps_the_content() {
        set_up();
        let a = anonymous(PAGE_SIZE).unwrap();
        let b = anonymous(PAGE_SIZE).unwrap();
        crate::user::memory(a, PAGE_SIZE).fill(3);
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
        crate::user::memory(a, 2 * PAGE_SIZE).fill(8);
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
        let fd = crate::sys::fs::openat(Fd(-2), b"/f", 0).unwrap();
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
            Err(Errno::NODEV)
        );
        assert_eq!(mmap(0, 10, PROT_READ, MAP_SHARED, fd, 5), Err(Errno::INVAL));
    }
}
