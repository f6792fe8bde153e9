//! `--strict`, and the layers that it leaves out.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::process::Command;

use crate::program::{Done, Program};

/// Names and reasons of all layers.
fn layers() -> Vec<(String, String)> {
    let output = Command::new(env!("CARGO_BIN_EXE_wasi-run"))
        .arg("--layers")
        .output()
        .unwrap();
    let done = Done::from(output);
    assert_eq!(done.code, Some(0), "{done:?}");
    let layers = done.out.lines().map(|line| {
        let (name, reason) = line.split_once(' ').unwrap();
        (name.to_owned(), reason.trim().to_owned())
    });
    layers.collect()
}

#[test]
fn the_manual_lists_the_layers_in_their_order() {
    let text: String = layers()
        .iter()
        .map(|(name, reason)| format!("| `{name}` | {reason} |\n"))
        .collect();
    assert!(
        include_str!("../../../../docs/wasi-run.md").contains(&text),
        "{text}"
    );
}

#[test]
fn a_plain_program_needs_no_layer() {
    let program = Program::main("(call $int (i32.const 7))");
    program.run(["--strict"]).printed("7\n");
    for (name, _) in layers() {
        program.run([format!("--strict={name}")]).printed("7\n");
    }
    program.run(["--strict=stdio,poll"]).printed("7\n");
}

#[test]
fn a_large_status_needs_a_layer() {
    let program = Program::main("(call $proc_exit (i32.const 200))");
    program
        .run(["--strict"])
        .failed(134, &["wasi-run: trap: exit with invalid exit status"]);
    program.run(["--strict=process"]).failed(200, &[]);
    let program = Program::main("(call $proc_exit (i32.const 125))");
    program.run(["--strict"]).failed(125, &[]);
}

#[test]
fn arguments_and_variables_arrive_without_layers() {
    let program = Program::main(
        "(call $check (call $args_get (i32.const 2048) (i32.const 4096)))
         (call $check (call $environ_get (i32.const 2048) (i32.const 8192)))
         (call $print (i32.const 4096) (i32.const 14))
         (call $print (i32.const 8192) (i32.const 6))",
    );
    let mut command = program.command(["--strict", "--env", "A=b c"]);
    let done = Done::from(command.arg("x").output().unwrap());
    done.printed("program.wat\0x\0A=b c\0");

    let bad = OsStr::from_bytes(b"\xff");
    let mut command = program.command(["--strict"]);
    let done = Done::from(command.arg(bad).output().unwrap());
    done.failed(125, &["not UTF-8", "--strict=process"]);
    let mut command = program.command(["--strict=process", "--env", "A=b c"]);
    let done = Done::from(command.arg(bad).output().unwrap());
    assert_eq!(done.code, Some(0), "{done:?}");
}

#[test]
fn options_that_are_the_work_of_a_layer() {
    let program = Program::main("");
    let listen = ["--listen", "127.0.0.1:0"];
    program
        .run(["--strict"].iter().chain(&listen))
        .failed(125, &["--listen", "`socket`", "--strict=socket"]);
    program
        .run(["--strict=socket"].iter().chain(&listen))
        .printed("");
    program
        .run(["--strict", "--deterministic"])
        .failed(125, &["`deterministic`"]);
    program
        .run(["--strict=deterministic", "--deterministic"])
        .printed("");
}

#[test]
fn a_layer_that_is_none() {
    Program::main("")
        .run(["--strict=magic"])
        .failed(125, &["magic", "readdir"]);
}

#[test]
fn the_memory_of_processes_is_out_of_reach_without_layers_too() {
    // path_open of `proc/self/mem` to read: EACCES.
    let program = Program::with(
        r#"(data (i32.const 1024) "proc/self/mem")"#,
        "(call $int (call $path_open (i32.const 3) (i32.const 1) (i32.const 1024) (i32.const 13)
           (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 2048)))",
    );
    program.run(["--strict", "--dir", "/"]).printed("2\n");
}
