//! The things that a program hands to the one that takes its place, beside options and arguments.
//!
//! It is in a file without a name, whose number is an option (`--handed`). The environment of
//! the program is there too, not in that of the runner: a variable such as `LD_PRELOAD` must
//! not reach the runner.

use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use preview1::Errno;
use rustix::fs::{MemfdFlags, memfd_create};

use super::registry::Registry;
use crate::host::service::Request;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Handed {
    /// The name of the program, its first argument.
    pub name: OsString,
    pub env: Vec<(OsString, OsString)>,
    /// The open files beside the standard streams: the program's numbers, and the kernel's, as
    /// all that follow.
    pub files: Vec<(u32, RawFd)>,
    /// The program's file.
    pub program: RawFd,
    /// The directories of the options, in their order.
    pub directories: Vec<RawFd>,
    /// The file of `--trace`, -1 if there is none.
    pub trace: RawFd,
    /// The table of the program's processes.
    pub processes: RawFd,
}

impl Handed {
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut number = |n: usize| bytes.extend((n as u32).to_le_bytes());
        number(self.env.len());
        number(self.files.len());
        number(self.directories.len());
        for fd in [self.program, self.trace, self.processes] {
            bytes.extend(fd.to_le_bytes());
        }
        for fd in &self.directories {
            bytes.extend(fd.to_le_bytes());
        }
        for (number, fd) in &self.files {
            bytes.extend(number.to_le_bytes());
            bytes.extend(fd.to_le_bytes());
        }
        let pairs = self.env.iter().flat_map(|(key, value)| [key, value]);
        for text in [&self.name].into_iter().chain(pairs) {
            bytes.extend((text.len() as u32).to_le_bytes());
            bytes.extend(text.as_bytes());
        }
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, Errno> {
        let mut rest = Request::new(bytes);
        let (variables, files, directories) = (rest.number()?, rest.number()?, rest.number()?);
        let mut all = Self {
            program: rest.signed()?,
            trace: rest.signed()?,
            processes: rest.signed()?,
            ..Self::default()
        };
        for _ in 0..directories {
            all.directories.push(rest.signed()?);
        }
        for _ in 0..files {
            all.files.push((rest.number()?, rest.signed()?));
        }
        let mut text = || rest.text().map(|text| OsString::from_vec(text.to_vec()));
        all.name = text()?;
        for _ in 0..variables {
            all.env.push((text()?, text()?));
        }
        rest.end()?;
        Ok(all)
    }

    /// Writes it to a file that the next program inherits.
    pub fn write(&self) -> rustix::io::Result<File> {
        let mut file = File::from(memfd_create("handed", MemfdFlags::empty())?);
        let written = file
            .write_all(&self.to_bytes())
            .and_then(|()| file.rewind());
        match written {
            Ok(()) => Ok(file),
            Err(_) => Err(rustix::io::Errno::NOMEM),
        }
    }

    /// Reads it from the file of this number.
    pub fn read(fd: RawFd) -> Result<Self> {
        let mut bytes = Vec::new();
        File::from(take(fd)?)
            .read_to_end(&mut bytes)
            .context("--handed: cannot read")?;
        match Self::from_bytes(&bytes) {
            Ok(handed) => Ok(handed),
            Err(_) => bail!("--handed: not from wasi-run"),
        }
    }

    /// The table of processes, which this process has as well.
    pub fn take_processes(&self) -> Result<Registry> {
        Registry::of(take(self.processes)?)
    }

    pub fn take_program(&self) -> Result<File> {
        Ok(take(self.program)?.into())
    }

    pub fn take_directories(&self) -> Result<Vec<Arc<File>>> {
        let all = self.directories.iter();
        all.map(|fd| Ok(Arc::new(take(*fd)?.into()))).collect()
    }

    pub fn take_trace(&self) -> Result<Arc<File>> {
        Ok(Arc::new(take(self.trace)?.into()))
    }

    /// The open files, which now belong to this process's program.
    pub fn take_files(&self) -> Result<Vec<(u32, Arc<File>)>> {
        let files = self.files.iter();
        files
            .map(|(number, fd)| Ok((*number, Arc::new(take(*fd)?.into()))))
            .collect()
    }
}

/// A descriptor that the program before this one left open.
fn take(fd: RawFd) -> Result<OwnedFd> {
    // SAFETY: a number that is not open is an error, which is noticed below.
    let flags = unsafe { libc::fcntl(fd, libc::F_GETFD) };
    if fd <= 2 || flags < 0 || flags & libc::FD_CLOEXEC != 0 {
        bail!("--handed: {fd} is not an inherited file");
    }
    // SAFETY: as above; what this process opened itself is close-on-exec, so nothing else here
    // owns this one.
    unsafe {
        libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC);
        Ok(OwnedFd::from_raw_fd(fd))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let handed = Handed {
            name: "sh".into(),
            env: vec![
                ("A".into(), "b=c".into()),
                (OsString::from_vec(vec![255]), "".into()),
            ],
            files: vec![(3, 100), (7, 101)],
            program: 102,
            directories: vec![103, 104],
            trace: -1,
            processes: 105,
        };
        let bytes = handed.to_bytes();
        assert_eq!(Handed::from_bytes(&bytes), Ok(handed));
        for length in 0..bytes.len() {
            assert_eq!(Handed::from_bytes(&bytes[..length]), Err(Errno::INVAL));
        }
        assert!(Handed::read(-1).is_err());
        assert!(Handed::read(2).is_err());
    }
}
