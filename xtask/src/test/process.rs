//! Runs one program with a deadline, and leaves nothing of it behind.

use anyhow::{Context, Result, ensure};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Bytes kept of each stream: more than any test prints, few enough that a program that
/// prints forever does not fill the memory.
const KEPT: usize = 1 << 20;

/// The capacity of a pipe without a reader, on Linux.
const PIPE_CAPACITY: usize = 64 * 1024;

pub struct Finished {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    pub timed_out: bool,
}

/// Starts a program by `env`, because signals that the tests' caller ignores (`nohup`, a shell's
/// `&`) would stay ignored.
pub fn command(program: &Path) -> Command {
    let mut command = Command::new("/usr/bin/env");
    command.arg("--default-signal").arg(program);
    command
}

/// Runs `command` in a process group of its own, with `stdin` waiting in a
/// pipe. At the deadline, and once the program itself has ended, whatever is
/// left of the group is killed.
pub fn run(command: &mut Command, stdin: &str, timeout: Duration) -> Result<Finished> {
    // Written before the program starts, so that its poll() does not race with it.
    ensure!(
        stdin.len() <= PIPE_CAPACITY,
        "stdin is longer than a pipe holds ({} of {PIPE_CAPACITY} bytes); use a file",
        stdin.len()
    );
    let (reader, mut writer) = io::pipe().context("making a pipe")?;
    writer.write_all(stdin.as_bytes())?;
    drop(writer);
    supervise(command.stdin(reader).stdout(Stdio::piped()), timeout)
}

/// The same with stdout, which may be long, in a file, and no stdin.
pub fn run_into(command: &mut Command, stdout: &Path, timeout: Duration) -> Result<Finished> {
    let file = File::create(stdout).with_context(|| format!("making {}", stdout.display()))?;
    supervise(command.stdin(Stdio::null()).stdout(file), timeout)
}

fn supervise(command: &mut Command, timeout: Duration) -> Result<Finished> {
    let mut child = command
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .with_context(|| format!("starting {}", command.get_program().display()))?;
    let group = Pid::from_child(&child);
    let stdout = child.stdout.take().map(collect);
    let stderr = child.stderr.take().map(collect);

    let timed_out = !ended_within(group, timeout)?;
    // Not reaped yet, so the number cannot belong to another process. An error means that
    // the group has no member left to kill.
    let _ = kill_process_group(group, Signal::KILL);
    let status = child.wait()?;
    let text = |stream: Option<thread::JoinHandle<Vec<u8>>>| {
        stream
            .and_then(|thread| thread.join().ok())
            .unwrap_or_default()
    };
    Ok(Finished {
        status,
        stdout: text(stdout),
        stderr: text(stderr),
        timed_out,
    })
}

/// Waits for the end of `child` without reaping it; false at the deadline.
fn ended_within(child: Pid, timeout: Duration) -> Result<bool> {
    let deadline = Instant::now() + timeout;
    let mut pause = Duration::from_millis(1);
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
    while waitid(WaitId::Pid(child), options)?.is_none() {
        if Instant::now() >= deadline {
            return Ok(false);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(16));
    }
    Ok(true)
}

fn collect(mut stream: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut kept = Vec::new();
        let mut buffer = [0; 8192];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => return kept,
                Ok(count) => {
                    let room = (KEPT - kept.len()).min(count);
                    kept.extend_from_slice(&buffer[..room]);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    kept.extend_from_slice(format!("\n[reading failed: {error}]\n").as_bytes());
                    return kept;
                }
            }
        }
    })
}

/// The command as one can paste it into a shell.
pub fn shell(command: &Command) -> String {
    let mut words = Vec::new();
    if let Some(folder) = command.get_current_dir() {
        words.push(format!("cd {} &&", quote(&folder.to_string_lossy())));
    }
    let set: Vec<_> = command
        .get_envs()
        .filter_map(|(key, value)| Some((key, value?)))
        .collect();
    if !set.is_empty() {
        words.push("env".into());
    }
    for (key, value) in set {
        words.push(quote(&format!(
            "{}={}",
            key.to_string_lossy(),
            value.to_string_lossy()
        )));
    }
    words.push(quote(&command.get_program().to_string_lossy()));
    words.extend(
        command
            .get_args()
            .map(|word| quote(&word.to_string_lossy())),
    );
    words.join(" ")
}

fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+%@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.into()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str, stdin: &str, timeout: Duration) -> Finished {
        run(Command::new("sh").args(["-c", script]), stdin, timeout).unwrap()
    }

    #[test]
    fn streams_and_status() {
        let finished = sh("cat; echo no >&2; exit 3", "hello", Duration::from_secs(10));
        assert_eq!(finished.status.code(), Some(3));
        assert_eq!(finished.stdout, b"hello");
        assert_eq!(finished.stderr, b"no\n");
        assert!(!finished.timed_out);
    }

    #[test]
    fn the_deadline_reaches_grandchildren() {
        let start = Instant::now();
        let finished = sh("sleep 60 & sleep 60", "", Duration::from_millis(100));
        assert!(finished.timed_out);
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_child_left_behind_does_not_hold_us() {
        let start = Instant::now();
        let finished = sh("sleep 60 & exit 0", "", Duration::from_secs(30));
        assert!(finished.status.success());
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn words_are_quoted_for_the_shell() {
        let mut command = Command::new("run");
        command.args(["a b", "it's", ""]).current_dir("/tmp");
        assert_eq!(shell(&command), r"cd /tmp && run 'a b' 'it'\''s' ''");
    }
}
