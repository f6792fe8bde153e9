//! Error numbers: WASI's, which are also those of the C `<errno.h>`.

use core::num::NonZero;

/// A WASI error number. Never zero: success is `Ok`, and [`Result`] takes no more room than the
/// number.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Errno(NonZero<u16>);

pub type Result<T = ()> = core::result::Result<T, Errno>;

macro_rules! constants {
    ($($c:ident $name:ident = $number:literal,)*) => {
        /// WASI's numbers, by the names of `<errno.h>` without the leading `E`.
        impl Errno {
            $(pub const $name: Self = Self::new($number);)*
        }
    };
}
preview1::errnos!(constants);

impl Errno {
    // Not WASI's.
    pub const SOCKTNOSUPPORT: Self = Self::new(115);
    pub const TOOMANYREFS: Self = Self::new(118);

    /// For constants: the compiler evaluates it, and generates no code.
    #[inline]
    const fn new(number: u16) -> Self {
        match NonZero::new(number) {
            Some(number) => Self(number),
            None => panic!("0 is no error"),
        }
    }

    /// The result of a host. A code that WASI does not define becomes `IO`: unchanged, it
    /// could leave the range that the C side reads as an error.
    #[inline]
    pub const fn from_host(code: u16) -> Result {
        const LAST: u16 = preview1::Errno::LAST.0;
        match NonZero::new(code) {
            None => Ok(()),
            Some(number) if code <= LAST => Err(Self(number)),
            Some(_) => Err(Self::IO),
        }
    }

    /// The result of a function of this crate that C could call: 0, or a number.
    #[inline]
    pub const fn from_own(code: u16) -> Result {
        match NonZero::new(code) {
            None => Ok(()),
            Some(number) => Err(Self(number)),
        }
    }

    #[inline]
    pub const fn number(self) -> u16 {
        self.0.get()
    }

    /// The result of a failed syscall.
    #[inline]
    pub const fn to_syscall(self) -> isize {
        -(self.0.get() as isize)
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
