//! Signals read from a descriptor: signalfd.

use core::cell::Cell;

use crate::abi::fcntl as c;
use crate::abi::poll::POLLIN;
use crate::abi::signal::{Info, SI_TIMER, SignalfdSiginfo, Sigset};
use crate::abi::stat::Stat;
use crate::errno::{Errno, Result};
use crate::fd::LIMIT;
use crate::interrupt::notice;
use crate::signal::{self, Set};
use crate::signal::{known_size, read_set};
use crate::state::system;
use crate::table::{Inside, Special, What, open, special, status, stuck};
use crate::user::{Bytes, BytesMut, In};
use crate::wasi::Fd;

system! {
    /// The signals that an object accepts; none if it is free.
    static SETS: [Cell<Option<Set>>; LIMIT] = [const { Cell::new(None) }; LIMIT];

    /// The number of reads.
    static READS: Cell<u32> = Cell::new(0);
}

fn set(object: usize) -> Set {
    SETS.with(|sets| sets.get(object).and_then(Cell::get).unwrap_or(Set::EMPTY))
}

fn put(object: usize, to: Option<Set>) {
    SETS.with(|sets| {
        if let Some(slot) = sets.get(object) {
            slot.set(to);
        }
    });
}

/// Makes a descriptor to read signals from, or changes the signals of an existing one.
pub fn signals(fd: Fd, mask: In<'_, Sigset>, size: usize, flags: i32) -> Result<Fd> {
    known_size(size)?;
    if flags & !(c::O_CLOEXEC | c::O_NONBLOCK) != 0 {
        return Err(Errno::INVAL);
    }
    let mask = read_set(mask)?.without(Set::FORCED);
    if fd.0 != -1 {
        let (object, _) = special(fd, Special::Signals, Errno::INVAL)?;
        put(object, Some(mask));
        return Ok(fd);
    }
    let status = c::O_RDWR | flags & c::O_NONBLOCK;
    open(status, flags & c::O_CLOEXEC != 0, || {
        let free = SETS.with(|sets| sets.iter().position(|set| set.get().is_none()));
        let object = free.ok_or(Errno::NFILE)?;
        put(object, Some(mask));
        Ok(What::Inside(&Kind, object))
    })
}

/// The data that is read for a signal.
fn told(info: Info) -> SignalfdSiginfo {
    let [first, second, value, ..] = info.fields;
    let is_timer = info.code == SI_TIMER;
    let (pid, uid) = if is_timer { (0, 0) } else { (first, second) };
    let (tid, overrun) = if is_timer { (first, second) } else { (0, 0) };
    SignalfdSiginfo {
        signo: info.signo as u32,
        errno: info.errno,
        code: info.code,
        pid,
        uid,
        fd: 0,
        tid,
        band: 0,
        overrun,
        trapno: 0,
        status: 0,
        int: value,
        ptr: u64::from(value),
        rest: [0; 9],
    }
}

struct Kind;

impl Inside for Kind {
    fn read(&self, object: usize, to: &[BytesMut<'_>], flags: i32) -> Result<usize> {
        const SIZE: usize = size_of::<SignalfdSiginfo>();
        let to = to.iter().find(|buffer| buffer.len() >= SIZE);
        let to = to.ok_or(Errno::INVAL)?;
        notice();
        let mut done = 0;
        while to.len() - done >= SIZE
            && let Some((_, info)) = signal::take(set(object))
        {
            to.put(done, told(info)).ok_or(Errno::INVAL)?;
            done += SIZE;
        }
        READS.with(|reads| reads.set(reads.get().wrapping_add(1)));
        match done {
            0 => Err(stuck(flags)),
            done => Ok(done),
        }
    }

    fn write(&self, _object: usize, _from: &[Bytes<'_>], _flags: i32) -> Result<usize> {
        Err(Errno::INVAL)
    }

    fn status(&self, object: usize) -> Stat {
        status(0o600, object, 0)
    }

    fn events(&self, object: usize) -> i16 {
        notice();
        let pending = signal::pending().and(set(object));
        if pending == Set::EMPTY { 0 } else { POLLIN }
    }

    fn happened(&self, _object: usize) -> u32 {
        let [low, high] = signal::pending().to_c();
        READS.with(Cell::get).wrapping_add(low ^ high)
    }

    fn special(&self) -> Special {
        Special::Signals
    }

    fn close(&self, object: usize) {
        put(object, None);
    }
}
