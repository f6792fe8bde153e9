//! Control messages: descriptors that are sent over a socket, and the sender's credentials.

use super::message::Receive;
use super::queue::{Queue, RIGHTS};
use super::{Socket, option};
use crate::abi::socket::{self as s, Cmsghdr, Ucred};
use crate::errno::{Errno, Result};
use crate::process::{PID, UID};
use crate::table::{give, hold, let_go};
use crate::user::{Bytes, BytesMut};
use crate::wasi::Fd;

/// The one process.
pub const SELF: Ucred = Ucred {
    pid: PID,
    uid: UID,
    gid: UID,
};

const HEADER: usize = size_of::<Cmsghdr>();
const FD: usize = size_of::<i32>();

/// The next one is aligned to a `long`.
const fn aligned(len: usize) -> usize {
    len.next_multiple_of(FD)
}

/// Descriptions in transit, each of which is held.
pub struct Rights {
    held: [u16; RIGHTS],
    count: usize,
}

impl Rights {
    pub const NONE: Self = Self {
        held: [0; RIGHTS],
        count: 0,
    };

    /// Holds the descriptions in control messages.
    pub fn held(control: Bytes<'_>) -> Result<Self> {
        let mut rights = Self::NONE;
        match rights.collect(control) {
            Ok(()) => Ok(rights),
            Err(error) => {
                rights.let_go();
                Err(error)
            }
        }
    }

    fn collect(&mut self, control: Bytes<'_>) -> Result {
        let mut at = 0;
        while let Some(header) = control.get::<Cmsghdr>(at) {
            let len = header.cmsg_len as usize;
            if len < HEADER || len > control.len() - at {
                return Err(Errno::INVAL);
            }
            let data = control.from(at + HEADER).first(len - HEADER);
            match (header.cmsg_level, header.cmsg_type) {
                (s::SOL_SOCKET, s::SCM_RIGHTS) => self.hold_all(data)?,
                (s::SOL_SOCKET, s::SCM_CREDENTIALS) => match data.get::<Ucred>(0) {
                    Some(SELF) => {}
                    Some(_) => return Err(Errno::PERM),
                    None => return Err(Errno::INVAL),
                },
                (s::SOL_SOCKET, _) => return Err(Errno::INVAL),
                _ => {}
            }
            at += aligned(len);
        }
        Ok(())
    }

    fn hold_all(&mut self, fds: Bytes<'_>) -> Result {
        for index in 0..fds.len() / FD {
            let slot = self.held.get_mut(self.count).ok_or(Errno::INVAL)?;
            let fd: i32 = fds.get(index * FD).ok_or(Errno::INVAL)?;
            *slot = hold(Fd(fd))? as u16;
            self.count += 1;
        }
        Ok(())
    }

    pub fn all(&self) -> &[u16] {
        self.held.get(..self.count).unwrap_or(&[])
    }

    /// An error of closing has no caller to go to.
    pub fn let_go(&self) {
        for &right in self.all() {
            let _ = let_go(usize::from(right));
        }
    }
}

/// The control messages that `recvmsg` returns.
pub struct Told<'a> {
    to: BytesMut<'a>,
    done: usize,
    close_on_exec: bool,
    is_cut: bool,
    /// Those of the record that was returned last.
    rights: Rights,
}

impl<'a> Told<'a> {
    pub fn new(receive: &Receive<'a>, socket: &Socket) -> Self {
        let mut told = Self {
            to: receive.control,
            done: 0,
            close_on_exec: receive.flags & s::MSG_CMSG_CLOEXEC != 0,
            is_cut: false,
            rights: Rights::NONE,
        };
        if option::is_on(socket, s::SO_PASSCRED) {
            told.credentials();
        }
        told
    }

    fn header(&mut self, kind: i32, len: usize) {
        let header = Cmsghdr {
            cmsg_len: (HEADER + len) as u32,
            cmsg_level: s::SOL_SOCKET,
            cmsg_type: kind,
        };
        let end = self.done + aligned(HEADER + len);
        if self.to.put(self.done, header).is_some() {
            self.done = end.min(self.to.len());
        }
    }

    fn credentials(&mut self) {
        let len = size_of::<Ucred>();
        if self.to.put(self.done + HEADER, SELF).is_some() {
            self.header(s::SCM_CREDENTIALS, len);
        } else {
            self.is_cut = true;
        }
    }

    /// Gives the program the descriptors in the record at `at`, as many as it has room for.
    pub fn rights(&mut self, queue: &Queue, at: usize) {
        let record = queue.record(at).unwrap_or_default();
        self.rights.count = record.rights.min(RIGHTS);
        let start = self.done + HEADER;
        let mut given = 0;
        for index in 0..self.rights.count {
            let right = queue.right(at, record, index);
            if let Some(slot) = self.rights.held.get_mut(index) {
                *slot = right;
            }
            let place = start + given * FD;
            if self.is_cut || place + FD > self.to.len() {
                self.is_cut = true;
                continue;
            }
            match give(usize::from(right), self.close_on_exec) {
                Ok(fd) => {
                    self.to.put(place, fd.0);
                    given += 1;
                }
                Err(_) => self.is_cut = true,
            }
        }
        if given > 0 {
            self.header(s::SCM_RIGHTS, given * FD);
        }
    }

    /// The record is no longer there, nor does it hold its descriptions.
    pub fn let_go(&self) {
        self.rights.let_go();
    }

    pub const fn len(&self) -> usize {
        self.done
    }

    pub const fn flags(&self) -> i32 {
        if self.is_cut { s::MSG_CTRUNC } else { 0 }
    }
}

/// Releases all descriptions in transit to a peer that is gone.
pub fn drop_all(queue: &mut Queue) {
    while let Some(record) = queue.record(0) {
        for index in 0..record.rights {
            let _ = let_go(usize::from(queue.right(0, record, index)));
        }
        queue.pop();
    }
}
