//! The names in a path.

use core::cell::Cell;

use crate::user::{Bytes, BytesMut};

/// A byte of a path: the caller's, or one that is stored here.
pub trait Byte: Sized {
    fn view(path: &[Self]) -> Bytes<'_>;
}

impl Byte for u8 {
    #[inline]
    fn view(path: &[Self]) -> Bytes<'_> {
        Bytes::of(path)
    }
}

impl Byte for Cell<u8> {
    #[inline]
    fn view(path: &[Self]) -> Bytes<'_> {
        BytesMut::cells(path).as_bytes()
    }
}

/// The names of a path, one after the other; `.` and empty names are skipped.
#[derive(Debug)]
pub struct Names<'a, B> {
    path: &'a [B],
    at: usize,
}

pub const fn names<B: Byte>(path: &[B]) -> Names<'_, B> {
    Names { path, at: 0 }
}

/// The place from `at` on where slashes end, or begin.
#[inline(never)]
pub fn skip(path: Bytes<'_>, mut at: usize, slashes: bool) -> usize {
    while let Some(byte) = path.get::<u8>(at)
        && (byte == b'/') == slashes
    {
        at += 1;
    }
    at
}

/// Where the next name from `at` on starts and ends: both at the end if there is none.
#[inline(never)]
pub fn bounds(path: Bytes<'_>, mut at: usize) -> (usize, usize) {
    loop {
        let start = skip(path, at, true);
        at = skip(path, start, false);
        if at != start + 1 || path.get::<u8>(start) != Some(b'.') {
            return (start, at);
        }
    }
}

impl<'a, B: Byte> Names<'a, B> {
    /// The path behind the names so far, without the slashes in between.
    pub fn rest(&mut self) -> &'a [B] {
        self.at = skip(B::view(self.path), self.at, true);
        self.path.get(self.at..).unwrap_or(&[])
    }
}

impl<'a, B: Byte> Iterator for Names<'a, B> {
    type Item = &'a [B];

    #[inline]
    fn next(&mut self) -> Option<&'a [B]> {
        let (start, end) = bounds(B::view(self.path), self.at);
        self.at = end;
        self.path.get(start..end).filter(|name| !name.is_empty())
    }
}
