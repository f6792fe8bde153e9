//! Memory maps; `mmap` itself stands in [`super::table`].

use crate::errno::Errno;
use crate::sys::mm;
use crate::user::BytesMut;
use crate::wasi::PAGE_SIZE;

super::syscalls! {
    munmap(addr: usize, length: usize) => mm::munmap(addr, length);
    mremap(old: usize, old_length: usize, new_length: usize, flags: u32, new: usize) => {
        mm::mremap(old, old_length, new_length, flags, new)
    };
    msync(addr: usize, length: usize, flags: i32) => mm::msync(addr, length, flags);
    mprotect(addr: usize, length: usize, prot: u32) => mm::mprotect(addr, length, prot);
    madvise(addr: usize, length: usize, advice: i32) => mm::madvise(addr, length, advice);
    mincore(addr: usize, length: usize, vec: *mut u8) => {
        if vec.is_null() && length > 0 {
            return Err(Errno::FAULT);
        }
        // SAFETY: the caller's promise: a byte for each page.
        let vec = unsafe { BytesMut::new(vec, length.div_ceil(PAGE_SIZE)) };
        mm::mincore(addr, length, vec)
    };
    mlock(addr: usize, length: usize) => mm::mlock(addr, length);
    mlock2(addr: usize, length: usize, flags: u32) => mm::mlock2(addr, length, flags);
    munlock(addr: usize, length: usize) => mm::munlock(addr, length);
    mlockall(flags: u32) => mm::mlockall(flags);
    munlockall() => mm::munlockall();
    brk(end: usize) => Ok(mm::brk(end));
}
