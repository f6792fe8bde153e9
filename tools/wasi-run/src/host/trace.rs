//! `--trace`: every call on a line, decoded like strace does.
//!
//! The arguments are in the parentheses, the results after the equals sign:
//! `fd_read(3, [4096]) = 6 "hello\n"`.

use std::fmt::{self, Write as _};
use std::io::Write;

use preview1::{
    Advice, Clockid, Errno, Event, Eventrwflags, Eventtype, Fdflags, Fdstat, Filestat, Filetype,
    Fstflags, Function, Kind, Lookupflags, Oflags, Riflags, Rights, Roflags, Sdflags, Signal,
    Subclockflags, Subscription, Whence,
};

use super::Stop;
use super::guest::{Guest, address};
use super::poll::subscription;

/// Where the lines go.
pub type Sink = Box<dyn Write + Send>;

/// The most bytes of a text or buffer that are shown.
const SHOWN: usize = 32;
/// The most elements of an array that are shown.
const ELEMENTS: u32 = 16;

pub struct Tracer {
    sink: Sink,
    /// Whether a line begins with the number of the process.
    has_processes: bool,
    /// Whether a line begins with the number of the thread: from the first that was started.
    has_threads: bool,
}

impl Tracer {
    pub fn new(sink: Sink, has_processes: bool) -> Self {
        Self {
            sink,
            has_processes,
            has_threads: false,
        }
    }

    /// The parenthesised part of a line.
    pub fn inputs(&self, function: &Function, args: &[u64], memory: &Guest<'_>) -> String {
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
        thread: Option<u32>,
        function: &Function,
        inputs: &str,
        args: &[u64],
        answer: &Result<i32, Stop>,
        memory: &Guest<'_>,
    ) {
        let result = match answer {
            Err(_) => "?".to_owned(),
            Ok(0) => outputs(function, args, memory),
            Ok(raw) => Errno::from_raw(*raw)
                .name()
                .map_or_else(|| format!("unknown error {raw}"), str::to_owned),
        };
        self.write(
            thread,
            format_args!("{}({inputs}) = {result}", function.name),
        );
    }

    /// Writes the line of a call that starts a thread.
    pub fn record_spawn(&mut self, thread: u32, argument: i32, number: i32) {
        self.has_threads |= number > 0;
        let result = match Errno::from_raw(number.wrapping_neg()).name() {
            Some(error) if number < 0 => error.to_owned(),
            _ => number.to_string(),
        };
        self.write(
            Some(thread),
            format_args!("thread-spawn({argument:#x}) = {result}"),
        );
    }

    fn write(&mut self, thread: Option<u32>, call: fmt::Arguments<'_>) {
        let number = match thread {
            Some(thread) if self.has_threads => format!("[{thread}] "),
            _ if self.has_processes => format!("[{}] ", std::process::id()),
            _ => String::new(),
        };
        let line = format!("{number}{call}\n");
        // One write, so that lines stay whole next to the program's own output. If the
        // reader of the trace is gone, the program continues without it.
        let _ = self.sink.write_all(line.as_bytes());
    }
}

/// The text for a parameter, `None` for one that is shown with another or after the call.
fn input(kind: Kind, args: &[u64], memory: &Guest<'_>) -> Option<String> {
    let wide = args[0];
    let low = address(wide);
    let next = || args.get(1).copied().map_or(0, address);
    Some(match kind {
        Kind::Fd | Kind::Size | Kind::BufferText | Kind::Exitcode => low.to_string(),
        Kind::Filesize | Kind::Timestamp | Kind::Dircookie => wide.to_string(),
        Kind::Filedelta => wide.cast_signed().to_string(),
        Kind::Rights => rights(Rights(wide)),
        Kind::Clockid => named("", Clockid(low).name(), low),
        Kind::Advice => named("", byte(low, |it| Advice(it).name()), low),
        Kind::Whence => named("SEEK_", byte(low, |it| Whence(it).name()), low),
        Kind::Signal => named("SIG", byte(low, |it| Signal(it).name()), low),
        Kind::Fdflags => flags("", low, Fdflags::NAMES, |it| it.0.into()),
        Kind::Fstflags => flags("", low, Fstflags::NAMES, |it| it.0.into()),
        Kind::Lookupflags => flags("", low, Lookupflags::NAMES, |it| it.0),
        Kind::Oflags => flags("O_", low, Oflags::NAMES, |it| it.0.into()),
        Kind::Riflags => flags("", low, Riflags::NAMES, |it| it.0.into()),
        Kind::Siflags => flags::<Sdflags>("", low, &[], |it| it.0.into()),
        Kind::Sdflags => flags("", low, Sdflags::NAMES, |it| it.0.into()),
        Kind::Text => text(memory, low, next()),
        Kind::Ciovecs => vectors(memory, low, next(), |start, length| {
            text(memory, start, length)
        }),
        Kind::Iovecs => vectors(memory, low, next(), |_, length| length.to_string()),
        Kind::Subscriptions => {
            // In `poll_oneoff` the count is the third parameter.
            let count = args.get(2).copied().map_or(0, address);
            list(count, |index| {
                subscription(memory, low, index).map(|it| wanted(&it))
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

/// The results of a successful call; `0` if it has none.
fn outputs(function: &Function, args: &[u64], memory: &Guest<'_>) -> String {
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
                Kind::OutFd | Kind::OutSize => memory.u32_at(at).map(|it| it.to_string()),
                Kind::OutFilesize | Kind::OutTimestamp => {
                    memory.u64_at(at).map(|it| it.to_string())
                }
                Kind::OutRoflags => {
                    let roflags = memory.u16_at(at);
                    roflags.map(|it| flags("", it.into(), Roflags::NAMES, |it| it.0.into()))
                }
                Kind::OutFdstat => fdstat(memory, at),
                Kind::OutFilestat => filestat(memory, at),
                Kind::OutPrestat => memory
                    .u32_at(at.wrapping_add(4))
                    .map(|it| format!("{{name length {it}}}")),
                Kind::OutRead => memory.u32_at(at).map(|length| {
                    let vectors = of(Kind::Iovecs).unwrap_or_default();
                    format!("{length} {}", gathered(memory, vectors, length))
                }),
                Kind::OutText => memory.u32_at(at).map(|length| {
                    let buffer = of(Kind::Buffer).unwrap_or_default();
                    format!("{length} {}", text(memory, buffer, length))
                }),
                Kind::BufferText => Some(text(memory, of(Kind::Buffer).unwrap_or_default(), at)),
                Kind::OutEvents => memory.u32_at(at).map(|count| {
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
fn text(memory: &Guest<'_>, start: u32, length: u32) -> String {
    match memory.bytes(start, length) {
        Ok(bytes) => quote(&bytes),
        Err(_) => bad(start),
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

/// The beginning of the data that was read into an array of buffers.
fn gathered(memory: &Guest<'_>, vectors: u32, length: u32) -> String {
    let mut read = Vec::new();
    let mut left = length;
    let mut at = vectors;
    while left > 0 && read.len() <= SHOWN {
        let Some((start, size)) = memory.u32_at(at).zip(memory.u32_at(at.wrapping_add(4))) else {
            break;
        };
        let Ok(part) = memory.bytes(start, size.min(left)) else {
            break;
        };
        read.extend_from_slice(&part[..part.len().min(SHOWN + 1)]);
        left -= size.min(left);
        at = at.wrapping_add(8);
    }
    quote(&read)
}

/// An array of (address, length) pairs.
fn vectors(
    memory: &Guest<'_>,
    start: u32,
    count: u32,
    show: impl Fn(u32, u32) -> String,
) -> String {
    list(count, |index| {
        let at = start.wrapping_add(index.wrapping_mul(8));
        let address = memory.u32_at(at)?;
        let length = memory.u32_at(at.wrapping_add(4))?;
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

fn fdstat(memory: &Guest<'_>, at: u32) -> Option<String> {
    let stat = Fdstat::from_bytes(&memory.array(at)?);
    Some(format!(
        "{{{}, {}, rights {}, inheriting {}}}",
        filetype(stat.filetype),
        flags("", stat.flags.0.into(), Fdflags::NAMES, |it| it.0.into()),
        rights(stat.rights_base),
        rights(stat.rights_inheriting)
    ))
}

fn filestat(memory: &Guest<'_>, at: u32) -> Option<String> {
    let stat = Filestat::from_bytes(&memory.array(at)?);
    Some(format!(
        "{{dev {}, ino {}, {}, nlink {}, size {}, atim {}, mtim {}, ctim {}}}",
        stat.dev,
        stat.ino,
        filetype(stat.filetype),
        stat.nlink,
        stat.size,
        stat.atim,
        stat.mtim,
        stat.ctim,
    ))
}

fn filetype(it: Filetype) -> String {
    named("", it.name(), it.0.into())
}

fn eventtype(it: Eventtype) -> String {
    named("", it.name(), it.0.into())
}

fn wanted(it: &Subscription) -> String {
    match it.kind() {
        Eventtype::CLOCK => {
            let how = if it.clock_flags().has(Subclockflags::ABSTIME) {
                "until"
            } else {
                "after"
            };
            let clock = it.clockid();
            let clock = named("", clock.name(), clock.0);
            format!("{{{clock}, {how} {} ns}}", it.timeout())
        }
        kind => {
            let number = it.host_number().cast_unsigned();
            format!("{{{}, {number}}}", eventtype(kind))
        }
    }
}

fn event(memory: &Guest<'_>, events: u32, index: u32) -> Option<String> {
    let size = Event::SIZE as u32;
    let at = events.wrapping_add(index.wrapping_mul(size));
    let event = Event::from_bytes(&memory.array(at)?);
    let mut out = format!("{{{:#x}, {}", event.userdata, eventtype(event.kind));
    if event.error != 0 {
        let name = Errno(event.error).name();
        let _ = write!(out, ", {}", name.unwrap_or("unknown error"));
    }
    if event.kind != Eventtype::CLOCK {
        let _ = write!(out, ", {} bytes", event.nbytes);
    }
    if event.flags.has(Eventrwflags::HANGUP) {
        out.push_str(", HANGUP");
    }
    out.push('}');
    Some(out)
}

/// The name of a value, with C's prefix; the number if it has no name.
fn named(prefix: &str, name: Option<&str>, value: u32) -> String {
    match name {
        Some(name) => format!("{prefix}{name}"),
        None => value.to_string(),
    }
}

/// The name of a value of one byte.
fn byte(value: u32, name: fn(u8) -> Option<&'static str>) -> Option<&'static str> {
    name(u8::try_from(value).ok()?)
}

/// The names of the set flags, with C's prefix; a number for those without a name.
fn flags<T: Copy>(prefix: &str, value: u32, names: &[(T, &str)], bits: fn(T) -> u32) -> String {
    let mut shown = Vec::new();
    let mut unknown = value;
    for (flag, name) in names {
        if value & bits(*flag) != 0 {
            shown.push(format!("{prefix}{name}"));
            unknown &= !bits(*flag);
        }
    }
    if unknown != 0 {
        shown.push(format!("{unknown:#x}"));
    }
    if shown.is_empty() {
        return "0".to_owned();
    }
    shown.join("|")
}

/// In hexadecimal: the thirty names would bury the rest of a line.
fn rights(it: Rights) -> String {
    format!("{:#x}", it.0)
}
