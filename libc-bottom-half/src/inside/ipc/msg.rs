//! Queues of messages that have a type.

use super::{Object, Objects, get, now, remove, set, with};
use crate::abi::ipc::{
    IPC_64, IPC_NOWAIT, IPC_RMID, IPC_SET, IPC_STAT, MSG_COPY, MSG_EXCEPT, MSG_NOERROR, MSGMAX,
    MSGMNB, Msqid,
};
use crate::errno::{Errno, Result};
use crate::machine::PAGE_SIZE;
use crate::mm;
use crate::process::PID;
use crate::state::system;
use crate::table::wait::{Patience, inside_until};
use crate::user::{Bytes, BytesMut, In, Out};

#[derive(Clone, Copy)]
struct Queue {
    /// The place of its messages, one after the other, the oldest first.
    page: usize,
    /// The number of used bytes, the number of those that are message data, and the number of
    /// messages.
    end: usize,
    bytes: usize,
    count: usize,
    most: usize,
    sent: (i64, i32),
    received: (i64, i32),
}

const EMPTY: Queue = Queue {
    page: 0,
    end: 0,
    bytes: 0,
    count: 0,
    most: MSGMNB,
    sent: (0, 0),
    received: (0, 0),
};

/// The type of a message and its length, which stand before it.
type Header = [u32; 2];
const HEADER: usize = size_of::<Header>();

impl Queue {
    fn memory(&self) -> BytesMut<'static> {
        mm::bytes(self.page..self.page + 1)
    }

    /// The messages: where each is, its type, its length.
    fn messages(&self) -> impl Iterator<Item = (usize, i32, usize)> {
        let queue = *self;
        let mut at = 0;
        (0..queue.count).map_while(move |_| {
            let [kind, len] = queue.memory().get::<Header>(at)?;
            let here = at;
            at += HEADER + len as usize;
            Some((here, kind as i32, len as usize))
        })
    }

    fn put(&mut self, kind: i32, data: Bytes<'_>) -> Option<()> {
        let memory = self.memory();
        let full = self.bytes + data.len() > self.most || self.count >= self.most;
        if full || self.end + HEADER + data.len() > memory.len() {
            return None;
        }
        let header: Header = [kind as u32, data.len() as u32];
        memory.put(self.end, header)?;
        data.copy_to(memory.from(self.end + HEADER));
        self.end += HEADER + data.len();
        self.bytes += data.len();
        self.count += 1;
        self.sent = (now(), PID);
        Some(())
    }

    fn drop(&mut self, at: usize, len: usize) -> Option<()> {
        let behind = at + HEADER + len;
        self.memory().shift(behind, at, self.end - behind)?;
        self.end -= HEADER + len;
        self.bytes -= len;
        self.count -= 1;
        self.received = (now(), PID);
        Some(())
    }

    /// The message that is wanted: the first, the first of a type or of another, or the
    /// first of the lowest type up to one.
    fn find(&self, kind: i32, except: bool) -> Option<(usize, i32, usize)> {
        let mut messages = self.messages();
        match kind {
            0 => messages.next(),
            1.. => messages.find(|&(_, is, _)| (is == kind) != except),
            _ => messages
                .filter(|&(_, is, _)| is.unsigned_abs() <= kind.unsigned_abs())
                .min_by_key(|&(_, is, _)| is),
        }
    }
}

system! {
    static QUEUES: Objects<Queue> = [const { core::cell::Cell::new(Object::free(EMPTY)) }; _];
}

/// `msgget(key, flags)` — finds or makes a message queue.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/msgget.html),
/// [Linux](https://man7.org/linux/man-pages/man2/msgget.2.html).
/// Differs: A queue exists only in this process. There are at most 128 queues. The mode is
/// remembered, but not enforced.
pub fn msgget(key: i32, flags: i32) -> Result<i32> {
    QUEUES.with(|all| {
        get(
            all,
            key,
            flags,
            |_| true,
            || {
                Ok(Queue {
                    page: mm::map(1)?,
                    ..EMPTY
                })
            },
        )
    })
}

/// No handler lets these calls continue, as on Linux.
const PATIENCE: Patience = Patience {
    end: None,
    over: Errno::AGAIN,
    restarts: false,
};

/// The error of a wait that nothing ended; [`inside_until`] waits as long as timers may help.
fn stuck(flags: i32, otherwise: Errno) -> Errno {
    if flags & IPC_NOWAIT != 0 {
        otherwise
    } else {
        Errno::DEADLK
    }
}

/// The queue may have been removed during the wait.
fn queue<R>(id: i32, waited: bool, use_it: impl FnOnce(&mut Queue) -> R) -> Result<R> {
    let result = QUEUES.with(|all| with(all, id, |object| use_it(&mut object.is)));
    result.map_err(|error| if waited { Errno::IDRM } else { error })
}

/// `msgsnd(id, msg, size, flags)` — puts a message at the end of a queue.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/msgsnd.html),
/// [Linux](https://man7.org/linux/man-pages/man2/msgsnd.2.html).
/// Differs: Fails with `EDEADLK` instead of blocking forever. A queue holds 64 KiB,
/// including 8 bytes for each message.
pub fn msgsnd(id: i32, kind: Option<i32>, data: Bytes<'_>, flags: i32) -> Result {
    let kind = kind.ok_or(Errno::FAULT)?;
    if kind < 1 || data.len() > MSGMAX {
        return Err(Errno::INVAL);
    }
    queue(id, false, |_| ())?;
    inside_until(PATIENCE, || {
        queue(id, true, |queue| queue.put(kind, data))?.ok_or(stuck(flags, Errno::AGAIN))
    })
}

/// `msgrcv(id, msg, size, type, flags)` — takes a message out of a queue; its length.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/msgrcv.html),
/// [Linux](https://man7.org/linux/man-pages/man2/msgrcv.2.html).
/// Differs: Fails with `EDEADLK` instead of blocking forever. `MSG_COPY` fails with
/// `ENOSYS`.
pub fn msgrcv(
    id: i32,
    kind_to: Out<'_, i32>,
    to: BytesMut<'_>,
    kind: i32,
    flags: i32,
) -> Result<usize> {
    if flags & MSG_COPY != 0 {
        return Err(Errno::NOSYS);
    }
    if i32::try_from(to.len()).is_err() {
        return Err(Errno::INVAL);
    }
    queue(id, false, |_| ())?;
    let take = |queue: &mut Queue| {
        let found = queue.find(kind, flags & MSG_EXCEPT != 0);
        let (at, is, len) = found.ok_or(stuck(flags, Errno::NOMSG))?;
        if len > to.len() && flags & MSG_NOERROR == 0 {
            return Err(Errno::TOO_BIG);
        }
        kind_to.write(is)?;
        let data = queue.memory().from(at + HEADER).first(len);
        let n = data.as_bytes().copy_to(to);
        queue.drop(at, len);
        Ok(n)
    };
    inside_until(PATIENCE, || queue(id, true, take)?)
}

/// `msgctl(id, cmd, buf)` — returns information about a queue, changes or removes it.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/msgctl.html),
/// [Linux](https://man7.org/linux/man-pages/man2/msgctl.2.html).
/// Differs: Only the commands `IPC_STAT`, `IPC_SET` and `IPC_RMID` are supported.
pub fn msgctl(id: i32, cmd: i32, given: In<'_, Msqid>, told: Out<'_, Msqid>) -> Result {
    QUEUES.with(|all| match cmd & !IPC_64 {
        IPC_RMID => {
            let queue = remove(all, id)?;
            mm::unmap(queue.page..queue.page + 1);
            Ok(())
        }
        IPC_SET => with(all, id, |object| {
            let to = given.read().ok_or(Errno::FAULT)?;
            if to.qbytes as usize > MSGMNB {
                return Err(Errno::PERM);
            }
            object.is.most = to.qbytes as usize;
            set(object, &to.perm);
            Ok(())
        })?,
        IPC_STAT => {
            let object = with(all, id, |object| *object)?;
            let queue = object.is;
            told.write(Msqid {
                perm: object.perm,
                gap: 0,
                stime: queue.sent.0,
                rtime: queue.received.0,
                ctime: object.ctime,
                cbytes: queue.bytes as u32,
                qnum: queue.count as u32,
                qbytes: queue.most as u32,
                lspid: queue.sent.1,
                lrpid: queue.received.1,
                unused: [0; 3],
            })
        }
        _ => Err(Errno::INVAL),
    })
}

const _: () = assert!(MSGMNB <= PAGE_SIZE);
