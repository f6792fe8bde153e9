//! Programs with threads.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use rustix::process::{Pid, Signal, kill_process};

use crate::program::{Done, Program};

/// The imports, and functions for both sides. A word at address 0 and after is the test's; each
/// thread has 64 bytes from 8192 on.
const PRELUDE: &str = r#"
(import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_close" (func $fd_close (param i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_filestat_set_size" (func $fd_filestat_set_size (param i32 i64) (result i32)))
(import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "path_open" (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "poll_oneoff" (func $poll_oneoff (param i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
(import "wasi_snapshot_preview1" "sock_accept" (func $sock_accept (param i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "sched_yield" (func $sched_yield (result i32)))
(import "env" "memory" (memory 4 16 shared))
(export "memory" (memory 0))
(data (i32.const 1024) "one\ntwo\n")
(data (i32.const 1040) "name")

(func $place (param $thread i32) (result i32)
  (i32.add (i32.const 8192) (i32.mul (local.get $thread) (i32.const 64))))

;; Exits with the error code, unless it is 0.
(func $check (param $error i32)
  (if (local.get $error) (then (call $proc_exit (local.get $error)))))

(func $write (param $thread i32) (param $fd i32) (param $at i32) (param $length i32)
  (local $place i32)
  (local.set $place (call $place (local.get $thread)))
  (i32.store (local.get $place) (local.get $at))
  (i32.store offset=4 (local.get $place) (local.get $length))
  (call $check (call $fd_write
    (local.get $fd) (local.get $place) (i32.const 1)
    (i32.add (local.get $place) (i32.const 8)))))

;; Reads to the place of the thread plus 16; returns the length.
(func $read (param $thread i32) (param $fd i32) (param $length i32) (result i32)
  (local $place i32)
  (local.set $place (call $place (local.get $thread)))
  (i32.store (local.get $place) (i32.add (local.get $place) (i32.const 16)))
  (i32.store offset=4 (local.get $place) (local.get $length))
  (call $check (call $fd_read
    (local.get $fd) (local.get $place) (i32.const 1)
    (i32.add (local.get $place) (i32.const 8))))
  (i32.load offset=8 (local.get $place)))

;; Opens `name` in the first directory, with these flags and rights.
(func $open (param $thread i32) (param $oflags i32) (param $rights i64) (param $flags i32)
    (result i32)
  (local $place i32)
  (local.set $place (call $place (local.get $thread)))
  (call $check (call $path_open (i32.const 3) (i32.const 0) (i32.const 1040) (i32.const 4)
    (local.get $oflags) (local.get $rights) (i64.const 0) (local.get $flags)
    (local.get $place)))
  (i32.load (local.get $place)))

;; Adds 1 to a word, and wakes who waits for it.
(func $signal (param $word i32)
  (drop (i32.atomic.rmw.add (local.get $word) (i32.const 1)))
  (drop (memory.atomic.notify (local.get $word) (i32.const -1))))

;; Waits until a word has a value.
(func $await (param $word i32) (param $value i32)
  (local $now i32)
  (loop $again
    (local.set $now (i32.atomic.load (local.get $word)))
    (if (i32.ne (local.get $now) (local.get $value))
      (then
        (drop (memory.atomic.wait32 (local.get $word) (local.get $now) (i64.const -1)))
        (br $again)))))

(func $start (param $argument i32)
  (if (i32.le_s (call $spawn (local.get $argument)) (i32.const 0))
    (then (call $proc_exit (i32.const 99)))))

(func $forever (call $await (i32.const 512) (i32.const 1)))
"#;

/// A program whose threads have this body, where `$id` is their number and `$argument` theirs,
/// and whose main thread has that one.
fn threads(thread: &str, main: &str) -> Program {
    Program::text(&format!(
        "(module {PRELUDE}
         (func (export \"wasi_thread_start\") (param $id i32) (param $argument i32)\n{thread})
         (func (export \"_start\") (local $n i32)\n{main}))"
    ))
}

/// Repeats this while `$n` counts from 0.
fn times(count: u32, body: &str) -> String {
    format!(
        "(local.set $n (i32.const 0))
         (loop $next {body}
           (br_if $next (i32.lt_u
             (local.tee $n (i32.add (local.get $n) (i32.const 1)))
             (i32.const {count}))))"
    )
}

const SAY_ONE: &str = "(call $write (i32.const 0) (i32.const 1) (i32.const 1024) (i32.const 4))";

/// Starts a program with a pipe at each standard stream.
fn piped(program: &Program, options: &[&str]) -> Child {
    let mut command = program.command(options);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Waits for a line that the program writes.
fn await_line(out: &mut ChildStdout, line: &str) {
    let mut bytes = vec![0; line.len()];
    out.read_exact(&mut bytes).unwrap();
    assert_eq!(bytes, line.as_bytes());
}

fn done(child: Child) -> Done {
    Done::from(child.wait_with_output().unwrap())
}

#[test]
fn threads_share_the_memory() {
    let thread = "(local $n i32)
        (loop $next
          (drop (i32.atomic.rmw.add (i32.const 0) (local.get $argument)))
          (br_if $next (i32.lt_u
            (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 1000))))
        (call $signal (i32.const 4))";
    let start = times(8, "(call $start (local.get $n))");
    let main = format!(
        "{start} (call $await (i32.const 4) (i32.const 8))
         (if (i32.ne (i32.load (i32.const 0)) (i32.const 28000)) (then unreachable))
         {SAY_ONE}"
    );
    threads(thread, &main).run([""; 0]).printed("one\n");
}

#[test]
fn a_hundred_threads_wait_at_a_time() {
    let thread = "
        (call $signal (i32.const 0))
        (call $await (i32.const 4) (i32.const 1))
        (call $signal (i32.const 8))";
    let main = format!(
        "{} (call $await (i32.const 0) (i32.const 100))
         (call $signal (i32.const 4))
         (call $await (i32.const 8) (i32.const 100)) {SAY_ONE}",
        times(100, "(call $start (i32.const 0))")
    );
    threads(thread, &main).run([""; 0]).printed("one\n");
}

#[test]
fn the_number_of_threads_is_limited() {
    // Three beside the main one; the next fails with EAGAIN, until one of them has ended.
    let thread = "(call $await (i32.const 4) (i32.const 1)) (call $signal (i32.const 0))";
    let main = format!(
        "{} (if (i32.ne (call $spawn (i32.const 0)) (i32.const -6)) (then unreachable))
         (call $signal (i32.const 4))
         (call $await (i32.const 0) (i32.const 3))
         {} (call $await (i32.const 0) (i32.const 6)) {SAY_ONE}",
        times(3, "(call $start (i32.const 0))"),
        times(3, "(call $start (i32.const 0))"),
    );
    let program = threads(thread, &main);
    program.run(["--threads-max", "4"]).printed("one\n");
    let done = program.run(["--threads-max=1"]);
    assert_eq!(done.code, Some(99), "{done:?}");
    for most in ["0", "-1", "65537", "x"] {
        let done = program.run([format!("--threads-max={most}")]);
        done.failed(125, &["--threads-max"]);
    }
}

#[test]
fn a_thread_that_the_machine_refuses_is_an_error() {
    // Each takes 16 MiB of addresses for its stack.
    let main = format!(
        "(block $full (loop $next
           (br_if $full (i32.eq (call $spawn (i32.const 0)) (i32.const -6)))
           (br_if $next (i32.lt_u
             (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 1000))))
           unreachable)
         {SAY_ONE}"
    );
    let program = threads("(call $forever)", &main);
    let plain = program.command(["--threads-max=2000"]);
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -v 10000000; exec \"$@\"", "sh"])
        .arg(plain.get_program())
        .args(plain.get_args())
        .current_dir(&program.folder)
        .env("WASI_RUN_CACHE", "off");
    Done::from(command.output().unwrap()).printed("one\n");
}

#[test]
fn threads_have_numbers_of_their_own() {
    // The number that the host returns is the thread's, and no other has it.
    let thread = "
        (i32.atomic.store (local.get $argument) (local.get $id))
        (call $signal (i32.const 0))
        (call $forever)";
    let main = format!(
        "{} (call $await (i32.const 0) (i32.const 3))
         (if (i32.load (i32.const 112)) (then unreachable)) {SAY_ONE}",
        times(
            3,
            "(i32.store (i32.const 112) (i32.or (i32.load (i32.const 112)) (i32.eqz
               (call $spawn (i32.add (i32.const 100) (i32.mul (local.get $n) (i32.const 4)))))))"
        )
    );
    let same = "(i32.or
        (i32.eq (i32.load (i32.const 100)) (i32.load (i32.const 104)))
        (i32.eq (i32.load (i32.const 104)) (i32.load (i32.const 108))))";
    let main = format!("{main} (if {same} (then unreachable))");
    threads(thread, &main).run([""; 0]).printed("one\n");
}

#[test]
fn a_trap_of_a_thread_ends_the_program() {
    let done = threads("unreachable", "(call $start (i32.const 0)) (call $forever)").run([""; 0]);
    done.failed(134, &["wasi-run: trap in thread 1: ", "unreachable"]);
    // Of the main thread, while others run.
    let main = "(call $start (i32.const 0)) unreachable";
    let done = threads("(loop $l (br $l))", main).run([""; 0]);
    done.failed(134, &["wasi-run: trap: ", "unreachable"]);
    let recursion = "(call $deep)) (func $deep (call $deep) (call $signal (i32.const 0))";
    let done = threads(recursion, "(call $start (i32.const 0)) (call $forever)").run([""; 0]);
    done.failed(134, &["wasi-run: trap in thread 1: stack overflow"]);
    let outside =
        "(call $check (call $fd_write (i32.const 1) (i32.const -8) (i32.const 1) (i32.const 0)))";
    let done = threads(outside, "(call $start (i32.const 0)) (call $forever)").run([""; 0]);
    done.failed(134, &["wasi-run: trap in thread 1: ", "outside the memory"]);
}

#[test]
fn an_exit_of_a_thread_ends_the_program() {
    for main in ["(call $forever)", "(loop $l (br $l))"] {
        let main = format!("(call $start (i32.const 0)) {main}");
        let done = threads("(call $proc_exit (i32.const 7))", &main).run([""; 0]);
        assert_eq!(done.code, Some(7), "{done:?}");
        assert_eq!(done.err, "");
    }
}

#[test]
fn the_end_of_main_ends_all() {
    let ready = "(call $signal (i32.const 0))";
    let wait =
        format!("(call $start (i32.const 0)) (call $await (i32.const 0) (i32.const 1)) {SAY_ONE}");
    for blocked in [
        "(call $forever)",
        "(loop $l (br $l))",
        "(drop (call $read (i32.const 1) (i32.const 0) (i32.const 1)))",
    ] {
        let program = threads(&format!("{ready} {blocked}"), &wait);
        let mut child = piped(&program, &[]);
        let stdin = child.stdin.take();
        done(child).printed("one\n");
        drop(stdin);
    }
}

#[test]
fn an_end_does_not_wait_for_a_thread_inside_the_host() {
    let thread = "(call $signal (i32.const 0))
        (drop (call $read (local.get $id) (i32.const 0) (i32.const 1)))";
    for end in ["(call $proc_exit (i32.const 0))", ""] {
        let main = format!(
            "(call $start (i32.const 0)) (call $await (i32.const 0) (i32.const 1))
             (drop (memory.atomic.wait32 (i32.const 64) (i32.const 0) (i64.const 50000000)))
             {end}"
        );
        // wasmtime-wasi alone reads with the state of the host.
        let program = threads(thread, &main);
        let mut child = piped(&program, &["--strict", "--timeout=20"]);
        let stdin = child.stdin.take();
        done(child).printed("");
        drop(stdin);
    }
}

#[test]
fn a_timeout_ends_all_threads() {
    let start = Instant::now();
    for (thread, main) in [
        ("(call $forever)", "(call $forever)"),
        ("(loop $l (br $l))", "(call $forever)"),
        ("(call $forever)", "(loop $l (br $l))"),
        (
            "(drop (call $read (i32.const 1) (i32.const 0) (i32.const 1)))",
            "(call $forever)",
        ),
    ] {
        let program = threads(thread, &format!("(call $start (i32.const 0)) {main}"));
        let mut child = piped(&program, &["--timeout", "0.3"]);
        let stdin = child.stdin.take();
        let done = done(child);
        drop(stdin);
        done.failed(124, &["wasi-run: timeout: ", "0.3 s"]);
        assert_eq!(done.err.matches("timeout").count(), 1, "{done:?}");
    }
    assert!(start.elapsed() < Duration::from_secs(40));
}

#[test]
fn a_signal_ends_all_threads() {
    let main = format!("(call $start (i32.const 0)) {SAY_ONE} (call $forever)");
    let program = threads("(loop $l (br $l))", &main);
    let mut child = piped(&program, &[]);
    await_line(child.stdout.as_mut().unwrap(), "one\n");
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    assert_eq!(done(child).signal, Some(15));
}

#[test]
fn others_write_while_a_thread_waits_for_input() {
    // A thread reads after the other has written, and writes what it has read.
    let read = "(call $signal (i32.const 0))
        (call $write (local.get $id) (i32.const 1)
          (i32.add (call $place (local.get $id)) (i32.const 16))
          (call $read (local.get $id) (i32.const 0) (i32.const 8)))
        (call $signal (i32.const 4))";
    // The same, but it waits in poll_oneoff first.
    let poll = format!(
        "(i32.store8 (i32.const 2056) (i32.const 1))
         (call $check (call $poll_oneoff
           (i32.const 2048) (i32.const 2200) (i32.const 1) (i32.const 2300)))
         {read}"
    );
    let poll = format!("(call $signal (i32.const 8)) {poll}");
    let read = format!("(call $signal (i32.const 8)) {read}");
    for thread in [read, poll] {
        let main = format!(
            "(call $start (i32.const 0)) (call $await (i32.const 8) (i32.const 1))
             {} (call $await (i32.const 4) (i32.const 1))",
            times(100, SAY_ONE)
        );
        let program = threads(&thread, &main);
        let mut child = piped(&program, &["--timeout", "20"]);
        let mut out = child.stdout.take().unwrap();
        await_line(&mut out, &"one\n".repeat(100));
        child.stdin.take().unwrap().write_all(b"input\n").unwrap();
        await_line(&mut out, "input\n");
        done(child).printed("");
    }
}

#[test]
fn a_read_stays_with_its_file_when_the_number_is_closed() {
    // The main thread closes standard input, and gives its number to a file.
    let thread = "(call $signal (i32.const 0))
        (call $write (local.get $id) (i32.const 1)
          (i32.add (call $place (local.get $id)) (i32.const 16))
          (call $read (local.get $id) (i32.const 0) (i32.const 8)))
        (call $signal (i32.const 4))";
    let main = format!(
        "(call $start (i32.const 0)) (call $await (i32.const 0) (i32.const 1))
         ;; Until the other waits.
         (drop (memory.atomic.wait32 (i32.const 64) (i32.const 0) (i64.const 100000000)))
         (call $check (call $fd_close (i32.const 0)))
         (if (call $open (i32.const 0) (i32.const 0) (i64.const 2) (i32.const 0))
           (then unreachable))
         {SAY_ONE} (call $await (i32.const 4) (i32.const 1))"
    );
    let program = threads(thread, &main);
    program.put("name", "file\n");
    let mut child = piped(&program, &["--dir=.", "--timeout=20"]);
    let mut out = child.stdout.take().unwrap();
    await_line(&mut out, "one\n");
    child.stdin.take().unwrap().write_all(b"input\n").unwrap();
    await_line(&mut out, "input\n");
    done(child).printed("");
}

#[test]
fn files_belong_to_all_threads() {
    // One opens a file to append, and the other writes, cuts and closes it.
    let thread = "
        (call $write (local.get $id) (local.get $argument) (i32.const 1024) (i32.const 8))
        (call $write (local.get $id) (local.get $argument) (i32.const 1024) (i32.const 8))
        (call $check (call $fd_filestat_set_size (local.get $argument) (i64.const 12)))
        (call $check (call $fd_close (local.get $argument)))
        (call $signal (i32.const 0))";
    let main = "
        (call $start (call $open
          (i32.const 0) (i32.const 1) (i64.const 0x400042) (i32.const 1)))
        (call $await (i32.const 0) (i32.const 1))";
    let program = threads(thread, main);
    program.run(["--dir=."]).printed("");
    let written = fs::read_to_string(program.folder.join("name")).unwrap();
    assert_eq!(written, "one\ntwo\none\n");
}

#[test]
fn both_ends_of_a_named_pipe_are_threads() {
    // To open one end waits for the other.
    let thread = "
        (call $write (local.get $id)
          (call $open (local.get $id) (i32.const 0) (i64.const 0x40) (i32.const 0))
          (i32.const 1024) (i32.const 8))
        (call $signal (i32.const 0))";
    let main = "
        (call $start (i32.const 0))
        (call $write (i32.const 0) (i32.const 1)
          (i32.add (call $place (i32.const 0)) (i32.const 16))
          (call $read (i32.const 0)
            (call $open (i32.const 0) (i32.const 0) (i64.const 2) (i32.const 0))
            (i32.const 40)))
        (call $await (i32.const 0) (i32.const 1))";
    let program = threads(thread, main);
    let pipe = program.folder.join("name");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    program
        .run(["--dir=.", "--timeout=20"])
        .printed("one\ntwo\n");
    // The end to write is not for a directory that is only read.
    let done = program.run(["--dir-ro=.", "--timeout=20"]);
    assert_eq!(done.code, Some(69), "{done:?}");
}

#[test]
fn others_run_while_a_thread_accepts_a_connection() {
    let thread = "(local $fd i32)
        (call $signal (i32.const 4))
        (call $check (call $sock_accept
          (i32.const 3) (i32.const 0) (call $place (local.get $id))))
        (local.set $fd (i32.load (call $place (local.get $id))))
        (call $write (local.get $id) (local.get $fd)
          (i32.add (call $place (local.get $id)) (i32.const 16))
          (call $read (local.get $id) (local.get $fd) (i32.const 8)))
        (call $check (call $fd_close (local.get $fd)))
        (call $signal (i32.const 0))";
    let main = format!(
        "{} (call $await (i32.const 4) (i32.const 2))
         (drop (memory.atomic.wait32 (i32.const 64) (i32.const 0) (i64.const 50000000)))
         {SAY_ONE} (call $await (i32.const 0) (i32.const 2))",
        times(2, "(call $start (i32.const 0))")
    );
    let program = threads(thread, &main);
    let mut child = piped(&program, &["--listen=unix:socket", "--timeout=20"]);
    await_line(child.stdout.as_mut().unwrap(), "one\n");
    let connect = || UnixStream::connect(program.folder.join("socket")).unwrap();
    let mut connections = [connect(), connect()];
    for connection in connections.iter_mut().rev() {
        connection.write_all(b"ping").unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        assert_eq!(answer, "ping");
    }
    done(child).printed("");
}

#[test]
fn a_trace_shows_the_threads() {
    let thread = "(call $write (local.get $id) (i32.const 2) (i32.const 1028) (i32.const 4))
        (call $signal (i32.const 0))
        (call $forever)";
    let main = "
        (call $write (i32.const 0) (i32.const 2) (i32.const 1024) (i32.const 4))
        (call $start (i32.const 16))
        (call $await (i32.const 0) (i32.const 1))
        (drop (call $sched_yield))
        (drop (call $spawn (i32.const 0)))";
    let program = threads(thread, main);
    let done = program.run(["--trace=calls.txt", "--threads-max=2"]);
    assert_eq!((done.code, &*done.err), (Some(0), "one\ntwo\n"), "{done:?}");
    let trace = fs::read_to_string(program.folder.join("calls.txt")).unwrap();
    let first = r#"fd_write(2, ["one\n"]) = 4
[0] thread-spawn(0x10) = 1
[1] fd_write(2, ["two\n"]) = 4
[0] sched_yield() = 0
[0] thread-spawn(0x0) = EAGAIN
"#;
    assert_eq!(trace, first);
}

#[test]
fn calls_and_instructions_of_all_threads_are_counted() {
    let thread = "(call $write (local.get $id) (i32.const 1) (i32.const 1024) (i32.const 4))
        (call $signal (i32.const 0))";
    let main = format!(
        "{} (call $await (i32.const 0) (i32.const 3))",
        times(3, "(call $start (i32.const 0))")
    );
    let program = threads(thread, &main);
    let done = program.run(["--count-calls"]);
    assert_eq!(done.out, "one\n".repeat(3));
    done.failed(0, &["calls fd_write 3\n", "calls total 3\n", "fuel "]);
    let functions = program.run(["--count-functions"]);
    functions.failed(0, &["wasi-run: instructions ", " write\n", " signal\n"]);
}

#[test]
fn fuel_is_for_all_threads_together() {
    let spin = "(loop $l (br $l))";
    let program = threads(spin, &format!("(call $start (i32.const 0)) {spin}"));
    let done = program.run(["--fuel=1000000"]);
    done.failed(134, &["out of fuel", "--fuel 1000000"]);
    // Each runs less than the limit, and with the others more.
    let thread = "(local $n i32)
        (loop $next
          (drop (call $sched_yield))
          (br_if $next (i32.lt_u
            (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 1000))))
        (call $signal (i32.const 0))";
    let main = format!(
        "{} (call $await (i32.const 0) (i32.const 8))",
        times(8, "(call $start (i32.const 0))")
    );
    let program = threads(thread, &main);
    program.run(["--fuel=20000"]).failed(134, &["out of fuel"]);
    program.run(["--fuel=100000"]).printed("");
}

#[test]
fn processes_are_not_for_programs_with_threads() {
    let main = format!("(call $start (i32.const 0)) {SAY_ONE}");
    let done = threads("", &main).run(["--processes"]);
    assert_eq!((done.code, &*done.out), (Some(0), "one\n"), "{done:?}");
    done.failed(0, &["wasi-run: note: --processes "]);
}

#[track_caller]
fn rejected(module: &str, messages: &[&str]) {
    let done = Program::text(module).run([""; 0]);
    done.failed(125, &["wasi-run: error: program.wat: "]);
    done.failed(125, messages);
}

#[test]
fn modules_that_are_not_made_for_threads() {
    const SPAWN: &str = r#"(import "wasi" "thread-spawn" (func (param i32) (result i32)))"#;
    const MEMORY: &str = r#"(import "env" "memory" (memory 1 2 shared))"#;
    const START: &str = r#"(func (export "_start"))"#;
    let thread = |types: &str| format!("(func (export \"wasi_thread_start\") {types} unreachable)");
    let good = thread("(param i32 i32)");
    rejected(
        &format!("(module {SPAWN} {MEMORY} {START})"),
        &["does not export `wasi_thread_start`"],
    );
    rejected(
        &format!(
            "(module {SPAWN} {MEMORY} {START} {})",
            thread("(param i32)")
        ),
        &["`wasi_thread_start` is a function (i32) -> (), but it has to be (i32, i32) -> ()"],
    );
    rejected(
        &format!(
            "(module {SPAWN} {MEMORY} {START} (global (export \"wasi_thread_start\") i32 (i32.const 0)))"
        ),
        &["`wasi_thread_start` is a global"],
    );
    rejected(
        &format!("(module {SPAWN} (memory (export \"memory\") 1) {START} {good})"),
        &["its memory is not shared"],
    );
    rejected(
        &format!("(module {SPAWN} (import \"env\" \"memory\" (memory 1 2)) {START} {good})"),
        &["env.memory: a memory", "--shared-memory"],
    );
    rejected(
        &format!("(module (memory (export \"memory\") 1 2 shared) {START})"),
        &["a shared memory of its own", "--import-memory"],
    );
    rejected(
        &format!(
            "(module {SPAWN} {MEMORY} (import \"env\" \"other\" (memory 1 2 shared)) {START} {good})"
        ),
        &["env.other: a second memory"],
    );
    rejected(
        &format!(
            "(module (import \"wasi\" \"thread-spawn\" (func (param i64) (result i32))) {MEMORY} {START} {good})"
        ),
        &["wasi.thread-spawn: declared as (i64) -> (i32), but it is (i32) -> (i32)"],
    );
    rejected(
        &format!("(module {SPAWN} (import \"env\" \"memory\" (memory 1 shared)) {START} {good})"),
        &["max"],
    );
    rejected(
        &format!(
            "(module {SPAWN} (import \"env\" \"memory\" (memory i64 1 2 shared)) {START} {good})"
        ),
        &["64 bits"],
    );
    // A shared memory without threads is that of a program which could have some.
    Program::text(&format!("(module {MEMORY} {START})"))
        .run([""; 0])
        .printed("");
}

#[cfg(feature = "wasmi")]
#[test]
fn wasmi_has_no_threads() {
    let program = threads("", "(call $start (i32.const 0))");
    let done = program.run(["--engine=wasmi"]);
    done.failed(125, &["it has threads", "--engine wasmtime"]);
}
