//! The limits of the process, and the resources of the system.

use crate::abi::resource::Rlimit;
use crate::abi::sysinfo::Sysinfo;
use crate::conv::time::SECOND;
use crate::errno::{Errno, Result};
use crate::machine::PAGE_SIZE;
use crate::mm;
use crate::process;
use crate::process::own;
use crate::user::{In, Out};
use crate::wasi::{self, Clockid};

/// `prlimit64(pid, resource, limit, old)` — returns the limits on a resource, and changes
/// them; either pointer may be null.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/getrlimit.html),
/// [Linux](https://man7.org/linux/man-pages/man2/prlimit.2.html).
/// Differs: There is one process. Limits can only be lowered. Only the limit on descriptors
/// is enforced; others are remembered. The stack limit is the stack size that wasi-cc sets
/// by default.
pub fn prlimit64(pid: i32, resource: usize, limit: In<'_, Rlimit>, old: Out<'_, Rlimit>) -> Result {
    let new = limit.read();
    own(pid)?;
    let now = process::limit(resource).ok_or(Errno::INVAL)?;
    if let Some(new) = new {
        if new.rlim_cur > new.rlim_max {
            return Err(Errno::INVAL);
        }
        if new.rlim_max > now.rlim_max {
            return Err(Errno::PERM);
        }
        process::set_limit(resource, new);
    }
    if old.is_null() {
        return Ok(());
    }
    old.write(now)
}

/// `sysinfo(info)` — returns the size of the memory and the uptime.
///
/// [Linux](https://man7.org/linux/man-pages/man2/sysinfo.2.html).
/// Differs: The memory is the most that the module could ever have; a host may give less.
/// The uptime is the time of the monotonic clock. The load is 0, and there is one process.
pub fn sysinfo(info: Out<'_, Sysinfo>) -> Result {
    let uptime = wasi::clock_time_get(Clockid::MONOTONIC, 1)? / SECOND;
    let bytes = |pages: usize| pages.saturating_mul(PAGE_SIZE) as u32;
    info.write(Sysinfo {
        uptime: u32::try_from(uptime).unwrap_or(u32::MAX),
        totalram: bytes(mm::MOST),
        freeram: bytes(mm::MOST.saturating_sub(mm::used())),
        procs: 1,
        mem_unit: 1,
        ..Sysinfo::ZERO
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::resource::{RLIM_INFINITY, rlimit};
    use crate::process::PID;
    use crate::table::Host;
    use crate::wasi::fake::{self, Fault};

    fn get(resource: usize) -> Result<(u64, u64)> {
        let mut old = limit(7, 7);
        prlimit64(0, resource, In::none(), Out::from(&mut old))?;
        Ok((old.rlim_cur, old.rlim_max))
    }

    fn set(resource: usize, cur: u64, max: u64) -> Result {
        prlimit64(PID, resource, In::from(&limit(cur, max)), Out::none())
    }

    fn limit(rlim_cur: u64, rlim_max: u64) -> Rlimit {
        Rlimit { rlim_cur, rlim_max }
    }

    #[test]
    fn limits_can_only_go_down() {
        fake::set_up(|_| {});
        assert_eq!(get(rlimit::NOFILE), Ok((1024, 1024)));
        assert_eq!(get(0), Ok((RLIM_INFINITY, RLIM_INFINITY)));
        assert_eq!(set(rlimit::NOFILE, 20, 100), Ok(()));
        assert_eq!(get(rlimit::NOFILE), Ok((20, 100)));
        assert_eq!(set(rlimit::NOFILE, 100, 100), Ok(()));
        assert_eq!(set(rlimit::NOFILE, 101, 100), Err(Errno::INVAL));
        assert_eq!(set(rlimit::NOFILE, 100, 101), Err(Errno::PERM));
        assert_eq!(get(rlimit::NOFILE), Ok((100, 100)));
        assert_eq!(set(0, 0, RLIM_INFINITY), Ok(()));
        assert_eq!(get(0), Ok((0, RLIM_INFINITY)));
        assert_eq!(get(15), Ok((RLIM_INFINITY, RLIM_INFINITY)));
    }

    #[test]
    fn the_limit_on_descriptors_is_enforced() {
        fake::set_up(|host| {
            host.preopen("/", "/");
            host.file("/f", b"");
        });
        let open = || crate::sys::fs::openat::<Host>(wasi::Fd(-2), b"/f", 0, 0o644);
        assert_eq!(open(), Ok(wasi::Fd(4)));
        set(rlimit::NOFILE, 5, 1024).unwrap();
        let count = fake::host(|host| host.open_count());
        assert_eq!(open(), Err(Errno::MFILE));
        assert_eq!(fake::host(|host| host.open_count()), count);
        set(rlimit::NOFILE, 6, 1024).unwrap();
        assert_eq!(open(), Ok(wasi::Fd(5)));
    }

    #[test]
    fn there_are_sixteen_resources_of_one_process() {
        fake::set_up(|_| {});
        for wrong in [rlimit::NLIMITS, usize::MAX] {
            assert_eq!(get(wrong), Err(Errno::INVAL));
            assert_eq!(set(wrong, 0, 0), Err(Errno::INVAL));
        }
        for other in [1, -1, PID + 1] {
            assert_eq!(
                prlimit64(other, 0, In::none(), Out::none()),
                Err(Errno::SRCH)
            );
        }
    }

    #[test]
    fn the_old_limits_are_told_as_the_new_are_set() {
        fake::set_up(|_| {});
        let new = limit(1, 2);
        let mut old = limit(0, 0);
        prlimit64(0, rlimit::NOFILE, In::from(&new), Out::from(&mut old)).unwrap();
        assert_eq!((old, get(rlimit::NOFILE)), (limit(1024, 1024), Ok((1, 2))));
    }

    #[test]
    fn memory_is_free_until_mapped() {
        fake::set_up(|host| host.memory(2, 8));
        let info = || {
            let mut info = Sysinfo::ZERO;
            sysinfo(Out::from(&mut info)).map(|()| info)
        };
        let before = info().unwrap();
        assert_eq!((before.uptime, before.procs, before.mem_unit), (5, 1, 1));
        assert!(before.freeram < before.totalram);
        let page = mm::map(3).unwrap();
        let page_bytes = PAGE_SIZE as u32;
        assert_eq!(info().unwrap().freeram, before.freeram - 3 * page_bytes);
        mm::unmap(page..page + 3);
        assert_eq!(info().unwrap(), before);
        fake::host(|host| host.fault("clock_time_get", 0, Fault::Code(29)));
        assert_eq!(info().err(), Some(Errno::IO));
        assert_eq!(sysinfo(Out::none()), Err(Errno::FAULT));
    }
}
