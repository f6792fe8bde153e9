//! `<sys/socket.h>` and `<sys/un.h>`.

use preview1::{Filetype, Riflags, Roflags, Sdflags};

pub const AF_UNSPEC: u16 = 0;
pub const AF_INET: u16 = 1;
pub const AF_INET6: u16 = 2;
pub const AF_UNIX: u16 = 3;

pub const SOCK_RAW: i32 = 3;
pub const SOCK_DGRAM: i32 = 5;
pub const SOCK_STREAM: i32 = 6;
pub const SOCK_SEQPACKET: i32 = 11;
pub const SOCK_CLOEXEC: i32 = 0x2000;
pub const SOCK_NONBLOCK: i32 = 0x4000;

pub const SHUT_RD: i32 = 1;
pub const SHUT_WR: i32 = 2;
pub const SHUT_RDWR: i32 = SHUT_RD | SHUT_WR;

pub const MSG_PEEK: i32 = 0x1;
/// Only ever a result.
pub const MSG_TRUNC: i32 = 0x1;
pub const MSG_WAITALL: i32 = 0x2;
pub const MSG_CTRUNC: i32 = 0x8;
pub const MSG_DONTWAIT: i32 = 0x40;
pub const MSG_OOB: i32 = 0x100;
pub const MSG_ERRQUEUE: i32 = 0x2000;
pub const MSG_NOSIGNAL: i32 = 0x4000;
pub const MSG_WAITFORONE: i32 = 0x10000;
pub const MSG_CMSG_CLOEXEC: i32 = 0x4000_0000;

pub const SOL_SOCKET: i32 = 0x7fff_ffff;

pub const SO_DEBUG: i32 = 1;
pub const SO_REUSEADDR: i32 = 2;
pub const SO_TYPE: i32 = 3;
pub const SO_ERROR: i32 = 4;
pub const SO_DONTROUTE: i32 = 5;
pub const SO_BROADCAST: i32 = 6;
pub const SO_SNDBUF: i32 = 7;
pub const SO_RCVBUF: i32 = 8;
pub const SO_KEEPALIVE: i32 = 9;
pub const SO_OOBINLINE: i32 = 10;
pub const SO_LINGER: i32 = 13;
pub const SO_REUSEPORT: i32 = 15;
pub const SO_PASSCRED: i32 = 16;
pub const SO_PEERCRED: i32 = 17;
pub const SO_ACCEPTCONN: i32 = 30;
pub const SO_PROTOCOL: i32 = 38;
pub const SO_DOMAIN: i32 = 39;
pub const SO_RCVTIMEO: i32 = 66;
pub const SO_SNDTIMEO: i32 = 67;

pub const IPPROTO_IP: i32 = 0;
pub const IPPROTO_TCP: i32 = 6;
pub const IPPROTO_UDP: i32 = 17;
pub const IPPROTO_IPV6: i32 = 41;

pub const IP_TTL: i32 = 2;
pub const IPV6_UNICAST_HOPS: i32 = 16;
pub const IPV6_V6ONLY: i32 = 26;

pub const TCP_NODELAY: i32 = 1;
pub const TCP_KEEPIDLE: i32 = 4;
pub const TCP_KEEPINTVL: i32 = 5;
pub const TCP_KEEPCNT: i32 = 6;

pub const SCM_RIGHTS: i32 = 1;
pub const SCM_CREDENTIALS: i32 = 2;

/// The size of the name in a `struct sockaddr_un`.
pub const SUN_PATH: usize = 108;

/// The size of `struct sockaddr_storage`: no address is longer.
pub const LONGEST: usize = 128;

structure! {
    /// `struct cmsghdr`. Its data follows, aligned to a `long`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Cmsghdr {
        pub cmsg_len: u32,
        pub cmsg_level: i32,
        pub cmsg_type: i32,
    }
}

structure! {
    /// `struct sockaddr_in`. Its port and its address are in the order of the network.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct SockaddrIn {
        pub sin_family: u16,
        pub sin_port: [u8; 2],
        pub sin_addr: [u8; 4],
        pub sin_zero: [u8; 8],
    }
}

structure! {
    /// `struct sockaddr_in6`. Port, flow and address are in the order of the network.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct SockaddrIn6 {
        pub sin6_family: u16,
        pub sin6_port: [u8; 2],
        pub sin6_flowinfo: [u8; 4],
        pub sin6_addr: [u8; 16],
        pub sin6_scope_id: u32,
        pub pad: u32,
    }
}

impl SockaddrIn6 {
    /// The fewest bytes that Linux takes: those without the scope, which came last.
    pub const LEAST: usize = core::mem::offset_of!(Self, sin6_scope_id);
}

structure! {
    /// `struct ucred`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Ucred {
        pub pid: i32,
        pub uid: u32,
        pub gid: u32,
    }
}

const _: () = {
    assert!(Filetype::SOCKET_DGRAM.0 as i32 == SOCK_DGRAM);
    assert!(Filetype::SOCKET_STREAM.0 as i32 == SOCK_STREAM);
    assert!(Riflags::RECV_PEEK.0 as i32 == MSG_PEEK);
    assert!(Riflags::RECV_WAITALL.0 as i32 == MSG_WAITALL);
    assert!(Roflags::RECV_DATA_TRUNCATED.0 as i32 == MSG_TRUNC);
    assert!(Sdflags::RD.0 as i32 == SHUT_RD && Sdflags::WR.0 as i32 == SHUT_WR);
    assert!(size_of::<Cmsghdr>() == 12 && size_of::<Ucred>() == 12);
    assert!(size_of::<SockaddrIn>() == 16 && size_of::<SockaddrIn6>() == 32);
    assert!(SockaddrIn6::LEAST == 24);
};
