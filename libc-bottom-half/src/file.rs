//! Data about files, by their identity.

use crate::abi::stat::Stat;
use crate::wasi::Filestat;

pub mod lock;
pub mod mode;
pub mod told;

/// The identity of a file: its device, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId {
    pub dev: u64,
    pub ino: u64,
}

impl FileId {
    pub const NONE: Self = Self { dev: 0, ino: 0 };

    pub const fn of(file: &Filestat) -> Self {
        Self {
            dev: file.dev,
            ino: file.ino,
        }
    }

    /// From a result of `fstat`.
    pub const fn told(status: &Stat) -> Self {
        Self {
            dev: status.st_dev,
            ino: status.st_ino,
        }
    }

    /// Whether the host numbers its files.
    pub const fn is_numbered(self) -> bool {
        self.ino != 0
    }
}
