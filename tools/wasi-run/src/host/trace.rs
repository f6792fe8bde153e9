//! `--trace`: every call on a line, decoded like strace does.
//!
//! What the program passes stands in the parentheses, what it gets back
//! behind the equals sign: `fd_read(3, [4096]) = 6 "hello\n"`.

use std::fmt::Write as _;
use std::io::Write;

use super::Stop;
use super::guest::{Errno, address, bytes, u16_at, u32_at, u64_at};
use super::poll::Subscription;
use super::table::{Function, Kind};

/// Where the lines go.
pub type Sink = Box<dyn Write + Send>;

/// The most bytes of a text or buffer that are shown.
const SHOWN: usize = 32;
/// The most elements of an array that are shown.
const ELEMENTS: u32 = 16;

pub struct Tracer {
    sink: Sink,
}

impl Tracer {
    pub fn new(sink: Sink) -> Self {
        Self { sink }
    }

    /// The parenthesised part of a line.
    pub fn inputs(&self, function: &Function, args: &[u64], memory: &[u8]) -> String {
        let shown: Vec<_> = function
            .params
            .iter()
            .enumerate()
            .filter_map(|(index, kind)| input(*kind, &args[index..], memory))
            .collect();
        shown.join(", ")
    }

    /// Writes the line of an answered call.
    pub fn record(
        &mut self,
        function: &Function,
        inputs: &str,
        args: &[u64],
        answer: &Result<i32, Stop>,
        memory: &[u8],
    ) {
        let result = match answer {
            Err(_) => "?".to_owned(),
            Ok(0) => outputs(function, args, memory),
            Ok(raw) => Errno::from_raw(*raw)
                .name()
                .map_or_else(|| format!("unknown error {raw}"), str::to_owned),
        };
        let line = format!("{}({inputs}) = {result}\n", function.name);
        // One write, so that lines stay whole beside the program's own. Where
        // the reader of the trace has gone, the program goes on without it.
        let _ = self.sink.write_all(line.as_bytes());
    }
}

/// How a parameter that the program passes is shown, `None` for one that is
/// shown with another or after the call.
fn input(kind: Kind, args: &[u64], memory: &[u8]) -> Option<String> {
    let wide = args[0];
    let low = address(wide);
    let next = || args.get(1).copied().map_or(0, address);
    Some(match kind {
        Kind::Fd | Kind::Size | Kind::BufferText | Kind::Exitcode => low.to_string(),
        Kind::Filesize | Kind::Timestamp | Kind::Dircookie => wide.to_string(),
        Kind::Filedelta => wide.cast_signed().to_string(),
        Kind::Rights => rights(wide),
        Kind::Clockid => choice(low, CLOCKS),
        Kind::Advice => choice(low, ADVICE),
        Kind::Whence => choice(low, WHENCE),
        Kind::Signal => choice(low, SIGNALS),
        Kind::Fdflags => flags(low, FDFLAGS),
        Kind::Fstflags => flags(low, FSTFLAGS),
        Kind::Lookupflags => flags(low, LOOKUPFLAGS),
        Kind::Oflags => flags(low, OFLAGS),
        Kind::Riflags => flags(low, RIFLAGS),
        Kind::Siflags => flags(low, &[]),
        Kind::Sdflags => flags(low, SDFLAGS),
        Kind::Text => text(memory, low, next()),
        Kind::Ciovecs => vectors(memory, low, next(), |start, length| {
            text(memory, start, length)
        }),
        Kind::Iovecs => vectors(memory, low, next(), |_, length| length.to_string()),
        Kind::Subscriptions => {
            // In `poll_oneoff` the count is the third parameter.
            let count = args.get(2).copied().map_or(0, address);
            list(count, |index| {
                Subscription::read(memory, low, index).map(|it| it.to_string())
            })
        }
        Kind::Length
        | Kind::Buffer
        | Kind::OutFd
        | Kind::OutSize
        | Kind::OutFilesize
        | Kind::OutTimestamp
        | Kind::OutFdstat
        | Kind::OutFilestat
        | Kind::OutPrestat
        | Kind::OutRoflags
        | Kind::OutRead
        | Kind::OutText
        | Kind::OutEvents => return None,
    })
}

/// What a successful call gave back; `0` if it gives nothing back.
fn outputs(function: &Function, args: &[u64], memory: &[u8]) -> String {
    let of = |wanted: Kind| {
        let index = function.params.iter().position(|kind| *kind == wanted)?;
        args.get(index).copied().map(address)
    };
    let shown: Vec<_> = function
        .params
        .iter()
        .zip(args)
        .filter_map(|(kind, arg)| {
            let at = address(*arg);
            let shown = match kind {
                Kind::OutFd | Kind::OutSize => u32_at(memory, at).map(|it| it.to_string()),
                Kind::OutFilesize | Kind::OutTimestamp => {
                    u64_at(memory, at).map(|it| it.to_string())
                }
                Kind::OutRoflags => u16_at(memory, at).map(|it| flags(it.into(), ROFLAGS)),
                Kind::OutFdstat => fdstat(memory, at),
                Kind::OutFilestat => filestat(memory, at),
                Kind::OutPrestat => {
                    u32_at(memory, at.wrapping_add(4)).map(|it| format!("{{name length {it}}}"))
                }
                Kind::OutRead => u32_at(memory, at).map(|length| {
                    let vectors = of(Kind::Iovecs).unwrap_or_default();
                    format!("{length} {}", gathered(memory, vectors, length))
                }),
                Kind::OutText => u32_at(memory, at).map(|length| {
                    let buffer = of(Kind::Buffer).unwrap_or_default();
                    format!("{length} {}", text(memory, buffer, length))
                }),
                Kind::BufferText => Some(text(memory, of(Kind::Buffer).unwrap_or_default(), at)),
                Kind::OutEvents => u32_at(memory, at).map(|count| {
                    let events = of(Kind::Buffer).unwrap_or_default();
                    format!(
                        "{count} {}",
                        list(count, |index| event(memory, events, index))
                    )
                }),
                _ => return None,
            };
            Some(shown.unwrap_or_else(|| bad(at)))
        })
        .collect();
    if shown.is_empty() {
        "0".to_owned()
    } else {
        shown.join(", ")
    }
}

/// A text in quotes with C escapes, cut after [`SHOWN`] bytes.
fn text(memory: &[u8], start: u32, length: u32) -> String {
    match bytes(memory, start, length) {
        Some(bytes) => quote(bytes),
        None => bad(start),
    }
}

fn quote(bytes: &[u8]) -> String {
    let shown = &bytes[..bytes.len().min(SHOWN)];
    let rest = if shown.len() < bytes.len() { "..." } else { "" };
    format!("\"{}\"{rest}", shown.escape_ascii())
}

fn bad(start: u32) -> String {
    format!("<outside of memory: {start:#x}>")
}

/// The start of what was read into an array of buffers.
fn gathered(memory: &[u8], vectors: u32, length: u32) -> String {
    let mut read = Vec::new();
    let mut left = length;
    let mut at = vectors;
    while left > 0 && read.len() <= SHOWN {
        let Some((start, size)) = u32_at(memory, at).zip(u32_at(memory, at.wrapping_add(4))) else {
            break;
        };
        let Some(part) = bytes(memory, start, size.min(left)) else {
            break;
        };
        read.extend_from_slice(&part[..part.len().min(SHOWN + 1)]);
        left -= size.min(left);
        at = at.wrapping_add(8);
    }
    quote(&read)
}

/// An array of (address, length) pairs.
fn vectors(memory: &[u8], start: u32, count: u32, show: impl Fn(u32, u32) -> String) -> String {
    list(count, |index| {
        let at = start.wrapping_add(index.wrapping_mul(8));
        let address = u32_at(memory, at)?;
        let length = u32_at(memory, at.wrapping_add(4))?;
        Some(show(address, length))
    })
}

/// `[a, b, c]`, cut after [`ELEMENTS`] elements.
fn list(count: u32, show: impl Fn(u32) -> Option<String>) -> String {
    let mut out = String::from("[");
    for index in 0..count {
        if index > 0 {
            out.push_str(", ");
        }
        if index == ELEMENTS {
            let _ = write!(out, "... {count} in all");
            break;
        }
        match show(index) {
            Some(element) => out.push_str(&element),
            None => {
                out.push_str("<outside of memory>");
                break;
            }
        }
    }
    out.push(']');
    out
}

fn fdstat(memory: &[u8], at: u32) -> Option<String> {
    let filetype = bytes(memory, at, 1)?[0];
    let fdflags = u16_at(memory, at.wrapping_add(2))?;
    let base = u64_at(memory, at.wrapping_add(8))?;
    let inheriting = u64_at(memory, at.wrapping_add(16))?;
    Some(format!(
        "{{{}, {}, rights {}, inheriting {}}}",
        choice(filetype.into(), FILETYPES),
        flags(fdflags.into(), FDFLAGS),
        rights(base),
        rights(inheriting)
    ))
}

fn filestat(memory: &[u8], at: u32) -> Option<String> {
    let word = |offset: u32| u64_at(memory, at.wrapping_add(offset));
    let filetype = bytes(memory, at.wrapping_add(16), 1)?[0];
    Some(format!(
        "{{dev {}, ino {}, {}, nlink {}, size {}, atim {}, mtim {}, ctim {}}}",
        word(0)?,
        word(8)?,
        choice(filetype.into(), FILETYPES),
        word(24)?,
        word(32)?,
        word(40)?,
        word(48)?,
        word(56)?,
    ))
}

fn event(memory: &[u8], events: u32, index: u32) -> Option<String> {
    let at = events.wrapping_add(index.wrapping_mul(32));
    let userdata = u64_at(memory, at)?;
    let error = u16_at(memory, at.wrapping_add(8))?;
    let kind = bytes(memory, at.wrapping_add(10), 1)?[0];
    let length = u64_at(memory, at.wrapping_add(16))?;
    let hangup = u16_at(memory, at.wrapping_add(24))?;
    let mut out = format!("{{{userdata:#x}, {}", choice(kind.into(), EVENTS));
    if error != 0 {
        let name = Errno::from_raw(error.into()).name();
        let _ = write!(out, ", {}", name.unwrap_or("unknown error"));
    }
    if kind != 0 {
        let _ = write!(out, ", {length} bytes");
    }
    if hangup & 1 != 0 {
        out.push_str(", HANGUP");
    }
    out.push('}');
    Some(out)
}

fn choice(value: u32, names: &[&str]) -> String {
    match names.get(value as usize) {
        Some(name) => (*name).to_owned(),
        None => value.to_string(),
    }
}

fn flags(value: u32, names: &[&str]) -> String {
    let mut shown: Vec<_> = names
        .iter()
        .enumerate()
        .filter(|(bit, _)| value & (1 << bit) != 0)
        .map(|(_, name)| (*name).to_owned())
        .collect();
    let unknown = value & !((1 << names.len()) - 1);
    if unknown != 0 || shown.is_empty() {
        shown.push(if unknown == 0 {
            "0".to_owned()
        } else {
            format!("{unknown:#x}")
        });
    }
    shown.join("|")
}

/// In hexadecimal: the thirty names would bury the rest of a line.
fn rights(value: u64) -> String {
    format!("{value:#x}")
}

const CLOCKS: &[&str] = &["REALTIME", "MONOTONIC", "PROCESS_CPUTIME", "THREAD_CPUTIME"];
const ADVICE: &[&str] = &[
    "NORMAL",
    "SEQUENTIAL",
    "RANDOM",
    "WILLNEED",
    "DONTNEED",
    "NOREUSE",
];
const WHENCE: &[&str] = &["SEEK_SET", "SEEK_CUR", "SEEK_END"];
#[rustfmt::skip]
const SIGNALS: &[&str] = &[
    "0", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE",
    "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGCHLD",
    "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ",
    "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGPOLL", "SIGPWR", "SIGSYS",
];
const FILETYPES: &[&str] = &[
    "UNKNOWN",
    "BLOCK_DEVICE",
    "CHARACTER_DEVICE",
    "DIRECTORY",
    "REGULAR_FILE",
    "SOCKET_DGRAM",
    "SOCKET_STREAM",
    "SYMBOLIC_LINK",
];
pub(super) const EVENTS: &[&str] = &["CLOCK", "FD_READ", "FD_WRITE"];
const FDFLAGS: &[&str] = &["APPEND", "DSYNC", "NONBLOCK", "RSYNC", "SYNC"];
const FSTFLAGS: &[&str] = &["ATIM", "ATIM_NOW", "MTIM", "MTIM_NOW"];
const LOOKUPFLAGS: &[&str] = &["SYMLINK_FOLLOW"];
const OFLAGS: &[&str] = &["O_CREAT", "O_DIRECTORY", "O_EXCL", "O_TRUNC"];
const RIFLAGS: &[&str] = &["PEEK", "WAITALL"];
const ROFLAGS: &[&str] = &["DATA_TRUNCATED"];
const SDFLAGS: &[&str] = &["RD", "WR"];

impl std::fmt::Display for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use super::poll::Event;
        match self.event {
            Event::Clock {
                clock,
                timeout,
                absolute,
            } => {
                let how = if absolute { "until" } else { "after" };
                write!(f, "{{{}, {how} {timeout} ns}}", choice(clock, CLOCKS))
            }
            Event::Descriptor { tag, fd } => {
                write!(f, "{{{}, {fd}}}", choice(tag.into(), EVENTS))
            }
        }
    }
}
