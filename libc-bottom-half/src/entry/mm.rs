//! Memory maps; `mmap` itself is in [`super::table`].

use crate::errno::{Errno, Result};
use crate::machine::PAGE_SIZE;
use crate::sys::mm;
use crate::user::{BytesMut, Parameter};

/// The result of `mincore`: a byte for each page of `length`.
pub struct Pages<'a> {
    length: usize,
    vec: BytesMut<'a>,
}

impl Parameter<(*mut u8,)> for Pages<'_> {
    type C = usize;

    #[inline]
    unsafe fn from_c(length: usize, (vec,): (*mut u8,)) -> Result<Self> {
        if vec.is_null() && length > 0 {
            return Err(Errno::FAULT);
        }
        // SAFETY: the caller's promise: a byte for each page.
        let vec = unsafe { BytesMut::new(vec, length.div_ceil(PAGE_SIZE)) };
        Ok(Self { length, vec })
    }
}

super::syscalls! {
    munmap(addr: usize, length: usize) => mm::munmap;
    mremap(old: usize, old_length: usize, new_length: usize, flags: u32, new: usize) => mm::mremap;
    msync(addr: usize, length: usize, flags: i32) => mm::msync;
    mprotect(addr: usize, length: usize, prot: u32) => mm::mprotect;
    madvise(addr: usize, length: usize, advice: i32) => mm::madvise;
    mincore(addr: usize, length: Pages[vec: *mut u8]) => |addr, pages: Pages<'_>| {
        mm::mincore(addr, pages.length, pages.vec)
    };
    mlock(addr: usize, length: usize) => mm::mlock;
    mlock2(addr: usize, length: usize, flags: u32) => mm::mlock2;
    munlock(addr: usize, length: usize) => mm::munlock;
    mlockall(flags: u32) => mm::mlockall;
    munlockall() => mm::munlockall;
    brk(end: usize) => mm::brk;
}
