//! Another program in the place of this one, by a host that offers processes.

use preview1::service::Operation;

use crate::abi::PATH_MAX;
use crate::abi::fcntl::AT_FDCWD;
use crate::errno::{Errno, Result};
use crate::fd::LIMIT;
use crate::machine::PAGE_SIZE;
use crate::mm;
use crate::path;
use crate::process;
use crate::service::{self, Services};
use crate::signal;
use crate::table::Descriptors;
use crate::user::parameter::Strings;
use crate::user::{Bytes, BytesMut};
use crate::wasi::{self, Fd};

/// `execve(path, argv, envp)`, `execveat(dirfd, path, argv, envp, flags)` — executes a program
/// in the place of this one. The caller has found that there is a file.
///
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/functions/exec.html),
/// [Linux](https://man7.org/linux/man-pages/man2/execve.2.html).
/// Differs: `execve`: fails with `ENOSYS` on a host without services. WASI cannot start
/// programs. With them: Executes a module, a launcher, or a script, or a program of the
/// machine if the host allows it. Objects that exist only inside the module (`eventfd`,
/// `timerfd`, `memfd`, `epoll`, sockets) are closed. The new program starts in the same
/// working directory. `execveat`: fails with `ENOSYS` on a host without services. WASI
/// cannot start programs. With them: As `execve`. A script that is named by its descriptor
/// alone fails with `ENOEXEC`.
#[inline]
pub fn execveat<D: Descriptors>(
    dirfd: Fd,
    path: &[u8],
    argv: Strings<'_>,
    envp: Strings<'_>,
) -> Result {
    if !service::offers().has(Services::PROCESSES) {
        return Err(Errno::NOSYS);
    }
    let inherited = |fd| D::inherited(fd).map(wasi::host_number);
    if path.is_empty() {
        let fd = D::host(dirfd, Errno::ACCES)?;
        return run((fd, path), path, &Args::Given(argv), envp, &inherited);
    }
    let dirfd = D::directory(dirfd, path)?;
    find(dirfd, path, &Args::Given(argv), envp, &inherited)
}

/// The host's number of the file that a new program gets under a number.
type Inherited<'a> = &'a dyn Fn(Fd) -> Option<i32>;

/// The arguments of the new program.
enum Args<'a> {
    Given(Strings<'a>),
    /// Those of an interpreter: its name, an argument if there is one, and the script's name
    /// instead of the first of the others.
    Script {
        line: Line<'a>,
        path: &'a [u8],
        rest: &'a Args<'a>,
        depth: u32,
    },
}

impl Args<'_> {
    const fn depth(&self) -> u32 {
        match self {
            Self::Given(_) => 0,
            Self::Script { depth, .. } => *depth,
        }
    }

    fn each(&self, skip: bool, then: &mut dyn FnMut(Bytes<'_>)) {
        match self {
            Self::Given(strings) => {
                let mut index = usize::from(skip);
                // Skipping the first of none.
                while (index == 0 || strings.get(index - 1).is_some())
                    && let Some(string) = strings.get(index)
                {
                    then(string);
                    index += 1;
                }
            }
            Self::Script {
                line, path, rest, ..
            } => {
                if !skip {
                    then(Bytes::of(line.interpreter));
                }
                if let Some(argument) = line.argument {
                    then(Bytes::of(argument));
                }
                then(Bytes::of(path));
                rest.each(true, then);
            }
        }
    }
}

/// The first line of a script, after `#!`.
struct Line<'a> {
    interpreter: &'a [u8],
    argument: Option<&'a [u8]>,
}

impl<'a> Line<'a> {
    fn read(line: &'a [u8]) -> Result<Self> {
        let line = line.trim_ascii();
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
        let end = line.iter().position(is_blank).unwrap_or(line.len());
        let (interpreter, rest) = line.split_at_checked(end).unwrap_or_default();
        if interpreter.is_empty() {
            return Err(Errno::NOEXEC);
        }
        let rest = rest.trim_ascii();
        Ok(Self {
            interpreter,
            argument: (!rest.is_empty()).then_some(rest),
        })
    }
}

fn find(
    dirfd: Fd,
    path: &[u8],
    args: &Args<'_>,
    envp: Strings<'_>,
    inherited: Inherited<'_>,
) -> Result {
    path::at_end(dirfd, path, |fd, rest| {
        run((fd, rest), path, args, envp, inherited)
    })
}

/// The length of a script's first line, as on Linux.
const LINE: usize = 256;

/// The depth of scripts whose interpreters are scripts, as on Linux.
const DEEPEST: u32 = 4;

/// Executes the file, which the program called `name`.
#[inline(never)]
fn run(
    file: (Fd, &[u8]),
    name: &[u8],
    args: &Args<'_>,
    envp: Strings<'_>,
    inherited: Inherited<'_>,
) -> Result {
    let mut line = [0; LINE];
    let room = BytesMut::of(&mut line);
    let length = path::at_end(Fd(AT_FDCWD), b".", |cwd, rest| {
        request(file, (cwd, rest), args, envp, inherited, room)
    })?;
    // An answer is the first line of a script.
    if name.is_empty() {
        // No path leads to it again.
        return Err(Errno::NOEXEC);
    }
    if args.depth() >= DEEPEST {
        return Err(Errno::LOOP);
    }
    let line = Line::read(line.get(..length).unwrap_or_default())?;
    let interpreter = line.interpreter;
    let args = Args::Script {
        line,
        path: name,
        rest: args,
        depth: args.depth() + 1,
    };
    find(Fd(AT_FDCWD), interpreter, &args, envp, inherited)
}

/// Asks the host. It answers if the file is a script, with its first line.
fn request(
    file: (Fd, &[u8]),
    cwd: (Fd, &[u8]),
    args: &Args<'_>,
    envp: Strings<'_>,
    inherited: Inherited<'_>,
    line: BytesMut<'_>,
) -> Result<usize> {
    let mut directory = [0; PATH_MAX];
    let length = path::folder(BytesMut::of(&mut directory))?;
    let directory = directory
        .get(..length.saturating_sub(1))
        .unwrap_or_default();
    let fill = |request: &mut Request| {
        request.number(Operation::EXEC.0);
        for (fd, path) in [file, cwd] {
            request.number(wasi::host_number(fd) as u32);
            request.text(Bytes::of(path));
        }
        request.text(Bytes::of(directory));
        request.number(process::umask());
        for half in signal::ignored().to_c() {
            request.number(half);
        }
        request.list(|request| args.each(false, &mut |text| request.text(text)));
        request.list(|request| {
            Args::Given(envp).each(false, &mut |text| request.text(text));
        });
        request.list(|request| {
            for fd in 0..LIMIT as i32 {
                if let Some(host) = inherited(Fd(fd)) {
                    request.number(fd as u32);
                    request.number(host as u32);
                    request.count += 1;
                }
            }
        });
    };
    // The first time, only the length counts.
    let mut request = Request::NEW;
    fill(&mut request);
    let pages = request.at.div_ceil(PAGE_SIZE);
    let page = mm::map(pages)?;
    let mut request = Request {
        room: mm::bytes(page..page + pages),
        ..Request::NEW
    };
    fill(&mut request);
    let asked = service::ask(
        Operation::EXEC.group(),
        request.room.first(request.at).as_bytes(),
        line,
    );
    mm::unmap(page..page + pages);
    asked
}

/// A request that is being written, or only measured.
struct Request {
    room: BytesMut<'static>,
    at: usize,
    /// The elements of the current list.
    count: u32,
}

impl Request {
    const NEW: Self = Self {
        room: BytesMut::cells(&[]),
        at: 0,
        count: 0,
    };

    fn number(&mut self, number: u32) {
        let _ = self.room.put(self.at, number);
        self.at += 4;
    }

    fn text(&mut self, text: Bytes<'_>) {
        self.number(text.len() as u32);
        text.copy_to(self.room.from(self.at));
        self.at += text.len();
        self.count += 1;
    }

    /// A number of elements, then these.
    fn list(&mut self, fill: impl FnOnce(&mut Self)) {
        let at = self.at;
        self.number(0);
        self.count = 0;
        fill(self);
        let _ = self.room.put(at, self.count);
    }
}

#[cfg(test)]
mod tests;
