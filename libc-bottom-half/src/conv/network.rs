//! Addresses and errors of the network.

use crate::abi::socket::{AF_INET, AF_INET6};
use crate::errno::{Errno, Result};
use crate::user::{Bytes, BytesMut};
use crate::wasi::sockets::{ErrorCode, IpAddress, IpSocketAddress};

/// `sizeof(struct sockaddr_in)` and `sizeof(struct sockaddr_in6)`.
pub const SIZES: [usize; 2] = [16, 32];

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
    let wanted = if is_v6 { AF_INET6 } else { AF_INET };
    // The scope is the newest part.
    let least = if is_v6 { 24 } else { SIZES[0] };
    if from.len() < least {
        return Err(Errno::INVAL);
    }
    if family(from)? != wanted {
        return Err(Errno::AFNOSUPPORT);
    }
    let port = u16::from_be_bytes(from.get(2).ok_or(Errno::INVAL)?);
    if !is_v6 {
        let address = IpAddress::V4(from.get(4).ok_or(Errno::INVAL)?);
        return Ok(IpSocketAddress::new(address, port));
    }
    Ok(IpSocketAddress {
        address: IpAddress::V6(from.get(8).ok_or(Errno::INVAL)?),
        port,
        flow_info: u32::from_be(from.get(4).ok_or(Errno::INVAL)?),
        scope_id: from.get(24).unwrap_or(0),
    })
}

/// An address in C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sockaddr {
    bytes: [u8; SIZES[1]],
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
        to.put(2, address.port.to_be_bytes());
        let is_v6 = address.address.is_v6();
        match address.address {
            IpAddress::V4(address) => {
                to.put(0, AF_INET);
                to.put(4, address);
            }
            IpAddress::V6(segments) => {
                to.put(0, AF_INET6);
                to.put(4, address.flow_info.to_be());
                to.put(8, segments);
                to.put(24, address.scope_id);
            }
        }
        Self { bytes, is_v6 }
    }

    /// The address, unless it is none.
    pub fn get(&self) -> Option<IpSocketAddress> {
        address(Bytes::of(self.all()), self.is_v6).ok()
    }

    pub fn all(&self) -> &[u8] {
        let size = SIZES[usize::from(self.is_v6)];
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
            assert_eq!(c.all().len(), SIZES[usize::from(is_v6)]);
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
