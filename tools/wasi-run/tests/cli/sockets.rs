//! `--listen`. `tests/c/socket/accept-host*.c` tests data on sockets.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::ENGINES;
use crate::program::{Done, Program};

/// An address that nobody listens on at the moment.
fn address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

const IMPORTS: &str = r#"
(func $accept (param $fd i32) (result i32)
  (call $check (call $sock_accept (local.get $fd) (i32.const 0) (i32.const 16)))
  (i32.load (i32.const 16)))
"#;

/// A program that imports the calls for sockets as well.
fn program(body: &str) -> Program {
    let import = |name: &str, params: &str| {
        format!(
            "(import \"wasi_snapshot_preview1\" \"{name}\" (func ${name} (param {params}) \
             (result i32)))\n"
        )
    };
    // Imports come first in a module: the definitions of the prelude follow them.
    let imports = import("sock_accept", "i32 i32 i32") + &import("sock_shutdown", "i32 i32");
    let text = std::fs::read_to_string(&Program::with(IMPORTS, body).path).unwrap();
    Program::text(&text.replacen("(module", &format!("(module {imports}"), 1))
}

#[test]
fn a_connection_is_accepted_and_answered() {
    for engine in ENGINES {
        let program = program(
            "(local $fd i32)
             (local.set $fd (call $accept (i32.const 3)))
             (call $check (call $read (local.get $fd) (i32.const 4)))
             (call $check (call $write (local.get $fd) (i32.const 65536) (i32.load (i32.const 8))))
             (call $check (call $fd_close (local.get $fd)))",
        );
        let address = address();
        let mut child = program
            .command(["--engine", engine, "--listen", &address])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stream = connect(&address, &mut child);
        stream.write_all(b"ping").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert_eq!(answer, "ping");
        Done::from(child.wait_with_output().unwrap()).printed("");
    }
}

/// A directory reserves a socket's number, and the program cannot access it.
#[test]
fn a_socket_is_no_directory() {
    let program = program(
        r#"(i32.store8 (i32.const 1024) (i32.const 46))
           (call $int (call $fd_prestat_get (i32.const 3) (i32.const 0)))
           (call $int (call $path_open (i32.const 3) (i32.const 0) (i32.const 1024) (i32.const 1)
             (i32.const 0) (i64.const 0) (i64.const 0) (i32.const 0) (i32.const 16)))
           (call $int (call $path_filestat_get (i32.const 3) (i32.const 0) (i32.const 1024)
             (i32.const 1) (i32.const 2048)))
           (call $int (call $fd_seek (i32.const 3) (i64.const 0) (i32.const 0) (i32.const 16)))
           (call $int (call $read (i32.const 3) (i32.const 4)))
           (call $int (call $sock_shutdown (i32.const 3) (i32.const 0)))
           (call $int (call $sock_accept (i32.const 4) (i32.const 0) (i32.const 16)))
           ;; It can move, and it can go.
           (call $int (call $fd_renumber (i32.const 3) (i32.const 0)))
           (call $int (call $fd_prestat_get (i32.const 0) (i32.const 0)))
           (call $int (call $fd_close (i32.const 0)))
           (call $int (call $sock_accept (i32.const 0) (i32.const 0) (i32.const 16)))
           (call $int (call $fd_prestat_get (i32.const 3) (i32.const 0)))"#,
    );
    let done = program.run(["--listen", &address()]);
    done.printed("8\n54\n54\n70\n53\n28\n8\n0\n8\n0\n8\n8\n");
}

/// Connects as soon as the program listens.
fn connect(address: &str, child: &mut Child) -> TcpStream {
    loop {
        match TcpStream::connect(address) {
            Ok(stream) => return stream,
            Err(error) if child.try_wait().unwrap().is_some() => panic!("{error}"),
            Err(_) => thread::sleep(Duration::from_millis(5)),
        }
    }
}

#[test]
fn what_a_program_sends_takes_no_memory_of_the_runner() {
    // A thousand buffers, all of them the same 2 MiB.
    let body = "(local $fd i32) (local $at i32)
        (drop (memory.grow (i32.const 64)))
        (local.set $fd (call $accept (i32.const 3)))
        (local.set $at (i32.const 16384))
        (loop $next
          (i32.store (local.get $at) (i32.const 65536))
          (i32.store offset=4 (local.get $at) (i32.const 0x200000))
          (local.set $at (i32.add (local.get $at) (i32.const 8)))
          (br_if $next (i32.lt_u (local.get $at) (i32.const 24384))))
        (drop (call $fd_write (local.get $fd) (i32.const 16384) (i32.const 1000) (i32.const 8)))";
    let address = address();
    let program = program(body);
    let mut child = program
        .command(["--listen", &address])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stream = connect(&address, &mut child);
    stream.read_exact(&mut [0; 4096]).unwrap();
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    drop(stream);
    child.wait().unwrap();
    let most = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap();
    let kilobytes: u64 = most.split_whitespace().nth(1).unwrap().parse().unwrap();
    assert!(kilobytes < 400 << 10, "{most}");
}

#[test]
fn a_directory_of_somebody_else_s_is_not_in_the_way() {
    let program = program("(drop (call $sched_yield))");
    let temporary = program.folder.join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let mut command = Command::new("sh");
    command
        .args(["-c", "mkdir \"$TMPDIR/wasi-run-$$\" && exec \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_wasi-run"))
        .args(["--listen", &address()])
        .arg(&program.path)
        .env("WASI_RUN_CACHE", "off")
        .env("TMPDIR", &temporary);
    Done::from(command.output().unwrap()).printed("");
    // And none of ours is left.
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 1);
}

#[test]
fn addresses_that_cannot_be_listened_on() {
    let program = Program::main("");
    for bad in ["8080", "unix:", "unix:no/such/folder/socket", "256.0.0.1:1"] {
        program.run(["--listen", bad]).failed(125, &["listen"]);
    }
}
