//! Waiting for descriptors.

use crate::abi::poll::{POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT, Pollfd};
use crate::abi::time::Timespec;
use crate::conv::time::from_timespec;
use crate::errno::{Errno, Result};
use crate::sys::time::sleep;
use crate::user::{In, InOut};
use crate::wasi::{
    self, Clockid, Event, Eventrwflags, Eventtype, Fd, Filetype, Subclockflags, Subscription,
    Timestamp,
};

/// How many waits for streams fit into one call; files are always ready and need none.
const MOST: usize = 64;

/// `ppoll_time64(fds, count, timeout, mask, masksize)` — waits until a descriptor is
/// ready, or the time is over; how many are ready.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/poll.html),
/// [Linux](https://man7.org/linux/man-pages/man2/ppoll.2.html); WASI `poll_oneoff`.
/// Differs: waiting for nothing without a timeout fails with `EDEADLK`. More than 63
/// streams at a time: `ENOMEM`. No signal can arrive: a program where one can, or that gives
/// `ppoll` a mask, has another version ([`crate::table::wait`]).
pub fn ppoll_time64(fds: InOut<'_, Pollfd>, timeout: In<'_, Timespec>) -> Result<usize> {
    poll(fds, timeout, look)
}

/// What [`ppoll_time64`] does, of descriptors that `look` looks at.
#[inline]
pub fn poll(
    fds: InOut<'_, Pollfd>,
    timeout: In<'_, Timespec>,
    look: impl Fn(Fd, i16) -> Look,
) -> Result<usize> {
    let timeout = timeout.read().map(from_timespec).transpose()?;
    let mut waits = [const { Subscription::fd(0, Eventtype::FD_READ, Fd(-1)) }; MOST];
    let mut count = 0;
    let mut ready = 0;
    for index in 0..fds.len() {
        let Some(entry) = fds.get(index) else { break };
        let revents = match look(Fd(entry.fd), entry.events) {
            Look::Ready(revents) => revents,
            Look::Stream(fd) => {
                for (event, kind) in [(POLLIN, Eventtype::FD_READ), (POLLOUT, Eventtype::FD_WRITE)]
                {
                    if entry.events & event != 0 {
                        let slot = waits.get_mut(count).ok_or(Errno::NOMEM)?;
                        *slot = Subscription::fd(index as u64, kind, fd);
                        count += 1;
                    }
                }
                0
            }
        };
        ready += usize::from(revents != 0);
        fds.set(index, Pollfd { revents, ..entry });
    }
    let timeout = if ready > 0 { Some(0) } else { timeout };
    if count == 0 {
        return match timeout {
            Some(0) => Ok(ready),
            Some(time) => sleep(Clockid::MONOTONIC, time, Subclockflags::NONE).map(|()| ready),
            None => Err(Errno::DEADLK),
        };
    }
    wait(fds, &mut waits, count, timeout)?;
    Ok((0..fds.len())
        .filter(|&index| fds.get(index).is_some_and(|entry| entry.revents != 0))
        .count())
}

#[derive(Clone, Copy, Debug)]
pub enum Look {
    /// Nothing to wait for: these events are there (or none, and none will come).
    Ready(i16),
    /// The host has to be asked.
    Stream(Fd),
}

/// What is known of a descriptor without waiting.
#[inline]
pub fn look(fd: Fd, events: i16) -> Look {
    if fd.0 < 0 {
        return Look::Ready(0);
    }
    match wasi::fd_fdstat_get(fd) {
        Err(_) => Look::Ready(POLLNVAL),
        Ok(stat) => match stat.filetype {
            Filetype::REGULAR_FILE | Filetype::DIRECTORY | Filetype::BLOCK_DEVICE => {
                Look::Ready(events & (POLLIN | POLLOUT))
            }
            _ => Look::Stream(fd),
        },
    }
}

/// Waits for the first `count` of `waits`, and writes down what happened.
#[inline]
fn wait(
    fds: InOut<'_, Pollfd>,
    waits: &mut [Subscription; MOST],
    mut count: usize,
    timeout: Option<Timestamp>,
) -> Result {
    if let Some(time) = timeout {
        *waits.get_mut(count).ok_or(Errno::NOMEM)? =
            Subscription::clock(u64::MAX, Clockid::MONOTONIC, time, Subclockflags::NONE);
        count += 1;
    }
    let mut events = [Event::EMPTY; MOST];
    let waits = waits.get(..count).ok_or(Errno::NOMEM)?;
    let happened = wasi::poll_oneoff(waits, &mut events)?;
    if happened == 0 {
        return Err(Errno::INTR);
    }
    for event in events.iter().take(happened) {
        // The time is over, or the host made an event up.
        let Ok(index) = usize::try_from(event.userdata) else {
            continue;
        };
        let Some(entry) = fds.get(index) else {
            continue;
        };
        let revents = entry.revents | happening(event, entry.events);
        fds.set(index, Pollfd { revents, ..entry });
    }
    Ok(())
}

/// What an event tells of a descriptor.
pub fn happening(event: &Event, asked: i16) -> i16 {
    let kind = match event.kind {
        Eventtype::FD_READ => POLLIN,
        Eventtype::FD_WRITE => POLLOUT,
        _ => return 0,
    };
    match Errno::from_host(event.error) {
        Ok(()) if event.flags.has(Eventrwflags::HANGUP) => (kind & POLLIN) | POLLHUP,
        Ok(()) => kind & asked,
        Err(Errno::BADF) => POLLNVAL,
        // A host that cannot wait for this descriptor: reading it will tell.
        Err(Errno::NOTSUP | Errno::NOSYS | Errno::NOTCAPABLE | Errno::PERM) => kind & asked,
        Err(_) => POLLERR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wasi::fake::{self, Fault};

    fn poll(entries: &mut [Pollfd], milliseconds: Option<i64>) -> Result<usize> {
        let timeout = milliseconds.map(|ms| Timespec {
            tv_sec: ms / 1000,
            tv_nsec: (ms % 1000) as i32 * 1_000_000,
            pad: 0,
        });
        let timeout = timeout.as_ref().map_or(In::none(), In::from);
        ppoll_time64(InOut::of(entries), timeout)
    }

    const fn entry(fd: i32, events: i16) -> Pollfd {
        Pollfd {
            fd,
            events,
            revents: -1,
        }
    }

    #[test]
    fn nothing_to_wait_for() {
        fake::set_up(|_| {});
        assert_eq!(poll(&mut [], None), Err(Errno::DEADLK));
        assert_eq!(poll(&mut [entry(-1, POLLIN)], None), Err(Errno::DEADLK));
        assert_eq!(poll(&mut [], Some(0)), Ok(0));
        let before = fake::host(|host| host.monotonic);
        assert_eq!(poll(&mut [entry(-1, POLLIN)], Some(1500)), Ok(0));
        assert_eq!(fake::host(|host| host.monotonic) - before, 1_500_000_000);
    }

    #[test]
    fn unknown_descriptors_are_told() {
        fake::set_up(|_| {});
        let mut entries = [entry(77, POLLIN), entry(-5, POLLIN)];
        assert_eq!(poll(&mut entries, None), Ok(1));
        assert_eq!((entries[0].revents, entries[1].revents), (POLLNVAL, 0));
    }

    #[test]
    fn streams_are_waited_for() {
        fake::set_up(|host| {
            host.stdin_ended = false;
            host.stdin.extend(b"x");
        });
        let mut entries = [entry(0, POLLIN), entry(1, POLLOUT), entry(1, POLLIN)];
        let ready = poll(&mut entries[..2], Some(1000)).unwrap();
        assert_eq!(ready, 2);
        assert_eq!((entries[0].revents, entries[1].revents), (POLLIN, POLLOUT));
    }

    #[test]
    fn a_host_may_say_anything() {
        for fault in [Fault::Code(27), Fault::Claim(0)] {
            fake::set_up(|host| host.fault("poll_oneoff", 0, fault));
            assert_eq!(poll(&mut [entry(0, POLLIN)], Some(10)), Err(Errno::INTR));
        }
        fake::set_up(|host| host.fault("poll_oneoff", 0, Fault::Code(9999)));
        assert!(poll(&mut [entry(0, POLLIN)], Some(10)).is_err());
        fake::set_up(|host| host.fault("poll_oneoff", 0, Fault::Claim(1000)));
        let mut entries = [entry(0, POLLIN)];
        assert!(poll(&mut entries, Some(10)).unwrap() <= 1);
    }

    #[test]
    fn too_many_streams() {
        fake::set_up(|_| {});
        assert_eq!(
            poll(&mut [entry(0, POLLIN); 65], Some(0)),
            Err(Errno::NOMEM)
        );
    }
}
