//! Memory for the host: `cabi_realloc` of the canonical ABI. Not a syscall.

use crate::machine::{self, PAGE_SIZE};
use crate::mm;
use crate::wasi::landing::place;

/// Links this member.
#[inline(never)]
#[unsafe(export_name = "__has_realloc")]
pub extern "C" fn has_realloc() {}

/// Allocates for the host: a list that a call waits for goes to its place. Everything else is
/// the preview1 adapter's own memory, which it asks for once, and whole pages. The host never
/// frees, and never makes a list longer.
#[unsafe(export_name = "cabi_realloc")]
pub extern "C" fn realloc(_old: usize, _was: usize, align: usize, size: usize) -> usize {
    if size == 0 {
        return align;
    }
    if let Some(at) = place(align, size) {
        return at;
    }
    match mm::map(size.div_ceil(PAGE_SIZE)) {
        Ok(page) => machine::page_address(page),
        Err(_) => machine::trap(),
    }
}
