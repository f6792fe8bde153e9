//! Segments of memory. There is one address space: attaching a segment twice returns the
//! same address.

use core::ops::Range;

use super::{Object, Objects, get, now, remove, set, with};
use crate::abi::ipc::{
    IPC_64, IPC_PRIVATE, IPC_RMID, IPC_SET, IPC_STAT, SHM_DEST, SHM_LOCK, SHM_REMAP, SHM_RND,
    SHM_UNLOCK, Shmid,
};
use crate::errno::{Errno, Result};
use crate::machine::{self, PAGE_SIZE};
use crate::mm;
use crate::process::PID;
use crate::state::system;
use crate::user::{In, Out};

#[derive(Clone, Copy)]
struct Segment {
    page: usize,
    size: usize,
    attached: usize,
    atime: i64,
    dtime: i64,
    lpid: i32,
}

const EMPTY: Segment = Segment {
    page: 0,
    size: 0,
    attached: 0,
    atime: 0,
    dtime: 0,
    lpid: 0,
};

impl Segment {
    fn pages(&self) -> Range<usize> {
        self.page..self.page + self.size.div_ceil(PAGE_SIZE)
    }
}

system! {
    static SEGMENTS: Objects<Segment> = [const { core::cell::Cell::new(Object::free(EMPTY)) }; _];
}

/// `shmget(key, size, flags)` — finds or makes a segment of memory.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/shmget.html),
/// [Linux](https://man7.org/linux/man-pages/man2/shmget.2.html).
/// Differs: A segment exists only in this process. There are at most 128 segments. The mode
/// is remembered, but not enforced.
pub fn shmget(key: i32, size: usize, flags: i32) -> Result<i32> {
    let make = || {
        if size == 0 || i32::try_from(size).is_err() {
            return Err(Errno::INVAL);
        }
        let mut segment = Segment { size, ..EMPTY };
        segment.page = mm::map(segment.pages().len())?;
        Ok(segment)
    };
    SEGMENTS.with(|all| get(all, key, flags, |segment| segment.size >= size, make))
}

/// `shmat(id, addr, flags)` — attaches a segment; its address.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/shmat.html),
/// [Linux](https://man7.org/linux/man-pages/man2/shmat.2.html).
/// Differs: A segment has one address. Attaching it at another fails with `EINVAL`.
/// `SHM_RDONLY` is not enforced.
pub fn shmat(id: i32, address: usize, flags: i32) -> Result<usize> {
    let attach = |object: &mut Object<Segment>| {
        let segment = &mut object.is;
        let place = machine::page_address(segment.page);
        let wanted = match flags & SHM_RND {
            0 => address,
            _ => address / PAGE_SIZE * PAGE_SIZE,
        };
        if (address != 0 && wanted != place) || (address == 0 && flags & SHM_REMAP != 0) {
            return Err(Errno::INVAL);
        }
        segment.attached += 1;
        (segment.atime, segment.lpid) = (now(), PID);
        Ok(place)
    };
    SEGMENTS.with(|all| with(all, id, attach)?)
}

/// `shmdt(addr)` — detaches a segment.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/shmdt.html),
/// [Linux](https://man7.org/linux/man-pages/man2/shmdt.2.html).
/// Differs: Using the memory afterwards does not trap.
pub fn shmdt(address: usize) -> Result {
    SEGMENTS.with(|all| {
        let is = |object: &Object<Segment>| {
            let place = machine::page_address(object.is.page);
            object.used && object.is.attached > 0 && place == address
        };
        let found = all.iter().find(|slot| is(&slot.get()));
        let slot = found.ok_or(Errno::INVAL)?;
        let mut object = slot.get();
        object.is.attached -= 1;
        (object.is.dtime, object.is.lpid) = (now(), PID);
        let is_last = object.is.attached == 0 && object.perm.mode & SHM_DEST != 0;
        if is_last {
            mm::unmap(object.is.pages());
            object.retire();
        }
        slot.set(object);
        Ok(())
    })
}

/// `shmctl(id, cmd, buf)` — returns information about a segment, changes it, or removes it
/// after its last detach.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/shmctl.html),
/// [Linux](https://man7.org/linux/man-pages/man2/shmctl.2.html).
/// Differs: Only the commands `IPC_STAT`, `IPC_SET`, `IPC_RMID`, `SHM_LOCK` and
/// `SHM_UNLOCK` are supported.
pub fn shmctl(id: i32, cmd: i32, given: In<'_, Shmid>, told: Out<'_, Shmid>) -> Result {
    SEGMENTS.with(|all| match cmd & !IPC_64 {
        IPC_RMID => {
            let attached = with(all, id, |object| {
                object.perm.key = IPC_PRIVATE;
                object.perm.mode |= SHM_DEST;
                object.is.attached
            })?;
            if attached == 0 {
                mm::unmap(remove(all, id)?.pages());
            }
            Ok(())
        }
        // All pages are in memory.
        SHM_LOCK | SHM_UNLOCK => with(all, id, |_| ()),
        IPC_SET => with(all, id, |object| {
            set(object, &given.read().ok_or(Errno::FAULT)?.perm);
            Ok(())
        })?,
        IPC_STAT => {
            let object = with(all, id, |object| *object)?;
            let segment = object.is;
            told.write(Shmid {
                perm: object.perm,
                segsz: segment.size as u32,
                atime: segment.atime,
                dtime: segment.dtime,
                ctime: object.ctime,
                cpid: PID,
                lpid: segment.lpid,
                nattch: segment.attached as u32,
                unused: [0; 3],
            })
        }
        _ => Err(Errno::INVAL),
    })
}
