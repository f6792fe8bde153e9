//! Randomness.

use crate::errno::{Errno, Result};
use crate::user::BytesMut;
use crate::wasi;

const GRND_NONBLOCK: u32 = 1;
const GRND_RANDOM: u32 = 2;
const GRND_INSECURE: u32 = 4;

/// `getrandom(buf, size, flags)` — fills memory with random bytes.
///
/// [Linux](https://man7.org/linux/man-pages/man2/getrandom.2.html).
/// Differs: The quality and speed of the random bytes depend on the host. `GRND_NONBLOCK`,
/// `GRND_RANDOM` and `GRND_INSECURE` are ignored.
pub fn getrandom(buf: BytesMut<'_>, flags: u32) -> Result<usize> {
    let known = GRND_NONBLOCK | GRND_RANDOM | GRND_INSECURE;
    if flags & !known != 0 || flags & known == GRND_RANDOM | GRND_INSECURE {
        return Err(Errno::INVAL);
    }
    if buf.ptr().is_null() && !buf.is_empty() {
        return Err(Errno::FAULT);
    }
    let buf = buf.first(isize::MAX as usize);
    wasi::random_get(buf)?;
    Ok(buf.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wasi::fake::{self, Fault};

    #[test]
    fn fills_everything_or_fails() {
        fake::set_up(|_| {});
        let mut bytes = [0; 64];
        assert_eq!(getrandom(BytesMut::of(&mut bytes), 0), Ok(64));
        assert_ne!(bytes, [0; 64]);
        assert_eq!(getrandom(BytesMut::of(&mut bytes), 8), Err(Errno::INVAL));
        assert_eq!(getrandom(BytesMut::of(&mut bytes), 6), Err(Errno::INVAL));
        fake::host(|host| host.fault("random_get", 0, Fault::Code(29)));
        assert_eq!(getrandom(BytesMut::of(&mut bytes), 0), Err(Errno::IO));
    }
}
