//! Components of WASI 0.2.

use std::time::{Duration, Instant};

use crate::program::Program;

/// Interfaces that the programs import.
const IMPORTS: &str = r#"
(import "wasi:io/poll@0.2.12" (instance $poll
  (export "pollable" (type $p (sub resource)))
  (export "[method]pollable.block" (func (param "self" (borrow $p))))))
(alias export $poll "pollable" (type $pollable))
(import "wasi:clocks/monotonic-clock@0.2.12" (instance $clock
  (alias outer 1 $pollable (type $outer))
  (export "pollable" (type $p (eq $outer)))
  (export "resolution" (func (result u64)))
  (export "subscribe-duration" (func (param "when" u64) (result (own $p))))))
(core func $block (canon lower (func $poll "[method]pollable.block")))
(core func $resolution (canon lower (func $clock "resolution")))
(core func $wait (canon lower (func $clock "subscribe-duration")))
(core instance $host
  (export "block" (func $block))
  (export "resolution" (func $resolution))
  (export "wait" (func $wait)))
"#;

/// A program from the text of its component.
fn component(text: &str) -> Program {
    Program::file("program.wasm", &wat::parse_str(text).unwrap())
}

/// A command whose `run` has this body. It returns 0 for success, 1 for failure.
pub fn command(body: &str) -> Program {
    component(&format!(
        r#"(component {IMPORTS}
(core module $main
  (import "host" "block" (func $block (param i32)))
  (import "host" "resolution" (func $resolution (result i64)))
  (import "host" "wait" (func $wait (param i64) (result i32)))
  (func $work (export "run") (result i32) {body}))
(core instance $main (instantiate $main (with "host" (instance $host))))
(func $run (result (result)) (canon lift (core func $main "run")))
(instance $runs (export "run" (func $run)))
(export "wasi:cli/run@0.2.12" (instance $runs)))"#
    ))
}

pub const SUCCEED: &str = "(i32.const 0)";
const FOREVER: &str = "(loop $forever (br $forever)) (unreachable)";

#[test]
fn a_command_succeeds_or_fails() {
    command(SUCCEED).run([""; 0]).printed("");
    command("(i32.const 1)").run([""; 0]).failed(1, &[]);
}

#[test]
fn a_trap_shows_its_function() {
    let done = command("(unreachable)").run([""; 0]);
    done.failed(134, &["trap: ", "unreachable", "work"]);
}

#[test]
fn limits_end_a_computation() {
    let done = command(FOREVER).run(["--timeout", "0.2"]);
    done.failed(124, &["timeout: ", "work"]);
    let done = command(FOREVER).run(["--fuel", "100000"]);
    done.failed(134, &["trap: ", "fuel"]);
}

#[test]
fn a_timeout_ends_a_wait() {
    let wait = "(call $block (call $wait (i64.const 3600000000000))) (i32.const 0)";
    let start = Instant::now();
    let done = command(wait).run(["--timeout", "0.2"]);
    done.failed(124, &["timeout: "]);
    assert!(start.elapsed() < Duration::from_secs(60), "{done:?}");
}

const CALLS: &str = "(drop (call $resolution)) (drop (call $resolution))
                     (call $block (call $wait (i64.const 5))) (i32.const 0)";

#[test]
fn calls_are_counted() {
    let done = command(CALLS).run(["--count-calls"]);
    for line in [
        "calls monotonic-clock.resolution 2\n",
        "calls monotonic-clock.subscribe-duration 1\n",
        "calls poll.pollable.block 1\n",
        "calls total 4\n",
        "fuel ",
    ] {
        assert!(done.err.contains(line), "{line}: {done:?}");
    }
    assert!(!done.err.contains(" = "), "{done:?}");
}

#[test]
fn calls_are_traced() {
    let done = command(CALLS).run(["--trace"]);
    for line in [
        "monotonic-clock.resolution() = Ok(",
        "monotonic-clock.subscribe-duration(when=5) = Ok(",
        "poll.pollable.block(#",
        ") = Ok(())\n",
    ] {
        assert!(done.err.contains(line), "{line}: {done:?}");
    }
    assert!(!done.err.contains("calls "), "{done:?}");
}

#[test]
fn options_for_modules_are_errors() {
    for option in [
        "--processes",
        "--threads-max=2",
        "--terminal",
        "--file-modes",
        "--count-functions",
        "--deterministic",
        "--strict",
        "--engine=wasmi",
    ] {
        let done = command(SUCCEED).run([option]);
        let name = option.split('=').next().unwrap();
        done.failed(125, &[name, "is a component; the option is for modules"]);
    }
    Program::main("")
        .run(["--allow-net"])
        .failed(125, &["--allow-net", "is a module"]);
}

#[test]
fn an_import_that_is_missing_is_named() {
    let program = component(
        r#"(component
(import "example:other/thing@1.0.0" (instance (export "do" (func))))
(core module $main (func (export "run") (result i32) (i32.const 0)))
(core instance $main (instantiate $main))
(func $run (result (result)) (canon lift (core func $main "run")))
(instance $runs (export "run" (func $run)))
(export "wasi:cli/run@0.2.12" (instance $runs)))"#,
    );
    let done = program.run([""; 0]);
    done.failed(125, &["program.wasm", "example:other/thing@1.0.0"]);
}

#[test]
fn a_component_that_is_no_command_is_refused() {
    let program = component(
        r#"(component
(core module $main (func (export "handle")))
(core instance $main (instantiate $main))
(func $handle (canon lift (core func $main "handle")))
(export "handle" (func $handle)))"#,
    );
    let done = program.run([""; 0]);
    done.failed(125, &["program.wasm", "not a command of WASI 0.2"]);
}

#[test]
fn too_many_memories_are_an_error() {
    let memories = "(core instance (instantiate $memory))\n".repeat(10_001);
    let program = component(&format!(
        r#"(component
(core module $memory (memory 1))
{memories}
(core module $main (func (export "run") (result i32) (i32.const 0)))
(core instance $main (instantiate $main))
(func $run (result (result)) (canon lift (core func $main "run")))
(instance $runs (export "run" (func $run)))
(export "wasi:cli/run@0.2.12" (instance $runs)))"#
    ));
    program.run([""; 0]).failed(125, &["program.wasm"]);
}
