//! Error numbers: WASI's, which are also those of the C `<errno.h>`.

/// A WASI error number. Never zero: success is `Ok`.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Errno(u16);

pub type Result<T = ()> = core::result::Result<T, Errno>;

/// The constants have the names of `<errno.h>` without the leading `E`.
impl Errno {
    pub const TOO_BIG: Self = Self(1);
    pub const ACCES: Self = Self(2);
    pub const ADDRINUSE: Self = Self(3);
    pub const ADDRNOTAVAIL: Self = Self(4);
    pub const AFNOSUPPORT: Self = Self(5);
    pub const AGAIN: Self = Self(6);
    pub const ALREADY: Self = Self(7);
    pub const BADF: Self = Self(8);
    pub const BADMSG: Self = Self(9);
    pub const BUSY: Self = Self(10);
    pub const CANCELED: Self = Self(11);
    pub const CHILD: Self = Self(12);
    pub const CONNABORTED: Self = Self(13);
    pub const CONNREFUSED: Self = Self(14);
    pub const CONNRESET: Self = Self(15);
    pub const DEADLK: Self = Self(16);
    pub const DESTADDRREQ: Self = Self(17);
    pub const DOM: Self = Self(18);
    pub const DQUOT: Self = Self(19);
    pub const EXIST: Self = Self(20);
    pub const FAULT: Self = Self(21);
    pub const FBIG: Self = Self(22);
    pub const HOSTUNREACH: Self = Self(23);
    pub const IDRM: Self = Self(24);
    pub const ILSEQ: Self = Self(25);
    pub const INPROGRESS: Self = Self(26);
    pub const INTR: Self = Self(27);
    pub const INVAL: Self = Self(28);
    pub const IO: Self = Self(29);
    pub const ISCONN: Self = Self(30);
    pub const ISDIR: Self = Self(31);
    pub const LOOP: Self = Self(32);
    pub const MFILE: Self = Self(33);
    pub const MLINK: Self = Self(34);
    pub const MSGSIZE: Self = Self(35);
    pub const MULTIHOP: Self = Self(36);
    pub const NAMETOOLONG: Self = Self(37);
    pub const NETDOWN: Self = Self(38);
    pub const NETRESET: Self = Self(39);
    pub const NETUNREACH: Self = Self(40);
    pub const NFILE: Self = Self(41);
    pub const NOBUFS: Self = Self(42);
    pub const NODEV: Self = Self(43);
    pub const NOENT: Self = Self(44);
    pub const NOEXEC: Self = Self(45);
    pub const NOLCK: Self = Self(46);
    pub const NOLINK: Self = Self(47);
    pub const NOMEM: Self = Self(48);
    pub const NOMSG: Self = Self(49);
    pub const NOPROTOOPT: Self = Self(50);
    pub const NOSPC: Self = Self(51);
    pub const NOSYS: Self = Self(52);
    pub const NOTCONN: Self = Self(53);
    pub const NOTDIR: Self = Self(54);
    pub const NOTEMPTY: Self = Self(55);
    pub const NOTRECOVERABLE: Self = Self(56);
    pub const NOTSOCK: Self = Self(57);
    pub const NOTSUP: Self = Self(58);
    pub const NOTTY: Self = Self(59);
    pub const NXIO: Self = Self(60);
    pub const OVERFLOW: Self = Self(61);
    pub const OWNERDEAD: Self = Self(62);
    pub const PERM: Self = Self(63);
    pub const PIPE: Self = Self(64);
    pub const PROTO: Self = Self(65);
    pub const PROTONOSUPPORT: Self = Self(66);
    pub const PROTOTYPE: Self = Self(67);
    pub const RANGE: Self = Self(68);
    pub const ROFS: Self = Self(69);
    pub const SPIPE: Self = Self(70);
    pub const SRCH: Self = Self(71);
    pub const STALE: Self = Self(72);
    pub const TIMEDOUT: Self = Self(73);
    pub const TXTBSY: Self = Self(74);
    pub const XDEV: Self = Self(75);
    pub const NOTCAPABLE: Self = Self(76);

    // Not WASI's.
    pub const SOCKTNOSUPPORT: Self = Self(115);
    pub const TOOMANYREFS: Self = Self(118);

    /// What a host returned. A code that WASI does not define becomes `IO`: passed on
    /// as it is, it could leave the range that the C side reads as an error.
    #[inline]
    pub const fn from_host(code: u16) -> Result {
        match code {
            0 => Ok(()),
            1..=76 => Err(Self(code)),
            _ => Err(Self::IO),
        }
    }

    #[inline]
    pub const fn number(self) -> u16 {
        self.0
    }

    /// The result of a failed syscall.
    #[inline]
    pub const fn to_syscall(self) -> isize {
        -(self.0 as isize)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl core::fmt::Debug for Errno {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Errno({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_host_codes_become_io() {
        assert_eq!(Errno::from_host(0), Ok(()));
        assert_eq!(Errno::from_host(44), Err(Errno::NOENT));
        assert_eq!(Errno::from_host(77), Err(Errno::IO));
        assert_eq!(Errno::from_host(u16::MAX), Err(Errno::IO));
    }

    #[test]
    fn syscalls_return_the_negative_number() {
        assert_eq!(Errno::NOTCAPABLE.to_syscall(), -76);
    }
}
