//! True permissions and owners, for programs that can see the difference: those that have a
//! mask for new files, that change owners, that ask what the effective user may do, or that
//! know users by their names. Any other program links none of it.
//!
//! As in [`super::table`], the second versions are in the same member; they ask the host for
//! the user. A program that links this has a table of descriptors.

use super::identity::{Groups, Room};
use preview1::service::Operation;

use crate::abi::stat::Stat;
use crate::errno::Errno;
use crate::file::told;
use crate::sys::user::Told as U;
use crate::sys::{fs, identity, user};
use crate::table::Table as D;
use crate::user::{Out, Path};
use crate::wasi::{self, Fd};

/// Links this member.
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__tells_modes"))]
pub extern "C" fn tells_modes() {
    wasi::has_table();
}

/// Not a syscall: the C library has a weak function of the same name, which
/// returns `ENOSYS`. This one returns that, too, where the host has no such service.
///
/// # Safety
///
/// `len` bytes at `path` are readable.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "__told"))]
pub unsafe extern "C" fn told(
    operation: u32,
    fd: Fd,
    path: *const u8,
    len: usize,
    flags: i32,
    numbers: u64,
    stat: Option<&mut Stat>,
) -> u16 {
    // SAFETY: the caller's promise.
    let path = unsafe { core::slice::from_raw_parts(path, len) };
    let told = told::answer(Operation(operation), (fd, path, flags), numbers, stat);
    told.err().map_or(0, Errno::number)
}

super::together! { "__sys_":
    umask(mask: u32) => |mask| {
        tells_modes();
        identity::umask(mask)
    };
    faccessat2(dirfd: Fd, path: Path, mode: i32, flags: i32) => fs::faccessat2::<D>;
    fchownat(dirfd: Fd, path: Path, uid: u32, gid: u32, flags: i32) => fs::fchownat::<U>;
    fchown(fd: Fd, uid: u32, gid: u32) => fs::fchown::<U>;
}

super::identity::rows! { second }
