//! `--processes`: limits are inherited, and no request reaches more than the program has.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use crate::ENGINES;
use crate::program::{Done, Program};

const INVAL: u32 = 28;
const BADF: u32 = 8;
const ACCES: u32 = 2;
const LOOP: u32 = 32;
const NOENT: u32 = 44;
const NOEXEC: u32 = 45;
const NOSYS: u32 = 52;
const PERM: u32 = 63;

const FORK: u32 = 0x100;
const EXEC: u32 = 0x101;
const WAIT: u32 = 0x102;

/// A request.
#[derive(Clone, Default)]
struct Request(Vec<u8>);

impl Request {
    fn of(numbers: &[u32]) -> Self {
        let mut all = Self::default();
        for number in numbers {
            all = all.number(*number);
        }
        all
    }

    fn number(mut self, number: u32) -> Self {
        self.0.extend(number.to_le_bytes());
        self
    }

    fn text(mut self, text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref();
        self = self.number(text.len() as u32);
        self.0.extend(text);
        self
    }

    fn list(mut self, texts: &[&str]) -> Self {
        self = self.number(texts.len() as u32);
        texts.iter().fold(self, |all, text| all.text(text))
    }
}

/// The first parts of EXEC: the file, and the directory to start in.
fn exec_at(directory: u32, path: impl AsRef<[u8]>) -> Request {
    Request::of(&[EXEC, directory])
        .text(path)
        .number(3)
        .text(".")
        .text("/")
}

/// EXEC with all its parts: a file of the first directory, arguments, environment, and the
/// standard streams.
fn exec(path: &str, args: &[&str], env: &[&str]) -> Request {
    rest(exec_at(3, path), args, env)
}

fn rest(request: Request, args: &[&str], env: &[&str]) -> Request {
    let request = request.number(0o22).number(0).number(0);
    let request = request.list(args).list(env);
    [3, 0, 0, 1, 1, 2, 2]
        .into_iter()
        .fold(request, Request::number)
}

/// A program with functions `$ask0`, `$ask1` and so on, which make these requests of the
/// directory of services and return the error. An answer is at 65536.
fn asks(services: u32, requests: &[Request], body: &str) -> Program {
    let mut definitions = String::new();
    let mut at = 4096;
    for (index, Request(request)) in requests.iter().enumerate() {
        let bytes: String = request.iter().map(|byte| format!("\\{byte:02x}")).collect();
        let length = request.len();
        definitions += &format!(
            "(data (i32.const {at}) \"{bytes}\")\n(func $ask{index} (result i32) \
             (call $path_readlink (i32.const {services}) (i32.const {at}) (i32.const {length}) \
             (i32.const 65536) (i32.const 1024) (i32.const 8)))\n"
        );
        at += length;
    }
    Program::with(&definitions, body)
}

/// Prints the error of each request.
fn errors(
    services: u32,
    requests: &[Request],
    options: &[&str],
    prepare: impl Fn(&Program),
) -> Done {
    let body: String = (0..requests.len())
        .map(|index| format!("(call $int (call $ask{index}))\n"))
        .collect();
    let program = asks(services, requests, &body);
    prepare(&program);
    program.run(options)
}

fn lines(errors: impl IntoIterator<Item = u32>) -> String {
    errors
        .into_iter()
        .map(|error| format!("{error}\n"))
        .collect()
}

/// Prints its arguments, one on a line, then its environment.
const PRINTS: &str = r#"
(func $lines (param $at i32) (param $end i32)
  (loop $next
    (if (i32.lt_u (local.get $at) (local.get $end)) (then
      (if (i32.eqz (i32.load8_u (local.get $at)))
        (then (i32.store8 (local.get $at) (i32.const 10))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $next)))))
"#;

const PRINTS_BODY: &str = r#"
(call $check (call $args_sizes_get (i32.const 16) (i32.const 20)))
(call $check (call $args_get (i32.const 1024) (i32.const 70000)))
(call $lines (i32.const 70000) (i32.add (i32.const 70000) (i32.load (i32.const 20))))
(call $print (i32.const 70000) (i32.load (i32.const 20)))
(call $check (call $environ_sizes_get (i32.const 16) (i32.const 20)))
(call $check (call $environ_get (i32.const 1024) (i32.const 70000)))
(call $lines (i32.const 70000) (i32.add (i32.const 70000) (i32.load (i32.const 20))))
(call $print (i32.const 70000) (i32.load (i32.const 20)))
"#;

/// The binary of a program that prints its arguments and environment, under a name of any kind.
fn put_printer(program: &Program, name: &str) {
    let printer = Program::with(PRINTS, PRINTS_BODY);
    let text = fs::read_to_string(&printer.path).unwrap();
    fs::write(program.folder.join(name), wat::parse_str(text).unwrap()).unwrap();
}

#[test]
fn a_request_that_is_wrong_is_an_error() {
    let whole = exec("missing", &["a"], &["A=b"]).0;
    let mut requests = Vec::new();
    let mut wanted = Vec::new();
    let mut wrong = |request: Request, error: u32| {
        requests.push(request);
        wanted.push(error);
    };
    for operation in [1, 0xff, 0x1ff, 0x200, 0x2100, u32::MAX] {
        wrong(Request::of(&[operation]), NOSYS);
    }
    wrong(Request::default(), INVAL);
    wrong(Request(vec![0, 1, 0]), INVAL);
    wrong(Request::of(&[FORK, 0]), INVAL);
    for numbers in [
        &[WAIT][..],
        &[WAIT, 0, 0],
        &[WAIT, 0, 0, 4, 0],
        &[WAIT, 9, 0, 4],
        &[WAIT, 3, 0, 4],
        &[WAIT, 0, 0, 1 << 30],
        &[WAIT, 0, 0, 0],
        &[0x103],
        &[0x103, 2],
        &[0x104, 1],
        &[0x107, 0],
        &[0x108],
        &[0x109, 1],
    ] {
        wrong(Request::of(numbers), INVAL);
    }
    // The file and the directories are looked up as their parts are read.
    let there = exec("program.wat", &["a"], &["A=b"]).0;
    for length in 4..there.len() {
        wrong(Request(there[..length].to_vec()), INVAL);
    }
    wrong(Request([&there[..], b"\0"].concat()), INVAL);
    wrong(Request(whole), NOENT);
    for (text, error) in [
        (&b"../x"[..], PERM),
        (b"d/../../x", PERM),
        (b"/etc/passwd", PERM),
        (b"outside", PERM),
        (b"outside/passwd", PERM),
        (b"relative/etc/passwd", PERM),
        (b"x\0y", INVAL),
        (b"program.wat\0", INVAL),
        (b"d", ACCES),
        (b"program.wat/", 54),
        (b"missing", NOENT),
        (b"program.wat", NOEXEC),
        (b"loop", LOOP),
    ] {
        wrong(rest(exec_at(3, text), &["a"], &[]), error);
    }
    for number in [0, 4, 5, 100, u32::MAX] {
        wrong(rest(exec_at(number, "x"), &["a"], &[]), BADF);
    }
    for number in [3, 4, 5, 100, u32::MAX] {
        wrong(rest(exec_at(number, ""), &["a"], &[]), BADF);
    }
    let file = || Request::of(&[EXEC, 3]).text("program.wat");
    for (number, directory, error) in [
        (3, "..", PERM),
        (3, "/", PERM),
        (3, "outside", PERM),
        (3, "missing", NOENT),
        (3, "program.wat", 54),
        (4, ".", BADF),
        (0, ".", BADF),
    ] {
        let request = file().number(number).text(directory).text("/");
        wrong(rest(request, &["a"], &[]), error);
    }
    let request = file().number(3).text(".").text("/\0x");
    wrong(rest(request, &["a"], &[]), INVAL);
    wrong(exec("program.wat", &["a\0b"], &[]), INVAL);
    wrong(exec("program.wat", &["a"], &["A=\0"]), INVAL);
    // Counts and lengths that are larger than the request.
    let start = || exec_at(3, "program.wat").number(0).number(0).number(0);
    for huge in [1, 1000, 1 << 31, u32::MAX] {
        wrong(start().number(huge), INVAL);
        wrong(start().number(0).number(huge), INVAL);
        wrong(start().number(0).number(0).number(huge), INVAL);
        wrong(start().number(1).number(huge), INVAL);
        wrong(Request::of(&[EXEC, 3, huge]), INVAL);
    }
    wrong(
        start()
            .number(0)
            .number(0)
            .number(1)
            .number(1 << 16)
            .number(0),
        BADF,
    );
    wrong(
        start()
            .number(0)
            .number(0)
            .number(1)
            .number(u32::MAX)
            .number(0),
        BADF,
    );

    for options in [
        &["--processes", "--dir", "."][..],
        &["--processes=native", "--dir", "."],
    ] {
        let done = errors(4, &requests, options, |program| {
            symlink("/etc", program.folder.join("outside")).unwrap();
            symlink(
                "../../../../../../../../..",
                program.folder.join("relative"),
            )
            .unwrap();
            symlink("loop", program.folder.join("loop")).unwrap();
            fs::create_dir(program.folder.join("d")).unwrap();
        });
        let got: Vec<u32> = done.out.lines().map(|line| line.parse().unwrap()).collect();
        for (index, (got, wanted)) in got.iter().zip(&wanted).enumerate() {
            assert_eq!(
                got,
                wanted,
                "{index}: {:?}",
                String::from_utf8_lossy(&requests[index].0)
            );
        }
        done.printed(&lines(wanted.iter().copied()));
    }
}

#[test]
fn nothing_of_a_request_is_an_option() {
    let args = [
        "--dir=/",
        "--processes=native",
        "--",
        "-h",
        "",
        "--handed=3",
        "--env=A=b",
    ];
    let env = [
        "LD_PRELOAD=/nowhere.so",
        "WASI_RUN_CACHE=/nowhere",
        "A=--dir=/",
    ];
    for name in [
        "--version",
        "-h",
        "--",
        "--dir=..",
        "a b",
        "--handed=5",
        "é\n",
    ] {
        let program = asks(4, &[exec(name, &args, &env)], "(call $int (call $ask0))");
        put_printer(&program, name);
        let done = program.run(["--processes", "--dir", "."]);
        let wanted = [&args[..], &env, &["PWD=/", ""]].concat().join("\n");
        done.printed(&wanted);
    }
}

#[test]
fn a_program_with_threads_gets_files_but_no_processes() {
    // It has the file as 7, and asks for what the host offers, and for a fork.
    let threads = r#"(module
        (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
        (import "wasi_snapshot_preview1" "fd_write"
          (func $fd_write (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "path_readlink"
          (func $path_readlink (param i32 i32 i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
        (import "env" "memory" (memory 1 1 shared))
        (data (i32.const 0) "\00\04\00\00\05\00\00\00")
        (data (i32.const 1024) "done\n")
        (data (i32.const 2048) "\00\00\00\00\01\00\00\00\00\01\00\00")
        (func (export "wasi_thread_start") (param i32 i32)
          (drop (call $fd_write (i32.const 7) (i32.const 0) (i32.const 1) (i32.const 8)))
          (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
          (if (call $path_readlink (i32.const 4) (i32.const 2048) (i32.const 8)
                (i32.const 3072) (i32.const 8) (i32.const 4096))
            (then unreachable))
          (if (i32.load (i32.const 3076)) (then unreachable))
          (call $proc_exit (call $path_readlink (i32.const 4) (i32.const 2056) (i32.const 4)
            (i32.const 3072) (i32.const 8) (i32.const 4096))))
        (func (export "_start")
          (drop (call $spawn (i32.const 0)))
          (drop (memory.atomic.wait32 (i32.const 512) (i32.const 0) (i64.const -1)))))"#;
    let request = exec_at(3, "threads.wasm").number(0o22).number(0).number(0);
    let request = request.list(&["x"]).list(&[]);
    let files = [4, 0, 0, 1, 1, 2, 2, 7, 5];
    let request = files.into_iter().fold(request, Request::number);
    let program = asks(
        4,
        &[request],
        r#"(i32.store (i32.const 3072) (i32.const 0x74756f))
           (call $check (call $path_open (i32.const 3) (i32.const 0) (i32.const 3072)
             (i32.const 3) (i32.const 1) (i64.const 0x40) (i64.const 0) (i32.const 0)
             (i32.const 3080)))
           (call $int (call $ask0))"#,
    );
    let binary = wat::parse_str(threads).unwrap();
    fs::write(program.folder.join("threads.wasm"), binary).unwrap();
    let done = program.run(["--processes", "--dir", ".", "--timeout=20"]);
    // ENOSYS, and no note: nobody asked for processes here.
    assert_eq!((done.code, &*done.err), (Some(52), ""), "{done:?}");
    assert_eq!(done.out, "done\n");
    assert_eq!(fs::read(program.folder.join("out")).unwrap(), b"done\n");
}

#[test]
fn a_program_of_the_machine_has_to_be_allowed() {
    let request = |path: &str| exec(path, &["x"], &[]);
    let all = [
        request("own"),
        request("usr/bin/env"),
        request("link"),
        request("proc/self/exe"),
    ];
    let run = |option: &str| {
        let folder = tempfile::tempdir().unwrap();
        fs::copy("/usr/bin/true", folder.path().join("own")).unwrap();
        symlink("own", folder.path().join("link")).unwrap();
        let directory = format!("{}::/", folder.path().display());
        errors(4, &all, &[option, "--dir", &directory], |_| {})
    };
    run("--processes").printed(&lines([ACCES, NOENT, ACCES, NOENT]));
    run("--processes=native:/usr/bin/*,/own").printed(&lines([ACCES, NOENT, ACCES, NOENT]));
    // It takes the place of this one.
    run("--processes=native").printed("");
}

#[test]
fn a_program_of_the_machine_gets_what_the_request_names() {
    let options = ["--processes=native", "--dir", "/"];
    let env = exec("usr/bin/env", &["env"], &["A=b", "C=d e"]);
    errors(4, &[env], &options, |_| {}).printed("A=b\nC=d e\n");
    // The standard streams, and the directory that ls itself has open, but no file that the
    // caller's shell left open.
    let ls = exec("usr/bin/ls", &["ls", "/proc/self/fd"], &[]);
    let program = asks(4, &[ls], "(call $int (call $ask0))");
    let plain = program.command(options);
    let done = Command::new("sh")
        .args(["-c", "exec 9</dev/null; exec \"$@\"", "sh"])
        .arg(plain.get_program())
        .args(plain.get_args())
        .current_dir(&program.folder)
        .env("WASI_RUN_CACHE", "off")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Done::from(done).printed("0\n1\n2\n3\n");
}

#[test]
fn a_signal_interrupts_what_is_no_call_of_the_library() {
    const ALARM: u32 = 14;
    let action = Request::of(&[0x500, ALARM, 2, 0]);
    let timer = Request::of(&[0x506, 0, 20_000, 0, 0, 0]);
    let program = asks(
        3,
        &[action, timer],
        "(call $check (call $ask0))
         (call $check (call $ask1))
         (call $__sys_work)
         (call $int (global.get $count))
         (call $compute)
         (call $int (global.get $count))",
    );
    let text = fs::read_to_string(&program.path).unwrap();
    let functions = r#"
(global $count (mut i32) (i32.const 0))
(func (export "__deliver_signal") (param i32 i32 i32 i32 i32) (result i32)
  (global.set $count (i32.add (global.get $count) (local.get 0)))
  (i32.const 0))
(func $turn (param $n i32) (result i32) (i32.add (local.get $n) (i32.const 1)))
(func $__sys_work (local $n i32)
  (loop $again
    (local.set $n (call $turn (local.get $n)))
    (br_if $again (i32.lt_u (local.get $n) (i32.const 300000000)))))
(func $compute
  (loop $again (br_if $again (i32.eqz (global.get $count)))))
"#;
    let text = text.replace("(func $main", &format!("{functions}(func $main"));
    fs::write(&program.path, text).unwrap();
    let done = program.run(["--processes", "--timeout", "60"]);
    done.printed(&lines([0, ALARM]));
}

#[test]
fn what_is_in_proc_is_no_program() {
    let request = |path: &str| exec(path, &["x"], &[]);
    let all = [
        request("proc/self/exe"),
        request("proc/self/fd/0"),
        request("proc/self/root/usr/bin/true"),
        request("proc/self/cwd/program.wat"),
        request("dev/null"),
    ];
    let done = errors(4, &all, &["--processes", "--dir", "/"], |_| {});
    done.printed(&lines([LOOP, LOOP, LOOP, LOOP, ACCES]));
}

/// Two stages: with one argument, it changes its directories and executes itself; then, with
/// another, it looks for the file.
fn two_stages(before: &str, request: Request, services: u32, after: &str) -> Program {
    let body = format!(
        "(call $check (call $args_sizes_get (i32.const 16) (i32.const 20)))
         (if (i32.eq (i32.load (i32.const 16)) (i32.const 1))
           (then {before} (call $int (call $ask0)))
           (else {after}))"
    );
    asks(services, &[request], &body)
}

const NAMES: &str = r#"
(data (i32.const 1100) "b")
(data (i32.const 1110) "c")
(data (i32.const 1120) "..")
(data (i32.const 1130) "secret")
"#;

fn with_names(program: Program) -> Program {
    let text = fs::read_to_string(&program.path).unwrap();
    let text = text.replace("(func $main", &format!("{NAMES}(func $main"));
    fs::write(
        program.folder.join("module.wasm"),
        wat::parse_str(text).unwrap(),
    )
    .unwrap();
    program
}

#[test]
fn a_new_program_has_the_directories_themselves() {
    let request = exec("module.wasm", &["x", "again"], &[]);
    let rename = "
        (call $check (call $path_rename (i32.const 3) (i32.const 1100) (i32.const 1) (i32.const 3) (i32.const 1110) (i32.const 1)))
        (call $check (call $path_symlink (i32.const 1120) (i32.const 2) (i32.const 3) (i32.const 1100) (i32.const 1)))";
    let look = "
        (call $int (call $path_filestat_get (i32.const 4) (i32.const 0) (i32.const 1130) (i32.const 6) (i32.const 2048)))";
    let program = with_names(two_stages(rename, request, 5, look));
    let folder = &program.folder;
    program.put("secret", "");
    fs::create_dir_all(folder.join("a/b")).unwrap();
    fs::rename(folder.join("module.wasm"), folder.join("a/module.wasm")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_wasi-run"));
    command
        .current_dir(folder)
        .env("WASI_RUN_CACHE", "off")
        .args(["--processes", "--dir", "a", "--dir", "a/b", "a/module.wasm"]);
    Done::from(command.output().unwrap()).printed(&lines([NOENT]));
}

#[test]
fn a_new_program_writes_the_trace_where_the_old_one_did() {
    let request = exec("module.wasm", &["x", "again"], &[]);
    let rename = "
        (call $check (call $path_rename (i32.const 3) (i32.const 1100) (i32.const 1) (i32.const 3) (i32.const 1110) (i32.const 1)))
        (call $check (call $path_symlink (i32.const 1130) (i32.const 6) (i32.const 3) (i32.const 1100) (i32.const 1)))";
    let program = with_names(two_stages(rename, request, 4, "(call $int (i32.const 7))"));
    program.put("secret", "as it was");
    let mut command = Command::new(env!("CARGO_BIN_EXE_wasi-run"));
    command
        .current_dir(&program.folder)
        .env("WASI_RUN_CACHE", "off")
        .args(["--processes", "--dir", ".", "--trace=b", "module.wasm"]);
    Done::from(command.output().unwrap()).printed("7\n");
    let read = |name: &str| fs::read_to_string(program.folder.join(name)).unwrap();
    assert_eq!(read("secret"), "as it was");
    let trace = read("c");
    assert_eq!(trace.matches("args_sizes_get").count(), 2, "{trace}");
}

/// Forks; the child does this, and the parent that.
fn forks(child: &str, parent: &str) -> Program {
    let requests = [Request::of(&[FORK]), Request::of(&[WAIT, 0, 0, 4])];
    let body = format!(
        "(call $check (call $ask0))
         (if (i32.eqz (i32.load (i32.const 65536)))
           (then {child})
           (else {parent}))"
    );
    asks(3, &requests, &body)
}

const LOOP_FOREVER: &str = "(loop $again (br $again))";

#[test]
fn a_child_has_its_own_time() {
    for engine in ENGINES {
        let program = forks(LOOP_FOREVER, "");
        let done = program.run(["--engine", engine, "--processes", "--timeout", "0.5"]);
        // The parent ended well, and the end of the output is that of the child.
        assert_eq!(done.code, Some(0), "{done:?}");
        assert_eq!(done.err.matches("timeout: not done").count(), 1, "{done:?}");
    }
}

#[test]
fn a_child_has_the_rest_of_the_fuel() {
    for engine in ENGINES {
        let parent = "(call $check (call $ask1)) (call $int (i32.load (i32.const 65544))) (call $int (i32.load (i32.const 65548)))";
        let program = forks(LOOP_FOREVER, parent);
        let done = program.run(["--engine", engine, "--processes", "--fuel", "1000000"]);
        // Killed by SIGABRT, as a native program that aborts (CLD_KILLED is 2).
        assert_eq!((done.code, &*done.out), (Some(0), "2\n6\n"), "{done:?}");
        assert_eq!(done.err.matches("out of fuel").count(), 1, "{done:?}");
    }
}

#[test]
fn each_process_is_counted_and_traced_by_itself() {
    for engine in ENGINES {
        let done = forks("(call $int (i32.const 1))", "(call $check (call $ask1))").run([
            "--engine",
            engine,
            "--processes",
            "--count-calls",
        ]);
        assert_eq!(done.err.matches("calls total").count(), 2, "{done:?}");
        assert_eq!(
            done.err.matches("calls fd_write 1\n").count(),
            1,
            "{done:?}"
        );
        assert_eq!(
            done.err.matches("calls path_readlink 2\n").count(),
            1,
            "{done:?}"
        );

        let done = forks("(call $int (i32.const 1))", "(call $check (call $ask1))").run([
            "--engine",
            engine,
            "--processes",
            "--trace",
        ]);
        let number = |line: &str| {
            line.strip_prefix('[')?
                .split_once("] ")?
                .0
                .parse::<u32>()
                .ok()
        };
        let mut numbers: Vec<_> = done.err.lines().map(|line| number(line).unwrap()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 2, "{done:?}");
    }
}

#[test]
fn a_limit_of_processes_is_held() {
    for engine in ENGINES {
        let program = forks("", "");
        let done = program.run(["--engine", engine, "--processes", "--processes-max", "1"]);
        // AGAIN.
        assert_eq!(done.code, Some(6), "{done:?}");
        let done = program.run(["--engine", engine, "--processes", "--processes-max=2"]);
        assert_eq!(done.code, Some(0), "{done:?}");
    }
    for wrong in [
        "--processes-max=0",
        "--processes-max=65537",
        "--processes-max=x",
    ] {
        forks("", "")
            .run(["--processes", wrong])
            .failed(125, &["--processes-max"]);
    }
    forks("", "")
        .run(["--processes-max=5"])
        .failed(125, &["--processes"]);
}
