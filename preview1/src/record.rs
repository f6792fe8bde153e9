//! Records as they lie in a program's memory: little endian, at wasm32's offsets, whatever
//! the machine. A program has the structures of [`crate::types`] in its memory already; a
//! host and a tool read and write them with these.

use crate::types::*;

/// Puts the bytes of a field at its offset.
macro_rules! record {
    ($size:expr; $($offset:literal: $field:expr),* $(,)?) => {{
        let mut record = [0; $size];
        $({
            let field = $field.to_le_bytes();
            let (_, rest) = record.split_at_mut($offset);
            let (place, _) = rest.split_at_mut(field.len());
            place.copy_from_slice(&field);
        })*
        record
    }};
}

impl Fdstat {
    pub const SIZE: usize = 24;

    pub fn to_bytes(&self) -> [u8; Self::SIZE] {
        record!(Self::SIZE;
            0: self.filetype.0,
            2: self.flags.0,
            8: self.rights_base.0,
            16: self.rights_inheriting.0,
        )
    }

    pub fn from_bytes(bytes: &[u8; Self::SIZE]) -> Self {
        Self {
            filetype: Filetype(bytes[0]),
            flags: Fdflags(u16::from_le_bytes(at(bytes, 2))),
            rights_base: Rights(u64::from_le_bytes(at(bytes, 8))),
            rights_inheriting: Rights(u64::from_le_bytes(at(bytes, 16))),
        }
    }
}

impl Filestat {
    pub const SIZE: usize = 64;

    pub fn to_bytes(&self) -> [u8; Self::SIZE] {
        record!(Self::SIZE;
            0: self.dev,
            8: self.ino,
            16: self.filetype.0,
            24: self.nlink,
            32: self.size,
            40: self.atim,
            48: self.mtim,
            56: self.ctim,
        )
    }

    pub fn from_bytes(bytes: &[u8; Self::SIZE]) -> Self {
        let word = |offset| u64::from_le_bytes(at(bytes, offset));
        Self {
            dev: word(0),
            ino: word(8),
            filetype: Filetype(bytes[16]),
            nlink: word(24),
            size: word(32),
            atim: word(40),
            mtim: word(48),
            ctim: word(56),
        }
    }
}

impl Dirent {
    pub fn to_bytes(&self) -> [u8; Self::SIZE] {
        record!(Self::SIZE;
            0: self.next,
            8: self.ino,
            16: self.namlen,
            20: self.filetype.0,
        )
    }
}

impl Subscription {
    pub const SIZE: usize = 48;

    pub fn to_bytes(&self) -> [u8; Self::SIZE] {
        let [clock, timeout, flags] = match self.kind() {
            Eventtype::CLOCK => [
                self.clockid().0.into(),
                self.timeout(),
                self.clock_flags().0.into(),
            ],
            _ => [self.host_number().cast_unsigned().into(), 0, 0],
        };
        record!(Self::SIZE;
            0: self.userdata,
            8: self.kind().0,
            16: clock,
            24: timeout,
            40: flags,
        )
    }

    pub fn from_bytes(bytes: &[u8; Self::SIZE]) -> Self {
        let userdata = u64::from_le_bytes(at(bytes, 0));
        let number = u32::from_le_bytes(at(bytes, 16));
        match Eventtype(bytes[8]) {
            Eventtype::CLOCK => Self::clock(
                userdata,
                Clockid(number),
                u64::from_le_bytes(at(bytes, 24)),
                Subclockflags(u16::from_le_bytes(at(bytes, 40))),
            ),
            kind => Self::fd(userdata, kind, number.cast_signed()),
        }
    }
}

impl Event {
    pub const SIZE: usize = 32;

    pub fn to_bytes(&self) -> [u8; Self::SIZE] {
        record!(Self::SIZE;
            0: self.userdata,
            8: self.error,
            10: self.kind.0,
            16: self.nbytes,
            24: self.flags.0,
        )
    }

    pub fn from_bytes(bytes: &[u8; Self::SIZE]) -> Self {
        Self {
            userdata: u64::from_le_bytes(at(bytes, 0)),
            error: u16::from_le_bytes(at(bytes, 8)),
            kind: Eventtype(bytes[10]),
            nbytes: u64::from_le_bytes(at(bytes, 16)),
            flags: Eventrwflags(u16::from_le_bytes(at(bytes, 24))),
        }
    }
}

/// The bytes of a field; `offset` and length are of a field of the record.
fn at<const N: usize>(record: &[u8], offset: usize) -> [u8; N] {
    let mut field = [0; N];
    field.copy_from_slice(&record[offset..offset + N]);
    field
}

#[cfg(test)]
mod tests {
    use super::*;

    // Each byte of each field differs, so that no field can take another's place.
    const WORD: u64 = 0x0807_0605_0403_0201;

    #[test]
    fn what_is_written_is_what_is_read() {
        let fdstat = Fdstat {
            filetype: Filetype::DIRECTORY,
            flags: Fdflags(0x1234),
            rights_base: Rights(WORD),
            rights_inheriting: Rights(!WORD),
        };
        assert_eq!(Fdstat::from_bytes(&fdstat.to_bytes()), fdstat);
        let filestat = Filestat {
            dev: WORD,
            ino: WORD + 1,
            filetype: Filetype::SYMBOLIC_LINK,
            nlink: WORD + 2,
            size: WORD + 3,
            atim: WORD + 4,
            mtim: WORD + 5,
            ctim: WORD + 6,
        };
        assert_eq!(Filestat::from_bytes(&filestat.to_bytes()), filestat);
        let event = Event {
            userdata: WORD,
            error: 0x4321,
            kind: Eventtype::FD_WRITE,
            nbytes: !WORD,
            flags: Eventrwflags::HANGUP,
        };
        assert_eq!(Event::from_bytes(&event.to_bytes()), event);
    }

    #[test]
    fn fields_stand_where_the_description_says() {
        let dirent = Dirent {
            next: 1,
            ino: 2,
            namlen: 3,
            filetype: Filetype::REGULAR_FILE,
        };
        let bytes = dirent.to_bytes();
        assert_eq!((bytes[0], bytes[8], bytes[16], bytes[20]), (1, 2, 3, 4));
        let mut bytes = [0; Subscription::SIZE];
        (bytes[0], bytes[16], bytes[24], bytes[40]) = (7, 1, 5, 1);
        let clock = Subscription::from_bytes(&bytes);
        assert_eq!(
            clock,
            Subscription::clock(7, Clockid::MONOTONIC, 5, Subclockflags::ABSTIME)
        );
        bytes[8] = 2;
        let write = Subscription::from_bytes(&bytes);
        assert_eq!(write, Subscription::fd(7, Eventtype::FD_WRITE, 1));
        for subscription in [clock, write] {
            assert_eq!(
                Subscription::from_bytes(&subscription.to_bytes()),
                subscription
            );
        }
    }

    #[test]
    fn the_structures_have_the_same_layout_where_no_field_is_a_size() {
        assert_eq!(size_of::<Fdstat>(), Fdstat::SIZE);
        assert_eq!(size_of::<Filestat>(), Filestat::SIZE);
        assert_eq!(size_of::<Subscription>(), Subscription::SIZE);
        assert_eq!(size_of::<Event>(), Event::SIZE);
    }
}
