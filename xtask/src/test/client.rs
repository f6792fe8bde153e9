//! The client of a program that gets a listening socket.

use super::expect::Client;
use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Where the program's socket is, in the directory that it runs in.
pub fn socket(folder: &Path) -> PathBuf {
    folder.join("listening")
}

/// A client that waits for the program, in a thread of its own.
pub struct Running {
    wanted: String,
    program_ended: Arc<AtomicBool>,
    thread: JoinHandle<io::Result<String>>,
}

pub fn start(client: &Client, folder: &Path) -> Running {
    let program_ended = Arc::new(AtomicBool::new(false));
    let (says, path, ended) = (client.says.clone(), socket(folder), program_ended.clone());
    Running {
        wanted: client.hears.clone(),
        program_ended,
        thread: thread::spawn(move || talk(&says, &path, &ended)),
    }
}

impl Running {
    /// The errors in the dialogue, now that the program has ended; empty if there are none.
    pub fn end(self) -> String {
        self.program_ended.store(true, Ordering::Relaxed);
        match self.thread.join() {
            Ok(Ok(heard)) if heard == self.wanted => String::new(),
            Ok(Ok(heard)) => format!("the client heard {heard:?}, expected {:?}\n", self.wanted),
            Ok(Err(error)) => format!("the client failed: {error}\n"),
            Err(_) => "the client panicked\n".to_owned(),
        }
    }
}

fn talk(says: &str, path: &Path, program_ended: &AtomicBool) -> io::Result<String> {
    let mut stream = loop {
        match UnixStream::connect(path) {
            Ok(stream) => break stream,
            Err(error) if program_ended.load(Ordering::Relaxed) => return Err(error),
            Err(_) => thread::sleep(Duration::from_millis(2)),
        }
    };
    stream.write_all(says.as_bytes())?;
    stream.shutdown(Shutdown::Write)?;
    let mut heard = Vec::new();
    stream.read_to_end(&mut heard)?;
    Ok(String::from_utf8_lossy(&heard).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixListener;

    fn client() -> Client {
        Client {
            says: "ping".into(),
            hears: "pong".into(),
        }
    }

    #[test]
    fn says_and_hears() {
        for (answer, is_wrong) in [("pong", false), ("gong", true)] {
            let folder = tempfile::tempdir().unwrap();
            let running = start(&client(), folder.path());
            let listener = UnixListener::bind(socket(folder.path())).unwrap();
            let (mut stream, _) = listener.accept().unwrap();
            let mut heard = String::new();
            stream.read_to_string(&mut heard).unwrap();
            assert_eq!(heard, "ping");
            stream.write_all(answer.as_bytes()).unwrap();
            drop(stream);
            assert_eq!(running.end().is_empty(), !is_wrong);
        }
    }

    #[test]
    fn nobody_listens() {
        let folder = tempfile::tempdir().unwrap();
        assert!(start(&client(), folder.path()).end().contains("failed"));
    }
}
