//! The processes of a program: those that it can signal, and how many there can be.
//!
//! All runners of a program share a table in memory. A fork takes a slot before it makes the
//! process, so the table's size is the limit. A slot has the number of a process and the time of
//! its start. The number alone does not tell one process from a later one, which the kernel
//! gives the same number. With the time it does: to have both, the kernel would have to give
//! out all other numbers within one of its ticks.
//!
//! A slot is not cleared when its process ends, as nobody sees the end of an orphan. Instead,
//! each use of a slot compares it with the process that has the number now. When all slots are
//! taken, those of processes that are gone become free.

use std::fs::{self, File};
use std::io;
use std::mem::size_of;
use std::os::fd::{AsRawFd, OwnedFd};
use std::ptr;
use std::slice;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};

use anyhow::{Context, Result, ensure};
use preview1::Errno;
use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, fcntl_get_seals, fstat, memfd_create};
use rustix::process::{Pid, PidfdFlags, getpgrp, getpid, pidfd_open};

use super::fork::{signal_by, signal_itself};
use crate::host::errno::errno;

/// A size that never changes, so that no access to the memory can fail.
const SEALS: SealFlags = SealFlags::SHRINK.union(SealFlags::GROW);

/// All zero is free.
#[derive(Debug)]
struct Slot {
    /// The number of a process. Until a new process has one, it is that of the process that
    /// makes it, negative.
    pid: AtomicI32,
    start: AtomicU64,
}

const FREE: i32 = 0;

#[derive(Clone, Debug)]
pub struct Registry {
    /// For the runner of the next program.
    file: Arc<OwnedFd>,
    slots: &'static [Slot],
}

/// A process as the kernel describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Process {
    pub pid: i32,
    parent: i32,
    pub group: i32,
    pub session: i32,
    start: u64,
}

impl Process {
    /// The process that has a number now.
    fn look(pid: i32) -> Option<Self> {
        Self::parse(pid, &fs::read(format!("/proc/{pid}/stat")).ok()?)
    }

    /// From the line of `/proc/PID/stat`.
    fn parse(pid: i32, line: &[u8]) -> Option<Self> {
        // The second field is the name, in parentheses, which may have any bytes.
        let end = line.iter().rposition(|byte| *byte == b')')?;
        let line = str::from_utf8(line.get(end + 1..)?).ok()?;
        let mut rest = line.split_ascii_whitespace().skip(1);
        let mut number = || rest.next()?.parse().ok();
        let (parent, group, session) = (number()?, number()?, number()?);
        Some(Self {
            pid,
            parent,
            group,
            session,
            start: rest.nth(15)?.parse().ok()?,
        })
    }
}

impl Registry {
    /// The table of a new program, which has one process.
    pub fn start(most: u32) -> Result<Self> {
        let own = own();
        let process = Process::look(own);
        let process = process.context("--processes: cannot read /proc/self/stat")?;
        let file = memfd_create("processes", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING);
        let file = file.map_err(io::Error::from).and_then(|file| {
            let file = File::from(file);
            file.set_len(u64::from(most) * size_of::<Slot>() as u64)?;
            fcntl_add_seals(&file, SEALS)?;
            Ok(file)
        });
        let file = file.context("--processes: cannot make a table of processes")?;
        let all = Self::of(file.into())?;
        all.slots[0].fill(&process);
        Ok(all)
    }

    /// The table in this file, which the runner before this one handed on.
    pub fn of(file: OwnedFd) -> Result<Self> {
        let context = "--processes: not a table of processes";
        let length = fstat(&file).context(context)?.st_size as usize;
        ensure!(
            length > 0
                && length.is_multiple_of(size_of::<Slot>())
                && fcntl_get_seals(&file).context(context)?.contains(SEALS),
            context
        );
        // SAFETY: the kernel chooses the place.
        let memory = unsafe {
            libc::mmap(
                ptr::null_mut(),
                length,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_SHARED,
                file.as_raw_fd(),
                0,
            )
        };
        if memory == libc::MAP_FAILED {
            return Err(io::Error::last_os_error()).context("--processes: cannot map the table");
        }
        Ok(Self {
            file: Arc::new(file),
            // SAFETY: the memory is aligned to pages, as long as the file, whose seals keep it
            // so, and never unmapped. Any bytes are slots, and all access to them is atomic.
            slots: unsafe { slice::from_raw_parts(memory.cast(), length / size_of::<Slot>()) },
        })
    }

    pub fn file(&self) -> &OwnedFd {
        &self.file
    }

    /// Takes a place for a new process.
    pub fn take_place(&self) -> Result<Place<'_>, Errno> {
        let reserved = -own();
        let free = || self.slots.iter().find(|slot| slot.change(FREE, reserved));
        let slot = match free() {
            Some(slot) => slot,
            None => {
                self.free_the_gone();
                free().ok_or(Errno::AGAIN)?
            }
        };
        Ok(Place { slot, reserved })
    }

    fn free_the_gone(&self) {
        for slot in self.slots {
            let pid = slot.pid.load(Ordering::Acquire);
            let process = Process::look(pid.saturating_abs());
            let is_there = match pid {
                // Of a process that is being made, the time is not there yet.
                ..FREE => process.is_some(),
                _ => process.is_some_and(|process| slot.is(&process)),
            };
            if !is_there {
                slot.change(pid, FREE);
            }
        }
    }

    /// A process of the program; any other number is `SRCH`.
    pub fn find(&self, pid: i32) -> Result<Process, Errno> {
        let has = |slot: &Slot| slot.pid.load(Ordering::Acquire) == pid;
        if pid <= 0 || !self.slots.iter().any(has) {
            return Err(Errno::SRCH);
        }
        Process::look(pid)
            .filter(|process| self.slots.iter().any(|slot| slot.is(process)))
            .ok_or(Errno::SRCH)
    }

    fn all(&self) -> impl Iterator<Item = Process> {
        let numbers = self.slots.iter();
        let numbers = numbers.map(|slot| slot.pid.load(Ordering::Acquire));
        numbers.filter_map(|pid| self.find(pid).ok())
    }

    /// Whether a process of the program is in the group.
    pub fn has_group(&self, group: i32) -> bool {
        self.all().any(|process| process.group == group)
    }

    /// As kill(2), where the program's processes are all that there are.
    pub fn kill(&self, pid: i32, signal: i32) -> Result<(), Errno> {
        let group = match pid {
            1.. => return self.signal(pid, signal),
            0 => getpgrp().as_raw_pid(),
            // All but this one.
            -1 => return self.signal_all(signal, |process| process.pid != own()),
            _ => pid.checked_neg().ok_or(Errno::SRCH)?,
        };
        self.signal_all(signal, |process| process.group == group)
    }

    fn signal(&self, pid: i32, signal: i32) -> Result<(), Errno> {
        if pid == own() {
            return signal_itself(signal);
        }
        let open = Pid::from_raw(pid).ok_or(Errno::SRCH)?;
        let open = pidfd_open(open, PidfdFlags::empty()).map_err(errno)?;
        // Afterwards: from now on, `open` is the process that is found or one that is gone.
        self.find(pid)?;
        signal_by(&open, signal)
    }

    /// Signals one process after the other, as those of a group need not all be the program's.
    fn signal_all(&self, signal: i32, wanted: impl Fn(&Process) -> bool) -> Result<(), Errno> {
        let mut seen = Vec::new();
        let mut result = Err(Errno::SRCH);
        let mut send = |process: Process| match self.signal(process.pid, signal) {
            Ok(()) => result = Ok(()),
            Err(error) => result = result.or(Err(error)),
        };
        let mut itself = None;
        // Again for processes that were made in the meantime.
        loop {
            let new = |process: &Process| wanted(process) && !seen.contains(process);
            let all: Vec<_> = self.all().filter(new).collect();
            if all.is_empty() || seen.len() > self.slots.len() {
                break;
            }
            for process in all {
                seen.push(process);
                match process.pid == own() {
                    true => itself = Some(process),
                    false => send(process),
                }
            }
        }
        // Last, as it may be the end of this process.
        itself.into_iter().for_each(send);
        result
    }
}

impl Slot {
    fn change(&self, from: i32, to: i32) -> bool {
        let order = Ordering::AcqRel;
        let changed = self
            .pid
            .compare_exchange(from, to, order, Ordering::Relaxed);
        changed.is_ok()
    }

    fn fill(&self, process: &Process) {
        self.start.store(process.start, Ordering::Relaxed);
        self.pid.store(process.pid, Ordering::Release);
    }

    fn is(&self, process: &Process) -> bool {
        self.pid.load(Ordering::Acquire) == process.pid
            && self.start.load(Ordering::Relaxed) == process.start
    }
}

/// A slot for a process that is being made. Parent and child both fill it, with the same: each
/// can then go on without the other.
#[derive(Debug)]
#[must_use]
pub struct Place<'a> {
    slot: &'a Slot,
    /// The content of the slot: the parent's number, negative.
    reserved: i32,
}

impl Place<'_> {
    /// There is no new process.
    pub fn give_back(self) {
        self.slot.change(self.reserved, FREE);
    }

    pub fn fill_in_child(self) {
        if let Some(process) = Process::look(own()) {
            self.slot.fill(&process);
        }
    }

    pub fn fill_in_parent(self, child: i32) {
        // A child that is gone already has no number, or it is now that of a stranger.
        match Process::look(child).filter(|process| process.parent == -self.reserved) {
            Some(process) => self.slot.fill(&process),
            None => self.give_back(),
        }
    }
}

fn own() -> i32 {
    getpid().as_raw_pid()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn the_kernel_describes_a_process() {
        let line =
            b"32227 (a) R 1 (x) R 32216 -7 26358 0 -1 4194304 2858 6506 2 2 6 2 5 6 20 0 1 0 \
                     2924854 16961536\n";
        let process = Process {
            pid: 5,
            parent: 32216,
            group: -7,
            session: 26358,
            start: 2924854,
        };
        assert_eq!(Process::parse(5, line), Some(process));
        for line in [
            &b""[..],
            b"5 (a",
            b"5 (a) R 1 2",
            b"5 (a) R 1 2 x",
            b"5 (a) R \xff",
        ] {
            assert_eq!(Process::parse(5, line), None);
        }
        let own = Process::look(own()).unwrap();
        assert_eq!(own.group, getpgrp().as_raw_pid());
        assert_eq!(Process::look(-1), None);
    }

    #[test]
    fn only_the_programs_own_processes_are_found() {
        let all = Registry::start(2).unwrap();
        assert_eq!(all.find(own()).unwrap().pid, own());
        let mut stranger = Command::new("sleep").arg("100").spawn().unwrap();
        let number = stranger.id().cast_signed();
        for pid in [number, 1, 0, -1, i32::MIN, own() + 1] {
            assert_eq!(all.find(pid), Err(Errno::SRCH), "{pid}");
            assert!(pid <= 0 || all.kill(pid, libc::SIGKILL) == Err(Errno::SRCH));
        }
        // The stranger is in the same group, and none of the others is.
        assert_eq!(all.kill(0, 0), Ok(()));
        assert!(all.has_group(getpgrp().as_raw_pid()));
        assert!(!all.has_group(number));
        for pid in [-1, -number, i32::MIN] {
            assert_eq!(all.kill(pid, libc::SIGKILL), Err(Errno::SRCH), "{pid}");
        }
        assert_eq!(stranger.try_wait().unwrap(), None);
        // A place with the number of an earlier process.
        let process = Process::look(number).unwrap();
        all.slots[1].fill(&Process {
            start: process.start - 1,
            ..process
        });
        assert_eq!(all.kill(number, libc::SIGKILL), Err(Errno::SRCH));
        assert_eq!(all.kill(-1, libc::SIGKILL), Err(Errno::SRCH));
        all.slots[1].fill(&process);
        assert_eq!(all.kill(-1, libc::SIGKILL), Ok(()));
        stranger.wait().unwrap();
        assert_eq!(all.kill(number, 0), Err(Errno::SRCH));
    }

    #[test]
    fn places_are_as_many_as_asked_for() {
        let all = Registry::start(3).unwrap();
        let (first, second) = (all.take_place().unwrap(), all.take_place().unwrap());
        assert_eq!(all.take_place().unwrap_err(), Errno::AGAIN);
        first.give_back();
        let first = all.take_place().unwrap();
        let mut child = Command::new("sleep").arg("100").spawn().unwrap();
        first.fill_in_parent(child.id().cast_signed());
        assert_eq!(all.take_place().unwrap_err(), Errno::AGAIN);
        child.kill().unwrap();
        // Not yet waited for.
        assert_eq!(all.take_place().unwrap_err(), Errno::AGAIN);
        child.wait().unwrap();
        let again = all.take_place().unwrap();
        assert_eq!(all.take_place().unwrap_err(), Errno::AGAIN);
        // No child of this process.
        again.fill_in_parent(1);
        second.fill_in_parent(own());
        let rest = [all.take_place().unwrap(), all.take_place().unwrap()];
        assert_eq!(all.take_place().unwrap_err(), Errno::AGAIN);
        rest.into_iter().for_each(Place::give_back);
    }

    #[test]
    fn another_file_is_no_table() {
        assert!(Registry::of(File::open("/dev/null").unwrap().into()).is_err());
        let file = memfd_create("x", MemfdFlags::ALLOW_SEALING).unwrap();
        assert!(Registry::of(file).is_err());
        let all = Registry::start(2).unwrap();
        let same = Registry::of(all.file().try_clone().unwrap()).unwrap();
        assert!(same.find(own()).is_ok());
    }
}
