//! Shared memory under a name: files in memory that exist while they have the name, or
//! are open.

use super::memfd::{create, hold, let_go, mode_of, open_file, truncate};
use super::name::Names;
use crate::abi::fcntl as c;
use crate::conv;
use crate::errno::{Errno, Result};
use crate::file::mode::{permits, uses};
use crate::process;
use crate::state::system;
use crate::table::open;
use crate::wasi::Fd;

system! {
    static NAMES: Names = Names::new();
}

/// Opens the shared memory of this name, or makes it.
pub fn shm_open(name: &[u8], flags: i32, mode: u32) -> Result<Fd> {
    let access = match flags & c::O_ACCMODE {
        0 | c::O_RDONLY => c::O_RDONLY,
        access @ (c::O_WRONLY | c::O_RDWR) => access,
        _ => return Err(Errno::INVAL),
    };
    open(access, true, || {
        let file = match NAMES.with(|names| names.find(name)) {
            Some(_) if flags & c::O_CREAT != 0 && flags & c::O_EXCL != 0 => {
                return Err(Errno::EXIST);
            }
            Some(file) => {
                permits(mode_of(file), uses(conv::access(access)?))?;
                if flags & c::O_TRUNC != 0 {
                    truncate(file)?;
                }
                return open_file(file, access);
            }
            None if flags & c::O_CREAT == 0 => return Err(Errno::NOENT),
            None => {
                NAMES.with(|names| names.add(name, || create(mode & 0o777 & !process::umask())))?
            }
        };
        hold(file);
        let opened = open_file(file, access);
        if opened.is_err() {
            shm_unlink(name)?;
        }
        opened
    })
}

/// Removes the name of shared memory.
pub fn shm_unlink(name: &[u8]) -> Result {
    let_go(NAMES.with(|names| names.remove(name))?);
    Ok(())
}
