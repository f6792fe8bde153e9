//! Lists of descriptors to wait for: epoll.
//!
//! An item of a list stands for a descriptor's number and its description, as on Linux: it
//! ends with the description, and not before. An edge-triggered item (`EPOLLET`) is
//! reported again when an inside object changes ([`Inside::happened`]), or when the stream
//! of the host was used.

use core::cell::Cell;

use crate::abi::epoll::{
    EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD, EPOLLERR, EPOLLET, EPOLLEXCLUSIVE, EPOLLHUP,
    EPOLLIN, EPOLLONESHOT, EPOLLOUT, EPOLLRDHUP, EPOLLRDNORM, EPOLLWRNORM, EpollEvent,
};
use crate::abi::fcntl as c;
use crate::abi::poll::{POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT, POLLRDHUP};
use crate::abi::signal::Sigset;
use crate::abi::stat::{S_IFMT, S_IFREG, Stat};
use crate::errno::{Errno, Result};
use crate::fd::LIMIT;
use crate::interrupt::before;
use crate::poll::{Look, happening, look};
use crate::signal::Set;
use crate::state::system;
use crate::table::wait::{Waits, Wanted, blocked, end, touched, wait};
use crate::table::{Inside, Special, What, described, description, on_end, open, special, status};
use crate::user::{Bytes, BytesMut, In, InOut};
use crate::wasi::{Event, Fd, Timestamp};

#[derive(Clone, Copy)]
struct Item {
    /// Its list; `None` if it is free.
    list: Option<u16>,
    fd: i32,
    description: u16,
    wanted: EpollEvent,
    /// Whether `EPOLLONESHOT` has had its one shot.
    is_off: bool,
    /// The current events, and those that were already reported.
    ready: i16,
    told: i16,
    /// The value of [`Inside::happened`] at that time.
    happened: u32,
}

impl Item {
    /// All zero, which takes no room in a module.
    const FREE: Self = Self {
        list: None,
        fd: 0,
        description: 0,
        wanted: EpollEvent {
            events: 0,
            pad: 0,
            data: 0,
        },
        is_off: false,
        ready: 0,
        told: 0,
        happened: 0,
    };

    /// The events of `poll` that it waits for.
    fn asked(&self) -> i16 {
        let wanted = |flags, event| {
            if self.wanted.events & flags != 0 {
                event
            } else {
                0
            }
        };
        wanted(EPOLLIN | EPOLLRDNORM, POLLIN)
            | wanted(EPOLLOUT | EPOLLWRNORM, POLLOUT)
            | wanted(EPOLLRDHUP, POLLRDHUP)
            | POLLERR
            | POLLHUP
    }

    /// The events that would not be new.
    const fn old(&self) -> i16 {
        match self.wanted.events & EPOLLET {
            0 => 0,
            _ => self.told,
        }
    }

    /// The events to report: all current ones, if one of them is new.
    const fn news(&self) -> i16 {
        if self.is_off || self.ready & !self.old() == 0 {
            return 0;
        }
        self.ready
    }

    fn what(&self) -> Option<What> {
        description(usize::from(self.description)).what
    }

    /// The events of `poll` in epoll's own bits.
    fn events(&self) -> u32 {
        let of = |event, flags| {
            if self.ready & event != 0 { flags } else { 0 }
        };
        let always = of(POLLERR | POLLNVAL, EPOLLERR) | of(POLLHUP, EPOLLHUP);
        let read = of(POLLIN, EPOLLIN | EPOLLRDNORM);
        let write = of(POLLOUT, EPOLLOUT | EPOLLWRNORM);
        let end = of(POLLRDHUP, EPOLLRDHUP);
        always | (read | write | end) & self.wanted.events
    }
}

/// A list, without its items.
#[derive(Clone, Copy)]
struct List {
    used: bool,
    /// The item where the next report begins, so that every item gets its turn.
    next: usize,
}

const FREE: List = List {
    used: false,
    next: 0,
};

/// How many lists there can be.
const LISTS: usize = 128;

system! {
    static LIST: [Cell<List>; LISTS] = [const { Cell::new(FREE) }; LISTS];
    static ITEMS: [Cell<Item>; LIMIT] = [const { Cell::new(Item::FREE) }; LIMIT];
    /// No item beyond is in use.
    static END: Cell<usize> = Cell::new(0);
}

fn list(object: usize) -> List {
    LIST.with(|lists| lists.get(object).map_or(FREE, Cell::get))
}

fn put_list(object: usize, to: List) {
    LIST.with(|lists| {
        if let Some(list) = lists.get(object) {
            list.set(to);
        }
    });
}

fn item(index: usize) -> Item {
    ITEMS.with(|items| items.get(index).map_or(Item::FREE, Cell::get))
}

fn put(index: usize, to: Item) {
    ITEMS.with(|items| {
        if let Some(item) = items.get(index) {
            item.set(to);
        }
    });
}

fn items() -> usize {
    END.with(Cell::get)
}

/// The items of a list.
fn of(object: usize) -> impl Iterator<Item = usize> {
    (0..items()).filter(move |&index| item(index).list == Some(object as u16))
}

fn remove(index: usize) {
    put(index, Item::FREE);
    while let Some(last) = items().checked_sub(1)
        && item(last).list.is_none()
    {
        END.with(|end| end.set(last));
    }
}

/// A description is no more, and with it its items.
fn ended(description: usize) {
    for index in 0..items() {
        let item = item(index);
        if item.list.is_some() && usize::from(item.description) == description {
            remove(index);
        }
    }
}

/// Makes an empty list.
pub fn epoll(flags: i32) -> Result<Fd> {
    if flags & !c::O_CLOEXEC != 0 {
        return Err(Errno::INVAL);
    }
    on_end(ended);
    open(c::O_RDWR, flags & c::O_CLOEXEC != 0, || {
        let free = LIST.with(|lists| lists.iter().position(|list| !list.get().used));
        let object = free.ok_or(Errno::NFILE)?;
        put_list(
            object,
            List {
                used: true,
                next: 0,
            },
        );
        Ok(What::Inside(&Kind, object))
    })
}

/// Adds a descriptor to a list, removes it, or wants other events of it.
pub fn control(epoll: Fd, op: i32, fd: Fd, event: In<'_, EpollEvent>) -> Result {
    let wanted = match op {
        EPOLL_CTL_DEL => None,
        _ => Some(event.read().ok_or(Errno::FAULT)?),
    };
    described(epoll)?;
    let description = described(fd)?;
    let object = match special(epoll, Special::Epoll, Errno::INVAL)? {
        _ if epoll == fd => return Err(Errno::INVAL),
        (object, _) => object,
    };
    let found = of(object).find(|&index| {
        let item = item(index);
        item.fd == fd.0 && usize::from(item.description) == description
    });
    let new = Item {
        list: Some(object as u16),
        fd: fd.0,
        description: description as u16,
        wanted: wanted.unwrap_or(Item::FREE.wanted),
        ..Item::FREE
    };
    match (op, found) {
        (EPOLL_CTL_ADD, Some(_)) => Err(Errno::EXIST),
        (EPOLL_CTL_ADD, None) => add(object, new),
        (EPOLL_CTL_MOD | EPOLL_CTL_DEL, None) => Err(Errno::NOENT),
        (EPOLL_CTL_DEL, Some(index)) => {
            remove(index);
            Ok(())
        }
        (EPOLL_CTL_MOD, Some(index)) => {
            if (new.wanted.events | item(index).wanted.events) & EPOLLEXCLUSIVE != 0 {
                return Err(Errno::INVAL);
            }
            put(index, new);
            Ok(())
        }
        _ => Err(Errno::INVAL),
    }
}

fn add(object: usize, new: Item) -> Result {
    match new.what().ok_or(Errno::BADF)? {
        What::Inside(inside, other) if inside.special() == Special::Epoll => {
            nests(other, object, 0)?;
        }
        // The events of files that are always ready.
        What::Inside(inside, other)
            if inside.special() == Special::None
                && inside.status(other).st_mode & S_IFMT == S_IFREG =>
        {
            return Err(Errno::PERM);
        }
        What::Host(fd) if matches!(look(fd, POLLIN), Look::Ready(POLLIN)) => {
            return Err(Errno::PERM);
        }
        _ => {}
    }
    let index = (0..LIMIT).find(|&index| item(index).list.is_none());
    let index = index.ok_or(Errno::NOSPC)?;
    put(index, new);
    END.with(|end| end.set(end.get().max(index + 1)));
    Ok(())
}

/// The maximum depth of nested lists.
const DEPTH: usize = 4;

/// Whether a list may become an item of another: it must not contain that one, and not be
/// too deep.
fn nests(object: usize, outer: usize, depth: usize) -> Result {
    if object == outer || depth > DEPTH {
        return Err(Errno::LOOP);
    }
    for index in of(object) {
        if let Some(What::Inside(inside, other)) = item(index).what()
            && inside.special() == Special::Epoll
        {
            nests(other, outer, depth + 1)?;
        }
    }
    Ok(())
}

struct Listed(usize);

impl Wanted for Listed {
    fn look(&self, waits: &mut Waits) -> Result {
        for index in of(self.0) {
            let mut item = item(index);
            if item.is_off {
                continue;
            }
            let asked = item.asked();
            let mut stream = None;
            let (ready, happened) = match item.what() {
                None => (0, 0),
                Some(What::Host(fd)) => {
                    let ready = match look(fd, asked) {
                        Look::Ready(ready) => ready & asked,
                        Look::Stream(fd) => {
                            stream = Some(fd);
                            0
                        }
                    };
                    (ready, touched(fd))
                }
                Some(What::Inside(inside, other)) => {
                    let ready = inside.events(other) & asked;
                    if ready == 0 {
                        #[cfg(any(network, test))]
                        {
                            waits.asked = asked;
                        }
                        inside.waits(other, waits)?;
                    }
                    // The network can have a new event while another is known.
                    #[cfg(any(network, test))]
                    if ready != 0 && inside.special() == Special::Network {
                        waits.asked = asked;
                        inside.waits(other, waits)?;
                    }
                    (ready, inside.happened(other))
                }
            };
            if happened != item.happened {
                item.told = 0;
                item.happened = happened;
            }
            item.ready = ready;
            if let Some(fd) = stream {
                waits.stream(index as u64, fd, asked & !item.old())?;
            } else {
                item.told &= ready;
            }
            put(index, item);
        }
        Ok(())
    }

    fn told(&self, event: &Event) {
        let Ok(index) = usize::try_from(event.userdata) else {
            return;
        };
        let mut item = item(index);
        if item.list == Some(self.0 as u16) {
            item.ready |= happening(event, item.asked());
            put(index, item);
        }
    }

    fn ready(&self) -> usize {
        of(self.0).filter(|&index| item(index).news() != 0).count()
    }
}

/// Waits for the descriptors of a list, and returns their events.
pub fn wait_for(
    epoll: Fd,
    events: InOut<'_, EpollEvent>,
    timeout: Option<Timestamp>,
    mask: In<'_, Sigset>,
    size: usize,
) -> Result<usize> {
    let (object, _) = special(epoll, Special::Epoll, Errno::INVAL)?;
    let blocked: Set = blocked(mask, size)?;
    before();
    match wait(&Listed(object), end(timeout)?, blocked)? {
        0 => Ok(0),
        _ => Ok(report(object, events)),
    }
}

fn report(object: usize, events: InOut<'_, EpollEvent>) -> usize {
    let (end, next) = (items(), list(object).next);
    let mut count = 0;
    for index in (next..end).chain(0..next.min(end)) {
        let mut item = item(index);
        if item.list != Some(object as u16) || item.news() == 0 {
            continue;
        }
        if count == events.len() {
            break;
        }
        events.set(
            count,
            EpollEvent {
                events: item.events(),
                ..item.wanted
            },
        );
        count += 1;
        item.told = item.ready;
        item.is_off = item.wanted.events & EPOLLONESHOT != 0;
        put(index, item);
        put_list(
            object,
            List {
                used: true,
                next: index + 1,
            },
        );
    }
    count
}

struct Kind;

impl Inside for Kind {
    fn read(&self, _object: usize, _to: &[BytesMut<'_>], _flags: i32) -> Result<usize> {
        Err(Errno::INVAL)
    }

    fn write(&self, _object: usize, _from: &[Bytes<'_>], _flags: i32) -> Result<usize> {
        Err(Errno::INVAL)
    }

    fn status(&self, object: usize) -> Stat {
        status(0o600, object, 0)
    }

    fn events(&self, object: usize) -> i16 {
        // Without waiting; if a host cannot tell, nothing is ready.
        match wait(&Listed(object), Some(0), Set::EMPTY.others()) {
            Ok(ready) if ready > 0 => POLLIN,
            _ => 0,
        }
    }

    fn happened(&self, object: usize) -> u32 {
        of(object).fold(0, |sum: u32, index| {
            let happened = match item(index).what() {
                None => 0,
                Some(What::Host(fd)) => touched(fd),
                Some(What::Inside(inside, other)) => inside.happened(other),
            };
            sum.wrapping_add(happened)
        })
    }

    fn waits(&self, object: usize, waits: &mut Waits) -> Result {
        for index in of(object) {
            let item = item(index);
            if item.is_off {
                continue;
            }
            match item.what() {
                None => {}
                Some(What::Host(fd)) => {
                    if let Look::Stream(fd) = look(fd, item.asked()) {
                        waits.stream(Waits::WAKES, fd, item.asked() & !item.old())?;
                    }
                }
                Some(What::Inside(inside, other)) => inside.waits(other, waits)?,
            }
        }
        Ok(())
    }

    fn special(&self) -> Special {
        Special::Epoll
    }

    fn close(&self, object: usize) {
        for index in 0..items() {
            if item(index).list == Some(object as u16) {
                remove(index);
            }
        }
        put_list(object, FREE);
    }
}
