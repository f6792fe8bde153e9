//! The names of machines, which the host looks up.

use super::*;
use crate::wasi::sockets::Lookup;

/// The size of an address in the list: its family, and the 16 bytes of the longer one.
pub const RECORD: usize = 20;

/// Looks up a name; returns how many addresses there are, of those that have room. `NOENT` if
/// the name has none, `AGAIN` if the host cannot know now.
pub fn resolve(name: Bytes<'_>, to: BytesMut<'_>) -> Result<usize> {
    // A host ends a program whose text is not Unicode. Names of DNS are ASCII.
    let is_ascii = |at| name.get(at).is_some_and(|byte: u8| byte.is_ascii());
    if name.is_empty() || !(0..name.len()).all(is_ascii) {
        return Err(Errno::NOENT);
    }
    with_network();
    let lookup = sockets::resolve_addresses(name).map_err(unresolved)?;
    let found = collect(lookup, to);
    sockets::lookup_drop(lookup);
    match found? {
        0 => Err(Errno::NOENT),
        count => Ok(count),
    }
}

/// Writes the addresses, one after the other.
fn collect(lookup: Lookup, to: BytesMut<'_>) -> Result<usize> {
    let mut count = 0;
    while to.len() / RECORD > count
        && let Some(address) = next(lookup)?
    {
        let record = to.from(count * RECORD);
        match address {
            IpAddress::V4(bytes) => {
                record.put(0, u32::from(s::AF_INET));
                record.put(4, bytes);
            }
            IpAddress::V6(bytes) => {
                record.put(0, u32::from(s::AF_INET6));
                record.put(4, bytes);
            }
        }
        count += 1;
    }
    Ok(count)
}

fn next(lookup: Lookup) -> Result<Option<IpAddress>> {
    loop {
        match sockets::resolve_next_address(lookup) {
            Err(ErrorCode::WOULD_BLOCK) => await_answer(lookup)?,
            answer => return answer.map_err(unresolved),
        }
    }
}

fn await_answer(lookup: Lookup) -> Result {
    let pollable = sockets::lookup_subscribe(lookup);
    let waited = outside(None, true, |waits| waits.pollable(pollable));
    sockets::pollable_drop(pollable);
    match waited {
        // The handler of a signal does not end a lookup.
        Err(Errno::INTR) => Ok(()),
        waited => waited,
    }
}

fn unresolved(code: ErrorCode) -> Errno {
    match code {
        ErrorCode::NAME_UNRESOLVABLE | ErrorCode::INVALID_ARGUMENT => Errno::NOENT,
        ErrorCode::TEMPORARY_RESOLVER_FAILURE | ErrorCode::TIMEOUT => Errno::AGAIN,
        code => errno(code),
    }
}
