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

pub const MREMAP_MAYMOVE: u32 = 1;
pub const MREMAP_FIXED: u32 = 2;

pub const MADV_DONTNEED: i32 = 4;
/// The advice whose following needs nothing done, and `MADV_DONTNEED`: `NORMAL`, `RANDOM`,
/// `SEQUENTIAL`, `WILLNEED`, `FREE`, `DONTFORK` to `COLD` and `PAGEOUT`. Linux's others
/// would promise something.
pub const MADV_KNOWN: [i32; 18] = [
    0,
    1,
    2,
    3,
    MADV_DONTNEED,
    8,
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
];
