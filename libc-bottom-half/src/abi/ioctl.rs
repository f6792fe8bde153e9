//! `<sys/ioctl.h>`.

pub const FIONREAD: i32 = 1;
pub const FIONBIO: i32 = 2;
pub const TIOCGWINSZ: i32 = 0x5413;
pub const FIONCLEX: i32 = 0x5450;
pub const FIOCLEX: i32 = 0x5451;

/// `struct winsize`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Winsize {
    pub ws_row: u16,
    pub ws_col: u16,
    pub ws_xpixel: u16,
    pub ws_ypixel: u16,
}
