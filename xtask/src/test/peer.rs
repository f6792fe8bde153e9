//! A peer on 127.0.0.1 that a program connects to, and that does what no program can do with
//! itself.

use serde::Deserialize;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Peer {
    /// Closes each connection without reading what has come: the system resets it.
    Resets,
}

/// A peer in a thread of its own.
pub struct Running {
    address: SocketAddr,
    program_ended: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

pub fn start(peer: Peer) -> io::Result<Running> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let program_ended = Arc::new(AtomicBool::new(false));
    let ended = program_ended.clone();
    let serve = move || {
        for stream in listener.incoming() {
            if ended.load(Ordering::Relaxed) {
                break;
            }
            if let Ok(stream) = stream {
                match peer {
                    Peer::Resets => reset(&stream),
                }
            }
        }
    };
    Ok(Running {
        address,
        program_ended,
        thread: thread::spawn(serve),
    })
}

impl Running {
    /// The port, for the program's arguments.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn end(self) {
        self.program_ended.store(true, Ordering::Relaxed);
        // It waits for one more connection. If there can be none, it has ended.
        drop(TcpStream::connect(self.address));
        drop(self.thread.join());
    }
}

/// Waits until something has come. The stream is closed then.
fn reset(stream: &TcpStream) {
    let waits = stream.set_read_timeout(Some(Duration::from_secs(10)));
    drop(waits.and_then(|()| stream.peek(&mut [0])));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{ErrorKind, Read, Write};

    #[test]
    fn resets() {
        let running = start(Peer::Resets).unwrap();
        for _ in 0..2 {
            let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, running.port())).unwrap();
            stream.write_all(b"x").unwrap();
            let error = stream.read(&mut [0]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ConnectionReset);
        }
        running.end();
    }
}
