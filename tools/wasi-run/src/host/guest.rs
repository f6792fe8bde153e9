//! Reading and writing the program's memory.

use super::Stop;

/// The low 32 bits of a wasm argument: an address, a length or a descriptor.
pub fn address(wide: u64) -> u32 {
    (wide & u64::from(u32::MAX)) as u32
}

/// The memory of the program. Every access is checked.
pub struct Guest<'a>(pub &'a mut [u8]);

impl Guest<'_> {
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

    pub fn put(&mut self, address: u32, bytes: &[u8]) -> Result<(), Stop> {
        let start = address as usize;
        self.0
            .get_mut(start..)
            .and_then(|rest| rest.get_mut(..bytes.len()))
            .ok_or_else(|| out_of_bounds(address, bytes.len()))?
            .copy_from_slice(bytes);
        Ok(())
    }
}

/// Bytes of the program's memory, `None` where they are not all inside.
pub fn bytes(memory: &[u8], address: u32, length: u32) -> Option<&[u8]> {
    memory.get(address as usize..)?.get(..length as usize)
}

/// `N` bytes at an address, for the integers' `from_le_bytes`.
pub fn array<const N: usize>(memory: &[u8], address: u32) -> Option<[u8; N]> {
    memory.get(address as usize..)?.first_chunk().copied()
}

pub fn u16_at(memory: &[u8], address: u32) -> Option<u16> {
    array(memory, address).map(u16::from_le_bytes)
}

pub fn u32_at(memory: &[u8], address: u32) -> Option<u32> {
    array(memory, address).map(u32::from_le_bytes)
}

pub fn u64_at(memory: &[u8], address: u32) -> Option<u64> {
    array(memory, address).map(u64::from_le_bytes)
}

/// The most buffers that one call uses, as in the kernel. Further ones are ignored: the
/// program calls again for the rest.
const MAX_BUFFERS: u32 = 1024;

/// Address and length of each buffer, `None` if the array is not inside the memory.
pub fn vectors(memory: &[u8], start: u32, count: u32) -> Option<Vec<(u32, u32)>> {
    (0..count.min(MAX_BUFFERS))
        .map(|index| {
            let at = index.checked_mul(8)?.checked_add(start)?;
            Some((u32_at(memory, at)?, u32_at(memory, at.checked_add(4)?)?))
        })
        .collect()
}

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
