//! Error numbers of the kernel, as WASI's.

use preview1::Errno;

/// Hands the numbers to [`errno`], without those that the kernel has not got.
macro_rules! define_errno {
    ($($c:ident $name:ident = $number:literal,)*) => {
        define_errno! { @ [] $($c $name)* }
    };
    (@ [$($done:tt)*] ENOTCAPABLE NOTCAPABLE $($rest:tt)*) => {
        define_errno! { @ [$($done)*] $($rest)* }
    };
    (@ [$($done:tt)*] $c:ident $name:ident $($rest:tt)*) => {
        define_errno! { @ [$($done)* ($c $name)] $($rest)* }
    };
    (@ [$(($c:ident $name:ident))*]) => {
        /// WASI's number for an error of the kernel.
        pub fn errno(error: rustix::io::Errno) -> Errno {
            match error.raw_os_error() {
                $(libc::$c => Errno::$name,)*
                _ => Errno::IO,
            }
        }
    };
}
preview1::errnos!(define_errno);
