//! Memory maps.

use crate::sys::mm;
use crate::wasi::Fd;

super::syscalls! {
    mmap(addr: usize, length: usize, prot: u32, flags: u32, fd: i32, offset: i64) => {
        mm::mmap(addr, length, prot, flags, Fd(fd), offset)
    };
    munmap(addr: usize, length: usize) => mm::munmap(addr, length);
    mremap(old: usize, old_length: usize, new_length: usize, flags: u32, new: usize) => {
        mm::mremap(old, old_length, new_length, flags, new)
    };
    mprotect(addr: usize, length: usize, prot: u32) => mm::mprotect(addr, length, prot);
    madvise(addr: usize, length: usize, advice: i32) => mm::madvise(addr, length, advice);
    brk(end: usize) => Ok(mm::brk(end));
}
