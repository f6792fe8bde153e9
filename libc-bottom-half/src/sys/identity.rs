//! The identity of the process: its user and group, its process group and session, its
//! name.

use crate::abi::capability::{
    Header, LINUX_CAPABILITY_VERSION_1, LINUX_CAPABILITY_VERSION_2, LINUX_CAPABILITY_VERSION_3,
    SETS,
};
use crate::abi::prctl::Name;
use crate::errno::{Errno, Result};
use crate::process;
use crate::process::PID;
use crate::process::own;
use crate::service::{self, Services, offers};
use crate::sys::user::{self, Users};
use crate::tasks;
use crate::tty;
use crate::user::{Bytes, BytesMut, In, Out};
use preview1::service::Operation;

/// The most groups that a process can be in.
const NGROUPS_MAX: usize = 65536;

/// `<sys/personality.h>`.
const PER_LINUX: u32 = 0;

/// In a call that changes several numbers, this one stays as it is.
const UNCHANGED: u32 = u32::MAX;

/// `setuid(uid)`, `setgid(gid)` — sets the user or group; only the current one is possible.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/setuid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/setuid.2.html).
/// Differs: `setuid`: There is one user; changing to any other fails with `EPERM`.
/// `setgid`: There is one group; changing to any other fails with `EPERM`.
#[inline]
pub fn setuid<U: Users, const REAL: usize>(id: u32) -> Result {
    match id {
        UNCHANGED => Err(Errno::INVAL),
        _ => setresuid::<U, REAL, 1>([id]),
    }
}

/// `setreuid(ruid, euid)`, `setresuid(ruid, euid, suid)`, `setregid(rgid, egid)`,
/// `setresgid(rgid, egid, sgid)` — as [`setuid`], of the real, effective
/// and saved number, any of which may stay as it is.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/setresuid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/setresuid.2.html).
/// Differs: `setreuid`: As `setuid`. `setresuid`: As `setuid`. `setregid`: As `setgid`.
/// `setresgid`: As `setgid`.
#[inline]
pub fn setresuid<U: Users, const REAL: usize, const N: usize>(ids: [u32; N]) -> Result {
    let all = U::all();
    let is_own = |id: &u32| {
        let mut own = all.iter().skip(REAL).take(2);
        own.all(|own| own == id)
    };
    match ids.iter().all(|id| *id == UNCHANGED || is_own(id)) {
        true => Ok(()),
        false => Err(Errno::PERM),
    }
}

/// `setfsuid(uid)`, `setfsgid(gid)` — the number that decides about files, which is always
/// the only one: these calls cannot report that they changed nothing.
///
/// [Linux](https://man7.org/linux/man-pages/man2/setfsuid.2.html).
/// Differs: `setfsuid`: There is one user: the call changes nothing and returns its number.
/// `setfsgid`: There is one group: the call changes nothing and returns its number.
#[inline]
pub fn setfsuid<U: Users, const EFFECTIVE: usize>() -> i32 {
    user::getuid::<U, EFFECTIVE>()
}

/// `setgroups(size, list)` — sets the groups; only the list of the one group is possible.
///
/// [Linux](https://man7.org/linux/man-pages/man2/setgroups.2.html).
/// Differs: There is one group. A list that contains only that group changes nothing; any
/// other list fails with `EPERM`.
#[inline]
pub fn setgroups<U: Users>(size: usize, list: Bytes<'_>) -> Result {
    if size > NGROUPS_MAX {
        return Err(Errno::INVAL);
    }
    for index in 0..size {
        let group = list.get(index * size_of::<u32>()).ok_or(Errno::FAULT)?;
        setuid::<U, 2>(group)?;
    }
    match size {
        0 => Err(Errno::PERM),
        // The host's process may be in others.
        _ if U::ASKS && offers().has(Services::MODES) => Err(Errno::PERM),
        _ => Ok(()),
    }
}

/// `capget(header, data)` — the capabilities of the process: none.
///
/// [Linux](https://man7.org/linux/man-pages/man2/capget.2.html).
/// Differs: The process has no capabilities; the host's preopens decide what it may do.
pub fn capget(header: In<'_, Header>, preferred: Out<'_, u32>, data: BytesMut<'_>) -> Result {
    let pid = header.read().ok_or(Errno::FAULT)?.pid;
    let Some(size) = capability_size(header) else {
        preferred.write(LINUX_CAPABILITY_VERSION_3)?;
        // A caller that passes no data only requests the version.
        return if data.is_empty() {
            Ok(())
        } else {
            Err(Errno::INVAL)
        };
    };
    if pid < 0 {
        return Err(Errno::INVAL);
    }
    own(pid)?;
    data.first(size).fill(0);
    Ok(())
}

/// `capset(header, data)` — sets the capabilities; only none are possible.
///
/// [Linux](https://man7.org/linux/man-pages/man2/capset.2.html).
/// Differs: The process has no capabilities and can gain none (`EPERM`).
pub fn capset(header: In<'_, Header>, preferred: Out<'_, u32>, data: Bytes<'_>) -> Result {
    let pid = header.read().ok_or(Errno::FAULT)?.pid;
    let Some(size) = capability_size(header) else {
        preferred.write(LINUX_CAPABILITY_VERSION_3)?;
        return Err(Errno::INVAL);
    };
    if pid != 0 && pid != PID {
        return Err(Errno::PERM);
    }
    for offset in (0..size).step_by(size_of::<u32>()) {
        if data.get::<u32>(offset).ok_or(Errno::FAULT)? != 0 {
            return Err(Errno::PERM);
        }
    }
    Ok(())
}

/// The number of data bytes for a version of the header; `None` for an unknown one.
fn capability_size(header: In<'_, Header>) -> Option<usize> {
    match header.read()?.version {
        LINUX_CAPABILITY_VERSION_1 => Some(SETS),
        LINUX_CAPABILITY_VERSION_2 | LINUX_CAPABILITY_VERSION_3 => Some(2 * SETS),
        _ => None,
    }
}

/// `personality(persona)` — the emulated system, which is Linux.
///
/// [Linux](https://man7.org/linux/man-pages/man2/personality.2.html).
/// Differs: Linux (0) is the only personality. Any other, and any flag, fails with
/// `EINVAL`.
pub fn personality(persona: u32) -> Result<i32> {
    match persona {
        PER_LINUX | UNCHANGED => Ok(PER_LINUX as i32),
        _ => Err(Errno::INVAL),
    }
}

/// `getpgid(pid)`, `getsid(pid)` — the number of the process group and of the session: that
/// of the process, which leads both.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getpgid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/getpgid.2.html).
/// Differs: `getpgid`: Without a host that offers processes there is one process, which
/// leads its group. `getsid`: Without a host that offers processes there is one process,
/// which leads its session.
pub fn getpgid(pid: i32) -> Result<i32> {
    of_process(Operation::GETPGID, pid)
}

/// As [`getpgid`], of the session.
pub fn getsid(pid: i32) -> Result<i32> {
    of_process(Operation::GETSID, pid)
}

fn of_process(operation: Operation, pid: i32) -> Result<i32> {
    tty::with_groups();
    match service::numbers(operation, [pid]) {
        Err(Errno::NOSYS) => own(pid).map(|()| PID),
        asked => asked.map(|[number]| number),
    }
}

/// `setpgid(pid, group)` — fails with `PERM` for the one process: it leads its session,
/// and so may not leave its group, not even for the same one.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/setpgid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/setpgid.2.html).
/// Differs: Without a host that offers processes there is one process. It leads its
/// session, so the call fails with `EPERM`.
pub fn setpgid(pid: i32, group: i32) -> Result {
    // Without a group, it is the process' own.
    if group < 0 || (group == 0 && pid < 0) {
        return Err(Errno::INVAL);
    }
    tty::with_groups();
    match service::numbers(Operation::SETPGID, [pid, group]) {
        Err(Errno::NOSYS) => own(pid).and(Err(Errno::PERM)),
        asked => asked.map(|[]| ()),
    }
}

/// `setsid()` — fails with `PERM`: the process leads its group already.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/setsid.html),
/// [Linux](https://man7.org/linux/man-pages/man2/setsid.2.html).
/// Differs: Without a host that offers processes there is one process. It leads its group,
/// so the call fails with `EPERM`.
pub fn setsid() -> Result<i32> {
    tty::with_groups();
    match service::numbers(Operation::SETSID, []) {
        Err(Errno::NOSYS) => Err(Errno::PERM),
        asked => asked.map(|[session]| session),
    }
}

/// `umask(mask)` — sets the permissions that new files do not get; returns the previous
/// ones.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/umask.html),
/// [Linux](https://man7.org/linux/man-pages/man2/umask.2.html).
/// Differs: The mask is 022 at the start. It applies to the permissions that the program
/// remembers.
pub fn umask(mask: u32) -> i32 {
    let before = process::umask();
    process::set_umask(mask & 0o777);
    before as i32
}

/// Names the thread, in at most 15 bytes: `prctl(PR_SET_NAME, name)`.
///
/// [Linux](https://man7.org/linux/man-pages/man2/PR_SET_NAME.2const.html).
pub fn set_name(name: &[u8]) {
    tasks::set_name(cut(name));
}

/// At most 15 bytes, and zeros.
#[inline(always)]
pub fn cut(name: &[u8]) -> Name {
    let mut kept: Name = [0; _];
    for (to, from) in kept.iter_mut().take(15).zip(name) {
        *to = *from;
    }
    kept
}

/// Returns the name that [`set_name`] set: `prctl(PR_GET_NAME, name)`.
///
/// [Linux](https://man7.org/linux/man-pages/man2/PR_SET_NAME.2const.html).
pub fn get_name(name: Out<'_, Name>) -> Result {
    name.write(tasks::name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::UID;
    use crate::sys::user::One;
    use crate::wasi::fake;

    #[test]
    fn one_cannot_become_another() {
        fake::set_up(|_| {});
        assert_eq!(setuid::<One, 0>(UID), Ok(()));
        assert_eq!(setuid::<One, 0>(0), Err(Errno::PERM));
        assert_eq!(setuid::<One, 0>(UNCHANGED), Err(Errno::INVAL));
        assert_eq!(setresuid::<One, 0, _>([UNCHANGED, UNCHANGED]), Ok(()));
        assert_eq!(setresuid::<One, 0, _>([UID, UNCHANGED, UID]), Ok(()));
        for place in 0..3 {
            let mut ids = [UID; 3];
            ids[place] = 0;
            assert_eq!(setresuid::<One, 0, _>(ids), Err(Errno::PERM));
        }
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
    fn groups_are_set_to_what_they_are() {
        let numbers = |list: &[u32]| {
            list.iter()
                .flat_map(|n| n.to_ne_bytes())
                .collect::<Vec<_>>()
        };
        let set = |list: &[u32]| setgroups::<One>(list.len(), Bytes::of(&numbers(list)));
        assert_eq!(set(&[UID]), Ok(()));
        assert_eq!(set(&[]), Err(Errno::PERM));
        assert_eq!(set(&[UID, 4]), Err(Errno::PERM));
        assert_eq!(
            setgroups::<One>(2, Bytes::of(&UID.to_ne_bytes())),
            Err(Errno::FAULT)
        );
        assert_eq!(
            setgroups::<One>(NGROUPS_MAX + 1, Bytes::of(b"")),
            Err(Errno::INVAL)
        );
    }

    #[test]
    fn there_are_no_capabilities() {
        let header = |version, pid| Header { version, pid };
        let mut version = 0;
        let mut data;
        for (header, result, zeroed) in [
            (header(LINUX_CAPABILITY_VERSION_1, 0), Ok(()), SETS),
            (header(LINUX_CAPABILITY_VERSION_3, PID), Ok(()), 2 * SETS),
            (header(LINUX_CAPABILITY_VERSION_3, 7), Err(Errno::SRCH), 0),
            (header(LINUX_CAPABILITY_VERSION_3, -1), Err(Errno::INVAL), 0),
            (header(1, 0), Err(Errno::INVAL), 0),
        ] {
            data = [7; 2 * SETS];
            let told = (Out::from(&mut version), BytesMut::of(&mut data));
            assert_eq!(capget(In::from(&header), told.0, told.1), result);
            assert!(data[zeroed..].iter().all(|&byte| byte == 7));
            assert!(data[..zeroed].iter().all(|&byte| byte == 0));
        }
        assert_eq!(version, LINUX_CAPABILITY_VERSION_3);
        let set = |header: Header, data: &[u8]| {
            let mut version = 0;
            capset(In::from(&header), Out::from(&mut version), Bytes::of(data))
        };
        let (first, third) = (LINUX_CAPABILITY_VERSION_1, LINUX_CAPABILITY_VERSION_3);
        assert_eq!(set(header(third, 0), &[0; 24]), Ok(()));
        data = [0; 2 * SETS];
        data[SETS] = 1;
        assert_eq!(set(header(third, 0), &data), Err(Errno::PERM));
        assert_eq!(set(header(first, 0), &data), Ok(()));
        assert_eq!(set(header(first, 1), &data), Err(Errno::PERM));
        assert_eq!(set(header(third, 0), b""), Err(Errno::FAULT));
        assert_eq!(set(header(9, 0), &data), Err(Errno::INVAL));
    }

    #[test]
    fn the_personality_is_linux() {
        assert_eq!((personality(u32::MAX), personality(0)), (Ok(0), Ok(0)));
        assert_eq!(personality(8), Err(Errno::INVAL));
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
