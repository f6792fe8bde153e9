//! The user, and the groups: those of the host's process where it tells them, or else one of
//! each.

use preview1::service::Operation;

use crate::errno::{Errno, Result};
use crate::process::UID;
use crate::service::{Services, ask, numbers};
use crate::user::{Bytes, BytesMut, Out};

/// The source of these numbers: a type parameter of the calls that return or compare them.
pub trait Users {
    /// Whether the host may tell them.
    const ASKS: bool;

    /// The real and the effective user, the real and the effective group.
    fn all() -> [u32; 4];

    /// Writes the numbers of the groups; returns how many there are.
    fn groups(groups: &mut [[u8; 4]; MOST]) -> Result<usize>;
}

/// A program that links nothing of the service for modes sees one user.
pub enum One {}

impl Users for One {
    const ASKS: bool = false;

    #[inline(always)]
    fn all() -> [u32; 4] {
        [UID; 4]
    }

    #[inline(always)]
    fn groups([first, ..]: &mut [[u8; 4]; MOST]) -> Result<usize> {
        *first = UID.to_le_bytes();
        Ok(1)
    }
}

/// Any other asks the host.
pub enum Told {}

impl Users for Told {
    const ASKS: bool = true;

    fn all() -> [u32; 4] {
        match numbers(Operation::IDENTITY, []) {
            Ok(told) => told.map(|id: i32| id as u32),
            // There is nobody to ask.
            Err(_) => One::all(),
        }
    }

    fn groups(groups: &mut [[u8; 4]; MOST]) -> Result<usize> {
        let request = Operation::GROUPS.0.to_le_bytes();
        let room = BytesMut::of(groups.as_flattened_mut());
        match ask(Services::MODES, Bytes::of(&request), room) {
            Err(Errno::NOSYS) => One::groups(groups),
            told => Ok(told? / 4),
        }
    }
}

/// The most groups that the host may tell.
pub const MOST: usize = 256;

/// `getuid()`, `geteuid()`, `getgid()`, `getegid()` — the user and group: real, or effective.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getuid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getuid.2.html).
/// Differs: WASI has no users. There is one user, whose number never changes. Where the
/// host has the service for modes, it is that of the host's process, in a program that
/// links `umask`, `chown` or the like.
#[inline]
pub fn getuid<U: Users, const N: usize>() -> i32 {
    U::all().get(N).map_or(0, |id| *id as i32)
}

/// `getresuid(ruid, euid, suid)`, `getresgid(rgid, egid, sgid)` — the user or group: real,
/// effective, and saved.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getresuid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getresuid.2.html).
/// Differs: As `getuid`.
#[inline]
pub fn getresuid<U: Users, const REAL: usize>(
    real: Out<'_, u32>,
    effective: Out<'_, u32>,
    saved: Out<'_, u32>,
) -> Result {
    let all = U::all();
    let id = |index: usize| all.get(index).copied().unwrap_or(0);
    real.write(id(REAL))?;
    effective.write(id(REAL + 1))?;
    saved.write(id(REAL + 1))
}

/// `getgroups(size, list)` — the groups of the process.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getgroups.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getgroups.2.html).
/// Differs: WASI has no groups. The process is in one group, whose number never changes.
/// Where the host has the service for modes, the groups are those of the host's process, up
/// to 256, in a program that links `umask`, `chown` or the like.
#[inline]
pub fn getgroups<U: Users>(size: i32, list: BytesMut<'_>) -> Result<i32> {
    let mut groups = [[0; 4]; MOST];
    let count = U::groups(&mut groups)?;
    let given = usize::try_from(size).map_err(|_| Errno::INVAL)?;
    if given > 0 {
        if given < count {
            return Err(Errno::INVAL);
        }
        for (index, group) in groups.iter().take(count).enumerate() {
            if list.len() < (index + 1) * 4 {
                return Err(Errno::FAULT);
            }
            list.put(index * 4, u32::from_le_bytes(*group));
        }
    }
    Ok(count as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::identity::{setgroups, setresuid, setuid};
    use crate::wasi::fake::{self, Service};

    fn told(request: &[u8]) -> Result<Vec<u8>> {
        let words = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect();
        match request {
            [4, 3, 0, 0] => Ok(words(&[11, 11, 22, 23])),
            [5, 3, 0, 0] => Ok(words(&[22, 23, 24])),
            _ => Err(Errno::NOSYS),
        }
    }

    fn groups(size: i32, room: usize) -> (Result<i32>, Vec<u32>) {
        let mut list = vec![[7; 4]; room];
        let count = getgroups::<Told>(size, BytesMut::of(list.as_flattened_mut()));
        (count, list.into_iter().map(u32::from_le_bytes).collect())
    }

    #[test]
    fn without_a_service_there_is_one() {
        fake::set_up(|_| {});
        assert_eq!(Told::all(), [UID; 4]);
        assert_eq!(getuid::<Told, 3>(), UID as i32);
        let (mut real, mut effective, mut saved) = (0, 0, 0);
        getresuid::<Told, 2>(
            (&mut real).into(),
            (&mut effective).into(),
            (&mut saved).into(),
        )
        .unwrap();
        assert_eq!((real, effective, saved), (UID, UID, UID));
        let result = getresuid::<Told, 0>((&mut real).into(), (&mut effective).into(), Out::none());
        assert_eq!(result, Err(Errno::FAULT));
        assert_eq!(groups(-1, 0).0, Err(Errno::INVAL));
        assert_eq!(groups(0, 0).0, Ok(1));
        assert_eq!(groups(9, 1), (Ok(1), vec![UID]));
        assert_eq!(groups(1, 0).0, Err(Errno::FAULT));
    }

    #[test]
    fn a_program_that_does_not_ask_has_one() {
        fake::set_up(|host| host.offer(Service::new(Services::MODES, told)));
        assert_eq!(One::all(), [UID; 4]);
        let mut list = [[0; 4]];
        let room = BytesMut::of(list.as_flattened_mut());
        assert_eq!(getgroups::<One>(1, room), Ok(1));
        assert_eq!(list, [UID.to_le_bytes()]);
        assert_eq!(fake::host(|host| host.all_calls()), 0);
    }

    #[test]
    fn with_it_they_are_the_hosts() {
        fake::set_up(|host| host.offer(Service::new(Services::MODES, told)));
        assert_eq!(
            (
                getuid::<Told, 0>(),
                getuid::<Told, 1>(),
                getuid::<Told, 2>(),
                getuid::<Told, 3>()
            ),
            (11, 11, 22, 23)
        );
        assert_eq!(groups(0, 0).0, Ok(3));
        assert_eq!(groups(3, 3), (Ok(3), vec![22, 23, 24]));
        assert_eq!(groups(2, 2).0, Err(Errno::INVAL));
        assert_eq!(setuid::<Told, 0>(11), Ok(()));
        assert_eq!(setuid::<Told, 0>(UID), Err(Errno::PERM));
        // Nothing makes the two equal.
        assert_eq!(setresuid::<Told, 2, 2>([22, 22]), Err(Errno::PERM));
        assert_eq!(setresuid::<Told, 2, 2>([u32::MAX; 2]), Ok(()));
        let list = [22u32].map(u32::to_ne_bytes);
        let set = setgroups::<Told>(1, Bytes::of(list.as_flattened()));
        assert_eq!(set, Err(Errno::PERM));
    }
}
