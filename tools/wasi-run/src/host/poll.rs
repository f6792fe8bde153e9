//! `poll_oneoff`.
//!
//! wasmtime-wasi waits for the standard streams alone: it takes whatever else was opened
//! for ready, and fails as a whole if one descriptor is none, or is to be read that can
//! only be written. Here the kernel is asked for all of them.

use std::fs::File;
use std::os::fd::{AsFd, BorrowedFd};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{FileType, fstat, tell};
use rustix::io::{Errno as Os, ioctl_fionread};
use wasmtime_wasi::p1::WasiP1Ctx;

use super::file::Files;
use super::guest::{Errno, Guest, address, array, bytes, out_of_bounds, u16_at, u32_at, u64_at};
use super::opened::Table;
use super::socket::{Sockets, retry};
use super::stdio::Streams;
use super::table::Id;
use super::{Stop, dispatch};

/// The size of a subscription.
pub const SUBSCRIPTION: u32 = 48;
/// The size of an event.
pub const EVENT: u32 = 32;

/// What a program waits for.
#[derive(Clone, Copy, Debug)]
pub struct Subscription {
    pub userdata: [u8; 8],
    pub event: Event,
}

#[derive(Clone, Copy, Debug)]
pub enum Event {
    Clock {
        clock: u32,
        timeout: u64,
        absolute: bool,
    },
    /// A descriptor becomes readable or writable; `tag` is the event's type.
    Descriptor { tag: u8, fd: u32 },
}

impl Subscription {
    /// Element `index` of the array at `start`, `None` outside of the memory.
    pub fn read(memory: &[u8], start: u32, index: u32) -> Option<Self> {
        let at = index.checked_mul(SUBSCRIPTION)?.checked_add(start)?;
        bytes(memory, at, SUBSCRIPTION)?;
        let field = |offset: u32| at.wrapping_add(offset);
        let event = match bytes(memory, field(8), 1)?[0] {
            0 => Event::Clock {
                clock: u32_at(memory, field(16))?,
                timeout: u64_at(memory, field(24))?,
                absolute: u16_at(memory, field(40))? & 1 != 0,
            },
            tag => Event::Descriptor {
                tag,
                fd: u32_at(memory, field(16))?,
            },
        };
        Some(Self {
            userdata: array(memory, at)?,
            event,
        })
    }
}

/// Whose descriptors can be waited for.
pub struct World<'a> {
    pub wasi: &'a mut WasiP1Ctx,
    pub files: &'a Files,
    pub streams: &'a Streams,
    pub sockets: &'a Sockets,
    pub opened: &'a Table,
}

/// What there is to wait for behind a number.
enum Source<'a> {
    /// The kernel knows.
    Stream(BorrowedFd<'a>),
    /// Never waits: it has so many bytes left.
    File(u64),
    Nothing,
}

/// What happened.
struct Happening {
    error: Errno,
    bytes: u64,
    has_hung_up: bool,
}

impl World<'_> {
    /// Waits for the first of what is wanted.
    pub fn poll(&mut self, args: &[u64], memory: &mut [u8]) -> Result<Errno, Stop> {
        let (from, to, count) = (address(args[0]), address(args[1]), address(args[2]));
        let wanted = (0..count)
            .map(|index| Subscription::read(memory, from, index))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| out_of_bounds(from, count as usize * SUBSCRIPTION as usize))?;
        let is_clock = |wanted: &Subscription| matches!(wanted.event, Event::Clock { .. });
        if wanted.is_empty() {
            // Nothing would ever end it.
            return Ok(Errno::INVAL);
        }

        // What is left of each clock, and what it is of all.
        let mut left = Vec::new();
        for Subscription { event, .. } in &wanted {
            if let Event::Clock {
                clock,
                timeout,
                absolute,
            } = *event
            {
                match time_left(self.wasi, clock, timeout, absolute)? {
                    Ok(time) => left.push(time),
                    Err(error) => return Ok(error),
                }
            }
        }
        let mut soonest = left.iter().min().copied();
        let mut sources = Vec::new();
        for Subscription { event, .. } in &wanted {
            if let Event::Descriptor { fd, .. } = *event {
                let source = self.source(fd)?;
                if !matches!(source, Source::Stream(_)) {
                    soonest = Some(0);
                }
                sources.push(source);
            }
        }

        let mut fds: Vec<_> = wanted
            .iter()
            .filter(|wanted| !is_clock(wanted))
            .zip(&sources)
            .filter_map(|(wanted, source)| match (wanted.event, source) {
                (Event::Descriptor { tag, .. }, Source::Stream(fd)) => {
                    Some(PollFd::new(fd, direction(tag)))
                }
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
            Err(_) => return Ok(Errno::IO),
        };
        // A clock counts when nothing came before it, or when it was due at once.
        let passed = if ready == 0 { soonest } else { Some(0) };

        let mut left = left.into_iter();
        let mut sources = sources.iter();
        let mut polled = fds.iter().map(PollFd::revents);
        let mut events = 0;
        for Subscription { userdata, event } in &wanted {
            let (tag, happening) = match *event {
                Event::Clock { .. } => match left.next() {
                    Some(time) if passed.is_some_and(|passed| time <= passed) => {
                        (0, Happening::of(0))
                    }
                    _ => continue,
                },
                Event::Descriptor { tag, .. } => {
                    let happening = match sources.next() {
                        Some(Source::Stream(fd)) => {
                            let said = polled.next().unwrap_or(PollFlags::empty());
                            match Happening::told(fd, tag, said) {
                                Some(happening) => happening,
                                None => continue,
                            }
                        }
                        Some(Source::File(bytes)) => Happening {
                            has_hung_up: tag == READ && *bytes == 0,
                            ..Happening::of(*bytes)
                        },
                        Some(Source::Nothing) | None => Happening {
                            error: Errno::BADF,
                            ..Happening::of(0)
                        },
                    };
                    (tag, happening)
                }
            };
            let mut record = [0; EVENT as usize];
            record[..8].copy_from_slice(userdata);
            record[8..10].copy_from_slice(&happening.error.code().to_le_bytes());
            record[10] = tag;
            record[16..24].copy_from_slice(&happening.bytes.to_le_bytes());
            record[24] = u8::from(happening.has_hung_up);
            let at = to.saturating_add(EVENT.saturating_mul(events));
            Guest(memory).put(at, &record)?;
            events += 1;
        }
        Guest(memory).put(address(args[3]), &events.to_le_bytes())?;
        Ok(Errno::SUCCESS)
    }
}

impl<'a> World<'a> {
    fn source(&mut self, number: u32) -> Result<Source<'a>, Stop> {
        let stream = self
            .sockets
            .get(number)
            .or_else(|| self.streams.get(number));
        if let Some(stream) = stream {
            return Ok(Source::Stream(stream));
        }
        if let Some(file) = self.files.get(number) {
            return Ok(Source::File(rest(file, tell(file).unwrap_or(0))));
        }
        let Some(opened) = self.opened.get(number) else {
            return Ok(Source::Nothing);
        };
        let waits = fstat(&opened.file).is_ok_and(|stat| {
            matches!(
                FileType::from_raw_mode(stat.st_mode),
                FileType::CharacterDevice | FileType::Fifo
            )
        });
        if waits {
            return Ok(Source::Stream(opened.file.as_fd()));
        }
        let mut position = [0; 8];
        // A directory has none.
        let _ = dispatch(self.wasi, Id::fd_tell, &[number.into(), 0], &mut position)?;
        Ok(Source::File(rest(
            &opened.file,
            u64::from_le_bytes(position),
        )))
    }
}

impl Happening {
    fn of(bytes: u64) -> Self {
        Self {
            error: Errno::SUCCESS,
            bytes,
            has_hung_up: false,
        }
    }

    /// What the kernel says of a stream, `None` if nothing happened.
    fn told(fd: &BorrowedFd<'_>, tag: u8, said: PollFlags) -> Option<Self> {
        let ready = direction(tag) | PollFlags::HUP;
        if said.is_empty() {
            return None;
        }
        if !said.intersects(ready) {
            return Some(Self {
                error: Errno::IO,
                ..Self::of(0)
            });
        }
        let bytes = match tag {
            READ => ioctl_fionread(fd).unwrap_or(0),
            // As many as a pipe takes when it takes anything.
            _ => 4096,
        };
        Some(Self {
            has_hung_up: said.contains(PollFlags::HUP),
            ..Self::of(bytes)
        })
    }
}

/// The type of an event of a descriptor that can be read.
const READ: u8 = 1;

fn direction(tag: u8) -> PollFlags {
    match tag {
        READ => PollFlags::IN,
        _ => PollFlags::OUT,
    }
}

/// The bytes of a file after a position.
fn rest(file: &File, position: u64) -> u64 {
    let size = fstat(file).map_or(0, |stat| u64::try_from(stat.st_size).unwrap_or(0));
    size.saturating_sub(position)
}

/// How long it takes until an event of a clock.
fn time_left(
    wasi: &mut WasiP1Ctx,
    clock: u32,
    timeout: u64,
    absolute: bool,
) -> Result<Result<u64, Errno>, Stop> {
    const MONOTONIC: u32 = 1;
    if clock > MONOTONIC {
        return Ok(Err(Errno::INVAL));
    }
    if !absolute {
        return Ok(Ok(timeout));
    }
    let mut now = [0; 8];
    match dispatch(wasi, Id::clock_time_get, &[clock.into(), 1, 0], &mut now)? {
        0 => Ok(Ok(timeout.saturating_sub(u64::from_le_bytes(now)))),
        error => Ok(Err(Errno::from_raw(error))),
    }
}
