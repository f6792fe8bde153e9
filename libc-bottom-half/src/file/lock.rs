//! Locks on files: flock, and those of fcntl on parts of a file.
//!
//! They are exact among the descriptors of this process, but exclude no other process. A
//! caller that waits for a lock waits for its own process: `DEADLK`.

use core::cell::Cell;

use super::FileId;
use crate::errno::{Errno, Result};
use crate::state::system;

/// The owner of a lock. Descriptions are identified by their index.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// There is no such lock.
    Nobody,
    Process,
    Description(usize),
    /// By flock, which is independent of the others.
    Whole(usize),
}

impl Owner {
    /// Whether locks of both can conflict.
    fn rivals(self, other: Self) -> bool {
        let is_whole = |owner| matches!(owner, Self::Whole(_));
        self != other && is_whole(self) == is_whole(other)
    }
}

#[derive(Clone, Copy)]
pub struct Lock {
    pub owner: Owner,
    pub file: FileId,
    /// The bytes that it covers, both ends included.
    pub first: i64,
    pub last: i64,
    pub exclusive: bool,
}

impl Lock {
    /// All zero: a module carries no bytes for the array.
    const FREE: Self = Self {
        owner: Owner::Nobody,
        file: FileId::NONE,
        first: 0,
        last: 0,
        exclusive: false,
    };

    const fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    fn is_of(&self, other: &Self) -> bool {
        self.owner == other.owner && self.file == other.file
    }

    fn keeps_out(&self, other: &Self) -> bool {
        self.file == other.file
            && self.owner.rivals(other.owner)
            && self.overlaps(other)
            && (self.exclusive || other.exclusive)
    }
}

/// How many locks there can be.
pub const MOST: usize = 512;

system! {
    static LOCKS: [Cell<Lock>; MOST] = [const { Cell::new(Lock::FREE) }; MOST];
    static COUNT: Cell<usize> = Cell::new(0);
}

fn add(lock: Lock) {
    LOCKS.with(|locks| {
        let mut places = locks.iter();
        if let Some(place) = places.find(|place| place.get().owner == Owner::Nobody) {
            place.set(lock);
            COUNT.with(|count| count.set(count.get() + 1));
        }
    });
}

/// Removes the locks that `which` selects, and calls `see` with each.
fn remove(which: impl Fn(&Lock) -> bool, mut see: impl FnMut(Lock)) {
    if COUNT.with(Cell::get) == 0 {
        return;
    }
    LOCKS.with(|locks| {
        for place in locks {
            let lock = place.get();
            if lock.owner != Owner::Nobody && which(&lock) {
                place.set(Lock::FREE);
                COUNT.with(|count| count.set(count.get() - 1));
                see(lock);
            }
        }
    });
}

/// Of several, the one that begins first, as POSIX requires.
fn find(which: impl Fn(&Lock) -> bool) -> Option<Lock> {
    LOCKS.with(|locks| {
        let locks = locks.iter().map(Cell::get);
        locks
            .filter(|lock| lock.owner != Owner::Nobody && which(lock))
            .min_by_key(|lock| lock.first)
    })
}

/// Locks these bytes, or unlocks them. It replaces its owner's earlier locks there, and
/// merges with adjacent locks of the same kind.
pub fn put(mut new: Lock, locks: bool) -> Result {
    let splits = |old: &Lock| {
        let differs = !locks || old.exclusive != new.exclusive;
        old.is_of(&new) && differs && old.first < new.first && new.last < old.last
    };
    let needed = usize::from(locks) + usize::from(find(splits).is_some());
    if COUNT.with(Cell::get) + needed > MOST {
        return Err(Errno::NOLCK);
    }
    if locks {
        let touches = |old: &Lock| {
            let is_near =
                old.first <= new.last.saturating_add(1) && new.first <= old.last.saturating_add(1);
            old.is_of(&new) && old.exclusive == new.exclusive && is_near
        };
        let (mut first, mut last) = (new.first, new.last);
        remove(touches, |old| {
            first = first.min(old.first);
            last = last.max(old.last);
        });
        (new.first, new.last) = (first, last);
    }
    let mut rests = [None; 2];
    let is_under = |old: &Lock| old.is_of(&new) && old.overlaps(&new);
    remove(is_under, |old| {
        if old.first < new.first {
            rests[0] = Some(Lock {
                last: new.first - 1,
                ..old
            });
        }
        if old.last > new.last {
            rests[1] = Some(Lock {
                first: new.last + 1,
                ..old
            });
        }
    });
    rests.into_iter().flatten().for_each(add);
    if locks {
        add(new);
    }
    Ok(())
}

/// A conflicting lock of another owner: of several, the one that begins first.
pub fn rival(new: &Lock) -> Option<Lock> {
    find(|old| old.keeps_out(new))
}

/// Whether its owner has locked the file in the same way.
pub fn has(lock: &Lock) -> bool {
    find(|old| old.is_of(lock) && old.exclusive == lock.exclusive).is_some()
}

/// Removes the owner's lock of the file.
pub fn give_up(lock: &Lock) {
    remove(|old| old.is_of(lock), drop);
}

/// A descriptor of a file gets closed: the process loses its locks on the file.
pub fn closing(file: impl FnOnce() -> Option<FileId>) {
    if COUNT.with(Cell::get) == 0 {
        return;
    }
    if let Some(file) = file() {
        let is_ours = |lock: &Lock| lock.owner == Owner::Process && lock.file == file;
        remove(is_ours, drop);
    }
}

/// The last descriptor of this description has been closed.
pub fn ended(index: usize) {
    let is_its =
        |lock: &Lock| [Owner::Description(index), Owner::Whole(index)].contains(&lock.owner);
    remove(is_its, drop);
}

/// How many locks there are.
#[cfg(test)]
pub fn count() -> usize {
    COUNT.with(Cell::get)
}
