//! Looks up the name of a machine: what getaddrinfo needs of the host. Not a syscall.

use crate::inside::network::names::{RECORD, resolve};
use crate::user::{Bytes, BytesMut};

/// Writes the addresses of a name; returns their number, or the negative error number.
///
/// # Safety
///
/// `len` bytes at `name` are readable, and `most` records of 20 bytes at `to` are writable.
#[inline(never)]
#[unsafe(export_name = "__resolve_addresses")]
pub unsafe extern "C" fn resolve_addresses(
    name: *const u8,
    len: usize,
    to: *mut u8,
    most: usize,
) -> isize {
    // SAFETY: the caller's promise.
    let (name, to) = unsafe {
        (
            Bytes::new(name, len),
            BytesMut::new(to, most.saturating_mul(RECORD)),
        )
    };
    match resolve(name, to) {
        Ok(count) => count as isize,
        Err(error) => error.to_syscall(),
    }
}
