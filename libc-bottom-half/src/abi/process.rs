//! `<sys/wait.h>`, `<sys/ptrace.h>` and the flags of `unshare`.

pub const P_ALL: i32 = 0;
pub const P_PID: i32 = 1;
pub const P_PGID: i32 = 2;

const WNOHANG: u32 = 1;
pub const WSTOPPED: u32 = 2;
pub const WEXITED: u32 = 4;
pub const WCONTINUED: u32 = 8;
const WNOWAIT: u32 = 0x0100_0000;
/// `__WNOTHREAD`, `__WALL`, `__WCLONE`: of which kind the child is.
const WKINDS: u32 = 0xe000_0000;
pub const WAIT_FLAGS: u32 = WNOHANG | WSTOPPED | WEXITED | WCONTINUED | WNOWAIT | WKINDS;

pub const PTRACE_TRACEME: i32 = 0;
pub const PTRACE_ATTACH: i32 = 16;
pub const PTRACE_SEIZE: i32 = 0x4206;

pub const CLONE_VM: u32 = 0x100;
pub const CLONE_VFORK: u32 = 0x4000;

/// `CLONE_NEWTIME`, `NEWNS`, `NEWCGROUP`, `NEWUTS`, `NEWIPC`, `NEWUSER`, `NEWPID`, `NEWNET`.
pub const CLONE_NEW: u32 = 0x80 | 0x0002_0000 | 0x7e00_0000;
/// `CLONE_VM`, `FS`, `FILES`, `SIGHAND`, `THREAD`, `SYSVSEM`.
pub const CLONE_OWN: u32 = 0x0001_0000 | 0xf00 | 0x0004_0000;
