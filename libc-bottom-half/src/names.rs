//! The names in a path.

use core::cell::Cell;

/// A byte of a path: the caller's, or one that is stored here.
pub trait Byte {
    fn byte(&self) -> u8;
}

impl Byte for u8 {
    #[inline]
    fn byte(&self) -> u8 {
        *self
    }
}

impl Byte for Cell<u8> {
    #[inline]
    fn byte(&self) -> u8 {
        self.get()
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

impl<'a, B: Byte> Names<'a, B> {
    fn skip(&mut self, slashes: bool) {
        while let Some(byte) = self.path.get(self.at)
            && (byte.byte() == b'/') == slashes
        {
            self.at += 1;
        }
    }

    /// The path behind the names so far, without the slashes in between.
    pub fn rest(&mut self) -> &'a [B] {
        self.skip(true);
        self.path.get(self.at..).unwrap_or(&[])
    }
}

impl<'a, B: Byte> Iterator for Names<'a, B> {
    type Item = &'a [B];

    #[inline(never)]
    fn next(&mut self) -> Option<&'a [B]> {
        loop {
            self.skip(true);
            let start = self.at;
            self.skip(false);
            match self.path.get(start..self.at)? {
                [] => return None,
                [dot] if dot.byte() == b'.' => {}
                name => return Some(name),
            }
        }
    }
}
