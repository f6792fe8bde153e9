//! Converts the C caller's arguments to those of a syscall.
//!
//! # Safety
//!
//! This is the whole argument for the unsafe code of [`crate::entry`]. The caller of a symbol
//! `__sys_<name>` promises what the man page of the syscall requires of its arguments. A row
//! of [`crate::entry`] has a type for each of them, with the same meaning:
//!
//! | in a row | the caller passes |
//! |---|---|
//! | a number, [`Fd`] | any number |
//! | [`Path`], [`CStr`] | null, or a C string that nothing changes during the call |
//! | [`In<T>`](In) | null, or the address of a readable `T` |
//! | [`Out<T>`](Out) | null, or the address of a writable `T` |
//! | [`InOut<T>`](InOut), `(In<T>, Out<U>)` | null, or the address of one that is both |
//! | `Bytes[n]`, `BytesMut[n]` | the address of `n` readable or writable bytes |
//! | [`Strings`] | null, or the address of an array of C strings that ends with null |
//! | `&[Bytes][n]`, `&[BytesMut][n]` | the address of `n` structures `iovec`, each as above |
//!
//! To review a row, compare it with the man page. To review an implementation below, compare
//! it with this table. The expansion of a row needs no other argument. A type for only one
//! area is defined above that area's rows; its comment states the caller's promise.

use super::{Bytes, BytesMut, In, InOut, Out, Plain};
use crate::errno::{Errno, Result};
use core::marker::PhantomData;
use preview1::Fd;

/// A path, or another name, without its terminator.
pub type Path<'a> = &'a [u8];

/// A parameter of a syscall. It is built from one argument of the caller, and from those
/// after it that belong to it (`More`), such as the length of a buffer.
pub trait Parameter<More = ()>: Sized {
    /// The first of the caller's, as C passes it.
    type C;

    /// # Safety
    ///
    /// The caller passes what [the table](self) says.
    unsafe fn from_c(first: Self::C, more: More) -> Result<Self>;
}

macro_rules! numbers {
    ($($t:ty),*) => { $(
        impl Parameter for $t {
            type C = Self;

            #[inline]
            unsafe fn from_c(number: Self, (): ()) -> Result<Self> {
                Ok(number)
            }
        }
    )* };
}
numbers!(i32, u32, i64, u64, usize);

/// A number of 64 bits that comes in two halves, the low one first.
impl Parameter<(u32,)> for i64 {
    type C = u32;

    #[inline]
    unsafe fn from_c(low: u32, (high,): (u32,)) -> Result<Self> {
        Ok(join(high, low))
    }
}

/// A number of 64 bits that came in two halves.
#[inline]
pub const fn join(high: u32, low: u32) -> i64 {
    ((high as i64) << 32) | low as i64
}

impl Parameter for Fd {
    type C = i32;

    #[inline]
    unsafe fn from_c(number: i32, (): ()) -> Result<Self> {
        Ok(Self(number))
    }
}

impl<T: Plain> Parameter for In<'_, T> {
    type C = *const T;

    #[inline]
    unsafe fn from_c(ptr: *const T, (): ()) -> Result<Self> {
        // SAFETY: the table.
        Ok(unsafe { Self::new(ptr) })
    }
}

impl<T: Plain> Parameter for Out<'_, T> {
    type C = *mut T;

    #[inline]
    unsafe fn from_c(ptr: *mut T, (): ()) -> Result<Self> {
        // SAFETY: the table.
        Ok(unsafe { Self::new(ptr) })
    }
}

/// A value that is read, and a result in the same place, perhaps only a part of it.
impl<T: Plain, U: Plain> Parameter for (In<'_, T>, Out<'_, U>) {
    type C = *mut T;

    #[inline]
    unsafe fn from_c(ptr: *mut T, (): ()) -> Result<Self> {
        const { assert!(size_of::<U>() <= size_of::<T>()) };
        // SAFETY: the table; the second is no larger than the first.
        Ok(unsafe { (In::new(ptr), Out::new(ptr.cast())) })
    }
}

/// One, or none where the pointer is null.
impl<T: Plain> Parameter for InOut<'_, T> {
    type C = *mut T;

    #[inline]
    unsafe fn from_c(ptr: *mut T, (): ()) -> Result<Self> {
        let count = usize::from(!ptr.is_null());
        // SAFETY: the table.
        Ok(unsafe { Self::new(ptr, count) })
    }
}

/// As many as are counted; `EFAULT` for a null pointer to any.
impl<T: Plain> Parameter<(usize,)> for InOut<'_, T> {
    type C = *mut T;

    #[inline]
    unsafe fn from_c(ptr: *mut T, (count,): (usize,)) -> Result<Self> {
        if ptr.is_null() && count > 0 {
            return Err(Errno::FAULT);
        }
        // SAFETY: the table.
        Ok(unsafe { Self::new(ptr, count) })
    }
}

impl Parameter<(usize,)> for Bytes<'_> {
    type C = *const u8;

    #[inline]
    unsafe fn from_c(ptr: *const u8, (len,): (usize,)) -> Result<Self> {
        // SAFETY: the table.
        Ok(unsafe { Self::new(ptr, len) })
    }
}

impl Parameter<(usize,)> for BytesMut<'_> {
    type C = *mut u8;

    #[inline]
    unsafe fn from_c(ptr: *mut u8, (len,): (usize,)) -> Result<Self> {
        // SAFETY: the table.
        Ok(unsafe { Self::new(ptr, len) })
    }
}

impl<'b> Parameter<(i32,)> for &[Bytes<'b>] {
    type C = *const Bytes<'b>;

    #[inline]
    unsafe fn from_c(iov: *const Bytes<'b>, (count,): (i32,)) -> Result<Self> {
        // SAFETY: the table.
        unsafe { iovecs(iov, count) }
    }
}

impl<'b> Parameter<(i32,)> for &[BytesMut<'b>] {
    type C = *const BytesMut<'b>;

    #[inline]
    unsafe fn from_c(iov: *const BytesMut<'b>, (count,): (i32,)) -> Result<Self> {
        // SAFETY: the table.
        unsafe { iovecs(iov, count) }
    }
}

/// As `process_vm_readv` counts them; `EFAULT` for a null pointer to any.
impl<'b> Parameter<(usize,)> for &[Bytes<'b>] {
    type C = *const Bytes<'b>;

    #[inline]
    unsafe fn from_c(iov: *const Bytes<'b>, (count,): (usize,)) -> Result<Self> {
        // SAFETY: the table.
        unsafe { vector(iov, count) }
    }
}

impl<'b> Parameter<(usize,)> for &[BytesMut<'b>] {
    type C = *const BytesMut<'b>;

    #[inline]
    unsafe fn from_c(iov: *const BytesMut<'b>, (count,): (usize,)) -> Result<Self> {
        // SAFETY: the table.
        unsafe { vector(iov, count) }
    }
}

/// # Safety
///
/// As [`iovecs`], or `iov` is null.
#[inline]
unsafe fn vector<'a, T>(iov: *const T, count: usize) -> Result<&'a [T]> {
    const MOST: usize = crate::abi::IOV_MAX as usize;
    match count {
        // SAFETY: the caller's promise.
        1..=MOST if !iov.is_null() => unsafe { iovecs(iov, count as i32) },
        1..=MOST => Err(Errno::FAULT),
        0 => Ok(&[]),
        _ => Err(Errno::INVAL),
    }
}

/// The iovec array of `readv` and `writev`, of at most `IOV_MAX` elements.
///
/// # Safety
///
/// `iov` is readable for `count` elements of the kind asked for, each of which promises
/// what [`Bytes`] or [`BytesMut`] does, and none of them covers the array.
#[inline]
unsafe fn iovecs<'a, T>(iov: *const T, count: i32) -> Result<&'a [T]> {
    match count {
        0 => Ok(&[]),
        // SAFETY: the caller's promise.
        1..=crate::abi::IOV_MAX => Ok(unsafe { core::slice::from_raw_parts(iov, count as usize) }),
        _ => Err(Errno::INVAL),
    }
}

impl<'a> Parameter for Path<'a> {
    type C = *const u8;

    #[inline]
    unsafe fn from_c(ptr: *const u8, (): ()) -> Result<Self> {
        // SAFETY: the table.
        unsafe { CStr::new(ptr) }.bytes()
    }
}

/// Nothing, where the pointer is null.
impl<'a> Parameter for Option<Path<'a>> {
    type C = *const u8;

    #[inline]
    unsafe fn from_c(ptr: *const u8, (): ()) -> Result<Self> {
        if ptr.is_null() {
            return Ok(None);
        }
        // SAFETY: the table.
        unsafe { CStr::new(ptr) }.bytes().map(Some)
    }
}

/// A C string, or null, that was not checked.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct CStr<'a> {
    ptr: *const u8,
    memory: PhantomData<&'a [u8]>,
}

impl<'a> CStr<'a> {
    /// # Safety
    ///
    /// `ptr` is null or a C string that nothing changes during `'a`; POSIX declares the
    /// parameters that a call could write through as `restrict`.
    #[inline]
    pub const unsafe fn new(ptr: *const u8) -> Self {
        Self {
            ptr,
            memory: PhantomData,
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub const fn ptr(self) -> *const u8 {
        self.ptr
    }

    /// Without its terminator: at most `PATH_MAX - 1` bytes.
    #[inline(never)]
    pub fn bytes(self) -> Result<Path<'a>> {
        let ptr = self.ptr;
        if ptr.is_null() {
            return Err(Errno::FAULT);
        }
        let mut len = 0;
        // SAFETY: no byte before `ptr + len` is the terminator, so this one still belongs to
        // the string.
        while unsafe { ptr.add(len).read() } != 0 {
            len += 1;
            if len == crate::abi::PATH_MAX {
                return Err(Errno::NAMETOOLONG);
            }
        }
        // SAFETY: these bytes have just been read.
        Ok(unsafe { core::slice::from_raw_parts(ptr, len) })
    }
}

impl<'a> From<&'a core::ffi::CStr> for CStr<'a> {
    fn from(string: &'a core::ffi::CStr) -> Self {
        Self {
            ptr: string.as_ptr().cast(),
            memory: PhantomData,
        }
    }
}

/// The arguments, or the environment, of a new program: C strings up to a null pointer; none
/// where the address is null.
#[derive(Clone, Copy, Debug)]
pub struct Strings<'a>(*const CStr<'a>);

impl<'a> Strings<'a> {
    /// Those of an array that ends with null.
    #[cfg(test)]
    pub fn of(array: &'a [*const core::ffi::c_char]) -> Self {
        assert!(array.last().is_some_and(|last| last.is_null()));
        Self(array.as_ptr().cast())
    }

    /// One of them. The caller asks for each of those before it first.
    pub fn get(self, index: usize) -> Option<Bytes<'a>> {
        if self.0.is_null() {
            return None;
        }
        // SAFETY: the strings before this one were there, so this is one of the array, or the
        // null pointer at its end.
        let start = unsafe { self.0.add(index).read() }.ptr;
        if start.is_null() {
            return None;
        }
        let mut len = 0;
        // SAFETY: no byte before this one is the terminator.
        while unsafe { start.add(len).read() } != 0 {
            len += 1;
        }
        // SAFETY: these bytes have just been read.
        Some(unsafe { Bytes::new(start, len) })
    }
}

impl Parameter for Strings<'_> {
    type C = usize;

    #[inline]
    unsafe fn from_c(array: usize, (): ()) -> Result<Self> {
        Ok(Self(core::ptr::with_exposed_provenance(array)))
    }
}

impl Parameter for CStr<'_> {
    type C = *const u8;

    #[inline]
    unsafe fn from_c(ptr: *const u8, (): ()) -> Result<Self> {
        // SAFETY: the table.
        Ok(unsafe { Self::new(ptr) })
    }
}
