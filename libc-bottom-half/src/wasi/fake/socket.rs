//! Sockets that the host gives the program.

use std::collections::VecDeque;

use super::{Fault, Filetype, Riflags, Roflags, Sdflags};
use crate::errno::{Errno, Result};
use crate::user::{Bytes, BytesMut};

#[derive(Clone, Debug)]
pub struct Socket {
    pub filetype: Filetype,
    /// The received data: of a stream, in any pieces; otherwise message by message.
    pub incoming: VecDeque<Vec<u8>>,
    /// Whether nothing more will come.
    pub ended: bool,
    /// The sent data, call by call.
    pub sent: Vec<Vec<u8>>,
    /// The pending connections, if it listens.
    pub connections: Option<VecDeque<Socket>>,
    /// The `Sdflags` so far.
    pub shutdown: u8,
}

impl Socket {
    pub fn new(filetype: Filetype) -> Self {
        Self {
            filetype,
            incoming: VecDeque::new(),
            ended: false,
            sent: Vec::new(),
            connections: None,
            shutdown: 0,
        }
    }

    /// How many bytes can be read, and whether reading would not wait.
    pub(super) fn readable(&self) -> (usize, bool) {
        let bytes = self.incoming.iter().map(Vec::len).sum();
        let waiting = self.connections.as_ref().is_some_and(|all| !all.is_empty());
        (bytes, waiting || self.ended || !self.incoming.is_empty())
    }

    pub(super) fn receive(
        &mut self,
        iovs: &[BytesMut<'_>],
        flags: Riflags,
        fault: Option<Fault>,
    ) -> Result<(usize, Roflags)> {
        if self.connections.is_some() {
            return Err(Errno::NOTCONN);
        }
        if self.shutdown & Sdflags::RD.0 != 0 {
            return Ok((0, Roflags::NONE));
        }
        let Some(mut piece) = self.incoming.pop_front() else {
            return if self.ended {
                Ok((0, Roflags::NONE))
            } else {
                Err(Errno::AGAIN)
            };
        };
        let mut rest = match fault {
            Some(Fault::Short(most)) => &piece[..most.min(piece.len())],
            _ => &piece[..],
        };
        let whole = rest.len();
        for iov in iovs {
            rest = &rest[Bytes::of(rest).copy_to(*iov)..];
        }
        let n = whole - rest.len();
        let is_stream = self.filetype == Filetype::SOCKET_STREAM;
        let truncated = if is_stream || rest.is_empty() {
            Roflags::NONE
        } else {
            Roflags::RECV_DATA_TRUNCATED
        };
        if flags.has(Riflags::RECV_PEEK) {
            self.incoming.push_front(piece);
        } else if is_stream && n < piece.len() {
            piece.drain(..n);
            self.incoming.push_front(piece);
        }
        Ok((n, truncated))
    }

    pub(super) fn send(&mut self, data: &[u8]) -> Result<usize> {
        if self.connections.is_some() {
            return Err(Errno::NOTCONN);
        }
        if self.shutdown & Sdflags::WR.0 != 0 {
            return Err(Errno::PIPE);
        }
        self.sent.push(data.to_vec());
        Ok(data.len())
    }
}
