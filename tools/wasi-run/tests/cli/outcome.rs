//! How programs end, and the messages about it.

use std::io::Read;
use std::process::Stdio;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::ENGINES;
use crate::program::{Done, Program};

#[test]
fn returning_from_start_is_success() {
    for engine in ENGINES {
        Program::main("").run(["--engine", engine]).printed("");
    }
}

#[test]
fn every_exit_status_is_exact() {
    for engine in ENGINES {
        for status in [0, 1, 42, 124, 125, 126, 127, 128, 134, 255] {
            let program = Program::main(&format!("(call $proc_exit (i32.const {status}))"));
            let done = program.run(["--engine", engine]);
            assert_eq!(done.code, Some(status), "{done:?}");
            assert_eq!(done.err, "");
        }
    }
}

#[test]
fn a_larger_exit_status_keeps_its_low_eight_bits() {
    let done = Program::main("(call $proc_exit (i32.const 0x1234ff07))").run([""; 0]);
    assert_eq!(done.code, Some(7), "{done:?}");
}

#[test]
fn a_module_behind_a_script_runs() {
    // Exports a memory and a `_start` that does nothing.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x03\x02\x01\0\
        \x05\x03\x01\0\0\
        \x07\x13\x02\x06memory\x02\0\x06_start\0\0\
        \x0a\x04\x01\x02\0\x0b";
    for engine in ENGINES {
        let launcher = [&b"#!/bin/sh\nexec wasi-run \"$0\"\n"[..], MODULE].concat();
        let program = Program::file("launcher", &launcher);
        program.run(["--engine", engine]).printed("");
    }
}

#[test]
fn nothing_runs_after_proc_exit() {
    for engine in ENGINES {
        let body = "(call $proc_exit (i32.const 0)) (call $int (i32.const 1)) unreachable";
        Program::main(body).run(["--engine", engine]).printed("");
    }
}

#[test]
fn a_trap_has_a_backtrace_with_names_and_lines() {
    let program = Program::text(
        "(module
           (func $inner (param i32)
             unreachable)
           (func $outer
             (call $inner (i32.const 1)))
           (func (export \"_start\")
             (call $outer)))",
    );
    let done = program.run([""; 0]);
    done.failed(134, &["wasi-run: trap: ", "unreachable", "inner", "outer"]);
    done.failed(134, &["program.wat:3:", "program.wat:5:", "program.wat:7:"]);
}

#[test]
fn traps_say_their_cause() {
    let causes = [
        ("unreachable", ["unreachable", "unreachable"]),
        (
            "(drop (i32.load (i32.const -4)))",
            ["out of bounds memory access", "out of bounds memory access"],
        ),
        (
            "(drop (i32.div_u (i32.const 1) (i32.const 0)))",
            ["divide by zero", "divide by zero"],
        ),
    ];
    for (body, messages) in causes {
        for (engine, message) in ENGINES.iter().zip(messages) {
            let done = Program::main(body).run(["--engine", engine]);
            done.failed(134, &["wasi-run: trap: ", message]);
        }
    }
}

#[test]
fn an_address_outside_of_memory_is_explained() {
    let explained = |address: &str, messages: &[&str]| {
        let body = format!("(drop (i32.load (i32.const {address})))");
        let done = Program::main(&body).run([""; 0]);
        done.failed(134, &["wasi-run: trap: out of bounds memory access"]);
        done.failed(134, messages);
    };
    explained("-4", &["at 0xfffffffc", "below the memory", "null pointer"]);
    explained(
        "0x30000000",
        &["at 0x30000000", "above the memory", "-fsanitize=undefined"],
    );
}

#[test]
fn endless_recursion_is_called_a_stack_overflow() {
    let recurse = "(func $recurse (call $recurse) (call $recurse))";
    for engine in ENGINES {
        let done = Program::with(recurse, "(call $recurse)").run(["--engine", engine]);
        done.failed(134, &["wasi-run: trap: stack overflow"]);
    }
}

#[test]
fn a_full_c_stack_is_called_a_stack_overflow() {
    let c_stack = |pointer: &str| {
        let global = format!("(global $__stack_pointer (mut i32) (i32.const {pointer}))");
        Program::with(&global, "(drop (i32.load (i32.const -16)))").run(Vec::<&str>::new())
    };
    let message = "wasi-run: trap: stack overflow: the stack is full";
    c_stack("-64").failed(134, &[message]);
    c_stack("48").failed(134, &[message]);
    c_stack("1048576").failed(134, &["wasi-run: trap: out of bounds memory access"]);
}

#[test]
fn a_longjmp_that_nothing_catches_is_named() {
    let throw = |stored: &str| {
        let code = format!(
            "(i32.store (i32.const 264) (i32.const {stored})) (throw $tag (i32.const 264))"
        );
        Program::with("(tag $tag (param i32))", &code).run(Vec::<&str>::new())
    };
    throw("256").failed(134, &["wasi-run: trap: longjmp to a dead frame"]);
    throw("0").failed(134, &["wasi-run: trap: uncaught exception"]);
    let empty = Program::with("(tag $tag)", "(throw $tag)").run(Vec::<&str>::new());
    empty.failed(134, &["wasi-run: trap: uncaught exception"]);
}

#[test]
fn recursion_as_deep_as_native_programs_have_it_works() {
    let recurse = "(func $depth (param i32) (result i32)
        (if (result i32) (local.get 0)
          (then (i32.add (i32.const 1) (call $depth (i32.sub (local.get 0) (i32.const 1)))))
          (else (i32.const 0))))";
    for engine in ENGINES {
        Program::with(recurse, "(call $int (call $depth (i32.const 60000)))")
            .run(["--engine", engine])
            .printed("60000\n");
    }
}

#[test]
fn a_pointer_outside_of_memory_is_a_trap() {
    for engine in ENGINES {
        for body in [
            "(drop (call $random_get (i32.const -16) (i32.const 32)))",
            "(drop (call $fd_write (i32.const 1) (i32.const -8) (i32.const 1) (i32.const 0)))",
            "(drop (call $args_sizes_get (i32.const -1) (i32.const 0)))",
        ] {
            let done = Program::main(body).run(["--engine", engine]);
            done.failed(134, &["wasi-run: trap: "]);
        }
    }
}

#[test]
fn a_call_without_a_memory_is_a_trap() {
    for engine in ENGINES {
        let done = Program::text(
            "(module
               (import \"wasi_snapshot_preview1\" \"args_sizes_get\"
                 (func $sizes (param i32 i32) (result i32)))
               (func (export \"_start\") (drop (call $sizes (i32.const 0) (i32.const 4)))))",
        )
        .run(["--engine", engine]);
        done.failed(134, &["outside the memory"]);
    }
}

#[test]
fn exceptions_in_the_standard_encoding_work() {
    let tag = "(tag $oops (param i32)) (func $thrower (throw $oops (i32.const 17)))";
    let body = "(call $int (block $caught (result i32)
        (try_table (catch $oops $caught) (call $thrower))
        (i32.const 1)))";
    Program::with(tag, body).run([""; 0]).printed("17\n");

    let done = Program::with(tag, "(call $thrower)").run([""; 0]);
    done.failed(134, &["wasi-run: trap: ", "exception", "thrower"]);
}

#[test]
#[cfg(feature = "wasmi")]
fn the_interpreter_says_that_it_lacks_exceptions() {
    let done = Program::with("(tag $oops)", "").run(["--engine", "wasmi"]);
    done.failed(125, &["wasmi", "--engine wasmtime"]);
}

#[test]
#[cfg(not(feature = "wasmi"))]
fn a_build_without_the_interpreter_says_how_to_get_it() {
    let done = Program::main("").run(["--engine", "wasmi"]);
    done.failed(125, &["without it", "cargo xtask sysroot --wasmi"]);
}

/// Starts the program, waits until it printed a line, and interrupts it.
fn interrupted(program: &Program, engine: &str) -> Done {
    let mut child = program
        .interruptible(&["--engine", engine])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let stdin = child.stdin.take();
    let mut line = [0; 2];
    let stdout = child.stdout.as_mut().unwrap();
    stdout.read_exact(&mut line).unwrap();
    // So that it gets to where it waits.
    std::thread::sleep(Duration::from_millis(50));
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let done = Done::from(child.wait_with_output().unwrap());
    drop(stdin);
    done
}

#[test]
fn an_interrupt_kills_the_program() {
    for engine in ENGINES {
        for waiting in [
            "(loop $forever (br $forever))",
            "(drop (call $read (i32.const 0) (i32.const 1)))",
        ] {
            let program = Program::main(&format!("(call $int (i32.const 1)) {waiting}"));
            let done = interrupted(&program, engine);
            assert_eq!((done.signal, done.err.as_str()), (Some(2), ""), "{done:?}");
        }
    }
}
