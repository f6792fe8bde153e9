//! Directories of `--dir-ro`: changes fail with EROFS, as on a read-only file system.
//! wasmtime-wasi fails with EPERM, for which programs print another message.

use preview1::{Errno, Id, Oflags, Rights};

use super::Stop;
use super::guest::{Guest, address};
use super::layer::{Below, Layer};
use super::opened::Table;

pub struct ReadOnly;

impl Layer for ReadOnly {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        match below.call(id, args, memory)? {
            Errno::PERM if would_change(&below.wasi.opened, id, args) => Ok(Errno::ROFS),
            answer => Ok(answer),
        }
    }
}

/// Whether a refused call would have changed a read-only directory.
fn would_change(opened: &Table, id: Id, args: &[u64]) -> bool {
    let is_read_only = |index: usize| {
        let opened = opened.get(address(args[index]));
        opened.is_some_and(|opened| !opened.is_writable)
    };
    match id {
        Id::path_open => {
            let how = Oflags(args[4] as u16);
            is_read_only(0)
                && (how.has(Oflags::CREAT)
                    || how.has(Oflags::TRUNC)
                    || Rights(args[5]).has(Rights::FD_WRITE))
        }
        Id::fd_filestat_set_times
        | Id::path_create_directory
        | Id::path_filestat_set_times
        | Id::path_remove_directory
        | Id::path_unlink_file => is_read_only(0),
        Id::path_link => is_read_only(0) || is_read_only(4),
        Id::path_rename => is_read_only(0) || is_read_only(3),
        Id::path_symlink => is_read_only(2),
        _ => false,
    }
}
