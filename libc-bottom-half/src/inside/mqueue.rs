//! Message queues of this process.

use core::cell::Cell;

use super::name::Names;
use crate::abi::fcntl as c;
use crate::abi::mqueue::{
    Attr, Event, MQ_PRIO_MAX, MSG_MAX, MSGSIZE_MAX, SI_MESGQ, SIGEV_NONE, SIGEV_SIGNAL,
    SIGEV_THREAD,
};
use crate::abi::poll::{POLLIN, POLLOUT};
use crate::abi::signal::Info;
use crate::abi::stat::{S_IFREG, Stat};
use crate::abi::time::Timespec;
use crate::conv::{self, time::from_timespec};
use crate::errno::{Errno, Result};
use crate::file::mode::{permits, uses};
use crate::machine::PAGE_SIZE;
use crate::mm;
use crate::process;
use crate::process::{PID, UID};
use crate::signal::{self, Deliver, Signal};
use crate::state::system;
use crate::table::wait::{Patience, inside_until};
use crate::table::{self, Inside, Special, What, open, special, status};
use crate::tasks::Receiver;
use crate::user::{Bytes, BytesMut, In, Out};
use crate::wasi::{self, Clockid, Fd, Timestamp};

/// How many queues there can be.
const LIMIT: usize = 64;

/// Notifies the registered caller of a message. A program that only sends does not link
/// this.
pub type Tell = fn(Event) -> Result;

#[derive(Clone, Copy)]
struct Queue {
    /// The number of descriptions and names that refer to it; 0 if it is free.
    references: usize,
    mode: u32,
    /// Where its messages are.
    page: usize,
    pages: usize,
    /// The maximum number and size of messages, and the current number.
    most: usize,
    size: usize,
    count: usize,
    /// The order of the next message among those of its priority.
    order: u32,
    /// How many were taken out so far.
    taken: u32,
    told: Option<(Event, Tell)>,
}

const FREE: Queue = Queue {
    references: 0,
    mode: 0,
    page: 0,
    pages: 0,
    most: 0,
    size: 0,
    count: 0,
    order: 0,
    taken: 0,
    told: None,
};

/// The header of a message: its length plus one (0: no message), its priority, its order.
type Header = [u32; 3];

impl Queue {
    /// The place of a message.
    fn slot(&self, index: usize) -> BytesMut<'static> {
        let size = size_of::<Header>() + self.size;
        mm::bytes(self.page..self.page + self.pages)
            .from(index * size)
            .first(size)
    }

    fn header(&self, index: usize) -> Header {
        self.slot(index).get(0).unwrap_or([0; 3])
    }

    /// The place of the oldest message of the highest priority.
    fn first(&self) -> Option<usize> {
        (0..self.most)
            .filter(|&index| self.header(index)[0] != 0)
            .max_by_key(|&index| {
                let [_, priority, order] = self.header(index);
                // Older by the distance back, even after the numbers wrapped.
                (priority, self.order.wrapping_sub(order))
            })
    }

    fn put(&mut self, message: Bytes<'_>, priority: u32) -> Result {
        let free = (0..self.most).find(|&index| self.header(index)[0] == 0);
        let slot = self.slot(free.ok_or(Errno::AGAIN)?);
        let header: Header = [message.len() as u32 + 1, priority, self.order];
        slot.put(0, header).ok_or(Errno::MSGSIZE)?;
        message.copy_to(slot.from(size_of::<Header>()));
        self.order = self.order.wrapping_add(1);
        self.count += 1;
        Ok(())
    }

    fn take(&mut self, to: BytesMut<'_>) -> Option<(usize, u32)> {
        let slot = self.slot(self.first()?);
        let [len, priority, _] = slot.get::<Header>(0)?;
        let data = slot.from(size_of::<Header>()).first(len as usize - 1);
        let n = data.as_bytes().copy_to(to);
        slot.put(0, 0_u32)?;
        self.count -= 1;
        self.taken = self.taken.wrapping_add(1);
        Some((n, priority))
    }
}

system! {
    static QUEUES: [Cell<Queue>; LIMIT] = [const { Cell::new(FREE) }; LIMIT];
    static NAMES: Names = Names::new();
}

fn with<R>(object: usize, change: impl FnOnce(&mut Queue) -> R) -> R {
    QUEUES.with(|queues| {
        let slot = queues.get(object);
        let mut queue = slot.map_or(FREE, Cell::get);
        let result = change(&mut queue);
        if let Some(slot) = slot {
            slot.set(queue);
        }
        result
    })
}

fn create(mode: u32, attr: Option<Attr>) -> Result<usize> {
    let (most, size) = attr.map_or((10, 8192), |attr| (attr.maxmsg, attr.msgsize));
    if !(1..=MSG_MAX).contains(&most) || !(1..=MSGSIZE_MAX).contains(&size) {
        return Err(Errno::INVAL);
    }
    let (most, size) = (most as usize, size as usize);
    let free = QUEUES.with(|queues| queues.iter().position(|queue| queue.get().references == 0));
    let object = free.ok_or(Errno::NOSPC)?;
    let bytes = most.checked_mul(size + size_of::<Header>());
    let pages = bytes.ok_or(Errno::NOMEM)?.div_ceil(PAGE_SIZE);
    let page = mm::map(pages)?;
    with(object, |queue| {
        *queue = Queue {
            mode,
            page,
            pages,
            most,
            size,
            ..FREE
        };
    });
    Ok(object)
}

fn hold(object: usize) {
    with(object, |queue| queue.references += 1);
}

fn let_go(object: usize) {
    with(object, |queue| {
        queue.references = queue.references.saturating_sub(1);
        if queue.references == 0 {
            mm::unmap(queue.page..queue.page + queue.pages);
            *queue = FREE;
        }
    });
}

/// `mq_open(name, flags, mode, attr)` — opens a message queue, or makes it.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mq_open.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mq_open.2.html).
/// Differs: A queue exists only in this process, and allocates memory for as many messages
/// as it can hold. There are at most 64 queues.
pub fn mq_open(name: &[u8], flags: i32, mode: u32, attr: In<'_, Attr>) -> Result<Fd> {
    let access = match flags & c::O_ACCMODE {
        0 | c::O_RDONLY => c::O_RDONLY,
        access @ (c::O_WRONLY | c::O_RDWR) => access,
        _ => return Err(Errno::INVAL),
    };
    if name.contains(&b'/') {
        return Err(Errno::ACCES);
    }
    open(access | flags & c::O_NONBLOCK, true, || {
        let object = match NAMES.with(|names| names.find(name)) {
            Some(_) if flags & c::O_CREAT != 0 && flags & c::O_EXCL != 0 => {
                return Err(Errno::EXIST);
            }
            Some(object) => {
                let mode = with(object, |queue| queue.mode);
                permits(mode, uses(conv::access(access)?))?;
                object
            }
            None if flags & c::O_CREAT == 0 => return Err(Errno::NOENT),
            None => {
                let make = || create(mode & 0o777 & !process::umask(), attr.read());
                let object = NAMES.with(|names| names.add(name, make))?;
                hold(object);
                object
            }
        };
        hold(object);
        Ok(What::Inside(&Kind, object))
    })
}

/// `mq_unlink(name)` — takes the name of a queue away; it goes with its last descriptor.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mq_unlink.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mq_unlink.2.html).
/// Differs: As `mq_open`.
pub fn mq_unlink(name: &[u8]) -> Result {
    let_go(NAMES.with(|names| names.remove(name))?);
    Ok(())
}

/// The queue of a descriptor with this access, and whether it is blocking.
fn find(fd: Fd, access: i32) -> Result<(usize, bool)> {
    let (object, flags) = special(fd, Special::Queue, Errno::BADF)?;
    if flags & access != access {
        return Err(Errno::BADF);
    }
    Ok((object, flags & c::O_NONBLOCK == 0))
}

const fn patience(end: Option<Timestamp>) -> Patience {
    Patience {
        end,
        over: Errno::TIMEDOUT,
        restarts: true,
    }
}

/// The error of a call that would block; [`inside_until`] waits in that case.
fn stuck(waits: bool) -> Errno {
    if waits { Errno::DEADLK } else { Errno::AGAIN }
}

/// The end of a timeout on the monotonic clock.
fn end(timeout: In<'_, Timespec>) -> Result<Option<Timestamp>> {
    let Some(time) = timeout.read() else {
        return Ok(None);
    };
    let left = from_timespec(time)?.saturating_sub(wasi::clock_time_get(Clockid::REALTIME, 1)?);
    let now = wasi::clock_time_get(Clockid::MONOTONIC, 1)?;
    Ok(Some(now.saturating_add(left)))
}

/// `mq_timedsend_time64(mq, msg, size, priority, timeout)` — puts a message into a queue.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mq_send.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mq_timedsend.2.html).
/// Differs: During the wait, only handlers of timers can take messages out. Fails with
/// `EDEADLK` instead of blocking forever. A timeout ends the wait.
pub fn mq_timedsend_time64(
    fd: Fd,
    message: Bytes<'_>,
    priority: u32,
    timeout: In<'_, Timespec>,
) -> Result {
    if priority >= MQ_PRIO_MAX {
        return Err(Errno::INVAL);
    }
    let end = end(timeout)?;
    let (object, waits) = find(fd, c::O_WRONLY)?;
    if message.len() > with(object, |queue| queue.size) {
        return Err(Errno::MSGSIZE);
    }
    let told = inside_until(patience(end), || {
        with(object, |queue| {
            if queue.count == queue.most {
                return Err(stuck(waits));
            }
            queue.put(message, priority)?;
            Ok(if queue.count == 1 {
                queue.told.take()
            } else {
                None
            })
        })
    })?;
    match told {
        Some((event, tell)) => tell(event),
        None => Ok(()),
    }
}

/// Announces a message by a signal.
pub fn send_signal(event: Event, deliver: Deliver) -> Result {
    if event.signo == 0 {
        return Ok(());
    }
    let info = Info {
        code: SI_MESGQ,
        fields: [PID as u32, UID, event.value, 0, 0, 0, 0, 0],
        ..Info::EMPTY
    };
    signal::send(Signal::new(event.signo)?, info, Receiver::PROCESS, deliver)?;
    signal::deliver(signal::mask());
    Ok(())
}

/// `mq_timedreceive_time64(mq, msg, size, priority, timeout)` — takes the oldest message of
/// the highest priority out of a queue; its length.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mq_receive.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mq_timedreceive.2.html).
/// Differs: During the wait, only handlers of timers can send messages. Fails with
/// `EDEADLK` instead of blocking forever. A timeout ends the wait.
pub fn mq_timedreceive_time64(
    fd: Fd,
    to: BytesMut<'_>,
    priority: Out<'_, u32>,
    timeout: In<'_, Timespec>,
) -> Result<usize> {
    let end = end(timeout)?;
    let (object, waits) = find(fd, c::O_RDONLY)?;
    if to.len() < with(object, |queue| queue.size) {
        return Err(Errno::MSGSIZE);
    }
    let (n, of) = inside_until(patience(end), || {
        with(object, |queue| queue.take(to)).ok_or(stuck(waits))
    })?;
    if !priority.is_null() {
        priority.write(of)?;
    }
    Ok(n)
}

/// `mq_notify(mq, event)` — requests a notification of the next message to the empty queue,
/// or cancels the request.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mq_notify.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mq_notify.2.html).
/// Differs: `mq_send` calls the function of `SIGEV_THREAD` itself.
pub fn mq_notify(fd: Fd, event: In<'_, Event>, tell: Tell) -> Result {
    let (object, _) = find(fd, 0)?;
    let event = event.read();
    if let Some(event) = event {
        match event.notify {
            SIGEV_NONE | SIGEV_THREAD => {}
            SIGEV_SIGNAL if event.signo == 0 || Signal::new(event.signo).is_ok() => {}
            _ => return Err(Errno::INVAL),
        }
    }
    with(object, |queue| {
        if event.is_some() && queue.told.is_some() {
            return Err(Errno::BUSY);
        }
        queue.told = event.map(|event| (event, tell));
        Ok(())
    })
}

/// `mq_getsetattr(mq, attr, old)` — returns information about a queue, and changes whether
/// the descriptor is blocking; either pointer may be null.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/mq_getattr.html),
/// [Linux](https://man7.org/linux/man-pages/man2/mq_getsetattr.2.html).
/// Differs: nothing.
pub fn mq_getsetattr(fd: Fd, attr: In<'_, Attr>, old: Out<'_, Attr>) -> Result {
    let (object, waits) = find(fd, 0)?;
    let new = attr.read();
    if new.is_some_and(|attr| attr.flags & !c::O_NONBLOCK != 0) {
        return Err(Errno::INVAL);
    }
    if !old.is_null() {
        let queue = with(object, |queue| *queue);
        old.write(Attr {
            flags: if waits { 0 } else { c::O_NONBLOCK },
            maxmsg: queue.most as i32,
            msgsize: queue.size as i32,
            curmsgs: queue.count as i32,
            unused: [0; 4],
        })?;
    }
    match new {
        Some(attr) => table::set_flags(fd, c::O_NONBLOCK, attr.flags),
        None => Ok(()),
    }
}

struct Kind;

impl Inside for Kind {
    fn status(&self, object: usize) -> Stat {
        with(object, |queue| status(S_IFREG | queue.mode, object, 0))
    }

    fn events(&self, object: usize) -> i16 {
        with(object, |queue| {
            let some = if queue.count > 0 { POLLIN } else { 0 };
            let room = if queue.count < queue.most { POLLOUT } else { 0 };
            some | room
        })
    }

    fn happened(&self, object: usize) -> u32 {
        with(object, |queue| queue.order.wrapping_add(queue.taken))
    }

    fn special(&self) -> Special {
        Special::Queue
    }

    fn close(&self, object: usize) {
        // Closing a queue cancels the caller's notification.
        with(object, |queue| queue.told = None);
        let_go(object);
    }
}
