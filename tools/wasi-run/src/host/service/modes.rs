//! The permissions and owners of files, and the user of this process.
//!
//! A path counts from a directory of the program's and is resolved beneath it, as WASI's
//! own calls resolve it. The file is opened once, only as a place, and every change is made
//! to that file, whatever happens to its name in the meantime.

use std::ffi::OsStr;
use std::fs::File;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::sync::Arc;

use preview1::Errno;
use preview1::service::{Operation, Services as Groups};
use rustix::fs::{
    Access, AtFlags, CWD, FileType, Gid, Mode, OFlags, Uid, accessat, chmodat, chownat, fstat,
    openat2,
};
use rustix::io::Errno as Os;
use rustix::process::{getegid, geteuid, getgid, getgroups, getuid};

use super::{Answer, Group, Request};
use crate::cache;
use crate::host::layer::Below;
use crate::host::link::BENEATH;
use crate::host::{self, Stop};

/// The group.
pub struct Modes;

/// The bits that a program may set. The others would give everyone who runs the file the
/// rights of this process.
const SETTABLE: u32 = 0o1777;

/// An owner that stays as it is.
const UNCHANGED: u32 = u32::MAX;

impl Group for Modes {
    fn offers(&self) -> Groups {
        Groups::MODES
    }

    fn answer(
        &mut self,
        operation: Operation,
        mut request: Request<'_>,
        below: &mut Below<'_>,
    ) -> Result<Answer, Stop> {
        Ok(match operation {
            Operation::IDENTITY => request.end().and_then(|()| identity()),
            Operation::GROUPS => request.end().and_then(|()| groups()),
            Operation::GET_OWNER => {
                Place::of(&mut request, below).and_then(|(place, [])| place.owner())
            }
            Operation::MAY_USE => {
                Place::of(&mut request, below).and_then(|(place, [uses])| place.may(uses))
            }
            Operation::SET_MODE => {
                Place::of(&mut request, below).and_then(|(place, [mode])| place.set_mode(mode))
            }
            Operation::SET_OWNER => Place::of(&mut request, below)
                .and_then(|(place, [user, group])| place.set_owner(user, group)),
            _ => Err(Errno::NOSYS),
        })
    }
}

/// A file that a request is about.
struct Place {
    fd: Arc<dyn AsFd + Send + Sync>,
    /// The path of the file, whatever its names are.
    path: String,
    /// Whether the program may change it.
    is_writable: bool,
}

impl Place {
    fn new<F: AsFd + Send + Sync + 'static>(fd: Arc<F>, is_writable: bool) -> Self {
        let path = format!("/proc/self/fd/{}", fd.as_fd().as_raw_fd());
        Self {
            fd,
            path,
            is_writable,
        }
    }

    /// The file of a request: a descriptor, whether to follow a link at the end, `N` numbers
    /// and a path. An empty path means the descriptor itself.
    fn of<const N: usize>(
        request: &mut Request<'_>,
        below: &mut Below<'_>,
    ) -> Result<(Self, [u32; N]), Errno> {
        let number = request.number()?;
        let follows = match request.number()? {
            0 => false,
            1 => true,
            _ => return Err(Errno::INVAL),
        };
        let mut numbers = [0; N];
        for place in &mut numbers {
            *place = request.number()?;
        }
        let path = request.text()?;
        request.end()?;
        let place = match path {
            [] => Self::descriptor(number, below)?,
            _ => Self::beneath(number, path, follows, below)?,
        };
        Ok((place, numbers))
    }

    fn descriptor(number: u32, below: &mut Below<'_>) -> Result<Self, Errno> {
        if let Some(made) = below.socket(number) {
            return Ok(Self::new(made, false));
        }
        let opened = &below.wasi.opened;
        // Files that the caller passed on stay the caller's.
        if let Some(standard) = opened.standard().get(&number) {
            return Ok(Self::new(standard.clone(), false));
        }
        if let Some(opened) = opened.get(number) {
            return Ok(Self::new(opened.file.clone(), opened.is_writable));
        }
        // The program before this one opened it.
        let files = below.files().ok_or(Errno::BADF)?;
        let file = files.get(number).ok_or(Errno::BADF)?;
        Ok(Self::new(file, false))
    }

    fn beneath(
        number: u32,
        path: &[u8],
        follows: bool,
        below: &mut Below<'_>,
    ) -> Result<Self, Errno> {
        let opened = &below.wasi.opened;
        let directory =
            opened
                .get(number)
                .ok_or_else(|| match opened.standard().contains_key(&number) {
                    true => Errno::NOTDIR,
                    false => Errno::BADF,
                })?;
        let mut flags = OFlags::PATH | OFlags::CLOEXEC;
        flags.set(OFlags::NOFOLLOW, !follows);
        let path = OsStr::from_bytes(path);
        let file: OwnedFd =
            openat2(&directory.file, path, flags, Mode::empty(), BENEATH).map_err(errno)?;
        Ok(Self::new(Arc::new(file), directory.is_writable))
    }

    fn owner(&self) -> Answer {
        let stat = fstat(&*self.fd).map_err(errno)?;
        let numbers = [stat.st_mode & 0o7777, stat.st_uid, stat.st_gid];
        Ok(numbers.map(u32::to_le_bytes).concat())
    }

    fn may(&self, uses: u32) -> Answer {
        let access = u8::try_from(uses)
            .ok()
            .and_then(|uses| Access::from_bits(uses.into()))
            .filter(|access| {
                (Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK).contains(*access)
            })
            .ok_or(Errno::INVAL)?;
        if access.contains(Access::WRITE_OK) && !self.is_writable {
            return Err(Errno::ROFS);
        }
        // A link's own permissions have no meaning.
        let kind = FileType::from_raw_mode(fstat(&*self.fd).map_err(errno)?.st_mode);
        if kind == FileType::Symlink {
            return Ok(Vec::new());
        }
        accessat(CWD, self.path.as_str(), access, AtFlags::EACCESS).map_err(errno)?;
        Ok(Vec::new())
    }

    fn set_mode(&self, mode: u32) -> Answer {
        let kind = self.changeable()?;
        let kept = match kind {
            // There the bit only decides about the group of new files.
            FileType::Directory => SETTABLE | 0o2000,
            _ => SETTABLE,
        };
        if mode & !0o7777 != 0 {
            return Err(Errno::INVAL);
        }
        if mode & !kept != 0 {
            return Err(Errno::PERM);
        }
        if kind == FileType::Symlink {
            return Err(Errno::NOTSUP);
        }
        let mode = Mode::from_raw_mode(mode);
        chmodat(CWD, self.path.as_str(), mode, AtFlags::empty()).map_err(errno)?;
        Ok(Vec::new())
    }

    fn set_owner(&self, user: u32, group: u32) -> Answer {
        self.changeable()?;
        let user = (user != UNCHANGED).then(|| Uid::from_raw(user));
        let group = (group != UNCHANGED).then(|| Gid::from_raw(group));
        chownat(&*self.fd, "", user, group, AtFlags::EMPTY_PATH).map_err(errno)?;
        Ok(Vec::new())
    }

    /// The type of the file, if the program may change it.
    fn changeable(&self) -> Result<FileType, Errno> {
        if !self.is_writable {
            return Err(Errno::ROFS);
        }
        let kind = FileType::from_raw_mode(fstat(&*self.fd).map_err(errno)?.st_mode);
        // The permissions of compiled programs in the cache protect the programs that run from
        // them. A file that this process cannot read is not from its cache.
        if kind == FileType::RegularFile
            && let Ok(file) = File::open(&self.path)
            && cache::is_sealed(file)
        {
            return Err(Errno::ACCES);
        }
        Ok(kind)
    }
}

/// The user and the group of this process, real and effective.
fn identity() -> Answer {
    let numbers = [
        getuid().as_raw(),
        geteuid().as_raw(),
        getgid().as_raw(),
        getegid().as_raw(),
    ];
    Ok(numbers.map(u32::to_le_bytes).concat())
}

fn groups() -> Answer {
    let groups = getgroups().map_err(errno)?;
    let numbers = groups.iter().map(|group| group.as_raw());
    Ok(numbers.flat_map(u32::to_le_bytes).collect())
}

/// As everywhere, but that a path out of the directory has an error of its own.
fn errno(error: Os) -> Errno {
    match error {
        Os::XDEV => Errno::NOTCAPABLE,
        error => host::errno::errno(error),
    }
}

#[cfg(test)]
mod tests;
