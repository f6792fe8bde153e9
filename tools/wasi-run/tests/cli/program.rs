//! Programs to run, and their results.

use std::ffi::OsStr;
use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// Imports, 128 KiB of memory, and functions that print: the text before the body of a
/// program. Addresses from 1,024 on are free for it.
const PRELUDE: &str = r#"
(import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "environ_get" (func $environ_get (param i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes_get (param i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "clock_res_get" (func $clock_res_get (param i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "clock_time_get" (func $clock_time_get (param i32 i64 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_close" (func $fd_close (param i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_fdstat_get" (func $fd_fdstat_get (param i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_fdstat_set_flags" (func $fd_fdstat_set_flags (param i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_filestat_get" (func $fd_filestat_get (param i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_filestat_set_size" (func $fd_filestat_set_size (param i32 i64) (result i32)))
(import "wasi_snapshot_preview1" "fd_prestat_get" (func $fd_prestat_get (param i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_prestat_dir_name" (func $fd_prestat_dir_name (param i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_readdir" (func $fd_readdir (param i32 i32 i32 i64 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_renumber" (func $fd_renumber (param i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_seek" (func $fd_seek (param i32 i64 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "path_create_directory" (func $path_create_directory (param i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "path_filestat_get" (func $path_filestat_get (param i32 i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "path_open" (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "path_readlink" (func $path_readlink (param i32 i32 i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "path_rename" (func $path_rename (param i32 i32 i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "path_symlink" (func $path_symlink (param i32 i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "poll_oneoff" (func $poll_oneoff (param i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
(import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "sched_yield" (func $sched_yield (result i32)))
(memory (export "memory") 2)

;; Writes to a descriptor in one call; returns the error code.
(func $write (param $fd i32) (param $at i32) (param $length i32) (result i32)
  (i32.store (i32.const 0) (local.get $at))
  (i32.store (i32.const 4) (local.get $length))
  (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))

;; Reads from a descriptor to address 65536; returns the error code, the length
;; read is at address 8.
(func $read (param $fd i32) (param $length i32) (result i32)
  (i32.store (i32.const 0) (i32.const 65536))
  (i32.store (i32.const 4) (local.get $length))
  (call $fd_read (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))

;; Writes bytes to standard output.
(func $print (param $at i32) (param $length i32)
  (if (call $write (i32.const 1) (local.get $at) (local.get $length))
    (then unreachable)))

;; Writes a number and a newline to standard output.
(func $number (param $value i64)
  (local $at i32)
  (local.set $at (i32.const 64))
  (i32.store8 (local.get $at) (i32.const 10))
  (loop $digit
    (local.set $at (i32.sub (local.get $at) (i32.const 1)))
    (i32.store8 (local.get $at)
      (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $value) (i64.const 10)))))
    (local.set $value (i64.div_u (local.get $value) (i64.const 10)))
    (br_if $digit (i64.ne (local.get $value) (i64.const 0))))
  (call $print (local.get $at) (i32.sub (i32.const 65) (local.get $at))))

(func $int (param $value i32)
  (call $number (i64.extend_i32_u (local.get $value))))

;; Exits with the error code, unless it is 0.
(func $check (param $error i32)
  (if (local.get $error) (then (call $proc_exit (local.get $error)))))
"#;

/// A directory of its own for a test, with the program in it.
pub struct Program {
    pub folder: PathBuf,
    pub path: PathBuf,
}

impl Program {
    /// A program whose `_start` has this body.
    pub fn main(body: &str) -> Self {
        Self::with("", body)
    }

    /// A program with further definitions beside `_start`.
    pub fn with(definitions: &str, body: &str) -> Self {
        Self::text(&format!(
            "(module {PRELUDE} {definitions}\n(func $main (export \"_start\")\n{body}))"
        ))
    }

    /// A program from the text of its module.
    pub fn text(module: &str) -> Self {
        Self::file("program.wat", module.as_bytes())
    }

    /// Any file, to be run as a program.
    pub fn file(name: &str, content: &[u8]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!(
            "{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        ));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        fs::write(&path, content).unwrap();
        Self { folder, path }
    }

    /// `wasi-run OPTIONS PROGRAM`, in the program's directory, without a cache.
    pub fn command<I>(&self, options: I) -> Command
    where
        I: IntoIterator,
        I::Item: AsRef<OsStr>,
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wasi-run"));
        command
            .current_dir(&self.folder)
            .env("WASI_RUN_CACHE", "off")
            .args(options)
            .arg(self.path.file_name().unwrap())
            .stdin(Stdio::null());
        command
    }

    /// The same, with SIGINT as a shell sets it for a foreground program: the tests
    /// themselves may run with SIGINT ignored.
    pub fn interruptible(&self, options: &[&str]) -> Command {
        let plain = self.command(options);
        let mut command = Command::new("env");
        command
            .arg("--default-signal=INT")
            .arg(plain.get_program())
            .args(plain.get_args())
            .current_dir(&self.folder)
            .env("WASI_RUN_CACHE", "off");
        command
    }

    /// Runs with these options.
    pub fn run<I>(&self, options: I) -> Done
    where
        I: IntoIterator,
        I::Item: AsRef<OsStr>,
    {
        Done::from(self.command(options).output().unwrap())
    }

    /// Runs with this on standard input, through a pipe.
    pub fn feed(&self, options: &[&str], input: &[u8]) -> Done {
        let mut child = self
            .command(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // While its output is read, which may be as long.
        let writer = thread::spawn(move || stdin.write_all(&input));
        let done = Done::from(child.wait_with_output().unwrap());
        // A program may end before it has read everything.
        if let Err(error) = writer.join().unwrap() {
            assert_eq!(error.kind(), ErrorKind::BrokenPipe);
        }
        done
    }

    /// Makes a file in the directory.
    pub fn put(&self, name: &str, content: &str) -> &Self {
        fs::write(self.folder.join(name), content).unwrap();
        self
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // A directory that cannot be removed is in the target directory.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// How `wasi-run` ended.
#[derive(Debug)]
pub struct Done {
    pub code: Option<i32>,
    pub signal: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            signal: output.status.signal(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Done {
    /// Checks that the program ended well and without a message.
    #[track_caller]
    pub fn printed(&self, out: &str) {
        assert_eq!(self.code, Some(0), "{self:?}");
        assert_eq!(self.out, out, "{self:?}");
        assert_eq!(self.err, "", "{self:?}");
    }

    /// Checks the status and that standard error contains all of these.
    #[track_caller]
    pub fn failed(&self, code: i32, messages: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        for message in messages {
            assert!(self.err.contains(message), "no {message:?} in {self:?}");
        }
    }
}
