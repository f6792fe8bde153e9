//! Host services: requests of a program for more than WASI has (`docs/host-services.md`).
//!
//! A preopened directory of a reserved name takes requests in `path_readlink`. For every other
//! call, it does not exist. wasmtime-wasi keeps its number, for an empty, deleted directory.
//!
//! Each group of operations is a file of its own here, and exists only in a run with its
//! option. A request is what a program wrote: each part of it is checked.

pub mod lock;
pub mod modes;
pub mod process;
mod request;
pub mod signal;
pub mod terminal;

use preview1::service::{NAME, Operation, Services as Groups, VERSION};
use preview1::{Errno, FUNCTIONS, Id, Kind};
use wasmtime_wasi::{FsPerms, WasiCtxBuilder};

pub use self::request::Request;
use super::guest::{Guest, address};
use super::layer::{Below, Layer};
use super::{FIRST, Settings, Stop, socket};

/// The result of a request: the answer, or an error of WASI.
pub type Answer = Result<Vec<u8>, Errno>;

/// A group of operations.
pub trait Group: Send {
    /// The group, one bit.
    fn offers(&self) -> Groups;

    /// Answers a request of the group; `NOSYS` for an operation that it does not know.
    fn answer(
        &mut self,
        operation: Operation,
        request: Request<'_>,
        below: &mut Below<'_>,
    ) -> Result<Answer, Stop>;
}

/// The longest request: much more than Linux takes as arguments and environment by default.
const LONGEST: u32 = 16 << 20;

/// The groups that a run offers, behind the number of the directory.
pub struct Services {
    number: u32,
    groups: Vec<Box<dyn Group>>,
}

/// Keeps a number for the directory: the one after those of all other directories.
pub fn reserve(builder: &mut WasiCtxBuilder) -> anyhow::Result<()> {
    socket::with_placeholder(
        |path| match builder.preopened_dir(path, NAME, FsPerms::ReadOnly) {
            Ok(_) => Ok(()),
            Err(error) => anyhow::bail!("cannot keep a number for host services: {error:#}"),
        },
    )
}

/// The number of the directory, after those of so many directories and sockets.
pub fn number(directories: usize, sockets: usize) -> u32 {
    FIRST + (directories + sockets) as u32
}

impl Services {
    /// Takes the groups of the run, and hides the directory from all other layers.
    pub fn new(settings: &mut Settings, opened: &mut super::opened::Table) -> Self {
        let number = number(settings.preopens.len(), settings.listen.len());
        opened.forget(number);
        Self {
            number,
            groups: std::mem::take(&mut settings.services),
        }
    }

    fn request(&mut self, request: &[u8], below: &mut Below<'_>) -> Result<Answer, Stop> {
        let mut request = Request::new(request);
        let operation = match request.number() {
            Ok(operation) => Operation(operation),
            Err(error) => return Ok(Err(error)),
        };
        if operation == Operation::OFFERS {
            return Ok(self.offers(request));
        }
        let group = operation.group();
        let known = |known: &&mut Box<dyn Group>| group != Groups::NONE && known.offers() == group;
        match self.groups.iter_mut().find(known) {
            Some(group) => group.answer(operation, request, below),
            None => Ok(Err(Errno::NOSYS)),
        }
    }

    /// The version, and the groups. The version of the program does not matter as long as there
    /// is one.
    fn offers(&self, mut request: Request<'_>) -> Answer {
        let _version = request.number()?;
        request.end()?;
        let groups = self.groups.iter().map(|group| group.offers());
        let offers = groups.fold(Groups::NONE, Groups::or);
        Ok([VERSION, offers.0].map(u32::to_le_bytes).concat())
    }
}

impl Layer for Services {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        let params = FUNCTIONS[id as usize].params;
        let mut fds = params.iter().zip(args);
        let is_it = |(kind, arg): (&Kind, &u64)| *kind == Kind::Fd && address(*arg) == self.number;
        if !fds.any(is_it) {
            return below.call(id, args, memory);
        }
        match id {
            Id::fd_prestat_get | Id::fd_prestat_dir_name => below.call(id, args, memory),
            Id::path_readlink => {
                let (start, length) = (address(args[1]), address(args[2]));
                if length > LONGEST {
                    return Ok(Errno::TOO_BIG);
                }
                let request = memory.bytes(start, length)?.into_owned();
                match self.request(&request, below)? {
                    Ok(answer) => put(&answer, args, memory),
                    Err(error) => Ok(error),
                }
            }
            _ if params.contains(&Kind::Text) => Ok(Errno::NOENT),
            // A file that the program inherits may have the number.
            _ if below
                .files()
                .is_some_and(|files| files.get(self.number).is_some()) =>
            {
                below.call(id, args, memory)
            }
            _ => Ok(Errno::BADF),
        }
    }
}

/// Writes an answer; it is never cut.
fn put(answer: &[u8], args: &[u64], memory: &mut Guest<'_>) -> Result<Errno, Stop> {
    if answer.len() > address(args[4]) as usize {
        return Ok(Errno::RANGE);
    }
    memory.put(address(args[3]), answer)?;
    // No longer than the room for it.
    memory.put(address(args[5]), &(answer.len() as u32).to_le_bytes())?;
    Ok(Errno::SUCCESS)
}

#[cfg(test)]
mod tests;
