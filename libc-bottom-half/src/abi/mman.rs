//! `<sys/mman.h>`.

pub const PROT_NONE: u32 = 0;
pub const PROT_READ: u32 = 1;
pub const PROT_WRITE: u32 = 2;
/// Read, write, execute, and the two `GROWS` bits.
pub const PROT_ALL: u32 = 7 | 0x0300_0000;

pub const MAP_SHARED: u32 = 1;
pub const MAP_PRIVATE: u32 = 2;
pub const MAP_SHARED_VALIDATE: u32 = 3;
pub const MAP_TYPE: u32 = 15;
pub const MAP_FIXED: u32 = 0x10;
pub const MAP_ANONYMOUS: u32 = 0x20;
pub const MAP_FIXED_NOREPLACE: u32 = 0x10_0000;

/// The flags that `MAP_SHARED_VALIDATE` accepts: Linux's flags except `MAP_SYNC`.
pub const MAP_KNOWN: u32 = MAP_TYPE | MAP_FIXED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | 0x7_f940;

pub const MS_ASYNC: i32 = 1;
pub const MS_INVALIDATE: i32 = 2;
pub const MS_SYNC: i32 = 4;

pub const MCL_CURRENT: u32 = 1;
pub const MCL_FUTURE: u32 = 2;
pub const MCL_ONFAULT: u32 = 4;
pub const MLOCK_ONFAULT: u32 = 1;

pub const MREMAP_MAYMOVE: u32 = 1;
pub const MREMAP_FIXED: u32 = 2;

pub const MADV_DONTNEED: i32 = 4;
pub const MADV_FREE: i32 = 8;
/// `MADV_DONTNEED`, `MADV_FREE`, and the advice that needs no action: `NORMAL`, `RANDOM`,
/// `SEQUENTIAL`, `WILLNEED`, `DONTFORK` to `POPULATE_WRITE`. Linux's other advice makes
/// promises.
pub const MADV_KNOWN: [i32; 20] = [
    0,
    1,
    2,
    3,
    MADV_DONTNEED,
    MADV_FREE,
    10,
    11,
    12,
    13,
    14,
    15,
    16,
    17,
    18,
    19,
    20,
    21,
    22,
    23,
];
