//! Views of the C caller's memory: a pointer and a length, never a `&mut [u8]`.
//!
//! # Safety
//!
//! A value of one of these types is a promise about its memory for its lifetime: readable for
//! [`Bytes`], [`In`] and [`Array`], writable (but perhaps not initialised) for [`BytesMut`],
//! [`Out`] and [`InOut`]. Only [`parameter`] and [`crate::entry`] make them from raw pointers,
//! relying on the C caller; all other code uses them as they are, and so needs no unsafe code.
//! Views may overlap each other: every access copies.
//!
//! Alignment is not part of the promise: every access is unaligned, which costs nothing on
//! wasm.

use core::marker::PhantomData;
use core::ops::Range;

use crate::errno::{Errno, Result};
use crate::machine::{self, PAGE_SIZE};

pub mod parameter;

pub use parameter::{CStr, Parameter, Path};

/// Types that consist only of numbers: every bit pattern is a value, and there is no padding
/// with content that could leak or be undefined.
///
/// # Safety
///
/// Exactly that.
pub unsafe trait Plain: Copy + 'static {}

macro_rules! numbers {
    ($($t:ty),* $(,)?) => { $(
        // SAFETY: a number.
        unsafe impl Plain for $t {}
    )* };
}
numbers!(u8, i8, u16, i16, u32, i32, u64, i64, usize, isize);

macro_rules! plain {
    ($($t:ty),* $(,)?) => { $(
        const _: () = assert!(<$t as crate::abi::Structure>::FIELDS == size_of::<$t>());

        // SAFETY: a structure of numbers, which fill it.
        unsafe impl Plain for $t {}
    )* };
}
plain!(
    crate::abi::capability::Header,
    crate::abi::epoll::EpollEvent,
    crate::abi::fcntl::Flock,
    crate::abi::ioctl::Termios,
    crate::abi::ioctl::Winsize,
    crate::abi::ipc::Msqid,
    crate::abi::ipc::Sembuf,
    crate::abi::ipc::Semid,
    crate::abi::ipc::Shmid,
    crate::abi::mqueue::Attr,
    crate::abi::mqueue::Event,
    crate::abi::poll::Pollfd,
    crate::abi::resource::Rlimit,
    crate::abi::signal::Info,
    crate::abi::signal::Sigaction,
    crate::abi::signal::Sigevent,
    crate::abi::signal::Siginfo,
    crate::abi::signal::SignalfdSiginfo,
    crate::abi::signal::Stack,
    crate::abi::socket::Cmsghdr,
    crate::abi::socket::SockaddrIn,
    crate::abi::socket::SockaddrIn6,
    crate::abi::socket::Ucred,
    crate::abi::stat::Stat,
    crate::abi::stat::Statfs,
    crate::abi::stat::Statx,
    crate::abi::sysinfo::Sysinfo,
    crate::abi::time::Itimerspec,
    crate::abi::time::Timespec,
    crate::abi::time::Timex,
    crate::abi::utsname::Utsname,
);

// SAFETY: an array has no padding of its own.
unsafe impl<T: Plain, const N: usize> Plain for [T; N] {}

/// Readable bytes. The layout is that of `struct iovec`, and of WASI's `ciovec`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Bytes<'a> {
    ptr: *const u8,
    len: usize,
    memory: PhantomData<&'a [u8]>,
}

/// Writable bytes, not necessarily initialised. The layout is that of `struct iovec`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct BytesMut<'a> {
    ptr: *mut u8,
    len: usize,
    memory: PhantomData<&'a mut [u8]>,
}

impl<'a> Bytes<'a> {
    /// # Safety
    ///
    /// `len` bytes at `ptr` are readable during `'a`; with a length of 0 any pointer will do.
    #[inline]
    pub const unsafe fn new(ptr: *const u8, len: usize) -> Self {
        Self {
            ptr,
            len,
            memory: PhantomData,
        }
    }

    #[inline]
    pub const fn of(bytes: &'a [u8]) -> Self {
        Self {
            ptr: bytes.as_ptr(),
            len: bytes.len(),
            memory: PhantomData,
        }
    }

    #[inline]
    pub const fn len(self) -> usize {
        self.len
    }

    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    #[inline]
    pub const fn ptr(self) -> *const u8 {
        self.ptr
    }

    /// The part from `start` on; empty when `start` lies beyond the end.
    #[inline]
    pub fn from(self, start: usize) -> Self {
        let start = start.min(self.len);
        Self {
            // SAFETY: `start` is at most the length.
            ptr: unsafe { self.ptr.add(start) },
            len: self.len - start,
            memory: PhantomData,
        }
    }

    /// The first `len` bytes, or all when there are fewer.
    #[inline]
    pub fn first(self, len: usize) -> Self {
        Self {
            len: self.len.min(len),
            ..self
        }
    }

    /// Reads what is at `offset`: `None` when it does not fit.
    #[inline]
    pub fn get<T: Plain>(self, offset: usize) -> Option<T> {
        let end = offset.checked_add(size_of::<T>())?;
        if end > self.len {
            return None;
        }
        // SAFETY: `offset..end` lies inside the view.
        Some(unsafe { self.ptr.add(offset).cast::<T>().read_unaligned() })
    }

    /// Whether both are as long and have the same bytes.
    pub fn is(self, other: Self) -> bool {
        const STEP: usize = 4 * size_of::<u64>();
        if self.len != other.len {
            return false;
        }
        let mut at = 0;
        while at + STEP <= self.len {
            // SAFETY: `STEP` bytes from `at` on lie inside both views, which are as long.
            let [a, b] = [self, other]
                .map(|view| unsafe { view.ptr.add(at).cast::<[u64; 4]>().read_unaligned() });
            let differ = (a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3]);
            if differ != 0 {
                return false;
            }
            at += STEP;
        }
        (at..self.len).all(|at| self.get::<u8>(at) == other.get::<u8>(at))
    }

    /// An impossible length, for tests that never read the data.
    #[cfg(test)]
    pub const fn huge() -> Self {
        Self {
            ptr: core::ptr::dangling(),
            len: usize::MAX,
            memory: PhantomData,
        }
    }

    /// Copies the first bytes to `to`, as many as fit, and returns their number.
    #[inline]
    pub fn copy_to(self, to: BytesMut<'_>) -> usize {
        let len = self.len.min(to.len);
        // SAFETY: both views promise at least `len` bytes; `copy` allows overlap.
        unsafe { core::ptr::copy(self.ptr, to.ptr, len) };
        len
    }
}

impl<'a> BytesMut<'a> {
    /// # Safety
    ///
    /// `len` bytes at `ptr` are writable during `'a`; with a length of 0 any pointer will do.
    #[inline]
    pub const unsafe fn new(ptr: *mut u8, len: usize) -> Self {
        Self {
            ptr,
            len,
            memory: PhantomData,
        }
    }

    #[inline]
    pub const fn of(bytes: &'a mut [u8]) -> Self {
        Self {
            ptr: bytes.as_mut_ptr(),
            len: bytes.len(),
            memory: PhantomData,
        }
    }

    #[inline]
    pub const fn cells(bytes: &'a [core::cell::Cell<u8>]) -> Self {
        Self {
            ptr: bytes.as_ptr().cast_mut().cast(),
            len: bytes.len(),
            memory: PhantomData,
        }
    }

    /// The same bytes for a reader, which may see anything in bytes that were not written.
    #[inline]
    pub const fn as_bytes(self) -> Bytes<'a> {
        Bytes {
            ptr: self.ptr,
            len: self.len,
            memory: PhantomData,
        }
    }

    #[inline]
    pub const fn uninit(bytes: &'a mut [core::mem::MaybeUninit<u8>]) -> Self {
        Self {
            ptr: bytes.as_mut_ptr().cast(),
            len: bytes.len(),
            memory: PhantomData,
        }
    }

    #[inline]
    pub const fn len(self) -> usize {
        self.len
    }

    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    #[inline]
    pub const fn ptr(self) -> *mut u8 {
        self.ptr
    }

    /// The part from `start` on; empty when `start` lies beyond the end.
    #[inline]
    pub fn from(self, start: usize) -> Self {
        let start = start.min(self.len);
        Self {
            // SAFETY: `start` is at most the length.
            ptr: unsafe { self.ptr.add(start) },
            len: self.len - start,
            memory: PhantomData,
        }
    }

    /// The first `len` bytes, or all when there are fewer.
    #[inline]
    pub fn first(self, len: usize) -> Self {
        Self {
            len: self.len.min(len),
            ..self
        }
    }

    #[inline]
    pub fn fill(self, byte: u8) {
        // SAFETY: the view promises `len` writable bytes.
        unsafe { core::ptr::write_bytes(self.ptr, byte, self.len) }
    }

    /// Writes `value` at `offset`: `None` when it does not fit.
    #[inline]
    pub fn put<T: Plain>(self, offset: usize, value: T) -> Option<()> {
        let end = offset.checked_add(size_of::<T>())?;
        if end > self.len {
            return None;
        }
        // SAFETY: `offset..end` lies inside the view.
        unsafe { self.ptr.add(offset).cast::<T>().write_unaligned(value) };
        Some(())
    }

    /// Reads what was written at `offset` before: `None` when it does not fit.
    ///
    /// The bytes may be anything, but must have been written by the host, by the caller, or by
    /// [`fill`](Self::fill).
    #[inline]
    pub fn get<T: Plain>(self, offset: usize) -> Option<T> {
        let end = offset.checked_add(size_of::<T>())?;
        if end > self.len {
            return None;
        }
        // SAFETY: `offset..end` lies inside the view. C memory has no uninitialised bytes
        // as far as wasm is concerned.
        Some(unsafe { self.ptr.add(offset).cast::<T>().read_unaligned() })
    }

    /// Moves `len` bytes inside the view; `None` when either end lies outside.
    #[inline]
    pub fn shift(self, from: usize, to: usize, len: usize) -> Option<()> {
        if from.checked_add(len)? > self.len || to.checked_add(len)? > self.len {
            return None;
        }
        // SAFETY: both ranges lie inside the view; `copy` allows overlap.
        unsafe { core::ptr::copy(self.ptr.add(from), self.ptr.add(to), len) };
        Some(())
    }
}

/// A place of the caller for a result. May be null, where the call allows it.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct Out<'a, T> {
    ptr: *mut T,
    memory: PhantomData<&'a mut T>,
}

impl<T: Plain> Out<'_, T> {
    /// # Safety
    ///
    /// `ptr` is null, or writable for one `T`.
    #[inline]
    pub const unsafe fn new(ptr: *mut T) -> Self {
        Self {
            ptr,
            memory: PhantomData,
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub const fn ptr(self) -> *mut T {
        self.ptr
    }

    /// Writes the value; `FAULT` for a null pointer.
    #[inline]
    pub fn write(self, value: T) -> Result {
        if self.ptr.is_null() {
            return Err(Errno::FAULT);
        }
        // SAFETY: not null, hence writable.
        unsafe { self.ptr.write_unaligned(value) };
        Ok(())
    }

    #[inline]
    pub const fn is_null(self) -> bool {
        self.ptr.is_null()
    }

    /// For a caller that does not request the value.
    #[inline]
    pub const fn none() -> Self {
        Self {
            ptr: core::ptr::null_mut(),
            memory: PhantomData,
        }
    }
}

impl<'a, T: Plain> Out<'a, T> {
    #[inline]
    pub const fn uninit(value: &'a mut core::mem::MaybeUninit<T>) -> Self {
        Self {
            ptr: value.as_mut_ptr(),
            memory: PhantomData,
        }
    }
}

impl<'a, T: Plain> From<&'a mut T> for Out<'a, T> {
    fn from(value: &'a mut T) -> Self {
        Self {
            ptr: &raw mut *value,
            memory: PhantomData,
        }
    }
}

/// Values that the caller passes by address. May be null, where the call allows it.
#[derive(Clone, Copy, Debug)]
pub struct In<'a, T> {
    ptr: *const T,
    memory: PhantomData<&'a T>,
}

#[cfg(target_feature = "atomics")]
impl<'a> In<'a, i32> {
    /// The word of a futex, which several threads read and write at once.
    #[inline]
    pub fn word(self) -> Result<&'a core::sync::atomic::AtomicI32> {
        if self.ptr.is_null() {
            return Err(Errno::FAULT);
        }
        if !self.ptr.is_aligned() {
            return Err(Errno::INVAL);
        }
        // SAFETY: not null, hence a word, and aligned; all threads use atomic operations on it.
        Ok(unsafe { core::sync::atomic::AtomicI32::from_ptr(self.ptr.cast_mut()) })
    }

    #[inline]
    pub fn address(self) -> usize {
        self.ptr.addr()
    }
}

impl<T: Plain> In<'_, T> {
    /// # Safety
    ///
    /// `ptr` is null, or readable for one `T`.
    #[inline]
    pub const unsafe fn new(ptr: *const T) -> Self {
        Self {
            ptr,
            memory: PhantomData,
        }
    }

    /// The value; `None` for a null pointer.
    #[inline]
    pub fn read(self) -> Option<T> {
        if self.ptr.is_null() {
            return None;
        }
        // SAFETY: not null, hence readable.
        Some(unsafe { self.ptr.read_unaligned() })
    }

    /// For a caller that passes nothing.
    #[inline]
    pub const fn none() -> Self {
        Self {
            ptr: core::ptr::null(),
            memory: PhantomData,
        }
    }
}

impl<'a, T: Plain> From<&'a T> for In<'a, T> {
    fn from(value: &'a T) -> Self {
        Self {
            ptr: &raw const *value,
            memory: PhantomData,
        }
    }
}

/// An array of the caller's that is read and changed in place.
#[derive(Clone, Copy, Debug)]
pub struct InOut<'a, T> {
    ptr: *mut T,
    len: usize,
    memory: PhantomData<&'a mut [T]>,
}

impl<'a, T: Plain> InOut<'a, T> {
    /// # Safety
    ///
    /// `len` values at `ptr` are readable and writable during `'a`.
    #[inline]
    pub const unsafe fn new(ptr: *mut T, len: usize) -> Self {
        Self {
            ptr,
            len,
            memory: PhantomData,
        }
    }

    #[inline]
    pub const fn of(values: &'a mut [T]) -> Self {
        Self {
            ptr: values.as_mut_ptr(),
            len: values.len(),
            memory: PhantomData,
        }
    }

    #[inline]
    pub const fn len(self) -> usize {
        self.len
    }

    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    #[inline]
    pub fn get(self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        // SAFETY: inside the array.
        Some(unsafe { self.ptr.add(index).read_unaligned() })
    }

    /// Changes one element; nothing happens outside the array.
    #[inline]
    pub fn set(self, index: usize, value: T) {
        if index < self.len {
            // SAFETY: inside the array.
            unsafe { self.ptr.add(index).write_unaligned(value) }
        }
    }
}

/// The pages that this module's memory has got since this was created. Earlier memory, with
/// the program's data, its stack and its first heap, cannot be reached through it.
#[derive(Clone, Copy, Debug)]
pub struct Grown {
    /// The complement of the first page, so that memory which is zero says that there is none.
    not_first: usize,
}

impl Grown {
    /// Before the first use: no page at all.
    pub const NONE: Self = Self { not_first: 0 };

    #[inline]
    pub fn from_now() -> Self {
        Self {
            not_first: !machine::memory_size(),
        }
    }

    /// The first page of these.
    #[inline]
    pub const fn first(self) -> usize {
        !self.not_first
    }

    /// The bytes of some pages; empty if they are not all such pages, or do not exist.
    /// [`crate::mm`] keeps track of their owners.
    #[inline]
    pub fn bytes(self, pages: Range<usize>) -> BytesMut<'static> {
        if pages.start < self.first() || pages.end > machine::memory_size() {
            return BytesMut::uninit(&mut []);
        }
        let ptr = core::ptr::with_exposed_provenance_mut(machine::page_address(pages.start));
        let len = pages.len().saturating_mul(PAGE_SIZE);
        // SAFETY: the pages exist, and never go away. Nothing that Rust or the linker put
        // anywhere is there: they came with `memory.grow`.
        unsafe { BytesMut::new(ptr, len) }
    }
}
