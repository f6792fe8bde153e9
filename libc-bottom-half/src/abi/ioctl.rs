//! `<sys/ioctl.h>`.

pub const FIONREAD: i32 = 1;
pub const FIONBIO: i32 = 2;
pub const TCGETS: i32 = 0x5401;
pub const TCSETS: i32 = 0x5402;
pub const TCSETSW: i32 = 0x5403;
pub const TCSETSF: i32 = 0x5404;
pub const TCSBRK: i32 = 0x5409;
pub const TCXONC: i32 = 0x540a;
pub const TCFLSH: i32 = 0x540b;
pub const TIOCSCTTY: i32 = 0x540e;
pub const TIOCGPGRP: i32 = 0x540f;
pub const TIOCSPGRP: i32 = 0x5410;
pub const TIOCOUTQ: i32 = 0x5411;
pub const TIOCGWINSZ: i32 = 0x5413;
pub const TIOCSWINSZ: i32 = 0x5414;
pub const TCSBRKP: i32 = 0x5425;
pub const TIOCGSID: i32 = 0x5429;
pub const FIONCLEX: i32 = 0x5450;
pub const FIOCLEX: i32 = 0x5451;

/// The actions of `tcflow`.
pub const TCOON: i32 = 1;
pub const TCION: i32 = 3;

/// The queues of `tcflush`.
pub const TCOFLUSH: i32 = 1;

structure! {
    /// `struct winsize`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Winsize {
        pub ws_row: u16,
        pub ws_col: u16,
        pub ws_xpixel: u16,
        pub ws_ypixel: u16,
    }
}

structure! {
    /// The kernel's `struct termios`: the one of `<termios.h>` has more control characters,
    /// and the speeds, behind it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Termios {
        pub c_iflag: u32,
        pub c_oflag: u32,
        pub c_cflag: u32,
        pub c_lflag: u32,
        pub c_line: u8,
        pub c_cc: [u8; 19],
    }
}

const _: () = assert!(size_of::<Termios>() == 36);

/// Places in `c_cc`, and a flag of `c_lflag`.
pub const VTIME: usize = 5;
pub const VMIN: usize = 6;
pub const ICANON: u32 = 2;

impl Termios {
    /// The settings from words that contain them in this order.
    pub fn from_words(words: [i32; 9]) -> Self {
        let [c_iflag, c_oflag, c_cflag, c_lflag, rest @ ..] = words;
        let rest = rest.map(i32::to_le_bytes);
        let mut rest = rest.as_flattened().iter().copied();
        Self {
            c_iflag: c_iflag as u32,
            c_oflag: c_oflag as u32,
            c_cflag: c_cflag as u32,
            c_lflag: c_lflag as u32,
            c_line: rest.next().unwrap_or(0),
            c_cc: [(); 19].map(|()| rest.next().unwrap_or(0)),
        }
    }

    pub fn to_words(self) -> [i32; 9] {
        let flags = [self.c_iflag, self.c_oflag, self.c_cflag, self.c_lflag];
        let mut bytes = [[0; 4]; 9];
        let all = flags.into_iter().flat_map(u32::to_le_bytes);
        let all = all.chain([self.c_line]).chain(self.c_cc);
        for (to, byte) in bytes.as_flattened_mut().iter_mut().zip(all) {
            *to = byte;
        }
        bytes.map(i32::from_le_bytes)
    }

    /// Linux's initial settings.
    pub const DEFAULT: Self = {
        const ICRNL: u32 = 0x100;
        const IXON: u32 = 0x400;
        const OPOST: u32 = 1;
        const ONLCR: u32 = 4;
        const B38400: u32 = 0xf;
        const CS8: u32 = 0x30;
        const CREAD: u32 = 0x80;
        const ISIG: u32 = 1;
        const ECHO: u32 = 8;
        const ECHOE: u32 = 0x10;
        const ECHOK: u32 = 0x20;
        const ECHOCTL: u32 = 0x200;
        const ECHOKE: u32 = 0x800;
        const IEXTEN: u32 = 0x8000;
        Self {
            c_iflag: ICRNL | IXON,
            c_oflag: OPOST | ONLCR,
            c_cflag: B38400 | CS8 | CREAD,
            c_lflag: ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN,
            c_line: 0,
            // VINTR, VQUIT, VERASE, VKILL, VEOF, VTIME, VMIN, VSWTC, VSTART, VSTOP,
            // VSUSP, VEOL, VREPRINT, VDISCARD, VWERASE, VLNEXT, VEOL2.
            c_cc: *b"\x03\x1c\x7f\x15\x04\0\x01\0\x11\x13\x1a\0\x12\x0f\x17\x16\0\0\0",
        }
    };
}
