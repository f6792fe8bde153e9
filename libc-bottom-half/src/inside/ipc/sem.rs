//! Sets of semaphores, several of which can be changed at once.

use super::{Object, Objects, get, now, remove, set, with};
use crate::abi::ipc::{
    GETALL, GETNCNT, GETPID, GETVAL, GETZCNT, IPC_64, IPC_NOWAIT, IPC_RMID, IPC_SET, IPC_STAT,
    SEM_UNDO, SEMMSL, SEMOPM, SEMVMX, SETALL, SETVAL, Sembuf, Semid,
};
use crate::abi::time::Timespec;
use crate::conv::time::from_timespec;
use crate::errno::{Errno, Result};
use crate::machine::PAGE_SIZE;
use crate::mm;
use crate::process::PID;
use crate::state::system;
use crate::table::wait::{Patience, inside_until};
use crate::user::{BytesMut, In, InOut, Out};
use crate::wasi::{self, Clockid};

#[derive(Clone, Copy)]
struct Set {
    page: usize,
    count: usize,
    otime: i64,
}

const EMPTY: Set = Set {
    page: 0,
    count: 0,
    otime: 0,
};

/// The value of a semaphore, and whether this process has changed it.
type Semaphore = [u16; 2];
const SIZE: usize = size_of::<Semaphore>();

impl Set {
    fn pages(&self) -> core::ops::Range<usize> {
        self.page..self.page + (self.count * SIZE).div_ceil(PAGE_SIZE)
    }

    fn memory(&self) -> BytesMut<'static> {
        mm::bytes(self.pages()).first(self.count * SIZE)
    }

    fn get(&self, num: usize) -> Option<Semaphore> {
        self.memory().get(num * SIZE)
    }

    fn set(&self, num: usize, value: u16) -> Option<()> {
        let changed: Semaphore = [value, 1];
        self.memory().put(num * SIZE, changed)
    }

    /// Does all operations, or none.
    fn operate(&self, ops: InOut<'_, Sembuf>) -> Result {
        for done in 0..ops.len() {
            let Some(op) = ops.get(done) else { break };
            if let Err(error) = self.step(op) {
                // Undone in reverse: one semaphore may have been changed twice.
                for undo in (0..done).rev().filter_map(|index| ops.get(index)) {
                    let [value, _] = self.get(usize::from(undo.num)).unwrap_or([0; 2]);
                    let before = i32::from(value) - i32::from(undo.op);
                    self.set(usize::from(undo.num), before as u16);
                }
                return Err(error);
            }
        }
        Ok(())
    }

    fn step(&self, op: Sembuf) -> Result {
        let num = usize::from(op.num);
        let [value, _] = self.get(num).ok_or(Errno::FBIG)?;
        let stuck = match i32::from(op.flg) & IPC_NOWAIT {
            0 => Errno::DEADLK,
            _ => Errno::AGAIN,
        };
        let after = i32::from(value) + i32::from(op.op);
        match op.op {
            0 if value != 0 => return Err(stuck),
            _ if after < 0 => return Err(stuck),
            _ if after > SEMVMX => return Err(Errno::RANGE),
            _ => {}
        }
        self.set(num, after as u16).ok_or(Errno::FBIG)
    }
}

system! {
    static SETS: Objects<Set> = [const { core::cell::Cell::new(Object::free(EMPTY)) }; _];
}

/// `semget(key, count, flags)` — finds or makes a set of semaphores.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/semget.html),
/// [Linux](https://man7.org/linux/man-pages/man2/semget.2.html).
/// Differs: A set of semaphores exists only in this process. There are at most 128 sets.
/// The mode is remembered, but not enforced.
pub fn semget(key: i32, count: i32, flags: i32) -> Result<i32> {
    if !(0..=SEMMSL).contains(&count) {
        return Err(Errno::INVAL);
    }
    let count = count as usize;
    let make = || {
        if count == 0 {
            return Err(Errno::INVAL);
        }
        let mut set = Set { count, ..EMPTY };
        set.page = mm::map(set.pages().len())?;
        Ok(set)
    };
    SETS.with(|all| get(all, key, flags, |set| set.count >= count, make))
}

/// `semop(id, ops, count)`, `semtimedop_time64(id, ops, count, timeout)` — does several operations at once, and waits
/// until it can; for a time at most, if there is one. `semop` is this without a time.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/semop.html),
/// [Linux](https://man7.org/linux/man-pages/man2/semtimedop.2.html).
/// Differs: `semop`: Fails with `EDEADLK` instead of blocking forever. No other process
/// sees the effect of `SEM_UNDO` at the end of the program. `semtimedop_time64`: As
/// `semop`. A timeout ends the wait.
pub fn semtimedop_time64(id: i32, ops: InOut<'_, Sembuf>, timeout: In<'_, Timespec>) -> Result {
    if ops.is_empty() {
        return Err(Errno::INVAL);
    }
    if ops.len() > SEMOPM {
        return Err(Errno::TOO_BIG);
    }
    let end = match timeout.read() {
        None => None,
        Some(time) => {
            let now = wasi::clock_time_get(Clockid::MONOTONIC, 1)?;
            Some(now.saturating_add(from_timespec(time)?))
        }
    };
    let known = SEM_UNDO | IPC_NOWAIT as i16;
    let all = (0..ops.len()).filter_map(|index| ops.get(index));
    if all.into_iter().any(|op| op.flg & !known != 0) {
        return Err(Errno::INVAL);
    }
    let find = |waited| {
        let found = SETS.with(|all| with(all, id, |object| object.is));
        found.map_err(|error| if waited { Errno::IDRM } else { error })
    };
    let set: Set = find(false)?;
    if (0..ops.len()).any(|index| {
        ops.get(index)
            .is_some_and(|op| usize::from(op.num) >= set.count)
    }) {
        return Err(Errno::FBIG);
    }
    let patience = Patience {
        end,
        over: Errno::AGAIN,
        restarts: false,
    };
    inside_until(patience, || find(true)?.operate(ops))?;
    SETS.with(|all| with(all, id, |object| object.is.otime = now()))
}

/// The number of semaphores in a set, for callers that pass an array of them.
pub fn count(id: i32) -> usize {
    SETS.with(|all| with(all, id, |object| object.is.count).unwrap_or(0))
}

/// The fourth argument of `semctl`: its use depends on the command.
#[derive(Clone, Copy, Debug)]
pub struct Argument<'a> {
    pub value: i32,
    pub values: InOut<'a, u16>,
    pub given: In<'a, Semid>,
    pub told: Out<'a, Semid>,
}

/// `semctl(id, num, cmd, arg)` — returns information about a set or a semaphore, changes or
/// removes it.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/semctl.html),
/// [Linux](https://man7.org/linux/man-pages/man2/semctl.2.html).
/// Differs: No other process waits: `GETNCNT` and `GETZCNT` return 0. `IPC_INFO`,
/// `SEM_INFO` and `SEM_STAT` fail with `EINVAL`.
pub fn semctl(id: i32, num: i32, cmd: i32, argument: &Argument<'_>) -> Result<i32> {
    let values = argument.values;
    let semaphore = |set: &Set| {
        let num = usize::try_from(num).map_err(|_| Errno::INVAL)?;
        Ok((num, set.get(num).ok_or(Errno::INVAL)?))
    };
    let fits = |value: i32| (0..=SEMVMX).contains(&value);
    SETS.with(|all| match cmd & !IPC_64 {
        IPC_RMID => {
            let set = remove(all, id)?;
            mm::unmap(set.pages());
            Ok(0)
        }
        IPC_SET => with(all, id, |object| {
            set(object, &argument.given.read().ok_or(Errno::FAULT)?.perm);
            Ok(0)
        })?,
        IPC_STAT => {
            let object = with(all, id, |object| *object)?;
            argument.told.write(Semid {
                perm: object.perm,
                gap: 0,
                otime: object.is.otime,
                ctime: object.ctime,
                nsems: object.is.count as u16,
                pad: 0,
                unused: [0; 3],
            })?;
            Ok(0)
        }
        GETVAL => with(all, id, |object| Ok(i32::from(semaphore(&object.is)?.1[0])))?,
        GETPID => with(all, id, |object| {
            Ok(if semaphore(&object.is)?.1[1] == 0 {
                0
            } else {
                PID
            })
        })?,
        GETNCNT | GETZCNT => with(all, id, |object| semaphore(&object.is).map(|_| 0))?,
        SETVAL => with(all, id, |object| {
            let (num, _) = semaphore(&object.is)?;
            if !fits(argument.value) {
                return Err(Errno::RANGE);
            }
            object.is.set(num, argument.value as u16);
            object.ctime = now();
            Ok(0)
        })?,
        GETALL => with(all, id, |object| {
            if values.is_empty() {
                return Err(Errno::FAULT);
            }
            for num in 0..object.is.count {
                values.set(num, object.is.get(num).map_or(0, |[value, _]| value));
            }
            Ok(0)
        })?,
        SETALL => with(all, id, |object| {
            if values.is_empty() {
                return Err(Errno::FAULT);
            }
            if !(0..values.len()).all(|num| values.get(num).is_some_and(|v| fits(i32::from(v)))) {
                return Err(Errno::RANGE);
            }
            for num in 0..object.is.count {
                object.is.set(num, values.get(num).unwrap_or(0));
            }
            object.ctime = now();
            Ok(0)
        })?,
        _ => Err(Errno::INVAL),
    })
}
