//! Descriptors to wait for: counters, timers, signals, and lists of others.

use crate::abi::epoll::EpollEvent;
use crate::abi::signal::Sigset;
use crate::abi::time::Itimerspec;
use crate::errno::Result;
use crate::inside::{epoll, eventfd, signalfd, timerfd};
use crate::table::wait::interrupts;
use crate::user::{In, InOut, Out};
use crate::wasi::Fd;

/// `eventfd2(count, flags)` — makes a counter that can be waited for.
///
/// [Linux](https://man7.org/linux/man-pages/man2/eventfd.2.html).
/// Differs: Waiting for the counter fails with `EDEADLK` instead of blocking forever.
pub fn eventfd2(count: u32, flags: i32) -> Result<Fd> {
    eventfd::event(count, flags)
}

/// `epoll_create1(flags)` — makes a list of descriptors to wait for.
///
/// [Linux](https://man7.org/linux/man-pages/man2/epoll_create.2.html).
/// Differs: There are at most 128 epoll instances, with 1,024 registered descriptors in
/// all.
pub fn epoll_create1(flags: i32) -> Result<Fd> {
    interrupts();
    epoll::epoll(flags)
}

/// `epoll_ctl(epfd, op, fd, event)` — adds a descriptor to a list, removes it, or waits for
/// other events of it.
///
/// [Linux](https://man7.org/linux/man-pages/man2/epoll_ctl.2.html).
/// Differs: WASI does not report new data on a stream that still has unread data. Under
/// `EPOLLET`, a stream of the host becomes ready again only after the program has read or
/// written it.
pub fn epoll_ctl(epoll: Fd, op: i32, fd: Fd, event: In<'_, EpollEvent>) -> Result {
    epoll::control(epoll, op, fd, event)
}

/// `epoll_pwait(epfd, events, maxevents, timeout, mask, masksize)` — waits for the
/// descriptors of a list, with other signals blocked if `mask` is not null.
///
/// [Linux](https://man7.org/linux/man-pages/man2/epoll_wait.2.html).
/// Differs: Fails with `EDEADLK` instead of blocking forever.
pub fn epoll_pwait(
    epoll: Fd,
    events: InOut<'_, EpollEvent>,
    timeout: i32,
    mask: In<'_, Sigset>,
    size: usize,
) -> Result<usize> {
    let timeout = u64::try_from(timeout).ok().map(|ms| ms * 1_000_000);
    epoll::wait_for(epoll, events, timeout, mask, size)
}

/// `timerfd_create(clock, flags)` — makes a timer to be read from.
///
/// [Linux](https://man7.org/linux/man-pages/man2/timerfd_create.2.html).
/// Differs: Changing the host's clock has no effect on a timer, and
/// `TFD_TIMER_CANCEL_ON_SET` is ignored. Reading a timer that is not armed fails with
/// `EDEADLK` instead of blocking forever.
pub fn timerfd_create(clock: i32, flags: i32) -> Result<Fd> {
    interrupts();
    timerfd::timer(clock, flags)
}

/// `timerfd_settime64(fd, flags, value, old)` — arms a timer, or disarms it; `old` may be
/// null.
///
/// [Linux](https://man7.org/linux/man-pages/man2/timerfd_create.2.html).
/// Differs: As `timerfd_create`.
pub fn timerfd_settime64(
    fd: Fd,
    flags: i32,
    value: In<'_, Itimerspec>,
    old: Out<'_, Itimerspec>,
) -> Result {
    timerfd::set(fd, flags, value, old)
}

/// `timerfd_gettime64(fd, value)` — returns the time when a timer expires next.
///
/// [Linux](https://man7.org/linux/man-pages/man2/timerfd_create.2.html).
/// Differs: nothing.
pub fn timerfd_gettime64(fd: Fd, value: Out<'_, Itimerspec>) -> Result {
    timerfd::setting_of(fd, value)
}

/// `signalfd4(fd, mask, masksize, flags)` — makes a descriptor to read pending signals from,
/// or changes the signals of `fd` if that is not -1.
///
/// [Linux](https://man7.org/linux/man-pages/man2/signalfd.2.html).
/// Differs: No other process sends signals: a read fails with `EDEADLK` instead of blocking
/// forever.
pub fn signalfd4(fd: Fd, mask: In<'_, Sigset>, size: usize, flags: i32) -> Result<Fd> {
    interrupts();
    signalfd::signals(fd, mask, size, flags)
}
