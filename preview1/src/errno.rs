//! The error numbers of preview1, which are also those of the C `<errno.h>`.

/// An error number; 0 is success. A host may answer with one that preview1 does not define.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Errno(pub u16);

/// Hands the error numbers to the macro `$then`, each as `C-NAME NAME = number,`: its name
/// in `<errno.h>`, its name here, and the number. They are 1 to 76, in order.
#[macro_export]
macro_rules! errnos {
    ($then:ident) => {
        $then! {
            E2BIG TOO_BIG = 1,
            EACCES ACCES = 2,
            EADDRINUSE ADDRINUSE = 3,
            EADDRNOTAVAIL ADDRNOTAVAIL = 4,
            EAFNOSUPPORT AFNOSUPPORT = 5,
            EAGAIN AGAIN = 6,
            EALREADY ALREADY = 7,
            EBADF BADF = 8,
            EBADMSG BADMSG = 9,
            EBUSY BUSY = 10,
            ECANCELED CANCELED = 11,
            ECHILD CHILD = 12,
            ECONNABORTED CONNABORTED = 13,
            ECONNREFUSED CONNREFUSED = 14,
            ECONNRESET CONNRESET = 15,
            EDEADLK DEADLK = 16,
            EDESTADDRREQ DESTADDRREQ = 17,
            EDOM DOM = 18,
            EDQUOT DQUOT = 19,
            EEXIST EXIST = 20,
            EFAULT FAULT = 21,
            EFBIG FBIG = 22,
            EHOSTUNREACH HOSTUNREACH = 23,
            EIDRM IDRM = 24,
            EILSEQ ILSEQ = 25,
            EINPROGRESS INPROGRESS = 26,
            EINTR INTR = 27,
            EINVAL INVAL = 28,
            EIO IO = 29,
            EISCONN ISCONN = 30,
            EISDIR ISDIR = 31,
            ELOOP LOOP = 32,
            EMFILE MFILE = 33,
            EMLINK MLINK = 34,
            EMSGSIZE MSGSIZE = 35,
            EMULTIHOP MULTIHOP = 36,
            ENAMETOOLONG NAMETOOLONG = 37,
            ENETDOWN NETDOWN = 38,
            ENETRESET NETRESET = 39,
            ENETUNREACH NETUNREACH = 40,
            ENFILE NFILE = 41,
            ENOBUFS NOBUFS = 42,
            ENODEV NODEV = 43,
            ENOENT NOENT = 44,
            ENOEXEC NOEXEC = 45,
            ENOLCK NOLCK = 46,
            ENOLINK NOLINK = 47,
            ENOMEM NOMEM = 48,
            ENOMSG NOMSG = 49,
            ENOPROTOOPT NOPROTOOPT = 50,
            ENOSPC NOSPC = 51,
            ENOSYS NOSYS = 52,
            ENOTCONN NOTCONN = 53,
            ENOTDIR NOTDIR = 54,
            ENOTEMPTY NOTEMPTY = 55,
            ENOTRECOVERABLE NOTRECOVERABLE = 56,
            ENOTSOCK NOTSOCK = 57,
            ENOTSUP NOTSUP = 58,
            ENOTTY NOTTY = 59,
            ENXIO NXIO = 60,
            EOVERFLOW OVERFLOW = 61,
            EOWNERDEAD OWNERDEAD = 62,
            EPERM PERM = 63,
            EPIPE PIPE = 64,
            EPROTO PROTO = 65,
            EPROTONOSUPPORT PROTONOSUPPORT = 66,
            EPROTOTYPE PROTOTYPE = 67,
            ERANGE RANGE = 68,
            EROFS ROFS = 69,
            ESPIPE SPIPE = 70,
            ESRCH SRCH = 71,
            ESTALE STALE = 72,
            ETIMEDOUT TIMEDOUT = 73,
            ETXTBSY TXTBSY = 74,
            EXDEV XDEV = 75,
            ENOTCAPABLE NOTCAPABLE = 76,
        }
    };
}

macro_rules! define {
    ($($c:ident $name:ident = $number:literal,)*) => {
        /// The constants have the names of `<errno.h>` without the leading `E`.
        impl Errno {
            pub const SUCCESS: Self = Self(0);
            $(pub const $name: Self = Self($number);)*

            /// The name in `<errno.h>`; `None` for success and for a number that preview1
            /// does not define.
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $($number => Some(stringify!($c)),)*
                    _ => None,
                }
            }
        }
    };
}
errnos!(define);

impl Errno {
    /// The highest number that preview1 defines.
    pub const LAST: Self = Self::NOTCAPABLE;

    /// The result of a function. It has at most 16 bits: a larger number becomes one that
    /// preview1 does not define.
    pub fn from_raw(raw: i32) -> Self {
        Self(u16::try_from(raw).unwrap_or(u16::MAX))
    }

    /// The result of a function.
    pub const fn raw(self) -> i32 {
        self.0 as i32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_up_to_the_last_has_a_name_and_no_other() {
        for number in 1..=Errno::LAST.0 {
            assert!(Errno(number).name().is_some(), "{number}");
        }
        assert_eq!((Errno::LAST.0, Errno(77).name()), (76, None));
        assert_eq!(Errno::SUCCESS.name(), None);
        assert_eq!(Errno::TOO_BIG.name(), Some("E2BIG"));
        assert_eq!(Errno::NOTCAPABLE.name(), Some("ENOTCAPABLE"));
    }

    #[test]
    fn a_wild_answer_is_no_number_of_preview1() {
        for raw in [-1, 1 << 16, i32::MAX] {
            assert_eq!(Errno::from_raw(raw).name(), None);
        }
        assert_eq!(Errno::from_raw(44), Errno::NOENT);
    }
}
