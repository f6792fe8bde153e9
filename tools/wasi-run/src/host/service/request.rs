//! The parts of a request.

use preview1::Errno;

/// The rest of a request. A part that is missing, or too much, is `INVAL`.
#[derive(Debug)]
pub struct Request<'a>(&'a [u8]);

impl<'a> Request<'a> {
    pub fn new(request: &'a [u8]) -> Self {
        Self(request)
    }

    pub fn number(&mut self) -> Result<u32, Errno> {
        self.array().map(u32::from_le_bytes)
    }

    /// Bytes of a fixed number.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Errno> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(Errno::INVAL)?;
        self.0 = rest;
        Ok(*bytes)
    }

    /// A text: its length, and its bytes.
    pub fn text(&mut self) -> Result<&'a [u8], Errno> {
        let length = self.number()? as usize;
        let (text, rest) = self.0.split_at_checked(length).ok_or(Errno::INVAL)?;
        self.0 = rest;
        Ok(text)
    }

    /// The last number.
    pub fn last(&mut self) -> Result<u32, Errno> {
        let number = self.number()?;
        self.end()?;
        Ok(number)
    }

    pub fn signed(&mut self) -> Result<i32, Errno> {
        self.number().map(u32::cast_signed)
    }

    /// There must be nothing more.
    pub fn end(&self) -> Result<(), Errno> {
        match self.0 {
            [] => Ok(()),
            _ => Err(Errno::INVAL),
        }
    }
}
