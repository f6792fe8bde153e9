//! `poll_oneoff`.
//!
//! wasmtime-wasi waits for the standard streams alone: it considers every other file
//! ready, and fails completely if one descriptor is not open or not readable. This layer
//! asks the kernel about all of them.

use std::fs::File;
use std::os::fd::AsFd;
use std::sync::Arc;

use preview1::{Clockid, Errno, Event, Eventrwflags, Eventtype, Id, Subclockflags, Subscription};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{FileType, fstat, tell};
use rustix::io::{Errno as Os, ioctl_fionread};

use super::Stop;
use super::guest::{Guest, address, out_of_bounds};
use super::layer::{Below, Later, Layer};
use super::socket::retry;

/// Element `index` of the array of subscriptions at `start`, `None` outside of the memory.
pub fn subscription(memory: &Guest<'_>, start: u32, index: u32) -> Option<Subscription> {
    let at = index
        .checked_mul(Subscription::SIZE as u32)?
        .checked_add(start)?;
    Some(Subscription::from_bytes(&memory.array(at)?))
}

/// Waits for all kinds of files that a program can have open.
pub struct Poll;

impl Layer for Poll {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        match id {
            Id::poll_oneoff => {
                let wait = match Wait::new(args, memory, below)? {
                    Ok(wait) => wait,
                    Err(error) => return Ok(error),
                };
                match memory.is_shared() {
                    true => Err(Later::stop(|memory| wait.finish(memory))),
                    false => wait.finish(memory),
                }
            }
            _ => below.call(id, args, memory),
        }
    }
}

/// The source of events behind a number.
enum Source {
    /// Ask the kernel.
    Stream(Arc<dyn AsFd + Send + Sync>),
    /// Never waits: this many bytes are left.
    File(u64),
    Nothing,
}

/// The event.
struct Happening {
    error: Errno,
    bytes: u64,
    has_hung_up: bool,
}

/// Waits for the first of the wanted events.
struct Wait {
    wanted: Vec<Subscription>,
    /// Of those that are descriptors.
    sources: Vec<Source>,
    /// The remaining time of those that are clocks.
    left: Vec<u64>,
    /// The places of the events and of their number.
    to: u32,
    count: u32,
}

fn is_clock(wanted: &&Subscription) -> bool {
    wanted.kind() == Eventtype::CLOCK
}

fn is_descriptor(wanted: &&Subscription) -> bool {
    !is_clock(wanted)
}

impl Wait {
    fn new(
        args: &[u64],
        memory: &Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Result<Self, Errno>, Stop> {
        let (from, to, count) = (address(args[0]), address(args[1]), address(args[2]));
        let wanted = (0..count)
            .map(|index| subscription(memory, from, index))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| out_of_bounds(from, count as usize * Subscription::SIZE))?;
        if wanted.is_empty() {
            // Nothing would ever end it.
            return Ok(Err(Errno::INVAL));
        }

        let mut left = Vec::new();
        for clock in wanted.iter().filter(is_clock) {
            match time_left(below, clock)? {
                Ok(time) => left.push(time),
                Err(error) => return Ok(Err(error)),
            }
        }
        let mut sources = Vec::new();
        for descriptor in wanted.iter().filter(is_descriptor) {
            sources.push(source(descriptor.host_number().cast_unsigned(), below)?);
        }
        Ok(Ok(Self {
            wanted,
            sources,
            left,
            to,
            count: address(args[3]),
        }))
    }

    fn finish(self, memory: &mut Guest<'_>) -> Result<Errno, Stop> {
        let Self {
            wanted,
            sources,
            left,
            to,
            count,
        } = self;
        let mut soonest = left.iter().min().copied();
        if sources
            .iter()
            .any(|source| !matches!(source, Source::Stream(_)))
        {
            soonest = Some(0);
        }
        let mut fds: Vec<_> = wanted
            .iter()
            .filter(is_descriptor)
            .zip(&sources)
            .filter_map(|(wanted, source)| match source {
                Source::Stream(fd) => Some(PollFd::new(fd, direction(wanted.kind()))),
                _ => None,
            })
            .collect();
        let timeout = soonest.map(|left| Timespec {
            tv_sec: (left / 1_000_000_000).cast_signed(),
            tv_nsec: (left % 1_000_000_000).cast_signed(),
        });
        let ready = match retry(|| poll(&mut fds, timeout.as_ref())) {
            Ok(ready) => ready,
            Err(Os::INVAL) => return Ok(Errno::INVAL),
            Err(Os::INTR) => return Ok(Errno::INTR),
            Err(_) => return Ok(Errno::IO),
        };
        // A clock counts when nothing came before it, or when it was due at once.
        let passed = if ready == 0 { soonest } else { Some(0) };

        let mut left = left.into_iter();
        let mut sources = sources.iter();
        let mut polled = fds.iter().map(PollFd::revents);
        let mut events = 0;
        for wanted in &wanted {
            let kind = wanted.kind();
            let happening = if kind == Eventtype::CLOCK {
                match left.next() {
                    Some(time) if passed.is_some_and(|passed| time <= passed) => Happening::of(0),
                    _ => continue,
                }
            } else {
                match sources.next() {
                    Some(Source::Stream(fd)) => {
                        let said = polled.next().unwrap_or(PollFlags::empty());
                        match Happening::told(&**fd, kind, said) {
                            Some(happening) => happening,
                            None => continue,
                        }
                    }
                    Some(Source::File(bytes)) => Happening {
                        has_hung_up: kind == Eventtype::FD_READ && *bytes == 0,
                        ..Happening::of(*bytes)
                    },
                    Some(Source::Nothing) | None => Happening {
                        error: Errno::BADF,
                        ..Happening::of(0)
                    },
                }
            };
            let event = Event {
                userdata: wanted.userdata,
                error: happening.error.0,
                kind,
                nbytes: happening.bytes,
                flags: if happening.has_hung_up {
                    Eventrwflags::HANGUP
                } else {
                    Eventrwflags::NONE
                },
            };
            let at = to.saturating_add((Event::SIZE as u32).saturating_mul(events));
            memory.put(at, &event.to_bytes())?;
            events += 1;
        }
        memory.put(count, &events.to_le_bytes())?;
        Ok(Errno::SUCCESS)
    }
}

fn source(number: u32, below: &mut Below<'_>) -> Result<Source, Stop> {
    if let Some(socket) = below.socket(number) {
        return Ok(Source::Stream(socket));
    }
    if let Some(file) = below.files().and_then(|files| files.get(number)) {
        return Ok(match kind(&file) {
            Some(FileType::RegularFile) => Source::File(rest(&file, tell(&file).unwrap_or(0))),
            _ => Source::Stream(file),
        });
    }
    let opened = &below.wasi.opened;
    if let Some(file) = opened.standard().get(&number) {
        return Ok(match kind(file) {
            Some(FileType::RegularFile) => Source::File(rest(file, tell(file).unwrap_or(0))),
            _ => Source::Stream(file.clone()),
        });
    }
    let Some(opened) = opened.get(number) else {
        return Ok(Source::Nothing);
    };
    let file = opened.file.clone();
    if let Some(FileType::CharacterDevice | FileType::Fifo) = kind(&file) {
        return Ok(Source::Stream(file));
    }
    let mut position = [0; 8];
    // A directory has no events.
    let _ = below.call(
        Id::fd_tell,
        &[number.into(), 0],
        &mut Guest::Alone(&mut position),
    )?;
    Ok(Source::File(rest(&file, u64::from_le_bytes(position))))
}

fn kind(file: &File) -> Option<FileType> {
    let stat = fstat(file).ok()?;
    Some(FileType::from_raw_mode(stat.st_mode))
}

impl Happening {
    fn of(bytes: u64) -> Self {
        Self {
            error: Errno::SUCCESS,
            bytes,
            has_hung_up: false,
        }
    }

    /// The kernel's report about a stream, `None` if nothing happened.
    fn told(fd: &dyn AsFd, kind: Eventtype, said: PollFlags) -> Option<Self> {
        let ready = direction(kind) | PollFlags::HUP;
        if said.is_empty() {
            return None;
        }
        if !said.intersects(ready) {
            return Some(Self {
                error: Errno::IO,
                ..Self::of(0)
            });
        }
        let bytes = match kind {
            Eventtype::FD_READ => ioctl_fionread(fd).unwrap_or(0),
            // The size that a pipe surely accepts once it accepts anything.
            _ => 4096,
        };
        Some(Self {
            has_hung_up: said.contains(PollFlags::HUP),
            ..Self::of(bytes)
        })
    }
}

fn direction(kind: Eventtype) -> PollFlags {
    match kind {
        Eventtype::FD_READ => PollFlags::IN,
        _ => PollFlags::OUT,
    }
}

/// The bytes of a file after a position.
fn rest(file: &File, position: u64) -> u64 {
    let size = fstat(file).map_or(0, |stat| u64::try_from(stat.st_size).unwrap_or(0));
    size.saturating_sub(position)
}

/// The time until an event of a clock.
fn time_left(below: &mut Below<'_>, wanted: &Subscription) -> Result<Result<u64, Errno>, Stop> {
    let clock = wanted.clockid();
    if !matches!(clock, Clockid::REALTIME | Clockid::MONOTONIC) {
        return Ok(Err(Errno::INVAL));
    }
    let timeout = wanted.timeout();
    if !wanted.clock_flags().has(Subclockflags::ABSTIME) {
        return Ok(Ok(timeout));
    }
    let mut now = [0; 8];
    match below.call(
        Id::clock_time_get,
        &[clock.0.into(), 1, 0],
        &mut Guest::Alone(&mut now),
    )? {
        Errno::SUCCESS => Ok(Ok(timeout.saturating_sub(u64::from_le_bytes(now)))),
        error => Ok(Err(error)),
    }
}
