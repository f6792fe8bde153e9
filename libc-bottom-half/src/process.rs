//! The one process, its one user, and its state.
//!
//! Each item is a separate static, and zero at the start: a module carries no bytes for
//! it, and a program links only the items that it uses.

use core::cell::Cell;

use preview1::service::Operation;

use crate::errno::{Errno, Result};
use crate::service;
use crate::state::process;
use crate::wasi::number;

use crate::abi::resource::{RLIM_INFINITY, Rlimit, rlimit};

/// The number of the process and of its one thread. Not 1, which programs take for `init`.
pub const PID: i32 = 42;

/// The one user and group, which own every file. Not 0: programs that think they are root
/// change owners, and some refuse to run.
pub const UID: u32 = 1000;

/// The source of the numbers of this process and of its parent: a type parameter of the calls
/// that return them.
pub trait Numbers {
    fn own() -> i32;

    fn parent() -> i32;
}

/// A program that cannot have children sees no process.
pub enum Alone {}

impl Numbers for Alone {
    #[inline(always)]
    fn own() -> i32 {
        PID
    }

    #[inline(always)]
    fn parent() -> i32 {
        0
    }
}

/// Any other asks the host.
pub enum Asked {}

impl Numbers for Asked {
    #[inline(always)]
    fn own() -> i32 {
        number()
    }

    #[inline(always)]
    fn parent() -> i32 {
        service::numbers(Operation::GETPPID, []).map_or(0, |[parent]| parent)
    }
}

/// The number of this process, where the host tells it.
pub fn number() -> i32 {
    service::numbers(Operation::GETPID, []).map_or(PID, |[pid]| pid)
}

/// As [`own`], with the number that the host tells.
pub fn is_own(pid: i32) -> bool {
    own(pid).is_ok() || pid == number()
}

/// Accepts the number of this process, for which 0 stands too; there is no other.
#[inline]
pub fn own(pid: i32) -> Result {
    match pid {
        0 | PID => Ok(()),
        _ => Err(Errno::SRCH),
    }
}

process! {
    /// The mask for new files, as the difference from [`DEFAULT_UMASK`].
    static UMASK: Cell<u32> = Cell::new(0);

    static NICE: Cell<i32> = Cell::new(0);

    /// `SCHED_*`.
    static POLICY: Cell<i32> = Cell::new(0);

    /// The settings of `prctl`, as the difference from the initial ones.
    static REMEMBERED: [Cell<i32>; Remembered::COUNT] = [const { Cell::new(0) }; Remembered::COUNT];

    /// Limits, as the difference from [`default_limit`] bit by bit.
    static LIMITS: [Cell<(u64, u64)>; rlimit::NLIMITS] = [const { Cell::new((0, 0)) }; rlimit::NLIMITS];
}

/// The settings of `prctl` that no other code uses.
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

/// The limits at the start. The stack limit is the stack size of `wasi-cc`; there are no
/// core files, and no process may raise its priority.
const fn default_limit(resource: usize) -> u64 {
    match resource {
        rlimit::STACK => 8 << 20,
        rlimit::NOFILE => number::LIMIT as u64,
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
