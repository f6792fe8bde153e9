//! Waits that a timer's signal ends.

use core::cell::Cell;

use super::*;
use crate::abi::futex::FUTEX_WAIT;
use crate::abi::signal::{SA_RESTART, SIGALRM, SIGUSR1, Sigaction};
use crate::interrupt::BySignals;
use crate::sys::futex::futex_time64;
use crate::sys::time::clock_nanosleep_time64;
use crate::sys::timer::{getitimer, setitimer};
use crate::user::CStr;
use crate::wasi::fake::{self, Fault};

std::thread_local! {
    static CALLED: Cell<usize> = const { Cell::new(0) };
}

fn call(_: &mut Frame) {
    CALLED.with(|called| called.set(called.get() + 1));
}

fn deliver(blocked: Set) -> bool {
    super::deliver(blocked, call)
}

fn called() -> usize {
    CALLED.with(Cell::get)
}

fn set_up(flags: u32) {
    fake::set_up(|_| {});
    CALLED.with(|called| called.set(0));
    signal::set_deliver(deliver);
    let action = Sigaction {
        handler: 77,
        flags,
        mask: [0; 2],
        unused: 0,
    };
    rt_sigaction(SIGALRM, In::from(&action), Out::none(), 8, 1).unwrap();
}

fn alarm(every: i32, seconds: i32) {
    let value = [every, 0, seconds, 0];
    setitimer(0, In::from(&value), Out::none()).unwrap();
}

const fn seconds(seconds: i64) -> Timespec {
    Timespec {
        tv_sec: seconds,
        tv_nsec: 0,
        pad: 0,
    }
}

#[test]
fn a_sleep_tells_what_remains() {
    for flags in [0, SA_RESTART] {
        set_up(flags);
        alarm(0, 3);
        let mut remain = Timespec::ZERO;
        let (ten, five) = (seconds(10), seconds(5));
        let slept =
            clock_nanosleep_time64::<BySignals>(0, 0, In::from(&ten), Out::from(&mut remain));
        assert_eq!((slept, called()), (Err(Errno::INTR), 1));
        assert_eq!((remain.tv_sec, remain.tv_nsec), (7, 0));
        let slept = clock_nanosleep_time64::<BySignals>(1, 0, In::from(&five), Out::none());
        assert_eq!((slept, called()), (Ok(()), 1));
    }
}

#[test]
fn a_late_timer_counts_once() {
    set_up(0);
    alarm(1, 1);
    fake::host(|host| host.monotonic += 10_500_000_000);
    let mut value = [0; 4];
    getitimer(0, Out::from(&mut value)).unwrap();
    assert_eq!((value, called()), ([1, 0, 0, 500_000], 1));
}

#[test]
fn a_blocked_signal_ends_no_wait() {
    set_up(0);
    let set = Set::only(signal::Signal::new(SIGALRM).unwrap()).to_c();
    rt_sigprocmask::<BySignals>(0, In::from(&set), Out::none(), 8).unwrap();
    alarm(0, 3);
    let ten = seconds(10);
    let slept = clock_nanosleep_time64::<BySignals>(0, 0, In::from(&ten), Out::none());
    assert_eq!((slept, called()), (Ok(()), 0));
    // But may be taken.
    let taken = rt_sigtimedwait_time64::<BySignals>(In::from(&set), Out::none(), In::none(), 8);
    assert_eq!(taken, Ok(SIGALRM));
    alarm(0, 3);
    let taken = rt_sigtimedwait_time64::<BySignals>(In::from(&set), Out::none(), In::none(), 8);
    assert_eq!(taken, Ok(SIGALRM));
    let one = seconds(1);
    let taken = rt_sigtimedwait_time64::<BySignals>(In::from(&set), Out::none(), In::from(&one), 8);
    assert_eq!((taken, called()), (Err(Errno::AGAIN), 0));
    let other = Set::only(signal::Signal::new(SIGUSR1).unwrap()).to_c();
    let mask = Set::EMPTY.to_c();
    alarm(0, 3);
    rt_sigprocmask::<BySignals>(2, In::from(&mask), Out::none(), 8).unwrap();
    let taken = rt_sigtimedwait_time64::<BySignals>(In::from(&other), Out::none(), In::none(), 8);
    assert_eq!((taken, called()), (Err(Errno::INTR), 1));
    alarm(0, 3);
    assert_eq!(
        rt_sigsuspend::<BySignals>(In::from(&mask), 8),
        Err(Errno::INTR)
    );
    assert_eq!(called(), 2);
}

#[test]
fn a_lock_is_waited_for_again() {
    let wait = |timeout: Option<&Timespec>| {
        let mut word = 5;
        let before = word;
        let timeout = timeout.map_or(In::none(), In::from);
        let place = (In::from(&before), Out::from(&mut word));
        futex_time64::<BySignals>(place, FUTEX_WAIT, 5, timeout, CStr::from(c"test"), 0)
    };
    set_up(0);
    alarm(0, 3);
    assert_eq!(wait(None), Err(Errno::INTR));
    set_up(SA_RESTART);
    alarm(0, 3);
    // A wait with a timeout is not, as on Linux.
    assert_eq!(wait(Some(&seconds(10))), Err(Errno::INTR));
    assert_eq!(wait(Some(&seconds(10))), Err(Errno::TIMEDOUT));
    alarm(0, 3);
    let deadlock = || wait(None);
    assert!(std::panic::catch_unwind(deadlock).is_err());
    assert_eq!(called(), 2);
}

#[test]
fn a_host_may_interrupt() {
    set_up(0);
    alarm(0, 100);
    fake::host(|host| host.fault("poll_oneoff", 0, Fault::Code(27)));
    let slept = clock_nanosleep_time64::<BySignals>(0, 0, In::from(&seconds(10)), Out::none());
    assert_eq!((slept, called()), (Ok(()), 0));
    fake::host(|host| host.fault("clock_time_get", 0, Fault::Code(29)));
    let slept = clock_nanosleep_time64::<BySignals>(0, 0, In::from(&seconds(1)), Out::none());
    assert!(slept.is_ok() || slept == Err(Errno::IO));
}

/// A listener at the host, which nobody connects to.
fn listener() -> Fd {
    use crate::abi::socket::{AF_INET, SOCK_STREAM};
    let fd = crate::sys::socket::socket(i32::from(AF_INET), SOCK_STREAM, 0).unwrap();
    crate::sys::socket::listen(fd, 1).unwrap();
    fd
}

#[test]
fn a_wait_for_the_network_ends_with_a_timer() {
    use crate::sys::socket::accept4;
    use crate::table::Table;
    set_up(0);
    let fd = listener();
    alarm(0, 3);
    let before = fake::host(|host| host.monotonic);
    assert_eq!(accept4::<Table>(fd, None, 0), Err(Errno::INTR));
    assert_eq!(called(), 1);
    assert_eq!(fake::host(|host| host.monotonic) - before, 3_000_000_000);
    // After a handler with SA_RESTART, the call continues: until the peer is there.
    set_up(SA_RESTART);
    let fd = listener();
    alarm(0, 3);
    fake::host(|host| {
        // The first wait ends with the timer, the second with this.
        host.network.later_at(4_000_000_000, |network| {
            network
                .pipes
                .extend([Default::default(), Default::default()]);
            let peer = crate::wasi::sockets::IpSocketAddress::new(
                crate::wasi::sockets::IpAddress::loopback(false),
                9,
            );
            let listener = network.tcp.values_mut().next().unwrap();
            listener.pending.push_back((0, 1, peer));
        });
    });
    assert!(accept4::<Table>(fd, None, 0).is_ok());
    assert_eq!(called(), 1);
}
