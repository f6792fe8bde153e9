//! The terminal as a service: the program sets it, and it is as before when the program has
//! ended.

use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Termios, Winsize, tcgetattr, tcsetwinsize};

use crate::ENGINES;
use crate::program::{Done, Program};

/// Both ends of a new terminal.
fn pair() -> (File, File) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let path = ptsname(&master, Vec::new()).unwrap();
    let slave = open(path, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    (master.into(), slave.into())
}

/// A request at this address, with the answer elsewhere.
fn ask(at: u32, length: u32, answer: u32, room: u32) -> String {
    format!(
        "(call $path_readlink (i32.const 3) (i32.const {at}) (i32.const {length})
           (i32.const {answer}) (i32.const {room}) (i32.const 512))"
    )
}

/// Takes the terminal out of its lines, reads a key, prints it, and does this.
fn raw(then: &str) -> Program {
    let data = r#"
        (data (i32.const 1024) "\00\02\00\00\00\00\00\00")
        (data (i32.const 2048) "\01\02\00\00\00\00\00\00\00\00\00\00")"#;
    let body = format!(
        "(call $check {})
         (i32.store (i32.const 2072) (i32.and (i32.load (i32.const 2072)) (i32.const -11)))
         (call $check {})
         (call $check (call $read (i32.const 0) (i32.const 10)))
         (call $print (i32.const 65536) (i32.load (i32.const 8)))
         {then}",
        ask(1024, 8, 2060, 36),
        ask(2048, 48, 4096, 0),
    );
    Program::with(data, &body)
}

fn start(program: &Program, options: &[&str], slave: &File) -> Child {
    let mut command = program.command(options);
    command
        .stdin(Stdio::from(slave.try_clone().unwrap()))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn is_raw(slave: &File) -> bool {
    let modes = tcgetattr(slave).unwrap().local_modes;
    !modes.intersects(LocalModes::ICANON | LocalModes::ECHO)
}

fn wait_until_raw(slave: &File) {
    let start = Instant::now();
    while !is_raw(slave) {
        assert!(start.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn same(one: &Termios, other: &Termios) -> bool {
    one.local_modes == other.local_modes
        && one.input_modes == other.input_modes
        && one.output_modes == other.output_modes
        && one.control_modes == other.control_modes
}

#[test]
fn keys_arrive_at_once_and_the_terminal_is_restored() {
    for engine in ENGINES {
        for (then, status) in [
            ("", 0),
            ("(call $proc_exit (i32.const 3))", 3),
            ("unreachable", 134),
        ] {
            let (mut master, slave) = pair();
            let before = tcgetattr(&slave).unwrap();
            let program = raw(then);
            let child = start(&program, &["--engine", engine], &slave);
            wait_until_raw(&slave);
            master.write_all(b"k").unwrap();
            let done = child.wait_with_output().unwrap();
            assert_eq!(done.status.code(), Some(status), "{done:?}");
            assert_eq!(done.stdout, b"k");
            assert!(same(&before, &tcgetattr(&slave).unwrap()), "{then}");
        }
    }
}

/// Waits for another key.
const WAIT: &str = "(drop (call $read (i32.const 0) (i32.const 10)))";

#[test]
fn a_signal_restores_the_terminal_too() {
    for options in [&[][..], &["--processes"]] {
        let (mut master, slave) = pair();
        let before = tcgetattr(&slave).unwrap();
        let program = raw(WAIT);
        let mut child = start(&program, options, &slave);
        wait_until_raw(&slave);
        master.write_all(b"k").unwrap();
        let mut key = [0];
        child.stdout.as_mut().unwrap().read_exact(&mut key).unwrap();
        let pid = Pid::from_child(&child);
        kill_process(pid, Signal::TERM).unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(15));
        assert!(same(&before, &tcgetattr(&slave).unwrap()), "{options:?}");
    }
}

#[test]
fn a_timeout_restores_the_terminal_too() {
    let (_master, slave) = pair();
    let before = tcgetattr(&slave).unwrap();
    let program = raw(WAIT);
    let child = start(&program, &["--timeout", "1.5"], &slave);
    wait_until_raw(&slave);
    let done = child.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(124), "{done:?}");
    assert!(same(&before, &tcgetattr(&slave).unwrap()));
}

/// The same program in a thread, for which the main one waits.
fn in_a_thread(program: &Program) -> Program {
    let replaced = [
        (
            r#"(memory (export "memory") 2)"#,
            r#"(import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
               (import "env" "memory" (memory 2 2 shared))
               (export "memory" (memory 0))"#,
        ),
        (
            r#"(func $main (export "_start")"#,
            r#"(func (export "_start")
                 (drop (call $spawn (i32.const 0)))
                 (drop (memory.atomic.wait32 (i32.const 512) (i32.const 0) (i64.const -1))))
               (func (export "wasi_thread_start") (param i32 i32)"#,
        ),
    ];
    let mut text = std::fs::read_to_string(&program.path).unwrap();
    for (old, new) in replaced {
        assert!(text.contains(old));
        text = text.replace(old, new);
    }
    Program::text(&text)
}

#[test]
fn a_thread_restores_the_terminal_too() {
    for (then, options, status) in [
        ("(call $proc_exit (i32.const 3))", &[][..], Some(3)),
        ("unreachable", &[], Some(134)),
        ("(loop $l (br $l))", &["--timeout=1.5"], Some(124)),
        (WAIT, &["--timeout=1.5"], Some(124)),
        (WAIT, &[], None),
    ] {
        let (mut master, slave) = pair();
        let before = tcgetattr(&slave).unwrap();
        let program = in_a_thread(&raw(then));
        let mut child = start(&program, options, &slave);
        wait_until_raw(&slave);
        master.write_all(b"k").unwrap();
        let mut key = [0];
        child.stdout.as_mut().unwrap().read_exact(&mut key).unwrap();
        if status.is_none() {
            kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
        }
        let done = child.wait_with_output().unwrap();
        assert_eq!(done.status.code(), status, "{then} {done:?}");
        assert!(same(&before, &tcgetattr(&slave).unwrap()), "{then}");
    }
}

/// Prints the error of a request for the size, and the size.
fn size() -> Program {
    let data = r#"(data (i32.const 1024) "\02\02\00\00\00\00\00\00")"#;
    let body = format!(
        "(call $int {})
         (call $int (i32.load (i32.const 2048)))
         (call $int (i32.load (i32.const 2052)))",
        ask(1024, 8, 2048, 16)
    );
    Program::with(data, &body)
}

#[test]
fn the_size_is_that_of_the_terminal() {
    let (_master, slave) = pair();
    let size_of = Winsize {
        ws_row: 43,
        ws_col: 132,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(&slave, size_of).unwrap();
    for (options, said) in [
        (&[][..], "0\n43\n132\n"),
        (&["--terminal"], "0\n43\n132\n"),
        (&["--terminal=yes"], "0\n43\n132\n"),
        // EBADF: there is no service.
        (&["--terminal=no"], "8\n0\n0\n"),
        (&["--deterministic"], "8\n0\n0\n"),
        (&["--strict"], "8\n0\n0\n"),
        (&["--strict=service", "--terminal"], "0\n43\n132\n"),
    ] {
        let program = size();
        let child = start(&program, options, &slave);
        Done::from(child.wait_with_output().unwrap()).printed(said);
    }
}

#[test]
fn without_a_terminal_there_is_none() {
    let piped = |options: &[&str]| {
        let program = size();
        let mut command = program.command(options);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Done::from(command.output().unwrap())
    };
    piped(&[]).printed("8\n0\n0\n");
    // ENOTTY.
    piped(&["--terminal"]).printed("59\n0\n0\n");
    piped(&["--terminal", "--strict"]).failed(125, &["--terminal", "`service`"]);
    piped(&["--terminal=maybe"]).failed(125, &["maybe"]);
}

#[test]
fn signals_arrive_without_processes() {
    let (_master, slave) = pair();
    // Catches SIGWINCH, says so, and computes.
    let definitions = r#"
        (data (i32.const 1024) "\00\05\00\00\1c\00\00\00\02\00\00\00\00\00\00\00")
        (data (i32.const 1100) "r")
        (global $came (mut i32) (i32.const 0))
        (func (export "__deliver_signal") (param i32 i32 i32 i32 i32) (result i32)
          (global.set $came (local.get 0))
          (i32.const 0))
        (func $compute
          (loop $again (br_if $again (i32.eqz (global.get $came)))))"#;
    let body = format!(
        "(call $check {})
         (call $print (i32.const 1100) (i32.const 1))
         (call $compute)
         (call $int (global.get $came))",
        ask(1024, 16, 2048, 0)
    );
    let program = Program::with(definitions, &body);
    let mut child = start(&program, &["--timeout", "60"], &slave);
    let mut ready = [0];
    child
        .stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut ready)
        .unwrap();
    kill_process(Pid::from_child(&child), Signal::WINCH).unwrap();
    Done::from(child.wait_with_output().unwrap()).printed("28\n");
}
