//! Maps of files, one by one, and in random sequences against a file as Linux has it.

use crate::abi::fcntl::{AT_FDCWD, O_APPEND, O_RDONLY, O_RDWR};
use crate::abi::mman::{
    MADV_DONTNEED, MAP_ANONYMOUS, MAP_FIXED, MAP_PRIVATE, MAP_SHARED, MREMAP_MAYMOVE,
    MS_INVALIDATE, MS_SYNC, PROT_READ, PROT_WRITE,
};
use crate::errno::{Errno, Result};
use crate::machine::PAGE_SIZE;
use crate::map;
use crate::sys::fs::{ftruncate64, openat};
use crate::sys::io::{preadv, pwritev, write};
use crate::sys::mm::memfd_create;
use crate::sys::mm::{madvise, mmap, mprotect, mremap, msync, munmap};
use crate::table::Table;
use crate::table::close;
use crate::user::{Bytes, BytesMut};
use crate::wasi::Fd;
use crate::wasi::fake::{self, Fault};

const RW: u32 = PROT_READ | PROT_WRITE;
const PAGES: usize = 4;
const SIZE: usize = PAGES * PAGE_SIZE;
const EIO: u16 = 29;

fn set_up(content: &[u8]) {
    fake::set_up(|host| {
        host.memory(2, 200);
        host.preopen("/", "/");
        host.file("/f", content);
    });
}

fn open(flags: i32) -> Fd {
    openat::<Table>(Fd(AT_FDCWD), b"/f", flags, 0o666).unwrap()
}

fn shared(fd: Fd, length: usize) -> Result<usize> {
    mmap(0, length, RW, MAP_SHARED, fd, 0)
}

fn content() -> Vec<u8> {
    fake::host(|host| host.content("/f").unwrap().to_vec())
}

fn peek(address: usize, len: usize) -> Vec<u8> {
    let mut copy = vec![0xaa; len];
    crate::mm::at(address, len)
        .as_bytes()
        .copy_to(BytesMut::of(&mut copy));
    copy
}

fn poke(address: usize, byte: u8) {
    crate::mm::at(address, 1).fill(byte);
}

#[test]
fn what_cannot_be_written_back_is_told_and_tried_again() {
    set_up(b"0123456789");
    let fd = open(O_RDWR);
    let p = shared(fd, 10).unwrap();
    poke(p + 3, b'x');
    fake::host(|host| host.fault("fd_pwrite", 0, Fault::Code(EIO)));
    assert_eq!(msync(p, 10, MS_SYNC), Err(Errno::IO));
    assert_eq!(content(), b"0123456789");
    fake::host(|host| host.fault("fd_pwrite", 0, Fault::Short(1)));
    poke(p + 5, b'y');
    assert_eq!(msync(p, 10, MS_SYNC), Ok(()));
    assert_eq!(content(), b"012x4y6789");
    poke(p, b'z');
    fake::host(|host| host.fault("fd_pwrite", 0, Fault::Code(EIO)));
    assert_eq!(
        munmap(p, 10),
        Err(Errno::IO),
        "the memory is gone nevertheless"
    );
    assert_eq!(msync(p, 10, MS_SYNC), Err(Errno::NOMEM));
}

#[test]
fn a_file_that_cannot_be_read_leaves_nothing() {
    set_up(b"0123456789");
    let fd = open(O_RDWR);
    let used = crate::mm::used();
    for fault in [Fault::Code(EIO), Fault::Claim(1 << 30)] {
        fake::host(|host| host.fault("fd_pread", 0, fault));
        assert_eq!(shared(fd, 10), Err(Errno::IO));
    }
    assert_eq!(crate::mm::used(), used);
    assert_eq!(close(fd), Ok(()));
    assert_eq!(
        fake::host(|host| host.open_count()),
        4,
        "streams and the directory"
    );
}

#[test]
fn the_last_of_descriptor_and_maps_closes_the_file() {
    set_up(&[b'x'; SIZE]);
    let before = fake::host(|host| host.open_count());
    let fd = open(O_RDWR);
    let p = shared(fd, SIZE).unwrap();
    let q = mmap(0, PAGE_SIZE, PROT_READ, MAP_PRIVATE, fd, 0).unwrap();
    assert_eq!(close(fd), Ok(()));
    assert_eq!(munmap(p + PAGE_SIZE, PAGE_SIZE), Ok(()));
    assert_eq!(munmap(q, 1), Ok(()));
    assert_eq!(munmap(p, PAGE_SIZE), Ok(()));
    assert_eq!(fake::host(|host| host.open_count()), before + 1);
    assert_eq!(munmap(p, SIZE), Ok(()));
    assert_eq!(fake::host(|host| host.open_count()), before);
}

#[test]
fn the_end_writes_everything_back() {
    set_up(b"0123456789");
    let p = shared(open(O_RDWR | O_APPEND), 10).unwrap();
    poke(p, b'!');
    map::end();
    assert_eq!(content(), b"!123456789");
}

#[test]
fn what_others_write_is_seen_when_asked_for() {
    set_up(b"0123456789");
    let p = shared(open(O_RDWR), 10).unwrap();
    poke(p + 9, b'!');
    fake::host(|host| {
        host.file("/f", b"ABCDEFGHIJ");
    });
    // The host replaced the file: what is open is still the old one.
    assert_eq!(msync(p, 10, MS_SYNC | MS_INVALIDATE), Ok(()));
    assert_eq!(peek(p + 9, 1), b"!");
}

#[test]
fn a_second_writable_map_of_the_same_pages() {
    set_up(b"0123456789");
    let reader = open(O_RDONLY);
    let p = mmap(0, 10, PROT_READ, MAP_SHARED, reader, 0).unwrap();
    let q = shared(open(O_RDWR), 10).unwrap();
    assert_eq!(p, q);
    poke(q, b'x');
    assert_eq!(munmap(p, 10), Ok(()));
    assert_eq!(peek(q, 2), b"x1");
    assert_eq!(munmap(q, 10), Ok(()));
    assert_eq!(content(), b"x123456789");
    assert_eq!(msync(q, 10, MS_SYNC), Err(Errno::NOMEM));
}

#[test]
fn a_second_map_at_a_place_sees_what_was_written() {
    set_up(b"0123456789");
    let fd = open(O_RDWR);
    let p = shared(fd, 10).unwrap();
    poke(p, b'x');
    let place = mmap(0, 1, RW, MAP_PRIVATE | MAP_ANONYMOUS, Fd(-1), 0).unwrap();
    let q = mmap(place, 10, RW, MAP_SHARED | MAP_FIXED, fd, 0).unwrap();
    assert_eq!((q, peek(q, 2)), (place, b"x1".to_vec()));
    poke(q + 1, b'y');
    assert_eq!(msync(q, 10, MS_SYNC), Ok(()));
    poke(p + 2, b'z');
    assert_eq!(msync(p, 10, MS_SYNC), Ok(()));
    assert_eq!(content(), b"xyz3456789");
}

#[test]
fn files_in_memory_are_nowhere_else() {
    set_up(b"");
    let fd = memfd_create(b"m", 0).unwrap();
    assert_eq!(ftruncate64::<Table>(fd, PAGE_SIZE as i64), Ok(()));
    let p = shared(fd, PAGE_SIZE).unwrap();
    let place = mmap(0, SIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS, Fd(-1), 0).unwrap();
    assert_eq!(
        mmap(place, 1, RW, MAP_SHARED | MAP_FIXED, fd, 0),
        Err(Errno::INVAL)
    );
    let anonymous = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    assert_eq!(mmap(p, 1, RW, anonymous, Fd(-1), 0), Err(Errno::INVAL));
    // Other memory follows it.
    assert_eq!(
        ftruncate64::<Table>(fd, 2 * PAGE_SIZE as i64),
        Err(Errno::NOSPC)
    );
    assert_eq!(
        mremap(p, PAGE_SIZE, SIZE, MREMAP_MAYMOVE, 0),
        Err(Errno::NOMEM)
    );
    assert_eq!(munmap(p, 1), Ok(()));
    assert_eq!(ftruncate64::<Table>(fd, 2 * PAGE_SIZE as i64), Ok(()));
}

#[test]
fn there_are_so_many_maps() {
    set_up(b"0123456789");
    let fd = open(O_RDWR);
    let mut maps = Vec::new();
    let error = loop {
        match shared(fd, 10) {
            Ok(p) => maps.push(p),
            Err(error) => break error,
        }
    };
    assert_eq!((error, maps.len()), (Errno::NOMEM, map::LIMIT));
    for p in maps {
        assert_eq!(munmap(p, 10), Ok(()));
    }
    assert!(shared(fd, 10).is_ok());
}

/// One map of the whole file, and smaller ones that come and go.
#[test]
fn random_sequences_agree_with_a_file() {
    let mut model: Vec<u8> = (0..SIZE).map(|n| n as u8).collect();
    set_up(&model);
    let fds = [open(O_RDWR), open(O_RDWR)];
    let used = crate::mm::used();
    let whole = shared(fds[0], SIZE).unwrap();
    let mut parts: Vec<(usize, usize, usize)> = Vec::new();
    let mut seed = 99_u32;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(1664525).wrapping_add(1013904223);
        (seed >> 8) as usize % below
    };
    for step in 0..600 {
        let at = random(SIZE - 10);
        let fd = fds[random(2)];
        let byte = step as u8;
        match random(9) {
            0 | 1 => {
                // Data written after the end may be visible when the file grows, or not.
                if let Some(there) = model.get_mut(at) {
                    poke(whole + at, byte);
                    *there = byte;
                }
            }
            2 => {
                let data = [byte; 7];
                let n = pwritev::<Table>(fd, &[Bytes::of(&data)], at as i64).unwrap();
                model.resize(model.len().max(at + n), 0);
                model[at..at + n].fill(byte);
            }
            3 => {
                let mut got = [0; 10];
                let n = preadv::<Table>(fd, &[BytesMut::of(&mut got)], at as i64).unwrap();
                let want = model.get(at..).unwrap_or(&[]);
                assert_eq!(got[..n], want[..want.len().min(10)]);
            }
            4 => {
                let page = random(PAGES);
                let count = 1 + random(PAGES - page);
                let offset = (page * PAGE_SIZE) as i64;
                let prot = if random(2) == 0 { RW } else { PROT_READ };
                let p = mmap(0, count * PAGE_SIZE, prot, MAP_SHARED, fd, offset).unwrap();
                assert_eq!(p, whole + page * PAGE_SIZE);
                parts.push((p, count, page));
            }
            5 if !parts.is_empty() => {
                let (p, count, page) = parts.swap_remove(random(parts.len()));
                let gone = 1 + random(count);
                assert_eq!(munmap(p, gone * PAGE_SIZE), Ok(()));
                if gone < count {
                    parts.push((p + gone * PAGE_SIZE, count - gone, page + gone));
                }
            }
            6 => {
                let size = random(SIZE);
                assert_eq!(ftruncate64::<Table>(fd, size as i64), Ok(()));
                model.resize(size, 0);
            }
            7 => assert_eq!(msync(whole, SIZE, MS_SYNC), Ok(())),
            _ => {
                assert_eq!(madvise(whole, SIZE, MADV_DONTNEED), Ok(()));
                assert_eq!(mprotect(whole, SIZE, RW), Ok(()));
            }
        }
        let shown = peek(whole, model.len());
        assert!(shown == model, "step {step}");
    }
    for (p, count, _) in parts {
        assert_eq!(munmap(p, count * PAGE_SIZE), Ok(()));
    }
    assert_eq!(munmap(whole, SIZE), Ok(()));
    assert!(content() == model);
    assert_eq!(write::<Table>(fds[0], Bytes::of(b"x")), Ok(1));
    assert_eq!(crate::mm::used(), used, "nothing stays mapped");
}
