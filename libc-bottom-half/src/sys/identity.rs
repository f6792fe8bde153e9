//! Who the process is: its user and groups, its process group and session.

use crate::errno::{Errno, Result};
use crate::sys::process::PID;

/// Takes the number of this process, for which 0 stands too; there is no other.
#[inline]
pub fn own(pid: i32) -> Result {
    match pid {
        0 | PID => Ok(()),
        _ => Err(Errno::SRCH),
    }
}
