use super::*;
use crate::abi::epoll::{EPOLL_CTL_ADD, EPOLL_CTL_MOD, EPOLLET, EPOLLIN, EpollEvent};
use crate::abi::fcntl as c;
use crate::abi::signal::{SIGALRM, Sigaction};
use crate::abi::time::{Itimerspec, clock};
use crate::sys;
use crate::sys::io;
use crate::sys::poll;
use crate::sys::signal::{Frame, rt_sigaction};
use crate::sys::timer::setitimer;
use crate::table::Table;
use crate::user::{BytesMut, Out};
use crate::wasi::fake::{self, Fault, Host};

std::thread_local! {
    static CALLED: Cell<usize> = const { Cell::new(0) };
}

fn call(_: &mut Frame) {
    CALLED.with(|called| called.set(called.get() + 1));
}

fn deliver(blocked: Set) -> bool {
    crate::sys::signal::deliver(blocked, call)
}

fn called() -> usize {
    CALLED.with(Cell::get)
}

/// A host, and a program that can be interrupted and has a handler of `SIGALRM`.
fn set_up(prepare: impl FnOnce(&mut Host)) {
    fake::set_up(prepare);
    CALLED.with(|called| called.set(0));
    signal::set_deliver(deliver);
    interrupts();
    let action = Sigaction {
        handler: 77,
        flags: 0,
        mask: [0; 2],
        unused: 0,
    };
    rt_sigaction(SIGALRM, In::from(&action), Out::none(), 8, 1).unwrap();
}

const fn milliseconds(ms: i64) -> Timespec {
    Timespec {
        tv_sec: ms / 1000,
        tv_nsec: (ms % 1000) as i32 * 1_000_000,
        pad: 0,
    }
}

fn alarm(ms: i32) {
    let value = [0, 0, ms / 1000, ms % 1000 * 1000];
    setitimer(0, In::from(&value), Out::none()).unwrap();
}

fn timerfd(ms: i64) -> Fd {
    let fd = sys::event::timerfd_create(clock::MONOTONIC, c::O_NONBLOCK).unwrap();
    let spec = Itimerspec {
        it_interval: Timespec::ZERO,
        it_value: milliseconds(ms),
    };
    sys::event::timerfd_settime64(fd, 0, In::from(&spec), Out::none()).unwrap();
    fd
}

fn poll_all(entries: &mut [Pollfd], ms: Option<i64>) -> Result<usize> {
    let timeout = ms.map(milliseconds);
    let timeout = timeout.as_ref().map_or(In::none(), In::from);
    poll::ppoll_time64::<Table>(InOut::of(entries), timeout, In::none(), 0)
}

const fn entry(fd: Fd, events: i16) -> Pollfd {
    Pollfd {
        fd: fd.0,
        events,
        revents: -1,
    }
}

fn silent(host: &mut Host) {
    host.stdin_ended = false;
}

fn monotonic() -> Timestamp {
    fake::host(|host| host.monotonic)
}

const MS: u64 = 1_000_000;

#[test]
fn the_first_of_several_ends_a_poll() {
    set_up(silent);
    let (late, soon) = (timerfd(50), timerfd(20));
    let start = monotonic();
    let mut entries = [
        entry(Fd(0), POLLIN),
        entry(late, POLLIN),
        entry(soon, POLLIN),
    ];
    assert_eq!(poll_all(&mut entries, Some(10)), Ok(0));
    assert_eq!(monotonic() - start, 10 * MS);
    assert_eq!(poll_all(&mut entries, None), Ok(1));
    assert_eq!(monotonic() - start, 20 * MS);
    assert_eq!(entries.map(|entry| entry.revents), [0, 0, POLLIN]);
    // Two at the same moment, the second being the end of the time.
    entries[2].fd = -1;
    assert_eq!(poll_all(&mut entries, Some(30)), Ok(1));
    assert_eq!(monotonic() - start, 50 * MS);
}

#[test]
fn a_signal_ends_a_poll() {
    set_up(silent);
    alarm(30);
    let start = monotonic();
    let mut entries = [entry(Fd(0), POLLIN)];
    assert_eq!(poll_all(&mut entries, None), Err(Errno::INTR));
    assert_eq!((monotonic() - start, called()), (30 * MS, 1));
    assert_eq!(poll_all(&mut [], None), Err(Errno::DEADLK));
    // A ready descriptor comes first; the handler has run before.
    alarm(1);
    fake::host(|host| {
        host.monotonic += 2 * MS;
        host.stdin.push_back(b'x');
    });
    assert_eq!(poll_all(&mut entries, None), Ok(1));
    assert_eq!(called(), 2);
}

#[test]
fn a_read_of_a_stream_waits_for_no_longer_than_the_timer() {
    set_up(silent);
    alarm(30);
    let mut byte = [0];
    let start = monotonic();
    let read = io::read::<Table>(Fd(0), BytesMut::of(&mut byte));
    assert_eq!(read, Err(Errno::INTR));
    assert_eq!((monotonic() - start, called()), (30 * MS, 1));
    // Without a timer the host waits.
    let before = fake::host(|host| host.calls("poll_oneoff"));
    fake::host(|host| host.stdin.push_back(b'x'));
    assert_eq!(io::read::<Table>(Fd(0), BytesMut::of(&mut byte)), Ok(1));
    assert_eq!(fake::host(|host| host.calls("poll_oneoff")), before);
}

#[test]
fn a_host_that_cannot_poll_is_read() {
    set_up(|host| host.stdin.push_back(b'x'));
    alarm(30);
    fake::host(|host| host.fault("poll_oneoff", 0, Fault::Code(58)));
    let mut byte = [0];
    assert_eq!(io::read::<Table>(Fd(0), BytesMut::of(&mut byte)), Ok(1));
}

#[test]
fn a_host_may_say_anything() {
    for fault in [
        Fault::Code(27),
        Fault::Code(9999),
        Fault::Claim(0),
        Fault::Claim(1000),
    ] {
        set_up(silent);
        let mut entries = [entry(Fd(0), POLLIN), entry(timerfd(5), POLLIN)];
        fake::host(|host| host.fault("poll_oneoff", 0, fault));
        match poll_all(&mut entries, Some(10)) {
            Ok(ready) => assert!(ready <= 2),
            Err(error) => assert!([Errno::INTR, Errno::IO].contains(&error)),
        }
        set_up(silent);
        fake::host(|host| host.fault("clock_time_get", 0, fault));
        let _ = poll_all(&mut entries, Some(10));
    }
}

#[test]
fn more_streams_than_fit() {
    set_up(silent);
    assert_eq!(
        poll_all(&mut vec![entry(Fd(0), POLLIN); 2 * LIMIT], Some(1)),
        Ok(0),
        "with room for the time"
    );
    assert_eq!(
        poll_all(&mut vec![entry(Fd(0), POLLIN); 2 * LIMIT + 1], Some(1)),
        Err(Errno::NOMEM)
    );
    assert_eq!(poll_all(&mut [entry(Fd(0), POLLIN)], Some(1)), Ok(0));
}

fn listed(list: Fd, ms: i32) -> Result<Vec<(u32, u64)>> {
    let mut events = [EpollEvent {
        events: 0,
        pad: 0,
        data: 0,
    }; 4];
    let told = sys::event::epoll_pwait(list, InOut::of(&mut events), ms, In::none(), 0)?;
    Ok(events[..told]
        .iter()
        .map(|event| (event.events, event.data))
        .collect())
}

fn list_with(list: Fd, op: i32, fd: Fd, events: u32, data: u64) -> Result {
    let event = EpollEvent {
        events,
        pad: 0,
        data,
    };
    sys::event::epoll_ctl(list, op, fd, In::from(&event))
}

#[test]
fn a_list_tells_of_streams_of_the_host() {
    set_up(silent);
    let list = sys::event::epoll_create1(0).unwrap();
    list_with(list, EPOLL_CTL_ADD, Fd(0), EPOLLIN | EPOLLET, 7).unwrap();
    assert_eq!(listed(list, 5), Ok(vec![]));
    fake::host(|host| host.stdin.extend(b"xyz"));
    assert_eq!(listed(list, 5), Ok(vec![(EPOLLIN, 7)]));
    // Once, until the next read.
    assert_eq!(listed(list, 5), Ok(vec![]));
    assert_eq!(io::read::<Table>(Fd(0), BytesMut::of(&mut [0])), Ok(1));
    assert_eq!(listed(list, 5), Ok(vec![(EPOLLIN, 7)]));
    list_with(list, EPOLL_CTL_MOD, Fd(0), EPOLLIN, 8).unwrap();
    assert_eq!(listed(list, -1), Ok(vec![(EPOLLIN, 8)]));
    assert_eq!(listed(list, -1), Ok(vec![(EPOLLIN, 8)]));
}

#[test]
fn a_list_in_a_list_wakes_a_poll() {
    set_up(silent);
    let (inner, outer) = (
        sys::event::epoll_create1(0).unwrap(),
        sys::event::epoll_create1(0).unwrap(),
    );
    list_with(inner, EPOLL_CTL_ADD, Fd(0), EPOLLIN, 1).unwrap();
    list_with(inner, EPOLL_CTL_ADD, timerfd(20), EPOLLIN, 2).unwrap();
    list_with(outer, EPOLL_CTL_ADD, inner, EPOLLIN, 3).unwrap();
    let start = monotonic();
    let mut entries = [entry(outer, POLLIN)];
    assert_eq!(poll_all(&mut entries, Some(1000)), Ok(1));
    assert_eq!(monotonic() - start, 20 * MS);
    assert_eq!(listed(outer, 0), Ok(vec![(EPOLLIN, 3)]));
    assert_eq!(listed(inner, 0), Ok(vec![(EPOLLIN, 2)]));
}

#[test]
fn lists_lie_in_each_other_only_so_deep() {
    set_up(silent);
    let lists: Vec<Fd> = (0..8)
        .map(|_| sys::event::epoll_create1(0).unwrap())
        .collect();
    let mut deepest = 0;
    for pair in lists.windows(2) {
        match list_with(pair[1], EPOLL_CTL_ADD, pair[0], EPOLLIN, 0) {
            Ok(()) => deepest += 1,
            Err(error) => assert_eq!(error, Errno::LOOP),
        }
    }
    assert!((3..7).contains(&deepest), "{deepest}");
    assert_eq!(
        list_with(lists[0], EPOLL_CTL_ADD, lists[1], EPOLLIN, 0),
        Err(Errno::LOOP)
    );
    assert_eq!(listed(lists[1], 0), Ok(vec![]));
}

#[test]
fn a_list_is_full_one_day() {
    set_up(|_| {});
    let list = sys::event::epoll_create1(0).unwrap();
    let counter = sys::event::eventfd2(1, 0).unwrap();
    for number in 100..100 + LIMIT as i32 - 110 {
        let copy = crate::table::copy(counter, number as usize, false).unwrap();
        list_with(list, EPOLL_CTL_ADD, copy, EPOLLIN, number as u64).unwrap();
    }
    let told = listed(list, 0).unwrap();
    assert_eq!(told.len(), 4);
    assert!(told.iter().all(|&(events, _)| events == EPOLLIN));
    crate::table::close(list).unwrap();
    let again = sys::event::epoll_create1(0).unwrap();
    assert_eq!(listed(again, 0), Ok(vec![]));
}
