//! System V IPC: message queues, sets of semaphores and segments of memory, found by
//! keys. All of them exist only in this process.

use core::cell::Cell;

use crate::abi::ipc::{IPC_CREAT, IPC_EXCL, IPC_PRIVATE, Perm};
use crate::conv::time::timespec;
use crate::errno::{Errno, Result};
use crate::process::UID;
use crate::wasi::{self, Clockid};

pub mod msg;
pub mod sem;
pub mod shm;

/// How many there can be of each kind.
pub const LIMIT: usize = 128;

/// The number of times that a place can be used before its numbers repeat.
const ROUNDS: u16 = 0x7fff;

/// Something with a key. A free one has none of it.
#[derive(Clone, Copy)]
pub struct Object<T> {
    used: bool,
    /// The number of earlier uses of its place, which makes its number a new one.
    round: u16,
    pub perm: Perm,
    pub ctime: i64,
    pub is: T,
}

const NOBODY: Perm = Perm {
    key: 0,
    uid: 0,
    gid: 0,
    cuid: 0,
    cgid: 0,
    mode: 0,
    seq: 0,
    pad: [0; 2],
};

impl<T> Object<T> {
    pub const fn free(is: T) -> Self {
        Self {
            used: false,
            round: 0,
            perm: NOBODY,
            ctime: 0,
            is,
        }
    }
}

impl<T> Object<T> {
    /// Frees its place; its number is no longer one.
    fn retire(&mut self) {
        self.used = false;
        self.round = (self.round + 1) % ROUNDS;
    }
}

/// All of a kind.
pub type Objects<T> = [Cell<Object<T>>; LIMIT];

/// The time of the clock, in seconds.
pub fn now() -> i64 {
    wasi::clock_time_get(Clockid::REALTIME, 1).map_or(0, |time| timespec(time).tv_sec)
}

/// The number of the object with this key, or of one that `make` makes. `fits` checks an
/// existing one.
pub fn get<T: Copy>(
    all: &Objects<T>,
    key: i32,
    flags: i32,
    fits: impl FnOnce(&T) -> bool,
    make: impl FnOnce() -> Result<T>,
) -> Result<i32> {
    let known = |slot: &Cell<Object<T>>| {
        let object = slot.get();
        object.used && object.perm.key == key
    };
    if key != IPC_PRIVATE {
        if let Some(index) = all.iter().position(known) {
            if flags & IPC_CREAT != 0 && flags & IPC_EXCL != 0 {
                return Err(Errno::EXIST);
            }
            let object = all.get(index).ok_or(Errno::INVAL)?.get();
            return match fits(&object.is) {
                true => Ok(number(index, object.round)),
                false => Err(Errno::INVAL),
            };
        }
        if flags & IPC_CREAT == 0 {
            return Err(Errno::NOENT);
        }
    }
    let index = all.iter().position(|slot| !slot.get().used);
    let index = index.ok_or(Errno::NOSPC)?;
    let slot = all.get(index).ok_or(Errno::NOSPC)?;
    let is = make()?;
    let round = slot.get().round;
    slot.set(Object {
        used: true,
        round,
        perm: Perm {
            key,
            uid: UID,
            gid: UID,
            cuid: UID,
            cgid: UID,
            mode: flags as u32 & 0o777,
            seq: i32::from(round),
            pad: [0; 2],
        },
        ctime: now(),
        is,
    });
    Ok(number(index, round))
}

fn number(index: usize, round: u16) -> i32 {
    i32::from(round) << 16 | index as i32
}

/// Changes the object of this number; `INVAL` if there is none, or no longer.
pub fn with<T: Copy, R>(
    all: &Objects<T>,
    id: i32,
    change: impl FnOnce(&mut Object<T>) -> R,
) -> Result<R> {
    let index = usize::try_from(id & 0xffff).map_err(|_| Errno::INVAL)?;
    let slot = all.get(index).ok_or(Errno::INVAL)?;
    let mut object = slot.get();
    if !object.used || id < 0 || number(index, object.round) != id {
        return Err(Errno::INVAL);
    }
    let result = change(&mut object);
    slot.set(object);
    Ok(result)
}

/// Removes an object; what it was.
pub fn remove<T: Copy>(all: &Objects<T>, id: i32) -> Result<T> {
    with(all, id, |object| {
        object.retire();
        object.is
    })
}

/// `IPC_SET`: owner and mode.
pub fn set<T>(object: &mut Object<T>, to: &Perm) {
    object.perm.uid = to.uid;
    object.perm.gid = to.gid;
    object.perm.mode = object.perm.mode & !0o777 | to.mode & 0o777;
    object.ctime = now();
}

#[cfg(test)]
mod tests {
    use super::msg::{msgctl, msgget, msgrcv, msgsnd};
    use super::shm::{shmat, shmctl, shmdt, shmget};
    use super::*;
    use crate::abi::ipc::{IPC_NOWAIT, IPC_RMID, MSGMAX};
    use crate::machine;
    use crate::mm;
    use crate::user::{Bytes, BytesMut, In, Out};
    use crate::wasi::fake;

    fn set_up() {
        fake::set_up(|host| host.memory(2, 400));
    }

    #[test]
    fn a_number_is_not_given_again_soon() {
        set_up();
        let first = msgget(IPC_PRIVATE, 0o600).unwrap();
        assert_eq!(msgctl(first, IPC_RMID, In::none(), Out::none()), Ok(()));
        let second = msgget(IPC_PRIVATE, 0o600).unwrap();
        assert_ne!(first, second);
        let gone = msgsnd(first, Some(1), Bytes::of(b"x"), 0);
        assert_eq!(gone, Err(Errno::INVAL));
        for id in [-1, 127, i32::MAX, i32::MIN, second | 1 << 15] {
            let nothing = msgsnd(id, Some(1), Bytes::of(b"x"), 0);
            assert_eq!(nothing, Err(Errno::INVAL), "{id}");
        }
    }

    #[test]
    fn there_are_so_many() {
        set_up();
        let used = mm::used();
        let all: Vec<i32> = (0..LIMIT)
            .map(|_| msgget(IPC_PRIVATE, 0).unwrap())
            .collect();
        assert_eq!(msgget(IPC_PRIVATE, 0), Err(Errno::NOSPC));
        for id in all {
            assert_eq!(msgctl(id, IPC_RMID, In::none(), Out::none()), Ok(()));
        }
        assert_eq!(mm::used(), used, "their memory is given back");
    }

    #[test]
    fn no_memory_makes_nothing() {
        fake::set_up(|host| host.memory(2, 3));
        let size = 2 * machine::PAGE_SIZE;
        assert_eq!(shmget(7, size, IPC_CREAT), Err(Errno::NOMEM));
        assert_eq!(shmget(7, 1, 0), Err(Errno::NOENT));
        let id = shmget(7, 1, IPC_CREAT).unwrap();
        let place = shmat(id, 0, 0).unwrap();
        assert_eq!(shmat(id, place + machine::PAGE_SIZE, 0), Err(Errno::INVAL));
        assert_eq!(shmat(id, place, 0), Ok(place));
        assert_eq!(shmctl(id, IPC_RMID, In::none(), Out::none()), Ok(()));
        assert_eq!((shmdt(place), shmdt(place)), (Ok(()), Ok(())));
        assert_eq!(shmdt(place), Err(Errno::INVAL));
    }

    /// Messages of all lengths come and go, against a list.
    #[test]
    fn random_messages_agree_with_a_list() {
        set_up();
        let id = msgget(IPC_PRIVATE, 0o600).unwrap();
        let mut model: Vec<(i32, Vec<u8>)> = Vec::new();
        let mut seed = 5_u32;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(1664525).wrapping_add(1013904223);
            (seed >> 8) as usize % below
        };
        for step in 0..3000 {
            if random(2) == 0 {
                let kind = 1 + random(4) as i32;
                let most = if random(9) == 0 { MSGMAX } else { 200 };
                let data = vec![step as u8; random(most)];
                match msgsnd(id, Some(kind), Bytes::of(&data), IPC_NOWAIT) {
                    Ok(()) => model.push((kind, data)),
                    Err(error) => {
                        let bytes: usize = model.iter().map(|(_, data)| data.len()).sum();
                        assert_eq!(error, Errno::AGAIN);
                        assert!(bytes + data.len() > 16384, "there is room");
                    }
                }
                continue;
            }
            let wanted = random(7) as i32 - 3;
            let found = match wanted {
                0 => (!model.is_empty()).then_some(0),
                1.. => model.iter().position(|&(kind, _)| kind == wanted),
                _ => (1..=-wanted).find_map(|low| model.iter().position(|&(kind, _)| kind == low)),
            };
            let mut data = vec![0; MSGMAX];
            let mut kind = 0;
            let n = msgrcv(
                id,
                Out::from(&mut kind),
                BytesMut::of(&mut data),
                wanted,
                IPC_NOWAIT,
            );
            match found {
                None => assert_eq!(n, Err(Errno::NOMSG)),
                Some(at) => {
                    data.truncate(n.unwrap());
                    assert_eq!((kind, data), model.remove(at));
                }
            }
        }
    }
}
