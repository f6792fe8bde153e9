//! Addresses and errors of the network.

use crate::abi::socket::{self as s, SockaddrIn, SockaddrIn6};
use crate::errno::{Errno, Result};
use crate::user::{Bytes, BytesMut};
use crate::wasi::sockets::{ErrorCode, IpAddress, IpSocketAddress};

/// The error number of Linux for an error of the host. Those that depend on the call are
/// translated there.
pub const fn errno(code: ErrorCode) -> Errno {
    match code {
        ErrorCode::ACCESS_DENIED => Errno::ACCES,
        ErrorCode::NOT_SUPPORTED => Errno::NOTSUP,
        ErrorCode::INVALID_ARGUMENT
        | ErrorCode::INVALID_STATE
        | ErrorCode::NOT_IN_PROGRESS
        | ErrorCode::CONCURRENCY_CONFLICT => Errno::INVAL,
        ErrorCode::OUT_OF_MEMORY => Errno::NOMEM,
        ErrorCode::TIMEOUT => Errno::TIMEDOUT,
        ErrorCode::WOULD_BLOCK => Errno::AGAIN,
        ErrorCode::NEW_SOCKET_LIMIT => Errno::NFILE,
        ErrorCode::ADDRESS_NOT_BINDABLE => Errno::ADDRNOTAVAIL,
        ErrorCode::ADDRESS_IN_USE => Errno::ADDRINUSE,
        ErrorCode::REMOTE_UNREACHABLE => Errno::HOSTUNREACH,
        ErrorCode::CONNECTION_REFUSED => Errno::CONNREFUSED,
        ErrorCode::CONNECTION_RESET => Errno::CONNRESET,
        ErrorCode::CONNECTION_ABORTED => Errno::CONNABORTED,
        ErrorCode::DATAGRAM_TOO_LARGE => Errno::MSGSIZE,
        _ => Errno::IO,
    }
}

/// The family of an address; `INVAL` if it is shorter than that.
pub fn family(from: Bytes<'_>) -> Result<u16> {
    from.get(0).ok_or(Errno::INVAL)
}

/// Reads a `struct sockaddr_in` or `struct sockaddr_in6`, as the family of the socket wants it.
pub fn address(from: Bytes<'_>, is_v6: bool) -> Result<IpSocketAddress> {
    let (wanted, least) = match is_v6 {
        true => (s::AF_INET6, SockaddrIn6::LEAST),
        false => (s::AF_INET, size_of::<SockaddrIn>()),
    };
    if from.len() < least {
        return Err(Errno::INVAL);
    }
    if family(from)? != wanted {
        return Err(Errno::AFNOSUPPORT);
    }
    // A short one has no scope.
    let mut bytes = [0; size_of::<SockaddrIn6>()];
    from.copy_to(BytesMut::of(&mut bytes));
    let from = Bytes::of(&bytes);
    if !is_v6 {
        let from: SockaddrIn = from.get(0).ok_or(Errno::INVAL)?;
        let port = u16::from_be_bytes(from.sin_port);
        return Ok(IpSocketAddress::new(IpAddress::V4(from.sin_addr), port));
    }
    let from: SockaddrIn6 = from.get(0).ok_or(Errno::INVAL)?;
    Ok(IpSocketAddress {
        address: IpAddress::V6(from.sin6_addr),
        port: u16::from_be_bytes(from.sin6_port),
        flow_info: u32::from_be_bytes(from.sin6_flowinfo),
        scope_id: from.sin6_scope_id,
    })
}

/// An address in C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sockaddr {
    bytes: [u8; size_of::<SockaddrIn6>()],
    is_v6: bool,
}

impl Sockaddr {
    /// No address: it has no family.
    pub const NONE: Self = Self {
        bytes: [0; _],
        is_v6: false,
    };

    pub fn new(address: &IpSocketAddress) -> Self {
        let mut bytes = [0; _];
        let to = BytesMut::of(&mut bytes);
        let port = address.port.to_be_bytes();
        match address.address {
            IpAddress::V4(ip) => to.put(
                0,
                SockaddrIn {
                    sin_family: s::AF_INET,
                    sin_port: port,
                    sin_addr: ip,
                    sin_zero: [0; 8],
                },
            ),
            IpAddress::V6(ip) => to.put(
                0,
                SockaddrIn6 {
                    sin6_family: s::AF_INET6,
                    sin6_port: port,
                    sin6_flowinfo: address.flow_info.to_be_bytes(),
                    sin6_addr: ip,
                    sin6_scope_id: address.scope_id,
                    pad: 0,
                },
            ),
        };
        let is_v6 = address.address.is_v6();
        Self { bytes, is_v6 }
    }

    /// The address, unless it is none.
    pub fn get(&self) -> Option<IpSocketAddress> {
        address(Bytes::of(self.all()), self.is_v6).ok()
    }

    pub fn all(&self) -> &[u8] {
        let size = match self.is_v6 {
            true => size_of::<SockaddrIn6>(),
            false => size_of::<SockaddrIn>(),
        };
        self.bytes.get(..size).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_back() {
        let v4 = IpSocketAddress::new(IpAddress::V4([127, 0, 0, 1]), 8080);
        let v6 = IpSocketAddress {
            address: IpAddress::V6([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
            port: 443,
            flow_info: 7,
            scope_id: 3,
        };
        for (given, is_v6) in [(v4, false), (v6, true)] {
            let c = Sockaddr::new(&given);
            assert_eq!(c.all().len(), if is_v6 { 32 } else { 16 });
            assert_eq!(address(Bytes::of(c.all()), is_v6), Ok(given));
            let other = address(Bytes::of(c.all()), !is_v6);
            assert!(matches!(other, Err(Errno::INVAL | Errno::AFNOSUPPORT)));
            for short in 0..if is_v6 { 24 } else { 16 } {
                let short = Bytes::of(c.all()).first(short);
                assert_eq!(address(short, is_v6), Err(Errno::INVAL));
            }
        }
        assert_eq!(Sockaddr::new(&v4).all()[2..8], [31, 144, 127, 0, 0, 1]);
    }

    #[test]
    fn unknown_errors_are_io() {
        for code in 21..=255 {
            assert_eq!(errno(ErrorCode(code)), Errno::IO);
        }
        assert_eq!(errno(ErrorCode(14)), Errno::CONNREFUSED);
    }
}
