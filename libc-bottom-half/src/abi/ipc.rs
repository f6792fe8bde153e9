//! `<sys/ipc.h>`, `<sys/msg.h>`, `<sys/sem.h>`, `<sys/shm.h>`.

pub const IPC_CREAT: i32 = 0o1000;
pub const IPC_EXCL: i32 = 0o2000;
pub const IPC_NOWAIT: i32 = 0o4000;
pub const IPC_PRIVATE: i32 = 0;

pub const IPC_RMID: i32 = 0;
pub const IPC_SET: i32 = 1;
pub const IPC_STAT: i32 = 2;
/// A flag that the C library adds to every command.
pub const IPC_64: i32 = 0x100;

pub const MSG_NOERROR: i32 = 0o10000;
pub const MSG_EXCEPT: i32 = 0o20000;
pub const MSG_COPY: i32 = 0o40000;
/// The longest message, and the capacity of a queue in bytes.
pub const MSGMAX: usize = 8192;
pub const MSGMNB: usize = 16384;

pub const SEM_UNDO: i16 = 0x1000;
pub const GETPID: i32 = 11;
pub const GETVAL: i32 = 12;
pub const GETALL: i32 = 13;
pub const GETNCNT: i32 = 14;
pub const GETZCNT: i32 = 15;
pub const SETVAL: i32 = 16;
pub const SETALL: i32 = 17;
pub const SEMMSL: i32 = 32000;
pub const SEMOPM: usize = 500;
pub const SEMVMX: i32 = 32767;

pub const SHM_RND: i32 = 0o20000;
pub const SHM_REMAP: i32 = 0o40000;
/// In a segment's mode: the segment is removed after its last detach.
pub const SHM_LOCK: i32 = 11;
pub const SHM_UNLOCK: i32 = 12;
pub const SHM_DEST: u32 = 0o1000;

structure! {
    /// `struct ipc_perm`, and four bytes behind it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Perm {
        pub key: i32,
        pub uid: u32,
        pub gid: u32,
        pub cuid: u32,
        pub cgid: u32,
        pub mode: u32,
        pub seq: i32,
        pub pad: [i32; 2],
    }
}

structure! {
    /// `struct msqid_ds`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Msqid {
        pub perm: Perm,
        pub gap: u32,
        pub stime: i64,
        pub rtime: i64,
        pub ctime: i64,
        pub cbytes: u32,
        pub qnum: u32,
        pub qbytes: u32,
        pub lspid: i32,
        pub lrpid: i32,
        pub unused: [u32; 3],
    }
}

structure! {
    /// `struct semid_ds`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Semid {
        pub perm: Perm,
        pub gap: u32,
        pub otime: i64,
        pub ctime: i64,
        pub nsems: u16,
        pub pad: u16,
        pub unused: [u32; 3],
    }
}

structure! {
    /// `struct shmid_ds`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Shmid {
        pub perm: Perm,
        pub segsz: u32,
        pub atime: i64,
        pub dtime: i64,
        pub ctime: i64,
        pub cpid: i32,
        pub lpid: i32,
        pub nattch: u32,
        pub unused: [u32; 3],
    }
}

structure! {
    /// `struct sembuf`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Sembuf {
        pub num: u16,
        pub op: i16,
        pub flg: i16,
    }
}

const _: () = {
    use core::mem::offset_of;
    assert!(size_of::<Perm>() == 36);
    assert!(size_of::<Msqid>() == 96 && offset_of!(Msqid, stime) == 40);
    assert!(size_of::<Semid>() == 72 && offset_of!(Semid, otime) == 40);
    assert!(size_of::<Shmid>() == 88 && offset_of!(Shmid, atime) == 40);
    assert!(size_of::<Sembuf>() == 6);
};
