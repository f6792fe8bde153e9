//! `--timeout` and `--fuel`.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::ENGINES;
use crate::program::{Done, Program};

const FOREVER: &str = "(loop $forever (br $forever))";

#[test]
fn a_timeout_ends_a_loop() {
    for engine in ENGINES {
        let done = Program::main(FOREVER).run(["--engine", engine, "--timeout", "0.2"]);
        done.failed(124, &["wasi-run: timeout: ", "0.2 s"]);
        assert_eq!(done.err.matches("timeout").count(), 1, "{done:?}");
    }
}

#[test]
fn a_timeout_shows_where_the_program_was() {
    let spin = "(func $spin (loop $forever (br $forever)))";
    let done = Program::with(spin, "(call $spin)").run(["--timeout", "0.2"]);
    done.failed(124, &["spin", "program.wat:"]);
}

#[test]
fn a_timeout_ends_a_wait() {
    for engine in ENGINES {
        let program = Program::main("(drop (call $read (i32.const 0) (i32.const 1)))");
        let start = Instant::now();
        let mut child = program
            .command(["--engine", engine, "--timeout", "0.2"])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Open and empty for as long as the program runs.
        let stdin = child.stdin.take();
        let done = Done::from(child.wait_with_output().unwrap());
        drop(stdin);
        done.failed(124, &["wasi-run: timeout: "]);
        assert!(start.elapsed() < Duration::from_secs(20), "{done:?}");
    }
}

#[test]
fn a_program_within_its_timeout_is_left_alone() {
    for engine in ENGINES {
        Program::main("(call $int (i32.const 5))")
            .run(["--engine", engine, "--timeout", "60"])
            .printed("5\n");
    }
}

#[test]
fn a_timeout_has_to_be_a_time() {
    for time in ["soon", "-1", "nan"] {
        let done = Program::main("").run([format!("--timeout={time}")]);
        done.failed(125, &["--timeout"]);
    }
}

#[test]
fn fuel_ends_a_loop() {
    for engine in ENGINES {
        let done = Program::main(FOREVER).run(["--engine", engine, "--fuel", "10000"]);
        done.failed(134, &["wasi-run: trap: out of fuel", "--fuel 10000"]);
    }
}

#[test]
fn enough_fuel_changes_nothing() {
    for engine in ENGINES {
        Program::main("(call $int (i32.const 5))")
            .run(["--engine", engine, "--fuel", "100000"])
            .printed("5\n");
    }
}
