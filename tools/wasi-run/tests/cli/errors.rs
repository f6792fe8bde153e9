//! Files that cannot be run, and arguments that make no sense.

use std::fs::File;
use std::process::Command;

use crate::ENGINES;
use crate::program::{Done, Program};

#[track_caller]
fn rejected(name: &str, content: &[u8], messages: &[&str]) {
    for engine in ENGINES {
        let done = Program::file(name, content).run(["--engine", engine]);
        done.failed(125, &["wasi-run: error: ", name]);
        done.failed(125, messages);
        assert_eq!(done.out, "");
    }
}

#[test]
fn a_missing_file() {
    let program = Program::main("");
    std::fs::remove_file(&program.path).unwrap();
    program.run([""; 0]).failed(
        125,
        &["wasi-run: error: cannot read program.wat", "No such file"],
    );
}

#[test]
fn files_that_are_no_modules() {
    rejected("empty", b"", &["it is empty"]);
    rejected("text", b"hello", &["not a WebAssembly file"]);
    rejected("elf", b"\x7fELF\x02\x01", &["native program", "wasi-cc"]);
    rejected("script", b"#!/bin/sh\n", &["script"]);
    rejected("libc.a", b"!<arch>\n", &["archive", "wasi-cc"]);
    rejected("short.wasm", b"\0asm\x01", &["ends within its header"]);
    rejected("new.wasm", b"\0asm\x02\0\0\0", &["version"]);
}

#[test]
fn a_damaged_module() {
    let damaged = b"\0asm\x01\0\0\0\x01\x7f\x00";
    let done = Program::file("bad.wasm", damaged).run([""; 0]);
    done.failed(125, &["bad.wasm: not a valid WebAssembly module: "]);
}

#[test]
fn bad_text_shows_where() {
    let done = Program::text("(module\n  (func $f (i32.cons 1)))").run([""; 0]);
    done.failed(
        125,
        &["not valid WebAssembly text", "program.wat:2:", "i32.cons"],
    );
}

#[test]
fn every_import_that_is_missing_is_named() {
    rejected(
        "imports.wat",
        b"(module
            (import \"env\" \"fork\" (func (param i64) (result i32)))
            (import \"env\" \"answer\" (global i32))
            (import \"wasi_snapshot_preview1\" \"fd_fork\" (func))
            (import \"wasi_snapshot_preview1\" \"fd_close\" (func (param i64) (result i32)))
            (import \"wasi_snapshot_preview1\" \"sched_yield\" (func (result i32)))
            (func (export \"_start\")))",
        &[
            "env.fork: a function (i64) -> (i32)",
            "env.answer: a global",
            "wasi_snapshot_preview1.fd_fork: not a function of WASI preview 1",
            "wasi_snapshot_preview1.fd_close: declared as (i64) -> (i32), but it is (i32) -> (i32)",
            "leave undefined",
        ],
    );
    let yields = Program::text(
        "(module
           (import \"wasi_snapshot_preview1\" \"sched_yield\" (func (result i32)))
           (import \"env\" \"fork\" (func))
           (func (export \"_start\")))",
    )
    .run([""; 0]);
    assert!(!yields.err.contains("sched_yield"), "{yields:?}");
}

#[test]
fn imports_that_tell_what_the_file_is() {
    rejected(
        "object.o.wat",
        b"(module (import \"env\" \"__linear_memory\" (memory 0)) (func (export \"_start\")))",
        &["env.__linear_memory: a memory", "object file", "wasi-cc"],
    );
    rejected(
        "old.wat",
        b"(module (import \"wasi_unstable\" \"proc_exit\" (func (param i32)))
            (func (export \"_start\")))",
        &["wasi_unstable.proc_exit", "preview 0"],
    );
    rejected(
        "js.wat",
        b"(module (import \"js\" \"alert\" (func)) (func (export \"_start\")))",
        &["js.alert", "another host"],
    );
}

#[test]
fn a_program_has_a_start() {
    rejected("library.wat", b"(module)", &["does not export `_start`"]);
    rejected(
        "reactor.wat",
        b"(module (func (export \"_initialize\")))",
        &["reactor"],
    );
    rejected(
        "main.wat",
        b"(module (func (export \"_start\") (param i32) (result i32) (i32.const 0)))",
        &["(i32) -> (i32)", "() -> ()"],
    );
    rejected(
        "memory.wat",
        b"(module (memory (export \"_start\") 1))",
        &["`_start` is a memory"],
    );
}

#[test]
fn arguments_that_make_no_sense() {
    let program = Program::main("");
    program.run(["--bogus"]).failed(125, &["--bogus"]);
    program
        .run(["--engine", "v8"])
        .failed(125, &["v8", "wasmtime", "wasmi"]);
    program.run(["--fuel", "lots"]).failed(125, &["--fuel"]);
    program
        .run(["--trace=no/such/folder"])
        .failed(125, &["--trace", "no/such/folder"]);

    let nothing = Command::new(env!("CARGO_BIN_EXE_wasi-run"))
        .output()
        .unwrap();
    Done::from(nothing).failed(125, &["PROGRAM"]);
}

#[test]
fn a_file_for_the_trace_is_taken_for_the_program() {
    let program = Program::main("");
    let done = program.run(["--trace", "calls.txt"]);
    done.failed(125, &["cannot read calls.txt", "--trace=calls.txt"]);
    program.put("calls.txt", "old");
    let done = program.run(["--trace", "calls.txt"]);
    done.failed(125, &["not a WebAssembly file", "--trace=calls.txt"]);
}

#[test]
fn exceptions_in_the_legacy_encoding() {
    // `try` and `catch_all` in a `_start` that has nothing else.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x03\x02\x01\0\
        \x05\x03\x01\0\0\
        \x07\x13\x02\x06memory\x02\0\x06_start\0\0\
        \x0a\x08\x01\x06\0\x06\x40\x19\x0b\x0b";
    let done = Program::file("old.wasm", MODULE).run([""; 0]);
    done.failed(125, &["old.wasm: ", "legacy", "-fwasi-eh=legacy"]);
}

#[test]
fn names_of_a_module_stay_in_their_line() {
    // A name that clears the screen and goes on as if it were a message.
    let name = r"\1b[2J\0d\0awasi-run: all is well\c2\9b";
    let import =
        format!("(module (import \"{name}\" \"{name}\" (func)) (func (export \"_start\")))");
    let export = format!(
        "(module (func (export \"{name}\")) (func (export \"{name}\")) (func (export \"_start\")))"
    );
    for text in [&import, &export] {
        for engine in ENGINES {
            let done = Program::text(text).run(["--engine", engine]);
            done.failed(125, &["all is well"]);
            assert!(!done.err.contains(['\x1b', '\r', '\u{9b}']), "{done:?}");
            let ours = done
                .err
                .lines()
                .filter(|line| line.starts_with("wasi-run:"));
            assert_eq!(ours.count(), 1, "{done:?}");
        }
    }
    // A name of a function, in the section that names them.
    let mut module = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x03\x02\x01\0\
        \x05\x03\x01\0\0\
        \x07\x13\x02\x06memory\x02\0\x06_start\0\0\
        \x0a\x05\x01\x03\0\0\x0b"
        .to_vec();
    let function = b"\x1b[2J\nwasi-run: all is well";
    let length = u8::try_from(function.len()).unwrap();
    module.extend([0, length + 10, 4]);
    module.extend(b"name");
    module.extend([1, length + 3, 1, 0, length]);
    module.extend(function);
    let done = Program::file("names.wasm", &module).run([""; 0]);
    done.failed(134, &[r"\u{1b}[2J\nwasi-run: all is well"]);
    assert!(!done.err.contains('\x1b'), "{done:?}");
}

#[test]
fn help_says_the_exit_statuses() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wasi-run"));
    let done = Done::from(command.arg("--help").output().unwrap());
    assert_eq!(done.code, Some(0));
    for status in ["134", "124", "125"] {
        assert!(done.out.contains(status), "{done:?}");
    }
}

#[test]
fn output_that_does_not_arrive() {
    for options in [
        &["--help"][..],
        &["--version"],
        &["--layers"],
        &["--completions", "bash"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_wasi-run"));
        command.args(options).stdout(full);
        Done::from(command.output().unwrap()).failed(
            125,
            &["wasi-run: error: cannot write to standard output: No space left"],
        );
    }
}
