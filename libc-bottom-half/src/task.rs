//! What the one process remembers of itself.
//!
//! Each thing is a static of its own, and zero at the start: a module carries no bytes for
//! it, and a program links what it asks for.

use core::cell::Cell;

use crate::abi::prctl::Name;
use crate::abi::resource::{RLIM_INFINITY, Rlimit, rlimit};
use crate::fd;
use crate::wasi::local;

local! {
    /// The mask for new files, as what is different from [`DEFAULT_UMASK`].
    static UMASK: Cell<u32> = Cell::new(0);

    static NICE: Cell<i32> = Cell::new(0);

    /// `SCHED_*`.
    static POLICY: Cell<i32> = Cell::new(0);

    static NAME: Cell<Name> = Cell::new([0; _]);

    static ROBUST_LIST: Cell<usize> = Cell::new(0);

    /// What `prctl` was told, as what is different from what it was at first.
    static REMEMBERED: [Cell<i32>; Remembered::COUNT] = [const { Cell::new(0) }; Remembered::COUNT];

    /// Limits, as what is different from [`default_limit`] bit by bit.
    static LIMITS: [Cell<(u64, u64)>; rlimit::NLIMITS] = [const { Cell::new((0, 0)) }; rlimit::NLIMITS];
}

/// What `prctl` can be told and nothing else asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembered {
    Dumpable,
    KeepCaps,
    DeathSignal,
    Subreaper,
    NoHugePages,
    NoNewPrivileges,
    TimerSlack,
}

impl Remembered {
    const COUNT: usize = Self::TimerSlack as usize + 1;

    pub const fn at_first(self) -> i32 {
        match self {
            Self::Dumpable => 1,
            Self::TimerSlack => 50_000,
            _ => 0,
        }
    }
}

pub fn remembered(what: Remembered) -> i32 {
    let different = REMEMBERED.with(|all| all.get(what as usize).map_or(0, Cell::get));
    different ^ what.at_first()
}

pub fn remember(what: Remembered, value: i32) {
    REMEMBERED.with(|all| {
        if let Some(slot) = all.get(what as usize) {
            slot.set(value ^ what.at_first());
        }
    });
}

const DEFAULT_UMASK: u32 = 0o022;

/// The permissions that new files do not get.
pub fn umask() -> u32 {
    UMASK.with(Cell::get) ^ DEFAULT_UMASK
}

pub fn set_umask(mask: u32) {
    UMASK.with(|slot| slot.set(mask ^ DEFAULT_UMASK));
}

/// From -20 to 19.
pub fn nice() -> i32 {
    NICE.with(Cell::get)
}

pub fn set_nice(nice: i32) {
    NICE.with(|slot| slot.set(nice));
}

/// One of `SCHED_*`, with its flag.
pub fn policy() -> i32 {
    POLICY.with(Cell::get)
}

pub fn set_policy(policy: i32) {
    POLICY.with(|slot| slot.set(policy));
}

/// What the one thread is called.
pub fn name() -> Name {
    NAME.with(Cell::get)
}

pub fn set_name(name: Name) {
    NAME.with(|slot| slot.set(name));
}

/// The address of the thread's list of robust locks.
pub fn robust_list() -> usize {
    ROBUST_LIST.with(Cell::get)
}

pub fn set_robust_list(head: usize) {
    ROBUST_LIST.with(|slot| slot.set(head));
}

/// The limits at the start. The stack is what `wasi-cc` gives a program; there are no core
/// files, and nobody may be more urgent than others.
const fn default_limit(resource: usize) -> u64 {
    match resource {
        rlimit::STACK => 8 << 20,
        rlimit::NOFILE => fd::LIMIT as u64,
        rlimit::CORE | rlimit::NICE | rlimit::RTPRIO => 0,
        _ => RLIM_INFINITY,
    }
}

/// The limits on a resource; `None` when there is no such resource.
pub fn limit(resource: usize) -> Option<Rlimit> {
    let default = default_limit(resource);
    LIMITS.with(|limits| {
        limits.get(resource).map(|limit| Rlimit {
            rlim_cur: limit.get().0 ^ default,
            rlim_max: limit.get().1 ^ default,
        })
    })
}

/// Changes the limits on a resource; nothing happens when there is no such resource.
pub fn set_limit(resource: usize, to: Rlimit) {
    let default = default_limit(resource);
    LIMITS.with(|limits| {
        if let Some(limit) = limits.get(resource) {
            limit.set((to.rlim_cur ^ default, to.rlim_max ^ default));
        }
    });
}

/// Whether the limit on descriptors leaves room for this one.
#[inline]
pub fn allows_descriptor(fd: usize) -> bool {
    limit(rlimit::NOFILE).is_some_and(|limit| (fd as u64) < limit.rlim_cur)
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn forget() {
    UMASK.with(|mask| mask.set(0));
    set_nice(0);
    set_policy(0);
    set_name([0; _]);
    set_robust_list(0);
    REMEMBERED.with(|all| all.iter().for_each(|slot| slot.set(0)));
    LIMITS.with(|limits| limits.iter().for_each(|limit| limit.set((0, 0))));
}
