//! `<sys/prctl.h>`.

pub const PR_SET_NAME: i32 = 15;
pub const PR_GET_NAME: i32 = 16;

/// The name of a thread, terminated.
pub type Name = [u8; 16];
