//! Who the process is: its user and group, its process group and session, its name.

use crate::abi::prctl::Name;
use crate::errno::{Errno, Result};
use crate::sys::process::{PID, UID};
use crate::task;
use crate::user::Out;

/// Takes the number of this process, for which 0 stands too; there is no other.
#[inline]
pub fn own(pid: i32) -> Result {
    match pid {
        0 | PID => Ok(()),
        _ => Err(Errno::SRCH),
    }
}

/// Where a call changes several numbers, this one stays as it is.
const UNCHANGED: u32 = u32::MAX;

/// `setuid(uid)`, `setgid(gid)` — becomes the user one is.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/setuid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/setuid.2.html).
/// Differs: there is one user and one group; to become another is never permitted.
pub fn setuid(id: u32) -> Result {
    match id {
        UNCHANGED => Err(Errno::INVAL),
        UID => Ok(()),
        _ => Err(Errno::PERM),
    }
}

/// `setreuid`, `setresuid`, `setregid`, `setresgid` — as [`setuid`], of the real, effective
/// and saved number, any of which may stay as it is.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/setresuid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/setresuid.2.html).
/// Differs: as `setuid`.
pub fn setresuid<const N: usize>(ids: [u32; N]) -> Result {
    match ids.iter().all(|&id| id == UID || id == UNCHANGED) {
        true => Ok(()),
        false => Err(Errno::PERM),
    }
}

/// `getresuid(ruid, euid, suid)`, `getresgid(rgid, egid, sgid)` — the one user or group,
/// three times.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getresuid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getresuid.2.html).
/// Differs: WASI has no users.
pub fn getresuid(real: Out<'_, u32>, effective: Out<'_, u32>, saved: Out<'_, u32>) -> Result {
    real.write(UID)?;
    effective.write(UID)?;
    saved.write(UID)
}

/// `setfsuid(uid)`, `setfsgid(gid)` — the number that decides about files, which is always
/// the one there is: these calls have no way to say that they changed nothing.
///
/// [Linux](https://man7.org/linux/man-pages/man2/setfsuid.2.html).
/// Differs: nothing, for a user without privileges.
pub fn setfsuid() -> i32 {
    UID as i32
}

/// `getgroups(size, list)` — the groups of the process: the one that there is.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getgroups.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getgroups.2.html).
/// Differs: WASI has no groups.
pub fn getgroups(size: i32, list: Out<'_, u32>) -> Result<i32> {
    match size {
        ..0 => return Err(Errno::INVAL),
        0 => {}
        _ => list.write(UID)?,
    }
    Ok(1)
}

/// `getpgid(pid)`, `getsid(pid)` — the number of the process group and of the session: that
/// of the process, which leads both.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getpgid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getpgid.2.html).
/// Differs: there is one process.
pub fn getpgid(pid: i32) -> Result<i32> {
    own(pid)?;
    Ok(PID)
}

/// `setpgid(pid, group)` — fails with `PERM` for the one process: it leads its session,
/// and so may not leave its group, not even for the same one.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/setpgid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/setpgid.2.html).
/// Differs: there is one process.
pub fn setpgid(pid: i32, group: i32) -> Result {
    if group < 0 {
        return Err(Errno::INVAL);
    }
    own(pid)?;
    Err(Errno::PERM)
}

/// `setsid()` — fails with `PERM`: the process leads its group already.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/setsid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/setsid.2.html).
/// Differs: there is one process.
pub fn setsid() -> Result {
    Err(Errno::PERM)
}

/// `umask(mask)` — sets which permissions new files do not get; which they were before.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/umask.html),
/// [Linux](https://man7.org/linux/man-pages/man2/umask.2.html).
/// Differs: 022 at the start.
pub fn umask(mask: u32) -> i32 {
    let before = task::umask();
    task::set_umask(mask & 0o777);
    before as i32
}

/// `prctl(PR_SET_NAME, name)` — names the thread, in at most 15 bytes.
///
/// [Linux](https://man7.org/linux/man-pages/man2/PR_SET_NAME.2const.html).
/// Differs: the name is empty until it is set.
pub fn set_name(name: &[u8]) {
    let mut kept: Name = [0; _];
    for (to, from) in kept.iter_mut().take(15).zip(name) {
        *to = *from;
    }
    task::set_name(kept);
}

/// `prctl(PR_GET_NAME, name)` — tells what [`set_name`] set.
///
/// [Linux](https://man7.org/linux/man-pages/man2/PR_SET_NAME.2const.html).
/// Differs: as [`set_name`].
pub fn get_name(name: Out<'_, Name>) -> Result {
    name.write(task::name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wasi::fake;

    #[test]
    fn one_cannot_become_another() {
        assert_eq!(setuid(UID), Ok(()));
        assert_eq!(setuid(0), Err(Errno::PERM));
        assert_eq!(setuid(UNCHANGED), Err(Errno::INVAL));
        assert_eq!(setresuid([UNCHANGED, UNCHANGED]), Ok(()));
        assert_eq!(setresuid([UID, UNCHANGED, UID]), Ok(()));
        for place in 0..3 {
            let mut ids = [UID; 3];
            ids[place] = 0;
            assert_eq!(setresuid(ids), Err(Errno::PERM));
        }
    }

    #[test]
    fn the_user_is_told_three_times() {
        let (mut real, mut effective, mut saved) = (0, 0, 0);
        getresuid(
            (&mut real).into(),
            (&mut effective).into(),
            (&mut saved).into(),
        )
        .unwrap();
        assert_eq!((real, effective, saved), (UID, UID, UID));
        let result = getresuid((&mut real).into(), (&mut effective).into(), Out::none());
        assert_eq!(result, Err(Errno::FAULT));
    }

    #[test]
    fn everything_belongs_to_the_user() {
        fake::set_up(|host| host.preopen("/", "/"));
        let file = crate::wasi::fd_filestat_get(crate::wasi::Fd(3)).unwrap();
        let stat = crate::conv::stat(&file);
        let statx = crate::conv::statx(&file);
        assert_eq!((stat.st_uid, stat.st_gid), (UID, UID));
        assert_eq!((statx.stx_uid, statx.stx_gid), (UID, UID));
    }

    #[test]
    fn groups_are_counted_before_they_are_told() {
        let mut list = 7;
        assert_eq!(getgroups(-1, Out::from(&mut list)), Err(Errno::INVAL));
        assert_eq!(getgroups(0, Out::none()), Ok(1));
        assert_eq!(list, 7);
        assert_eq!(getgroups(9, Out::from(&mut list)), Ok(1));
        assert_eq!(list, UID);
        assert_eq!(getgroups(1, Out::none()), Err(Errno::FAULT));
    }

    #[test]
    fn the_process_leads_its_group_and_its_session() {
        assert_eq!((getpgid(0), getpgid(PID)), (Ok(PID), Ok(PID)));
        assert_eq!(getpgid(PID + 1), Err(Errno::SRCH));
        assert_eq!(setsid(), Err(Errno::PERM));
        assert_eq!(setpgid(0, 0), Err(Errno::PERM));
        assert_eq!(setpgid(0, -1), Err(Errno::INVAL));
        assert_eq!(setpgid(PID + 1, 0), Err(Errno::SRCH));
    }

    #[test]
    fn the_mask_keeps_permissions_only() {
        fake::set_up(|_| {});
        assert_eq!(umask(0o7077), 0o022);
        assert_eq!(umask(0), 0o077);
        assert_eq!(umask(0o022), 0);
    }

    #[test]
    fn names_are_cut() {
        fake::set_up(|_| {});
        let get = || {
            let mut name = [7; _];
            get_name(Out::from(&mut name)).map(|()| name)
        };
        assert_eq!(get(), Ok([0; _]));
        set_name(b"a name that is too long");
        assert_eq!(get(), Ok(*b"a name that is \0"));
        set_name(b"b");
        assert_eq!(get(), Ok(*b"b\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));
        assert_eq!(get_name(Out::none()), Err(Errno::FAULT));
    }
}
