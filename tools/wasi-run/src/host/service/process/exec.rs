//! `EXEC`: another program takes the place of this one.
//!
//! The program names the file by a directory that it has open and a path inside it, so it
//! cannot execute a file that it cannot reach. A module, or a launcher, is run by this runner
//! again, with the same options. A program of the machine is executed if the option allows it.
//! Of a script, the answer is its first line: the program itself looks for the interpreter,
//! among its own files. WASI has no permissions of files, so only programs of the machine need
//! one to be executed.

use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Seek};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use preview1::Errno;
use rustix::fs::{CWD, FileType, Mode, OFlags, fstat, openat, openat2, readlink};
use rustix::io::{Errno as Os, fcntl_dupfd_cloexec};

use super::Processes;
use super::fork::{self, last_error};
use super::handed::Handed;
use crate::host::errno::errno;
use crate::host::layer::Below;
use crate::host::link::BENEATH;
use crate::host::service::{Answer, Request};
use crate::program::{LONGEST_SCRIPT, is_module};

/// The most of a script's first line that counts, as in the kernel.
const LONGEST_LINE: usize = 255;

/// The descriptors of a new program that are not its numbers are from here on.
const HIGH: RawFd = 256;

/// The numbers of a new program are below this: each takes memory, also one that is free.
const NUMBERS: u32 = 1 << 16;

struct Wanted<'a> {
    file: File,
    /// The working directory: as the program sees it, and as a directory.
    cwd: &'a [u8],
    directory: OwnedFd,
    umask: u32,
    args: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    /// The files to keep: the new program's numbers, and the host's.
    files: Vec<(u32, u32)>,
}

impl Processes {
    pub fn exec(&self, request: Request<'_>, below: &mut Below<'_>) -> Answer {
        let wanted = read(request, below)?;
        let mut start = Vec::new();
        if FileType::from_raw_mode(fstat(&wanted.file).map_err(errno)?.st_mode)
            != FileType::RegularFile
        {
            return Err(Errno::ACCES);
        }
        (&wanted.file)
            .take(LONGEST_SCRIPT as u64)
            .read_to_end(&mut start)
            .map_err(|_| Errno::IO)?;
        let path = readlink(
            format!("/proc/self/fd/{}", wanted.file.as_raw_fd()),
            Vec::new(),
        );
        let path = PathBuf::from(OsString::from_vec(path.map_err(errno)?.into_bytes()));
        if is_module(&start) {
            return Err(self.run(&wanted, &path, below));
        }
        if let Some(script) = start.strip_prefix(b"#!") {
            let line = script
                .split(|byte| *byte == b'\n')
                .next()
                .unwrap_or_default();
            return match line.len() {
                ..=LONGEST_LINE => Ok(line.to_vec()),
                _ => Err(Errno::NOEXEC),
            };
        }
        if !start.starts_with(b"\x7fELF") {
            return Err(Errno::NOEXEC);
        }
        if !self.native.allows(&path) {
            return Err(Errno::ACCES);
        }
        Err(execute(&wanted, &path, below))
    }

    /// Runs a module: returns only if that fails.
    fn run(&self, wanted: &Wanted<'_>, path: &PathBuf, below: &mut Below<'_>) -> Errno {
        let mut moved = Moved::default();
        let mut handed = Handed {
            name: wanted.args.first().cloned().unwrap_or_default(),
            env: wanted.env.clone(),
            trace: -1,
            ..Handed::default()
        };
        let pwd = OsString::from("PWD");
        handed.env.retain(|(key, _)| *key != pwd);
        handed
            .env
            .push((pwd, OsString::from_vec(wanted.cwd.to_vec())));
        let mut attempt = || -> Result<Errno, Errno> {
            for (number, file) in kept(wanted, below)? {
                match number {
                    0..=2 => moved.put(&file, number as RawFd)?,
                    _ => handed.files.push((number, moved.pass(&file)?)),
                }
            }
            // Not by their names, which the program may have given to other files.
            (&wanted.file).rewind().map_err(|_| Errno::IO)?;
            handed.program = moved.open(&wanted.file)?;
            for directory in &self.given.directories {
                handed.directories.push(moved.open(directory)?);
            }
            if let Some(trace) = &self.given.trace {
                handed.trace = moved.open(trace)?;
            }
            handed.processes = moved.open(self.registry.file())?;
            // Before that, or it would get the number of a closed stream.
            let file = handed.write().map_err(errno)?;
            moved.close_missing(wanted)?;
            let mut command = Command::new("/proc/self/exe");
            command
                .arg0("wasi-run")
                .args(&self.given.options)
                .arg(format!("--handed={}", file.as_raw_fd()))
                .arg("--")
                .arg(path)
                .args(wanted.args.get(1..).unwrap_or_default());
            Ok(replace(wanted, &mut command))
        };
        attempt().unwrap_or_else(|error| error)
    }
}

/// Executes a program of the machine: returns only if that fails. It has a name there, not only
/// a descriptor. To put another file in its place, one must write to the directory, and
/// can as well write there what the option allows.
fn execute(wanted: &Wanted<'_>, path: &PathBuf, below: &mut Below<'_>) -> Errno {
    let mut moved = Moved::default();
    let mut attempt = || -> Result<Errno, Errno> {
        // Where this process is now, for the case that it stays.
        let here = File::open(".").map_err(|_| Errno::ACCES)?;
        // Copies far from the numbers that they will get.
        let files = kept(wanted, below)?.into_iter();
        let files = files.map(|(number, file)| {
            let number = RawFd::try_from(number).map_err(|_| Errno::BADF)?;
            Ok((number, fcntl_dupfd_cloexec(&file, HIGH).map_err(errno)?))
        });
        for (number, file) in files.collect::<Result<Vec<_>, Errno>>()? {
            moved.put(&file, number)?;
        }
        moved.close_missing(wanted)?;
        let mut command = Command::new(path);
        command
            .arg0(wanted.args.first().cloned().unwrap_or_default())
            .args(wanted.args.get(1..).unwrap_or_default())
            .env_clear()
            .envs(wanted.env.iter().map(|(key, value)| (key, value)));
        rustix::process::fchdir(&wanted.directory).map_err(errno)?;
        let error = replace(wanted, &mut command);
        let _ = rustix::process::fchdir(&here);
        Ok(error)
    };
    attempt().unwrap_or_else(|error| error)
}

/// Replaces this process, with what is neither files nor arguments.
fn replace(wanted: &Wanted<'_>, command: &mut Command) -> Errno {
    let umask = rustix::process::umask(Mode::from_raw_mode(wanted.umask));
    let error = fork::exec(command);
    rustix::process::umask(umask);
    rustix::io::Errno::from_io_error(&error).map_or(Errno::IO, errno)
}

fn read<'a>(mut request: Request<'a>, below: &mut Below<'_>) -> Result<Wanted<'a>, Errno> {
    let file = open(&mut request, OFlags::RDONLY | OFlags::NONBLOCK, below)?;
    let directory = open(&mut request, OFlags::PATH | OFlags::DIRECTORY, below)?;
    let cwd = without_end(request.text()?)?;
    let umask = request.number()? & 0o777;
    // The kernel has them, and the mask.
    let _ignored = [request.number()?, request.number()?];
    let texts = |request: &mut Request<'a>| -> Result<Vec<OsString>, Errno> {
        let count = request.number()?;
        (0..count)
            .map(|_| Ok(OsString::from_vec(without_end(request.text()?)?.to_vec())))
            .collect()
    };
    let args = texts(&mut request)?;
    let env = texts(&mut request)?;
    let files = request.number()?;
    let files = (0..files)
        .map(|_| match (request.number()?, request.number()?) {
            (number, _) if number >= NUMBERS => Err(Errno::BADF),
            pair => Ok(pair),
        })
        .collect::<Result<_, Errno>>()?;
    request.end()?;
    let pair = |entry: OsString| {
        let (key, value) = crate::cli::split_once(&entry, b"=")?;
        (!key.is_empty()).then_some((key, value))
    };
    Ok(Wanted {
        file: file.into(),
        directory,
        cwd,
        umask,
        args,
        env: env.into_iter().filter_map(pair).collect(),
        files,
    })
}

/// A text of the kernel's, which ends at its first byte of 0.
fn without_end(text: &[u8]) -> Result<&[u8], Errno> {
    match text.contains(&0) {
        true => Err(Errno::INVAL),
        false => Ok(text),
    }
}

/// Opens a file by the number of a directory and a path inside it. Without a path, it is the
/// open file with the number.
fn open(request: &mut Request<'_>, flags: OFlags, below: &mut Below<'_>) -> Result<OwnedFd, Errno> {
    let (number, path) = (request.number()?, request.text()?);
    if path.is_empty() {
        let file = below.files().and_then(|files| files.get(number));
        let own = format!("/proc/self/fd/{}", file.ok_or(Errno::BADF)?.as_raw_fd());
        return openat(CWD, own, flags | OFlags::CLOEXEC, Mode::empty()).map_err(errno);
    }
    let directory = below.wasi.opened.get(number);
    let directory = directory.ok_or(Errno::BADF)?;
    let path = std::ffi::OsStr::from_bytes(path);
    let flags = flags | OFlags::CLOEXEC;
    match openat2(&directory.file, path, flags, Mode::empty(), BENEATH) {
        // Outside of the directory, for which wasmtime-wasi has this error.
        Err(Os::XDEV) => Err(Errno::PERM),
        opened => opened.map_err(errno),
    }
}

/// The files to keep that are open, by the new program's numbers.
fn kept(wanted: &Wanted<'_>, below: &mut Below<'_>) -> Result<Vec<(u32, Arc<File>)>, Errno> {
    let files = below.files().ok_or(Errno::NOSYS)?;
    let open = wanted.files.iter();
    let open = open.filter_map(|(number, host)| Some((*number, files.get(*host)?)));
    Ok(open.collect())
}

/// The descriptors that were changed for the new program, and their former files.
#[derive(Default)]
struct Moved {
    files: Vec<(RawFd, Option<OwnedFd>)>,
    /// Files of this process that a new program inherits.
    passed: Vec<RawFd>,
}

impl Moved {
    /// Notes what this number is now.
    fn save(&mut self, number: RawFd) {
        // SAFETY: it takes numbers only; a number that is not open is an error.
        let copy = unsafe { libc::fcntl(number, libc::F_DUPFD_CLOEXEC, HIGH) };
        // SAFETY: the kernel has just made it.
        let copy = (copy >= 0).then(|| unsafe { OwnedFd::from_raw_fd(copy) });
        self.files.push((number, copy));
    }

    /// Gives a file this number.
    fn put(&mut self, file: &impl AsRawFd, number: RawFd) -> Result<(), Errno> {
        self.save(number);
        // SAFETY: the former file of the number has its owner in this process, which does not
        // use it before the new program starts or `drop` puts it back.
        match unsafe { libc::dup2(file.as_raw_fd(), number) } {
            -1 => Err(last_error()),
            _ => Ok(()),
        }
    }

    /// Lets a new program inherit a file under its own number, for the record locks that this
    /// process has on it: they end when any descriptor of the file is closed.
    fn pass(&mut self, file: &Arc<File>) -> Result<RawFd, Errno> {
        let number = file.as_raw_fd();
        if self.passed.contains(&number) {
            return self.open(file);
        }
        // SAFETY: it takes numbers only.
        if unsafe { libc::fcntl(number, libc::F_SETFD, 0) } < 0 {
            return Err(last_error());
        }
        self.passed.push(number);
        Ok(number)
    }

    /// Lets a new program inherit a file, under any number.
    fn open(&mut self, file: &impl AsRawFd) -> Result<RawFd, Errno> {
        // SAFETY: it takes numbers only.
        let copy = unsafe { libc::fcntl(file.as_raw_fd(), libc::F_DUPFD, HIGH) };
        match copy {
            -1 => Err(last_error()),
            _ => {
                self.files.push((copy, None));
                Ok(copy)
            }
        }
    }

    /// Closes the standard streams that the new program does not get.
    fn close_missing(&mut self, wanted: &Wanted<'_>) -> Result<(), Errno> {
        for number in 0..3 {
            if !wanted.files.iter().any(|(kept, _)| *kept == number) {
                let number = number as RawFd;
                self.save(number);
                // SAFETY: as in `put`.
                unsafe { libc::close(number) };
            }
        }
        Ok(())
    }
}

/// The program stays: all numbers mean what they did.
impl Drop for Moved {
    fn drop(&mut self) {
        for number in self.passed.drain(..) {
            // SAFETY: it takes numbers only.
            unsafe { libc::fcntl(number, libc::F_SETFD, libc::FD_CLOEXEC) };
        }
        for (number, former) in self.files.drain(..).rev() {
            // SAFETY: puts back what `put` and `close_missing` replaced, closes what was new.
            unsafe {
                match former {
                    Some(former) => {
                        let flags = match number {
                            0..=2 => 0,
                            _ => libc::O_CLOEXEC,
                        };
                        libc::dup3(former.as_raw_fd(), number, flags);
                    }
                    None => {
                        libc::close(number);
                    }
                }
            }
        }
    }
}
