//! Reading one section of an object, and no more of the file than the headers before it.

use crate::module::{self, CUSTOM};
use std::fs::File;
use std::io::{BufReader, Read, Seek, Take};
use std::path::Path;

/// The content of the first custom section with this name; `None` if the file is no object or
/// has no such section.
pub fn section(object: &Path, name: &str) -> Option<Take<BufReader<File>>> {
    let mut object = BufReader::new(File::open(object).ok()?);
    let mut magic = [0; 8];
    object.read_exact(&mut magic).ok()?;
    if magic != module::MAGIC {
        return None;
    }
    loop {
        let mut id = [0];
        object.read_exact(&mut id).ok()?;
        let length = u64::from(number(&mut object)?);
        let end = object.stream_position().ok()?.checked_add(length)?;
        if id == [CUSTOM] && number(&mut object)? as usize == name.len() {
            let mut found = vec![0; name.len()];
            object.read_exact(&mut found).ok()?;
            if found == name.as_bytes() {
                let rest = end.checked_sub(object.stream_position().ok()?)?;
                return Some(object.take(rest));
            }
        }
        let now = object.stream_position().ok()?;
        object
            .seek_relative(i64::try_from(end).ok()? - i64::try_from(now).ok()?)
            .ok()?;
    }
}

fn number(object: &mut impl Read) -> Option<u32> {
    let mut bytes = Vec::new();
    loop {
        let mut byte = [0];
        object.read_exact(&mut byte).ok()?;
        bytes.extend(byte);
        if byte[0] & 0x80 == 0 || bytes.len() == 5 {
            return module::number(&mut bytes.as_slice());
        }
    }
}
