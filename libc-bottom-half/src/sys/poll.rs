//! Waiting for descriptors.

use crate::abi::poll::{POLLERR, POLLHUP, POLLNVAL, Pollfd};
use crate::abi::signal::Sigset;
use crate::abi::time::Timespec;
use crate::clock::sleep;
use crate::conv::time::from_timespec;
use crate::errno::{Errno, Result};
use crate::poll::{Look, MOST, Waits, look, told};
use crate::table::wait::interrupting;
use crate::table::{Descriptors, What};
use crate::user::{In, InOut};
use crate::wasi::{Clockid, Fd, Subclockflags};

/// Fails with `EINVAL` for more than twice as many entries as there can be descriptors.
#[inline]
pub fn countable(count: usize) -> Result {
    match count {
        ..=MOST => Ok(()),
        _ => Err(Errno::INVAL),
    }
}

/// `ppoll_time64(fds, count, timeout, mask, masksize)` — waits until a descriptor is
/// ready, or the time is over; how many are ready.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/poll.html),
/// [Linux](https://man7.org/linux/man-pages/man2/ppoll.2.html).
/// Differs: Fails with `EDEADLK` instead of blocking forever. Waiting for more than 2,048
/// events of the host's streams at a time fails with `ENOMEM`. If a host refuses to wait
/// for an event that a stream cannot have, such as input on standard output, that event
/// never happens. Only sockets of this program and of the network report `POLLRDHUP`;
/// `POLLPRI` is never reported.
#[inline]
pub fn ppoll_time64<D: Descriptors>(
    fds: InOut<'_, Pollfd>,
    timeout: In<'_, Timespec>,
    mask: In<'_, Sigset>,
    size: usize,
) -> Result<usize> {
    if D::IS_TABLE
        && let Some(interrupts) = interrupting()
    {
        return (interrupts.poll)(fds, timeout, mask, size);
    }
    let timeout = timeout.read().map(from_timespec).transpose()?;
    let mut waits = Waits::begin();
    let mut ready = 0;
    for index in 0..fds.len() {
        let Some(entry) = fds.get(index) else { break };
        let revents = match seen::<D>(Fd(entry.fd), entry.events) {
            Look::Ready(revents) => revents,
            Look::Stream(fd) => {
                waits.stream(index as u64, fd, entry.events)?;
                0
            }
        };
        ready += usize::from(revents != 0);
        fds.set(index, Pollfd { revents, ..entry });
    }
    let timeout = if ready > 0 { Some(0) } else { timeout };
    if waits.is_empty() {
        return match timeout {
            Some(0) => Ok(ready),
            Some(time) => sleep(Clockid::MONOTONIC, time, Subclockflags::NONE).map(|()| ready),
            None => Err(Errno::DEADLK),
        };
    }
    waits.wait(timeout, |event| told(fds, event))?;
    Ok((0..fds.len())
        .filter(|&index| fds.get(index).is_some_and(|entry| entry.revents != 0))
        .count())
}

/// The known state of a descriptor, without waiting. Inside objects do not change while
/// the program waits.
#[inline]
fn seen<D: Descriptors>(fd: Fd, events: i16) -> Look {
    if fd.0 < 0 {
        return Look::Ready(0);
    }
    match D::what(fd) {
        Err(_) => Look::Ready(POLLNVAL),
        Ok((What::Host(fd), _)) => look(fd, events),
        Ok((What::Inside(kind, object), _)) => {
            let kind = kind.into();
            match kind.terminal(object) {
                Some(fd) => look(fd, events),
                None => Look::Ready(kind.events(object) & (events | POLLERR | POLLHUP)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::poll::{POLLIN, POLLOUT};
    use crate::table::Host;
    use crate::wasi::fake::{self, Fault, WrongWay};
    use crate::wasi::number::LIMIT;

    fn poll(entries: &mut [Pollfd], milliseconds: Option<i64>) -> Result<usize> {
        let timeout = milliseconds.map(|ms| Timespec {
            tv_sec: ms / 1000,
            tv_nsec: (ms % 1000) as i32 * 1_000_000,
            pad: 0,
        });
        let timeout = timeout.as_ref().map_or(In::none(), In::from);
        ppoll_time64::<Host>(InOut::of(entries), timeout, In::none(), 0)
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
        fake::set_up(|host| {
            host.fault("poll_oneoff", 0, Fault::Code(9999));
            host.fault("poll_oneoff", 1, Fault::Code(9999));
        });
        let mut entries = [entry(0, POLLIN)];
        assert_eq!(poll(&mut entries, Some(10)), Ok(1));
        assert_eq!(entries[0].revents, POLLERR);
        fake::set_up(|host| host.fault("poll_oneoff", 0, Fault::Claim(1000)));
        let mut entries = [entry(0, POLLIN)];
        assert!(poll(&mut entries, Some(10)).unwrap() <= 1);
    }

    #[test]
    fn what_a_stream_cannot_do_never_happens() {
        for wrong_way in [WrongWay::Event, WrongWay::Call] {
            fake::set_up(|host| {
                host.wrong_way = wrong_way;
                host.stdin.extend(b"x");
            });
            let mut entries = [
                entry(1, POLLIN),
                entry(0, POLLIN | POLLOUT),
                entry(2, POLLIN),
            ];
            assert_eq!(poll(&mut entries, None), Ok(1));
            assert_eq!(entries.map(|entry| entry.revents), [0, POLLIN, 0]);
            let mut entries = [entry(1, POLLIN | POLLOUT), entry(0, POLLOUT)];
            assert_eq!(poll(&mut entries, Some(10)), Ok(1));
            assert_eq!(entries.map(|entry| entry.revents), [POLLOUT, 0]);
            let before = fake::host(|host| host.monotonic);
            let mut entries = [entry(1, POLLIN), entry(0, POLLOUT)];
            assert_eq!(poll(&mut entries, Some(10)), Ok(0));
            assert_eq!(fake::host(|host| host.monotonic) - before, 10_000_000);
            assert_eq!(poll(&mut entries, None), Err(Errno::DEADLK));
        }
    }

    #[test]
    fn a_host_that_cannot_wait_leaves_it_to_reading() {
        fake::set_up(|host| {
            for nth in 0..2 {
                host.fault("poll_oneoff", nth, Fault::Code(58));
            }
        });
        let mut entries = [entry(0, POLLIN)];
        assert_eq!(poll(&mut entries, Some(10)), Ok(1));
        assert_eq!(entries[0].revents, POLLIN);
    }

    #[test]
    fn many_streams() {
        fake::set_up(|_| {});
        let poll = |count, events| poll(&mut vec![entry(1, events); count], Some(1000));
        assert_eq!(poll(2 * LIMIT, POLLOUT), Ok(2 * LIMIT));
        assert_eq!(poll(LIMIT, POLLIN | POLLOUT), Ok(LIMIT));
        assert_eq!(poll(LIMIT + 1, POLLIN | POLLOUT), Err(Errno::NOMEM));
        assert_eq!(poll(LIMIT, POLLIN | POLLOUT), Ok(LIMIT));
    }
}
