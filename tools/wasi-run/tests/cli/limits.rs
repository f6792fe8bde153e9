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

#[test]
fn a_timeout_ends_compiling() {
    // One function that takes a compiler seconds.
    let sum = "(i32.add (i32.load (i32.const 16)) (i32.load (local.get 0)))";
    let body = format!("(local.set 0 {sum}) (i32.store (i32.const 0) {sum})").repeat(40_000);
    let program = Program::main(&format!("(local i32) {body}"));
    let start = Instant::now();
    let done = program.run(["--timeout", "0.3"]);
    done.failed(124, &["wasi-run: timeout: ", "0.3 s"]);
    assert!(start.elapsed() < Duration::from_secs(20), "{done:?}");
}

#[test]
fn names_that_double_are_cut() {
    // Types that each take the last one twice: `b<a<int, int>, a<int, int> >` and so on.
    let digit = |value| {
        std::char::from_digit(value, 36)
            .unwrap()
            .to_ascii_uppercase()
    };
    let reference = |number: u32| match number {
        1..37 => format!("S{}_", digit(number - 1)),
        _ => format!("S{}{}_", digit((number - 1) / 36), digit((number - 1) % 36)),
    };
    let mut name = "_Z1f1aIiiE".to_owned();
    for (level, letter) in ('b'..='z').chain('A'..='H').enumerate() {
        // A type is the second reference after its template's.
        let last = reference(2 * level as u32 + 1);
        name += &format!("1{letter}I{last}{last}E");
    }
    let program = Program::with(
        &format!("(func ${name} unreachable)"),
        &format!("(call ${name})"),
    );
    let done = program.run([""; 0]);
    done.failed(134, &["f(a<int, int>, b<a<int, int>, a<int, int> >", "..."]);
    assert!(done.err.len() < 10_000, "{} bytes", done.err.len());
}
