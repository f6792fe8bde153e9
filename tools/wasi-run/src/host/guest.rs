//! Reading and writing the program's memory.

use std::borrow::Cow;
use std::cell::UnsafeCell;
use std::ptr::from_ref;
use std::sync::atomic::{AtomicU8, Ordering};

use wiggle::GuestMemory;

use super::Stop;

/// The low 32 bits of a wasm argument: an address, a length or a descriptor.
pub fn address(wide: u64) -> u32 {
    (wide & u64::from(u32::MAX)) as u32
}

/// The memory of the program, during a call. Every access is checked.
pub enum Guest<'a> {
    /// Nothing else uses it.
    Alone(&'a mut [u8]),
    /// Other threads of the program may use it at the same time, so there are no references to
    /// its bytes: they are copied.
    Shared(&'a [AtomicU8]),
}

impl<'a> Guest<'a> {
    /// Of a program without a memory: every address is outside.
    pub const fn none() -> Self {
        Self::Alone(&mut [])
    }

    /// The memory that threads share.
    pub fn shared(cells: &'a [UnsafeCell<u8>]) -> Self {
        // SAFETY: an AtomicU8 has the size, alignment and values of an UnsafeCell<u8>. The host
        // accesses these bytes only by this type, or lets wiggle copy them; the program's code,
        // which is not Rust's, may do anything with them.
        Self::Shared(unsafe { &*(from_ref(cells) as *const [AtomicU8]) })
    }

    /// As wasmtime-wasi takes it.
    pub fn wiggle(&mut self) -> GuestMemory<'_> {
        match self {
            Self::Alone(bytes) => GuestMemory::Unshared(bytes),
            // SAFETY: as in `shared`. wiggle makes no reference to the bytes of such cells.
            Self::Shared(cells) => GuestMemory::Shared(unsafe {
                &*(from_ref::<[AtomicU8]>(cells) as *const [UnsafeCell<u8>])
            }),
        }
    }

    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Shared(_))
    }

    fn len(&self) -> usize {
        match self {
            Self::Alone(bytes) => bytes.len(),
            Self::Shared(cells) => cells.len(),
        }
    }

    /// Whether these bytes are inside.
    pub fn check(&self, address: u32, length: usize) -> Result<(), Stop> {
        match (address as usize).checked_add(length) {
            Some(end) if end <= self.len() => Ok(()),
            _ => Err(out_of_bounds(address, length)),
        }
    }

    pub fn put(&mut self, address: u32, bytes: &[u8]) -> Result<(), Stop> {
        self.check(address, bytes.len())?;
        let start = address as usize;
        match self {
            Self::Alone(memory) => memory[start..][..bytes.len()].copy_from_slice(bytes),
            Self::Shared(cells) => {
                for (cell, byte) in cells[start..].iter().zip(bytes) {
                    cell.store(*byte, Ordering::Relaxed);
                }
            }
        }
        Ok(())
    }

    /// The bytes at an address: a copy, if the memory is shared.
    pub fn bytes(&self, address: u32, length: u32) -> Result<Cow<'_, [u8]>, Stop> {
        let (start, length) = (address as usize, length as usize);
        self.check(address, length)?;
        Ok(match self {
            Self::Alone(memory) => Cow::Borrowed(&memory[start..][..length]),
            Self::Shared(cells) => Cow::Owned(load(&cells[start..][..length])),
        })
    }

    /// `N` bytes at an address, for the integers' `from_le_bytes`.
    pub fn array<const N: usize>(&self, address: u32) -> Option<[u8; N]> {
        let start = address as usize;
        match self {
            Self::Alone(memory) => memory.get(start..)?.first_chunk().copied(),
            Self::Shared(cells) => {
                let cells: &[_; N] = cells.get(start..)?.first_chunk()?;
                Some(cells.each_ref().map(|cell| cell.load(Ordering::Relaxed)))
            }
        }
    }

    pub fn u16_at(&self, address: u32) -> Option<u16> {
        self.array(address).map(u16::from_le_bytes)
    }

    pub fn u32_at(&self, address: u32) -> Option<u32> {
        self.array(address).map(u32::from_le_bytes)
    }

    pub fn u64_at(&self, address: u32) -> Option<u64> {
        self.array(address).map(u64::from_le_bytes)
    }

    /// Lets `write` fill a buffer of the program. It returns how much it wrote, from the start.
    pub fn fill<E>(
        &mut self,
        address: u32,
        length: u32,
        write: impl FnOnce(&mut [u8]) -> Result<usize, E>,
    ) -> Result<Result<usize, E>, Stop> {
        let (start, length) = (address as usize, length as usize);
        self.check(address, length)?;
        if let Self::Alone(memory) = self {
            return Ok(write(&mut memory[start..][..length]));
        }
        let mut copy = vec![0; length];
        let written = write(&mut copy);
        if let Ok(count) = written {
            self.put(address, &copy[..count])?;
        }
        Ok(written)
    }

    /// Address and length of each buffer of an array.
    pub fn vectors(&self, start: u32, count: u32) -> Result<Vec<(u32, u32)>, Stop> {
        let mut vectors = Vec::with_capacity(count.min(MAX_BUFFERS) as usize);
        for index in 0..count.min(MAX_BUFFERS) {
            let vector = self.vector(start, index);
            vectors.push(vector.ok_or_else(|| out_of_bounds(start, count as usize * 8))?);
        }
        Ok(vectors)
    }

    fn vector(&self, start: u32, index: u32) -> Option<(u32, u32)> {
        let at = index.checked_mul(8)?.checked_add(start)?;
        let words = self.u64_at(at)?;
        Some((address(words), address(words >> 32)))
    }

    /// The bytes of all buffers of an array. They may overlap, and together be much larger than
    /// the memory; of a shared one, no more is copied than it has.
    pub fn parts(&self, start: u32, count: u32) -> Result<Vec<Cow<'_, [u8]>>, Stop> {
        let mut parts = Vec::with_capacity(count.min(MAX_BUFFERS) as usize);
        let mut copied = 0;
        for index in 0..count.min(MAX_BUFFERS) {
            let vector = self.vector(start, index);
            let (start, length) = vector.ok_or_else(|| out_of_bounds(start, count as usize * 8))?;
            let part = self.bytes(start, length)?;
            if let Cow::Owned(copy) = &part {
                copied += copy.len();
                if copied > self.len() {
                    break;
                }
            }
            parts.push(part);
        }
        Ok(parts)
    }

    /// Writes the strings, each with a NUL, to `text` and their addresses to
    /// `pointers`.
    pub fn put_strings(
        &mut self,
        mut pointers: u32,
        mut text: u32,
        strings: &[Vec<u8>],
    ) -> Result<(), Stop> {
        for string in strings {
            self.put(pointers, &text.to_le_bytes())?;
            self.put(text, string)?;
            text = offset(text, string.len())?;
            self.put(text, &[0])?;
            text = offset(text, 1)?;
            pointers = offset(pointers, 4)?;
        }
        Ok(())
    }

    /// Writes how many strings there are, and the bytes that they take with
    /// their NULs.
    pub fn put_sizes(&mut self, count: u32, bytes: u32, strings: &[Vec<u8>]) -> Result<(), Stop> {
        let size: usize = strings.iter().map(|string| string.len() + 1).sum();
        self.put(count, &offset(0, strings.len())?.to_le_bytes())?;
        self.put(bytes, &offset(0, size)?.to_le_bytes())
    }
}

fn load(cells: &[AtomicU8]) -> Vec<u8> {
    cells
        .iter()
        .map(|cell| cell.load(Ordering::Relaxed))
        .collect()
}

/// The most buffers that one call uses, as in the kernel. Further ones are ignored: the
/// program calls again for the rest.
const MAX_BUFFERS: u32 = 1024;

pub fn out_of_bounds(address: u32, length: usize) -> Stop {
    Stop::Trap(format!(
        "a WASI call was passed {length} bytes at address {address:#x}, outside the memory"
    ))
}

fn offset(address: u32, bytes: usize) -> Result<u32, Stop> {
    u32::try_from(bytes)
        .ok()
        .and_then(|bytes| address.checked_add(bytes))
        .ok_or_else(|| out_of_bounds(address, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: u32 = 256;

    /// Checks the same with a memory of each kind, both of which begin as 0, 1, 2, ….
    fn with_both(check: impl Fn(&mut Guest<'_>)) {
        let start = || (0..SIZE).map(|byte| byte as u8);
        check(&mut Guest::Alone(&mut start().collect::<Vec<_>>()));
        let cells: Vec<_> = start().map(UnsafeCell::new).collect();
        check(&mut Guest::shared(&cells));
    }

    /// Writes an array of buffers at address 0.
    fn put_vectors(memory: &mut Guest<'_>, vectors: &[[u32; 2]]) -> u32 {
        let words = vectors.as_flattened().iter();
        let bytes: Vec<u8> = words.flat_map(|word| word.to_le_bytes()).collect();
        memory.put(0, &bytes).unwrap();
        vectors.len() as u32
    }

    #[test]
    fn both_kinds_are_read_and_written_alike() {
        with_both(|memory| {
            assert_eq!(memory.u16_at(2), Some(0x0302));
            assert_eq!(memory.u32_at(3), Some(0x0605_0403));
            assert_eq!(memory.u64_at(248), Some(0xfffe_fdfc_fbfa_f9f8));
            assert_eq!(*memory.bytes(5, 3).unwrap(), [5, 6, 7]);
            memory.put(6, b"xy").unwrap();
            assert_eq!(*memory.bytes(5, 4).unwrap(), *b"\x05xy\x08");
            memory.put(255, &[1]).unwrap();
            memory.put(256, &[]).unwrap();
            assert_eq!(*memory.bytes(256, 0).unwrap(), []);
            assert_eq!(*memory.bytes(0, 256).unwrap().last().unwrap(), 1);
        });
    }

    #[test]
    fn addresses_outside_are_errors() {
        with_both(|memory| {
            for (address, length) in [(256, 1), (255, 2), (257, 0), (0, 257), (!0, 1), (1, !0)] {
                assert!(memory.check(address, length as usize).is_err());
                assert!(memory.bytes(address, length).is_err());
                let filled = memory.fill(address, length, |_| -> Result<usize, ()> {
                    panic!("outside of the memory")
                });
                assert!(filled.is_err());
            }
            assert!(memory.put(255, &[1, 2]).is_err());
            assert_eq!(memory.u16_at(255), None);
            assert_eq!(memory.u64_at(249), None);
            assert_eq!(memory.u32_at(!0), None);
            assert!(memory.vectors(252, 1).is_err());
            assert!(memory.vectors(!7, 2).is_err());
        });
        assert!(Guest::none().put(0, &[1]).is_err());
        assert_eq!(Guest::none().u16_at(0), None);
    }

    #[test]
    fn only_what_is_filled_changes() {
        with_both(|memory| {
            let filled = memory.fill(10, 4, |buffer| {
                buffer[..2].copy_from_slice(b"ab");
                Ok::<_, ()>(2)
            });
            assert_eq!(filled.unwrap(), Ok(2));
            assert_eq!(*memory.bytes(9, 6).unwrap(), *b"\x09ab\x0c\x0d\x0e");
            assert_eq!(memory.fill(10, 4, |_| Err("no")).unwrap(), Err("no"));
            assert_eq!(*memory.bytes(9, 3).unwrap(), *b"\x09ab");
        });
    }

    #[test]
    fn buffers_are_those_of_the_array() {
        with_both(|memory| {
            let count = put_vectors(memory, &[[64, 2], [80, 0], [65, 3]]);
            let parts = memory.parts(0, count).unwrap();
            assert_eq!(parts, [&[64, 65][..], &[], &[65, 66, 67]]);
            let count = put_vectors(memory, &[[64, 2], [250, 7]]);
            assert!(memory.parts(0, count).is_err());
        });
    }

    #[test]
    fn no_more_is_copied_than_a_memory_has() {
        let cells: Vec<_> = (0..SIZE).map(|_| UnsafeCell::new(0)).collect();
        let mut memory = Guest::shared(&cells);
        let count = put_vectors(&mut memory, &[[0, 200], [0, 56], [0, 1]]);
        let parts = memory.parts(0, count).unwrap();
        assert_eq!(parts.iter().map(|part| part.len()).sum::<usize>(), 256);
        let mut bytes = [0; 256];
        let mut memory = Guest::Alone(&mut bytes);
        let count = put_vectors(&mut memory, &[[0, 200], [0, 56], [0, 1]]);
        assert_eq!(memory.parts(0, count).unwrap().len(), 3);
    }
}
