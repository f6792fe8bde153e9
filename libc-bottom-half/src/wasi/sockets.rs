//! The seam to the network: what sockets need of WASI 0.2, as safe functions.
//!
//! A program for `wasm32-wasip2` has the imports of preview1, and these beside them. The
//! functions have the names of WASI's interfaces: `tcp_start_bind` is `start-bind` of
//! `wasi:sockets/tcp`. A list that the host returns lies where the caller says.

use core::fmt::{Debug, Formatter};

#[cfg(not(target_arch = "wasm32"))]
pub use crate::wasi::fake::network::calls::*;
#[cfg(target_arch = "wasm32")]
pub use crate::wasi::imports::sockets::*;

macro_rules! resources {
    ($($(#[$about:meta])* $name:ident;)*) => { $(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(transparent)]
        pub struct $name(pub i32);

        impl $name {
            /// No host counts from 0.
            pub const NONE: Self = Self(0);
        }
    )* };
}

resources! {
    TcpSocket;
    UdpSocket;
    InputStream;
    OutputStream;
    IncomingDatagrams;
    OutgoingDatagrams;
    Pollable;
    /// `resolve-address-stream`.
    Lookup;
}

/// `error-code` of `wasi:sockets/network`. A host may answer with one that is not there.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct ErrorCode(pub u8);

impl ErrorCode {
    pub const UNKNOWN: Self = Self(0);
    pub const ACCESS_DENIED: Self = Self(1);
    pub const NOT_SUPPORTED: Self = Self(2);
    pub const INVALID_ARGUMENT: Self = Self(3);
    pub const OUT_OF_MEMORY: Self = Self(4);
    pub const TIMEOUT: Self = Self(5);
    pub const CONCURRENCY_CONFLICT: Self = Self(6);
    pub const NOT_IN_PROGRESS: Self = Self(7);
    pub const WOULD_BLOCK: Self = Self(8);
    pub const INVALID_STATE: Self = Self(9);
    pub const NEW_SOCKET_LIMIT: Self = Self(10);
    pub const ADDRESS_NOT_BINDABLE: Self = Self(11);
    pub const ADDRESS_IN_USE: Self = Self(12);
    pub const REMOTE_UNREACHABLE: Self = Self(13);
    pub const CONNECTION_REFUSED: Self = Self(14);
    pub const CONNECTION_RESET: Self = Self(15);
    pub const CONNECTION_ABORTED: Self = Self(16);
    pub const DATAGRAM_TOO_LARGE: Self = Self(17);
    pub const NAME_UNRESOLVABLE: Self = Self(18);
    pub const TEMPORARY_RESOLVER_FAILURE: Self = Self(19);
    pub const PERMANENT_RESOLVER_FAILURE: Self = Self(20);
}

impl Debug for ErrorCode {
    fn fmt(&self, f: &mut Formatter<'_>) -> core::fmt::Result {
        write!(f, "ErrorCode({})", self.0)
    }
}

pub type Result<T = ()> = core::result::Result<T, ErrorCode>;

/// `stream-error`, without the text of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamError {
    LastOperationFailed,
    Closed,
}

/// `ip-address`, in the order of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IpAddress {
    V4([u8; 4]),
    V6([u8; 16]),
}

impl IpAddress {
    /// The address that stands for all of this machine.
    pub const fn unspecified(is_v6: bool) -> Self {
        match is_v6 {
            true => Self::V6([0; 16]),
            false => Self::V4([0; 4]),
        }
    }

    pub fn is_unspecified(self) -> bool {
        self == Self::unspecified(self.is_v6())
    }

    pub const fn loopback(is_v6: bool) -> Self {
        match is_v6 {
            true => Self::V6([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
            false => Self::V4([127, 0, 0, 1]),
        }
    }

    pub const fn is_v6(self) -> bool {
        matches!(self, Self::V6(_))
    }
}

/// `ip-socket-address`. Of IPv4, the last two are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpSocketAddress {
    pub address: IpAddress,
    pub port: u16,
    pub flow_info: u32,
    pub scope_id: u32,
}

impl IpSocketAddress {
    pub const fn new(address: IpAddress, port: u16) -> Self {
        Self {
            address,
            port,
            flow_info: 0,
            scope_id: 0,
        }
    }
}

/// A setting of a socket: its functions that return and change a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    KeepAliveEnabled,
    /// In nanoseconds.
    KeepAliveIdleTime,
    /// In nanoseconds.
    KeepAliveInterval,
    KeepAliveCount,
    HopLimit,
    ReceiveBufferSize,
    SendBufferSize,
}

/// `shutdown-type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ShutdownType {
    Receive = 0,
    Send = 1,
    Both = 2,
}
