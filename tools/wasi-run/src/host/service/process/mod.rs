//! `--processes`: the runner forks itself.
//!
//! A process of the program is a process of the machine, which runs the same module with the
//! same memory. Its number, its parent, its groups and its end are the kernel's.

mod exec;
pub mod fork;
pub mod handed;
mod native;
pub mod registry;
mod wait;

use std::ffi::OsString;
use std::fs::File;
use std::sync::Arc;

use anyhow::Result;
use preview1::Errno;
use preview1::service::{Operation, Services as Groups};
use rustix::process::{self as kernel, Pid};

use self::native::Native;
use self::registry::{Process, Registry};
use super::{Answer, Group, Request};
use crate::host::Stop;
use crate::host::errno::errno;
use crate::host::file::reserve;
use crate::host::guest::Guest;
use crate::host::layer::Below;

/// The programs that a program can start.
#[derive(Clone, Debug)]
pub struct Processes {
    native: Native,
    /// Those that there are.
    registry: Registry,
    given: Given,
    /// The number of the directory of services.
    directory: u32,
}

/// The things that this runner was given, for the programs that it starts.
#[derive(Clone, Debug)]
pub struct Given {
    pub options: Vec<OsString>,
    /// Those of `--dir` and `--dir-ro`, open: their names may mean others by then.
    pub directories: Vec<Arc<File>>,
    /// The file of `--trace`.
    pub trace: Option<Arc<File>>,
}

impl Processes {
    /// `kind` is the value of `--processes`.
    pub fn new(kind: &str, registry: Registry, given: Given, directory: u32) -> Result<Self> {
        Ok(Self {
            native: Native::parse(kind)?,
            registry,
            given,
            directory,
        })
    }

    fn pipe(&self, mut request: Request<'_>, below: &mut Below<'_>) -> Result<Answer, Stop> {
        let flags = match request
            .number()
            .and_then(|flags| request.end().map(|()| flags))
        {
            Ok(flags @ 0..=1) => flags,
            Ok(_) => return Ok(Err(Errno::INVAL)),
            Err(error) => return Ok(Err(error)),
        };
        let [reader, writer] = match fork::pipe(flags == 1) {
            Ok(ends) => ends,
            Err(error) => return Ok(Err(error)),
        };
        let reader = match self.give(reader.into(), below)? {
            Ok(number) => number,
            Err(error) => return Ok(Err(error)),
        };
        let writer = match self.give(writer.into(), below)? {
            Ok(number) => number,
            Err(error) => {
                below.call(preview1::Id::fd_close, &[reader.into()], &mut Guest::none())?;
                return Ok(Err(error));
            }
        };
        Ok(Ok([reader, writer].map(u32::to_le_bytes).concat()))
    }

    /// Gives the program an open file.
    fn give(&self, file: File, below: &mut Below<'_>) -> Result<Result<u32, Errno>, Stop> {
        let number = match reserve(below.wasi, self.directory)? {
            Ok(number) => number,
            Err(error) => return Ok(Err(error)),
        };
        match below.files() {
            Some(files) => files.insert(number, file),
            None => return Ok(Err(Errno::NOSYS)),
        }
        Ok(Ok(number))
    }
}

impl Group for Processes {
    fn offers(&self) -> Groups {
        Groups::PROCESSES
    }

    fn answer(
        &mut self,
        operation: Operation,
        request: Request<'_>,
        below: &mut Below<'_>,
    ) -> Result<Answer, Stop> {
        match operation {
            Operation::PIPE => self.pipe(request, below),
            Operation::EXEC => Ok(self.exec(request, below)),
            _ => Ok(simple(&self.registry, operation, request)),
        }
    }
}

/// Answers a request that is about processes alone.
fn simple(registry: &Registry, operation: Operation, mut request: Request<'_>) -> Answer {
    let number = |pid: Pid| pid.as_raw_pid().to_le_bytes().to_vec();
    match operation {
        Operation::FORK => {
            request.end()?;
            Ok(fork::fork(registry)?.to_le_bytes().to_vec())
        }
        Operation::WAIT => wait::wait(request),
        Operation::GETPID => {
            request.end()?;
            Ok(number(kernel::getpid()))
        }
        Operation::GETPPID => {
            request.end()?;
            Ok(Pid::as_raw(kernel::getppid()).to_le_bytes().to_vec())
        }
        Operation::SETSID => {
            request.end()?;
            kernel::setsid().map(number).map_err(errno)
        }
        Operation::GETPGID => {
            let pid = request.signed()?;
            request.end()?;
            Ok(named(registry, pid)?.group.to_le_bytes().to_vec())
        }
        Operation::GETSID => {
            let pid = request.signed()?;
            request.end()?;
            Ok(named(registry, pid)?.session.to_le_bytes().to_vec())
        }
        Operation::SETPGID => {
            let (pid, group) = (request.signed()?, request.signed()?);
            request.end()?;
            let pid = named(registry, pid)?.pid;
            match group {
                ..0 => return Err(Errno::INVAL),
                0 => {}
                // Another group of the machine is none of the session, to the program.
                _ if group != pid && !registry.has_group(group) => return Err(Errno::PERM),
                _ => {}
            }
            kernel::setpgid(Pid::from_raw(pid), Pid::from_raw(group)).map_err(errno)?;
            Ok(Vec::new())
        }
        Operation::KILL => {
            let (pid, signal) = (request.signed()?, request.signed()?);
            request.end()?;
            registry.kill(pid, signal)?;
            Ok(Vec::new())
        }
        _ => Err(Errno::NOSYS),
    }
}

/// A process of the program by its number, for which 0 is this one.
fn named(registry: &Registry, pid: i32) -> Result<Process, Errno> {
    registry.find(match pid {
        0 => kernel::getpid().as_raw_pid(),
        _ => pid,
    })
}

#[cfg(test)]
mod tests;
