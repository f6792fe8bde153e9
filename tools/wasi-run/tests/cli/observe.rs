//! `--trace`, `--count-calls` and `--deterministic`.

use std::fs;

use crate::ENGINES;
use crate::program::Program;

/// Opens `name` in the first directory, reads it, and fails to open another.
const FILES: &str = r#"(data (i32.const 1024) "name.txtmissing")"#;
const READ_FILE: &str = r#"
    (drop (call $path_open (i32.const 3) (i32.const 1) (i32.const 1024) (i32.const 8)
      (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 2048)))
    (drop (call $read (i32.load (i32.const 2048)) (i32.const 100)))
    (drop (call $path_open (i32.const 3) (i32.const 0) (i32.const 1032) (i32.const 7)
      (i32.const 2) (i64.const 2) (i64.const 0) (i32.const 1) (i32.const 2048)))
    (drop (call $fd_seek (i32.const 4) (i64.const -2) (i32.const 2) (i32.const 2048)))
    (drop (call $fd_close (i32.const 99)))
    (call $proc_exit (i32.const 3))"#;

const TRACE: &str = r#"path_open(3, SYMLINK_FOLLOW, "name.txt", 0, 0x2, 0x0, 0) = 4
fd_read(4, [100]) = 6 "hello\n"
path_open(3, 0, "missing", O_DIRECTORY, 0x2, 0x0, APPEND) = ENOENT
fd_seek(4, -2, SEEK_END) = 4
fd_close(99) = EBADF
proc_exit(3) = ?
"#;

#[test]
fn a_trace_shows_every_call() {
    for engine in ENGINES {
        let program = Program::with(FILES, READ_FILE);
        program.put("name.txt", "hello\n");
        let done = program.run(["--engine", engine, "--dir", ".", "--trace"]);
        assert_eq!(done.code, Some(3), "{done:?}");
        assert_eq!(done.err, TRACE);
    }
}

#[test]
fn a_trace_can_go_to_a_file() {
    let program = Program::with(FILES, READ_FILE);
    program.put("name.txt", "hello\n");
    let done = program.run(["--dir=.", "--trace=calls.txt"]);
    assert_eq!(done.err, "");
    let trace = fs::read_to_string(program.folder.join("calls.txt")).unwrap();
    assert_eq!(trace, TRACE);
}

#[test]
fn a_trace_replaces_a_file_and_can_go_to_a_device() {
    let program = Program::main("(call $proc_exit (i32.const 0))");
    program.put("calls.txt", &"old\n".repeat(100));
    let done = program.run(["--trace=calls.txt"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    let trace = fs::read_to_string(program.folder.join("calls.txt")).unwrap();
    assert_eq!(trace, "proc_exit(0) = ?\n");
    let done = program.run(["--trace=/dev/null"]);
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{done:?}");
}

#[test]
fn a_trace_decodes_structures() {
    let data = r#"(data (i32.const 1024) "a.txtlink")"#;
    let body = r#"
        (drop (call $fd_prestat_get (i32.const 3) (i32.const 2048)))
        (drop (call $fd_prestat_dir_name (i32.const 3) (i32.const 2048) (i32.const 6)))
        (drop (call $fd_fdstat_get (i32.const 3) (i32.const 2048)))
        (drop (call $path_filestat_get (i32.const 3) (i32.const 1) (i32.const 1024) (i32.const 5)
          (i32.const 2048)))
        (drop (call $path_readlink (i32.const 3) (i32.const 1029) (i32.const 4) (i32.const 2048)
          (i32.const 64) (i32.const 3000)))
        (drop (call $args_sizes_get (i32.const 2048) (i32.const 2052)))
        (drop (call $sched_yield))"#;
    let program = Program::with(data, body);
    program.put("a.txt", "twelve bytes");
    std::os::unix::fs::symlink("a.txt", program.folder.join("link")).unwrap();
    let done = program.run(["--dir=.::/guest", "--trace"]);
    let lines: Vec<_> = done.err.lines().collect();
    assert_eq!(lines.len(), 7, "{done:?}");
    assert_eq!(lines[0], "fd_prestat_get(3) = {name length 6}");
    assert_eq!(lines[1], r#"fd_prestat_dir_name(3, 6) = "/guest""#);
    assert!(
        lines[2].starts_with("fd_fdstat_get(3) = {DIRECTORY, 0, rights 0x"),
        "{done:?}"
    );
    assert!(
        lines[3].starts_with(r#"path_filestat_get(3, SYMLINK_FOLLOW, "a.txt") = {dev "#)
            && lines[3].contains(", REGULAR_FILE, nlink 1, size 12, atim "),
        "{done:?}"
    );
    assert_eq!(lines[4], r#"path_readlink(3, "link", 64) = 5 "a.txt""#);
    assert_eq!(lines[5], "args_sizes_get() = 1, 12");
    assert_eq!(lines[6], "sched_yield() = 0");
}

#[test]
fn a_trace_shortens_long_texts_and_escapes_bytes() {
    let data = format!(r#"(data (i32.const 1024) "\00\ff\22{}")"#, "x".repeat(40));
    let program = Program::with(&data, "(call $print (i32.const 1024) (i32.const 43))");
    let done = program.run(["--trace"]);
    let shown = format!(r#"fd_write(1, ["\x00\xff\"{}"...]) = 43"#, "x".repeat(29));
    assert_eq!(done.err.trim_end(), shown);
}

#[test]
fn a_trace_survives_bad_pointers() {
    for engine in ENGINES {
        let body =
            "(drop (call $fd_write (i32.const 1) (i32.const -8) (i32.const 2) (i32.const 0)))";
        let done = Program::main(body).run(["--engine", engine, "--trace"]);
        done.failed(
            134,
            &["fd_write(1, [", "outside of memory", ") = ?\n", "trap: "],
        );
    }
}

/// A poll for 5 ms on a clock and for standard input.
const POLL: &str = r#"
    (i64.store (i32.const 1024) (i64.const 0xabc))
    (i32.store (i32.const 1040) (i32.const 1))
    (i64.store (i32.const 1048) (i64.const 5000000))
    (i64.store (i32.const 1072) (i64.const 0xdef))
    (i32.store8 (i32.const 1080) (i32.const 1))
    (i32.store (i32.const 1088) (i32.const 0))
    (call $check (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const 2)
      (i32.const 3000)))
    (call $int (i32.load (i32.const 3000)))
    (call $number (i64.load (i32.const 2048)))"#;

#[test]
fn a_trace_shows_what_a_poll_waits_for() {
    let done = Program::main(POLL).feed(&["--trace"], b"data");
    done.failed(
        0,
        &["poll_oneoff([{MONOTONIC, after 5000000 ns}, {FD_READ, 0}]) = 1 [{0xdef, FD_READ, "],
    );
}

#[test]
fn calls_and_instructions_are_counted() {
    let body = "(drop (call $fd_close (i32.const 99)))
        (drop (call $sched_yield))
        (drop (call $fd_close (i32.const 98)))
        (call $proc_exit (i32.const 9))";
    for engine in ENGINES {
        let program = Program::main(body);
        let done = program.run(["--engine", engine, "--count-calls"]);
        assert_eq!(done.code, Some(9), "{done:?}");
        let (calls, fuel) = done.err.split_once("wasi-run: fuel ").unwrap();
        assert_eq!(
            calls,
            "wasi-run: calls fd_close 2\n\
             wasi-run: calls proc_exit 1\n\
             wasi-run: calls sched_yield 1\n\
             wasi-run: calls total 4\n"
        );
        assert!(fuel.trim_end().parse::<u64>().unwrap() > 0, "{done:?}");
        assert_eq!(
            program.run(["--engine", engine, "--count-calls"]).err,
            done.err
        );
    }
}

/// The fuel that a loop of so many turns takes.
fn fuel_of(engine: &str, turns: u32) -> u64 {
    let body = format!(
        "(local $i i32)
         (local.set $i (i32.const {turns}))
         (loop $again
           (br_if $again (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))"
    );
    let done = Program::main(&body).run(["--engine", engine, "--count-calls"]);
    let (_, fuel) = done.err.split_once("wasi-run: fuel ").unwrap();
    fuel.trim_end().parse().unwrap()
}

#[test]
fn the_instruction_count_grows_with_the_work() {
    // Five instructions a turn.
    let turns = fuel_of("wasmtime", 101_000) - fuel_of("wasmtime", 1_000);
    assert_eq!(turns, 500_000);
}

/// The lines `wasi-run: instructions COUNT FUNCTION`.
fn by_function(program: &Program) -> Vec<(u64, String)> {
    let done = program.run(["--count-functions"]);
    let lines = done.err.lines();
    let lines = lines.filter_map(|line| line.strip_prefix("wasi-run: instructions "));
    let counts = lines.map(|line| {
        let (count, function) = line.split_once(' ').unwrap();
        (count.parse().unwrap(), function.to_owned())
    });
    counts.collect()
}

#[test]
fn instructions_are_counted_by_function() {
    // Blocks, branches of all kinds, calls, a table, exceptions, blocks of memory.
    let program = Program::text(
        r#"(module
          (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
          (type $number (func (param i32) (result i32)))
          (tag $thrown (param i32))
          (memory (export "memory") 1)
          (table funcref (elem $twice $choose))
          (func $twice (type $number) (i32.mul (local.get 0) (i32.const 2)))
          (func $choose (type $number)
            (block $a (block $b (block $c (br_table $a $b $c (local.get 0))) nop)
              (return (i32.const 7)))
            (if (result i32) (local.get 0) (then (i32.const 1)) (else (call $twice (i32.const 3)))))
          (func $throws (param i32) (throw $thrown (local.get 0)))
          (func (param $left i32)
            (loop $again
              (memory.fill (i32.const 64) (i32.const 1) (local.get $left))
              (memory.copy (i32.const 256) (i32.const 64) (local.get $left))
              (drop (call_indirect (type $number) (local.get $left) (i32.and (local.get $left) (i32.const 1))))
              (drop (block $caught (result i32)
                (try_table (catch $thrown $caught) (call $throws (local.get $left)))
                (i32.const 1)))
              (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1))))))
          (func $unused)
          (func $main (export "_start")
            (call 4 (i32.const 50))
            (drop (call $choose (i32.const 0)))
            (drop (call $choose (i32.const 1)))
            (call $proc_exit (i32.const 0))))"#,
    );
    let counts = by_function(&program);
    let total: u64 = counts.iter().map(|(count, _)| count).sum();
    let fuel = program.run(["--count-calls"]).err;
    let (_, fuel) = fuel.split_once("wasi-run: fuel ").unwrap();
    assert_eq!(total, fuel.trim_end().parse::<u64>().unwrap());
    let names: Vec<&str> = counts.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names[0], "<function 4>", "{counts:?}");
    for name in ["twice", "choose", "throws", "main"] {
        assert!(names.contains(&name), "{counts:?}");
    }
    assert!(!names.contains(&"unused"), "{counts:?}");
    assert!(counts.is_sorted_by(|a, b| a.0 >= b.0), "{counts:?}");
}

#[test]
fn functions_are_counted_after_a_trap_and_without_other_globals() {
    let program = Program::text(
        r#"(module (memory (export "memory") 1) (func $f (export "_start") nop unreachable))"#,
    );
    assert_eq!(by_function(&program), [(1, "f".to_owned())]);
}

#[test]
fn functions_are_counted_alone_and_by_wasmtime() {
    let program = Program::main("");
    for other in ["--count-calls", "--fuel=9"] {
        let done = program.run(["--count-functions", other]);
        assert!(done.err.contains("cannot be used with"), "{done:?}");
        assert_eq!(done.code, Some(125), "{done:?}");
    }
    let done = program.run(["--count-functions", "--engine", "wasmi"]);
    assert!(done.err.contains("only --engine wasmtime"), "{done:?}");
    assert_eq!(done.code, Some(125), "{done:?}");
}

#[test]
#[cfg(feature = "wasmi")]
fn wasmi_counts_in_units_of_its_own_and_what_it_translates_too() {
    let turns = fuel_of("wasmi", 101_000) - fuel_of("wasmi", 1_000);
    assert!((100_000..1_000_000).contains(&turns), "{turns}");
}

#[test]
fn tracing_does_not_change_the_instruction_count() {
    for engine in ENGINES {
        let program = Program::main("(call $int (i32.const 12345))");
        let fuel = |options: &[&str]| {
            let done = program.run(["--engine", engine, "--count-calls"].iter().chain(options));
            done.err.split_once("wasi-run: fuel ").unwrap().1.to_owned()
        };
        assert_eq!(fuel(&[]), fuel(&["--trace", "--deterministic"]));
    }
}

#[test]
fn counts_are_printed_after_a_trap_too() {
    for engine in ENGINES {
        let done = Program::main("(drop (call $sched_yield)) unreachable").run([
            "--engine",
            engine,
            "--count-calls",
        ]);
        done.failed(
            134,
            &["trap: ", "calls sched_yield 1", "calls total 1", "fuel "],
        );
    }
}

/// Prints both clocks, their resolutions and some random numbers.
const CHANCE: &str = "
    (call $check (call $clock_time_get (i32.const 0) (i64.const 1) (i32.const 1024)))
    (call $number (i64.load (i32.const 1024)))
    (call $check (call $clock_time_get (i32.const 1) (i64.const 1) (i32.const 1024)))
    (call $number (i64.load (i32.const 1024)))
    (call $check (call $clock_time_get (i32.const 1) (i64.const 1) (i32.const 1024)))
    (call $number (i64.load (i32.const 1024)))
    (call $check (call $clock_res_get (i32.const 1) (i32.const 1024)))
    (call $number (i64.load (i32.const 1024)))
    (call $check (call $random_get (i32.const 1024) (i32.const 19)))
    (call $number (i64.load (i32.const 1024)))
    (call $number (i64.load (i32.const 1032)))
    (call $number (i64.load (i32.const 1040)))";

#[test]
fn deterministic_runs_are_equal() {
    let program = Program::main(CHANCE);
    let first = program.run(["--deterministic"]);
    assert_eq!(first.code, Some(0), "{first:?}");
    let lines: Vec<_> = first.out.lines().collect();
    assert_eq!(lines[..4], ["946684800000000000", "1000", "2000", "1000"]);
    assert!(lines[4] != lines[5] && lines[5] != "0" && lines[6] != "0");
    for engine in ENGINES {
        let again = program.run(["--engine", engine, "--deterministic"]);
        assert_eq!(again.out, first.out);
    }
}

#[test]
fn other_runs_are_not() {
    let program = Program::main(CHANCE);
    assert_ne!(program.run([""; 0]).out, program.run([""; 0]).out);
}

#[test]
fn deterministic_sleep_takes_no_time_but_advances_the_clock() {
    // An hour.
    let body = "
        (call $check (call $clock_time_get (i32.const 1) (i64.const 1) (i32.const 1024)))
        (i64.store (i32.const 2048) (i64.const 77))
        (i32.store (i32.const 2064) (i32.const 1))
        (i64.store (i32.const 2072) (i64.const 3600000000000))
        (call $check (call $poll_oneoff (i32.const 2048) (i32.const 3000) (i32.const 1)
          (i32.const 4000)))
        (call $int (i32.load (i32.const 4000)))
        (call $number (i64.load (i32.const 3000)))
        (call $number (i64.load (i32.const 3008)))
        (call $check (call $clock_time_get (i32.const 1) (i64.const 1) (i32.const 1024)))
        (call $number (i64.load (i32.const 1024)))";
    for engine in ENGINES {
        Program::main(body)
            .run(["--engine", engine, "--deterministic", "--timeout", "30"])
            .printed("1\n77\n0\n3600000001000\n");
    }
}

#[test]
fn deterministic_poll_prefers_descriptors_that_are_ready() {
    let ready = Program::main(POLL).feed(&["--deterministic"], b"data");
    ready.printed(&format!("1\n{}\n", 0xdef));
}

#[test]
fn deterministic_poll_lets_the_clock_jump_otherwise() {
    let program = Program::main(POLL);
    let mut child = program
        .command(["--deterministic"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // Open and empty for as long as the program runs.
    let stdin = child.stdin.take();
    let done = crate::program::Done::from(child.wait_with_output().unwrap());
    drop(stdin);
    done.printed(&format!("1\n{}\n", 0xabc));
}
